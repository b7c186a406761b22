// A database of OSV records in one local file, and its answers: the same reading of a record as that of the online client.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isAffected } from '../engine/ecosystems/affected.ts';
import { ecosystems } from '../engine/ecosystems/index.ts';
import { orderOf } from '../engine/version-orders/index.ts';
import type { Advisory, Affected, Fact } from '../engine/facts.ts';
import { type PackageBody, packageKey } from './osv-compact.ts';
import {
  advisoryOf,
  mergeAliases,
  type OsvEcosystem,
  type OsvRecord,
  partOf,
  type PackagePart,
  withoutSuffix,
} from './osv-record.ts';

/** Marks a file as ours, and the layout of its tables. A file of another layout is refused, not guessed at. */
export const applicationId = 0x4c_47_4f_53;
export const formatVersion = 1;

/** What the database holds of one ecosystem. Times are ISO 8601. */
export interface Coverage {
  /** When the dump was made or taken. */
  asOf: string;
  /** Where it came from. */
  source: string;
  /** When the newest record of it was modified; absent when there is none. */
  newest?: string;
  /** Packages named times records that name them. */
  entries: number;
}

/** One question to the database; `osv` of the ecosystem may have a suffix. */
export interface DatabaseQuestion {
  ecosystem: OsvEcosystem;
  name: string;
  version: string;
}

/** An open database. */
export interface OsvDatabase {
  /** Whether the version is affected; what the database cannot say is unknown with its reason. Never throws. */
  query(question: DatabaseQuestion): Fact<Advisory[]>;
  /** What is held, by OSV ecosystem without suffix. */
  coverage(): ReadonlyMap<string, Coverage>;
  /** Records of the dumps that could not be read and that name no package. */
  unread(): number;
  close(): void;
}

/** Limits of an open database. */
export interface DatabaseOptions {
  /** A dump older than this no longer proves that a version is clean. A week when not given. */
  maxAgeMs?: number;
  now?(): number;
}

const defaultMaxAgeMs = 7 * 86_400_000;
const dayMs = 86_400_000;
/** Packages kept parsed, for versions asked one after another; more of them only make the collection of garbage late. */
const maxKept = 64;

/** Opens a database file to read. Throws an Error whose message says what is wrong with it. */
export function openOsvDatabase(file: string, options: DatabaseOptions = {}): OsvDatabase {
  const now = options.now ?? Date.now;
  const maxAgeMs = options.maxAgeMs ?? defaultMaxAgeMs;
  const database = openFile(file);
  const held = readCoverage(database);
  const unread = Number(readMeta(database, 'unread') ?? 0);
  const ids = readIds(database);
  const select = database.prepare('SELECT body FROM package WHERE ecosystem = ? AND key = ?');
  select.setReturnArrays(true);
  const kept = new Map<string, Part[]>();

  const partsOf = (ecosystem: OsvEcosystem, name: string): Part[] => {
    const at = `${ecosystem.osv}\n${name}`;
    const known = kept.get(at);
    if (known) return known;
    const base = withoutSuffix(ecosystem.osv);
    const rows = select.all(ids.get(base) ?? 0, packageKey(base, name)) as unknown as unknown[][];
    const parts = rows
      .map(([body]) => partIn(JSON.parse(String(body)) as PackageBody, ecosystem, name))
      .filter((part) => part !== undefined);
    if (kept.size >= maxKept) kept.delete(kept.keys().next().value ?? '');
    kept.set(at, parts);
    return parts;
  };

  const answer = ({ ecosystem, name, version }: DatabaseQuestion): Fact<Advisory[]> => {
    const base = withoutSuffix(ecosystem.osv);
    const coverage = held.get(base);
    const hits: Advisory[] = [];
    const open: string[] = [];
    for (const part of partsOf(ecosystem, name)) {
      if ('broken' in part) open.push(`${part.id} cannot be read: ${part.broken}`);
      else {
        const isHit = isAffected(part.affected, version, ecosystem.compare);
        if (isHit === true) hits.push((part.advisory ??= advisoryOf(part.record, part)));
        else if (isHit === undefined)
          open.push(
            ecosystem.compare(version, version) === undefined
              ? isKnown(base)
                ? `${version} is no version that can be ordered, as ${part.record.id} would need`
                : `no version ordering for ${base}, as ${part.record.id} would need`
              : `the ranges of ${part.record.id} cannot be read`,
          );
      }
    }
    if (hits.length === 0) {
      if (!coverage) return unknown(`the OSV database holds nothing of ${base}`);
      if (open[0] !== undefined) return unknown(open[0]);
      const ageMs = now() - Date.parse(coverage.asOf);
      if (!(ageMs <= maxAgeMs)) return unknown(staleness(coverage, ageMs, maxAgeMs));
    }
    return {
      state: 'known',
      value: mergeAliases(hits),
      source: `OSV database from ${coverage?.source ?? 'an unknown dump'}${unread === 0 ? '' : ` (${unread} records could not be read)`}`,
      asOf: coverage?.asOf ?? new Date(0).toISOString(),
    };
  };

  return {
    query(question) {
      try {
        return answer(question);
      } catch (error) {
        return unknown(`the OSV database failed (${(error as Error).message})`);
      }
    },
    coverage: () => held,
    unread: () => unread,
    close: () => database.close(),
  };
}

