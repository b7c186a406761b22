// Calls and their arguments in PHP.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { expression, named } from './expressions.ts';
import { builtin } from './known-calls.ts';
import { bodyOf } from './statements.ts';

/** A call of a function. */
export function functionCall(node: SyntaxNode): Expression {
  const callee = node.get('function');
  const args = argumentsOf(node.get('arguments'));
  if (!callee) return { kind: 'other', node, parts: args.map((one) => one.value) };
  // `strlen(...)` is the function itself.
  if (node.get('arguments')?.items[0]?.kind === 'variadic_placeholder') return expression(callee);
  const plain = callee.kind === 'name' || (callee.kind === 'qualified_name' && !callee.get('prefix'));
  if (plain) {
    const name = callee.text.replace(/^\\/, '');
    return builtin(node, callee, name, args) ?? call(node, { kind: 'name', node: callee, name }, args);
  }
  // `$name(…)` calls whatever function the variable names.
  if (callee.kind === 'variable_name' || callee.kind === 'subscript_expression')
    return {
      kind: 'choice',
      node,
      test: calling(node, callee),
      branches: [call(node, expression(callee), args)],
    };
  return call(node, named(callee), args);
}

/** A call of a method. */
export function methodCall(node: SyntaxNode, callee: Expression): Expression {
  const name = node.get('name');
  const called = call(node, callee, argumentsOf(node.get('arguments')));
  return name !== undefined && isComputed(name)
    ? { kind: 'other', node, parts: [calling(node, name), called] }
    : called;
}

/** Whether a class or a method is named by a value. */
function isComputed(name: SyntaxNode): boolean {
  return /^(?:variable_name|subscript_expression|encapsed_string|binary_expression)$/.test(name.kind);
}

/** A function, method or class that is chosen by a value. */
function calling(node: SyntaxNode, name: SyntaxNode): Expression {
  return call(node, { kind: 'name', node: name, name: ':callable' }, [{ value: expression(name) }]);
}

/** A call. */
export function call(node: SyntaxNode, callee: Expression, args: Argument[]): Expression {
  return { kind: 'call', node, callee, args };
}

/** The arguments in the parentheses of a call. */
export function argumentsOf(node: SyntaxNode | undefined): Argument[] {
  return (node?.items ?? []).flatMap((item): Argument[] => {
    const value = item.items.at(-1);
    if (item.kind !== 'argument' || !value) return [];
    const name = item.get('name')?.text;
    return [
      {
        ...(name !== undefined && { name }),
        value: expression(value),
        ...(value.kind === 'variadic_unpacking' && { spread: true }),
      },
    ];
  });
}

/** The creation of an object. */
export function creation(node: SyntaxNode): Expression {
  const anonymous = node.items.find((item) => item.kind === 'anonymous_class');
  const holder = anonymous ?? node;
  const args = argumentsOf(holder.items.find((item) => item.kind === 'arguments'));
  if (anonymous) {
    const members = bodyOf(anonymous.get('body'), `class@${anonymous.start}`);
    return {
      kind: 'other',
      node,
      parts: [
        ...args.map((one) => one.value),
        ...members.flatMap((one): Expression[] =>
          one.kind === 'function' ? [{ kind: 'function', node: one.node, fn: one.fn }] : [],
        ),
      ],
    };
  }
  const name = node.items[0];
  const created: Expression = {
    kind: 'call',
    node,
    callee: name ? named(name) : { kind: 'other', node, parts: [] },
    args,
    isNew: true,
  };
  // `new $name()` makes an object of whatever class the variable names.
  return name !== undefined && isComputed(name)
    ? { kind: 'other', node, parts: [calling(node, name), created] }
    : created;
}
