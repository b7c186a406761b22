// What the code around a C or C++ node declares.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Inputs } from './inputs.ts';
import type { Names } from './names.ts';

/** What the code around a node declares. */
export interface Scope {
  names: Names;
  inputs: Inputs;
  /** Whether nothing in the file is C++. */
  isC: boolean;
  /** `namespace fs = std::filesystem` */
  aliases: Map<string, string>;
  /** `#define COMMAND data`: the names that stand for another. */
  macros: ReadonlyMap<string, string>;
  /** Structs of this file without functions of their own. */
  records: ReadonlySet<string>;
  className?: string;
  /** Whether a function is around. */
  isWithin?: boolean;
}

/** The macros of a text that are nothing but another name, wherever they stand. */
export function macrosOf(text: string): Map<string, string> {
  const macros = new Map<string, string>();
  const several = new Set<string>();
  for (const [, name = '', meant = ''] of text.matchAll(
    /^[ \t]{0,16}#[ \t]{0,8}define[ \t]{1,16}([A-Z][A-Z\d_]{0,60})[ \t]{1,40}([a-z]\w{0,60})[ \t]{0,40}\r?$/gm,
  )) {
    if ((macros.get(name) ?? meant) !== meant) several.add(name);
    macros.set(name, meant);
  }
  for (const name of several) macros.delete(name);
  return macros;
}

/** Structs that hold what is put into them and do nothing. */
export function recordsOf(root: SyntaxNode): Set<string> {
  const records = new Set<string>();
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const isRecord = node.kind === 'struct_specifier' || node.kind === 'class_specifier';
    const name = isRecord && node.get('body') ? node.get('name')?.text : undefined;
    const body = node.get('body');
    if (name !== undefined && body && body.end - body.start < 10_000 && !body.text.includes('('))
      records.add(name);
    if (node.kind === 'function_definition') continue;
    for (const child of node.children) if (child.named && child.children.length > 0) stack.push(child);
  }
  return records;
}
