// What stored reviews would have said under another policy, one by one and together.
import type { Review } from '../review.ts';
import { failingOf } from '../review/conclude.ts';
import { rejudge, type Rejudging } from './rejudge.ts';

/** One stored review under the proposed policy. */
export interface Replay {
  was: Review['conclusion'];
  now: Review['conclusion'];
  reason: string;
  /** Rules of the findings that fail it now. */
  rules: string[];
}

/** What the replays come to. */
export interface ReplayTally<T extends Replay> {
  fails: number;
  failed: number;
  /** Those that would stop passing, and those that would pass. */
  newly: T[];
  cleared: T[];
  /** Rules by how many reviews they fail, most first. */
  rules: [rule: string, reviews: number][];
}

/** Judges one stored review anew. */
export function replay(review: Review, by: Rejudging): Replay {
  const judged = rejudge(review, by);
  return {
    was: review.conclusion,
    now: judged.conclusion,
    reason: judged.reason,
    rules: [...new Set(failingOf(judged.findings, by.policy).map(({ rule }) => rule))].sort(),
  };
}

/** Adds replays up. */
export function tallyReplays<T extends Replay>(replays: readonly T[]): ReplayTally<T> {
  const byRule = new Map<string, number>();
  for (const { rules } of replays) for (const rule of rules) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  return {
    fails: replays.filter(({ now }) => holdsUp(now)).length,
    failed: replays.filter(({ was }) => holdsUp(was)).length,
    newly: replays.filter(({ was, now }) => !holdsUp(was) && holdsUp(now)),
    cleared: replays.filter(({ was, now }) => holdsUp(was) && !holdsUp(now)),
    rules: [...byRule].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)),
  };
}

function holdsUp(conclusion: Review['conclusion']): boolean {
  return conclusion === 'failure' || conclusion === 'action_required';
}
