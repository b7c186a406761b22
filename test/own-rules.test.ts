// Rules of a repository and of its organisation: from the base through the App, from the base and the folder on the command line.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from './demo/shop.ts';
import { startWorld, type World } from './demo/world.ts';
import type { CheckRunView, Entry } from './github-sim/index.ts';

const rule = (id: string, call: string): string => `id: ${id}
title: Old way of calling the ledger
class: house-style
severity: high
confidence: high
cwe: [710]
why: The ledger's old entry points write without an audit record.
remedy: Call ledger.post instead.
matches:
  - languages: [python]
    ast: { pattern: '${call}($$$A)' }
    message: The ledger is called by its old name.
    examples:
      match: ['${call}(1)']
      no_match: ['ledger.post(1)']
`;
const path = '.langguard/rules';
const code = 'old_ledger(1)\nolder_ledger(2)\n';

describe('through the App', () => {
  let world: World;
  let counter = 0;

  beforeAll(async () => {
    world = await startWorld({ now: new Date('2026-11-20T12:00:00Z') });
    await world.sim.createRepository('acme', '.github');
    await world.sim.commit('acme/.github', {
      branch: 'main',
      parent: null,
      files: {
        [`${path}/older-ledger.yml`]: rule('older-ledger', 'older_ledger'),
        [`${path}/broken-rule.yml`]: 'id: broken-rule\nsecret_plan: yes\n',
      },
    });
  });

  afterAll(async () => {
    expect(world.sim.violations).toEqual([]);
    await world.close();
  });

  async function check(base: Record<string, Entry>, files: Record<string, Entry>): Promise<CheckRunView> {
    const name = `own-${++counter}`;
    const from = await world.sim.commit(repository, { branch: `${name}-base`, parent: 'main', files: base });
    const head = await world.sim.commit(repository, { branch: name, parent: from, files });
    await world.sim.openPullRequest(repository, { head: name, base: `${name}-base`, title: name });
    await world.sim.settled();
    await world.app.drained();
    return world.sim.checkRuns(repository, head)[0] as CheckRunView;
  }
  const places = (run: CheckRunView): string[] =>
    run.annotations.map(
      (one) => `${String(one['path'])}:${String(one['start_line'])} ${String(one['title'])}`,
    );

  it('applies the rules of the base and of the organisation, and lists the broken one', async () => {
    const run = await check(
      {
        [`${path}/old-ledger.yml`]: rule('old-ledger', 'old_ledger'),
        [`${path}/bad-rule.yml`]: rule('bad-rule', 'x').replace('cwe: [710]', 'cwe: none'),
      },
      { 'app.py': code },
    );
    expect(places(run)).toEqual([
      'app.py:1 High: Old way of calling the ledger',
      'app.py:2 High: Old way of calling the ledger',
    ]);
    expect(run.output.summary).toMatch(/\.langguard\/rules\/bad-rule\.yml:6:6/);
    expect(run.output.summary).toMatch(/acme\/\.github\/\.langguard\/rules\/broken-rule\.yml:/);
    // The organisation's repository may be private.
    expect(JSON.stringify(run.output)).not.toContain('secret_plan');
  });

  it('judges a pull request that changes the rules by the old ones, and checks the new ones', async () => {
    const run = await check(
      { [`${path}/old-ledger.yml`]: rule('old-ledger', 'old_ledger') },
      {
        [`${path}/old-ledger.yml`]: rule('old-ledger', 'never_called').replace(
          "match: ['never",
          "match: ['no_never",
        ),
        'app.py': code,
      },
    );
    expect(places(run)[0]).toBe('app.py:1 High: Old way of calling the ledger');
    expect(run.output.summary).toMatch(
      /\.langguard\/rules\/old-ledger\.yml:14:15.*in the proposed file: .*must match, but does not/,
    );
  });
});

describe('on the command line', () => {
  const bin = fileURLToPath(new URL('../bin/langguard.js', import.meta.url));
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'langguard-own-')));
  afterAll(() => rmSync(temporary, { recursive: true, force: true }));
  const env = {
    PATH: process.env['PATH'],
    HOME: join(temporary, 'home'),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const write = (root: string, files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  };
  const run = (cwd: string, ...args: string[]) => {
    const { status, stdout } = spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8', env });
    return { status, stdout };
  };
  const findings = (cwd: string, ...args: string[]): string[] => {
    const { stdout } = run(cwd, ...args, '--format', 'json');
    const report = JSON.parse(stdout) as {
      findings: { rule: string; path: string; start: { line: number } }[];
      policy: { problems: { path: string; line: number; message: string }[] };
    };
    return [
      ...report.findings.map((each) => `${each.path}:${each.start.line} ${each.rule}`),
      ...report.policy.problems.map((each) => `${each.path}:${each.line} ${each.message.slice(0, 20)}`),
    ].sort();
  };

  it('scan reads the folder, in its threads too', () => {
    const root = join(temporary, 'scan');
    write(root, {
      [`${path}/old-ledger.yml`]: rule('old-ledger', 'old_ledger'),
      [`${path}/bad-rule.yml`]: 'id: [\n',
      'app.py': code,
    });
    expect(findings(root, 'scan', '.')).toEqual([
      `${path}/bad-rule.yml:2 Flow sequence in blo`,
      'app.py:1 old-ledger',
    ]);
    // More than one thread reads alone.
    const long = `${code}${'# What the ledger was for.\n'.repeat(80)}`;
    write(root, Object.fromEntries(Array.from({ length: 650 }, (_, at) => [`m${at}.py`, long])));
    expect(findings(root, 'scan', '.').filter((each) => each.includes('old-ledger'))).toHaveLength(651);
  });

  it('review reads the base, and checks what is proposed', () => {
    const root = join(temporary, 'review');
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
        cwd: root,
        env,
      });
    write(root, { [`${path}/old-ledger.yml`]: rule('old-ledger', 'old_ledger'), 'app.py': 'x = 1\n' });
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-qm', 'Start');
    git('checkout', '-qb', 'topic');
    write(root, {
      'app.py': code,
      [`${path}/old-ledger.yml`]: rule('old-ledger', 'nothing').replace('high', 'huge'),
    });
    git('commit', '-qam', 'Change');
    expect(findings(root, 'review', '--base', 'main', '--offline')).toEqual([
      `${path}/old-ledger.yml:4 in the proposed file`,
      'app.py:1 old-ledger',
    ]);
  });

  it('rules check runs the examples of a folder, or of the rules in it', () => {
    const root = join(temporary, 'check');
    write(root, { [`${path}/old-ledger.yml`]: rule('old-ledger', 'old_ledger') });
    for (const folder of ['.', path]) {
      expect(run(root, 'rules', 'check', folder)).toEqual({
        status: 0,
        stdout: '1 rule in 1 file, 2 examples run, 0 problems\n',
      });
    }
    write(root, { [`${path}/eval-of-text.yml`]: rule('eval-of-text', 'f') });
    const { status, stdout } = run(root, 'rules', 'check', '.');
    expect(status).toBe(1);
    expect(stdout).toContain(
      `${path}/eval-of-text.yml:1:5: id: eval-of-text ships with LangGuard; take another\n`,
    );
  });
});
