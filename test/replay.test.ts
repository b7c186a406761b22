// The commands that the page of a review prints, run as they stand there: in a fresh clone they give the same review.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from './demo/shop.ts';
import { startWorld, type World } from './demo/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'langguard-replay-'));
const bin = fileURLToPath(new URL('../bin/langguard.js', import.meta.url));
let world: World;
let review = '';
let printed = '';

beforeAll(async () => {
  world = await startWorld({ now: new Date() });
  review = (await world.openPullRequest()).checkRun.external_id;
  const page = await (await fetch(`${world.app.url}/dashboard/reviews/${review}`)).text();
  printed = /<pre tabindex="0"><code>(git fetch[\s\S]*?)<\/code><\/pre>/.exec(page)?.[1] ?? '';
  // What people have: `langguard` in their path.
  const shim = join(folder, 'bin', 'langguard');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@" $LANGGUARD_MORE\n`);
  chmodSync(shim, 0o755);
  await run('git', ['clone', '--quiet', `${world.sim.url}/${repository}.git`, join(folder, 'clone')], folder);
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Not in sync: the GitHub that it asks lives in this process. */
async function run(command: string, args: string[], cwd: string, more: string = '') {
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
      HOME: folder,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      LANGGUARD_MORE: more,
      ...world.environment,
    },
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, stdout, stderr };
}

interface Said {
  base: string;
  head: string;
  ruleSet: string;
  conclusion: string;
  findings: {
    rule: string;
    path: string;
    severity: string;
    start: { line: number };
    disposition: { state: string };
  }[];
}
const listed = ({ findings }: Said): string[] =>
  findings
    .map(
      ({ rule, path, severity, start, disposition }) =>
        `${path}:${start.line} ${rule} ${severity} ${disposition.state}`,
    )
    .toSorted();

test('the printed commands give the same findings, conclusion and rule set', async () => {
  expect(printed).toMatch(/^git fetch origin [0-9a-f]{40} [0-9a-f]{40}\n/);
  const { status, stdout, stderr } = await run(
    'sh',
    ['-e', '-c', printed],
    join(folder, 'clone'),
    '--format json',
  );
  expect({ status, stderr }).toMatchObject({ status: 1 });
  const replayed = JSON.parse(stdout) as Said;
  const exported = (await (
    await fetch(`${world.app.url}/dashboard/reviews/${review}?as=json&table=findings`)
  ).json()) as { rule: string; place: string; severity: string; disposition: string }[];
  expect(listed(replayed).length).toBeGreaterThan(8);
  expect(listed(replayed)).toEqual(
    exported.map((row) => `${row.place} ${row.rule} ${row.severity} ${row.disposition}`).toSorted(),
  );
  expect(printed).toContain(replayed.ruleSet);
  expect(printed).toContain(`--base ${replayed.base} --head ${replayed.head}`);
});

test('as a person runs it, it says the same in words', async () => {
  const { status, stdout, stderr } = await run('sh', ['-e', '-c', printed], join(folder, 'clone'));
  expect({ status, stderr }).toMatchObject({ status: 1 });
  expect(stdout).toContain('sql-from-interpolation');
});

test.each([
  ['another rule set', '0'.repeat(64)],
  ['no digest', 'latest'],
])('%s is refused before anything is said', async (_name, digest) => {
  const other = printed.replace(/--rule-set \S+/, `--rule-set ${digest}`);
  expect(other).not.toBe(printed);
  const { status, stdout, stderr } = await run('sh', ['-e', '-c', other], join(folder, 'clone'));
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/has the rule set [0-9a-f]{12}, not/);
});
