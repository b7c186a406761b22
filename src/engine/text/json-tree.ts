// Reads JSON with comments into the same plain nodes as YAML, so that one reader serves settings in both.
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { YamlNode } from './yaml-tree.ts';

/** Larger files are data. */
const maxChars = 400_000;
const maxDepth = 60;

/** The value of a file, or why there is none; never throws. */
export function readJson(text: string): { root: YamlNode } | { reason: string } {
  if (text.length > maxChars) return { reason: `larger than ${maxChars} characters` };
  // The parser calls itself for each level.
  if (deepest(text) > maxDepth) return { reason: 'too deeply nested' };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const [error] = errors;
  if (!tree || error)
    return { reason: `not JSON that can be read: ${error ? printParseErrorCode(error.error) : 'empty'}` };
  return { root: convert(tree) };
}

function convert(node: Node): YamlNode {
  const { offset: start, length, children = [] } = node;
  const end = start + length;
  switch (node.type) {
    case 'object':
      return {
        kind: 'map',
        start,
        end,
        entries: children.flatMap(({ children: pair }) => {
          const [key, value] = pair ?? [];
          if (!key || !value) return [];
          const keyStart = key.offset + 1;
          return [
            { key: String(key.value), keyStart, keyEnd: key.offset + key.length - 1, value: convert(value) },
          ];
        }),
      };
    case 'array':
      return { kind: 'list', start, end, items: children.map(convert) };
    default: {
      const quoted = node.type === 'string' ? 1 : 0;
      return {
        kind: 'scalar',
        start: start + quoted,
        end: end - quoted,
        text: node.value === null ? '' : String(node.value),
        value: node.value,
        block: false,
      };
    }
  }
}

function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === 0x7b || sign === 0x5b) most = Math.max(most, ++depth);
    else if (sign === 0x7d || sign === 0x5d) depth--;
  }
  return most;
}
