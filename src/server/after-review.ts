// What follows from a review beside its check run: history, notices, the upload to code scanning, comments.
import type { Transaction } from 'kysely';
import type { Review } from '../engine/review.ts';
import { nameRepository, recordReview } from '../store/history/record.ts';
import type { StoredReview } from '../store/reviews.ts';
import type { Schema } from '../store/schema.ts';
import { noteSightings } from '../store/sightings.ts';
import { uploadFindings } from './code-scanning.ts';
import { commentOnPull } from './comment-on-pull.ts';
import { missingPermissions, permissionsTold } from './degradation.ts';
import { addToRun, defaultSettleMs } from './publish.ts';
import type { Pull } from './read-pull.ts';
import { fieldsOf, pullKey, type Work } from './review-job.ts';

/** Puts the review into the history that the dashboard shows, together with its end. */
export async function remember(
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
export async function notify(
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
export async function withUpload(
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

/** Writes beside the check: after the review is finished, so that trouble with comments never turns a check. */
export async function comment(
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
