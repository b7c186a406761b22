// Mutation test of the matcher: examples rewritten without a change of meaning are still found, clean and mended ones stay silent.
import { beforeAll, describe, expect, it } from 'vitest';
import { readWasm } from '../src/assets.ts';
import { loadSyntax, type Syntax } from '../src/engine/syntax/parse.ts';
import { formatting, type Transformation } from './mutations/formatting.ts';
import { sanitisedFor } from './mutations/sanitised.ts';
import { structure } from './mutations/structure.ts';
import type { Language } from './mutations/text.ts';
import { empty, expectFound, seedsOf, trialOf, type Seed } from './mutations/trial.ts';
import { handedOn, names, stringForms } from './mutations/values.ts';
import { shippedRules } from './shipped-rules.ts';

const families: Record<string, Record<string, Transformation>> = {
  formatting,
  structure,
  names,
  'string forms': stringForms,
  'handed on': handedOn,
};

let syntax: Syntax;
let trial: ReturnType<typeof trialOf>;
let seeds: Seed<Language>[] = [];

beforeAll(async () => {
  syntax = await loadSyntax(['python', 'javascript', 'typescript', 'tsx'], readWasm);
  trial = trialOf(syntax);
  seeds = seedsOf(await shippedRules(), ({ languages }) => {
    if (languages.includes('python')) return 'python';
    return languages.some((id) => /^(?:java|type)script$|^tsx$/.test(id)) ? 'javascript' : undefined;
  });
});

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
              if (mutant !== undefined && mutant !== seed.code)
                trial.attempt(tally, seed, name, mutant, mustBe);
            }
          }
          expectFound(`${family}, ${kind}, ${mustBe}`, tally);
        });

  it('is not content with a transformation that removes the mistake', () => {
    const tally = empty();
    for (const seed of seeds.filter(({ shallMatch }) => shallMatch))
      trial.attempt(tally, seed, 'emptied', seed.language === 'python' ? 'pass\n' : ';\n', 'found');
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
            trial.errorsIn(seed.path, next) > trial.errorsIn(seed.path, mutant)
          )
            continue;
          mutant = next;
          used.push(name);
        }
        trial.attempt(tally, seed, used.join(' + '), mutant, 'found');
      }
    expectFound('three at once, flow, found', tally);
  });

  it('mended programs', () => {
    const tally = empty();
    for (const seed of seeds.filter(({ shallMatch, kind }) => shallMatch && kind === 'flow'))
      for (const [name, mend] of Object.entries(sanitisedFor(seed.rule))) {
        const mutant = mend(seed.code, seed.language);
        if (mutant !== undefined && mutant !== seed.code) trial.attempt(tally, seed, name, mutant, 'silent');
      }
    expectFound('mended, flow, silent', tally);
  });
});
