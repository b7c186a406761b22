// Macros of Rust, whose arguments the grammar leaves as tokens.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression, Target } from '../../ir.ts';
import { call } from './calls.ts';
import { expression, field, other } from './expressions.ts';
import { method } from './known-calls.ts';
import type { Scope } from './scope.ts';
import { formatted } from './strings.ts';
import { numeric } from './types.ts';

/** A macro by its name. */
export function macro(
  node: SyntaxNode,
  written: string,
  tokens: SyntaxNode | undefined,
  scope: Scope,
): Expression {
  const name = written.replace(/^.*::/, '');
  const args = argumentsOf(tokens, scope);
  const called = (given: Argument[]): Expression => ({ kind: 'call', node, callee: { kind: 'name', node, name: `:${name}` }, args: given }); // prettier-ignore
  if (name === 'html' && tokens) return { kind: 'other', node, parts: rawParts(tokens, scope) };
  if (/^(?:b?doc|bson)$/.test(name) && tokens) return document(node, tokens, scope);
  // These are checked against the schema, or escape what they are given.
  if (/^(?:query(?:_\w+)?|rsx|sql|uri)$/.test(name)) return { kind: 'literal', node, value: undefined };
  if (name === 'format' || name === 'format_args') return formatted(node, args, scope);
  if (name === 'concat') return { kind: 'build', node, parts: args.map((one) => one.value) };
  if (name === 'env' || name === 'include_str' || name === 'option_env') return { kind: 'literal', node, value: undefined }; // prettier-ignore
  if (name === 'vec') return { kind: 'list', node, items: args.map((one) => one.value) };
  if (name === 'write' || name === 'writeln') {
    const [to, ...rest] = args;
    if (!to) return other(node);
    const text = formatted(node, rest, scope);
    // A formatter or stream keeps nothing that is read again here.
    if (to.value.kind !== 'name' || /^(?:f|fmt|formatter|w|out|writer|stdout|stderr|stream|file)$/.test(to.value.name)) return called([to, { value: text }]); // prettier-ignore
    const target: Target = { kind: 'bind', name: to.value.name, node: to.value.node };
    return { kind: 'assign', node, target, value: { kind: 'build', node, parts: [to.value, text] } };
  }
  if (/^(?:e?print(?:ln)?|info|warn|error|debug|trace|panic|bail|anyhow|log)$/.test(name)) {
    const at = args.findIndex((one) => one.value.kind === 'literal' && typeof one.value.value === 'string');
    return called([{ value: formatted(node, at > 0 ? args.slice(at) : args, scope) }]);
  }
  if (name === 'matches') {
    const [subject] = args;
    const alternatives = splitTokens(tokens)[1]?.filter((one) => one.text !== '|') ?? [];
    if (subject && alternatives.length > 0 && alternatives.every((one) => one.kind === 'string_literal')) {
      const tests = alternatives.map((one): Expression => ({ kind: 'binary', node, operator: '==', left: subject.value, right: expression(one, scope) })); // prettier-ignore
      const [first] = tests;
      return tests.length === 1 && first ? first : { kind: 'choice', node, branches: tests };
    }
    return other(node, args.slice(0, 1).map((one) => one.value)); // prettier-ignore
  }
  if (written === 'warp::path') return { kind: 'call', node, callee: { kind: 'member', node, object: { kind: 'name', node, name: 'warp' }, property: 'path' }, args: [] }; // prettier-ignore
  return other(node, args.map((one) => one.value)); // prettier-ignore
}

/** What of a page is put in as it is: `(PreEscaped(text))`. */
function rawParts(tokens: SyntaxNode, scope: Scope): Expression[] {
  const parts: Expression[] = [];
  for (const one of tokens.walk()) {
    const given = one.parent?.children[one.index + 1];
    if (one.kind !== 'identifier' || one.text !== 'PreEscaped' || given?.kind !== 'token_tree') continue;
    parts.push({ kind: 'call', node: one, callee: { kind: 'name', node: one, name: ':maud_raw' }, args: argumentsOf(given, scope) }); // prettier-ignore
  }
  return parts;
}

