// Variables, the patterns that bind them, and assignments in Rust.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement, Target } from '../../ir.ts';
import { blockInto, discard, into } from './branches.ts';
import { commandOf } from './commands.ts';
import { expression } from './expressions.ts';
import type { Scope } from './scope.ts';
import { isNumber, isPlain, typeName } from './types.ts';

/** A `let` with what it binds. */
export function letStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const pattern = node.get('pattern');
  const value = node.get('value');
  if (!pattern) return [];
  const type = node.get('type');
  const isInert = isNumber(type, scope.numbers);
  if (!value) return [];
  const command = pattern.kind === 'identifier' ? commandOf(value, scope) : undefined;
  if (pattern.kind === 'identifier') scope.commands.delete(pattern.text);
  if (command && !command.known) scope.commands.set(pattern.text, command.args);
  const otherwise = node.get('alternative');
  if (otherwise) {
    const given = expression(value, scope);
    return [
      { kind: 'if', node, test: { kind: 'not', node, operand: given }, consequent: blockInto(otherwise, scope, discard), otherwise: [] }, // prettier-ignore
      ...bindings(pattern, given, scope),
    ];
  }
  return into(value, scope, (given) =>
    bindings(pattern, isInert ? { kind: 'typed', node, type: 'int', value: given } : given, scope, type),
  );
}

/** What a pattern binds when it is matched with a value. */
export function bindings(
  pattern: SyntaxNode,
  value: Expression,
  scope: Scope,
  type?: SyntaxNode,
): Statement[] {
  const target = targetOf(pattern, scope);
  if (!target) return [{ kind: 'expression', node: pattern, value }];
  const name = type && bareType(typeName(type, scope));
  const isTyped = name !== undefined && target.kind === 'bind';
  return [
    { kind: 'assign', node: pattern, target: isTyped ? { ...target, type: name } : target, value },
    ...harmless(pattern, scope),
  ];
}

/** `QueryBuilder<Postgres>` calls the methods of `QueryBuilder`; a list stays one. */
function bareType(name: string): string {
  return isPlain(name) ? name : name.replace(/<>$/, '');
}

/** The target that a pattern is; undefined when it binds nothing. */
export function targetOf(pattern: SyntaxNode, scope: Scope): Target | undefined {
  switch (pattern.kind) {
    case 'identifier':
      return /^[A-Z]/.test(pattern.text) ? undefined : { kind: 'bind', name: pattern.text, node: pattern };
    case 'ref_pattern':
    case 'mut_pattern':
    case 'reference_pattern':
    case 'captured_pattern':
    case 'match_pattern': {
      const inner = pattern.items.find((one) => one.kind !== 'mutable_specifier');
      return inner && targetOf(inner, scope);
    }
    case 'or_pattern':
      return pattern.items[0] && targetOf(pattern.items[0], scope);
    case 'tuple_struct_pattern': {
      // An error holds nothing of what failed.
      if (/^(?:Err|None)$/.test(pattern.get('type')?.text ?? '')) return undefined;
      const inner = pattern.items.slice(1);
      if (inner.length === 1 && inner[0]) return targetOf(inner[0], scope);
      return { kind: 'items', node: pattern, results: true, items: inner.map((one) => targetOf(one, scope)) };
    }
    case 'tuple_pattern':
    case 'slice_pattern':
      return {
        kind: 'items',
        node: pattern,
        results: true,
        items: pattern.items.map((one) => targetOf(one, scope)),
      };
    case 'struct_pattern':
      return {
        kind: 'fields',
        node: pattern,
        entries: pattern.items.flatMap((field) => {
          if (field.kind !== 'field_pattern') return [];
          const key = field.get('name');
          const inner = field.get('pattern');
          const target: Target | undefined = inner
            ? targetOf(inner, scope)
            : key && { kind: 'bind', name: key.text, node: key };
          return key && target ? [{ key: key.text, target }] : [];
        }),
      };
    default:
      return undefined;
  }
}

/** Fields of a struct pattern whose type leaves no room for text. */
export function harmless(pattern: SyntaxNode, scope: Scope): Statement[] {
  return [...pattern.walk()].flatMap((one): Statement[] => {
    const name = one.kind === 'field_pattern' && !one.get('pattern') ? one.get('name') : undefined;
    return name && scope.fields.has(name.text) ? [blank(name)] : [];
  });
}

/** A variable that holds no text. */
export function blank(name: SyntaxNode): Statement {
  return {
    kind: 'assign',
    node: name,
    target: { kind: 'bind', name: name.text, node: name },
    value: { kind: 'literal', node: name, value: undefined },
  };
}

/** What an assignment writes to. */
export function place(node: SyntaxNode, scope: Scope): Target {
  const found = expression(node, scope);
  return found.kind === 'name'
    ? { kind: 'bind', name: found.name, node }
    : { kind: 'place', place: found.kind === 'typed' ? found.value : found, node };
}
