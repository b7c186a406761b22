// A message as plain JSON, signed so that whoever receives it can tell that it is ours and fresh.
import { createHmac } from 'node:crypto';
import type { Message } from './notice.ts';

/** The body: one version, stable names; new fields may be added. */
export function webhookBody({ id, at, notices, isDigest }: Message): string {
  return JSON.stringify({
    version: 1,
    id,
    at: at.toISOString(),
    kind: isDigest ? 'digest' : 'findings',
    findings: notices.map(({ finding, pullUrl, checkUrl, ...rest }) => ({
      id: finding,
      ...rest,
      pull_url: pullUrl,
      check_url: checkUrl,
    })),
  });
}

/**
 * The headers that go with a body: `LangGuard-Signature: t=<seconds>,v1=<hex>`, where `v1` is the HMAC-SHA256 of
 * `<seconds>.<body>`, once for each secret, so that a secret can be replaced without a gap.
 */
export function webhookHeaders(
  id: string,
  body: string,
  secrets: readonly string[],
  now: Date,
): Record<string, string> {
  const seconds = Math.floor(now.getTime() / 1000);
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`,
  );
  return {
    'langguard-delivery': id,
    'langguard-signature': [`t=${seconds}`, ...signatures].join(','),
  };
}
