// Messages to servers on loopback: what arrives, what is never followed, read or said, and what counts as which failure.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Outgoing } from './guard.ts';
import type { Message, Notice } from './notice.ts';
import { post } from './post.ts';
import { send } from './send.ts';
import {
  createAuthority,
  startListener,
  startProxy,
  startRelay,
  type Authority,
  type Listener,
  type MailRelay,
  type Proxy,
} from './servers-for-tests.ts';
import { slackBody } from './slack.ts';
import { teamsBody } from './teams.ts';

const host = 'hooks.example.com';
const canary = ['canary', 'in', 'the', 'path'].join('-');
const now = new Date('2026-11-21T07:00:00.000Z');
let authority: Authority;
let listener: Listener;
let relay: MailRelay;
let outgoing: Outgoing;
let url: string;

function notice(over: Partial<Notice> = {}): Notice {
  return {
    severity: 'critical',
    rule: 'sql-from-interpolation',
    title: 'SQL from request data',
    finding: '1a2b3c4d5e6f',
    repository: 'acme/shop',
    pull: 7,
    path: 'app/db.py',
    line: 3,
    code: 'db.execute("SELECT " + x)',
    message: 'The statement is built from text.',
    remedy: 'Bind the value.',
    origin: 'Claude Code (claimed)',
    author: 'dana',
    fails: true,
    pullUrl: 'https://github.com/acme/shop/pull/7',
    checkUrl: 'https://github.com/acme/shop/pull/7/checks?check_run_id=9',
    ...over,
  };
}

function message(notices: Notice[] = [notice()], isDigest = false): Message {
  return { id: '00000000-0000-4000-8000-000000000001', at: now, notices, isDigest };
}

beforeAll(async () => {
  authority = await createAuthority();
  listener = await startListener(await authority.certify(host));
  relay = await startRelay(await authority.certify('mail.example.com'));
  url = `https://${host}:${listener.port}/services/${canary}?sig=1`;
});

afterAll(async () => {
  await listener.close();
  await relay.close();
});

beforeEach(() => {
  listener.received.length = 0;
  listener.connections = 0;
  listener.answer = (_request, response) => void response.writeHead(200).end('ok');
  relay.mails.length = 0;
  relay.refuse = undefined;
  outgoing = {
    hosts: [host, 'other.example.com', 'mail.example.com'],
    ports: [443, listener.port],
    relayNetworks: [],
    ca: authority.ca,
    resolve: async () => ['127.0.0.1'],
    insecureLoopback: true,
  };
});

