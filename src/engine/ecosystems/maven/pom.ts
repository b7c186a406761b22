// Reads pom.xml: dependencies, managed ones, the parent, plugins and extensions, with what its parents and BOMs decide.
import type { Around, Dependency, Parsed } from '../../ecosystem.ts';
import { nothingAround } from '../around.ts';
import { lineIndex, readSafely } from '../reading.ts';
import { at, child, childText, readXml, span, type XmlElement } from '../xml-places.ts';
import { elsewhere, isCentral, isId, mavenDependency } from './coordinates.ts';
import { isModule, lineageOf, projectOf } from './pom-lineage.ts';
import { type Management, managementOf } from './pom-managed.ts';
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
export function readPom(path: string, body: string, around: Around = nothingAround): Parsed {
  return readSafely(body, (into) => {
    const { root, error } = readXml(body);
    if (error) into.unreadable.push(error);
    if (root?.name !== 'project') {
      if (!error) into.unreadable.push({ reason: 'not a Maven project' });
      return;
    }
    const place = lineIndex(body);
    const lineage = lineageOf(projectOf(path, root, body), around);
    const properties = readProperties(lineage.projects);
    addParent(path, root, properties, place, into, lineage.projects.length > 1);
    const blocks = [root, ...at(root, 'profiles', 'profile')];
    const management = managementOf(lineage, properties, around);
    const awaited =
      lineage.missing === undefined
        ? management.missing[0] && `the BOM ${management.missing[0]}`
        : `the parent ${lineage.missing}`;
    const context: Context = {
      properties,
      managed: management,
      awaited: awaited ?? 'another file',
      around,
      place,
      into,
    };
    for (const block of blocks) {
      for (const section of sections(block)) {
        for (const element of section.elements) add(path, element, section, context);
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
  managed: Management;
  /** The file that decides what is not found. */
  awaited: string;
  around: Around;
  place: (offset: number) => { line: number; column: number };
  into: Required<Parsed>;
}

function add(path: string, element: XmlElement, section: Section, context: Context): void {
  const { properties, managed, awaited, around, place, into } = context;
  const groupWritten = childText(element, 'groupId') ?? section.defaultGroup ?? '';
  const group = properties.expand(groupWritten);
  const artifact = properties.expand(childText(element, 'artifactId') ?? '');
  const { line } = place(element.start);
  if (!isId(group) || !isId(artifact)) {
    const isOpen = `${group}${artifact}`.includes('${');
    into.unreadable.push({
      line,
      ...(isOpen ? { awaits: awaited } : {}),
      reason: isOpen
        ? `a property of ${`${group}:${artifact}`.slice(0, 100)} is set in ${awaited}, which was not read`
        : 'a dependency without groupId and artifactId',
    });
    return;
  }
  const own = child(element, 'version')?.text || undefined;
  const by = own === undefined ? managed.get(`${group}:${artifact}`) : undefined;
  const raw = own ?? by?.raw;
  const scope = childText(element, 'scope') ?? '';
  const isLocal =
    scope === 'system' || isOwn(properties, groupWritten, raw) || isModule(group, artifact, around);
  // A plugin without a version is Maven's to choose, and a dependency without one is managed by a parent or a BOM.
  const version = own === undefined ? (by?.version ?? elsewhere) : properties.expand(own);
  const isOpen = version.includes('${') && (section.defaultGroup === undefined || raw !== undefined);
  const decided = own === undefined ? by?.place : properties.placeOf(own);
  const named = child(element, 'artifactId') ?? element;
  into.dependencies.push({
    ...mavenDependency(
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
        form: formOf(raw),
      },
    ),
    ...(isOpen && !isLocal ? { awaits: awaited } : {}),
    ...(decided === undefined || decided.path === path ? {} : { decided }),
  });
}

/** How the version is written: in the element, or in a property of its own. */
function formOf(raw: string | undefined): string {
  const property = /^\$\{([^{}]+)\}$/.exec(raw ?? '')?.[1];
  return property === undefined ? 'pom' : `pom ${property}`;
}

function addParent(
  path: string,
  root: XmlElement,
  properties: Properties,
  place: Context['place'],
  into: Required<Parsed>,
  isHere: boolean,
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
        source: isHere || (isSibling && !isWellKnownParent(group)) ? 'workspace' : 'registry',
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
