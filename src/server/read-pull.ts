// Reads what a pull request is now, and notices while it is reviewed that it became another.
import { setTimeout as sleep } from 'node:timers/promises';
import { findAnnouncedHead, findNewerHead } from '../store/deliveries.ts';
import { jobKey } from '../store/queue.ts';
import { findReviewOfHead, type StoredReview } from '../store/reviews.ts';
import type { Octokit } from './github.ts';
import { pullKey, type PullJob, type Work } from './review-job.ts';

/** A pull request as it is now. */
export interface Pull {
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
export async function readAnnouncedPull(work: Work): Promise<Pull> {
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
export async function readPull(octokit: Octokit, job: PullJob, signal: AbortSignal): Promise<Pull> {
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

/** Another base branch may have another policy; a base that merely moved on is no reason to begin again. */
export function isOvertaken(review: { headSha: string; baseRef: string }, pull: Pull): boolean {
  return review.headSha !== pull.headSha || review.baseRef !== pull.baseRef;
}

/**
 * Looks now and then whether a webhook arrived that the running review does not cover. One that came late names an old
 * head, so the pull request itself is read before anything is stopped; once for each webhook.
 */
export function watchForOvertaking(
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
