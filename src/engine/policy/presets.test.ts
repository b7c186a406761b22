// A preset sets what the file leaves open, and every value says where it comes from.
import { expect, test } from 'vitest';
import { explainPolicy } from './config.ts';
import { readPolicy } from './read-policy.ts';

const read = (text: string) =>
  readPolicy(`version: 1\n${text}`, { path: 'p.yml', source: 'p.yml', ruleIds: ['a-b'] });

test.each([
  ['', 'monitor', 'high', 0],
  ['preset: baseline', 'monitor', 'critical', 0],
  ['preset: standard', 'enforce', 'high', 0],
  ['preset: strict', 'enforce', 'medium', 1],
  ['preset: strict\nfail_on: critical\nai: { severity_bump: 0 }', 'enforce', 'critical', 0],
])('%j', (text, mode, failOn, bump) => {
  expect(read(text).policy).toMatchObject({ mode, failOn, aiSeverityBump: bump });
});

test('an unknown preset is an error with its place', () => {
  expect(read('preset: paranoid').problems).toMatchObject([
    { line: 2, message: expect.stringContaining('preset') },
  ]);
});

test('each value names its origin', () => {
  const { policy, config } = read('preset: strict\nfail_on: high\nrules:\n  a-b: off');
  const rows = explainPolicy(policy, config, () => 'p.yml').map(
    ({ key, value, from }) => `${key}=${value} ${from}`,
  );
  expect(rows).toContain('mode=enforce preset strict');
  expect(rows).toContain('fail_on=high p.yml');
  expect(rows).toContain('allow_comments=base default');
  expect(rows).toContain('rules.a-b=off p.yml');
});
