// Calls and their arguments in Python.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { constantText } from '../shapes.ts';
import { child, expression } from './expressions.ts';
import { laterCall } from './later-calls.ts';

/** A call. */
export function call(node: SyntaxNode): Expression {
  const args = node.get('arguments');
  if (args?.kind === 'generator_expression')
    return { kind: 'call', node, callee: child(node, 'function'), args: [{ value: expression(args) }] };
  const given = argumentsOf(args);
  // `dict(shell=True)` is `{"shell": True}`.
  if (
    given.length > 0 &&
    node.get('function')?.text === 'dict' &&
    given.every(({ name, value }) => name !== undefined && (name !== '**' || value.kind === 'name'))
  )
    return {
      kind: 'object',
      node,
      entries: given.map(({ name, value }) =>
        name === undefined || name === '**' ? { value, spread: true } : { key: name, value },
      ),
    };
  const module = importedModule(node);
  if (module !== undefined) return { kind: 'name', node, name: `:${module}` };
  const callee = child(node, 'function');
  if (callee.kind === 'member' && callee.property === '__call__')
    return { kind: 'call', node, callee: callee.object, args: given };
  const named = calledByName(node, callee, given);
  return named ?? laterCall(node, callee, given) ?? { kind: 'call', node, callee, args: given };
}

/** `methodcaller('run', text)(tool)`, `attrgetter('run')(tool)`, `setattr(tool, 'run', fn)`: what they do, as it is mostly written. */
function calledByName(
  node: SyntaxNode,
  callee: Expression,
  given: readonly Argument[],
): Expression | undefined {
  const made = callee.kind === 'call' ? callee : undefined;
  const name = lastName(made?.callee ?? callee);
  const key = made ? made.args[0]?.value : given[1]?.value;
  const object = given[0]?.value;
  const property = key && constantText(key);
  if (!object || property === undefined) return undefined;
  const member: Expression = { kind: 'member', node, object, property };
  if (made && given.length === 1 && name === 'attrgetter') return member;
  if (made && given.length === 1 && name === 'methodcaller')
    return { kind: 'call', node, callee: member, args: made.args.slice(1) };
  const value = given[2]?.value;
  return !made && value && callee.kind === 'name' && name === 'setattr'
    ? { kind: 'assign', node, target: { kind: 'place', place: member, node }, value }
    : undefined;
}

function lastName(callee: Expression): string {
  return callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
}

/** The module of `__import__('os')` and `importlib.import_module('os')`. */
function importedModule(node: SyntaxNode): string | undefined {
  if (!/^(?:__import__|importlib\.import_module|import_module)$/.test(node.get('function')?.text ?? ''))
    return;
  const name = node.get('arguments')?.items[0];
  const text = name && constantText(expression(name));
  return text !== undefined && /^[a-z_][\w.]*$/i.test(text) ? text : undefined;
}

/** The arguments in the parentheses of a call. */
export function argumentsOf(node: SyntaxNode | undefined): Argument[] {
  return (node?.items ?? []).map((item) => {
    if (item.kind === 'keyword_argument') {
      const name = item.get('name')?.text;
      return { ...(name !== undefined && { name }), value: child(item, 'value') };
    }
    if (item.kind === 'dictionary_splat') return { name: '**', value: expression(item), spread: true };
    return { value: expression(item), ...(item.kind === 'list_splat' && { spread: true }) };
  });
}
