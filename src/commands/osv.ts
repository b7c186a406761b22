// `langguard osv sync`: fills the offline OSV database.
import { Option, type Command } from 'commander';
import { UserError } from '../engine/problem.ts';
import { terminalText } from '../reporters/neutralise.ts';
import type { SyncSummary } from '../lookups/osv-sync.ts';
import { namedDatabase } from './osv-settings.ts';

interface SyncFlags {
  from?: string;
  database?: string;
  ecosystem?: string[];
  asOf?: string;
  whole?: boolean;
  format: 'text' | 'json';
}

/** Malformed records named in the text; all counted, and up to a thousand in the JSON. */
const maxNamed = 20;

/** Adds the command. */
export function addOsv(program: Command, version: string): void {
  const osv = program.command('osv').description('work with the offline OSV database');
  osv
    .command('sync')
    .description(
      'fill or update the offline OSV database, so that dependencies are judged without asking anybody',
    )
    .option(
      '--from <source>',
      "folder or zip of OSV JSON, or the http(s) address of a mirror of OSV's bucket or of one zip (default: LANGGUARD_OSV_MIRROR, else OSV's own bucket)",
    )
    .option(
      '--database <file>',
      'the file to write (default: LANGGUARD_OSV_DATABASE, else osv.db in the data folder of the user)',
    )
    .option(
      '--ecosystem <name...>',
      "OSV ecosystems, such as npm PyPI: to fetch (default: LangGuard's own), or that a folder or zip holds in full (default: those that some record names beside no other)",
    )
    .option(
      '--as-of <time>',
      'when the dump was made, ISO 8601 (default: what the server says; of a folder or zip, now)',
    )
    .option('--whole', 'fetch whole dumps even where a list of changes would do')
    .addOption(
      new Option('-f, --format <format>', 'how to tell what was done')
        .choices(['text', 'json'])
        .default('text'),
    )
    .addHelpText(
      'after',
      '\nA folder is read to any depth, zips in it too. From an address only what changed since the last sync is fetched.\n' +
        'The old database stays in place until the new one is complete.\n' +
        'Exit codes: 0 synced, 1 an ecosystem could not be had (the others are synced), 2 nothing was synced.',
    )
    .action((flags: SyncFlags) => sync(flags, version));
}

async function sync(flags: SyncFlags, version: string): Promise<void> {
  const { syncOsv } = await import('../lookups/osv-sync.ts');
  const { ecosystems } = await import('../engine/ecosystems/index.ts');
  const from = flags.from ?? (process.env['LANGGUARD_OSV_MIRROR'] || undefined);
  const database = namedDatabase(flags.database);
  if (flags.asOf !== undefined && !Number.isFinite(Date.parse(flags.asOf)))
    throw new UserError(
      'The time of the dump cannot be read.',
      `--as-of ${flags.asOf}`,
      'Write it as 2026-11-20.',
    );
  const isHere = from !== undefined && !/^https?:\/\//i.test(from);
  const isOneZip = from !== undefined && /^https?:[^?#]*\.zip$/i.test(from);
  const progress = progressOn(process.stderr);
  let summary: SyncSummary;
  try {
    summary = await syncOsv({
      database,
      ...(from === undefined ? {} : { from }),
      ecosystems:
        flags.ecosystem ??
        (isHere || isOneZip ? [] : ecosystems.flatMap((one) => (one.hasAdvisories === false ? [] : one.osv))),
      ...(flags.asOf === undefined ? {} : { asOf: new Date(flags.asOf).toISOString() }),
      whole: flags.whole === true,
      userAgent: `LangGuard/${version}`,
      onProgress: progress.step,
    });
  } catch (error) {
    progress.end();
    throw new UserError(
      `Nothing was synced: ${(error as Error).message}`,
      `--from ${from === undefined ? "OSV's bucket" : withoutCredentials(from)}`,
      'Name a folder, a zip or an address with OSV records. A database that was there is as before.',
    );
  }
  progress.end();
  process.stdout.write(
    flags.format === 'json' ? `${JSON.stringify({ database, ...summary })}\n` : render(summary, database),
  );
  process.exitCode = summary.failed.length > 0 ? 1 : 0;
}

function render(summary: SyncSummary, database: string): string {
  const { read, kept, withdrawn, older, malformed } = summary;
  const lines = [
    `${count(read)} records read: ${count(kept)} kept, ${count(withdrawn)} withdrawn, ${count(older)} copies, ${count(read - kept - withdrawn - older - malformed)} that name no package, ${count(malformed)} malformed`,
    ...summary.examples.slice(0, maxNamed).map(({ where, problem }) => `  malformed: ${where}: ${problem}`),
    ...(malformed > maxNamed
      ? [`  and ${count(malformed - maxNamed)} more; --format json names up to 1,000`]
      : []),
    ...summary.ecosystems.map(({ name, asOf, how, changed }) =>
      how === 'changes' ? `${name}: as of ${asOf}, ${count(changed ?? 0)} changed` : `${name}: as of ${asOf}`,
    ),
    ...summary.failed.map(({ ecosystem, reason }) => `${ecosystem}: NOT SYNCED: ${reason}`),
    `The database is ${database}`,
  ];
  return lines.map((line) => `${terminalText(line)}\n`).join('');
}

function count(number: number): string {
  return Math.max(0, number).toLocaleString('en');
}

function withoutCredentials(from: string): string {
  return from.replace(/\/\/[^/@\s]*@/, '//');
}

function progressOn(stream: NodeJS.WriteStream): { step(records: number): void; end(): void } {
  if (stream.isTTY !== true) return { step: () => undefined, end: () => undefined };
  return {
    step: (records) => void stream.write(`\r\u001B[2K${count(records)} records`),
    end: () => void stream.write('\r\u001B[2K'),
  };
}
