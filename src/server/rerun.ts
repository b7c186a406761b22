// The job behind the re-run buttons: finds the pull requests of a head and has them reviewed anew.
import type { Job } from '../store/queue.ts';
import { requestRerun, reviewsOfHead } from '../store/reviews.ts';
import { endRun, openRun, type PlainEnd, type PublishOptions } from './publish.ts';
import type { JobDeps } from './review-job.ts';

type RerunJob = Extract<Job, { kind: 'rerun' }>;

/** Open pull requests are listed at most this far; a repository with more has their reviews in the store. */
const maxPages = 10;

/** Marks the reviews of the head as asked for again and returns the jobs that do them. */
export async function findReruns(job: RerunJob, deps: JobDeps, signal: AbortSignal): Promise<Job[]> {
  const known = await requestRerun(deps.store.db, job, job.headSha, new Date(job.at));
  const numbers = known.length > 0 ? known : await listPullsOfHead(job, deps, signal);
  const { installationId, repositoryId, owner, repo } = job;
  return numbers.map((number) => ({ kind: 'pull', installationId, repositoryId, owner, repo, number }));
}

/** A head that was reviewed this often waits for a person or a push: two tools that never come must not keep it going. */
const maxReviewsOfHead = 5;

/** Has the reviews of a head made again that lacked results of another scanner; none where nothing was lacking. */
export async function findWaiting(
  job: Extract<Job, { kind: 'analysis' }>,
  { store }: Pick<JobDeps, 'store'>,
): Promise<Job[]> {
  const { installationId, repositoryId, owner, repo, headSha, at } = job;
  const reviews = await reviewsOfHead(store.db, job, headSha);
  const isLacking = reviews.some(
    ({ isAnswer, review }) =>
      isAnswer && review?.coverage.unread.some(({ what }) => what === 'scanner') === true,
  );
  if (!isLacking || reviews.length >= maxReviewsOfHead) return [];
  const numbers = await requestRerun(store.db, job, headSha, new Date(at));
  return numbers.map((number) => ({ kind: 'pull', installationId, repositoryId, owner, repo, number }));
}

/** Answers on the head itself after every attempt failed: GitHub shows the check as queued until somebody does. */
export async function giveUpRerun(job: RerunJob, deps: JobDeps): Promise<void> {
  const octokit = deps.github.repository(job.installationId, job.repositoryId);
  const options: PublishOptions = { octokit, ...(deps.settleMs ? { settleMs: deps.settleMs } : {}) };
  const place = { ...job, externalId: `rerun/${job.headSha}/${job.at}`, appId: deps.github.appId };
  const run = await openRun(place, options);
  await endRun(job, run.id, failed, options);
}

const failed: PlainEnd = {
  conclusion: 'failure',
  title: 'The review could not be repeated',
  summary:
    'LangGuard tried several times and could not find out which pull request to review again. Choose **Re-run** ' +
    "once more; if that fails too, the App's log says what went wrong.",
};

/** The open pull requests with a head; the event's own list is empty for forks, and so is the list by commit; the head of each pull request is not. */
export async function listPullsOfHead(
  job: Pick<RerunJob, 'installationId' | 'repositoryId' | 'owner' | 'repo' | 'headSha'>,
  deps: Pick<JobDeps, 'github'>,
  signal: AbortSignal,
): Promise<number[]> {
  const octokit = deps.github.repository(job.installationId, job.repositoryId);
  const numbers: number[] = [];
  let page = 0;
  const pages = octokit.paginate.iterator(octokit.rest.pulls.list, {
    owner: job.owner,
    repo: job.repo,
    state: 'open',
    per_page: 100,
    request: { signal },
  });
  for await (const { data } of pages) {
    numbers.push(...data.filter((pull) => pull.head.sha === job.headSha).map((pull) => pull.number));
    if (++page === maxPages) break;
  }
  return numbers;
}
