// The job behind every pull request event: reads what is true now, reviews that head, publishes it once.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { Change } from '../engine/change.ts';
import type { Suggestion } from '../engine/provenance/suggestions/suggestion.ts';
import type { Review } from '../engine/review.ts';
import { renderCheckRun } from '../reporters/check-run.ts';
import type { Waiver } from '../engine/policy/waivers.ts';
import { findAnnouncedHead, findNewerHead } from '../store/deliveries.ts';
import { digestKeyOf } from '../store/installations.ts';
import type { Store } from '../store/open.ts';
import { nameRepository, recordClosed, recordReview } from '../store/history/record.ts';
import type { Schema } from '../store/schema.ts';
import { jobKey, type Job } from '../store/queue.ts';
import {
  cancelReviews,
  findActiveReview,
  findReviewOfHead,
  finishReview,
  keepOutcome,
  notePublished,
  startReview,
  type PullKey,
  type StoredReview,
} from '../store/reviews.ts';
import { waiversInForce } from '../store/waivers.ts';
import type { Measure } from '../run.ts';
import type { IncidentSearch } from '../elsewhere.ts';
import type { ReadPolicy } from '../github-policy.ts';
import { noteSightings } from '../store/sightings.ts';
import { settleApprovals } from './approvals.ts';
import { commentOnPull } from './comment-on-pull.ts';
import { uploadFindings } from './code-scanning.ts';
import { missingPermissions, permissionsTold } from './degradation.ts';
import type { EventStream } from './event-stream.ts';
import { isRateLimited, statusOf, type GitHub, type Octokit } from './github.ts';
import { withIncidentHelp } from './incident.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Notices } from './notices.ts';
import { withTrace, type JobWatch } from './observe.ts';
import {
  addToRun,
  completeRun,
  defaultSettleMs,
  endRun,
  openRun,
  type OpenRun,
  type PlainEnd,
  type PublishOptions,
  type RunPlace,
} from './publish.ts';
import type { Traces } from './traces/index.ts';
import type { Tracing } from './tracing.ts';

/** What a review is about. `headSha` is the head that the check run stands on. */
export interface ReviewTarget {
  owner: string;
  repo: string;
  number: number;
  headSha: string;
  installationId: number;
  repositoryId: number;
  /** A client for another repository of the same owner. */
  siblings(repo: string): Octokit;
  /** The installation's own key for digests of secrets. */
  digestKey: string;
  /** What people have waived in the repository. */
  waivers: readonly Waiver[];
  /** Aborted when the job lost its lease or the process stops. */
  signal: AbortSignal;
  /** Measures the steps of the review. */
  measure?: Measure;
  /** What assistants suggested that may be among the added lines of a change. */
  suggestions?(change: Change): Promise<readonly Suggestion[]>;
  log: Log;
}

/** Reviews a pull request; the server's only door to the engine. */
export type ReviewPullRequest = (octokit: Octokit, target: ReviewTarget) => Promise<Review>;

/** What the jobs work with. */
export interface JobDeps {
  store: Store;
  github: GitHub;
  reviewPullRequest: ReviewPullRequest;
  /** Searches the repository beyond the change; absent where nobody can. */
  search?: IncidentSearch;
  /** Reads the policy of a branch; absent where nobody can. */
  readPolicy?: ReadPolicy;
  metrics: Metrics;
  settleMs?: readonly number[];
  /** Tells people who were not there; absent where the administrator named nobody. */
  notices?: Notices;
  /** Tells the security operations centre; absent where the administrator named no sink. */
  events?: Pick<EventStream, 'record' | 'wake'>;
  /** What is known of assistants' conversations. */
  traces?: Pick<Traces, 'suggestions'>;
  /** Where spans go; absent without a collector. */
  tracing?: Tracing;
  /** The watch over the job under way. */
  watch?: JobWatch;
  /** How often a running review looks whether a webhook overtook it, in milliseconds. */
  overtakenPollMs?: number;
}

type PullJob = Extract<Job, { kind: 'pull' }>;

/** Forty requests; what is beyond is listed in the text of the run. */
const maxAnnotations = 2000;

/** Pushes that may overtake one job before it goes back to the queue. */
const maxOvertakings = 5;

