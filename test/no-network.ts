// Denies every connection that does not go to this machine, so that no test depends on the world.
import net from 'node:net';

const loopback = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0']);
const connect = net.Socket.prototype.connect;

// Where files share a process, one denial is enough.
if (connect.name !== 'connectToLoopback') net.Socket.prototype.connect = connectToLoopback as typeof connect;

function connectToLoopback(this: net.Socket, ...args: unknown[]): net.Socket {
  const first = Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0];
  const host =
    typeof first === 'object' && first !== null
      ? (first as { host?: string; path?: string }).path || (first as { host?: string }).host || 'localhost'
      : 'localhost';
  if (!loopback.has(host) && !host.startsWith('/'))
    throw new Error(`The test tried to reach ${host}; only loopback is allowed.`);
  return Reflect.apply(connect, this, args) as net.Socket;
}
