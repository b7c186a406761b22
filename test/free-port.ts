// Finds a port for a server that starts in another process, and only later.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below those that the system gives to whoever asks for any: a server that other tests start meanwhile would take one of these.
const first = 20_000;
const count = 12_000;

/** A port of the loopback interface at which nobody listens. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = first + randomInt(count);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}
