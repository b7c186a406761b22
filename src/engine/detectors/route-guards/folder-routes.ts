// Finds the routes that lack a guard which the files beside theirs have: where each file holds one route, or one router.
import { positionAt, type SyntaxSource } from '../../syntax/tree.ts';
import type { Region, Severity } from '../../finding.ts';
import { isGuardName } from './odd-routes.ts';
import { label, type Verdict } from './verdict.ts';
import type { Weighed } from './weighed-route.ts';

/** A route as the files beside its own see it. */
export interface RouteInFolder {
  path: string;
  framework: string;
  label: string;
  region: Region;
  /** Names of its certain guards. */
  guards: readonly string[];
  /** Nothing guards it, nothing may, and it is not meant for everyone. */
  isBare: boolean;
  isMutating: boolean;
  grade: Weighed['grade'];
  /** Something is said of it already. */
  isTold: boolean;
}

/** What is to be said of a route; `sibling` is one that has the guard. */
export interface FolderVerdict extends Pick<
  Verdict,
  'rule' | 'severity' | 'confidence' | 'message' | 'remedy'
> {
  route: RouteInFolder;
  sibling: RouteInFolder;
  guard: string;
}

/** What other files need to know of the weighed routes of one; `verdicts` were said of them. */
export function routesInFolder(
  path: string,
  source: SyntaxSource,
  all: readonly Weighed[],
  { aliases, verdicts }: { aliases: ReadonlyMap<string, string>; verdicts: readonly Verdict[] },
): RouteInFolder[] {
  const told = new Set(verdicts.map(({ start }) => start));
  return all
    .filter(({ route }) => route.method !== 'HEAD' && route.method !== 'OPTIONS')
    .map((one) => ({
      path,
      framework: one.route.framework,
      label: label(one),
      region: {
        start: positionAt(source, one.route.start.start),
        end: positionAt(source, Math.max(one.route.end, one.route.start.start + 1)),
      },
      guards: one.guards
        .filter(({ isElsewhere }) => isElsewhere !== true)
        .map(({ name }) => name)
        .filter((name) => isGuardName(aliases.get(name) ?? name)),
      isBare:
        one.guards.length === 0 &&
        !one.mayBeGuarded &&
        !one.isPublic &&
        !one.route.opened &&
        !one.route.above &&
        !onlyRefuses(one),
      isMutating: one.isMutating,
      grade: one.grade,
      isTold: told.has(one.route.start.start),
    }));
}

/** Whether all that the handler does is to raise an error. */
function onlyRefuses({ route: { fn } }: Weighed): boolean {
  return (
    fn !== undefined &&
    fn.body.every((one) => one.kind === 'exit' || (one.kind === 'expression' && one.value.kind === 'literal'))
  );
}

/** So many files with the guard make it the custom of a folder, and so many times those without it. */
const customFiles = 3;
const customRatio = 4;

/** Routes that lack what the files beside theirs ask for; a file is told of once for what changes something, and once for what reads. */
export function* oddInFolder(files: readonly (readonly RouteInFolder[])[]): Generator<FolderVerdict> {
  const frameworks = new Set(files.flatMap((routes) => routes.map(({ framework }) => framework)));
  for (const framework of frameworks) {
    const own = files
      .map((routes) => routes.filter((one) => one.framework === framework))
      .filter((routes) => routes.length > 0);
    if (own.length <= customFiles) continue;
    const below = byFolder(own);
    for (const routes of own) {
      const bare = routes.filter((one) => one.isBare && !one.isTold);
      if (bare.length === 0) continue;
      const siblings = siblingsOf(routes, below);
      const custom = siblings && customOf(siblings);
      if (!custom) continue;
      const isOdd = (one: RouteInFolder): boolean => {
        const likewise = siblings.filter((others) =>
          others.some((other) => other.isBare && other.isMutating === one.isMutating),
        );
        const needed = one.isMutating || one.grade >= 2 ? customFiles : customFiles + 1;
        return custom.files >= needed && likewise.length * customRatio <= custom.files;
      };
      for (const isMutating of [true, false]) {
        const first = bare.find((one) => one.isMutating === isMutating && isOdd(one));
        if (first) yield verdictOn(first, custom);
      }
    }
  }
}

function verdictOn(route: RouteInFolder, { guard, files, sibling }: Custom): FolderVerdict {
  const quote = guard.includes(' ') ? guard : `\`${guard}\``;
  const severity: Severity = route.isMutating || route.grade >= 2 ? 'medium' : 'low';
  return {
    rule: 'route-without-siblings-guard',
    severity,
    confidence: 'medium',
    message: `${route.label} lacks ${quote}, which the routes of ${files} files beside this one have, such as ${sibling.label} in ${sibling.path}.`,
    remedy: `Add ${quote} as in ${sibling.path}, line ${sibling.region.start.line}, or say in its name or path that it is public.`,
    route,
    sibling,
    guard,
  };
}

interface Custom {
  guard: string;
  files: number;
  sibling: RouteInFolder;
}

/** The guard that most of the files have on some route, when enough do. */
function customOf(siblings: readonly (readonly RouteInFolder[])[]): Custom | undefined {
  const customs = new Map<string, Custom>();
  for (const routes of siblings)
    for (const guard of new Set(routes.flatMap(({ guards }) => guards))) {
      const before = customs.get(guard);
      if (before) before.files++;
      else
        customs.set(guard, {
          guard,
          files: 1,
          sibling: routes.find(({ guards }) => guards.includes(guard)) as RouteInFolder,
        });
    }
  const [first] = [...customs.values()].sort((a, b) => b.files - a.files);
  return first && first.files >= customFiles ? first : undefined;
}

type Folders = ReadonlyMap<string, readonly (readonly RouteInFolder[])[]>;

/** The files below each folder, in order. */
function byFolder(files: readonly (readonly RouteInFolder[])[]): Folders {
  const folders = new Map<string, (readonly RouteInFolder[])[]>();
  for (const routes of files)
    for (const folder of foldersOf((routes[0] as RouteInFolder).path)) {
      const same = folders.get(folder);
      if (same) same.push(routes);
      else folders.set(folder, [routes]);
    }
  return folders;
}

/** Those of the nearest folder with enough of them. */
function siblingsOf(
  routes: readonly RouteInFolder[],
  folders: Folders,
): (readonly RouteInFolder[])[] | undefined {
  for (const folder of foldersOf((routes[0] as RouteInFolder).path)) {
    const others = (folders.get(folder) ?? []).filter((each) => each !== routes);
    if (others.length >= customFiles) return others.slice(0, maxSiblings);
  }
  return undefined;
}

/** More would not change what is the custom, and each file is compared with all of them. */
const maxSiblings = 60;

/** How far above its own folder a file has siblings. */
const maxLevels = 4;

/** The folders of a path from its own upwards, not beyond the one that holds the whole application. */
function foldersOf(path: string): string[] {
  const out: string[] = [];
  let folder = path;
  for (let level = 0; level < maxLevels; level++) {
    const slash = folder.lastIndexOf('/');
    folder = slash === -1 ? '' : folder.slice(0, slash);
    out.push(folder);
    if (slash === -1 || /(?:^|\/)(?:app|src|pages|lib|server|api|routes|controllers)$/.test(folder)) break;
  }
  return out;
}
