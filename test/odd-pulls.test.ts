// Pull requests of odd size, form and names through the real App: nothing lost, nothing rendered, nothing called clean unseen.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from './demo/shop.ts';
import { startWorld, type World } from './demo/world.ts';
import type { CheckRunView, Entry } from './github-sim/index.ts';

let world: World;
let counter = 0;

beforeAll(async () => {
  world = await startWorld({ now: new Date('2026-11-20T12:00:00Z') });
});

afterAll(async () => {
  expect(world.sim.violations).toEqual([]);
  await world.close();
});

const flaw =
  'import os\nfrom flask import request\n\n\ndef go():\n    os.system("ls " + request.args["d"])\n';

/** The check run of a pull request that adds these files to a base with those. */
async function check(files: Record<string, Entry>, base: Record<string, Entry> = {}): Promise<CheckRunView> {
  const name = `odd-${++counter}`;
  const from = await world.sim.commit(repository, { branch: `${name}-base`, parent: 'main', files: base });
  const head = await world.sim.commit(repository, { branch: name, parent: from, files });
  await world.sim.openPullRequest(repository, { head: name, base: `${name}-base`, title: name });
  await world.sim.settled();
  await world.app.drained(120_000);
  const runs = world.sim.checkRuns(repository, head).filter((run) => run.status === 'completed');
  expect(runs).toHaveLength(1);
  return runs[0] as CheckRunView;
}

const places = (run: CheckRunView): string[] =>
  run.annotations.map((one) => `${String(one['path'])}:${String(one['start_line'])}`);

test('fault 18: 3,001 files: what GitHub does not list is not called clean', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 3001 }, (_, i) => [`many/${String(i).padStart(4, '0')}.txt`, `${i}\n`]),
  );
  const run = await check({ ...files, 'a.py': flaw }, { '.langguard.yml': 'version: 1\nmode: enforce\n' });
  expect(run.conclusion).toBe('failure');
  expect(places(run)).toContain('a.py:6');
  expect(run.output.summary).toMatch(/3,?000/);
  // The same without the flaw: nothing found, and still no success.
  const quiet = await check(files, { '.langguard.yml': 'version: 1\nmode: enforce\n' });
  expect(quiet.conclusion).toBe('action_required');
});

test('fault 18: a file whose patch GitHub leaves out is read and compared all the same', async () => {
  const lines = Array.from({ length: 21_000 }, (_, i) => `VALUE_${i} = ${i}`).join('\n');
  const run = await check({ 'big.py': `${lines}\n${flaw}` }, { 'big.py': `${lines}\n` });
  expect(places(run)).toEqual(['big.py:21006']);
});

test('fault 22: an invalid policy is shown with line and column, and the defaults are in force', async () => {
  const run = await check(
    { 'a.py': flaw },
    { '.langguard.yml': 'version: 1\nmode: enforce\nfail_onn: high\n' },
  );
  expect(run.conclusion).toBe('action_required');
  expect(run.output.summary).toMatch(/\.langguard\.yml:3:1/);
  expect(run.output.summary).toContain('fail_on');
  expect(places(run)).toContain('a.py:6');
});

test('fault 22: a pull request that proposes an invalid policy is told so', async () => {
  const run = await check({ '.langguard.yml': 'version: 1\nmode: enforced\n' });
  expect(run.conclusion).toBe('action_required');
  expect(run.output.summary).toMatch(/\.langguard\.yml:2:7/);
});

test('fault 25: hostile names stay names', async () => {
  const names = [
    '`tick`.py',
    '@everyone.py',
    '](https:/evil.example).py',
    '<img src=x onerror=a>.py',
    'new\nline.py',
    '\u202Edrow.py',
    '-dash.py',
    'a|b.py',
  ];
  const run = await check(Object.fromEntries(names.map((name) => [name, flaw])));
  expect(run.annotations.map((one) => one['path']).toSorted()).toEqual(names.toSorted());
  const rendered = `${run.output.title}\n${run.output.summary}\n${run.output.text}`;
  expect(rendered).not.toMatch(/(?<!`)@everyone|<img|\u202E/);
});

test('an empty pull request, a deletion and a mode change succeed', async () => {
  expect((await check({})).conclusion).toBe('success');
  expect((await check({ 'a.txt': null }, { 'a.txt': 'x\n' })).conclusion).toBe('success');
  expect((await check({ 'a.sh': { executable: 'true\n' } }, { 'a.sh': 'true\n' })).conclusion).toBe(
    'success',
  );
});

test('fault 20: links, submodules and binaries are classed and listed; fault 21: other bytes keep their lines', async () => {
  const run = await check({
    link: { symlink: '/etc/passwd' },
    module: { submodule: '1234567890123456789012345678901234567890' },
    'logo.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0]),
    'latin.py': Buffer.concat([
      Buffer.from('# caf'),
      Buffer.from([0xe9]),
      Buffer.from(`\r\n${flaw.replaceAll('\n', '\r\n')}`),
    ]),
  });
  expect(places(run)).toEqual(['latin.py:7']);
  for (const word of ['symlink', 'submodule', 'binary']) expect(run.output.summary).toContain(word);
});
