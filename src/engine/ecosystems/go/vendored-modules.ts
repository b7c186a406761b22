// Reads vendor/modules.txt, which says of each vendored module its version and its packages.
import type { Parsed } from '../../ecosystem.ts';
import { dependency, readSafely } from '../reading.ts';
import { withoutV } from './versions.ts';

/** The modules that are vendored, each at the line that names it; never throws. */
export function readVendoredModules(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    body.split('\n').forEach((raw, index) => {
      // `# module v1.2.3`, `# module v1.2.3 => other v1.2.4`, `# module => ./folder`.
      const match = /^\uFEFF?# (\S+)(?: (v\S+))?(?: => (\S+)(?: (v\S+))?)?\s*$/.exec(raw);
      if (!match) return;
      const [, name = '', version, target, targetVersion] = match;
      // Without a version it repeats what a line above says.
      if (version === undefined) return;
      const isFolder = target !== undefined && targetVersion === undefined;
      const at = targetVersion ?? version;
      into.dependencies.push(
        dependency({
          ecosystem: 'go',
          name: isFolder ? name : (target ?? name),
          writtenName: name,
          requirement: undefined,
          version: isFolder ? undefined : withoutV(at),
          path,
          line: index + 1,
          column: 3,
          endColumn: raw.trimEnd().length + 1,
          scope: 'runtime',
          source: isFolder ? 'path' : 'registry',
          direct: false,
          resolved: undefined,
          integrity: undefined,
          requires: undefined,
        }),
      );
    });
  });
}
