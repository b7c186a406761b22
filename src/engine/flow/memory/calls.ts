// What calls do to memory: give it back, copy into it, set what they are given.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { looked, refine } from './conditions.ts';
import { addsText, amounts, copiesText, through } from './functions.ts';
import { placeAt } from './indexes.ts';
import { foreignLength, limited } from './limits.ts';
import { forget, keyOfPlace, type Place, type Places } from './places.ts';
import { constantOf, textLength } from './sizes.ts';
import { known, tell, type Walk } from './state.ts';
import { dereferenced, expression, needs, used } from './uses.ts';
import { put } from './writes.ts';

/** What a call does to the memory of its arguments. */
export function call(walk: Walk, node: SyntaxNode, places: Places): void {
  const functionNode = node.get('function');
  const name = (functionNode?.text ?? '').slice(0, 80).replace(/^(?:std)?::/, '');
  const args = node.get('arguments')?.items ?? [];
  if (
    /^(?:free|cfree|kfree|xfree|g_free|OPENSSL_free|curl_free|av_free|SAFE_FREE|fclose|pclose|closedir)$/.test(
      name,
    ) &&
    args[0] &&
    args.length === 1
  )
    return givenBack(walk, node, name, args[0], places);
  if (functionNode && functionNode.kind !== 'identifier') expression(walk, functionNode, places);
  const needed = through.get(name);
  if (/^[A-Z][A-Z0-9_]+$/.test(name)) {
    for (const [key, place] of places) if (place.unset) places.delete(key);
    for (const one of args) {
      const key = keyOfPlace(one);
      if (key !== undefined && !walk.arrays.has(key)) forget(places, key);
    }
  }
  args.forEach((one, index) => {
    const isAddress = one.kind === 'pointer_expression' && one.text.startsWith('&');
    if (needed?.includes(index)) needs(walk, one, node, places);
    if (one.kind === 'identifier') used(walk, one, node, places);
    else if (isAddress) dereferenced(walk, one, places);
    else expression(walk, one, places);
  });
  if (/^(?:g_)?assert|^(?:Q_)?ASSERT|^D?CHECK|^(?:ASSERT|EXPECT)_(?:TRUE|NE)|^BUG_ON/.test(name)) {
    looked(args[0], places);
    refine(args[0], true, places);
    return;
  }
  copied(walk, node, name, args, places);
  scanned(walk, node, name, args, places);
  const given = walk.givers.get(name) ?? [];
  // Any other function may set what is not of this one.
  if (!needed && !amounts.has(name))
    for (const [key, place] of places) {
      if (!place.isNull && !place.freed) continue;
      if (!/\W/.test(key) && !walk.elements.has(key)) places.delete(key);
      else if (/\W/.test(key) && place.isNull) {
        const { isNull: _, ...rest } = place;
        places.set(key, rest);
      }
    }
  // A function may set what lies behind a pointer.
  for (const one of args) {
    const key = keyOfPlace(one);
    if (key === undefined) continue;
    for (const other of places.keys())
      if (other !== key && other.startsWith(key) && /^(?:->|\.)/.test(other.slice(key.length)))
        places.delete(other);
    const place = places.get(key);
    if (
      place?.length !== undefined &&
      !amounts.has(name) &&
      !copiesText.has(name) &&
      !addsText.has(name) &&
      !/^(?:strlen|wcslen|printf|puts|print\w*)$/.test(name)
    ) {
      const { length: _, ...rest } = place;
      places.set(key, rest);
    }
  }
  for (const index of given) {
    const one = args[index];
    if (one?.kind === 'identifier' && walk.elements.has(one.text)) givenBack(walk, node, name, one, places);
  }
}

function givenBack(walk: Walk, node: SyntaxNode, name: string, argument: SyntaxNode, places: Places): void {
  const key = keyOfPlace(argument);
  if (key === undefined) return expression(walk, argument, places);
  const place = places.get(key) ?? {};
  if (/close/.test(name) && place.isNull === 'unchecked') needs(walk, argument, node, places);
  if (place.freed)
    tell(walk, place.freed.certain ? 'freed-twice' : 'freed-perhaps-twice', node, place.freed.at);
  else if (place.origin === 'stack' && place.set) tell(walk, 'stack-freed', node, place.set);
  else if ((place.origin === 'new' || place.origin === 'new[]') && place.set)
    tell(walk, 'freed-otherwise', node, place.set);
  else if (place.moved && place.origin === 'malloc' && place.set) tell(walk, 'moved-freed', node, place.set);
  if (place.isNull === 'null') return;
  forget(places, key);
  // A name of its own may be set by a macro that looks like a function.
  if (!/^[A-Z]/.test(name)) put(places, key, { freed: { at: node, certain: true } });
}