/** Brings a pull request to one completed check run on its current head. Does nothing when it is there already. */
export async function reviewPull(job: PullJob, deps: JobDeps, signal: AbortSignal): Promise<void> {
  const octokit = deps.github.repository(job.installationId, job.repositoryId);
  const work = { job, deps, octokit, signal };
  for (let round = 0; round < maxOvertakings; round++) {
    const pull = await readAnnouncedPull(work);
    const place = { owner: pull.owner, repo: pull.repo };
    if (pull.isArchived) {
      // GitHub refuses every write there.
      await cancelReviews(deps.store.db, job, job.number);
      return;
    }
    const active = await findActiveReview(deps.store.db, pullKey(job));
    if (pull.state !== 'open') {
      if (active) await end(work, place, active, closed, 'cancelled');
      if (pull.closedAt)
        await recordClosed(deps.store.db, pullKey(job), { ...pull, closedAt: pull.closedAt });
      // What was merged is still there.
      if (!pull.isMerged) await deps.notices?.withdraw(pullKey(job));
      return;
    }
    if (active && isOvertaken(active, pull)) await end(work, place, active, superseded(pull), 'cancelled');
    const review = await reviewToFinish(deps.store, job, pull);
    if (!review) {
      // The check has its answer; what is written beside it may have failed.
      const last = await findReviewOfHead(deps.store.db, pullKey(job), pull.headSha);
      if (last?.review && last.checkRunId !== null) {
        const { review: outcome, checkRunId } = last;
        await deps.store.db.transaction().execute((trx) => notify(trx, work, pull, outcome, checkRunId));
        deps.notices?.wake();
        deps.events?.wake();
      }
      if (last?.review) await comment(work, place, last, last.review);
      return;
    }
    const outcome = await publish(work, place, review);
    if (outcome === 'published') return;
  }
  throw new Error('The pull request was pushed to faster than it could be reviewed.');
}

/** Ends a review for good after every attempt failed: the check run must not stay in progress. */
export async function giveUpPull(
  job: PullJob,
  deps: JobDeps,
  announcedHead: string | undefined,
): Promise<void> {
  const octokit = deps.github.repository(job.installationId, job.repositoryId);
  const signal = AbortSignal.timeout(120_000);
  const work = { job, deps, octokit, signal };
  let review = await findActiveReview(deps.store.db, pullKey(job));
  if (!review) {
    if (announcedHead === undefined) return;
    const known = await findReviewOfHead(deps.store.db, pullKey(job), announcedHead);
    if (known?.state === 'completed') return;
    review = await startReview(deps.store.db, pullKey(job), { headSha: announcedHead, baseRef: '' });
  }
  await end(work, job, review, failed(review.id), 'failed');
}

/** Ends a review that nobody works on any more. Where we have no access any more, only our own record is ended. */
export async function endAbandoned(job: PullJob, review: StoredReview, deps: JobDeps): Promise<void> {
  const octokit = deps.github.repository(job.installationId, job.repositoryId);
  const work = { job, deps, octokit, signal: AbortSignal.timeout(120_000) };
  try {
    await end(work, job, review, abandoned(review.id), 'failed');
  } catch (error) {
    const status = statusOf(error);
    if (isRateLimited(error) || ![401, 403, 404, 422].includes(status ?? 0)) throw error;
    await finishReview(deps.store.db, review, 'failed');
  }
}

interface Work {
  job: PullJob;
  deps: JobDeps;
  octokit: Octokit;
  signal: AbortSignal;
}

/** A review, and whether it was begun just now, so that nothing of it is published. */
type BegunReview = StoredReview & { isNew?: true };

/** The review that is under way for this head, or a new one; none when the head has its answer. */
async function reviewToFinish(store: Store, job: PullJob, pull: Pull): Promise<BegunReview | undefined> {
  const key = pullKey(job);
  const active = await findActiveReview(store.db, key);
  if (active) return active;
  const last = await findReviewOfHead(store.db, key, pull.headSha);
  if (last?.state === 'completed' && !isOvertaken(last, pull)) return undefined;
  return { ...(await startReview(store.db, key, pull)), isNew: true };
}

