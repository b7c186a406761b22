// What conditions say of pointers.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { keyOfPlace, type Places } from './places.ts';

/** What a condition says when it came out as `outcome`. */
export function refine(test: SyntaxNode | undefined, outcome: boolean, places: Places): void {
  if (!test) return;
  if (test.kind === 'parenthesized_expression') return refine(test.items[0], outcome, places);
  if (test.kind === 'unary_expression' && test.get('operator')?.text === '!')
    return refine(test.get('argument'), !outcome, places);
  const operator = test.kind === 'binary_expression' ? test.get('operator')?.text : undefined;
  if (operator === (outcome ? '&&' : '||')) {
    refine(test.get('left'), outcome, places);
    refine(test.get('right'), outcome, places);
    return;
  }
  if (operator === '==' || operator === '!=') {
    const sides = [test.get('left'), test.get('right')];
    const at = sides.findIndex((one) => one !== undefined && /^(?:NULL|nullptr|0)$/.test(one.text));
    if (at !== -1) asked(sides[1 - at], (operator === '==') === outcome, places);
    return;
  }
  asked(test, !outcome, places);
}

function asked(node: SyntaxNode | undefined, isNull: boolean, places: Places): void {
  const inner = node?.kind === 'parenthesized_expression' ? node.items[0] : node;
  const subject = inner?.kind === 'assignment_expression' ? inner.get('left') : inner;
  const key = keyOfPlace(subject);
  const place = key === undefined ? undefined : places.get(key);
  if (key === undefined || !subject) return;
  const { isNull: _, ...rest } = place ?? {};
  // What was not made here is what the caller gave.
  if (isNull) places.set(key, { ...rest, isNull: 'null', set: subject });
  else if (place) places.set(key, rest);
}

/** The names that a condition asks about are looked at from here on. */
export function looked(test: SyntaxNode | undefined, places: Places): void {
  if (!test) return;
  for (const one of test.walk()) {
    if (one.kind !== 'identifier' && one.kind !== 'field_expression') continue;
    const key = keyOfPlace(one);
    const place = key === undefined ? undefined : places.get(key);
    if (key === undefined || !place?.isNull) continue;
    const { isNull: _, ...rest } = place;
    places.set(key, rest);
  }
}
