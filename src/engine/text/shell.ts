// Reads shell text into pipelines of commands with offsets; tolerant, for scripts inside other files as well.

/** One word as it is written, quotes and expansions included. */
export interface Word {
  start: number;
  end: number;
  /** As written. */
  raw: string;
  /** Without quotes; expansions stay as written. */
  text: string;
  /** True when an expansion stands outside of quotes. */
  bare: boolean;
  /** Commands of `$(…)`, backquotes and `<(…)` in it. */
  nested: Pipeline[];
}

export interface Command {
  start: number;
  end: number;
  words: Word[];
  redirects: { operator: string; target: Word }[];
  /** Bodies of here-documents. */
  heredocs: { start: number; end: number }[];
}

/** Commands joined by `|`. `before` is the operator in front of it, such as `&&`. */
export interface Pipeline {
  start: number;
  end: number;
  before: string;
  commands: Command[];
}

/** Commands in commands beyond this are read as text. */
const maxDepth = 12;
/** Words read in one script; 30,000 are 5,000 lines. */
const maxWords = 30_000;

/** An arithmetic command with a shift in it. */
const shift = /\(\([^\n()]{0,80}<<[^\n()]{0,80}\)\)/y;
const redirection = /(?:\d*(?:<<-|<<<|<<|>>|>\||>&|<&|<>|>|<)|&>>?)/y;
/** What stands for itself in a word: outside of quotes, and inside. */
const plain = /[^\\"'$`<>\s|&;()]+/y;
const plainInQuotes = /[^\\"$`]+/y;

/** What an expression matches at this place of a text. */
function matchAt(expression: RegExp, text: string, at: number): string | undefined {
  expression.lastIndex = at;
  return expression.exec(text)?.[0];
}

const keywords = new Set([
  'then',
  'do',
  'else',
  'elif',
  'if',
  'while',
  'until',
  '!',
  'time',
  '{',
  '}',
  'fi',
  'done',
  'esac',
]);

/** The pipelines of a stretch of text, those inside substitutions not among them; says when the text goes on beyond what is read. */
export function readShell(text: string, from = 0, to = text.length, onCut?: () => void): Pipeline[] {
  const reader = new Reader(text, to);
  const { pipelines } = reader.pipelines(from, '', 0);
  if (reader.isCut) onCut?.();
  return pipelines;
}

/** Every pipeline, those inside of words included, outer first. */
export function* allPipelines(pipelines: readonly Pipeline[]): Generator<Pipeline> {
  for (const pipeline of pipelines) {
    yield pipeline;
    for (const command of pipeline.commands) {
      for (const word of command.words) yield* allPipelines(word.nested);
      for (const { target } of command.redirects) yield* allPipelines(target.nested);
    }
  }
}

class Reader {
  readonly #text: string;
  readonly #to: number;
  #wordsLeft = maxWords;

  /** Whether words were left unread. */
  get isCut(): boolean {
    return this.#wordsLeft < 0;
  }

  constructor(text: string, to: number) {
    // What is looked for, such as a closing quote, is not looked for in the rest of the file.
    this.#text = text.slice(0, to);
    this.#to = to;
  }

  /** Reads until the closing character, or the end. */
  pipelines(from: number, closer: string, depth: number): { pipelines: Pipeline[]; at: number } {
    const out: Pipeline[] = [];
    let before = '';
    let pipeline: Pipeline | undefined;
    let command: Command | undefined;
    let waiting: { command: Command; word: string }[] = [];
    let at = from;
    let parens = 0;
    let skipped: string | undefined;
    const endCommand = (): void => {
      if (command && pipeline && (command.words.length > 0 || command.redirects.length > 0)) {
        pipeline.commands.push(command);
        pipeline.end = command.end;
      }
      command = undefined;
    };
    const endPipeline = (operator: string): void => {
      endCommand();
      if (pipeline && pipeline.commands.length > 0) out.push(pipeline);
      pipeline = undefined;
      before = operator;
    };
    const begin = (start: number): Command => {
      pipeline ??= { start, end: start, before, commands: [] };
      return (command ??= { start, end: start, words: [], redirects: [], heredocs: [] });
    };
    while (at < this.#to) {
      const char = this.#text[at] as string;
      if (closer !== '' && char === closer && parens === 0) break;
      if (char === '\n') {
        endPipeline('\n');
        at++;
        for (const { command: owner, word } of waiting) {
          const body = this.#heredoc(at, word);
          owner.heredocs.push({ start: at, end: body.end });
          at = body.next;
        }
        waiting = [];
      } else if (char === ' ' || char === '\t' || char === '\r') at++;
      else if (char === '\\' && /^\\\r?\n/.test(this.#text.slice(at, at + 3))) {
        at = this.#text.indexOf('\n', at) + 1;
      } else if (char === '#') at = this.#lineEnd(at);
      else if (char === '|') {
        const two = this.#text[at + 1];
        if (two === '|') endPipeline('||');
        else endCommand();
        at += two === '|' || two === '&' ? 2 : 1;
      } else if (char === '&' && this.#text[at + 1] !== '>') {
        const and = this.#text[at + 1] === '&';
        endPipeline(and ? '&&' : '&');
        at += and ? 2 : 1;
      } else if (char === '(' && this.#text[at + 1] === '(' && (skipped = matchAt(shift, this.#text, at))) {
        // In arithmetic `<<` begins no here-document.
        at += skipped.length;
      } else if (char === ';' || char === '(' || char === ')') {
        if (char === '(') parens++;
        else if (char === ')' && parens > 0) parens--;
        endPipeline(';');
        at++;
      } else {
        const redirect = /[\d<>&]/.test(char) ? matchAt(redirection, this.#text, at) : undefined;
        if (
          redirect !== undefined &&
          !(redirect === '<' && this.#text[at + 1] === '(') &&
          !(redirect === '>' && this.#text[at + 1] === '(')
        ) {
          const owner = begin(at);
          let start = at + redirect.length;
          while (this.#text[start] === ' ' || this.#text[start] === '\t') start++;
          const target = this.#word(start, closer, depth);
          if (/(?:^|[^<])<<-?$/.test(redirect)) waiting.push({ command: owner, word: target.text });
          else owner.redirects.push({ operator: redirect.replace(/^\d+/, ''), target });
          owner.end = Math.max(target.end, start);
          at = Math.max(target.end, at + redirect.length);
          continue;
        }
        const word = this.#word(at, closer, depth);
        // What is left is not read, on no level, lest each level try again.
        if (--this.#wordsLeft < 0) at = this.#to;
        if (word.end <= at) {
          at++;
          continue;
        }
        at = word.end;
        if (!command && keywords.has(word.raw)) continue;
        const owner = begin(word.start);
        owner.words.push(word);
        owner.end = word.end;
      }
    }
    endPipeline('');
    return { pipelines: out, at };
  }

  #lineEnd(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end === -1 || end > this.#to ? this.#to : end;
  }

  #heredoc(at: number, word: string): { end: number; next: number } {
    for (let line = at; line < this.#to;) {
      const end = this.#lineEnd(line);
      const text = this.#text.slice(line, end);
      // Scripts inside YAML are indented, so the mark is compared without its indentation.
      if (text.trim() === word) return { end: line, next: end };
      line = end + 1;
    }
    return { end: this.#to, next: this.#to };
  }

  #word(start: number, closer: string, depth: number): Word {
    const nested: Pipeline[] = [];
    let text = '';
    let bare = false;
    let at = start;
    let inDouble = false;
    while (at < this.#to) {
      const run = matchAt(inDouble ? plainInQuotes : plain, this.#text, at);
      if (run !== undefined) {
        text += run;
        at += run.length;
        continue;
      }
      const char = this.#text[at] as string;
      if (char === '\\') {
        if (this.#text[at + 1] === '\n') at += 2;
        else {
          text += this.#text[at + 1] ?? '';
          at += 2;
        }
      } else if (char === '"') {
        inDouble = !inDouble;
        at++;
      } else if (char === "'" && !inDouble) {
        const close = this.#text.indexOf("'", at + 1);
        const end = close === -1 || close > this.#to ? this.#to : close;
        text += this.#text.slice(at + 1, end);
        at = end + 1;
      } else if (char === '$') {
        if (this.#text.startsWith('${{', at)) {
          const close = this.#text.indexOf('}}', at);
          const end = close === -1 || close > this.#to ? this.#to : close + 2;
          text += this.#text.slice(at, end);
          at = end;
          continue;
        }
        const next = this.#text[at + 1] ?? '';
        if (!inDouble && /[\w{(@*]/.test(next)) bare = true;
        if (next === '(' && depth < maxDepth) {
          const inner = this.pipelines(at + 2, ')', depth + 1);
          nested.push(...inner.pipelines);
          text += this.#text.slice(at, inner.at + 1);
          at = inner.at + 1;
        } else if (next === '{') {
          const close = this.#text.indexOf('}', at);
          const end = close === -1 || close > this.#to ? this.#to : close + 1;
          text += this.#text.slice(at, end);
          at = end;
        } else {
          text += char;
          at++;
        }
      } else if (char === '`' && closer !== '`' && depth < maxDepth) {
        if (!inDouble) bare = true;
        const inner = this.pipelines(at + 1, '`', depth + 1);
        nested.push(...inner.pipelines);
        text += this.#text.slice(at, inner.at + 1);
        at = inner.at + 1;
      } else if (inDouble) {
        text += char;
        at++;
      } else if ((char === '<' || char === '>') && this.#text[at + 1] === '(' && depth < maxDepth) {
        const inner = this.pipelines(at + 2, ')', depth + 1);
        nested.push(...inner.pipelines);
        text += this.#text.slice(at, inner.at + 1);
        at = inner.at + 1;
      } else if (/[\s|&;()<>]/.test(char) || char === closer) break;
      else {
        text += char;
        at++;
      }
    }
    const end = Math.min(at, this.#to);
    return { start, end, raw: this.#text.slice(start, end), text, bare, nested };
  }
}
