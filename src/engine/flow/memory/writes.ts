// What declarations and assignments make of pointers and arrays.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { gives, opens } from './functions.ts';
import { roomOf } from './indexes.ts';
import { forget, keyOfPlace, type Place, type Places } from './places.ts';
import { constantOf, type Known, textLength, typeSize } from './sizes.ts';
import { known, maxPlaces, tell, type Walk } from './state.ts';
import { expression } from './uses.ts';

/** Notes what a declaration makes. */
export function declaration(walk: Walk, node: SyntaxNode, places: Places): void {
  const typeNode = node.get('type');
  const type = typeNode && typeNode.end - typeNode.start < 80 ? typeNode.text : '';
  const isStatic = node.items.some((item) => item.kind === 'storage_class_specifier');
  for (const one of node.all('declarator')) {
    let declarator: SyntaxNode | undefined = one.kind === 'init_declarator' ? one.get('declarator') : one;
    const value = one.kind === 'init_declarator' ? one.get('value') : undefined;
    let stars = 0;
    // From the last dimension to the first.
    const sizes: (SyntaxNode | undefined)[] = [];
    for (let left = 6; declarator && declarator.kind !== 'identifier' && left > 0; left--) {
      if (declarator.kind === 'pointer_declarator') stars++;
      else if (declarator.kind === 'array_declarator') sizes.unshift(declarator.get('size'));
      else break;
      declarator = declarator.get('declarator');
    }
    if (declarator?.kind !== 'identifier') {
      // `Item item(name);` reads like a function.
      const own =
        declarator?.kind === 'function_declarator' ? keyOfPlace(declarator.get('declarator')) : undefined;
      if (own !== undefined) forget(places, own);
      if (value) expression(walk, value, places);
      continue;
    }
    const name = declarator.text;
    const isArray = sizes.length > 0;
    const isPointer = stars > 0;
    const [size, ...rows] = sizes;
    forget(places, name);
    walk.types.set(name, type + '*'.repeat(stars) + '[]'.repeat(sizes.length));
    if (!isStatic) walk.locals.add(name);
    const element = (isArray && isPointer) || stars > 1 ? 8 : typeSize(type);
    walk.elements.set(name, element);
    if (isArray) {
      walk.arrays.add(name);
      const length = textLength(value, known(walk, places));
      const count = constantOf(size, known(walk, places)) ?? (length === undefined ? undefined : length + 1);
      if (value) expression(walk, value, places);
      const place: Place = { set: one };
      if (!isStatic) place.origin = 'stack';
      const inner = rows.map((one) => constantOf(one, known(walk, places)));
      const each = inner.every((one) => one !== undefined) ? inner : undefined;
      if (count !== undefined && each) {
        place.count = count;
        if (each.length > 0) place.inner = each;
        if (element !== undefined) place.bytes = each.reduce((all, one) => all * one, count * element);
      }
      if (length !== undefined) place.length = length;
      if (count === undefined && size) {
        const room = roomOf(walk, size, 1);
        if (room !== undefined) place.room = room;
      }
      put(places, name, place);
    } else if (!value) {
      if (!isStatic && walk.isWhole && (isPointer || typeSize(type) !== undefined))
        put(places, name, { unset: true, set: one });
    } else {
      walk.arrays.delete(name);
      expression(walk, value, places);
      if (isPointer || /^auto\b/.test(type) || /[a-z]Ptr$|^(?:LP|P)[A-Z]/.test(type))
        written(walk, name, value, places, one);
    }
  }
}

/** Remembers a place, as long as there are not too many. */
export function put(places: Places, key: string, place: Place): void {
  if (places.size < maxPlaces || places.has(key)) places.set(key, place);
}

