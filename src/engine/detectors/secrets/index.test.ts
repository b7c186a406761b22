// The detector: only added lines, one finding for a value, the special kind before the general one, never the secret itself.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wholeFile, type Change, type ChangedFile } from '../../change.ts';
import type { DetectorInput } from '../../detector.ts';
import { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import { noSyntax } from '../../syntax/parse.ts';
import { collectSecrets, findSecretSpans, parseSecretRule, secrets } from './index.ts';
import { expandExample } from './templates.ts';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';

const folder = new URL('../../../../rules/secrets/', import.meta.url);
const rules = readdirSync(folder).flatMap(
  (name) => parseSecretRule(readFileSync(new URL(name, folder), 'utf8'), name).rule ?? [],
);

const change = (files: ChangedFile[]): Change => ({ base: 'a', head: 'b', files, commits: [], unread: [] });

const input = (files: ChangedFile[]): DetectorInput => ({
  change: change(files),
  facts: new Facts(),
  rules: { version: '', info: new Map(), secrets: rules },
  syntax: noSyntax,
  digest: (secret) => `digest-${secret.length}`,
  today: '2026-01-01',
});

function findings(file: ChangedFile): Finding[] {
  return [...(secrets.detectFile?.(file, input([file])) ?? [])].flatMap((detection) =>
    'finding' in detection ? [detection.finding] : [],
  );
}

const made = (template: string): string => expandExample(template, 'index');
const token = made('{{github-token:ghp}}');
const key = made('{{random:[A-Za-z0-9]{32}}}');

describe('secrets', () => {
  it('says the rule, the place and a mask, and keeps a digest', () => {
    const [finding, ...others] = findings(wholeFile('src/a.ts', `\nconst token = '${token}';\n`));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'github-personal-token',
      start: { line: 2, column: 16 },
      end: { line: 2, column: 16 + token.length },
      severity: 'critical',
      confidence: 'high',
      secretDigest: 'digest-40',
    });
    expect(finding?.message).toContain('ghp_… (40 characters)');
    expect(finding?.remedy).toContain('https://github.com/settings/tokens');
  });

  it('knows a bare key by the group that it stands in', () => {
    const found = (group: string): number =>
      findings(wholeFile('app.yml', `${group}:\n  key: ${made('{{random:[a-f0-9]{64}}}')}\n`)).length;
    expect([found('encryption'), found('jwt'), found('sorting')]).toEqual([1, 1, 0]);
  });

  it('never holds the secret', () => {
    for (const text of [
      `apiKey: '${key}'`,
      `password = "Sup3rS3cret!"`,
      `DATABASE_URL=postgres://app:${key}@db.acme.io/x`,
      token,
    ]) {
      const found = findings(wholeFile('src/a.py', text));
      expect(found.length).toBe(1);
      for (const value of [key, token, 'Sup3rS3cret!'])
        expect(JSON.stringify(found)).not.toContain(value.slice(5));
    }
  });

  it('reports added lines only', () => {
    const body = `a = '${token}'\nb = 1\n`;
    const hunk = { oldStart: 1, oldLines: 1, newStart: 1, newLines: 2 };
    const file: ChangedFile = {
      path: 'a.py',
      status: 'modified',
      class: 'text',
      body,
      hunks: [
        {
          ...hunk,
          lines: [
            { kind: 'context', text: `a = '${token}'` },
            { kind: 'added', text: 'b = 1' },
          ],
        },
      ],
    };
    expect(findings(file)).toEqual([]);
    expect(findSecretSpans(file, rules)).toHaveLength(1);
  });

  it('reads hunks where there is no body', () => {
    const file: ChangedFile = {
      path: 'a.py',
      status: 'modified',
      class: 'text',
      hunks: [
        {
          oldStart: 7,
          oldLines: 1,
          newStart: 7,
          newLines: 2,
          lines: [
            { kind: 'context', text: 'import os' },
            { kind: 'removed', text: 'x = 1' },
            { kind: 'added', text: `token = "${token}"` },
          ],
        },
      ],
    };
    expect(findings(file).map(({ start }) => start)).toEqual([{ line: 8, column: 10 }]);
  });

  it('says one value once a line', () => {
    expect(findings(wholeFile('a.ts', `use('${token}', '${token}');`))).toHaveLength(1);
    expect(findings(wholeFile('a.ts', `use('${token}');\nuse('${token}');`))).toHaveLength(2);
  });

  it.each([
    ['binary', 0],
    ['lockfile', 1],
    ['minified', 1],
  ] as const)('looks at a %s file for unmistakable kinds only', (fileClass, count) => {
    const body = `const token = '${token}'; const apiKey = '${key}'; const password = 'Sup3rS3cret!';
      t("SecretKey", "Clave Secreta"), s({ jwt_secret: "Clave Secreta" });`;
    expect(findings(wholeFile('dist/a.js', body, fileClass))).toHaveLength(count);
  });

  it('takes the hash of a password for less than the password', () => {
    const hash = `$2b$12$${made('{{random:[A-Za-z0-9]{53}}}')}`;
    expect(findings(wholeFile('users.yml', `password: '${hash}'\n`))).toMatchObject([{ severity: 'low' }]);
  });

  it('lowers what stands in tests, but not a long random value to nothing', () => {
    expect(findings(wholeFile('test/a.test.ts', `password: 'Sup3rS3cret!'`))).toEqual([]);
    expect(findings(wholeFile('test/a.test.ts', `apiKey: '${key}'`))).toMatchObject([{ severity: 'medium' }]);
    expect(findings(wholeFile('src/a.ts', `apiKey: '${key}'`))).toMatchObject([{ severity: 'high' }]);
  });

  it('collects the values of a change for redaction, removed lines and messages included', () => {
    const removed = made('{{random:[a-f0-9]{40}}}');
    const file: ChangedFile = {
      path: 'a.py',
      status: 'modified',
      class: 'text',
      body: `token = "${token}"\n`,
      hunks: [
        {
          oldStart: 1,
          oldLines: 1,
          newStart: 1,
          newLines: 1,
          lines: [
            { kind: 'removed', text: `api_token = "${removed}"` },
            { kind: 'added', text: `token = "${token}"` },
          ],
        },
      ],
    };
    const message = made('{{random:xoxb-[0-9]{12}-[0-9]{12}-[A-Za-z0-9]{24}}}');
    const person = { name: 'Ann', email: 'ann@acme.io' };
    const all = collectSecrets(
      {
        ...change([file]),
        commits: [
          { sha: 'a', message: `use ${message}`, author: person, committer: person, verified: false },
        ],
      },
      input([]),
    );
    expect(new Set(all)).toEqual(new Set([message, token, removed]));
  });

  it('hold doubtful values and pieces, but no words', () => {
    const [first, last, doubtful] = ['a', 'b', 'c'].map((seed) =>
      expandExample('{{random:[A-Z][a-z]{3}[0-9]{4}[A-Za-z0-9]{14}}}', seed),
    ) as [string, string, string];
    const body = `auth_token = "${first}" + "${last}"\nservice_secret = "${doubtful.slice(0, 11)}"\npassword = "${['velvet', 'garden'].join('-')}"\n`;
    const file: ChangedFile = { path: 'src/app.py', status: 'added', class: 'text', body, hunks: [] };
    const all = collectSecrets(change([file]), input([]));
    expect(all).toEqual(expect.arrayContaining([first + last, first, last, doubtful.slice(0, 11)]));
    expect(all).not.toContain('velvet-garden');
  });
});

