// The command line as a user meets it: the real launcher in real folders and repositories.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { startCli } from './cli-process.ts';

const bin = fileURLToPath(new URL('../bin/langguard.js', import.meta.url));
const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'langguard-cli-')));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const env = {
  PATH: process.env['PATH'],
  HOME: join(temporary, 'home'),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

const bad = 'import requests\n\n\ndef load(url):\n    return requests.get(url, verify=False, timeout=5)\n';
const good = 'import requests\n\n\ndef load(url):\n    return requests.get(url, timeout=5)\n';

const cli = startCli();
afterAll(cli.stop);

interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a command in the process that all tests of this file share. */
const run = (cwd: string, args: string[], more: NodeJS.ProcessEnv = {}): Promise<Run> =>
  cli.run(args, { cwd, env: { ...env, ...more } });

/** Runs it as a user does, in a process of its own. */
function start(cwd: string, args: string[], { input = '' }: { input?: string } = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    // A report in SARIF describes every rule.
    maxBuffer: 64 * 1024 * 1024,
    env,
  });
  return { code: status, out: stdout, err: stderr };
}

let folders = 0;

function folder(files: Record<string, string> = {}): string {
  const root = join(temporary, `f${folders++}`);
  mkdirSync(root, { recursive: true });
  write(root, files);
  return root;
}

function write(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function git(cwd: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd, encoding: 'utf8', env });
}

/** A repository whose branch `work` adds files to `main`. */
function repository(before: Record<string, string>, after: Record<string, string>): string {
  const root = folder(before);
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '--allow-empty', '-m', 'start');
  git(root, 'checkout', '-q', '-b', 'work');
  write(root, after);
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'work');
  return root;
}

