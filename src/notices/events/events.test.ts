// Events in their forms, and on their ways: a file, syslog over TCP, TLS and UDP, the signed webhook.
import { createHmac } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery } from '../notice.ts';
import { createAuthority, startListener, type Authority } from '../servers-for-tests.ts';
import { cefOf, extensionValue, framed, headerValue, syslogOf } from './cef.ts';
import { deliver } from './deliver.ts';
import type { SocEvent } from './event.ts';
import { readEventSettings, type SinkTarget } from './settings.ts';

const event: SocEvent = {
  id: 'e1',
  at: '2026-11-20T10:00:00.000Z',
  type: 'finding.reported',
  severity: 'high',
  title: 'SQL built from text',
  message: 'The value of `id` becomes part of the text.',
  remedy: 'Pass it as a parameter.',
  who: 'dana',
  origin: 'Claude Code (reported)',
  rule: 'sql-from-interpolation',
  finding: '1a2b3c4d5e6f',
  installation: 42,
  repository: 'acme/shop',
  pull: 7,
  path: 'app/db.py',
  line: 12,
  commit: 'c'.repeat(40),
  code: 'db.execute("… = " + id)',
  url: 'https://github.com/acme/shop/pull/7/checks?check_run_id=9',
};

describe('CEF', () => {
  it('is what the standard has', () => {
    expect(cefOf(event, '1.2.3')).toBe(
      'CEF:0|LangGuard|LangGuard|1.2.3|sql-from-interpolation|SQL built from text|8|' +
        'rt=1795168800000 externalId=e1 cat=finding.reported msg=The value of `id` becomes part of the text. suser=dana ' +
        'filePath=app/db.py request=https://github.com/acme/shop/pull/7/checks?check_run_id\\=9 ' +
        'cs1=acme/shop cs1Label=repository cs2=Pass it as a parameter. cs2Label=remedy ' +
        `cs3=Claude Code (reported) cs3Label=origin cs4=${'c'.repeat(40)} cs4Label=commit ` +
        'cs5=1a2b3c4d5e6f cs5Label=finding cs6=db.execute("… \\= " + id) cs6Label=code ' +
        'cn1=7 cn1Label=pullRequest cn2=12 cn2Label=line cn3=42 cn3Label=installation',
    );
  });

  it.each([
    ['a|b', 'a\\|b', 'a|b'],
    ['a\\b', 'a\\\\b', 'a\\\\b'],
    ['a=b', 'a=b', 'a\\=b'],
    ['a\nb\r\nc', 'a b c', 'a\\nb\\nc'],
    ['a\u0000b\u001b[2Jc', 'a b [2Jc', 'a b [2Jc'],
    ['\\|=\n', '\\\\\\|= ', '\\\\|\\=\\n'],
  ])('escapes %j', (text, inHeader, inExtension) => {
    expect(headerValue(text)).toBe(inHeader);
    expect(extensionValue(text)).toBe(inExtension);
  });

  it('lets no text begin a field or a message of its own', () => {
    const evil = cefOf({ ...event, title: 'x|10|act=blocked', message: 'x suser=root\nCEF:0|a|b|' }, '1');
    expect(evil.split('\n')).toHaveLength(1);
    expect(evil).toContain('|x\\|10\\|act=blocked|8|');
    expect(evil).toContain('msg=x suser\\=root\\nCEF:0|a|b|');
  });

  it('stands in a message of syslog', () => {
    expect(syslogOf(event, { version: '1', host: 'h1' })).toMatch(
      /^<107>1 2026-11-20T10:00:00\.000Z h1 langguard - finding\.reported - CEF:0\|LangGuard/,
    );
    expect(framed(['é', 'b'], 'octets').toString()).toBe('2 é1 b');
    expect(framed(['é', 'b'], 'lines').toString()).toBe('é\nb\n');
  });
});

