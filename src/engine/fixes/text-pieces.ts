// Reads a text that is put together from literals and values, with the exact place of every piece.
import type { SyntaxNode } from '../syntax/tree.ts';
import type { SourceEdit } from './edit.ts';

/** Literal text, escapes as written. */
export interface TextPiece {
  type: 'text';
  start: number;
  end: number;
  text: string;
  literal: SyntaxNode;
}

/** A value: an operand of its own, or with `literal` what stands inside one, delimiters included. */
export interface ValuePiece {
  type: 'value';
  start: number;
  end: number;
  /** The expression without its delimiters. */
  node: SyntaxNode;
  literal?: SyntaxNode;
}

export type Piece = TextPiece | ValuePiece;

/** A text and what else of it has to go once its values are handed over, such as the arguments of a format. */
export interface Built {
  node: SyntaxNode;
  pieces: Piece[];
  extra: SourceEdit[];
  /** True for a format in which `%%` writes a percent sign. */
  isPercent: boolean;
}

/** Reads an expression that builds a text; undefined when a part of it is not exactly understood. */
export function readBuilt(node: SyntaxNode): Built | undefined {
  const formatted = readFormat(node);
  if (formatted) return formatted;
  const pieces = readPieces(node);
  if (!pieces?.some((one) => one.type === 'text') || !pieces.some((one) => one.type === 'value'))
    return undefined;
  return { node, pieces, extra: [], isPercent: false };
}

function readPieces(node: SyntaxNode): Piece[] | undefined {
  if (isLiteral(node)) return readLiteral(node);
  if (node.kind === 'concatenated_string') {
    const parts = node.items.map(readPieces);
    return parts.every((one) => one !== undefined) ? parts.flat() : undefined;
  }
  if (isConcatenation(node)) {
    const [left, right] = [node.get('left'), node.get('right')];
    if (!left || !right) return undefined;
    const before = readPieces(left);
    // A group on the right would be cut in two by an edit across its bracket.
    const after = isConcatenation(right) ? undefined : readPieces(right);
    return before && after && [...before, ...after];
  }
  if (node.kind === 'parenthesized_expression' && holdsLiteral(node)) return undefined;
  return [{ type: 'value', start: node.start, end: node.end, node }];
}

function isConcatenation(node: SyntaxNode): boolean {
  return (
    (node.kind === 'binary_expression' || node.kind === 'binary_operator' || node.kind === 'binary') &&
    node.get('operator')?.text === (node.source.language === 'php' ? '.' : '+')
  );
}

function holdsLiteral(node: SyntaxNode): boolean {
  for (const one of node.walk()) if (isLiteral(one)) return true;
  return false;
}

const literalKinds = new Set([
  'string',
  'template_string',
  'interpreted_string_literal',
  'raw_string_literal',
  'string_literal',
  'encapsed_string',
  'interpolated_string_expression',
]);

/** True for a string literal with or without values in it. */
export function isLiteral(node: SyntaxNode): boolean {
  return node.named && literalKinds.has(node.kind);
}

