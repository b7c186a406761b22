// Replaces the properties of a pom.xml by what the same file says they are.
import { child, childText, type XmlElement } from '../xml-places.ts';

/** The properties of one pom.xml. */
export interface Properties {
  /** The text with `${name}` replaced where this file sets the name; others stay. */
  expand(text: string): string;
  /** The project's own group as written, or its parent's. */
  group: string | undefined;
}

const maxChars = 1000;

/** The properties that a project sets, those of profiles after its own. */
export function readProperties(root: XmlElement): Properties {
  const values = new Map<string, string>();
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
  const blocks = [root, ...(child(root, 'profiles')?.children ?? [])];
  for (const block of blocks) {
    for (const property of child(block, 'properties')?.children ?? []) set(property.name, property.text);
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
  return { expand: (text) => expand(text.trim()), group };
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
