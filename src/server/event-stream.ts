// Events for the security operations centre: what a review changed goes to the outbox with it, and from there to each sink in order.
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { findingId } from '../engine/policy/waivers.ts';
import { isApproved } from '../engine/policy/approvals.ts';
import type { JudgedFinding, Review } from '../engine/review.ts';
import { deliver, type DeliverOptions } from '../notices/events/deliver.ts';
import type { EventType, SocEvent } from '../notices/events/event.ts';
import type { EventSettings, Sink } from '../notices/events/settings.ts';
import { pauseMs } from '../notices/schedule.ts';
import { clip, visible } from '../reporters/neutralise.ts';
import { originName } from '../reporters/wording.ts';
import type { Store } from '../store/open.ts';
import { reviewBefore, type PullKey } from '../store/reviews.ts';
import type { Schema } from '../store/schema.ts';
import {
  claimSink,
  dropBacklog,
  noteHeard,
  recordSocEvents,
  releaseSink,
  socEventsAfter,
  type NewSocEvent,
} from '../store/soc-events.ts';
import type { Anomaly } from '../traces/anomalies.ts';
import { version } from '../version.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { NoticePlace } from './notices.ts';
import { repeatWhenWoken } from './repeat.ts';

/** The stream of an App. */
export interface EventStream {
  /** Notes what a complete review changed since the one before. Safe to repeat. */
  record(trx: Transaction<Schema>, pull: PullKey, review: Review, place: NoticePlace): Promise<void>;
  /** Notes what is unusual about the use of assistants. */
  alert(installationId: number, anomalies: readonly Anomaly[], now: Date): Promise<void>;
  /** Has the worker look soon. */
  wake(): void;
  /** Sends what is due, once round. */
  deliver(signal?: AbortSignal): Promise<void>;
  /** Delivers at intervals and whenever it is woken, until it is stopped. */
  start(everyMs?: number): { stop(): Promise<void> };
}

/** What the stream works with. */
export interface EventStreamDeps {
  store: Store;
  log: Log;
  metrics: Metrics;
  settings: EventSettings;
  now?(): Date;
  write?: DeliverOptions['write'];
}

/** Longer than a batch lasts. */
const leaseMs = 120_000;
const batchSize = 200;
/** Batches of one turn; the next one goes on. */
const maxBatches = 50;
/** A sink that is further behind hears of the newest only. */
const maxBacklog = 100_000;
/** Of one review so many events are told; the check has them all. */
const maxPerReview = 2000;

/** Makes the stream. Nothing is sent before `deliver` or `start`. */
export function createEventStream(deps: EventStreamDeps): EventStream {
  const { store, log, metrics, settings } = deps;
  const now = deps.now ?? (() => new Date());
  let wake = (): void => {};

  async function turn(sink: Sink, signal?: AbortSignal): Promise<void> {
    const claim = await claimSink(store.db, sink.name, now(), leaseMs);
    if (!claim) return;
    const lost = await dropBacklog(store.db, claim, maxBacklog);
    if (lost > 0) metrics.count('langguard_events_lost_total', { sink: sink.name }, lost);
    if (lost > 0) log.error({ sink: sink.name, lost }, 'a sink is too far behind: events were passed over');
    for (let batch = 0; batch < maxBatches; batch++) {
      if (signal?.aborted) break;
      const rows = await socEventsAfter(store.db, claim.seq, batchSize);
      const last = rows.at(-1);
      if (!last) break;
      const [first, ...rest] = rows
        .map(({ content }) => content as SocEvent)
        .filter((event) => sink.wants(event));
      if (first) {
        const options = {
          outgoing: settings.outgoing,
          networks: settings.networks,
          version,
          now: now(),
          ...(deps.write ? { write: deps.write } : {}),
        };
        const outcome = await deliver([first, ...rest], sink, options);
        metrics.count('langguard_events_total', { sink: sink.name, result: outcome.ok ? 'sent' : 'failed' });
        if (!outcome.ok) {
          const pause = pauseMs(Math.min(claim.attempt, 12), Math.random(), outcome.retryAfterMs);
          const dueAt = new Date(now().getTime() + pause);
          log.warn({ sink: sink.name, problem: outcome.reason }, 'events not sent, tried again later');
          return await releaseSink(store.db, claim, { problem: outcome.reason, dueAt });
        }
      }
      await noteHeard(store.db, claim, last.seq);
    }
    await releaseSink(store.db, claim);
  }

  const round = async (signal?: AbortSignal): Promise<void> => {
    await Promise.all(settings.sinks.map((sink) => turn(sink, signal)));
  };

  return {
    async record(trx, pull, review, place) {
      const before = await reviewBefore(trx, pull, place.checkRunId);
      await recordSocEvents(trx, pull, eventsOf(pull, review, before, place, now()));
    },
    async alert(installationId, anomalies, at) {
      const events = anomalies.map((anomaly) => anomalyEvent(installationId, anomaly, at));
      const place = { installationId, repositoryId: 0, pullNumber: 0 };
      const count = await store.db.transaction().execute((trx) => recordSocEvents(trx, place, events));
      if (count > 0) wake();
    },
    wake: () => wake(),
    deliver: round,
    start(everyMs = 5000) {
      const work = repeatWhenWoken({
        everyMs,
        // What does not end by then is sent once more by the next process, under the same ids.
        stopMs: 5000,
        run: round,
        onError: (error) => log.error({ err: error }, 'events could not be delivered'),
      });
      ({ wake } = work);
      return work;
    },
  };
}