describe('a post', () => {
  test('arrives whole, by TLS for the name, at the address that was judged', async () => {
    expect(await post(url, '{"a":"ü"}', { 'x-test': '1' }, outgoing)).toEqual({ ok: true });
    expect(listener.received).toMatchObject(
      [
        {
          path: `/services/${canary}?sig=1`,
          body: '{"a":"ü"}',
          headers: { host: `${host}:${listener.port}`, 'x-test': '1', 'content-type': /^application\/json/ },
        },
      ].map((each) => ({
        ...each,
        headers: { ...each.headers, 'content-type': 'application/json; charset=utf-8' },
      })),
    );
  });

  test.each<[name: string, resolved: string[]]>([
    ['a loopback address', ['127.0.0.1']],
    ['a public and a private address', ['8.8.8.8', '10.0.0.1']],
    ['the metadata address', ['169.254.169.254']],
    ['an IPv6-mapped address', ['::ffff:127.0.0.1']],
  ])('to a name that means %s makes no connection', async (_name, resolved) => {
    const { insecureLoopback: _off, ...world } = outgoing;
    const sent = await post(url, '{}', {}, { ...world, resolve: async () => resolved });
    expect(sent).toMatchObject({
      ok: false,
      isFinal: false,
      reason: expect.stringContaining('may not be reached'),
    });
    expect(listener.connections).toBe(0);
  });

  test('resolves once, so that a name whose meaning changes is connected to as it was judged', async () => {
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    let asked = 0;
    const resolve = async () => answers[asked++] ?? [];
    expect(await post(url, '{}', {}, { ...outgoing, resolve })).toEqual({ ok: true });
    expect({ asked, connections: listener.connections }).toEqual({ asked: 1, connections: 1 });
    expect(await post(url, '{}', {}, { ...outgoing, resolve })).toMatchObject({ ok: false });
    expect({ asked, connections: listener.connections }).toEqual({ asked: 2, connections: 1 });
  });

  test.each([
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://0177.0.0.1/x',
    'https://[::ffff:7f00:1]/x',
  ])('to %s is refused for good before anything is resolved', async (address) => {
    let asked = 0;
    const resolve = async () => [`${asked++}`];
    expect(await post(address, '{}', {}, { ...outgoing, resolve })).toMatchObject({
      ok: false,
      isFinal: true,
    });
    expect(asked).toBe(0);
  });

  test('follows no redirect', async () => {
    const second = await startListener(await authority.certify('other.example.com'));
    listener.answer = (_request, response) =>
      void response.writeHead(307, { location: `https://other.example.com:${second.port}/` }).end();
    const sent = await post(url, '{}', {}, { ...outgoing, ports: [listener.port, second.port] });
    expect(sent).toMatchObject({ ok: false, isFinal: true, reason: expect.stringContaining('307') });
    expect(second.connections).toBe(0);
    await second.close();
  });

  describe('through a proxy', () => {
    let proxy: Proxy;
    const through = (over: object = {}): Outgoing => ({
      ...outgoing,
      insecureLoopback: false,
      resolve: async () => ['203.0.114.9'],
      proxy: { host: '127.0.0.1', port: proxy.port, resolves: false, ...over },
    });
    beforeAll(async () => {
      proxy = await startProxy(listener.port);
    });
    afterAll(() => proxy.close());
    beforeEach(() => {
      proxy.asked.length = 0;
      proxy.status = 200;
    });

    test('it is asked for the address that was judged, and TLS is still checked for the name', async () => {
      expect(await post(url, '{}', {}, through({ authorization: 'Basic eDp5' }))).toEqual({ ok: true });
      expect(proxy.asked).toEqual([{ target: `203.0.114.9:${listener.port}`, login: 'Basic eDp5' }]);
      expect(listener.received).toHaveLength(1);
      const other = url.replace(host, 'other.example.com');
      expect(await post(other, '{}', {}, through())).toMatchObject({ ok: false });
      expect(listener.received).toHaveLength(1);
    });

    test.each([
      ['loopback', ['127.0.0.1']],
      ['metadata', ['169.254.169.254']],
      ['private among public', ['203.0.114.9', '10.0.0.1']],
      ['mapped', ['::ffff:127.0.0.1']],
    ])('what may not be reached is not asked of it: %s', async (_name, addresses) => {
      expect(await post(url, '{}', {}, { ...through(), resolve: async () => addresses })).toMatchObject({
        ok: false,
        reason: expect.stringMatching(/may not be reached/),
      });
      expect(proxy.asked).toEqual([]);
    });

    test('where it alone can resolve names it is asked for the name, and only for a listed one', async () => {
      const resolve = () => Promise.reject(new Error('There is no name server here.'));
      expect(await post(url, '{}', {}, { ...through({ resolves: true }), resolve })).toEqual({ ok: true });
      expect(proxy.asked.map(({ target }) => target)).toEqual([`${host}:${listener.port}`]);
      const evil = url.replace(host, 'evil.test');
      expect(await post(evil, '{}', {}, { ...through({ resolves: true }), resolve })).toMatchObject({
        ok: false,
        isFinal: true,
      });
      expect(proxy.asked).toHaveLength(1);
    });

    test.each([407, 403, 502])('that answers %i is tried again later', async (status) => {
      proxy.status = status;
      expect(await post(url, '{}', {}, through({ authorization: `Basic ${canary}` }))).toEqual({
        ok: false,
        reason: `The proxy answered ${status}.`,
        isFinal: false,
      });
    });

    test('that is not there is said without its address', async () => {
      const answer = await post(url, '{}', {}, through({ port: 1 }));
      expect(answer).toEqual({
        ok: false,
        reason: 'It could not be reached (ECONNREFUSED).',
        isFinal: false,
      });
    });
  });

  test('tries the next address when one does not answer', async () => {
    const resolve = async () => ['::1', '127.0.0.1'];
    expect(await post(url, '{}', {}, { ...outgoing, resolve })).toEqual({ ok: true });
  });

  test.each<[name: string, over: () => Partial<Outgoing>, address: () => string]>([
    ['without the authority', () => ({ ca: undefined as never }), () => url],
    ['for another name', () => ({}), () => url.replace(host, 'other.example.com')],
  ])('is not sent to a certificate %s', async (_name, over, address) => {
    expect(await post(address(), '{}', {}, { ...outgoing, ...over() })).toMatchObject({
      ok: false,
      isFinal: false,
    });
    expect(listener.received).toEqual([]);
  });

  test.each<[status: number, headers: Record<string, string>, said: object]>([
    [204, {}, { ok: true }],
    [400, {}, { ok: false, isFinal: true }],
    [404, {}, { ok: false, isFinal: true }],
    [408, {}, { ok: false, isFinal: false }],
    [429, { 'retry-after': '120' }, { ok: false, isFinal: false, retryAfterMs: 120_000 }],
    [429, { 'retry-after': '999999' }, { ok: false, isFinal: false, retryAfterMs: 3_600_000 }],
    [503, {}, { ok: false, isFinal: false }],
  ])('that is answered with %d counts as it should', async (status, headers, said) => {
    listener.answer = (_request, response) => void response.writeHead(status, headers).end(canary);
    const sent = await post(url, '{}', {}, outgoing);
    expect(sent).toMatchObject(said);
    expect(JSON.stringify(sent)).not.toContain(canary);
  });

  test('reads no more of an answer than it allows', async () => {
    let written = 0;
    listener.answer = (_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && written < 64 * 1024 * 1024) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return void response.once('drain', more);
        }
      };
      more();
    };
    expect(await post(url, '{}', {}, outgoing)).toEqual({ ok: true });
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  test('waits for an answer no longer than it allows', async () => {
    listener.answer = () => {};
    const started = Date.now();
    const sent = await post(url, '{}', {}, outgoing, { timeoutMs: 200, maxBytes: 1000 });
    expect(sent).toEqual({ ok: false, reason: 'It did not answer within 0.2 s.', isFinal: false });
    // Where nothing is said it waits for fifteen seconds.
    expect(Date.now() - started).toBeLessThan(15_000);
  });

  test('waits for TLS, and for a name, no longer than it allows', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const limits = { timeoutMs: 200, maxBytes: 1000 };
    const mute = await post(`https://${host}:${port}/`, '{}', {}, { ...outgoing, ports: [port] }, limits);
    const lost = await post(url, '{}', {}, { ...outgoing, resolve: () => new Promise(() => {}) }, limits);
    const late = { ok: false, reason: 'It did not answer within 0.2 s.' };
    expect([mute, lost]).toMatchObject([late, late]);
    silent.close();
  });
});

