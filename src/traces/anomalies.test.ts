// What is told as unusual, and the file that says what is.
import { describe, expect, it } from 'vitest';
import { anomaliesOf, overBudget, type DayUse, type Watched } from './anomalies.ts';
import { defaultTraces, readTracesFile } from './settings.ts';

const at = Date.UTC(2026, 10, 20, 9);
const event = (given: Partial<Watched>): Watched => ({
  kind: 'request',
  tool: 'claude-code',
  model: 'claude-opus-4-6',
  person: 'dana',
  repository: 'acme/shop',
  paths: [],
  at,
  ...given,
});

const file = `version: 1
installations:
  "42":
    content: true
    teams: { payments: [Dana, lee@acme.example] }
    budgets: { tokens_per_person_day: 1000, dollars_per_team_day: 5, error_rate: 0.2 }
    burst_per_minute: 10
    ai:
      tools:
        approved:
          - { tool: claude-code, models: [claude-opus-*] }
        blocked:
          - { tool: cursor, reason: no contract, instead: claude-code }
      data:
        restricted: { paths: [pay/**], tools: [codex] }
        internal: { paths: [docs/**] }
`;
const none = { env: {}, readFile: () => '' };

function settings() {
  const read = readTracesFile(file, none);
  expect(read.problems).toEqual([]);
  return (read.file ?? defaultTraces).settingsOf(42);
}

describe('what new events tell', () => {
  it.each<[string, Watched[], string[]]>([
    ['nothing', [event({})], []],
    [
      'an approved tool with another model',
      [event({ model: 'claude-haiku-4-5' })],
      ['model-not-approved claude-code claude-haiku-4-5 dana'],
    ],
    ['a call that names no model', [event({ model: undefined as never })], []],
    ['another tool', [event({ tool: 'codex' })], ['tool-not-approved codex  dana']],
    ['a blocked tool', [event({ tool: 'cursor' })], ['tool-blocked cursor claude-opus-4-6 dana']],
    [
      'a restricted file',
      [event({ paths: [{ path: 'code/shop/pay/keys.ts', how: 'read' }] })],
      ['classified-path-read claude-code code/shop/pay/keys.ts'],
    ],
    [
      'a restricted file that was written, which the review tells',
      [event({ paths: [{ path: 'pay/keys.ts', how: 'write' }] })],
      [],
    ],
    ['an internal file', [event({ paths: [{ path: 'docs/a.md', how: 'read' }] })], []],
    ['ten in a minute', Array.from({ length: 10 }, () => event({})), []],
    ['eleven in a minute', Array.from({ length: 11 }, () => event({})), ['burst dana']],
    ['eleven in two minutes', Array.from({ length: 11 }, (_, i) => event({ at: at + i * 10_000 })), []],
    [
      'the same twice',
      [event({ tool: 'codex' }), event({ tool: 'codex' })],
      ['tool-not-approved codex  dana'],
    ],
  ])('%s', (_name, events, expected) => {
    expect(anomaliesOf(events, settings()).map(({ kind, subject }) => `${kind} ${subject}`)).toEqual(
      expected,
    );
  });
});

describe('budgets of a day', () => {
  const use = (given: Partial<DayUse>): DayUse => ({
    of: 'person',
    name: 'dana',
    tokens: 0,
    costMicros: 0,
    calls: 0,
    failures: 0,
    ...given,
  });
  it.each<[string, DayUse, string[]]>([
    ['within', use({ tokens: 1000 }), []],
    ['tokens', use({ tokens: 1001 }), ['budget-tokens']],
    ['cost of a team', use({ of: 'team', name: 'payments', costMicros: 5_000_001 }), ['budget-cost']],
    ['cost of a person has no budget', use({ costMicros: 99_000_000 }), []],
    ['errors', use({ calls: 20, failures: 5 }), ['error-rate']],
    ['too few calls for a rate', use({ calls: 19, failures: 19 }), []],
  ])('%s', (_name, one, expected) => {
    expect(overBudget([one], settings().budgets).map(({ kind }) => kind)).toEqual(expected);
  });
});

describe('the file', () => {
  it('is understood', () => {
    const own = settings();
    expect(own).toMatchObject({ content: true, retentionDays: 90, burstPerMinute: 10 });
    expect(own.teamOf.get('dana')).toBe('payments');
    expect(defaultTraces.settingsOf(7)).toMatchObject({ content: false, retentionDays: 90, budgets: {} });
  });

  it.each<[string, string, RegExp]>([
    ['an unknown key', 'version: 1\ninstallations: { "1": { contents: true } }', /no key "contents"/],
    ['no number', 'version: 1\ninstallations: { acme: {} }', /installation's number/],
    [
      'a key in the file',
      'version: 1\npull: { a: { kind: langsmith, installation: 1, api_key: abc, projects: [p] } }',
      /a secret does not stand/,
    ],
    [
      'a key that is not set',
      'version: 1\npull: { a: { kind: langsmith, installation: 1, api_key: "${env:NO}", projects: [p] } }',
      /is not set/,
    ],
    [
      'plain http',
      'version: 1\npull: { a: { kind: langfuse, installation: 1, url: "http://x.example", public_key: "${env:A}", secret_key: "${env:A}" } }',
      /https only/,
    ],
    ['no YAML', 'version: [', /./],
  ])('%s', (_name, text, problem) => {
    const read = readTracesFile(text, { env: { A: 'pk-123' }, readFile: () => '' });
    expect(read.file).toBeUndefined();
    expect(read.problems.map(({ message }) => message).join('\n')).toMatch(problem);
  });
});
