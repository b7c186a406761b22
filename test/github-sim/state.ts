// What the stand-in remembers: accounts, repositories, pull requests, checks, comments and installations.

import type { People } from './users.ts';

/** A JSON object whose shape GitHub's description checks at run time. */
export type Body = Record<string, unknown>;

/** How far a permission goes. */
export type Level = 'read' | 'write';

/** A person, an organisation or a bot. */
export interface Account {
  id: number;
  login: string;
  type: 'User' | 'Organization' | 'Bot';
  email: string;
}

/** A comment on a pull request's conversation. */
export interface Comment {
  id: number;
  issue: number;
  user: Account;
  body: string;
  createdAt: string;
  updatedAt: string;
  byApp: boolean;
  reactions: { id: number; user: Account; content: string; createdAt: string }[];
}

/** An issue that is no pull request. */
export interface Issue {
  id: number;
  number: number;
  user: Account;
  title: string;
  body: string | null;
  labels: string[];
  state: 'open' | 'closed';
  stateReason: string | null;
  closedAt: string | null;
  createdAt: string;
  updatedAt: string;
  byApp: boolean;
}

/** A comment on a line or a file. */
export interface ReviewComment {
  id: number;
  pull: number;
  reviewId: number;
  user: Account;
  body: string;
  path: string;
  commitId: string;
  originalCommitId: string;
  diffHunk: string;
  subjectType: 'line' | 'file';
  side: 'LEFT' | 'RIGHT';
  /** Null on an outdated comment. */
  line: number | null;
  startLine: number | null;
  originalLine: number | null;
  originalStartLine: number | null;
  startSide: 'LEFT' | 'RIGHT' | null;
  inReplyTo: number | null;
  createdAt: string;
  updatedAt: string;
}

/** A review, whose comments name it. */
export interface Review {
  id: number;
  pull: number;
  user: Account;
  body: string;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  commitId: string;
  submittedAt: string;
}

/** An annotation as the App sent it. */
export interface Annotation {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: 'notice' | 'warning' | 'failure';
  message: string;
  title?: string;
  raw_details?: string;
}

/** The checks of one App on one commit. */
export interface CheckSuite {
  id: number;
  headSha: string;
  headBranch: string | null;
  before: string | null;
  /** Set by a re-request: the suite is queued again until a newer run ends. */
  resetAt: number | null;
  createdAt: string;
  updatedAt: string;
}

/** One check run. */
export interface CheckRun {
  id: number;
  suiteId: number;
  name: string;
  headSha: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  startedAt: string | null;
  completedAt: string | null;
  externalId: string;
  detailsUrl: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  annotations: Annotation[];
  actions: { label: string; description: string; identifier: string }[];
  createdAt: string;
}

/** A pull request. */
export interface Pull {
  id: number;
  number: number;
  title: string;
  body: string | null;
  user: Account;
  state: 'open' | 'closed';
  draft: boolean;
  locked: boolean;
  labels: string[];
  headRepo: Repository;
  headRef: string;
  headSha: string;
  baseRef: string;
  baseSha: string;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  mergedAt: string | null;
  mergeCommitSha: string | null;
  mergedBy: Account | null;
}

/** A repository and all that hangs on it. */
export interface Repository {
  id: number;
  owner: Account;
  name: string;
  private: boolean;
  /** The bare repository's folder. */
  dir: string;
  defaultBranch: string;
  parent: Repository | null;
  /** Earlier `owner/name` spellings, answered with a redirect. */
  formerNames: Set<string>;
  deleted: boolean;
  /** Read-only for everybody. */
  archived: boolean;
  createdAt: string;
  pushedAt: string;
  /** Branch heads as last announced. */
  branches: Map<string, string>;
  pulls: Map<number, Pull>;
  nextNumber: number;
  suites: Map<number, CheckSuite>;
  runs: Map<number, CheckRun>;
  issues: Map<number, Issue>;
  comments: Map<number, Comment>;
  reviews: Map<number, Review>;
  reviewComments: Map<number, ReviewComment>;
  /** Login to GitHub's role name: read, triage, write, maintain, admin. */
  collaborators: Map<string, string>;
  /** Custom properties that the organisation set. */
  properties: Map<string, string | string[]>;
  /** Active branch rules, by branch name or `*`. */
  rules: Map<string, Body[]>;
  /** Commits whose signature GitHub verified. */
  verified: Set<string>;
  sarifs: Map<string, Body>;
  /** Analyses of other tools in code scanning, with the SARIF behind each. */
  analyses: { row: Body; sarif: Body }[];
}

/** A team of an organisation. */
export interface Team {
  id: number;
  org: Account;
  slug: string;
  name: string;
  privacy: 'closed' | 'secret';
  /** Logins, lower case. */
  members: Set<string>;
  /** What it may do, by the number of the repository. */
  repositories: Map<number, TeamRole>;
}

/** What a team may do in a repository. */
export type TeamRole = 'pull' | 'triage' | 'push' | 'maintain' | 'admin';