describe('hostile input', () => {
  const long = 1_000_000;
  it.each([
    ['one line of key characters', 'k'.repeat(long)],
    ['names without end', 'password'.repeat(long / 8)],
    ['names and signs', 'password='.repeat(long / 9)],
    ['open quotes', 'password="'.repeat(long / 10)],
    ['a prefix again and again', 'AKIA'.repeat(long / 4)],
    ['addresses', 'postgres://a:b'.repeat(long / 14)],
    ['pieces', `'a' + `.repeat(long / 6)],
    ['starts of tokens', `'ghp_a',\n`.repeat(long / 8)],
    ['tokens side by side', `"ghp_" `.repeat(long / 7)],
    ['codes', `chr(${'72, '.repeat(long / 4)}`],
    ['escapes', '\\x67\\x68\\x70'.repeat(long / 12)],
    ['lists', `join(['a',`.repeat(long / 10)],
    ['base64 calls', 'base64'.repeat(long / 6)],
    ['tokens', 'eyJhbGciOi.eyJ'.repeat(long / 14)],
    ['manifests', 'kind: Secret\ndata:\n  a: b\n'.repeat(long / 26)],
    ['headings of keys', '-----BEGIN PRIVATE KEY-----'.repeat(long / 27)],
    ['contexts', 'datadog twilio aws_secret '.repeat(long / 26)],
    ['docstrings', `"""password = 'Sup3r1!x'`.repeat(long / 24)],
    ['white space', `password${' '.repeat(long)}= "x"`],
    ['sessions', 'session({secret'.repeat(long / 15)],
    ['bearers', 'Bearer a'.repeat(long / 8)],
  ])('%s ends soon', (_, text) => {
    // Processor time: other work on the machine does not count.
    const from = processorMs();
    findSecretSpans(wholeFile('src/a.py', text), rules);
    expect(processorMs() - from).toBeLessThan(tooLongMs);
  });
});

describe('values that anyone guesses', () => {
  it.each([
    ['src/a.ts', `const password = 'admin${'123'}';`, 'medium medium'],
    ['src/a.py', `DB_PASSWORD = "password${'123'}"`, 'medium medium'],
    ['src/A.java', `String password = "Welcome${'1!'}";`, 'medium medium'],
    ['src/a.ts', `const password = 'Sup3r${'S3cret!'}';`, 'high medium'],
    ['src/a.py', `subprocess.run("mysql --password=Sup3r${'S3cret1'}", shell=True)`, 'high medium'],
    ['src/a.py', `print("Usage: mysql --password=Sup3r${'S3cret1'}")`, ''],
    ['res/app.properties', `db.password=Sup3r${'S3cret1'}`, 'high medium'],
    ['res/messages_de.properties', `db.password=Sup3r${'S3cret1'}`, 'low low'],
    ['src/a.py', `password = "Schlüssel${'77!x'}"`, 'high medium'],
    ['src/a.py', `password = "V3ry$${'ecretPw'}"`, 'high medium'],
    ['src/a.kt', `val password = "app-$${'dbPassword'}"`, ''],
    ['src/a.sh', `PASSWORD="app$${'PASSWORD'}"`, ''],
  ])('%s: %s is %s', (path, text, expected) =>
    expect(
      findings(wholeFile(path, `${text}\n`))
        .map(({ severity, confidence }) => `${severity} ${confidence}`)
        .join(),
    ).toBe(expected),
  );
});
