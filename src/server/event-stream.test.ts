// What the security operations centre hears of reviews, in which order, and what happens when a sink does not answer.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Review } from '../engine/review.ts';
import { cleanReview, sampleFinding } from '../reporters/sample-review.ts';
import type { SocEvent } from '../notices/events/event.ts';
import type { Sink } from '../notices/events/settings.ts';
import { openStore, type Store } from '../store/open.ts';
import { finishReview, keepOutcome, notePublished, startReview } from '../store/reviews.ts';
import { createEventStream, eventsOf } from './event-stream.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';

const pull = { installationId: 1, repositoryId: 11, pullNumber: 7 };
const place = {
  repository: 'acme/shop',
  number: 7,
  author: 'lee',
  url: 'https://github.com/acme/shop/pull/7',
  checkRunId: 1,
};
const log = { info() {}, debug() {}, warn() {}, error() {} } as unknown as Log;

const finding = (name: string, over: Parameters<typeof sampleFinding>[0] = {}) =>
  sampleFinding({ fingerprint: name.repeat(64).slice(0, 64), ...over });
const waived = {
  state: 'waived',
  reason: 'a demo',
  by: 'command',
  waiver: 'w1',
  owner: 'kim',
  approver: 'dana',
  until: '2027-01-01',
} as const;
const reviewOf = (findings: Review['findings'], over: Partial<Review> = {}): Review =>
  cleanReview({ head: 'h'.repeat(40), findings, ...over });
const approved = (given: string[]): Partial<Review> => ({
  approvals: {
    needs: [
      {
        name: 'payments',
        matter: 'm1',
        by: ['@acme/payments'],
        count: 1,
        why: 'lines in pay/**',
        places: [],
        given: given.map((by) => ({ by, how: 'review' as const, at: '2026-11-20T10:00:00Z' })) as never,
      },
    ],
    without: { conclusion: 'success', reason: '' },
  },
});

describe('what a review changed', () => {
  it.each<[string, Review, Review | undefined, string[]]>([
    [
      'the first review',
      reviewOf([finding('a'), finding('b', { disposition: waived })]),
      undefined,
      ['finding.reported aaaaaaaaaaaa lee', 'finding.waived bbbbbbbbbbbb dana'],
    ],
    ['the same again', reviewOf([finding('a')]), reviewOf([finding('a')]), []],
    [
      'one more',
      reviewOf([finding('a'), finding('c')]),
      reviewOf([finding('a')]),
      ['finding.reported cccccccccccc lee'],
    ],
    ['one less', reviewOf([]), reviewOf([finding('a')]), ['finding.fixed aaaaaaaaaaaa lee']],
    [
      'one less in a file that was not read',
      reviewOf([], {
        coverage: {
          ...cleanReview().coverage,
          unread: [{ path: 'app/db.py', what: 'file', reason: 'too large' }],
        },
      }),
      reviewOf([finding('a')]),
      [],
    ],
    [
      'one waived',
      reviewOf([finding('a', { disposition: waived })]),
      reviewOf([finding('a')]),
      ['finding.waived aaaaaaaaaaaa dana'],
    ],
    [
      'a waiver that ended',
      reviewOf([finding('a')]),
      reviewOf([finding('a', { disposition: waived })]),
      ['finding.reported aaaaaaaaaaaa lee'],
    ],
    [
      'what does not count',
      reviewOf([finding('a', { disposition: { state: 'below-threshold', reason: 'low' } })]),
      undefined,
      [],
    ],
    ['an approval', reviewOf([], approved(['pat'])), reviewOf([], approved([])), ['approval.given  pat']],
    ['an approval that was told', reviewOf([], approved(['pat'])), reviewOf([], approved(['pat'])), []],
  ])('%s', (_name, now, before, expected) => {
    const events = eventsOf(pull, now, before, place, new Date(0)).map(({ content }) => content as SocEvent);
    expect(events.map(({ type, finding: id, who }) => `${type} ${id ?? ''} ${who}`)).toEqual(expected);
  });

  it('says who, what, where and what to do, on one line each', () => {
    const nasty = finding('a', { message: 'line one\nline \u202Etwo', path: 'a\u001b[2J.py' });
    const [kept] = eventsOf(pull, reviewOf([nasty]), undefined, place, new Date(0));
    const event = kept?.content as SocEvent;
    expect(event).toMatchObject({
      severity: 'critical',
      rule: 'sql-from-interpolation',
      repository: 'acme/shop',
      pull: 7,
      line: 12,
      who: 'lee',
      origin: 'Claude Code Opus 4.5 (claimed)',
      url: 'https://github.com/acme/shop/pull/7/checks?check_run_id=1',
    });
    expect(JSON.stringify(event)).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(event.message).toContain('\\u{202E}');
  });
});

