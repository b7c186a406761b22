// Tells a merge that a library offers to others from one that a program keeps for its own objects.
import { functionAround, isFunction } from '../../syntax/enclosing.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { bare, functionsNamed, namesOf, perFile } from './code-near.ts';

/** What such a function is called, whoever hands it what. */
const general =
  /merge|extend|mixin|assign|default|unflatten|nest|deep|expand|patch|pointer|path|clone|copy|transform|^(?:parse|decode|setter)$|^d?set$|[a-z]Set$|^(?:set|put|write|update)_?(?:[iI]n|[aA]t|[bB]y|[dD]|[kK]ey|[pP]rop|[vV]al|[fF]ield|[oO]bj)/i;
/** In a class, where `merge` of a service merges what the service keeps. */
const ofClass = /^(?:deep)?_?(?:merge|extend|set|assign|mixin|defaults)(?:deep|all|in|path|objects?)?$/i;
/** What a program merges of its own. */
const ownData = /config|setting|option|preference|theme|manifest|state|reduce|schema|hook/i;

/**
 * Whether other code can hand objects to the function: it is exported under a name that says what it does, is all that
 * its file exports, or hangs on an object as in `library.extend = …`. `names` are those by which it can call itself.
 */
export function isOffered(fn: SyntaxNode, names: readonly string[]): boolean {
  if (names.some((name) => ownData.test(name))) return false;
  if (fn.kind === 'method_definition') return names.some((name) => ofClass.test(name));
  const file = fileOf(fn);
  const holders = holdersOf(fn);
  if (holders.some(isWholeExport)) return true;
  if (names.length > 0 && !names.some((name) => general.test(name))) return false;
  if (holders[0]?.get('left')?.kind === 'member_expression') return true;
  const around = functionAround(fn);
  // What wraps a library in a function of its own, for loaders of every kind.
  if (around && !functionAround(around) && isWrapper(around)) return true;
  // A package that is one function, or that loaders of every kind can load, and this is a part of it.
  if (names.length > 0 && (file.isLoadable || file.isOneFunction)) return true;
  if (!around && holders.some(({ kind }) => kind === 'export_statement')) return true;
  // A script that exports nothing shares all of its functions.
  return (!around && !file.exports) || names.some((name) => file.exported.has(name));
}

/** Whether the function that a parameter belongs to is offered. */
export function isOfferedThrough(parameter: SyntaxNode): boolean {
  const fn = functionAround(parameter);
  return fn !== undefined && isOffered(fn, namesOf(fn));
}

/** What a function is assigned to, declared by or exported in, from the inside out. */
function holdersOf(fn: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let one = fn.parent; one && holding.test(one.kind); one = one.parent) found.push(one);
  return found;
}

const holding =
  /^(?:parenthesized_expression|assignment_expression|variable_declarator|(?:lexical|variable)_declaration|export_statement)$/;

/** `module.exports = function …`, `export default function …` */
function isWholeExport(holder: SyntaxNode): boolean {
  return (
    holder.get('left')?.text === 'module.exports' ||
    (holder.kind === 'export_statement' && holder.children.some(({ kind }) => kind === 'default'))
  );
}

/** `(function () { … })()`, `define(function () { … })` */
function isWrapper(fn: SyntaxNode): boolean {
  return (
    fn.get('name') === undefined &&
    /^(?:parenthesized_expression|unary_expression|arguments)$/.test(fn.parent?.kind ?? '')
  );
}

/** What a file says of its exports. */
interface Exports {
  /** Whether it has any. */
  exports: boolean;
  exported: ReadonlySet<string>;
  /** `define.amd` */
  isLoadable: boolean;
  /** `module.exports = function …`, or the name of a function of the file. */
  isOneFunction: boolean;
}

const fileOf = perFile((file): Exports => {
  const exported = new Set<string>();
  let exports = false;
  let isLoadable = false;
  let isOneFunction = false;
  for (const node of file.walk()) {
    if (node.kind === 'member_expression' && node.text === 'define.amd') isLoadable = true;
    const given = exportedBy(node);
    if (given === undefined) continue;
    exports = true;
    for (const name of namesIn(given)) exported.add(name);
    if (node.get('left')?.text !== 'module.exports') continue;
    const own = given.kind === 'identifier' ? functionsNamed(file).get(given.text) : given;
    if (own && isFunction(own)) isOneFunction = true;
  }
  return { exports, exported, isLoadable, isOneFunction };
});

/** What a statement exports: `exports.merge = merge`, `export { merge }`. */
function exportedBy(node: SyntaxNode): SyntaxNode | undefined {
  if (node.kind === 'export_statement') return node.get('value') ?? node.items[0] ?? node;
  if (node.kind !== 'assignment_expression') return undefined;
  const left = node.get('left');
  const right = node.get('right');
  return left && right && isExports(left) ? bare(right) : undefined;
}

/** `exports.merge`, `module.exports`, `module.exports.merge` */
function isExports(place: SyntaxNode): boolean {
  return place.end - place.start < 120 && /^(?:module\.)?exports(?:\.[\w$]+)?$/.test(place.text);
}

/** The names of what is exported: itself, or what a record or a list in braces holds. */
function namesIn(given: SyntaxNode): string[] {
  if (given.kind === 'identifier') return [given.text];
  if (!/^(?:object|export_clause)$/.test(given.kind)) return [];
  return given.items.flatMap((one) => {
    const value = one.get('value');
    const own = value?.kind === 'identifier' ? value : (one.get('key') ?? one.get('name') ?? one);
    return own.end - own.start < 80 ? [own.text] : [];
  });
}
