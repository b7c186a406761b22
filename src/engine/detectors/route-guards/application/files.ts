// Tells which files set an application up, and chooses those to read beside changed routes.
import { dirname } from 'node:path/posix';
import type { ChangedFile } from '../../../change.ts';
import { moduleKind } from '../../../text/module-paths.ts';
import { isSupportPath } from '../../code/paths.ts';
import { isRouteFile } from '../beside.ts';
import { isMiddleware } from './middleware.ts';

const script =
  /(?:^|\/)(?:app|server|index|main|router|routes|api|application|express|fastify|koa|hono|bootstrap|setup|[\w-]+\.module)\.[cm]?[jt]s$/;
const python =
  /(?:^|\/)(?:main|app|server|asgi|wsgi|api|router|routers|routes|urls|application|factory|__init__|middlewares?|settings|\w+_settings|settings\/\w+)\.py$/;
const others =
  /(?:^|\/)(?:Program|Startup)\.cs$|(?:^|\/)(?:main|app|api|http|router|routers|routes|server)\.go$/;

/** Whether a file may set up the application that routes of other files are part of, by where it stands. */
export function isApplicationFile(path: string): boolean {
  return (
    (isMiddleware(path) || script.test(path) || python.test(path) || others.test(path)) &&
    !isSupportPath(path)
  );
}

/** How a file declares routes that does not stand where such files do. */
const declaration =
  /@\w{1,40}\.(?:route|get|post|put|patch|delete)\(|\b(?:APIRouter|Blueprint|Router|Hono)\(|\.Map(?:Get|Post|Put|Patch|Delete)\(|\.(?:GET|POST|PUT|PATCH|DELETE)\("|\b(?:APIView|ViewSet)\b|\bdef \w{1,60}\(request\b/;

/** Whether a changed file may hold routes of an application, by where it stands or by what it says. */
export function mayHoldRoutes(file: ChangedFile): boolean {
  return (
    isRouteFile(file) ||
    (file.status !== 'removed' &&
      file.body !== undefined &&
      /\.(?:[cm]?[jt]s|py|cs|go)$/.test(file.path) &&
      !isSupportPath(file.path) &&
      declaration.test(file.body))
  );
}

/** More are seldom there, and each costs a little. */
const maxFiles = 10;

/** Paths of the files to read that may set up the application of the changed routes, the surest first. */
export function applicationsAround(paths: readonly string[], files: readonly ChangedFile[]): string[] {
  const changed = new Set(files.map(({ path }) => path));
  const open = files.filter(mayHoldRoutes).map(({ path }) => path);
  if (open.length === 0) return [];
  const ranks = new Map<string, number>();
  for (const path of paths) {
    if (changed.has(path) || !isApplicationFile(path)) continue;
    const nearest = Math.min(...open.slice(0, 50).map((route) => rankOf(path, route)));
    if (nearest < Infinity) ranks.set(path, nearest);
  }
  return [...ranks]
    .toSorted(([a, one], [b, other]) => one - other || (a < b ? -1 : 1))
    .slice(0, maxFiles)
    .map(([path]) => path);
}

/** What surely sets an application up comes before what may; then what is nearer; Infinity for what belongs to another part. */
function rankOf(path: string, route: string): number {
  if (moduleKind(path) !== moduleKind(route)) return Infinity;
  const folder = dirname(path) === '.' ? '' : `${dirname(path)}/`;
  const isSure =
    isMiddleware(path) || /(?:settings\/\w+|settings|Program|app\.module|main|app|server)\.\w+$/.test(path);
  // Settings and programs stand in a folder of their own, beside those of the routes.
  const isBeside =
    /(?:^|\/)\w*settings(?:\/\w+)?\.py$|(?:^|\/)cmd\/[^/]+\/main\.go$|server\/middleware\//.test(path);
  if (!route.startsWith(folder) && !isBeside) return Infinity;
  const apart = route.split('/').length - folder.split('/').length;
  return (isSure ? 0 : 100) + (isBeside ? 20 : Math.max(0, apart));
}
