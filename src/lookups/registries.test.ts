// Tests of the registry clients against nock: addresses, credentials, and what counts as "does not exist".
import npmFetch from 'npm-registry-fetch';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLookups, type LookupOptions } from './index.ts';

const ports = { sleep: async () => {}, now: () => Date.parse('2026-11-20T12:00:00Z') };

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  const left = nock.pendingMocks();
  nock.cleanAll();
  expect(left).toEqual([]);
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

async function ask(name: string, options: LookupOptions = {}, ecosystem = 'npm'): Promise<unknown> {
  const { npm, ...rest } = options;
  const answers = await createLookups({
    ports,
    npm: { registry: standard, ...npm },
    registries: { pypi: python },
    ...rest,
  }).answer([{ kind: 'package', ecosystem, name }]);
  return [...answers.values()][0];
}

const packument = (name: string): object => ({
  name,
  versions: { '1.0.0': {} },
  time: { '1.0.0': '2020-01-01T00:00:00Z' },
});
// Tests may only reach loopback, so the registries stand there.
const standard = 'http://127.0.0.1:4873/';
const acme = 'http://localhost:4874';
const python = 'http://127.0.0.1:4875';

test('a record of npm', async () => {
  nock(standard)
    .get('/left-pad')
    .reply(200, {
      name: 'left-pad',
      versions: { '1.0.0': { deprecated: 'use padStart' }, '1.1.0': { scripts: { postinstall: 'node x' } } },
      time: { created: '2014-01-01T00:00:00Z', '1.0.0': '2014-01-01T00:00:00Z', '1.1.0': 'never' },
      maintainers: [{ name: 'stevemao' }],
      repository: { url: 'git+https://github.com/left-pad/left-pad.git' },
      license: { type: 'WTFPL' },
    });
  expect(await ask('left-pad')).toEqual({
    state: 'known',
    source: standard.replace(/\/$/, ''),
    asOf: '2026-11-20T12:00:00.000Z',
    value: {
      exists: true,
      createdAt: '2014-01-01T00:00:00Z',
      maintainers: ['stevemao'],
      repository: 'git+https://github.com/left-pad/left-pad.git',
      license: 'WTFPL',
      versions: [
        {
          version: '1.0.0',
          publishedAt: '2014-01-01T00:00:00Z',
          deprecated: 'use padStart',
          installScripts: false,
        },
        { version: '1.1.0', installScripts: true },
      ],
    },
  });
});

test('a scope of a trusted .npmrc is asked at its registry with its token, and the token goes nowhere else', async () => {
  const npmrc = [
    {
      isTrusted: true,
      text: `@acme:registry=${acme}/\n//localhost:4874/:_authToken=\${ACME_TOKEN}\n`,
    },
  ];
  const env = { ACME_TOKEN: 'from-the-environment' };
  nock(acme, { reqheaders: { authorization: 'Bearer from-the-environment' } })
    .get('/@acme%2fthing')
    .reply(200, packument('@acme/thing'));
  nock(standard, { badheaders: ['authorization'] })
    .get('/other')
    .reply(200, packument('other'));
  expect(await ask('@acme/thing', { npm: { npmrc, env } })).toMatchObject({
    state: 'known',
    source: acme,
  });
  expect(await ask('other', { npm: { npmrc, env } })).toMatchObject({ state: 'known' });
});

test("a registry that only the repository's own .npmrc names is not asked, and the public one does not stand in for it", async () => {
  const npmrc = [
    { isTrusted: false, text: '@acme:registry=https://evil.example/\nregistry=${SECRET}.evil.example\n' },
  ];
  expect(await ask('@acme/thing', { npm: { npmrc, env: { SECRET: 's' } } })).toEqual({
    state: 'unknown',
    reason: "the repository's .npmrc sends @acme to a registry that is not set up here",
  });
  nock(standard).get('/other').reply(200, packument('other'));
  expect(await ask('other', { npm: { npmrc } })).toMatchObject({ state: 'known' });
});

test('a definite 404 means that the package does not exist', async () => {
  nock(standard).get('/osv-scanner-client').reply(404, { error: 'Not found' });
  expect(await ask('osv-scanner-client')).toMatchObject({ state: 'known', value: { exists: false } });
  nock(python).get('/pypi/flask-helper-pro/json').reply(404, { message: 'Not Found' });
  expect(await ask('Flask_Helper.Pro', {}, 'pypi')).toMatchObject({
    state: 'known',
    value: { exists: false },
  });
});

