// What a test may do with the stand-in and read from it.
import type { NewCommit } from './commit.ts';
import type { Deliveries } from './deliveries.ts';
import type { Fault } from './faults.ts';
import type { NewPull } from './pulls.ts';
import type { LoggedRequest, Violation } from './server.ts';
import type { Account, Body, Level, Limits, Pull, Repository, TeamRole } from './state.ts';

/** How the stand-in is set up. */
export interface GitHubOptions {
  /** Where the App listens for webhooks; may be set later through `sim.webhookUrl`. */
  webhookUrl?: string;
  webhookSecret?: string;
  /** What the App is granted; the full set by default. */
  permissions?: Record<string, Level>;
  /** What the App is subscribed to; all that LangGuard handles by default. */
  events?: string[];
  tokenFormat?: 'classic' | 'stateless';
  /** Milliseconds since 1970; the machine's clock by default. */
  now?: () => number;
  limits?: Partial<Limits>;
  /** 0, the default, takes any free port. */
  port?: number;
  /** A version such as `3.17` to behave as GitHub Enterprise Server: no rate limits, 30 s for a webhook, one API version. */
  enterprise?: string;
  /** Speaks https with this key and certificate (PEM), on the name `localhost`, or on `host` at port 443, to which the test must have a way. */
  tls?: { key: string; cert: string; host?: string };
  /** True to let any installation read public repositories, as GitHub does; without it a test cannot depend on that. */
  publicReads?: boolean;
  /** False to skip holding traffic against GitHub's description. */
  validate?: boolean;
}

/** Names a repository as `owner/name`. */
export type RepositoryName = string;

/** What the App needs to know to log in. */
export interface AppCredentials {
  appId: number;
  clientId: string;
  clientSecret: string;
  /** PEM, PKCS#1. */
  privateKey: string;
  webhookSecret: string;
}

/** A check run with all its annotations, as a test reads it. */
export type CheckRunView = Body & {
  id: number;
  name: string;
  head_sha: string;
  status: string;
  conclusion: string | null;
  external_id: string;
  output: { title: string | null; summary: string | null; text: string | null; annotations_count: number };
  annotations: Body[];
  actions: { label: string; description: string; identifier: string }[];
};

/** What the merge button says. */
export interface MergeBox {
  isMergeable: boolean;
  /** Required checks that have not passed, with the reason. */
  waitingFor: { name: string; reason: string }[];
}

/** The stand-in. Everything that changes it announces itself to the App as GitHub would. */
export interface GitHubSim {
  /** Base of the REST API, such as `http://127.0.0.1:4000`; `/api/v3` below it works too, and is the base where it is an Enterprise Server. */
  readonly url: string;
  /** Where it listens on 127.0.0.1. */
  readonly port: number;
  readonly appCredentials: AppCredentials;
  /** Where webhooks go; nothing is sent while it is undefined. */
  webhookUrl: string | undefined;
  /** What the webhook's settings say in place of the usual, such as `{ insecure_ssl: '1' }`. */
  hookConfig: Body | undefined;
  readonly deliveries: Deliveries;
  /** Every API request in order of arrival. */
  readonly requests: LoggedRequest[];
  /** Departures from GitHub's description; tests assert that it is empty. */
  readonly violations: Violation[];

  /** Makes a repository and, unless told otherwise, installs the App on its owner. */
  createRepository(
    owner: string,
    name: string,
    options?: {
      private?: boolean;
      defaultBranch?: string;
      ownerType?: 'User' | 'Organization';
      install?: boolean;
    },
  ): Promise<Repository>;
  repository(name: RepositoryName): Repository;
  /** Commits files to a branch, as a push by `pusher` would; gives the sha. */
  commit(name: RepositoryName, commit: NewCommit & { verified?: boolean; pusher?: string }): Promise<string>;
  /** Moves a branch by force to a commit, or deletes it. */
  forcePush(name: RepositoryName, branch: string, to: string | null): Promise<void>;
  /** Forks a repository under another account. */
  fork(name: RepositoryName, owner: string): Promise<Repository>;
  /** Opens a pull request; `head` may be `owner:branch` of a fork. */
  openPullRequest(name: RepositoryName, pull: NewPull): Promise<Pull>;
  closePullRequest(name: RepositoryName, number: number): Promise<void>;
  reopenPullRequest(name: RepositoryName, number: number): Promise<void>;
  /** Merges and gives the merge commit's sha. */
  mergePullRequest(name: RepositoryName, number: number, by?: string): Promise<string>;
  retargetPullRequest(name: RepositoryName, number: number, base: string): Promise<void>;
  editPullRequest(
    name: RepositoryName,
    number: number,
    change: { title?: string; body?: string },
  ): Promise<void>;
  setDraft(name: RepositoryName, number: number, draft: boolean): Promise<void>;
  label(name: RepositoryName, number: number, label: string, by?: string): Promise<void>;
  unlabel(name: RepositoryName, number: number, label: string, by?: string): Promise<void>;
  renameRepository(name: RepositoryName, newName: string): Promise<void>;
  transferRepository(name: RepositoryName, owner: string): Promise<void>;
  /** Archives a repository, after which nothing can be written there, or ends that. */
  archiveRepository(name: RepositoryName, isArchived: boolean): void;
  /** Gives an account another login; its installation is told. */
  renameAccount(login: string, to: string): void;
  /** Deletes a repository; the App only hears that its access is gone. */
  deleteRepository(name: RepositoryName): Promise<void>;
  setCollaborator(
    name: RepositoryName,
    login: string,
    role: 'read' | 'triage' | 'write' | 'maintain' | 'admin',
  ): void;
  /** Requires checks on a branch, bound to an App when `appId` is given. */
  requireChecks(name: RepositoryName, branch: string, checks: { name: string; appId?: number }[]): void;
  /** What the merge button would say: neutral and skipped pass, anything missing does not. */
  mergeBox(name: RepositoryName, number: number): MergeBox;
  /** Puts a pull request into the merge queue and gives the group's head sha. */
  queueMerge(name: RepositoryName, number: number): Promise<string>;
  /** Destroys a merge group. */
  destroyMergeGroup(
    name: RepositoryName,
    headSha: string,
    reason: 'merged' | 'invalidated' | 'dequeued',
  ): Promise<void>;

