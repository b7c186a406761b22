// Finds what no webhook told: deliveries that failed, and open pull requests whose head has no review of ours.
import type { Store } from '../store/open.ts';
import type { Queue } from '../store/queue.ts';
import { pullsWithExpiredWaiver } from '../store/expired.ts';
import { waitingHeads } from '../store/lacking.ts';
import { askAgain, headsWithReview, runningPulls } from '../store/reviews.ts';
import { claimSweep, finishSweep } from '../store/sweeps.ts';
import { isSuspended } from '../store/installations.ts';
import { knownEvents } from './events.ts';
import { mayNotAnswer } from './degradation.ts';
import { isRateLimited, statusOf, type GitHub, type Octokit } from './github.ts';
import { resume, suspend } from './lifecycle.ts';
import type { Metrics } from './metrics.ts';
import { repeat } from './repeat.ts';
import { hasRoom } from './room.ts';
import { refreshTeams, type TeamsOf } from './teams.ts';

/** What a sweep works with. */
export interface SweepDeps {
  store: Store;
  github: GitHub;
  metrics: Metrics;
  queue: Pick<Queue, 'send' | 'drop' | 'resume'>;
  /** A custom property of repositories that names their team. */
  teamProperty?: string | undefined;
}

/** Limits of a sweep. */
export interface SweepOptions {
  /** A sweep younger than this is not repeated, by whichever replica. */
  everyMs: number;
  /** Requests that a sweep of one installation may make. */
  maxRequests?: number;
  signal: AbortSignal;
}

/** What a sweep set in motion. */
export interface SweepResult {
  redelivered: number;
  reviews: number;
}

/** GitHub redelivers what is at most three days old: https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks. */
const windowMs = 3 * 86_400_000;

/** Deliveries are listed again for this long, because one on its way is not on the list yet. */
const overlapMs = 3_600_000;

/** GitHub notes a push to a repository a moment after it. */
const pushOverlapMs = 600_000;

/** Waivers end at midnight UTC; a few hours later is soon enough, and a review that fails is not tried all day. */
const expiredEveryMs = 3 * 3_600_000;
const maxExpired = 200;

/** Scanners take minutes to an hour. */
const lateEveryMs = 20 * 60_000;
const lateForMs = 6 * 3_600_000;
const maxWaiting = 500;

const maxDeliveryPages = 100;
const defaultMaxRequests = 500;

/** One sweep over everything that is due. A failure of one installation does not stop the others. */
export async function sweep(deps: SweepDeps, options: SweepOptions): Promise<SweepResult> {
  const redelivered = await guarded(deps, 'deliveries', () => redeliverFailed(deps, options));
  let reviews = await guarded(deps, 'expired waivers', () => recheckExpired(deps));
  await guarded(deps, 'late scanners', () => wakeWaiting(deps));
  const app = await deps.github.app();
  const installations = await app.paginate(app.rest.apps.listInstallations, {
    per_page: 100,
    request: { signal: options.signal },
  });
  for (const installation of installations) {
    const { id, suspended_at } = installation;
    if (options.signal.aborted) break;
    await guarded(deps, `suspension of ${id}`, () => followSuspension(id, suspended_at !== null, deps));
    if (suspended_at) continue;
    reviews += await guarded(deps, `installation ${id}`, () => sweepInstallation(id, deps, options));
    await guarded(deps, `teams of ${id}`, async () =>
      Number(await refreshTeams(installation as TeamsOf, deps, { signal: options.signal })),
    );
  }
  deps.metrics.count('langguard_sweeps_total');
  deps.metrics.count('langguard_sweep_reviews_total', {}, reviews);
  deps.metrics.set('langguard_sweep_last_success_timestamp_seconds', {}, Math.floor(Date.now() / 1000));
  return { redelivered, reviews };
}

