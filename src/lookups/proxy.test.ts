// Tests that plain requests go through the environment's proxy, in a process of their own because the setting is global.
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useEnvironmentProxy } from './proxy.ts';

const seen: string[] = [];
const proxy = createServer((incoming, outgoing) => {
  seen.push(incoming.url ?? '');
  outgoing.end('by proxy');
});
proxy.on('connect', (incoming, socket) => {
  seen.push(`CONNECT ${incoming.url}`);
  // Node's fetch tunnels plain HTTP too; what comes through the tunnel is answered here.
  if (incoming.url?.endsWith(':443')) socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  else {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    proxy.emit('connection', socket);
  }
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterAll(() => void proxy.close());

const script = `
  const { useEnvironmentProxy } = await import(${JSON.stringify(new URL('./proxy.ts', import.meta.url).href)});
  const isUsed = useEnvironmentProxy();
  const answer = await fetch(process.env.ADDRESS).then((one) => one.text(), () => 'failed');
  console.log(isUsed, answer);
`;
const ask = async (address: string, env: Record<string, string>): Promise<string> => {
  const run = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ADDRESS: address, ...env },
  });
  return run.stdout.trim();
};

test('http, https and hosts that are left out', async () => {
  const env = { HTTP_PROXY: url, https_proxy: url, NO_PROXY: 'left-out.invalid' };
  expect(await ask('http://mirror.invalid/npm/all.zip', env)).toBe('true by proxy');
  expect(await ask('https://mirror.invalid/npm/all.zip', env)).toBe('true failed');
  expect(await ask('http://left-out.invalid/', env)).toBe('true failed');
  expect(seen).toEqual(['CONNECT mirror.invalid:80', '/npm/all.zip', 'CONNECT mirror.invalid:443']);
});

test('nothing is changed without a proxy', () => {
  expect(useEnvironmentProxy({})).toBe(false);
  expect(useEnvironmentProxy({ HTTPS_PROXY: '' })).toBe(false);
});
