// Follows what a module only hands on from another to the file that defines it: `export * from './users.js'`.
import type { ChangedFile } from '../../change.ts';

/** A thing by the name that the file that defines it gives it. */
export interface Defined {
  path: string;
  name: string;
}

interface Exports {
  own: ReadonlySet<string>;
  /** By the name under which it is handed on: the module, and the name there. */
  named: ReadonlyMap<string, { from: string; name: string }>;
  /** Modules of which all is handed on. */
  whole: readonly string[];
}

/** A barrel of barrels is still one. */
const maxHops = 3;
/** Barrels are short lists; what hands on a few things among its own is read as far. */
const maxChars = 40_000;
const maxWhole = 60;

/** Says where a module's export is defined; the module itself where that is not seen. */
export function barrelsOf(
  files: readonly ChangedFile[],
  module: (written: string, from: string) => readonly string[],
): (path: string, name: string) => Defined {
  const bodies = new Map(files.map(({ path, body }) => [path, body ?? '']));
  const read = new Map<string, Exports>();
  const exportsOf = (path: string): Exports => {
    let found = read.get(path);
    if (!found) read.set(path, (found = readExports(bodies.get(path)?.slice(0, maxChars) ?? '')));
    return found;
  };
  const definedIn = (path: string, name: string, seen: Set<string>, hops: number): Defined | undefined => {
    const { own, named, whole } = exportsOf(path);
    if (own.has(name)) return { path, name };
    seen.add(path);
    if (hops >= maxHops) return undefined;
    const one = named.get(name);
    for (const from of one ? [one.from] : whole)
      for (const next of module(from, path)) {
        const found = seen.has(next) ? undefined : definedIn(next, one?.name ?? name, seen, hops + 1);
        if (found) return found;
      }
    return undefined;
  };
  const known = new Map<string, Defined>();
  return (path, name) => {
    const key = `${name} ${path}`;
    const found = known.get(key) ?? definedIn(path, name, new Set(), 0) ?? { path, name };
    known.set(key, found);
    return found;
  };
}

const definition =
  /^\s{0,8}export\s{1,4}(?:default\s{1,4})?(?:declare\s{1,4})?(?:async\s{1,4}|abstract\s{1,4})?(?:function\s{0,4}\*?|class|const|let|var)\s{1,4}([A-Za-z_$][\w$]{0,80})/gm;
const list =
  /^\s{0,8}export\s{0,4}(?:type\s{1,4})?\{([^}]{0,4000})\}(?:\s{0,9}from\s{0,9}['"]([^'"\n]{1,200})['"])?/gm;
const star = /^\s{0,8}export\s{0,4}\*\s{0,4}from\s{0,9}['"]([^'"\n]{1,200})['"]/gm;
/** `module.exports = { ...require('./users'), ...require('./teams') }` */
const spread = /\.\.\.\s{0,4}require\(\s{0,4}['"]([^'"\n]{1,200})['"]\s{0,4}\)/g;

function readExports(text: string): Exports {
  const own = new Set([...text.matchAll(definition)].map(([, name = '']) => name));
  const named = new Map<string, { from: string; name: string }>();
  for (const [, names = '', from] of text.matchAll(list))
    for (const [, name = '', as = name] of names.matchAll(
      /([A-Za-z_$][\w$]{0,80})(?:\s{1,9}as\s{1,9}([A-Za-z_$][\w$]{0,80}))?/g,
    ))
      if (from === undefined) own.add(as);
      else named.set(as, { from, name });
  const whole = [...text.matchAll(star), ...text.matchAll(spread)].map(([, from = '']) => from);
  return { own, named, whole: whole.slice(0, maxWhole) };
}
