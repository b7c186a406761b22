// Finds the first of a match's ways to be mended that applies, and makes the fix of it.
import type { Fix } from '../../finding.ts';
import { fixOf, type SourceEdit } from '../../fixes/edit.ts';
import { importInto, withoutUnusedGo } from '../../fixes/imports.ts';
import { rewrites } from '../../fixes/index.ts';
import { partWithin } from '../../fixes/part.ts';
import { perTree } from '../../fixes/per-tree.ts';
import { fillFix, quoteOf, spanOf, type Span } from '../../fixes/template.ts';
import type { CodeMatch } from '../../rules/code-rule.ts';
import { matchAstRule } from '../../syntax/ast-rule-match.ts';
import { compileAstRule, type CompileContext, type CompiledAstRule } from '../../syntax/ast-rule-compile.ts';
import { optionalKinds, type Bindings, type Pass } from '../../syntax/match.ts';
import { isString, stringKinds } from '../../syntax/strings.ts';
import type { SyntaxNode, SyntaxSource, SyntaxTree } from '../../syntax/tree.ts';
import { compileExpression, type Expression } from '../../text/regex.ts';

/** One way to mend a match, ready to be tried. */
export type ReadyFix =
  | { rewrite: keyof typeof rewrites }
  | {
      of?: CompiledAstRule;
      replace?: string;
      part?: Expression;
      with: string;
      imports: readonly string[];
    };

/** Characters around a span of text that are looked at. */
const maxAround = 2_000;

/** Node comparisons that the search for a fix may cost for one finding. */
const maxSteps = 20_000;

/** Compiles the ways to mend a match, in their order. */
export function compileFix(fix: CodeMatch['fix'], context: CompileContext): ReadyFix[] {
  const alone = typeof fix === 'string' ? { with: fix } : fix;
  return [alone ?? []].flat().map((one, at) => {
    if ('rewrite' in one) return one;
    const { of, replace, part, import: wanted } = one;
    return {
      with: one.with,
      imports: [wanted ?? []].flat(),
      ...(of ? { of: compileAstRule(of, context, ['fix', ...(Array.isArray(fix) ? [at] : []), 'of']) } : {}),
      ...(replace === undefined ? {} : { replace }),
      ...(part === undefined ? {} : { part: compileExpression(part, context.trusted) }),
    };
  });
}

/** The fix of a match at a node; undefined when no way applies. */
export function mend(
  fixes: readonly ReadyFix[],
  tree: SyntaxTree,
  node: SyntaxNode,
  bindings: Bindings | undefined,
  { accepts, sources = [] }: { accepts?: Pass['accepts']; sources?: readonly SyntaxNode[] } = {},
): Fix | undefined {
  for (const fix of fixes) {
    const edits =
      'rewrite' in fix
        ? rewrites[fix.rewrite](node, tree, sources)
        : fill(fix, tree, node, bindings, accepts);
    const tidy = edits && tree.source.language === 'go' ? withoutUnusedGo(tree, edits) : edits;
    const made = tidy && fixOf(tree.source, tidy);
    if (made) return made;
  }
  return undefined;
}

/** One way to mend a match by text, ready to be tried. */
export interface ReadyTextFix {
  part?: Expression;
  with: string;
}

/** Compiles the ways to mend a match by text, in their order. */
export function compileTextFix(fix: CodeMatch['fix'], trusted: boolean): ReadyTextFix[] {
  const ways = typeof fix === 'string' ? [{ with: fix }] : [fix ?? []].flat();
  return ways.flatMap((one) => {
    if (!('with' in one)) return [];
    const part = 'part' in one ? one.part : undefined;
    return [{ with: one.with, ...(part === undefined ? {} : { part: compileExpression(part, trusted) }) }];
  });
}

/** The fix of a span that no grammar read: of a match by text. */
export function mendText(
  fixes: readonly ReadyTextFix[],
  source: Pick<SyntaxSource, 'text' | 'lineStarts'>,
  span: Span,
): Fix | undefined {
  for (const fix of fixes) {
    const found = fix.part
      ? (partWithin(fix.part, source.text, span, undefined) ??
        partWithin(fix.part, source.text, span, undefined, restOfLine(source.text, span.end)))
      : { at: span, bindings: undefined };
    // What a page escapes for HTML is no text of a script.
    if (!found || (fix.part && isInScript(source.text, span.start))) continue;
    const edit = fillFix(fix.with, source, found.at, found.bindings);
    const made = edit && fixOf(source, [edit]);
    if (made) return made;
  }
  return undefined;
}

function restOfLine(text: string, from: number): number {
  return /^[^\r\n]*/.exec(text.slice(from, from + maxAround))?.[0].length ?? 0;
}

function isInScript(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - maxAround), at).toLowerCase();
  return before.lastIndexOf('<script') > before.lastIndexOf('</script');
}

