// Opens the App's own database for a command.
import { readFileSync } from 'node:fs';
import { UserError } from '../engine/problem.ts';
import { openStore, type Store } from '../store/open.ts';
import { readSealKeys, type SealKeys } from '../store/sealed.ts';

/** Where the App keeps its data unless told otherwise. */
export const defaultDataDirectory = process.env['LANGGUARD_DATA'] ?? './data';

/** Uses the database at `DATABASE_URL`, else in a data directory. Throws a UserError when it cannot be opened. */
export async function withStore<T>(directory: string, use: (store: Store) => Promise<T>): Promise<T> {
  const databaseUrl = process.env['DATABASE_URL'];
  const keys = sealKeys(process.env);
  const store = await openStore(databaseUrl ? { databaseUrl } : { directory }, keys).catch(
    (error: unknown) => {
      const isKey = error instanceof Error && error.name === 'SealKeyMissing';
      throw new UserError(
        `The database cannot be opened: ${error instanceof Error ? error.message : String(error)}`,
        databaseUrl ? 'DATABASE_URL' : directory,
        isKey
          ? 'Use the keys that the App uses.'
          : databaseUrl
            ? 'Check the address, and that the database is reachable from here.'
            : 'Stop the App first, or name its data directory with --data. With PostgreSQL set DATABASE_URL instead.',
      );
    },
  );
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** The keys of the App, from its own variables. Throws a UserError for one that is none. */
function sealKeys(env: NodeJS.ProcessEnv): SealKeys {
  const given = (name: string): string | undefined => {
    const file = env[`${name}_FILE`];
    if (env[name] || !file) return env[name];
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new UserError(
        `The key cannot be read (${code ?? 'unknown error'}).`,
        `${name}_FILE`,
        'Name a file that holds it.',
      );
    }
  };
  const { keys, problems } = readSealKeys({
    current: given('LANGGUARD_ENCRYPTION_KEY'),
    previous: given('LANGGUARD_ENCRYPTION_KEY_PREVIOUS'),
  });
  const [problem] = problems;
  if (problem) throw new UserError(problem, 'environment', 'Use the key that the App uses.');
  return keys;
}
