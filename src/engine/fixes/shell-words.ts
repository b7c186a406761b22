// Reads a command line that is put together from literals and values as the words that a shell would make of it.
import { functionAround } from './definition.ts';
import { closingOf, type Built, type ValuePiece } from './text-pieces.ts';

/** One word: literal text and values side by side. */
export type Word = readonly (string | ValuePiece)[];

/** Names that only a shell knows, and shells, which read their arguments as another command line. */
const builtins =
  /^(?:\S*\/)?(?:(?:ba|da|z|k)?sh|cmd(?:\.exe)?|powershell|pwsh|cd|source|export|set|unset|ulimit|umask|exec|eval|alias|type|read|wait|exit|start|dir|copy|del|\.)$/;

/** The words of a command without any of a shell's grammar in it; undefined when there is some. */
export function wordsOf({ pieces, isPercent }: Built): Word[] | undefined {
  const words: (string | ValuePiece)[][] = [];
  let word: (string | ValuePiece)[] | undefined;
  let quote: string | undefined;
  const add = (part: string | ValuePiece): void => {
    if (!word) words.push((word = []));
    const last = word.at(-1);
    if (typeof part === 'string' && typeof last === 'string') word[word.length - 1] = last + part;
    else word.push(part);
  };
  for (const piece of pieces) {
    if (piece.type === 'value') {
      add(piece);
      continue;
    }
    // A line end ends a command, and a doubled percent sign is one that the format made.
    if (/[\r\n]/.test(piece.text) || (isPercent && piece.text.includes('%'))) return undefined;
    const { text } = piece;
    for (const found of text.matchAll(/\\?["']|\s+|[\w%@.:/=,+-]+|[\s\S]/g)) {
      const [token] = found;
      const mark = token.at(-1) as string;
      if (mark === '"' || mark === "'") {
        if (quote !== undefined && quote !== mark) return undefined;
        if (quote === undefined) add('');
        quote = quote === undefined ? mark : undefined;
      } else if (/^\s/.test(token)) {
        if (quote === undefined) word = undefined;
        else add(token);
      } else if (/^[\w%@.:/=,+-]+$/.test(token)) add(token);
      else return undefined;
    }
  }
  const [program, ...rest] = words.map((one) => (one.length === 1 ? one : one.filter((part) => part !== '')));
  const name = program?.length === 1 ? program[0] : undefined;
  const isCommand = typeof name === 'string' && name !== '' && !name.includes('=') && !builtins.test(name);
  if (quote !== undefined || !program || !isCommand) return undefined;
  return [program, ...rest];
}

/** A place in a command line where a value is a word, or a part of one, outside of all quotes; or alone within quotes. */
export interface Unquoted {
  value: ValuePiece;
  /** The value with the quotes that it stands in alone. */
  start: number;
  end: number;
}

/** Where the values of a command line stand, so that each can be quoted; undefined when one is inside other quotes. */
export function unquotedValues({ pieces }: Built): Unquoted[] | undefined {
  const out: Unquoted[] = [];
  let quote: string | undefined;
  for (const [index, piece] of pieces.entries()) {
    if (piece.type === 'text') {
      if (/\\(?!["'])|[`]|\$\(|<</.test(piece.text)) return undefined;
      for (const [token] of piece.text.matchAll(/["']/g)) {
        if (quote === undefined) quote = token;
        else if (quote === token) quote = undefined;
      }
      continue;
    }
    const [before, after] = [pieces[index - 1], pieces[index + 1]];
    if (quote === undefined) {
      out.push({ value: piece, start: piece.start, end: piece.end });
      continue;
    }
    const isAlone =
      before?.type === 'text' &&
      after?.type === 'text' &&
      before.text.endsWith(quote) &&
      after.text.startsWith(quote);
    const within =
      isAlone && piece.literal && before.literal === piece.literal && after.literal === piece.literal;
    if (!within || closingOf(before.literal) === quote) return undefined;
    out.push({ value: piece, start: piece.start - 1, end: piece.end + 1 });
  }
  return out;
}

/** Whether a value is text beyond doubt, by the type that its function declares or by where it comes from. */
export function isText({ node }: ValuePiece): boolean {
  const { text } = node;
  if (/^(?:req(?:uest)?\.(?:query|params|args|form|GET|POST)\b|sys\.argv|params\[)/.test(text)) return true;
  if (!/^\w+$/.test(text)) return false;
  const home = functionAround(node).text;
  const declared: Record<string, string> = {
    python: `\\b${text}\\s*:\\s*str\\b|\\b${text}\\s*=\\s*(?:(?:flask\\.)?request\\.(?:args|form|values|GET|POST|cookies|headers)\\b|input\\(|sys\\.argv\\[|os\\.(?:environ|getenv)\\b)`,
    java: `\\bString\\s+${text}\\b`,
    go: `\\b${text}(?:\\s*,\\s*\\w+)*\\s+string\\b|\\b${text}\\s*:?=\\s*\\w[\\w.()]*\\.(?:FormValue|PostFormValue|Param|Query|PathValue|DefaultQuery|PostForm|Get)\\(`,
    typescript: `\\b${text}\\s*:\\s*string\\b`,
    tsx: `\\b${text}\\s*:\\s*string\\b`,
  };
  const expression = declared[node.source.language];
  return expression !== undefined && new RegExp(expression).test(home);
}

/** Whether a value is by its name more than one word: a command, or a list of arguments. */
export function mayBeSeveral({ node }: ValuePiece): boolean {
  return /command|cmd|args\b|arguments|options|opts\b|flags|prefix|\.join\(/i.test(node.text);
}
