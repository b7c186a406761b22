// Reads mix.lock, in which each package stands on a line of its own.
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { dependency, readSafely } from '../reading.ts';

/** Every package of a mix.lock, at its line; never throws. */
export function readMixLock(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    let found = false;
    for (const [index, raw] of body.split('\n').entries()) {
      const text = raw.trimEnd();
      const match = /^\s*"([^"]+)":\s*\{:(\w+),\s*(.*)$/.exec(text);
      if (!match) {
        if (/^\s*%\{/.test(text)) found = true;
        else if (/[^\s}]/.test(text))
          into.unreadable.push({ line: index + 1, reason: 'not an entry of a lockfile' });
        continue;
      }
      const [, written = '', kind = '', rest = ''] = match;
      const column = text.length - text.trimStart().length + 1;
      const one = kind === 'hex' ? fromHex(rest) : kind === 'git' ? fromGit(rest) : undefined;
      if (!one) {
        into.unreadable.push({ line: index + 1, reason: `${written.slice(0, 80)} has no version` });
        continue;
      }
      into.dependencies.push(
        dependency({
          ecosystem: 'hex',
          requirement: undefined,
          path,
          line: index + 1,
          column,
          endColumn: text.length + 1,
          scope: 'runtime',
          direct: false,
          name: one.name ?? written,
          writtenName: written,
          version: one.version,
          source: one.source,
          resolved: one.resolved,
          integrity: one.integrity,
          registry: one.registry,
          requires: one.requires,
        }),
      );
    }
    if (!found && into.dependencies.length === 0) into.unreadable.push({ reason: 'no packages' });
  });
}

type Locked = Partial<
  Pick<Dependency, 'name' | 'version' | 'registry' | 'resolved' | 'integrity' | 'requires'>
> &
  Pick<Dependency, 'source'>;

/** `:name, "1.2.3", "inner digest", [:mix], [deps], "hexpm", "outer digest"}`. */
function fromHex(rest: string): Locked | undefined {
  const [, name, version, inner, after = ''] =
    /^:"?([\w-]+)"?,\s*"([^"]+)",\s*"([^"]*)"(.*)$/.exec(rest) ?? [];
  if (name === undefined || version === undefined) return undefined;
  const [, repository = 'hexpm', outer] = /"([^"]*)"(?:,\s*"([0-9a-f]+)")?\s*\},?$/.exec(after) ?? [];
  return {
    name,
    version,
    source: 'registry',
    ...(repository === 'hexpm' ? {} : { registry: repository }),
    // The outer digest is of the package as it is served; old lockfiles have only that of its contents.
    ...(outer !== undefined ? { integrity: `outer:${outer}` } : inner ? { integrity: `inner:${inner}` } : {}),
    requires: [...after.matchAll(/\{:"?([\w-]+)"?,\s*"/g)].map((match) => match[1] ?? ''),
  };
}

/** `"https://…", "commit", [branch: "main"]}`. */
function fromGit(rest: string): Locked | undefined {
  const [, url, commit] = /^"([^"]+)",\s*"([^"]*)"/.exec(rest) ?? [];
  return url === undefined ? undefined : { source: 'git', resolved: `${url}#${commit ?? ''}` };
}
