// Notices of the App: what a review found goes to the outbox with it, and from there to the channels that want it.
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { isAtLeast, type Severity } from '../engine/finding.ts';
import { findingId } from '../engine/policy/waivers.ts';
import type { JudgedFinding, Review } from '../engine/review.ts';
import type { Alert } from '../notices/alert.ts';
import type { Delivery, Notice } from '../notices/notice.ts';
import { dueAt, maxAttempts, pauseMs } from '../notices/schedule.ts';
import { send } from '../notices/send.ts';
import type { Channel, NoticeSettings } from '../notices/settings.ts';
import { clip, visible } from '../reporters/neutralise.ts';
import { failing, originName, reported } from '../reporters/wording.ts';
import {
  claimNotices,
  countDueNotices,
  noteFailed,
  noteSent,
  recordAlerts,
  recordNotices,
  type Claim,
  type NewNotice,
} from '../store/notices.ts';
import type { Store } from '../store/open.ts';
import type { PullKey } from '../store/reviews.ts';
import type { Schema } from '../store/schema.ts';
import type { GitHub } from './github.ts';
import type { Metrics } from './metrics.ts';
import { writeIssue } from './notice-issue.ts';
import { repeatWhenWoken } from './repeat.ts';

/** What notices work with. `now` and `random` are for tests that cannot wait. */
export interface NoticeDeps {
  store: Store;
  github: GitHub;
  metrics: Metrics;
  settings: NoticeSettings;
  settleMs?: readonly number[];
  now?(): Date;
  random?(): number;
}

/** What a review is about, as far as a notice says it. */
export interface NoticePlace {
  repository: string;
  number: number;
  author: string;
  /** Of the pull request, for people. */
  url: string;
  checkRunId: number;
}

/** The outbox and its worker. */
export interface Notices {
  /** Notes what is to be told of a review that is complete. Safe to repeat. */
  record(trx: Transaction<Schema>, pull: PullKey, review: Review, place: NoticePlace): Promise<void>;
  /** Notes that a pull request was closed without being merged, and its findings with it. */
  withdraw(pull: PullKey): Promise<void>;
  /** Notes what belongs to no pull request, once a day for each subject. */
  alert(installationId: number, alerts: readonly (Alert & { subject: string })[]): Promise<void>;
  /** Has the worker look soon. */
  wake(): void;
  /** How many notices should have left by now. */
  due(): Promise<number>;
  /** Sends everything that is due. */
  deliver(signal?: AbortSignal): Promise<void>;
}

/** Longer than any attempt lasts. */
const leaseMs = 180_000;

/** Of one review a channel hears of so many findings; the check has them all. */
const maxPerReview = 300;

/** Messages under way at the same time, so that one slow destination does not hold up the others. */
const concurrency = 4;

/** Messages that one turn sends at most; the next turn goes on. */
const maxPerTurn = 500;

/** Makes the outbox of an App. Nothing is sent before `deliver` or `startDelivering`. */
export function createNotices(deps: NoticeDeps): Notices & { onWake(act: () => void): void } {
  const { store, settings } = deps;
  const now = deps.now ?? (() => new Date());
  let wake = (): void => {};

  return {
    async record(trx, pull, review, place) {
      await recordNotices(trx, pull, noticesOf(pull, review, place, settings, now()), now());
    },
    async withdraw(pull) {
      await store.db.transaction().execute((trx) => recordNotices(trx, pull, [], now()));
      wake();
    },
    async alert(installationId, alerts) {
      if ((await recordAlerts(store.db, installationId, alertsFor(alerts, settings, now()), now())) > 0)
        wake();
    },
    wake: () => wake(),
    onWake(act) {
      wake = act;
    },
    due: () => countDueNotices(store.db, now()),
    async deliver(signal) {
      // Claims are made one at a time, which an idle outbox need not pay for.
      if ((await countDueNotices(store.db, now())) === 0) return;
      let left = maxPerTurn;
      const line = async (): Promise<void> => {
        while (left-- > 0) {
          if (signal?.aborted) return;
          const claim = await claimNotices(store.db, now(), leaseMs);
          if (!claim) return;
          await attempt(claim, deps, now);
        }
      };
      await Promise.all(Array.from({ length: concurrency }, line));
    },
  };
}

/** Delivers at intervals and whenever it is woken, until it is stopped; `stop` waits a while for what is under way. */
export function startDelivering(
  notices: ReturnType<typeof createNotices>,
  { log }: GitHub,
  everyMs = 15_000,
): { stop(): Promise<void> } {
  const work = repeatWhenWoken({
    everyMs,
    // What does not end by then is sent once more by the next process, under the same id.
    stopMs: 10_000,
    run: notices.deliver,
    onError: (error) => log.error({ err: error }, 'notices could not be delivered'),
  });
  notices.onWake(work.wake);
  return work;
}

