// What the last reviews of one repository would have said: for maintainers, before they enforce.
import { presets } from '../../engine/policy/presets.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import { replay, tallyReplays, type Replay } from '../../engine/policy/replay.ts';
import { inlineCode, prose } from '../../reporters/neutralise.ts';
import { count } from '../../reporters/wording.ts';
import { lastReviews } from '../../store/reviews.ts';
import { waiversInForce } from '../../store/waivers.ts';
import { isAtLeastRole, type roleOf } from '../people.ts';
import type { Asked, Outcome } from './carry-out.ts';
import type { SimulatedPolicy } from './parse.ts';

/** Reviews that are replayed, the newest. */
const maxReviews = 50;
const maxListed = 10;

/** Replays the last reviews under the policy in force made to enforce, or with what a preset says in its place. */
export async function simulate(
  under: SimulatedPolicy,
  role: Awaited<ReturnType<typeof roleOf>>,
  { store, pull, today, policy: readPolicy }: Asked,
): Promise<Outcome> {
  if (!isAtLeastRole(role, 'maintain')) return refused('Only the role **maintain** replays reviews.');
  const inForce = await readPolicy();
  if (!inForce) return refused('The policy of this repository could not be read.');
  const policy = proposed(inForce, under);
  const waivers = await waiversInForce(store.db, pull, today);
  const stored = await lastReviews(store.db, maxReviews, [pull]);
  const replays = stored.map((each) => ({
    pull: each.pullNumber,
    head: each.headSha,
    ...replay(each.review, { policy, waivers, today }),
  }));
  if (replays.length === 0) return refused('There is no finished review of this repository to replay.');
  const { fails, failed, newly, cleared, rules } = tallyReplays(replays);
  return {
    result: 'done',
    again: false,
    text: [
      `Of the last ${count(replays.length, 'review')} of this repository, **${fails} would not pass** under ${nameOf(under)}; ${failed} did not when they were made.`,
      ...section('Would stop passing', newly),
      ...section('Would pass', cleared),
      ...(rules.length === 0
        ? []
        : [
            ['Rule | Reviews that it fails', '---|--:']
              .concat(rules.slice(0, maxListed).map(([rule, n]) => `${inlineCode(rule)} | ${n}`))
              .join('\n'),
          ]),
      'Waivers count as they stand today; approvals are not asked for.',
    ].join('\n\n'),
  };
}

function proposed(policy: Policy, under: SimulatedPolicy): Policy {
  if (under === 'enforce') return { ...policy, mode: 'enforce' };
  const { requestChanges, ...preset } = presets[under];
  return { ...policy, ...preset, comments: { ...policy.comments, requestChanges } };
}

function nameOf(under: SimulatedPolicy): string {
  return under === 'enforce'
    ? 'the policy in force with `mode: enforce`'
    : `the policy in force with the values of \`preset: ${under}\``;
}

function section(title: string, replays: readonly (Replay & { pull: number; head: string })[]): string[] {
  if (replays.length === 0) return [];
  const shown = replays.slice(0, maxListed);
  return [
    [
      `**${title}:**`,
      '',
      ...shown.map(
        ({ pull, head, was, now, reason }) =>
          `- #${pull} at \`${head.slice(0, 7)}\`: ${was} → ${now}; ${prose(reason)}`,
      ),
      ...(replays.length > shown.length ? [`- … and ${replays.length - shown.length} more`] : []),
    ].join('\n'),
  ];
}

function refused(text: string): Outcome {
  return { result: 'refused', text, again: false };
}
