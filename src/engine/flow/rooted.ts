// Tells when a path was resolved below the root `/`, so that no dots are left to climb with.
import type { Value } from './value.ts';

const joins = /(?:^|[.:])(?:path|posix|win32|filepath)\.(?:join|resolve|Join)$/;
const cleans = /(?:^|[.:])(?:path|posix|win32|filepath)\.(?:normalize|Clean)$/;

/** Whether `path.join('/', name)` or `path.normalize('/' + name)` is called: what comes out is a place below the root. */
export function isRooted(path: string, args: readonly Value[]): boolean {
  const [first] = args;
  if (!first) return false;
  if (joins.test(path)) return args.length > 1 && isRoot(first.literal);
  return cleans.test(path) && typeof first.pieces?.[0] === 'string' && first.pieces[0].startsWith('/');
}

function isRoot(text: Value['literal']): boolean {
  return text === '/' || text === '\\';
}