async function attempt(claim: Claim, deps: NoticeDeps, now: () => Date): Promise<void> {
  const { store, github, metrics, settings } = deps;
  const channel = settings.channels.find(({ name }) => name === claim.channel);
  const { issue, ...outcome } = await deliverOne(claim, channel, deps, now);
  const fields = { installation: claim.installationId, channel: claim.channel, batch: claim.batch };
  if (outcome.ok) {
    await noteSent(store.db, claim, now(), issue);
    metrics.count('langguard_notices_total', { channel: claim.channel, result: 'sent' });
    github.log.info({ ...fields, notices: claim.notices.length }, 'notices sent');
    return;
  }
  const isOver = outcome.isFinal || claim.attempt >= maxAttempts;
  const pause = pauseMs(claim.attempt, (deps.random ?? Math.random)(), outcome.retryAfterMs);
  const again = isOver ? ('never' as const) : new Date(now().getTime() + pause);
  await noteFailed(store.db, claim, { problem: outcome.reason, again, now: now() });
  metrics.count('langguard_notices_total', { channel: claim.channel, result: isOver ? 'dead' : 'failed' });
  github.log[isOver ? 'error' : 'warn'](
    { ...fields, notices: claim.notices.length, attempt: claim.attempt, problem: outcome.reason },
    isOver ? 'notices given up' : 'notices not sent, tried again later',
  );
}

async function deliverOne(
  claim: Claim,
  channel: Channel | undefined,
  deps: NoticeDeps,
  now: () => Date,
): Promise<Delivery & { issue?: number }> {
  if (!channel) return { ok: false, reason: 'There is no such channel any more.', isFinal: true };
  if (claim.attempt > maxAttempts) return { ok: false, reason: 'Every attempt was cut off.', isFinal: true };
  const { destination } = channel;
  try {
    if (destination.kind === 'github-issue') return await writeIssue(claim, destination.labels, deps);
    const at = new Date(Math.max(...claim.notices.map(({ createdAt }) => createdAt.getTime())));
    const head = { id: claim.batch, at, isDigest: channel.when !== 'at-once' };
    const contents = claim.notices.map(({ content }) => content);
    // One grouping holds either the ones or the others.
    const message = claim.notices[0].grouping.startsWith(alertGrouping)
      ? { ...head, alerts: contents as Alert[] }
      : { ...head, notices: contents as Notice[] };
    return await send(message, destination, deps.settings.outgoing, now());
  } catch (error) {
    deps.github.log.error({ err: error, channel: channel.name }, 'a notice failed');
    return { ok: false, reason: 'LangGuard failed; its log says why.', isFinal: false };
  }
}

const alertGrouping = 'alerts';

/** What the channels are to hear of alerts; an issue is for a finding. */
function alertsFor(
  alerts: readonly (Alert & { subject: string })[],
  settings: NoticeSettings,
  now: Date,
): NewNotice[] {
  return settings.channels
    .filter(({ destination }) => destination.kind !== 'github-issue')
    .flatMap((channel) =>
      alerts
        .filter(({ severity }) => isAtLeast(severity, channel.severity))
        .filter(({ repository }) => repository === undefined || channel.hears(repository))
        .map(({ subject, ...alert }) => ({
          fingerprint: createHash('sha256')
            .update(JSON.stringify([alert.alert, alert.day, subject]))
            .digest('hex'),
          channel: channel.name,
          grouping: alertGrouping,
          follows: false,
          content: alert,
          dueAt: dueAt(channel.when, now, settings.dailyHour),
        })),
    );
}

/** What the channels are to hear of a review. */
export function noticesOf(
  pull: PullKey,
  review: Review,
  place: NoticePlace,
  settings: NoticeSettings,
  now: Date,
): NewNotice[] {
  const fails = review.policy.mode === 'enforce' ? new Set(failing(review)) : new Set<JudgedFinding>();
  const findings = reported(review);
  return settings.channels
    .filter((channel) => channel.hears(place.repository))
    .flatMap((channel) =>
      findings
        .filter((finding) => isAtLeast(finding.severity, hearsFrom(channel, review)))
        .slice(0, maxPerReview)
        .map((finding) => {
          const follows = channel.destination.kind === 'github-issue';
          return {
            fingerprint: finding.fingerprint,
            channel: channel.name,
            grouping: follows
              ? `${pull.repositoryId}/${finding.fingerprint}`
              : channel.when === 'at-once'
                ? `${pull.repositoryId}/${pull.pullNumber}`
                : 'digest',
            follows,
            content: noticeOf(finding, place, fails.has(finding)),
            dueAt: dueAt(channel.when, now, settings.dailyHour),
          };
        }),
    );
}

/** A repository may have more told than a channel hears by itself, never less; issues in it are the administrator's to ask for. */
function hearsFrom({ severity, destination }: Channel, { policy }: Review): Severity {
  const asked = policy.noticesFrom;
  if (asked === undefined || destination.kind === 'github-issue') return severity;
  return isAtLeast(asked, severity) ? severity : asked;
}

function noticeOf(finding: JudgedFinding, place: NoticePlace, fails: boolean): Notice {
  const code = finding.excerpt.lines[finding.start.line - finding.excerpt.startLine];
  const line = (text: string, max: number) => visible(clip(text.replace(/\s*\n\s*/g, ' ').trim(), max));
  return {
    severity: finding.severity,
    rule: finding.rule,
    title: line(finding.title, 200),
    finding: findingId(finding.fingerprint),
    repository: place.repository,
    pull: place.number,
    path: line(finding.path, 300),
    line: finding.start.line,
    ...(code === undefined || code.trim() === '' ? {} : { code: line(code, 200) }),
    message: line(finding.message, 600),
    remedy: line(finding.remedy, 600),
    origin: line(originName(finding.origin), 100),
    author: line(place.author, 100),
    fails,
    pullUrl: place.url,
    checkUrl: `${place.url}/checks?check_run_id=${place.checkRunId}`,
  };
}
