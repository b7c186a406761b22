// A connection to PostgreSQL that ends while a transaction holds it.
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from './open.ts';
import { startPostgres } from './postgres-for-tests.ts';

test('fails the transaction, and neither the process nor the next one', async () => {
  const database = await startPostgres();
  onTestFinished(database.stop);
  const store = await openStore({ databaseUrl: database.url });
  onTestFinished(() => store.close());
  const uncaught: unknown[] = [];
  const listen = (error: unknown): void => void uncaught.push(error);
  process.prependListener('uncaughtExceptionMonitor', listen);
  onTestFinished(() => void process.off('uncaughtExceptionMonitor', listen));
  const broken = store.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(store.db);
    // Between two queries nobody else listens to the connection.
    await sleep(200);
    await sql`select 1`.execute(trx);
  });
  await expect(broken).rejects.toThrow();
  await store.ping();
  expect(uncaught).toEqual([]);
});
