// What stands in another file in front of routes, and the addresses and files for which it does.
import { dirname } from 'node:path/posix';
import type { FileContext, Route } from '../route.ts';
import type { GuardLevel } from '../words.ts';

/** A route, as a guard in another file sees it. */
export interface DistantRoute extends Pick<Route, 'framework' | 'isMutating' | 'name' | 'path' | 'place'> {
  /** The path of its file. */
  file: string;
  /** The name of the function that registers it, where that decides. */
  within?: string | undefined;
}

/** A guard of the application, as the routes of other files see it. */
export interface ApplicationGuard {
  name: string;
  /** How surely it stands in front of a route; undefined where it does not. */
  covers(route: DistantRoute): GuardLevel | undefined;
  /** Where a router is mounted with nothing in front: the address, for the routes that it holds. */
  mountsBare?: (route: DistantRoute) => string | undefined;
  /** The file that mounts the routes of another, which stand behind what stands in front of it. */
  mounterOf?: (file: string) => string | undefined;
  /** Routes that it may stand in front of, one of each sort: who loses it has lost them. */
  samples: readonly DistantRoute[];
}

/** A route of a sort, for `samples`. */
export function sampleOf(
  framework: string,
  file: string,
  more: Partial<Pick<DistantRoute, 'path' | 'place'>> = {},
): DistantRoute {
  return { framework, file, isMutating: true, name: '', place: 'router', ...more };
}

/** A path below a folder. */
export function below(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

/** Reads the guards of the application out of one file. */
export type ReadApplication = (file: FileContext) => ApplicationGuard[];

/** The folder that holds the application: of `src/middleware.ts` the one above `src`. */
export function applicationFolder(path: string): string {
  const folder = dirname(path);
  return folder === '.' || folder === 'src' ? '' : folder.replace(/\/src$/, '');
}

/** Whether a path lies below a folder; everything lies below the top one. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

/** Whether an address begins with a prefix, whole segments only; `/` is only itself. */
export function startsAt(address: string, prefix: string): boolean {
  return prefix === '/' ? address === '/' : address === prefix || address.startsWith(`${prefix}/`);
}

/** What of a pattern of addresses is fixed: of `/api/hooks/:id*` and `/api/hooks(.*)` it is `/api/hooks`. */
export function fixedPart(pattern: string): string {
  const fixed = pattern.replace(/[(:*[{?+].*$/s, '');
  return fixed === '/' ? fixed : fixed.replace(/\/$/, '');
}
