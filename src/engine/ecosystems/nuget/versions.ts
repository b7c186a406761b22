// Orders NuGet versions and tests NuGet's version ranges and floating versions.

interface Version {
  /** Without leading zeros; zero is the empty text, so that longer means larger. */
  numbers: string[];
  labels: string[];
}

/** Longest version or requirement that is read. */
const maxChars = 1000;

/**
 * Orders two versions as NuGet.Versioning does: four numbers, then labels without regard to case, build metadata
 * ignored. What NuGet refuses (a leading `v`, a fifth number, other characters) is ordered as OSV orders it;
 * undefined for what no version can hold.
 */
export function compare(a: string, b: string): number | undefined {
  const left = parse(a);
  const right = parse(b);
  return left && right && compareParsed(left, right);
}

/**
 * Whether a version meets a range: `1.0` (at least), `[1.0]`, `(,2.0)`, `1.*`, `1.0-*`; undefined when either cannot
 * be read. https://learn.microsoft.com/nuget/concepts/package-versioning
 */
export function satisfies(version: string, requirement: string): boolean | undefined {
  const asked = requirement.trim();
  const read = parse(version);
  if (!read || asked === '' || asked.length > maxChars) return undefined;
  const least = /^>=\s*([^,\s]+)$/.exec(asked)?.[1];
  if (least !== undefined) {
    const low = parse(least);
    return low && compareParsed(read, low) >= 0 && read.labels.length === 0;
  }
  const range = /^([[(])([^[\]()]*)([\])])$/.exec(asked);
  if (!range) return atLeast(read, asked);
  const [, open, inner = '', close] = range;
  const [low = '', high, ...more] = inner.split(',').map((part) => part.trim());
  if (more.length > 0 || (low === '' && (high ?? '') === '' && high === undefined)) return undefined;
  if (high === undefined) {
    const exact = parse(low);
    return open === '[' && close === ']' && exact ? compareParsed(read, exact) === 0 : undefined;
  }
  const above =
    low === '' ? true : low.includes('*') ? atLeast(read, low) : isBeyond(read, low, open === '[');
  const limit = parse(high);
  if (above === undefined || (high !== '' && !limit)) return undefined;
  const sign = limit ? compareParsed(read, limit) : -1;
  return above && (sign < 0 || (sign === 0 && close === ']'));
}

/** The version that a restore takes when nothing else asks for a higher one; undefined for floating and open ranges. */
export function exactVersion(requirement: string | undefined): string | undefined {
  const asked = requirement?.trim() ?? '';
  const low = /^\[\s*([^,[\]()]+?)\s*(?:,[^[\]()]*)?[\])]$/.exec(asked)?.[1] ?? asked;
  return parse(low) && /^\d/.test(low) ? low : undefined;
}

/** NuGet's normalised form: three numbers or four, without leading zeros and without build metadata. */
export function normaliseVersion(version: string): string {
  const read = parse(version);
  if (!read) return version;
  const numbers = [0, 1, 2, 3].map((at) => (read.numbers[at] ?? '') || '0');
  if (numbers[3] === '0') numbers.pop();
  return numbers.join('.') + (read.labels.length === 0 ? '' : `-${read.labels.join('.')}`);
}

/** Digits with dots, then anything as the label; with four numbers at most, the rest is part of the label. */
function parse(text: string): Version | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > maxChars || /[[\](){}$*,<>=\s]/.test(trimmed)) return undefined;
  const match = /^v?(\d+(?:\.+\d+)*)?(\.*)(.*)$/is.exec(trimmed);
  const numbers = (match?.[1] ?? '').split('.').filter((part) => part !== '');
  const rest = numbers.length === 0 ? trimmed : `${match?.[2] ? '.' : ''}${match?.[3] ?? ''}`;
  const extra = numbers.slice(4).map((part) => `.${part.replace(/^0+(?=\d)/, '')}`);
  const label = `${rest}${extra.join('')}`.split('+', 1)[0]!.replace(/^-/, '').toLowerCase();
  return {
    numbers: numbers.slice(0, 4).map((part) => part.replace(/^0+/, '')),
    labels: label === '' ? [] : label.split('.'),
  };
}

function compareParsed(a: Version, b: Version): number {
  for (let at = 0; at < 4; at++) {
    const sign = compareDigits(a.numbers[at] ?? '', b.numbers[at] ?? '');
    if (sign !== 0) return sign;
  }
  if (a.labels.length === 0 || b.labels.length === 0)
    return (a.labels.length === 0 ? 1 : 0) - (b.labels.length === 0 ? 1 : 0);
  for (let at = 0; at < Math.min(a.labels.length, b.labels.length); at++) {
    const sign = compareLabels(a.labels[at] ?? '', b.labels[at] ?? '');
    if (sign !== 0) return sign;
  }
  return a.labels.length - b.labels.length;
}

/** Numbers below words, as SemVer says; NuGet reads a sign too, as in `1.0.0--5`. */
function compareLabels(a: string, b: string): number {
  const left = /^([-+]?)0*(\d*)$/.exec(a);
  const right = /^([-+]?)0*(\d*)$/.exec(b);
  const isLeft = left && /\d$/.test(a);
  const isRight = right && /\d$/.test(b);
  if (isLeft && isRight) {
    const leftSign = left[1] === '-' && left[2] !== '' ? -1 : 1;
    const rightSign = right[1] === '-' && right[2] !== '' ? -1 : 1;
    return leftSign - rightSign || leftSign * compareDigits(left[2] ?? '', right[2] ?? '');
  }
  if (isLeft) return -1;
  if (isRight) return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareDigits(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

function isBeyond(version: Version, low: string, isClosed: boolean): boolean | undefined {
  const limit = parse(low);
  if (!limit) return undefined;
  const sign = compareParsed(version, limit);
  return sign > 0 || (sign === 0 && isClosed);
}

/** A bare version means it or any above; a floating one any that begins so, pre-releases only where it has a label. */
function atLeast(version: Version, asked: string): boolean | undefined {
  if (!asked.includes('*')) return isBeyond(version, asked, true);
  const match = /^(\*|\d+(?:\.\d+)*(?:\.\*)?)(?:-([0-9a-z.-]*)\*)?$/i.exec(asked);
  if (!match) return undefined;
  const [, numbers = '', label] = match;
  if (label === undefined && version.labels.length > 0) return false;
  const isFloating = numbers.endsWith('*');
  const written = numbers.split('.').filter((part) => part !== '*');
  const isSame = (isFloating ? written : [...written, '', '', ''].slice(0, 4)).every(
    (part, at) => compareDigits(part.replace(/^0+/, ''), version.numbers[at] ?? '') === 0,
  );
  if (!isSame || label === undefined || version.labels.length === 0) return isSame;
  return version.labels.join('.').startsWith(label.toLowerCase());
}