describe('what a channel is sent', () => {
  const hostile = notice({
    title: '<!channel> & <https://evil.test|click> *bold*',
    message: '[click](https://evil.test) <at>everyone</at> :tada: ![x](https://evil.test/x.png)',
    code: '``` <@U123> ```',
  });

  test('Slack: rich text, in which nothing from a change is anything but text', async () => {
    expect(await send(message([hostile]), { kind: 'slack', url }, outgoing, now)).toEqual({ ok: true });
    const body = JSON.parse(listener.received[0]?.body ?? '') as { text: string; blocks: { type: string }[] };
    expect(body.text).toBe('LangGuard: 1 critical in acme/shop #7');
    expect(body.blocks.map(({ type }) => type)).toEqual(['header', 'rich_text']);
    expect(listener.received[0]?.body).not.toContain('mrkdwn');
  });

  test('Teams: a card of text runs', async () => {
    expect(await send(message([hostile]), { kind: 'teams', url }, outgoing, now)).toEqual({ ok: true });
    const body = listener.received[0]?.body ?? '';
    expect(body).not.toContain('"TextBlock"');
    expect(JSON.parse(body)).toMatchObject({
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { version: '1.4' } }],
    });
  });

  test('a digest is put in order by repository and severity', () => {
    const text = slackBody(
      message(
        [
          notice({ repository: 'acme/a', severity: 'high', title: 'second' }),
          notice({ repository: 'acme/b', severity: 'critical', title: 'first' }),
          notice({ repository: 'acme/a', severity: 'medium', title: 'third' }),
        ],
        true,
      ),
    );
    expect(JSON.parse(text)).toMatchObject({
      text: 'LangGuard digest: 1 critical, 1 high, 1 medium in 2 repositories',
    });
    expect([...text.matchAll(/first|second|third|"acme\/[ab]"/g)].map(([word]) => word)).toEqual([
      '"acme/b"',
      'first',
      '"acme/a"',
      'second',
      'third',
    ]);
  });

  test.each<[name: string, render: (of: Message) => string, maxBytes: number, maxBlocks: number]>([
    ['Slack', slackBody, 36_000, 50],
    ['Teams', teamsBody, 25_000, Infinity],
  ])(
    '%s: hundreds of long findings in dozens of repositories stay within the limits',
    (_name, render, maxBytes, maxBlocks) => {
      const many = Array.from({ length: 300 }, (_, i) =>
        notice({ repository: `acme/shop-${i}`, message: 'ä'.repeat(600), remedy: 'ö'.repeat(600) }),
      );
      const text = render(message(many, true));
      expect(Buffer.byteLength(text)).toBeLessThan(maxBytes);
      expect((text.match(/"type":"(?:rich_text|section|header)"/g) ?? []).length).toBeLessThan(maxBlocks);
      expect(text).toMatch(/And 29\d more/);
    },
  );

  test('webhook: JSON with a signature over time and body, for each secret', async () => {
    const secrets = ['a'.repeat(20), 'b'.repeat(20)];
    await send(message(), { kind: 'webhook', url, secrets }, outgoing, now);
    const { headers, body } = listener.received[0] ?? { headers: {}, body: '' };
    const seconds = now.getTime() / 1000;
    const signed = (secret: string) =>
      createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
    expect(headers).toMatchObject({
      'langguard-delivery': message().id,
      'langguard-signature': `t=${seconds},${secrets.map((each) => `v1=${signed(each)}`).join(',')}`,
    });
    expect(JSON.parse(body)).toEqual({
      version: 1,
      id: message().id,
      at: '2026-11-21T07:00:00.000Z',
      kind: 'findings',
      findings: [
        {
          id: '1a2b3c4d5e6f',
          severity: 'critical',
          rule: 'sql-from-interpolation',
          title: 'SQL from request data',
          repository: 'acme/shop',
          pull: 7,
          path: 'app/db.py',
          line: 3,
          code: 'db.execute("SELECT " + x)',
          message: 'The statement is built from text.',
          remedy: 'Bind the value.',
          origin: 'Claude Code (claimed)',
          author: 'dana',
          fails: true,
          pull_url: 'https://github.com/acme/shop/pull/7',
          check_url: 'https://github.com/acme/shop/pull/7/checks?check_run_id=9',
        },
      ],
    });
  });
});

