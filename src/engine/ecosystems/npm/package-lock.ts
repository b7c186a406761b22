// Reads package-lock.json and npm-shrinkwrap.json, versions 1 to 3.
import type { Node } from 'jsonc-parser';
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { dependency, lineIndex, readSafely } from '../reading.ts';
import { parseEntries } from './json-entries.ts';
import { keyOf, parseObject, properties } from './package-json.ts';
import { isName, readSpecifier } from './specifier.ts';

const maxDepth = 200;

/** Every package that the lockfile installs, at the line of its version; never throws. */
export function readPackageLock(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const place = lineIndex(body);
    const add = (property: Node, written: string): void => {
      const entry = fields(property);
      if (entry.get('link') === 'true') return;
      const version = entry.get('version');
      const at = entry.node('version') ?? property;
      const start = place(at.offset);
      if (version === undefined) {
        into.unreadable.push({ line: start.line, reason: `${written} has no version` });
        return;
      }
      const isPlain = /^\d/.test(version);
      // Version 1 writes an alias or a URL in the place of the version.
      const read = isPlain ? { source: 'registry' as const, requirement: version } : readSpecifier(version);
      const name = entry.get('name') ?? ('name' in read ? read.name : undefined) ?? written;
      const resolved = entry.get('resolved');
      if (!isName(name)) {
        into.unreadable.push({ line: start.line, reason: `${written.slice(0, 80)} is no package name` });
        return;
      }
      const source = sourceOf(read.source, resolved);
      into.dependencies.push(
        dependency({
          ecosystem: 'npm',
          name,
          writtenName: written,
          requirement: undefined,
          version: source === 'registry' ? read.requirement : isPlain ? version : undefined,
          path,
          ...start,
          endColumn:
            place(at.offset + at.length).line === start.line
              ? place(at.offset + at.length).column
              : start.column + 1,
          scope: scopeOf(entry),
          source,
          direct: false,
          resolved,
          integrity: entry.get('integrity'),
          requires: [
            ...entry.keys('dependencies'),
            ...entry.keys('optionalDependencies'),
            ...entry.keys('requires'),
          ],
        }),
      );
    };
    const addPackage = (property: Node): void => {
      const key = keyOf(property);
      const at = key.lastIndexOf('node_modules/');
      // The rest are the root and the workspaces, which have manifests of their own.
      if (at !== -1) add(property, key.slice(at + 'node_modules/'.length));
    };
    const root = parseObject(body, into, (text, errors) =>
      parseEntries(text, 'packages', addPackage, errors),
    );
    if (!root) return;
    const sections = new Map((root.children ?? []).map((section) => [keyOf(section), section]));
    const packages = sections.get('packages');
    // Version 2 repeats itself in `dependencies` for old clients.
    if (!packages) addVersionOne(sections.get('dependencies'), add, 0);
    if (!packages && !sections.has('dependencies') && !sections.has('lockfileVersion')) {
      into.unreadable.push({ reason: 'no packages and no lockfileVersion' });
    }
  });
}

function addVersionOne(
  section: Node | undefined,
  add: (property: Node, written: string) => void,
  depth: number,
): void {
  if (depth > maxDepth) return;
  for (const property of properties(section)) {
    add(property, keyOf(property));
    addVersionOne(
      properties(property).find((inner) => keyOf(inner) === 'dependencies'),
      add,
      depth + 1,
    );
  }
}

function fields(property: Node): {
  get(key: string): string | undefined;
  node(key: string): Node | undefined;
  keys(key: string): string[];
} {
  const inner = new Map(properties(property).map((field) => [keyOf(field), field]));
  return {
    get(key) {
      const value: unknown = inner.get(key)?.children?.[1]?.value;
      return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;
    },
    node: (key) => inner.get(key),
    keys: (key) => properties(inner.get(key)).map(keyOf),
  };
}

function scopeOf(entry: ReturnType<typeof fields>): Dependency['scope'] {
  if (entry.get('dev') === 'true' || entry.get('devOptional') === 'true') return 'development';
  if (entry.get('optional') === 'true') return 'optional';
  return entry.get('peer') === 'true' ? 'peer' : 'runtime';
}

function sourceOf(read: Dependency['source'], resolved: string | undefined): Dependency['source'] {
  if (read !== 'registry' || resolved === undefined) return read;
  if (resolved.startsWith('file:')) return 'path';
  if (/^git[+:@]/.test(resolved)) return 'git';
  // A registry's tarball lies below `/-/`; codeload and other hosts do not write it so.
  return /^https?:/.test(resolved) && /^https?:\/\/codeload\.github\.com\//.test(resolved)
    ? 'git'
    : 'registry';
}
