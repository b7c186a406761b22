// Orders versions of distributions with rpm: Red Hat, AlmaLinux, Rocky, SUSE and others.
import { compareDigits, compareText, maxVersionChars } from '../ecosystems/semver-like.ts';

/** Orders `[epoch:]version[-release]`; undefined when one is no version. https://rpm-software-management.github.io/rpm/manual/dependencies.html#versioning */
export function compareRpm(a: string, b: string): number | undefined {
  const [left, right] = [read(a), read(b)];
  if (!left || !right) return undefined;
  return (
    compareDigits(left.epoch, right.epoch) ||
    comparePart(left.version, right.version) ||
    comparePart(left.release, right.release)
  );
}

interface Version {
  epoch: string;
  version: string;
  release: string;
}

function read(written: string): Version | undefined {
  const text = written.trim();
  if (text.length > maxVersionChars || !/\d/.test(text) || /[\s,<>=|{}$]/.test(text)) return undefined;
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/s.exec(text) ?? [];
  const hyphen = rest.lastIndexOf('-');
  return {
    epoch,
    version: hyphen === -1 ? rest : rest.slice(0, hyphen),
    release: hyphen === -1 ? '' : rest.slice(hyphen + 1),
  };
}

const separators = /^[^A-Za-z0-9~^]+/;

/** rpmvercmp: stretches of digits or letters in turn; `~` is before the end, `^` just after it. */
function comparePart(a: string, b: string): number {
  let [left, right] = [a, b];
  for (;;) {
    [left, right] = [left.replace(separators, ''), right.replace(separators, '')];
    const isTilde = Number(right.startsWith('~')) - Number(left.startsWith('~'));
    if (isTilde !== 0) return isTilde;
    if (left.startsWith('^') !== right.startsWith('^')) {
      const [other, sign] = left.startsWith('^') ? [right, 1] : [left, -1];
      return other === '' ? sign : -sign;
    }
    if (left.startsWith('~') || left.startsWith('^')) {
      [left, right] = [left.slice(1), right.slice(1)];
      continue;
    }
    if (left === '' || right === '') return Number(left !== '') - Number(right !== '');
    const isNumber = /^\d/.test(left);
    const kind = isNumber ? /^\d+/ : /^[A-Za-z]+/;
    const [one, other] = [kind.exec(left)?.[0] ?? '', kind.exec(right)?.[0] ?? ''];
    // A number is newer than letters.
    if (other === '') return isNumber ? 1 : -1;
    const difference = isNumber ? compareDigits(one, other) : compareText(one, other);
    if (difference !== 0) return difference;
    [left, right] = [left.slice(one.length), right.slice(other.length)];
  }
}
