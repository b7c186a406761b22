// Reads a quoted literal or a bare word at an offset, within bounds.

/** A literal: its text with simple escapes undone, and the offsets of what stands between the quotes. */
export interface Literal {
  value: string;
  start: number;
  end: number;
  /** Offset after the closing quote. */
  after: number;
}

const maxLiteral = 4096;
// Longer bare values are data; the bound keeps a line of a million of them quick.
const maxBare = 600;

/** The literal whose opening quote (plain, escaped or triple) stands at `at`, else undefined. */
export function readLiteral(text: string, at: number): Literal | undefined {
  const isEscaped = text[at] === '\\';
  if (text[at] === 'q') return readPerlQuote(text, at);
  const quote = text[isEscaped ? at + 1 : at];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  const triple = !isEscaped && text[at + 1] === quote && text[at + 2] === quote;
  // reStructuredText marks code with two backticks.
  if (quote === '`' && !isEscaped && /^``[A-Za-z0-9]/.test(text.slice(at, at + 3))) {
    const end = text.slice(at + 2, at + 202).search(/``|\s/);
    if (end > 0 && text.startsWith('``', at + 2 + end))
      return {
        value: text.slice(at + 2, at + 2 + end),
        start: at + 2,
        end: at + 2 + end,
        after: at + 4 + end,
      };
  }
  const close = isEscaped ? `\\${quote}` : triple ? quote.repeat(3) : quote;
  const start = at + (isEscaped ? 2 : close.length);
  const limit = Math.min(text.length, start + maxLiteral);
  let hasEscapes = false;
  for (let i = start; i < limit; i++) {
    const char = text[i];
    if (char === '\n' && !triple && quote !== '`') return undefined;
    if (text.startsWith(close, i)) {
      const raw = text.slice(start, i);
      const value = hasEscapes ? raw.replace(/\\(["'`\\/])/g, '$1') : raw;
      return { value, start, end: i, after: i + close.length };
    }
    if (char === '\\') {
      hasEscapes = true;
      i++;
    }
  }
  return undefined;
}

/** Perl's `q(x)` and `qq{x}` of one word. */
function readPerlQuote(text: string, at: number): Literal | undefined {
  const whole = /^qq?[({[/|!]([^\s(){}[\]/|!"'`$@\\]{3,200})[)}\]/|!]/.exec(text.slice(at, at + 210));
  if (!whole || !/[\s=(,]/.test(text[at - 1] ?? ' ')) return undefined;
  const value = whole[1] as string;
  const start = at + whole[0].length - value.length - 1;
  return { value, start, end: start + value.length, after: at + whole[0].length };
}

/** The text of a list of characters, `{'a', 'b'}` or `['a', 'b']`, whose bracket stands at `at`. */
export function readCharacters(text: string, at: number): Literal | undefined {
  if (text[at] !== '{' && text[at] !== '[') return undefined;
  const list = /^[{[]\s{0,20}'[^'\\\n]'(?:\s{0,20},\s{0,20}'[^'\\\n]'){3,127}\s{0,20}[}\]]/.exec(
    text.slice(at, at + 2000),
  )?.[0];
  if (list === undefined) return undefined;
  const value = [...list.matchAll(/'(.)'/g)].map((match) => match[1]).join('');
  return { value, start: at + 1, end: at + list.length - 1, after: at + list.length };
}

/** The text of `['a', 'b'].join('')` or `"".join(["a", "b"])` that begins at `at`. */
export function readJoined(text: string, at: number): Literal | undefined {
  const slice = text.slice(at, at + 2000);
  const call =
    /^\[(?<list>\s{0,20}["'`][^[\]]{1,1800})\]\s{0,4}\.join\(\s?["'`](?<glue>[-_.:]?)["'`]\s?\)/.exec(
      slice,
    ) ??
    /^["'](?<glue>[-_.:]?)["']\.join\(\s{0,4}[[(](?<list>\s{0,20}["'][^[\]()]{1,1800})[\])]\s{0,4}\)/.exec(
      slice,
    );
  const list = call?.groups?.['list'] ?? '';
  const parts = [...list.matchAll(/(["'`])([^"'`\\\n]{1,400})\1/g)].map((match) => match[2] as string);
  if (!call || parts.length < 2 || !/^[\s,]*$/.test(list.replace(/(["'`])[^"'`\\\n]{1,400}\1/g, '')))
    return undefined;
  const first = at + call[0].indexOf(parts[0] as string);
  const end = at + call[0].lastIndexOf(parts.at(-1) as string) + (parts.at(-1) as string).length;
  return { value: parts.join(call.groups?.['glue']), start: first, end, after: at + call[0].length };
}

/** The run of characters from `at` up to white space, a quote or one of the given stops. */
export function readBare(text: string, at: number, stops: string): Literal | undefined {
  const limit = Math.min(text.length, at + maxBare);
  let end = at;
  while (end < limit) {
    const code = text.charCodeAt(end);
    if (code <= 32 || code === 34 || code === 39 || code === 96 || stops.includes(text[end] as string)) break;
    end++;
  }
  return end === at || end - at === maxBare
    ? undefined
    : { value: text.slice(at, end), start: at, end, after: end };
}

/** The part of the line before an offset, at most `most` characters of it. */
export function lineBefore(text: string, offset: number, most: number): string {
  const before = text.slice(Math.max(0, offset - most), offset);
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** Joins further literals that follow with `+`, `.` or white space between; the region grows to the last one. */
export function joinFollowing(text: string, first: Literal): Literal & { pieces: number; open: boolean } {
  let whole = { ...first, pieces: 1, open: false };
  for (let i = 0; i < 20; i++) {
    const glue = /^\s{0,80}(?:\+|\.(?!\w)|\.\.|&|\\\n)\s{0,80}/.exec(
      text.slice(whole.after, whole.after + 164),
    );
    if (!glue) break;
    const next = readLiteral(text, whole.after + glue[0].length);
    // A variable follows: the literal is only a part of the value. A point at the end of a line ends a statement.
    if (!next) return { ...whole, open: !/^\.[ \t]*(?:\r?\n|$)/.test(glue[0]) };
    whole = {
      value: whole.value + next.value,
      start: whole.start,
      end: next.end,
      after: next.after,
      pieces: whole.pieces + 1,
      open: false,
    };
  }
  return whole;
}