/** A check that a waiver let pass must not stay so once the waiver is over, though nobody pushes. */
async function recheckExpired({ store, github, queue }: SweepDeps): Promise<number> {
  if (!(await claimSweep(store.db, 'expired-waivers', expiredEveryMs))) return 0;
  const today = new Date().toISOString().slice(0, 10);
  const pulls = await pullsWithExpiredWaiver(store.db, today, maxExpired);
  for (const { fullName, ...pull } of pulls) {
    const [owner = '', repo = ''] = fullName.split('/');
    const { installationId, repositoryId, pullNumber: number } = pull;
    await askAgain(store.db, pull);
    await queue.send({ kind: 'pull', installationId, repositoryId, owner, repo, number });
  }
  await finishSweep(store.db, 'expired-waivers', 0);
  if (pulls.length > 0) github.log.info({ pulls: pulls.length }, 'reviewed again: a waiver is over');
  return pulls.length;
}

/** GitHub does not promise to say that another scanner's results came; a head that may wait for some is looked at again. */
async function wakeWaiting({ store, queue }: SweepDeps): Promise<number> {
  if (!(await claimSweep(store.db, 'late-scanners', lateEveryMs))) return 0;
  const now = Date.now();
  const span = { after: new Date(now - lateForMs), before: new Date(now - lateEveryMs / 2) };
  const heads = await waitingHeads(store.db, span, maxWaiting);
  for (const { fullName, ...head } of heads) {
    const [owner = '', repo = ''] = fullName.split('/');
    await queue.send({ kind: 'analysis', ...head, owner, repo, at: now });
  }
  await finishSweep(store.db, 'late-scanners', 0);
  return heads.length;
}

/** What the webhooks of a suspension or its end should have told. */
async function followSuspension(id: number, isNow: boolean, deps: SweepDeps): Promise<number> {
  if ((await isSuspended(deps.store.db, id)) === isNow) return 0;
  const { store, queue, github } = deps;
  await (isNow ? suspend : resume)(id, { store, queue, log: github.log });
  return 1;
}

async function guarded(deps: SweepDeps, what: string, act: () => Promise<number>): Promise<number> {
  try {
    return await act();
  } catch (error) {
    // The next sweep goes on; webhooks come meanwhile.
    const level = isRateLimited(error) ? 'info' : 'warn';
    deps.github.log[level]({ err: error, what }, 'sweep cut short');
    return 0;
  }
}

/** Has GitHub send again what it could not hand over; a delivery that arrived after all is left alone. */
async function redeliverFailed(
  { store, github, metrics }: SweepDeps,
  options: SweepOptions,
): Promise<number> {
  const claim = await claimSweep(store.db, 'deliveries', options.everyMs);
  if (!claim) return 0;
  const since = Math.max(Date.now() - windowMs, (claim.previous?.getTime() ?? 0) - overlapMs);
  const app = await github.app();
  const arrived = new Set<string>();
  const failed = new Map<string, number>();
  let page = 0;
  const request = { request: { signal: options.signal } };
  pages: for await (const { data } of app.paginate.iterator(app.rest.apps.listWebhookDeliveries, {
    per_page: 100,
    ...request,
  })) {
    for (const { id, guid, event, status_code, delivered_at } of data) {
      if (Date.parse(delivered_at) < since) break pages;
      if (status_code >= 200 && status_code < 300) arrived.add(guid);
      // Newest first: this is the last attempt.
      else if (knownEvents.has(event) && !failed.has(guid)) failed.set(guid, id);
    }
    if (++page === maxDeliveryPages) break;
  }
  let redelivered = 0;
  for (const [guid, id] of failed) {
    if (arrived.has(guid)) continue;
    try {
      await app.rest.apps.redeliverWebhookDelivery({ delivery_id: id, ...request });
      redelivered++;
    } catch (error) {
      // Too old, or gone: the sweep of open pull requests finds what it was about.
      const status = statusOf(error);
      if (status === undefined || status >= 500 || isRateLimited(error)) throw error;
    }
  }
  await finishSweep(store.db, 'deliveries', 0);
  metrics.count('langguard_redeliveries_total');
  metrics.count('langguard_redelivered_total', {}, redelivered);
  if (redelivered > 0) github.log.info({ redelivered }, 'failed deliveries asked for again');
  return redelivered;
}

interface RepositoryRow {
  id: number;
  owner: string;
  name: string;
  pushedAt: number;
}

