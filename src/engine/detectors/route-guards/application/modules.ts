// Which file of a repository the name of a module stands for, in JavaScript and in Python.
import { dirname, join } from 'node:path/posix';
import { visitFile, type FileContext } from '../route.ts';

const endings = /(?:\/index)?\.[cm]?[jt]sx?$|(?:\/__init__)?\.py$/;

/** A path as modules are named: without its ending, and without `index` or `__init__`. */
export function moduleOf(path: string): string {
  return path.replace(endings, '');
}

/** Whether a file may be the module that was written in another; `@/x` and the like name it by its last folders. */
export function isModule(path: string, written: string, from: string): boolean {
  const own = moduleOf(path);
  if (written.startsWith('.')) return own === moduleOf(join(dirname(from), written));
  const below = moduleOf(written.replace(/^[@~#]\//, ''));
  return below !== written && (own === below || own.endsWith(`/${below}`));
}

/** Whether a file is the Python module of this dotted name, or one of its folder. */
export function isPythonModule(path: string, dotted: string): boolean {
  const own = moduleOf(path);
  const below = dotted.replace(/^\.+/, '').replaceAll('.', '/');
  return own === below || own.endsWith(`/${below}`);
}

/** The module that each name of a JavaScript file was taken from, as it is written. */
export function writtenModules(file: FileContext): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  visitFile(
    file,
    () => undefined,
    (statement) => {
      if (statement.kind !== 'import') return;
      const written = /(?:\bfrom|\brequire\(|\bimport\(?)\s{0,9}['"]([^'"\n]{1,200})['"]/.exec(
        statement.node.text.slice(-400),
      )?.[1];
      if (written !== undefined) for (const { local } of statement.bindings) modules.set(local, written);
    },
  );
  return modules;
}

/** Whether a file is the one, remembered for the file that was asked about last: its routes come one after another. */
export function remembering(isIt: (file: string) => boolean): (file: string) => boolean {
  let last: { file: string; answer: boolean } | undefined;
  return (file) => {
    if (last?.file !== file) last = { file, answer: isIt(file) };
    return last.answer;
  };
}
