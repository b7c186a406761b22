// `langguard config simulate`: what the last reviews would have said under another policy.
import { readFile } from 'node:fs/promises';
import type { Policy } from '../engine/policy/policy.ts';
import { policyPath, readPolicy } from '../engine/policy/read-policy.ts';
import { replay, tallyReplays, type Replay } from '../engine/policy/replay.ts';
import { UserError } from '../engine/problem.ts';
import { terminalText } from '../reporters/neutralise.ts';
import { findRepositories } from '../store/known-repositories.ts';
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
  /** Only this one, as `owner/name`. */
  repository?: string;
  json?: boolean;
}

/** One stored review under the proposed policy. */
interface StoredReplay extends Replay {
  review: string;
  repository: number;
  pull: number;
}

/** Prints how the last stored reviews end under the policy of a file. */
export async function simulate(options: SimulateOptions): Promise<void> {
  const proposed = await readProposed(options.file);
  const policy: Policy = options.mode === undefined ? proposed : { ...proposed, mode: options.mode };
  const replays = await withStore(options.data, async ({ db }) => {
    const today = new Date().toISOString().slice(0, 10);
    const done: StoredReplay[] = [];
    const only =
      options.repository === undefined ? undefined : await findRepositories(db, options.repository);
    if (only?.length === 0)
      throw new UserError(
        'The App keeps no review of this repository.',
        `--repository ${options.repository}`,
        'Write it as owner/name, as GitHub does.',
      );
    for (const stored of await lastReviews(db, options.last, only)) {
      const waivers = await waiversInForce(db, stored, today);
      done.push({
        review: stored.id,
        repository: stored.repositoryId,
        pull: stored.pullNumber,
        ...replay(stored.review, { policy, waivers, today }),
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

function describe(replays: readonly StoredReplay[], file: string): string {
  if (replays.length === 0) return 'There is no finished review to replay.\n';
  const { fails, failed, newly, cleared, rules } = tallyReplays(replays);
  return [
    `Of the last ${replays.length} reviews, ${fails} do not pass under ${terminalText(file)}; ${failed} did not when they were made.`,
    ...section('Would stop passing', newly),
    ...section('Would pass', cleared),
    ...(rules.length === 0
      ? []
      : [
          '',
          'What fails most:',
          ...rules.slice(0, 10).map(([rule, count]) => `  ${String(count).padStart(4)}  ${rule}`),
        ]),
    '',
  ].join('\n');
}

function section(title: string, replays: readonly StoredReplay[]): string[] {
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
