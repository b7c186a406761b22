// Tests Composer's constraints: its VersionParser's normal form, ranges and stabilities.
import { phpVersionCompare } from './versions.ts';

const modifier = '[._-]?(?:(stable|beta|b|RC|alpha|a|patch|pl|p)([.-]?\\d+(?:[.-]\\d+)*)?)?([.-]?dev)?';
const numbers = 'v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:\\.(\\d+))?';
const versionPattern = `${numbers}(?:${modifier}|\\.([xX*][.-]?dev))(?:\\+\\S+)?`;
const classical = new RegExp(`^v?(\\d{1,5})(\\.\\d+)?(\\.\\d+)?(\\.\\d+)?${modifier}$`, 'i');
const dated = new RegExp(`^v?(\\d{4}(?:[.:-]?\\d{2}){1,6}(?:[.:-]?\\d{1,3}){0,2})${modifier}$`, 'i');
const ending = new RegExp(`${modifier}(?:\\+.*)?$`, 'i');
const suffix = new RegExp(`-${modifier}$`);
const tilde = new RegExp(`^~${versionPattern}$`, 'i');
const caret = new RegExp(`^\\^${versionPattern}$`, 'i');
const hyphen = new RegExp(`^(${versionPattern}) +- +(${versionPattern})$`, 'i');
const stabilities = ['stable', 'RC', 'beta', 'alpha', 'dev'] as const;
type Stability = (typeof stabilities)[number];
/** A longer one is nobody's version, and the patterns above backtrack. */
const maxChars = 200;

interface Bound {
  operator: string;
  version: string;
}

/**
 * Whether a version meets a constraint such as `^1.2 || ~2.0@beta`, `1.x-dev` or `1.0 - 2.0`; undefined when either
 * cannot be read, or when only a branch is asked for. What is less stable than `stable` needs a constraint that names it.
 * https://getcomposer.org/doc/articles/versions.md
 */
export function satisfies(version: string, requirement: string): boolean | undefined {
  const normal = normalise(version);
  if (normal === undefined || requirement.length > maxChars) return undefined;
  const groups: (Bound[] | undefined)[] = requirement
    .trim()
    .split(/\s*\|\|?\s*/)
    .map((group) => {
      const all: Bound[] = [];
      for (const part of splitAnd(group)) {
        const bounds = readConstraint(part);
        if (!bounds) return undefined;
        all.push(...bounds);
      }
      return all;
    });
  if (groups.includes(undefined)) return undefined;
  const isMet = groups.some((bounds) => bounds?.every((bound) => meets(normal, bound)));
  // Packagist lists branches apart from versions, so that no version says anything about a branch.
  if (
    !isMet &&
    groups.flat().every((bound) => bound?.operator === '=' && stabilityOf(bound.version) === 'dev')
  )
    return undefined;
  return (
    isMet && stabilities.indexOf(stabilityOf(normal)) <= stabilities.indexOf(lowestStability(requirement))
  );
}

/** Composer's normal form: four numbers and a suffix, or `dev-` and a branch; undefined when it is no version. */
export function normalise(written: string): string | undefined {
  if (written.length > maxChars) return undefined;
  let version = written.trim();
  version = /^([^,\s]+) +as +[^,\s]+$/.exec(version)?.[1] ?? version;
  version = version.replace(/@(?:stable|RC|beta|alpha|dev)$/i, '');
  if (['master', 'trunk', 'default'].includes(version)) version = `dev-${version}`;
  if (/^dev-/i.test(version)) return `dev-${version.slice(4)}`;
  version = /^([^,\s+]+)\+\S+$/.exec(version)?.[1] ?? version;
  const four = classical.exec(version);
  if (four) {
    const [, major, minor = '.0', patch = '.0', fourth = '.0', name, number, dev] = four;
    return withModifier(`${major}${minor}${patch}${fourth}`, name, number, dev);
  }
  const date = dated.exec(version);
  if (date) return withModifier((date[1] ?? '').replace(/\D/g, '.'), date[2], date[3], date[4]);
  const branch = /^(.*?)[.-]?dev$/i.exec(version);
  return branch ? numericBranch(branch[1] ?? '') : undefined;
}

