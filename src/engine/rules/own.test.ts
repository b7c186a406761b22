// Rules of a repository: what they may be called, how large they may be, and what hostile ones cannot do.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../assets.ts';
import { wholeFile, type Change } from '../change.ts';
import { code } from '../detectors/code/index.ts';
import { Facts } from '../facts.ts';
import type { RuleSet } from '../rule.ts';
import { loadSyntax, type Syntax } from '../syntax/parse.ts';
import { loadRules } from './load.ts';
import { findSecretSpans } from '../detectors/secrets/index.ts';
import {
  checkOwnPatterns,
  checkOwnSecrets,
  checkProposed,
  isOwnRuleFile,
  ownSecretsOf,
  proposedRules,
  withOwnRules,
} from './own.ts';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';

let syntax: Syntax;
let shipped: RuleSet;
beforeAll(async () => {
  syntax = await loadSyntax(['python', 'javascript', 'typescript', 'tsx'], readWasm);
  const files = await readRuleFiles();
  shipped = loadRules(
    files.filter(({ path }) => /^(?:models|code\/(?:code|command)-injection)\//.test(path)),
  ).rules;
});

const rule = (
  id: string,
  match: string,
  examples = `{ match: ['f(1)'], no_match: ['g(1)'] }`,
): string => `id: ${id}
title: A rule of our own
class: our-class
severity: high
confidence: high
cwe: [1]
why: It is here to show how a rule of a repository is read.
remedy: Leave it as it is.
matches:
  - languages: [python]
${match.replace(/^/gm, '    ')}
    message: This calls something.
    examples: ${examples}
`;
const callsF = `ast: { pattern: 'f($A)' }`;
const text = (pattern: string) => `text: { pattern: ${JSON.stringify(pattern)}, keywords: ['aa'] }`;
const own = (id: string, match = callsF) => ({ path: `.langguard/rules/${id}.yml`, text: rule(id, match) });

/** What all rules say of a Python file, and what they could not look at. */
function said(rules: RuleSet, body: string): { found: string[]; unchecked: string[]; ms: number } {
  const file = wholeFile('app/a.py', body);
  const input = {
    change: { base: '', head: '', files: [file], commits: [], unread: [] },
    facts: new Facts(),
    rules,
    syntax,
    digest: (value: string) => value,
    today: '2026-01-01',
  };
  const start = processorMs();
  const detections = [...(code.detectFile?.(file, input) ?? [])];
  return {
    found: detections.flatMap((each) =>
      'finding' in each ? [`${each.finding.rule}:${each.finding.start.line}`] : [],
    ),
    unchecked: detections.flatMap((each) => ('notChecked' in each ? [each.notChecked.reason] : [])),
    ms: processorMs() - start,
  };
}

const places = (problems: readonly { path: string; line: number; column: number; message: string }[]) =>
  problems.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`);

describe('withOwnRules', () => {
  it('adds rules that find beside the shipped ones', () => {
    const { rules, problems } = withOwnRules(shipped, [own('calls-f')]);
    expect(problems).toEqual([]);
    expect(rules.info.get('calls-f')?.severity).toBe('high');
    expect(rules.version).not.toBe(shipped.version);
    const body = 'import os\ndef g(x):\n    f(x)\n    os.system("ls " + x)\n';
    expect(said(rules, body).found.sort()).toEqual(['calls-f:3', 'shell-from-interpolation:4']);
    expect(checkOwnPatterns(rules, syntax)).toEqual([]);
  });

  it('is the shipped set where there are none, and the same set for the same files', () => {
    expect(withOwnRules(shipped, []).rules).toBe(shipped);
    expect(withOwnRules(shipped, [own('calls-f')]).rules).toBe(withOwnRules(shipped, [own('calls-f')]).rules);
  });

  const many = <T>(count: number, value: (at: number) => T): T[] =>
    Array.from({ length: count }, (_, at) => value(at));
  it.each<[string, { path: string; text?: string }, string]>([
    [
      'an id that ships here',
      { path: '.langguard/rules/eval-of-text.yml', text: rule('eval-of-text', callsF) },
      '.langguard/rules/eval-of-text.yml:1:5: id: eval-of-text ships with LangGuard; take another',
    ],
    [
      'an id of another own rule',
      { path: 'octo/.github/.langguard/rules/good-rule.yml', text: rule('good-rule', callsF) },
      'octo/.github/.langguard/rules/good-rule.yml:1:5: id: good-rule is already defined in .langguard/rules/good-rule.yml',
    ],
    [
      'an organisation that is called as a folder of other rules',
      { path: 'models/.github/.langguard/rules/a-b.yml', text: 'id: a-b\n' },
      'models/.github/.langguard/rules/a-b.yml:1:1: title: ',
    ],
    [
      'an explanation without a rule',
      {
        path: '.langguard/rules/a-b.yml',
        text: rule('a-b', callsF).replace(/matches:[\s\S]*/, 'detector: code\n'),
      },
      '.langguard/rules/a-b.yml:9:11: detector: unknown key',
    ],
    ['a file that is too large', { path: '.langguard/rules/a-b.yml' }, ':1:1: larger than 64 KB'],
    [
      'a text that is too large',
      { path: '.langguard/rules/a-b.yml', text: `${rule('a-b', callsF)}# ${'x'.repeat(70_000)}` },
      ':1:1: larger than 64 KB',
    ],
    [
      'an expression that JavaScript would backtrack on is no problem, but a look-ahead is one',
      own('a-b', text('aa(?!b)')),
      '.langguard/rules/a-b.yml:11:22: matches.0.text.pattern: error parsing regexp: invalid or unsupported Perl syntax',
    ],
    [
      '10,000 alternatives',
      own('a-b', text(many(10_000, (at) => `w${at}`).join('|'))),
      ':11:22: matches.0.text.pattern: the expression has',
    ],
    [
      'repeated repetition',
      own('a-b', text('(?:(?:a{1,30}b){1,30}c){1,30}')),
      ':11:22: matches.0.text.pattern: ',
    ],
    [
      'what unfolds to many instructions',
      own('a-b', text('(?:[a-z]{1,30} ?){1,30}!')),
      ':11:22: matches.0.text.pattern: the expression unfolds to',
    ],
    [
      '10,000 patterns',
      own('a-b', `ast: { any: [${many(5000, () => '{ kind: a }').join()}] }`),
      ':10:3: more than 2000 patterns in all files together; this file is not used',
    ],
    [
      'deep rules',
      own('a-b', `ast: ${'{ has: '.repeat(60)}{ kind: call }${' }'.repeat(60)}`),
      ':1:1: more than 40 keys and lists within one another',
    ],
    ['deep lists', { path: '.langguard/rules/a-b.yml', text: '['.repeat(60_000) }, ':1:1: more than 40 keys'],
    [
      'deep entries',
      { path: '.langguard/rules/a-b.yml', text: '- '.repeat(30_000) },
      ':1:1: more than 40 keys',
    ],
    [
      'deep maps',
      { path: '.langguard/rules/a-b.yml', text: '{a: '.repeat(15_000) },
      ':1:1: more than 40 keys',
    ],
    [
      'aliases',
      { path: '.langguard/rules/a-b.yml', text: 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n' },
      ':1:1: YAML aliases are not allowed in a rule',
    ],
    ['no YAML', { path: '.langguard/rules/a-b.yml', text: 'id: [\n' }, '.langguard/rules/a-b.yml:2:1: '],
    [
      'another name',
      { path: '.langguard/rules/x-y.yml', text: rule('a-b', callsF) },
      ':1:5: id: the file must be named a-b.yml',
    ],
  ])('refuses %s, and the others stay', (_, file, problem) => {
    const start = processorMs();
    const { rules, problems } = withOwnRules(shipped, [own('good-rule'), file]);
    expect(processorMs() - start).toBeLessThan(tooLongMs);
    expect(places(problems).filter((each) => each.includes(problem))).toHaveLength(1);
    expect(said(rules, 'f(1)\n').found).toContain('good-rule:1');
  });

  it('reads fifty files', () => {
    const { rules, problems } = withOwnRules(
      shipped,
      many(60, (at) => own(`rule-n${String(at).padStart(2, '0')}`)),
    );
    expect(rules.info.size - shipped.info.size).toBe(50);
    expect(places(problems)).toEqual([
      '.langguard/rules/rule-n50.yml:1:1: more than 50 files; this and the next are not read',
    ]);
  });

  it('says once what is wrong with a pattern', () => {
    const bad = {
      ...own('a-b'),
      text: rule('a-b', `ast: { pattern: 'f(' }`).replace('[python]', '[javascript]'),
    };
    const { rules } = withOwnRules(shipped, [bad, own('good-rule')]);
    const problems = places(checkOwnPatterns(rules, syntax));
    expect(problems.length).toBeGreaterThan(0);
    expect(new Set(problems).size).toBe(problems.length);
    expect(problems[0]).toMatch(/^\.langguard\/rules\/a-b\.yml:11:\d+: matches\.0\.ast\.pattern: /);
    expect(said(rules, 'f(1)\n')).toMatchObject({ found: ['good-rule:1'], unchecked: [] });
  });
});

