// Adds the import that a fix needs, or finds the name under which the file has it already.
import { isIdentifier, memberOf, moduleName, namesOf } from '../syntax/names.ts';
import { stringContent } from '../syntax/strings.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import type { SourceEdit } from './edit.ts';
import { byText, perTree } from './per-tree.ts';

/** What makes a name usable: edits, and the file's own word for the name where it has another. */
export interface Imported {
  edits: SourceEdit[];
  /** The name as the template writes it, and as this file must. */
  name: string;
  local: string;
}

/** Reads a wanted import statement and says how the file gets its name; undefined when it cannot safely. */
export function importInto(tree: SyntaxTree, statement: string): Imported | undefined {
  // A file has many findings that want the same import, and each answer looks through all of it.
  const known = answersOf(tree);
  if (!known.has(statement)) known.set(statement, importedBy(tree, statement));
  return known.get(statement);
}

const answersOf = perTree(() => new Map<string, Imported | undefined>());

function importedBy(tree: SyntaxTree, statement: string): Imported | undefined {
  // Own rules may write anything here, and the name goes into an expression.
  if (!/^[\w ./'"{}@:-]+$/.test(statement)) return undefined;
  switch (tree.source.language) {
    case 'python':
      return intoPython(tree, statement);
    case 'javascript':
    case 'typescript':
    case 'tsx':
      return intoScript(tree, statement);
    case 'java':
    case 'kotlin':
      return intoJvm(tree, statement);
    case 'c-sharp':
      return intoCSharp(tree, statement);
    case 'ruby':
      return intoRuby(tree, statement);
    case 'go':
      return intoGo(tree, statement);
    default:
      return undefined;
  }
}

function intoPython(tree: SyntaxTree, statement: string): Imported | undefined {
  const found = /^(?:from ([\w.]+) )?import (\w[\w.]*)$/.exec(statement);
  if (!found) return undefined;
  const [, module, name = ''] = found;
  const path = module === undefined ? name : `${module}.${name}`;
  const known = localOf(tree, path);
  if (known !== undefined) return { edits: [], name, local: known };
  if (isTaken(tree, name)) return undefined;
  const imports = topLevel(tree, new Set(['import_statement', 'import_from_statement']));
  const same = imports.find(
    (one) =>
      module !== undefined &&
      one.get('module_name')?.text === module &&
      !one.text.includes('(') &&
      !one.text.includes('*'),
  );
  const end = same?.all('name').at(-1)?.end;
  if (end !== undefined) return { edits: [{ start: end, end, text: `, ${name}` }], name, local: name };
  const last = imports.at(-1);
  if (last) return { edits: [{ start: last.end, end: last.end, text: `\n${statement}` }], name, local: name };
  const docstring = tree.root.items[0];
  const isDocstring =
    docstring?.kind === 'expression_statement' &&
    docstring.items[0]?.kind === 'string' &&
    docstring.start === 0;
  if (docstring && isDocstring)
    return {
      edits: [{ start: docstring.end, end: docstring.end, text: `\n\n${statement}` }],
      name,
      local: name,
    };
  const start = /^(?:#.*(?:\r?\n|$))*/.exec(tree.source.text)?.[0].length ?? 0;
  return { edits: [{ start, end: start, text: `${statement}\n\n` }], name, local: name };
}

function intoScript(tree: SyntaxTree, statement: string): Imported | undefined {
  const global = /^global (\w+)$/.exec(statement)?.[1];
  if (global !== undefined) {
    const meant = namesOf(tree).get(global) ?? global;
    const isOwn = meant !== global || (localOf(tree, global) === undefined && isTaken(tree, global, true));
    return isOwn ? undefined : { edits: [], name: global, local: global };
  }
  const found = /^import (?:(\w+)|\{ (\w+) \}) from '([^']+)'$/.exec(statement);
  if (!found) return undefined;
  const [, whole, member, specifier = ''] = found;
  const name = whole ?? member ?? '';
  const module = moduleName(specifier);
  const known = localOf(tree, member === undefined ? module : `${module}.${member}`);
  if (known !== undefined) return { edits: [], name, local: known };
  const namespace = member === undefined ? undefined : localOf(tree, module);
  if (namespace !== undefined) return { edits: [], name, local: `${namespace}.${name}` };
  if (isTaken(tree, name)) return undefined;
  const imports = topLevel(tree, new Set(['import_statement']));
  const requires = topLevel(tree, new Set(['lexical_declaration', 'variable_declaration'])).filter((one) =>
    /\brequire\(/.test(one.text),
  );
  const last = imports.at(-1) ?? requires.at(-1);
  if (!last) return undefined;
  const text = tree.source.text.slice(last.start, last.end);
  const quote = /["']/.exec(text)?.[0] ?? "'";
  const end = text.endsWith(';') ? ';' : '';
  const names = member === undefined ? name : `{ ${name} }`;
  const line =
    imports.length > 0
      ? `import ${names} from ${quote}${specifier}${quote}${end}`
      : `${/^\w+/.exec(text)?.[0] ?? 'const'} ${names} = require(${quote}${specifier}${quote})${end}`;
  // Not after a declaration that shares its line with another statement.
  if (!/^[ \t]*(?:\/\/.*)?\r?(?:\n|$)/.test(tree.source.text.slice(last.end))) return undefined;
  return { edits: [{ start: last.end, end: last.end, text: `\n${line}` }], name, local: name };
}

function intoJvm(tree: SyntaxTree, path: string): Imported | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const kinds = new Set(['import_declaration', 'import']);
  const imports = topLevel(tree, kinds);
  const written = imports.map((one) => one.text.replace(/^import\s+|;$/g, '').trim());
  const wildcard = path.replace(/\w+$/, '*');
  if (written.some((one) => one === path || one === wildcard)) return { edits: [], name, local: name };
  if (written.some((one) => one.endsWith(`.${name}`)) || isTaken(tree, name)) return undefined;
  const last = imports.at(-1) ?? topLevel(tree, new Set(['package_declaration', 'package_header'])).at(-1);
  // Without a package there may be a class of that name beside this file; the full name is never wrong.
  if (!last) return { edits: [], name, local: path };
  const end = tree.source.language === 'java' ? ';' : '';
  const gap = imports.length > 0 ? '\n' : '\n\n';
  return {
    edits: [{ start: last.end, end: last.end, text: `${gap}import ${path}${end}` }],
    name,
    local: name,
  };
}

function intoCSharp(tree: SyntaxTree, path: string): Imported | undefined {
  const dot = path.lastIndexOf('.');
  const [space, name] = [path.slice(0, dot), path.slice(dot + 1)];
  const usings = topLevel(tree, new Set(['using_directive']));
  if (usings.some((one) => one.text.replace(/^(?:global )?using\s+|\s*;$/g, '') === space))
    return { edits: [], name, local: name };
  if (isTaken(tree, name)) return undefined;
  const last = usings.at(-1);
  if (!last) return { edits: [], name, local: path };
  return {
    edits: [{ start: last.end, end: last.end, text: `\nusing ${space};` }],
    name,
    local: name,
  };
}

function intoRuby(tree: SyntaxTree, statement: string): Imported | undefined {
  const name = /^require '([\w/-]+)'$/.exec(statement)?.[1];
  if (name === undefined) return undefined;
  const requires = tree.root.items.filter((one) => one.kind === 'call' && /^require\b/.test(one.text));
  if (requires.some((one) => one.text.replace(/^require\s*\(?\s*["']|["']\)?$/g, '') === name))
    return { edits: [], name, local: name };
  const last = requires.at(-1);
  if (last) {
    const quote = /["']/.exec(last.text)?.[0] ?? "'";
    const text = `\nrequire ${quote}${name}${quote}`;
    return { edits: [{ start: last.end, end: last.end, text }], name, local: name };
  }
  const start = /^(?:#.*\r?\n)*/.exec(tree.source.text)?.[0].length ?? 0;
  return { edits: [{ start, end: start, text: `require '${name}'\n\n` }], name, local: name };
}

function intoGo(tree: SyntaxTree, path: string): Imported | undefined {
  const specs = tree.byKind.get('import_spec') ?? [];
  const name = path.slice(path.lastIndexOf('/') + 1);
  const pathOf = (spec: SyntaxNode): string | undefined => {
    const node = spec.get('path');
    return node && stringContent(node);
  };
  const known = specs.find((spec) => pathOf(spec) === path);
  if (known) return { edits: [], name, local: known.get('name')?.text ?? name };
  const clash = specs.some((spec) => (spec.get('name')?.text ?? pathOf(spec)?.replace(/^.*\//, '')) === name);
  if (clash || isTaken(tree, name)) return undefined;
  const last = specs.at(-1);
  if (last?.parent?.kind === 'import_spec_list')
    return { edits: [{ start: last.end, end: last.end, text: `\n\t"${path}"` }], name, local: name };
  const after = last?.parent ?? topLevel(tree, new Set(['package_clause'])).at(-1);
  if (!after) return undefined;
  const gap = last ? '\n' : '\n\n';
  return { edits: [{ start: after.end, end: after.end, text: `${gap}import "${path}"` }], name, local: name };
}

/** Where a Go file writes each name, but for what it imports; a file may import much and mend much. */
const goNames = perTree((tree) =>
  byText(
    ['identifier', 'package_identifier']
      .flatMap((kind) => tree.byKind.get(kind) ?? [])
      .filter((one) => one.parent?.kind !== 'import_spec')
      .map((one) => [one.text, one] as const),
  ),
);

/** Go refuses an import that nothing uses: the edits that drop those whose last use is edited away. */
export function withoutUnusedGo(tree: SyntaxTree, edits: readonly SourceEdit[]): SourceEdit[] | undefined {
  const isGone = (node: SyntaxNode): boolean =>
    edits.some((edit) => edit.start <= node.start && node.end <= edit.end);
  const out = [...edits];
  for (const spec of tree.byKind.get('import_spec') ?? []) {
    const path = spec.get('path');
    const local = spec.get('name')?.text ?? (path && stringContent(path)?.replace(/^.*\//, ''));
    if (local === undefined || local === '_' || local === '.') continue;
    const used = goNames(tree).get(local);
    if (!used?.every(isGone)) continue;
    // A text that is moved within the fix still uses it.
    if (edits.some((edit) => edit.text.includes(`${local}.`))) continue;
    const added = out.findIndex(
      (edit) => edit.start === edit.end && /^\n(?:\t|import )"[^"]+"$/.test(edit.text),
    );
    if (added !== -1 && path) {
      // The new import takes the place of the old one.
      const text = out[added]?.text.replace(/^\n(?:\t|import )/, '') ?? '';
      out.splice(added, 1);
      out.push({ start: spec.start, end: spec.end, text });
      continue;
    }
    const single = spec.parent?.kind === 'import_declaration' ? spec.parent : spec;
    const before = tree.source.text.lastIndexOf('\n', single.start - 1);
    if (before === -1 || tree.source.text.slice(before, single.start).trim() !== '') return undefined;
    const start = tree.source.text[before - 1] === '\r' ? before - 1 : before;
    out.push({ start, end: single.end, text: '' });
  }
  return out;
}

/** The name under which a file knows a module or member, by a statement at its top. */
function localOf(tree: SyntaxTree, path: string): string | undefined {
  for (const [local, full] of namesOf(tree)) if (full === path && wordsAtTop(tree).has(local)) return local;
  return undefined;
}

/** Every word of the imports and declarations at the top of a file. */
const wordsAtTop = perTree((tree) => {
  const kinds = ['import_statement', 'import_from_statement', 'lexical_declaration', 'variable_declaration'];
  const words = new Set<string>();
  for (const one of topLevel(tree, new Set(kinds)))
    for (const node of one.walk()) if (node.children.length === 0) words.add(node.text);
  return words;
});

function topLevel(tree: SyntaxTree, kinds: ReadonlySet<string>): SyntaxNode[] {
  return tree.root.items.filter((one) => kinds.has(one.kind));
}

/** Whether a file uses a name for anything of its own; with `isGlobal` only what defines it counts. */
function isTaken(tree: SyntaxTree, name: string, isGlobal = false): boolean {
  for (const nodes of tree.byKind.values()) {
    const [first] = nodes;
    if (!first || !(isIdentifier(first) || first.kind.endsWith('identifier_pattern'))) continue;
    const isUse = (one: SyntaxNode): boolean =>
      isMemberName(one) || isWithinImportPath(one) || (isGlobal && one.parent?.kind === 'member_expression');
    if (nodes.some((one) => one.text === name && !isUse(one))) return true;
  }
  return false;
}

/** The `random` of `from random import choice` names a module and binds nothing. */
function isWithinImportPath(node: SyntaxNode): boolean {
  for (let at: SyntaxNode | undefined = node; at; at = at.parent) if (at.field === 'module_name') return true;
  return false;
}

function isMemberName(node: SyntaxNode): boolean {
  const parent = node.parent;
  if (!parent) return false;
  if (memberOf(parent)?.propertyNode === node) return true;
  return (parent.kind === 'keyword_argument' && node.field === 'name') || node.field === 'key';
}
