// Which functions of a JavaScript file others can call.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { decorator } from './annotations.ts';
import { statement } from './statements.ts';

/**
 * Marks what others can call although its declaration does not say so: by an export list, as a script without exports,
 * or because nothing in the file names it again.
 */
export function publish(body: readonly Statement[], text: string): void {
  const isScript = !/\bexport\b|\bexports\b/.test(text);
  const listed = new Set(
    isScript
      ? []
      : [
          ...text.matchAll(
            /\bexport(?:s\s*=|s(?:\.\w+)+\s*=)?(?:\s+default)?\s*(?:\{([^{}]{0,2000})\}|(\w+)\s*(?:;|$))/gm,
          ),
        ].flatMap((one) => (one[1] ?? one[2] ?? '').match(/\w+/g) ?? []),
  );
  let repeated: ReadonlySet<string> | undefined;
  for (const one of body) {
    const value = one.kind === 'assign' ? one.value : one;
    if (value.kind !== 'function' && value.kind !== 'object') continue;
    const own = value.kind === 'function' ? value.fn.name : undefined;
    const name = one.kind === 'assign' && one.target.kind === 'bind' ? one.target.name : own;
    if (isScript || (name !== undefined && listed.has(name))) publishFields(value);
    else if (name !== undefined && !(repeated ??= repeatedWords(text)).has(name)) publishFields(value);
  }
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
  if (!declaration) return [];
  const lowered = statement(declaration);
  for (const one of lowered) {
    if (one.kind === 'function') one.fn.isPublic = true;
    if (one.kind === 'assign' || one.kind === 'expression') publishFields(one.value);
    if (one.kind === 'class') one.decorators.push(...decorators.map(decorator));
  }
  return lowered;
}
