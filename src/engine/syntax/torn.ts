// What a piece of a file holds only the end of: brackets, comments, texts and branches that began before it.

/** How a grammar writes what brackets mean nothing in. */
interface Lexis {
  /** Brackets, ends of statements, and where comments and texts begin. */
  tokens: RegExp;
  /** The ends of those that may go over lines, by their beginnings. */
  ends: Readonly<Record<string, string>>;
}

const slashed = String.raw`//[^\n]*|/\*|\*/`;
const hashed = String.raw`#[^\n]*`;
const double = String.raw`"(?:[^"\\\n]|\\.)*"?`;
const single = String.raw`'(?:[^'\\\n]|\\.)*'?`;
const character = String.raw`'(?:[^'\\\n]|\\.[^'\n]{0,8})'`;
const label = String.raw`(?<=\n|^)[ \t]*(?:case\b[^:\n{};]{0,200}|default[ \t]*):`;
const others = String.raw`[()[\]{};]|\n[ \t]*(?=\n)`;

const lexis = (ends: Lexis['ends'], ...tokens: string[]): Lexis => ({
  tokens: new RegExp([...tokens, others].join('|'), 'g'),
  ends,
});
const block = { '/*': '*/' };
const script = lexis({ ...block, '`': '`' }, slashed, double, single, '`', label);
const typed = lexis({ ...block, '"""': '"""' }, slashed, '"""', double, character, label);
const lexes: Readonly<Record<string, Lexis | undefined>> = {
  javascript: script,
  typescript: script,
  tsx: script,
  go: script,
  java: typed,
  kotlin: typed,
  'c-sharp': typed,
  rust: typed,
  cpp: typed,
  php: lexis(block, slashed, hashed, double, single, label),
  python: lexis({ '"""': '"""', "'''": "'''" }, hashed, `"""|'''`, double, single),
  ruby: lexis({}, String.raw`#(?!\{)[^\n]*`, double, single),
};

const openerOf: Readonly<Record<string, string | undefined>> = { ')': '(', ']': '[', '}': '{' };

/**
 * The text with blanks for the ends of what began before it, so that every place stays where it is and the rest can be
 * read; `doubtful` counts the characters that are gone although they may be whole. Undefined where there is nothing of
 * the kind, or little else. Takes time linear in the text.
 */
export function withoutTorn(text: string, grammar: string): { text: string; doubtful: number } | undefined {
  const known = lexes[grammar];
  if (!known) return undefined;
  const blanks = new Blanks(text);
  const open = new Open();
  // Behind the last statement that is known to be whole.
  let from = cutText(text, grammar, known, blanks);
  const doubtful = blanks.end === 0 ? 0 : written(text.slice(0, blanks.end));
  for (const { token, start, end } of tokensOf(text, known, from)) {
    if (start < blanks.end) continue;
    const opener = openerOf[token];
    if (token === '(' || token === '[' || token === '{') open.push(token);
    else if (token === '*/') {
      blanks.add(beginOf(text, from, start), end);
      open.clear();
    } else if (opener !== undefined) {
      if (open.close(opener)) {
        // It belongs here.
      } else if (open.size > 0) blanks.add(start, end);
      else if (token !== '}' || /[),\]]/.test(text[end] ?? ''))
        blanks.add(beginOf(text, from, start), lineEnd(text, end));
      else blanks.add(start, isFirst(text, start) ? lineEnd(text, end) : end);
    } else if (open.size === 0 && isLabel(token)) blanks.add(start, end);
    const isBetween = token === '}' || token === ';' || token.trim() === '' || blanks.end > start;
    if (open.size === 0 && isBetween) from = Math.max(end, blanks.end);
  }
  const whole = withoutTornLines(blanks.applied(), grammar);
  // Of what is no code at all, nothing is left that is worth reading.
  if (whole === text || written(whole) * 2 < written(text)) return undefined;
  return { text: whole, doubtful };
}

function written(text: string): number {
  return text.replace(/\s+/g, '').length;
}

function isLabel(token: string): boolean {
  return token.length > 1 && token.endsWith(':');
}

/** The brackets that are open, the last one on top. */
class Open {
  readonly #stack: string[] = [];
  readonly #counts = new Map<string, number>();

  get size(): number {
    return this.#stack.length;
  }

  push(bracket: string): void {
    this.#stack.push(bracket);
    this.#counts.set(bracket, (this.#counts.get(bracket) ?? 0) + 1);
  }

