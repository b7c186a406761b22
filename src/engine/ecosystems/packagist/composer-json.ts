// Reads composer.json: what it requires, and where else its packages may come from.
import type { Node } from 'jsonc-parser';
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { keyOf, parseObject, properties, span } from '../npm/package-json.ts';
import { dependency, lineIndex, readSafely, text } from '../reading.ts';

const sections: ReadonlyMap<string, Dependency['scope']> = new Map([
  ['require', 'runtime'],
  ['require-dev', 'development'],
]);

/** The packages of a composer.json; never throws. */
export function readComposerJson(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const root = parseObject(body, into);
    if (!root) return;
    const place = lineIndex(body);
    for (const section of root.children ?? []) {
      if (keyOf(section) === 'repositories') noteRepositories(section.children?.[1], into);
      const scope = sections.get(keyOf(section));
      if (!scope) continue;
      for (const property of properties(section)) {
        const written = keyOf(property);
        if (isPlatform(written)) continue;
        const requirement = text(property.children?.[1]?.value);
        const at = span(property, place);
        if (requirement === undefined || !/^[^/\s]+\/[^/\s]+$/.test(written)) {
          const reason =
            requirement === undefined ? 'has a version that is not a text' : 'is no name of a package';
          into.unreadable.push({ line: at.line, reason: `${written.slice(0, 80)} ${reason}` });
          continue;
        }
        into.dependencies.push(
          dependency({
            ecosystem: 'packagist',
            name: written.toLowerCase(),
            writtenName: written,
            requirement: requirement === '*' ? undefined : requirement,
            // `1.0` asks for 1.0.0 as well, so that only the lockfile says a version.
            version: undefined,
            path,
            ...at,
            scope,
            source: 'registry',
            direct: true,
            form: undefined,
            resolved: undefined,
            integrity: undefined,
            requires: undefined,
          }),
        );
      }
    }
  });
}

/** Whether a name stands for PHP, an extension, a system library or Composer itself, which no registry has. */
export function isPlatform(name: string): boolean {
  return /^(?:php(?:-(?:64bit|ipv6|zts|debug))?|hhvm|(?:ext|lib)-[\w.+-]+|composer(?:-(?:plugin|runtime)-api)?)$/i.test(
    name,
  );
}

/** Whether an address is Packagist's, so that its 404 is definite. */
export function isPublic(address: string): boolean {
  return /^https?:\/\/(?:repo\.)?packagist\.(?:org|com)\/?$/i.test(address.trim());
}

/** `repositories` is a list, or an object by name; `false` switches one off. */
function noteRepositories(list: Node | undefined, into: Required<Parsed>): void {
  for (const entry of list?.children ?? []) {
    const repository = entry.type === 'property' ? entry.children?.[1] : entry;
    if (repository?.type !== 'object') continue;
    const fields = new Map(
      (repository.children ?? []).map((field) => [keyOf(field), text(field.children?.[1]?.value)]),
    );
    const url = fields.get('url');
    // Any kind of repository may hold any of the packages.
    if (url !== undefined && !isPublic(url)) into.registries.push(url);
    else if (fields.get('type') === 'package' || fields.has('package')) into.registries.push('package');
  }
}
