// Orders the tags of actions, full and moving ones; OSV's server leaves that to whoever asks.
import { compareSemverLike, maxVersionChars } from '../semver-like.ts';

/** A number above all that anybody writes, for the parts that a moving tag leaves open. */
const most = '9'.repeat(18);

/**
 * Orders two tags such as `v4.1.7` and `4.2`; undefined when one is none, such as a branch or a commit. `4.*` is the
 * highest of 4, and `*` the highest of all.
 */
export function compare(a: string, b: string): number | undefined {
  const [left, right] = [readTag(a), readTag(b)];
  return left === undefined || right === undefined ? undefined : compareSemverLike(left, right);
}

/** Whether a tag is meant by a moving tag such as `v4`, or lies in a range such as `>=4 <5`; undefined when that cannot be told. */
export function satisfies(version: string, requirement: string): boolean | undefined {
  if (readTag(version) === undefined || requirement.length > maxVersionChars) return undefined;
  const parts = requirement
    .trim()
    .replace(/([<>=])\s+/g, '$1')
    .split(/[\s,]+/);
  let meetsAll = true;
  for (const part of parts) {
    const [, operator = '', bound = ''] = /^(<=?|>=?|={0,2})(.*)$/s.exec(part) ?? [];
    const order = compare(version, bound);
    if (order === undefined) return undefined;
    const meets =
      operator === '<'
        ? order < 0
        : operator === '<='
          ? order <= 0
          : operator === '>'
            ? order > 0
            : operator === '>='
              ? order >= 0
              : order === 0 || isBelow(version, bound);
    meetsAll &&= meets;
  }
  return meetsAll;
}

/** The version that a moving tag or a branch stands for where the registry was not read: the highest that it can mean. */
export function moving(requirement: string): string | undefined {
  if (isPartial(requirement)) return `${requirement}.*`;
  return isCommit(requirement) || readTag(requirement) !== undefined ? undefined : '*';
}

/** Whether a tag leaves its last parts open, as `v4` and `v4.1` do. */
export function isPartial(ref: string): boolean {
  return /^v?\d+(?:\.\d+)?$/i.test(ref);
}

/** Whether a ref is a commit's hash, whole or abbreviated. */
export function isCommit(ref: string): boolean {
  return (
    /^[\da-f]{40}(?:[\da-f]{24})?$/i.test(ref) ||
    (/^[\da-f]{7,39}$/i.test(ref) && /[a-f]/i.test(ref) && /\d/.test(ref))
  );
}

/** `v4.1.7` is one of `v4` and of `v4.1`. */
function isBelow(version: string, bound: string): boolean {
  if (!isPartial(bound)) return false;
  const parts = (text: string): string[] => text.replace(/^v/i, '').split(/[-+]/, 1)[0]!.split('.');
  const given = parts(version);
  // A pre-release is nobody's moving tag.
  return (
    !/-/.test(version) && parts(bound).every((part, index) => Number(part) === Number(given[index] ?? '0'))
  );
}

function readTag(text: string): string | undefined {
  const tag = text.trim();
  if (tag === '*') return `${most}.${most}.${most}`;
  const open = /^v?(\d+(?:\.\d+)?)\.\*$/i.exec(tag)?.[1];
  if (open !== undefined) return open.includes('.') ? `${open}.${most}` : `${open}.${most}.${most}`;
  return isCommit(tag) || compareSemverLike(tag, tag) === undefined ? undefined : tag;
}
