// The dashboard over HTTP: sight, filters, exports, hostile text, figures by person.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleFinding, sampleReview } from '../src/reporters/sample-review.ts';
import { pages } from '../src/server/dashboard/create.ts';
import { recordReview, nameRepository } from '../src/store/history/record.ts';
import { readLedger, verifyLedger, type LedgerEntry } from '../src/store/ledger.ts';
import { finishReview, keepOutcome, startReview } from '../src/store/reviews.ts';
import { addWaiver } from '../src/store/waivers.ts';
import { now, startDashboardWorld, viewerOf, type DashboardWorld } from './dashboard-world.ts';

let world: DashboardWorld;
let ourReview = '';
let theirReview = '';

beforeAll(async () => {
  world = await startDashboardWorld();
  const reviewOf = async (installationId: number): Promise<string> =>
    (
      await world.store.db
        .selectFrom('reviewCounts')
        .select('id')
        .where('installationId', '=', installationId)
        .where('high', '>', 0)
        .orderBy('at', 'desc')
        .executeTakeFirstOrThrow()
    ).id;
  ourReview = await reviewOf(4242);
  theirReview = await reviewOf(5151);
});
afterAll(() => world.close());
beforeEach(() => world.as(viewerOf(world.ours)));

async function get(
  path: string,
  init?: RequestInit,
): Promise<{ status: number; text: string; headers: Headers }> {
  const answer = await world.app.request(`/dashboard${path}`, init);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

/** Every page of a tenant, by the paths that the dashboard itself lists. */
function pathsOf(repository: number, review: string): string[] {
  return pages.map(({ path }) =>
    path.replace(':id', path.startsWith('/reviews') ? review : String(repository)),
  );
}

/** The ids of the tables of a page. */
function tablesOf(html: string): string[] {
  return [...html.matchAll(/<div class="table" id="([^"]+)"/g)].flatMap(([, id]) =>
    id === undefined ? [] : [id],
  );
}

test('every page answers, has one heading, and nothing in it can run', async () => {
  for (const path of pathsOf(world.ours[0]?.id ?? 0, ourReview)) {
    const { status, text, headers } = await get(path);
    expect(status, path).toBe(200);
    expect(text.match(/<h1>/g), path).toHaveLength(1);
    expect(text, path).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i);
    expect(headers.get('content-security-policy'), path).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('cache-control'), path).toBe('private, no-store');
    const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size, path).toBe(ids.length);
  }
  expect((await get('/style.css')).headers.get('content-type')).toContain('text/css');
});

test('nobody is told to sign in, also where nothing is', async () => {
  world.as(undefined);
  for (const path of [...pathsOf(1, 'x'), '/nothing']) expect((await get(path)).status, path).toBe(401);
});

test('who sees nothing gets pages that say so', async () => {
  world.as(viewerOf([]));
  for (const { path } of pages.filter((page) => !page.path.includes(':'))) {
    const { status, text } = await get(path);
    expect(status, path).toBe(200);
    expect(text, path).not.toMatch(/acme\/|globex\/|NaN|undefined|Infinity/);
  }
});

