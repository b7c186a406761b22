// Chains of calls in Rust that put a command together.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { argumentList } from './calls.ts';
import type { Chain, Scope } from './scope.ts';

/** The program and arguments of a chain on `Command::new(program)`, or on a variable that holds one. */
export function commandOf(node: SyntaxNode, scope: Scope): Chain | undefined {
  if (scope.isClap) return undefined;
  if (!scope.chains.has(node)) scope.chains.set(node, chainOf(node, scope));
  return scope.chains.get(node);
}

function chainOf(node: SyntaxNode, scope: Scope): Chain | undefined {
  const calls: { name: string; args: SyntaxNode | undefined }[] = [];
  let at: SyntaxNode | undefined = node;
  while (at) {
    if (at.kind === 'try_expression' || at.kind === 'await_expression') at = at.items[0];
    else if (at.kind === 'call_expression') {
      const callee: SyntaxNode | undefined = at.get('function');
      if (callee?.kind !== 'field_expression') break;
      calls.unshift({ name: callee.get('field')?.text ?? '', args: at.get('arguments') });
      at = callee.get('value');
    } else break;
  }
  const made = at?.kind === 'call_expression' ? (at.get('function')?.text ?? '') : '';
  const isNew =
    /(?:^|::)Command::new$/.test(made) ||
    (scope.commandName !== undefined && made === `${scope.commandName}::new`);
  const known = at?.kind === 'identifier' && scope.commands.has(at.text) ? at.text : undefined;
  if (!isNew && known === undefined) return undefined;
  const args = isNew ? argumentList(at?.get('arguments'), scope) : [];
  for (const one of calls) {
    const values = argumentList(one.args, scope);
    const [first] = values;
    if (!first) continue;
    if (one.name === 'arg' || one.name === 'raw_arg') args.push(first);
    else if (one.name === 'args')
      args.push(...(first.value.kind === 'list' ? first.value.items.map((value) => ({ value })) : [{ ...first, spread: true }])); // prettier-ignore
  }
  return { args, ...(known !== undefined && { known }) };
}

/** A command with all its arguments. */
export function commandCall(node: SyntaxNode, args: Argument[]): Expression {
  return { kind: 'call', node, callee: { kind: 'name', node, name: ':rust_command' }, args };
}

/** Whether a longer chain holds this call. */
export function isChained(node: SyntaxNode): boolean {
  let above = node.parent;
  while (above?.kind === 'try_expression' || above?.kind === 'await_expression') above = above.parent;
  return above?.kind === 'field_expression' && above.parent?.kind === 'call_expression';
}
