// What the jobs of pull requests are given, and what they are about.
import type { IncidentSearch } from '../elsewhere.ts';
import type { Change } from '../engine/change.ts';
import type { Waiver } from '../engine/policy/waivers.ts';
import type { Suggestion } from '../engine/provenance/suggestions/suggestion.ts';
import type { Review } from '../engine/review.ts';
import type { ReadPolicy } from '../github-policy.ts';
import type { Measure } from '../run.ts';
import type { Store } from '../store/open.ts';
import type { Job } from '../store/queue.ts';
import { notePublished, type PullKey, type StoredReview } from '../store/reviews.ts';
import type { EventStream } from './event-stream.ts';
import type { GitHub, Octokit } from './github.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Notices } from './notices.ts';
import type { JobWatch } from './observe.ts';
import type { PublishOptions, RunPlace } from './publish.ts';
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

/** The job of a pull request. */
export type PullJob = Extract<Job, { kind: 'pull' }>;

/** A job with what it works with. */
export interface Work {
  job: PullJob;
  deps: JobDeps;
  octokit: Octokit;
  signal: AbortSignal;
}

/** Where the review's check run belongs. */
export function placeOf(work: Work, place: { owner: string; repo: string }, review: StoredReview): RunPlace {
  return {
    owner: place.owner,
    repo: place.repo,
    headSha: review.headSha,
    externalId: review.id,
    appId: work.deps.github.appId,
  };
}

/** How its check run is written. */
export function publishOptions(work: Work, review: StoredReview): PublishOptions {
  const { deps, octokit, signal } = work;
  return {
    octokit,
    signal,
    ...(deps.settleMs ? { settleMs: deps.settleMs } : {}),
    onStep: () => notePublished(deps.store.db, review, { steps: 1 }),
  };
}

/** The day in UTC, such as `2026-11-20`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The job's names in the log. */
export function fieldsOf(job: PullJob) {
  return { installation: job.installationId, repository: job.repositoryId, pull: job.number };
}

/** The job's pull request in our records. */
export function pullKey(job: PullJob): PullKey {
  return { installationId: job.installationId, repositoryId: job.repositoryId, pullNumber: job.number };
}
