// Reads MSBuild projects and props (csproj, fsproj, vbproj, Directory.Packages.props, …), packages.config and nuspec.
import type { Around, Dependency, Parsed } from '../../ecosystem.ts';
import { nothingAround } from '../around.ts';
import { lineIndex, readSafely } from '../reading.ts';
import { at, child, childText, readXml, span, type XmlElement } from '../xml-places.ts';
import {
  centralVersions,
  descendants,
  field,
  type Place,
  type Project,
  projectsAbove,
  type Properties,
  readProperties,
} from './msbuild-around.ts';
import { elsewhere, isGallery, isId, manifestDependency } from './dotnet.ts';

type Scope = Dependency['scope'];

/** Items that name packages, and what they are for. */
const items: ReadonlyMap<string, Scope> = new Map([
  ['PackageReference', 'runtime'],
  ['PackageVersion', 'runtime'],
  ['GlobalPackageReference', 'build'],
  ['PackageDownload', 'build'],
  ['DotNetCliToolReference', 'build'],
]);

/** The packages of an MSBuild file; never throws. */
export function readMsbuild(path: string, body: string, around: Around = nothingAround): Parsed {
  return readSafely(body, (into) => {
    const { root, error } = readXml(body);
    if (error) into.unreadable.push(error);
    if (root?.name !== 'Project') {
      if (!error) into.unreadable.push({ reason: 'not an MSBuild project' });
      return;
    }
    const place = lineIndex(body);
    const above = projectsAbove(path, around);
    const own: Project = { path, root, lineOf: ({ start }) => place(start).line };
    const properties = readProperties([own, ...above]);
    const { expand } = properties;
    const central = centralVersions([own, ...above], properties);
    addSdks(path, root, place, into);
    // Choose, When and Target hold groups of items too.
    for (const element of descendants(root)) {
      const scope = items.get(element.name);
      if (scope !== undefined) addItem(path, element, scope, { place, properties, central, into });
      if (/^Restore(?:Additional(?:Project)?)?Sources$/.test(element.name)) {
        for (const source of expand(element.text).split(';')) {
          const address = source.trim();
          if (address !== '' && !isGallery(address) && address !== `$(${element.name})`)
            into.registries.push(address);
        }
      }
    }
  });
}

interface Context {
  place: (offset: number) => { line: number; column: number };
  properties: Properties;
  central: ReadonlyMap<string, { version: string; place: Place }>;
  into: Required<Parsed>;
}

function addItem(path: string, element: XmlElement, scope: Scope, context: Context): void {
  const { place, properties, central, into } = context;
  const { expand } = properties;
  const { line } = place(element.start);
  const names = expand(field(element, 'Include') ?? field(element, 'Update') ?? '');
  // `Remove` takes a reference away.
  if (names === '' && field(element, 'Remove') !== undefined) return;
  const raw = field(element, 'VersionOverride') ?? field(element, 'Version');
  const isPrivate = /(?:^|;)\s*all\s*(?:;|$)/i.test(field(element, 'PrivateAssets') ?? '');
  for (const name of names.split(';').map((one) => one.trim())) {
    if (!isId(name)) {
      into.unreadable.push({
        line,
        reason: name === '' ? 'a package without a name' : `not a package name: ${name.slice(0, 80)}`,
      });
      continue;
    }
    const by = raw === undefined ? central.get(name.toLowerCase()) : undefined;
    const requirement = raw === undefined ? (by?.version ?? elsewhere) : expand(raw);
    const decided = raw === undefined ? by?.place : properties.placeOf(raw);
    // What `Update` names has its version where it is included.
    const isOpen = requirement.includes('$(') && field(element, 'Include') !== undefined;
    const awaits = requirement === elsewhere ? 'Directory.Packages.props' : 'Directory.Build.props';
    into.dependencies.push({
      ...manifestDependency({
        path,
        ...span(element, place),
        written: name,
        requirement,
        // Assets that go no further are those of analysers and build tools.
        scope: isPrivate && scope === 'runtime' ? 'build' : scope,
        form: by === undefined ? formOf(element) : 'PackageVersion',
      }),
      ...(isOpen ? { awaits } : {}),
      ...(decided === undefined || decided.path === path ? {} : { decided }),
    });
  }
}