describe('another tenant', () => {
  test('what is theirs is not there: the same answer as for what does not exist', async () => {
    const missing = await get('/reviews/no-such-review');
    expect(missing.status).toBe(404);
    const their = world.theirs[0]?.id ?? 0;
    for (const path of [
      `/reviews/${theirReview}`,
      `/repositories/${their}`,
      ...pathsOf(world.ours[0]?.id ?? 0, ourReview).map((path) => `${path}?repository=${their}`),
      `/repositories/${their}?as=csv&table=standing`,
      `/reviews/${theirReview}?as=json&table=findings`,
      `/provenance?repository=${their}&as=json&table=origins`,
      '/repositories/999999',
      '/provenance?repository=999999',
      '/nothing',
    ])
      expect({ path, ...(await get(path)), headers: 0 }).toEqual({
        path,
        status: 404,
        text: missing.text,
        headers: 0,
      });
  });

  test('no page and no export of ours holds anything of theirs', async () => {
    for (const path of pathsOf(world.ours[0]?.id ?? 0, ourReview)) {
      const page = await get(`${path}?period=all`);
      expect(page.text, path).not.toMatch(/globex|\b5151(?:00\d)?\b/);
      for (const table of tablesOf(page.text))
        for (const as of ['csv', 'json']) {
          const { status, text } = await get(`${path}?period=all&as=${as}&table=${table}`);
          expect(status, `${path} ${table}`).toBe(200);
          expect(text, `${path} ${table}`).not.toMatch(/globex|\b5151(?:00\d)?\b/);
        }
    }
    world.as(viewerOf(world.theirs));
    expect((await get('/waivers?period=all')).text).toMatch(/globex/);
  });

  test('one repository in sight shows that one', async () => {
    world.as(viewerOf(world.ours.slice(0, 1)));
    const { text } = await get('/repositories?period=all');
    expect(text).toContain(world.ours[0]?.name);
    for (const { name } of world.ours.slice(1)) expect(text).not.toContain(`>${name}<`);
  });
});

describe('filters', () => {
  test.each([
    ['?period=yesterday', 'period: one of'],
    ['?severity=terrible', 'severity: one of'],
    ['?repository=x', 'repository: write the number'],
    ['?repository=1e3', 'repository: write the number'],
    ['?tool=%3Cscript%3E', 'tool: write an id'],
    ['?class=A%20B', 'class: write an id'],
    ['?color=red', '&quot;color&quot;: there is no such filter'],
    ['?period=7d&period=30d', '&quot;period&quot;: give it once'],
    ['?as=xml&table=weeks', 'as: csv or json'],
    ['?as=csv&table=nothing', 'table: one of weeks, classes, standing'],
    ['?as=csv', 'table: one of'],
  ])('%s is refused', async (query, said) => {
    const { status, text } = await get(query);
    expect(status).toBe(400);
    expect(text).toContain(said);
  });

  test('an empty filter is none, and each narrows', async () => {
    const total = async (query: string): Promise<number> => {
      const rows = JSON.parse((await get(`${query}&as=json&table=standing`)).text) as { findings: number }[];
      return rows.reduce((sum, row) => sum + row.findings, 0);
    };
    const all = await total('?period=365d');
    expect(await total('?period=365d&severity=&tool=&class=&repository=')).toBe(all);
    for (const one of ['severity=high', 'tool=claude-code', 'class=xss', `repository=${world.ours[0]?.id}`]) {
      const some = await total(`?period=365d&${one}`);
      expect(some, one).toBeGreaterThan(0);
      expect(some, one).toBeLessThan(all);
    }
    expect(await total('?period=30d')).toBeLessThan(all);
  });
});

test('the figures of the parts add up to the whole', async () => {
  const rows = async (path: string, table: string): Promise<Record<string, number>[]> =>
    JSON.parse((await get(`${path}?period=all&as=json&table=${table}`)).text) as Record<string, number>[];
  const sum = (list: Record<string, number>[], ...keys: string[]): number =>
    list.reduce((total, row) => total + keys.reduce((part, key) => part + (row[key] ?? 0), 0), 0);
  const standing = await rows('', 'standing');
  const findings = sum(standing, 'findings');
  expect(sum(standing, 'open', 'merged', 'fixed', 'waived', 'expired', 'dropped')).toBe(findings);
  expect(sum(await rows('', 'weeks'), 'critical', 'high', 'medium', 'low')).toBe(findings);
  expect(sum(await rows('', 'classes'), 'findings')).toBe(findings);
  expect(sum(await rows('/rules', 'rules'), 'findings')).toBe(findings);
  const origins = await rows('/provenance', 'origins');
  const tools = await rows('/provenance', 'tools');
  const kind = (list: Record<string, unknown>[], name: string) =>
    list.filter((row) => row['kind'] === name) as Record<string, number>[];
  expect(sum(kind(tools, 'ai'), 'lines')).toBe(sum(kind(origins, 'ai'), 'lines'));
  expect(sum(kind(tools, 'ai'), 'findings')).toBe(sum(kind(origins, 'ai'), 'findings'));
  const effort = await rows('/effort', 'repositories');
  const { rows: pulls } = {
    rows: await world.store.db
      .selectFrom('pulls')
      .select('number')
      .where('installationId', '=', 4242)
      .execute(),
  };
  expect(sum(effort, 'pull_requests')).toBe(pulls.length);
});

