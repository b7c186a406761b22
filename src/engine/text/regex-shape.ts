// Reads regular expressions of the common dialects into a small tree; what it does not know makes it give up.

/** Code units from one to another, in order and apart. */
export type Units = readonly (readonly [number, number])[];

/** A part of an expression. `end` is an anchor that what follows must meet, `look` a part that takes nothing up, `again` what a group took before, which may be nothing. */
export type Shape =
  | { kind: 'units'; units: Units }
  | { kind: 'all'; parts: Shape[] }
  | { kind: 'any'; parts: Shape[] }
  | { kind: 'repeat'; part: Shape; min: number; max: number }
  | { kind: 'end' }
  | { kind: 'start' }
  | { kind: 'look' }
  | { kind: 'again' }
  | { kind: 'atomic'; part: Shape };

const last = 0xffff;
const digits: Units = [[48, 57]];
const wordUnits: Units = [...digits, [65, 90], [95, 95], [97, 122]];
const blanks: Units = [[9, 13], [32, 32], [160, 160], [0x2028, 0x2029], [0xfeff, 0xfeff]]; // prettier-ignore
const lineEnds: Units = [[10, 10], [13, 13], [0x2028, 0x2029]]; // prettier-ignore
const classes: Readonly<Record<string, Units>> = {
  d: digits,
  D: without(digits),
  w: wordUnits,
  W: without(wordUnits),
  s: blanks,
  S: without(blanks),
};
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, v: 11, f: 12, 0: 0 };

/** The units that are in none of these. */
export function without(units: Units): Units {
  const out: [number, number][] = [];
  let from = 0;
  for (const [low, high] of units) {
    if (low > from) out.push([from, low - 1]);
    from = high + 1;
  }
  if (from <= last) out.push([from, last]);
  return out;
}

function joined(units: readonly (readonly [number, number])[]): Units {
  const out: [number, number][] = [];
  for (const [low, high] of units.toSorted((a, b) => a[0] - b[0])) {
    const before = out.at(-1);
    if (before && low <= before[1] + 1) before[1] = Math.max(before[1], high);
    else out.push([low, high]);
  }
  return out;
}

/** Whether two sets have a unit in common. */
export function overlap(a: Units, b: Units): boolean {
  let i = 0;
  let j = 0;
  for (;;) {
    const [one, other] = [a[i], b[j]];
    if (!one || !other) return false;
    if (one[0] <= other[1] && other[0] <= one[1]) return true;
    if (one[1] < other[1]) i++;
    else j++;
  }
}

/** The union of all sets in a part. */
export function unitsOf(shape: Shape): Units {
  if (shape.kind === 'units') return shape.units;
  if (shape.kind === 'all' || shape.kind === 'any')
    return joined(shape.parts.flatMap((one) => [...unitsOf(one)]));
  return shape.kind === 'repeat' || shape.kind === 'atomic' ? unitsOf(shape.part) : [];
}

class Unreadable extends Error {}

interface Reader {
  text: string;
  at: number;
  ignoreCase: boolean;
  dotAll: boolean;
  depth: number;
}

const maxDepth = 40;

