// Policy files, good and bad, and what is said of the bad ones.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { wholeFile } from '../change.ts';
import { configJsonSchema, explainPolicy } from './config.ts';
import { defaultDependencyPolicy } from './dependency-policy.ts';
import { defaultPolicy } from './policy.ts';
import { readPolicy, validateProposed } from './read-policy.ts';
import { processorMs } from '../../../test/processor-time.ts';

const ruleIds = ['sql-from-interpolation', 'command-from-input', 'weak-hash'];
const read = (text: string | undefined) =>
  readPolicy(text, { path: '.langguard.yml', source: 'base', ruleIds });
const problemsOf = (text: string) =>
  read(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

const full = `# Policy of this repository.
version: 1
mode: enforce
fail_on: medium
min_severity: medium
min_confidence: low
paths:
  ignore: ['docs/**', '*.snap', 'vendor/']
rules:
  sql-from-interpolation: critical
  weak-hash: off
  command-from-input:
    severity: high
    paths: [src/**]
    ignore: ['**/*.test.ts']
ai:
  severity_bump: 1
on_unread: ignore
allow_comments: head
waivers:
  max_days: 30
  by: admin
  never: [weak-hash]
  button_days: 7
  list:
    - rule: weak-hash
      fingerprint: 1a2b3c4d5e6f
      reason: a checksum of caches
      owner: '@dana'
      until: '2027-01-31'
approvals:
  - name: agents
    findings: [agent-capability]
    by: ['@acme/security', '@dana']
    count: 2
  - name: payments
    paths: [src/pay/**]
    written_by: ai
    by: ['@acme/pay']
overrides:
  - paths: [packages/web/**]
    fail_on: high
    min_confidence: medium
    rules: { weak-hash: off }
`;

describe('readPolicy', () => {
  it('reads every key', () => {
    expect(read(full)).toEqual({
      config: expect.anything(),
      problems: [],
      policy: {
        mode: 'enforce',
        failOn: 'medium',
        minSeverity: 'medium',
        minConfidence: 'low',
        ignorePaths: ['docs/**', '*.snap', 'vendor/'],
        rules: new Map([
          ['sql-from-interpolation', { severity: 'critical' }],
          ['weak-hash', { severity: 'off' }],
          ['command-from-input', { severity: 'high', paths: ['src/**'], ignore: ['**/*.test.ts'] }],
        ]),
        aiSeverityBump: 1,
        onUnread: 'ignore',
        allowComments: 'head',
        waiverRules: { maxDays: 30, by: 'admin', never: ['weak-hash'], buttonDays: 7 },
        waivers: [
          {
            id: 'file-1',
            from: 'file',
            rule: 'weak-hash',
            fingerprint: '1a2b3c4d5e6f',
            reason: 'a checksum of caches',
            owner: '@dana',
            until: '2027-01-31',
          },
        ],
        approvals: [
          { name: 'agents', findings: ['agent-capability'], by: ['@acme/security', '@dana'], count: 2 },
          { name: 'payments', paths: ['src/pay/**'], onlyAi: true, by: ['@acme/pay'], count: 1 },
        ],
        overrides: [
          {
            paths: ['packages/web/**'],
            failOn: 'high',
            minConfidence: 'medium',
            rules: new Map([['weak-hash', 'off']]),
          },
        ],
        comments: defaultPolicy.comments,
        incidentHelp: defaultPolicy.incidentHelp,
        source: 'base',
        sources: expect.any(Map),
      },
    });
  });

  it('is the defaults without a file, and whatever the caller says of allow comments', () => {
    expect(read(undefined)).toEqual({ policy: defaultPolicy, problems: [] });
    const context = { path: '.langguard.yml', source: 'base', ruleIds, allowComments: 'head' as const };
    expect(readPolicy(undefined, context).policy.allowComments).toBe('head');
    expect(readPolicy('version: 1\n', context).policy).toEqual({
      ...defaultPolicy,
      source: 'base',
      allowComments: 'head',
    });
    expect(readPolicy('version: 1\nallow_comments: base\n', context).policy.allowComments).toBe('base');
  });

  const bad: [string, string, string[]][] = [
    [
      'a waiver without an end',
      'version: 1\nwaivers:\n  list:\n    - rule: weak-hash\n      fingerprint: "1a2b3c4d5e6f"\n      reason: a checksum of caches\n      owner: dana\n',
      ['4:7 `waivers.list.0.until` is missing'],
    ],
    [
      'a waiver of a rule that is not there',
      'version: 1\nwaivers:\n  list:\n    - rule: weak-hahs\n      fingerprint: "1a2b3c4d5e6f"\n      reason: a checksum of caches\n      owner: dana\n      until: "2027-01-31"\n',
      ['4:13 there is no rule `weak-hahs`; did you mean `weak-hash`?'],
    ],
    [
      'an approval that waits for nothing',
      'version: 1\napprovals:\n  - name: x\n    by: ["@dana"]\n',
      ['3:5 `approvals.0`: must say what waits: `paths`, `findings` or `written_by: ai`'],
    ],
    ['empty', '', ['1:1 the file is empty; it must at least say `version: 1`']],
    ['no version', 'mode: enforce\n', ['1:1 `version` is missing; write `version: 1`']],
    ['another version', 'version: 2\n', ['1:10 `version` must be 1']],
    ['unknown key', 'version: 1\nfial_on: high\n', ['2:1 unknown key `fial_on`; did you mean `fail_on`?']],
    ['unknown key without a near one', 'version: 1\nzzzzzzzz: 1\n', ['2:1 unknown key `zzzzzzzz`']],
    ['a very long key', `version: 1\n${'x'.repeat(500)}: 1\n`, [`2:1 unknown key \`${'x'.repeat(80)}…\``]],
    [
      'unknown inner key',
      'version: 1\npaths:\n  ignored: []\n',
      ['3:3 unknown key `ignored` in `paths`; did you mean `ignore`?'],
    ],
    [
      'bad value',
      'version: 1\nmode: enforced\n',
      ['2:7 `mode` must be monitor or enforce; did you mean `enforce`?'],
    ],
    ['bad type', 'version: 1\npaths:\n  ignore: docs/**\n', ['3:11 `paths.ignore` must be a list']],
    ['not a map', '- version: 1\n', ['1:1 the file must be a map']],
    [
      'unknown rule',
      'version: 1\nrules:\n  sql-from-interpolaton: off\n',
      ['3:3 there is no rule `sql-from-interpolaton`; did you mean `sql-from-interpolation`?'],
    ],
    [
      'bad rule id',
      'version: 1\nrules:\n  SQL: off\n',
      ['3:3 `SQL` is no rule id; rule ids are lower-case words joined by hyphens'],
    ],
    [
      'bad rule severity',
      'version: 1\nrules:\n  weak-hash: hgih\n',
      [
        '3:14 `rules.weak-hash` must be off, critical, high, medium, low or a map with `severity`, `paths` or `ignore`; did you mean `high`?',
      ],
    ],
    [
      'bad inner rule severity',
      'version: 1\nrules:\n  weak-hash:\n    severity: medum\n',
      ['4:15 `rules.weak-hash.severity` must be off, critical, high, medium or low; did you mean `medium`?'],
    ],
    [
      'bad rule key',
      'version: 1\nrules:\n  weak-hash:\n    path: []\n',
      ['4:5 unknown key `path` in `rules.weak-hash`; did you mean `paths`?'],
    ],
    ['bad bump', 'version: 1\nai:\n  severity_bump: 2\n', ['3:18 `ai.severity_bump` must be 0 or 1']],
    [
      'absolute glob',
      'version: 1\npaths:\n  ignore: [/docs]\n',
      ['3:12 `paths.ignore.0`: the pattern starts at "/"; paths are relative to the top of the repository'],
    ],
    ['duplicate key', 'version: 1\nmode: monitor\nmode: enforce\n', ['3:1 Map keys must be unique']],
    [
      'alias',
      'version: 1\nmode: &m monitor\nfail_on: *m\n',
      ['2:10 anchors (`&name`) are not allowed', '3:10 aliases (`*name`) are not allowed'],
    ],
    ['prototype', 'version: 1\nrules:\n  __proto__: off\n', ['3:3 the key `__proto__` is not allowed']],
    ['prototype at the top', '__proto__:\n  version: 1\n', ['1:1 the key `__proto__` is not allowed']],
    ['tag', 'version: !!js/function 1\n', ['1:10 Unresolved tag: tag:yaml.org,2002:js/function']],
    ['own tag', 'version: 1\nmode: !x monitor\n', ['2:7 Unresolved tag: !x']],
    ['odd key', 'version: 1\n? [a]\n: 1\n', ['2:3 every key must be a word']],
    ['number key', 'version: 1\n5: 1\n', ['2:1 every key must be a word']],
    [
      'two documents',
      'version: 1\n---\nversion: 1\n',
      ['2:1 Source contains multiple documents; please use YAML.parseAllDocuments()'],
    ],
    [
      'bad syntax',
      'version: 1\nmode: [monitor\n',
      ['3:1 Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ],
    ['too large', `version: 1 #${'x'.repeat(70_000)}`, ['1:1 the file is larger than 64 KB']],
    ['too deep', `version: ${'['.repeat(60_000)}`, ['1:1 the file is nested deeper than 12 levels']],
    ['too deep by dashes', `${'- '.repeat(30_000)}x`, ['1:1 the file is nested deeper than 12 levels']],
    [
      'too deep by indents',
      Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      ['1:1 the file is nested deeper than 12 levels'],
    ],
    [
      'aliases that grow',
      `a: &a [x]\nb: &b [*a, *a]\n`,
      [
        '1:7 anchors (`&name`) are not allowed',
        '2:7 anchors (`&name`) are not allowed',
        '2:8 aliases (`*name`) are not allowed',
        '2:12 aliases (`*name`) are not allowed',
      ],
    ],
  ];
  it.each(bad)('fault 22: refuses %s', (_name, text, problems) => {
    expect(problemsOf(text).map((each) => each.replace(/ at line.*/, ''))).toEqual(problems);
    expect(read(text).policy).toEqual({
      ...defaultPolicy,
      source: 'defaults, because .langguard.yml has problems',
    });
  });

  it('fault 28: is quick on any 64 KB', () => {
    const started = processorMs();
    for (const unit of [
      'a: ',
      '? ',
      '- ',
      '[',
      '{a: ',
      '"',
      '|\n',
      '&a ',
      '!!x ',
      '# ',
      ' a',
      '\t',
      '\n',
      ': ',
      "'",
      '- - ',
    ])
      read(unit.repeat(Math.floor(65_000 / unit.length)));
    expect(processorMs() - started).toBeLessThan(20_000);
  });
});

describe('dependencies', () => {
  const dependencies = `version: 1
dependencies:
  fail_on: critical
  cooldown_days: 14
  licenses:
    allow: [MIT, Apache-2.0]
    deny: [AGPL-3.0-only]
  approved:
    - package: npm:@acme/*
      replaces: [npm:axios]
    - package: pypi:django
      versions: '>=5.2'
  blocked:
    - package: npm:moment
      reason: given up
      instead: npm:dayjs
  internal:
    names: ['pypi:acme-*']
    scopes: ['npm:@acme']
  ignore:
    - advisory: CVE-2026-1234
      package: npm:thing
      versions: <2
      reason: the parser is not used
      expires: 2026-12-31
  ecosystems_off: [pypi]
  offline: true
`;
  it('reads every key, and the schema for editors agrees', () => {
    expect(read(dependencies)).toEqual({
      config: expect.anything(),
      problems: [],
      policy: {
        ...defaultPolicy,
        source: 'base',
        sources: expect.any(Map),
        dependencies: {
          failOn: 'critical',
          cooldownDays: 14,
          licences: { allow: ['MIT', 'Apache-2.0'], deny: ['AGPL-3.0-only'] },
          approved: [
            { package: 'npm:@acme/*', replaces: ['npm:axios'] },
            { package: 'pypi:django', versions: '>=5.2' },
          ],
          blocked: [{ package: 'npm:moment', reason: 'given up', instead: 'npm:dayjs' }],
          internal: { names: ['pypi:acme-*'], scopes: ['npm:@acme'] },
          ignore: [
            {
              advisory: 'CVE-2026-1234',
              package: 'npm:thing',
              versions: '<2',
              reason: 'the parser is not used',
              expires: '2026-12-31',
            },
          ],
          ecosystemsOff: ['pypi'],
          offline: true,
        },
      },
    });
    const validate = new Ajv({ allErrors: true }).compile(configJsonSchema());
    expect(validate(parse(dependencies))).toBe(true);
    expect(validate(parse('version: 1\ndependencies:\n  cooldown: 3\n'))).toBe(false);
  });
  it('has defaults for what it does not say', () => {
    expect(read('version: 1\ndependencies: {}\n').policy.dependencies).toEqual(defaultDependencyPolicy);
  });
  it.each([
    ['  cooldown: 3', '3:3 unknown key `cooldown` in `dependencies`; did you mean `cooldown_days`?'],
    [
      '  licenses:\n    alow: [MIT]',
      '4:5 unknown key `alow` in `dependencies.licenses`; did you mean `allow`?',
    ],
    [
      '  blocked:\n    - package: npm:x\n      instaed: npm:y',
      '5:7 unknown key `instaed` in `dependencies.blocked.0`; did you mean `instead`?',
    ],
    [
      '  blocked:\n    - package: nmp:x',
      '4:16 `dependencies.blocked.0.package`: there is no ecosystem `nmp`; did you mean `npm`?',
    ],
    [
      '  blocked:\n    - package: lodash',
      '4:16 `dependencies.blocked.0.package`: write ecosystem and name, such as `npm:lodash`',
    ],
    ['  cooldown_days: 400', '3:18 `dependencies.cooldown_days` must be at most 365'],
    [
      '  ecosystems_off: [pipy]',
      '3:20 `dependencies.ecosystems_off.0`: there is no ecosystem `pipy`; did you mean `pypi`?',
    ],
    [
      '  ignore:\n    - advisory: CVE-2026-1\n      package: npm:x\n      reason: none\n      expires: soon',
      '7:16 `dependencies.ignore.0.expires`: write a day such as 2026-12-31',
    ],
    [
      '  ignore:\n    - advisory: CVE-2026-1\n      package: npm:x\n      expires: 2026-12-31',
      '4:7 `dependencies.ignore.0.reason` is missing',
    ],
  ])('refuses %s', (text, problem) => {
    expect(problemsOf(`version: 1\ndependencies:\n${text}\n`)).toEqual([problem]);
  });
});

describe('what may be written into the pull request', () => {
  it.each([
    ['', 10, false, 'at most 10', 'critical'],
    ['suggestions:\n  max: 3\n', 3, false, 'at most 3', 'critical'],
    ['suggestions:\n  enabled: false\n  max: 3\n', 0, false, 'off', 'critical'],
    ['summary_comment: true\n', 10, true, 'at most 10', 'critical'],
    ['request_changes: high\n', 10, false, 'at most 10', 'high'],
    ['preset: baseline\n', 10, false, 'at most 10', 'never'],
    ['preset: strict\n', 10, false, 'at most 10', 'high'],
    ['preset: strict\nrequest_changes: never\n', 10, false, 'at most 10', 'never'],
  ])('%j', (text, maxSuggestions, hasSummary, row, requestChanges) => {
    const { policy, config } = read(`version: 1\n${text}`);
    expect(policy.comments).toEqual({ maxSuggestions, hasSummary, requestChanges });
    const rows = explainPolicy(policy, config, () => undefined).filter(({ key }) =>
      ['suggestions', 'summary_comment', 'request_changes'].includes(key),
    );
    expect(rows.map(({ value }) => value)).toEqual([row, String(hasSummary), requestChanges]);
  });
  it.each([
    ['suggestions:\n  max: 0\n', '3:8 `suggestions.max`: write `enabled: false` to have none'],
    ['suggestions: false\n', '2:14 `suggestions` must be a map'],
    ['suggestions:\n  maximum: 3\n', '3:3 unknown key `maximum` in `suggestions`'],
  ])('refuses %j', (text, problem) => {
    expect(problemsOf(`version: 1\n${text}`)).toEqual([problem]);
  });
});

describe('validateProposed', () => {
  const change = (...files: ReturnType<typeof wholeFile>[]) => ({
    base: 'b',
    head: 'h',
    files,
    commits: [],
    unread: [],
  });
  it('names what is wrong with the file that the change proposes', () => {
    expect(validateProposed(change(wholeFile('.langguard.yml', 'version: 3\n')), ruleIds)).toEqual([
      { path: '.langguard.yml', line: 1, column: 10, message: 'in the proposed file: `version` must be 1' },
    ]);
    expect(validateProposed(change(wholeFile('.langguard.yml', full)), ruleIds)).toEqual([]);
    expect(validateProposed(change(wholeFile('docs/.langguard.yml', 'version: 3\n')), ruleIds)).toEqual([]);
    const { body: _body, ...unread } = wholeFile('.langguard.yml', full);
    expect(validateProposed(change(unread), ruleIds)).toHaveLength(1);
  });
});

describe('the JSON Schema for editors', () => {
  const url = new URL('../../../docs/schema/langguard.schema.json', import.meta.url);
  it('is up to date', () => {
    expect(JSON.parse(readFileSync(url, 'utf8'))).toEqual(configJsonSchema());
  });
  it('agrees with the reader', () => {
    const validate = new Ajv({ allErrors: true }).compile(configJsonSchema());
    expect(validate(parse(full))).toBe(true);
    for (const text of [
      'mode: enforce\n',
      'version: 1\nfial_on: high\n',
      'version: 1\nrules:\n  weak-hash: hgih\n',
    ])
      expect(validate(parse(text)), text).toBe(false);
  });
});
