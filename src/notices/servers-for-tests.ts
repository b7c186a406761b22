// Destinations on loopback for tests: an authority, an https server that keeps what it was sent, and a mail relay.
import { createServer as createHttps } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttp } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { generate } from 'selfsigned';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** An authority and the certificates that it gave. */
export interface Authority {
  ca: string;
  certify(host: string): Promise<{ key: string; cert: string }>;
}

/** Makes an authority of its own. */
export async function createAuthority(): Promise<Authority> {
  const own = { keyType: 'ec', algorithm: 'sha256' } as const;
  const root = await generate([{ name: 'commonName', value: 'A test authority' }], {
    ...own,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    ca: root.cert,
    async certify(host) {
      const leaf = await generate([{ name: 'commonName', value: host }], {
        ...own,
        ca: { key: root.private, cert: root.cert },
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
          { name: 'extKeyUsage', serverAuth: true },
          { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
        ],
      });
      return { key: leaf.private, cert: leaf.cert };
    },
  };
}

/** One request as it came. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An https server; `answer` may be replaced. */
export interface Listener {
  port: number;
  received: Received[];
  connections: number;
  answer(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

/** Starts an https server that says 200 to everything. */
export async function startListener(tls: { key: string; cert: string }): Promise<Listener> {
  const server = createHttps(tls, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      listener.received.push({
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      listener.answer(request, response);
    });
  });
  server.on('connection', () => listener.connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const listener: Listener = {
    port: (server.address() as AddressInfo).port,
    received: [],
    connections: 0,
    answer: (_request, response) => void response.writeHead(200).end('ok'),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return listener;
}

/** A proxy that opens tunnels to where `to` leads, whatever it is asked for. */
export interface Proxy {
  port: number;
  /** What was asked for, such as `203.0.113.9:443`, with the login. */
  asked: { target: string; login: string | undefined }[];
  /** The status that it answers with; 200 opens the tunnel. */
  status: number;
  close(): Promise<void>;
}

/** Starts a proxy whose tunnels all end at one port of this machine. */
export async function startProxy(to: number): Promise<Proxy> {
  const server = createHttp((_request, response) => response.writeHead(405).end());
  const open = new Set<Socket>();
  server.on('connect', (request, socket: Socket) => {
    proxy.asked.push({ target: request.url ?? '', login: request.headers['proxy-authorization'] });
    open.add(socket);
    if (proxy.status !== 200) return void socket.end(`HTTP/1.1 ${proxy.status} No\r\n\r\n`);
    const out = connect(to, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(out).pipe(socket);
    });
    for (const one of [socket, out]) one.on('error', () => {});
    open.add(out);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: Proxy = {
    port: (server.address() as AddressInfo).port,
    asked: [],
    status: 200,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const one of open) one.destroy();
      server.closeAllConnections();
      await closed;
    },
  };
  return proxy;
}

/** A mail relay; `refuse` may name a reply of SMTP. */
export interface MailRelay {
  port: number;
  mails: { from: string; to: string[]; source: string; isSecure: boolean; user: string }[];
  refuse: number | undefined;
  close(): Promise<void>;
}

/** Starts a mail relay that takes everything. */
export async function startRelay(
  tls: { key: string; cert: string },
  over: SMTPServerOptions = {},
): Promise<MailRelay> {
  const server = new SMTPServer({
    ...tls,
    authOptional: true,
    logger: false,
    onAuth: ({ username = '', password }, _session, callback) =>
      password === 'right'
        ? callback(null, { user: username })
        : callback(Object.assign(new Error('wrong'), { responseCode: 535 })),
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (relay.refuse !== undefined)
          return callback(Object.assign(new Error('no'), { responseCode: relay.refuse }));
        const { mailFrom, rcptTo } = session.envelope;
        relay.mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString(),
          isSecure: session.secure,
          user: session.user ?? '',
        });
        callback();
      });
    },
    ...over,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const relay: MailRelay = {
    port: (server.server.address() as AddressInfo).port,
    mails: [],
    refuse: undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return relay;
}
