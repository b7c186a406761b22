// Blanks what is no code: comments, long texts and what would look like an import inside a text.

/** How a language writes comments and texts. */
export interface Lexis {
  lineComment: '//' | '#';
  hasBlockComments: boolean;
  /** Texts over several lines, which are blanked. */
  long: readonly string[];
  /** True where `/` may begin a regular expression. */
  hasPatterns?: boolean;
  /** Quotes of texts on one line. */
  quotes: string;
}

/** Larger texts are not searched for imports. */
export const maxImportChars = 1_000_000;

export const scriptLexis: Lexis = {
  lineComment: '//',
  hasBlockComments: true,
  long: ['`'],
  hasPatterns: true,
  quotes: `"'`,
};
export const pythonLexis: Lexis = {
  lineComment: '#',
  hasBlockComments: false,
  long: ['"""', "'''"],
  quotes: `"'`,
};
export const goLexis: Lexis = { lineComment: '//', hasBlockComments: true, long: ['`'], quotes: `"` };
export const rustLexis: Lexis = { lineComment: '//', hasBlockComments: true, long: ['"'], quotes: '' };
export const rubyLexis: Lexis = { lineComment: '#', hasBlockComments: false, long: [], quotes: `"'` };

/** The text with everything blanked that is no code, each character in its place; short texts keep names and paths. */
export function codeText(text: string, lexis: Lexis): string {
  const out: string[] = [];
  let kept = 0;
  const blank = (from: number, to: number): void => {
    out.push(text.slice(kept, from), blankOf(text.slice(from, to)));
    kept = to;
  };
  const signs = signsOf(lexis);
  // Depths of braces at which a `${` of a template began.
  const templates: number[] = [];
  let depth = 0;
  let at = 0;
  const template = (from: number): number => {
    let end = from;
    while (end < text.length && text[end] !== '`') {
      if (text[end] === '\\') end++;
      else if (text[end] === '$' && text[end + 1] === '{') {
        templates.push(depth++);
        blank(from, end);
        return end + 2;
      }
      end++;
    }
    blank(from, Math.min(end, text.length));
    return end + 1;
  };
  for (;;) {
    // Most characters begin nothing.
    signs.lastIndex = at;
    if (!signs.test(text)) break;
    at = signs.lastIndex - 1;
    const char = text[at]!;
    if (text.startsWith(lexis.lineComment, at) && !(char === '#' && text[at - 1] === '$')) {
      const end = endOf(text, '\n', at);
      blank(at, end);
      at = end;
    } else if (lexis.hasBlockComments && char === '/' && text[at + 1] === '*') {
      const close = text.indexOf('*/', at + 2);
      const end = close === -1 ? text.length : close + 2;
      blank(at, end);
      at = end;
    } else if (char === '`' && lexis.hasPatterns) at = template(at + 1);
    else if (lexis.long.includes(char) || lexis.long.some((mark) => text.startsWith(mark, at))) {
      const mark = lexis.long.find((one) => text.startsWith(one, at))!;
      const end = endOfLong(text, mark, at + mark.length);
      blank(at + mark.length, end);
      at = end + mark.length;
    } else if (lexis.quotes.includes(char)) {
      let end = at + 1;
      while (end < text.length && text[end] !== char && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
      end = Math.min(end, text.length);
      // What reads like code inside a text is none.
      const inside = text.slice(at + 1, end);
      if (/["'`()\\\s]/.test(inside)) blank(at + 1, end);
      at = end + 1;
    } else if (lexis.hasPatterns && char === '/' && mayBeginPattern(text, at)) {
      const end = endOfPattern(text, at);
      if (end !== undefined) blank(at + 1, end);
      at = (end ?? at) + 1;
    } else {
      if (char === '{') depth++;
      else if (char === '}') {
        depth--;
        if (templates.length > 0 && templates.at(-1) === depth) {
          templates.pop();
          at = template(at + 1);
          continue;
        }
      }
      at++;
    }
  }
  out.push(text.slice(kept));
  return out.join('');
}

/** Finds the next character at which a comment, a text or a pattern may begin, or a brace stands. */
function signsOf({ lineComment, long, quotes, hasPatterns }: Lexis): RegExp {
  const signs = new Set([lineComment[0], '/', ...long.map((mark) => mark[0]), ...quotes]);
  if (hasPatterns === true) for (const sign of '`{}') signs.add(sign);
  return new RegExp(`[${[...signs].join('')}]`, 'g');
}

/** Where a text over several lines ends, after which its mark stands; a backslash takes the next character along. */
function endOfLong(text: string, mark: string, from: number): number {
  let end = from;
  let close = -1;
  for (;;) {
    if (close < end) close = endOf(text, mark, end);
    const escape = mark === '`' ? -1 : text.slice(end, close).indexOf('\\');
    if (escape === -1) return close;
    end = Math.min(end + escape + 2, text.length);
    if (end === text.length) return end;
  }
}

function blankOf(text: string): string {
  if (!text.includes('\n')) return ' '.repeat(text.length);
  return text
    .split('\n')
    .map((line) => ' '.repeat(line.length))
    .join('\n');
}

/** The text with everything blanked that stands outside its `<script>` elements. */
export function scriptsOnly(text: string): string {
  const lower = text.toLowerCase();
  let out = '';
  let at = 0;
  for (;;) {
    const tag = lower.indexOf('<script', at);
    const open = tag === -1 ? -1 : text.indexOf('>', tag) + 1;
    if (open <= 0) break;
    const close = endOf(lower, '</script', open);
    out += text.slice(at, open).replace(/[^\n]/g, ' ') + text.slice(open, close);
    at = close;
  }
  return out + text.slice(at).replace(/[^\n]/g, ' ');
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end === -1 ? text.length : end;
}

function mayBeginPattern(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (text[before] === ' ' || text[before] === '\t')) before--;
  const char = text[before];
  if (char === undefined || '(,=:[!&|?{};+\n'.includes(char)) return true;
  return /(?:^|[^\w$])(?:return|typeof|case|in|of)$/.test(text.slice(Math.max(0, before - 7), before + 1));
}

function endOfPattern(text: string, at: number): number | undefined {
  let isInClass = false;
  for (let end = at + 1; end < text.length && text[end] !== '\n'; end++) {
    const char = text[end];
    if (char === '\\') end++;
    else if (char === '[') isInClass = true;
    else if (char === ']') isInClass = false;
    else if (char === '/' && !isInClass) return end;
  }
  return undefined;
}
