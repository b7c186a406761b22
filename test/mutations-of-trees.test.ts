// Mutation test of the matcher for the compiled languages, PHP and Ruby: examples rewritten by their trees without a change of meaning.
import { beforeAll, describe, expect, it } from 'vitest';
import { readWasm } from '../src/assets.ts';
import { languageOf } from '../src/engine/languages.ts';
import { loadSyntax, type Syntax } from '../src/engine/syntax/parse.ts';
import { dialects } from './mutations/trees/dialects.ts';
import { formatting, structure } from './mutations/trees/layout.ts';
import type { Program, Rewriting } from './mutations/trees/program.ts';
import { mended, stringForms } from './mutations/trees/texts.ts';
import { handedOn, names } from './mutations/trees/values.ts';
import { empty, expectFound, seedsOf, trialOf, type Seed } from './mutations/trial.ts';
import { shippedRules } from './shipped-rules.ts';

const families: Record<string, Record<string, Rewriting>> = {
  formatting,
  structure,
  names,
  'string forms': stringForms,
  'handed on': handedOn,
};

/** What a pattern is not asked to find: it sees what stands in the call, and follows constants only. */
const forDataflow = new Set(['string forms', 'handed on']);

/** Examples of each list of a match that are tried; `LANGGUARD_SEEDS=all` tries all. */
const perList =
  process.env['LANGGUARD_SEEDS'] === 'all' ? { flow: Infinity, ast: Infinity } : { flow: 3, ast: 1 };

let syntax: Syntax;
let trial: ReturnType<typeof trialOf>;
let seeds: Seed[] = [];

beforeAll(async () => {
  syntax = await loadSyntax(
    Object.values(dialects).map(({ grammar }) => grammar),
    readWasm,
  );
  trial = trialOf(syntax);
  seeds = seedsOf(await shippedRules(), ({ languages }) => languages.find((id) => dialects[id])).filter(
    ({ name, path, code, kind, language }) =>
      Number(name.split('.').at(-1)) < perList[kind] && languageOf(path, code)?.id === language,
  );
});

/** The example, read, with the place of its worst finding. */
function programOf(seed: Seed): Program | undefined {
  const dialect = dialects[seed.language];
  const tree = syntax.parse(seed.code, dialect?.grammar ?? '', true);
  if (!dialect || !('root' in tree)) return undefined;
  const { at } = trial.unchanged(seed);
  return { code: seed.code, tree, dialect, at: at && (tree.source.lineStarts[at.line - 1] as number) + at.column - 1 }; // prettier-ignore
}

for (const language of Object.keys(dialects))
  describe(language, () => {
    for (const [family, transformations] of Object.entries(families))
      for (const mustBe of ['found', 'silent'] as const)
        it(`${family}: ${mustBe}`, () => {
          const tally = empty();
          for (const seed of seeds) {
            if (seed.language !== language || seed.shallMatch !== (mustBe === 'found')) continue;
            if (seed.kind === 'ast' && seed.shallMatch && forDataflow.has(family)) continue;
            const program = programOf(seed);
            if (!program) continue;
            for (const [name, rewrite] of Object.entries(transformations)) {
              const mutant = rewrite(program);
              if (mutant !== undefined && mutant !== seed.code)
                trial.attempt(tally, seed, name, mutant, mustBe);
            }
          }
          expectFound(`${language}, ${family}, ${mustBe}`, tally);
        });

    // In Go a cast is a statement with an error.
    it.skipIf(language === 'go')('mended programs', () => {
      const tally = empty();
      for (const seed of seeds) {
        const program = seed.language === language && seed.kind === 'flow' && seed.shallMatch ? programOf(seed) : undefined; // prettier-ignore
        for (const [name, mend] of Object.entries(mended)) {
          const mutant = program && mend(program);
          if (mutant !== undefined) trial.attempt(tally, seed, name, mutant, 'silent');
        }
      }
      expectFound(`${language}, mended, silent`, tally, 3);
    });

    it('is not content with a program that lost the mistake, nor with one that got it', () => {
      const own = seeds.filter((seed) => seed.language === language);
      const [lost, got] = [empty(), empty()];
      for (const seed of own)
        if (seed.shallMatch)
          trial.attempt(lost, seed, 'emptied', language === 'php' ? '<?php\n' : '\n', 'found');
        // One that another match of the rule finds already would hide it.
        else if (trial.unchanged(seed).at === undefined) {
          const bad = own.find(({ name }) => name === seed.name.replace('no_match', 'match'));
          if (bad?.path === seed.path) trial.attempt(got, seed, 'made bad', bad.code, 'silent');
        }
      expect(lost.tried).toBeGreaterThan(5);
      expect(lost.lost.length).toBe(lost.tried);
      expect(got.tried).toBeGreaterThan(5);
      expect(got.lost.length).toBe(got.tried);
    });
  });
