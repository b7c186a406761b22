// `langguard report --since 30d`: what happened in a time and the three things to do next, for the weekly review.
import { writeFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { UserError } from '../engine/problem.ts';
import { terminalText } from '../reporters/neutralise.ts';
import { periodicFormats, renderPeriodic, type PeriodicFormat } from '../reporters/periodic/render.ts';
import { catchUpHistory } from '../store/history/catch-up.ts';
import { allRepositories, repositoriesOf } from '../store/known-repositories.ts';
import type { Store } from '../store/open.ts';
import { defaultDataDirectory, withStore } from './app-store.ts';
import { periodFigures, type PeriodScope } from './period-figures.ts';
import { number } from './traces.ts';

interface Options {
  since: string;
  until?: string;
  installation?: number;
  repository?: string[];
  format: PeriodicFormat;
  output: string;
  data: string;
}

/** Adds the command. */
export function addSecurityReport(program: Command): void {
  program
    .command('report')
    .description("what the App's reviews found in a time, and the three things to do next")
    .option('--since <time>', 'from when: 30d, 4w, 12h or a day such as 2026-10-01', '7d')
    .option('--until <day>', 'until when; now when absent')
    .option('--installation <number>', 'only this installation of the App', number('--installation'))
    .option('--repository <owner/name...>', 'only these repositories')
    .addOption(
      new Option('-f, --format <format>', 'how to report').choices(periodicFormats).default('markdown'),
    )
    .option('-o, --output <file>', 'write the report to a file; - is standard output', '-')
    .option(
      '--data <directory>',
      'data directory of the App, which must not be running',
      defaultDataDirectory,
    )
    .action(async (options: Options) => {
      const until = options.until === undefined ? new Date() : dayOf(options.until, '--until');
      const since = sinceOf(options.since, until);
      const text = await withStore(options.data, async (store) => {
        await catchUpHistory(store.db);
        const figures = await periodFigures(store.db, await scopeOf(store, options), { since, until });
        return await renderPeriodic(figures, options.format);
      });
      if (options.output === '-') process.stdout.write(text);
      else await write(options.output, text);
    });
}

/** The beginning of a time that ends at `until`. Throws a UserError for what is none. */
export function sinceOf(text: string, until: Date): Date {
  const [, amount, unit] = /^([1-9]\d{0,4})([hdw])$/.exec(text) ?? [];
  const hours = { h: 1, d: 24, w: 168 }[unit as 'h' | 'd' | 'w'];
  const since =
    amount === undefined || hours === undefined
      ? dayOf(text, '--since')
      : new Date(until.getTime() - Number(amount) * hours * 3_600_000);
  if (since < until) return since;
  throw new UserError(
    'The time ends before it begins.',
    `--since ${terminalText(text)}`,
    'Give an earlier day.',
  );
}

function dayOf(text: string, option: string): Date {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (day && !Number.isNaN(day.getTime())) return day;
  throw new UserError(
    `${terminalText(text)} is no time.`,
    option,
    'Give 30d, 4w, 12h or a day such as 2026-10-01.',
  );
}

async function scopeOf(store: Store, { installation, repository }: Options): Promise<PeriodScope> {
  const known = await allRepositories(store.db);
  const installations = installation === undefined ? [...known.keys()] : [installation];
  const wanted = repository?.map((name) => name.toLowerCase());
  const names = new Map<string, string>();
  const scope: { installationId: number; repositoryIds: number[] }[] = [];
  const found = new Set<string>();
  for (const installationId of installations) {
    const ids: number[] = [];
    for (const { id, fullName } of await repositoriesOf(store.db, installationId)) {
      if (wanted && !wanted.includes(fullName.toLowerCase())) continue;
      found.add(fullName.toLowerCase());
      names.set(`${installationId}/${id}`, fullName);
      ids.push(id);
    }
    if (ids.length > 0) scope.push({ installationId, repositoryIds: ids });
  }
  const missing = wanted?.find((name) => !found.has(name));
  if (missing !== undefined)
    throw new UserError(
      `There is no repository ${terminalText(missing)} that was reviewed.`,
      '--repository',
      'Give it as owner/name, as GitHub has it.',
    );
  const about =
    repository?.join(', ') ??
    (installation === undefined ? 'all installations' : `installation ${installation}`);
  return { about, names, scope };
}

async function write(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((error: unknown) => {
    throw new UserError(
      `The report cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      `--output ${path}`,
      'Name a file in a folder that exists and that you may write to.',
    );
  });
}
