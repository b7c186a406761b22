// How a server of gems with a compact index is asked about a gem, and how its text is read.
import type { RegistryRequest } from '../../ecosystem.ts';
import type { PackageRecord } from '../../facts.ts';

const maxLines = 20_000;

/** The file of a gem, below the address that stands as `source` in a Gemfile. */
export function request(name: string): RegistryRequest {
  return { path: `/info/${encodeURIComponent(name)}`, accept: 'text/plain', answer: 'text' };
}

/**
 * Reads `1.2.3-java dep:>= 1|checksum:…` for each version and platform. Throws when the text is no such file.
 * https://guides.rubygems.org/rubygems-org-compact-index-api/
 */
export function readRecord(_name: string, body: unknown): PackageRecord {
  if (typeof body !== 'string') throw new Error('not a text');
  const lines = body.split('\n').slice(0, maxLines);
  const start = lines.indexOf('---');
  if (start === -1) throw new Error('not a file of the index');
  const numbers = lines
    .slice(start + 1)
    .flatMap((line) => /^(\d[\w.]*)(?:-[\w.-]+)? [^|]*\|checksum:[0-9a-f]{16,}/.exec(line)?.[1] ?? []);
  if (numbers.length === 0) throw new Error('a file without versions');
  // It says no dates, and leaves out what was yanked.
  return { exists: true, versions: [...new Set(numbers)].map((version) => ({ version })), maintainers: [] };
}
