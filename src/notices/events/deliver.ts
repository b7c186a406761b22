// Brings a batch of events to a sink, in their order; whatever goes wrong is in the answer.
import { createSocket } from 'node:dgram';
import { open } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { hostname } from 'node:os';
import { connectJudged, secure } from '../connect.ts';
import { hostProblem, resolveJudged } from '../guard.ts';
import type { Delivery } from '../notice.ts';
import { failureOf, post } from '../post.ts';
import { webhookHeaders } from '../webhook.ts';
import { framed, syslogOf } from './cef.ts';
import { jsonLine, type SocEvent } from './event.ts';
import type { EventSettings, Sink, SinkTarget } from './settings.ts';

/** How long a batch may take. */
const timeoutMs = 20_000;

/** A datagram that does not fit into one packet of Ethernet's is lost more easily, but not refused. */
const maxDatagramBytes = 8000;

/** What is the same for all sinks. */
export interface DeliverOptions extends Pick<EventSettings, 'outgoing' | 'networks'> {
  /** LangGuard's own version. */
  version: string;
  now: Date;
  /** Writes to standard output. */
  write?(text: string): void;
}

/** Sends events once. */
export async function deliver(
  events: readonly [SocEvent, ...SocEvent[]],
  { target }: Sink,
  options: DeliverOptions,
): Promise<Delivery> {
  try {
    switch (target.kind) {
      case 'stdout':
        (options.write ?? ((text) => void process.stdout.write(text)))(linesOf(events));
        return { ok: true };
      case 'file':
        return await append(target.path, linesOf(events));
      case 'syslog':
        return await syslog(events, target, options);
      case 'webhook': {
        const body = JSON.stringify({
          version: 1,
          id: events[0].id,
          at: options.now.toISOString(),
          kind: 'events',
          events,
        });
        const headers = webhookHeaders(events[0].id, body, target.secrets, options.now);
        return await post(target.url, body, headers, options.outgoing);
      }
    }
  } catch (error) {
    return failureOf(error);
  }
}

function linesOf(events: readonly SocEvent[]): string {
  return events.map((event) => `${jsonLine(event)}\n`).join('');
}

/** Appends, and waits until the disk has it. */
async function append(path: string, text: string): Promise<Delivery> {
  let file;
  try {
    file = await open(path, 'a', 0o600);
    await file.appendFile(text);
    await file.datasync();
    return { ok: true };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { ok: false, reason: `The file cannot be written (${code ?? 'unknown error'}).`, isFinal: false };
  } finally {
    await file?.close();
  }
}

async function syslog(
  events: readonly SocEvent[],
  target: Extract<SinkTarget, { kind: 'syslog' }>,
  { outgoing, networks, version }: DeliverOptions,
): Promise<Delivery> {
  const problem = hostProblem(target.host, outgoing);
  if (problem !== undefined) return { ok: false, reason: `The collector's host ${problem}.`, isFinal: true };
  const host = hostname();
  const messages = events.map((event) =>
    target.format === 'cef' ? syslogOf(event, { version, host }) : jsonLine(event),
  );
  if (target.transport === 'udp') return await datagrams(messages, target, { outgoing, networks });
  const signal = AbortSignal.timeout(timeoutMs);
  const tcp = await connectJudged(target.host, target.port, outgoing, { signal, networks });
  const socket = target.transport === 'tls' ? await secure(tcp, target.host, outgoing, signal) : tcp;
  await flush(socket, framed(messages, target.framing), signal);
  return { ok: true };
}

/** Sends everything, and waits until the other side has read to the end and closed: syslog has no other receipt. */
function flush(socket: Socket, bytes: Buffer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    const abort = (): void => fail(new Error('The time is over.'));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', fail);
    socket.once('close', (hadError: boolean) => {
      signal.removeEventListener('abort', abort);
      if (hadError) reject(new Error('The connection broke.'));
      else resolve();
    });
    socket.resume();
    socket.end(bytes);
  });
}

async function datagrams(
  messages: readonly string[],
  { host, port }: { host: string; port: number },
  { outgoing, networks }: Pick<DeliverOptions, 'outgoing' | 'networks'>,
): Promise<Delivery> {
  const [address] = await resolveJudged(host, outgoing, networks);
  if (address === undefined) throw new Error('The host has no address.');
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  try {
    for (const message of messages)
      await new Promise<void>((resolve, reject) => {
        const bytes = Buffer.from(message).subarray(0, maxDatagramBytes);
        socket.send(bytes, port, address, (error) => (error ? reject(error) : resolve()));
      });
    return { ok: true };
  } finally {
    socket.close();
  }
}
