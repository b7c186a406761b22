// What a surface is: a file that tells a coding agent what it may do or run.
import { readJson } from '../../text/json-tree.ts';
import type { YamlNode } from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';

/** Reads one file into what it grants; offsets are into `text`. Throws `Unreadable` when it cannot be read. */
export type ReadSurface = (text: string, path: string) => Iterable<Verdict>;

/** One kind of file that steers agents. */
export interface Surface {
  /** The tool that reads it, for people. */
  tool: string;
  path: RegExp;
  read: ReadSurface;
}

/** The file is not what its name says. */
export class Unreadable extends Error {}

/** The value of a settings file in JSON. */
export function jsonOf(text: string): YamlNode {
  const read = readJson(text);
  if ('reason' in read) throw new Unreadable(read.reason);
  return read.root;
}

/** A verdict at a node. */
export function at(
  node: { start: number; end: number },
  rule: string,
  message: string,
  more: Partial<Verdict> = {},
): Verdict {
  return { rule, start: node.start, end: Math.max(node.end, node.start + 1), message, ...more };
}

/** A text from the file, fit for a message. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replaceAll('`', "'");
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``;
}
