// Opens the App's own database for a command.
import { UserError } from '../engine/problem.ts';
import { openStore, type Store } from '../store/open.ts';

/** Where the App keeps its data unless told otherwise. */
export const defaultDataDirectory = process.env['LANGGUARD_DATA'] ?? './data';

/** Uses the database at `DATABASE_URL`, else in a data directory. Throws a UserError when it cannot be opened. */
export async function withStore<T>(directory: string, use: (store: Store) => Promise<T>): Promise<T> {
  const databaseUrl = process.env['DATABASE_URL'];
  const store = await openStore(databaseUrl ? { databaseUrl } : { directory }).catch((error: unknown) => {
    throw new UserError(
      `The database cannot be opened: ${error instanceof Error ? error.message : String(error)}`,
      databaseUrl ? 'DATABASE_URL' : directory,
      databaseUrl
        ? 'Check the address, and that the database is reachable from here.'
        : 'Stop the App first, or name its data directory with --data. With PostgreSQL set DATABASE_URL instead.',
    );
  });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
