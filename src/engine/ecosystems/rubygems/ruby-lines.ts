// Splits the Ruby of a Gemfile or gemspec into statements and tokens, as far as such files need it.

/** A piece of a statement, with its place. */
export interface Token {
  kind: 'text' | 'symbol' | 'word' | 'mark';
  /** What the token says, without quotes. */
  value: string;
  line: number;
  /** Offsets within the line. */
  start: number;
  end: number;
}

/** The tokens of each statement; one that goes on after a comma, an operator or within brackets is one statement. */
export function statements(body: string): Token[][] {
  const out: Token[][] = [];
  let open: Token[] = [];
  let depth = 0;
  const close = (): void => {
    if (open.length > 0) out.push(open);
    open = [];
    depth = 0;
  };
  let inComment = false;
  for (const [index, raw] of body.split('\n').entries()) {
    const text = raw.replace(/\r$/, '');
    if (/^__END__\s*$/.test(text)) break;
    if (/^=(?:begin|end)\b/.test(text)) {
      inComment = text.startsWith('=begin');
      continue;
    }
    if (inComment) continue;
    // A keyword at the beginning of a line ends whatever a damaged line left open.
    if (depth > 0 && /^\s*(?:gem|group|source|end)\b/.test(text)) close();
    const tokens = tokensOf(text, index + 1);
    for (const token of tokens) {
      if (token.kind === 'mark' && token.value === ';' && depth === 0) {
        close();
        continue;
      }
      if (token.kind === 'mark' && '([{'.includes(token.value)) depth++;
      if (token.kind === 'mark' && ')]}'.includes(token.value)) depth = Math.max(0, depth - 1);
      open.push(token);
    }
    const last = tokens.at(-1);
    const goesOn =
      tokens.length > 0 && last?.kind === 'mark' && [',', '\\', '=>', '+', '||', '&&'].includes(last.value);
    if (!goesOn && depth === 0 && tokens.length > 0) close();
  }
  close();
  return out;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

function tokensOf(text: string, line: number): Token[] {
  const out: Token[] = [];
  let at = 0;
  const push = (kind: Token['kind'], value: string, end: number): void => {
    out.push({ kind, value, line, start: at, end });
    at = end;
  };
  while (at < text.length) {
    const char = text[at] ?? '';
    if (/\s/.test(char)) at++;
    else if (char === '#') break;
    else if (char === '"' || char === "'") {
      const end = closingQuote(text, at + 1, char);
      push('text', text.slice(at + 1, end), Math.min(end + 1, text.length));
    } else if (char === '%' && /^%[qQwWi]?[([{<|!]/.test(text.slice(at, at + 3))) {
      const from = at + (/[a-zA-Z]/.test(text[at + 1] ?? '') ? 2 : 1);
      const found = text.indexOf(closing[text[from] ?? ''] ?? text[from] ?? '', from + 1);
      const end = found === -1 ? text.length : found;
      push('text', text.slice(from + 1, end), Math.min(end + 1, text.length));
    } else {
      // Sticky, so that a long line is not copied for each of its tokens.
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match?.[1] !== undefined) push('symbol', match[1], at + match[0].length);
      else if (match?.[2] !== undefined) push('word', match[2], at + match[0].length);
      else push('mark', match?.[3] ?? char, at + (match?.[3]?.length ?? 1));
    }
  }
  return out;
}

// A symbol, a word (with the colon of a keyword argument), or a mark of two characters.
const pattern = /:"?([A-Za-z_]\w*)"?|([A-Za-z_]\w*[?!]?:?(?!:)|\d[\w.]*)|(=>|\|\||&&|::)/y;

function closingQuote(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return text.length;
}
