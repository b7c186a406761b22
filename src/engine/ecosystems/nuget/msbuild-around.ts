// Says what the files above an MSBuild project decide for it: properties and central versions.
import type { Around, Dependency } from '../../ecosystem.ts';
import { filesUp, oncePer } from '../around.ts';
import { lineIndex } from '../reading.ts';
import { readXml, type XmlElement } from '../xml-places.ts';

const maxChars = 1000;

/** Where a value stands. */
export type Place = NonNullable<Dependency['decided']>;

/** The project itself or a file that MSBuild imports into it. */
export interface Project {
  path: string;
  root: XmlElement;
  lineOf(element: XmlElement): number;
}

const imported = ['Directory.Build.props', 'Directory.Packages.props', 'Directory.Build.targets'];
const readAround = oncePer(() => new Map<string, Project | undefined>());

/** Whether MSBuild takes a file of this name from the folders above by itself. */
export function isImported(path: string): boolean {
  return imported.includes(path.slice(path.lastIndexOf('/') + 1));
}

/** The files of the folders above, the nearest first; MSBuild takes only that, which imports the next where it should count. */
export function projectsAbove(path: string, around: Around): Project[] {
  const known = readAround(around);
  return filesUp(around, path, imported).flatMap(({ path: file, text }) => {
    if (!known.has(file)) known.set(file, parseProject(file, text));
    return known.get(file) ?? [];
  });
}

function parseProject(path: string, text: string): Project | undefined {
  // Another file's mistakes are told where that file is read.
  try {
    const { root } = readXml(text);
    const place = lineIndex(text);
    return root?.name === 'Project' ? { path, root, lineOf: ({ start }) => place(start).line } : undefined;
  } catch {
    return undefined;
  }
}

/** The versions that a project and the files above it manage. */
export function centralVersions(
  projects: readonly Project[],
  { expand, placeOf }: Properties,
): Map<string, { version: string; place: Place }> {
  const versions = new Map<string, { version: string; place: Place }>();
  for (const { path, root, lineOf } of projects) {
    for (const element of descendants(root)) {
      if (element.name !== 'PackageVersion') continue;
      const name = field(element, 'Include') ?? field(element, 'Update');
      const version = field(element, 'Version');
      if (name === undefined || version === undefined || versions.has(name.toLowerCase())) continue;
      const place = placeOf(version) ?? { path, line: lineOf(element) };
      versions.set(name.toLowerCase(), { version: expand(version), place });
    }
  }
  return versions;
}

/** The properties of a project. */
export interface Properties {
  /** The text with `$(Name)` replaced. */
  expand(text: string): string;
  /** Where the property stands of which a text consists. */
  placeOf(text: string): Place | undefined;
}

/** What `$(Name)` stands for; each is expanded once, so that hostile ones stay cheap. */
export function readProperties(projects: readonly Project[]): Properties {
  const values = new Map<string, { text: string; project: Project; element: XmlElement }>();
  for (const project of projects) {
    for (const group of descendants(project.root)) {
      if (group.name !== 'PropertyGroup') continue;
      for (const element of group.children) {
        const name = element.name.toLowerCase();
        if (!values.has(name)) values.set(name, { text: element.text, project, element });
      }
    }
  }
  const expanded = new Map<string, string>();
  const expand = (text: string): string =>
    text.slice(0, maxChars).replace(/\$\(([\w.]+)\)/g, (whole, written: string) => {
      const name = written.toLowerCase();
      const kept = expanded.get(name);
      if (kept !== undefined) return kept;
      const value = values.get(name);
      if (value === undefined) return whole;
      expanded.set(name, whole);
      const result = expand(value.text).slice(0, maxChars);
      expanded.set(name, result);
      return result;
    });
  return {
    expand: (text) => expand(text.trim()),
    placeOf(text) {
      const found = values.get(/^\$\(([\w.]+)\)$/.exec(text.trim())?.[1]?.toLowerCase() ?? '');
      return found && { path: found.project.path, line: found.project.lineOf(found.element) };
    },
  };
}

/** An attribute or a child element of that name, whatever its case. */
export function field(element: XmlElement, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const [, attribute] =
    Object.entries(element.attributes).find(([key]) => key.toLowerCase() === wanted) ?? [];
  return (
    (attribute ?? element.children.find((one) => one.name.toLowerCase() === wanted)?.text)?.trim() ||
    undefined
  );
}

/** All elements below one, in order. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const inner of element.children) {
    yield inner;
    yield* descendants(inner);
  }
}
