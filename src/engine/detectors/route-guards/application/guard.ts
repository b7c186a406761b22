// What stands in another file in front of routes, and the addresses and files for which it does.
import { dirname } from 'node:path/posix';
import type { FileContext, Route } from '../route.ts';
import type { GuardLevel } from '../words.ts';

/** A guard of the application, as the routes of other files see it. */
export interface ApplicationGuard {
  name: string;
  /** How surely it stands in front of a route of the file at this path; undefined where it does not. */
  covers(route: Route, path: string): GuardLevel | undefined;
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
