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

/** One finding that somebody accepted, or asked to have accepted. */
export interface WaiverTable {
  id: string;
  installationId: number;
  repositoryId: number;
  /** Where it was asked for. */
  pullNumber: number;
  rule: string;
  fingerprint: string;
  reason: string;
  owner: string;
  /** Who let it pass; null while that is open. */
  approver: string | null;
  /** The last day on which it binds, such as `2027-01-31`. */
  until: string;
  source: 'command' | 'button';
  isFalsePositive: boolean;
  createdAt: Generated<Date>;
  revokedAt: Date | null;
}

/** One person's approval of what a pull request waited for. */
export interface ApprovalTable {
  installationId: number;
  repositoryId: number;
  pullNumber: number;
  /** The name of the need, and the digest of what waited. */
  name: string;
  matter: string;
  headSha: string;
  login: string;
  how: 'review' | 'command';
  givenAt: Generated<Date>;
}

/** One entry of an installation's ledger; each names the one before by its hash. */
export interface LedgerTable {
  installationId: number;
  /** From 1, without gaps. */
  seq: number;
  repositoryId: number;
  /** ISO 8601, as it was hashed. */
  at: string;
  actor: string;
  action: string;
  /** What it is about; null once the repository's data was deleted, which leaves the chain whole. */
  subject: string | null;
  subjectDigest: string;
  previous: string;
  hash: string;
}

/** One comment command and what became of it. */
export interface CommandTable {
  installationId: number;
  repositoryId: number;
  pullNumber: number;
  commentId: number;
  /** Which of the comment's commands, from 0. */
  position: number;
  login: string;
  /** The command as understood, such as `waive 1a2b3c4d5e6f`. */
  command: string;
  result: 'done' | 'refused';
  outcome: string;
  at: Generated<Date>;
}

/** The last sweep of a kind: of an installation, or over the App's deliveries. */
export interface SweepTable {
  name: string;
  claimedAt: Date;
  /** When the last one that came to its end was claimed. */
  finishedAt: Date | null;
  /** The repository at which it stopped. */
  cursor: number;
}

/** The last turn that an installation was given in the queue; row 0 holds the one that began last. */
export interface TurnTable {
  installationId: number;
  turn: number;
}

/** One finding that one channel is to hear of, once. */
export interface NoticeTable {
  id: string;
  installationId: number;
  repositoryId: number;
  pullNumber: number;
  fingerprint: string;
  channel: string;
  /** Notices of a channel that leave in one message. */
  grouping: string;
  /** Whether the channel also hears when the finding is gone, as an issue does. */
  follows: boolean;
  /** What to say, as it was rendered harmless. */
  content: ColumnType<unknown, string, string>;
  /** Whether the newest review of the pull request still has the finding. */
  isFound: Generated<boolean>;
  /** What the channel heard last: that it is there, that it is gone, or nothing. */
  told: boolean | null;
  state: 'waiting' | 'sent' | 'withdrawn' | 'dead';
  /** The message it leaves in, fixed at the first attempt, so that a repetition can be recognised. */
  batch: string | null;
  claimedBy: string | null;
  /** Until then the attempt belongs to whoever claimed it. */
  claimedUntil: Date | null;
  attempts: Generated<number>;
  dueAt: Date;
  /** The number of the GitHub issue. */
  issue: number | null;
  problem: string | null;
  createdAt: Date;
  changedAt: Date;
}

/** Every table of LangGuard's own; the queue keeps its tables in the schema `pgboss`. */
export interface Schema {
  deliveries: DeliveryTable;
  reviews: ReviewTable;
  installations: InstallationTable;
  waivers: WaiverTable;
  approvals: ApprovalTable;
  ledger: LedgerTable;
  commands: CommandTable;
  sweeps: SweepTable;
  notices: NoticeTable;
  turns: TurnTable;
}
