// Calls that name another function and what it is called with, on a thread, in a pool or in a worker: each is that call.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';

/** By the name of the call: at which argument the function stands; those behind it are handed to the function. */
const threads: ReadonlyMap<string, number> = new Map([
  ['to_thread', 0],
  ['run_in_threadpool', 0],
  ['run_in_executor', 1],
  ['call_soon', 0],
  ['call_soon_threadsafe', 0],
  ['call_later', 1],
  ['call_at', 1],
  ['add_task', 0],
  ['deferToThread', 0],
  ['callInThread', 0],
  ['callLater', 1],
  ['async_task', 0],
]);
/** Names that much else has: the object that they are called on tells. */
const queues: ReadonlyMap<string, RegExp> = new Map([
  ['submit', /pool|exec|thread|^(?:ex|tpe|e)$/i],
  ['register', /^atexit$/],
  ['apply_async', /pool/i],
  ['apply', /pool/i],
  ['enqueue', /queue|^q$|rq|redis/i],
  ['run_sync', /thread/i],
  ['spawn', /gevent|eventlet|pool/i],
]);
const wrappers = /^(?:sync_to_async|async_to_sync|database_sync_to_async|threadpool_wrap|asyncify|syncify)$/;
const optionsOfThreads: ReadonlySet<string> = new Set([
  'cancellable',
  'abandon_on_cancel',
  'limiter',
  'context',
]);

/** The call that a call stands for; undefined where it is its own. */
export function laterCall(
  node: SyntaxNode,
  callee: Expression,
  args: readonly Argument[],
): Expression | undefined {
  if (callee.kind === 'call' && callee.args.length === 1 && wrappers.test(nameOf(callee.callee))) {
    const fn = callee.args[0]?.value;
    return fn && isFunction(fn) ? { kind: 'call', node, callee: fn, args: [...args] } : undefined;
  }
  const name = nameOf(callee);
  const owner = callee.kind === 'member' ? callee.object : undefined;
  // A task of Celery, Dramatiq or Huey.
  if (owner && isFunction(owner)) {
    if (name === 'delay' || (name === 'send' && args.length > 0 && /task|job|actor/i.test(owner.node.text)))
      return { kind: 'call', node, callee: owner, args: [...args] };
    if (name === 'apply_async' && !queues.get(name)?.test(owner.node.text))
      return givenApart(node, owner, args, 'args');
  }
  if (/^(?:Thread|Process|Timer)$/.test(name)) {
    const fn = args.find((one) => one.name === 'target' || one.name === 'function')?.value;
    return fn && isFunction(fn) ? givenApart(node, fn, args, 'args') : undefined;
  }
  const owned = queues.get(name);
  const at = owned ? (owner && owned.test(owner.node.text) ? 0 : undefined) : threads.get(name);
  const fn = at === undefined ? undefined : args[at];
  if (at === undefined || !fn || fn.name !== undefined || fn.spread || !isFunction(fn.value))
    return undefined;
  if (name === 'apply' || name === 'apply_async')
    return givenApart(node, fn.value, [{ name: 'args', value: args[1]?.value ?? nothing(node) }], 'args');
  return {
    kind: 'call',
    node,
    callee: fn.value,
    args: args.slice(at + 1).filter((one) => !optionsOfThreads.has(one.name ?? '')),
  };
}

/** The call of a function whose arguments stand in a list and a dictionary: `Thread(target=f, args=(x,))`. */
function givenApart(node: SyntaxNode, fn: Expression, args: readonly Argument[], list: string): Expression {
  const positional = (args.find((one) => one.name === list) ?? args.find((one) => one.name === undefined))
    ?.value;
  const named = args.find((one) => one.name === 'kwargs')?.value;
  return {
    kind: 'call',
    node,
    callee: fn,
    args: [
      ...(positional?.kind === 'list' ? positional.items.map((value): Argument => ({ value })) : []),
      ...(named?.kind === 'object'
        ? named.entries.flatMap(({ key, value }): Argument[] =>
            key === undefined ? [] : [{ name: key, value }],
          )
        : []),
    ],
  };
}

const nothing = (node: SyntaxNode): Expression => ({ kind: 'list', node, items: [] });

/** A name, a field or what `partial` makes; a value that is no function is seldom called so. */
function isFunction(one: Expression): boolean {
  return (
    one.kind === 'name' || one.kind === 'member' || (one.kind === 'call' && nameOf(one.callee) === 'partial')
  );
}

function nameOf(callee: Expression): string {
  return callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
}
