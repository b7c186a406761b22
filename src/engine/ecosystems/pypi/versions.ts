// Orders Python versions and tests requirements: PEP 440, and Poetry's carets and tildes on top.
import * as pep440 from '@renovatebot/pep440';
import { compareKeys, legacyKey } from './legacy-version.ts';

/** Orders two versions, those older than PEP 440 below the others; undefined when one is none. */
export function compare(a: string, b: string): number | undefined {
  const [isNew, isOtherNew] = [pep440.valid(a) !== null, pep440.valid(b) !== null];
  if (isNew && isOtherNew) return pep440.compare(a, b);
  const [key, other] = [isNew ? [] : legacyKey(a), isOtherNew ? [] : legacyKey(b)];
  if (!key || !other) return undefined;
  return isNew ? 1 : isOtherNew ? -1 : compareKeys(key, other);
}

/** Whether a version meets a requirement of pip or Poetry; undefined when either cannot be read. */
export function satisfies(version: string, requirement: string): boolean | undefined {
  if (!pep440.valid(version)) return undefined;
  let unsure = false;
  for (const alternative of requirement.split(/\|\|?/)) {
    const specifier = toPep440(alternative.trim());
    if (specifier === undefined || pep440.validRange(specifier) !== true) {
      unsure = true;
      continue;
    }
    // Whether a pre-release may be taken is the resolver's choice; one named in the requirement may.
    const prereleases = /\d(?:a|b|rc|\.?dev|alpha|beta)\d*/i.test(specifier);
    if (specifier === '' ? !isPrerelease(version) : pep440.satisfies(version, specifier, { prereleases }))
      return true;
  }
  return unsure ? undefined : false;
}

/** Whether a version is a pre-release or a development release. */
export function isPrerelease(version: string): boolean {
  return (
    pep440.valid(version) !== null &&
    /(?:a|b|c|rc|alpha|beta|pre|preview|dev)[._-]?\d*(?:\+|$|\.dev|\.post)/i.test(version)
  );
}

function toPep440(written: string): string | undefined {
  if (written === '' || written === '*') return '';
  const parts: string[] = [];
  for (const part of written.split(/,|\s+(?=[\^~<>=!])/)) {
    const one = part.trim();
    if (one === '' || one === '*') continue;
    const match = /^(\^|~(?!=)|===|~=|==|!=|<=|>=|<|>|=(?!=))?\s*v?(\S+)$/.exec(one);
    if (!match) return undefined;
    const [, operator, version = ''] = match;
    if (operator === '^' || operator === '~') {
      const upper = upperBound(version, operator);
      if (upper === undefined) return undefined;
      parts.push(`>=${version}`, `<${upper}`);
    } else parts.push(`${operator === undefined || operator === '=' ? '==' : operator}${version}`);
  }
  return parts.join(',');
}

/** The first version that Poetry's `^` or `~` excludes. */
function upperBound(version: string, operator: string): string | undefined {
  const numbers = /^\d+(?:\.\d+)*/.exec(version)?.[0].split('.').map(Number);
  if (!numbers) return undefined;
  const firstNonZero = numbers.findIndex((number) => number > 0);
  const raised =
    operator === '^'
      ? firstNonZero === -1
        ? numbers.length - 1
        : firstNonZero
      : Math.min(1, numbers.length - 1);
  return numbers
    .slice(0, raised + 1)
    .map((number, index) => (index === raised ? number + 1 : number))
    .join('.');
}
