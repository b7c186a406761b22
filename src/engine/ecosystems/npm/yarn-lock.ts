// Reads yarn.lock, version 1 and berry.
import yarn from '@yarnpkg/parsers';
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { dependency, readSafely, record, text } from '../reading.ts';
import { isName, readSpecifier, splitDescriptor } from './specifier.ts';
import { keyLines } from './yaml-lines.ts';

/** Every package that the lockfile installs, at the line of its version; never throws. */
export function readYarnLock(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const entries = Object.entries(yarn.parseSyml(body.replaceAll('\r\n', '\n')) as Record<string, unknown>);
    const lines = new Map<string, ReturnType<typeof keyLines>[number]>();
    for (const line of keyLines(body, 0)) {
      for (const descriptor of descriptors(line.key)) lines.set(descriptor, line);
    }
    const seen = new Set<string>();
    for (const [key, value] of entries) {
      const entry = record(value);
      const [first = ''] = descriptors(key);
      const version = text(entry['version']);
      const place = lines.get(first);
      const at = place?.version ?? place ?? { line: 1, column: 1, endColumn: 2 };
      if (first === '__metadata' || first === '') continue;
      const { name: written, rest } = splitDescriptor(first);
      const resolution = text(entry['resolution']);
      const locator = resolution === undefined ? undefined : splitDescriptor(resolution);
      const read = readSpecifier(locator ? locator.rest : rest);
      const name = locator?.name ?? (read.source === 'registry' ? read.name : undefined) ?? written;
      if (version === undefined || !isName(name)) {
        into.unreadable.push({ line: at.line, reason: `${first.slice(0, 80)} has no version` });
        continue;
      }
      // Version 1 repeats an entry under each of its descriptors.
      const identity = `${name}@${version}@${at.line}`;
      if (seen.has(identity)) continue;
      seen.add(identity);
      const source = sourceOf(read.source, text(entry['resolved']));
      if (source === 'workspace') continue;
      into.dependencies.push(
        dependency({
          ecosystem: 'npm',
          name,
          writtenName: written,
          requirement: undefined,
          version,
          path,
          line: at.line,
          column: at.column,
          endColumn: at.endColumn,
          scope: 'runtime',
          source,
          direct: false,
          resolved: text(entry['resolved']),
          integrity: text(entry['integrity']) ?? text(entry['checksum']),
          requires: [
            ...Object.keys(record(entry['dependencies'])),
            ...Object.keys(record(entry['optionalDependencies'])),
          ],
        }),
      );
    }
  });
}

/** The descriptors that share an entry: `a@^1, "@b/c@^2"` or `a@npm:^1, a@npm:^2`. */
function descriptors(key: string): string[] {
  return key
    .split(/,\s*/)
    .map((part) =>
      part
        .trim()
        .replace(/^(['"])(.*)\1$/, '$2')
        .replace(/^["']|["']$/g, ''),
    )
    .filter((part) => part !== '');
}

function sourceOf(read: Dependency['source'], resolved: string | undefined): Dependency['source'] {
  if (read !== 'registry' || resolved === undefined) return read;
  if (/^git[+:@]/.test(resolved)) return 'git';
  return /^https?:\/\/codeload\.github\.com\//.test(resolved) ? 'git' : 'registry';
}
