// Tells where in a file a rule can match: nowhere else is it tried, so that many rules cost little.
import { beforeAll, describe, expect, it } from 'vitest';
import { readWasm } from '../../assets.ts';
import { literalsOf, soughtTexts } from '../text/literals.ts';
import type { AstRule } from './ast-rule.ts';
import { compileAstRule } from './ast-rule-compile.ts';
import { fitOf, liesIn, nodesAround, toSearch } from './ast-rule-fit.ts';
import { matchAstRule } from './ast-rule-match.ts';
import { loadSyntax, type Syntax } from './parse.ts';

let syntax: Syntax;
beforeAll(async () => {
  syntax = await loadSyntax(['javascript', 'python'], readWasm);
});

/** The lines on which calls are tried, `all` where any may match, and `none` where the file cannot. */
function tried(rule: AstRule, code: string, grammar = 'javascript'): string {
  const context = { grammar, grammars: [grammar], syntax, trusted: true, utils: new Map(), problems: [] };
  const compiled = compileAstRule(rule, { ...context, sought: soughtTexts() });
  const tree = syntax.parse(code, grammar);
  if ('reason' in tree) throw new Error(tree.reason);
  const { canMatch, places } = fitOf(compiled, toSearch(literalsOf(code), tree));
  if (!canMatch) return 'none';
  if (!places) return 'all';
  const calls = tree.byKind.get(grammar === 'python' ? 'call' : 'call_expression') ?? [];
  const around = [...nodesAround(calls, places)];
  expect(around).toEqual(calls.filter((node) => liesIn(places, node)));
  return around.map((node) => node.region.start.line).join(' ');
}

describe('where a rule is tried', () => {
  it.each<[name: string, rule: AstRule, code: string, lines: string]>([
    ['where the word stands', { pattern: 'run($X)' }, 'go(a);\nrun(b);\ngo(run)', '2 3'],
    ['in every call around it', { pattern: 'run($X)' }, 'f(\n() => g(\nrun(x)))', '1 2 3'],
    ['at the rarer word', { pattern: 'a.run(b, $X)' }, 'a.run(c);\na.run(b, c)\na.run(d)', '2'],
    ['nowhere without a word', { pattern: 'run($X)' }, 'walk(x)', 'none'],
    ['anywhere where nothing is written', { pattern: '$F($X)' }, 'a(b);\nc(d)', 'all'],
    [
      'at each alternative that the file holds',
      { any: [{ pattern: 'run($X)' }, { pattern: 'walk($X)' }, { pattern: 'fly($X)' }] },
      'run(a);\ngo(a);\nwalk(a)',
      '1 3',
    ],
    [
      'where what it has stands',
      { kind: 'call_expression', has: { pattern: 'token', stopBy: 'end' } },
      'go(a);\nlog(token)',
      '2',
    ],
    [
      'anywhere in what holds the word',
      { kind: 'call_expression', inside: { pattern: 'run($$$)', stopBy: 'end' } },
      'go(a);\nrun(go(a))',
      'all',
    ],
    [
      'where its expression may occur',
      { kind: 'call_expression', regex: '^secretly' },
      'go();\nsecretly()',
      '2',
    ],
    [
      'at the name that an import gives',
      { pattern: 'jsonwebtoken.sign($$$)' },
      "import { sign as s, verify } from 'jsonwebtoken';\nverify(a);\ns(a)",
      '3',
    ],
    [
      'at the name that another name is given',
      { pattern: 'fs.readFile($$$)' },
      "const fs = require('fs');\nconst look = fs.readFile;\ngo(a);\nlook(a)",
      '4',
    ],
    // Its lower case is a letter of ASCII.
    ['beside the sign of Kelvin', { pattern: 'run($X)' }, 'go("\u212A");\nrun(b)', '2'],
  ])('%s', (_, rule, code, lines) => {
    expect(tried(rule, code)).toBe(lines);
  });

  it('at the name that Python imports', () => {
    const code = 'from hashlib import md5 as digest\ngo(a)\ndigest(a)\n';
    expect(tried({ pattern: 'hashlib.md5($$$)' }, code, 'python')).toBe('3');
  });
});

describe('a rule that is asked of two files by turns', () => {
  it('matches in each', () => {
    const context = {
      grammar: 'javascript',
      grammars: ['javascript'],
      syntax,
      trusted: true,
      utils: new Map(),
    };
    const compiled = compileAstRule(
      { pattern: 'run($X)' },
      { ...context, problems: [], sought: soughtTexts() },
    );
    const files = ['run(a)', 'go(a); run(b)', 'go(a)'].map((code) => {
      const tree = syntax.parse(code, 'javascript');
      if ('reason' in tree) throw new Error(tree.reason);
      return { tree, file: toSearch(literalsOf(code), tree) };
    });
    const count = ({ tree, file }: (typeof files)[number]): number =>
      (tree.byKind.get('call_expression') ?? []).filter((node) =>
        matchAstRule(compiled, node, undefined, { tree, stepsLeft: 1000, file }),
      ).length;
    expect([...files, ...files].map(count)).toEqual([1, 1, 0, 1, 1, 0]);
  });
});
