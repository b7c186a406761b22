// Registries of organisations on loopback: who is asked what with which credentials, and what nobody else gets to see.
import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { type Fact, factKey, type FactRequest, type PackageRecord } from '../../src/engine/facts.ts';
import { defaultDependencyPolicy } from '../../src/engine/policy/dependency-policy.ts';
import { createLookups } from '../../src/lookups/index.ts';
import { createOwnerLookups } from '../../src/lookups/owner-lookups.ts';
import {
  type Answerer,
  createPrivateLookups,
  type PrivateRegistry,
} from '../../src/lookups/private-registries.ts';
import { basic } from '../../src/lookups/registries.ts';
import { readRegistryFile } from '../../src/lookups/registry-file.ts';
import { userRegistries } from '../../src/lookups/user-registries.ts';
import { startOsv } from '../osv-sim/index.ts';
import { type Reply, type SeenRequest, type Simulator, startLoopback } from '../osv-sim/loopback.ts';
import { startRegistry } from './index.ts';
import { reviewDependencies, told } from './review.ts';

const open: { close(): Promise<void> }[] = [];
const env = { ACME_TOKEN: 'acme-secret', GLOBEX_TOKEN: 'globex-secret', ACME_PASSWORD: 'acme-password' };

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function started<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const simulator = await starting;
  open.push(simulator);
  return simulator;
}

/** A registry that answers `paths` to whoever shows the header, and 404 to everybody else, as many do. */
function guarded(
  authorization: string | undefined,
  paths: Record<string, Partial<Reply>>,
): Promise<Simulator> {
  return started(
    startLoopback(({ path, headers }) => {
      const found = paths[decodeURIComponent(path)];
      const mayRead = authorization === undefined || headers.authorization === authorization;
      return found && mayRead ? { status: 200, ...found } : { status: 404, body: { error: 'Not found' } };
    }),
  );
}

const packument = (name: string): Partial<Reply> => ({
  body: { name, versions: { '1.0.0': {} }, time: { '1.0.0': '2020-01-01T00:00:00Z' } },
});
const simple = (name: string, version = '1.0.0'): Partial<Reply> => ({
  body: { meta: { 'api-version': '1.1' }, name, files: [{ filename: `${name}-${version}.tar.gz` }] },
});

async function record(lookups: Answerer, ecosystem: string, name: string): Promise<Fact<PackageRecord>> {
  const request: FactRequest = { kind: 'package', ecosystem, name };
  return (await lookups.answer([request])).get(factKey(request)) as Fact<PackageRecord>;
}

function ownersOf(text: string): ReturnType<typeof readRegistryFile>['owners'] {
  const read = readRegistryFile(text, {
    env,
    readFile: (path) => {
      if (path !== '/run/secrets/globex') throw new Error('no such file');
      return 'globex-secret\n';
    },
  });
  expect(read.problems).toEqual([]);
  return read.owners;
}

async function world() {
  const acme = await guarded('Bearer acme-secret', {
    '/@acme/ui': packument('@acme/ui'),
    '/@acme/probe': packument('@acme/probe'),
  });
  const globex = await guarded('Bearer globex-secret', { '/@acme/ui': packument('@acme/ui') });
  const publicly = await started(
    startRegistry({
      npm: { 'left-pad': { versions: { '1.0.0': {} } }, semver: { versions: { '7.0.0': {} } } },
    }),
  );
  const osv = await started(startOsv({ advisories: [] }));
  const base = createLookups({
    osv: { url: osv.url, canaries: {} },
    npm: { registry: publicly.npmUrl },
    registries: { pypi: publicly.pypiUrl },
  });
  const owners = ownersOf(`
version: 1
organisations:
  Acme:
    installation: 7
    registries:
      npm:
        - { url: '${acme.url}', scopes: ['@acme'], probe: '@acme/probe', token: '\${env:ACME_TOKEN}' }
  globex:
    registries:
      npm:
        - { url: '${globex.url}', scopes: ['@acme'], token: '\${file:/run/secrets/globex}' }
`);
  return { acme, globex, publicly, base, lookupsOf: createOwnerLookups(owners, { base }) };
}

