// `langguard osv` and `langguard deps` as a user meets them.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCli } from './cli-process.ts';
import type { CliAnswer } from './serve-cli.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'langguard-deps-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const env = {
  PATH: process.env['PATH'],
  HOME: join(root, 'home'),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

const cli = startCli();
afterAll(cli.stop);

const run = (args: string[], { input = '', cwd = root, more = {} } = {}): Promise<CliAnswer> =>
  cli.run(args, { cwd, input, env: { ...env, ...more } });

interface Line {
  purl: string;
  line: number;
  error?: string;
  severity?: string;
  remedy?: string;
  checks?: {
    check: string;
    state: string;
    rule?: string;
    severity?: string;
    reason?: string;
    source?: string;
    asOf?: string;
    evidence?: string;
    advisories?: { id: string; severity: string }[];
  }[];
}

async function check(purls: string[], ...more: string[]): Promise<{ code: number; lines: Line[] }> {
  const { code, out } = await run(['deps', 'check', '--stdin', '--offline', '--format', 'json', ...more], {
    input: `${purls.join('\n')}\n`,
  });
  return {
    code,
    lines: out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Line),
  };
}

/** `vulnerable finding high, malicious clean, …` of the checks that are asked for. */
function told(line: Line | undefined, ...names: string[]): string[] {
  return names.map((name) => {
    const found = line?.checks?.find((one) => one.check === name);
    return [found?.check, found?.state, found?.severity].filter((part) => part !== undefined).join(' ');
  });
}

const range = (events: object[]): object[] => [{ type: 'ECOSYSTEM', events }];
const record = (
  id: string,
  ecosystem: string,
  name: string,
  affected: object,
  more: object = {},
): object => ({
  id,
  modified: '2026-11-01T00:00:00Z',
  summary: `Flaw of ${name}`,
  affected: [{ package: { ecosystem, name }, ...affected }],
  ...more,
});
const records: Record<string, object> = {
  'npm/a.json': record(
    'GHSA-a',
    'npm',
    '@acme/lib',
    { ranges: range([{ introduced: '0' }, { fixed: '2.0.0' }]) },
    {
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    },
  ),
  'npm/b.json': record('MAL-b', 'npm', 'chalk', { versions: ['5.6.1'] }),
  'npm/b2.json': record('GHSA-b', 'npm', 'chalk', { versions: ['5.6.1'] }),
  'npm/c.json': record('GHSA-c', 'npm', 'odd', {
    versions: ['not-a-version'],
    ranges: range([{ introduced: '5.0.0' }]),
  }),
  'deep/er/still/d.json': record('PYSEC-d', 'PyPI', 'Zope_Thing', {
    ranges: range([{ introduced: '0' }, { last_affected: '1.0' }]),
  }),
  'debian/e.json': record('DSA-1', 'Debian:12', 'curl', {
    versions: ['7.88.1-10'],
    ranges: range([{ introduced: '0' }, { fixed: '7.88.1-11' }]),
  }),
  'debian/f.json': record('DSA-2', 'Debian:13', 'curl', { versions: ['8.0-1'] }),
};

const database = join(root, 'osv.db');

beforeAll(async () => {
  for (const [name, content] of Object.entries(records)) {
    const path = join(root, 'dump', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(content));
  }
  await run(['osv', 'sync', '--from', 'dump', '--database', database]);
});

