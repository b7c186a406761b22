// A small HTTP server on loopback with faults that can be switched on, shared by the OSV and registry simulators.
import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong, on which requests, and how often. */
export interface Fault {
  /** Only paths that contain this text; all when absent. */
  on?: string;
  /** How many requests it spoils; all when absent. */
  times?: number;
  status?: number;
  body?: string;
  headers?: Record<string, string>;
  /** Waits before it answers. */
  delayMs?: number;
  /** Closes the connection without an answer. */
  hangUp?: boolean;
}

/** Faults that have been seen in the field. */
export const faults = {
  tooManyRequests: { status: 429, body: '{"code":8,"message":"RESOURCE_EXHAUSTED"}' },
  unavailable: { status: 503, body: 'upstream connect error or disconnect/reset before headers' },
  gatewayTimeout: { status: 504, body: '{"code":504,"message":"upstream request timeout"}' },
  internalError: { status: 500, body: '{"code":13,"message":"Internal error"}' },
  html: {
    status: 200,
    body: '<!doctype html><title>Sign in</title>',
    headers: { 'content-type': 'text/html' },
  },
  htmlNotFound: {
    status: 404,
    body: '<!doctype html><title>404</title>',
    headers: { 'content-type': 'text/html' },
  },
  truncatedJson: { status: 200, body: '{"results":[{"vulns":[{"id":"GHSA-' },
  emptyObject: { status: 200, body: '{}' },
  unauthorised: { status: 401, body: '{"error":"authentication required"}' },
  forbidden: { status: 403, body: '{"error":"forbidden"}' },
  hangUp: { hangUp: true },
  slow: (delayMs: number): Fault => ({ delayMs }),
  oversized: (bytes: number): Fault => ({ status: 200, body: `{"pad":"${'x'.repeat(bytes)}"}` }),
} satisfies Record<string, Fault | ((amount: number) => Fault)>;

/** One request as the server saw it. */
export interface SeenRequest {
  method: string;
  /** Path with its query. */
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** A server's answer before faults. */
export interface Reply {
  status: number;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in the place of JSON. */
  text?: string;
  /** Sends a tag of the content, and 304 to whoever shows that tag. */
  isTagged?: boolean;
}

/** A running simulator. */
export interface Simulator {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  url: string;
  /** Every request so far, spoilt ones included. */
  requests: SeenRequest[];
  /** Switches a fault on; later ones go first. */
  fault(fault: Fault): void;
  /** Switches all faults off. */
  heal(): void;
  close(): Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1 that answers with `reply`. */
export async function startLoopback(reply: (request: SeenRequest) => Reply): Promise<Simulator> {
  const requests: SeenRequest[] = [];
  let active: Fault[] = [];
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const seen: SeenRequest = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      requests.push(seen);
      const fault = active.find(({ on, times }) => seen.path.includes(on ?? '') && (times ?? 1) > 0);
      if (fault?.times !== undefined) fault.times--;
      if (fault?.hangUp) {
        incoming.socket.destroy();
        return;
      }
      const answer = (): void => {
        if (fault?.status !== undefined) {
          outgoing.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
          outgoing.end(fault.body ?? '');
          return;
        }
        const { status, body, text, isTagged } = reply(seen);
        const content = text ?? JSON.stringify(body) ?? '';
        const tag = isTagged
          ? { etag: `"${createHash('sha256').update(content).digest('hex')}"` }
          : undefined;
        if (tag && seen.headers['if-none-match'] === tag.etag) {
          outgoing.writeHead(304, tag).end();
          return;
        }
        outgoing.writeHead(status, { 'content-type': 'application/json', ...tag });
        outgoing.end(content);
      };
      if (fault?.delayMs) setTimeout(answer, fault.delayMs).unref();
      else answer();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fault(fault) {
      active = [{ ...fault }, ...active];
    },
    heal() {
      active = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
