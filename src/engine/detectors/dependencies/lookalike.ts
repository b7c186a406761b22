// Whether a package's name could be taken for that of a well-known one.
import { affixOf } from './affixes.ts';
import { distance, type Slip, slipOf } from './edits.ts';
import { fold, singled, splitName, strip, wordKey, wordsOf } from './name-forms.ts';
import type { Targets } from './targets.ts';
import { isWord } from './vocabulary.ts';

export { type Targets, targetsOf } from './targets.ts';

/** How a name resembles its target. */
export type Resemblance =
  Slip | 'separator' | 'homoglyph' | 'word order' | 'scope' | 'affix' | 'doubled letters' | 'distance 2';

/** A: enough for a warning by itself. B and C: silent unless what the registry says adds to it. */
export type Tier = 'A' | 'B' | 'C';

/** The target that a name resembles most closely. */
export interface Lookalike {
  target: string;
  tier: Tier;
  how: Resemblance;
  /** The target's place in the list, from 1. */
  rank: number;
}

/** Nobody types longer names by hand. */
const maxLength = 100;

/** The well-known name that `name` resembles; undefined when it is itself one of them, or resembles none. */
export function lookalike(name: string, targets: Targets): Lookalike | undefined {
  if (name.length < 2 || name.length > maxLength || targets.ranks.has(name)) return undefined;
  let best: Lookalike | undefined;
  for (const found of candidates(name, targets)) {
    if (isNeighbour(name, found.target)) continue;
    if (!best || found.tier < best.tier || (found.tier === best.tier && found.rank < best.rank)) best = found;
  }
  return best;
}

function* candidates(name: string, targets: Targets): Generator<Lookalike> {
  const make = (target: string, how: Resemblance): Lookalike => {
    const rank = targets.ranks.get(target) ?? Number.POSITIVE_INFINITY;
    return { target, how, rank, tier: tierOf(name, target, how, rank, targets) };
  };
  for (const target of targets.folded(fold(name)))
    yield make(target, strip(name) === strip(target) ? 'separator' : 'homoglyph');
  if (wordsOf(name).length > 1)
    for (const target of targets.sorted(wordKey(name))) yield make(target, 'word order');
  for (const { target, how } of slips(name, targets.near(name))) yield make(target, how);
  for (const { target } of affixOf(name, targets.ranks)) yield make(target, 'affix');
  for (const target of misspeltScope(name, targets)) yield make(target, 'scope');
}

/** Targets that differ in a slip or two; the others of the index only share a part. */
function* slips(name: string, near: readonly string[]): Generator<{ target: string; how: Resemblance }> {
  const bare = strip(name);
  for (const target of near) {
    const other = strip(target);
    const edits = distance(bare, other, 3);
    if (edits === 1) yield { target, how: slipOf(bare, other) };
    else if (edits > 1 && edits <= 3 && distance(singled(bare), singled(other), 1) <= 1)
      yield { target, how: 'doubled letters' };
    else if (edits === 2) yield { target, how: 'distance 2' };
  }
}

/** Packages of the owner whose name somebody's scope imitates, the one of the same name first. */
function* misspeltScope(name: string, targets: Targets): Generator<string> {
  const { scope, base } = splitName(name);
  if (scope === '' || targets.isScope(scope)) return;
  const near = new Set([
    ...targets.foldedScopes(fold(scope)),
    ...targets.nearScopes(scope),
    ...otherDomain(scope, targets),
  ]);
  const owner = ownerOf(scope);
  for (const known of near) {
    const packages = targets.ofScope(known);
    const same = packages.find((target) => splitName(target).base === base);
    const wanted = ownerOf(known);
    const edits = distance(owner, wanted, 2);
    const isSlip =
      edits <= 2 &&
      (owner.slice(0, 3) === wanted.slice(0, 3) || lettersOf(owner) === lettersOf(wanted)) &&
      (fold(owner) === fold(wanted) || wanted.length >= (edits < 2 ? 6 : 10)) &&
      !wordsOf(scope).every((word) => isWord(word, targets.vocabulary));
    if (same !== undefined && (edits <= 1 || isSlip || !scope.startsWith('@'))) yield same;
    // An owner elsewhere is a person like any other; a scope of npm is made to be read.
    else if (isSlip && scope.startsWith('@') && packages[0] !== undefined) yield packages[0];
  }
  // `@babel-core/core` for `@babel/core`.
  if (scope.startsWith('@') && /[-_]/.test(scope))
    for (const key of [fold(scope), fold(`${scope}js`)])
      yield* targets.folded(key).filter((target) => target.startsWith('@'));
  // `@lodash/lodash` for `lodash`.
  if (scope === `@${base}` && targets.ranks.has(base)) yield base;
}

