// Escapes the values that a page is put together with, or writes them as text where there is no markup.
import { namesOf } from '../syntax/names.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import { isFrom } from './came-from.ts';
import { functionAround, isName, onlyValueOf } from './definition.ts';
import type { SourceEdit } from './edit.ts';
import { importInto } from './imports.ts';
import { perNode } from './per-tree.ts';
import { openingOf, readBuilt, type Built, type ValuePiece } from './text-pieces.ts';

interface Escaper {
  call: string;
  import?: string;
  /** True when it takes any value and not just text. */
  takesAll: boolean;
}

function escaperOf(tree: SyntaxTree): Escaper | undefined {
  const modules = [...namesOf(tree).values()];
  switch (tree.source.language) {
    case 'python':
      if (modules.some((one) => one.startsWith('django.')))
        return { call: 'escape', import: 'from django.utils.html import escape', takesAll: true };
      if (modules.some((one) => /^(?:flask|markupsafe)(?:\.|$)/.test(one)))
        return { call: 'escape', import: 'from markupsafe import escape', takesAll: true };
      return { call: 'html.escape', import: 'import html', takesAll: false };
    case 'php':
      return { call: 'htmlspecialchars', takesAll: false };
    case 'go':
      return { call: 'html.EscapeString', import: 'html', takesAll: false };
    case 'java':
      return /^import org\.springframework\./m.test(tree.source.text)
        ? { call: 'HtmlUtils.htmlEscape', import: 'org.springframework.web.util.HtmlUtils', takesAll: false }
        : undefined;
    case 'c-sharp':
      return { call: 'WebUtility.HtmlEncode', import: 'System.Net.WebUtility', takesAll: false };
    case 'ruby':
      return { call: 'ERB::Util.html_escape', import: "require 'erb'", takesAll: true };
    default:
      return undefined;
  }
}

/** The edits that escape the values at fault where they stand in the text of a page. */
export function htmlEscape(
  node: SyntaxNode,
  tree: SyntaxTree,
  sources: readonly SyntaxNode[],
): SourceEdit[] | undefined {
  const escaper = escaperOf(tree);
  const built = escaper && builtIn(node);
  if (!escaper || !built) return tree.source.language === 'php' ? escapeWhole(node, sources) : undefined;
  if (/^\.html_safe\b/.test(tree.source.text.slice(built.node.end, built.node.end + 12))) return undefined;
  // The text of a template is code: escaping for HTML would hide that.
  if (isTemplate(built.node)) return undefined;
  const { pieces } = built;
  const values = pieces.filter((piece) => piece.type === 'value');
  // A single value is the one at fault; of several each has to be known, since another may hold markup.
  const isKnown = (piece: ValuePiece): boolean =>
    isFrom(piece.node, sources) || (values.length === 1 && isParameter(piece.node));
  if (values.length === 0 || !values.every(isKnown)) return undefined;
  if (values.some((one) => /escape|encode|html|sanit/i.test(one.node.text) || mayBeMarkup(one.node)))
    return undefined;
  const faulty = values;
  if (faulty.some((one) => !isInText(built, one))) return undefined;
  const imported = escaper.import === undefined ? undefined : importInto(tree, escaper.import);
  if (escaper.import !== undefined && !imported) return undefined;
  const call = imported ? escaper.call.replace(imported.name, () => imported.local) : escaper.call;
  const edits = faulty.map((one) => escapeEdit(one, call, escaper, built));
  return edits.every((one) => one !== undefined) ? [...edits, ...(imported?.edits ?? [])] : undefined;
}

