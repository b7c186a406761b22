// Parses source text into a SyntaxTree with tree-sitter grammars in WebAssembly, whose bytes come from outside.
import { Language as Grammar, Parser } from 'web-tree-sitter';
import { errorChars } from './broken.ts';
import { treeReader, type TreeReader } from './read-tree.ts';
import { startRuntime, type Runtime } from './runtime.ts';
import { lacksTag, type Piece, withoutTorn } from './torn.ts';
import type { SyntaxTree } from './tree.ts';

/** Larger texts are not parsed: memory grows with the text, about 60 bytes of heap for each. */
export const maxParsedChars = 1_500_000;

/**
 * Progress callbacks before a parse is given up; counted, not timed, so that the answer is the same everywhere. The largest
 * files seen that people wrote take 3,000, a generated one of 860 kB 7,900, a megabyte of minified code 20,000.
 */
const maxProgressCalls = 8_000;

/** Characters that the parser takes at a time. */
const chunkChars = 5_119;

/**
 * Chunks that may be read again for each one of the text, and any text besides. Real files need 13 at most; a scanner that
 * looks ahead to the end at every token needs thousands, and a progress callback comes after a token only.
 */
const maxReadings = { perChunk: 25, besides: 500 };

/**
 * Brackets open at once that the parser is given. Twice as many in Java end JavaScript's stack, and an exception that
 * comes while the parser takes memory can leave its memory broken for every later parse.
 */
const maxOpenBrackets = 20_000;

/** Longer texts are no pieces of files, and parsing them twice takes too long. */
const maxTornChars = 300_000;

const tooDeep: Unparsed = { reason: 'nested too deeply to be parsed; only text rules were applied' };

/** Why a text has no tree. */
export interface Unparsed {
  reason: string;
}

/** Parses texts in the languages that were loaded. */
export interface Syntax {
  /** A tree, or why there is none. It is kept until the next text is parsed that is not only looked at `aside`. */
  parse(text: string, grammar: string, aside?: boolean): SyntaxTree | Unparsed;
  /** Whether a loaded grammar has nodes of this kind; undefined when it is not loaded. */
  hasKind?(kind: string, grammar: string): boolean | undefined;
}

/** A Syntax that refuses everything, for tests that need no trees. */
export const noSyntax: Syntax = { parse: () => ({ reason: 'no grammar is loaded' }) };

let started: Promise<Runtime> | undefined;

/**
 * Loads grammars; `readWasm` returns the bytes of `tree-sitter-<grammar>.wasm` and of the runtime, `web-tree-sitter.wasm`.
 * A grammar that cannot be loaded throws.
 */
export async function loadSyntax(
  grammars: Iterable<string>,
  readWasm: (file: string) => Promise<Uint8Array>,
): Promise<Syntax> {
  started ??= readWasm('web-tree-sitter.wasm').then(startRuntime);
  const runtime = await started;
  const parsers = new Map<string, Reading>();
  for (const name of new Set(grammars)) {
    const grammar = await Grammar.load(await readWasm(`tree-sitter-${name}.wasm`));
    const reader = treeReader(grammar, name, runtime.cursor);
    parsers.set(name, { runtime, grammar, parser: parserOf(grammar), reader });
  }
  let last: { text: string; grammar: string; tree: SyntaxTree | Unparsed } | undefined;
  return {
    hasKind(kind, grammar) {
      const language = parsers.get(grammar)?.grammar;
      return language ? language.idForNodeType(kind, true) !== null : undefined;
    },
    parse(text, grammar, aside = false) {
      if (last?.text === text && last.grammar === grammar) return last.tree;
      const tree = parseText(parsers.get(grammar), text, grammar);
      if (!aside) last = { text, grammar, tree };
      return tree;
    },
  };
}

/** A grammar with what parses and reads its texts. */
interface Reading {
  runtime: Runtime;
  grammar: Grammar;
  parser: Parser;
  reader: TreeReader;
}

function parserOf(grammar: Grammar): Parser {
  const parser = new Parser();
  parser.setLanguage(grammar);
  return parser;
}

