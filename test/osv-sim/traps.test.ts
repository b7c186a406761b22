// Every way in which OSV or a registry is known to fail: none of them may look like "nothing found".
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLookups, type LookupOptions } from '../../src/lookups/index.ts';
import { type RegistrySimulator, startRegistry } from '../registry-sim/index.ts';
import { type Files, reviewDependencies, told } from '../registry-sim/review.ts';
import {
  advisory,
  canaries,
  type Fault,
  faults,
  type Simulator,
  startOsv,
  type OsvOptions,
} from './index.ts';

const small = { timeoutMs: 60_000, maxBytes: 200_000 };
/** For whoever never answers: any other answer may be late on a busy machine. */
const limitsFor = ({ delayMs }: Fault) => ({
  ...small,
  ...(delayMs === undefined ? {} : { timeoutMs: 300 }),
});
const flaw = advisory('GHSA-aaaa-bbbb-cccc', 'npm', 'bad', [{ introduced: '0' }, { fixed: '2.0.0' }]);
const files: Files = {
  'package.json': JSON.stringify({ dependencies: { bad: '1.0.0', good: '1.0.0' } }, null, 1),
};
const found = 'medium vulnerable-dependency package.json:3';

let osv: Simulator;
let registry: RegistrySimulator;
const open: Simulator[] = [];

beforeAll(async () => {
  registry = await startRegistry({
    npm: { bad: { versions: { '1.0.0': {}, '2.0.0': {} } }, good: { versions: { '1.0.0': {} } } },
  });
});
beforeEach(async () => {
  osv = await start({ advisories: [flaw] });
});
afterEach(async () => {
  registry.heal();
  registry.requests.length = 0;
  await Promise.all(open.splice(0).map((one) => one.close()));
});
afterAll(() => registry.close());

async function start(options: OsvOptions): Promise<Simulator> {
  const simulator = await startOsv(options);
  open.push(simulator);
  return simulator;
}

async function review(
  given: Files = files,
  more: LookupOptions = {},
): Promise<{ lines: string[]; pauses: number[] }> {
  const pauses: number[] = [];
  const lookups = createLookups({
    npm: { registry: registry.npmUrl },
    registries: { pypi: registry.pypiUrl },
    packageLimits: small,
    ...more,
    osv: { url: osv.url, batchLimits: small, recordLimits: small, ...more.osv },
    ports: { sleep: async (ms) => void pauses.push(ms), random: () => 0.5, ...more.ports },
  });
  const { detections } = await reviewDependencies(given, lookups);
  return { lines: told(detections), pauses };
}

test('without a fault the flaw is found and the sound package is clean', async () => {
  expect((await review()).lines).toEqual([found]);
});

const lasting: [string, Fault, RegExp][] = [
  ['429', faults.tooManyRequests, /status 429/],
  ['500', faults.internalError, /status 500/],
  ['503', faults.unavailable, /status 503/],
  ['504', faults.gatewayTimeout, /status 504/],
  ['HTML in the place of JSON', faults.html, /not JSON/],
  ['JSON cut off', faults.truncatedJson, /not JSON/],
  [
    'an empty object',
    faults.emptyObject,
    /not that of an OSV batch query|not that record|not a package record/,
  ],
  ['401', faults.unauthorised, /status 401/],
  ['403', faults.forbidden, /status 403/],
  ['a connection that breaks', faults.hangUp, /connection failed/],
  ['an answer too late', faults.slow(3_600_000), /no answer within 0.3 s/],
  ['an answer too large', faults.oversized(300_000), /larger than 200000 bytes/],
];

test.each(lasting)(
  'OSV answers every batch with %s: both packages are said not to be checked',
  async (_, fault, reason) => {
    osv.fault({ ...fault, on: '/v1/querybatch' });
    const { lines } = await review(files, { osv: { batchLimits: limitsFor(fault) } });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^not checked: known vulnerabilities \(OSV: .*: bad, good\)$/);
    expect(lines[0]).toMatch(reason);
  },
);

