// A waiver that is over no longer lets anything pass: not in the merge queue, and not on a pull request that nobody touches.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../src/server/app.ts';
import { untilQuiet } from './app-on-sim.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { startReviewingApp } from './reviewing-app.ts';
import { until } from './until.ts';

const name = 'acme/shop';
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const folder = mkdtempSync(join(tmpdir(), 'expired-waivers-'));
let sim: GitHubSim;
let app: App;
/** The day of the reviews; the App itself lives on the real one. */
let today = day(0);

const call = (one: string) =>
  `import requests\n\n\ndef ${one}(url):\n    return requests.get(url + "/${one}", verify=False, timeout=5)\n`;
const policy = (list: string) => `version: 1\nmode: enforce\nwaivers:\n  list:\n${list}`;
const entry = (id: string, until: string) =>
  `    - rule: tls-verification-off\n      fingerprint: '${id}'\n      reason: the service is on this machine\n      owner: '@dana'\n      until: '${until}'\n`;

beforeAll(async () => {
  sim = await startGitHub();
  app = await start({});
  await sim.createRepository('acme', 'shop', { ownerType: 'Organization' });
  await sim.commit(name, {
    branch: 'main',
    parent: null,
    files: { '.langguard.yml': 'version: 1\nmode: enforce\n', 'README.md': 'shop\n' },
  });
  await quiet();
});

afterAll(async () => {
  await app.close();
  await sim.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (over: object) =>
  startReviewingApp(sim, () => today, { config: { store: { directory: join(folder, 'data') }, ...over } });

const quiet = (): Promise<void> => untilQuiet(sim, app);

const verdict = (sha: string) => sim.checkRuns(name, sha).at(-1)?.conclusion;

/** A pull request whose finding is waived by the policy file until a day; reviewed on that day. */
async function openWaived(one: string, until: string): Promise<{ number: number; sha: string }> {
  const file = { [`app/${one}.py`]: call(one) };
  const first = await sim.commit(name, { branch: `${one}-first`, parent: 'main', files: file });
  const draft = await sim.openPullRequest(name, { head: `${one}-first`, title: one });
  await quiet();
  const id =
    /id ([\da-f]{12})/.exec(JSON.stringify(sim.checkRuns(name, first).at(-1)?.annotations))?.[1] ?? '';
  await sim.closePullRequest(name, draft.number);
  await sim.commit(name, { branch: 'main', files: { '.langguard.yml': policy(entry(id, until)) } });
  today = until;
  const sha = await sim.commit(name, { branch: one, parent: 'main', files: file });
  const { number } = await sim.openPullRequest(name, { head: one, title: one });
  await quiet();
  today = day(0);
  expect(verdict(sha)).toBe('success');
  return { number, sha };
}

test('the merge queue takes a waiver that holds', async () => {
  const pull = await openWaived('holds', day(0));
  const group = await sim.queueMerge(name, pull.number);
  await quiet();
  expect(verdict(group)).toBe('success');
});

test('the merge queue does not repeat what a waiver let pass that is over since', async () => {
  const pull = await openWaived('over', day(-1));
  const group = await sim.queueMerge(name, pull.number);
  await quiet();
  expect(verdict(group)).toBe('failure');
  expect(JSON.stringify(sim.checkRuns(name, group))).toContain('As reviewed in');
});

test('a sweep has the check made again, though nobody pushed', async () => {
  const pull = await openWaived('asleep', day(-1));
  const closed = await openWaived('closed', day(-1));
  await sim.closePullRequest(name, closed.number);
  await quiet();
  await app.close();
  app = await start({ sweepMs: 2000 });
  await until(() => verdict(pull.sha) === 'failure');
  await quiet();
  expect([verdict(pull.sha), verdict(closed.sha)]).toEqual(['failure', 'success']);
  expect(JSON.stringify(sim.checkRuns(name, pull.sha).at(-1)?.annotations)).toContain(`tls-verification-off`);
});
