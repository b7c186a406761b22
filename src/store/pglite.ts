// PGlite for Kysely, one statement or transaction at a time.
import type { PGlite } from '@electric-sql/pglite';
import { PGliteDialect, type DatabaseConnection, type Dialect } from 'kysely';

/**
 * Kysely's PGlite dialect behind a turnstile. Kysely 0.29.9 hands the one connection to everybody at once, so that
 * a query would slip into a stranger's transaction and two transactions would overwrite each other's commit.
 */
export function createPgliteDialect(pglite: PGlite): Dialect {
  const dialect = new PGliteDialect({ pglite });
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver = dialect.createDriver();
      const pass = createTurnstile();
      const passes = new WeakMap<DatabaseConnection, () => void>();
      return {
        init: (options) => driver.init(options),
        async acquireConnection(options) {
          const release = await pass();
          try {
            const inner = await driver.acquireConnection(options);
            passes.set(inner, release);
            return inner;
          } catch (error) {
            release();
            throw error;
          }
        },
        async releaseConnection(connection, options) {
          await driver.releaseConnection(connection, options);
          passes.get(connection)?.();
        },
        beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
        commitTransaction: (connection) => driver.commitTransaction(connection),
        rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
        destroy: (options) => driver.destroy(options),
      };
    },
  };
}

/** Lets one caller through at a time, in order of arrival; each gets the function that lets the next one in. */
function createTurnstile(): () => Promise<() => void> {
  let last: Promise<void> = Promise.resolve();
  return async () => {
    const before = last;
    let release = (): void => {};
    last = new Promise<void>((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  };
}