describe('the time of own rules', () => {
  const body = `import os\ndef g(x):\n    os.system("ls " + x)\n    f(x)\n${`    value = "${'a'.repeat(90)} b" + call(other, third)\n`.repeat(8_000)}`;
  it.each<[string, string]>([
    ['(a+)+$', text('(a+)+$')],
    ['many steps for a character', text('(?:[a-z ]{1,200}){1,2}[!?]')],
    [
      'an expression over every node',
      `ast: { kind: module, has: { stopBy: end, regex: '(?:[a-z ]{1,200}){1,2}[!?]' } }`,
    ],
    [
      'relations within relations',
      `ast: { kind: identifier, inside: { stopBy: end, has: { stopBy: end, has: { stopBy: end, kind: lambda } } } }`,
    ],
    ['an ellipsis between ellipses', `ast: { pattern: 'f($$$A, $$$B, $$$C, $$$D, zzz)' }`],
  ])('%s ends soon, and the other rules have their share', (_, match) => {
    const { rules, problems } = withOwnRules(shipped, [own('a-hostile', match), own('b-good')]);
    expect(problems).toEqual([]);
    said(shipped, body);
    const alone = said(shipped, body);
    const both = said(rules, body);
    expect(both.found).toEqual(expect.arrayContaining([...alone.found, 'b-good:4']));
    // Half a second each at most; the rest is for a machine that has other things to do.
    expect(both.ms - alone.ms).toBeLessThan(tooLongMs);
    for (const reason of both.unchecked) expect(reason).toContain('too many steps for a-hostile;');
  });

  it('says what it did not look at', () => {
    const hostile = `ast: { kind: module, has: { stopBy: end, regex: '(?:[a-z ]{1,200}){1,2}[!?]' } }`;
    const { rules } = withOwnRules(shipped, [own('a-hostile', hostile)]);
    expect(said(rules, body).unchecked).toEqual([
      'too many steps for a-hostile; the rest of the file was not tried',
    ]);
  });
});