/** The App on one account. */
export interface Installation {
  id: number;
  account: Account;
  permissions: Record<string, Level>;
  /** Undefined means all repositories of the account. */
  selected: Set<number> | undefined;
  suspendedAt: string | null;
  deleted: boolean;
  createdAt: string;
}

/** The App's registration. */
export interface App {
  id: number;
  clientId: string;
  slug: string;
  name: string;
  owner: Account;
  bot: Account;
  privateKey: string;
  publicKey: string;
  webhookSecret: string;
  clientSecret: string;
  /** Where people may be sent back to after they authorised the App; the first is the default. */
  callbackUrls: string[];
  permissions: Record<string, Level>;
  events: string[];
  createdAt: string;
}

/** Limits that GitHub documents; a test may lower them to reach them with less. */
export interface Limits {
  pullFiles: number;
  compareFiles: number;
  pullCommits: number;
  compareCommits: number;
  /** A file's patch above either is left out. */
  patchBytesPerFile: number;
  patchLinesPerFile: number;
  /** Patches of one response above either are left out. */
  patchBytesTotal: number;
  patchLinesTotal: number;
  /** The diff media type answers 406 above either. */
  diffFiles: number;
  diffLines: number;
  contentsBytes: number;
  blobBytes: number;
  treeEntries: number;
  graphqlTextBytes: number;
  webhookBytes: number;
  webhookTimeoutMs: number;
  runsPerName: number;
  ratePerHour: number;
}

/** The limits as GitHub documents them. */
export const documentedLimits: Limits = {
  pullFiles: 3000,
  compareFiles: 300,
  pullCommits: 250,
  compareCommits: 250,
  patchBytesPerFile: 500 * 1024,
  patchLinesPerFile: 20_000,
  patchBytesTotal: 1024 * 1024,
  patchLinesTotal: 20_000,
  diffFiles: 300,
  diffLines: 20_000,
  contentsBytes: 1024 * 1024,
  blobBytes: 100 * 1024 * 1024,
  treeEntries: 100_000,
  graphqlTextBytes: 512 * 1024,
  webhookBytes: 25 * 1024 * 1024,
  webhookTimeoutMs: 10_000,
  runsPerName: 1000,
  ratePerHour: 5000,
};

/** Everything that one stand-in knows. */
export interface World {
  /** The address without a trailing slash; set once the server listens. */
  url: string;
  /** What the webhook's settings say in place of the usual. */
  hookConfig?: Body;
  /** The address of the REST API; below `/api/v3` on GitHub Enterprise Server. */
  apiUrl: string;
  folder: string;
  app: App;
  limits: Limits;
  accounts: Map<string, Account>;
  repositories: Map<number, Repository>;
  installations: Map<number, Installation>;
  /** Teams by `org/slug`, lower case. */
  teams: Map<string, Team>;
  people: People;
  /** Milliseconds since 1970 by the stand-in's clock. */
  now(): number;
  nextId(): number;
  /** Whether anybody hears of such an event, which is costly to describe. */
  listens(event: string, repository: Repository | null): boolean;
  /** Lets work go on after the reply; `settled` waits for it. */
  background(work: Promise<void>): void;
  /** Announces an event to the App when it listens to it. */
  emit(event: string, action: string | null, repository: Repository | null, details: Body): void;
}

/** The stand-in's time as GitHub writes it, in whole seconds. */
export function timestamp(world: World, at: number = world.now()): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** The account of this login, made when it is new. */
export function account(world: World, login: string, type: Account['type'] = 'User'): Account {
  const known = world.accounts.get(login.toLowerCase());
  if (known !== undefined) return known;
  const id = world.nextId();
  const made: Account = { id, login, type, email: `${id}+${login}@users.noreply.github.com` };
  world.accounts.set(login.toLowerCase(), made);
  return made;
}

/** The repository that now bears this `owner/name`, or undefined. */
export function findRepository(world: World, fullName: string): Repository | undefined {
  const wanted = fullName.toLowerCase();
  for (const repository of world.repositories.values())
    if (!repository.deleted && nameOf(repository).toLowerCase() === wanted) return repository;
  return undefined;
}

/** The repository that once bore this `owner/name`, or undefined. */
export function findRenamed(world: World, fullName: string): Repository | undefined {
  const wanted = fullName.toLowerCase();
  for (const repository of world.repositories.values())
    if (!repository.deleted && repository.formerNames.has(wanted)) return repository;
  return undefined;
}

/** A repository's `owner/name`. */
export function nameOf(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

/** The installation that covers this repository, suspended or not. */
export function installationOf(world: World, repository: Repository): Installation | undefined {
  for (const installation of world.installations.values())
    if (covers(installation, repository)) return installation;
  return undefined;
}

/** Whether an installation reaches a repository. */
export function covers(installation: Installation, repository: Repository): boolean {
  return (
    !installation.deleted &&
    installation.account === repository.owner &&
    (installation.selected === undefined || installation.selected.has(repository.id))
  );
}
