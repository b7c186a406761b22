// Replaces the properties of a pom.xml by what the same file and its parents say they are.
import type { Dependency } from '../../ecosystem.ts';
import { child, childText, type XmlElement } from '../xml-places.ts';
import type { Project } from './pom-lineage.ts';

/** The properties of one project. */
export interface Properties {
  /** The text with `${name}` replaced where the project or a parent sets the name; others stay. */
  expand(text: string): string;
  /** Where the property stands of which a text consists. */
  placeOf(text: string): Dependency['decided'] | undefined;
  /** The project's own group as written, or its parent's. */
  group: string | undefined;
}

const maxChars = 1000;

/** The properties that a project sets, those of profiles after its own and those of its parents last. */
export function readProperties(projects: readonly [Project, ...Project[]]): Properties {
  const [{ root }] = projects;
  const values = new Map<string, string>();
  const places = new Map<string, { project: Project; element: XmlElement }>();
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined && !values.has(name)) values.set(name, value);
  };
  const parent = child(root, 'parent');
  const group = childText(root, 'groupId') ?? childText(parent, 'groupId');
  const own: Record<string, string | undefined> = {
    groupId: group,
    version: childText(root, 'version') ?? childText(parent, 'version'),
    artifactId: childText(root, 'artifactId'),
    'parent.groupId': childText(parent, 'groupId'),
    'parent.version': childText(parent, 'version'),
    'parent.artifactId': childText(parent, 'artifactId'),
  };
  for (const [name, value] of Object.entries(own)) {
    for (const prefix of ['project.', 'pom.', '']) set(`${prefix}${name}`, value);
  }
  for (const project of projects) {
    const blocks = [project.root, ...(child(project.root, 'profiles')?.children ?? [])];
    for (const element of blocks.flatMap((block) => child(block, 'properties')?.children ?? [])) {
      if (!values.has(element.name)) places.set(element.name, { project, element });
      set(element.name, element.text);
    }
  }
  // Each property is expanded once, so that a few that name each other many times stay cheap.
  const expanded = new Map<string, string>();
  const expand = (text: string): string =>
    text.slice(0, maxChars).replace(/\$\{([^{}]*)\}/g, (whole, written: string) => {
      const name = written.trim();
      const kept = expanded.get(name);
      if (kept !== undefined) return kept;
      const value = values.get(name);
      if (value === undefined) return whole;
      // One that leads back to itself stays as it is written.
      expanded.set(name, whole);
      const result = expand(value).slice(0, maxChars);
      expanded.set(name, result);
      return result;
    });
  const placeOf: Properties['placeOf'] = (text) => {
    const name = /^\$\{([^{}]*)\}$/.exec(text.trim())?.[1]?.trim() ?? '';
    const found = places.get(name);
    return found && { path: found.project.path, line: found.project.lineOf(found.element) };
  };
  return { expand: (text) => expand(text.trim()), placeOf, group };
}

/** Whether an entry is a module of the same build: it carries the project's own version, or its group by reference. */
export function isOwn(properties: Properties, group: string, version: string | undefined): boolean {
  return (
    /^\$\{(?:project\.|pom\.)?(?:parent\.)?groupId\}$/.test(group) ||
    (/^\$\{(?:(?:project\.|pom\.)(?:parent\.)?version|version|revision)\}$/.test(version ?? '') &&
      properties.group !== undefined &&
      sharesOwner(properties.expand(group), properties.expand(properties.group)))
  );
}

/** `com.example.a` and `com.example.b` have one owner. */
function sharesOwner(a: string, b: string): boolean {
  const owner = (group: string): string => group.split('.').slice(0, 2).join('.');
  return owner(a) === owner(b);
}
