// Functions that call their lambda where they stand: `let`, `apply`, `run`, `with` and others.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { atOnce } from '../shapes.ts';
import { argumentsOf } from './calls.ts';
import { expression } from './expressions.ts';
import { lambda } from './functions.ts';
import { type Scope, scopeReceiver } from './scope.ts';

/** `let`, `also`, `apply`, `run`, `with`, `use` and what else calls its lambda at once. */
export function scopeCall(
  node: SyntaxNode,
  name: string,
  object: SyntaxNode | undefined,
  list: SyntaxNode | undefined,
  trailing: SyntaxNode | undefined,
  scope: Scope,
): Expression | undefined {
  if (!trailing) return undefined;
  const given = list?.items ?? [];
  if (name === 'buildString' && !object) {
    const start: Expression = { kind: 'call', node, callee: { kind: 'name', node, name: ':StringBuilder' }, args: [], isNew: true, result: 'StringBuilder' }; // prettier-ignore
    const fn = lambda(trailing, { ...scope, receiver: undefined }, scopeReceiver, false);
    const self: Expression = { kind: 'name', node, name: scopeReceiver };
    const value: Expression = { kind: 'call', node, callee: { kind: 'member', node, object: self, property: 'toString' }, args: [] }; // prettier-ignore
    return atOnce(node, { body: [...fn.body, { kind: 'return', node, value }], parameter: scopeReceiver, given: start }); // prettier-ignore
  }
  const receiver = object ?? (name === 'with' && given.length === 1 ? given[0]?.items.at(-1) : undefined);
  if (receiver && (object === undefined || given.length === 0)) {
    const value = (): Expression => expression(receiver, scope);
    switch (name) {
      case 'let':
      case 'use':
      case 'useLines': {
        const fn = lambda(trailing, scope, scope.receiver);
        return {
          kind: 'call',
          node,
          callee: { kind: 'function', node: trailing, fn },
          args: [{ value: value() }],
        };
      }
      case 'run':
      case 'with': {
        const fn = lambda(trailing, { ...scope, receiver: undefined }, scopeReceiver);
        return atOnce(node, { body: fn.body, parameter: scopeReceiver, given: value() });
      }
      case 'apply':
      case 'also': {
        const isApply = name === 'apply';
        const fn = isApply
          ? lambda(trailing, { ...scope, receiver: undefined }, scopeReceiver, false)
          : lambda(trailing, scope, scope.receiver, false);
        const own = fn.parameters[0]?.target;
        const parameter = isApply ? scopeReceiver : own?.kind === 'bind' ? own.name : 'it';
        const self: Expression = { kind: 'name', node, name: parameter };
        return atOnce(node, {
          body: [...fn.body, { kind: 'return', node, value: self }],
          parameter,
          given: value(),
        });
      }
      case 'takeIf': {
        const fn = lambda(trailing, scope, scope.receiver);
        const own = fn.parameters[0]?.target;
        const parameter = own?.kind === 'bind' ? own.name : 'it';
        const last = fn.body.at(-1);
        if (last?.kind !== 'return' || !last.value) return undefined;
        const kept: Statement = { kind: 'return', node, value: { kind: 'name', node, name: parameter } };
        const test: Statement = { kind: 'if', node, test: last.value, consequent: [kept], otherwise: [] };
        return atOnce(node, { body: [test], parameter, given: value() });
      }
      default:
    }
  }
  if (!runsAtOnce.test(name)) return undefined;
  const fn = lambda(trailing, scope, scope.receiver);
  const before = argumentsOf(list, scope);
  const called: Expression = {
    kind: 'call',
    node,
    callee: { kind: 'function', node: trailing, fn },
    args: [],
  };
  return before.length === 0 ? called : { kind: 'choice', node, test: { kind: 'list', node, items: before.map((one) => one.value) }, branches: [called] }; // prettier-ignore
}

// prettier-ignore
/** Functions that call their lambda at once and return what it returns. */
const runsAtOnce =
  /^(?:run|runCatching|runBlocking|withContext|coroutineScope|supervisorScope|transaction|newSuspendedTransaction|suspendedTransactionAsync|synchronized|lazy|measureTimeMillis|withTimeout|withTimeoutOrNull|repeat|launch|async|thread|remember|suspendTransaction|readAction|writeAction|use)$/;
