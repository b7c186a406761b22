// What stands around pieces of YAML that begin anywhere.
import { describe, expect, it } from 'vitest';
import { linesAround } from './yaml-piece.ts';
import { readYaml, type YamlNode } from './yaml-tree.ts';

const plain = (node: YamlNode): unknown =>
  node.kind === 'scalar'
    ? node.text
    : node.kind === 'list'
      ? node.items.map(plain)
      : Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));

const read = (piece: string): unknown => {
  const around = linesAround(piece);
  if (!around) return undefined;
  const found = readYaml(around.map((line) => `${line}\n`).join('') + piece);
  return 'reason' in found ? found.reason : found.documents.map(plain);
};

describe('a piece of YAML', () => {
  it.each([
    ['the whole', 'a: 1\nb:\n  - c\n', [{ a: '1', b: ['c'] }]],
    ['the end of an item', '    x: 1\n  - y: 2\n', [[{ unseen: '', x: '1' }, { y: '2' }]]],
    ['the end of a map in an item', '      x: 1\n  - y: 2\n', [[{ unseen: { x: '1' } }, { y: '2' }]]],
    ['items as deep as their key', '- a: 1\nb: 2\n', [{ unseen: [{ a: '1' }], b: '2' }]],
    [
      'back to the top',
      '        x: 1\n    y: 2\nz: 3\n',
      [{ unseen: { unseen: { x: '1' }, y: '2' }, z: '3' }],
    ],
    [
      'the end of a text',
      '      make all\n        deep: 1\n  - y: 2\n',
      [[{ unseen: 'make all\n  deep: 1\n' }, { y: '2' }]],
    ],
    [
      'a text that begins deeper',
      '        } else {\n      fi\n  y: 2\n',
      [{ unseen: '  } else {\nfi\n', y: '2' }],
    ],
    ['comments and documents', '# a\n    x: 1\n---\ny: 2\n', [{ x: '1' }, { y: '2' }]],
    ['text alone', 'make all\nmake install\n', undefined],
    ['nothing', '\n\n', []],
  ])('%s', (_, piece, expected) => expect(read(piece)).toEqual(expected));
});
