// Reads the arguments of Rust macros, which the grammar leaves as tokens, and the holes of format strings.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Argument, Expression } from '../ir.ts';

/** How the lowering makes expressions of what the tokens say. */
export interface Makers {
  atom(node: SyntaxNode): Expression;
  call(node: SyntaxNode, callee: Expression, args: Argument[]): Expression;
  method(node: SyntaxNode, receiver: Expression, name: string, args: Argument[], types: string): Expression;
  field(node: SyntaxNode, object: Expression, name: string): Expression;
  macro(node: SyntaxNode, name: string, tokens: SyntaxNode): Expression;
  isNumber(type: string): boolean;
}

/** The tokens between the brackets, split at commas and semicolons. */
export function splitTokens(tree: SyntaxNode | undefined): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const token of tree?.children.slice(1, -1) ?? []) {
    if (token.kind.endsWith('comment')) continue;
    if (token.text === ',' || token.text === ';') groups.push([]);
    else (groups.at(-1) as SyntaxNode[]).push(token);
  }
  return groups.filter((group) => group.length > 0);
}

/** The arguments in a token tree; `name = value` is one by keyword. */
export function argumentsOf(tree: SyntaxNode | undefined, makers: Makers): Argument[] {
  return splitTokens(tree).map((tokens): Argument => {
    const [first, second] = tokens;
    if (first?.kind === 'identifier' && second?.text === '=')
      return { name: first.text, value: read(tokens.slice(2), first, makers) };
    return { value: read(tokens, first as SyntaxNode, makers) };
  });
}

function read(tokens: readonly SyntaxNode[], owner: SyntaxNode, makers: Makers): Expression {
  const parts: Expression[] = [];
  let isSum = true;
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at] as SyntaxNode;
    if (/^(?:[&*-]|&&|mut|ref|mutable_specifier)$/.test(token.text)) {
      at++;
      continue;
    }
    if (token.text === '+') {
      at++;
      continue;
    }
    if (!token.named && token.text !== 'self') {
      isSum = false;
      at++;
      continue;
    }
    const [value, next] = postfix(tokens, at, makers);
    parts.push(value);
    at = next;
  }
  const [first] = parts;
  if (first && parts.length === 1 && isSum) return first;
  return isSum && parts.length > 1
    ? { kind: 'build', node: owner, parts }
    : { kind: 'other', node: owner, parts };
}

/** An operand and the fields, calls and indexes after it; the position behind it. */
function postfix(tokens: readonly SyntaxNode[], from: number, makers: Makers): [Expression, number] {
  const node = tokens[from] as SyntaxNode;
  const isGroup = node.kind === 'token_tree';
  const inner = isGroup ? argumentsOf(node, makers).map((one) => one.value) : [];
  let value: Expression = !isGroup
    ? makers.atom(node)
    : node.text.startsWith('[') || inner.length > 1
      ? { kind: 'list', node, items: inner }
      : (inner[0] ?? { kind: 'other', node, parts: [] });
  let written = node.text;
  let at = from + 1;
  let types = '';
  while (at < tokens.length) {
    const token = tokens[at] as SyntaxNode;
    const next = tokens[at + 1];
    if (token.text === '?') at++;
    else if (token.text === '!' && next?.kind === 'token_tree') {
      value = makers.macro(node, written, next);
      at += 2;
    } else if (token.text === '::' && next?.text === '<') {
      let depth = 0;
      at++;
      do {
        const text = tokens[at]?.text ?? '>';
        depth += text === '<' ? 1 : text === '>' ? -1 : text === '>>' ? -2 : 0;
        types += text;
        at++;
      } while (depth > 0 && at < tokens.length);
    } else if (token.text === '::' && next?.named) {
      value = { kind: 'member', node, object: value, property: next.text };
      written += `::${next.text}`;
      at += 2;
    } else if (token.text === '.' && next) {
      at += 2;
      if (next.text === 'await') continue;
      let given = types;
      if (tokens[at]?.text === '::' && tokens[at + 1]?.text === '<') {
        const end = tokens.findIndex((one, index) => index > at && one.kind === 'token_tree');
        if (end === -1) break;
        given = tokens.slice(at + 1, end).map((one) => one.text).join(''); // prettier-ignore
        at = end;
      }
      const call = tokens[at];
      if (call?.kind === 'token_tree' && call.text.startsWith('(')) {
        value = makers.method(node, value, next.text, argumentsOf(call, makers), given);
        at++;
      } else value = makers.field(node, value, next.text);
    } else if (token.kind === 'token_tree' && token.text.startsWith('(')) {
      value = makers.call(node, value, argumentsOf(token, makers));
      at++;
    } else if (token.kind === 'token_tree' && token.text.startsWith('[')) {
      const key = argumentsOf(token, makers)[0]?.value ?? { kind: 'other', node, parts: [] };
      value = { kind: 'index', node, object: value, key };
      at++;
    } else if (token.text === 'as' && next) {
      if (makers.isNumber(next.text)) value = { kind: 'typed', node, type: 'int', value };
      at += 2;
    } else break;
  }
  return [value, at];
}

/** The text that `format!` makes of a format and its arguments; names in braces are variables. */
export function formatted(node: SyntaxNode, args: readonly Argument[], makers: Makers): Expression {
  const [format, ...given] = args;
  if (!format) return { kind: 'literal', node, value: '' };
  if (format.value.kind !== 'literal' || typeof format.value.value !== 'string')
    return { kind: 'build', node, parts: args.map((one) => one.value) };
  const parts: Expression[] = [];
  const push = (text: string): void => {
    if (text !== '') parts.push({ kind: 'literal', node: (format as Argument).value.node, value: text });
  };
  const template = format.value.value;
  const positional = given.filter((one) => one.name === undefined);
  let index = 0;
  let at = 0;
  for (const hole of template.matchAll(/\{\{|\}\}|\{([\w.]*)\s*(?::[^{}]*)?\}/g)) {
    push(template.slice(at, hole.index));
    at = hole.index + hole[0].length;
    if (hole[0] === '{{' || hole[0] === '}}') {
      push(hole[0].slice(1));
      continue;
    }
    const name = hole[1] ?? '';
    if (name === '' || /^\d+$/.test(name)) {
      const value = positional[name === '' ? index++ : Number(name)]?.value;
      if (value) parts.push(value);
      continue;
    }
    const named = given.find((one) => one.name === name)?.value;
    parts.push(named ?? makers.field(format.value.node, { kind: 'name', node: format.value.node, name }, ''));
  }
  push(template.slice(at));
  const [only] = parts;
  if (!only) return { kind: 'literal', node, value: '' };
  return parts.length === 1 && only.kind === 'literal' ? only : { kind: 'build', node, parts };
}
