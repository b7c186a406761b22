// Parses source text into a SyntaxTree with tree-sitter grammars in WebAssembly, whose bytes come from outside.
import { Language as Grammar, Parser } from 'web-tree-sitter';
import { lineStartsOf, SyntaxNode, type SyntaxSource, type SyntaxTree } from './tree.ts';

/** Larger texts are not parsed: memory grows with the text, about 60 bytes of heap for each. */
export const maxParsedChars = 1_500_000;

/** Progress callbacks before a parse is given up; counted, not timed, so that the answer is the same everywhere. */
const maxProgressCalls = 20_000;

/** Why a text has no tree. */
export interface Unparsed {
  reason: string;
}

/** Parses texts in the languages that were loaded. */
export interface Syntax {
  /** A tree, or why there is none. Trees are kept until the next text is parsed. */
  parse(text: string, grammar: string): SyntaxTree | Unparsed;
  /** Whether a loaded grammar has nodes of this kind; undefined when it is not loaded. */
  hasKind?(kind: string, grammar: string): boolean | undefined;
}

/** A Syntax that refuses everything, for tests that need no trees. */
export const noSyntax: Syntax = { parse: () => ({ reason: 'no grammar is loaded' }) };

let started: Promise<void> | undefined;

/**
 * Loads grammars; `readWasm` returns the bytes of `tree-sitter-<grammar>.wasm` and of the runtime, `web-tree-sitter.wasm`.
 * A grammar that cannot be loaded throws.
 */
export async function loadSyntax(
  grammars: Iterable<string>,
  readWasm: (file: string) => Promise<Uint8Array>,
): Promise<Syntax> {
  started ??= readWasm('web-tree-sitter.wasm').then((wasmBinary) => Parser.init({ wasmBinary }));
  await started;
  const parsers = new Map<string, Parser>();
  for (const name of new Set(grammars)) {
    const parser = new Parser();
    parser.setLanguage(await Grammar.load(await readWasm(`tree-sitter-${name}.wasm`)));
    parsers.set(name, parser);
  }
  let last: { text: string; grammar: string; tree: SyntaxTree | Unparsed } | undefined;
  return {
    hasKind(kind, grammar) {
      const language = parsers.get(grammar)?.language;
      return language ? language.idForNodeType(kind, true) !== null : undefined;
    },
    parse(text, grammar) {
      if (last?.text === text && last.grammar === grammar) return last.tree;
      const tree = parseText(parsers.get(grammar), text, grammar);
      last = { text, grammar, tree };
      return tree;
    },
  };
}

function parseText(parser: Parser | undefined, text: string, grammar: string): SyntaxTree | Unparsed {
  if (!parser) return { reason: `the grammar ${grammar} is not loaded` };
  if (text.length > maxParsedChars)
    return { reason: `larger than ${maxParsedChars} characters; only text rules were applied` };
  let calls = 0;
  parser.reset();
  const tree = parser.parse(text, null, { progressCallback: () => ++calls > maxProgressCalls });
  if (!tree) return { reason: 'the parser gave up on this file; only text rules were applied' };
  try {
    return readTree(tree, text, grammar);
  } finally {
    tree.delete();
  }
}

type ParserTree = NonNullable<ReturnType<Parser['parse']>>;

/** Copies the parser's tree into plain nodes with one cursor, without recursion. */
function readTree(tree: ParserTree, text: string, language: string): SyntaxTree {
  const source: SyntaxSource = { text, language, lineStarts: lineStartsOf(text) };
  const byKind = new Map<string, SyntaxNode[]>();
  let errors = 0;
  const cursor = tree.walk();
  const read = (parent: SyntaxNode | undefined): SyntaxNode => {
    const node = new SyntaxNode(
      source,
      cursor.nodeType,
      cursor.nodeIsNamed,
      cursor.currentFieldName ?? undefined,
      cursor.startIndex,
      cursor.endIndex,
    );
    if (node.kind === 'ERROR' || cursor.nodeIsMissing) errors++;
    if (parent) {
      node.parent = parent;
      node.index = parent.children.length;
      parent.children.push(node);
    }
    const same = byKind.get(node.kind);
    if (same) same.push(node);
    else byKind.set(node.kind, [node]);
    return node;
  };
  const root = read(undefined);
  let current = root;
  for (;;) {
    if (cursor.gotoFirstChild()) {
      current = read(current);
      continue;
    }
    for (;;) {
      if (current === root) {
        cursor.delete();
        return { root, source, errors, byKind };
      }
      if (cursor.gotoNextSibling()) {
        current = read(current.parent);
        break;
      }
      cursor.gotoParent();
      current = current.parent as SyntaxNode;
    }
  }
}