function fill(
  fix: Exclude<ReadyFix, { rewrite: unknown }>,
  tree: SyntaxTree,
  node: SyntaxNode,
  given: Bindings | undefined,
  accepts: Pass['accepts'],
): SourceEdit[] | undefined {
  const found = fix.of ? find(fix.of, tree, node, given, accepts) : { node, bindings: given };
  if (!found) return undefined;
  const whole = fix.replace === undefined ? found.node : spanOf(found.bindings, fix.replace);
  const part = whole && fix.part && partWithin(fix.part, tree.source.text, whole, found.bindings);
  const { at, bindings } = fix.part ? (part ?? {}) : { at: whole, bindings: found.bindings };
  if (!at || (fix.of && isImport(found.node))) return undefined;
  if (fix.replace === undefined && !fix.part && losesOptional(found.node, found.bindings)) return undefined;
  const imported = fix.imports.map((one) => importInto(tree, one));
  if (!imported.every((one) => one !== undefined)) return undefined;
  const template = imported.reduce((text, { name, local }) => {
    return name === local ? text : text.replace(new RegExp(`(?<![\\w.$])${name}\\b`, 'g'), () => local);
  }, fix.with);
  const edit = fillFix(template, tree.source, at, bindings, quoteAt(tree, at));
  if (!edit || holdsComment(tree, edit)) return undefined;
  return [edit, ...imported.flatMap((one) => one.edits)];
}

/** Whether a type, or a `?.`, that a pattern does not see would go with the code that it matched. */
function losesOptional(node: SyntaxNode, bindings: Bindings | undefined): boolean {
  const kept: SyntaxNode[] = [];
  for (let one = bindings; one; one = one.rest) kept.push(...one.binding.nodes);
  for (const one of node.walk())
    if (
      optionalKinds.has(one.kind) &&
      !kept.some((other) => other.start <= one.start && one.end <= other.end)
    )
      return true;
  return false;
}

/** What an import names is changed with its uses or not at all. */
function isImport(node: SyntaxNode): boolean {
  for (let at: SyntaxNode | undefined = node; at; at = at.parent)
    if (/^(?:import_|using_directive|use_declaration)/.test(at.kind)) return true;
  return false;
}

/** The node that a rule fits: the match itself, else the nearest around it in its statement, else the only one within. */
function find(
  of: CompiledAstRule,
  tree: SyntaxTree,
  node: SyntaxNode,
  given: Bindings | undefined,
  accepts: Pass['accepts'],
): { node: SyntaxNode; bindings: Bindings | undefined } | undefined {
  const pass: Pass = { tree, stepsLeft: maxSteps, ...(accepts ? { accepts } : {}) };
  const at = (one: SyntaxNode): { node: SyntaxNode; bindings: Bindings | undefined } | undefined => {
    const matched = matchAstRule(of, one, given, pass);
    return matched && pass.stepsLeft >= 0 ? { node: one, bindings: matched.bindings } : undefined;
  };
  for (let one: SyntaxNode | undefined = node; one; one = one.parent) {
    const found = at(one);
    if (found) return found;
    if (/_statement$|declaration$|^assignment$|^block$/.test(one.kind)) break;
  }
  const within: { node: SyntaxNode; bindings: Bindings | undefined }[] = [];
  for (const one of node.walk()) {
    const found = one === node ? undefined : at(one);
    // A wrapper and what it wraps are one.
    if (found && !within.some((other) => other.node.end >= one.end)) within.push(found);
    if (within.length > 1 || pass.stepsLeft < 0) return undefined;
  }
  return within[0];
}

const stringsOf = perTree((tree) => [...stringKinds].flatMap((kind) => tree.byKind.get(kind) ?? []));
const usualQuote = perTree((tree) => quoteOf(undefined, tree.source.language, stringsOf(tree)));

/** The quotation mark that a literal at a place shall have. */
function quoteAt(tree: SyntaxTree, at: Span): string | undefined {
  const strings = stringsOf(tree);
  const around = strings.find((one) => one.start < at.start && at.end < one.end && isString(one));
  // Within an interpolated string the mark must be the other one.
  const outer = around && /["']/.exec(around.text)?.[0];
  if (outer && !around.text.startsWith('`')) return outer === '"' ? "'" : '"';
  const replaced = strings.find((one) => one.start === at.start && one.end === at.end);
  return quoteOf(replaced, tree.source.language, []) ?? usualQuote(tree);
}

/** Whether an edit would lose a comment. */
function holdsComment(tree: SyntaxTree, edit: SourceEdit): boolean {
  return ['comment', 'line_comment', 'block_comment'].some((kind) =>
    tree.byKind
      .get(kind)
      ?.some((one) => edit.start <= one.start && one.end <= edit.end && !edit.text.includes(one.text)),
  );
}