function lettersOf(text: string): string {
  return [...text].sort().join('');
}

/** The owner's own part of a scope, without the host before it. */
function ownerOf(scope: string): string {
  return strip(scope.slice(scope.lastIndexOf('/') + 1));
}

/** `com.fasterxml` for `org.fasterxml`, `github.com/boltdb` for `github.com/boltdb-go`. */
function* otherDomain(scope: string, targets: Targets): Generator<string> {
  const [first = '', ...rest] = scope.split('.');
  if (rest.length > 0 && !scope.includes('/')) {
    for (const top of ['com', 'org', 'io', 'net', 'dev'])
      if (top !== first && targets.isScope([top, ...rest].join('.'))) yield [top, ...rest].join('.');
  }
  const plain = scope.replace(/[-_]?(?:go|golang|php|rs|official|org|hq|team)$/, '');
  if (plain !== scope && targets.isScope(plain)) yield plain;
}

/**
 * The tier of a resemblance. A slip makes no word, so what is made of words is another project's name; a short name has
 * honest neighbours all the same, and so has one far down the list. lookalike.test.ts measures what the gates let through.
 */
function tierOf(name: string, target: string, how: Resemblance, rank: number, targets: Targets): Tier {
  if (how === 'scope') return isAnyScope(name, target) ? 'A' : 'B';
  const isScoped = splitName(target).scope !== '' || splitName(name).scope !== '';
  if (how === 'separator' || how === 'homoglyph') return lookTier(name, target, how, rank, isScoped);
  if (isScoped) return how === 'distance 2' ? 'C' : 'B';
  if (how === 'affix')
    return affixOf(name, targets.ranks).some((one) => one.target === target && one.isTelling) ? 'A' : 'B';
  if (how === 'word order') return rank <= 1500 ? 'A' : 'B';
  const words = new Set(wordsOf(target));
  const fresh = wordsOf(name).filter((word) => !words.has(word));
  // `u-msgpack`, `abort-controller-x`: a letter that stands alone was put there on purpose.
  if (fresh.every((word) => word.length < 3) && fresh.length > 0) return how === 'distance 2' ? 'C' : 'B';
  const isSmall = how === 'transposition' || how === 'repeat';
  const length = telling(name, target);
  // `crypto-jss`: the tail says nothing of its own, so the whole name is slipped in.
  if (how === 'repeat' && /[-.](?:jss|pyy)$/.test(name) && rank <= 4000) return 'A';
  const isHonest = fresh.every(
    (word) => isWord(word, targets.vocabulary) && !isSlipOfWord(word, target, how, targets),
  );
  // Two words that differ in a doubled letter or a swap are rare, so some of those are slips too.
  if (isHonest) return isSmall && length >= 6 && rank <= 1000 ? 'A' : how === 'distance 2' ? 'C' : 'B';
  // Another first letter makes another word: eslint and tslint, motion and emotion; so does an `x` at the end.
  const isOtherEnd = name[0] !== target[0] && !isSmall;
  const { first, rest, upTo } = shortest[how];
  // `grequests`, `tensorboardx`: a letter before or an `x` behind is how a project's relatives are named.
  if (how === 'insertion' && (name.slice(1) === target || /x\d?$/.test(name))) return 'B';
  const isLoose = how === 'insertion' || how === 'distance 2';
  // `redux-thnk`: the words around the slip leave less doubt of what was meant.
  const isAmongWords = words.size > 1 && rank <= 4000 && !isLoose && strip(target).length >= 9;
  const enough = (rank <= 1000 ? first : rest) + (isOtherEnd ? 3 : 0) - (isAmongWords ? 1 : 0);
  if (length >= enough && rank <= upTo) return 'A';
  return how === 'distance 2' ? 'C' : 'B';
}

