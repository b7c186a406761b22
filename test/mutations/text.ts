// Splits JavaScript and Python texts into code, strings and comments, well enough for the examples of rules.

export type Language = 'javascript' | 'python';

/** A stretch of one kind; `interpolates` when a string holds expressions. */
export interface Part {
  kind: 'code' | 'string' | 'comment';
  text: string;
  interpolates: boolean;
}

const pythonString = /^([rbuf]{0,2})("""|'''|"|')/i;

/** The parts of a text, in order and without gaps. */
export function partsOf(code: string, language: Language): Part[] {
  const parts: Part[] = [];
  let at = 0;
  let from = 0;
  const push = (kind: Part['kind'], end: number, interpolates = false): void => {
    if (from < at) parts.push({ kind: 'code', text: code.slice(from, at), interpolates: false });
    parts.push({ kind, text: code.slice(at, end), interpolates });
    at = from = end;
  };
  while (at < code.length) {
    const rest = code.slice(at, at + 5);
    const isWordBefore = /\w/.test(code[at - 1] ?? '');
    if (language === 'python') {
      const open = isWordBefore ? undefined : pythonString.exec(rest);
      if (open)
        push('string', closeOf(code, at + open[0].length, open[2] as string), /f/i.test(open[1] as string));
      else if (rest.startsWith('#')) push('comment', lineEnd(code, at));
      else at++;
      continue;
    }
    if (rest.startsWith('//')) push('comment', lineEnd(code, at));
    else if (rest.startsWith('/*')) push('comment', code.indexOf('*/', at) + 2);
    else if (/^['"]/.test(rest)) push('string', closeOf(code, at + 1, rest[0] as string));
    else if (rest.startsWith('`')) push('string', templateEnd(code, at + 1), true);
    else if (rest.startsWith('/') && /(?:^|[=(,:[!&|?{};]|\breturn)\s*$/.test(code.slice(from, at)))
      push('string', regexEnd(code, at + 1));
    else at++;
  }
  if (from < at) parts.push({ kind: 'code', text: code.slice(from), interpolates: false });
  return parts;
}

/** The text with each stretch of code replaced; strings and comments stay. */
export function mapCode(code: string, language: Language, change: (text: string) => string): string {
  return partsOf(code, language)
    .map((part) => (part.kind === 'code' ? change(part.text) : part.text))
    .join('');
}

/** The text with strings and comments blanked out, position by position. */
export function masked(code: string, language: Language): string {
  return partsOf(code, language)
    .map(({ kind, text }) => (kind === 'code' ? text : text.replace(/[^\n]/g, kind === 'string' ? '_' : ' ')))
    .join('');
}

/** The text with a name replaced wherever it is a variable: in code and in interpolations, not after a dot and not as a key. */
export function renamed(code: string, language: Language, from: string, to: string): string {
  // `name=` without a space is a keyword argument, whose name belongs to the function that is called.
  const word = new RegExp(`(?<![\\w.$])${from}(?![\\w$]|=(?!=))`, 'g');
  const plain = new RegExp(`(?<![\\w.$]|\\.\\.\\.)${from}(?![\\w$])`, 'g');
  return partsOf(code, language)
    .map(({ kind, text, interpolates }) => {
      if (kind === 'code') return text.replace(language === 'python' ? word : plain, to);
      if (!interpolates) return text;
      return text.replace(language === 'python' ? /(?<!\{)\{[^{}]*\}/g : /\$\{[^{}]*\}/g, (hole) =>
        hole.replace(plain, to),
      );
    })
    .join('');
}

/** Where a closing bracket stands for the opening one at `open`; undefined when it is not there. */
export function closing(mask: string, open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < mask.length; i++) {
    if ('([{'.includes(mask[i] as string)) depth++;
    else if (')]}'.includes(mask[i] as string) && --depth === 0) return i;
  }
  return undefined;
}

/** One line and whether a statement begins on it, so that another may be put before it. */
export interface Line {
  text: string;
  indent: string;
  begins: boolean;
}

/** The lines of a text. */
export function linesOf(code: string, language: Language): Line[] {
  const masks = masked(code, language).split('\n');
  const stack: string[] = [];
  let before = '';
  let header = '';
  return code.split('\n').map((text, i) => {
    const mask = masks[i] as string;
    const line = mask.trim();
    const isOpen =
      language === 'python' ? stack.length === 0 : stack.length === 0 || stack.at(-1) === 'block';
    const begins =
      isOpen &&
      line !== '' &&
      !/^(?:[)\]}.?:+&|@,]|(?:else|elif|except|catch|finally|case|default)\b)/.test(line) &&
      (language === 'python' ? !/^@|\\$/.test(before) : before === '' || /[;{}]$/.test(before));
    for (const char of mask) {
      if (';{}'.includes(char)) {
        if (char === '{') stack.push(blockKind(header));
        else if (char === '}') stack.pop();
        header = '';
      } else {
        header += char;
        if ('(['.includes(char)) stack.push(char);
        else if (')]'.includes(char)) stack.pop();
      }
    }
    header += ' ';
    if (line !== '') before = line;
    return { text, indent: /^[ \t]*/.exec(text)?.[0] ?? '', begins };
  });
}

function blockKind(header: string): string {
  if (/\b(?:class|interface|enum|import|export\s*$|switch)\b/.test(header)) return 'members';
  return /(?:\)|=>|\b(?:else|try|finally|do))(?:\s*:\s*[\w<>[\]., |]+)?\s*$/.test(header)
    ? 'block'
    : 'object';
}

function lineEnd(code: string, at: number): number {
  const end = code.indexOf('\n', at);
  return end === -1 ? code.length : end;
}

function closeOf(code: string, from: number, quote: string): number {
  for (let i = from; i < code.length; i++) {
    if (code[i] === '\\') i++;
    else if (code.startsWith(quote, i)) return i + quote.length;
  }
  return code.length;
}

function templateEnd(code: string, from: number): number {
  let depth = 0;
  for (let i = from; i < code.length; i++) {
    if (code[i] === '\\') i++;
    else if (depth === 0 && code[i] === '`') return i + 1;
    else if (code.startsWith('${', i)) depth++;
    else if (depth > 0 && code[i] === '}') depth--;
  }
  return code.length;
}

function regexEnd(code: string, from: number): number {
  let inClass = false;
  for (let i = from; i < code.length && code[i] !== '\n'; i++) {
    if (code[i] === '\\') i++;
    else if (code[i] === '[') inClass = true;
    else if (code[i] === ']') inClass = false;
    else if (code[i] === '/' && !inClass) return i + 1;
  }
  return from;
}