/** The tree of an expression; undefined when it is not one, or uses what is not known here. */
export function shapeOf(source: string, flags: string): Shape | undefined {
  const inline = /^\(\?([a-zA-Z]+)\)/.exec(source);
  const all = flags + (inline?.[1] ?? '');
  if (/[xv]/.test(all)) return undefined;
  const r: Reader = {
    text: source,
    at: inline?.[0].length ?? 0,
    ignoreCase: all.includes('i'),
    dotAll: all.includes('s'),
    depth: 0,
  };
  try {
    const shape = alternatives(r);
    return r.at === r.text.length ? shape : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function alternatives(r: Reader): Shape {
  if (++r.depth > maxDepth) throw new Unreadable();
  const parts = [sequence(r)];
  while (r.text[r.at] === '|') {
    r.at++;
    parts.push(sequence(r));
  }
  r.depth--;
  return parts.length === 1 ? (parts[0] as Shape) : { kind: 'any', parts };
}

function sequence(r: Reader): Shape {
  const parts: Shape[] = [];
  while (r.at < r.text.length && r.text[r.at] !== '|' && r.text[r.at] !== ')') parts.push(repeated(r));
  return parts.length === 1 ? (parts[0] as Shape) : { kind: 'all', parts };
}

function repeated(r: Reader): Shape {
  let shape = atom(r);
  for (;;) {
    const counts = /^(?:([*+?])|\{(\d+)(,)?(\d*)\})([?+]?)/.exec(r.text.slice(r.at, r.at + 24));
    if (!counts) return shape;
    const [whole, sign, low, comma, high, mode] = counts;
    r.at += whole.length;
    const min = sign === undefined ? Number(low) : sign === '+' ? 1 : 0;
    const max =
      sign === undefined ? (comma ? (high ? Number(high) : Infinity) : min) : sign === '?' ? 1 : Infinity;
    shape = { kind: 'repeat', part: shape, min, max };
    if (mode === '+') shape = { kind: 'atomic', part: shape };
  }
}

function atom(r: Reader): Shape {
  const char = r.text[r.at++] as string;
  if (char === '(') return group(r);
  if (char === '[') return { kind: 'units', units: charClass(r) };
  if (char === '.') return { kind: 'units', units: r.dotAll ? [[0, last]] : without(lineEnds) };
  if (char === '^') return { kind: 'start' };
  if (char === '$') return { kind: 'end' };
  if (char === '\\') return escaped(r);
  if (char === '*' || char === '+' || char === '?') throw new Unreadable();
  return { kind: 'units', units: cased(r, [[char.charCodeAt(0), char.charCodeAt(0)]]) };
}

function group(r: Reader): Shape {
  const opening =
    /^\?(?:P?<[A-Za-z_]\w*>|[a-zA-Z-]*:|[=!>]|<[=!])/.exec(r.text.slice(r.at, r.at + 60))?.[0] ?? '';
  if (opening === '' && r.text[r.at] === '?') throw new Unreadable();
  r.at += opening.length;
  const inner = alternatives(r);
  if (r.text[r.at] !== ')') throw new Unreadable();
  r.at++;
  if (opening === '?>') return { kind: 'atomic', part: inner };
  return /^\?(?:<?[=!])$/.test(opening) ? { kind: 'look' } : inner;
}

function escaped(r: Reader): Shape {
  const char = r.text[r.at];
  if (char === 'b' || char === 'B') return (r.at++, { kind: 'look' });
  if (char === 'A') return (r.at++, { kind: 'start' });
  if (char === 'z' || char === 'Z') return (r.at++, { kind: 'end' });
  const again = /^(?:[1-9]\d?|k<\w{1,40}>)/.exec(r.text.slice(r.at, r.at + 44));
  if (again) return ((r.at += again[0].length), { kind: 'again' });
  if (char === undefined || /[kgGXR]/.test(char)) throw new Unreadable();
  return { kind: 'units', units: cased(r, escapedUnits(r)) };
}

/** What stands after a backslash, inside a class or outside. */
function escapedUnits(r: Reader): Units {
  const char = r.text[r.at++];
  if (char === undefined || char === 'p' || char === 'P') throw new Unreadable();
  const known = classes[char];
  if (known) return known;
  const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|c([A-Za-z]))/.exec(r.text.slice(r.at - 1, r.at + 5));
  if (code) r.at += code[0].length - 1;
  else if (/[xuc]/.test(char)) throw new Unreadable();
  const hex = code?.[1] ?? code?.[2];
  const unit = hex === undefined ? (controls[char] ?? char.charCodeAt(0)) : Number.parseInt(hex, 16);
  return [[unit, unit]];
}

function charClass(r: Reader): Units {
  const isNegated = r.text[r.at] === '^';
  if (isNegated) r.at++;
  const units: (readonly [number, number])[] = [];
  while (r.text[r.at] !== ']') {
    if (r.at >= r.text.length || r.text.startsWith('[:', r.at)) throw new Unreadable();
    const low = classPart(r);
    const [single] = low;
    if (r.text[r.at] !== '-' || r.text[r.at + 1] === ']' || single?.[0] !== single?.[1] || low.length !== 1) {
      units.push(...low);
      continue;
    }
    r.at++;
    const high = classPart(r);
    units.push([(single as readonly [number, number])[0], high.at(-1)?.[1] ?? last]);
  }
  r.at++;
  const all = cased(r, joined(units));
  return isNegated ? without(all) : all;
}

function classPart(r: Reader): Units {
  if (r.text[r.at] === '\\') {
    r.at++;
    if (r.text[r.at] === 'b') return (r.at++, [[8, 8]]);
    return escapedUnits(r);
  }
  const unit = r.text.charCodeAt(r.at++);
  return [[unit, unit]];
}

/** With both cases of the Latin letters, where case does not matter. */
function cased(r: Reader, units: Units): Units {
  if (!r.ignoreCase) return units;
  const other = units.flatMap(([low, high]) =>
    [
      [Math.max(low, 65) + 32, Math.min(high, 90) + 32] as const,
      [Math.max(low, 97) - 32, Math.min(high, 122) - 32] as const,
    ].filter(([from, to]) => from <= to),
  );
  return joined([...units, ...other]);
}
