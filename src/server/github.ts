// GitHub for the App: Probot signs in, and our own policy decides what is repeated.
import { setTimeout as sleep } from 'node:timers/promises';
import { Probot, ProbotOctokit } from 'probot';
import type { Config } from './config.ts';
import { createGitHubBudgets, type GitHubBudgets } from './github-budgets.ts';
import { rememberAnswers } from './remembered-answers.ts';
import { redact, safeLog, type Log } from './log.ts';
import { scopedClients } from './tokens.ts';

/** A client that acts for one installation, or for the App itself. */
export type Octokit = ProbotOctokit;

/** Access to GitHub. */
export interface GitHub {
  appId: number;
  /** A client whose token reaches every repository of the installation: for sweeps only. */
  installation(id: number): Promise<Octokit>;
  /** A client whose token reaches one repository. */
  repository(installationId: number, repositoryId: number): Octokit;
  /** A client that may only read files of another repository of the same owner; the repository's own where the installation does not reach that. */
  sibling(installationId: number, repositoryId: number, name: string): Octokit;
  /** A client whose requests are made as the App itself. */
  app(): Promise<Octokit>;
  /** Notes that an installation has other permissions than its tokens. */
  renewTokens(installationId: number): void;
  /** What is left of each installation's requests, as far as answers told. */
  budgets: GitHubBudgets;
  log: Log;
}

/** GitHub asked us to wait: the job is parked until `at`, so that its worker is free. */
export interface RateLimited extends Error {
  name: 'RateLimited';
  at: Date;
}

/** Waits before a read is repeated, in milliseconds; as many repetitions as entries. */
export type ReadRetries = readonly number[];

const requestTimeoutMs = 30_000;

/** A secondary limit without a hint: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api. */
const defaultWaitMs = 60_000;
const maxWaitMs = 3_600_000;

/** The version that requests name; GitHub Enterprise Server 3.21 and older know no later one. */
const apiVersion = '2022-11-28';

/** Connects to GitHub. Nothing is requested yet. */
export async function connectGitHub(
  config: Pick<Config, 'appId' | 'privateKey' | 'githubApiUrl' | 'webhookSecrets' | 'logLevel'>,
  options: { readRetries?: ReadRetries; rememberedChars?: number } = {},
): Promise<GitHub> {
  const readRetries = options.readRetries ?? [500, 2000, 5000];
  const Client = createClient(readRetries);
  const probot = new Probot({
    appId: config.appId,
    privateKey: config.privateKey,
    baseUrl: config.githubApiUrl,
    // Probot receives no webhooks here, but without a secret it would make one up.
    secret: config.webhookSecrets[0],
    logFormat: 'json',
    logLevel: config.logLevel,
    Octokit: Client,
  });
  await probot.ready();
  const scoped = scopedClients(Client, config.githubApiUrl, () => probot.auth());
  const budgets = createGitHubBudgets();
  const remembered = rememberAnswers(options.rememberedChars);
  const noted = (id: number, client: Octokit): Octokit => {
    remembered.use(id, client);
    client.hook.after('request', (answer) => {
      budgets.answered(answer.status);
      budgets.note(id, answer.headers);
    });
    client.hook.error('request', (error) => {
      const { response } = error as { response?: { headers?: Record<string, unknown> } };
      // Octokit says 500 where nothing answered.
      budgets.answered(response ? statusOf(error) : undefined);
      if (response?.headers) budgets.note(id, response.headers);
      throw error;
    });
    return client;
  };
  return {
    appId: config.appId,
    budgets,
    installation: async (id) => noted(id, await probot.auth(id)),
    repository: (id, repositoryId) => noted(id, scoped(id, { repository_ids: [repositoryId] })),
    sibling: (id, repositoryId, name) =>
      noted(
        id,
        scoped(
          id,
          { repositories: [name], permissions: { contents: 'read', metadata: 'read' } },
          { repository_ids: [repositoryId] },
        ),
      ),
    app: () => probot.auth(),
    renewTokens: (id) => scoped.renew(id),
    log: safeLog(probot.log),
  };
}

