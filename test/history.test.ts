// What reviews leave behind over time: the same promises on PGlite and on PostgreSQL.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Disposition, JudgedFinding, Review } from '../src/engine/review.ts';
import { cleanReview, sampleFinding } from '../src/reporters/sample-review.ts';
import { catchUpHistory } from '../src/store/history/catch-up.ts';
import { nameRepository, recordClosed, recordReview } from '../src/store/history/record.ts';
import { standingBySeverity } from '../src/store/history/overview.ts';
import { linesByOrigin } from '../src/store/history/provenance.ts';
import { forget } from '../src/store/installations.ts';
import type { Store } from '../src/store/open.ts';
import { databases } from '../src/store/databases-for-tests.ts';
import { finishReview, keepOutcome, startReview } from '../src/store/reviews.ts';

const hour = 3_600_000;
const start = Date.parse('2026-11-02T09:00:00Z');

const waived: Disposition = {
  state: 'waived',
  by: 'command',
  waiver: 'w-1',
  owner: '@dana',
  until: '2026-12-01',
  reason: 'internal',
};

function found(name: string, more: Partial<JudgedFinding> = {}): JudgedFinding {
  return sampleFinding({ fingerprint: name.padEnd(64, '0'), path: `${name}.py`, severity: 'high', ...more });
}

function outcome(findings: JudgedFinding[], more: Partial<Review> = {}): Review {
  return cleanReview({ findings, conclusion: findings.some(isReported) ? 'failure' : 'success', ...more });
}

const isReported = (finding: JudgedFinding): boolean => finding.disposition.state === 'reported';

let nextPull = 1;

/** Records the reviews of one new pull request, one an hour, and answers its findings as `name state`. */
async function tell(
  store: Store,
  reviews: readonly Review[],
  order: readonly number[] = reviews.map((_, at) => at),
): Promise<{
  pull: { installationId: number; repositoryId: number; pullNumber: number };
  findings: string[];
}> {
  const pull = { installationId: 5_000_000_001, repositoryId: 5_000_000_002, pullNumber: nextPull++ };
  for (const at of order) {
    const review = reviews[at] as Review;
    const seen = {
      ...pull,
      id: `${pull.pullNumber}-${at}`,
      headSha: review.head,
      durationMs: 1000,
      author: 'dana',
    };
    const recorded = { ...seen, outcome: review, at: new Date(start + at * hour) };
    await store.db.transaction().execute((trx) => recordReview(trx, recorded));
    // A job may come to its end twice.
    await store.db.transaction().execute((trx) => recordReview(trx, recorded));
  }
  return { pull, findings: await statesOf(store, pull.pullNumber) };
}

async function statesOf(store: Store, pullNumber: number): Promise<string[]> {
  const rows = await store.db
    .selectFrom('findings')
    .selectAll()
    .where('pullNumber', '=', pullNumber)
    .orderBy('fingerprint')
    .execute();
  return rows.map(
    ({ fingerprint, state, isMerged }) =>
      `${fingerprint.replace(/0+$/, '')} ${state}${isMerged ? ' merged' : ''}`,
  );
}

const cases: [name: string, reviews: Review[], expected: string[]][] = [
  ['what is found is open', [outcome([found('a')])], ['a open']],
  [
    'what a later review no longer finds is fixed',
    [outcome([found('a'), found('b')]), outcome([found('b')])],
    ['a fixed', 'b open'],
  ],
  ['what comes back is open again', [outcome([found('a')]), outcome([]), outcome([found('a')])], ['a open']],
  [
    'a waiver is told from a fix',
    [outcome([found('a')]), outcome([found('a', { disposition: waived })])],
    ['a waived'],
  ],
  [
    'what policy no longer reports is ignored, not fixed',
    [
      outcome([found('a')]),
      outcome([found('a', { disposition: { state: 'below-threshold', reason: 'mild' } })]),
    ],
    ['a ignored'],
  ],
  [
    'what never counted is no finding',
    [outcome([found('a', { disposition: { state: 'outside-change', reason: 'old' } })])],
    [],
  ],
  [
    'a file that was not read keeps its findings',
    [
      outcome([found('a'), found('b')]),
      outcome([], {
        coverage: {
          ...cleanReview({}).coverage,
          unread: [{ path: 'a.py', what: 'file', reason: 'too large' }],
        },
      }),
    ],
    ['a open', 'b fixed'],
  ],
  [
    'a detector that broke fixes nothing',
    [outcome([found('a')]), outcome([], { incidents: [{ detector: 'code', message: 'broke' }] })],
    ['a open'],
  ],
];

