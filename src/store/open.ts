// Opens the database: PGlite in a directory by default, PostgreSQL where an address is given.
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool, types } from 'pg';
import { fromPglite, type ConstructorOptions } from 'pg-boss';
import { lockDirectory } from './lock.ts';
import { migrations } from './migrations.ts';
import { createPgliteDialect } from './pglite.ts';
import type { Schema } from './schema.ts';

/** Where to keep the data; `memory` is for tests. */
export type StoreLocation = { directory: string } | { databaseUrl: string } | { memory: true };

/** An open database, at its newest migration. */
export interface Store {
  db: Kysely<Schema>;
  engine: 'pglite' | 'postgres';
  /** How the queue reaches the same database. */
  bossOptions: ConstructorOptions;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Of the outside world we keep identifiers only, all far below 2^53; `pg` would return them as text. */
const int8 = 20;

/** Opens and migrates the database. Throws when the directory is in use or the database cannot be reached. */
export async function openStore(location: StoreLocation): Promise<Store> {
  const store = 'databaseUrl' in location ? openPostgres(location.databaseUrl) : await openPglite(location);
  try {
    await migrate(store.db);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

function openPostgres(connectionString: string): Store {
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
  const db = createKysely(new PostgresDialect({ pool }));
  return {
    db,
    engine: 'postgres',
    bossOptions: { connectionString, max: 6, application_name: 'langguard-queue' },
    ping: () => ping(db),
    close: () => db.destroy(),
  };
}

async function openPglite(location: { directory: string } | { memory: true }): Promise<Store> {
  const release = 'directory' in location ? lockDirectory(location.directory) : () => {};
  try {
    const pglite = await PGlite.create({
      ...('directory' in location ? { dataDir: join(location.directory, 'pglite') } : {}),
      // 128 MB of PostgreSQL's default would be held for good by a WebAssembly heap.
      startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
    });
    const db = createKysely(createPgliteDialect(pglite));
    return {
      db,
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

function createKysely(dialect: ConstructorParameters<typeof Kysely>[0]['dialect']): Kysely<Schema> {
  // The names inside a stored review stay as they are.
  return new Kysely<Schema>({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] });
}

async function ping(db: Kysely<Schema>): Promise<void> {
  await sql`select 1`.execute(db);
}

async function migrate(db: Kysely<Schema>): Promise<void> {
  // Without the plugin, because a migration writes the names as the database has them.
  const migrator = new Migrator({
    db: db.withoutPlugins(),
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'langguard_migration',
    migrationLockTableName: 'langguard_migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error('The database could not be brought to the newest version.', { cause: error });
}
