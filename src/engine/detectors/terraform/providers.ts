// Providers that talk to what they manage without a look at its certificate.
import type { Verdict } from '../verdict.ts';
import type { Block } from './hcl.ts';
import { off, on } from './settings.ts';

const unchecked: readonly [name: RegExp, bad: RegExp][] = [
  [
    /^(?:insecure|insecure_skip_verify|skip_tls_verify|tls_insecure|pm_tls_insecure|allow_unverified_ssl|skip_tls_verification|tls_skip_verify|insecure_https|ignore_cert_errors|skip_ssl_verify|disable_ssl_verification|insecure_skip_tls_verify|skip_cert_verification)$/,
    on,
  ],
  [/^(?:verify_ssl|ssl_verify|tls_verify|verify_certificate|validate_certs)$/, off],
];

/** Switches of a provider, and of the connections that it keeps in blocks of its own. */
export function* providerVerdicts(block: Block): Generator<Verdict> {
  for (const { name, value, start, end, valueStart } of block.attributes)
    if (unchecked.some(([known, bad]) => known.test(name) && bad.test(value)))
      yield {
        rule: 'tls-verification-off',
        start,
        end,
        severity: 'medium',
        message: 'The provider accepts any certificate, and hands its login to whoever answers.',
        remedy:
          'Leave it out; where the server has a private authority, name its certificate (`ca_cert_file`, `cluster_ca_certificate`).',
        ...(value === 'true' || value === 'false'
          ? {
              edits: [
                {
                  start: valueStart,
                  end: valueStart + value.length,
                  text: value === 'true' ? 'false' : 'true',
                },
              ],
            }
          : {}),
      };
  for (const inner of block.blocks) yield* providerVerdicts(inner);
}
