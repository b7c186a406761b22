// The dashboard over HTTP: sight, filters, exports, hostile text, figures by person.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Grade } from '../src/engine/origin.ts';
import { configSchema, policyOf } from '../src/engine/policy/config.ts';
import { judgeBy } from '../src/engine/policy/judge.ts';
import { joinLayers, type PolicyLayer } from '../src/engine/policy/layers.ts';
import { keptPolicy } from '../src/engine/policy/values.ts';
import type { JudgedFinding, Review } from '../src/engine/review.ts';
import { sampleFinding, sampleReview } from '../src/reporters/sample-review.ts';
import { pages } from '../src/server/dashboard/create.ts';
import { recordReview, nameRepository } from '../src/store/history/record.ts';
import { setShowsPeople } from '../src/store/history/settings.ts';
import { readLedger, verifyLedger, type LedgerEntry } from '../src/store/ledger.ts';
import { finishReview, keepOutcome, startReview } from '../src/store/reviews.ts';
import { createToken } from '../src/store/api-tokens.ts';
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

test('every page and every export says that somebody may see less than they are entitled to', async () => {
  const repository = world.ours[0]?.id ?? 0;
  for (const path of [...pathsOf(repository, ourReview), '/nothing', '?period=x']) {
    world.as(viewerOf(world.ours));
    expect((await get(path)).text, path).not.toContain('You may see less here');
    world.as(viewerOf(world.ours, { isPartial: true }));
    expect((await get(path)).text, path).toContain('You may see less here');
  }
  const { headers } = await get('/provenance?as=csv&table=origins');
  expect(headers.get('content-disposition')).toBe(
    'attachment; filename="langguard-origins-2026-11-20-partial.csv"',
  );
});

