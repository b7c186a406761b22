// Tells a parameter that names a file in a folder from one that says which file is meant.
import { type Taint, sourceName } from '../value.ts';

/**
 * A parameter that names a file within a folder rather than a place, such as `filename` and not `dest_path`, where
 * Python joined the two.
 */
export function isEntryName({ source, node, cleaned, steps }: Taint, kind: string, path: string): boolean {
  const name = sourceName(node);
  if (!isHandedOver.test(source) || cleaned.has(kind) || !entryName.test(name) || otherName.test(name))
    return false;
  if (path === 'os.path.join()') return true;
  for (let one = steps; one; one = one.before) if (one.what === 'built') return true;
  return false;
}

/** By a caller, or through a queue. */
const isHandedOver = /^(?:parameter|network)$/;
const entryName =
  /(?:name|key|slug|title|_id|member|entry|attachment|upload|template|theme|lang|locale|version|(?:^|_)(?:user|requested|untrusted|supplied|provided)_(?:path|file|input))$/i;
const otherName =
  /(?:dir|path|folder|package|pkg|class|func|module|dist|app|interface|if|dev|device)_?name$|^_/i;
/** A path that Python put together. */
export const pythonJoin = /^(?:os\.path\.join|pathlib\.Path)\(\)$/;
