// Reads poetry.lock, pdm.lock, uv.lock, pylock.toml and Pipfile.lock.
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { keyOf, parseObject, properties } from '../npm/package-json.ts';
import { dependency, lineIndex, readSafely, record, text } from '../reading.ts';
import { exactVersion, normalise, readRequirement } from './requirement.ts';
import { isPublicIndex } from './requirements-txt.ts';
import { readToml } from './toml.ts';

/** Every package of a TOML lockfile, at the line of its version; never throws. */
export function readTomlLock(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const toml = readToml(body);
    const section = Array.isArray(toml.get('packages')) ? 'packages' : 'package';
    const packages = toml.list(section);
    if (packages.length === 0 && !['version', 'lock-version', 'metadata'].some((key) => key in toml.root)) {
      into.unreadable.push({ reason: 'no packages' });
    }
    packages.forEach((value, index) => {
      const entry = record(value);
      const written = text(entry['name']);
      const version = text(entry['version']);
      const place = toml.span([section, index, version === undefined ? 'name' : 'version'], 'entry');
      const source = sourceOf(entry);
      if (source === 'workspace') return;
      if (written === undefined || (version === undefined && source === 'registry')) {
        into.unreadable.push({
          line: place.line,
          reason: `${written?.slice(0, 80) ?? 'a package'} has no version`,
        });
        return;
      }
      const from = text(record(entry['source'])['registry']) ?? text(entry['index']) ?? legacyUrl(entry);
      if (from !== undefined && !isPublicIndex(from) && !into.registries.includes(from))
        into.registries.push(from);
      into.dependencies.push(
        dependency({
          ecosystem: 'pypi',
          name: normalise(written),
          writtenName: written,
          requirement: undefined,
          version,
          path,
          ...place,
          scope:
            text(entry['category']) === 'dev'
              ? 'development'
              : entry['optional'] === true
                ? 'optional'
                : 'runtime',
          source,
          direct: false,
          resolved: from ?? linkOf(entry),
          integrity: undefined,
          requires: requires(entry['dependencies']),
        }),
      );
    });
  });
}

/** Every package of a Pipfile.lock, at the line of its version; never throws. */
export function readPipfileLock(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const root = parseObject(body, into);
    if (!root) return;
    const place = lineIndex(body);
    for (const section of root.children ?? []) {
      if (keyOf(section) === '_meta') continue;
      for (const property of properties(section)) {
        const fields = new Map(properties(property).map((field) => [keyOf(field), field]));
        const value = (key: string): string | undefined => text(fields.get(key)?.children?.[1]?.value);
        const version = exactVersion(value('version'));
        const at = fields.get('version') ?? property;
        const start = place(at.offset);
        const end = place(at.offset + at.length);
        const source = value('git') ? 'git' : (value('path') ?? value('file')) ? 'path' : 'registry';
        if (version === undefined && source === 'registry') {
          into.unreadable.push({
            line: start.line,
            reason: `${keyOf(property).slice(0, 80)} has no version`,
          });
          continue;
        }
        into.dependencies.push(
          dependency({
            ecosystem: 'pypi',
            name: normalise(keyOf(property)),
            writtenName: keyOf(property),
            requirement: undefined,
            version,
            path,
            ...start,
            endColumn: end.line === start.line ? end.column : start.column + 1,
            scope: keyOf(section) === 'develop' ? 'development' : 'runtime',
            source,
            direct: false,
            resolved: undefined,
            integrity: undefined,
            requires: undefined,
          }),
        );
      }
    }
    const meta = properties(root.children?.find((section) => keyOf(section) === '_meta'));
    const sources = meta.find((property) => keyOf(property) === 'sources')?.children?.[1]?.children ?? [];
    for (const one of sources) {
      const url = text(one.children?.find((field) => keyOf(field) === 'url')?.children?.[1]?.value);
      if (url !== undefined && !isPublicIndex(url)) into.registries.push(url);
    }
  });
}

function legacyUrl(entry: Record<string, unknown>): string | undefined {
  const source = record(entry['source']);
  return text(source['type']) === 'legacy' ? text(source['url']) : undefined;
}

function sourceOf(entry: Record<string, unknown>): Dependency['source'] {
  const source = record(entry['source']);
  const type = text(source['type']);
  if (
    type === 'git' ||
    source['git'] !== undefined ||
    entry['vcs'] !== undefined ||
    entry['git'] !== undefined
  )
    return 'git';
  // `virtual` and `editable` are the project itself and the members of its workspace.
  if (source['virtual'] !== undefined || source['editable'] !== undefined) return 'workspace';
  if (
    type === 'url' ||
    (source['url'] !== undefined && !/^(?:legacy|directory|file)$/.test(type ?? '')) ||
    entry['archive'] !== undefined
  )
    return 'url';
  if (
    type === 'directory' ||
    type === 'file' ||
    source['path'] !== undefined ||
    source['directory'] !== undefined ||
    entry['directory'] !== undefined ||
    entry['path'] !== undefined
  )
    return 'path';
  return 'registry';
}

/** Where an entry from outside the registry comes from, with its commit where that stands apart. */
function linkOf(entry: Record<string, unknown>): string | undefined {
  const source = record(entry['source']);
  const vcs = record(entry['vcs']);
  const link =
    text(source['url']) ??
    text(source['git']) ??
    text(entry['git']) ??
    text(vcs['url']) ??
    text(record(entry['archive'])['url']);
  const commit = text(source['resolved_reference']) ?? text(vcs['commit-id']) ?? text(entry['revision']);
  return link !== undefined && commit !== undefined ? `${link}#${commit}` : link;
}

function requires(value: unknown): string[] {
  if (!Array.isArray(value)) return Object.keys(record(value)).map(normalise);
  return value.flatMap((one) => {
    const name = typeof one === 'string' ? readRequirement(one)?.name : text(record(one)['name']);
    return name === undefined ? [] : [normalise(name)];
  });
}
