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
  const args = argumentsOf(node.get('arguments'));
  const called = validated(node, callee, args) ?? call(node, callee, args);
  return name !== undefined && isComputed(name)
    ? { kind: 'other', node, parts: [calling(node, name), called] }
    : called;
}

/** The fields that Laravel’s `$request->validate(['page' => 'integer'])` lets through, each after its rules. */
function validated(node: SyntaxNode, callee: Expression, args: readonly Argument[]): Expression | undefined {
  if (callee.kind !== 'member' || callee.property !== 'validate') return undefined;
  const [first, second] = args.map((one) => one.value);
  const [request, rules] = second?.kind === 'object' ? [first, second] : [callee.object, first];
  if (!request || rules?.kind !== 'object' || rules.entries.length === 0) return undefined;
  if (!rules.entries.some(({ value }) => isRule.test(value.node.text.slice(0, 400)))) return undefined;
  return {
    kind: 'object',
    node,
    entries: rules.entries.flatMap(({ key, value }): { key: string; value: Expression }[] => {
      if (key === undefined || key.includes('.')) return [];
      const isChecked = leavesNoText.test(value.node.text.slice(0, 400));
      const field: Expression = { kind: 'member', node, object: request, property: key };
      return [{ key, value: isChecked ? { kind: 'literal', node: value.node, value: 0 } : field }];
    }),
  };
}

const isRule = /['"|](?:bail|required|nullable|sometimes|string|integer|numeric|array|email|max:|min:)/;
const leavesNoText =
  /['"|](?:int(?:eger)?|numeric|decimal|digits|bool(?:ean)?|accepted|date(?:_format)?|in|exists|uuid|ulid|ip|alpha(?:_num|_dash)?|regex|file|image|mimes|timezone)(?=['"|:,])|Rule::(?:in|exists|enum)\(|new Enum\(/;

/** Whether a class or a method is named by a value. */
function isComputed(name: SyntaxNode): boolean {
  return /^(?:variable_name|subscript_expression|encapsed_string|binary_expression)$/.test(name.kind);
}

/** A method of a class that a variable names: `$class::find(1)`. */
export function callOfNamed(node: SyntaxNode, scope: SyntaxNode, called: Expression): Expression {
  return isComputed(scope)
    ? { kind: 'choice', node, test: calling(node, scope), branches: [called] }
    : called;
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
