// `langguard audit verify|export`: whether the ledger of waivers and approvals is whole, and the ledger itself.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { z } from 'zod';
import { UserError } from '../engine/problem.ts';
import { terminalText } from '../reporters/neutralise.ts';
import {
  installationsWithLedger,
  type LedgerEntry,
  readLedger,
  type Verdict,
  verifyLedger,
} from '../store/ledger.ts';
import type { Store } from '../store/open.ts';
import { defaultDataDirectory, withStore } from './app-store.ts';

const entry = z.object({
  installationId: z.int(),
  seq: z.int(),
  repositoryId: z.int(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string().nullable(),
  subjectDigest: z.string(),
  previous: z.string(),
  hash: z.string(),
});

/** Adds the two commands. */
export function addAudit(program: Command): void {
  const audit = program.command('audit').description("read the App's ledger of waivers and approvals");
  audit
    .command('verify')
    .description('follow the chain of every installation; exit code 1 where one is broken')
    .option('--file <path>', 'an exported ledger instead of the database')
    .option(
      '--data <directory>',
      'data directory of the App, which must not be running',
      defaultDataDirectory,
    )
    .action(async (options: { file?: string; data: string }) => {
      const verdicts =
        options.file === undefined
          ? await withStore(options.data, verifyStore)
          : await verifyFile(options.file);
      for (const [installation, verdict] of verdicts)
        process.stdout.write(`installation ${installation}: ${describe(verdict)}\n`);
      if (verdicts.length === 0) process.stdout.write('The ledger is empty.\n');
      if (verdicts.some(([, verdict]) => !verdict.ok)) process.exitCode = 1;
    });
  audit
    .command('export')
    .description('print the ledger, one JSON object a line')
    .option(
      '--data <directory>',
      'data directory of the App, which must not be running',
      defaultDataDirectory,
    )
    .action(async (options: { data: string }) => {
      await withStore(options.data, async ({ db }) => {
        for (const installation of await installationsWithLedger(db))
          for await (const each of readLedger(db, installation))
            process.stdout.write(`${JSON.stringify(each)}\n`);
      });
    });
}

async function verifyStore({ db }: Store): Promise<[number, Verdict][]> {
  const verdicts: [number, Verdict][] = [];
  for (const installation of await installationsWithLedger(db))
    verdicts.push([installation, await verifyLedger(readLedger(db, installation))]);
  return verdicts;
}

async function verifyFile(path: string): Promise<[number, Verdict][]> {
  const entries = new Map<number, LedgerEntry[]>();
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(path) })) {
      number++;
      if (line.trim() === '') continue;
      const read = entry.parse(JSON.parse(line));
      const list = entries.get(read.installationId) ?? [];
      list.push(read);
      entries.set(read.installationId, list);
    }
  } catch (error) {
    throw new UserError(
      `The exported ledger cannot be read: ${error instanceof Error ? terminalText(error.message) : String(error)}`,
      number === 0 ? path : `${path}:${number}`,
      'Name a file that `langguard audit export` wrote.',
    );
  }
  const verdicts: [number, Verdict][] = [];
  for (const [installation, list] of entries) verdicts.push([installation, await verifyLedger(list)]);
  return verdicts;
}

function describe(verdict: Verdict): string {
  return verdict.ok
    ? `whole, ${verdict.entries} entries, the last ${verdict.last}`
    : `broken at entry ${verdict.seq}: ${verdict.problem}`;
}
