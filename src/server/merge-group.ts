// The job behind a merge queue: always answers, because a queue without an answer stalls.
import type { Review } from '../engine/review.ts';
import { renderCheckRun } from '../reporters/check-run.ts';
import { digestKeyOf } from '../store/installations.ts';
import { jobKey, type Job, type Queue } from '../store/queue.ts';
import { findReviewOfHead } from '../store/reviews.ts';
import { waiversInForce } from '../store/waivers.ts';
import { completeRun, endRun, listOpenRuns, openRun, type PlainEnd, type PublishOptions } from './publish.ts';
import { today, type JobDeps } from './review-job.ts';

type GroupJob = Extract<Job, { kind: 'merge-group' }>;
type EndJob = Extract<Job, { kind: 'merge-group-end' }>;

/**
 * Repeats on the group's head what was said of the pull request that it adds; reviews the pull request when nothing
 * was said yet. The pull requests further ahead in the queue have their own groups.
 */
export async function answerMergeGroup(job: GroupJob, deps: JobDeps, signal: AbortSignal): Promise<void> {
  const octokit = deps.github.repository(job.installationId, job.repositoryId);
  const options: PublishOptions = { octokit, signal, ...(deps.settleMs ? { settleMs: deps.settleMs } : {}) };
  const place = { ...job, externalId: externalId(job), appId: deps.github.appId };
  const run = await openRun(place, options);
  if (run.status === 'completed') return;
  if (job.number === null) return await endRun(job, run.id, unknownPull, options);
  const pull = { installationId: job.installationId, repositoryId: job.repositoryId, pullNumber: job.number };
  const { data } = await octokit.rest.pulls.get({
    owner: job.owner,
    repo: job.repo,
    pull_number: job.number,
    request: { signal },
  });
  const known = await findReviewOfHead(deps.store.db, pull, data.head.sha);
  const outcome =
    (known?.state === 'completed' && !restsOnExpired(known.review) ? known.review : undefined) ??
    (await deps.reviewPullRequest(octokit, {
      owner: job.owner,
      repo: job.repo,
      number: job.number,
      headSha: data.head.sha,
      installationId: job.installationId,
      repositoryId: job.repositoryId,
      siblings: (name) => deps.github.sibling(job.installationId, job.repositoryId, name),
      digestKey: await digestKeyOf(deps.store.db, job.installationId),
      waivers: await waiversInForce(deps.store.db, job, today()),
      signal,
      log: deps.github.log.child({ installation: job.installationId, pull: job.number }),
    }));
  // The group may have been destroyed meanwhile, and its run ended.
  const { data: now } = await octokit.rest.checks.get({
    owner: job.owner,
    repo: job.repo,
    check_run_id: run.id,
    request: { signal },
  });
  if (now.status === 'completed') return;
  const output = renderCheckRun(outcome);
  await completeRun(
    place,
    run,
    // The lines of the group are not those of the pull request, whose own run has the annotations.
    {
      ...output,
      summary: `As reviewed in #${job.number}.\n\n${output.summary}`.slice(0, 65_535),
      annotations: [],
    },
    options,
  );
}

/** Ends the group's run after every attempt failed. */
export async function giveUpMergeGroup(job: GroupJob, deps: JobDeps): Promise<void> {
  const octokit = deps.github.repository(job.installationId, job.repositoryId);
  const options: PublishOptions = { octokit, ...(deps.settleMs ? { settleMs: deps.settleMs } : {}) };
  const place = { ...job, externalId: externalId(job), appId: deps.github.appId };
  const run = await openRun(place, options);
  await endRun(job, run.id, failed, options);
}

/** Ends what runs for a group that nobody waits for any more, and takes out what waits to run. */
export async function endMergeGroup(
  job: EndJob,
  deps: JobDeps & { queue: Pick<Queue, 'drop'> },
  signal: AbortSignal,
): Promise<void> {
  await deps.queue.drop(job.installationId, {
    jobKey: jobKey({ ...job, kind: 'merge-group', number: null }),
  });
  const octokit = deps.github.repository(job.installationId, job.repositoryId);
  const options: PublishOptions = { octokit, signal, ...(deps.settleMs ? { settleMs: deps.settleMs } : {}) };
  for (const run of await listOpenRuns({ ...job, appId: deps.github.appId }, options))
    await endRun(job, run, gone, options);
}

/** What a waiver let pass that is over since then does not pass any more. */
function restsOnExpired(review: Review | null): boolean {
  const now = today();
  return (
    review?.findings.some(
      ({ disposition }) =>
        disposition.state === 'waived' && 'until' in disposition && disposition.until < now,
    ) === true
  );
}

/** Who asks again gets another run, because a completed one stays as it is. */
function externalId(job: GroupJob): string {
  return `merge-group/${job.headSha}${job.at === undefined ? '' : `/${job.at}`}`;
}

const unknownPull: PlainEnd = {
  conclusion: 'failure',
  title: 'The pull request of this merge group is unknown',
  summary:
    "LangGuard could not tell from the group's branch which pull request it adds, so it cannot say that the change " +
    'is safe. Remove the pull request from the queue and add it again.',
};

const gone: PlainEnd = {
  conclusion: 'cancelled',
  title: 'Cancelled: the merge group is gone',
  summary:
    'GitHub took this group out of the merge queue before it was answered. The pull request is checked again when it ' +
    'is queued again.',
};

const failed: PlainEnd = {
  conclusion: 'failure',
  title: 'The merge group could not be checked',
  summary:
    'LangGuard tried several times and could not answer for this merge group. Add the pull request to the queue ' +
    "again; if that fails too, the App's log says what went wrong.",
};
