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
const closerOf: Readonly<Record<string, string | undefined>> = { '(': ')', '[': ']', '{': '}' };

/** A piece that can be read, and what a grammar is to be given around it. */
export interface Piece {
  /** As long as what was given, every place where it was. */
  text: string;
  /** What begins before it and goes on in it, such as PHP's tag. */
  before: string;
  /** The ends of what begins in it, in the order of closing. */
  behind: string;
  /** How many characters are gone although they may be whole. */
  doubtful: number;
}

/**
 * The text with blanks for the ends of what began before it, so that the rest can be read. Undefined where there is
 * nothing of the kind, or little else. Takes time linear in the text.
 */
export function withoutTorn(given: string, grammar: string): Piece | undefined {
  const known = lexes[grammar];
  if (!known) return undefined;
  const code = withoutTornComments(given, known);
  const text = withoutTornTexts(code, known);
  const doubtful = written(code) - written(text);
  const before = lacksTag(text, grammar) ? '<?php\n' : '';
  const blanks = new Blanks(text);
  const open = new Open();
  // Behind the last statement that is known to be whole.
  let from = before === '' && grammar === 'php' ? text.indexOf('<?php') + 5 : 0;
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
  const closers = open.closers();
  // Behind PHP's own end brackets are text.
  const isOutside = grammar === 'php' && text.lastIndexOf('?>') > text.lastIndexOf('<?');
  const behind = closers !== '' && isOutside ? `<?php ${closers}` : closers;
  // Of what is no code at all, nothing is left that is worth reading.
  if ((whole === given && before + behind === '') || written(whole) * 2 < written(code)) return undefined;
  return { text: whole, before, behind, doubtful };
}

/** Whether PHP goes on that began before the text: it ends before it begins, or there is none of its tags at all. */
export function lacksTag(text: string, grammar: string): boolean {
  if (grammar !== 'php') return false;
  const begin = text.search(/<\?(?:php|=)/);
  const end = text.indexOf('?>');
  const code = begin === -1 && end === -1 ? text : text.slice(0, Math.max(0, end));
  if (begin !== -1 && (end === -1 || begin < end)) return false;
  return !/^\s*</.test(code) && /\$\w+[ \t]*(?:[=[,;)]|->)|^[ \t]*(?:public|protected|private) /m.test(code);
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

  /** What closes all that is open. */
  closers(): string {
    return this.#stack
      .map((bracket) => closerOf[bracket] ?? '')
      .toReversed()
      .join('');
  }

  clear(): void {
    this.#stack.length = 0;
    this.#counts.clear();
  }
}

const starred = /^[ \t]*\*(?:[ \t/]|$)/;

/** Without lines of a comment whose beginning or end is not there, as editors write them: a star before each. */
function withoutTornComments(text: string, { ends }: Lexis): string {
  if (ends['/*'] === undefined) return text;
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const from = at;
    while (starred.test(lines[at] ?? '')) at++;
    const head = lines[from - 1] ?? '';
    const begin = head.lastIndexOf('/*');
    const isBegun = begin > head.lastIndexOf('*/');
    const isEnded = (lines[at - 1] ?? '').includes('*/');
    // A product may go on in one line.
    if (at === from || (isBegun ? isEnded : at - from < 2 && !isEnded)) continue;
    if (isBegun) lines[from - 1] = head.slice(0, begin) + blank(head.slice(begin));
    for (let torn = from; torn < at; torn++) lines[torn] = blank(lines[torn] ?? '');
  }
  return lines.join('\n');
}

/** Without what long texts leave whose beginning or end is not there. */
function withoutTornTexts(text: string, { ends }: Lexis): string {
  let rest = text;
  for (const mark of ['"""', "'''"]) if (ends[mark] !== undefined) rest = withoutTornText(rest, mark);
  return rest;
}

function withoutTornText(text: string, mark: string): string {
  const blanks = new Blanks(text);
  let open: number | undefined;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + mark.length)) {
    const behind = at + mark.length;
    const before = text.slice(nearStart(text, at), at).trim();
    const after = text.slice(behind, nearEnd(text, behind)).trim();
    if (open !== undefined && before === '' && /^[A-Z]/.test(after)) {
      // Another one begins in the way that those do which say what a function does.
      blanks.add(open, endOf(text, open, nearStart(text, at)));
      open = at;
    } else if (open !== undefined && isAlone(text, open, mark) && /^\w+ =\s*[rbfu]{0,2}$/i.test(before)) {
      blanks.add(beginOf(text, blanks.end, open), open + mark.length);
      open = at;
    } else if (open !== undefined) open = undefined;
    else if (isEnd(before, after)) blanks.add(beginOf(text, blanks.end, at), behind);
    else open = at;
  }
  if (open !== undefined) blanks.add(open, endOf(text, open, text.length));
  return blanks.applied();
}

/** Whether a line is a mark and nothing else: it may as well end a text as begin one. */
function isAlone(text: string, at: number, mark: string): boolean {
  return text.slice(nearStart(text, at), nearEnd(text, at)).trim() === mark;
}

/** Of a line that is longer, no more is looked at: it may hold a mark at every third place. */
const maxNear = 120;

function nearStart(text: string, at: number): number {
  return lineStart(text, Math.max(0, at - maxNear), at);
}

function nearEnd(text: string, at: number): number {
  const end = text.slice(at, at + maxNear).indexOf('\n');
  return end === -1 ? Math.min(text.length, at + maxNear) : at + end;
}

/** Whether a mark ends a text, by what stands before and behind it in its line. */
function isEnd(before: string, after: string): boolean {
  if (before === '') return /^[),.\]}%;]/.test(after);
  return !/(?:[=([{,:+%?|&]|\b(?:return|in|and|or|not|else))[ \t]*[rbfu]{0,2}$|^[rbfu]{1,2}$/i.test(before);
}

const definition = /^(?:(?:async )?def |class |@\w)/;

/** Where the lines are no longer indented as the one is in which a text begins, or deeper, or begin a definition. */
function endOf(text: string, start: number, limit: number): number {
  const least = indentOf(text, nearStart(text, start));
  let at = lineEnd(text, start);
  while (at < limit) {
    const next = at + 1;
    const end = lineEnd(text, next);
    const line = text.slice(next, end).trim();
    const indent = indentOf(text, next);
    if (line !== '' && (indent < least || (indent === least && definition.test(line)))) return at;
    at = end;
  }
  return limit;
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
