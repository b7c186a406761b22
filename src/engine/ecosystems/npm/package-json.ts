// Reads package.json: every dependency with its place in the text.
import { type Node, parseTree, type ParseError, printParseErrorCode } from 'jsonc-parser';
import type { Around, Dependency, Parsed } from '../../ecosystem.ts';
import { nothingAround } from '../around.ts';
import { dependency, lineIndex, readSafely } from '../reading.ts';
import { cataloged } from './catalogs.ts';
import { catalogKey, type Catalogs } from './pnpm-workspace.ts';
import { isName, readSpecifier, splitDescriptor } from './specifier.ts';

const sections: ReadonlyMap<string, Dependency['scope']> = new Map([
  ['dependencies', 'runtime'],
  ['devDependencies', 'development'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
]);
/** Nesting of overrides beyond this is nobody's manifest. */
const maxDepth = 20;

/** The dependencies, overrides, resolutions and catalogs of a package.json; never throws. */
export function readPackageJson(
  path: string,
  body: string,
  around: Around = nothingAround,
): Parsed & { catalogs: Catalogs } {
  const catalogs: Catalogs = new Map();
  const parsed = readSafely(body, (into) => {
    const root = parseObject(body, into);
    if (!root) return;
    const place = lineIndex(body);
    const add = (
      property: Node,
      scope: Dependency['scope'],
      written = keyOf(property),
      catalog?: string,
    ): void => {
      const spec = property.children?.[1];
      if (typeof spec?.value !== 'string') {
        into.unreadable.push({
          line: place(property.offset).line,
          reason: `the version of ${written} is not a text`,
        });
        return;
      }
      const at = { path, ...span(property, place), scope };
      const shared = cataloged(spec.value, written, { path, own: catalogs, around });
      if (shared) {
        into.dependencies.push({ ...shared, ...at });
        return;
      }
      const jsr = /^jsr:(?:(@[\w-]+\/[\w-]+)(?:@|$))?(.*)$/.exec(spec.value.trim());
      if (jsr) {
        into.dependencies.push(ofJsr(jsr[1] ?? written, jsr[2] ?? '', { ...at, writtenName: written }));
        return;
      }
      const read = readSpecifier(spec.value);
      const name = read.name ?? written;
      if (!isName(name)) {
        into.unreadable.push({ line: place(property.offset).line, reason: `${written} is no package name` });
        return;
      }
      const made = dependency({
        ecosystem: 'npm',
        name,
        writtenName: written,
        requirement: read.source === 'registry' ? read.requirement : spec.value,
        version: exactVersion(read.source === 'registry' ? read.requirement : undefined),
        ...at,
        source: read.source,
        direct: true,
        // Overrides have keys of their own.
        form: written === keyOf(property) ? undefined : `key ${keyOf(property)}`,
        resolved: undefined,
        integrity: undefined,
        requires: undefined,
        awaits: spec.value.startsWith('catalog:') ? 'a catalog of the workspace' : undefined,
      });
      into.dependencies.push(made);
      if (catalog !== undefined) catalogs.set(catalogKey(catalog, written), made);
    };
    // Bun keeps catalogs in the manifest of the workspace, at its top or beside the list of packages.
    const addCatalogs = (sections: readonly Node[]): void => {
      for (const section of sections) {
        if (keyOf(section) === 'catalog')
          for (const one of properties(section)) add(one, 'runtime', keyOf(one), '');
        if (keyOf(section) === 'catalogs')
          for (const inner of properties(section))
            for (const one of properties(inner)) add(one, 'runtime', keyOf(one), keyOf(inner));
      }
    };
    addCatalogs(root.children ?? []);
    const workspaces = (root.children ?? []).find((section) => keyOf(section) === 'workspaces');
    addCatalogs(properties(workspaces));
    for (const section of root.children ?? []) {
      const scope = sections.get(keyOf(section));
      if (scope) for (const property of properties(section)) add(property, scope);
      if (keyOf(section) === 'resolutions') {
        for (const property of properties(section)) add(property, 'runtime', resolutionName(keyOf(property)));
      }
      if (keyOf(section) === 'overrides') addOverrides(section, add, 0);
      if (keyOf(section) === 'pnpm') {
        for (const property of properties(section)) {
          if (keyOf(property) === 'overrides') addOverrides(property, add, 0);
        }
      }
    }
  });
  return { ...parsed, catalogs };
}

/** pnpm, Yarn and Deno take `jsr:` from JSR, a registry of its own. */
function ofJsr(
  name: string,
  requirement: string,
  entry: Pick<Dependency, 'path' | 'line' | 'column' | 'endColumn' | 'scope' | 'writtenName'>,
): Dependency {
  return dependency({
    ecosystem: 'jsr',
    name,
    ...entry,
    requirement: requirement === '' || requirement === '*' ? undefined : requirement,
    version: exactVersion(requirement),
    source: 'registry',
    direct: true,
    resolved: undefined,
    integrity: undefined,
    requires: undefined,
  });
}

/** The root object of a JSON text with comments and trailing commas; notes why when there is none. */
export function parseObject(
  body: string,
  into: Required<Parsed>,
  parse: (text: string, errors: ParseError[]) => Node | undefined = (text, errors) =>
    parseTree(text, errors, { allowTrailingComma: true }),
): Node | undefined {
  const errors: ParseError[] = [];
  const root = parse(body.replace(/^\uFEFF/, ' '), errors);
  const [error] = errors;
  if (error) {
    into.unreadable.push({
      line: lineIndex(body)(error.offset).line,
      reason: `not JSON: ${printParseErrorCode(error.error)}`,
    });
  }
  if (root?.type !== 'object') {
    if (!error) into.unreadable.push({ reason: 'not a JSON object' });
    return undefined;
  }
  return root;
}

/** The key of a property node. */
export function keyOf(property: Node): string {
  const key: unknown = property.children?.[0]?.value;
  return typeof key === 'string' ? key : '';
}

/** The properties of the object that a property holds. */
export function properties(property: Node | undefined): Node[] {
  const value = property?.children?.[1];
  return value?.type === 'object' ? (value.children ?? []) : [];
}

/** Line, column and end column of a property, or of its key when the property goes over several lines. */
export function span(
  property: Node,
  place: (offset: number) => { line: number; column: number },
): { line: number; column: number; endColumn: number } {
  const start = place(property.offset);
  const end = place(property.offset + property.length);
  const key = property.children?.[0];
  const last = end.line === start.line || !key ? end : place(key.offset + key.length);
  return { ...start, endColumn: last.column };
}

/** The requirement when it is one exact version. */
export function exactVersion(requirement: string | undefined): string | undefined {
  const match = /^[=v\s]*(\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?)$/.exec(requirement ?? '');
  return match?.[1];
}

function addOverrides(
  section: Node,
  add: (property: Node, scope: Dependency['scope'], written?: string) => void,
  depth: number,
): void {
  if (depth > maxDepth) return;
  for (const property of properties(section)) {
    const value = property.children?.[1];
    if (value?.type === 'object') addOverrides(property, add, depth + 1);
    // `$name` repeats a direct dependency, `-` removes one.
    else if (typeof value?.value === 'string' && !/^(?:\$|-$)/.test(value.value)) {
      // `"a": {".": "1"}` speaks of `a` itself.
      const key = keyOf(property) === '.' ? keyOf(section) : keyOf(property);
      if (key !== 'overrides') add(property, 'runtime', resolutionName(key));
    }
  }
}

/** The package that a key of overrides or resolutions speaks of, such as `a/b`, `**\/b`, `b@^1` or `a>b`. */
function resolutionName(key: string): string {
  const last = key.split('>').at(-1) ?? key;
  const parts = last.split('/');
  const name = parts.at(-1) ?? last;
  const scope = parts.at(-2);
  return splitDescriptor(scope?.startsWith('@') ? `${scope}/${name}` : name).name;
}
