// Maven's ordering of versions: ComparableVersion as OSV follows it (maven-artifact up to 3.8.6), and as 3.9 has it.

/** A number without leading zeros, or a qualifier. */
type Atom = { number: string } | { qualifier: string };
/** Nested lists, outermost first: each list holds its atoms and then the next list. */
type Lists = Atom[][];

/** From https://maven.apache.org/pom.html#version-order-specification; `''` is the release itself. */
const order = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const releaseRank = order.indexOf('');
const aliases = new Map([
  ['ga', ''],
  ['final', ''],
  ['release', ''],
  ['cr', 'rc'],
]);
/** Only where a digit follows at once: `1-a1` is `1-alpha-1`, `1-a` is not. */
const shortForms = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

/** Since 3.8.7 `.x` stands where `-x` does, so that `1.0.RC1` is below `1.0-RC2`; OSV still keeps them apart. */
export type Flavour = 'osv' | '3.9';

/** Orders two versions: negative, zero or positive. Every text is a version to Maven. */
export function compareVersions(a: string, b: string, flavour: Flavour = 'osv'): number {
  return a === b ? 0 : compareLists(parse(a, flavour), parse(b, flavour));
}

function parse(version: string, flavour: Flavour): Lists {
  const lists: Lists = [];
  let list: Atom[] = [];
  lists.push(list);
  const nest = (): void => {
    list = [];
    lists.push(list);
  };
  const text = version.toLowerCase();
  let start = 0;
  let isDigits = false;
  const take = (end: number): void => {
    list.push(isDigits ? number(text.slice(start, end)) : qualifier(text.slice(start, end), false));
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '.' || char === '-') {
      if (at === start) list.push(zero);
      else take(at);
      start = at + 1;
      if (char === '-') nest();
      continue;
    }
    const isDigit = digit(char);
    if (isDigit !== isDigits && at > start) {
      if (isDigit) {
        if (flavour === '3.9' && list.length > 0) nest();
        list.push(qualifier(text.slice(start, at), true));
      } else take(at);
      start = at;
      nest();
    }
    isDigits = isDigit;
  }
  if (text.length > start) {
    if (flavour === '3.9' && !isDigits && list.length > 0) nest();
    take(text.length);
  }
  return normalise(lists);
}

/** Drops what means nothing at the end of each list, and lists that are then empty at the end of all. */
function normalise(lists: Lists): Lists {
  for (let depth = lists.length - 1; depth >= 0; depth--) {
    const list = lists[depth] ?? [];
    while (list.length > 0 && againstNothing([list], 0, list.length - 1) === 0) list.pop();
    if (list.length === 0 && depth === lists.length - 1 && depth > 0) lists.pop();
  }
  return lists;
}

const zero: Atom = { number: '' };

function digit(char: string): boolean {
  return (char >= '0' && char <= '9') || (char > '\u007f' && /^\p{Nd}$/u.test(char));
}

/** Zero is the empty text, so that longer means larger. */
function number(digits: string): Atom {
  return { number: ascii(digits).replace(/^0+/, '') };
}

/** Java reads the decimal digits of every script; each script has its ten in a row, the zero at a multiple of ten or six. */
function ascii(digits: string): string {
  return digits.replace(/[^0-9]/g, (char) => {
    let value = 0;
    const code = char.charCodeAt(0);
    while (value < 9 && digit(String.fromCharCode(code - value - 1))) value++;
    return String(value);
  });
}

function qualifier(written: string, isBeforeDigit: boolean): Atom {
  const long = isBeforeDigit ? (shortForms.get(written) ?? written) : written;
  return { qualifier: aliases.get(long) ?? long };
}

function compareLists(left: Lists, right: Lists): number {
  for (let depth = 0; ; depth++) {
    const a = left[depth];
    const b = right[depth];
    if (!a || !b) return againstNothing(left, depth, 0) - againstNothing(right, depth, 0);
    const both = Math.min(a.length, b.length);
    for (let at = 0; at < both; at++) {
      const sign = compareAtoms(a[at]!, b[at]!);
      if (sign !== 0) return sign;
    }
    if (a.length > both) {
      return depth + 1 < right.length ? againstList(a[both]!) : againstNothing(left, depth, both);
    }
    if (b.length > both) {
      return depth + 1 < left.length ? -againstList(b[both]!) : -againstNothing(right, depth, both);
    }
  }
}

/** `1.1` is above `1-1`, and `1.any` below it. */
function againstList(atom: Atom): number {
  return 'number' in atom ? 1 : -1;
}

/** What stands from an atom on, against a version that has ended: the first part that means something decides. */
function againstNothing(lists: Lists, depth: number, from: number): number {
  for (let at = depth; at < lists.length; at++) {
    for (const atom of at === depth ? (lists[at] ?? []).slice(from) : (lists[at] ?? [])) {
      const sign = 'number' in atom ? atom.number.length : rank(atom.qualifier) - releaseRank;
      if (sign !== 0) return sign;
    }
  }
  return 0;
}

function compareAtoms(a: Atom, b: Atom): number {
  if ('number' in a) {
    if (!('number' in b)) return 1;
    return a.number.length - b.number.length || ascending(a.number, b.number);
  }
  if ('number' in b) return -1;
  return rank(a.qualifier) - rank(b.qualifier) || ascending(a.qualifier, b.qualifier);
}

/** By UTF-16 units, as Java does. */
function ascending(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function rank(name: string): number {
  const found = order.indexOf(name);
  return found === -1 ? order.length : found;
}