describe('the file of sinks', () => {
  const references = { env: { KEY: 'k'.repeat(16) }, readFile: () => '-----BEGIN CERTIFICATE-----' };

  it('is understood', () => {
    const { settings, problems } = readEventSettings(
      `version: 1
hosts: [siem.example.com, logs.example.com]
networks: [10.1.2.0/24]
sinks:
  siem: { kind: webhook, url: https://siem.example.com/x, secret: "\${env:KEY}", severity: high }
  splunk: { kind: syslog, host: logs.example.com, repositories: [acme/pay-*], types: [finding.reported, anomaly] }
  out: { kind: stdout, installations: [42] }
`,
      references,
    );
    expect(problems).toEqual([]);
    const [siem, splunk, out] = settings?.sinks ?? [];
    expect(splunk?.target).toEqual({
      kind: 'syslog',
      transport: 'tls',
      host: 'logs.example.com',
      port: 6514,
      framing: 'octets',
      format: 'cef',
    });
    expect([siem?.wants(event), siem?.wants({ ...event, severity: 'medium' })]).toEqual([true, false]);
    expect([splunk?.wants(event), splunk?.wants({ ...event, repository: 'Acme/Pay-1' })]).toEqual([
      false,
      true,
    ]);
    expect(splunk?.wants({ ...event, repository: 'acme/pay-1', type: 'finding.fixed' })).toBe(false);
    expect([out?.wants(event), out?.wants({ ...event, installation: 43 })]).toEqual([true, false]);
  });

  it.each([
    [
      'a secret in the file',
      'siem: { kind: webhook, url: https://siem.example.com/x, secret: abcdefghijklmnop }',
      /does not stand in this file/,
    ],
    [
      'a host that is not listed',
      'siem: { kind: syslog, host: other.example.com }',
      /not listed under `hosts`/,
    ],
    ['plain http', 'siem: { kind: webhook, url: http://siem.example.com/x, secret: "${env:KEY}" }', /https/],
    ['an unknown key', 'out: { kind: stdout, sevrity: high }', /no key "sevrity"/],
    ['a name with a space', '"A b": { kind: stdout }', /lower-case/],
  ])('%s', (_name, sink, problem) => {
    const { settings, problems } = readEventSettings(
      `version: 1\nhosts: [siem.example.com]\nsinks:\n  ${sink}\n`,
      references,
    );
    expect(settings).toBeUndefined();
    expect(problems.map(({ message }) => message).join()).not.toContain('abcdefghijklmnop');
    expect(problems.map(({ message }) => message).join()).toMatch(problem);
  });
});

