// Opens a connection to a host by an address that was judged; the name serves for TLS only.
import { request } from 'node:http';
import { connect, isIPv6, type Socket } from 'node:net';
import { connect as connectTls, getCACertificates, type TLSSocket } from 'node:tls';
import { Refused, resolveJudged, type Outgoing, type OutgoingProxy } from './guard.ts';

/** Of a host with many addresses so many are tried. */
const maxAddresses = 4;
const connectTimeoutMs = 4000;

/** A TCP connection to the first address that answers. Throws when none does, or when the host may not be reached. */
export async function connectJudged(
  host: string,
  port: number,
  outgoing: Outgoing,
  { signal, networks = [] }: { signal: AbortSignal; networks?: readonly string[] },
): Promise<Socket> {
  const addresses = await abortable(resolveJudged(host, outgoing, networks), signal);
  return await firstOf(addresses, signal, (address) => connectTo(address, port, signal));
}

/**
 * The same for https: through the proxy where there is one. The proxy is asked for the very address that was judged, not
 * for the name, unless it is the only one that can resolve names.
 */
export async function connectForHttps(
  host: string,
  port: number,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<Socket> {
  const { proxy } = outgoing;
  if (!proxy) return await connectJudged(host, port, outgoing, { signal });
  const addresses = proxy.resolves ? [host] : await abortable(resolveJudged(host, outgoing), signal);
  return await firstOf(addresses, signal, (address) => tunnel(proxy, address, port, signal));
}

async function firstOf(
  addresses: readonly string[],
  signal: AbortSignal,
  open: (address: string) => Promise<Socket>,
): Promise<Socket> {
  let last: unknown;
  for (const address of addresses.slice(0, maxAddresses)) {
    signal.throwIfAborted();
    try {
      return await open(address);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

/** A connection through the proxy. Throws `Refused` with the status when it does not open one. */
function tunnel(
  { host, port: proxyPort, authorization }: OutgoingProxy,
  address: string,
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  const target = `${isIPv6(address) ? `[${address}]` : address}:${port}`;
  return new Promise((resolve, reject) => {
    const asked = request({
      host,
      port: proxyPort,
      method: 'CONNECT',
      path: target,
      agent: false,
      signal,
      timeout: connectTimeoutMs,
      maxHeaderSize: 16 * 1024,
      headers: {
        host: target,
        ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
      },
    });
    const refuse = (status = 0): void => reject(new Refused(`The proxy answered ${status}.`));
    asked.once('connect', ({ statusCode = 0 }, socket: Socket, head) => {
      // Whoever speaks before TLS begins is not the destination.
      if (statusCode >= 200 && statusCode < 300 && head.length === 0) return resolve(socket);
      socket.destroy();
      refuse(statusCode);
    });
    asked.once('response', ({ statusCode }) => {
      asked.destroy();
      refuse(statusCode);
    });
    asked.once('timeout', () => asked.destroy(new Error('The proxy took too long.')));
    asked.once('error', reject);
    asked.end();
  });
}

function connectTo(address: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port });
    const stop = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(() => stop(new Error('The connection took too long.')), connectTimeoutMs);
    const abort = (): void => stop(new Error('The time is over.'));
    signal.addEventListener('abort', abort, { once: true });
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      act();
    };
    const fail = (error: Error): void => settle(() => stop(error));
    socket.once('error', fail);
    socket.once('connect', () =>
      settle(() => {
        socket.off('error', fail);
        resolve(socket);
      }),
    );
  });
}

/** What TLS checks the other side against. */
export function tlsOptions(host: string, outgoing: Outgoing) {
  return {
    servername: host,
    // Said aloud, because an environment variable can turn the default off.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2' as const,
    ...(outgoing.ca === undefined ? {} : { ca: [...getCACertificates('default'), outgoing.ca] }),
  };
}

/** Puts TLS over a connection. Throws when the other side cannot show a certificate for the name. */
export function secure(
  socket: Socket,
  host: string,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const stop = (error: Error): void => {
      tls.destroy();
      socket.destroy();
      reject(error);
    };
    const abort = (): void => stop(new Error('The time is over.'));
    const tls = connectTls({ socket, ...tlsOptions(host, outgoing) });
    signal.addEventListener('abort', abort, { once: true });
    const close = (): void => stop(new Error('The connection was closed.'));
    tls.once('error', stop);
    tls.once('close', close);
    tls.once('secureConnect', () => {
      signal.removeEventListener('abort', abort);
      tls.off('error', stop).off('close', close);
      resolve(tls);
    });
  });
}

function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(new Error('The time is over.'));
    signal.addEventListener('abort', () => reject(new Error('The time is over.')), { once: true });
    work.then(resolve, reject);
  });
}