/** `clinet` for `client`: two short words that together only swap letters of a common one. */
function isSlipOfWord(word: string, target: string, how: Resemblance, { vocabulary }: Targets): boolean {
  if (how !== 'transposition' || vocabulary.has(word)) return false;
  return wordsOf(target).some(
    (other) =>
      other.length === word.length && (vocabulary.get(other) ?? 0) >= 5 && distance(other, word, 1) === 1,
  );
}

/** By slip: the shortest word in which it is told, among the first thousand names and the rest, and the last place. */
const shortest: Readonly<
  Record<Slip | 'doubled letters' | 'distance 2', { first: number; rest: number; upTo: number }>
> = {
  transposition: { first: 4, rest: 5, upTo: 20_000 },
  repeat: { first: 4, rest: 4, upTo: 20_000 },
  plural: { first: 5, rest: 6, upTo: 4000 },
  omission: { first: 4, rest: 6, upTo: 20_000 },
  keyboard: { first: 5, rest: 7, upTo: 20_000 },
  vowel: { first: 5, rest: 6, upTo: 20_000 },
  insertion: { first: 5, rest: 7, upTo: 20_000 },
  substitution: { first: 6, rest: 8, upTo: 4000 },
  'doubled letters': { first: 8, rest: 9, upTo: 3000 },
  'distance 2': { first: 9, rest: 10, upTo: 3000 },
};

function lookTier(
  name: string,
  target: string,
  how: 'separator' | 'homoglyph',
  rank: number,
  isScoped: boolean,
): Tier {
  // `@babel/register` and `babel-register` are one project; a scope cannot be taken by a stranger.
  if (isScoped) return target.startsWith('@types/') && !name.startsWith('@') && rank <= 4000 ? 'A' : 'B';
  if (strip(target).length < 5) return 'B';
  // Every way to write the `.js` at the end is tried by somebody.
  const isJs = /[-.]?js$/i.test(target) && name.replace(/[-.]?js$/i, '') === target.replace(/[-.]?js$/i, '');
  return rank <= 4000 || how === 'homoglyph' || isJs ? 'A' : 'B';
}

function isAnyScope(name: string, target: string): boolean {
  const [a, b] = [splitName(name).scope, splitName(target).scope];
  return b !== '' && strip(b).length >= 4 && a !== '';
}

/** Length of the target's word in which the two names differ, without the `py` that half of PyPI's names begin with. */
function telling(name: string, target: string): number {
  let at = 0;
  while (at < target.length && name[at] === target[at]) at++;
  const start =
    Math.max(...['-', '_', '.', '/', '@', ':'].map((sign) => target.lastIndexOf(sign, at - 1))) + 1;
  const end = target.slice(at).search(/[-_./@:]/);
  const word = target.slice(start, end === -1 ? target.length : at + end);
  const whole = word.length < 4 ? strip(target).length - 3 : word.length;
  return /^py(?!thon)/.test(word) && at - start >= 2 ? word.length - 2 : Math.max(word.length, whole);
}

/** Names that honest projects give to neighbours: the same owner, another number. */
function isNeighbour(name: string, target: string): boolean {
  const a = splitName(name);
  const b = splitName(target);
  if (a.scope !== '' && a.scope === b.scope) return true;
  const bare = (text: string): string => text.replace(/\d+/g, '#');
  return name === target || (/\d/.test(target) && bare(name) === bare(target) && !/(\d)\1/.test(name));
}
