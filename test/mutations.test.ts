// Mutation test of the matcher: examples rewritten without a change of meaning are still found, clean and mended ones stay silent.
import { beforeAll, describe, expect, it } from 'vitest';
import { readWasm } from '../src/assets.ts';
import { wholeFile } from '../src/engine/change.ts';
import { code as codeDetector } from '../src/engine/detectors/code/index.ts';
import { Facts } from '../src/engine/facts.ts';
import { severities } from '../src/engine/finding.ts';
import { languageOf } from '../src/engine/languages.ts';
import type { RuleSet } from '../src/engine/rule.ts';
import { fileOf } from '../src/engine/rules/check.ts';
import { loadSyntax, type Syntax } from '../src/engine/syntax/parse.ts';
import { exceptions } from './mutations/exceptions.ts';
import { formatting, type Transformation } from './mutations/formatting.ts';
import { sanitisedFor } from './mutations/sanitised.ts';
import { structure } from './mutations/structure.ts';
import type { Language } from './mutations/text.ts';
import { handedOn, names, stringForms } from './mutations/values.ts';
import { shippedRules } from './shipped-rules.ts';

const families: Record<string, Record<string, Transformation>> = {
  formatting,
  structure,
  names,
  'string forms': stringForms,
  'handed on': handedOn,
};

/** An example of a rule for Python or JavaScript; `rules` holds that rule alone. */
interface Seed {
  rules: RuleSet;
  rule: string;
  name: string;
  kind: 'flow' | 'ast';
  path: string;
  code: string;
  language: Language;
  shallMatch: boolean;
}

interface Tally {
  tried: number;
  /** `transformation: rule match.example` */
  lost: string[];
  invalid: number;
}

let syntax: Syntax;
const seeds: Seed[] = [];