async function publish(work: Work, place: { owner: string; repo: string }, review: BegunReview) {
  const { job, deps, octokit, signal } = work;
  const { db } = deps.store;
  const log = deps.github.log.child({ ...fieldsOf(job), review: review.id });
  const runPlace = placeOf(work, place, review);
  const publishing = deps.watch?.stage ?? ((_stage, step) => step());
  deps.watch?.note({ review: review.id, pull: job.number, repository: job.repositoryId });
  // What an earlier attempt wrote down is surer than GitHub's list, which may lag behind.
  const run: OpenRun =
    review.checkRunId === null
      ? await publishing('publish', () => openRun(runPlace, publishOptions(work, review), review.isNew))
      : { id: review.checkRunId, status: 'in_progress', fresh: false };
  await notePublished(db, review, { checkRunId: run.id });

  const started = Date.now();
  const watch = review.review ? undefined : watchForOvertaking(work, review);
  const { traces } = deps;
  const digestKey = await digestKeyOf(db, job.installationId);
  let found: Review;
  try {
    found =
      review.review ??
      (await deps.reviewPullRequest(octokit, {
        owner: place.owner,
        repo: place.repo,
        number: job.number,
        headSha: review.headSha,
        installationId: job.installationId,
        repositoryId: job.repositoryId,
        siblings: (name) => deps.github.sibling(job.installationId, job.repositoryId, name),
        digestKey,
        ...(traces
          ? {
              suggestions: (change) =>
                traces.suggestions(
                  { ...pullKey(job), repository: `${place.owner}/${place.repo}`, digestKey },
                  change,
                ),
            }
          : {}),
        waivers: await waiversInForce(db, job, today()),
        signal: watch ? AbortSignal.any([signal, watch.signal]) : signal,
        ...(deps.watch ? { measure: deps.watch.stage } : {}),
        log,
      }));
  } catch (error) {
    const by = watch?.by();
    if (!by || signal.aborted) throw error;
    await end(
      work,
      place,
      { ...review, checkRunId: run.id },
      by.state === 'open' ? superseded(by) : closed,
      'cancelled',
    );
    deps.metrics.count('langguard_reviews_stopped_early_total');
    return by.state === 'open' ? 'overtaken' : 'published';
  } finally {
    watch?.stop();
  }
  const now = await readPull(octokit, job, signal);
  if (now.isArchived) {
    await cancelReviews(db, job, job.number);
    return 'published';
  }
  const outcome = review.review
    ? found
    : await withIncidentHelp(
        await settleApprovals(found, {
          store: deps.store,
          ask: { octokit, ...place, signal },
          pull: pullKey(job),
          ...now,
        }),
        {
          store: deps.store,
          octokit,
          ...place,
          pull: pullKey(job),
          branches: [now.baseRef, now.defaultBranch],
          siblings: (name) => deps.github.sibling(job.installationId, job.repositoryId, name),
          today: today(),
          signal,
          ...(deps.search && { search: deps.search }),
          log,
        },
      );
  if (!review.review && outcome.head === review.headSha) await keepOutcome(db, review, outcome);
  if (isOvertaken(review, now)) {
    await end(work, place, { ...review, checkRunId: run.id }, superseded(now), 'cancelled');
    return 'overtaken';
  }
  // The head moved there and back while it was read, or a read was stale: look again.
  if (outcome.head !== review.headSha) throw new Error('The review is of another head than the check run.');
  if (now.state !== 'open') {
    await end(work, place, { ...review, checkRunId: run.id }, closed, 'cancelled');
    return 'published';
  }
  const { dropped } = await publishing('publish', async () => {
    const output = renderCheckRun(await withUpload(work, place, review, outcome), { maxAnnotations });
    return await completeRun(
      runPlace,
      run,
      withTrace(output, deps.watch?.traceId),
      publishOptions(work, review),
    );
  });
  await db.transaction().execute(async (trx) => {
    await finishReview(trx, review, 'completed');
    await remember(trx, work, now, { ...review, outcome, durationMs: Date.now() - started });
    await notify(trx, work, now, outcome, run.id);
  });
  deps.notices?.wake();
  deps.events?.wake();
  deps.metrics.count('langguard_reviews_total', { conclusion: outcome.conclusion });
  deps.watch?.published();
  log.info(
    { conclusion: outcome.conclusion, findings: outcome.findings.length, dropped, ms: Date.now() - started },
    'review published',
  );
  await comment(work, place, { ...review, checkRunId: run.id }, outcome);
  return 'published';
}

/** Puts the review into the history that the dashboard shows, together with its end. */
async function remember(
  trx: Transaction<Schema>,
  { job }: Work,
  { owner, repo, author, openedAt, isArchived }: Pull,
  review: Pick<StoredReview, 'id' | 'headSha'> & { outcome: Review; durationMs: number },
): Promise<void> {
  const { id, headSha, outcome, durationMs } = review;
  const { installationId, repositoryId } = job;
  await nameRepository(trx, { installationId, id: repositoryId, fullName: `${owner}/${repo}`, isArchived });
  const seen = { id, headSha, outcome, durationMs, author, openedAt, at: new Date() };
  await recordReview(trx, { ...pullKey(job), ...seen });
  await noteSightings(
    trx,
    pullKey(job),
    outcome.findings.flatMap(({ secretDigest, disposition }) =>
      secretDigest === undefined || disposition.state === 'outside-change' ? [] : [secretDigest],
    ),
  );
}

