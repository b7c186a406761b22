// Brings the database of OSV records up to date: from OSV's bucket or a mirror of it, or from a folder or zip that is here.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Compact, compact, compactRecord } from './osv-compact.ts';
import { isOsvDatabase, openOsvDatabase } from './osv-database.ts';
import { readDump } from './osv-dump.ts';
import { createOsvMirror, defaultMirror, type OsvMirror, readChanges } from './osv-mirror.ts';
import { compareTimes, createOsvWriter, type OsvWriter } from './osv-write.ts';
import { useEnvironmentProxy } from './proxy.ts';
import { createPool, type Ports, realPorts } from './ports.ts';

/** What is to be synced. */
export interface SyncOptions {
  /** The database file. */
  database: string;
  /** A folder, a zip, or an http(s) address in the layout of OSV's bucket or of one zip; OSV's own bucket when absent. */
  from?: string;
  /** OSV ecosystems: those fetched from an address, or those that a folder or zip is known to hold in full. */
  ecosystems: readonly string[];
  /** When the dump was made, ISO 8601; for a folder or a zip that is here, now when absent. */
  asOf?: string;
  /** Fetches whole dumps even where a list of changes would do. */
  whole?: boolean;
  userAgent?: string;
  ports?: Partial<Ports>;
  /** Told now and then how many records were read. */
  onProgress?(records: number): void;
}

/** A file or record that could not be read. */
export interface Malformed {
  where: string;
  problem: string;
}

/** What a sync did. */
export interface SyncSummary {
  /** Files and records looked at, and those that say something of a package. */
  read: number;
  kept: number;
  withdrawn: number;
  /** Copies of a record that was there in the same or a newer state. */
  older: number;
  malformed: number;
  /** The first of them. */
  examples: Malformed[];
  ecosystems: { name: string; asOf: string; how: 'whole' | 'changes'; changed?: number }[];
  /** What could not be had; what the database held of it stays, and grows old. */
  failed: { ecosystem: string; reason: string }[];
}

const maxExamples = 1000;
/** Above this many changed records a whole dump is quicker. */
const maxChanges = 5000;
/** Times in the list of changes and in the record may differ in the fraction of a second. */
const sameMs = 1000;

