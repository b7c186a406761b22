// Where the offline OSV database lies: the flag, else the environment, else the place where `langguard osv sync` puts it.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../engine/problem.ts';
import type { DatabaseSettings } from '../lookups/offline.ts';

const dayMs = 86_400_000;

/** The help text of `--database` where a review takes it. */
export const databaseHelp =
  'OSV database made by langguard osv sync, asked before OSV itself (default: LANGGUARD_OSV_DATABASE; offline also the usual one)';

/** The place of the database when nobody names another. */
export function usualDatabase(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'langguard', 'osv.db');
}

/** The database that `--database` or LANGGUARD_OSV_DATABASE names; the usual one when neither does. */
export function namedDatabase(flag: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  return flag ?? (env['LANGGUARD_OSV_DATABASE'] || usualDatabase(env));
}

/**
 * The database for a run. An online run takes only one that was named, because OSV itself knows of more recent flaws; an
 * offline one takes the usual one too. Throws UserError for a flag that names no database.
 */
export async function databaseSettings(
  { database, offline }: { database?: string | undefined; offline: boolean },
  env: NodeJS.ProcessEnv = process.env,
): Promise<DatabaseSettings> {
  if (database !== undefined) await checkDatabase(database, `--database ${database}`);
  const usual = offline && existsSync(usualDatabase(env)) ? usualDatabase(env) : undefined;
  const file = database ?? (env['LANGGUARD_OSV_DATABASE'] || usual);
  return file === undefined ? {} : { database: file, ...maxAge(env) };
}

/** Throws UserError when the file is no database that can be read. */
export async function checkDatabase(file: string, where: string): Promise<void> {
  const { openOsvDatabase } = await import('../lookups/osv-database.ts');
  try {
    openOsvDatabase(file).close();
  } catch (error) {
    throw new UserError(
      `The OSV database cannot be opened: ${(error as Error).message}`,
      where,
      'Make one with langguard osv sync, or name another file.',
    );
  }
}

/** LANGGUARD_OSV_MAX_AGE_DAYS: how old a dump may be before it no longer proves that a version is clean. */
function maxAge(env: NodeJS.ProcessEnv): Pick<DatabaseSettings, 'databaseMaxAgeMs'> {
  const written = env['LANGGUARD_OSV_MAX_AGE_DAYS'];
  if (written === undefined || written === '') return {};
  const days = Number(written);
  if (!(days > 0))
    throw new UserError(
      `${written} is no number of days.`,
      'LANGGUARD_OSV_MAX_AGE_DAYS',
      'Write a number above 0, such as 7.',
    );
  return { databaseMaxAgeMs: days * dayMs };
}
