// Says which version a pom.xml's dependencyManagement, its parents' and its BOMs' give to a dependency.
import type { Around, Dependency } from '../../ecosystem.ts';
import { oncePer } from '../around.ts';
import { childText, type XmlElement } from '../xml-places.ts';
import { type Properties, readProperties } from './pom-properties.ts';
import { type Lineage, lineageOf, managedElements, named, type Project } from './pom-lineage.ts';

/** The version that is managed for one name. */
export interface Managed {
  /** As the file writes it. */
  raw: string;
  /** With properties replaced. */
  version: string;
  place: NonNullable<Dependency['decided']>;
}

/** What is managed, and by which BOM that no file here holds. */
export interface Management {
  /** The version of `group:artifact`. */
  get(name: string): Managed | undefined;
  missing: readonly string[];
}

/** BOMs that import BOMs beyond this are nobody's. */
const maxDepth = 8;

/** The managed versions; the nearest wins, and what is written before what is imported. */
export function managementOf(
  { projects }: Lineage,
  properties: Properties,
  around: Around,
  depth = 0,
): Management {
  const found = new Map<string, { entry: Entry; project: Project }>();
  const missing: string[] = [];
  const boms: Project[] = [];
  for (const project of projects) {
    for (const entry of entriesOf(project.root)) {
      const name = entry.name.includes('$') ? properties.expand(entry.name) : entry.name;
      if (entry.isImport) {
        const bom = named(name.slice(name.indexOf(':') + 1), around);
        if (bom && !projects.some(({ path }) => path === bom.path)) boms.push(bom);
        else missing.push(name);
      } else if (entry.version !== undefined && !found.has(name)) found.set(name, { entry, project });
    }
  }
  const imported = depth < maxDepth ? boms.map((bom) => managementOfBom(bom, around, depth + 1)) : [];
  return {
    // Versions are looked into only when asked for: a parent may manage thousands for each of many modules.
    get(name) {
      const own = found.get(name);
      if (!own) return firstOf(imported, name);
      const raw = own.entry.version ?? '';
      const place = properties.placeOf(raw) ?? placeOf(own.project, own.entry.element);
      return { raw, version: properties.expand(raw), place };
    },
    missing: [...missing, ...imported.flatMap((one) => one.missing)],
  };
}

function firstOf(managements: readonly Management[], name: string): Managed | undefined {
  for (const one of managements) {
    const found = one.get(name);
    if (found) return found;
  }
  return undefined;
}

/** A BOM has its own properties, whoever imports it; read once for all. */
function managementOfBom(bom: Project, around: Around, depth: number): Management {
  const known = bomsByPath(around);
  const kept = known.get(bom.path);
  if (kept) return kept;
  // One that imports itself manages nothing more.
  known.set(bom.path, { get: () => undefined, missing: [] });
  const lineage = lineageOf(bom, around);
  const made = managementOf(lineage, readProperties(lineage.projects), around, depth);
  known.set(bom.path, made);
  return made;
}

const bomsByPath = oncePer(() => new Map<string, Management>());

interface Entry {
  /** `group:artifact` as written. */
  name: string;
  version: string | undefined;
  isImport: boolean;
  element: XmlElement;
}

const entriesByRoot = new WeakMap<XmlElement, Entry[]>();

function entriesOf(root: XmlElement): Entry[] {
  const known = entriesByRoot.get(root);
  if (known) return known;
  const made = managedElements(root).map(({ element, isPlugin }): Entry => {
    const group = childText(element, 'groupId') ?? (isPlugin ? 'org.apache.maven.plugins' : '');
    return {
      name: `${group}:${childText(element, 'artifactId') ?? ''}`,
      version: childText(element, 'version'),
      isImport: !isPlugin && childText(element, 'scope') === 'import',
      element,
    };
  });
  entriesByRoot.set(root, made);
  return made;
}

function placeOf({ path, lineOf }: Project, element: XmlElement): Managed['place'] {
  const version = element.children.find(({ name }) => name === 'version');
  return { path, line: lineOf(version ?? element) };
}
