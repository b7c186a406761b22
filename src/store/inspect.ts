// Looks at a database without changing it: for `langguard doctor`.
import { existsSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { sql } from 'kysely';
import { migrations } from './migrations.ts';
import { openAsItIs, type Store, type StoreLocation } from './open.ts';
import { noSealKeys, type SealKeys } from './sealed.ts';

/** What a database says of itself. */
export interface StoreReport {
  engine: Store['engine'];
  /** Of PostgreSQL, such as `18.4`. */
  version: string;
  /** Migrations that the next start runs. */
  pending: string[];
  /** Migrations of a newer LangGuard. */
  newer: string[];
  isReadOnly: boolean;
  /** Whether the next start may create what its migrations want. */
  canCreate: boolean;
  sizeBytes: number;
  /** Key that sealed data and that was not given. */
  missingKey?: string;
}

/** Free space where a data directory is or would be. */
export function freeBytes(directory: string): number {
  let path = resolve(directory);
  while (!existsSync(path) && dirname(path) !== path) path = dirname(path);
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

/** True when nothing was ever kept in the directory. */
export function isFresh(directory: string): boolean {
  return !existsSync(join(directory, 'pglite'));
}

/** Opens the database, asks and closes it. Throws when it cannot be opened, or when a running App has it. */
export async function inspectStore(
  location: StoreLocation,
  keys: SealKeys = noSealKeys,
): Promise<StoreReport> {
  const store = await openAsItIs(location, keys);
  try {
    return await report(store, keys);
  } finally {
    await store.close();
  }
}

async function report({ db, engine }: Store, { all }: SealKeys): Promise<StoreReport> {
  const { rows } = await sql<{
    version: string;
    readOnly: string;
    canCreate: boolean;
    size: number;
    ledger: string | null;
    seals: string | null;
  }>`select current_setting('server_version') as version,
      current_setting('transaction_read_only') as read_only,
      has_schema_privilege(current_schema(), 'create') and
        (has_database_privilege(current_database(), 'create') or to_regclass('pgboss.job') is not null) as can_create,
      pg_database_size(current_database())::float8 as size,
      to_regclass('langguard_migration')::text as ledger,
      to_regclass('seals')::text as seals`.execute(db);
  const row = rows[0];
  if (!row) throw new Error('The database gave no answer.');
  const ran = row.ledger
    ? (await sql<{ name: string }>`select name from langguard_migration`.execute(db)).rows
    : [];
  const names = new Set(ran.map(({ name }) => name));
  const sealed = row.seals ? await db.selectFrom('seals').select('keyId').execute() : [];
  const missing = sealed.find(({ keyId }) => !all.some(({ id }) => id === keyId));
  return {
    engine,
    version: row.version.split(' ')[0] ?? row.version,
    pending: Object.keys(migrations).filter((name) => !names.has(name)),
    newer: [...names].filter((name) => !(name in migrations)).sort(),
    isReadOnly: row.readOnly === 'on',
    canCreate: row.canCreate,
    sizeBytes: row.size,
    ...(missing ? { missingKey: missing.keyId } : {}),
  };
}
