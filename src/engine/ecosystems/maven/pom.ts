// Reads pom.xml: dependencies, managed ones, the parent, plugins and extensions, with properties of the same file.
import type { Dependency, Parsed } from '../../ecosystem.ts';
import { lineIndex, readSafely } from '../reading.ts';
import { at, child, childText, readXml, span, type XmlElement } from '../xml-places.ts';
import { elsewhere, isCentral, isId, mavenDependency } from './coordinates.ts';
import { isOwn, readProperties, type Properties } from './pom-properties.ts';

type Scope = Dependency['scope'];

const scopes: ReadonlyMap<string, Scope> = new Map([
  ['test', 'development'],
  ['import', 'build'],
]);

interface Section {
  elements: XmlElement[];
  scope: Scope;
  /** Plugins may leave their group out. */
  defaultGroup?: string;
  isManaged?: boolean;
}

/** The dependencies of a pom.xml; never throws. */
export function readPom(path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const { root, error } = readXml(body);
    if (error) into.unreadable.push(error);
    if (root?.name !== 'project') {
      if (!error) into.unreadable.push({ reason: 'not a Maven project' });
      return;
    }
    const place = lineIndex(body);
    const properties = readProperties(root);
    addParent(path, root, properties, place, into);
    const profiles = at(root, 'profiles', 'profile');
    const blocks = [root, ...profiles];
    const managed = managedVersions(blocks);
    for (const block of blocks) {
      for (const section of sections(block)) {
        for (const element of section.elements)
          add(path, element, section, { properties, managed, place, into });
      }
      for (const kind of ['repositories', 'pluginRepositories']) {
        for (const repository of at(block, kind)[0]?.children ?? []) {
          const url = childText(repository, 'url');
          if (url !== undefined && !isCentral(url)) into.registries.push(properties.expand(url));
        }
      }
    }
  });
}

function sections(block: XmlElement): Section[] {
  const plugins = [
    ...at(block, 'build', 'plugins', 'plugin'),
    ...at(block, 'build', 'pluginManagement', 'plugins', 'plugin'),
    ...at(block, 'reporting', 'plugins', 'plugin'),
  ];
  return [
    { elements: at(block, 'dependencies', 'dependency'), scope: 'runtime' },
    {
      elements: at(block, 'dependencyManagement', 'dependencies', 'dependency'),
      scope: 'runtime',
      isManaged: true,
    },
    { elements: plugins, scope: 'build', defaultGroup: 'org.apache.maven.plugins' },
    { elements: plugins.flatMap((one) => at(one, 'dependencies', 'dependency')), scope: 'build' },
    {
      elements: plugins.flatMap((one) =>
        at(one, 'configuration', 'annotationProcessorPaths').flatMap((list) => list.children),
      ),
      scope: 'build',
    },
    { elements: at(block, 'build', 'extensions', 'extension'), scope: 'build' },
  ];
}

interface Context {
  properties: Properties;
  managed: ReadonlyMap<string, string>;
  place: (offset: number) => { line: number; column: number };
  into: Required<Parsed>;
}

function add(path: string, element: XmlElement, section: Section, context: Context): void {
  const { properties, managed, place, into } = context;
  const written = childText(element, 'artifactId') ?? '';
  const groupWritten = childText(element, 'groupId') ?? section.defaultGroup ?? '';
  const group = properties.expand(groupWritten);
  const artifact = properties.expand(written);
  const { line } = place(element.start);
  if (!isId(group) || !isId(artifact)) {
    const isOpen = `${group}${artifact}`.includes('${');
    into.unreadable.push({
      line,
      reason: isOpen
        ? `a property of ${`${group}:${artifact}`.slice(0, 100)} is set in another file`
        : 'a dependency without groupId and artifactId',
    });
    return;
  }
  const versionElement = child(element, 'version');
  const raw = versionElement?.text || managed.get(`${groupWritten}:${written}`);
  const scope = childText(element, 'scope') ?? '';
  const isLocal = scope === 'system' || isOwn(properties, groupWritten, raw);
  // A plugin without a version is Maven's to choose, and a dependency without one is managed by a parent or a BOM.
  const version = raw === undefined ? elsewhere : properties.expand(raw);
  const named = child(element, 'artifactId') ?? element;
  into.dependencies.push(
    mavenDependency(
      {
        group,
        artifact,
        version: scope === 'system' ? properties.expand(childText(element, 'systemPath') ?? '') : version,
      },
      {
        path,
        ...span(named, place),
        scope: childText(element, 'optional') === 'true' ? 'optional' : (scopes.get(scope) ?? section.scope),
        source: scope === 'system' ? 'path' : isLocal ? 'workspace' : 'registry',
        writtenName: artifact,
        form: formOf(versionElement?.text || raw),
      },
    ),
  );
}

/** How the version is written: in the element, or in a property of its own. */
function formOf(raw: string | undefined): string {
  const property = /^\$\{([^{}]+)\}$/.exec(raw ?? '')?.[1];
  return property === undefined ? 'pom' : `pom ${property}`;
}

/** The versions that this file manages, as written, by group and artifact as written; the first wins as in Maven. */
function managedVersions(blocks: readonly XmlElement[]): Map<string, string> {
  const managed = new Map<string, string>();
  for (const block of blocks) {
    const entries = [
      ...at(block, 'dependencyManagement', 'dependencies', 'dependency'),
      ...at(block, 'build', 'pluginManagement', 'plugins', 'plugin'),
    ];
    for (const entry of entries) {
      const group =
        childText(entry, 'groupId') ?? (entry.name === 'plugin' ? 'org.apache.maven.plugins' : '');
      const key = `${group}:${childText(entry, 'artifactId') ?? ''}`;
      const version = childText(entry, 'version');
      if (version !== undefined && !managed.has(key)) managed.set(key, version);
    }
  }
  return managed;
}

function addParent(
  path: string,
  root: XmlElement,
  properties: Properties,
  place: Context['place'],
  into: Required<Parsed>,
): void {
  const parent = child(root, 'parent');
  if (!parent) return;
  const [group = '', artifact = '', version] = ['groupId', 'artifactId', 'version'].map((name) =>
    properties.expand(childText(parent, name) ?? ''),
  );
  if (!isId(group) || !isId(artifact)) {
    into.unreadable.push({
      line: place(parent.start).line,
      reason: 'a parent without groupId and artifactId',
    });
    return;
  }
  const relative = child(parent, 'relativePath');
  const ownGroup = childText(root, 'groupId');
  // Maven looks in the folder above unless an empty element forbids it; a project that shares the group is meant to.
  const isSibling =
    relative === undefined ? ownGroup === undefined || ownGroup === group : relative.text !== '';
  into.dependencies.push(
    mavenDependency(
      { group, artifact, version },
      {
        path,
        ...span(child(parent, 'artifactId') ?? parent, place),
        scope: 'build',
        source: isSibling && !isWellKnownParent(group) ? 'workspace' : 'registry',
        writtenName: artifact,
        form: 'pom',
      },
    ),
  );
}

/** Parents that every project takes from Maven Central, with or without `<relativePath/>`. */
function isWellKnownParent(group: string): boolean {
  return /^(?:org\.springframework\.(?:boot|cloud)|org\.apache|org\.sonatype\.oss|io\.quarkus|org\.jenkins-ci(?:\.plugins)?)$/.test(
    group,
  );
}
