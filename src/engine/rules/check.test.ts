// Every code rule that ships: its examples hold, its fixes work, and it keeps the conventions; bad samples are refused.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../assets.ts';
import { languages } from '../languages.ts';
import type { RuleSet } from '../rule.ts';
import { loadSyntax, type Syntax } from '../syntax/parse.ts';
import { checkRules } from './check.ts';
import type { CodeRule } from './code-rule.ts';
import { loadRules } from './load.ts';
import { rulePages } from './page.ts';

let syntax: Syntax;
beforeAll(async () => {
  syntax = await loadSyntax(
    languages.flatMap(({ grammar }) => grammar ?? []),
    readWasm,
  );
});

const shipped = loadRules(
  (await readRuleFiles()).filter(({ path }) => path.startsWith('code/') || path.startsWith('models/')),
);
const rules = shipped.rules.code ?? [];

/** What a rule lacks of the conventions that the schema cannot say. */
function conventionProblems(rule: CodeRule): string[] {
  const out: string[] = [];
  if (rule.path !== `code/${rule.class}/${rule.id}.yml`) out.push(`belongs in code/${rule.class}/`);
  rule.matches.forEach((match, at) => {
    for (const kind of ['match', 'no_match'] as const) {
      const count = match.examples[kind].length;
      if (count < 3) out.push(`match ${at} has ${count} ${kind} examples, not 3`);
    }
  });
  return out;
}

describe('the rules that ship', () => {
  it('all load', () => expect(shipped.problems).toEqual([]));

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s does what its examples say', (_, rule) => {
    const [report] = checkRules({ ...shipped.rules, code: [rule] }, syntax);
    expect(report?.problems).toEqual([]);
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s keeps the conventions', (_, rule) => {
    expect(conventionProblems(rule)).toEqual([]);
  });

  it('have a page each', () => {
    const pages = rulePages(shipped.rules);
    expect(pages).toHaveLength(rules.length + 1);
    for (const page of pages) expect(page.text).not.toMatch(/\[object Object\]|\*\*undefined|CWE-undefined/);
  });
});

describe('checkRules', () => {
  const bad = (matches: string): RuleSet => {
    const text = `id: bad-sample
title: A sample of a bad rule
class: sample
severity: low
confidence: low
cwe: [1]
why: It is here to show what a check refuses.
remedy: Mend what the check says.
matches:
  - languages: [python]
    message: This calls f.
${matches}`;
    const loaded = loadRules([{ path: 'code/sample/bad-sample.yml', text }]);
    expect(loaded.problems).toEqual([]);
    return loaded.rules;
  };
  it.each<[name: string, matches: string, problem: string]>([
    [
      'an example that does not match',
      "    ast: { pattern: 'f($A)' }\n    examples: { match: ['g(1)'], no_match: ['h(1)'] }",
      '13:25 matches.0.examples.match.0: must match, but does not',
    ],
    [
      'a counter-example that matches',
      "    ast: { pattern: 'f($A)' }\n    examples: { match: ['f(1)'], no_match: ['f(2)'] }",
      'must not match, but does at line 1',
    ],
    [
      'another line than the marked one',
      '    ast: { pattern: f($A) }\n    examples: { match: ["f(1)\\nx # <- here"], no_match: ["g()"] }',
      'must be reported at line 2, but is at 1',
    ],
    [
      'a fix that leaves the finding',
      '    ast: { pattern: f($A) }\n    fix: f($A, 2) if f($A) else 1\n    examples: { match: ["f(1)"], no_match: ["g()"] }',
      'the fix leaves the finding',
    ],
    [
      'a fix that does not parse',
      '    ast: { pattern: f($A) }\n    fix: g($A\n    examples: { match: ["f(1)"], no_match: ["g()"] }',
      'the fix does not parse',
    ],
    [
      'a fix that fits no example',
      "    ast: { pattern: f($A) }\n    fix: { of: { pattern: f(2) }, with: g(2) }\n    examples: { match: ['f(1)'], no_match: ['g()'] }",
      '13:10 matches.0.fix: it mends none of the examples',
    ],
    [
      'a fix whose shape does not parse',
      "    ast: { pattern: f($A) }\n    fix: { of: { pattern: f(( }, with: g(2) }\n    examples: { match: ['f(1)'], no_match: ['g()'] }",
      'matches.0.fix.of.pattern: the pattern is no valid python',
    ],
    [
      'a pattern that does not parse',
      '    ast: { pattern: "f((" }\n    examples: { match: ["f(1)"], no_match: ["g()"] }',
      '12:21 matches.0.ast.pattern: the pattern is no valid python',
    ],
    [
      'a rule for every node',
      '    ast: { regex: "f" }\n    examples: { match: ["f(1)"], no_match: ["g()"] }',
      'say a pattern or a kind',
    ],
  ])('refuses %s', (_, matches, problem) => {
    const [report] = checkRules(bad(matches), syntax);
    const said = report?.problems
      .map(({ line, column, message }) => `${line}:${column} ${message}`)
      .join('\n');
    expect(said).toContain(problem);
  });

  it('refuses a rule with too few examples or in another folder', () => {
    const [rule] =
      bad("    ast: { pattern: 'f($A)' }\n    examples: { match: ['f(1)'], no_match: ['g(1)'] }").code ?? [];
    expect(conventionProblems({ ...(rule as CodeRule), path: 'code/other/bad-sample.yml' })).toEqual([
      'belongs in code/sample/',
      'match 0 has 1 match examples, not 3',
      'match 0 has 1 no_match examples, not 3',
    ]);
  });
});
