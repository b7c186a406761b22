// Reads bun.lock, the text lockfile of Bun.
import type { Node } from 'jsonc-parser';
import type { Parsed } from '../../ecosystem.ts';
import { dependency, lineIndex, readSafely } from '../reading.ts';
import { keyOf, parseObject, properties, span } from './package-json.ts';
import { isName, readSpecifier, splitDescriptor } from './specifier.ts';

/** Every package that the lockfile installs, at its line; never throws. */
export function readBunLock(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const root = parseObject(body, into);
    if (!root) return;
    const place = lineIndex(body);
    const packages = root.children?.find((section) => keyOf(section) === 'packages');
    if (!packages && !into.unreadable.length) into.unreadable.push({ reason: 'no packages' });
    for (const property of properties(packages)) {
      const parts = property.children?.[1]?.children ?? [];
      const resolution: unknown = parts[0]?.value;
      const { name, rest } = splitDescriptor(typeof resolution === 'string' ? resolution : '');
      const isPlain = /^\d/.test(rest);
      const read = isPlain ? { source: 'registry' as const } : readSpecifier(rest);
      if (read.source === 'workspace' || rest === 'root:') continue;
      const at = span(property, place);
      if (!isName(name)) {
        into.unreadable.push({ line: at.line, reason: `${keyOf(property).slice(0, 80)} names no package` });
        continue;
      }
      const from: unknown = parts[1]?.value;
      const digest: unknown = parts.at(-1)?.value;
      const about = parts.find((part) => part.type === 'object');
      into.dependencies.push(
        dependency({
          ecosystem: 'npm',
          name,
          writtenName: writtenName(keyOf(property)),
          requirement: undefined,
          version: isPlain ? rest : undefined,
          path,
          ...at,
          scope: 'runtime',
          source: read.source,
          direct: false,
          resolved: typeof from === 'string' && from !== '' ? from : undefined,
          integrity: typeof digest === 'string' && /^sha\d+-/.test(digest) ? digest : undefined,
          requires: [...names(about, 'dependencies'), ...names(about, 'optionalDependencies')],
        }),
      );
    }
  });
}

/** The last package of a key such as `a/@s/b`. */
function writtenName(key: string): string {
  const parts = key.split('/');
  const scope = parts.at(-2);
  return scope?.startsWith('@') ? `${scope}/${parts.at(-1)}` : (parts.at(-1) ?? key);
}

function names(about: Node | undefined, section: string): string[] {
  return properties(about?.children?.find((property) => keyOf(property) === section)).map(keyOf);
}