describe('rules that a change proposes', () => {
  const change = (files: Record<string, string>): Change => ({
    base: 'b',
    head: 'h',
    files: Object.entries(files).map(([path, body]) => wholeFile(path, body)),
    commits: [],
    unread: [],
  });
  const check = (files: Record<string, string>, inForce = shipped) =>
    places(checkProposed(proposedRules(change(files), inForce), syntax));
  const at = '.langguard/rules/a-b.yml';

  it.each<[string, string, string[]]>([
    ['a good one', rule('a-b', callsF), []],
    [
      'an example that does not match',
      rule('a-b', callsF, `{ match: ['g(1)'], no_match: ['h(1)'] }`),
      [`${at}:13:25: in the proposed file: matches.0.examples.match.0: must match, but does not`],
    ],
    ['a broken one', 'id: [', [`${at}:1:6: in the proposed file: `]],
    [
      'an id that ships here',
      rule('eval-of-text', callsF),
      [`${at}:1:5: in the proposed file: id: eval-of-text ships with LangGuard; take another`],
    ],
  ])('%s', (_, body, expected) => {
    const found = check({ [at]: body, 'app/a.py': 'x = 1\n' });
    expect(found).toHaveLength(expected.length);
    for (const [index, start] of expected.entries()) expect(found[index]?.startsWith(start)).toBe(true);
  });

  it('may replace the rule of the same file, but not take the id of another', () => {
    const { rules } = withOwnRules(shipped, [own('a-b'), own('c-d')]);
    expect(
      check(
        { [at]: rule('a-b', `ast: { pattern: 'f($A, $B)' }`, `{ match: ['f(1, 2)'], no_match: ['f(1)'] }`) },
        rules,
      ),
    ).toEqual([]);
    expect(check({ '.langguard/rules/e-f.yml': rule('c-d', callsF) }, rules)[0]).toContain('c-d');
  });
});

