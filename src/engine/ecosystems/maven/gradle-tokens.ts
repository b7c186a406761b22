// Cuts a Gradle script, in Groovy or Kotlin, into statements of words, texts and signs, with their places.

/** A word, a quoted text without its quotes, or a single sign. */
export interface Token {
  kind: 'word' | 'text' | 'sign';
  value: string;
  /** Offsets; those of a text include its quotes. */
  start: number;
  end: number;
  /** A text in which `$name` stands for something. */
  isTemplate?: boolean;
}

/** Tokens up to a line's end, a semicolon or a brace, and the blocks around them, outermost first. */
export interface Statement {
  tokens: Token[];
  /** Names of the blocks, such as `buildscript`, `dependencies`. */
  blocks: readonly string[];
}

/** Blocks nested deeper than this are nobody's script. */
const maxDepth = 100;

/** The statements of a script in order. Anything odd is a sign of its own; nothing throws. */
export function statements(script: string): Statement[] {
  const out: Statement[] = [];
  let blocks: string[] = [];
  let tokens: Token[] = [];
  let parentheses = 0;
  const finish = (): void => {
    if (tokens.length > 0) out.push({ tokens, blocks });
    tokens = [];
    parentheses = 0;
  };
  for (const token of lex(script)) {
    if (token.kind !== 'sign') tokens.push(token);
    else if (token.value === '{') {
      const name = blockName(tokens);
      finish();
      blocks = blocks.length < maxDepth ? [...blocks, name] : blocks;
    } else if (token.value === '}') {
      finish();
      blocks = blocks.slice(0, -1);
    } else if (token.value === ';' || token.value === '\n') {
      if (token.value === ';' || (parentheses <= 0 && !continues(tokens))) finish();
    } else {
      if (token.value === '(' || token.value === '[') parentheses++;
      if (token.value === ')' || token.value === ']') parentheses--;
      tokens.push(token);
    }
  }
  finish();
  return out;
}

/** Whether a line that ends so goes on in the next. */
function continues(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  return last?.kind === 'sign' && /^[,+=:.]$/.test(last.value);
}

/** The last word of the dotted name that opens a block: `dependencies` for `main.dependencies {`. */
function blockName(tokens: readonly Token[]): string {
  let name = '';
  for (let at = 0; at < tokens.length; at += 2) {
    const token = tokens[at];
    if (token?.kind !== 'word') break;
    name = token.value;
    if (tokens[at + 1]?.value !== '.') break;
  }
  // `val main by getting {` and `x = y {` open blocks of no interest, but `val v by extra {` holds a value.
  return tokens.some(({ kind, value }) => kind === 'word' && value === 'by')
    ? (tokens.at(-1)?.value ?? '')
    : name;
}

const wordStart = /[A-Za-z_\u0080-\uffff]/;
const word = /[\w\u0080-\uffff-]*/y;

function* lex(script: string): Generator<Token> {
  let at = 0;
  while (at < script.length) {
    const char = script[at] ?? '';
    const next = script[at + 1];
    if (char === '/' && next === '/') at = endOfLine(script, at);
    else if (char === '/' && next === '*') {
      const end = script.indexOf('*/', at + 2);
      at = end === -1 ? script.length : end + 2;
    } else if (char === '"' || char === "'") {
      const token = quoted(script, at);
      yield token;
      at = token.end;
    } else if (char === '\\' && (next === '\n' || next === '\r')) at += 2;
    else if (char === '\n') yield { kind: 'sign', value: '\n', start: at, end: ++at };
    else if (/\s/.test(char) || char === '\uFEFF') at++;
    else if (wordStart.test(char)) {
      // A hyphen inside a word occurs in no language here, but in names such as `kotlin-dsl` between back quotes.
      word.lastIndex = at + 1;
      const end = at + 1 + (word.exec(script)?.[0].length ?? 0);
      yield { kind: 'word', value: script.slice(at, end), start: at, end };
      at = end;
    } else yield { kind: 'sign', value: char, start: at, end: ++at };
  }
}

function quoted(script: string, start: number): Token {
  const quote = script[start] ?? '';
  const fence = quote.repeat(3);
  const isTemplate = quote === '"';
  if (script.startsWith(fence, start)) {
    const close = script.indexOf(fence, start + 3);
    const end = close === -1 ? script.length : close;
    return {
      kind: 'text',
      value: script.slice(start + 3, end),
      start,
      end: Math.min(end + 3, script.length),
      isTemplate,
    };
  }
  let end = start + 1;
  while (end < script.length && script[end] !== quote && script[end] !== '\n') {
    if (script[end] === '\\') end++;
    // `"${x["y"]}"` has quotes of its own inside.
    else if (isTemplate && script.startsWith('${', end)) {
      const close = script.slice(end, end + 300).search(/[}\n]/);
      if (close > 0 && script[end + close] === '}') end += close;
    }
    end++;
  }
  end = Math.min(end, script.length);
  const isClosed = script[end] === quote;
  return {
    kind: 'text',
    value: script.slice(start + 1, end),
    start,
    end: isClosed ? end + 1 : end,
    isTemplate,
  };
}

function endOfLine(script: string, from: number): number {
  const end = script.indexOf('\n', from);
  return end === -1 ? script.length : end;
}
