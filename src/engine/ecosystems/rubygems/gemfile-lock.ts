// Reads Gemfile.lock: gems from registries, repositories and folders, with their checksums.
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { dependency, readSafely } from '../reading.ts';
import { isPublic } from './gemfile.ts';

const sources: Readonly<Record<string, Dependency['source']>> = {
  GEM: 'registry',
  GIT: 'git',
  PATH: 'path',
  'PLUGIN SOURCE': 'url',
};

/** Every gem of a Gemfile.lock, at its line; never throws. */
export function readGemfileLock(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    let section = '';
    let fields = new Map<string, string>();
    let last: Dependency | undefined;
    const byVersion = new Map<string, Dependency>();
    const requires = new Map<Dependency, Set<string>>();
    const digestsOf = new Map<Dependency, string[]>();
    const lines = body.replace(/^\uFEFF/, '').split('\n');
    for (const [index, raw] of lines.entries()) {
      const text = raw.trimEnd();
      const line = index + 1;
      const indent = text.length - text.trimStart().length;
      if (/^(?:<{7}|={7}|>{7})/.test(text)) into.unreadable.push({ line, reason: 'a merge conflict' });
      else if (indent === 0 && text !== '') {
        section = text;
        fields = new Map();
        last = undefined;
      } else if (indent === 2 && sources[section]) {
        const [, key = '', value = ''] = /^\s*([\w ]+):\s*(.*)$/.exec(text) ?? [];
        fields.set(key, value);
        if (section === 'GEM' && key === 'remote' && !isPublic(value)) into.registries.push(value);
      } else if (indent === 4 && sources[section]) {
        const [, name = '', written = ''] = /^\s*(\S+) \(([^)]*)\)$/.exec(text) ?? [];
        if (name === '' || written === '') {
          into.unreadable.push({ line, reason: 'a gem without a version' });
          continue;
        }
        // What follows a hyphen is the platform: versions are written without one.
        const version = written.split('-', 1)[0] ?? written;
        last = gem(path, { name, version, section, fields, line, column: 5, endColumn: text.length + 1 });
        const known = byVersion.get(`${name} ${version}`);
        if (known) last = known;
        else {
          byVersion.set(`${name} ${version}`, last);
          into.dependencies.push(last);
        }
      } else if (indent === 6 && last) {
        const [name] = text.trim().split(/[ !]/, 1);
        if (name) requires.set(last, (requires.get(last) ?? new Set<string>()).add(name));
      } else if (section === 'CHECKSUMS' && indent === 2) {
        const [, name = '', written = '', digests = ''] = /^\s*(\S+) \(([^)]*)\)\s*(.*)$/.exec(text) ?? [];
        const owner = byVersion.get(`${name} ${written.split('-', 1)[0] ?? ''}`);
        // Each platform of a version has a digest of its own.
        const known = owner && (digestsOf.get(owner) ?? []);
        if (owner && known && digests !== '') {
          known.push(...digests.split(',', 10).map((one) => one.trim().replace('=', ':')));
          digestsOf.set(owner, known);
        }
      }
    }
    for (const [one, digests] of digestsOf) one.integrity = digests.join(' ');
    for (const [one, names] of requires) one.requires = [...names];
    if (byVersion.size === 0 && !/^(?:GEM|PLATFORMS|DEPENDENCIES)\s*$/m.test(body)) {
      into.unreadable.push({ reason: 'no gems' });
    }
  });
}

function gem(
  path: string,
  about: {
    name: string;
    version: string;
    section: string;
    fields: ReadonlyMap<string, string>;
    line: number;
    column: number;
    endColumn: number;
  },
): Dependency {
  const { name, version, section, fields, line, column, endColumn } = about;
  const remote = fields.get('remote') ?? '';
  const source = sources[section] ?? 'registry';
  const revision = fields.get('revision');
  return dependency({
    ecosystem: 'rubygems',
    name,
    writtenName: name,
    requirement: undefined,
    version,
    path,
    line,
    column,
    endColumn,
    scope: 'runtime',
    source,
    direct: false,
    resolved:
      remote === '' || (source === 'registry' && isPublic(remote))
        ? undefined
        : revision === undefined
          ? remote
          : `${remote}#${revision}`,
    integrity: undefined,
    requires: undefined,
  });
}