/** `doc! { "name": name }` */
function document(node: SyntaxNode, tokens: SyntaxNode, scope: Scope): Expression {
  const entries = splitTokens(tokens).flatMap((group): { key?: string; value: Expression }[] => {
    const [key, colon, ...rest] = group;
    if (key?.kind !== 'string_literal' || colon?.text !== ':' || !rest[0]) return [];
    const name = key.text.slice(1, -1);
    const isInner = rest.length === 1 && rest[0].kind === 'token_tree' && rest[0].text.startsWith('{');
    const value = isInner ? document(node, rest[0], scope) : read(rest, rest[0], scope);
    return [{ key: name, value: programs.test(name) ? { kind: 'call', node: rest[0], callee: { kind: 'name', node: key, name: ':mongo_program' }, args: [{ value }] } : value }]; // prettier-ignore
  });
  return { kind: 'object', node, entries };
}

/** What MongoDB runs as JavaScript. */
const programs = /^\$(?:where|function|accumulator)$/;

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
export function argumentsOf(tree: SyntaxNode | undefined, scope: Scope): Argument[] {
  return splitTokens(tree).map((tokens): Argument => {
    const [first, second] = tokens;
    if (first?.kind === 'identifier' && second?.text === '=')
      return { name: first.text, value: read(tokens.slice(2), first, scope) };
    return { value: read(tokens, first as SyntaxNode, scope) };
  });
}

/** The ways of `match sort { … }` or `if asc { … } else { … }`; undefined for other tokens. */
function waysOf(tokens: readonly SyntaxNode[], scope: Scope): Expression[] | undefined {
  const word = tokens[0]?.text;
  const isBlock = (one: SyntaxNode | undefined): boolean =>
    one?.kind === 'token_tree' && one.text.startsWith('{');
  if (word === 'match' && isBlock(tokens.at(-1))) {
    const arms = splitTokens(tokens.at(-1)).map((arm) => {
      const arrows = arm.flatMap((one, index) => (one.text === '=>' ? [index] : []));
      return arrows.length === 1 ? arm.slice((arrows[0] as number) + 1) : [];
    });
    if (arms.length === 0 || arms.some((one) => one.length === 0)) return undefined;
    return arms.map((one) => read(one, one[0] as SyntaxNode, scope));
  }
  if (word !== 'if' || !tokens.some((one) => one.text === 'else')) return undefined;
  const blocks = tokens.filter(isBlock).map((one) => one.children.slice(1, -1));
  if (blocks.some((one) => one.length === 0)) return undefined;
  return blocks.map((one) => read(one, one[0] as SyntaxNode, scope));
}

function read(tokens: readonly SyntaxNode[], owner: SyntaxNode, scope: Scope): Expression {
  const ways = waysOf(tokens, scope);
  if (ways) return { kind: 'choice', node: owner, branches: ways };
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
    const [value, next] = postfix(tokens, at, scope);
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
function postfix(tokens: readonly SyntaxNode[], from: number, scope: Scope): [Expression, number] {
  const node = tokens[from] as SyntaxNode;
  const isGroup = node.kind === 'token_tree';
  const inner = isGroup ? argumentsOf(node, scope).map((one) => one.value) : [];
  let value: Expression = !isGroup
    ? expression(node, scope)
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
      value = macro(node, written, next, scope);
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
        value = method(node, value, next.text, argumentsOf(call, scope), given, scope);
        at++;
      } else value = field(node, value, next.text, scope);
    } else if (token.kind === 'token_tree' && token.text.startsWith('(')) {
      value = call(node, value, argumentsOf(token, scope));
      at++;
    } else if (token.kind === 'token_tree' && token.text.startsWith('[')) {
      const key = argumentsOf(token, scope)[0]?.value ?? { kind: 'other', node, parts: [] };
      value = { kind: 'index', node, object: value, key };
      at++;
    } else if (token.text === 'as' && next) {
      if (numeric.test(next.text) || scope.numbers.has(next.text))
        value = { kind: 'typed', node, type: 'int', value };
      at += 2;
    } else break;
  }
  return [value, at];
}