describe('e-mail', () => {
  const letter = { from: 'LangGuard <langguard@example.com>', to: ['a@example.com', 'b@example.com'] };
  const over = (rest: object = {}) => ({
    kind: 'email' as const,
    letter,
    relay: { host: 'mail.example.com', port: relay.port, security: 'starttls' as const, ...rest },
  });

  test('goes over TLS with a login, under a Message-ID that stays the same', async () => {
    const login = { user: 'langguard', password: 'right' };
    expect(await send(message(), over(login), outgoing, now)).toEqual({ ok: true });
    expect(await send(message(), over(login), outgoing, now)).toEqual({ ok: true });
    const ids = relay.mails.map(({ source }) => /^Message-ID: (.*)$/m.exec(source)?.[1]?.trim());
    expect(ids).toEqual(Array(2).fill(`<${message().id}@example.com>`));
    const [mail] = relay.mails;
    expect(mail).toMatchObject({
      from: 'langguard@example.com',
      to: letter.to,
      isSecure: true,
      user: 'langguard',
    });
    expect(mail?.source).toMatch(/^Subject: LangGuard: 1 critical in acme\/shop #7\r$/m);
    expect(mail?.source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mail?.source).toContain('#7 app/db.py:3');
  });

  test('goes over TLS from the start where the relay wants that', async () => {
    const strict = await startRelay(await authority.certify('mail.example.com'), { secure: true });
    expect(await send(message(), over({ port: strict.port, security: 'tls' }), outgoing, now)).toEqual({
      ok: true,
    });
    expect(strict.mails).toMatchObject([{ isSecure: true }]);
    await strict.close();
  });

  test('never goes without TLS', async () => {
    const plain = await startRelay(await authority.certify('mail.example.com'), {
      hideSTARTTLS: true,
      disabledCommands: ['STARTTLS'],
    });
    expect(await send(message(), over({ port: plain.port }), outgoing, now)).toMatchObject({ ok: false });
    expect(plain.mails).toEqual([]);
    await plain.close();
  });

  test('never goes to a certificate for another name', async () => {
    const other = await startRelay(await authority.certify('other.example.com'));
    expect(await send(message(), over({ port: other.port }), outgoing, now)).toMatchObject({ ok: false });
    expect(other.mails).toEqual([]);
    await other.close();
  });

  test.each([
    [451, false],
    [550, true],
  ])('that is refused with %d is tried again or not', async (code, isFinal) => {
    relay.refuse = code;
    expect(await send(message(), over(), outgoing, now)).toEqual({
      ok: false,
      isFinal,
      reason: `The relay answered ${code}.`,
    });
  });

  test('with a wrong password is tried again, and the password is not said', async () => {
    const sent = await send(message(), over({ user: 'langguard', password: canary }), outgoing, now);
    expect(sent).toMatchObject({ ok: false, isFinal: false });
    expect(JSON.stringify(sent)).not.toContain(canary);
  });

  test('goes to no private relay but in a range that the administrator named', async () => {
    const { insecureLoopback: _off, ...world } = outgoing;
    const sent = await send(message(), over(), { ...world, resolve: async () => ['10.1.2.3'] }, now);
    expect(sent).toMatchObject({ ok: false, reason: expect.stringContaining('may not be reached') });
    const listed = await send(message(), over({ host: 'evil.test' }), outgoing, now);
    expect(listed).toMatchObject({ ok: false, isFinal: true });
  });

  test('cannot be given a header by a name', async () => {
    const bad = notice({ repository: 'acme/shop\r\nBcc: evil@example.com' });
    await send(message([bad]), over(), outgoing, now);
    expect(relay.mails[0]?.to).toEqual(letter.to);
    expect(relay.mails[0]?.source.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m);
  });
});
