// Which functions of a JavaScript file others can call.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { decorator } from './annotations.ts';
import { moduleName } from './imports.ts';
import { statement } from './statements.ts';

/**
 * Marks what others can call although its declaration does not say so: by an export list, as a script without exports,
 * or because nothing in the file names it again.
 */
export function publish(body: readonly Statement[], text: string): void {
  const isScript = !/\bexport\b|\bexports\b/.test(text);
  // What loads modules and exports nothing is a program: nobody calls into it.
  const isProgram = isScript && /^[ \t]*import\b|\brequire\(/m.test(text);
  const listed = new Set(
    isScript
      ? []
      : [
          ...text.matchAll(
            /\bexport(?:s\s*=|s(?:\.\w+)+\s*=)?(?:\s+default)?\s*(?:\{([^{}]{0,2000})\}|(\w+)\s*(?:;|$))/gm,
          ),
        ].flatMap((one) => (one[1] ?? one[2] ?? '').match(/\w+/g) ?? []),
  );
  for (const [, name = ''] of text.matchAll(/\b(\w+)\s*=\s*(?:module\.)?exports\s*=\s*\{/g)) listed.add(name);
  for (const name of handedWith(listed, text)) listed.add(name);
  let repeated: ReadonlySet<string> | undefined;
  for (const one of body) {
    if (!isScript) publishListed(one, listed);
    const value = one.kind === 'assign' ? one.value : one;
    if (value.kind !== 'function' && value.kind !== 'object') continue;
    const own = value.kind === 'function' ? value.fn.name : undefined;
    const name = one.kind === 'assign' && one.target.kind === 'bind' ? one.target.name : own;
    if ((isScript && !isProgram) || (name !== undefined && listed.has(name))) publishFields(value);
    else if (name !== undefined && !(repeated ??= repeatedWords(text)).has(name)) publishFields(value);
  }
}

/** What belongs to an exported name, also in the function that is called at once around a whole file. */
function publishListed(one: Statement, listed: ReadonlySet<string>): void {
  if (one.kind === 'function' && listed.has(one.fn.name ?? '')) one.fn.isPublic = true;
  if (one.kind === 'assign') {
    const owner =
      one.target.kind === 'bind' ? one.target.name : one.target.kind === 'place' && ownerOf(one.target.place);
    if (owner && listed.has(owner)) publishFields(one.value);
  }
  if (one.kind === 'expression' && one.value.kind === 'call' && one.value.callee.kind === 'function')
    for (const inner of one.value.callee.fn.body) publishListed(inner, listed);
}

/** `Mime` of `Mime.prototype.lookup` and of `Mime.lookup`. */
function ownerOf(place: Expression): string | undefined {
  if (place.kind === 'member') return ownerOf(place.object);
  return place.kind === 'name' ? place.name : undefined;
}

/** What goes out with the names that are exported: `var mime = new Mime()`, `Cookie.parse = parse`. */
function handedWith(listed: ReadonlySet<string>, text: string): string[] {
  if (listed.size === 0) return [];
  const made = [...text.matchAll(/\b(\w+)\s*=\s*new\s+(\w+)\b/g)];
  const set = [...text.matchAll(/^[ \t]*(\w+)(?:\.prototype)?\.\w+\s*=\s*(\w+)\s*;?[ \t]*$/gm)];
  return [...made, ...set].flatMap(([, name = '', other = '']) => (listed.has(name) ? [other] : []));
}

/** The words that stand more than once in a text. */
function repeatedWords(text: string): ReadonlySet<string> {
  const once = new Set<string>();
  const again = new Set<string>();
  for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*/g)) (once.has(word) ? again : once).add(word);
  return again;
}

/** A function, or the functions of an object, such as `module.exports = { run() {} }`. */
export function publishFields(value: Expression): void {
  if (value.kind === 'function') value.fn.isPublic = true;
  if (value.kind !== 'object') return;
  for (const one of value.entries) if (one.value.kind === 'function') one.value.fn.isPublic = true;
}

/** What an `export` declares. */
export function exported(node: SyntaxNode): Statement[] {
  const decorators = node.items.filter((item) => item.kind === 'decorator');
  const declaration = node.get('declaration') ?? node.get('value');
  if (!declaration) return handedOn(node);
  const lowered = statement(declaration);
  for (const one of lowered) {
    if (one.kind === 'function') one.fn.isPublic = true;
    if (one.kind === 'assign' || one.kind === 'expression') publishFields(one.value);
    if (one.kind === 'class') one.decorators.push(...decorators.map(decorator));
  }
  return lowered;
}

/** `export { exec as run } from 'child_process'`: a name of this file for others. */
function handedOn(node: SyntaxNode): Statement[] {
  const source = node.get('source');
  const clause = node.items.find(({ kind }) => kind === 'export_clause');
  if (!source || !clause) return [];
  const module = moduleName(source);
  const bindings = clause.items.flatMap((one) => {
    const name = one.get('name')?.text;
    return name === undefined || name === 'default' || module.startsWith('.')
      ? []
      : [{ local: one.get('alias')?.text ?? name, path: `${module}.${name}` }];
  });
  return bindings.length > 0 ? [{ kind: 'import', node, bindings }] : [];
}
