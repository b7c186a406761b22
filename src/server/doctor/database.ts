// Whether the database is there, fits this version, and has room.
import { freeBytes, inspectStore, isFresh, type StoreReport } from '../../store/inspect.ts';
import type { Config } from '../config.ts';
import { describeError } from '../log.ts';
import { fail, list, ok, warn, type Check } from './check.ts';

const mib = 1024 * 1024;
const littleBytes = 1024 * mib;
const tooLittleBytes = 100 * mib;

/** Looks without migrating. A data directory that a running App holds counts as well. */
export async function checkDatabase({ store, sealKeys }: Config): Promise<Check[]> {
  const directory = 'directory' in store ? store.directory : undefined;
  const disk = directory === undefined ? [] : [checkDisk(directory)];
  if (directory !== undefined && isFresh(directory))
    return [ok('database', `Nothing is kept in ${directory} yet; the first start makes it.`), ...disk];
  try {
    return [...judge(await inspectStore(store, sealKeys)), ...disk];
  } catch (error) {
    const message = String(describeError(error)['message']);
    if (directory !== undefined && /is in use by process/.test(message))
      return [ok('database', `A running App has ${directory}; its /readyz says how it is.`), ...disk];
    return [
      fail(
        'database',
        `The database cannot be opened: ${message || (error as NodeJS.ErrnoException).code}.`,
        'Webhooks are answered with 503, and nothing is reviewed.',
        directory === undefined
          ? 'Check DATABASE_URL, the password, TLS and the network; psql with the same address must work.'
          : `Check that ${directory} belongs to the user of the App and is not shared between machines.`,
      ),
      ...disk,
    ];
  }
}

function judge(report: StoreReport): Check[] {
  const { engine, version, pending, newer, isReadOnly, canCreate, sizeBytes, missingKey } = report;
  const name =
    engine === 'postgres' ? `PostgreSQL ${version}` : `the embedded database (PostgreSQL ${version})`;
  const checks: Check[] = [];
  if (isReadOnly)
    checks.push(
      fail(
        'database',
        `${name} is read-only.`,
        'Nothing can be kept.',
        'Point DATABASE_URL at the primary, not at a replica.',
      ),
    );
  else checks.push(ok('database', `${name} answers; it holds ${Math.ceil(sizeBytes / mib)} MB.`));
  if (Number.parseInt(version, 10) < 13)
    checks.push(
      fail(
        'database-version',
        `${name} is too old.`,
        'The queue needs PostgreSQL 13.',
        'Upgrade the server.',
      ),
    );
  if (pending.length > 0 && !canCreate)
    checks.push(
      fail(
        'migrations',
        `${pending.length} migrations wait, and this user may not create tables.`,
        'The next start fails.',
        'Grant CREATE on the database and on its schema to the user of DATABASE_URL.',
      ),
    );
  else if (newer.length > 0)
    checks.push(
      warn(
        'migrations',
        `A newer LangGuard ran ${list(newer)}.`,
        'This version works with it, but does not know what is new.',
        'Finish the upgrade.',
      ),
    );
  else
    checks.push(
      ok(
        'migrations',
        pending.length === 0
          ? 'The tables are those of this version.'
          : `The next start brings ${list(pending)}.`,
      ),
    );
  if (missingKey !== undefined)
    checks.push(
      fail(
        'encryption-data',
        `Data are sealed with the key ${missingKey}, which was not given.`,
        'The App does not start without it.',
        'Give it as LANGGUARD_ENCRYPTION_KEY, or as LANGGUARD_ENCRYPTION_KEY_PREVIOUS while it is replaced.',
      ),
    );
  return checks;
}

function checkDisk(directory: string): Check {
  const free = freeBytes(directory);
  const told = `${Math.floor(free / mib)} MB are free at ${directory}.`;
  const todo = 'Make room, or shorten LANGGUARD_RETENTION_DAYS.';
  if (free < tooLittleBytes) return fail('disk', told, 'When it is full, webhooks are refused.', todo);
  if (free < littleBytes) return warn('disk', told, 'When it is full, webhooks are refused.', todo);
  return ok('disk', told);
}
