// What is known of the pointers and buffers of a function at one point of it.
import type { SyntaxNode } from '../../syntax/tree.ts';

/** How memory was got; what gives it back must fit. */
export type Origin = 'malloc' | 'new' | 'new[]' | 'stack' | 'file';

/** One pointer or array. */
export interface Place {
  /** `null`: certainly; `asked`: on the way where a message says so; `unchecked`: nobody looked. */
  isNull?: 'null' | 'asked' | 'unchecked';
  /** Where it was last set, for the reader. */
  set?: SyntaxNode;
  freed?: { at: SyntaxNode; certain: boolean };
  origin?: Origin;
  bytes?: number;
  /** Elements of its own type. */
  count?: number;
  /** Elements of each further dimension, for an array of arrays. */
  inner?: readonly number[];
  /** The same, in the words of the code, where it is no constant. */
  room?: string;
  /** The length of the text in it, at least. */
  length?: number;
  /** Declared, and nothing was put into it yet. */
  unset?: true;
  /** It points before or behind where the memory begins. */
  moved?: 'back' | 'on';
}

/** The places of a function by name. */
export type Places = Map<string, Place>;

/** What holds after either of two ways. */
export function joined(a: Places, b: Places): Places {
  const out: Places = new Map();
  for (const [key, one] of a) {
    const other = b.get(key);
    if (other === one) out.set(key, one);
    else if (other) out.set(key, either(one, other));
    else if (one.freed) out.set(key, { ...one, freed: { ...one.freed, certain: false } });
  }
  for (const [key, one] of b)
    if (!a.has(key) && one.freed) out.set(key, { ...one, freed: { ...one.freed, certain: false } });
  return out;
}

function either(a: Place, b: Place): Place {
  const out: Place = {};
  if (a.isNull && a.isNull === b.isNull) out.isNull = a.isNull;
  const set = a.set ?? b.set;
  if (set) out.set = set;
  const freed = a.freed ?? b.freed;
  // Freed on one way, and set to nothing there or not even made on the other.
  if (freed) out.freed = { at: freed.at, certain: a.freed?.certain === true && b.freed?.certain === true };
  if (a.origin && a.origin === b.origin) out.origin = a.origin;
  if (a.bytes !== undefined && b.bytes !== undefined) out.bytes = Math.max(a.bytes, b.bytes);
  if (a.count !== undefined && b.count !== undefined) out.count = Math.max(a.count, b.count);
  if (a.inner && a.inner.join() === b.inner?.join()) out.inner = a.inner;
  if (a.length !== undefined && b.length !== undefined) out.length = Math.min(a.length, b.length);
  if (a.unset && b.unset) out.unset = true;
  if (a.room !== undefined && a.room === b.room) out.room = a.room;
  if (a.moved && a.moved === b.moved) out.moved = a.moved;
  return out;
}

/** The name of a place such as `p` or `s->buf`; undefined for what has none. */
export function keyOfPlace(node: SyntaxNode | undefined): string | undefined {
  let one = node;
  for (let left = 8; one && left > 0; left--) {
    if (one.kind === 'identifier') return one.text;
    if (one.kind === 'field_expression') {
      const text = one.text;
      return text.length < 60 && /^\w+(?:(?:->|\.)\w+){1,3}$/.test(text) ? text : undefined;
    }
    if (one.kind === 'parenthesized_expression') one = one.items[0];
    else if (one.kind === 'cast_expression') one = one.get('value');
    else return undefined;
  }
  return undefined;
}

/** Forgets what is known of a name and of the fields behind it. */
export function forget(places: Places, key: string): void {
  places.delete(key);
  for (const other of places.keys())
    if (other.startsWith(key) && /^(?:->|\.)/.test(other.slice(key.length))) places.delete(other);
}
