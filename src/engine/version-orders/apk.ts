// Orders versions of Alpine, Wolfi and others with apk.
import { compareDigits, compareText, maxVersionChars } from '../ecosystems/semver-like.ts';

/** Before the release and after it. */
const before = ['alpha', 'beta', 'pre', 'rc'];
const after = ['cvs', 'svn', 'git', 'hg', 'p'];

interface Version {
  numbers: string[];
  letter: string;
  suffixes: { rank: number; number: string }[];
  build: string;
}

/** Orders `1.2.3a_rc1-r4`; undefined when one is no version. https://wiki.alpinelinux.org/wiki/APKBUILD_Reference#pkgver */
export function compareApk(a: string, b: string): number | undefined {
  const [left, right] = [read(a), read(b)];
  if (!left || !right) return undefined;
  return (
    compareNumbers(left.numbers, right.numbers) ||
    compareText(left.letter, right.letter) ||
    compareSuffixes(left, right) ||
    compareDigits(left.build, right.build)
  );
}

function read(written: string): Version | undefined {
  const text = written.trim();
  if (text.length > maxVersionChars) return undefined;
  const match =
    /^(\d+(?:\.\d+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*)(?:~[\da-f]+)?(?:-r(\d+))?$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, numbers = '', letter = '', suffixes = '', build = '0'] = match;
  return {
    numbers: numbers.split('.'),
    letter,
    suffixes: suffixes
      .split('_')
      .slice(1)
      .map((suffix) => {
        const [, name = '', number = ''] = /^([a-z]+)(\d*)$/.exec(suffix) ?? [];
        return { rank: rankOf(name), number: number || '0' };
      }),
    build,
  };
}

/** Below zero before the release, above it after. */
function rankOf(name: string): number {
  return before.includes(name) ? before.indexOf(name) - before.length : after.indexOf(name) + 1;
}

/** After the first, numbers with a leading zero are read as fractions are. */
function compareNumbers(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [left = '', right = ''] = [a[at], b[at]];
    const isFraction = at > 0 && (left.startsWith('0') || right.startsWith('0'));
    const difference = isFraction ? compareText(left, right) : compareDigits(left, right);
    if (difference !== 0) return difference;
  }
  return Math.sign(a.length - b.length);
}

function compareSuffixes({ suffixes: a }: Version, { suffixes: b }: Version): number {
  const none = { rank: 0, number: '0' };
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [left, right] = [a[at] ?? none, b[at] ?? none];
    const difference = Math.sign(left.rank - right.rank) || compareDigits(left.number, right.number);
    if (difference !== 0) return difference;
  }
  return 0;
}