/** How the version is written: beside the name, below it, or in a property. */
function formOf(element: XmlElement): string {
  const below = childText(element, 'Version') ?? childText(element, 'VersionOverride');
  const property = /^\$\(([\w.]+)\)$/.exec(below ?? field(element, 'Version') ?? '')?.[1];
  if (property !== undefined) return `property ${property}`;
  return below === undefined ? element.name : 'child';
}

/** `Sdk="Name/1.0"`, `<Sdk Name="" Version="" />`, `<Import Sdk="" Version="">`. Those without a version are .NET's own. */
function addSdks(path: string, root: XmlElement, place: Context['place'], into: Required<Parsed>): void {
  const named = [root, ...at(root, 'Import')].flatMap((element) =>
    (element.attributes['Sdk'] ?? '').split(';').map((sdk) => {
      const [name = '', version = element === root ? undefined : element.attributes['Version']] =
        sdk.split('/');
      return { element, name: name.trim(), version };
    }),
  );
  const elements = at(root, 'Sdk').map((element) => ({
    element,
    name: element.attributes['Name'] ?? '',
    version: element.attributes['Version'],
  }));
  for (const { element, name, version } of [...named, ...elements]) {
    if (version === undefined || !isId(name)) continue;
    const start = place(element.start);
    const end = place(element.openEnd);
    into.dependencies.push(
      manifestDependency({
        path,
        ...start,
        endColumn: end.line === start.line ? end.column : start.column + element.name.length + 1,
        written: name,
        requirement: `[${version.trim()}]`,
        scope: 'build',
        form: 'Sdk',
      }),
    );
  }
}

/** The packages of a packages.config; never throws. */
export function readPackagesConfig(path: string, body: string): Parsed {
  return readElements(path, body, 'packages', (root) => at(root, 'package'), 'packages.config');
}

/** The dependencies of a nuspec; never throws. */
export function readNuspec(path: string, body: string): Parsed {
  return readElements(
    path,
    body,
    'package',
    (root) => {
      const all = at(root, 'metadata', 'dependencies');
      return [
        ...all.flatMap((one) => at(one, 'dependency')),
        ...all.flatMap((one) => at(one, 'group', 'dependency')),
      ];
    },
    'nuspec',
  );
}

function readElements(
  path: string,
  body: string,
  rootName: string,
  find: (root: XmlElement) => XmlElement[],
  form: 'packages.config' | 'nuspec',
): Parsed {
  return readSafely(body, (into) => {
    const { root, error } = readXml(body);
    if (error) into.unreadable.push(error);
    if (root?.name !== rootName) {
      if (!error) into.unreadable.push({ reason: `not a ${form}` });
      return;
    }
    const place = lineIndex(body);
    for (const element of find(root)) {
      const name = field(element, 'id') ?? '';
      if (!isId(name)) {
        into.unreadable.push({ line: place(element.start).line, reason: 'a package without a name' });
        continue;
      }
      const version = field(element, 'version');
      into.dependencies.push(
        manifestDependency({
          path,
          ...span(element, place),
          written: name,
          // packages.config pins; elsewhere a version is the least one.
          requirement: version === undefined ? undefined : form === 'nuspec' ? version : `[${version}]`,
          scope: field(element, 'developmentDependency') === 'true' ? 'development' : 'runtime',
          form,
        }),
      );
    }
  });
}

/** The package sources of a nuget.config other than the public gallery; never throws. */
export function readNugetConfig(_path: string, body: string): Parsed {
  return readSafely(body, (into) => {
    const { root, error } = readXml(body);
    if (error) into.unreadable.push(error);
    for (const sources of (root?.children ?? []).filter((one) => /^packageSources$/i.test(one.name))) {
      for (const source of sources.children.filter((one) => /^add$/i.test(one.name))) {
        const address = field(source, 'value');
        if (address !== undefined && !isGallery(address)) into.registries.push(address);
      }
    }
    if (root && child(root, 'packageSources') === undefined && root.name.toLowerCase() !== 'configuration')
      into.unreadable.push({ reason: 'not a NuGet configuration' });
  });
}