/** `echo $_GET['q']`, between tags as far as the statement shows. */
function escapeWhole(node: SyntaxNode, sources: readonly SyntaxNode[]): SourceEdit[] | undefined {
  const isEcho = /^(?:echo_statement|print_intrinsic)$/.test(node.kind);
  const value = isEcho && node.items.length === 1 ? node.items[0] : undefined;
  const before = value?.source.text.slice(Math.max(0, value.start - 2_000), value.start).toLowerCase() ?? '';
  const isInTag = /<[a-z][^<>]*<\?(?:php|=)[^<>]*$/.test(before);
  const isInScript = before.lastIndexOf('<script') > before.lastIndexOf('</script');
  if (!value || !/^(?:variable_name|subscript_expression|member_access_expression)$/.test(value.kind))
    return undefined;
  if (isInTag || isInScript || !isFrom(value, sources) || /\(/.test(value.text)) return undefined;
  return [{ start: value.start, end: value.end, text: `htmlspecialchars(${value.text}, ENT_QUOTES)` }];
}

function isTemplate(node: SyntaxNode): boolean {
  for (let at = node.parent; at && !/statement$|block$|declaration$/.test(at.kind); at = at.parent)
    if (
      /template|\bParse$|format_html$|Markup$|mark_safe$|SafeString$/i.test(
        at.get('function')?.text ?? at.get('name')?.text ?? '',
      )
    )
      return true;
  return false;
}

function isParameter(node: SyntaxNode): boolean {
  const list = functionAround(node).children.find((one) => /param/.test(one.field ?? one.kind));
  return list !== undefined && [...list.walk()].some((one) => isName(one) && one.text === node.text);
}

/** Whether a value was put together with tags before, so that escaping it would show them. */
function mayBeMarkup(node: SyntaxNode): boolean {
  if (/<|\.join\(|\.map\(|render/i.test(node.text)) return true;
  if (!isName(node)) return false;
  if (/html|markup|rows|items|content|body|table|options|links?$|list/i.test(node.text)) return true;
  return withTags(functionAround(node)).has(node.text);
}

/** The names of a function that are given a text with tags. */
const withTags = perNode((home) => {
  const names = new Set<string>();
  for (const one of home.walk()) {
    if (!/assign|declarator|short_var/.test(one.kind) || !/<[a-z/]/i.test(one.text)) continue;
    const target = one.get('left') ?? one.get('name');
    if (target && target.end - target.start <= longestName) names.add(target.text);
  }
  return names;
});

const longestName = 200;

/** The text that a sink is given, or that the node is. */
function builtIn(node: SyntaxNode): Built | undefined {
  const queue = [node];
  for (let one = queue.shift(); one && queue.length < 40; one = queue.shift()) {
    const value = isName(one) ? onlyValueOf(one) : one;
    const built = value && readBuilt(value);
    if (built) return built;
    if (/function|lambda|block|body/.test(one.kind)) continue;
    queue.push(...one.items);
  }
  return undefined;
}

/** Whether a value stands between tags, or in a quoted attribute that holds no address, script or style. */
function isInText({ pieces }: Built, value: ValuePiece): boolean {
  let before = '';
  for (const piece of pieces) {
    if (piece === value) break;
    before += piece.type === 'text' ? piece.text : '·';
  }
  const text = before.toLowerCase();
  if (text.lastIndexOf('<script') > text.lastIndexOf('</script')) return false;
  if (text.lastIndexOf('<style') > text.lastIndexOf('</style')) return false;
  if (text.lastIndexOf('<') <= text.lastIndexOf('>')) return true;
  return /\b(?!href|src|style|action|formaction|srcdoc|on)[a-z-]+=\\?["'][^"'<>]*$/.test(text.slice(-300));
}

function escapeEdit(
  value: ValuePiece,
  call: string,
  { takesAll }: Escaper,
  built: Built,
): SourceEdit | undefined {
  const { node, literal, start, end } = value;
  const { language } = node.source;
  // Only text can be escaped; an interpolation turns everything into text first.
  const isText =
    takesAll || language === 'php' || language === 'go' || language === 'java' || language === 'c-sharp';
  const isFormat = built.extra.length > 0;
  const given = isText ? node.text : `str(${node.text})`;
  const flags = language === 'php' ? ', ENT_QUOTES' : '';
  // What markupsafe gives back would escape the markup that it is added to.
  const isAdded = language === 'python' && takesAll && !literal;
  const written = isAdded ? `str(${call}(${given}))` : `${call}(${given}${flags})`;
  if (!literal || isFormat) return { start: node.start, end: node.end, text: written };
  const mark = openingOf(literal).at(-1) ?? '"';
  if (language !== 'php') {
    if (language === 'python' && written.includes(mark) && !node.text.includes(mark)) return undefined;
    return { start: node.start, end: node.end, text: written };
  }
  if (mark !== '"') return undefined;
  const isLast = end === literal.end - 1;
  return {
    start,
    end: isLast ? literal.end : end,
    text: `${mark} . ${written}${isLast ? '' : ` . ${mark}`}`,
  };
}

/** `innerHTML = text` becomes `textContent`, `insertAdjacentHTML` becomes `insertAdjacentText`, where no tag is written. */
export function textContent(
  node: SyntaxNode,
  _tree: SyntaxTree,
  sources: readonly SyntaxNode[],
): SourceEdit[] | undefined {
  const assignment = node.kind === 'assignment_expression' ? node : node.parent;
  if (assignment?.kind === 'assignment_expression') {
    const property = assignment.get('left')?.get('property');
    const value = assignment.get('right');
    if (property?.text !== 'innerHTML' || !value || !isPlain(value, sources)) return undefined;
    return [{ start: property.start, end: property.end, text: 'textContent' }];
  }
  const callee = node.get('function');
  const property = callee?.get('property');
  const given = node.get('arguments')?.items ?? [];
  const value = given.at(-1);
  const names: Record<string, string> = { insertAdjacentHTML: 'insertAdjacentText' };
  const renamed = names[property?.text ?? ''];
  if (!property || renamed === undefined || given.length !== 2 || !value || !isPlain(value, sources))
    return undefined;
  return [{ start: property.start, end: property.end, text: renamed }];
}

/** A value from outside by itself, or within text that holds no markup. */
function isPlain(value: SyntaxNode, sources: readonly SyntaxNode[]): boolean {
  const own = isName(value) ? (onlyValueOf(value) ?? value) : value;
  // What is named or made like a page is meant to be one.
  if (
    /html|markup|template|response|storage|sanit|purify|render|content|body|draft|display|build|create|draw/i.test(
      own.text,
    )
  )
    return false;
  const built = readBuilt(own);
  if (!built) return isFrom(own, sources);
  const values = built.pieces.filter((piece) => piece.type === 'value');
  return (
    built.pieces.every((piece) => piece.type === 'value' || !/[<>&]/.test(piece.text)) &&
    values.every((piece) => isFrom(piece.node, sources))
  );
}