/** The opening mark of a literal, with its prefix. */
export function openingOf(literal: SyntaxNode): string {
  return /^[\w$@]*(?:"""|'''|["'`])/.exec(literal.text)?.[0] ?? '';
}

/** The closing mark of a literal. */
export function closingOf(literal: SyntaxNode): string {
  return openingOf(literal).replace(/^[\w$@]*/, '');
}

const texts = new Set([
  'string_content',
  'string_fragment',
  'escape_sequence',
  'interpreted_string_literal_content',
  'raw_string_literal_content',
  'string_literal_content',
  'multiline_string_fragment',
]);

function readLiteral(literal: SyntaxNode): Piece[] | undefined {
  const opening = openingOf(literal);
  if (opening === '' || /^\w*b\w*["']/i.test(opening)) return undefined;
  const from = literal.start + opening.length;
  const to = literal.end - closingOf(literal).length;
  const pieces: Piece[] = [];
  let at = from;
  const text = (end: number): void => {
    if (end > at)
      pieces.push({ type: 'text', start: at, end, text: literal.source.text.slice(at, end), literal });
  };
  for (const child of literal.children) {
    if (child.start < from || child.end > to || texts.has(child.kind)) continue;
    if (child.kind === '{' || child.kind === '}') continue;
    const value = valueOf(child);
    if (!value) return undefined;
    // PHP's braces stand beside the expression and not around it.
    const braced = literal.source.language === 'php' && literal.source.text[child.start - 1] === '{';
    const [start, end] = braced ? [child.start - 1, child.end + 1] : [child.start, child.end];
    text(start);
    pieces.push({ type: 'value', start, end, node: value, literal });
    at = end;
  }
  text(to);
  // An empty literal still separates two values.
  if (pieces.length === 0) pieces.push({ type: 'text', start: from, end: from, text: '', literal });
  return pieces;
}

/** The expression in an interpolation; undefined when it is formatted on the way. */
function valueOf(child: SyntaxNode): SyntaxNode | undefined {
  if (child.source.language === 'php')
    return child.kind === 'variable_name' || child.kind === 'member_access_expression' ? child : undefined;
  if (child.kind !== 'interpolation' && child.kind !== 'template_substitution') return undefined;
  const items = child.items.filter((one) => one.kind !== 'interpolation_brace');
  const marks = child.children.filter((one) => !one.named && !/^(?:\$\{|#\{|\{|\})$/.test(one.kind));
  return items.length === 1 && marks.length === 0 ? items[0] : undefined;
}

/** `"… %s" % x`, `"… {}".format(x)`, `fmt.Sprintf("… %s", x)`, `String.format(…)`, `sprintf(…)`. */
function readFormat(node: SyntaxNode): Built | undefined {
  const parts = formatParts(node);
  if (!parts) return undefined;
  const { literal, args, names, style } = parts;
  const opening = openingOf(literal);
  if (!isLiteral(literal) || /^\w*[bf]\w*["']/i.test(opening)) return undefined;
  const source = literal.source.text;
  const from = literal.start + opening.length;
  const to = literal.end - closingOf(literal).length;
  const content = source.slice(from, to);
  const spec = style === 'braces' ? /\{\{|\}\}|\{(\w*)\}|[{}]/g : /%%|%(?:\((\w+)\))?([sdivq])|%/g;
  const pieces: Piece[] = [];
  const used = new Set<SyntaxNode>();
  let [at, next] = [from, 0];
  for (const found of content.matchAll(spec)) {
    if (found[0] === '%%' || found[0] === '{{' || found[0] === '}}') continue;
    if (found[0].length < 2 || found[2] === 'q') return undefined;
    const key = found[1];
    const value =
      key === undefined || key === '' ? args[next++] : /^\d+$/.test(key) ? args[Number(key)] : names.get(key);
    if (!value) return undefined;
    used.add(value);
    const start = from + found.index;
    if (start > at)
      pieces.push({ type: 'text', start: at, end: start, text: source.slice(at, start), literal });
    at = start + found[0].length;
    pieces.push({ type: 'value', start, end: at, node: value, literal });
  }
  if (to > at) pieces.push({ type: 'text', start: at, end: to, text: source.slice(at, to), literal });
  if (used.size === 0 || used.size !== args.length + names.size) return undefined;
  const extra = [
    { start: node.start, end: literal.start, text: '' },
    { start: literal.end, end: node.end, text: '' },
  ].filter((one) => one.end > one.start);
  return { node, pieces, extra, isPercent: style === 'percent' };
}

interface FormatParts {
  literal: SyntaxNode;
  args: SyntaxNode[];
  names: Map<string, SyntaxNode>;
  style: 'percent' | 'braces';
}

function formatParts(node: SyntaxNode): FormatParts | undefined {
  const names = new Map<string, SyntaxNode>();
  const { language } = node.source;
  if (language === 'python' && node.kind === 'binary_operator' && node.get('operator')?.text === '%') {
    const [literal, right] = [node.get('left'), node.get('right')];
    if (!literal || !right) return undefined;
    if (right.kind === 'dictionary') {
      for (const pair of right.items) {
        const [key, value] = [pair.get('key'), pair.get('value')];
        if (key?.kind !== 'string' || !value) return undefined;
        names.set(key.text.slice(1, -1), value);
      }
      return { literal, args: [], names, style: 'percent' };
    }
    return { literal, args: right.kind === 'tuple' ? right.items : [right], names, style: 'percent' };
  }
  const given = node.get('arguments')?.items;
  if (!given) return undefined;
  if (language === 'python') {
    const callee = node.get('function');
    const literal = callee?.get('object');
    if (callee?.get('attribute')?.text !== 'format' || !literal) return undefined;
    const args: SyntaxNode[] = [];
    for (const one of given) {
      const [name, value] = [one.get('name'), one.get('value')];
      if (one.kind === 'keyword_argument' && name && value) names.set(name.text, value);
      else if (/splat/.test(one.kind)) return undefined;
      else args.push(one);
    }
    return { literal, args, names, style: 'braces' };
  }
  const callee =
    language === 'java'
      ? `${node.get('object')?.text ?? ''}.${node.get('name')?.text ?? ''}`
      : node.get('function')?.text;
  const isWriter = callee === 'fmt.Fprintf';
  if (!isWriter && callee !== 'fmt.Sprintf' && callee !== 'String.format' && callee !== 'sprintf')
    return undefined;
  const [literal, ...args] = given
    .slice(isWriter ? 1 : 0)
    .map((one) => (one.kind === 'argument' ? (one.items[0] ?? one) : one));
  return literal && { literal, args, names, style: 'percent' };
}
