// The job behind every pull request event: reads what is true now, reviews that head, publishes it once.
import type { Review } from '../engine/review.ts';
import { renderCheckRun } from '../reporters/check-run.ts';
import { recordClosed } from '../store/history/record.ts';
import { digestKeyOf } from '../store/installations.ts';
import type { Store } from '../store/open.ts';
import {
  cancelReviews,
  findActiveReview,
  findReviewOfHead,
  finishReview,
  keepOutcome,
  notePublished,
  startReview,
  type StoredReview,
} from '../store/reviews.ts';
import { waiversInForce } from '../store/waivers.ts';
import { comment, notify, remember, withUpload } from './after-review.ts';
import { settleApprovals } from './approvals.ts';
import { abandoned, closed, end, failed, superseded } from './end-review.ts';
import { isRateLimited, statusOf } from './github.ts';
import { withIncidentHelp } from './incident.ts';
import { withTrace } from './observe.ts';
import { completeRun, openRun, type OpenRun } from './publish.ts';
import { isOvertaken, readAnnouncedPull, readPull, watchForOvertaking, type Pull } from './read-pull.ts';
import {
  fieldsOf,
  placeOf,
  publishOptions,
  pullKey,
  today,
  type JobDeps,
  type PullJob,
  type Work,
} from './review-job.ts';

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
