// `langguard scan <path…>`: reviews whole files as if every line of them were added.
import { realpath, stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { Option, type Command } from 'commander';
import type { Change, Surroundings } from '../engine/change.ts';
import type { Review } from '../engine/review.ts';
import { withOwnRules, type OwnRuleFile } from '../engine/rules/own.ts';
import type { DatabaseSettings } from '../lookups/offline.ts';
import type { Judge } from '../engine/policy/policy.ts';
import { runInParts, runReview, type ReviewDeps } from '../run.ts';
import { scanFiles } from '../sources/files.ts';
import { localOwnRules, localPolicy } from './local-policy.ts';
import { addReportOptions, report, type ReportOptions } from './report.ts';
import { databaseHelp, databaseSettings } from './osv-settings.ts';
import { createReviewPool } from './review-pool.ts';
import { setUp } from './setup.ts';

interface ScanOptions extends ReportOptions {
  online?: boolean;
  offline?: boolean;
  database?: string;
  config?: string;
}

/** Adds the command. */
export function addScan(program: Command, version: string): void {
  addReportOptions(
    program
      .command('scan')
      .argument('<path...>', 'files or folders; names in the report are relative to a single folder')
      .description('review whole files as if every line of them were added')
      .option(
        '--online',
        'also ask the package registries and OSV; off by default, because a folder may hold lockfiles of thousands of packages and their names would leave this machine',
      )
      .addOption(new Option('--offline', 'ask nobody (the default)').conflicts('online'))
      .option('--database <file>', databaseHelp)
      .option('-c, --config <file>', "policy file (default: the folder's .langguard.yml)"),
  ).action(async (paths: string[], options: ScanOptions) => {
    const cwd = process.cwd();
    const shipped = await setUp({ offline: options.online !== true, database: options.database });
    const root = await rootOf(paths, cwd);
    const ownRules = await localOwnRules(root);
    const { rules, problems } = withOwnRules(shipped.rules, ownRules);
    const deps = { ...shipped, rules };
    const policy = await localPolicy(root, options.config, rules);
    // The folder's own policy file judges; it is not proposed to anyone.
    const judge = { ...policy, problems: [...policy.problems, ...problems], proposedProblems: [] };
    const progress = progressOn(process.stderr);
    const review = await reviewAll(
      changesOf(paths, cwd, progress.step),
      judge,
      deps,
      options.online !== true ? await databaseSettings({ ...options, offline: true }) : undefined,
      ownRules,
    );
    progress.end();
    await report(review, deps.rules, version, options);
  });
}

/** Characters that are reviewed in this thread before another has loaded the rules. */
const fewChars = 1_000_000;

/** A scan of much code goes to threads, unless lookups are made: those share their limits and caches. */
async function reviewAll(
  parts: AsyncGenerator<Change>,
  judge: Judge,
  deps: ReviewDeps,
  offline: DatabaseSettings | undefined,
  ownRules: readonly OwnRuleFile[],
): Promise<Review> {
  const here = (part: Change): Promise<Review> => runReview(part, judge, deps);
  if (!offline) return runInParts(parts, judge, here);
  const read: Change[] = [];
  // A single part, however large, has one thread's work only.
  for (let chars = 0; chars <= fewChars || read.length < 2;) {
    const { done, value } = await parts.next();
    if (done === true) return runInParts(chain(read, parts), judge, here);
    read.push(value);
    for (const { body } of value.files) chars += body?.length ?? 0;
  }
  const { digestKey, today } = deps;
  const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const pool = createReviewPool({ judge, digestKey, today, ownRules, settings: offline }, (part) =>
    runReview(part, judge, { ...deps, breathe }),
  );
  try {
    // One part more than threads, so that none waits for the reader.
    return await runInParts(chain(read, parts), judge, pool.reviewPart, pool.width + 1);
  } finally {
    await pool.close();
  }
}

async function* chain(read: Change[], rest: AsyncGenerator<Change>): AsyncGenerator<Change> {
  // Taken out, so that no part outlives its review.
  for (let part = read.shift(); part; part = read.shift()) yield part;
  yield* rest;
}

/** The folder whose policy judges: the one that was named, the folder of the one file, else the current one. */
async function rootOf(paths: readonly string[], cwd: string): Promise<string> {
  if (paths.length !== 1) return cwd;
  const path = resolve(cwd, paths[0] as string);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => true,
  );
  return isFolder ? path : dirname(path);
}

/** Batch by batch; of several folders each file is named as seen from the current one, so that names stay apart. */
async function* changesOf(
  paths: string[],
  cwd: string,
  onProgress: (files: number) => void,
): AsyncGenerator<Change> {
  const here = await realpath(cwd);
  for await (const { change, root } of scanFiles(paths, { cwd, onProgress })) {
    const prefix =
      paths.length > 1
        ? relative(here, await realpath(root))
            .split(sep)
            .join('/')
        : '';
    yield prefix === '' ? change : below(prefix, change);
  }
}

function below(prefix: string, change: Change): Change {
  return {
    ...change,
    files: change.files.map((file) => ({ ...file, path: `${prefix}/${file.path}` })),
    ...(change.surroundings === undefined
      ? {}
      : { surroundings: surroundingsBelow(prefix, change.surroundings) }),
    unread: change.unread.map((gap) =>
      gap.path === undefined ? gap : { ...gap, path: `${prefix}/${gap.path}` },
    ),
  };
}

function surroundingsBelow(prefix: string, around: Surroundings): Surroundings {
  return {
    ...around,
    manifests: textsBelow(prefix, around.manifests),
    ...(around.routes && { routes: textsBelow(prefix, around.routes) }),
    ...(around.applications && { applications: textsBelow(prefix, around.applications) }),
  };
}

function textsBelow<T extends { path: string }>(prefix: string, texts: readonly T[]): T[] {
  return texts.map((one) => ({ ...one, path: `${prefix}/${one.path}` }));
}

/** Counts files on a terminal, a few times per second; elsewhere it is silent. */
function progressOn(stream: NodeJS.WriteStream): { step(files: number): void; end(): void } {
  if (stream.isTTY !== true) return { step: () => undefined, end: () => undefined };
  let shown = 0;
  return {
    step(files) {
      const now = Date.now();
      if (now - shown < 100) return;
      shown = now;
      stream.write(`\r\u001B[2K${files.toLocaleString('en')} files`);
    },
    end() {
      stream.write('\r\u001B[2K');
    },
  };
}
