// Reads pnpm-lock.yaml, versions 5 to 9.
import yarn from '@yarnpkg/parsers';
import type { Parsed } from '../../ecosystem.ts';
import { dependency, readSafely, record, text } from '../reading.ts';
import { isName, readSpecifier, splitDescriptor } from './specifier.ts';
import { type KeyLine, keyLines } from './yaml-lines.ts';

/** Every package that the lockfile installs, at the line of its key; never throws. */
export function readPnpmLock(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const places = new Map(keyLines(body, 1).map((line) => [`${line.section} ${line.key}`, line]));
    // pnpm may put a document about its own tools before that of the project.
    for (const document of body.replaceAll('\r\n', '\n').split(/^---[ \t]*$/m)) {
      if (document.trim() === '') continue;
      // The reader of yarn's lockfiles reads this YAML some twelve times faster than one that keeps positions.
      readDocument(path, record(yarn.parseSyml(document)), places, into);
    }
  });
}

function readDocument(
  path: string,
  root: Record<string, unknown>,
  places: ReadonlyMap<string, KeyLine>,
  into: Required<Parsed>,
): void {
  if (text(root['lockfileVersion']) === undefined) {
    into.unreadable.push({ reason: 'no lockfileVersion' });
    return;
  }
  const requires = new Map<string, Set<string>>();
  for (const [key, value] of Object.entries(record(root['snapshots']))) {
    const { name, version } = readKey(key);
    const known = requires.get(`${name}@${version}`) ?? new Set();
    for (const needed of needs(value)) known.add(needed);
    requires.set(`${name}@${version}`, known);
  }
  for (const [key, value] of Object.entries(record(root['packages']))) {
    const entry = record(value);
    const place = places.get(`packages ${key}`) ?? { line: 1, column: 1, endColumn: 2 };
    const resolution = record(entry['resolution']);
    const read = readKey(key);
    const name = text(entry['name']) ?? read.name;
    const version = text(entry['version']) ?? read.version;
    const isOutside = text(resolution['tarball']) !== undefined && !/^\d/.test(read.version);
    const isRepository = text(resolution['tarball'])?.startsWith('https://codeload.github.com/') === true;
    const source =
      text(resolution['type']) === 'git' ||
      text(resolution['repo']) !== undefined ||
      (isOutside && isRepository)
        ? 'git'
        : text(resolution['type']) === 'directory'
          ? 'path'
          : isOutside
            ? 'url'
            : /^\d/.test(version)
              ? 'registry'
              : readSpecifier(version).source;
    if (!isName(name)) {
      into.unreadable.push({ line: place.line, reason: `${key.slice(0, 80)} names no package` });
      continue;
    }
    into.dependencies.push(
      dependency({
        ecosystem: 'npm',
        name,
        writtenName: name,
        requirement: undefined,
        version: /^\d/.test(version) ? version : undefined,
        path,
        line: place.line,
        column: place.column,
        endColumn: place.endColumn,
        scope: text(entry['dev']) === 'true' ? 'development' : 'runtime',
        source,
        direct: false,
        resolved: text(resolution['tarball']),
        integrity: text(resolution['integrity']),
        requires: [...(requires.get(`${name}@${version}`) ?? []), ...needs(entry)],
      }),
    );
  }
}

/** `/a/1.0.0_peer`, `/@s/a@1.0.0(peer@2)`, `a@1.0.0` or `a@https://…`. */
function readKey(written: string): { name: string; version: string } {
  const key = written.replace(/^\//, '').replace(/\(.*$/, '');
  const old = /^((?:@[^/]+\/)?[^/@]+)\/(\d[^/_]*)(?:_.*)?$/.exec(key);
  if (old) return { name: old[1] ?? '', version: old[2] ?? '' };
  const { name, rest } = splitDescriptor(key);
  return { name, version: rest.replace(/_.*$/, '') };
}

function needs(value: unknown): string[] {
  const entry = record(value);
  return [
    ...Object.keys(record(entry['dependencies'])),
    ...Object.keys(record(entry['optionalDependencies'])),
  ];
}
