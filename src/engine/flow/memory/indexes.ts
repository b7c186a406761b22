// Whether an index, or a step from where a buffer begins, lies within what there is of it.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { foreignLength } from './limits.ts';
import { keyOfPlace, type Place, type Places } from './places.ts';
import { constantOf } from './sizes.ts';
import { known, tell, type Walk } from './state.ts';

/** `p[i]` */
export function indexed(
  walk: Walk,
  node: SyntaxNode,
  array: SyntaxNode,
  index: SyntaxNode,
  places: Places,
): void {
  const key = keyOfPlace(array);
  const place = placeAt(walk, key, places);
  if (!place?.set) return;
  if (place.room !== undefined && isRoom(index, place.room)) return tell(walk, 'overrun', node, place.set);
  if (place.count === undefined) return;
  const isBound = index.kind === 'identifier' && walk.loops.has(index.text);
  const at = isBound ? walk.loops.get(index.text) : constantOf(index, known(walk, places));
  if (at === undefined) return foreignLength(walk, node, index, place.set);
  // Exactly the size is another rule's, where the size is written in the same words.
  const isAlias = key !== undefined && !walk.arrays.has(key) && places.has(key);
  if (
    at < 0 ||
    at > place.count ||
    (at === place.count &&
      (isAlias || (isBound && /sizeof/.test(node.parent?.parent?.parent?.text.slice(0, 200) ?? ''))))
  )
    tell(walk, 'overrun', node, place.set);
}

/** `*(p + 3)` */
export function stepped(walk: Walk, node: SyntaxNode, pointer: SyntaxNode, places: Places): void {
  const sum = pointer.kind === 'parenthesized_expression' ? pointer.items[0] : pointer;
  const operator = sum?.kind === 'binary_expression' ? sum.get('operator')?.text : undefined;
  if (!sum || (operator !== '+' && operator !== '-')) return;
  const place = placeAt(walk, keyOfPlace(sum.get('left')), places);
  const step = constantOf(sum.get('right'), known(walk, places));
  if (!place?.set || place.count === undefined || step === undefined) return;
  const at = operator === '+' ? step : -step;
  if (at < 0 || at >= place.count) tell(walk, 'overrun', node, place.set);
}

/** What is known of a name, or of the array of the file that it stands for. */
export function placeAt(walk: Walk, key: string | undefined, places: Places): Place | undefined {
  if (key === undefined) return undefined;
  const place = places.get(key);
  if (place) return place;
  const shared = walk.elements.has(key) ? undefined : walk.shared.get(key);
  if (!shared) return undefined;
  const { count, bytes, node } = shared;
  return bytes === undefined ? { set: node, count } : { set: node, count, bytes };
}

/** The same words as the size that was asked for. */
function isRoom(index: SyntaxNode, room: string): boolean {
  return index.end - index.start < 120 && index.text.replace(/\s+/g, '') === room;
}

/**
 * The words of a size in elements, if nothing it names is written to again: `n` of `malloc(n)`, where
 * `p[n]` lies behind the end.
 */
export function roomOf(
  walk: Walk,
  size: SyntaxNode | undefined,
  element: number | undefined,
): string | undefined {
  let one = size;
  // `n * sizeof(int)`
  if (one?.kind === 'binary_expression' && one.get('operator')?.text === '*') {
    const [left, right] = [one.get('left'), one.get('right')];
    const isUnit = right?.kind === 'sizeof_expression' && element !== undefined;
    one = isUnit ? left : undefined;
  } else if (element !== 1) return undefined;
  if (!one || one.end - one.start > 80) return undefined;
  const text = one.text.replace(/\s+/g, '');
  if (!/^(?:[a-z_]\w*(?:(?:->|\.)\w+)*)(?:\+[a-z_]\w*)?$/.test(text)) return undefined;
  const after = walk.body.text.slice(one.end - walk.body.start, one.end - walk.body.start + 20_000);
  const isWritten = text
    .split('+')
    .some((name) =>
      new RegExp(
        `(?<![\\w.>])${escaped(name)}\\s{0,4}(?:[-+*/%&|^]?=(?!=)|<<=|>>=|\\+\\+|--)|(?:\\+\\+|--|&)\\s{0,4}${escaped(name)}\\b`,
      ).test(after),
    );
  return isWritten ? undefined : text;
}

function escaped(name: string): string {
  return name.replaceAll('.', '\\.');
}
