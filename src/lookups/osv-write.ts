// Writes a database of OSV records beside its place and puts it there in one step.
import { randomUUID } from 'node:crypto';
import { closeSync, copyFileSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Compact } from './osv-compact.ts';
import { applicationId, formatVersion } from './osv-database.ts';

/** A database that is being written; nobody sees it before `finish`. */
export interface OsvWriter {
  /** Keeps a record, in place of an older one of the same id. True when it is kept, false when a newer one is there. */
  add(record: Compact): boolean;
  /** Removes everything said of an ecosystem, before a whole dump of it; until `cover` it is not held. */
  clear(ecosystem: string): void;
  /** Says that an ecosystem is held in full. */
  cover(ecosystem: string, dump: { asOf: string; source: string }): void;
  /** The ecosystems that some record names beside no other: those are more than bystanders of another dump. */
  alone(): string[];
  /** When a record was modified, as it is held. */
  modified(id: string): string | undefined;
  coverage(): Map<string, { asOf: string; source: string }>;
  /** Records that could not be read and name no package. */
  setUnread(count: number): void;
  /** Puts the file into its place. */
  finish(): void;
  /** Leaves the place as it was. */
  abandon(): void;
}

const layout = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE ecosystem (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, as_of TEXT, source TEXT, newest TEXT,
    entries INTEGER NOT NULL DEFAULT 0, alone INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE record (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, modified TEXT NOT NULL);
  CREATE TABLE package (
    number INTEGER PRIMARY KEY, record INTEGER NOT NULL, ecosystem INTEGER NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL
  );
`;
/** Made when all rows are there, which is faster than keeping them up to date. */
const indexes = `
  CREATE INDEX IF NOT EXISTS package_by_key ON package (ecosystem, key);
  CREATE INDEX IF NOT EXISTS package_by_record ON package (record);
`;

/** Begins a database for `file`: a copy of the one that is there when `keep`, else an empty one. Throws when it cannot. */
export function createOsvWriter(file: string, { keep }: { keep: boolean }): OsvWriter {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}.new`;
  let database: DatabaseSync | undefined;
  try {
    if (keep) copyFileSync(file, draft);
    database = new DatabaseSync(draft);
    return begin(database, draft, file, keep);
  } catch (error) {
    database?.close();
    remove(draft);
    throw error;
  }
}