test('an organisation asks its own registry with its own token, and another organisation neither uses it nor sees its answers', async () => {
  const { acme, globex, publicly, lookupsOf } = await world();
  expect(await record(lookupsOf('ACME', 7), 'npm', '@acme/ui')).toMatchObject({
    state: 'known',
    source: acme.url,
    isPrivate: true,
    value: { exists: true },
  });
  expect(acme.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer acme-secret']);

  expect(await record(lookupsOf('globex', 8), 'npm', '@acme/ui')).toMatchObject({ source: globex.url });
  expect(globex.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer globex-secret']);

  // Whoever has no entry is told what the public registry says, however often acme has asked.
  expect(await record(lookupsOf('initech', 9), 'npm', '@acme/ui')).toMatchObject({
    state: 'known',
    value: { exists: false },
  });
  // Someone who took the login after acme gave it up has another installation.
  expect(await record(lookupsOf('acme', 99), 'npm', '@acme/ui')).toMatchObject({ value: { exists: false } });
  expect(acme.requests).toHaveLength(1);
  expect(publicly.requests.flatMap(({ headers }) => headers.authorization ?? [])).toEqual([]);
});

test('what the registry does not answer for is asked publicly, without its token', async () => {
  const { acme, publicly, lookupsOf } = await world();
  expect(await record(lookupsOf('acme', 7), 'npm', 'left-pad')).toMatchObject({ value: { exists: true } });
  expect(acme.requests).toEqual([]);
  expect(publicly.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([
    ['/npm/left-pad', undefined],
  ]);
});

test('an answer is kept for its organisation, and asked for once', async () => {
  const { acme, lookupsOf } = await world();
  for (let round = 0; round < 3; round++) await record(lookupsOf('acme', 7), 'npm', '@acme/ui');
  expect(acme.requests).toHaveLength(1);
});

test('a 404 counts only when the registry shows a package that it certainly has', async () => {
  const { acme, lookupsOf } = await world();
  expect(await record(lookupsOf('acme', 7), 'npm', '@acme/utlis')).toMatchObject({
    value: { exists: false },
  });
  // globex names no probe: its 404 may hide what its token may not see.
  expect(await record(lookupsOf('globex', 8), 'npm', '@acme/utlis')).toMatchObject({
    state: 'unknown',
    reason: expect.stringMatching(/404, which may also hide what it has$/),
  });
  acme.fault({ status: 401, body: '{}', on: 'probe' });
  // What it has shown once is believed for the life of the process.
  expect(await record(lookupsOf('acme', 7), 'npm', '@acme/other')).toMatchObject({
    value: { exists: false },
  });
});

test('a wrong token makes nothing invented', async () => {
  const { acme, base } = await world();
  const lookups = createPrivateLookups(
    [
      {
        ecosystem: 'npm',
        at: { url: acme.url },
        scopes: ['@acme'],
        probe: '@acme/probe',
        authorization: 'Bearer old',
      },
    ],
    { base },
  );
  expect(await record(lookups, 'npm', '@acme/ui')).toMatchObject({ state: 'unknown' });
});

test.each<[string, string]>([
  ['npm', '@acme/ui'],
  ['pypi', 'acme-core'],
])('%s: a redirect to another port takes no credentials along', async (ecosystem, name) => {
  const thief = await guarded(undefined, {
    '/@acme/ui': packument('@acme/ui'),
    '/acme-core/': simple('acme-core'),
  });
  const asked: SeenRequest[] = [];
  const own = await started(
    startLoopback((request) => {
      asked.push(request);
      return { status: 302, body: {} };
    }),
  );
  own.fault({
    status: 302,
    headers: { location: `${thief.url}${ecosystem === 'npm' ? '/@acme%2fui' : '/acme-core/'}` },
  });
  const { base } = await world();
  const lookups = createPrivateLookups(
    [{ ecosystem, at: { url: own.url }, authorization: 'Bearer acme-secret' }],
    { base },
  );
  await record(lookups, ecosystem, name);
  expect(own.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer acme-secret']);
  expect(thief.requests).toHaveLength(1);
  expect(JSON.stringify(thief.requests)).not.toContain('acme-secret');
});

test('an index of pip speaks JSON or HTML, and takes a name and a password', async () => {
  const header = basic('ci', 'acme-password');
  const index = await guarded(header, {
    '/simple/acme-core/': simple('acme-core', '2.1.0'),
    '/simple/acme-old/': {
      text: '<!doctype html><a href="../f/acme_old-1.0-py3-none-any.whl#sha256=0">acme_old-1.0-py3-none-any.whl</a><a href="x" data-yanked="bad">acme-old-1.1.tar.gz</a>',
    },
  });
  const owners = ownersOf(`
version: 1
organisations:
  acme:
    registries:
      pypi: [{ url: '${index.url}/simple', scopes: ['acme-*'], user: ci, password: '\${env:ACME_PASSWORD}' }]
`);
  const { base } = await world();
  const lookups = createOwnerLookups(owners, { base })('acme', 1);
  expect(await record(lookups, 'pypi', 'Acme_Core')).toMatchObject({
    value: { exists: true, versions: [{ version: '2.1.0' }] },
  });
  expect(await record(lookups, 'pypi', 'acme-old')).toMatchObject({
    value: {
      versions: [
        { version: '1.0', yanked: false, installScripts: false },
        { version: '1.1', yanked: true, installScripts: true },
      ],
    },
  });
});

test('feeds of NuGet, sparse indexes of crates and compact indexes of gems', async () => {
  const nuget: Record<string, Partial<Reply>> = {};
  const feed = await guarded('Bearer acme-secret', nuget);
  const page = `${feed.url}/v3/reg/acme.core/page/1.0.0/1.0.0.json`;
  const leaf = { catalogEntry: { id: 'Acme.Core', version: '1.0.0', published: '2020-01-01T00:00:00Z' } };
  Object.assign(nuget, {
    '/v3/index.json': {
      body: { resources: [{ '@id': `${feed.url}/v3/reg/`, '@type': 'RegistrationsBaseUrl/3.6.0' }] },
    },
    '/v3/reg/acme.core/index.json': { body: { items: [{ '@id': page, count: 1 }] } },
    '/v3/reg/acme.core/page/1.0.0/1.0.0.json': { body: { '@id': page, count: 1, items: [leaf] } },
  });
  const cargo = await guarded('acme-secret', {
    '/index/ac/me/acme-core': {
      text: '{"name":"acme-core","vers":"1.0.0"}\n{"name":"acme-core","vers":"1.1.0","yanked":true}\n',
    },
  });
  const gems = await guarded('Bearer acme-secret', {
    '/info/acme-core': {
      text: `---\n1.0.0 |checksum:${'a'.repeat(64)}\n1.1.0-java x:>= 1|checksum:${'b'.repeat(64)}\n`,
    },
  });
  const owners = ownersOf(`
version: 1
organisations:
  acme:
    registries:
      nuget: [{ url: '${feed.url}/v3/index.json', scopes: ['Acme.*'], token: '\${env:ACME_TOKEN}' }]
      crates: [{ url: '${cargo.url}/index', scopes: ['acme-*'], token: '\${env:ACME_TOKEN}' }]
      rubygems: [{ url: '${gems.url}', scopes: ['acme-*'], token: '\${env:ACME_TOKEN}' }]
`);
  const { base } = await world();
  const lookups = createOwnerLookups(owners, { base })('acme', 1);
  const versions = async (ecosystem: string, name: string): Promise<unknown> => {
    const fact = await record(lookups, ecosystem, name);
    return fact.state === 'known' && fact.value.exists ? fact.value.versions : fact;
  };
  expect(await versions('nuget', 'Acme.Core')).toEqual([
    { version: '1.0.0', publishedAt: '2020-01-01T00:00:00Z' },
  ]);
  expect(await versions('crates', 'acme-core')).toEqual([
    { version: '1.0.0' },
    { version: '1.1.0', yanked: true },
  ]);
  expect(await versions('rubygems', 'acme-core')).toEqual([{ version: '1.0.0' }, { version: '1.1.0' }]);
});

test('a feed whose registrations lie on another host is not followed there', async () => {
  const elsewhere = await guarded(undefined, {});
  const feed = await guarded('Bearer acme-secret', {
    '/v3/index.json': {
      body: { resources: [{ '@id': `${elsewhere.url}/reg/`, '@type': 'RegistrationsBaseUrl/3.6.0' }] },
    },
  });
  const { base } = await world();
  const lookups = createPrivateLookups(
    [{ ecosystem: 'nuget', at: { url: `${feed.url}/v3/index.json` }, authorization: 'Bearer acme-secret' }],
    { base },
  );
  expect(await record(lookups, 'nuget', 'Acme.Core')).toMatchObject({
    state: 'unknown',
    reason: expect.stringMatching(/its registrations lie on another host/),
  });
  expect(elsewhere.requests).toEqual([]);
});

test('a private package is judged by its own registry, and the public one is still watched for its name', async () => {
  const osv = await started(startOsv({ advisories: [] }));
  const own = await guarded('Bearer acme-secret', { '/@acme/ui': packument('@acme/ui') });
  const publicly = await started(startRegistry({ npm: { '@acme/ui': { versions: { '99.0.0': {} } } } }));
  const base = createLookups({ osv: { url: osv.url, canaries: {} }, npm: { registry: publicly.npmUrl } });
  const lookups = createPrivateLookups(
    [{ ecosystem: 'npm', at: { url: own.url }, scopes: ['@acme'], authorization: 'Bearer acme-secret' }],
    { base },
  );
  const policy = { ...defaultDependencyPolicy, internal: { names: [], scopes: ['npm:@acme'] } };
  const manifest = (version: string): string =>
    `{\n  "dependencies": {\n    "@acme/ui": "${version}"\n  }\n}\n`;
  const { detections } = await reviewDependencies({ 'package.json': manifest('1.0.0') }, lookups, policy);
  expect(told(detections)).toEqual(['critical dependency-confusion package.json:3']);
  // A version that only an assistant knows is told, by the word of the organisation's own registry.
  const second = await reviewDependencies({ 'package.json': manifest('3.0.0') }, lookups, policy);
  expect(told(second.detections)).toContain('medium invented-dependency package.json:3');
  // That the public one could not be asked is said.
  publicly.fault({ status: 503 });
  const blind = createPrivateLookups(
    [{ ecosystem: 'npm', at: { url: own.url }, scopes: ['@acme'], authorization: 'Bearer acme-secret' }],
    {
      base: createLookups({
        osv: { url: osv.url, canaries: {} },
        npm: { registry: publicly.npmUrl },
        ports: { sleep: async () => {} },
      }),
    },
  );
  const third = await reviewDependencies({ 'package.json': manifest('1.0.0') }, blind, policy);
  expect(told(third.detections).join('\n')).toMatch(/not checked: confusion \(whether a public registry/);
});

test("a user's pip, uv, Go and .netrc name who is asked", () => {
  const found = userRegistries({
    env: {
      GOPRIVATE: 'git.acme.example,github.com/acme/*',
      GOPROXY: 'https://go.acme.example,direct',
      UV_INDEX_INNER_USERNAME: 'u',
      UV_INDEX_INNER_PASSWORD: 'p',
    },
    pip: [
      '[global]\nindex-url = https://old.example/simple\n',
      '[global]\nindex-url = https://pip.acme.example/simple/\nextra-index-url =\n    https://one.example/simple\n    https://two.example/simple\n',
    ],
    uv: '[[index]]\nname = "inner"\nurl = "https://uv.acme.example/simple"\n\n[[index]]\nname = "torch"\nurl = "https://torch.example"\nexplicit = true\n',
    netrc: 'machine pip.acme.example login me password hush\ndefault login x password for-everybody\n',
  });
  const shown = found.map(({ ecosystem, at, authorization, scopes, isPartial }: PrivateRegistry) =>
    [
      ecosystem,
      typeof at === 'string' ? at : 'url' in at ? at.url : at.refusal,
      authorization,
      scopes?.[0],
      isPartial,
    ]
      .filter((one) => one !== undefined)
      .join(' '),
  );
  expect(shown).toEqual([
    `pypi https://pip.acme.example/simple ${basic('me', 'hush')}`,
    'pypi https://one.example/simple',
    'pypi https://two.example/simple',
    'pypi public',
    `pypi https://uv.acme.example/simple ${basic('u', 'p')}`,
    'go GOPRIVATE keeps its name from proxies git.acme.example',
    'go https://go.acme.example true',
  ]);
});

test('a module of GOPRIVATE is told to nobody', async () => {
  const { base, publicly } = await world();
  const lookups = createPrivateLookups(userRegistries({ env: { GOPRIVATE: 'github.com/acme' }, pip: [] }), {
    base,
  });
  expect(await record(lookups, 'go', 'github.com/acme/tools/cli')).toEqual({
    state: 'unknown',
    reason: 'GOPRIVATE keeps its name from proxies',
  });
  expect(publicly.requests).toEqual([]);
});

test.each<[string, string, string]>([
  [
    'a secret in the file',
    "[{ url: 'https://npm.acme.example', token: abcdef }]",
    '5:55: organisations.acme.registries.npm.0.token: a secret does not stand in this file',
  ],
  ['a variable that is not set', "[{ url: 'https://npm.acme.example', token: '${env:NOPE}' }]", 'is not set'],
  [
    'a password in the address',
    "[{ url: 'https://a:b@npm.acme.example' }]",
    'write the credentials beside the address',
  ],
  [
    'credentials over http',
    "[{ url: 'http://npm.acme.example', token: '${env:ACME_TOKEN}' }]",
    'over https only',
  ],
  ['no scope of npm', "[{ url: 'https://npm.acme.example', scopes: ['acme-*'] }]", 'scopes such as `@acme`'],
  ['an unknown key', "[{ url: 'https://npm.acme.example', auth: x }]", 'there is no key "auth" here'],
])('the file: %s', (_name, npm, message) => {
  const text = `version: 1\norganisations:\n  acme:\n    registries:\n      npm: ${npm}\n`;
  const { problems, owners } = readRegistryFile(text, { env, readFile: () => '' });
  expect(owners).toEqual([]);
  const said = problems.map(({ line, column, message: text }) => `${line}:${column}: ${text}`).join('\n');
  expect(said).toContain(message);
  for (const secret of ['abcdef', 'a:b', 'acme-secret']) expect(said).not.toContain(secret);
});

test.each(['etag', 'last-modified'])(
  'an unchanged record of several answers is not sent again: %s',
  async (kind) => {
    let versions = 'v1.0.0\n';
    const tagOf = (text: string): string =>
      kind === 'etag'
        ? `"${createHash('sha256').update(text).digest('hex')}"`
        : new Date(Date.UTC(2020, 0, text.length)).toUTCString();
    const http = await import('node:http');
    const seen: [string, number][] = [];
    const server = http.createServer((request, response) => {
      const text = request.url?.endsWith('list')
        ? versions
        : '{"Version":"v1.0.0","Time":"2020-01-01T00:00:00Z"}';
      const tag = tagOf(text);
      const isSame = [request.headers['if-none-match'], request.headers['if-modified-since']].includes(tag);
      seen.push([request.url ?? '', isSame ? 304 : 200]);
      response.writeHead(isSame ? 304 : 200, { [kind]: tag }).end(isSame ? undefined : text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
    const { port } = server.address() as { port: number };
    let now = Date.parse('2026-11-20T12:00:00Z');
    const lookups = createLookups({
      registries: { go: `http://127.0.0.1:${port}` },
      ports: { now: () => now },
    });
    const name = 'example.com/thing';
    await record(lookups, 'go', name);
    now += 3_600_001;
    expect(await record(lookups, 'go', name)).toMatchObject({ value: { versions: [{ version: '1.0.0' }] } });
    expect(seen.map(([, status]) => status)).toEqual([200, 200, 304, 304]);
    versions = 'v1.0.0\nv1.1.0\n';
    now += 3_600_001;
    expect(await record(lookups, 'go', name)).toMatchObject({
      value: { versions: [{ version: '1.0.0' }, { version: '1.1.0' }] },
    });
  },
);
