// Reads Cargo.lock, versions 1 to 4.
import type { Parsed } from '../../ecosystem.ts';
import { readToml } from '../pypi/toml.ts';
import { dependency, readSafely, record, text } from '../reading.ts';

/** Every crate that the lockfile takes from outside the project, at the line of its version; never throws. */
export function readCargoLock(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const toml = readToml(body);
    if (!Array.isArray(toml.get('package')) && toml.get('version') === undefined) {
      into.unreadable.push({ reason: 'no packages' });
    }
    const oldChecksums = toml.table('metadata');
    toml.list('package').forEach((value, index) => {
      const entry = record(value);
      const name = text(entry['name']);
      const version = text(entry['version']);
      const from = text(entry['source']);
      const place = toml.span(['package', index, version === undefined ? 'name' : 'version'], 'entry');
      if (name === undefined || version === undefined) {
        into.unreadable.push({
          line: place.line,
          reason: `${name?.slice(0, 80) ?? 'a package'} has no version`,
        });
        return;
      }
      // Without a source it is the project itself, or a folder of it.
      if (from === undefined) return;
      const isCratesIo =
        /^(?:registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index|sparse\+https:\/\/index\.crates\.io)\b/.test(
          from,
        );
      const address = from.replace(/^(?:registry|sparse|git|directory|local-registry)\+/, '');
      const source = from.startsWith('git+')
        ? 'git'
        : /^(?:registry|sparse)\+/.test(from)
          ? 'registry'
          : 'path';
      const checksum = text(entry['checksum']) ?? text(oldChecksums[`checksum ${name} ${version} (${from})`]);
      into.dependencies.push(
        dependency({
          ecosystem: 'crates',
          name,
          writtenName: name,
          requirement: undefined,
          version,
          path,
          ...place,
          scope: 'runtime',
          source,
          direct: false,
          registry: source === 'registry' && !isCratesIo ? address : undefined,
          resolved: isCratesIo ? undefined : address,
          integrity: checksum === undefined || checksum === '<none>' ? undefined : `sha256:${checksum}`,
          requires: requires(entry['dependencies']),
        }),
      );
    });
  });
}

/** `name`, `name version` or `name version (source)`. */
function requires(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => text(one)?.split(' ', 1)[0] ?? []);
}
