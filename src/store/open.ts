// Opens the database: PGlite in a directory by default, PostgreSQL where an address is given.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { Pool, types } from 'pg';
import { fromPglite, type ConstructorOptions } from 'pg-boss';
import { lockDirectory } from './lock.ts';
import { migrations } from './migrations.ts';
import { firstFiles } from './new-database.ts';
import { createPgliteDialect } from './pglite.ts';
import type { Schema } from './schema.ts';
import { carrySealKeys, noSealKeys, type SealKeys } from './sealed.ts';

/** Where to keep the data; `memory` is for tests. */
export type StoreLocation = { directory: string } | { databaseUrl: string } | { memory: true };

/** An open database, at its newest migration. */
export interface Store {
  db: Kysely<Schema>;
  engine: 'pglite' | 'postgres';
  /** Whether what is sensitive is sealed when it is written. */
  isSealing: boolean;
  /** How the queue reaches the same database. */
  bossOptions: ConstructorOptions;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Of the outside world we keep identifiers only, all far below 2^53; `pg` would return them as text. */
const int8 = 20;

/**
 * Opens and migrates the database. Throws when the directory is in use, the database cannot be reached, or holds what
 * none of the keys opens.
 */
export async function openStore(location: StoreLocation, keys: SealKeys = noSealKeys): Promise<Store> {
  const store = await openAsItIs(location, keys);
  try {
    await migrate(store.db);
    await admitKeys(store.db, keys);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

/** Opens the database without changing it. Throws when the directory is in use or PGlite cannot start. */
export async function openAsItIs(location: StoreLocation, keys: SealKeys = noSealKeys): Promise<Store> {
  return 'databaseUrl' in location
    ? openPostgres(location.databaseUrl, keys)
    : await openPglite(location, keys);
}

function openPostgres(connectionString: string, keys: SealKeys): Store {
  const pool = new Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'langguard',
    types: {
      getTypeParser: ((id: number, format?: 'text') =>
        id === int8 ? Number : types.getTypeParser(id, format)) as typeof types.getTypeParser,
    },
  });
  // An idle connection that breaks is replaced at the next query, which reports the trouble if it lasts.
  pool.on('error', () => {});
  // One that breaks within a transaction, between two queries, would end the process; the next query of it fails anyway.
  pool.on('connect', (client) => void client.on('error', () => {}));
  const db = createKysely(new PostgresDialect({ pool }), keys);
  return {
    db,
    isSealing: keys.current !== undefined,
    engine: 'postgres',
    bossOptions: { connectionString, max: 6, application_name: 'langguard-queue' },
    ping: () => ping(db),
    close: () => db.destroy(),
  };
}

async function openPglite(
  location: { directory: string } | { memory: true },
  keys: SealKeys,
): Promise<Store> {
  const release = 'directory' in location ? lockDirectory(location.directory) : () => {};
  try {
    const dataDir = 'directory' in location ? join(location.directory, 'pglite') : undefined;
    const files = dataDir !== undefined && existsSync(dataDir) ? undefined : await firstFiles();
    const pglite = await PGlite.create({
      ...(dataDir === undefined ? {} : { dataDir }),
      ...(files ? { loadDataDir: files } : {}),
      // 128 MB of PostgreSQL's default would be held for good by a WebAssembly heap.
      startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
    });
    const db = createKysely(createPgliteDialect(pglite), keys);
    return {
      db,
      isSealing: keys.current !== undefined,
      engine: 'pglite',
      bossOptions: { db: fromPglite(pglite), backend: 'pglite' },
      ping: () => ping(db),
      async close() {
        try {
          await db.destroy();
          if (!pglite.closed) await pglite.close();
        } finally {
          release();
        }
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

function createKysely(
  dialect: ConstructorParameters<typeof Kysely>[0]['dialect'],
  keys: SealKeys,
): Kysely<Schema> {
  // The names inside a stored review stay as they are.
  const names = new CamelCasePlugin({ maintainNestedObjectKeys: true });
  return new Kysely<Schema>({ dialect, plugins: [names, carrySealKeys(keys)] });
}

/** Refuses to work on data that it could not read, at the start and not at some review later. */
async function admitKeys(db: Kysely<Schema>, { current, all }: SealKeys): Promise<void> {
  const known = await db.selectFrom('seals').select('keyId').execute();
  const missing = known.find(({ keyId }) => !all.some(({ id }) => id === keyId));
  if (missing) {
    const message =
      `The stored data are sealed with the key ${missing.keyId}, which was not given. Set LANGGUARD_ENCRYPTION_KEY, ` +
      'or LANGGUARD_ENCRYPTION_KEY_PREVIOUS where that key is being replaced.';
    throw Object.assign(new Error(message), { name: 'SealKeyMissing' });
  }
  if (current)
    await db
      .insertInto('seals')
      .values({ keyId: current.id })
      .onConflict((conflict) => conflict.column('keyId').doNothing())
      .execute();
}

/**
 * Migrations that a newer LangGuard ran: while two versions run, or after a step back, the older one starts all the same.
 * It can, because no migration takes away what an older version uses (src/store/migrations.test.ts).
 */
async function ofNewerVersions(db: Kysely<Schema>): Promise<Record<string, Migration>> {
  const table = await sql<{
    name: string | null;
  }>`select to_regclass('langguard_migration')::text as name`.execute(db);
  if (!table.rows[0]?.name) return {};
  const ran = await sql<{ name: string }>`select name from langguard_migration`.execute(db);
  const strange = ran.rows.filter(({ name }) => !(name in migrations));
  return Object.fromEntries(strange.map(({ name }) => [name, { up: async () => {} }]));
}

async function ping(db: Kysely<Schema>): Promise<void> {
  await sql`select 1`.execute(db);
}

async function migrate(db: Kysely<Schema>): Promise<void> {
  // Before the migrator has the one connection of PGlite for itself.
  const all = { ...migrations, ...(await ofNewerVersions(db)) };
  // Without the plugin, because a migration writes the names as the database has them.
  const migrator = new Migrator({
    db: db.withoutPlugins(),
    provider: { getMigrations: async () => all },
    migrationTableName: 'langguard_migration',
    migrationLockTableName: 'langguard_migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error('The database could not be brought to the newest version.', { cause: error });
}