function parseText(reading: Reading | undefined, text: string, grammar: string): SyntaxTree | Unparsed {
  if (!reading) return { reason: `the grammar ${grammar} is not loaded` };
  if (text.length > maxParsedChars)
    return { reason: `larger than ${maxParsedChars} characters; only text rules were applied` };
  if (opensTooMany(text)) return tooDeep;
  const ended = withLineEnds(withoutMarkers(text), grammar);
  const tree = parseAs(text, whole(ended), reading);
  if ('reason' in tree || text.length > maxTornChars) return tree;
  const isText = lacksTag(text, grammar);
  if (!tree.byKind.has('ERROR') && !isText) return tree;
  const rest = withoutTorn(ended, grammar);
  if (!rest) return tree;
  // Without its tag nothing of PHP is code, and nothing an error.
  const most = isText ? text.length / 2 : errorChars(tree);
  for (const piece of rest.behind === '' ? [rest] : [rest, { ...rest, behind: '' }]) {
    const again = parseAs(text, piece, reading);
    if ('reason' in again || errorChars(again) + rest.doubtful >= most) continue;
    // What cannot be read as it stands is no less wrong: fixes and patterns are refused for it.
    return { ...again, errors: Math.max(tree.errors, 1), isTorn: true };
  }
  return tree;
}

function whole(text: string): Pick<Piece, 'text' | 'before' | 'behind'> {
  return { text, before: '', behind: '' };
}

const marker = /^(?:<{7}|>{7}|\|{7})(?: [^\r\n]*)?(?=\r?$)|^={7}(?=\r?$)/gm;

/** The text with blanks for what git writes around the two sides of a conflict, so that both are read. */
function withoutMarkers(text: string): string {
  if (!/^<{7} /m.test(text) || !/^>{7} /m.test(text)) return text;
  return text.replace(marker, (line) => ' '.repeat(line.length));
}

/** Where a carriage return by itself ends a line, and with it a comment; no grammar here knows that. */
const endedByReturn: ReadonlySet<string> = new Set(
  'python javascript typescript tsx java kotlin c-sharp php'.split(' '),
);
const endedBySeparator: ReadonlySet<string> = new Set(['javascript', 'typescript', 'tsx', 'c-sharp']);

/** The text with a line feed wherever the language ends a line, so that no comment hides what runs behind it. */
function withLineEnds(text: string, grammar: string): string {
  const fed = endedByReturn.has(grammar) && text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
  return endedBySeparator.has(grammar) && /[\u2028\u2029]/.test(fed)
    ? fed.replace(/[\u2028\u2029]/g, '\n')
    : fed;
}

/** Gives the parser a piece, in which everything stands where it does in the text. */
function parseAs(
  text: string,
  piece: Pick<Piece, 'text' | 'before' | 'behind'>,
  reading: Reading,
): SyntaxTree | Unparsed {
  const given = `${piece.before}${piece.text}${piece.behind === '' ? '' : `\n${piece.behind}`}`;
  const { parser, reader, grammar: language, runtime } = reading;
  let calls = 0;
  let readingsLeft = maxReadings.besides + maxReadings.perChunk * Math.ceil(text.length / chunkChars);
  // At what looks like the end the scanner stops, and the parser asks whether to go on.
  const read = (index: number): string => (--readingsLeft < 0 ? '' : given.slice(index, index + chunkChars));
  const progressCallback = (): boolean => readingsLeft < 0 || ++calls > maxProgressCalls;
  parser.reset();
  let tree;
  try {
    tree = parser.parse(read, null, { progressCallback });
  } catch (error) {
    // The parser was left in the middle of its work.
    runtime.resetStack();
    reading.parser = parserOf(language);
    if (!(error instanceof RangeError)) throw error;
    return tooDeep;
  }
  if (!tree || readingsLeft < 0) {
    tree?.delete();
    return { reason: 'the parser gave up on this file; only text rules were applied' };
  }
  try {
    return reader.read(tree, text, piece.before.length);
  } finally {
    tree.delete();
  }
}

function opensTooMany(text: string): boolean {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x28 || code === 0x5b || code === 0x7b) {
      if (++open > maxOpenBrackets) return true;
    } else if (code === 0x29 || code === 0x5d || code === 0x7d) open--;
  }
  return false;
}
