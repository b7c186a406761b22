// Imports in JavaScript, also those that `require` or a compiler writes.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Statement } from '../../ir.ts';
import { stringText } from './strings.ts';

/** An import by its full path, which tells the models that apply. */
export function importStatement(node: SyntaxNode): Statement[] {
  const source = node.get('source');
  if (!source) return [];
  const module = moduleName(source);
  const bindings: { local: string; path: string }[] = [];
  for (const clause of node.items.filter((item) => item.kind === 'import_clause')) {
    for (const item of clause.items) {
      if (item.kind === 'identifier') bindings.push({ local: item.text, path: ownName(module, item.text) });
      if (item.kind === 'namespace_import' && item.items[0])
        bindings.push({ local: item.items[0].text, path: ownName(module, item.items[0].text) });
      if (item.kind !== 'named_imports') continue;
      for (const one of item.items) {
        const name = one.get('name')?.text;
        if (name === undefined) continue;
        const path = name === 'default' ? module : `${module}.${name}`;
        bindings.push({ local: one.get('alias')?.text ?? name, path });
      }
    }
  }
  return [{ kind: 'import', node, bindings }];
}

/** The module of `require('x')`, with or without a property read, also awaited and as a dynamic import. */
export function requiredModule(node: SyntaxNode): string | undefined {
  if (node.kind === 'await_expression' || node.kind === 'parenthesized_expression')
    return node.items[0] && requiredModule(node.items[0]);
  if (node.kind === 'member_expression') {
    const object = node.get('object');
    const base = object && requiredModule(object);
    const property = node.get('property')?.text ?? '';
    // `require('axios').default` is what `import axios from 'axios'` is.
    return base === undefined || (property === 'default' && !base.startsWith('.'))
      ? base
      : `${base}.${property}`;
  }
  if (node.kind !== 'call_expression') return undefined;
  const callee = node.get('function')?.text;
  const first = node.get('arguments')?.items[0];
  if (first && callee !== undefined && interop.test(callee)) return requiredModule(first);
  if (callee === undefined || !first) return undefined;
  if (!requires.test(callee) && !loadersOf(node).has(callee)) return undefined;
  const module = first.kind === 'comment' ? node.get('arguments')?.items[1] : first;
  const name = module && constantText(module);
  return name === undefined ? undefined : knownAs(name);
}

const requires =
  /^(?:require|import|(?:module|require\.main|process\.mainModule|global|globalThis)\.require|process\.getBuiltinModule|__(?:non_)?webpack_require__)$/;

const loaders = new WeakMap<SyntaxNode['source'], ReadonlySet<string>>();

/** Other names that a file has for `require`: `const load = createRequire(import.meta.url)`. */
function loadersOf({ source }: SyntaxNode): ReadonlySet<string> {
  let known = loaders.get(source);
  if (!known) {
    const made = source.text.includes('equire')
      ? source.text.matchAll(
          /\b(?:const|let|var)\s{1,9}([\w$]{1,60})\s{0,9}=\s{0,9}(?:(?:module\.)?require\s{0,9}[;\n]|(?:[\w$]{1,60}\.)?createRequire\()/g,
        )
      : [];
    loaders.set(source, (known = new Set([...made].map(([, name = '']) => name))));
  }
  return known;
}

/** A text that is written out, though it may stand in pieces. */
function constantText(node: SyntaxNode): string | undefined {
  if (node.kind === 'string') return stringText(node);
  if (node.kind === 'template_string')
    return node.children.some((part) => part.kind === 'template_substitution')
      ? undefined
      : node.text.slice(1, -1);
  if (node.kind === 'parenthesized_expression') return node.items[0] && constantText(node.items[0]);
  if (node.kind !== 'binary_expression' || node.get('operator')?.text !== '+') return undefined;
  const [left, right] = [node.get('left'), node.get('right')].map((one) => one && constantText(one));
  return left === undefined || right === undefined ? undefined : left + right;
}

/** Names that compilers give to what they import. */
export const compiledImport = /^(?:\w+_\d+|_\w+|import_\w+)$/;
const interop = /(?:__importDefault|__importStar|_interopRequire(?:Default|Wildcard)|__toESM)\)?$/;

/** The name of a module, under which models know it. */
export function moduleName(node: SyntaxNode): string {
  return knownAs(stringText(node));
}

function knownAs(module: string): string {
  const name = module.replace(/^node:/, '').replace(/\/promises$/, '');
  return sameModules.get(name) ?? name;
}

/** Modules that offer the functions of another under their names; jQuery is mostly a global. */
const sameModules: ReadonlyMap<string, string> = new Map([
  ['jquery', '$'],
  ...['mz/child_process', 'child-process-promise', 'promisify-child-process', 'async-child-process'].map(
    (name) => [name, 'child_process'] as const,
  ),
  ...['fs-extra', 'graceful-fs', 'mz/fs', 'fs-promise'].map((name) => [name, 'fs'] as const),
]);

/** What a module binds to a name or a pattern. */
export function importFrom(node: SyntaxNode, name: SyntaxNode, module: string): Statement {
  if (name.kind === 'identifier')
    return { kind: 'import', node, bindings: [{ local: name.text, path: ownName(module, name.text) }] };
  const bindings: { local: string; path: string }[] = [];
  for (const item of name.items) {
    if (item.kind === 'shorthand_property_identifier_pattern')
      bindings.push({ local: item.text, path: `${module}.${item.text}` });
    const key = item.get('key');
    const value = item.get('value');
    if (item.kind === 'pair_pattern' && key && value?.kind === 'identifier')
      bindings.push({ local: value.text, path: `${module}.${key.text}` });
  }
  return { kind: 'import', node, bindings };
}

/** A file of the same project is known by the name that it is given here. */
function ownName(module: string, local: string): string {
  return /^(?:\.|~\/|@\/|#)/.test(module) ? local : module;
}