test.each(lasting)('OSV answers every record with %s: the flaw stays, unrated', async (_, fault) => {
  osv.fault({ ...fault, on: '/v1/vulns/' });
  expect((await review(files, { osv: { recordLimits: limitsFor(fault) } })).lines).toEqual([found]);
});

test.each(lasting)(
  'the registry answers everything with %s: nothing is invented and nothing clean',
  async (_, fault, reason) => {
    registry.fault(fault);
    const { lines } = await review(files, { packageLimits: limitsFor(fault) });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe(found);
    expect(lines[1]).toMatch(/^not checked: existence, age and deprecation \(.*: bad, good\)$/);
    expect(lines[1]).toMatch(reason);
  },
);

test('a page that says "not found" without being the registry proves nothing', async () => {
  registry.fault(faults.htmlNotFound);
  expect((await review()).lines[1]).toMatch(/^not checked: existence, age and deprecation \(.*status 404/);
});

test.each([
  ['429', faults.tooManyRequests],
  ['503', faults.unavailable],
  ['HTML', faults.html],
] as const)(
  'three times %s and then an answer: the answer counts, after growing pauses',
  async (_, fault) => {
    osv.fault({ ...fault, on: '/v1/querybatch', times: 3 });
    const { lines, pauses } = await review();
    expect(lines).toEqual([found]);
    expect(pauses).toEqual([2000, 6000, 12_000]);
  },
);

test('a page may hold nothing but a token', async () => {
  osv = await start({ advisories: [flaw], emptyFirstPage: true });
  expect((await review()).lines).toEqual([found]);
  const batches = osv.requests
    .filter(({ path }) => path === '/v1/querybatch')
    .map(({ body }) => JSON.parse(body) as { queries: { page_token?: string }[] });
  expect(batches[0]?.queries.every((query) => query.page_token === undefined)).toBe(true);
  expect(batches[1]?.queries.every((query) => query.page_token === 'RklSU1RfUEFHRV9UT0tFTg==')).toBe(true);
});

test('all pages are read, and the token is sent again only for the query that had one', async () => {
  const many = Array.from({ length: 7 }, (_, index) =>
    advisory(`GHSA-many-${index}`, 'npm', 'bad', [{ introduced: '0' }]),
  );
  osv = await start({ advisories: many, pageSize: 2 });
  const { detections } = await reviewDependencies(
    files,
    createLookups({ osv: { url: osv.url }, npm: { registry: registry.npmUrl } }),
  );
  expect(detections[0]).toMatchObject({
    finding: { message: expect.stringContaining('7 known vulnerabilities') },
  });
  const sizes = osv.requests
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => (JSON.parse(body) as { queries: object[] }).queries.length);
  expect(sizes.slice(0, 4)).toEqual([3, 1, 1, 1]);
});

test('a page that fails midway makes the package unknown, not half clean', async () => {
  osv = await start({ advisories: [flaw], emptyFirstPage: true });
  // The first request of each try passes, the one with the token does not.
  let count = 0;
  const counted: typeof fetch = (input, init) => {
    count++;
    if (count > 1) osv.fault({ ...faults.unavailable, on: '/v1/querybatch' });
    return fetch(input, init);
  };
  expect((await review(files, { ports: { fetch: counted } })).lines).toEqual([
    'not checked: known vulnerabilities (OSV: status 503: bad, good)',
  ]);
});

test('1,200 packages are asked for in batches of at most 500 beside a canary, and every one gets an answer', async () => {
  const lookups = createLookups({ osv: { url: osv.url } });
  const names = [...Array.from({ length: 1200 }, (_, index) => `package-${index}`), 'bad'];
  const answers = await lookups.answer(
    names.map((name) => ({ kind: 'advisories', ecosystem: 'npm', name, version: '1.0.0' })),
  );
  expect(answers.size).toBe(1201);
  expect([...answers.values()].every((fact) => fact.state === 'known')).toBe(true);
  const batches = osv.requests
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => (JSON.parse(body) as { queries: { package: { name: string } }[] }).queries);
  expect(batches.map((queries) => queries.length)).toEqual([501, 501, 202]);
  expect(batches.every(([first]) => first?.package.name === 'lodash')).toBe(true);
});