/** What a pointer is after something was assigned to it. */
export function written(walk: Walk, key: string, given: SyntaxNode, places: Places, at: SyntaxNode): void {
  forget(places, key);
  let value: SyntaxNode | undefined = given;
  for (
    let left = 6;
    value && (value.kind === 'cast_expression' || value.kind === 'parenthesized_expression') && left > 0;
    left--
  )
    value = value.kind === 'cast_expression' ? value.get('value') : value.items[0];
  if (!value) return;
  const element = walk.elements.get(key);
  if (/^(?:NULL|nullptr|0)$/.test(value.text)) return put(places, key, { isNull: 'null', set: at });
  if (value.kind === 'string_literal') {
    const length = textLength(value, known(walk, places)) ?? 0;
    // One that outlives the function holds what another call put there.
    if (at.parent?.items.some((item) => item.kind === 'storage_class_specifier'))
      return put(places, key, { length, set: at });
    const isNarrow = value.text.startsWith('"');
    return put(places, key, { length, count: length + 1, set: at, ...(isNarrow && { bytes: length + 1 }) });
  }
  if (value.kind === 'new_expression') {
    // `new Item *[n]` is not read whole.
    if (
      value.source.text
        .slice(value.end, value.end + 3)
        .trimStart()
        .startsWith('*')
    )
      return;
    const size = value.get('declarator');
    const count = constantOf(size?.get('length'), known(walk, places));
    const place: Place = { origin: size ? 'new[]' : 'new', set: at };
    if (count !== undefined) place.count = count;
    if (count !== undefined && element !== undefined) place.bytes = count * element;
    if (/nothrow/.test(value.text.slice(0, 40))) place.isNull = 'unchecked';
    return put(places, key, place);
  }
  if (value.kind === 'call_expression') {
    const place = made(walk, key, value, places, at);
    if (place) put(places, key, place);
    return;
  }
  if (value.kind === 'binary_expression') {
    const from = keyOfPlace(value.get('left'));
    const place = from === undefined ? undefined : places.get(from);
    const step = constantOf(value.get('right'), known(walk, places));
    const operator = value.get('operator')?.text;
    if (place?.origin && step !== undefined && step > 0 && (operator === '+' || operator === '-')) {
      const { length: _, freed: __, room: ___, ...rest } = place;
      const moved: Place = { ...rest, set: at, moved: operator === '-' ? 'back' : 'on' };
      if (operator === '+' && moved.count !== undefined) moved.count -= step;
      if (operator === '+' && moved.bytes !== undefined) moved.bytes -= step * (element ?? 1);
      put(places, key, moved);
    }
    return;
  }
  if (value.kind === 'pointer_expression' && value.text.startsWith('&')) {
    const name = value.get('argument');
    if (name?.kind === 'identifier' && walk.elements.has(name.text) && !walk.arrays.has(name.text))
      put(places, key, { origin: 'stack', set: at });
    return;
  }
  const from = keyOfPlace(value);
  const place = from === undefined ? undefined : places.get(from);
  // Of two names for the same memory neither says any more when it is given back.
  if (place && from !== undefined) {
    const { isNull, ...rest } = place;
    put(places, key, isNull === 'null' ? place : rest);
  }
}

/** Memory that a call gives. */
function made(walk: Walk, key: string, call: SyntaxNode, places: Places, at: SyntaxNode): Place | undefined {
  const name = call.get('function')?.text ?? '';
  const args = call.get('arguments')?.items ?? [];
  const element = walk.elements.get(key);
  if (opens.test(name)) return { isNull: 'unchecked', origin: 'file', set: at };
  const isAlloca = /^(?:_|__builtin_)?(?:alloca|ALLOCA)$/.test(name);
  if (!gives.test(name) && !isAlloca) return undefined;
  const bare = name.replace(/^(?:std)?::/, '');
  const names = known(walk, places);
  const first = constantOf(args[0], names);
  const second = constantOf(args[1], names);
  const bytes =
    bare === 'malloc' || isAlloca
      ? first
      : bare === 'calloc' && first !== undefined && second !== undefined
        ? first * second
        : bare === 'realloc'
          ? second
          : undefined;
  const place: Place = { origin: isAlloca ? 'stack' : 'malloc', set: at };
  if (!isAlloca) place.isNull = 'unchecked';
  const room = bare === 'malloc' || isAlloca ? roomOf(walk, args[0], element) : undefined;
  if (room !== undefined) place.room = room;
  const items = element === undefined && bare !== 'calloc' ? itemsOf(walk, key, args[0], names) : undefined;
  if (items !== undefined && bare !== 'realloc') place.count = items;
  if (bytes !== undefined) {
    place.bytes = bytes;
    if (element !== undefined) place.count = Math.floor(bytes / element);
    // Half an element has no room: the number was meant to be one of elements.
    if (element !== undefined && bytes % element !== 0) tell(walk, 'odd-size', call, at);
  }
  return place;
}

/** The ten of `malloc(10 * sizeof(struct item))`, for a pointer to such. */
function itemsOf(walk: Walk, key: string, size: SyntaxNode | undefined, names: Known): number | undefined {
  if (size?.kind !== 'binary_expression' || size.get('operator')?.text !== '*') return undefined;
  const [left, right] = [size.get('left'), size.get('right')];
  const [unit, amount] = left?.kind === 'sizeof_expression' ? [left, right] : [right, left];
  if (unit?.kind !== 'sizeof_expression' || unit.end - unit.start > 80) return undefined;
  const type = (walk.types.get(key) ?? '').replace(/^(?:const )?(?:struct )?/, '');
  const inner = unit.text.replace(/^sizeof\s*\(?\s*(?:struct )?|\s*\)$/g, '').replace(/\s+(?=\*)/g, '');
  return inner === `*${key}` || `${inner}*` === type ? constantOf(amount, names) : undefined;
}
