// Splits a Go template into text and actions, and an action into tokens; whatever the chart does not use is refused.

/** Literal text, or the tokens of one action with its line. */
export type Piece = { kind: 'text'; text: string } | { kind: 'action'; tokens: Token[]; line: number };

/** One token of an action. */
export type Token =
  | { kind: 'word'; text: string }
  /** `.a.b`, or `.` alone. */
  | { kind: 'field'; path: string[] }
  /** `$`, `$x` or `$x.a.b`. */
  | { kind: 'variable'; name: string; path: string[] }
  | { kind: 'string'; value: string }
  | { kind: 'int'; value: bigint }
  | { kind: 'sign'; text: '(' | ')' | '|' | ':=' | '=' | ',' };

const action = /\{\{(- )?((?:"(?:[^"\\]|\\.)*"|`[^`]*`|\/\*[^]*?\*\/|(?!\}\})[^])*?)( -)?\}\}/g;

/** The pieces of a template; white space that `{{-` and `-}}` take away is gone. Throws at what it does not know. */
export function split(source: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  let trimsNext = false;
  const text = (to: number, trimsEnd: boolean): void => {
    let found = source.slice(end, to);
    if (found.includes('{{') || found.includes('}}'))
      throw new Error(`line ${lineAt(source, end)}: an action that does not end`);
    if (trimsNext) found = found.replace(/^[ \t\r\n]+/, '');
    if (trimsEnd) found = found.replace(/[ \t\r\n]+$/, '');
    if (found !== '') pieces.push({ kind: 'text', text: found });
  };
  for (const match of source.matchAll(action)) {
    const [whole, left, body = '', right] = match;
    text(match.index, left !== undefined);
    end = match.index + whole.length;
    trimsNext = right !== undefined;
    const line = lineAt(source, match.index);
    if (/^\/\*[^]*\*\/$/.test(body)) continue;
    pieces.push({ kind: 'action', tokens: tokenize(body, line), line });
  }
  text(source.length, false);
  return pieces;
}

function lineAt(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}

const token =
  /\s+|([A-Za-z_]\w*)|((?:\.[A-Za-z_]\w*)+|\.)|\$(\w*)((?:\.[A-Za-z_]\w*)*)|("(?:[^"\\\n]|\\.)*")|`([^`]*)`|(-?\d+)(?![\w.])|(:=|[()|=,])/y;

function tokenize(body: string, line: number): Token[] {
  const tokens: Token[] = [];
  for (token.lastIndex = 0; token.lastIndex < body.length;) {
    const from = token.lastIndex;
    const match = token.exec(body);
    if (!match) throw new Error(`line ${line}: ${body.slice(from, from + 20)} is not understood`);
    const [, word, field, variable, path, quoted, raw, number, sign] = match;
    if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (field !== undefined)
      tokens.push({ kind: 'field', path: field.split('.').filter((part) => part !== '') });
    else if (variable !== undefined)
      tokens.push({
        kind: 'variable',
        name: variable,
        path: (path ?? '').split('.').filter((part) => part !== ''),
      });
    // Escapes of JSON are a part of Go's; others make JSON.parse throw.
    else if (quoted !== undefined) tokens.push({ kind: 'string', value: JSON.parse(quoted) as string });
    else if (raw !== undefined) tokens.push({ kind: 'string', value: raw });
    else if (number !== undefined) tokens.push({ kind: 'int', value: BigInt(number) });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign as '(' });
  }
  return tokens;
}
