// Reads the catalogs and overrides of pnpm-workspace.yaml and .yarnrc.yml, where manifests point with `catalog:`.
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { dependency, readSafely } from '../reading.ts';
import { exactVersion } from './package-json.ts';
import { isName, readSpecifier, splitDescriptor } from './specifier.ts';

/** People write this file by hand. */
const maxChars = 100_000;

/** The dependencies of a pnpm-workspace.yaml, each with the catalog in which it stands; never throws. */
export function readPnpmWorkspace(path: string, body: string): Parsed & { catalogs: Catalogs } {
  const catalogs: Catalogs = new Map();
  const parsed = readSafely(body, (into) => {
    const lines = new LineCounter();
    if (body.length > maxChars) {
      into.unreadable.push({ reason: `larger than ${maxChars} characters` });
      return;
    }
    // Looking for repeated keys takes time in the square of their number.
    const document = parseDocument(body, {
      lineCounter: lines,
      logLevel: 'silent',
      prettyErrors: false,
      uniqueKeys: false,
    });
    const [error] = document.errors;
    if (error) {
      into.unreadable.push({
        line: lines.linePos(error.pos[0]).line,
        reason: `not YAML: ${error.message.split('\n', 1)[0]?.slice(0, 120) ?? ''}`,
      });
    }
    const add = (map: unknown, catalog?: string): void => {
      if (!isMap(map)) return;
      for (const { key, value } of map.items) {
        if (!isScalar(key) || !isScalar(value) || typeof value.value !== 'string' || !key.range) continue;
        const written = splitDescriptor(String(key.value).split('>').at(-1) ?? '').name;
        const read = readSpecifier(value.value);
        const name = read.name ?? written;
        const start = lines.linePos(key.range[0]);
        const end = lines.linePos(value.range?.[1] ?? key.range[1]);
        if (!isName(name)) {
          into.unreadable.push({ line: start.line, reason: `${written.slice(0, 80)} is no package name` });
          continue;
        }
        const made = dependency({
          ecosystem: 'npm',
          name,
          writtenName: written,
          requirement: read.source === 'registry' ? read.requirement : value.value,
          version: exactVersion(read.source === 'registry' ? read.requirement : undefined),
          path,
          line: start.line,
          column: start.col,
          endColumn: end.line === start.line ? end.col : start.col + 1,
          scope: 'runtime',
          source: read.source,
          direct: true,
          form: 'yaml',
          resolved: undefined,
          integrity: undefined,
          requires: undefined,
        });
        into.dependencies.push(made);
        if (catalog !== undefined) catalogs.set(catalogKey(catalog, written), made);
      }
    };
    add(document.get('catalog', true), '');
    add(document.get('overrides', true));
    for (const address of registriesOf(document)) into.registries.push(address);
    const named: unknown = document.get('catalogs', true);
    if (isMap(named))
      for (const { key, value } of named.items) add(value, isScalar(key) ? String(key.value) : '');
  });
  return { ...parsed, catalogs };
}

/** The registries that yarn is sent to. */
function registriesOf(document: ReturnType<typeof parseDocument>): string[] {
  const scopes: unknown = document.get('npmScopes', true);
  const inner = isMap(scopes) ? scopes.items.map(({ value }) => value).filter((value) => isMap(value)) : [];
  return [document, ...inner]
    .map((one) => one.get('npmRegistryServer'))
    .filter((address): address is string => typeof address === 'string');
}

/** What catalogs say, by their name and that of the package. */
export type Catalogs = Map<string, Dependency>;

/** The key of an entry; the catalog without a name is also called `default`. */
export function catalogKey(catalog: string, written: string): string {
  return `${catalog === 'default' ? '' : catalog} ${written}`;
}