/** Whether a file says of itself that it is such a database, of whatever layout. Throws when it cannot be read. */
export function isOsvDatabase(file: string): boolean {
  const header = Buffer.alloc(72);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, header, 0, 72, 0);
  } finally {
    closeSync(handle);
  }
  // Offset 68 is the application's id. https://sqlite.org/fileformat2.html#the_database_header
  return header.toString('latin1', 0, 15) === 'SQLite format 3' && header.readUInt32BE(68) === applicationId;
}

/** A database that is opened when it is there, and again when a sync has put another file in its place. Never throws. */
export function followOsvDatabase(file: string, options: DatabaseOptions = {}): OsvDatabase {
  const now = options.now ?? Date.now;
  let open: { database: OsvDatabase; mark: string | undefined } | undefined;
  let problem = '';
  let looked = Number.NEGATIVE_INFINITY;
  const current = (): OsvDatabase | undefined => {
    // A look at the file costs as much as a question, so not for every one.
    if (Math.abs(now() - looked) < 1000) return open?.database;
    looked = now();
    const mark = markOf(file);
    if (open && (mark === undefined || mark === open.mark)) return open.database;
    try {
      const database = openOsvDatabase(file, options);
      open?.database.close();
      open = { database, mark };
    } catch (error) {
      // One that is open still answers, and grows too old in the end.
      problem = `the OSV database cannot be opened (${reasonOf(error)})`;
    }
    return open?.database;
  };
  return {
    query: (question) => current()?.query(question) ?? unknown(problem),
    coverage: () => current()?.coverage() ?? new Map(),
    unread: () => current()?.unread() ?? 0,
    close: () => open?.database.close(),
  };
}

/** A failed system call's code, without the path that its message would name; else the message. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code !== undefined && /^E[A-Z]+$/.test(code) ? code : message;
}

type Part =
  | (PackagePart & { record: OsvRecord; affected: Affected[]; advisory?: Advisory })
  | { id: string; broken: string };

/** Undefined when the record is of another package of the same key. */
function partIn(body: PackageBody, ecosystem: OsvEcosystem, name: string): Part | undefined {
  if ('broken' in body) return body;
  const part = partOf(body, ecosystem, name);
  return part.entries.length === 0 ? undefined : { ...part, record: body };
}

function isKnown(osv: string): boolean {
  return ecosystems.some((one) => one.osv === osv) || orderOf(osv) !== undefined;
}

function staleness({ asOf }: Coverage, ageMs: number, maxAgeMs: number): string {
  const days = (ms: number): string => `${Math.floor(ms / dayMs)} days`;
  return Number.isFinite(ageMs)
    ? `the OSV database is ${days(ageMs)} old (${asOf.slice(0, 10)}), more than ${days(maxAgeMs)}`
    : 'the OSV database does not say how old it is';
}

function openFile(file: string): DatabaseSync {
  // SQLite would make an empty database of a file that is not there.
  if (!statSync(file).isFile()) throw new Error('it is not a file');
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const id = database.prepare('PRAGMA application_id').get()?.['application_id'];
    const format = database.prepare('PRAGMA user_version').get()?.['user_version'];
    if (id !== applicationId) throw new Error('it is not a database of langguard osv sync');
    if (format !== formatVersion)
      throw new Error(`it has layout ${format}, and this LangGuard reads ${formatVersion}`);
    database.exec('PRAGMA query_only = ON; PRAGMA cache_size = -2048; PRAGMA trusted_schema = OFF');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function readCoverage(database: DatabaseSync): Map<string, Coverage> {
  const rows = database
    .prepare('SELECT name, as_of, source, newest, entries FROM ecosystem WHERE as_of IS NOT NULL')
    .all();
  return new Map(
    rows.map((row) => [
      String(row['name']),
      {
        asOf: String(row['as_of']),
        source: String(row['source']),
        ...(row['newest'] === null ? {} : { newest: String(row['newest']) }),
        entries: Number(row['entries']),
      },
    ]),
  );
}

function readIds(database: DatabaseSync): Map<string, number> {
  const rows = database.prepare('SELECT id, name FROM ecosystem').all();
  return new Map(rows.map(({ id, name }) => [String(name), Number(id)]));
}

function readMeta(database: DatabaseSync, key: string): string | undefined {
  const value = database.prepare('SELECT value FROM meta WHERE key = ?').get(key)?.['value'];
  return value === undefined ? undefined : String(value);
}

function markOf(file: string): string | undefined {
  try {
    const { ino, mtimeMs, size } = statSync(file);
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    return undefined;
  }
}

function unknown(reason: string): Extract<Fact<never>, { state: 'unknown' }> {
  return { state: 'unknown', reason };
}
