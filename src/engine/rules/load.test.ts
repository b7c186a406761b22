// Rule files as they go wrong: each problem with its line and column, and the others still load.
import { describe, expect, it } from 'vitest';
import { loadRules } from './load.ts';

const good = (id: string): string => `id: ${id}
title: A sample of a rule
class: sample
severity: low
confidence: low
cwe: [1]
why: It is here to show how a rule is read.
remedy: Leave it as it is.
matches:
  - languages: [python]
    ast: { pattern: 'f($A)' }
    message: This calls f.
    examples: { match: ['f(1)'], no_match: ['g(1)'] }
`;

describe('loadRules', () => {
  it('keeps what people read apart from what runs', () => {
    const { rules, problems } = loadRules([{ path: 'code/sample/first-rule.yml', text: good('first-rule') }]);
    expect(problems).toEqual([]);
    expect([...rules.info.keys()]).toEqual(['first-rule']);
    expect(rules.info.get('first-rule')).not.toHaveProperty('matches');
    expect(rules.code?.[0]?.matches[0]?.message).toBe('This calls f.');
  });

  it('reads explanations of what detectors find', () => {
    const text = good('found-elsewhere').replace(/matches:[\s\S]*/, 'detector: dependencies\n');
    const { rules, problems } = loadRules([{ path: 'dependencies/found-elsewhere.yml', text }]);
    expect(problems).toEqual([]);
    expect([rules.info.size, rules.code?.length]).toEqual([1, 0]);
  });

  it.each<[name: string, change: (text: string) => string, problem: string]>([
    [
      'a syntax error',
      (text) => text.replace('cwe: [1]', 'cwe: [1'),
      'code/x/first-rule.yml:7:1 Flow sequence',
    ],
    [
      'an unknown key',
      (text) => text.replace('why:', 'wy: x\nwhy:'),
      'code/x/first-rule.yml:7:5 wy: unknown key',
    ],
    [
      'a duplicate key',
      (text) => text.replace('why:', 'id: y\nwhy:'),
      'code/x/first-rule.yml:7:1 Map keys must be unique',
    ],
    [
      'a wrong value',
      (text) => text.replace('severity: low', 'severity: huge'),
      'code/x/first-rule.yml:4:11 severity: Invalid option',
    ],
    ['a missing key', (text) => text.replace(/why:.*\n/, ''), 'code/x/first-rule.yml:1:1 why: Invalid input'],
    [
      'an unknown language',
      (text) => text.replace('[python]', '[pithon]'),
      'code/x/first-rule.yml:10:17 matches.0.languages.0: no such language',
    ],
    [
      'an unknown key in a rule object',
      (text) => text.replace("'f($A)' }", "'f($A)', haz: {} }"),
      'code/x/first-rule.yml:11:35 matches.0.ast.haz: unknown key',
    ],
    ['nothing to match', (text) => text.replace(/ast:.*/, ''), 'matches.0: give one of ast, flow, text'],
    [
      'a broken expression',
      (text) => text.replace(/ast:.*/, 'text: { pattern: "((", keywords: [ab] }'),
      'code/x/first-rule.yml:11:22 matches.0.text.pattern: Invalid regular expression',
    ],
    [
      'an alias',
      (text) => text.replace("['f(1)'], no_match: ['g(1)']", "&a ['f(1)'], no_match: *a"),
      'code/x/first-rule.yml:1:1 YAML aliases',
    ],
    [
      'a name that is not the file',
      (text) => text.replace('id: first-rule', 'id: other-rule'),
      'code/x/first-rule.yml:1:5 id: the file must be named other-rule.yml',
    ],
  ])('%s', (_, change, problem) => {
    const { rules, problems } = loadRules([
      { path: 'code/x/first-rule.yml', text: change(good('first-rule')) },
      { path: 'code/x/second-rule.yml', text: good('second-rule') },
    ]);
    expect(
      problems.map((one) => `${one.path}:${one.line}:${one.column} ${one.message}`).join('\n'),
    ).toContain(problem);
    expect(rules.info.has('second-rule')).toBe(true);
  });

  it('refuses an id twice and names the other file', () => {
    const { rules, problems } = loadRules([
      { path: 'code/x/first-rule.yml', text: good('first-rule') },
      { path: 'code/y/first-rule.yml', text: good('first-rule') },
    ]);
    expect(problems.map(({ path, message }) => `${path} ${message}`)).toEqual([
      'code/y/first-rule.yml id: first-rule is already defined in code/x/first-rule.yml',
    ]);
    expect(rules.code).toHaveLength(1);
  });

  it('has a version that depends on content and not on order', () => {
    const a = { path: 'code/x/first-rule.yml', text: good('first-rule') };
    const b = { path: 'code/x/second-rule.yml', text: good('second-rule') };
    const version = (files: { path: string; text: string }[]): string => loadRules(files).rules.version;
    expect(version([a, b])).toBe(version([b, a]));
    expect(version([a, b])).not.toBe(version([a, { ...b, text: `${b.text}\n` }]));
    expect(version([a])).toMatch(/^[0-9a-f]{64}$/);
  });
});
