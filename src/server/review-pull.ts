// The job behind every pull request event: reads what is true now, reviews that head, publishes it once.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Review } from '../engine/review.ts';
import { renderCheckRun } from '../reporters/check-run.ts';
import type { Waiver } from '../engine/policy/waivers.ts';
import { findAnnouncedHead } from '../store/deliveries.ts';
import { digestKeyOf } from '../store/installations.ts';
import type { Store } from '../store/open.ts';
import { jobKey, type Job } from '../store/queue.ts';
import {
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
import { settleApprovals } from './approvals.ts';
import { commentOnPull } from './comment-on-pull.ts';
import type { GitHub, Octokit } from './github.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import {
  completeRun,
  defaultSettleMs,
  endRun,
  openRun,
  type PlainEnd,
  type PublishOptions,
  type RunPlace,
} from './publish.ts';

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
  log: Log;
}

/** Reviews a pull request; the server's only door to the engine. */
export type ReviewPullRequest = (octokit: Octokit, target: ReviewTarget) => Promise<Review>;

/** What the jobs work with. */
export interface JobDeps {
  store: Store;
  github: GitHub;
  reviewPullRequest: ReviewPullRequest;
  metrics: Metrics;
  settleMs?: readonly number[];
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
    const active = await findActiveReview(deps.store.db, pullKey(job));
    if (pull.state !== 'open') {
      if (active) await end(work, place, active, closed, 'cancelled');
      return;
    }
    if (active && isOvertaken(active, pull)) await end(work, place, active, superseded(pull), 'cancelled');
    const review = await reviewToFinish(deps.store, job, pull);
    if (!review) {
      // The check has its answer; what is written beside it may have failed.
      const last = await findReviewOfHead(deps.store.db, pullKey(job), pull.headSha);
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

interface Work {
  job: PullJob;
  deps: JobDeps;
  octokit: Octokit;
  signal: AbortSignal;
}

/** The review that is under way for this head, or a new one; none when the head has its answer. */
async function reviewToFinish(store: Store, job: PullJob, pull: Pull): Promise<StoredReview | undefined> {
  const key = pullKey(job);
  const active = await findActiveReview(store.db, key);
  if (active) return active;
  const last = await findReviewOfHead(store.db, key, pull.headSha);
  if (last?.state === 'completed' && !isOvertaken(last, pull)) return undefined;
  return await startReview(store.db, key, pull);
}

async function publish(work: Work, place: { owner: string; repo: string }, review: StoredReview) {
  const { job, deps, octokit, signal } = work;
  const { db } = deps.store;
  const log = deps.github.log.child({ ...fieldsOf(job), review: review.id });
  const runPlace = placeOf(work, place, review);
  const run = await openRun(runPlace, publishOptions(work, review));
  await notePublished(db, review, { checkRunId: run.id });

  const started = Date.now();
  const found =
    review.review ??
    (await deps.reviewPullRequest(octokit, {
      owner: place.owner,
      repo: place.repo,
      number: job.number,
      headSha: review.headSha,
      installationId: job.installationId,
      repositoryId: job.repositoryId,
      siblings: (name) => deps.github.sibling(job.installationId, job.repositoryId, name),
      digestKey: await digestKeyOf(db, job.installationId),
      waivers: await waiversInForce(db, job, today()),
      signal,
      log,
    }));
  const now = await readPull(octokit, job, signal);
  const outcome = review.review
    ? found
    : await settleApprovals(found, {
        store: deps.store,
        ask: { octokit, ...place, signal },
        pull: pullKey(job),
        ...now,
      });
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
  const { dropped } = await completeRun(
    runPlace,
    run,
    renderCheckRun(outcome, { maxAnnotations }),
    publishOptions(work, review),
  );
  await finishReview(db, review, 'completed');
  deps.metrics.count('langguard_reviews_total', { conclusion: outcome.conclusion });
  log.info(
    { conclusion: outcome.conclusion, findings: outcome.findings.length, dropped, ms: Date.now() - started },
    'review published',
  );
  await comment(work, place, review, outcome);
  return 'published';
}

/** After the review is finished, so that trouble with comments never turns a check. */
async function comment(
  { job, deps, octokit, signal }: Work,
  place: { owner: string; repo: string },
  { id }: StoredReview,
  outcome: Review,
): Promise<void> {
  await commentOnPull(outcome, {
    octokit,
    ...place,
    signal,
    number: job.number,
    installationId: job.installationId,
    github: deps.github,
    settleMs: deps.settleMs ?? defaultSettleMs,
    log: deps.github.log.child({ ...fieldsOf(job), review: id }),
  });
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
