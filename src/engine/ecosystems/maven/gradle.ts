// Reads build.gradle, build.gradle.kts, settings.gradle and other Gradle scripts.
import type { Around, Dependency, Parsed } from '../../ecosystem.ts';
import { nothingAround } from '../around.ts';
import { lineIndex, readSafely } from '../reading.ts';
import { elsewhere, isCentral, isId, mavenDependency, pluginPortal } from './coordinates.ts';
import { appliedBy, namesAround } from './gradle-around.ts';
import { aliased } from './gradle-catalogs.ts';
import { type GradleProperties, gradleProperties, readNames } from './gradle-properties.ts';
import { type Statement, statements, type Token } from './gradle-tokens.ts';

type Scope = Dependency['scope'];

/** Statements in a dependencies block that name no package of a registry, and calls whose arguments do not. */
const notDependencies = new Set(
  'exclude because if else for while return println print project projects files fileTree gradleApi localGroovy gradleTestKit gradleKotlinDsl npm devNpm peerNpm version transitive changing force isTransitive isChanging capabilities attributes artifact components modules attributesSchema artifactTypes'.split(
    ' ',
  ),
);
/** Blocks between a dependencies block and its entries that change nothing. */
const transparent = new Set([
  'if',
  'else',
  'for',
  'each',
  'forEach',
  'constraints',
  'imports',
  'afterEvaluate',
  'rootProject',
  '',
]);

interface Context {
  path: string;
  properties: GradleProperties;
  around: Around;
  place: (offset: number) => { line: number; column: number };
  into: Required<Parsed>;
}

/** The dependencies, plugins and repositories of a Gradle script; never throws. */
export function readGradle(path: string, body: string, around: Around = nothingAround): Parsed {
  return readSafely(body, (into) => {
    const script = statements(body);
    const names = [...readNames(script), ...namesAround(path, appliedBy(script), around)];
    const properties = gradleProperties(names);
    const context: Context = { path, properties, around, place: lineIndex(body), into };
    for (const statement of script) {
      const { tokens, blocks } = statement;
      const inner = blocks.at(-1);
      properties.takePlace();
      if (blocks.includes('repositories')) {
        // Where a project publishes to says nothing of where it takes from.
        if (!blocks.includes('publishing') && !blocks.includes('uploadArchives'))
          addRepository(statement, context);
      } else if (inner === 'plugins') addPlugin(tokens, context);
      else if (isDependencies(blocks)) addDependencies(statement, context);
      else if (blocks.includes('versionCatalogs')) addCatalogEntry(tokens, context);
      else if (inner === 'version' && blocks.includes('dependencies')) setRichVersion(tokens, context);
      else if (!blocks.includes('dependencies')) addCoordinates(tokens, context);
    }
  });
}

function isDependencies(blocks: readonly string[]): boolean {
  const at = blocks.findLastIndex((name) => !transparent.has(name));
  return (
    blocks[at] === 'dependencies' || (blocks[at] === 'dependencyManagement' && blocks.at(-1) === 'imports')
  );
}

function addDependencies({ tokens, blocks }: Statement, context: Context): void {
  const [first] = tokens;
  if (!first || (first.kind === 'word' && notDependencies.has(first.value) && first.value !== 'project'))
    return;
  const scope: Scope = blocks.includes('buildscript') ? 'build' : scopeOf(first.value);
  for (let at = first.kind === 'word' ? 1 : 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const isCall = token.kind === 'word' && tokens[at + 1]?.value === '(';
    if (isCall && notDependencies.has(token.value)) at = closing(tokens, at + 1);
    else if (isCall && token.value === 'kotlin') {
      const end = closing(tokens, at + 1);
      const version =
        tokens[at + 3]?.value === ',' ? context.properties.evaluate(tokens, at + 4)?.value : undefined;
      const artifact = `kotlin-${tokens[at + 2]?.value ?? ''}`;
      push(
        ['org.jetbrains.kotlin', artifact, version],
        token.start,
        tokens[end]?.end ?? token.end,
        scope,
        context,
      );
      at = end;
    } else if (
      token.kind === 'word' &&
      /^(?:group|name|module|version)$/.test(token.value) &&
      /^[:=]$/.test(tokens[at + 1]?.value ?? '')
    ) {
      at = addNamed(tokens, at, scope, context);
    } else if (token.kind === 'text') {
      const read = context.properties.evaluate(tokens, at);
      const last = tokens[(read?.next ?? at + 1) - 1] ?? token;
      if (read && isCoordinates(read.value)) push(split(read.value), token.start, last.end, scope, context);
      at = Math.max(at, (read?.next ?? at + 1) - 1);
    } else if (token.kind === 'word' && tokens[at + 1]?.value === '.')
      at = addAlias(tokens, at, scope, context);
  }
}