const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>'\`\${7919*7907}{{7919*7907}}`;

describe('text from a repository', () => {
  const place = { installationId: 4242, repositoryId: 4242999, pullNumber: 66 };
  let page = '';
  let id = '';
  beforeAll(async () => {
    const { db } = world.store;
    const finding = sampleFinding({
      ...Object.fromEntries(
        ['rule', 'title', 'class', 'path', 'message', 'why', 'remedy'].map((key) => [
          key,
          `${key} ${hostile}`,
        ]),
      ),
      fingerprint: 'f'.repeat(64),
      excerpt: { startLine: 1, lines: [`=cmd|' /C calc'!A0 ${hostile}`] },
      origin: {
        grade: 'claimed',
        tool: `tool ${hostile}`,
        name: `name ${hostile}`,
        model: `=model ${hostile}`,
        evidence: [{ marker: hostile, where: 'trailer', grade: 'claimed' }],
      },
    });
    const gap = { path: hostile, what: 'file', reason: hostile } as const;
    const outcome = sampleReview({
      findings: [
        finding,
        {
          ...finding,
          fingerprint: 'e'.repeat(64),
          path: '@SUM(1+1)',
          disposition: {
            state: 'waived',
            by: 'command',
            waiver: hostile,
            owner: hostile,
            approver: hostile,
            until: '2026-12-01',
            reason: hostile,
          },
        },
      ],
      origins: [{ origin: finding.origin, lines: 3, files: 1 }],
      reason: hostile,
      coverage: {
        files: 1,
        addedLines: 3,
        classes: {},
        unread: [gap],
        notChecked: [{ path: hostile, check: hostile, reason: hostile }],
      },
      incidents: [{ detector: hostile, path: hostile, message: hostile }],
    });
    outcome.policy = {
      ...outcome.policy,
      source: hostile,
      held: [hostile],
      problems: [
        { ...outcome.policy.problems[0], path: hostile, line: 1, column: 1, message: hostile } as never,
      ],
    };
    await nameRepository(db, { installationId: 4242, id: 4242999, fullName: `acme/${hostile}` });
    const review = await startReview(db, place, { headSha: 'c'.repeat(40), baseRef: hostile });
    id = review.id;
    await keepOutcome(db, review, outcome);
    await finishReview(db, review, 'completed');
    const seen = {
      ...place,
      id,
      headSha: hostile,
      at: new Date(now.getTime() - 3_600_000),
      durationMs: 5,
      author: hostile,
      outcome,
    };
    await db.transaction().execute((trx) => recordReview(trx, seen));
    const waiver = {
      ...place,
      rule: hostile,
      fingerprint: 'f'.repeat(64),
      reason: `=HYPERLINK("x") ${hostile}`,
      owner: hostile,
      approver: hostile,
      until: '2026-12-01',
      source: 'command',
      isFalsePositive: true,
    } as const;
    await addWaiver(db, waiver, 'hostile');
    await db
      .insertInto('approvals')
      .values({
        ...place,
        name: hostile,
        matter: hostile,
        headSha: hostile,
        login: hostile,
        how: 'command',
        givenAt: now,
      })
      .execute();
    await db.updateTable('waivers').set({ createdAt: now }).where('repositoryId', '=', 4242999).execute();
    world.as(viewerOf(everything()));
    page = (await get(`/reviews/${id}`)).text;
  });
  const everything = () => [
    ...world.ours,
    { installationId: 4242, id: 4242999, name: '', weight: 1, risk: 1, ai: 1 },
  ];

  test('stays text on every page', async () => {
    world.as(viewerOf(everything(), { login: hostile, administers: new Set([4242]) }));
    await world.app.request('/dashboard/people', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'installation=4242&show=yes',
    });
    let shown = 0;
    for (const path of pathsOf(4242999, id)) {
      const { status, text } = await get(`${path}?period=7d`);
      expect(status, path).toBe(200);
      expect(text, path).not.toMatch(/<script|<img|onerror=alert\(2\)>'|62615533/i);
      if (text.includes('&lt;script&gt;')) shown++;
    }
    // All but the overview, rules by class, and effort name something of it.
    expect(shown).toBe(pages.length);
  });

  test('shows on its review, escaped', () => {
    for (const key of ['title', 'path', 'message', 'remedy', 'rule'])
      expect(page, key).toContain(`${key} &quot;&gt;&lt;script&gt;`);
  });

  test('is no formula in a spreadsheet', async () => {
    world.as(viewerOf(everything()));
    const waivers = (await get('/waivers?period=7d&as=csv&table=waivers')).text;
    expect(waivers).toContain(`"'=HYPERLINK(""x"")`);
    const findings = (await get(`/reviews/${id}?as=csv&table=findings`)).text;
    expect(findings).toContain(`'@SUM(1+1)`);
    for (const [path, table] of [
      ['/waivers?period=7d', 'waivers'],
      [`/reviews/${id}?period=7d`, 'findings'],
      ['/provenance?period=7d', 'tools'],
      ['/repositories?period=7d', 'repositories'],
    ] as const) {
      const { text, headers } = await get(`${path}&as=csv&table=${table}`);
      expect(headers.get('content-disposition')).toMatch(
        /^attachment; filename="langguard-[a-z-]+-2026-11-20\.csv"$/,
      );
      expect(text.replace(/^\uFEFF/, ''), table).not.toMatch(/(?:^|,)"?[=+\-@\t]/m);
    }
  });
});

describe('figures by person', () => {
  const form = (show: string, more: Record<string, string> = {}) => ({
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...more,
    },
    body: `installation=4242&show=${show}`,
  });
  const people = async (): Promise<string[]> => {
    const { status, text } = await get('/people?period=all&as=json&table=people');
    return status === 200 ? (JSON.parse(text) as { login: string }[]).map(({ login }) => login) : [];
  };

  test('are off until an administrator turns them on; others see themselves', async () => {
    const administers = new Set([4242]);
    world.as(viewerOf(world.ours, { login: 'kim', administers }));
    await get('/people', form('no'));
    expect(await people()).toEqual([]);
    expect((await get('/people?period=all')).text).toContain('Figures by person are off');
    world.as(viewerOf(world.ours, { login: 'kim' }));
    expect((await get('/people', form('yes'))).status).toBe(404);
    world.as(viewerOf(world.ours, { login: 'kim', administers }));
    for (const site of ['cross-site', 'same-site'])
      expect((await get('/people', form('yes', { 'sec-fetch-site': site }))).status, site).toBe(403);
    expect(await people()).toEqual([]);
    expect((await get('/people', form('maybe'))).status).toBe(400);
    expect((await get('/people', form('yes'))).status).toBe(303);
    expect((await people()).length).toBeGreaterThan(5);
    world.as(viewerOf(world.ours, { login: 'Dana' }));
    expect(await people()).toEqual(['dana']);
    expect((await get('/people')).text).toContain('Turned on by kim');
    world.as(viewerOf(world.ours, { login: 'kim', administers }));
    await get('/people', form('no'));
    const ledger: LedgerEntry[] = [];
    for await (const entry of readLedger(world.store.db, 4242)) ledger.push(entry);
    expect(ledger.slice(-2).map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'kim people-shown',
      'kim people-hidden',
    ]);
    expect(await verifyLedger(ledger)).toMatchObject({ ok: true });
  });
});
