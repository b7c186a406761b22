// Tells what a bundler took from a package: it stands below a comment with its place, `// ../node_modules/zod/core.js`.
import { positionAt, type SyntaxSource } from '../../syntax/tree.ts';

/** Where the modules of a bundle begin, in order, and which of them are of a package. */
interface Modules {
  starts: number[];
  isOfPackage: boolean[];
}

// A file may hold thousands of findings.
const known = new WeakMap<Pick<SyntaxSource, 'text'>, Modules>();

/** Whether a place of a file is in a module of a package. */
export function isBundled(source: Pick<SyntaxSource, 'text'>, at: number): boolean {
  let modules = known.get(source);
  if (!modules) known.set(source, (modules = modulesOf(source.text)));
  const { starts, isOfPackage } = modules;
  return isOfPackage[positionAt({ lineStarts: starts }, at).line - 1] === true;
}

function modulesOf(text: string): Modules {
  const modules: Modules = { starts: [0], isOfPackage: [false] };
  if (!text.includes('node_modules/')) return modules;
  for (const { index, 1: place = '' } of text.matchAll(/^\/\/ (\S{1,300}\.[cm]?[jt]sx?)(?=\r?$)/gm)) {
    modules.starts.push(index);
    modules.isOfPackage.push(place.includes('node_modules/'));
  }
  return modules;
}