describe.each(databases)('%s', (_name, open) => {
  let store: Store;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ store, stop } = await open());
  });
  afterAll(async () => {
    await store.close();
    await stop();
  });

  test.each(cases)('%s', async (_name, reviews, expected) => {
    expect((await tell(store, reviews)).findings).toEqual(expected);
  });

  test('reviews that come out of order end in the same history', async () => {
    const reviews = [
      outcome([found('a'), found('b')]),
      outcome([found('b'), found('c')]),
      outcome([found('c')]),
    ];
    const rows = async (order: number[]) => {
      const { pull } = await tell(store, reviews, order);
      const where = sql<boolean>`pull_number = ${pull.pullNumber}`;
      const findings = await store.db
        .selectFrom('findings')
        .select(['fingerprint', 'state', 'firstSeen', 'inFirst'])
        .where(where)
        .orderBy('fingerprint')
        .execute();
      const counts = await store.db
        .selectFrom('reviewCounts')
        .select(['at', 'isFirst'])
        .where(where)
        .orderBy('at')
        .execute();
      return { findings, counts };
    };
    const inOrder = await rows([0, 1, 2]);
    expect(inOrder.findings.map(({ inFirst }) => inFirst)).toEqual([true, true, false]);
    expect(inOrder.counts.map(({ isFirst }) => isFirst)).toEqual([true, false, false]);
    for (const order of [
      [2, 1, 0],
      [1, 0, 2],
      [2, 0, 1],
    ])
      expect(await rows(order), order.join()).toEqual(inOrder);
  });

  test('rounds to green count from the first finding', async () => {
    const { pull } = await tell(store, [
      outcome([found('a')]),
      outcome([found('a')]),
      outcome([]),
      outcome([]),
    ]);
    const row = await store.db
      .selectFrom('pulls')
      .selectAll()
      .where('number', '=', pull.pullNumber)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ rounds: 4, roundsToGreen: 3, conclusion: 'success', author: 'dana' });
    expect(row.firstFindingAt).toEqual(new Date(start));
    expect(row.greenAt).toEqual(new Date(start + 2 * hour));
  });

  test('a merge keeps what is open, a close discards it', async () => {
    const at = new Date(start + 9 * hour);
    const merged = await tell(store, [outcome([found('a'), found('b', { disposition: waived })])]);
    await recordClosed(store.db, merged.pull, { closedAt: at, mergedAt: at });
    expect(await statesOf(store, merged.pull.pullNumber)).toEqual(['a open merged', 'b waived merged']);
    const closed = await tell(store, [outcome([found('a')])]);
    await recordClosed(store.db, closed.pull, { closedAt: at, mergedAt: null });
    expect(await statesOf(store, closed.pull.pullNumber)).toEqual(['a discarded']);
  });

  test('a waiver expires on the day after its last one', async () => {
    const place = [{ installationId: 77, repositoryIds: [78] }];
    const seen = {
      installationId: 77,
      repositoryId: 78,
      pullNumber: 1,
      id: 'expires',
      headSha: 'a',
      durationMs: null,
    };
    const recorded = {
      ...seen,
      at: new Date(start),
      outcome: outcome([found('a', { disposition: waived })]),
    };
    await store.db.transaction().execute((trx) => recordReview(trx, recorded));
    const filter = { since: new Date(start - hour), until: new Date(start + hour) };
    const on = async (today: string) => (await standingBySeverity(store.db, place, filter, today))[0];
    expect(await on('2026-12-01')).toMatchObject({ waived: 1, expired: 0 });
    expect(await on('2026-12-02')).toMatchObject({ waived: 0, expired: 1 });
  });

  test('suggested dependencies are kept by origin, and what nobody counted is not none', async () => {
    const row = {
      dependencies: 4,
      vulnerable: 1,
      invented: 1,
      lookalike: 0,
      flagged: 2,
      unknown: 1,
    };
    const tool = { tool: 'cursor', name: 'Cursor' };
    const origins = [
      { origin: { ...tool, grade: 'claimed', evidence: [] }, lines: 9, files: 1 },
      { origin: { grade: 'unknown', evidence: [] }, lines: 3, files: 1 },
    ] satisfies Review['origins'];
    const gap = { path: 'pom.xml', check: 'dependencies', reason: 'its text was not read' };
    const coverage = { ...cleanReview({}).coverage, notChecked: [gap, { ...gap, reason: 'line 3' }] };
    const counted = outcome([], {
      origins,
      coverage,
      dependencies: [
        { ...tool, grade: 'claimed', ...row },
        { ...tool, grade: 'attested', ...row },
        { ...tool, model: 'm', grade: 'claimed', ...row },
      ],
    });
    const of = async (review: Review) => {
      const { pull } = await tell(store, [review]);
      const place = [{ installationId: pull.installationId, repositoryIds: [pull.repositoryId] }];
      const where = sql<boolean>`pull_number = ${pull.pullNumber}`;
      const rows = await store.db.selectFrom('reviewOrigins').selectAll().where(where).execute();
      const { unreadManifests } = await store.db
        .selectFrom('reviewCounts')
        .select('unreadManifests')
        .where(where)
        .executeTakeFirstOrThrow();
      return {
        place,
        unreadManifests,
        rows: rows.map(
          (each) =>
            `${each.tool} ${each.model}: ${each.lines} lines, ${each.suggested} suggested, ${each.suggestedFlagged} flagged, ${each.suggestedUnknown} unknown`,
        ),
      };
    };
    expect(await of(counted)).toMatchObject({
      unreadManifests: 1,
      rows: [
        'cursor null: 9 lines, 8 suggested, 4 flagged, 2 unknown',
        'null null: 3 lines, 0 suggested, 0 flagged, 0 unknown',
        // What another file decides stands on no added line of this model.
        'cursor m: 0 lines, 4 suggested, 2 flagged, 1 unknown',
      ],
    });
    const before = await of(outcome([], { origins }));
    expect(before).toMatchObject({
      unreadManifests: null,
      rows: [
        'cursor null: 9 lines, null suggested, null flagged, null unknown',
        'null null: 3 lines, null suggested, null flagged, null unknown',
      ],
    });
    const filter = { since: new Date(start - hour), until: new Date(start + hour), tool: 'cursor' };
    const lines = await linesByOrigin(store.db, before.place, filter);
    expect(lines.find(({ model }) => model === null)).toMatchObject({
      suggested: 8,
      suggestedVulnerable: 2,
      suggestedInvented: 2,
      suggestedFlagged: 4,
      suggestedUnknown: 2,
      pulls: 2,
      countedPulls: 1,
      countedLeads: 1,
    });
  });

  test('a path with NUL and hostile text is kept as text', async () => {
    const hostile = found('a', { path: "x\0'; drop table findings; --.py" });
    const { findings, pull } = await tell(store, [outcome([hostile])]);
    expect(findings).toEqual(['a open']);
    const row = await store.db
      .selectFrom('findings')
      .select('path')
      .where('pullNumber', '=', pull.pullNumber)
      .executeTakeFirst();
    expect(row?.path).toBe("x�'; drop table findings; --.py");
  });

  test('reviews from before there was a history are caught up with once, and forgotten with the rest', async () => {
    const pull = { installationId: 9, repositoryId: 10, pullNumber: 3 };
    for (const findings of [[found('a'), found('b')], [found('b')]]) {
      const review = await startReview(store.db, pull, { headSha: 'c'.repeat(40), baseRef: 'main' });
      await keepOutcome(store.db, review, outcome(findings));
      await finishReview(store.db, review, 'completed');
    }
    const emptied = await startReview(store.db, pull, { headSha: 'd'.repeat(40), baseRef: 'main' });
    await finishReview(store.db, emptied, 'completed');
    await nameRepository(store.db, { installationId: 9, id: 10, fullName: 'acme/shop' });
    expect(await catchUpHistory(store.db)).toBe(2);
    expect(await catchUpHistory(store.db)).toBe(0);
    const counts = () =>
      Promise.all(
        (['findings', 'pulls', 'reviewCounts', 'reviewOrigins', 'repositories'] as const).map(
          async (table) =>
            (
              await store.db
                .selectFrom(table)
                .select('installationId')
                .where('installationId', '=', 9)
                .execute()
            ).length,
        ),
      );
    expect(await counts()).toEqual([2, 1, 2, 2 * cleanReview({}).origins.length, 1]);
    await forget(store.db, 9, [10]);
    expect(await counts()).toEqual([0, 0, 0, 0, 0]);
  });
});