it.each([
  ['.langguard/rules/a.yml', true],
  ['.langguard/rules/a.yaml', true],
  ['.langguard/rules/sub/a.yml', false],
  ['.langguard/rules/a.txt', false],
  ['x/.langguard/rules/a.yml', false],
])('%s is a rule file: %s', (path, expected) => {
  expect(isOwnRuleFile(path)).toBe(expected);
});

describe('own kinds of secrets', () => {
  const pattern = '\\b(?<secret>acme_[a-z0-9]{20})\\b';
  const secret = (id: string, more = `pattern: '${pattern}'`): { path: string; text: string } => ({
    path: `.langguard/rules/${id}.yml`,
    text: `id: ${id}
title: Key of our platform
class: hardcoded-secret
severity: high
confidence: high
cwe: [798]
why: Whoever reads it can act as the service that it was made for.
remedy: Read it from the vault.
revoke: https://acme.example/keys
keywords: [acme_]
${more}
examples:
  match:
    - 'key = "{{random:acme_[a-z0-9]{20}}}"'
    - 'ACME={{random:acme_[a-z0-9]{20}}}'
    - "use('{{random:acme_[a-z0-9]{20}}}')"
  no_match: ['acme_short', 'see acme_docs', 'key = env("ACME")']
`,
  });

  it('are found beside those that ship', () => {
    const { rules, problems } = withOwnRules({ ...shipped, secrets: [] }, [secret('acme-key')]);
    expect(problems).toEqual([]);
    expect(checkOwnSecrets(rules)).toEqual([]);
    const token = `acme_${'x7k2m9q4w1z8'.repeat(2).slice(0, 20)}`;
    const spans = findSecretSpans(wholeFile('src/a.js', `call('${token}');`), rules.secrets ?? []);
    expect(spans.map(({ rule: { id }, value }) => `${id} ${value}`)).toEqual([`acme-key ${token}`]);
  });

  it.each([
    ['an expression that looks around', `pattern: '(?<=a)(?<secret>acme_[a-z]{20})'`, 'pattern: '],
    ['a context', `pattern: '(?<secret>acme_[a-z]{20})'\ncontext: [acme]`, 'context: only rules that ship'],
    ['a wide reach', `pattern: '(?<secret>acme_[a-z]{20})'\nreach: 9000`, 'reach: at most 1000'],
    ['a search of our own', `structure: base64\nrevoked: 1`, ''],
  ])('refuse %s, and the others stay', (_, more, message) => {
    const { rules, problems } = withOwnRules(shipped, [secret('bad-key', more), secret('acme-key')]);
    expect(problems.map((each) => each.message).join('\n')).toContain(message);
    expect(problems.length).toBeGreaterThan(0);
    expect(ownSecretsOf(rules).map(({ id }) => id)).toEqual(['acme-key']);
  });
});