describe('suggested dependencies', () => {
  type Row = Record<string, number> & { kind: string; tool: string };
  const rows = async (table: string, query = ''): Promise<Row[]> =>
    JSON.parse((await get(`/provenance?period=365d&as=json&table=${table}${query}`)).text) as Row[];

  test('are shares of those that were answered, and the tools add up to their origin', async () => {
    const kinds = await rows('suggested');
    const tools = await rows('suggested-tools');
    const ai = kinds.find(({ kind }) => kind === 'ai') as Row;
    expect(ai['suggested']).toBeGreaterThan(20);
    for (const key of [
      'suggested',
      'vulnerable',
      'invented',
      'vulnerable_or_invented',
      'not_answered',
    ] as const)
      expect(
        tools.filter(({ kind }) => kind === 'ai').reduce((sum, row) => sum + (row[key] ?? 0), 0),
        key,
      ).toBe(ai[key]);
    for (const row of [...kinds, ...tools]) {
      expect(row['answered']).toBe((row['suggested'] ?? 0) - (row['not_answered'] ?? 0));
      if (row['answered'] === 0) expect(row['share']).toBeNull();
      else {
        expect(row['share']).toBeCloseTo((row['vulnerable_or_invented'] ?? 0) / (row['answered'] ?? 0), 9);
        expect(row['low']).toBeLessThanOrEqual(row['share'] ?? 0);
        expect(row['high']).toBeGreaterThanOrEqual(row['share'] ?? 1);
      }
    }
    // The first weeks were reviewed before they were counted, and are not taken for none.
    expect(ai['counted_pull_requests']).toBeLessThan(ai['pull_requests'] ?? 0);
    const { text } = await get('/provenance?period=365d');
    expect(text).toMatch(/Not seen: \d+ pull requests of \d+, because nobody counted in their first review/);
    expect((await get('/provenance?period=365d&as=csv&table=suggested')).text).toContain('not_answered');
  });

  test('are narrowed by the tool', async () => {
    expect((await rows('suggested-tools', '&tool=cursor')).map(({ tool }) => tool)).toEqual(['cursor']);
  });
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
      expect(page.text, path).not.toMatch(/globex|(?<![\d.])5151(?:00\d)?(?![\d.])/);
      for (const table of tablesOf(page.text))
        for (const as of ['csv', 'json']) {
          const { status, text } = await get(`${path}?period=all&as=${as}&table=${table}`);
          expect(status, `${path} ${table}`).toBe(200);
          expect(text, `${path} ${table}`).not.toMatch(/globex|(?<![\d.])5151(?:00\d)?(?![\d.])/);
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
    ['?team=a%00b', 'team: write the owner and the team'],
    [`?team=${'a'.repeat(221)}`, 'team: '],
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
    for (const one of [
      'severity=high',
      'tool=claude-code',
      'class=xss',
      'team=acme%2Fpayments',
      `repository=${world.ours[0]?.id}`,
    ]) {
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

describe('by team', () => {
  type Rows = Record<string, number>[];
  const rows = async (path: string, table: string, more = ''): Promise<Rows> =>
    JSON.parse((await get(`${path}?period=all&as=json&table=${table}${more}`)).text) as Rows;
  const sum = (list: Rows, key: string): number => list.reduce((total, row) => total + (row[key] ?? 0), 0);
  const shared = (): number | undefined => world.ours.find(({ name }) => name === 'acme/invoices')?.id;

  test.each([
    ['', 'standing', 'teams', 'findings'],
    ['/effort', 'repositories', 'teams', 'pull_requests'],
    ['/provenance', 'origins', 'teams', 'lines'],
    ['/provenance', 'origins', 'teams', 'findings'],
    ['/provenance', 'origins', 'teams', 'pull_requests'],
    ['/repositories', 'repositories', 'teams', 'critical'],
    ['/repositories', 'repositories', 'teams', 'reviews'],
  ])(
    '%s: the rows of %s and of %s have the same %s, what two teams share counted twice',
    async (path, whole, teams, key) => {
      const all = sum(await rows(path, whole), key);
      const twice = (await rows(
        path,
        whole,
        path === '/repositories' ? '' : `&repository=${shared()}`,
      )) as Rows;
      const again =
        path === '/repositories'
          ? twice.filter((row) => String(row['repository']) === 'acme/invoices')
          : twice;
      expect(all).toBeGreaterThan(0);
      expect(sum(await rows(path, teams), key)).toBe(all + sum(again, key));
      const { text } = await get(`${path}?period=all`);
      expect(text).toMatch(/1 repository has\s+more\s+than\s+one\s+team/);
    },
  );

  test('the filter narrows every figure to the repositories of the team, and its own row is the whole', async () => {
    for (const path of ['', '/effort', '/provenance', '/repositories']) {
      const { status, text } = await get(`${path}?period=all&team=acme%2Fpayments`);
      expect(status, path).toBe(200);
      expect(text, path).toContain('<option value="acme/payments" selected>Payments</option>');
      const teams = (await rows(path, 'teams', '&team=acme%2Fpayments')) as unknown as { team: string }[];
      expect([...new Set(teams.map(({ team }) => team))], path).toEqual(['acme/payments']);
    }
    const names = (await rows('/repositories', 'repositories', '&team=acme%2Fpayments')).map((row) =>
      String(row['repository']),
    );
    expect(names.toSorted()).toEqual(['acme/invoices', 'acme/payments']);
    const whole = sum(await rows('', 'standing', '&team=acme%2Fpayments'), 'findings');
    expect(sum(await rows('', 'teams', '&team=acme%2Fpayments'), 'findings')).toBe(whole);
    expect((await get('/repositories?team=acme%2Fpayments&as=csv&table=teams')).text).toContain(
      'acme/payments',
    );
  });

  test('teams of another tenant are neither shown nor found', async () => {
    expect((await get('?team=globex%2Forders&period=all&as=json&table=standing')).text).toBe('[]');
    world.as(viewerOf([...world.ours, ...world.theirs]));
    const both = (await rows('', 'teams')).map((row) => String(row['team']));
    expect(both).toContain('globex/orders');
    expect(both).toContain('acme/orders');
  });
});

test('entries of a whole installation are in the ledger of who administers it, and of nobody else', async () => {
  const expiresAt = new Date(now.getTime() + 86_400_000);
  const token = {
    installationId: 4242,
    repositoryIds: null,
    scopes: ['read'] as const,
    name: 'weekly figures',
  };
  await createToken(world.store.db, { ...token, createdBy: 'kim', createdById: 1, expiresAt }, now);
  const ledger = async (more = ''): Promise<string> =>
    (await get(`/waivers?period=all&as=json&table=ledger${more}`)).text;
  expect(await ledger()).not.toContain('token-created');
  world.as(viewerOf(world.ours, { administers: new Set([4242]) }));
  expect(JSON.parse(await ledger())[0]).toMatchObject({
    action: 'token-created',
    actor: 'kim',
    repository: 'all of the installation',
  });
  expect((await get('/waivers?period=all')).text).toMatch(/token-created[\s\S]*name weekly figures/);
  expect(await ledger(`&repository=${world.ours[0]?.id}`)).not.toContain('token-created');
  world.as(viewerOf(world.theirs, { administers: new Set([5151]) }));
  expect(await ledger()).not.toContain('token-created');
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
        trace: {
          id: hostile,
          person: hostile,
          session: hostile,
          link: 'javascript:alert(document.domain)',
          at: hostile,
          accepted: 'unchanged',
        },
      },
      decided: { severity: [{ to: 'high', key: hostile }], failOn: hostile },
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
      dependencies: [
        {
          tool: `tool ${hostile}`,
          model: `=model ${hostile}`,
          grade: 'claimed',
          dependencies: 2,
          vulnerable: 1,
          invented: 0,
          lookalike: 0,
          flagged: 1,
          unknown: 0,
        },
      ],
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
      values: [{ key: hostile, value: hostile, from: [0, 7] }],
      layers: [{ layer: 'path-rule', name: hostile }],
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
    expect(page).toContain('path rule &quot;&gt;&lt;script&gt;');
    // A link leads to https alone.
    expect(page).not.toContain('alert(document.domain)');
    expect(page).toContain('at an unknown time');
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

describe('a review', () => {
  const place = { installationId: 4242, repositoryId: 4242777, pullNumber: 5 };
  const sight = (more = {}) =>
    viewerOf(
      [...world.ours, { installationId: 4242, id: 4242777, name: '', weight: 1, risk: 1, ai: 1 }],
      more,
    );
  const trace = {
    id: 'trace-1',
    person: 'Kim@acme.example',
    session: 'session-1',
    link: 'https://traces.acme.example/sessions/session-1?view=all',
    at: '2026-11-19T09:30:00Z',
    accepted: 'edited',
  } as const;
  const ids = new Map<string, string>();
  const keep = async (name: string, outcome: Review): Promise<void> => {
    const { db } = world.store;
    const pull = { ...place, pullNumber: place.pullNumber + ids.size };
    const review = await startReview(db, pull, { headSha: 'd'.repeat(40), baseRef: 'main' });
    await keepOutcome(db, review, outcome);
    await finishReview(db, review, 'completed');
    const seen = { ...pull, id: review.id, headSha: 'd'.repeat(40), at: now, durationMs: 5, outcome };
    await db.transaction().execute((trx) => recordReview(trx, seen));
    ids.set(name, review.id);
  };
  const pageOf = async (name: string): Promise<string> =>
    (await get(`/reviews/${ids.get(name)}`)).text.replaceAll(/\s+/g, ' ');
  const rowsOf = async (name: string, table: string): Promise<Record<string, unknown>[]> =>
    JSON.parse((await get(`/reviews/${ids.get(name)}?as=json&table=${table}`)).text) as Record<
      string,
      unknown
    >[];

  beforeAll(async () => {
    const finding = sampleFinding();
    const layers: PolicyLayer[] = [
      {
        config: configSchema.parse({ version: 1, preset: 'strict', rules: { 'weak-hash': 'low' } }),
        source: 'acme/.github',
        layer: 'organisation',
      },
      {
        config: configSchema.parse({ version: 1, overrides: [{ paths: ['web/**'], fail_on: 'low' }] }),
        source: '.langguard.yml at 1a2b3c4',
        layer: 'repository',
      },
    ];
    const { config, sources } = joinLayers(layers);
    const policy = policyOf(config, 'both', 'base', sources);
    const judge = judgeBy(policy);
    const judged = (more: Partial<JudgedFinding>, grade: Grade): JudgedFinding => {
      const one = { ...finding, severity: 'medium' as const, ...more };
      const { severity, disposition, failOn, decided } = judge(one, {
        inChange: true,
        grade,
        allow: undefined,
      });
      return {
        ...one,
        detectedSeverity: one.severity,
        severity,
        disposition,
        ...(failOn && { failOn }),
        ...(decided && { decided }),
      };
    };
    const findings = [
      judged(
        { rule: 'weak-hash', fingerprint: '1'.repeat(64), origin: { ...finding.origin, trace } },
        'reported',
      ),
      judged(
        { path: 'web/a.js', fingerprint: '2'.repeat(64), origin: { grade: 'unknown', evidence: [] } },
        'unknown',
      ),
    ];
    const { mode, failOn } = policy;
    const plain = sampleReview().policy;
    const kept = keptPolicy(policy, findings);
    const origin = findings[0]?.origin as JudgedFinding['origin'];
    const origins = [{ origin, lines: 9, files: 1 }];
    await keep('new', sampleReview({ findings, origins, policy: { ...plain, mode, failOn, ...kept } }));
    await keep('old', sampleReview({ findings: [sampleFinding()] }));
  });

  test('says which layer decided each value, and by which of them each finding was judged', async () => {
    world.as(sight());
    const page = await pageOf('new');
    for (const said of [
      'medium from the rule; set to low (rules.weak-hash, organisation file acme/.github); raised to medium, because a tool wrote the line (ai.severity_bump, preset strict, chosen by acme/.github)',
      'reported at medium; the check fails from medium on (fail_on, preset strict, chosen by acme/.github)',
      'the check fails from low on (overrides.0, path rule web/** in .langguard.yml at 1a2b3c4)',
    ])
      expect(page).toContain(said);
    const rows = await rowsOf('new', 'policy');
    expect(rows).toEqual(
      expect.arrayContaining([
        { setting: 'mode', value: 'enforce', layer: 'preset', from: 'strict, chosen by acme/.github' },
        { setting: 'waivers.by', value: 'maintain', layer: 'built-in defaults', from: 'built-in defaults' },
        { setting: 'rules.weak-hash', value: 'low', layer: 'organisation file', from: 'acme/.github' },
        {
          setting: 'overrides.0',
          value: 'fail_on: low',
          layer: 'path rule',
          from: 'web/** in .langguard.yml at 1a2b3c4',
        },
      ]),
    );
    expect((await rowsOf('new', 'findings')).map((row) => row['decided_by'])).toEqual([
      'fail_on, preset strict, chosen by acme/.github',
      'overrides.0, path rule web/** in .langguard.yml at 1a2b3c4',
    ]);
  });

  test('of before values had sources says so and does not guess', async () => {
    world.as(sight());
    const page = await pageOf('old');
    expect(page).toContain('This review is from before each value had its source');
    expect((await rowsOf('old', 'policy')).map((row) => row['layer'])).not.toContain('built-in defaults');
    expect((await rowsOf('old', 'findings')).map((row) => row['decided_by'])).toEqual([null]);
    expect(page).not.toContain('Conversations with assistants');
  });

  test('tells the conversation that a line comes from, and who asked only as far as figures by person are on', async () => {
    const { db } = world.store;
    const at = now;
    const show = async (showsPeople: boolean) =>
      await setShowsPeople(db, { installationId: 4242, showsPeople, by: 'kim', at });
    const person = async () => {
      const page = await pageOf('new');
      const [row] = await rowsOf('new', 'conversations');
      expect(row).toMatchObject({
        tool: 'claude-code',
        accepted: 'edited after it was suggested',
        link: trace.link,
        suggestion: 'trace-1',
        findings: 1,
      });
      expect(page).toContain(
        'by Claude Code, Opus 4.5, 2026-11-19 09:30 UTC; edited after it was suggested;',
      );
      expect(page).toContain(
        '<a href="https://traces.acme.example/sessions/session-1?view=all" rel="noopener noreferrer">conversation on traces.acme.example</a>',
      );
      expect(page.includes('asked by Kim@acme.example')).toBe(row?.['person'] !== null);
      if (row?.['person'] === null) expect(page).not.toContain('Kim@acme.example');
      return row?.['person'];
    };
    const administers = new Set([4242]);
    try {
      await show(false);
      world.as(sight({ login: 'boss', administers }));
      expect(await person()).toBeNull();
      await show(true);
      expect(await person()).toBe('Kim@acme.example');
      world.as(sight({ login: 'dana' }));
      expect(await person()).toBeNull();
      world.as(sight({ login: 'boss', administers: new Set([5151]) }));
      expect(await person()).toBeNull();
      world.as(sight({ login: 'kim@ACME.example' }));
      expect(await person()).toBe('Kim@acme.example');
    } finally {
      await show(false);
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