test('the same package asked for by two reviews at once is one request', async () => {
  const lookups = createLookups({ npm: { registry: registry.npmUrl } });
  const request = { kind: 'package', ecosystem: 'npm', name: 'good' } as const;
  await Promise.all([lookups.answer([request]), lookups.answer([request])]);
  expect(registry.requests).toHaveLength(1);
});

test('one bad item costs only its own answer', async () => {
  const names = { bad: '1.0.0', good: '1.0.0' };
  const lookups = createLookups({ osv: { url: osv.url } });
  const request = (name: string) =>
    ({ kind: 'advisories', ecosystem: 'npm', name, version: '1.0.0' }) as const;
  const answers = await lookups.answer([...Object.keys(names).map(request), request('nul\u0000name')]);
  const states = [...answers.values()].map((fact) =>
    fact.state === 'known' ? (fact.value as unknown[]).length : fact.reason,
  );
  expect(states).toEqual([1, 0, 'OSV: status 400 (error in query at index 0: Invalid query.)']);
});

test('a refusal that names no item is halved until the bad one is found', async () => {
  const silent: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    return answer.status === 400
      ? new Response('{"code":3,"message":"Bad request"}', { status: 400 })
      : answer;
  };
  const lookups = createLookups({ osv: { url: osv.url }, ports: { fetch: silent } });
  const names = [...Array.from({ length: 20 }, (_, index) => `p${index}`), 'nul\u0000name', 'bad'];
  const answers = await lookups.answer(
    names.map((name) => ({ kind: 'advisories', ecosystem: 'npm', name, version: '1.0.0' })),
  );
  const unknown = [...answers].filter(([, fact]) => fact.state === 'unknown').map(([key]) => key);
  expect(unknown).toHaveLength(1);
  expect(unknown[0]).toContain('nul');
  expect([...answers.values()].at(-1)).toMatchObject({
    state: 'known',
    value: [{ id: 'GHSA-aaaa-bbbb-cccc' }],
  });
});

test('an OSV that knows nothing of a vulnerable package is not believed when it is silent', async () => {
  osv = await start({ advisories: [flaw], withoutCanaries: true });
  expect((await review()).lines).toEqual([
    found,
    'not checked: known vulnerabilities (OSV: it knows nothing of lodash 4.17.15, which is known to be vulnerable: good)',
  ]);
});

test('fewer results than questions are no answer', async () => {
  osv.fault({
    status: 200,
    body: '{"results":[{"vulns":[{"id":"GHSA-canary-npm-0001"}]}]}',
    on: '/v1/querybatch',
  });
  expect((await review()).lines[0]).toMatch(/not that of an OSV batch query/);
});

test('a host that keeps failing is left alone for a while', async () => {
  osv.fault({ ...faults.unavailable, on: '/v1/querybatch' });
  let now = Date.parse('2026-11-20T12:00:00Z');
  const lookups = createLookups({ osv: { url: osv.url }, ports: { sleep: async () => {}, now: () => now } });
  const ask = async (version: string) => {
    const answers = await lookups.answer([{ kind: 'advisories', ecosystem: 'npm', name: 'bad', version }]);
    return [...answers.values()][0];
  };
  for (const version of ['1.0.0', '1.0.1', '1.0.2']) await ask(version);
  const before = osv.requests.length;
  expect(await ask('1.0.3')).toMatchObject({
    state: 'unknown',
    reason: expect.stringContaining('failed 3 times in a row'),
  });
  expect(osv.requests.length).toBe(before);
  now += 61_000;
  osv.heal();
  expect(await ask('1.0.3')).toMatchObject({ state: 'known', value: [{ id: 'GHSA-aaaa-bbbb-cccc' }] });
});

