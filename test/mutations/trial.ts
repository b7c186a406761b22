// Tries rewritten examples: what a rule says of one must be what it says of the example itself.
import { expect } from 'vitest';
import { wholeFile } from '../../src/engine/change.ts';
import { code as codeDetector } from '../../src/engine/detectors/code/index.ts';
import { Facts } from '../../src/engine/facts.ts';
import { severities } from '../../src/engine/finding.ts';
import { languageOf } from '../../src/engine/languages.ts';
import type { CodeMatch } from '../../src/engine/rules/code-rule.ts';
import type { RuleSet } from '../../src/engine/rule.ts';
import { fileOf } from '../../src/engine/rules/check.ts';
import type { Syntax } from '../../src/engine/syntax/parse.ts';
import { exceptions } from './exceptions.ts';

/** An example of a rule; `rules` holds that rule alone. */
export interface Seed<Language extends string = string> {
  rules: RuleSet;
  rule: string;
  /** `rule match.list.example` */
  name: string;
  kind: 'flow' | 'ast';
  path: string;
  code: string;
  language: Language;
  shallMatch: boolean;
}

/** The examples of each match for which there is a language, without their markers. */
export function seedsOf<Language extends string>(
  rules: RuleSet,
  languageFor: (match: CodeMatch) => Language | undefined,
): Seed<Language>[] {
  return (rules.code ?? []).flatMap((rule) => {
    const own = { ...rules, code: [rule] };
    return rule.matches.flatMap((match, m) => {
      const language = languageFor(match);
      if (match.text || !language) return [];
      return (['match', 'no_match'] as const).flatMap((list) =>
        match.examples[list].map((example, e): Seed<Language> => {
          const { path, code } = fileOf(example, match);
          return {
            rules: own,
            rule: rule.id,
            name: `${rule.id} ${m}.${list}.${e}`,
            kind: match.flow ? 'flow' : 'ast',
            path,
            code: code.replace(/[ \t]*(?:#|\/\/)\s*<-\s*here\b.*$/gm, ''),
            language,
            shallMatch: list === 'match',
          };
        }),
      );
    });
  });
}

export interface Tally {
  tried: number;
  /** `transformation: rule match.list.example` */
  lost: string[];
  invalid: number;
}

export const empty = (): Tally => ({ tried: 0, lost: [], invalid: 0 });

/** How bad the worst finding is, as an index into `severities`, beyond them when there is none; and where it begins. */
interface Answer {
  errors: number;
  worst: number;
  at?: { line: number; column: number };
}

/** Tries mutants, and remembers what is true of the seeds as they are. */
export function trialOf(syntax: Syntax): {
  errorsIn: (path: string, code: string) => number;
  unchanged: (seed: Seed) => Answer;
  attempt: (tally: Tally, seed: Seed, name: string, mutant: string, mustBe: 'found' | 'silent') => void;
} {
  const known = new Map<Seed, Answer>();
  return { errorsIn, unchanged, attempt };

  function errorsIn(path: string, code: string): number {
    const tree = syntax.parse(code, languageOf(path, code)?.grammar ?? '');
    return 'errors' in tree ? tree.errors : 0;
  }

  function answer({ rules, path }: Seed, code: string): Answer {
    const file = wholeFile(path, code);
    const detections = codeDetector.detectFile?.(file, {
      change: { base: '', head: '', files: [file], commits: [], unread: [] },
      facts: new Facts(),
      rules,
      syntax,
      digest: (text) => text,
      today: '2026-01-01',
    });
    const found: Answer = { errors: 0, worst: severities.length };
    for (const one of detections ?? []) {
      if (!('finding' in one)) continue;
      const rank = severities.indexOf(one.finding.severity);
      if (rank < found.worst) Object.assign(found, { worst: rank, at: one.finding.start });
    }
    return found;
  }

  function unchanged(seed: Seed): Answer {
    const before = known.get(seed);
    if (before) return before;
    const found = { ...answer(seed, seed.code), errors: errorsIn(seed.path, seed.code) };
    known.set(seed, found);
    return found;
  }

  /** Tries one mutant; it must be as bad as its seed, or no worse when the seed is clean. */
  function attempt(tally: Tally, seed: Seed, name: string, mutant: string, mustBe: 'found' | 'silent'): void {
    const own = unchanged(seed);
    if (errorsIn(seed.path, mutant) > own.errors) {
      tally.invalid++;
      if (process.env['LANGGUARD_MUTANTS'] === 'invalid')
        process.stdout.write(`INVALID ${name}: ${seed.name}\n${mutant}\n`);
      return;
    }
    tally.tried++;
    const { worst } = answer(seed, mutant);
    const isLost =
      mustBe === 'found' ? worst > own.worst : worst < (seed.shallMatch ? severities.length : own.worst);
    if (isLost) tally.lost.push(`${name}: ${seed.name}`);
  }
}

/** Whether one of the transformations, which stand before the colon, is a known exception for this seed. */
function isExcepted(lost: string): boolean {
  const [used, seed] = lost.split(': ') as [string, string];
  return used
    .split(' + ')
    .some((name) => exceptions.some(({ lost: known }) => known.test(`${name}: ${seed}`)));
}

/** Expects that all mutants but a few are as they shall be, and that the transformations make sound programs. */
export function expectFound(label: string, tally: Tally, least = 5): void {
  const { tried, lost, invalid } = tally;
  if (process.env['LANGGUARD_MUTANTS'] === 'list') process.stdout.write(`${lost.join('\n')}\n`);
  const unexplained = lost.filter((each) => !isExcepted(each));
  const share = ((tried - lost.length) / tried) * 100;
  process.stdout.write(
    `${label}: ${tried} mutants, ${tried - lost.length} as expected (${share.toFixed(1)} %), ${lost.length - unexplained.length} known exceptions\n`,
  );
  expect(tried).toBeGreaterThan(least);
  // A transformation that breaks programs would test nothing.
  expect(invalid).toBeLessThan(Math.max(2, tried / 50));
  expect(unexplained.length, unexplained.join('\n')).toBeLessThanOrEqual(tried * 0.05);
}
