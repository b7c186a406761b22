// Measures the look-alike check: how many honest names it accuses, and how many slips and forgeries it finds.
import { expect, test } from 'vitest';
import { npm } from '../../ecosystems/npm/index.ts';
import { pypi } from '../../ecosystems/pypi/index.ts';
import { knownLookalikes } from './known-lookalikes.ts';
import { lookalike, targetsOf, type Targets } from './lookalike.ts';
import { vocabularyOf } from './vocabulary.ts';

const names = { npm: npm.popular().names, pypi: pypi.popular().names };
const vocabulary = vocabularyOf([...names.npm, ...names.pypi]);
const targets = { npm: targetsOf(names.npm, vocabulary), pypi: targetsOf(names.pypi, vocabulary) };
const told = (name: string, against: Targets): string | undefined => {
  const found = lookalike(name, against);
  return found && `${found.tier} ${found.how} of ${found.target}`;
};

test.each([
  ['lodahs', 'A transposition of lodash'],
  ['loadsh', 'A transposition of lodash'],
  ['expresss', 'A repeat of express'],
  ['crossenv', 'A separator of cross-env'],
  ['cross_env', 'A separator of cross-env'],
  ['discordjs', 'A separator of discord.js'],
  ['1odash', 'A homoglyph of lodash'],
  ['webpavk', 'A keyboard of webpack'],
  ['typescrpt', 'A omission of typescript'],
  ['@bable/core', 'A scope of @babel/core'],
  ['@monicfoundation/hardhat-config', 'A scope of @nomicfoundation/hardhat-config'],
  ['@babel-core/core', 'A scope of @babel/core'],
  ['crypto-jss', 'A repeat of crypto-js'],
  ['socket.io-clinet', 'A transposition of socket.io-client'],
  ['redux-thnk', 'A omission of redux-thunk'],
  ['xaxios', 'B insertion of axios'],
  ['types-node', 'A separator of @types/node'],
  ['env-cross', 'B word order of cross-env'],
  ['types-ecmascript', undefined],
  ['pupeteer', 'A repeat of puppeteer'],
  ['lodash-js', 'A affix of lodash'],
  ['axios-fixed', 'A affix of axios'],
  ['lodash-cli', 'B affix of lodash'],
  ['react-motions', 'B plural of react-motion'],
  ['@types/lodahs', undefined],
  ['lodash', undefined],
  ['eslint-plugin-company-rules', undefined],
  ['my-company-internal-thing', undefined],
  ['', undefined],
  ['🦄', undefined],
  ['a'.repeat(5000), undefined],
])('npm: %s', (name, expected) => {
  expect(told(name, targets.npm)).toBe(expected);
});

test.each([
  ['reqeusts', 'A transposition of requests'],
  ['jeilyfish', 'A homoglyph of jellyfish'],
  ['colourama', 'A insertion of colorama'],
  ['djanga', 'A vowel of django'],
  ['tensorfllow', 'A repeat of tensorflow'],
  ['python3-requests', 'A affix of requests'],
  ['requests-mock2', 'B insertion of requests-mock'],
  ['django-company', undefined],
])('PyPI: %s', (name, expected) => {
  expect(told(name, targets.pypi)).toBe(expected);
});

test.each([
  ['symfont/process', 'A scope of symfony/process'],
  ['symfony/proces', undefined],
  ['github.com/boltdb-go/bolt', 'A scope of github.com/boltdb/bolt'],
  ['github.com/siruspen/logrus', 'A scope of github.com/sirupsen/logrus'],
  ['org.fasterxml.jackson.core:jackson-databind', 'A scope of com.fasterxml.jackson.core:jackson-databind'],
  ['com.example:jackson-databind', undefined],
  ['rustdecimal', 'A separator of rust_decimal'],
  ['Netherеum.All', 'A homoglyph of Nethereum.All'],
])('names with owners: %s', (name, expected) => {
  const list = targetsOf([
    'symfony/process',
    'symfony/console',
    'github.com/boltdb/bolt',
    'github.com/sirupsen/logrus',
    'com.fasterxml.jackson.core:jackson-databind',
    'rust_decimal',
    'Nethereum.All',
  ]);
  expect(told(name, list)).toBe(expected);
});

test('no popular name is accused', () => {
  for (const id of ['npm', 'pypi'] as const) {
    for (const name of names[id]) expect(lookalike(name, targets[id])).toBeUndefined();
  }
});

// A fifth of the list is taken out, words and all, and judged by the rest; the foremost are what forgers imitate.
test.for([
  ['npm', 2000, 0.01],
  ['pypi', 1000, 0.015],
] as const)(
  'by name alone hardly an honest name of %s is accused',
  async ([id, from, limit], { annotate }) => {
    const isHeld = (index: number): boolean => index >= from && index % 5 === 0;
    const rest = names[id].filter((_, index) => !isHeld(index));
    const other = names[id === 'npm' ? 'pypi' : 'npm'];
    const against = targetsOf(rest, vocabularyOf([...rest, ...other]));
    const held = names[id].filter((_, index) => isHeld(index));
    const accused = held.filter((name) => lookalike(name, against)?.tier === 'A').length;
    await annotate(`honest ${id} names accused: ${share(accused, held.length)}`);
    expect(accused / held.length).toBeLessThan(limit);
  },
);

test.for(['npm', 'pypi'] as const)(
  'by name alone six in ten known look-alikes of %s are found',
  async (id, { annotate }) => {
    const known = knownLookalikes[id];
    const found = known.filter((name) => lookalike(name, targets[id])?.tier === 'A').length;
    await annotate(`known ${id} look-alikes found: ${share(found, known.length)}`);
    expect(found / known.length).toBeGreaterThan(0.6);
  },
);

test.for(['npm', 'pypi'] as const)(
  'by name alone six in ten of the slips in the first 2,000 names of %s are found',
  async (id, { annotate }) => {
    const { found, made, by } = recall(names[id].slice(0, 2000), targets[id]);
    await annotate(`${id} slips found: ${share(found, made)} (${by})`);
    expect(found / made).toBeGreaterThan(0.6);
  },
);

function share(part: number, whole: number): string {
  return `${part} of ${whole} = ${((100 * part) / whole).toFixed(2)} %`;
}

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
    vowel: (name) => {
      const index = [...name].findIndex((char, place) => place > 0 && 'aeiou'.includes(char));
      return index === -1
        ? name
        : at(name, index, 'aeiou'[('aeiou'.indexOf(name[index]!) + 1 + pick(4)) % 5]!, 1);
    },
    plural: (name) => (name.endsWith('s') ? name.slice(0, -1) : `${name}s`),
    affix: (name) => `${name}${['-js', '.js', 'js', '-official', '-fixed'][pick(5)]!}`,
    'scope as a word': (name) => name.replace(/^@types\//, 'types-'),
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
      if ((name.startsWith('@') && way !== 'scope as a word') || forged === name || against.ranks.has(forged))
        continue;
      tried++;
      if (lookalike(forged, against)?.tier === 'A') hits++;
    }
    found += hits;
    made += tried;
    return tried === 0 ? `${way} none` : `${way} ${Math.round((100 * hits) / tried)} %`;
  });
  return { found, made, by: by.join(', ') };
}
