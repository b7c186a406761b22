// Reads YAML into plain nodes that know their offsets; aliases are followed within a budget.
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  visit,
  type Alias,
  type Document,
  type Node,
} from 'yaml';

/** One value. `start` to `end` are the offsets of its text, without quotes or a block's header. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  kind: 'map';
  start: number;
  end: number;
  entries: YamlEntry[];
}

export interface YamlEntry {
  key: string;
  keyStart: number;
  keyEnd: number;
  value: YamlNode;
}

export interface YamlList {
  kind: 'list';
  start: number;
  end: number;
  items: YamlNode[];
}

export interface YamlScalar {
  kind: 'scalar';
  start: number;
  end: number;
  /** What it says, as text; empty for null. */
  text: string;
  value: unknown;
  /** True for `|` and `>` blocks. */
  block: boolean;
}

/** Larger files are data. */
const maxChars = 400_000;
/** Nodes read in one file, those reached through aliases counted each time. */
const maxNodes = 60_000;
const maxDepth = 60;

/** The documents of a file, or why there are none. */
type Read = { documents: readonly YamlNode[] } | { reason: string };

/** What was read last. Several detectors ask for the same files. */
const known = new Map<string, Read>();
let knownChars = 0;

/** The documents of a file, or why there are none; never throws. They are shared, and nobody's to change. */
export function readYaml(text: string): Read {
  if (text.length > maxChars) return { reason: `larger than ${maxChars} characters` };
  let read = known.get(text);
  if (!read) {
    if ((knownChars += text.length) > 2 * maxChars) {
      known.clear();
      knownChars = text.length;
    }
    known.set(text, (read = readAnew(text)));
  }
  return read;
}

function readAnew(text: string): Read {
  try {
    const parsed = parseAllDocuments(text, {
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
      strict: false,
    });
    const documents = Array.isArray(parsed) ? parsed : [];
    const error = documents.find((document) => document.errors.length > 0)?.errors[0];
    if (error) return { reason: `not YAML that can be read: ${error.message.slice(0, 120)}` };
    const budget = { nodes: maxNodes };
    return {
      documents: documents.flatMap((document) =>
        document.contents
          ? [convert(document.contents, targetsIn(document as Document), text, budget, 0)]
          : [],
      ),
    };
  } catch (error) {
    if (error instanceof TooMuch) return { reason: error.message };
    return { reason: 'not YAML that can be read' };
  }
}

/** What each alias stands for. */
type Targets = ReadonlyMap<Alias, Node | undefined>;

/** Read in one go: an alias by itself looks through the whole document for its anchor. */
function targetsIn(document: Document): Targets {
  const anchored = new Map<string, Node>();
  const targets = new Map<Alias, Node | undefined>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) targets.set(node, anchored.get(node.source));
      else if (node.anchor !== undefined) anchored.set(node.anchor, node);
    },
  });
  return targets;
}

class TooMuch extends Error {}

function convert(
  node: Node | null | undefined,
  targets: Targets,
  text: string,
  budget: { nodes: number },
  depth: number,
): YamlNode {
  if (--budget.nodes < 0 || depth > maxDepth) throw new TooMuch('too large or too deeply nested');
  const [start = 0, valueEnd = 0] = node?.range ?? [];
  if (isAlias(node)) return convert(targets.get(node), targets, text, budget, depth + 1);
  if (isMap(node)) {
    const entries = node.items.flatMap((pair): YamlEntry[] => {
      const key = pair.key;
      if (!isScalar(key) || !key.range) return [];
      const [keyStart, keyEnd] = key.range;
      const value = pair.value as Node | null;
      if (value === null) return [{ key: String(key.value), keyStart, keyEnd, value: nothingAt(keyEnd) }];
      return [
        {
          key: String(key.value),
          keyStart,
          keyEnd,
          value: convert(value, targets, text, budget, depth + 1),
        },
      ];
    });
    return { kind: 'map', start, end: valueEnd, entries };
  }
  if (isSeq(node))
    return {
      kind: 'list',
      start,
      end: valueEnd,
      items: node.items.map((item) => convert(item as Node | null, targets, text, budget, depth + 1)),
    };
  if (!isScalar(node)) return nothingAt(start);
  const value = node.value;
  const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  const header = block ? text.indexOf('\n', start) + 1 : 0;
  return {
    kind: 'scalar',
    start: block ? (header === 0 ? valueEnd : Math.min(header, valueEnd)) : quoted ? start + 1 : start,
    end: quoted ? Math.max(valueEnd - 1, start + 1) : valueEnd,
    text:
      value === null || value === undefined
        ? ''
        : String(typeof value === 'string' ? value : (node.source ?? value)),
    value,
    block,
  };
}

function nothingAt(at: number): YamlScalar {
  return { kind: 'scalar', start: at, end: at, text: '', value: null, block: false };
}

/** The value under keys, or undefined. */
export function getIn(node: YamlNode | undefined, ...keys: string[]): YamlNode | undefined {
  let at = node;
  for (const key of keys) at = entryOf(at, key)?.value;
  return at;
}

/** The entry of a map under a key. */
export function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** The entries of a map; none for anything else. */
export function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}

/** The items of a list; none for anything else. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The text of a scalar; undefined for anything else. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined;
}

/** The texts of a list of scalars, or of one scalar. */
export function textsOf(node: YamlNode | undefined): string[] {
  if (node?.kind === 'scalar') return node.text === '' ? [] : [node.text];
  return itemsOf(node).flatMap((item) => textOf(item) ?? []);
}

/** Every scalar below a node, with the keys to it. */
export function* scalarsOf(
  node: YamlNode | undefined,
  keys: readonly string[] = [],
): Generator<{ scalar: YamlScalar; keys: readonly string[] }> {
  if (!node) return;
  if (node.kind === 'scalar') yield { scalar: node, keys };
  else if (node.kind === 'list') for (const item of node.items) yield* scalarsOf(item, keys);
  else for (const entry of node.entries) yield* scalarsOf(entry.value, [...keys, entry.key]);
}

/** Every map below a node, itself among them, outer first. */
export function* mapsOf(node: YamlNode | undefined): Generator<YamlMap> {
  if (node?.kind === 'map') yield node;
  for (const entry of entriesOf(node)) yield* mapsOf(entry.value);
  for (const item of itemsOf(node)) yield* mapsOf(item);
}
