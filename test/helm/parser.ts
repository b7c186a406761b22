// Builds the tree of a Go template from its pieces.
import { split, type Piece, type Token } from './lexer.ts';

/** An expression. */
export type Expression =
  | { kind: 'literal'; value: string | bigint | boolean | null }
  | { kind: 'field'; path: string[] }
  | { kind: 'variable'; name: string; path: string[] }
  | { kind: 'call'; name: string; args: Expression[] }
  /** The value of each goes as last argument into the next. */
  | { kind: 'pipe'; stages: Expression[] };

/** A part of a template. */
export type Node = { line: number } & (
  | { kind: 'text'; text: string }
  | { kind: 'print'; value: Expression }
  | { kind: 'assign'; name: string; isNew: boolean; value: Expression }
  | { kind: 'if'; test: Expression; body: Node[]; otherwise: Node[] }
  | { kind: 'with'; value: Expression; body: Node[]; otherwise: Node[] }
  | { kind: 'range'; names: string[]; value: Expression; each: Node[]; otherwise: Node[] }
);

/** What a file defines, and what it writes itself. */
export interface Template {
  body: Node[];
  defined: Map<string, Node[]>;
}

const keywords = new Set([
  'if',
  'else',
  'end',
  'with',
  'range',
  'define',
  'template',
  'block',
  'break',
  'continue',
]);

/** Parses one file. Throws with the line of what it does not know. */
export function parseTemplate(source: string): Template {
  const pieces = split(source);
  const defined = new Map<string, Node[]>();
  let at = 0;

  /** Nodes up to an `else` or `end`, which is left for the caller. */
  function nodes(isTop: boolean): Node[] {
    const list: Node[] = [];
    for (;;) {
      const piece = pieces[at];
      if (!piece) return list;
      if (piece.kind === 'text') list.push({ kind: 'text', text: piece.text, line: 0 });
      else {
        const [head] = piece.tokens;
        const word = head?.kind === 'word' ? head.text : undefined;
        if (word === 'end' || word === 'else') return list;
        if (word === 'define') {
          if (!isTop) throw new Error(`line ${piece.line}: define inside of something`);
          define(piece);
        } else if (word === 'if' || word === 'with' || word === 'range') {
          list.push(branch(word, piece.tokens.slice(1), piece.line));
          continue;
        } else if (word !== undefined && keywords.has(word))
          throw new Error(`line ${piece.line}: ${word} is not known here`);
        else list.push(statement(piece.tokens, piece.line));
      }
      at++;
    }
  }

  function define(piece: Piece & { kind: 'action' }): void {
    const [, name, ...rest] = piece.tokens;
    if (name?.kind !== 'string' || rest.length > 0) throw new Error(`line ${piece.line}: a bad define`);
    if (defined.has(name.value)) throw new Error(`line ${piece.line}: ${name.value} is defined twice`);
    at++;
    defined.set(name.value, nodes(false));
    expectEnd(piece.line);
  }

  function branch(word: 'if' | 'with' | 'range', tokens: Token[], line: number): Node {
    const { names, rest } = word === 'range' ? rangeNames(tokens) : { names: [], rest: tokens };
    const value = expression(rest, line);
    at++;
    const body = nodes(false);
    let otherwise: Node[] = [];
    const next = pieces[at];
    if (next?.kind === 'action' && next.tokens[0]?.kind === 'word' && next.tokens[0].text === 'else') {
      const [, chained, ...more] = next.tokens;
      if (chained) {
        if (word !== 'if' || chained.kind !== 'word' || chained.text !== 'if')
          throw new Error(`line ${next.line}: a bad else`);
        otherwise = [branch('if', more, next.line)];
        return made(word, names, value, body, otherwise, line);
      }
      at++;
      otherwise = nodes(false);
    }
    expectEnd(line);
    at++;
    return made(word, names, value, body, otherwise, line);
  }

  function expectEnd(line: number): void {
    const piece = pieces[at];
    const [head, ...rest] = piece?.kind === 'action' ? piece.tokens : [];
    if (head?.kind !== 'word' || head.text !== 'end' || rest.length > 0)
      throw new Error(`line ${line}: it has no end`);
  }

  const body = nodes(true);
  if (at < pieces.length) throw new Error('an end or else without a beginning');
  return { body, defined };
}

function made(
  word: 'if' | 'with' | 'range',
  names: string[],
  value: Expression,
  body: Node[],
  otherwise: Node[],
  line: number,
): Node {
  if (word === 'range') return { kind: 'range', names, value, each: body, otherwise, line };
  return word === 'if'
    ? { kind: 'if', test: value, body, otherwise, line }
    : { kind: 'with', value, body, otherwise, line };
}

function rangeNames(tokens: Token[]): { names: string[]; rest: Token[] } {
  const is = tokens.findIndex((token) => token.kind === 'sign' && token.text === ':=');
  if (is === -1) return { names: [], rest: tokens };
  const names = tokens.slice(0, is).flatMap((token) => (token.kind === 'variable' ? [token.name] : []));
  return { names, rest: tokens.slice(is + 1) };
}

function statement(tokens: Token[], line: number): Node {
  const [first, second] = tokens;
  if (first?.kind === 'variable' && second?.kind === 'sign' && (second.text === ':=' || second.text === '='))
    return {
      kind: 'assign',
      name: first.name,
      isNew: second.text === ':=',
      value: expression(tokens.slice(2), line),
      line,
    };
  return { kind: 'print', value: expression(tokens, line), line };
}

function expression(tokens: Token[], line: number): Expression {
  let at = 0;
  const isSign = (text: string): boolean => {
    const token = tokens[at];
    return token?.kind === 'sign' && token.text === text;
  };
  const operand = (): Expression => {
    const token = tokens[at++];
    switch (token?.kind) {
      case 'string':
      case 'int':
        return { kind: 'literal', value: token.value };
      case 'field':
        return { kind: 'field', path: token.path };
      case 'variable':
        return { kind: 'variable', name: token.name, path: token.path };
      case 'word':
        if (token.text === 'true' || token.text === 'false')
          return { kind: 'literal', value: token.text === 'true' };
        if (token.text === 'nil') return { kind: 'literal', value: null };
        return { kind: 'call', name: token.text, args: [] };
      case 'sign':
        if (token.text === '(') {
          const inner = pipeline();
          if (!isSign(')')) throw new Error(`line ${line}: a bracket that does not close`);
          at++;
          return inner;
        }
    }
    throw new Error(`line ${line}: an operand is missing`);
  };
  const command = (): Expression => {
    const first = operand();
    const args: Expression[] = [];
    while (at < tokens.length && !isSign('|') && !isSign(')')) args.push(operand());
    if (args.length === 0) return first;
    if (first.kind !== 'call') throw new Error(`line ${line}: only functions take arguments`);
    return { ...first, args };
  };
  const pipeline = (): Expression => {
    const stages = [command()];
    while (isSign('|')) {
      at++;
      stages.push(command());
    }
    return stages.length === 1 && stages[0] ? stages[0] : { kind: 'pipe', stages };
  };
  const found = pipeline();
  if (at < tokens.length) throw new Error(`line ${line}: too much in one action`);
  return found;
}
