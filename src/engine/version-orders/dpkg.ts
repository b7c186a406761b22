// Orders versions of Debian, Ubuntu and those who build on them as dpkg does, and those of opam, which borrowed the order.
import { compareDigits, maxVersionChars } from '../ecosystems/semver-like.ts';

/** Orders `[epoch:]upstream[-revision]`; undefined when one is no version. Debian Policy 5.6.12 */
export function compareDpkg(a: string, b: string): number | undefined {
  const [left, right] = [read(a), read(b)];
  if (!left || !right) return undefined;
  return (
    compareDigits(left.epoch, right.epoch) ||
    compareText(left.upstream, right.upstream) ||
    compareText(left.revision, right.revision)
  );
}

/** Orders versions of opam: the same, without epoch and revision. https://opam.ocaml.org/doc/Manual.html#version-ordering */
export function compareOpam(a: string, b: string): number | undefined {
  return isText(a) && isText(b) ? compareText(a.trim(), b.trim()) : undefined;
}

interface Version {
  epoch: string;
  upstream: string;
  revision: string;
}

function read(version: string): Version | undefined {
  if (!isText(version)) return undefined;
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/s.exec(version.trim()) ?? [];
  const hyphen = rest.lastIndexOf('-');
  const upstream = hyphen === -1 ? rest : rest.slice(0, hyphen);
  return upstream === '' ? undefined : { epoch, upstream, revision: rest.slice(upstream.length + 1) };
}

function isText(version: string): boolean {
  return version.length <= maxVersionChars && /^\s*[\w.+~:^-]+\s*$/.test(version) && /\d/.test(version);
}

/** In turns what is no digit, by its characters, and what is, by its value. */
function compareText(a: string, b: string): number {
  let [left, right] = [a, b];
  while (left !== '' || right !== '') {
    const [word = '', otherWord = ''] = [/^\D*/.exec(left)?.[0], /^\D*/.exec(right)?.[0]];
    const difference = compareWords(word, otherWord);
    if (difference !== 0) return difference;
    [left, right] = [left.slice(word.length), right.slice(otherWord.length)];
    const [digits = '', otherDigits = ''] = [/^\d*/.exec(left)?.[0], /^\d*/.exec(right)?.[0]];
    const byValue = compareDigits(digits === '' ? '0' : digits, otherDigits === '' ? '0' : otherDigits);
    if (byValue !== 0) return byValue;
    [left, right] = [left.slice(digits.length), right.slice(otherDigits.length)];
  }
  return 0;
}

function compareWords(a: string, b: string): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = orderOf(a[at]) - orderOf(b[at]);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** A tilde before the end, the end before letters, letters before all else. */
function orderOf(char: string | undefined): number {
  if (char === '~') return -1;
  if (char === undefined) return 0;
  const code = char.charCodeAt(0);
  return /[A-Za-z]/.test(char) ? code : code + 256;
}
