// Reads composer.lock: every installed package with its origin and commit.
import type { Node } from 'jsonc-parser';
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { keyOf, parseObject, properties, span } from '../npm/package-json.ts';
import { dependency, lineIndex, readSafely, text } from '../reading.ts';
import { isPlatform, isPublic } from './composer-json.ts';
import { stabilityOf } from './constraints.ts';

/** Where Packagist's packages are downloaded from; any other host is worth a word. */
const usualHosts =
  /^https:\/\/(?:api\.github\.com|codeload\.github\.com|github\.com|gitlab\.com|api\.bitbucket\.org|bitbucket\.org)\//;

/** Every package of a composer.lock, at the line of its version; never throws. */
export function readComposerLock(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const root = parseObject(body, into);
    if (!root) return;
    const place = lineIndex(body);
    const sections = new Map((root.children ?? []).map((section) => [keyOf(section), section.children?.[1]]));
    if (!sections.has('packages')) into.unreadable.push({ reason: 'no packages' });
    for (const [key, scope] of [
      ['packages', 'runtime'],
      ['packages-dev', 'development'],
    ] as const) {
      for (const entry of sections.get(key)?.children ?? []) addPackage(path, entry, scope, place, into);
    }
  });
}

function addPackage(
  path: string,
  entry: Node,
  scope: Dependency['scope'],
  place: ReturnType<typeof lineIndex>,
  into: Required<Parsed>,
): void {
  const fields = new Map((entry.children ?? []).map((field) => [keyOf(field), field]));
  const value = (key: string): string | undefined => text(fields.get(key)?.children?.[1]?.value);
  const inner = (key: string): Map<string, string | undefined> =>
    new Map(properties(fields.get(key)).map((field) => [keyOf(field), text(field.children?.[1]?.value)]));
  const name = value('name');
  const version = value('version');
  const at = fields.get('version') ?? fields.get('name');
  const line = place(entry.offset).line;
  if (name === undefined || version === undefined || !at) {
    into.unreadable.push({ line, reason: `${name?.slice(0, 80) ?? 'a package'} has no version` });
    return;
  }
  const dist = inner('dist');
  const repository = inner('source');
  // Composer notes where it counts downloads, which only registries have.
  const registry = value('notification-url');
  const isPackagist = registry !== undefined && isPublic(registry.replace(/\/downloads\/?$/, ''));
  const source = sourceOf(dist, repository, registry);
  const link = dist.get('url') ?? repository.get('url');
  const reference = dist.get('reference') ?? repository.get('reference');
  const isUsual = isPackagist && usualHosts.test(link ?? 'https://github.com/');
  into.dependencies.push(
    dependency({
      ecosystem: 'packagist',
      name: name.toLowerCase(),
      writtenName: name,
      requirement: undefined,
      version,
      path,
      ...span(at, place),
      scope,
      source,
      direct: false,
      resolved:
        source === 'git'
          ? `${repository.get('url') ?? link ?? ''}#${reference ?? ''}`
          : isUsual
            ? undefined
            : link,
      // A tag's commit must not change; a branch's does.
      integrity:
        reference === undefined || stabilityOf(version) === 'dev' ? undefined : `commit:${reference}`,
      requires: properties(fields.get('require'))
        .map(keyOf)
        .filter((one) => !isPlatform(one))
        .map((one) => one.toLowerCase()),
    }),
  );
}

function sourceOf(
  dist: ReadonlyMap<string, string | undefined>,
  repository: ReadonlyMap<string, string | undefined>,
  registry: string | undefined,
): Dependency['source'] {
  if (dist.get('type') === 'path') return 'path';
  if (registry !== undefined) return 'registry';
  return repository.get('type') === 'git' ? 'git' : dist.get('url') === undefined ? 'registry' : 'url';
}