function begin(database: DatabaseSync, draft: string, file: string, keep: boolean): OsvWriter {
  // The draft is thrown away when anything fails, so it needs no journal.
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536');
  if (!keep) {
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${formatVersion}`);
    database.exec(layout);
  }
  // A record that comes twice is looked up by its number.
  database.exec('CREATE INDEX IF NOT EXISTS package_by_record ON package (record); BEGIN');
  const sql = statements(database);
  const ids = new Map<string, { id: number; newest?: string }>();
  const ecosystemId = (name: string): { id: number; newest?: string } => {
    const known = ids.get(name);
    if (known) return known;
    sql.addEcosystem.run(name);
    const row = sql.getEcosystem.get(name);
    const newest = row?.['newest'];
    const made = { id: Number(row?.['id']), ...(typeof newest === 'string' ? { newest } : {}) };
    ids.set(name, made);
    return made;
  };
  const end = (): void => database.close();
  return {
    add({ id = '', modified = '', packages, ecosystems, withdrawn }) {
      const known = sql.getRecord.get(id);
      if (known !== undefined && compareTimes(String(known['modified']), modified) > 0) return false;
      let number = Number(known?.['number'] ?? 0);
      if (known === undefined) number = Number(sql.addRecord.run(id, modified).lastInsertRowid);
      else {
        sql.dropPackages.run(number);
        sql.setModified.run(modified, number);
      }
      for (const { ecosystem, key, body } of packages)
        sql.addPackage.run(number, ecosystemId(ecosystem).id, key, JSON.stringify(body));
      for (const name of ecosystems) {
        const entry = ecosystemId(name);
        if (entry.newest === undefined || compareTimes(entry.newest, modified) < 0) entry.newest = modified;
      }
      if (ecosystems.length === 1) sql.setAlone.run(ecosystemId(ecosystems[0] ?? '').id);
      return withdrawn !== true;
    },
    clear(ecosystem) {
      const entry = ecosystemId(ecosystem);
      // A record of several ecosystems may stand in the dump as it was a minute before: it must be taken all the same.
      sql.ageRecords.run(entry.id);
      sql.clearPackages.run(entry.id);
      sql.forgetRecords.run();
      sql.uncover.run(entry.id);
      delete entry.newest;
    },
    cover(ecosystem, { asOf, source }) {
      sql.cover.run(asOf, source, ecosystemId(ecosystem).id);
    },
    alone: () => sql.listAlone.all().map((row) => String(row['name'])),
    modified(id) {
      const known = sql.getRecord.get(id);
      return known === undefined ? undefined : String(known['modified']);
    },
    coverage: () =>
      new Map(
        sql.listCovered
          .all()
          .map((row) => [String(row['name']), { asOf: String(row['as_of']), source: String(row['source']) }]),
      ),
    setUnread: (count) => void sql.setMeta.run('unread', String(count)),
    finish() {
      try {
        for (const { id, newest } of ids.values()) sql.setNewest.run(newest ?? null, id);
        database.exec('COMMIT');
        database.exec(indexes);
        database.exec(
          'UPDATE ecosystem SET entries = (SELECT count(*) FROM package WHERE ecosystem = ecosystem.id)',
        );
        end();
        flush(draft);
        renameSync(draft, file);
      } catch (error) {
        remove(draft);
        throw error;
      }
    },
    abandon() {
      end();
      remove(draft);
    },
  };
}

function statements(
  database: DatabaseSync,
): Record<
  | 'addEcosystem'
  | 'getEcosystem'
  | 'getRecord'
  | 'addRecord'
  | 'setModified'
  | 'dropPackages'
  | 'addPackage'
  | 'setAlone'
  | 'ageRecords'
  | 'uncover'
  | 'clearPackages'
  | 'forgetRecords'
  | 'cover'
  | 'listAlone'
  | 'listCovered'
  | 'setMeta'
  | 'setNewest',
  StatementSync
> {
  const make = (sql: string): StatementSync => database.prepare(sql);
  return {
    addEcosystem: make('INSERT OR IGNORE INTO ecosystem (name) VALUES (?)'),
    getEcosystem: make('SELECT id, newest FROM ecosystem WHERE name = ?'),
    getRecord: make('SELECT number, modified FROM record WHERE id = ?'),
    addRecord: make('INSERT INTO record (id, modified) VALUES (?, ?)'),
    setModified: make('UPDATE record SET modified = ? WHERE number = ?'),
    dropPackages: make('DELETE FROM package WHERE record = ?'),
    addPackage: make('INSERT INTO package (record, ecosystem, key, body) VALUES (?, ?, ?, ?)'),
    setAlone: make('UPDATE ecosystem SET alone = 1 WHERE id = ? AND alone = 0'),
    ageRecords: make(
      "UPDATE record SET modified = '' WHERE number IN (SELECT record FROM package WHERE ecosystem = ?)",
    ),
    uncover: make('UPDATE ecosystem SET as_of = NULL WHERE id = ?'),
    clearPackages: make('DELETE FROM package WHERE ecosystem = ?'),
    forgetRecords: make('DELETE FROM record WHERE number NOT IN (SELECT record FROM package)'),
    cover: make('UPDATE ecosystem SET as_of = ?, source = ? WHERE id = ?'),
    listAlone: make('SELECT name FROM ecosystem WHERE alone = 1'),
    listCovered: make('SELECT name, as_of, source FROM ecosystem WHERE as_of IS NOT NULL'),
    setMeta: make('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)'),
    setNewest: make('UPDATE ecosystem SET newest = ? WHERE id = ?'),
  };
}

/** Times as OSV writes them sort as texts up to the fraction of a second, which may be absent. */
export function compareTimes(a: string, b: string): number {
  const [left, right] = [Date.parse(a), Date.parse(b)];
  if (Number.isFinite(left) && Number.isFinite(right)) return left - right;
  return a < b ? -1 : Number(a > b);
}

function flush(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function remove(draft: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${draft}${suffix}`, { force: true });
}