describe('langguard review', () => {
  const once = folder({ 'app.py': bad });

  it('ends with 0 when the change is clean', () => {
    const { code, out, err } = start(repository({}, { 'app.py': good }), [
      'review',
      '--base',
      'main',
      '--offline',
    ]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('1 file, 5 added lines');
    expect(out).toContain('✓ No findings');
  });

  it('shows a finding with its line and what to do, and ends with 1', () => {
    const { code, out } = start(repository({}, { 'app.py': bad }), ['review', '--base', 'main', '--offline']);
    expect(code).toBe(1);
    expect(out).toMatch(/^app\.py\n {2}5:\d+ {2}high {2}TLS certificates are not verified\n/);
    expect(out).toMatch(
      / {4}5 │ {5}return requests\.get\(url, verify=False, timeout=5\)\n {7}│ +\^+\n {2}what /,
    );
    expect(out).toContain('  do     ');
    expect(out).not.toContain('\u001B');
  });

  it('judges only what was added', async () => {
    const root = repository({ 'app.py': bad }, { 'app.py': `${bad}\n\nprint("more")\n` });
    expect((await run(root, ['review', '--base', 'main', '--offline'])).code).toBe(0);
    const all = await run(root, ['review', '--base', 'main', '--offline', '--all']);
    expect(all.code).toBe(0);
  });

  it.each([
    [[], 1],
    [['--fail-on', 'critical'], 0],
    [['--fail-on', 'never'], 0],
    [['--fail-on', 'low'], 1],
  ])('with %j ends with %i', async (options, expected) => {
    expect((await run(temporary, ['scan', once, ...options])).code).toBe(expected);
  });

  it('reviews what is staged, also before the first commit', async () => {
    const root = folder({ 'app.py': bad });
    git(root, 'init', '-q');
    git(root, 'add', '-A');
    expect((await run(root, ['review', '--staged', '--offline'])).code).toBe(1);
    git(root, 'commit', '-q', '-m', 'start');
    expect((await run(root, ['review', '--staged', '--offline'])).code).toBe(0);
  });

  it('reviews uncommitted work without options', async () => {
    const root = repository({}, { 'app.py': good });
    write(root, { 'app.py': bad });
    expect((await run(root, ['review', '--offline'])).code).toBe(1);
  });

  it('reads a patch from standard input and from a file', () => {
    const root = repository({ 'app.py': good }, { 'app.py': bad });
    const patch = git(root, 'diff', 'main');
    const elsewhere = folder({ 'change.patch': patch });
    for (const [name, input] of [
      ['-', patch],
      ['change.patch', ''],
    ] as const) {
      const { out } = start(elsewhere, ['review', '--patch', name, '--offline', '--format', 'json'], {
        input,
      });
      expect(JSON.parse(out).coverage.addedLines).toBe(1);
    }
  });

  it('reads a patch in the checkout that it belongs to as a whole change', async () => {
    const app = `from flask import Flask, request\nimport os\n\napp = Flask(__name__)\n\n\n@app.route('/')\ndef ping():\n    host = request.args['host']\n    count = 3\n    unused = 1\n    other = 2\n    return host\n`;
    const root = repository(
      { 'app.py': app },
      { 'app.py': app.replace('return host', 'os.system("ping " + host)') },
    );
    const patch = git(root, 'diff', 'main');
    expect(patch).not.toContain('request.args');
    const elsewhere = folder({ 'change.patch': patch });
    const review = (cwd: string) =>
      run(cwd, ['review', '--patch', join(elsewhere, 'change.patch'), '--offline', '--format', 'json']);
    const applied = await review(root);
    expect(applied.code).toBe(1);
    const { findings, coverage } = JSON.parse(applied.out);
    expect(findings.map((one: { rule: string }) => one.rule)).toEqual(['shell-from-interpolation']);
    expect(coverage.unread).toEqual([]);
    git(root, 'checkout', '-q', 'main');
    expect(await review(root)).toEqual(applied);
    expect(JSON.parse((await review(elsewhere)).out).coverage.unread).toHaveLength(1);
  });

  const off = 'version: 1\nrules:\n  tls-verification-off: off\n';
  it.each([
    ['brought by the patch', {}, { '.langguard.yml': off }, 1],
    ['loosened by it', { '.langguard.yml': 'version: 1\n' }, { '.langguard.yml': off }, 1],
    ['tightened by it', { '.langguard.yml': off }, { '.langguard.yml': 'version: 1\n' }, 0],
    ['that stays', { '.langguard.yml': off }, {}, 0],
  ] as [string, Record<string, string>, Record<string, string>, number][])(
    'judges a patch by the policy before it: one %s',
    async (_, before, after, code) => {
      const root = repository(before, { ...after, 'app.py': bad });
      const patch = join(folder({ 'change.patch': git(root, 'diff', 'main') }), 'change.patch');
      const review = () => run(root, ['review', '--patch', patch, '--offline']);
      expect((await review()).code).toBe(code);
      git(root, 'checkout', '-q', 'main');
      expect((await review()).code).toBe(code);
    },
  );

  it('takes the policy from the base, not from the change', async () => {
    const off = 'version: 1\nrules:\n  tls-verification-off: off\n';
    expect(
      (
        await run(repository({}, { 'app.py': bad, '.langguard.yml': off }), [
          'review',
          '--base',
          'main',
          '--offline',
        ])
      ).code,
    ).toBe(1);
    expect(
      (
        await run(repository({ '.langguard.yml': off }, { 'app.py': bad }), [
          'review',
          '--base',
          'main',
          '--offline',
        ])
      ).code,
    ).toBe(0);
  });

  it('shows a broken policy with its line and ends with 2', async () => {
    const root = repository({ '.langguard.yml': 'version: 1\nfail-on: high\n' }, { 'app.py': good });
    const { code, out } = await run(root, ['review', '--base', 'main', '--offline']);
    expect(code).toBe(2);
    expect(out).toMatch(/config +\.langguard\.yml:2:1 .*did you mean `fail_on`/);
  });
});

describe('what cannot run ends with 2 and says what to do', () => {
  const root = repository({}, { 'app.py': good });
  it.each([
    ['a bad ref', root, ['review', '--base', 'nope'], /no commit "nope"/],
    ['no repository', folder(), ['review'], /no git repository/],
    ['a bad option', root, ['review', '--bse', 'main'], /unknown option '--bse'[\s\S]*--base/],
    ['a bad command', root, ['reveiw'], /unknown command 'reveiw'[\s\S]*review/],
    [
      'a bad format',
      root,
      ['review', '--format', 'xml'],
      /Allowed choices are text, json, sarif, github, markdown/,
    ],
    ['two sources', root, ['review', '--staged', '--base', 'main'], /cannot be used with/],
    ['a patch that is not there', root, ['review', '--patch', 'none.patch'], /none\.patch/],
    ['a patch that is none', root, ['review', '--patch', 'app.py'], /no diff/],
    ['a path that is not there', root, ['scan', 'nowhere'], /nowhere/],
    [
      'an output that cannot be written',
      root,
      ['scan', '.', '--output', 'no/such/out.txt'],
      /--output no\/such\/out\.txt/,
    ],
    ['a policy that is not there', root, ['scan', '.', '--config', 'none.yml'], /none\.yml/],
    ['an unknown rule', root, ['explain', 'tls-verification-of'], /Did you mean tls-verification-off/],
    [
      'an unknown rule to look for',
      root,
      ['elsewhere', 'tls-verification-of'],
      /Did you mean `tls-verification-off`/,
    ],
    [
      'a rule that no search finds',
      root,
      ['elsewhere', 'vulnerable-dependency'],
      /about what a change brings/,
    ],
    ['a folder that is not there', root, ['elsewhere', 'weak-hash', 'nowhere'], /no such folder/],
  ])('%s', async (_, cwd, args, message) => {
    const { code, out, err } = await run(cwd, args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n +at .*\.ts:/);
  });
});

// Most cases here share a process; what these say and how they end shows that it makes no difference.
it.each([
  ['0', ['explain', 'tls-verification-off']],
  ['1', ['scan', folder({ 'app.py': bad }), '--format', 'json']],
  ['2, by a mistake of the user', ['elsewhere', 'weak-hash', 'nowhere']],
  ['2, by a mistake in the options', ['review', '--bse', 'main']],
])('says the same in a process of its own as in a shared one: %s', async (code, args) => {
  const alone = start(temporary, args);
  expect(await run(temporary, args)).toEqual(alone);
  expect(alone.code).toBe(Number(code[0]));
});

describe('langguard scan', () => {
  it('writes SARIF that a reader can rely on', async () => {
    const root = folder({ 'src/a b.py': bad, 'src/fine.py': good, 'data.bin': '\0\0\0'.repeat(10) });
    const { code, out, err } = await run(temporary, [
      'scan',
      root,
      '--format',
      'sarif',
      '--output',
      'out.sarif',
    ]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('1 finding: 1 high');
    const log = JSON.parse(readFileSync(join(temporary, 'out.sarif'), 'utf8'));
    expect(log.version).toBe('2.1.0');
    const [only] = log.runs;
    const ids = only.tool.driver.rules.map((rule: { id: string }) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const rule of only.tool.driver.rules) {
      expect(Number(rule.properties['security-severity'])).toBeGreaterThan(0);
      expect(rule.properties.tags).toContain('security');
      expect(rule.properties.tags.some((tag: string) => /^external\/cwe\/cwe-\d+$/.test(tag))).toBe(true);
      expect(['very-high', 'high', 'medium', 'low']).toContain(rule.properties.precision);
      expect(rule.help.text).not.toBe('');
    }
    expect(only.results).toHaveLength(1);
    const [result] = only.results;
    expect(ids[result.ruleIndex]).toBe(result.ruleId);
    expect(result.level).toBe('error');
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    expect(artifactLocation.uri).toBe('src/a%20b.py');
    expect(region.startLine).toBe(5);
    expect(region.startColumn).toBeGreaterThan(1);
    expect(region.endColumn).toBeGreaterThan(region.startColumn);
  });

  it('names files of several paths apart', async () => {
    const root = folder({ 'a/app.py': bad, 'b/app.py': bad, 'c.py': bad });
    const { out } = await run(root, ['scan', 'a', 'b', 'c.py', '--format', 'json']);
    expect(JSON.parse(out).findings.map((finding: { path: string }) => finding.path)).toEqual([
      'a/app.py',
      'b/app.py',
      'c.py',
    ]);
  });

  it('merges batches into one report of which nothing is missing', () => {
    const files = Object.fromEntries(
      Array.from({ length: 650 }, (_, i) => [`d${i % 7}/f${i}.py`, i % 3 === 0 ? bad : good]),
    );
    const { code, out } = start(temporary, ['scan', folder(files), '--format', 'json']);
    const report = JSON.parse(out);
    expect(code).toBe(1);
    expect(report.coverage).toMatchObject({ files: 650, addedLines: 650 * 5, classes: { text: 650 } });
    expect(report.findings).toHaveLength(217);
    const paths = report.findings.map((finding: { path: string }) => finding.path);
    expect(paths).toEqual([...paths].sort());
    expect(report.origins).toHaveLength(1);
  });

  it('gives the same report twice', () => {
    const root = folder({ 'app.py': bad, 'b.py': good });
    const twice = [1, 2].map(() => start(root, ['scan', '.', '--format', 'sarif']).out);
    expect(twice[0]).toBe(twice[1]);
  });

  it('reports a problem of the policy once', async () => {
    const root = folder({ '.langguard.yml': 'version: 2\n', 'app.py': good });
    const { code, out } = await run(root, ['scan', '.', '--format', 'json']);
    expect(code).toBe(2);
    expect(JSON.parse(out).policy.problems).toHaveLength(1);
  });

  it.each(['text', 'json', 'sarif', 'github', 'markdown'])(
    'arrives whole in a slow pipe as %s',
    async (format) => {
      const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}.py`, bad]));
      const child = spawn(process.execPath, [bin, 'scan', '.', '--format', format], {
        cwd: folder(files),
        env,
      });
      const chunks: Buffer[] = [];
      for await (const chunk of child.stdout) {
        chunks.push(chunk as Buffer);
        if (chunks.length < 3) await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const out = Buffer.concat(chunks).toString('utf8');
      expect(out.length).toBeGreaterThan(65_536);
      expect(out.endsWith('\n')).toBe(true);
      if (format === 'sarif') JSON.parse(out);
    },
  );

  it('is quiet when the reader leaves', async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}.py`, bad]));
    const child = spawn(process.execPath, [bin, 'scan', '.'], { cwd: folder(files), env });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    await new Promise((resolve) => child.on('close', resolve));
    expect(err).toBe('');
  });

  it('uses colour only where it is wanted', async () => {
    const root = folder({ 'app.py': bad });
    const colored = async (more: NodeJS.ProcessEnv, ...args: string[]) =>
      (await run(root, ['scan', '.', ...args], more)).out.includes('\u001B[');
    expect(await colored({})).toBe(false);
    expect(await colored({ FORCE_COLOR: '1' })).toBe(true);
    expect(await colored({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(await colored({ FORCE_COLOR: '1' }, '--no-color')).toBe(false);
  });
});

describe('langguard elsewhere', () => {
  it('lists every place of one rule, whatever the policy says of it', async () => {
    const root = folder({
      'src/a.py': bad,
      'src/b.py': bad.replace('load', 'other'),
      'src/fine.py': good,
      'src/other.py': 'import hashlib\nhashlib.md5(b"x")\n',
      '.langguard.yml': 'version: 1\nrules:\n  tls-verification-off: off\n',
    });
    const { code, out } = await run(temporary, ['elsewhere', 'tls-verification-off', root]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^src\/a\.py:5: high: .+\nsrc\/b\.py:5: high: .+\ntls-verification-off: 2 places in 5 files\.\n$/,
    );
    const { places } = JSON.parse(
      (await run(temporary, ['elsewhere', 'tls-verification-off', root, '--json'])).out,
    );
    expect(places.map(({ path }: { path: string }) => path)).toEqual(['src/a.py', 'src/b.py']);
  });
});

describe('langguard rules, config and explain', () => {
  it('lists, shows and explains a rule', async () => {
    expect((await run(temporary, ['rules', 'list'])).out).toMatch(/^high +tls-verification-off +\S/m);
    expect((await run(temporary, ['rules', 'show', 'tls-verification-off'])).out).toContain(
      'id: tls-verification-off',
    );
    const { code, out } = await run(temporary, ['explain', 'tls-verification-off']);
    expect(code).toBe(0);
    expect(out).toContain('langguard: allow tls-verification-off -- ');
    const all = JSON.parse((await run(temporary, ['rules', 'list', '--json'])).out);
    expect(all.find((rule: { id: string }) => rule.id === 'tls-verification-off').cwe).toContain(295);
  });

  it('checks the rules that ship with it', async () => {
    const { code, out } = await run(temporary, ['rules', 'check']);
    expect(out).toMatch(/, 0 problems\n$/);
    expect(code).toBe(0);
  });

  it('checks one folder of them', async () => {
    const redirects = fileURLToPath(new URL('../rules/code/open-redirect', import.meta.url));
    const { code, out } = await run(temporary, ['rules', 'check', redirects]);
    expect(out).toMatch(/^\d rules in \d files, [1-9]\d+ examples run, 0 problems\n$/);
    expect(code).toBe(0);
  });

  it('refuses a rule that is wrong', async () => {
    const root = folder({ 'code/x/my-rule.yml': 'id: my-rule\ntitle: x\n' });
    const { code, out } = await run(root, ['rules', 'check', '.']);
    expect(code).toBe(1);
    expect(out).toMatch(/^code\/x\/my-rule\.yml:\d+:\d+: /);
  });

  it.each([
    ['version: 1\nmode: enforce\nfail_on: medium\n', 0, /is valid: enforce mode, fails on medium/],
    ['version: 1\nmdoe: enforce\n', 1, /^\.langguard\.yml:2:1: .*did you mean `mode`/],
    ['version: [\n', 1, /^\.langguard\.yml:\d+:\d+: /],
  ])('checks a policy file: %j', async (text, expected, message) => {
    const { code, out } = await run(folder({ '.langguard.yml': text }), ['config', 'check']);
    expect(code).toBe(expected);
    expect(out).toMatch(message);
  });
});

describe('the launcher', () => {
  // Stands in for an old Node, on which the sources could not even be read.
  const pretendOld = `data:text/javascript,if(!process.env.LANGGUARD_LAUNCHED)Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.19.0"}})`;

  it('works through a link from any folder', () => {
    const link = join(folder(), 'langguard');
    symlinkSync(bin, link);
    const { status, stdout } = spawnSync(process.execPath, [link, '--version'], {
      cwd: '/',
      encoding: 'utf8',
      env,
    });
    expect([status, stdout]).toEqual([0, '0.1.0\n']);
  });

  it('is executable', () => {
    expect(execFileSync(bin, ['--version'], { encoding: 'utf8', env })).toBe('0.1.0\n');
  });

  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'finds a new Node when it is started by an old one',
    () => {
      const { status, stdout } = spawnSync(
        process.execPath,
        ['--import', pretendOld, bin, 'scan', 'app.py'],
        {
          cwd: folder({ 'app.py': bad }),
          encoding: 'utf8',
          env,
        },
      );
      expect(stdout).toContain('TLS certificates are not verified');
      expect(status).toBe(1);
    },
  );

  it('says what to do where there is none', () => {
    const lonely = folder({ 'package.json': '{"type":"module"}' });
    cpSync(bin, join(lonely, 'langguard.js'));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', pretendOld, 'langguard.js', 'scan', '.'],
      {
        cwd: lonely,
        encoding: 'utf8',
        env,
      },
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('langguard needs Node 22.20 or newer; this is Node 18.19.0');
  });
});
