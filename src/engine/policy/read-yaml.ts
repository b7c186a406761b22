// Reads YAML from strangers into plain data, with a place for each value and no aliases, tags or odd keys.
import {
  type Document,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type ParsedNode,
  visit,
} from 'yaml';

/** Bytes would differ from characters by at most four times; files of this kind have a few hundred. */
const maxChars = 64 * 1024;
const maxDepth = 12;

/** Something wrong at an offset of the text. */
export interface YamlProblem {
  offset: number;
  message: string;
}

/** Where a value or a key of the document stands. */
export interface Yaml {
  value: unknown;
  offsetOf(path: readonly PropertyKey[]): number;
  offsetOfKey(path: readonly PropertyKey[], key: string): number;
}

/** Parses a text; the position of an offset is line and column from 1. */
export function readYaml(text: string): {
  yaml?: Yaml;
  problems: YamlProblem[];
  position(offset: number): { line: number; column: number };
} {
  const lines = new LineCounter();
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (text.length > maxChars)
    return { problems: [{ offset: 0, message: `the file is larger than ${maxChars / 1024} KB` }], position };
  if (depthOf(text) > maxDepth)
    return {
      problems: [{ offset: 0, message: `the file is nested deeper than ${maxDepth} levels` }],
      position,
    };

  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    schema: 'core',
    merge: false,
    // With `silent` a second document would pass unnoticed.
    logLevel: 'error',
  });
  const problems = [
    ...[...document.errors, ...document.warnings].map(({ pos, message }) => ({
      offset: pos[0],
      message: plain(message),
    })),
    ...oddNodes(document),
  ];
  if (problems.length > 0) return { problems, position };
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  return { yaml: { value, ...placesIn(document) }, problems, position };
}

/** An upper bound of the nesting, counted before the parser recurses: brackets open at once, and indented block levels. */
function depthOf(text: string): number {
  let open = 0;
  let deepest = 0;
  let indents: number[] = [];
  for (const line of text.split('\n')) {
    const indent = line.search(/[^ ]/);
    if (indent === -1) continue;
    indents = indents.filter((each) => each < indent);
    indents.push(indent);
    // `- - - x` nests on one line.
    const dashes = /^(?:[-?][ \t]+)+/.exec(line.slice(indent))?.[0].match(/[-?]/g)?.length ?? 0;
    for (const character of line)
      if (character === '[' || character === '{') deepest = Math.max(deepest, ++open);
      else if (character === ']' || character === '}') open = Math.max(0, open - 1);
    deepest = Math.max(deepest, indents.length + dashes);
  }
  return deepest;
}

function oddNodes(document: Document.Parsed): YamlProblem[] {
  const problems: YamlProblem[] = [];
  const refuse = (node: Node | null | undefined, message: string) =>
    problems.push({ offset: node?.range?.[0] ?? 0, message });
  visit(document, {
    Alias: (_key, node) => void refuse(node, 'aliases (`*name`) are not allowed'),
    Node: (_key, node) => {
      if ('anchor' in node && node.anchor) refuse(node, 'anchors (`&name`) are not allowed');
    },
    Pair: (_key, pair) => {
      const key = pair.key;
      if (!isScalar(key) || typeof key.value !== 'string')
        refuse(key as Node | null, 'every key must be a word');
      else if (key.value === '__proto__') refuse(key, 'the key `__proto__` is not allowed');
    },
  });
  return problems;
}

function placesIn(document: Document.Parsed<ParsedNode>): Pick<Yaml, 'offsetOf' | 'offsetOfKey'> {
  const nodeAt = (path: readonly PropertyKey[]): Node | undefined => {
    const found: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
    return isNodeLike(found) ? found : undefined;
  };
  const offsetOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length >= 0; length--) {
      const range = nodeAt(path.slice(0, length))?.range;
      if (range) return range[0];
    }
    return 0;
  };
  return {
    offsetOf,
    offsetOfKey(path, key) {
      const map = nodeAt(path);
      const pair = isMap(map)
        ? map.items.find(({ key: each }) => isScalar(each) && each.value === key)
        : undefined;
      return isScalar(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(path);
    },
  };
}

function isNodeLike(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

function plain(message: string): string {
  return message.split('\n')[0]?.slice(0, 200) ?? '';
}