/** Puts what people are to hear of into the outbox, together with the end of the review. */
async function notify(
  trx: Transaction<Schema>,
  { job, deps }: Work,
  { owner, repo, author, url }: Pull,
  outcome: Review,
  checkRunId: number,
): Promise<void> {
  const place = { repository: `${owner}/${repo}`, number: job.number, author, url, checkRunId };
  await deps.notices?.record(trx, pullKey(job), outcome, place);
  await deps.events?.record(trx, pullKey(job), outcome, place);
}

/** The outcome with a note where its findings could not be put into code scanning, which changes no conclusion. */
async function withUpload(
  { job, deps, octokit, signal }: Work,
  place: { owner: string; repo: string },
  { headSha }: StoredReview,
  outcome: Review,
): Promise<Review> {
  const settle = deps.settleMs ? { settleMs: deps.settleMs } : {};
  const reason = await uploadFindings(outcome, {
    octokit,
    ...place,
    number: job.number,
    headSha,
    signal,
    ...settle,
  });
  if (reason === undefined) return outcome;
  const notChecked = [...outcome.coverage.notChecked, { check: 'upload to code scanning', reason }];
  return { ...outcome, coverage: { ...outcome.coverage, notChecked } };
}

/** After the review is finished, so that trouble with comments never turns a check. */
async function comment(
  { job, deps, octokit, signal }: Work,
  place: { owner: string; repo: string },
  { id, checkRunId }: Pick<StoredReview, 'id' | 'checkRunId'>,
  outcome: Review,
): Promise<void> {
  const note = await commentOnPull(outcome, {
    octokit,
    ...place,
    signal,
    number: job.number,
    store: deps.store,
    pull: pullKey(job),
    installationId: job.installationId,
    github: deps.github,
    settleMs: deps.settleMs ?? defaultSettleMs,
    log: deps.github.log.child({ ...fieldsOf(job), review: id }),
  });
  if (note !== undefined && checkRunId !== null) await addToRun(place, checkRunId, note, { octokit, signal });
  if (checkRunId === null) return;
  const missing = await missingPermissions(deps, job.installationId, id);
  if (missing === undefined) return;
  await addToRun(place, checkRunId, missing, { octokit, signal });
  await permissionsTold(deps.store, job.installationId, id);
}

/**
 * Looks now and then whether a webhook arrived that the running review does not cover. One that came late names an old
 * head, so the pull request itself is read before anything is stopped; once for each webhook.
 */
function watchForOvertaking(
  { job, deps, octokit, signal }: Work,
  review: StoredReview,
): { signal: AbortSignal; by(): Pull | undefined; stop(): void } {
  const control = new AbortController();
  let by: Pull | undefined;
  let looked: string | undefined;
  let isLooking = false;
  const look = async (): Promise<void> => {
    const guid = await findNewerHead(deps.store.db, job.installationId, jobKey(job), review.headSha);
    if (guid === undefined || guid === looked) return;
    const pull = await readPull(octokit, job, signal);
    looked = guid;
    if (!isOvertaken(review, pull) && pull.state === 'open') return;
    by = pull;
    control.abort(new Error('The review was overtaken.'));
  };
  const timer = setInterval(() => {
    if (isLooking || control.signal.aborted) return;
    isLooking = true;
    // What could not be found out now is found out when the review is published.
    void look()
      .catch(() => {})
      .finally(() => (isLooking = false));
  }, deps.overtakenPollMs ?? 2000);
  timer.unref();
  return { signal: control.signal, by: () => by, stop: () => clearInterval(timer) };
}

async function end(
  work: Work,
  place: { owner: string; repo: string },
  review: StoredReview,
  text: PlainEnd,
  state: 'cancelled' | 'failed',
): Promise<void> {
  const options = publishOptions(work, review);
  const id = review.checkRunId ?? (await openRun(placeOf(work, place, review), options)).id;
  await endRun(place, id, text, options);
  await finishReview(work.deps.store.db, review, state);
  work.deps.metrics.count('langguard_reviews_total', { conclusion: state });
}

function placeOf(work: Work, place: { owner: string; repo: string }, review: StoredReview): RunPlace {
  return {
    owner: place.owner,
    repo: place.repo,
    headSha: review.headSha,
    externalId: review.id,
    appId: work.deps.github.appId,
  };
}