  /** Closes the last one of its kind, and what was opened in it and never closed; false where none is open. */
  close(bracket: string): boolean {
    if (!this.#counts.get(bracket)) return false;
    for (let last = this.#stack.pop(); last !== undefined; last = this.#stack.pop()) {
      this.#counts.set(last, (this.#counts.get(last) ?? 0) - 1);
      if (last === bracket) break;
    }
    return true;
  }

  clear(): void {
    this.#stack.length = 0;
    this.#counts.clear();
  }
}

/** Blanks what stands before the end of a long text that began before; gives where to go on. */
function cutText(text: string, grammar: string, { ends }: Lexis, blanks: Blanks): number {
  if (grammar === 'php') return Math.max(0, text.indexOf('<?php') + 5);
  for (const mark of ['"""', "'''"]) {
    if (ends[mark] === undefined) continue;
    const parts = text.split(mark);
    if (parts.length % 2 === 1) continue;
    const at = (parts[0] as string).length;
    blanks.add(beginOf(text, 0, at), at + mark.length);
    return at + mark.length;
  }
  return 0;
}

/** Where the lines begin that end at a place, as far as they are indented as that line is, or deeper. */
function beginOf(text: string, from: number, at: number): number {
  let start = lineStart(text, from, at);
  const least = indentOf(text, start) + (/[)\]}]/.test(text[at] ?? '') && isFirst(text, at) ? 1 : 0);
  while (start > from) {
    const before = lineStart(text, from, start - 1);
    if (indentOf(text, before) < least) break;
    start = before;
  }
  return start;
}

/** Not before `from`: a text without lines is not gone through again and again. */
function lineStart(text: string, from: number, at: number): number {
  while (at > from && text[at - 1] !== '\n') at--;
  return at;
}

function indentOf(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at - start;
}

function* tokensOf(
  text: string,
  { tokens, ends }: Lexis,
  from: number,
): Generator<{ token: string; start: number; end: number }> {
  const endless = new Set<string>();
  tokens.lastIndex = from;
  for (let found = tokens.exec(text); found; found = tokens.exec(text)) {
    const [token] = found;
    const last = ends[token];
    const at = last === undefined || endless.has(last) ? -1 : text.indexOf(last, tokens.lastIndex);
    if (last !== undefined && at === -1) endless.add(last);
    if (at !== -1) tokens.lastIndex = at + (last as string).length;
    else if (last === undefined) yield { token, start: found.index, end: tokens.lastIndex };
  }
}

function isFirst(text: string, at: number): boolean {
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  return at === 0 || text[at - 1] === '\n';
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** Ranges of a text to be blanked, in the order of their ends. */
class Blanks {
  readonly #text: string;
  readonly #ranges: { start: number; end: number }[] = [];
  end = 0;

  constructor(text: string) {
    this.#text = text;
  }

  add(start: number, end: number): void {
    while ((this.#ranges.at(-1)?.end ?? -1) > start)
      start = Math.min(start, this.#ranges.pop()?.start ?? start);
    this.#ranges.push({ start, end });
    this.end = end;
  }

  applied(): string {
    let out = '';
    let kept = 0;
    for (const { start, end } of this.#ranges) {
      out += this.#text.slice(kept, start) + blank(this.#text.slice(start, end));
      kept = end;
    }
    return out + this.#text.slice(kept);
  }
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** What goes on with the line before it. */
const goesOn = /^[ \t]*(?:[.,?:][^:]|->|&&|\|\||(?:and|or)\b|\+[^+])/;
/** A branch of a statement that stands before it. */
const branch = /^[ \t]*(?:else|finally|(?:except|elif|case)\b[^\n]{0,300}):[ \t]*(?:#.*)?$/;
const matches = /^[ \t]*match\b[^\n]{0,300}:[ \t]*(?:#.*)?$/;

/** Without lines that go on with one that is not there, and in Python without branches of such. */
function withoutTornLines(text: string, grammar: string): string {
  let isStart = true;
  const blocks: { indent: number; last: string }[] = [];
  return text
    .split('\n')
    .map((line) => {
      const indent = line.search(/\S/);
      if (indent === -1) {
        isStart = true;
        return line;
      }
      if (isStart && goesOn.test(line)) return blank(line);
      isStart = line.startsWith('<?php');
      if (grammar !== 'python') return line;
      while ((blocks.at(-1)?.indent ?? -1) > indent) blocks.pop();
      const around = blocks.at(-1);
      if (around?.indent === indent) around.last = line;
      else if (branch.test(line) && !(around && matches.test(around.last))) return blank(line);
      else blocks.push({ indent, last: line });
      return line;
    })
    .join('\n');
}
