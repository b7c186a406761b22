// Probot's pino logger, with anything that looks like a credential taken out.
import type { Probot } from 'probot';

/** A pino logger. */
export type Log = Probot['log'];

/** Tokens of GitHub (the newer ones hold dots and are about 520 characters long) and of ours, JWTs and passwords in addresses. */
const credentials =
  /\b(?:gh[opsur]_[A-Za-z0-9._-]{16,}|lgt_[\w-]{16,}|github_pat_\w{20,}|ey[\w-]{10,}\.[\w-]{10,}\.[\w-]*)|(?<=:\/\/[^\s/:@]{0,100}:)[^\s/@]+(?=@)/g;

/** Replaces credentials within a text. */
export function redact(text: string): string {
  return text.replace(credentials, '[redacted]');
}

/** What the log says of an error: never the request or the response, which hold headers and content. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: redact(String(error)).slice(0, 500) };
  const { status, code } = error as { status?: number; code?: string };
  return {
    name: error.name,
    message: redact(error.message).slice(0, 500),
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
    // The lines below the message: places in the code, no content.
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .join('\n'),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** A logger whose fields go through `redact`. */
export function safeLog(log: Log): Log {
  return log.child(
    { name: 'langguard' },
    {
      serializers: { err: describeError, error: describeError },
      formatters: { log: (fields) => redactFields(fields) },
    },
  );
}

function redactFields(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? redact(value) : value]),
  );
}
