// What GitHub's answers say is left of each installation's hourly requests.
import type { Metrics } from './metrics.ts';

/** The budgets that were seen lately. */
export interface GitHubBudgets {
  /** Reads the headers of an answer; GitHub Enterprise Server without limits sends none. */
  note(installationId: number, headers: Readonly<Record<string, unknown>>): void;
  /** Counts an answer by the class of its status; undefined when there was none. */
  answered(status: number | undefined): void;
  /** Writes the counts, and the gauges of those with the least left. */
  fill(set: Metrics['set']): void;
}

interface Budget {
  remaining: number;
  limit: number;
  /** Milliseconds since 1970. */
  resetAt: number;
}

/** Series in Prometheus are not free: of 5,000 installations only those near their limit are shown. */
const maxShown = 50;
const maxKept = 20_000;

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api: other kinds are small and not ours. */
const resources = new Set(['core', 'graphql']);

/** Starts without any. */
export function createGitHubBudgets(now: () => number = Date.now): GitHubBudgets {
  const known = new Map<string, Budget & { installationId: number; resource: string }>();
  const answers = new Map<string, number>();
  return {
    note(installationId, headers) {
      const number = (name: string): number => Number(headers[`x-ratelimit-${name}`] ?? Number.NaN);
      const [remaining, limit, reset] = [number('remaining'), number('limit'), number('reset')];
      const resource = String(headers['x-ratelimit-resource'] ?? 'core');
      if (!(remaining >= 0) || !(limit > 0) || !(reset > 0) || !resources.has(resource)) return;
      const key = `${installationId} ${resource}`;
      const last = known.get(key);
      // Answers overtake each other; within one hour less is newer.
      const isOlder = last?.resetAt === reset * 1000 && last.remaining < remaining;
      if (isOlder) return;
      known.delete(key);
      known.set(key, { installationId, resource, remaining, limit, resetAt: reset * 1000 });
      for (const oldest of known.keys()) {
        if (known.size <= maxKept) break;
        known.delete(oldest);
      }
    },
    answered(status) {
      const kind = status === undefined ? 'none' : `${Math.floor(status / 100)}xx`;
      answers.set(kind, (answers.get(kind) ?? 0) + 1);
    },
    fill(set) {
      for (const [status, count] of answers) set('langguard_github_requests_total', { status }, count);
      // After its reset a budget is whole again, and nobody knows more until the next answer.
      for (const [key, { resetAt }] of known) if (resetAt <= now()) known.delete(key);
      const least = [...known.values()].sort((a, b) => a.remaining / a.limit - b.remaining / b.limit);
      const [lowest] = least;
      if (lowest) set('langguard_github_budget_lowest_ratio', {}, lowest.remaining / lowest.limit);
      for (const { installationId, resource, remaining, limit } of least.slice(0, maxShown)) {
        const labels = { installation: String(installationId), resource };
        set('langguard_github_budget_remaining', labels, remaining);
        set('langguard_github_budget_limit', labels, limit);
      }
    },
  };
}