describe('osv sync', () => {
  it('fills a database from a folder and says so', async () => {
    writeFileSync(join(root, 'dump', 'broken.json'), '{"id":');
    const { code, out } = await run(['osv', 'sync', '--from', 'dump', '--database', database]);
    expect(code).toBe(0);
    expect(out).toContain(
      '8 records read: 7 kept, 0 withdrawn, 0 copies, 0 that name no package, 1 malformed',
    );
    expect(out).toContain('malformed: broken.json: it is not JSON');
    expect(out).toMatch(/npm: as of \d{4}-/);
  });

  it('tells the same as JSON', async () => {
    const { code, out } = await run(['osv', 'sync', '--from', 'dump', '--format', 'json'], {
      more: { LANGGUARD_OSV_DATABASE: join(root, 'other.db') },
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      database: join(root, 'other.db'),
      kept: 7,
      examples: [{ where: 'broken.json' }],
    });
  });

  it.each([
    ['a source that is not there', ['--from', 'nowhere'], 'Nothing was synced'],
    [
      'a time that is none',
      ['--from', 'dump', '--as-of', 'yesterday'],
      'The time of the dump cannot be read',
    ],
  ])('refuses %s', async (_, args, message) => {
    const { code, err } = await run(['osv', 'sync', '--database', join(root, 'none.db'), ...args]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('deps check', () => {
  const usual = ['--database', database];

  it('says of each package what was found, what is clean and what was not checked, in order', async () => {
    const { code, lines } = await check(
      [
        'pkg:npm/%40acme/lib@1.0.0',
        'pkg:npm/%40acme/lib@2.0.0',
        '# a comment',
        'pkg:npm/chalk@5.6.1',
        'pkg:npm/chalk@5.6.2',
        'nonsense',
        'pkg:pypi/zope.thing@1.0.0',
        'pkg:pypi/zope-thing@1.1',
      ],
      ...usual,
    );
    expect(code).toBe(1);
    expect(lines.map(({ line, severity }) => `${line} ${severity ?? '-'}`)).toEqual([
      '1 critical',
      '2 -',
      '4 critical',
      '5 -',
      '6 -',
      '7 medium',
      '8 -',
    ]);
    expect(told(lines[0], 'vulnerable', 'malicious', 'existence')).toEqual([
      'vulnerable finding critical',
      'malicious clean',
      'existence not-checked',
    ]);
    expect(lines[0]?.remedy).toContain('2.0.0');
    expect(told(lines[2], 'malicious', 'vulnerable')).toEqual([
      'malicious finding critical',
      'vulnerable finding medium',
    ]);
    expect(told(lines[3], 'malicious', 'vulnerable')).toEqual(['malicious clean', 'vulnerable clean']);
    expect(lines[3]?.checks?.find((one) => one.check === 'malicious')).toMatchObject({
      source: expect.stringContaining('OSV database from dump'),
      asOf: expect.stringMatching(/^\d{4}-/),
    });
    expect(lines[2]?.checks?.flatMap((one) => one.advisories ?? [])).toMatchObject([
      { id: 'MAL-b', severity: 'medium' },
      { id: 'GHSA-b', fixed: [] },
    ]);
    expect(lines[4]?.error).toContain('"pkg"');
  });

  it('knows a look-alike by its name, with or without a version', async () => {
    const { code, lines } = await check(
      ['pkg:npm/lodahs', 'pkg:npm/lodahs@4.0.0', 'pkg:npm/lodash'],
      ...usual,
      '--fail-on',
      'medium',
    );
    expect(code).toBe(1);
    expect(lines.map((line) => told(line, 'look-alike')[0])).toEqual([
      'look-alike finding medium',
      'look-alike finding medium',
      'look-alike clean',
    ]);
    expect(lines[0]?.checks?.find((one) => one.check === 'vulnerable')?.reason).toContain('names no version');
  });

  it('finds a version that cannot be ordered where it is listed, and calls another such not checked', async () => {
    const { lines } = await check(
      ['pkg:npm/odd@not-a-version', 'pkg:npm/odd@neither', 'pkg:npm/other@neither'],
      ...usual,
    );
    expect(lines.map((line) => told(line, 'vulnerable')[0])).toEqual([
      'vulnerable finding medium',
      'vulnerable not-checked',
      'vulnerable clean',
    ]);
  });

  it('answers for ecosystems that only OSV knows by their own order of versions, and else says why not', async () => {
    const { lines } = await check(
      [
        'pkg:deb/debian/curl@7.88.1-10?distro=debian-12',
        'pkg:deb/debian/curl@7.88.1-9?distro=bookworm',
        'pkg:deb/debian/curl@8.0-1?distro=debian-12',
        'pkg:deb/debian/curl@8.0-1',
        'pkg:conan/zlib@1.2',
      ],
      ...usual,
    );
    expect(lines.map((line) => told(line, 'vulnerable')[0])).toEqual([
      'vulnerable finding medium',
      'vulnerable finding medium',
      'vulnerable clean',
      'vulnerable finding medium',
      'vulnerable not-checked',
    ]);
    expect(lines[4]?.checks?.[0]?.reason).toBe('the OSV database holds nothing of ConanCenter');
  });

  it('never calls clean what it has no data for', async () => {
    const { code, lines } = await check(
      ['pkg:npm/lodash@4.17.15', 'pkg:maven/org.acme/lib@1.0'],
      '--database',
      database,
    );
    expect(code).toBe(0);
    expect(told(lines[1], 'vulnerable', 'malicious')).toEqual([
      'vulnerable not-checked',
      'malicious not-checked',
    ]);
    const without = await run(['deps', 'check', 'pkg:npm/lodash@4.17.15', '--offline', '--format', 'json']);
    expect(told(JSON.parse(without.out) as Line, 'vulnerable')).toEqual(['vulnerable not-checked']);
  });

  it('calls nothing clean by a database that is too old', async () => {
    const old = join(root, 'old.db');
    await run(['osv', 'sync', '--from', 'dump', '--database', old, '--as-of', '2020-01-01']);
    const stale = (await check(['pkg:npm/chalk@5.6.1', 'pkg:npm/chalk@5.6.2'], '--database', old)).lines;
    expect(stale.map((line) => told(line, 'malicious')[0])).toEqual([
      'malicious finding critical',
      'malicious not-checked',
    ]);
    const lenient = await run(
      ['deps', 'check', 'pkg:npm/chalk@5.6.2', '--offline', '--database', old, '--format', 'json'],
      {
        more: { LANGGUARD_OSV_MAX_AGE_DAYS: '100000' },
      },
    );
    expect(told(JSON.parse(lenient.out) as Line, 'malicious')).toEqual(['malicious clean']);
  });

  it('prints a table for people', async () => {
    const { code, out } = await run([
      'deps',
      'check',
      'pkg:npm/%40acme/lib@1.0.0',
      'pkg:npm/lodash@4.17.21',
      '--offline',
      ...usual,
    ]);
    expect(code).toBe(1);
    expect(out).toContain('critical vulnerable');
    expect(out).toContain('2 packages: 1 critical');
    expect(out).toContain('not checked, 2: existence: offline');
  });

  it.each([
    ['no purl', ['deps', 'check'], 2],
    ['purls twice', ['deps', 'check', 'pkg:npm/a', '--stdin'], 2],
    ['a database that is none', ['deps', 'check', 'pkg:npm/a', '--database', 'dump/broken.json'], 2],
    ['only a malformed purl', ['deps', 'check', 'a', '--offline'], 2],
    [
      'never failing',
      ['deps', 'check', 'pkg:npm/chalk@5.6.1', '--offline', '--database', database, '--fail-on', 'never'],
      0,
    ],
  ])('exit code of %s', async (_, args, code) => {
    expect((await run(args)).code).toBe(code);
  });

  it('takes hostile lines as they come', async () => {
    const hostile = [
      'pkg:npm/' + 'a'.repeat(5000),
      'pkg:npm/%00%1b%5B31m@1',
      'pkg:npm/__proto__@1.0.0',
      'pkg:',
      'pkg:npm/%zz@1',
      '\u0000',
    ];
    const { lines } = await check(hostile, ...usual);
    expect(lines.length).toBe(hostile.length);
    expect(
      (await run(['deps', 'check', '--stdin', '--offline'], { input: hostile.join('\n') })).out,
    ).not.toContain('\u001b[31m');
  });

  it('keeps the order of thousands of lines', async () => {
    const purls = Array.from(
      { length: 3000 },
      (_, index) => `pkg:npm/package-${(index * 7919) % 3001}@1.0.0`,
    );
    expect((await check(purls, ...usual)).lines.map((line) => line.purl)).toEqual(purls);
  });
});

describe('a review with the database', () => {
  const files = { 'package.json': '{\n  "dependencies": { "@acme/lib": "1.0.0" }\n}\n' };

  it.each([
    ['by the flag', ['--database', database], {}],
    ['by the environment', [], { LANGGUARD_OSV_DATABASE: database }],
  ])('%s', async (_, args, more) => {
    const cwd = join(root, 'scanned');
    mkdirSync(cwd, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const { code, out } = await run(['scan', '.', ...args], { cwd, more });
    expect(out).toContain('GHSA-a');
    expect(code).toBe(1);
  });
});

describe('deps list', () => {
  const project = join(root, 'project');
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
      cwd: project,
      env,
      encoding: 'utf8',
    });

  beforeAll(() => {
    mkdirSync(join(project, 'api'), { recursive: true });
    writeFileSync(join(project, 'package.json'), '{\n  "dependencies": {\n    "left": "^1.0.0"\n  }\n}\n');
    writeFileSync(
      join(project, 'api/requirements.txt'),
      'flask==3.0.0\n# none\ngit+https://example.com/x.git#egg=x\n',
    );
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-qm', 'first');
    writeFileSync(
      join(project, 'package.json'),
      '{\n  "dependencies": {\n    "left": "^1.0.0",\n    "@acme/right": "2.0.0"\n  },\n  "devDependencies": {}\n}\n',
    );
    git('commit', '-qam', 'second');
  });

  const parsed = async (args: string[]): Promise<Record<string, unknown>[]> =>
    (await run(['deps', 'list', ...args, '--format', 'json'], { cwd: project })).out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('lists a folder with file and line', async () => {
    const lines = await parsed(['.']);
    expect(
      lines.map((one) => `${String(one['path'])}:${String(one['line'])} ${String(one['name'])}`).sort(),
    ).toEqual([
      'api/requirements.txt:1 flask',
      'api/requirements.txt:3 x',
      'package.json:3 left',
      'package.json:4 @acme/right',
    ]);
    expect(lines.find((one) => one['name'] === 'flask')).toMatchObject({
      ecosystem: 'pypi',
      version: '3.0.0',
      scope: 'runtime',
      source: 'registry',
      purl: 'pkg:pypi/flask@3.0.0',
    });
    expect(lines.find((one) => one['name'] === 'x')).toMatchObject({ source: 'git' });
  });

  it('lists what a change adds', async () => {
    expect((await parsed(['--base', 'HEAD~1'])).map((one) => [one['line'], one['purl']])).toEqual([
      [4, 'pkg:npm/%40acme/right@2.0.0'],
    ]);
  });

  it('lists for people', async () => {
    const { code, out } = await run(['deps', 'list'], { cwd: project });
    expect(code).toBe(0);
    expect(out).toContain('package.json:3: npm left ^1.0.0 (runtime, direct)');
    expect(out).toContain('4 dependencies');
  });

  it('says what it could not read', async () => {
    const cwd = join(root, 'unreadable');
    mkdirSync(cwd, { recursive: true });
    writeFileSync(join(cwd, 'package.json'), '{"dependencies": {"a": }');
    const { code, err } = await run(['deps', 'list'], { cwd });
    expect(code).toBe(2);
    expect(err).toContain('not read: package.json');
  });

  it('what it lists can be checked', async () => {
    const purls = (await parsed(['.'])).flatMap((one) =>
      typeof one['purl'] === 'string' ? [one['purl']] : [],
    );
    expect((await check(purls, '--database', database)).lines.map(({ error }) => error)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
