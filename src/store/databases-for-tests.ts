// The two databases that keep the same promises, for tests of both.
import { openStore, type Store } from './open.ts';
import { startPostgres } from './postgres-for-tests.ts';

/** Each with its name and a function that opens a new store in it; `stop` comes after the store's `close`. */
export const databases: readonly (readonly [
  name: string,
  open: () => Promise<{ store: Store; stop: () => Promise<void> }>,
])[] = [
  ['PGlite', async () => ({ store: await openStore({ memory: true }), stop: async () => {} })],
  [
    'PostgreSQL',
    async () => {
      const { url, stop } = await startPostgres();
      return { store: await openStore({ databaseUrl: url }), stop };
    },
  ],
];