describe('the ways', () => {
  const folder = mkdtempSync(join(tmpdir(), 'langguard-events-'));
  let authority: Authority;
  beforeAll(async () => {
    authority = await createAuthority();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const second = { ...event, id: 'e2' };
  const send = (target: SinkTarget, over: object = {}): Promise<Delivery> =>
    deliver(
      [event, second],
      { name: 's', target, wants: () => true },
      {
        outgoing: {
          hosts: ['collector.example.com'],
          ports: [443],
          relayNetworks: [],
          insecureLoopback: true,
          resolve: async () => ['127.0.0.1'],
          ca: authority.ca,
          ...over,
        },
        networks: [],
        version: '1',
        now: new Date('2026-11-20T10:00:01Z'),
      },
    );
  const collector = {
    kind: 'syslog',
    host: 'collector.example.com',
    framing: 'octets',
    format: 'cef',
  } as const;

  async function listening(server: ReturnType<typeof createServer>): Promise<number> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }
  const keep = (received: Buffer[]) => (socket: Socket) => {
    socket.on('data', (part: Buffer) => received.push(part));
    socket.on('error', () => {});
  };

  it('a file, to which is only appended', async () => {
    const path = join(folder, 'events.jsonl');
    expect(await send({ kind: 'file', path })).toEqual({ ok: true });
    expect(await send({ kind: 'file', path })).toEqual({ ok: true });
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as SocEvent).id)).toEqual(['e1', 'e2', 'e1', 'e2']);
    expect(JSON.parse(lines[0] as string)).toMatchObject({ version: 1, product: 'LangGuard', who: 'dana' });
    expect(await send({ kind: 'file', path: join(folder, 'no', 'where') })).toMatchObject({
      ok: false,
      isFinal: false,
    });
  });

  it('TCP, in octets', async () => {
    const received: Buffer[] = [];
    const server = createServer(keep(received));
    const port = await listening(server);
    expect(await send({ ...collector, transport: 'tcp', port })).toEqual({ ok: true });
    const text = Buffer.concat(received).toString();
    const length = Number(/^(\d+) </.exec(text)?.[1]);
    const first = Buffer.concat(received).subarray(
      String(length).length + 1,
      String(length).length + 1 + length,
    );
    expect(first.toString()).toContain('externalId=e1');
    expect(text.indexOf('externalId=e1')).toBeLessThan(text.indexOf('externalId=e2'));
    await new Promise((resolve) => server.close(resolve));
    expect(await send({ ...collector, transport: 'tcp', port })).toMatchObject({ ok: false, isFinal: false });
  });

  it('TCP, to somebody who hangs up', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.resetAndDestroy();
    });
    const port = await listening(server);
    expect(await send({ ...collector, transport: 'tcp', port })).toMatchObject({ ok: false });
    await new Promise((resolve) => server.close(resolve));
  });

  it('TLS, with the name checked', async () => {
    const received: Buffer[] = [];
    const good = createTls(await authority.certify('collector.example.com'), keep(received));
    const other = createTls(await authority.certify('other.example.com'), keep([]));
    good.on('tlsClientError', () => {});
    other.on('tlsClientError', () => {});
    const [port, otherPort] = [await listening(good), await listening(other)];
    expect(await send({ ...collector, transport: 'tls', port, format: 'json', framing: 'lines' })).toEqual({
      ok: true,
    });
    expect(Buffer.concat(received).toString().trimEnd().split('\n')).toHaveLength(2);
    expect(await send({ ...collector, transport: 'tls', port: otherPort })).toMatchObject({ ok: false });
    await Promise.all([good, other].map((server) => new Promise((resolve) => server.close(resolve))));
  });

  it('UDP, one datagram each', async () => {
    const socket = createSocket('udp4');
    const received: string[] = [];
    socket.on('message', (bytes) => received.push(bytes.toString()));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    expect(await send({ ...collector, transport: 'udp', port: socket.address().port })).toEqual({ ok: true });
    await expect.poll(() => received.length, { timeout: 150_000 }).toBe(2);
    expect(received[0]).toMatch(/^<107>1 .*externalId=e1/);
    socket.close();
  });

  it('the signed webhook', async () => {
    const listener = await startListener(await authority.certify('collector.example.com'));
    const secrets = ['a'.repeat(20)];
    const url = `https://collector.example.com:${listener.port}/x`;
    expect(await send({ kind: 'webhook', url, secrets }, { ports: [listener.port] })).toEqual({ ok: true });
    const [request] = listener.received;
    const [, seconds, signature] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request?.headers['langguard-signature'])) ?? [];
    expect(signature).toBe(
      createHmac('sha256', 'a'.repeat(20)).update(`${seconds}.${request?.body}`).digest('hex'),
    );
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      kind: 'events',
      events: [{ id: 'e1' }, { id: 'e2' }],
    });
    listener.answer = (_request, response) => response.writeHead(503).end();
    expect(await send({ kind: 'webhook', url, secrets }, { ports: [listener.port] })).toMatchObject({
      ok: false,
      isFinal: false,
    });
    await listener.close();
  });

  it('nothing goes to a host that is not listed, or to an address inside', async () => {
    const port = 1;
    expect(await send({ ...collector, host: 'other.example.com', transport: 'tcp', port })).toMatchObject({
      ok: false,
      isFinal: true,
    });
    expect(await send({ ...collector, transport: 'tcp', port }, { insecureLoopback: false })).toMatchObject({
      ok: false,
    });
    expect(await send({ ...collector, transport: 'udp', port }, { insecureLoopback: false })).toMatchObject({
      ok: false,
    });
  });
});
