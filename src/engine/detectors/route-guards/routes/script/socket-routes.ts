// Reads the events that a socket server answers as routes: Socket.IO and ws.
import type { Expression, FunctionShape } from '../../../../flow/ir.ts';
import type { SyntaxNode } from '../../../../syntax/tree.ts';
import type { Guard } from '../../body/facts.ts';
import { factsOf } from '../../body/body.ts';
import type { Use } from './express-uses.ts';
import { handlerOf } from './handler.ts';
import type { FileContext, Route } from '../../route.ts';
import { dotted, textOf, visitExpression } from '../../shapes.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** `io.of('/admin')` */
function isNamespace(value: Expression | undefined): boolean {
  return value?.kind === 'call' && value.callee.kind === 'member' && value.callee.property === 'of';
}

/** `io.on('connection', socket => socket.on('event', …))`, `wss.on('connection', (ws, req) => …)`. */
export function readSocket(
  call: Call,
  object: Expression,
  file: FileContext,
  uses: Use[],
  found: { receiver: string; route: Route }[],
): void {
  if (textOf(call.args[0]?.value) !== 'connection' && textOf(call.args[0]?.value) !== 'connect') return;
  const receiver = dotted(object)
    ?.replace(/\(\).*$/, '')
    .replace(/\.of$/, '');
  if (
    receiver === undefined ||
    (!/^(?:io|wss?|server|wsServer|webSocketServer|socketServer|nsp|namespace|\w*(?:Io|IO|Wss|Namespace|Socket|SocketServer|WebSocketServer))$/.test(
      receiver.split('.').at(-1) ?? '',
    ) &&
      !isNamespace(file.values.get(receiver)))
  )
    return;
  const guards: Guard[] = [];
  const handler = call.args[1] && handlerOf(call.args[1].value, file, guards);
  const socket = handler?.fn?.parameters[0]?.target;
  if (!handler?.fn || socket?.kind !== 'bind') return;
  const { guard } = factsOf(handler.fn, file.helpers);
  // `server.on('upgrade', …)` decides before the connection stands; `io.use(…)` too.
  if (guard) guards.push(guard);
  const upgrade = refusesUpgrades(file.text);
  if (upgrade) guards.push({ name: 'the upgrade handler', level: upgrade, node: call.node });
  const at = uses.filter((use) => use.receiver === receiver).flatMap((use) => use.guards);
  const route = (name: string, node: SyntaxNode, end: number, fn: FunctionShape): void => {
    found.push({
      receiver,
      route: {
        framework: 'express',
        method: 'WS',
        isMutating: true,
        path: undefined,
        name,
        start: node,
        end,
        guards: [...guards, ...at],
        fn,
        place: 'router',
      },
    });
  };
  let events = 0;
  for (const statement of handler.fn.body)
    if (statement.kind === 'expression')
      visitExpression(statement.value, (one) => {
        if (
          one.kind !== 'call' ||
          one.callee.kind !== 'member' ||
          one.callee.property !== 'on' ||
          dotted(one.callee.object) !== socket.name
        )
          return;
        const event = textOf(one.args[0]?.value);
        const inner = one.args[1]?.value;
        if (
          event === undefined ||
          inner?.kind !== 'function' ||
          /^(?:disconnect|disconnecting|error|close|message|ping|pong|connect)$/.test(event)
        )
          return;
        events++;
        route(event, one.node, one.args[0]?.value.node.end ?? one.node.end, inner.fn);
      });
  if (events === 0) route('connection', call.node, call.args[0]?.value.node.end ?? call.node.end, handler.fn);
}

/** Whether somebody is turned away before a connection stands; an `upgrade` that is only handed on asks nobody. */
function refusesUpgrades(text: string): 'authenticated' | 'maybe' | undefined {
  if (/verifyClient|allowRequest/.test(text)) return 'maybe';
  const at = text.search(/\.on\(\s{0,9}['"]upgrade['"]/);
  const handler = at < 0 ? '' : text.slice(at, at + 1500);
  if (!/^[^,]{1,40},\s{0,9}(?:async\s{1,3})?(?:function\b|\()/.test(handler))
    return /handleUpgrade|['"]upgrade['"]/.test(text) ? 'maybe' : undefined;
  if (
    /auth|token|session|cookie|verif|secret|ticket/i.test(handler) &&
    /destroy\(|\b40[13]\b|\.end\(/.test(handler)
  )
    return 'authenticated';
  return /auth|token|session|cookie|verif|\b40[13]\b|destroy\(|secret|ticket|allow|guard|check/i.test(handler)
    ? 'maybe'
    : undefined;
}