describe('the stream', () => {
  let store: Store;
  let clock = Date.parse('2026-11-20T10:00:00Z');
  const written: string[] = [];
  let isBroken = false;
  const sink: Sink = { name: 'out', target: { kind: 'stdout' }, wants: ({ severity }) => severity !== 'low' };
  const settings = { sinks: [sink], outgoing: { hosts: [], ports: [], relayNetworks: [] }, networks: [] };
  const make = () =>
    createEventStream({
      store,
      log,
      metrics: createMetrics(),
      settings,
      now: () => new Date(clock),
      write(text) {
        if (isBroken) throw new Error('The pipe is closed.');
        written.push(...text.trimEnd().split('\n'));
      },
    });
  const heard = () =>
    written.splice(0).map((text) => (JSON.parse(text) as SocEvent).finding?.slice(0, 1) ?? 'x');

  beforeAll(async () => {
    store = await openStore({ memory: true });
    // A new sink hears from now on.
    await make().deliver();
  });
  afterAll(() => store.close());

  async function complete(checkRunId: number, findings: Review['findings']): Promise<void> {
    const stream = make();
    const review = await startReview(store.db, pull, { headSha: String(checkRunId), baseRef: 'main' });
    await notePublished(store.db, review, { checkRunId });
    await keepOutcome(store.db, review, reviewOf(findings));
    // What a crash after the commit does: the end of the review is noted twice.
    for (let n = 0; n < 2; n++)
      await store.db.transaction().execute(async (trx) => {
        await finishReview(trx, review, 'completed');
        await stream.record(trx, pull, reviewOf(findings), { ...place, checkRunId });
      });
  }

  it('tells each change once, in order, over several reviews', async () => {
    await complete(1, [finding('a'), finding('b')]);
    await complete(2, [finding('b'), finding('c')]);
    await make().deliver();
    expect(written.map((text) => (JSON.parse(text) as SocEvent).type)).toEqual([
      'finding.reported',
      'finding.reported',
      'finding.reported',
      'finding.fixed',
    ]);
    expect(heard()).toEqual(['a', 'b', 'c', 'a']);
    await make().deliver();
    expect(heard()).toEqual([]);
  });

  it('keeps what a sink could not take, and goes on there later', async () => {
    isBroken = true;
    await complete(3, [finding('b'), finding('c'), finding('d')]);
    await make().deliver();
    isBroken = false;
    await make().deliver();
    expect(heard()).toEqual([]);
    clock += 120_000;
    await complete(4, [finding('b'), finding('c'), finding('d'), finding('e')]);
    await make().deliver();
    expect(heard()).toEqual(['d', 'e']);
  });

  it('tells an anomaly once a day, and lets one replica at a time send', async () => {
    const anomaly = {
      kind: 'burst',
      severity: 'medium',
      subject: 'dana',
      title: 't',
      message: 'm',
      remedy: 'r',
    } as const;
    await make().alert(1, [anomaly, { ...anomaly, subject: 'lee' }], new Date(clock));
    await make().alert(1, [anomaly], new Date(clock));
    await Promise.all([make().deliver(), make().deliver(), make().deliver()]);
    expect(heard()).toEqual(['x', 'x']);
    await make().alert(1, [anomaly], new Date(clock + 86_400_000));
    await make().deliver();
    expect(heard()).toEqual(['x']);
  });
});