/** How stable a version says it is. */
export function stabilityOf(version: string): Stability {
  const text = version.replace(/#.+$/, '');
  if (text.startsWith('dev-') || text.endsWith('-dev')) return 'dev';
  const [, name = '', , dev] = ending.exec(text.toLowerCase()) ?? [];
  if (dev) return 'dev';
  if (name.startsWith('b')) return 'beta';
  if (name.startsWith('a')) return 'alpha';
  return name === 'rc' ? 'RC' : 'stable';
}

function withModifier(
  version: string,
  name: string | undefined,
  number: string | undefined,
  dev: string | undefined,
): string {
  if (name === undefined) return dev ? `${version}-dev` : version;
  if (name.toLowerCase() === 'stable') return version;
  return `${version}-${expanded(name.toLowerCase())}${(number ?? '').replace(/^[.-]+/, '')}${dev ? '-dev' : ''}`;
}

function expanded(name: string): string {
  return { a: 'alpha', b: 'beta', p: 'patch', pl: 'patch', rc: 'RC' }[name] ?? name;
}

function numericBranch(name: string): string | undefined {
  const match = /^v?(\d+)(\.(?:\d+|[xX*]))?(\.(?:\d+|[xX*]))?(\.(?:\d+|[xX*]))?$/.exec(name.trim());
  if (!match) return undefined;
  const parts = [1, 2, 3, 4].map((index) => match[index] ?? '.x');
  return `${parts.join('').replace(/[xX*]/g, '9999999')}-dev`;
}

/** Splits at commas and blanks, but not within `>= 1`, `1 - 2` or `a as b`. */
function splitAnd(group: string): string[] {
  const parts: string[] = [];
  for (const word of group.trim().split(/[\s,]+/)) {
    const last = parts.at(-1);
    const joins =
      last !== undefined && (/(?:^|\s)(?:[<>=!]+|-|as)$/.test(last) || word === '-' || word === 'as');
    if (joins) parts[parts.length - 1] = /^[<>=!]+$/.test(last) ? `${last}${word}` : `${last} ${word}`;
    else parts.push(word);
  }
  return parts;
}

function readConstraint(written: string): Bound[] | undefined {
  let text = /^([^,\s]+) +as +[^,\s]+$/.exec(written)?.[1] ?? written;
  let flag: string | undefined;
  const flagged = /^([^,\s]*?)@(stable|RC|beta|alpha|dev)$/i.exec(text);
  if (flagged) {
    text = flagged[1] === '' ? '*' : (flagged[1] ?? '');
    if (flagged[2]?.toLowerCase() !== 'stable') flag = flagged[2];
  }
  text = /^(dev-[^,\s@]+?|[^,\s@]+?\.x-dev)#.+$/i.exec(text)?.[1] ?? text;
  if (/^v?[xX*](?:\.[xX*])*$/.test(text)) return [{ operator: '>=', version: '0.0.0.0-dev' }];
  const range = tildeRange(text) ?? caretRange(text) ?? wildcardRange(text) ?? hyphenRange(text);
  return range ?? comparison(text, flag);
}

function tildeRange(text: string): Bound[] | undefined {
  const match = tilde.exec(text);
  if (!match) return undefined;
  const written = match[4] ? 4 : match[3] ? 3 : match[2] ? 2 : 1;
  // `~2.x-dev` raises the number that the x stands for.
  return rangeFrom(text.slice(1), match, Math.max(1, written + (match[8] ? 1 : 0) - 1));
}

function caretRange(text: string): Bound[] | undefined {
  const match = caret.exec(text);
  if (!match) return undefined;
  const position = match[1] !== '0' || !match[2] ? 1 : match[2] !== '0' || !match[3] ? 2 : 3;
  return rangeFrom(text.slice(1), match, position);
}

function rangeFrom(
  low: string,
  match: readonly (string | undefined)[],
  position: number,
): Bound[] | undefined {
  const isPlain = !match[5] && !match[7] && !match[8];
  const from = normalise(isPlain ? `${low}-dev` : low);
  if (from === undefined) return undefined;
  return [
    { operator: '>=', version: from },
    { operator: '<', version: `${raised(match, position, 1n)}-dev` },
  ];
}

function wildcardRange(text: string): Bound[] | undefined {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.[xX*])+$/.exec(text);
  if (!match) return undefined;
  const position = match[3] ? 3 : match[2] ? 2 : 1;
  return [
    { operator: '>=', version: `${raised(match, position, 0n)}-dev` },
    { operator: '<', version: `${raised(match, position, 1n)}-dev` },
  ];
}

