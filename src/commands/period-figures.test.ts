// The report of a period, from stored reviews to its three forms.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../engine/problem.ts';
import type { PeriodFigures } from '../reporters/periodic/figures.ts';
import { nextSteps } from '../reporters/periodic/next-steps.ts';
import { renderPeriodic } from '../reporters/periodic/render.ts';
import { cleanReview, sampleFinding } from '../reporters/sample-review.ts';
import { nameRepository, recordClosed, recordReview } from '../store/history/record.ts';
import { openStore, type Store } from '../store/open.ts';
import { recordTraces } from '../store/traces/events.ts';
import { periodFigures } from './period-figures.ts';
import { sinceOf } from './security-report.ts';

const until = new Date('2026-11-20T12:00:00Z');
const since = new Date('2026-11-13T12:00:00Z');
const evil = 'acme/<script>alert(1)</script>|x';
let store: Store;
let figures: PeriodFigures;

beforeAll(async () => {
  store = await openStore({ memory: true });
  const { db } = store;
  await nameRepository(db, { installationId: 1, id: 11, fullName: 'acme/shop' });
  await nameRepository(db, { installationId: 1, id: 12, fullName: evil });
  await nameRepository(db, { installationId: 2, id: 21, fullName: 'other/secret' });
  let counter = 0;
  const seen = async (
    place: { installationId: number; repositoryId: number; pullNumber: number },
    at: string,
    names: string[],
    over: Parameters<typeof sampleFinding>[0] = {},
  ) =>
    await db.transaction().execute((trx) =>
      recordReview(trx, {
        id: `r${counter++}`,
        ...place,
        headSha: 'h',
        at: new Date(at),
        durationMs: 100,
        outcome: cleanReview({
          conclusion: 'failure',
          findings: names.map((name) =>
            sampleFinding({ fingerprint: name.repeat(64).slice(0, 64), ...over }),
          ),
        }),
      }),
    );
  const shop = { installationId: 1, repositoryId: 11 };
  await seen({ ...shop, pullNumber: 1 }, '2026-11-08T10:00:00Z', ['a']);
  await seen({ ...shop, pullNumber: 2 }, '2026-11-15T10:00:00Z', ['b', 'c']);
  await seen({ ...shop, pullNumber: 2 }, '2026-11-15T13:00:00Z', ['c']);
  const at = new Date('2026-11-16T10:00:00Z');
  await recordClosed(db, { ...shop, pullNumber: 2 }, { closedAt: at, mergedAt: at });
  await seen({ installationId: 1, repositoryId: 12, pullNumber: 3 }, '2026-11-17T10:00:00Z', ['d'], {
    class: 'hardcoded-secret',
    rule: 'aws-access-key',
    path: 'a`b|c.py',
  });
  await seen({ installationId: 2, repositoryId: 21, pullNumber: 9 }, '2026-11-17T10:00:00Z', ['e']);
  await recordTraces(
    db,
    1,
    [
      {
        key: 'k',
        repository: null,
        at: new Date('2026-11-15T10:00:00Z'),
        source: 'otlp',
        kind: 'request',
        tool: 'claude-code',
        model: null,
        person: 'dana',
        team: null,
        session: 's',
        link: null,
        tokensIn: 1000,
        tokensOut: 200,
        tokensCached: 0,
        costMicros: 2_500_000,
        failed: false,
        called: null,
        paths: [],
        blocks: [],
      },
    ],
    until,
  );
  const names = new Map([
    ['1/11', 'acme/shop'],
    ['1/12', evil],
  ]);
  const scope = [{ installationId: 1, repositoryIds: [11, 12] }];
  figures = await periodFigures(db, { about: 'installation 1', names, scope }, { since, until });
});
afterAll(() => store.close());

describe('the figures', () => {
  it('count what was first seen in the time, and compare it with the time before', () => {
    expect(figures.severities).toMatchObject([{ severity: 'critical', findings: 3, fixed: 1 }]);
    expect([figures.findingsBefore, figures.pullsBefore]).toEqual([1, 1]);
    expect(figures.seen).toMatchObject({ reviews: 3, pulls: 2, repositories: 2 });
    expect(figures.severities[0]?.medianFixSeconds).toBe(3 * 3600);
    expect(figures.assistants).toEqual([
      { tool: 'claude-code', calls: 1, failures: 0, tokens: 1200, dollars: 2.5, people: 1 },
    ]);
  });

  it('name what stands, and nothing of another installation', () => {
    expect(figures.repositories.map(({ repository }) => repository).toSorted()).toEqual([evil, 'acme/shop']);
    expect(JSON.stringify(figures)).not.toContain('other/secret');
    expect(figures.standing).toHaveLength(3);
  });

  it('say what to do next, the dearest first', () => {
    const steps = nextSteps(figures).map(({ todo }) => todo);
    expect(steps).toHaveLength(3);
    expect(steps[0]).toMatch(/^Revoke 1 secret that still stands open/);
    expect(nextSteps({ ...figures, repositories: [], standing: [], origins: [] })).toEqual([]);
    const empty = {
      ...figures,
      repositories: [],
      standing: [],
      origins: [],
      seen: { ...figures.seen, reviews: 0, pulls: 0 },
    };
    expect(nextSteps(empty).map(({ todo }) => todo)).toEqual([
      'Look whether the App still gets its webhooks.',
    ]);
  });
});

describe('the forms', () => {
  it('Markdown: every rate with what it is of, and names as text', async () => {
    const text = await renderPeriodic(figures, 'markdown');
    expect(text).toMatch(/^# LangGuard, installation 1: 2026-11-13 to 2026-11-20\n/);
    expect(text).toContain('## Do next\n\n1. **Revoke 1 secret');
    expect(text).toMatch(/0 of 3 reviews could not look at everything/);
    expect(text).toMatch(/3\\?\.0 h \(1 of 3\)/);
    expect(text).not.toContain('<script>');
    for (const line of text.split('\n').filter((row) => row.startsWith('| acme/')))
      expect(line.match(/(?<!\\)\|/g)?.length).toBe(7);
  });

  it('HTML: one file, nothing runs, names as text', async () => {
    const text = await renderPeriodic(figures, 'html');
    expect(text).toContain("default-src 'none'");
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;');
    expect(text).toContain('<h2>Do next</h2>');
    expect(text).not.toContain('[object');
  });

  it('JSON: the figures and the steps', async () => {
    const read = JSON.parse(await renderPeriodic(figures, 'json')) as PeriodFigures & {
      next: unknown[];
      version: number;
    };
    expect([read.version, read.next.length, read.about]).toEqual([1, 3, 'installation 1']);
  });

  it('are there when there is nothing', async () => {
    const none = await periodFigures(store.db, { about: 'x', names: new Map(), scope: [] }, { since, until });
    for (const format of ['markdown', 'html'] as const)
      expect(await renderPeriodic(none, format)).toContain('webhooks');
  });
});

describe('the time', () => {
  it.each([
    ['30d', '2026-10-21T12:00:00.000Z'],
    ['2w', '2026-11-06T12:00:00.000Z'],
    ['12h', '2026-11-20T00:00:00.000Z'],
    ['2026-10-01', '2026-10-01T00:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(sinceOf(text, until).toISOString()).toBe(expected);
  });

  it.each(['', '0d', '30', 'yesterday', '2026-13-01', '2027-01-01'])('refuses %j', (text) => {
    expect(() => sinceOf(text, until)).toThrow(UserError);
  });
});
