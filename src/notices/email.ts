// A message as plain-text e-mail through one relay, over TLS, under a Message-ID that stays the same.
import { createTransport } from 'nodemailer';
import { alertHeadline, mailAlerts, type AlertMessage } from './alert.ts';
import { connectJudged, tlsOptions } from './connect.ts';
import { hostProblem, type Outgoing } from './guard.ts';
import { byRepository, factsOf, headline, type Delivery, type Message, type Notice } from './notice.ts';
import { failureOf } from './post.ts';

/** A mail relay; `tls` speaks TLS from the start, `starttls` asks for it and accepts nothing less. */
export interface Relay {
  host: string;
  port: number;
  security: 'tls' | 'starttls';
  user?: string;
  password?: string;
}

/** From whom, to whom. */
export interface Letter {
  from: string;
  to: readonly string[];
}

const timeoutMs = 30_000;
const maxShown = 100;

/** Sends a message as one e-mail. */
export async function sendEmail(
  message: Message | AlertMessage,
  relay: Relay,
  { from, to }: Letter,
  outgoing: Outgoing,
): Promise<Delivery> {
  const problem = hostProblem(relay.host, outgoing);
  if (problem !== undefined) return { ok: false, reason: `The relay's host ${problem}.`, isFinal: true };
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const networks = outgoing.relayNetworks;
    const connection = await connectJudged(relay.host, relay.port, outgoing, { signal, networks });
    const transport = createTransport({
      connection,
      host: relay.host,
      port: relay.port,
      secure: relay.security === 'tls',
      requireTLS: relay.security === 'starttls',
      tls: tlsOptions(relay.host, outgoing),
      ...(relay.user === undefined ? {} : { auth: { user: relay.user, pass: relay.password ?? '' } }),
      disableFileAccess: true,
      disableUrlAccess: true,
      connectionTimeout: timeoutMs,
      greetingTimeout: 10_000,
      socketTimeout: timeoutMs,
    });
    const abort = (): void => void connection.destroy();
    signal.addEventListener('abort', abort, { once: true });
    try {
      await transport.sendMail({
        from,
        to: [...to],
        subject: 'alerts' in message ? alertHeadline(message) : headline(message),
        text: 'alerts' in message ? mailAlerts(message) : textOf(message),
        messageId: `<${message.id}@${domainOf(from)}>`,
        date: message.at,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      });
      return { ok: true };
    } finally {
      signal.removeEventListener('abort', abort);
      transport.close();
      connection.destroy();
    }
  } catch (error) {
    return smtpFailure(error) ?? failureOf(error);
  }
}

/** A reply of 5xx is the relay's last word, except that a login may be mended without a new message. */
function smtpFailure(error: unknown): Delivery | undefined {
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
  if (typeof responseCode !== 'number') return undefined;
  return {
    ok: false,
    reason: `The relay answered ${responseCode}.`,
    isFinal: responseCode >= 500 && code !== 'EAUTH',
  };
}

function domainOf(from: string): string {
  return /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1] ?? 'langguard.invalid';
}

/** The body of the e-mail. */
export function textOf(message: Message): string {
  const groups = byRepository(message.notices);
  let left = maxShown;
  const lines = groups.flatMap(([repository, notices]) => {
    const list = notices.slice(0, left);
    left -= list.length;
    return list.length === 0
      ? []
      : [`${repository}`, '='.repeat(repository.length), '', ...list.map(paragraph)];
  });
  const more = message.notices.length - maxShown;
  return [
    `${headline(message)}.`,
    '',
    ...lines,
    ...(more > 0 ? [`And ${more} more: see the checks.`, ''] : []),
    'You receive this because the administrator of LangGuard named this address.',
    '',
  ].join('\n');
}

function paragraph(notice: Notice): string {
  const { what, where, who, todo } = factsOf(notice);
  return [
    what,
    `  #${notice.pull} ${where}`,
    ...(notice.code === undefined ? [] : [`    | ${notice.code}`]),
    `  ${notice.message}`,
    `  ${todo}`,
    `  ${who}`,
    `  Check: ${notice.checkUrl}`,
    `  Pull request: ${notice.pullUrl}`,
    '',
  ].join('\n');
}
