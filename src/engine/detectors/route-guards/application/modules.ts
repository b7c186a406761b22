// The modules that the names of a file were taken from.
import { visitFile, type FileContext } from '../route.ts';

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
