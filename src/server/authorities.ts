// Certificates of authorities of one's own, for a GitHub Enterprise Server or mirrors inside a company.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';

/** Reads a PEM file with one or more certificates; `problem` says what is wrong with it, without its content. */
export function readAuthorities(path: string): { certificates: string[] } | { problem: string } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return { problem: `the file ${path} cannot be read (${code}).` };
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0)
    return { problem: `the file ${path} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).` };
  for (const [index, certificate] of certificates.entries()) {
    const read = parse(certificate);
    if (!read) return { problem: `certificate ${index + 1} in ${path} cannot be read.` };
    if (read.validToDate.getTime() < Date.now())
      return {
        problem: `certificate ${index + 1} in ${path} ended on ${read.validToDate.toISOString().slice(0, 10)}.`,
      };
  }
  return { certificates };
}

function parse(certificate: string): X509Certificate | undefined {
  try {
    return new X509Certificate(certificate);
  } catch {
    return undefined;
  }
}

/** Trusts these beside those that Node trusts (its own and NODE_EXTRA_CA_CERTS), for every later connection of this process. */
export function trustAuthorities(certificates: readonly string[]): void {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...certificates]);
}
