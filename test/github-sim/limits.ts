// Counts requests against the hourly limit, and answers in the place of a route when a fault was ordered.
import type { Fault } from './faults.ts';
import { notFound } from './http.ts';
import type { Caller, Reply } from './http.ts';
import type { World } from './state.ts';

/** What one caller has used of its hour; `resetAt` in milliseconds. */
export interface Rate {
  limit: number;
  used: number;
  resetAt: number;
}

const secondaryMessage =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.';
const secondaryDocs =
  'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits';

/** The caller's count of this hour, begun anew when the last hour is over. */
export function rateOf(world: World, rates: Map<string, Rate>, caller: Caller): Rate {
  const key =
    caller.kind === 'installation'
      ? `installation ${caller.installation.id}`
      : caller.kind === 'user'
        ? `user ${caller.grant.user.id}`
        : caller.kind === 'nobody'
          ? 'nobody'
          : 'app';
  const now = world.now();
  const known = rates.get(key);
  if (known !== undefined && known.resetAt > now) return known;
  const made = {
    limit: known?.limit ?? (caller.kind === 'nobody' ? 60 : world.limits.ratePerHour),
    used: 0,
    resetAt: now + 3_600_000,
  };
  rates.set(key, made);
  return made;
}

/** GitHub's headers about what is left. */
export function rateHeaders(rate: Rate, resource: string): Record<string, string> {
  return {
    'x-ratelimit-limit': String(rate.limit),
    'x-ratelimit-remaining': String(Math.max(0, rate.limit - rate.used)),
    'x-ratelimit-used': String(rate.used),
    'x-ratelimit-reset': String(Math.ceil(rate.resetAt / 1000)),
    'x-ratelimit-resource': resource,
  };
}

/** GitHub's words when nothing is left. */
export function limitMessage(caller: Caller): string {
  return caller.kind === 'installation'
    ? `API rate limit exceeded for installation ID ${caller.installation.id}.`
    : 'API rate limit exceeded.';
}

/** A fault's own answer, when the request is not to take effect. */
export function faultReply(
  fault: Fault | undefined,
  caller: Caller,
  last: Reply | undefined,
  now: number,
): Reply | undefined {
  switch (fault?.kind) {
    case 'status': {
      const body = fault.body ?? { message: `Fault ${fault.status}` };
      return {
        status: fault.status,
        body,
        ...(fault.headers === undefined ? {} : { headers: fault.headers }),
      };
    }
    case 'stale':
      return last ?? notFound().reply;
    case 'rate-limit':
      return {
        status: fault.status ?? 403,
        body: { message: limitMessage(caller), documentation_url: 'https://docs.github.com/rest/rate-limit' },
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Math.ceil(now / 1000) + (fault.resetInSeconds ?? 60)),
        },
      };
    case 'secondary-limit':
      return {
        status: fault.status ?? 403,
        body: { message: secondaryMessage, documentation_url: secondaryDocs },
        ...(fault.retryAfterSeconds === undefined
          ? {}
          : { headers: { 'retry-after': String(fault.retryAfterSeconds) } }),
      };
    case 'html':
      return {
        status: fault.status ?? 502,
        raw: {
          data: Buffer.from(
            '<!DOCTYPE html>\n<html><head><title>Unicorn!</title></head><body>This page is taking too long to load.</body></html>\n',
          ),
          contentType: 'text/html; charset=utf-8',
        },
      };
    default:
      return undefined;
  }
}