  /** A person comments; gives the comment's id. */
  comment(name: RepositoryName, number: number, body: string, login: string, type?: Account['type']): number;
  editComment(name: RepositoryName, id: number, body: string, by?: string): void;
  /** Somebody presses Re-run on a check. */
  rerequestRun(name: RepositoryName, runId: number): Promise<void>;
  /** Somebody presses Re-run all checks. */
  rerequestSuite(name: RepositoryName, headSha: string): Promise<void>;
  /** Somebody presses a check's own button. */
  requestAction(name: RepositoryName, runId: number, identifier: string, by?: string): Promise<void>;
  /** A person reviews the head, or another commit; gives the review's id. */
  review(
    name: RepositoryName,
    number: number,
    review: {
      by: string;
      state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED';
      body?: string;
      commit?: string;
    },
  ): number;
  /** A person comments on a line of the head, or answers in a thread; gives the comment's id. */
  reviewComment(
    name: RepositoryName,
    number: number,
    comment:
      | { by: string; body: string; path: string; line: number }
      | { by: string; body: string; inReplyTo: number },
  ): number;
  dismissReview(name: RepositoryName, reviewId: number): void;
  /** Says who is in a team of an organisation, and what it is; a team that is not there is made. */
  setTeam(org: string, slug: string, logins: string[], more?: { name?: string; isSecret?: boolean }): void;
  /** Gives a team a role in a repository, or takes it away. */
  setTeamRole(name: RepositoryName, slug: string, role: TeamRole | null): void;
  deleteTeam(org: string, slug: string): void;
  /** Sets a custom property of a repository, as its organisation does; no event is sent. */
  setProperty(name: RepositoryName, property: string, value: string | string[] | null): void;

  /** Says who the browser is signed in as at GitHub; undefined has the authorisation declined. */
  browseAs(login: string | undefined): void;
  /** GitHub's number of an account. */
  accountId(login: string): number;
  /** Where people may be sent back to. */
  setCallbackUrls(...urls: string[]): void;
  /** Takes a person into an organisation, or out of it. */
  setMember(org: string, login: string, role: 'admin' | 'member' | null): void;
  /** Has an organisation ask for single sign-on. */
  requireSingleSignOn(org: string): void;
  /** Takes a person's present tokens through an organisation's single sign-on. */
  signOn(login: string, org: string): void;
  /** A person takes back their authorisation; their tokens end. No event is sent. */
  revokeGrants(login: string): void;
  /** The App opts out of tokens that expire. */
  letTokensLast(): void;

  /** Installs the App on an account, on all repositories or on those named. */
  install(owner: string, options?: { repositories?: string[]; permissions?: Record<string, Level> }): number;
  installationId(owner: string): number;
  suspend(owner: string): void;
  unsuspend(owner: string): void;
  uninstall(owner: string): void;
  /** Adds repositories to and removes them from an installation. */
  selectRepositories(owner: string, change: { add?: string[]; remove?: string[] }): void;
  /** The owner accepts other permissions. */
  setPermissions(owner: string, permissions: Record<string, Level>): void;
  /** What is left of the rate limit; `resetInSeconds` is an hour by default. */
  setRateLimit(owner: string, limit: { limit?: number; remaining: number; resetInSeconds?: number }): void;

  fault(fault: Fault): void;
  clearFaults(): void;
  /** Asked about every request that no ordered fault is for, until faults are cleared. */
  faultByChance(choose: (method: string, path: string) => Fault | undefined): void;
  clock: { now(): number; advance(ms: number): void };
  /** Check runs with all their annotations, oldest first; of every commit, or of one. */
  checkRuns(name: RepositoryName, sha?: string): CheckRunView[];
  comments(name: RepositoryName, number: number): Body[];
  /** Issues that are no pull requests, oldest first. */
  issues(name: RepositoryName): Body[];
  /** A person opens an issue; gives its number. */
  openIssue(
    name: RepositoryName,
    issue: { title: string; body: string | null; labels?: string[] },
    login: string,
  ): number;
  /** A person closes an issue. */
  closeIssue(name: RepositoryName, number: number, reason?: 'completed' | 'not_planned'): void;
  reviews(name: RepositoryName, number: number): { review: Body; comments: Body[] }[];
  /** Puts an analysis of another tool into code scanning. */
  addAnalysis(
    name: RepositoryName,
    analysis: { tool: string; ref: string; commit: string; category?: string; sarif: Body },
  ): void;
  /** Code scanning says that it took an analysis in: a check run of its own App is completed. */
  announceAnalysis(name: RepositoryName, analysis: { tool: string; head: string }): void;
  /** SARIF files as uploaded. */
  sarifs(name: RepositoryName): Body[];
  /** How often each writing route took effect, such as `{'POST /repos/{owner}/{repo}/check-runs': 1}`. */
  writesByRoute(): Record<string, number>;
  /** Resolves when no announcement and no delivery is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