test('a bare 404 counts when the registry knows a package that exists for sure', async () => {
  nock(standard).get('/nothing').reply(404, '').get('/semver').reply(200, packument('semver'));
  expect(await ask('nothing')).toMatchObject({ state: 'known', value: { exists: false } });
  for (const body of ['', '404 page not found', { message: 'no Route matched with those values' }]) {
    nock(standard).get('/nothing').reply(404, body).get('/semver').reply(404, body);
    expect(await ask('nothing')).toMatchObject({ state: 'unknown' });
  }
});

test("a repository may name npm's own registry", async () => {
  const npmrc = [{ isTrusted: false, text: `registry=${npmFetch.pickRegistry('any')}\n` }];
  nock(standard).get('/other').reply(200, packument('other'));
  expect(await ask('other', { npm: { registry: standard, npmrc } })).toMatchObject({ state: 'known' });
});

test.each([
  ['a page', 404, '<html>'],
  ['401', 401, { error: 'no' }],
  ['403', 403, { error: 'no' }],
  ['405', 405, { error: 'no' }],
  ['the record of another package', 200, packument('other')],
  ['an empty object', 200, {}],
])('%s is no answer', async (_, status, body) => {
  nock(standard).get('/some').reply(status, body);
  expect(await ask('some')).toMatchObject({ state: 'unknown' });
});

test('an address in .npmrc that is none fails only its own scope', async () => {
  const npmrc = [{ isTrusted: true, text: '@acme:registry=nonsense\n' }];
  nock(standard).get('/other').reply(200, packument('other'));
  const answers = await createLookups({ ports, npm: { registry: standard, npmrc } }).answer([
    { kind: 'package', ecosystem: 'npm', name: '@acme/thing' },
    { kind: 'package', ecosystem: 'npm', name: 'other' },
  ]);
  expect([...answers.values()].map((fact) => fact.state)).toEqual(['unknown', 'known']);
});

test('four tries, and a definite answer ends them', async () => {
  nock(standard).get('/some').times(3).reply(503).get('/some').reply(200, packument('some'));
  expect(await ask('some')).toMatchObject({ state: 'known' });
  nock(standard)
    .get('/some')
    .times(4)
    .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
  expect(await ask('some')).toMatchObject({
    state: 'unknown',
    reason: expect.stringContaining('the connection failed (ECONNRESET)'),
  });
});

test('a server that asks for a pause gets it, and one that asks for too long is not waited for', async () => {
  const pauses: number[] = [];
  const waiting = { ports: { ...ports, random: () => 0, sleep: async (ms: number) => void pauses.push(ms) } };
  nock(python)
    .get('/pypi/a/json')
    .reply(429, '', { 'retry-after': '7' })
    .get('/pypi/a/json')
    .reply(404, { message: 'Not Found' });
  expect(await ask('a', waiting, 'pypi')).toMatchObject({ value: { exists: false } });
  expect(pauses).toEqual([7000]);
  nock(python).get('/pypi/a/json').reply(429, '', { 'retry-after': '3600' });
  expect(await ask('a', waiting, 'pypi')).toMatchObject({
    state: 'unknown',
    reason: '127.0.0.1:4875: status 429',
  });
});

test('a mirror of PyPI is asked at its address', async () => {
  nock(acme)
    .get('/root/pypi/requests/json')
    .reply(200, {
      info: { name: 'requests', classifiers: [] },
      releases: {
        '1.0': [{ upload_time_iso_8601: '2020-01-01T00:00:00Z', yanked: true, packagetype: 'sdist' }],
        '2.0': [],
      },
      ownership: { roles: [{ role: 'Owner', user: 'psf' }] },
    });
  expect(await ask('requests', { registries: { pypi: `${acme}/root/` } }, 'pypi')).toMatchObject({
    value: {
      exists: true,
      maintainers: ['psf'],
      versions: [{ version: '1.0', yanked: true, installScripts: true }],
    },
  });
});

test('a redirect to a page that is not found proves nothing', async () => {
  nock(python)
    .get('/pypi/a/json')
    .reply(302, '', { location: `${acme}/` });
  nock(acme).get('/').reply(404, { message: 'Not Found' });
  expect(await ask('a', {}, 'pypi')).toMatchObject({ state: 'unknown' });
});

test('without configuration npm and PyPI are asked at their own addresses', async () => {
  const lookups = createLookups({ ports });
  const answers = await lookups.answer([
    { kind: 'package', ecosystem: 'npm', name: 'a' },
    { kind: 'package', ecosystem: 'pypi', name: 'a' },
  ]);
  // Nothing but loopback can be reached here, so the reasons name the hosts.
  const hosts = [...answers.values()].map((fact) =>
    fact.state === 'unknown' ? fact.reason.split(':', 1)[0] : 'known',
  );
  expect(hosts).toEqual([new URL(npmFetch.pickRegistry('a')).host, 'pypi.org']);
});