/** Tells a `RateLimited` from other errors. */
export function isRateLimited(error: unknown): error is RateLimited {
  return error instanceof Error && error.name === 'RateLimited';
}

/** The HTTP status of an error of Octokit; undefined for other errors. */
export function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error ? (error as { status?: unknown }).status : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** True when nobody knows whether the request took effect: no answer, or an answer of something in between. */
export function isUncertain(error: unknown): boolean {
  if (!(error instanceof Error) || isRateLimited(error) || error.name === 'AbortError') return false;
  const status = statusOf(error);
  return status === undefined ? false : status >= 500;
}

/**
 * Probot's client without its throttle (one write per second for all installations together) and without its
 * retries (which repeat writes that took effect). Reads are repeated here, writes by whoever knows how to look
 * first whether they took effect.
 */
function createClient(readRetries: ReadRetries): typeof ProbotOctokit {
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  return ProbotOctokit.plugin((octokit) => {
    octokit.hook.before('request', (options) => {
      options.headers['x-github-api-version'] ??= apiVersion;
    });
    octokit.hook.wrap('request', async (request, options) => {
      for (let attempt = 0; ; attempt++) {
        const signals = [AbortSignal.timeout(requestTimeoutMs), options.request.signal].filter(
          (each) => !!each,
        );
        try {
          const answer = await request({
            ...options,
            request: { ...options.request, signal: AbortSignal.any(signals) },
          });
          if (isHalf(answer)) throw Object.assign(new Error('GitHub sent half an answer.'), { status: 502 });
          return answer;
        } catch (error) {
          const wait = waitOf(error);
          if (wait !== undefined) throw rateLimited(wait, error);
          const pause = readRetries[attempt];
          if (options.method !== 'GET' || pause === undefined || !isUncertain(error)) throw error;
          if (options.request.signal?.aborted) throw error;
          await sleep(pause * (0.75 + Math.random() / 2));
        }
      }
    });
    return {};
  }).defaults((given: Record<string, unknown>) => ({
    ...given,
    throttle: { enabled: false },
    retry: { enabled: false },
    // At level debug it would write down the bodies of requests, and with them the annotations.
    log: silent,
  })) as typeof ProbotOctokit;
}

/** True for JSON that was cut off on its way: Octokit gives what it cannot parse as text, with the status of a success. */
function isHalf({ status, headers, data }: { status: number; headers: object; data: unknown }): boolean {
  const type = String((headers as Record<string, unknown>)['content-type'] ?? '');
  return typeof data === 'string' && status !== 204 && /^application\/json\b/.test(type);
}

/** How long GitHub wants us to wait, in milliseconds; undefined when the error is no rate limit. */
export function waitOf(error: unknown, now: number = Date.now()): number | undefined {
  const status = statusOf(error);
  if (status !== 403 && status !== 429) return undefined;
  const headers =
    (error as { response?: { headers?: Record<string, string | undefined> } }).response?.headers ?? {};
  const retryAfter = Number(headers['retry-after']);
  if (Number.isFinite(retryAfter) && headers['retry-after'] !== undefined)
    return Math.min(retryAfter * 1000, maxWaitMs);
  if (headers['x-ratelimit-remaining'] === '0')
    return Math.min(
      Math.max(Number(headers['x-ratelimit-reset']) * 1000 - now, 1000) || defaultWaitMs,
      maxWaitMs,
    );
  const isSecondary =
    status === 429 || /secondary rate limit|abuse detection/i.test((error as Error).message);
  return isSecondary ? defaultWaitMs : undefined;
}

function rateLimited(waitMs: number, cause: unknown): RateLimited {
  const at = new Date(Date.now() + waitMs);
  const error = new Error(`GitHub asks to wait until ${at.toISOString()}: ${redact(String(cause))}`, {
    cause,
  });
  return Object.assign(error, { name: 'RateLimited' as const, at });
}