test('the time for lookups ends the tries, and what was not asked is unknown', async () => {
  osv.fault({ ...faults.unavailable, on: '/v1/querybatch' });
  let now = 0;
  const { lines } = await review(files, {
    budgetMs: 5000,
    ports: { now: () => now, sleep: async (ms) => void (now += ms) },
  });
  expect(lines[0]).toMatch(/^not checked: known vulnerabilities \(OSV: status 503/);
});

test('offline, everything is said not to be checked', async () => {
  expect((await review(files, { offline: true })).lines).toEqual([
    'not checked: existence, age and deprecation (offline: bad, good)',
    'not checked: known vulnerabilities (offline: bad, good)',
  ]);
});

test('offline, a version that is not written is not checked either, and a misspelt name is still seen', async () => {
  const given = { 'package.json': JSON.stringify({ dependencies: { lodahs: '^1.0.0' } }, null, 1) };
  expect((await review(given, { offline: true })).lines).toEqual([
    'medium lookalike-dependency package.json:3',
    'not checked: existence, age and deprecation (offline: lodahs)',
    'not checked: known vulnerabilities (its version is not known (offline): lodahs)',
  ]);
});

test('an advisory that was withdrawn after the server found it does not count', async () => {
  const body = JSON.stringify({ ...flaw, withdrawn: '2026-11-19T00:00:00Z' });
  osv.fault({ status: 200, body, on: '/v1/vulns/' });
  expect((await review()).lines).toEqual([]);
});

test('where the server finds a version affected and its record does not say so, the finding stays', async () => {
  const notes: string[] = [];
  const body = JSON.stringify(advisory(flaw.id, 'npm', 'bad', [{ introduced: '5.0.0' }]));
  osv.fault({ status: 200, body, on: '/v1/vulns/' });
  expect((await review(files, { ports: { log: (message) => notes.push(message) } })).lines).toEqual([found]);
  expect(notes).toEqual([expect.stringContaining('OSV says that GHSA-aaaa-bbbb-cccc affects bad 1.0.0')]);
});

test('a clean answer is believed for an hour, a flaw that could not be read is asked for again', async () => {
  let now = Date.parse('2026-11-20T12:00:00Z');
  const lookups = createLookups({ osv: { url: osv.url }, ports: { now: () => now, sleep: async () => {} } });
  const ask = (name: string) =>
    lookups.answer([{ kind: 'advisories', ecosystem: 'npm', name, version: '1.0.0' }]);
  osv.fault({ ...faults.forbidden, on: '/v1/vulns/' });
  expect([...(await ask('bad')).values()]).toMatchObject([
    { value: [{ summary: 'its record could not be read: status 403' }] },
  ]);
  osv.heal();
  expect([...(await ask('bad')).values()]).toMatchObject([{ value: [{ fixed: ['2.0.0'] }] }]);
  await ask('good');
  const before = osv.requests.length;
  await ask('good');
  await ask('bad');
  expect(osv.requests.length).toBe(before);
  now += 3_600_001;
  await ask('good');
  expect(osv.requests.length).toBe(before + 1);
});

test('names are asked for as the ecosystem spells them', async () => {
  const pypi = advisory('PYSEC-1', 'PyPI', 'ruamel-yaml', [{ introduced: '0' }]);
  osv = await start({ advisories: [pypi] });
  expect(
    (await review({ 'requirements.txt': 'Ruamel.YAML==0.1\n' }, { registries: { pypi: registry.pypiUrl } }))
      .lines,
  ).toContain('medium vulnerable-dependency requirements.txt:1');
});

test('the canaries of the simulator are those of the client', () => {
  expect(canaries.map((one) => one.affected[0]?.package.name)).toEqual(['lodash', 'jinja2']);
});
