// Reads go.sum: the digest of each module's contents.
import type { Parsed } from '../../ecosystem.ts';
import { dependency, readSafely } from '../reading.ts';
import { withoutV } from './versions.ts';

/** The modules of a go.sum with their digests; never throws. */
export function readGoSum(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    body.split('\n').forEach((raw, index) => {
      const text = raw.replace(/\r$/, '');
      if (text.trim() === '') return;
      const match = /^(\s*)(\S+)\s+(v\S+)\s+(h\d+:\S+)\s*$/.exec(text);
      const [, indent = '', name = '', version = '', digest] = match ?? [];
      if (!match) {
        into.unreadable.push({ line: index + 1, reason: 'not a module with a version and a digest' });
        return;
      }
      // The digest of a go.mod alone is of a module that was looked at, not taken.
      if (version.endsWith('/go.mod')) return;
      into.dependencies.push(
        dependency({
          ecosystem: 'go',
          name,
          writtenName: name,
          requirement: undefined,
          version: withoutV(version),
          path,
          line: index + 1,
          column: indent.length + 1,
          endColumn: text.trimEnd().length + 1,
          scope: 'runtime',
          // go.mod says which versions are used; go.sum also keeps digests of versions that no longer are.
          source: 'workspace',
          direct: false,
          resolved: undefined,
          integrity: digest,
          requires: undefined,
        }),
      );
    });
  });
}
