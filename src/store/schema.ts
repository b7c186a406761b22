// The tables, as Kysely sees them; the migrations say the same to the database.
import type { ColumnType, Generated } from 'kysely';
import type { Review } from '../engine/review.ts';

/** Whether the work that a webhook announced is finished: only then is a repetition of its GUID a duplicate. */
export type DeliveryState = 'received' | 'done' | 'failed';

/** How far a review is; `running` is the only active state. */
export type ReviewState = 'running' | 'completed' | 'cancelled' | 'failed';

/** One webhook, without its body: only what is needed to do its work and to find it again. */
export interface DeliveryTable {
  guid: string;
  event: string;
  action: string | null;
  installationId: number;
  repositoryId: number | null;
  repository: string | null;
  pullNumber: number | null;
  headSha: string | null;
  /** The job that does its work; null when there is none to do. */
  jobKey: string | null;
  /** The job as it was sent, so that it can be sent again. */
  job: ColumnType<unknown, string | null, string | null>;
  state: DeliveryState;
  /** How often it was opened: once, and once more for each redelivery after a failure. */
  attempts: number;
  receivedAt: Generated<Date>;
  /** When an attempt of its job began and so covers it. */
  takenAt: Date | null;
  finishedAt: Date | null;
}

/** One review of one head of one pull request; `id` is the external id of its check run. */
export interface ReviewTable {
  id: string;
  installationId: number;
  repositoryId: number;
  pullNumber: number;
  headSha: string;
  baseRef: string;
  state: ReviewState;
  checkRunId: number | null;
  /** Requests that published a part: the creation, each batch of annotations and the conclusion. */
  publishedSteps: Generated<number>;
  review: ColumnType<Review | null, string | null, string | null>;
  /** Set when somebody asked for a new run: the review no longer counts as an answer for its head. */
  rerun: Generated<boolean>;
  createdAt: Generated<Date>;
  finishedAt: Date | null;
}

/** What belongs to an installation as a whole. */
export interface InstallationTable {
  id: number;
  /** Key under which secrets found there are digested, so that nobody can compare them across installations. */
  digestKey: string;
}

/** Every table of LangGuard's own; the queue keeps its tables in the schema `pgboss`. */
export interface Schema {
  deliveries: DeliveryTable;
  reviews: ReviewTable;
  installations: InstallationTable;
}
