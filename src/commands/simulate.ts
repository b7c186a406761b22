// `langguard config simulate`: what the last reviews would have said under another policy.
import { readFile } from 'node:fs/promises';
import type { Policy } from '../engine/policy/policy.ts';
import { policyPath, readPolicy } from '../engine/policy/read-policy.ts';
import { rejudge } from '../engine/policy/rejudge.ts';
import { UserError } from '../engine/problem.ts';
import type { Review } from '../engine/review.ts';
import { failingOf } from '../engine/review/conclude.ts';
import { terminalText } from '../reporters/neutralise.ts';
import { lastReviews } from '../store/reviews.ts';
import { waiversInForce } from '../store/waivers.ts';
import { withStore } from './app-store.ts';
import { shippedRules } from './setup.ts';

/** What may be asked of the simulation. */
export interface SimulateOptions {
  file: string;
  last: number;
  /** In place of what the file says. */
  mode?: 'monitor' | 'enforce';
  data: string;
  json?: boolean;
}

/** One stored review under the proposed policy. */
interface Replay {
  review: string;
  repository: number;
  pull: number;
  was: Review['conclusion'];
  now: Review['conclusion'];
  reason: string;
  /** Rules of the findings that fail it now. */
  rules: string[];
}

/** Prints how the last stored reviews end under the policy of a file. */
export async function simulate(options: SimulateOptions): Promise<void> {
  const proposed = await readProposed(options.file);
  const policy: Policy = options.mode === undefined ? proposed : { ...proposed, mode: options.mode };
  const replays = await withStore(options.data, async ({ db }) => {
    const today = new Date().toISOString().slice(0, 10);
    const done: Replay[] = [];
    for (const stored of await lastReviews(db, options.last)) {
      const waivers = await waiversInForce(db, stored, today);
      const judged = rejudge(stored.review, { policy, waivers, today });
      done.push({
        review: stored.id,
        repository: stored.repositoryId,
        pull: stored.pullNumber,
        was: stored.review.conclusion,
        now: judged.conclusion,
        reason: judged.reason,
        rules: [...new Set(failingOf(judged.findings, policy).map(({ rule }) => rule))].sort(),
      });
    }
    return done;
  });
  process.stdout.write(
    options.json === true ? `${JSON.stringify(replays, undefined, 2)}\n` : describe(replays, options.file),
  );
}

async function readProposed(file: string): Promise<Policy> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UserError(
      `The policy file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      file,
      'Name the file that you propose.',
    );
  });
  const rules = await shippedRules();
  const toolIds = (rules.aiTools ?? []).map(({ id }) => id);
  const { policy, problems } = readPolicy(text, {
    path: file,
    source: file,
    ruleIds: rules.info.keys(),
    toolIds,
  });
  const [first] = problems;
  if (first)
    throw new UserError(
      first.message,
      `${first.path}:${first.line}:${first.column}`,
      `Mend it first; \`langguard config check ${policyPath}\` lists everything.`,
    );
  return policy;
}

function describe(replays: readonly Replay[], file: string): string {
  if (replays.length === 0) return 'There is no finished review to replay.\n';
  const fails = (conclusion: Review['conclusion']) =>
    conclusion === 'failure' || conclusion === 'action_required';
  const newly = replays.filter(({ was, now }) => !fails(was) && fails(now));
  const no = replays.filter(({ was, now }) => fails(was) && !fails(now));
  const byRule = new Map<string, number>();
  for (const { rules } of replays) for (const rule of rules) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  const rules = [...byRule].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, 10);
  return [
    `Of the last ${replays.length} reviews, ${replays.filter(({ now }) => fails(now)).length} do not pass under ${terminalText(file)}; ${replays.filter(({ was }) => fails(was)).length} did not when they were made.`,
    ...section('Would stop passing', newly),
    ...section('Would pass', no),
    ...(rules.length === 0
      ? []
      : ['', 'What fails most:', ...rules.map(([rule, count]) => `  ${String(count).padStart(4)}  ${rule}`)]),
    '',
  ].join('\n');
}

function section(title: string, replays: readonly Replay[]): string[] {
  if (replays.length === 0) return [];
  const shown = replays.slice(0, 20);
  return [
    '',
    `${title}:`,
    ...shown.map(
      ({ repository, pull, was, now, reason }) =>
        `  repository ${repository} #${pull}: ${was} → ${now}; ${terminalText(reason)}`,
    ),
    ...(replays.length > shown.length ? [`  … and ${replays.length - shown.length} more`] : []),
  ];
}
