// Finds the parents of a pom.xml and the modules beside it, as far as files of the same repository hold them.
import type { Around } from '../../ecosystem.ts';
import { oncePer, resolvePath } from '../around.ts';
import { lineIndex } from '../reading.ts';
import { at, child, childText, readXml, type XmlElement } from '../xml-places.ts';

/** One pom.xml. */
export interface Project {
  path: string;
  root: XmlElement;
  /** The line of an element. */
  lineOf(element: XmlElement): number;
}

/** A project, then its parents as far as they were read. */
export interface Lineage {
  projects: readonly [Project, ...Project[]];
  /** The parent, as `group:artifact`, that no file here holds. */
  missing?: string;
}

/** Parents of parents beyond this are nobody's project. */
const maxParents = 20;

/** The project of a text that was read already. */
export function projectOf(path: string, root: XmlElement, body: string): Project {
  let place: ReturnType<typeof lineIndex> | undefined;
  return { path, root, lineOf: ({ start }) => (place ??= lineIndex(body))(start).line };
}

/** Maven takes the parent at `relativePath`, in the folder above where nothing is said; elsewhere it goes by name. */
export function lineageOf(project: Project, around: Around): Lineage {
  const projects: [Project, ...Project[]] = [project];
  for (let last = project; projects.length <= maxParents;) {
    const parent = child(last.root, 'parent');
    if (!parent) return { projects };
    const artifact = childText(parent, 'artifactId') ?? '';
    const found = parentAt(last, parent, artifact, around) ?? named(artifact, around);
    if (!found || projects.some(({ path }) => path === found.path))
      return { projects, missing: `${childText(parent, 'groupId') ?? ''}:${artifact}` };
    projects.push(found);
    last = found;
  }
  return { projects };
}

/** The project of a name, where only one file has it. */
export function named(artifact: string, around: Around): Project | undefined {
  const found = projectsBy(around).get(artifact);
  return found?.length === 1 ? found[0] : undefined;
}

/** Whether a module of the repository has this name. */
export function isModule(group: string, artifact: string, around: Around): boolean {
  return (projectsBy(around).get(artifact) ?? []).some(({ root }) => {
    const own = childText(root, 'groupId') ?? childText(child(root, 'parent'), 'groupId');
    return own === group || own?.includes('${') === true;
  });
}

function parentAt(
  { path }: Project,
  parent: XmlElement,
  artifact: string,
  around: Around,
): Project | undefined {
  const relative = child(parent, 'relativePath');
  if (relative?.text === '') return undefined;
  const target = resolvePath(path, relative?.text ?? '../pom.xml');
  if (target === undefined) return undefined;
  return [target, target === '' ? 'pom.xml' : `${target}/pom.xml`]
    .map((one) => readProject(one, around))
    .find((one) => one !== undefined && childText(one.root, 'artifactId') === artifact);
}

const read = oncePer(() => new Map<string, Project | undefined>());

function readProject(path: string, around: Around): Project | undefined {
  const known = read(around);
  if (known.has(path)) return known.get(path);
  const body = around.text(path);
  if (body === undefined) return undefined;
  const project = parseProject(path, body);
  known.set(path, project);
  return project;
}

function parseProject(path: string, body: string): Project | undefined {
  // Another file's mistakes are told where that file is read.
  try {
    const { root } = readXml(body);
    return root?.name === 'project' ? projectOf(path, root, body) : undefined;
  } catch {
    return undefined;
  }
}

const projectsBy = oncePer((around): Map<string, Project[]> => {
  const poms = around.paths.filter((path) => /(?:^|\/)pom\.xml$/.test(path));
  return Map.groupBy(
    poms.flatMap((path) => readProject(path, around) ?? []),
    ({ root }) => childText(root, 'artifactId') ?? '',
  );
});

/** The managed dependencies and plugins of one project, with the profiles' after its own. */
export function managedElements(root: XmlElement): { element: XmlElement; isPlugin: boolean }[] {
  return [root, ...at(root, 'profiles', 'profile')].flatMap((block) => [
    ...at(block, 'dependencyManagement', 'dependencies', 'dependency').map((element) => ({
      element,
      isPlugin: false,
    })),
    ...at(block, 'build', 'pluginManagement', 'plugins', 'plugin').map((element) => ({
      element,
      isPlugin: true,
    })),
  ]);
}