/** What a review changed: findings that came, went and were waived, and approvals. */
export function eventsOf(
  pull: PullKey,
  review: Review,
  before: Review | undefined,
  place: NoticePlace,
  now: Date,
): NewSocEvent[] {
  const was = new Map((before?.findings ?? []).map((finding) => [finding.fingerprint, finding]));
  const is = new Set(review.findings.map(({ fingerprint }) => fingerprint));
  const events: { type: EventType; finding: JudgedFinding; who: string }[] = [];
  for (const finding of review.findings) {
    const known = was.get(finding.fingerprint)?.disposition.state;
    const { disposition } = finding;
    if (disposition.state === known) continue;
    if (disposition.state === 'reported')
      events.push({ type: 'finding.reported', finding, who: place.author });
    else if (disposition.state === 'waived') {
      const who = 'owner' in disposition ? (disposition.approver ?? disposition.owner) : place.author;
      events.push({ type: 'finding.waived', finding, who });
    }
  }
  const wasRead = readBy(review);
  for (const finding of was.values())
    if (finding.disposition.state === 'reported' && !is.has(finding.fingerprint) && wasRead(finding.path))
      events.push({ type: 'finding.fixed', finding, who: place.author });
  return [
    ...events
      .slice(0, maxPerReview)
      .map(({ type, finding, who }) => findingEvent(type, finding, who, { pull, review, place, now })),
    ...approvalEvents(review, before, { pull, review, place, now }),
  ];
}

interface Context {
  pull: PullKey;
  review: Review;
  place: NoticePlace;
  now: Date;
}

function findingEvent(
  type: EventType,
  finding: JudgedFinding,
  who: string,
  { pull, review, place, now }: Context,
): NewSocEvent {
  const { disposition } = finding;
  const code = finding.excerpt.lines[finding.start.line - finding.excerpt.startLine];
  const reason = type === 'finding.waived' && 'reason' in disposition ? ` Waived: ${disposition.reason}` : '';
  return kept(pull, `${place.checkRunId}/${type}/${finding.fingerprint}`, now, {
    type,
    severity: finding.severity,
    title: line(finding.title, 200),
    message: line(`${finding.message}${reason}`, 600),
    remedy: type === 'finding.fixed' ? 'Nothing: the finding is gone.' : line(finding.remedy, 600),
    who: line(who, 100),
    origin: line(originName(finding.origin), 100),
    rule: finding.rule,
    finding: findingId(finding.fingerprint),
    path: line(finding.path, 300),
    line: finding.start.line,
    commit: review.head,
    ...(type === 'finding.fixed' || code === undefined || code.trim() === ''
      ? {}
      : { code: line(code, 200) }),
    ...whereOf(place),
  });
}

/** Each person's approval of what waited, once. */
function approvalEvents(review: Review, before: Review | undefined, context: Context): NewSocEvent[] {
  const { pull, place, now } = context;
  const given = new Set(
    (before?.approvals?.needs ?? []).flatMap((need) => need.given.map(({ by }) => `${need.matter}/${by}`)),
  );
  return (review.approvals?.needs ?? []).flatMap((need) =>
    need.given
      .filter(({ by }) => !given.has(`${need.matter}/${by}`))
      .map(({ by }) =>
        kept(pull, `${place.checkRunId}/approval/${need.matter}/${by}`, now, {
          type: 'approval.given',
          severity: 'low',
          title: line(`Approval of ${need.name}`, 200),
          message: line(`${by} approved what waited for ${need.by.join(', ')}: ${need.why}`, 600),
          remedy: isApproved(need) ? 'Nothing: it has its approvals.' : 'It waits for further approvals.',
          who: line(by, 100),
          commit: review.head,
          ...whereOf(place),
        }),
      ),
  );
}

function anomalyEvent(installationId: number, anomaly: Anomaly, at: Date): NewSocEvent {
  const { kind, subject, severity, title, message, remedy, person, repository } = anomaly;
  const pull = { installationId, repositoryId: 0, pullNumber: 0 };
  const day = at.toISOString().slice(0, 10);
  return kept(pull, `anomaly/${day}/${kind}/${sha256(subject)}`, at, {
    type: 'anomaly',
    severity,
    title: line(title, 200),
    message: line(message, 600),
    remedy: line(remedy, 600),
    rule: kind,
    ...(person === undefined ? {} : { who: line(person, 200) }),
    ...(repository === undefined ? {} : { repository: line(repository, 200) }),
  });
}

function kept(
  { installationId, repositoryId, pullNumber }: PullKey,
  name: string,
  at: Date,
  event: Omit<SocEvent, 'id' | 'at' | 'installation'>,
): NewSocEvent {
  const key = sha256(`${repositoryId}/${pullNumber}/${name}`);
  const id = sha256(`${installationId}/${key}`).slice(0, 32);
  const content: SocEvent = { id, at: at.toISOString(), installation: installationId, ...event };
  return { key, at, content };
}

function whereOf({ repository, number, url, checkRunId }: NoticePlace) {
  return { repository, pull: number, url: `${url}/checks?check_run_id=${checkRunId}` };
}

/** Unknown is not clean: whether a review looked at a file well enough to say that something is gone. */
function readBy({ coverage, incidents }: Review): (path: string) => boolean {
  const missed = [
    ...coverage.unread.filter(({ what }) => what !== 'origins').map(({ path }) => path),
    ...incidents.map(({ path }) => path),
  ];
  return (path) => !missed.some((each) => each === undefined || each === path);
}

function line(text: string, max: number): string {
  return visible(clip(text.replace(/\s*\n\s*/g, ' ').trim(), max));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
