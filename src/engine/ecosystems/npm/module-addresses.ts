// Reads modules that code names by an address or a registry: `npm:chalk@5`, `jsr:@std/fs`, `https://esm.sh/react@18`.
import type { Dependency } from '../../ecosystem.ts';
import { dependency } from '../reading.ts';
import { moduleNames } from './imports.ts';
import { isName, splitDescriptor } from './specifier.ts';

/** What an address stands for: a package of npm or JSR, or just an address. `form` says how it is written at another version. */
export type ModuleAddress =
  { ecosystem: 'npm' | 'jsr'; name: string; requirement?: string; form: string } | { url: string };

// Hosts that give out npm's packages under a path of this shape.
const mirrors: Readonly<Record<string, RegExp>> = {
  'esm.sh': /^\/(?:v\d+\/|stable\/)?\*?(?!gh\/|jsr\/|pr\/)/,
  'esm.run': /^\//,
  'cdn.skypack.dev': /^\/(?:-\/|pin\/)?/,
  'unpkg.com': /^\//,
  'cdn.jsdelivr.net': /^\/npm\//,
  'jspm.dev': /^\/(?:npm:)?/,
  'ga.jspm.io': /^\/npm:/,
};
const descriptor = /^(?:@[\w.~-]+\/)?[\w.~-]+(?:@[^/?#&]+)?/;

/** What an import names; undefined for bare names, paths, and addresses that Deno keeps under one version for good. */
export function readModuleAddress(written: string): ModuleAddress | undefined {
  if (written.length > 500) return undefined;
  const [, registry, rest = ''] = /^(npm|jsr):\/?(.*)$/.exec(written) ?? [];
  if (registry !== undefined) return packageAt(registry as 'npm' | 'jsr', rest, `${registry}:`, '');
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return undefined;
  const { host, pathname, href } = new URL(written);
  const mirror = mirrors[host];
  const start = mirror?.exec(pathname)?.[0];
  if (start !== undefined) {
    const at = written.indexOf(host) + host.length + start.length;
    const found = packageAt('npm', written.slice(at), written.slice(0, at), undefined);
    if (found) return found;
  }
  const ofJsr =
    host === 'jsr.io'
      ? /^\/(@[\w-]+\/[\w-]+)\/(\d[\w.+-]*)\//.exec(pathname)
      : host === 'esm.sh'
        ? /^\/jsr\/(@[\w-]+\/[\w-]+)(?:@([^/]+))?/.exec(pathname)
        : null;
  if (ofJsr) {
    const [, name = '', requirement] = ofJsr;
    return {
      ecosystem: 'jsr',
      name,
      ...(requirement === undefined ? {} : { requirement }),
      form: `jsr:${name}@{version}`,
    };
  }
  if (host === 'deno.land' && /^\/(?:std|x\/[\w-]+)@[^/]+\//.test(pathname)) return undefined;
  return { url: href };
}

function packageAt(
  ecosystem: 'npm' | 'jsr',
  text: string,
  before: string,
  after: string | undefined,
): ModuleAddress | undefined {
  const found = descriptor.exec(text)?.[0];
  if (found === undefined) return undefined;
  const { name, rest } = splitDescriptor(found);
  if (!isName(name) || (ecosystem === 'jsr' && !name.startsWith('@'))) return undefined;
  const behind = text.slice(found.length);
  return {
    ecosystem,
    name: name.toLowerCase(),
    ...(rest === '' ? {} : { requirement: decode(rest) }),
    // Braces would be taken for places to fill in.
    form: `${before}${name}@{version}${after ?? behind}`.replace(/\{(?!version\})/g, ''),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The modules that a script imports by an address or from a registry, each on its line; never throws. */
export function readModuleAddresses(path: string, body: string): Dependency[] {
  if (!/["'](?:npm:|jsr:|https?:\/\/)/.test(body)) return [];
  return moduleNames(path, body).flatMap(({ written, line, column, endColumn, isOptional }) => {
    const found = readModuleAddress(written);
    if (!found) return [];
    const version = 'url' in found ? undefined : found.requirement;
    const isExact = version !== undefined && /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(version);
    const about =
      'url' in found
        ? { ecosystem: 'npm', name: written, source: 'url' as const, requirement: found.url, form: undefined }
        : {
            ecosystem: found.ecosystem,
            name: found.name,
            source: 'registry' as const,
            requirement: found.requirement,
            form: found.form,
          };
    return [
      dependency({
        ...about,
        writtenName: written,
        version: isExact ? version.replace(/^v/, '') : undefined,
        path,
        line,
        column,
        endColumn,
        scope: isOptional ? ('optional' as const) : ('runtime' as const),
        direct: true,
        command: 'run',
        registry: undefined,
        resolved: undefined,
        integrity: undefined,
        requires: undefined,
      }),
    ];
  });
}
