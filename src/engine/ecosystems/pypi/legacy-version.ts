// Orders Python versions that are older than PEP 440, as setuptools once did and OSV still does: below every other.

/** A longer text is nobody's version. */
const maxChars = 500;
const replaced: Readonly<Record<string, string>> = {
  pre: 'c',
  preview: 'c',
  '-': 'final-',
  rc: 'c',
  dev: '@',
};

/** The parts by which two such versions are ordered, each compared as text; undefined for what holds no number. */
export function legacyKey(version: string): readonly string[] | undefined {
  if (version.length > maxChars || !/\d/.test(version) || /[\s,;<>=|{}$]/.test(version.trim()))
    return undefined;
  const key: string[] = [];
  for (const part of [...partsOf(version.trim().toLowerCase()), '*final']) {
    if (part.startsWith('*')) {
      // Trailing zeros and dashes before a word say nothing.
      if (part < '*final') while (key.at(-1) === '*final-') key.pop();
      while (key.at(-1) === '00000000') key.pop();
    }
    key.push(part);
  }
  return key;
}

function partsOf(version: string): string[] {
  return version.split(/(\d+|[a-z]+|\.|-)/).flatMap((written) => {
    const part = replaced[written] ?? written;
    if (part === '' || part === '.') return [];
    return [/^\d/.test(part) ? part.padStart(8, '0') : `*${part}`];
  });
}

/** Orders two keys: the first part that differs decides, else the shorter comes first. */
export function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [left = '', right = ''] = [a[at], b[at]];
    if (left !== right) return left < right ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}
