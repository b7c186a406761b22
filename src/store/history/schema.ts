// The tables of what happened over time, as Kysely sees them.
import type { Generated } from 'kysely';
import type { Confidence, Severity } from '../../engine/finding.ts';
import type { Grade } from '../../engine/origin.ts';
import type { OriginKind } from '../../engine/review/rates.ts';
import type { Review } from '../../engine/review.ts';

/** A repository by the name it had last. */
export interface RepositoryTable {
  installationId: number;
  id: number;
  fullName: string;
  isArchived: Generated<boolean>;
  updatedAt: Generated<Date>;
}

/** One pull request over its completed reviews. */
export interface PullTable {
  installationId: number;
  repositoryId: number;
  number: number;
  /** Null where the review was stored before this was kept. */
  author: string | null;
  openedAt: Date | null;
  firstReviewAt: Date;
  lastReviewAt: Date;
  /** Added lines in the first and in the newest review. */
  firstLines: number;
  lastLines: number;
  conclusion: Review['conclusion'];
  /** Completed reviews. */
  rounds: number;
  /** The first review with something reported. */
  firstFindingAt: Date | null;
  /** The first review after that with nothing that fails, and how many it took, itself included. */
  greenAt: Date | null;
  roundsToGreen: number | null;
  mergedAt: Date | null;
  closedAt: Date | null;
}

/**
 * How a finding stands: `fixed` when a later review of the pull request read its file and no longer has it, `ignored`
 * when policy no longer reports it, `discarded` when the pull request was closed unmerged.
 */
export const findingStates = ['open', 'fixed', 'waived', 'ignored', 'discarded'] as const;
export type FindingState = (typeof findingStates)[number];

/** One finding of one pull request, over its reviews; no text of the code. */
export interface FindingTable {
  installationId: number;
  repositoryId: number;
  pullNumber: number;
  fingerprint: string;
  rule: string;
  class: string;
  severity: Severity;
  confidence: Confidence;
  path: string;
  line: number;
  kind: OriginKind;
  grade: Grade;
  tool: string | null;
  model: string | null;
  firstSeen: Date;
  lastSeen: Date;
  /** The newest review that has it. */
  reviewId: string;
  /** Whether the first review of the pull request has it. */
  inFirst: boolean;
  /** Whether it counts for the rate of its lines: it was reported on a line of the head. */
  onLine: boolean;
  state: FindingState;
  /** When it came into a state other than open. */
  endedAt: Date | null;
  waivedBy: string | null;
  /** The last day of the waiver; null for an allow comment, which has none. */
  waivedUntil: string | null;
  isMerged: boolean;
}

/** What one completed review counted. */
export interface ReviewCountTable {
  id: string;
  installationId: number;
  repositoryId: number;
  pullNumber: number;
  at: Date;
  headSha: string;
  conclusion: Review['conclusion'];
  ruleSet: string;
  durationMs: number | null;
  isFirst: boolean;
  addedLines: number;
  critical: number;
  high: number;
  medium: number;
  low: number;
  waived: number;
  /** Places that nobody looked at or could not judge, and detectors that broke. */
  gaps: number;
  /** Files of which the dependencies could not be read; null where they were not counted. */
  unreadManifests: number | null;
}

/** The added lines of one kind, tool and model in one review. */
export interface ReviewOriginTable {
  reviewId: string;
  installationId: number;
  repositoryId: number;
  pullNumber: number;
  at: Date;
  isFirst: boolean;
  kind: OriginKind;
  tool: string | null;
  model: string | null;
  /** Set on one row of each kind of a review, so that counting them counts pull requests. */
  leads: boolean;
  lines: number;
  /** Of these the ones that every rule reads. */
  readLines: number;
  /** Dependencies that these lines bring; all six are null where nobody counted them. */
  suggested: number | null;
  suggestedVulnerable: number | null;
  suggestedInvented: number | null;
  suggestedLookalike: number | null;
  /** Vulnerable or invented. */
  suggestedFlagged: number | null;
  /** Neither, as far as was answered; not everything was. */
  suggestedUnknown: number | null;
}

/** What an administrator decided for the dashboard of an installation. */
export interface DashboardSettingTable {
  installationId: number;
  /** Whether figures by person are made. */
  showsPeople: boolean;
  changedBy: string;
  changedAt: Date;
}

/** One team of one repository; only teams that everybody of the organisation may know. */
export interface RepositoryTeamTable {
  installationId: number;
  repositoryId: number;
  /** As GitHub writes it in `@owner/team`, or the value of the custom property. */
  team: string;
  name: string;
}

/** What is known of the teams of an installation as a whole. */
export interface TeamLookupTable {
  installationId: number;
  /** When GitHub last named them all; null while they are not known. */
  knownAt: Date | null;
  /** Where they come from: GitHub's teams, or `property <name>`. */
  source: 'teams' | `property ${string}` | null;
  /** Why the last question was not answered, such as `permission`. */
  problem: string | null;
  /** When GitHub is asked next. */
  dueAt: Date;
  /** The team at which the last question stopped, where it may not ask more; 0 for none. */
  cursor: Generated<number>;
}

/** The tables of this folder. */
export interface HistorySchema {
  repositories: RepositoryTable;
  pulls: PullTable;
  findings: FindingTable;
  reviewCounts: ReviewCountTable;
  reviewOrigins: ReviewOriginTable;
  dashboardSettings: DashboardSettingTable;
  repositoryTeams: RepositoryTeamTable;
  teamLookups: TeamLookupTable;
}
