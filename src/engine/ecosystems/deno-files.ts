// Reads deno.json and deno.lock, which name packages of npm and of JSR side by side.
import type { Node } from 'jsonc-parser';
import type { Dependency, Parsed } from '../ecosystem.ts';
import { exactVersion, keyOf, parseObject, properties, span } from './npm/package-json.ts';
import { readModuleAddress } from './npm/module-addresses.ts';
import { isName, splitDescriptor } from './npm/specifier.ts';
import { dependency, lineIndex, readSafely } from './reading.ts';

/** Whether a path is one of Deno's manifests or its lockfile. */
export function isDenoFile(path: string): 'manifest' | 'lockfile' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(?:deno\.jsonc?|import[-_]map\.json|jsr\.json)$/.test(name)) return 'manifest';
  return name === 'deno.lock' ? 'lockfile' : undefined;
}

/** The packages of one of the two registries that a file names; never throws. */
export function readDenoFile(ecosystem: 'npm' | 'jsr', path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const root = parseObject(body, into);
    if (!root) return;
    const place = lineIndex(body);
    const add = (property: Node, name: string, fields: Partial<Dependency>): void => {
      if (!isName(name)) return;
      into.dependencies.push(
        dependency({
          ecosystem,
          name,
          writtenName: keyOf(property),
          requirement: undefined,
          version: undefined,
          path,
          ...span(property, place),
          scope: 'runtime',
          source: 'registry',
          direct: true,
          registry: undefined,
          resolved: undefined,
          integrity: undefined,
          requires: undefined,
          form: 'deno',
          ...fields,
        }),
      );
    };
    const isLock = path.endsWith('.lock');
    for (const section of root.children ?? []) {
      const key = keyOf(section);
      if (!isLock && key === 'imports') for (const property of properties(section)) imported(property);
      if (!isLock && key === 'scopes')
        for (const scope of properties(section)) for (const property of properties(scope)) imported(property);
      if (isLock && key === ecosystem) for (const property of properties(section)) locked(property);
      // Until format 3 the two lay below `packages`.
      if (isLock && key === 'packages')
        for (const part of properties(section))
          if (keyOf(part) === ecosystem) for (const property of properties(part)) locked(property);
    }

    function imported(property: Node): void {
      const value: unknown = property.children?.[1]?.value;
      const written = typeof value === 'string' ? value : '';
      const address = /^https?:/i.test(written) ? readModuleAddress(written) : undefined;
      if (address && 'url' in address) {
        const name = keyOf(property).replace(/\/+$/, '');
        // Both ecosystems read the file.
        if (ecosystem === 'npm')
          add(property, isName(name) ? name : 'module', { requirement: address.url, source: 'url' });
        return;
      }
      const spec =
        address === undefined
          ? new RegExp(`^${ecosystem}:/?((?:@[^/]+/)?[^/]+)`).exec(written)?.[1]
          : address.ecosystem === ecosystem
            ? `${address.name}@${address.requirement ?? ''}`
            : undefined;
      if (spec === undefined) return;
      const { name, rest } = splitDescriptor(spec);
      const version = exactVersion(rest);
      add(property, name, {
        ...(rest === '' ? {} : { requirement: rest }),
        ...(version === undefined ? {} : { version }),
      });
    }

    function locked(property: Node): void {
      const { name, rest } = splitDescriptor(keyOf(property));
      // Peers stand behind the version: `1.0.0_react@18`.
      const version = rest.split('_', 1)[0] ?? '';
      const about = properties(property);
      const integrity: unknown = about.find((one) => keyOf(one) === 'integrity')?.children?.[1]?.value;
      const requires = about.find((one) => keyOf(one) === 'dependencies')?.children?.[1]?.children ?? [];
      add(property, name, {
        writtenName: name,
        direct: false,
        ...(version === '' ? {} : { version }),
        ...(typeof integrity === 'string' ? { integrity } : {}),
        requires: requires.flatMap((one) => {
          const text: unknown = one.type === 'property' ? keyOf(one) : one.value;
          return typeof text === 'string' ? [splitDescriptor(text.replace(/^(?:npm|jsr):/, '')).name] : [];
        }),
      });
    }
  });
}
