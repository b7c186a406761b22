// The creation of objects and collections in C#.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { argumentsOf } from './calls.ts';
import { expression } from './expressions.ts';
import type { Scope } from './scope.ts';
import { simpleType } from './types.ts';

/** The creation of an object. */
export function creation(node: SyntaxNode, scope: Scope): Expression {
  const type = node.get('type');
  const name = type ? simpleType(type) : '';
  const args = argumentsOf(node.get('arguments'), scope);
  const initializer = node.get('initializer');
  if (name === 'StringBuilder') return args[0]?.value ?? { kind: 'literal', node, value: '' };
  if (/^(?:List|HashSet|Dictionary|Queue|Stack|SortedSet|ConcurrentDictionary)$/.test(name) && initializer)
    return collection(node, initializer, scope);
  if (/^(?:List|HashSet|Queue|Stack|SortedSet)$/.test(name))
    return args[0]?.value ?? { kind: 'list', node, items: [] };
  return {
    kind: 'call',
    node,
    callee: { kind: 'name', node: type ?? node, name },
    args: [...args, ...(initializer ? properties(initializer, scope) : [])],
    isNew: true,
  };
}

/** `{ Name = value }` behind `new` is like an argument by name. */
function properties(node: SyntaxNode, scope: Scope): Argument[] {
  return node.items.flatMap((item): Argument[] => {
    if (item.kind !== 'assignment_expression') return [{ name: '', value: expression(item, scope) }];
    const left = item.get('left');
    const right = item.get('right');
    if (!left || !right) return [];
    const value: Expression =
      right.kind === 'initializer_expression'
        ? { kind: 'list', node: right, items: right.items.map((one) => expression(one, scope)) }
        : expression(right, scope);
    return [{ name: left.text, value }];
  });
}

/** `new() { "a", "b" }` and `new() { ["a"] = x }`; undefined where it sets properties, or nothing. */
export function implicitCollection(node: SyntaxNode, scope: Scope): Expression | undefined {
  const initializer = node.items.find((item) => item.kind === 'initializer_expression');
  const isOne = (item: SyntaxNode): boolean =>
    item.kind !== 'assignment_expression' || item.get('left')?.kind !== 'identifier';
  if (!initializer || initializer.items.length === 0 || !initializer.items.every(isOne)) return undefined;
  return collection(node, initializer, scope);
}

function collection(node: SyntaxNode, initializer: SyntaxNode, scope: Scope): Expression {
  const entries = initializer.items.map((item): { key?: string; value: Expression } => {
    const key = item.kind === 'assignment_expression' ? item.get('left')?.items[0] : item.items[0];
    const value = item.kind === 'assignment_expression' ? item.get('right') : item.items[1];
    if (item.kind !== 'assignment_expression' && item.kind !== 'initializer_expression')
      return { value: expression(item, scope) };
    const text = key ? expression(key, scope) : undefined;
    return {
      ...(text?.kind === 'literal' && { key: String(text.value) }),
      value: value ? expression(value, scope) : { kind: 'other', node: item, parts: [] },
    };
  });
  if (entries.every((entry) => entry.key === undefined))
    return { kind: 'list', node, items: entries.map((entry) => entry.value) };
  return { kind: 'object', node, entries };
}

/** `new { id, Name = x }`: names and values stand side by side. */
export function anonymous(node: SyntaxNode, scope: Scope): Expression {
  const entries: { key?: string; value: Expression }[] = [];
  const parts = node.children.filter((one) => one.named || one.text === '=');
  for (let i = 0; i < parts.length; i++) {
    const one = parts[i];
    if (!one?.named) continue;
    const value = parts[i + 2];
    if (parts[i + 1]?.text === '=' && value) {
      entries.push({ key: one.text, value: expression(value, scope) });
      i += 2;
    } else entries.push({ key: one.text.replace(/^.*\./, ''), value: expression(one, scope) });
  }
  return { kind: 'object', node, entries };
}
