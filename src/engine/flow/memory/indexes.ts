// Whether an index, or a step from where a buffer begins, lies within what there is of it.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { foreignLength } from './limits.ts';
import { isAskedOnTheWay } from './loops.ts';
import { keyOfPlace, type Place, type Places } from './places.ts';
import { constantOf } from './sizes.ts';
import { known, type LoopBound, tell, type Walk } from './state.ts';

/** `p[i]` */
export function indexed(
  walk: Walk,
  node: SyntaxNode,
  array: SyntaxNode,
  index: SyntaxNode,
  places: Places,
): void {
  const key = keyOfPlace(array);
  const place = placeAt(walk, key, places) ?? fieldAt(walk, array) ?? rowAt(walk, array, places);
  if (!place?.set) return;
  if (place.room !== undefined && isRoom(index, place.room)) return tell(walk, 'overrun', node, place.set);
  if (place.count === undefined) return;
  const loop = index.kind === 'identifier' ? walk.loops.get(index.text) : undefined;
  if (loop && isAskedOnTheWay(node, loop.name)) return;
  const range = loop
    ? [loop.max]
    : (shifted(walk, index, places) ?? [constantOf(index, known(walk, places))]);
  for (const at of range) {
    if (at === undefined) return foreignLength(walk, node, index, place.set);
    if (at < 0 || at > place.count) return tell(walk, 'overrun', node, place.set);
    if (at === place.count && isBehind(walk, node, key, place, loop ?? index))
      return tell(walk, 'overrun', node, place.set);
  }
}

/** Whether the element behind the last is read or written, and not only pointed to. */
function isBehind(
  walk: Walk,
  node: SyntaxNode,
  key: string | undefined,
  place: Place,
  index: SyntaxNode | LoopBound,
): boolean {
  // A row that is no further taken apart is a pointer.
  const isRow =
    place.inner?.length && (node.parent?.kind !== 'subscript_expression' || node.field !== 'argument');
  if (isRow || isAddress(node)) return false;
  if (key === undefined || !walk.arrays.has(key)) return 'limit' in index ? index.isPlain : true;
  // Exactly the size is another rule's, where the size is written in the same words.
  const words = 'limit' in index ? index.limit : index.text;
  if ('limit' in index && !index.isPlain && !/sizeof/.test(words)) return false;
  return !(place.set?.text.slice(0, 200) ?? '').includes(`[${words}]`);
}

/** `&a[2][0]`, `&a[2].name` */
function isAddress(node: SyntaxNode): boolean {
  let one = node.parent;
  while (one && /^(?:subscript|field|parenthesized)_expression$/.test(one.kind)) one = one.parent;
  return (
    (one?.kind === 'pointer_expression' && one.text.startsWith('&')) || one?.kind === 'sizeof_expression'
  );
}

/** `i + 1` and `i - 1`, where `i` counts in a loop that does not ask for it: the ends of what it takes. */
function shifted(walk: Walk, index: SyntaxNode, places: Places): number[] | undefined {
  const operator = index.kind === 'binary_expression' ? index.get('operator')?.text : undefined;
  if (operator !== '+' && operator !== '-') return undefined;
  const [left, right] = [index.get('left'), index.get('right')];
  const isLeft = left?.kind === 'identifier' && walk.loops.has(left.text);
  const name = isLeft ? left : operator === '+' && right?.kind === 'identifier' ? right : undefined;
  const loop = name && walk.loops.get(name.text);
  const step = constantOf(isLeft ? right : left, known(walk, places));
  if (!loop?.isPlain || loop.min === undefined || step === undefined) return undefined;
  const by = operator === '-' ? -step : step;
  return [loop.min + by, loop.max + by];
}

/** `s.name` and `s->name`, where `s` is one of the structs of the file, or `name` in a method of it. */
export function fieldAt(walk: Walk, node: SyntaxNode | undefined): Place | undefined {
  const isOwn = node?.kind === 'identifier' && !walk.elements.has(node.text);
  const operator = node?.kind === 'field_expression' ? node.get('operator')?.text : undefined;
  if (!isOwn && operator !== '.' && operator !== '->') return undefined;
  const field = walk.fields.get((isOwn ? node : node?.get('field'))?.text ?? '');
  const type = isOwn ? walk.owner : walk.types.get(node?.get('argument')?.text.slice(0, 60) ?? '');
  if (operator === '->' && (field?.isLast || !type?.endsWith('*'))) return undefined;
  const isOne = field?.owners.has(type?.replace(/^(?:const |struct |union )*| ?[&*]$/g, '') ?? '');
  return field && isOne ? { set: field.node, count: field.count } : undefined;
}

/** `a[1]`, which is an array itself. */
function rowAt(walk: Walk, node: SyntaxNode, places: Places): Place | undefined {
  let base: SyntaxNode | undefined = node;
  let depth = 0;
  for (; base?.kind === 'subscript_expression' && depth < 8; depth++) base = base.get('argument');
  const key = keyOfPlace(base);
  const place = depth > 0 && key !== undefined && walk.arrays.has(key) ? places.get(key) : undefined;
  const count = place?.inner?.[depth - 1];
  if (!place?.set || count === undefined) return undefined;
  return { set: place.set, count, inner: place.inner?.slice(depth) ?? [] };
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
