// Reads pubspec.lock, which pub always writes in the same shape.
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { dependency, readSafely } from '../reading.ts';
import { isPublic } from './pubspec.ts';

/** Every package of a pubspec.lock, at the line of its version; never throws. */
export function readPubspecLock(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    let section = '';
    let entry: Entry | undefined;
    const close = (): void => {
      if (entry) addEntry(path, entry, into);
      entry = undefined;
    };
    for (const [index, raw] of body.split('\n').entries()) {
      const text = raw.trimEnd();
      const indent = text.length - text.trimStart().length;
      if (text === '' || text[indent] === '#') continue;
      const [, key = '', value = ''] = /^\s*("[^"]*"|[\w.-]+):\s*(.*)$/.exec(text) ?? [];
      if (indent <= 2) close();
      if (indent === 0) section = key;
      if (section !== 'packages') continue;
      const place = { line: index + 1, column: indent + 1, endColumn: text.length + 1 };
      if (indent === 2 && key !== '') entry = { name: unquoted(key), fields: new Map(), place };
      else if (entry && indent >= 4 && key !== '') {
        entry.fields.set(indent === 4 ? key : `description ${key}`, unquoted(value));
        if (indent === 4 && key === 'version') entry.place = place;
      }
    }
    close();
    if (into.dependencies.length === 0 && !/^(?:packages|sdks):/m.test(body))
      into.unreadable.push({ reason: 'no packages' });
  });
}

interface Entry {
  name: string;
  fields: Map<string, string>;
  place: Pick<Dependency, 'line' | 'column' | 'endColumn'>;
}

function addEntry(path: string, { name, fields, place }: Entry, into: Required<Parsed>): void {
  const kind = fields.get('source');
  // Flutter's own packages come with the SDK.
  if (kind === 'sdk') return;
  const version = fields.get('version');
  const url = fields.get('description url');
  if (version === undefined) {
    into.unreadable.push({ line: place.line, reason: `${name.slice(0, 80)} has no version` });
    return;
  }
  const source = kind === 'git' ? 'git' : kind === 'path' ? 'path' : 'registry';
  const isElsewhere = source === 'registry' && url !== undefined && !isPublic(url);
  const commit = fields.get('description resolved-ref');
  const digest = fields.get('description sha256');
  into.dependencies.push(
    dependency({
      ecosystem: 'pub',
      name: fields.get('description name') ?? name,
      writtenName: name,
      requirement: undefined,
      version,
      path,
      ...place,
      scope: /dev/.test(fields.get('dependency') ?? '') ? 'development' : 'runtime',
      source,
      direct: false,
      registry: isElsewhere ? url : undefined,
      resolved:
        source === 'git' && commit !== undefined
          ? `${url ?? ''}#${commit}`
          : source === 'git' || isElsewhere
            ? url
            : undefined,
      integrity: digest === undefined || digest === '' ? undefined : `sha256:${digest}`,
      requires: undefined,
    }),
  );
}

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/, '$2');
}
