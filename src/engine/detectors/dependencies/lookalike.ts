// Whether a package's name could be taken for that of a well-known one.

/** How a name resembles its target. */
export type Resemblance =
  | 'separator'
  | 'homoglyph'
  | 'transposition'
  | 'repeat'
  | 'keyboard'
  | 'word order'
  | 'scope'
  | 'omission'
  | 'insertion'
  | 'substitution'
  | 'plural'
  | 'affix'
  | 'distance 2';

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

/** Well-known names, indexed for search. */
export interface Targets {
  ranks: ReadonlyMap<string, number>;
  /** By name without separators and with look-alike characters made equal. */
  folded: ReadonlyMap<string, readonly string[]>;
  sorted: ReadonlyMap<string, readonly string[]>;
  /** By each scope, the rank of its best package. */
  scopes: ReadonlyMap<string, number>;
  /** Names of the first thousand with one or two characters left out, for distance 2. */
  deletions(): ReadonlyMap<string, readonly string[]>;
}

/** Affixes and distance 2 are only looked for on this many names. */
const closest = 1000;
/** Nobody counterfeits a name that nobody types: beyond this place a resemblance needs more. */
const worthwhile = 8000;
const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789-_.';
const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
// The affixes that attackers and honest authors both use; see typomania and typogard.
const affixes = [
  'js',
  'node',
  'npm',
  'py',
  'python',
  'python3',
  'api',
  'cli',
  'core',
  'lib',
  'utils',
  'util',
  'dev',
  'sdk',
  'client',
  'official',
  'pro',
  'new',
  'v2',
];

/** Indexes a list of names, most used first. */
export function targetsOf(names: readonly string[]): Targets {
  const ranks = new Map<string, number>();
  const folded = new Map<string, string[]>();
  const sorted = new Map<string, string[]>();
  const scopes = new Map<string, number>();
  names.forEach((name, index) => {
    if (ranks.has(name)) return;
    ranks.set(name, index + 1);
    push(folded, fold(name), name);
    if (words(name).length > 1) push(sorted, wordKey(name), name);
    const { scope } = split(name);
    if (scope !== '' && !scopes.has(scope)) scopes.set(scope, index + 1);
  });
  let deletions: Map<string, string[]> | undefined;
  return {
    ranks,
    folded,
    sorted,
    scopes,
    deletions() {
      // Made when first needed: most changes add only well-known names.
      deletions ??= deletionsOf(names.slice(0, closest).filter((name) => name.length >= 7));
      return deletions;
    },
  };
}

function deletionsOf(names: readonly string[]): Map<string, string[]> {
  const deletions = new Map<string, string[]>();
  for (const name of names) for (const key of withoutTwo(name)) push(deletions, key, name);
  return deletions;
}

/** The well-known name that `name` resembles; undefined when it is itself one of them, or resembles none. */
export function lookalike(name: string, targets: Targets): Lookalike | undefined {
  if (name.length < 2 || targets.ranks.has(name)) return undefined;
  let best: Lookalike | undefined;
  for (const found of candidates(name, targets)) {
    if (!isCandidate(name, found.target)) continue;
    if (!best || found.tier < best.tier || (found.tier === best.tier && found.rank < best.rank)) best = found;
  }
  return best;
}

function* candidates(name: string, targets: Targets): Generator<Lookalike> {
  const rank = (target: string): number => targets.ranks.get(target) ?? Number.POSITIVE_INFINITY;
  const make = (target: string, how: Resemblance): Lookalike => ({
    target,
    how,
    rank: rank(target),
    tier: tierOf(name, target, how, rank(target)),
  });
  for (const target of targets.folded.get(fold(name)) ?? []) {
    yield make(target, strip(name) === strip(target) ? 'separator' : 'homoglyph');
  }
  if (words(name).length > 1)
    for (const target of targets.sorted.get(wordKey(name)) ?? []) yield make(target, 'word order');
  for (const variant of oneEditAway(name)) {
    if (targets.ranks.has(variant))
      yield make(variant, split(variant).scope === split(name).scope ? editKind(name, variant) : 'scope');
  }
  for (const target of withoutAffix(name)) if (rank(target) <= closest) yield make(target, 'affix');
  if (name.length >= 6) {
    for (const key of withoutTwo(name)) {
      for (const target of targets.deletions().get(key) ?? [])
        if (distance(name, target) === 2) yield make(target, 'distance 2');
    }
  }
  const { scope, base } = split(name);
  if (scope !== '' && !targets.scopes.has(scope)) {
    for (const variant of oneEditAway(scope)) {
      if (targets.scopes.has(variant) && targets.ranks.has(`${variant}/${base}`))
        yield make(`${variant}/${base}`, 'scope');
    }
  }
  // `types-node` for `@types/node`, and `@lodash/lodash` for `lodash`.
  if (scope !== '' && targets.ranks.has(base) && scope === `@${base}`) yield make(base, 'affix');
}

/**
 * The tier of a resemblance. A short word has too many honest neighbours, and so has one far down the list: the
 * thresholds keep accusations of honest names below 1 %, as lookalike.test.ts measures.
 */
