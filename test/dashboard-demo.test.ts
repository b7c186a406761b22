// The demo's review in the App's own dashboard: from the webhook to the page.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from './demo/shop.ts';
import { startWorld, type World } from './demo/world.ts';

let world: World;
let number = 0;
let review = '';

beforeAll(async () => {
  world = await startWorld({ now: new Date('2026-11-20T12:00:00Z') });
  const opened = await world.openPullRequest();
  number = opened.number;
  review = opened.checkRun.external_id;
});
afterAll(() => world.close());

async function get(path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${world.app.url}/dashboard${path}`);
  return { status: answer.status, text: await answer.text() };
}

test('the review that the check run names is a page', async () => {
  const { status, text } = await get(`/reviews/${review}`);
  expect(status).toBe(200);
  expect(text).toContain(`<h1>Review of ${repository} #${number}</h1>`);
  for (const said of [
    'sql-from-interpolation',
    'invented-dependency',
    'AI, Claude Code (claimed)',
    'reported at critical; the check fails from high on (fail_on, ',
  ])
    expect(text).toContain(said);
  // The demo's key is masked at birth.
  expect(text).not.toMatch(/AKIA[A-Z2-7]{16}/);
});

test('the pages of the history have it', async () => {
  expect((await get('/repositories')).text).toContain(repository);
  const tools = JSON.parse((await get('/provenance?as=json&table=origins')).text) as {
    kind: string;
    lines: number;
    findings: number;
  }[];
  const ai = tools.find(({ kind }) => kind === 'ai');
  expect(ai?.lines).toBeGreaterThan(40);
  expect(ai?.findings).toBeGreaterThan(6);
  const suggested = JSON.parse((await get('/provenance?as=json&table=suggested')).text) as Record<
    string,
    unknown
  >[];
  // What the demo's assistant adds to requirements.txt, as the demo's registry and OSV answer.
  expect(suggested.find(({ kind }) => kind === 'ai')).toMatchObject({
    vulnerable: 1,
    invented: 1,
    lookalike: 1,
    not_answered: 0,
    counted_pull_requests: 1,
  });
});

test('a merge leaves what was open merged', async () => {
  const standing = async () =>
    (JSON.parse((await get('?as=json&table=standing')).text) as { open: number; merged: number }[]).reduce(
      (sum, row) => ({ open: sum.open + row.open, merged: sum.merged + row.merged }),
      { open: 0, merged: 0 },
    );
  const before = await standing();
  expect(before).toMatchObject({ merged: 0 });
  expect(before.open).toBeGreaterThan(6);
  await world.sim.mergePullRequest(repository, number);
  await world.sim.settled();
  await world.app.drained();
  expect(await standing()).toEqual({ open: 0, merged: before.open });
});