/** `libs.androidx.core` of a version catalog; gives the index of its last token. */
function addAlias(
  tokens: readonly Token[],
  from: number,
  scope: Scope,
  { path, around, place, into }: Context,
): number {
  let last = from;
  while (tokens[last + 1]?.value === '.' && tokens[last + 2]?.kind === 'word') last += 2;
  const chain = tokens.slice(from, last + 1).filter(({ kind }) => kind === 'word');
  const found = aliased(
    chain.map(({ value }) => value),
    path,
    around,
  );
  if (!found) return last;
  const start = place(tokens[from]!.start);
  const end = place(tokens[last]!.end);
  const endColumn = end.line === start.line ? Math.max(end.column, start.column + 1) : start.column + 1;
  if (!found.dependencies) {
    const alias = chain.map(({ value }) => value).join('.');
    const reason = `\`${alias.slice(0, 100)}\` stands in ${found.file}, which was not read or does not say it`;
    into.unreadable.push({ line: start.line, reason, awaits: found.file });
  }
  for (const { path: file, line, ...one } of found.dependencies ?? [])
    into.dependencies.push({
      ...one,
      path,
      ...start,
      endColumn,
      scope: one.scope === 'build' ? 'build' : scope,
      decided: { path: file, line },
    });
  return last;
}

/** `group: 'g', name: 'a', version: 'v'`, or the same with equals signs; gives the index of its last token. */
function addNamed(tokens: readonly Token[], from: number, scope: Scope, context: Context): number {
  const found = new Map<string, string>();
  let at = from;
  let last = from;
  while (
    tokens[at]?.kind === 'word' &&
    /^[:=]$/.test(tokens[at + 1]?.value ?? '') &&
    !found.has(tokens[at]!.value)
  ) {
    const read = context.properties.evaluate(tokens, at + 2);
    if (!read) break;
    found.set(tokens[at]!.value, read.value);
    last = read.next - 1;
    at = tokens[read.next]?.value === ',' ? read.next + 1 : read.next;
  }
  const artifact = found.get('name') ?? found.get('module');
  if (artifact !== undefined && found.has('group')) {
    push(
      [found.get('group') ?? '', artifact, found.get('version')],
      tokens[from]!.start,
      tokens[last]!.end,
      scope,
      context,
    );
  }
  return Math.max(last, from + 1);
}

/** `id 'x' version '1'`, `id("x").version("1")`, `kotlin("jvm") version "1"`. Those without a version are Gradle's own. */
function addPlugin(tokens: readonly Token[], context: Context): void {
  if (tokens[0]?.value === 'alias' && tokens[2]?.kind === 'word') {
    addAlias(tokens, 2, 'build', context);
    return;
  }
  const name = tokens.find(({ kind }) => kind === 'text');
  const at = tokens.findIndex(({ kind, value }) => kind === 'word' && value === 'version');
  if (!name || at === -1 || !/^(?:id|kotlin)$/.test(tokens[0]?.value ?? '')) return;
  const read = context.properties.evaluate(tokens, tokens[at + 1]?.value === '(' ? at + 2 : at + 1);
  const id = tokens[0]?.value === 'kotlin' ? `org.jetbrains.kotlin.${name.value}` : name.value;
  push([id, `${id}.gradle.plugin`, read?.value], tokens[0]!.start, tokens.at(-1)!.end, 'build', context, {
    registry: pluginPortal,
    writtenName: name.value,
    form: 'plugin',
  });
}

/** `library('alias', 'g:a:v')`, `library("alias", "g", "a").version("v")` of a catalog in settings.gradle. */
function addCatalogEntry(tokens: readonly Token[], context: Context): void {
  if (tokens[0]?.value !== 'library' || tokens[1]?.value !== '(') return;
  const texts = tokens.filter(({ kind }) => kind === 'text').map((token) => context.properties.expand(token));
  const [, second = '', third, version] = texts;
  const isRef = tokens.some(({ value }) => value === 'versionRef');
  const parts = second.includes(':') ? split(second) : [second, third ?? '', isRef ? undefined : version];
  push(parts, tokens[0].start, tokens.at(-1)!.end, 'runtime', context);
}

/** `version { strictly '1.0' }` below an entry. */
function setRichVersion(tokens: readonly Token[], context: Context): void {
  const dependency = context.into.dependencies.at(-1);
  const [word] = tokens;
  if (!dependency || !/^(?:strictly|require|prefer)$/.test(word?.value ?? '')) return;
  const read = context.properties.evaluate(tokens, tokens[1]?.value === '(' ? 2 : 1);
  if (!read) return;
  const [group = '', artifact = ''] = dependency.name.split(':');
  const { line, column, endColumn, scope, path } = dependency;
  context.into.dependencies[context.into.dependencies.length - 1] = mavenDependency(
    { group, artifact, version: read.value },
    { path, line, column, endColumn, scope, form: 'gradle rich' },
  );
}

