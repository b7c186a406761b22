// A proxy on loopback that opens tunnels: CONNECT to names that only it knows.
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** Starts it. `routes` maps `host:port` to a port of this machine; everything else is refused. */
export async function startProxy(
  routes: Readonly<Record<string, number>>,
): Promise<{ url: string; asked: string[]; close(): Promise<void> }> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((_req, res) => res.writeHead(405).end());
  server.on('connect', (req, socket: Socket) => {
    const target = req.url ?? '';
    asked.push(target);
    open.add(socket);
    const port = routes[target];
    if (port === undefined) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    open.add(upstream);
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}