beforeAll(async () => {
  syntax = await loadSyntax(['python', 'javascript', 'typescript', 'tsx'], readWasm);
  const rules = await shippedRules();
  for (const rule of rules.code ?? []) {
    const own = { ...rules, code: [rule] };
    rule.matches.forEach((match, m) => {
      const language = match.languages.includes('python')
        ? 'python'
        : match.languages.some((id) => /^(?:java|type)script$|^tsx$/.test(id))
          ? 'javascript'
          : undefined;
      if (match.text || !language) return;
      for (const list of ['match', 'no_match'] as const)
        match.examples[list].forEach((example, e) => {
          const { path, code } = fileOf(example, match);
          seeds.push({
            rules: own,
            rule: rule.id,
            name: `${rule.id} ${m}.${list}.${e}`,
            kind: match.flow ? 'flow' : 'ast',
            path,
            code: code.replace(/[ \t]*(?:#|\/\/)\s*<-\s*here\b.*$/gm, ''),
            language,
            shallMatch: list === 'match',
          });
        });
    });
  }
});

/** How bad the worst finding is, as an index into `severities`; beyond them when there is none. */
function worst({ rules, path }: Seed, code: string): number {
  const file = wholeFile(path, code);
  const detections = codeDetector.detectFile?.(file, {
    change: { base: '', head: '', files: [file], commits: [], unread: [] },
    facts: new Facts(),
    rules,
    syntax,
    digest: (text) => text,
    today: '2026-01-01',
  });
  const found = [...(detections ?? [])].flatMap((one) => ('finding' in one ? [one.finding.severity] : []));
  return Math.min(severities.length, ...found.map((severity) => severities.indexOf(severity)));
}

function errorsIn(path: string, code: string): number {
  const tree = syntax.parse(code, languageOf(path, code)?.grammar ?? '');
  return 'errors' in tree ? tree.errors : 0;
}

const known = new Map<Seed, { errors: number; worst: number }>();

/** What is true of a seed as it is, which every mutant of it is compared with. */
function unchanged(seed: Seed): { errors: number; worst: number } {
  const before = known.get(seed);
  if (before) return before;
  const found = { errors: errorsIn(seed.path, seed.code), worst: worst(seed, seed.code) };
  known.set(seed, found);
  return found;
}

/** Tries one mutant; it must be as bad as its seed, or no worse when the seed is clean. */
function attempt(tally: Tally, seed: Seed, name: string, mutant: string, mustBe: 'found' | 'silent'): void {
  const own = unchanged(seed);
  if (errorsIn(seed.path, mutant) > own.errors) {
    tally.invalid++;
    return;
  }
  tally.tried++;
  const [before, after] = [own.worst, worst(seed, mutant)];
  const isLost = mustBe === 'found' ? after > before : after < (seed.shallMatch ? severities.length : before);
  if (isLost) tally.lost.push(`${name}: ${seed.name}`);
}

/** Whether one of the transformations, which stand before the colon, is a known exception for this seed. */
function isExcepted(lost: string): boolean {
  const [used, seed] = lost.split(': ') as [string, string];
  return used
    .split(' + ')
    .some((name) => exceptions.some(({ lost: known }) => known.test(`${name}: ${seed}`)));
}

/** Numbers below 1 that are the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function expectFound(label: string, tally: Tally): void {
  const { tried, lost, invalid } = tally;
  if (process.env['LANGGUARD_MUTANTS'] === 'list') process.stdout.write(`${lost.join('\n')}\n`);
  const unexplained = lost.filter((each) => !isExcepted(each));
  const share = ((tried - lost.length) / tried) * 100;
  process.stdout.write(
    `${label}: ${tried} mutants, ${tried - lost.length} as expected (${share.toFixed(1)} %), ${lost.length - unexplained.length} known exceptions\n`,
  );
  expect(tried).toBeGreaterThan(5);
  // A transformation that breaks programs would test nothing.
  expect(invalid).toBeLessThan(Math.max(2, tried / 50));
  expect(unexplained.length, unexplained.join('\n')).toBeLessThanOrEqual(tried * 0.05);
}

const empty = (): Tally => ({ tried: 0, lost: [], invalid: 0 });

describe('the matcher', () => {
  it('has seeds of many rules in both languages', () => {
    for (const language of ['python', 'javascript'])
      for (const kind of ['flow', 'ast']) {
        const rules = seeds.filter(
          (seed) => seed.language === language && seed.kind === kind && seed.shallMatch,
        );
        expect(new Set(rules.map(({ rule }) => rule)).size).toBeGreaterThan(5);
      }
  });

  for (const [family, transformations] of Object.entries(families))
    for (const kind of ['flow', 'ast'] as const)
      for (const mustBe of ['found', 'silent'] as const)
        it(`${family}, ${kind}: ${mustBe}`, () => {
          const tally = empty();
          for (const seed of seeds) {
            if (seed.kind !== kind || seed.shallMatch !== (mustBe === 'found')) continue;
            for (const [name, transform] of Object.entries(transformations)) {
              const mutant = transform(seed.code, seed.language);
              if (mutant !== undefined && mutant !== seed.code) attempt(tally, seed, name, mutant, mustBe);
            }
          }
          expectFound(`${family}, ${kind}, ${mustBe}`, tally);
        });

  it('is not content with a transformation that removes the mistake', () => {
    const tally = empty();
    for (const seed of seeds.filter(({ shallMatch }) => shallMatch))
      attempt(tally, seed, 'emptied', seed.language === 'python' ? 'pass\n' : ';\n', 'found');
    expect(tally.lost.length).toBe(tally.tried);
  });

  it('three transformations at once', () => {
    const random = randomFrom(3);
    const all = Object.values(families).flatMap((family) => Object.entries(family));
    const tally = empty();
    for (const seed of seeds.filter(({ shallMatch, kind }) => shallMatch && kind === 'flow'))
      for (let round = 0; round < 6; round++) {
        let mutant = seed.code;
        const used: string[] = [];
        for (let tries = 0; used.length < 3 && tries < 30; tries++) {
          const [name, transform] = all[Math.floor(random() * all.length)] as [string, Transformation];
          // Carriage returns and tabs would keep the others from reading the text.
          if (/CRLF|tabs/.test(name) || used.includes(name)) continue;
          const next = transform(mutant, seed.language);
          if (
            next === undefined ||
            next === mutant ||
            errorsIn(seed.path, next) > errorsIn(seed.path, mutant)
          )
            continue;
          mutant = next;
          used.push(name);
        }
        attempt(tally, seed, used.join(' + '), mutant, 'found');
      }
    expectFound('three at once, flow, found', tally);
  });

  it('mended programs', () => {
    const tally = empty();
    for (const seed of seeds.filter(({ shallMatch, kind }) => shallMatch && kind === 'flow'))
      for (const [name, mend] of Object.entries(sanitisedFor(seed.rule))) {
        const mutant = mend(seed.code, seed.language);
        if (mutant !== undefined && mutant !== seed.code) attempt(tally, seed, name, mutant, 'silent');
      }
    expectFound('mended, flow, silent', tally);
  });
});
