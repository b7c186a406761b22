// Which file of a repository the name of a module stands for, in JavaScript and in Python.
import { dirname, extname, join } from 'node:path/posix';

const endings = /(?:\/index)?\.[cm]?[jt]sx?$|(?:\/__init__)?\.py$/;

/** Files that may import one another: of one ending, or scripts of any kind, as `script`. */
export function moduleKind(path: string): string {
  const end = extname(path);
  return /^\.(?:[cm]?[jt]sx?|vue|svelte)$/.test(end) ? 'script' : end;
}

/** A path as modules are named: without its ending, and without `index` or `__init__`. */
export function moduleOf(path: string): string {
  return path.replace(endings, '');
}

/** Whether a file may be the module that was written in another; `@/x`, `$lib/x` and the like name it by its last folders. */
export function isModule(path: string, written: string, from: string): boolean {
  const own = moduleOf(path);
  if (written.startsWith('.')) return own === moduleOf(join(dirname(from), written));
  const below = moduleOf(written.replace(/^(?:[@~#]|\$lib)\//, ''));
  return below !== written && (own === below || own.endsWith(`/${below}`));
}

/** Whether a file is the Python module of this dotted name, or one of its folder. */
export function isPythonModule(path: string, dotted: string): boolean {
  const own = moduleOf(path);
  const below = dotted.replace(/^\.+/, '').replaceAll('.', '/');
  return own === below || own.endsWith(`/${below}`);
}
