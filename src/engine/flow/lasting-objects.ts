// Finds the objects of a file that outlive a call and have a prototype: fields and constants that begin as `{}`.
import { askedOnce } from './asked-once.ts';

/** The names of a file's fields, and of its variables outside functions, that begin as `{}` and never as an object without a prototype. */
export const lastingObjects = askedOnce((text): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const [, field, outside] of text.matchAll(begins)) found.add((field ?? outside) as string);
  for (const [, name] of text.matchAll(begunSafely)) found.delete(name as string);
  return found;
});

/** `this.index = {};`, `const registry: Registry = {};` at the start of a line, a class's `index = {};` */
const begins =
  /(?:\bthis\.([\w$]{1,60})|^(?:export )?(?:const|let|var) ([\w$]{1,60})(?:: [^=;\n]{1,80})?) = \{\s{0,4}\}[;\n]/gm;

const begunSafely = /([\w$]{1,60})(?:: [^=;\n]{1,80})? = (?:Object\.create\(null\)|new (?:Weak)?Map\b)/g;