function tierOf(name: string, target: string, how: Resemblance, rank: number): Tier {
  if (rank > worthwhile && how !== 'distance 2') return 'B';
  const isScoped = target.startsWith('@') || name.startsWith('@');
  const length = editedWordLength(name, target);
  switch (how) {
    case 'distance 2':
      return 'C';
    case 'plural':
    case 'affix':
      return 'B';
    case 'scope':
      return split(target).scope.length > 4 ? 'A' : 'B';
    case 'separator':
    case 'homoglyph':
      // `@babel/register` and `babel-register` are one project; a scope cannot be taken by a stranger.
      return isScoped || strip(target).length < 5 ? 'B' : 'A';
    case 'word order':
      return isScoped ? 'B' : 'A';
    case 'transposition':
    case 'repeat':
      return length >= 4 ? 'A' : 'B';
    case 'keyboard':
      return length >= 6 || (length === 5 && name[0] === target[0]) ? 'A' : 'B';
    case 'omission':
    case 'insertion':
    case 'substitution':
      // Another first letter makes another word: eslint and tslint, motion and emotion.
      if (name[0] !== target[0]) return 'B';
      return length >= 6 || (length === 5 && rank <= 2000) ? 'A' : 'B';
  }
}

/** Length of the target's word in which the two names differ. */
function editedWordLength(name: string, target: string): number {
  let at = 0;
  while (at < target.length && name[at] === target[at]) at++;
  const start = Math.max(...['-', '_', '.', '/', '@'].map((sign) => target.lastIndexOf(sign, at - 1))) + 1;
  const end = target.slice(at).search(/[-_./@]/);
  return (end === -1 ? target.length : at + end) - start;
}

/** Names that honest projects give to neighbours: the same scope, another number. */
function isCandidate(name: string, target: string): boolean {
  if (name === target) return false;
  const a = split(name);
  const b = split(target);
  if (a.scope !== '' && a.scope === b.scope) return false;
  return !(name.replace(/\d+/g, '') === target.replace(/\d+/g, ''));
}

/** What turned the target into the name. */
function editKind(name: string, target: string): Resemblance {
  if (name.length === target.length) {
    const at = [...name].findIndex((char, index) => char !== target[index]);
    const next = at + 1;
    if (
      name[at] === target[next] &&
      name[next] === target[at] &&
      name.slice(next + 1) === target.slice(next + 1)
    )
      return 'transposition';
    return areNeighbours(name[at] ?? '', target[at] ?? '') ? 'keyboard' : 'substitution';
  }
  const [short, long] = name.length < target.length ? [name, target] : [target, name];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  const extra = long[at] ?? '';
  if (at === short.length && extra === 's' && !short.endsWith('s')) return 'plural';
  if (extra === long[at - 1] || extra === long[at + 1]) return 'repeat';
  return name === long ? 'insertion' : 'omission';
}

function areNeighbours(a: string, b: string): boolean {
  return rows.some((row, index) => {
    const at = row.indexOf(a);
    if (at === -1) return false;
    return (
      row[at - 1] === b ||
      row[at + 1] === b ||
      [rows[index - 1], rows[index + 1]].some(
        (other) =>
          other !== undefined && b !== '' && Math.abs(other.indexOf(b) - at) === 0 && other.includes(b),
      )
    );
  });
}

function* oneEditAway(name: string): Generator<string> {
  for (let at = 0; at <= name.length; at++) {
    const before = name.slice(0, at);
    if (at < name.length) yield before + name.slice(at + 1);
    if (at + 1 < name.length && name[at] !== name[at + 1])
      yield before + name[at + 1] + name[at] + name.slice(at + 2);
    for (const char of alphabet) {
      if (at < name.length && char !== name[at]) yield before + char + name.slice(at + 1);
      yield before + char + name.slice(at);
    }
  }
}

function* withoutAffix(name: string): Generator<string> {
  for (const affix of affixes) {
    for (const sign of ['-', '_', '.', '']) {
      if (name.endsWith(sign + affix)) yield name.slice(0, -(sign + affix).length);
      if (name.startsWith(affix + sign)) yield name.slice((affix + sign).length);
    }
  }
}

function withoutTwo(name: string): Set<string> {
  const keys = new Set([name]);
  for (let a = 0; a < name.length; a++) {
    const one = name.slice(0, a) + name.slice(a + 1);
    keys.add(one);
    for (let b = a; b < one.length; b++) keys.add(one.slice(0, b) + one.slice(b + 1));
  }
  return keys;
}

/** Edits between two texts, an adjacent swap counting as one. */
export function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

function strip(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
}

/** Warehouse's "ultranormalised" form, with rn and vv as they look. */
function fold(name: string): string {
  return strip(name).replace(/rn/g, 'm').replace(/vv/g, 'w').replace(/[li]/g, '1').replace(/o/g, '0');
}

function words(name: string): string[] {
  return name.split(/[-_./@]+/).filter((word) => word !== '');
}

function wordKey(name: string): string {
  return words(name).sort().join(' ');
}

function split(name: string): { scope: string; base: string } {
  const at = name.startsWith('@') ? name.indexOf('/') : -1;
  return at === -1 ? { scope: '', base: name } : { scope: name.slice(0, at), base: name.slice(at + 1) };
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