/** Coordinates that a script keeps in a variable or a map for others to use. */
function addCoordinates(tokens: readonly Token[], context: Context): void {
  if (tokens[0]?.value === 'exclude') return;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.kind !== 'text' || !token.value.includes(':')) continue;
    const read = context.properties.evaluate(tokens, at);
    if (!read) continue;
    at = Math.max(at, read.next - 1);
    if (!fullCoordinates.test(read.value)) continue;
    const parts = split(read.value);
    if (parts[0]?.includes('.') || parts[0] === parts[1])
      push(parts, token.start, tokens[at]?.end ?? token.end, 'runtime', context);
  }
}

/** A group, an artifact and something that can be a version; a time of day is none. */
const fullCoordinates =
  /^[a-z][\w-]*(?:\.[\w-]+)*:[\w.-]+:(?:\d[\w.+-]*|[[(][\d.,\s\])]+|\$\{?[\w.]+\}?)(?:@\w+)?$/;

function addRepository({ tokens, blocks }: Statement, { properties, into }: Context): void {
  const [first] = tokens;
  const isUrl = blocks.at(-1) === 'maven' || blocks.at(-1) === 'ivy' || blocks.at(-1) === 'repository';
  if (isUrl ? !/^(?:url|setUrl|uri)$/.test(first?.value ?? '') : !/^(?:maven|ivy)$/.test(first?.value ?? ''))
    return;
  const text = tokens.find(({ kind }) => kind === 'text');
  if (!text) {
    // An address that is computed somewhere is still another registry.
    if (isUrl) into.registries.push('an address set elsewhere');
    return;
  }
  const url = properties.expand(text);
  if (
    !isCentral(url) &&
    !/^https:\/\/(?:maven\.google\.com|plugins\.gradle\.org|dl\.google\.com)\//.test(`${url}/`)
  )
    into.registries.push(url);
}

function push(
  [group = '', artifact = '', version]: readonly (string | undefined)[],
  start: number,
  end: number,
  scope: Scope,
  { path, properties, place, into }: Context,
  more: { registry?: string; writtenName?: string; form?: string } = {},
): void {
  const decided = properties.takePlace();
  const isOpen = version === undefined || version === '' || version.includes('$');
  const awaits = isOpen
    ? {
        awaits: version?.includes('$')
          ? 'gradle.properties or a script of the build'
          : 'a platform or a script of the build',
      }
    : {};
  const from = place(start);
  const to = place(end);
  if (!isId(group) || !isId(artifact)) {
    into.unreadable.push({
      line: from.line,
      reason: `a dependency whose name is set elsewhere: ${`${group}:${artifact}`.slice(0, 100)}`,
      ...(`${group}${artifact}`.includes('$') ? { awaits: 'a script of the build' } : {}),
    });
    return;
  }
  into.dependencies.push({
    ...mavenDependency(
      { group, artifact, version: version === undefined || version === '' ? elsewhere : version },
      {
        path,
        ...from,
        endColumn: to.line === from.line ? Math.max(to.column, from.column + 1) : from.column + 1,
        scope,
        form: 'gradle',
        ...more,
      },
    ),
    ...awaits,
    ...(decided === undefined || decided.path === path ? {} : { decided }),
  });
}

function isCoordinates(text: string): boolean {
  return /^[^\s:/@]+:[^\s:/]+(?::|$)/.test(text) && text.length <= 1000;
}

/** Group, artifact and version of `g:a:v:classifier@ext`. */
function split(text: string): (string | undefined)[] {
  const [group, artifact, version] = text.replace(/@[\w.]+$/, '').split(':');
  return [group, artifact, version];
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]?.value === '(' && tokens[at]?.kind === 'sign') depth++;
    if (tokens[at]?.value === ')' && tokens[at]?.kind === 'sign' && --depth === 0) return at;
  }
  return tokens.length - 1;
}

function scopeOf(value: string): Scope {
  if (
    /^(?:test|androidTest|integrationTest|it[A-Z]|developmentOnly|debug|jmh)|Test(?:Implementation|CompileOnly|RuntimeOnly|Api)?$/.test(
      value,
    )
  )
    return 'development';
  if (
    /^(?:classpath|kapt|ksp|annotationProcessor|checkstyle|pmd|ktlint|detekt|lint|errorprone|coreLibraryDesugaring|mavenBom|spotbugs)|(?:AnnotationProcessor|Plugins?)$/.test(
      value,
    )
  )
    return 'build';
  return /^optional$/i.test(value) ? 'optional' : 'runtime';
}
