// Measures the look-alike check: how many honest names it accuses, and how many slips and forgeries it finds.
import { expect, test } from 'vitest';
import { npm } from '../../ecosystems/npm/index.ts';
import { pypi } from '../../ecosystems/pypi/index.ts';
import { lookalike, targetsOf, type Targets } from './lookalike.ts';

const names = npm.popular().names;
const targets = targetsOf(names);

test.each([
  ['lodahs', 'A transposition of lodash'],
  ['loadsh', 'A transposition of lodash'],
  ['expresss', 'A repeat of express'],
  ['crossenv', 'A separator of cross-env'],
  ['cross_env', 'A separator of cross-env'],
  ['1odash', 'A homoglyph of lodash'],
  ['webpavk', 'A keyboard of webpack'],
  ['typescrpt', 'A omission of typescript'],
  ['@bable/core', 'A scope of @babel/core'],
  ['env-cross', 'A word order of cross-env'],
  ['lodash-js', 'B affix of lodash'],
  ['commanders', 'B plural of commander'],
  ['babel-registry', undefined],
  ['@types/lodahs', undefined],
  ['lodash', undefined],
  ['my-company-internal-thing', undefined],
  ['', undefined],
  ['🦄', undefined],
])('%s', (name, expected) => {
  const found = lookalike(name, targets);
  expect(found && `${found.tier} ${found.how} of ${found.target}`).toBe(expected);
});

test('no popular name is accused', () => {
  for (const name of names) expect(lookalike(name, targets)).toBeUndefined();
  const python = targetsOf(pypi.popular().names);
  for (const name of pypi.popular().names) expect(lookalike(name, python)).toBeUndefined();
});

test('by name alone at most 1 % of honest names are accused: each name of the list beyond the first 2,000, judged as if it were not on it', async ({
  annotate,
}) => {
  const ranks = targets.ranks as Map<string, number>;
  let accused = 0;
  let judged = 0;
  for (let index = 2000; index < names.length; index += 5) {
    const name = names[index]!;
    const rank = ranks.get(name)!;
    ranks.delete(name);
    if (lookalike(name, targets)?.tier === 'A') accused++;
    ranks.set(name, rank);
    judged++;
  }
  await annotate(
    `honest names accused: ${accused} of ${judged} = ${((100 * accused) / judged).toFixed(2)} %`,
  );
  expect(accused / judged).toBeLessThan(0.01);
});

test('by name alone at least 60 % of look-alikes of the first 2,000 names are found', async ({
  annotate,
}) => {
  const { found, made, by } = recall(names.slice(0, 2000), targets);
  await annotate(
    `npm look-alikes found by name alone: ${((100 * found) / made).toFixed(1)} % of ${made} (${by})`,
  );
  expect(found / made).toBeGreaterThan(0.6);
});

test('and of those of the PyPI seed', async ({ annotate }) => {
  const seed = pypi.popular().names;
  const { found, made, by } = recall(seed, targetsOf(seed));
  await annotate(
    `PyPI look-alikes found by name alone: ${((100 * found) / made).toFixed(1)} % of ${made} (${by})`,
  );
  expect(found / made).toBeGreaterThan(0.6);
});

/** Misspells names in every way that attackers are known to; the affixes that honest authors use as often are not counted. */
function recall(of: readonly string[], against: Targets): { found: number; made: number; by: string } {
  let seed = 7;
  const pick = (count: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * count);
  };
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const keys: Readonly<Record<string, string>> = {
    a: 'sq',
    s: 'ad',
    d: 'sf',
    e: 'wr',
    r: 'et',
    t: 'ry',
    o: 'ip',
    i: 'uo',
    n: 'bm',
    l: 'k',
  };
  const at = (text: string, index: number, insert: string, skip: number): string =>
    text.slice(0, index) + insert + text.slice(index + skip);
  const ways: Record<string, (name: string) => string> = {
    omission: (name) => at(name, pick(name.length), '', 1),
    insertion: (name) => at(name, pick(name.length + 1), letters[pick(26)]!, 0),
    substitution: (name) => at(name, pick(name.length), letters[pick(26)]!, 1),
    transposition: (name) => {
      const index = pick(name.length - 1);
      return at(name, index, `${name[index + 1]}${name[index]}`, 2);
    },
    repeat: (name) => {
      const index = pick(name.length);
      return at(name, index, name[index]!, 0);
    },
    keyboard: (name) => {
      const index = [...name].findIndex((char) => keys[char]);
      return index === -1 ? name : at(name, index, keys[name[index]!]![pick(keys[name[index]!]!.length)]!, 1);
    },
    separator: (name) =>
      /[-_.]/.test(name) ? name.replace(/[-_.]/, '') : at(name, 1 + pick(name.length - 1), '-', 0),
    homoglyph: (name) => name.replace(/[lo]/, (char) => (char === 'l' ? '1' : '0')),
    'word order': (name) => name.split('-').toReversed().join('-'),
  };
  let found = 0;
  let made = 0;
  const by = Object.entries(ways).map(([way, misspell]) => {
    let hits = 0;
    let tried = 0;
    for (let round = 0; round < 300; round++) {
      const name = of[pick(of.length)]!;
      const forged = misspell(name);
      if (name.startsWith('@') || forged === name || against.ranks.has(forged)) continue;
      tried++;
      if (lookalike(forged, against)?.tier === 'A') hits++;
    }
    found += hits;
    made += tried;
    return `${way} ${Math.round((100 * hits) / tried)} %`;
  });
  return { found, made, by: by.join(', ') };
}