function publishOptions(work: Work, review: StoredReview): PublishOptions {
  const { deps, octokit, signal } = work;
  return {
    octokit,
    signal,
    ...(deps.settleMs ? { settleMs: deps.settleMs } : {}),
    onStep: () => notePublished(deps.store.db, review, { steps: 1 }),
  };
}

interface Pull {
  owner: string;
  repo: string;
  headSha: string;
  baseRef: string;
  state: string;
  author: string;
  /** Its address for people. */
  url: string;
  isMerged: boolean;
  defaultBranch: string;
  openedAt: Date;
  /** Null while it is open, and where it was closed unmerged. */
  mergedAt: Date | null;
  closedAt: Date | null;
  isArchived: boolean;
}

/**
 * Reads the pull request. GitHub's reads may lag behind its webhooks: when the answer is a head that we have dealt
 * with and not the one announced last, it is asked again for a moment. (It may also be true: webhooks overtake.)
 */
async function readAnnouncedPull(work: Work): Promise<Pull> {
  const { job, deps, octokit, signal } = work;
  const announced = await findAnnouncedHead(deps.store.db, job.installationId, jobKey(job));
  let pull = await readPull(octokit, job, signal);
  for (const pause of deps.settleMs ?? [500, 1500, 3000]) {
    if (announced === undefined || announced === pull.headSha || pull.state !== 'open') return pull;
    const known = await findReviewOfHead(deps.store.db, pullKey(job), pull.headSha);
    if (known?.state !== 'completed') return pull;
    await sleep(pause);
    pull = await readPull(octokit, job, signal);
  }
  return pull;
}

/** The names come from the answer, because a repository may have been renamed since the event. */
async function readPull(octokit: Octokit, job: PullJob, signal: AbortSignal): Promise<Pull> {
  const { data } = await octokit.rest.pulls.get({
    owner: job.owner,
    repo: job.repo,
    pull_number: job.number,
    request: { signal },
  });
  return {
    owner: data.base.repo.owner.login,
    repo: data.base.repo.name,
    headSha: data.head.sha,
    baseRef: data.base.ref,
    state: data.state,
    author: data.user.login,
    url: data.html_url,
    isMerged: data.merged,
    defaultBranch: data.base.repo.default_branch,
    openedAt: new Date(data.created_at),
    mergedAt: data.merged_at === null ? null : new Date(data.merged_at),
    closedAt: data.closed_at === null ? null : new Date(data.closed_at),
    isArchived: data.base.repo.archived,
  };
}

/** The day in UTC, such as `2026-11-20`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function fieldsOf(job: PullJob) {
  return { installation: job.installationId, repository: job.repositoryId, pull: job.number };
}

function pullKey(job: PullJob): PullKey {
  return { installationId: job.installationId, repositoryId: job.repositoryId, pullNumber: job.number };
}

const closed: PlainEnd = {
  conclusion: 'cancelled',
  title: 'Cancelled: the pull request is closed',
  summary: 'The pull request was closed before the review was finished. Reopening it starts a new review.',
};

function superseded(by: Pull): PlainEnd {
  return {
    conclusion: 'cancelled',
    title: `Superseded by ${by.headSha.slice(0, 12)}`,
    summary: `Superseded by ${by.headSha}: the pull request has a new head or another base, which is reviewed instead.`,
  };
}

/** Another base branch may have another policy; a base that merely moved on is no reason to begin again. */
function isOvertaken(review: { headSha: string; baseRef: string }, pull: Pull): boolean {
  return review.headSha !== pull.headSha || review.baseRef !== pull.baseRef;
}

function failed(reviewId: string): PlainEnd {
  return {
    conclusion: 'failure',
    title: 'The review could not be finished',
    summary:
      'LangGuard tried several times and could not finish this review, so it cannot say that the change is safe.\n\n' +
      'What to do: choose **Re-run** above, or push again. If it fails again, give the administrator of this App ' +
      `the number of the review, \`${reviewId}\`: the App's log says what went wrong.`,
  };
}

function abandoned(reviewId: string): PlainEnd {
  return {
    conclusion: 'timed_out',
    title: 'The review did not come to its end',
    summary:
      'LangGuard began this review and was interrupted, so it cannot say that the change is safe.\n\n' +
      'What to do: choose **Re-run** above, or push again. If it happens again, give the administrator of this App ' +
      `the number of the review, \`${reviewId}\`.`,
  };
}