/** Syncs and says what was done. Throws an Error when nothing could be had; the database is then as before. */
export async function syncOsv(options: SyncOptions): Promise<SyncSummary> {
  const { from = defaultMirror } = options;
  refuseStranger(options.database);
  const tally = createTally(options);
  const temporary = await mkdtemp(path.join(tmpdir(), 'langguard-osv-'));
  try {
    if (!/^https?:\/\//i.test(from)) {
      const asOf = options.asOf ?? new Date(tally.ports.now()).toISOString();
      await syncWhole(from, { asOf, source: path.basename(path.resolve(from)) }, options, tally);
    } else {
      const { ports } = tally;
      if (options.ports?.fetch === undefined) useEnvironmentProxy();
      const userAgent = options.userAgent ?? 'LangGuard';
      const isZip = /\.zip$/i.test(new URL(from).pathname);
      const mirror = createOsvMirror(from, ports, userAgent);
      if (isZip) {
        const file = path.join(temporary, 'all.zip');
        const fetched = await mirror.download('', file);
        if ('failure' in fetched) throw new Error(`${mirror.source}: ${fetched.failure}`);
        await syncWhole(file, { asOf: options.asOf ?? fetched.value, source: mirror.source }, options, tally);
      } else await syncMirror(mirror, temporary, options, tally);
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return tally.summary;
}

type Tally = ReturnType<typeof createTally>;

function createTally(options: SyncOptions) {
  const summary: SyncSummary = {
    read: 0,
    kept: 0,
    withdrawn: 0,
    older: 0,
    malformed: 0,
    examples: [],
    ecosystems: [],
    failed: [],
  };
  let unread = 0;
  const note = (where: string, problem: string): void => {
    summary.malformed++;
    if (summary.examples.length < maxExamples) summary.examples.push({ where, problem });
  };
  return {
    ports: { ...realPorts, ...options.ports },
    summary,
    /** A file that could not even be opened. */
    fail(where: string, problem: string): void {
      summary.read++;
      unread++;
      note(where, problem);
    },
    take(writer: OsvWriter, where: string, record: Compact): void {
      summary.read++;
      if (summary.read % 1000 === 0) options.onProgress?.(summary.read);
      if (record.problem !== undefined) {
        note(record.id === undefined ? where : `${where} (${record.id})`, record.problem);
        if (record.packages.length === 0) unread++;
      }
      if (record.id === undefined) return;
      if (record.withdrawn) summary.withdrawn++;
      if (!writer.add(record)) {
        if (!record.withdrawn) summary.older++;
      } else if (record.packages.length > 0 && record.problem === undefined) summary.kept++;
    },
    unread: () => unread,
  };
}

/** A dump of everything takes the place of the whole database. */
async function syncWhole(
  from: string,
  dump: { asOf: string; source: string },
  options: SyncOptions,
  tally: Tally,
): Promise<void> {
  const writer = createOsvWriter(options.database, { keep: false });
  try {
    await addDump(writer, from, tally);
    if (tally.summary.kept + tally.summary.withdrawn === 0)
      throw new Error(`no OSV record was found in ${dump.source}${firstProblem(tally)}`);
    const covered = options.ecosystems.length > 0 ? options.ecosystems : writer.alone();
    for (const name of covered) {
      writer.cover(name, dump);
      tally.summary.ecosystems.push({ name, asOf: dump.asOf, how: 'whole' });
    }
    writer.setUnread(tally.unread());
  } catch (error) {
    writer.abandon();
    throw error;
  }
  writer.finish();
}

async function addDump(writer: OsvWriter, from: string, tally: Tally): Promise<void> {
  for await (const file of readDump(from)) {
    if ('problem' in file) tally.fail(file.where, file.problem);
    else {
      for (const record of recordsIn(file.text)) tally.take(writer, file.where, record);
    }
  }
}

/** One record, or a list of them. */
function recordsIn(text: string): Compact[] {
  if (!/^\s*\[/.test(text)) return [compact(text)];
  try {
    return (JSON.parse(text) as unknown[]).map(compactRecord);
  } catch {
    return [compact(text)];
  }
}

function firstProblem({ summary }: Tally): string {
  const [first] = summary.examples;
  return first
    ? `; ${summary.malformed} files could not be read, the first is ${first.where}: ${first.problem}`
    : '';
}

/** Ecosystem by ecosystem: the changes since the last sync where that is enough, else the whole dump. */
async function syncMirror(
  mirror: OsvMirror,
  temporary: string,
  options: SyncOptions,
  tally: Tally,
): Promise<void> {
  const writer = createOsvWriter(options.database, { keep: canKeep(options.database) });
  const { summary } = tally;
  try {
    const held = writer.coverage();
    for (const name of options.ecosystems) {
      const folder = `/${encodeURIComponent(name)}`;
      const job: Job = { name, folder, mirror, writer, temporary, tally };
      const isHeld = held.get(name)?.source === mirror.source;
      const changed = isHeld && options.whole !== true ? await syncChanges(job) : undefined;
      const done = changed ?? (await syncEcosystem(job));
      if ('reason' in done) summary.failed.push({ ecosystem: name, reason: done.reason });
      else {
        writer.cover(name, { asOf: options.asOf ?? done.asOf, source: mirror.source });
        summary.ecosystems.push({ name, ...done });
      }
    }
    if (summary.ecosystems.length === 0)
      throw new Error(
        `nothing could be had from ${mirror.source}: ${summary.failed[0]?.reason ?? 'no ecosystem was named'}`,
      );
    writer.setUnread(tally.unread());
  } catch (error) {
    writer.abandon();
    throw error;
  }
  writer.finish();
}

interface Job {
  name: string;
  folder: string;
  mirror: OsvMirror;
  writer: OsvWriter;
  temporary: string;
  tally: Tally;
}

type Done = { asOf: string; how: 'whole' | 'changes'; changed?: number } | { reason: string };

async function syncEcosystem(job: Job): Promise<Done> {
  const { name, folder, mirror, writer, temporary, tally } = job;
  const file = path.join(temporary, 'all.zip');
  const fetched = await mirror.download(`${folder}/all.zip`, file);
  if ('failure' in fetched) return { reason: fetched.failure };
  writer.clear(name);
  try {
    await addDump(writer, file, tally);
  } catch (error) {
    // Cleared and not covered: not checked until the next sync.
    return { reason: (error as Error).message };
  } finally {
    await rm(file, { force: true });
  }
  // The zip may lag behind the single records (osv.dev#4567).
  const changes = await syncChanges(job);
  if (changes && 'reason' in changes) return changes;
  return { asOf: changes?.asOf ?? fetched.value, how: 'whole' };
}

/** Undefined when there is no list of changes, or more of them than a whole dump is worth. */
async function syncChanges({
  name,
  folder,
  mirror,
  writer,
  temporary,
  tally,
}: Job): Promise<Done | undefined> {
  const file = path.join(temporary, 'modified_id.csv');
  const asOf = new Date(tally.ports.now()).toISOString();
  const fetched = await mirror.download(`${folder}/modified_id.csv`, file);
  if ('failure' in fetched) return fetched.isMissing ? undefined : { reason: fetched.failure };
  const changed: { id: string; modified: string }[] = [];
  for await (const change of readChanges(file)) {
    if (!isNewer(change.modified, writer.modified(change.id))) continue;
    changed.push(change);
    if (changed.length > maxChanges) return undefined;
  }
  const pool = createPool(16);
  const records = changed.map(({ id }) => pool(() => mirror.record(name, id)));
  for (const [index, asked] of records.entries()) {
    const answer = await asked;
    const { id = '', modified = '' } = changed[index] ?? {};
    if ('failure' in answer) {
      await Promise.allSettled(records);
      return { reason: `${id}: ${answer.failure}` };
    }
    const record = compactRecord(answer.value);
    // A record that says another time than the list would be fetched again each time.
    const later = compareTimes(modified, record.modified ?? '') > 0 ? modified : record.modified;
    tally.take(writer, `${name}/${id}.json`, {
      ...record,
      ...(later === undefined ? {} : { modified: later }),
    });
  }
  return { asOf, how: 'changes', changed: changed.length };
}

function isNewer(modified: string, held: string | undefined): boolean {
  if (held === undefined || held === '') return true;
  return Date.parse(modified) - Date.parse(held) >= sameMs;
}

/** Whether what was synced before can be built upon: not when it is damaged or of another layout. */
function canKeep(file: string): boolean {
  try {
    openOsvDatabase(file).close();
    return true;
  } catch {
    return false;
  }
}

/** A mistyped `--database` must not cost anybody a file. */
function refuseStranger(file: string): void {
  if (existsSync(file) && !isOsvDatabase(file))
    throw new Error(
      `${file} is there and is no database of langguard osv sync; name another file, or remove it`,
    );
}
