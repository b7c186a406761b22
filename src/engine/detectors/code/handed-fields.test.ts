// Of an object that one file hands to another, only the fields that hold an outsider's text are one.
import { beforeAll, expect, test } from 'vitest';
import { readRuleFiles, syntaxFor } from '../../../assets.ts';
import { wholeFile } from '../../change.ts';
import { Facts } from '../../facts.ts';
import type { RuleSet } from '../../rule.ts';
import { loadRules } from '../../rules/load.ts';
import { code } from './index.ts';

let rules: RuleSet;
beforeAll(async () => {
  ({ rules } = loadRules(await readRuleFiles()));
});

const server = (given: string): string => `import { snapshot } from './state.js';
app.get('/snapshot', async (req, res) => {
  res.json(await snapshot(${given}));
});
`;
const written = '{ folder: config.folder, topic: req.query.topic }';
const spread = '{ ...req.query, topic: req.query.topic }';
const state = (field: string): string => `import fs from 'node:fs';
export async function snapshot(options = {}) {
  return fs.readFileSync(options.${field}, 'utf8');
}
`;

test.each([
  ['folder', written, []],
  ['other', written, []],
  ['topic', written, ['path-from-request state.js:3']],
  ['other', spread, ['path-from-request state.js:3']],
])('the field %s of %s', async (field, given, expected) => {
  const files = [wholeFile('server.js', server(given)), wholeFile('state.js', state(field))];
  const change = { base: '', head: '', files, commits: [], unread: [] };
  const syntax = await syntaxFor(files);
  const input = { change, facts: new Facts(), rules, syntax, digest: (text: string) => text, today: '2026-01-01' }; // prettier-ignore
  for (const file of files) void [...(code.detectFile?.(file, input) ?? [])];
  const found = [...(code.detectChange?.(input) ?? [])].flatMap((one) =>
    'finding' in one ? [`${one.finding.rule} ${one.finding.path}:${one.finding.start.line}`] : [],
  );
  expect(found).toEqual(expected);
});
