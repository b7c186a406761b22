// The hook as assistants run it: what it sends, and that it never holds them up.
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readTraces } from '../traces/read-signals.ts';
import { headersOf } from './traces-hook.ts';

const cli = fileURLToPath(new URL('../../bin/langguard.js', import.meta.url));

function hook(input: string, env: Record<string, string>): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [cli, 'traces', 'hook'],
      { env: { PATH: process.env['PATH'] ?? '', ...env } },
      (_error, _stdout, stderr) => resolve({ code: child.exitCode, stderr }),
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

it('sends the whole call with the key, and an assistant is never held up', async () => {
  const received: { headers: Record<string, unknown>; body: Buffer }[] = [];
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      received.push({ headers: req.headers, body: Buffer.concat(parts) });
      res.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const content = Array.from({ length: 200 }, (_, n) => `const value${n} = compute(${n});`).join('\n');
  const call = {
    session_id: 's-1',
    cwd: '/',
    tool_name: 'Write',
    tool_input: { file_path: '/home/alice/shop/a.ts', content },
  };
  const sent = await hook(JSON.stringify(call), {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Bearer%20lgt_x',
  });
  expect(sent).toEqual({ code: 0, stderr: '' });
  expect(received[0]?.headers['authorization']).toBe('Bearer lgt_x');
  const { events } = readTraces(received[0]?.body ?? Buffer.alloc(0), {
    kind: 'logs',
    isJson: true,
    now: Date.now(),
  });
  expect(events).toMatchObject([
    {
      kind: 'usage',
      tool: 'claude-code',
      session: 's-1',
      called: 'Write',
      code: [{ path: 'shop/a.ts', text: content }],
    },
  ]);
  expect(await hook('no call', { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })).toEqual({
    code: 0,
    stderr: 'langguard: There is no call of a tool on standard input.\n',
  });
  await new Promise((resolve) => server.close(resolve));
  expect(await hook(JSON.stringify(call), { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })).toEqual({
    code: 0,
    stderr: 'langguard: LangGuard could not be reached.\n',
  });
});

it.each([
  ['Authorization=Bearer%20x,x-a=b', { authorization: 'Bearer x', 'x-a': 'b' }],
  ['', {}],
  [undefined, {}],
  ['=x,a=%E0%A4%A', {}],
])('reads the headers of %j', (text, expected) => {
  expect(headersOf(text)).toEqual(expected);
});