/** Queues the open pull requests without an answer: in the repositories `first` names and those that were pushed to first, then in turn in the others. */
export async function sweepInstallation(
  id: number,
  deps: SweepDeps,
  options: SweepOptions,
  first: readonly number[] = [],
): Promise<number> {
  const { store, github, queue } = deps;
  // Nothing that it finds could be answered.
  if (await mayNotAnswer(store, id, new Date())) return 0;
  const name = `installation/${id}`;
  const claim = await claimSweep(store.db, name, options.everyMs);
  if (!claim) return 0;
  const octokit = await github.installation(id);
  const budget = { left: options.maxRequests ?? defaultMaxRequests };
  if (!(await hasRoom(octokit, options))) return 0;
  const repositories = await listRepositories(octokit, budget, options);
  const { previous } = claim;
  const isActive = ({ id, pushedAt }: RepositoryRow) =>
    first.includes(id) || (previous !== undefined && pushedAt >= previous.getTime() - pushOverlapMs);
  const byId = repositories.toSorted((a, b) => a.id - b.id);
  const others = byId.filter((repository) => !isActive(repository));
  const turn = [
    ...others.filter((each) => each.id > claim.cursor),
    ...others.filter((each) => each.id <= claim.cursor),
  ];
  // A review that was put aside has no job any more that goes on with it.
  for (const { repositoryId, pullNumber: number } of await runningPulls(store.db, id)) {
    const place = byId.find((each) => each.id === repositoryId);
    if (place)
      await queue.send({
        kind: 'pull',
        installationId: id,
        repositoryId,
        owner: place.owner,
        repo: place.name,
        number,
      });
  }
  let found = 0;
  let cursor = claim.cursor;
  const named = byId.filter((each) => first.includes(each.id));
  const active = byId.filter((each) => isActive(each) && !first.includes(each.id));
  for (const repository of [...named, ...active, ...turn]) {
    if (budget.left <= 0 || options.signal.aborted) break;
    for (const number of await unanswered(id, repository, octokit, deps, budget, options)) {
      await queue.send({
        kind: 'pull',
        installationId: id,
        repositoryId: repository.id,
        owner: repository.owner,
        repo: repository.name,
        number,
      });
      found++;
    }
    if (!isActive(repository)) cursor = repository.id;
  }
  await finishSweep(store.db, name, cursor);
  if (found > 0) github.log.info({ installation: id, pulls: found }, 'pull requests without a review found');
  return found;
}

async function listRepositories(
  octokit: Octokit,
  budget: { left: number },
  { signal }: SweepOptions,
): Promise<RepositoryRow[]> {
  const rows: RepositoryRow[] = [];
  for await (const { data } of octokit.paginate.iterator(
    octokit.rest.apps.listReposAccessibleToInstallation,
    {
      per_page: 100,
      request: { signal },
    },
  )) {
    budget.left--;
    for (const { id, name, owner, pushed_at, archived, disabled } of data)
      if (!archived && !disabled)
        rows.push({ id, name, owner: owner.login, pushedAt: Date.parse(pushed_at ?? '') || 0 });
  }
  return rows;
}

/** The open pull requests of a repository whose head has no review that runs or ended. */
async function unanswered(
  installationId: number,
  { id, owner, name }: RepositoryRow,
  octokit: Octokit,
  { store }: SweepDeps,
  budget: { left: number },
  { signal }: SweepOptions,
): Promise<number[]> {
  const missing: number[] = [];
  try {
    for await (const { data } of octokit.paginate.iterator(octokit.rest.pulls.list, {
      owner,
      repo: name,
      state: 'open',
      per_page: 100,
      request: { signal },
    })) {
      budget.left--;
      const heads = data.map((pull) => pull.head.sha);
      const answered = await headsWithReview(store.db, { installationId, repositoryId: id }, heads);
      for (const { number, head } of data) if (!answered.has(`${number}/${head.sha}`)) missing.push(number);
      if (budget.left <= 0) break;
    }
  } catch (error) {
    // Deleted or taken away while we looked.
    const status = statusOf(error);
    if (status !== 403 && status !== 404) throw error;
  }
  return missing;
}

/** Sweeps now and at intervals until it is stopped; `stop` waits for the sweep under way. */
export function startSweeping(deps: SweepDeps, everyMs: number): { stop(): Promise<void> } {
  return repeat({
    everyMs,
    run: (signal) => sweep(deps, { everyMs: everyMs / 2, signal }),
    onError: (error) => deps.github.log.warn({ err: error }, 'sweep failed'),
  });
}
