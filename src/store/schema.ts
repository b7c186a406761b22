// The tables, as Kysely sees them; the migrations say the same to the database.
import type { ColumnType, Generated } from 'kysely';
import type { AdvisedWaiver } from '../engine/policy/advised.ts';
import type { HistorySchema } from './history/schema.ts';
import type { TraceSchema } from './traces/schema.ts';
import type { Sealed, SealedJson } from './sealed.ts';

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
  /** The Review, while it is kept. */
  review: ColumnType<SealedJson | null, Sealed | null, Sealed | null>;
  /** Set when somebody asked for a new run: the review no longer counts as an answer for its head. */
  rerun: Generated<boolean>;
  createdAt: Generated<Date>;
  finishedAt: Date | null;
}

/** What belongs to an installation as a whole. */
export interface InstallationTable {
  id: number;
  /** Key under which secrets found there are digested, so that nobody can compare them across installations. */
  digestKey: Sealed;
  /** Set while its owner has suspended the App there: nothing is asked of GitHub for it. */
  suspendedAt: ColumnType<Date | null, Date | null | undefined, Date | null>;
  /** Since when GitHub no longer names it among the App's installations. */
  goneAt: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

/** Something that the App cannot do in an installation, because a permission was not granted. */
export interface DegradationTable {
  installationId: number;
  /** Such as `comments`. */
  capability: string;
  since: Date;
  /** When GitHub last refused it. */
  refusedAt: Date;
  /** The review whose check run says so, and when it had said it. */
  toldIn: string | null;
  toldAt: Date | null;
}

/** A key that may have sealed something. */
export interface SealTable {
  keyId: string;
  firstUsedAt: Generated<Date>;
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
  reason: Sealed;
  owner: string;
  /** Who let it pass; null while that is open. */
  approver: string | null;
  /** The last day on which it binds, such as `2027-01-31`. */
  until: string;
  source: 'command' | 'button';
  isFalsePositive: boolean;
  /** The advisories that it names in place of the fingerprint. */
  advised: ColumnType<AdvisedWaiver[] | null, string | null | undefined, string | null>;
  createdAt: Generated<Date>;
  revokedAt: Date | null;
}

/** One secret that a pull request held, by its keyed digest: so that it is known again without being kept. */
export interface SecretSightingTable {
  installationId: number;
  repositoryId: number;
  pullNumber: number;
  digest: string;
  /** When a review saw it last. */
  seenAt: Date;
}

/** A pull request that the App may have asked for changes. */
export interface ChangeRequestTable {
  installationId: number;
  repositoryId: number;
  pullNumber: number;
  askedAt: Date;
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
  subject: Sealed | null;
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
  outcome: Sealed;
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
  content: ColumnType<SealedJson, Sealed, Sealed>;
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

/** A person who signed in, until they sign out or the session ends. */
export interface SessionTable {
  /** SHA-256 of the id that only the browser's encrypted cookie holds. */
  id: string;
  userId: number;
  login: string;
  /** Their tokens of GitHub, sealed under a key that needs the id in the cookie. */
  sealed: string;
  createdAt: Date;
  usedAt: Date;
  /** The end, however often it is used. */
  expiresAt: Date;
  /** When GitHub last said what they may see; null to have it asked again at the next request. */
  checkedAt: Date | null;
  /** Until then the question belongs to whoever claimed it. */
  checkingUntil: Date | null;
  /** GitHub kept something back when it was asked last, such as for want of single sign-on. */
  isPartial: Generated<boolean>;
}

/** What GitHub let one session see of one installation. By session, because single sign-on opens one and not the other. */
export interface SessionAccessTable {
  sessionId: string;
  installationId: number;
  repositoryIds: ColumnType<number[], string, string>;
  isAdministrator: boolean;
}

/** A sign-in that came back from GitHub: a second time is a replay. */
export interface UsedSignInTable {
  digest: string;
  at: Date;
}

/** A key for programs. */
export interface ApiTokenTable {
  /** The part that may be shown. */
  id: string;
  installationId: number;
  /** The only repositories it reaches; null for all of the installation. */
  repositoryIds: ColumnType<number[] | null, string | null, string | null>;
  /** `read`, `export` and `ingest`, separated by spaces. */
  scopes: string;
  /** SHA-256 of the whole token. */
  digest: string;
  name: string;
  createdBy: string;
  /** GitHub's number of the account; null when an operator made it. */
  createdById: number | null;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
}

/** Every table of LangGuard's own; the queue keeps its tables in the schema `pgboss`. */
export interface Schema extends HistorySchema, TraceSchema {
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
  degradations: DegradationTable;
  secretSightings: SecretSightingTable;
  changeRequests: ChangeRequestTable;
  seals: SealTable;
  sessions: SessionTable;
  sessionAccess: SessionAccessTable;
  usedSignIns: UsedSignInTable;
  apiTokens: ApiTokenTable;
}