/** `delete p` and `delete[] p`. */
export function deleted(walk: Walk, node: SyntaxNode, places: Places): void {
  const argument = node.items.at(-1);
  const key = keyOfPlace(argument);
  // In C it is a name like any other.
  if (!argument || key === undefined || key === '') return;
  const place = places.get(key) ?? {};
  const isArray = /^(?:::)?delete\s*\[/.test(node.text.slice(0, 20));
  if (place.freed)
    tell(walk, place.freed.certain ? 'freed-twice' : 'freed-perhaps-twice', node, place.freed.at);
  else if (place.origin === 'malloc' && place.set) tell(walk, 'freed-otherwise', node, place.set);
  else if (place.origin === 'new' && isArray && place.set) tell(walk, 'freed-otherwise', node, place.set);
  else if (place.origin === 'stack' && place.set) tell(walk, 'stack-freed', node, place.set);
  forget(places, key);
  put(places, key, { freed: { at: node, certain: true } });
}

/** Copies and fills against the room that there is. */
function copied(
  walk: Walk,
  node: SyntaxNode,
  name: string,
  args: readonly SyntaxNode[],
  places: Places,
): void {
  const names = known(walk, places);
  const placeOf = (one: SyntaxNode | undefined): Place | undefined => {
    const key = keyOfPlace(one);
    const place = placeAt(walk, key, places);
    const field =
      !place && one?.kind === 'field_expression' ? walk.fields.get(one.get('field')?.text ?? '') : undefined;
    if (!field) return place;
    const { count, bytes, node: set } = field;
    return { origin: 'stack', set, count, ...(bytes !== undefined && { bytes }) };
  };
  const lengthOf = (one: SyntaxNode | undefined): number | undefined =>
    textLength(one, names) ?? placeOf(one)?.length;
  const [first, second] = args;
  const to = placeOf(first);
  const key = keyOfPlace(first);
  const isText = copiesText.has(name);
  if (isText || addsText.has(name)) {
    const added = lengthOf(second);
    const length = isText
      ? added
      : to?.length === undefined || added === undefined
        ? undefined
        : to.length + added;
    if (
      to?.set &&
      (to.moved === 'back' || (length !== undefined && to.count !== undefined && length + 1 > to.count))
    )
      tell(walk, 'overrun', node, to.set);
    if (to && key !== undefined) {
      const { length: _, ...rest } = to;
      places.set(key, length === undefined ? rest : { ...rest, length });
    }
    return;
  }
  const amount = amounts.get(name);
  if (!amount) return;
  const [at, size, source, unit] = amount;
  const target = placeOf(args[at]);
  const wanted = constantOf(args[size], names);
  const room = unit === 'bytes' ? target?.bytes : target?.count;
  if (
    target?.set &&
    (target.moved === 'back' || (wanted !== undefined && room !== undefined && wanted > room))
  )
    tell(walk, 'overrun', node, target.set);
  else if (wholeStruct(args[at], args[size])) tell(walk, 'overrun', node, args[at] as SyntaxNode);
  // What a program hands to the kernel is checked wherever it goes.
  const isGuarded = target?.origin === 'stack' || name.endsWith('copy_from_user');
  if (isGuarded && target?.set && room !== undefined) limited(walk, node, args[size], target.set);
  if (target?.set && room !== undefined) foreignLength(walk, node, args[size], target.set);
  const from = source === -1 ? undefined : placeOf(args[source]);
  const given = unit === 'bytes' ? from?.bytes : from?.count;
  if (from?.set && wanted !== undefined && given !== undefined && wanted > given)
    tell(walk, 'overread', node, from.set);
  const targetKey = keyOfPlace(args[at]);
  if (!target || targetKey === undefined) return;
  const { length: _, ...rest } = target;
  const isFilled =
    /^w?memset$/.test(name) && wanted !== undefined && !/^(?:0|'\\0'|L'\\0')$/.test(args[1]?.text ?? '');
  const element = name === 'memset' ? (walk.elements.get(targetKey) ?? 1) : 1;
  places.set(targetKey, isFilled ? { ...rest, length: Math.floor(wanted / element) } : rest);
}

/** `scanf("%16s", name)`, which writes its end behind the sixteen. */
function scanned(
  walk: Walk,
  node: SyntaxNode,
  name: string,
  args: readonly SyntaxNode[],
  places: Places,
): void {
  if (!/^[fs]?w?scanf$/.test(name)) return;
  const at = /^w?scanf$/.test(name) ? 0 : 1;
  const format = args[at];
  if (format?.kind !== 'string_literal') return;
  let next = at + 1;
  for (const [whole, star, width, kind] of format.text.matchAll(
    /%(?:%|(\*?)(\d{0,9})(?:hh|h|ll|l|L|j|z|t|m)?(\[\^?\]?[^\]]{0,80}\]|[A-Za-z]))/g,
  )) {
    if (whole === '%%' || star) continue;
    const key = keyOfPlace(args[next]);
    next++;
    const place = placeAt(walk, key, places);
    const most = Number(width) + (kind === 'c' ? 0 : 1);
    if (!width || !/^[sc[]/.test(kind ?? '') || !place?.set || place.count === undefined) continue;
    if (most > place.count) tell(walk, 'overrun', node, place.set);
  }
}

/** `memcpy(s.name, from, sizeof(s))` */
function wholeStruct(target: SyntaxNode | undefined, size: SyntaxNode | undefined): boolean {
  if (target?.kind !== 'field_expression' || size?.kind !== 'sizeof_expression') return false;
  const whole = size.get('value')?.text.replace(/^\(\s*\*?\s*|\s*\)$/g, '');
  return whole !== undefined && whole === target.get('argument')?.text;
}
