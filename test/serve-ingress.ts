// Nothing but the ingress in a process of its own, so that its memory can be seen; or a naive one, for comparison.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIngress } from '../src/server/ingress.ts';
import type { Log } from '../src/server/log.ts';
import { createMetrics } from '../src/server/metrics.ts';

const log = (fields: unknown, text: unknown): void => console.log(JSON.stringify({ fields, text }));

const ingress = createIngress({
  queue: { accept: async () => 'new' },
  forget: async () => {},
  secrets: ['s'.repeat(32)],
  log: { info: log, warn: log, error: log } as unknown as Log,
  metrics: createMetrics(),
});

/** What most servers do: the whole body first, the signature after. */
async function naive(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  res.writeHead(401).end(String(chunks.length));
}

const handle = process.env['NAIVE'] ? naive : ingress;
const server = createServer((req, res) => void handle(req, res));
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })),
);
process.on('SIGTERM', () => process.exit(0));