function hyphenRange(text: string): Bound[] | undefined {
  const match = hyphen.exec(text);
  if (!match) return undefined;
  const low = normalise(match[1] ?? '');
  const high = normalise(match[10] ?? '');
  if (low === undefined || high === undefined) return undefined;
  const isLowPlain = !match[6] && !match[8] && !match[9];
  const to = match.slice(10);
  const isExact = (to[2] !== undefined && to[3] !== undefined) || to[5] || to[7] || to[8];
  return [
    { operator: '>=', version: isLowPlain ? `${low}-dev` : low },
    isExact
      ? { operator: '<=', version: high }
      : { operator: '<', version: `${raised(to, to[2] === undefined ? 1 : 2, 1n)}-dev` },
  ];
}

function comparison(text: string, flag: string | undefined): Bound[] | undefined {
  const [, operator = '=', written = ''] = /^(<>|!=|>=?|<=?|==?)?\s*(.*)$/s.exec(text) ?? [];
  const branch = /^[0-9a-zA-Z./-]+-dev$/.test(written) ? `dev-${written.slice(0, -4)}` : undefined;
  let version = normalise(written) ?? branch;
  if (version === undefined) return undefined;
  const isEqual = operator === '=' || operator === '==';
  if (!isEqual && flag !== undefined && stabilityOf(version) === 'stable') version += `-${flag}`;
  else if (
    (operator === '<' || operator === '>=') &&
    !suffix.test(written.toLowerCase()) &&
    !written.startsWith('dev-')
  )
    version += '-dev';
  return [{ operator, version }];
}

/** The version with one number raised and zeros behind it. */
function raised(match: readonly (string | undefined)[], position: number, by: bigint): string {
  return [1, 2, 3, 4]
    .map((index) =>
      index > position
        ? '0'
        : index === position
          ? String(BigInt(match[index] || '0') + by)
          : match[index] || '0',
    )
    .join('.');
}

function meets(version: string, { operator, version: bound }: Bound): boolean {
  const isBranch = version.startsWith('dev-') || bound.startsWith('dev-');
  if (operator === '!=' || operator === '<>')
    return isBranch ? version !== bound : phpVersionCompare(version, bound) !== 0;
  if (operator === '=' || operator === '==')
    return isBranch ? version === bound : phpVersionCompare(version, bound) === 0;
  if (isBranch) return bound === '0.0.0.0-dev' && operator === '>=';
  const order = phpVersionCompare(version, bound);
  switch (operator) {
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    default:
      return order <= 0;
  }
}

/** The least stable of what the requirement flags or names. */
function lowestStability(requirement: string): Stability {
  let lowest = 0;
  for (const part of requirement.split(/[\s,|]+/)) {
    const flag = /@(stable|RC|beta|alpha|dev)$/i.exec(part)?.[1];
    const named =
      flag === undefined
        ? stabilityOf(part.replace(/^[<>=!~^]+/, ''))
        : stabilities.find((one) => one.toLowerCase() === flag.toLowerCase());
    lowest = Math.max(lowest, stabilities.indexOf(named ?? 'stable'));
  }
  return stabilities[lowest] ?? 'stable';
}
