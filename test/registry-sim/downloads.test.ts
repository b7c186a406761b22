// Downloads, tags of answers, tokens and Go's times over the simulated registries: what is asked, how often and by whom.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Fact, factKey, type FactRequest, type PackageRecord } from '../../src/engine/facts.ts';
import { createLookups, type LookupOptions } from '../../src/lookups/index.ts';
import { faults } from '../osv-sim/loopback.ts';
import { type Simulator, startOsv } from '../osv-sim/index.ts';
import { type RegistrySimulator, startRegistry } from './index.ts';
import { type PlainSimulator, startPlainRegistries } from './plain-registries.ts';
import { reviewDependencies } from './review.ts';

let osv: Simulator;
let registry: RegistrySimulator;
let plain: PlainSimulator;
let options: LookupOptions;

const young = {
  createdAt: '2026-11-17T00:00:00.000Z',
  repository: false as const,
  maintainers: ['stranger'],
};
const one = { '1.0.0': {} };

beforeAll(async () => {
  osv = await startOsv();
  registry = await startRegistry({
    npm: {
      lodash: { versions: one, downloads: 40_000_000 },
      lodahs: { versions: one, ...young, downloads: 12 },
      express: { versions: one, downloads: 30_000_000 },
      expresss: {
        versions: one,
        createdAt: '2026-01-01T00:00:00.000Z',
        maintainers: ['other'],
        downloads: 900_000,
      },
      typescrpt: { versions: one, ...young },
      typescript: { versions: one, downloads: 5 },
    },
  });
  plain = await startPlainRegistries({
    go: {
      'example.com/Steady': {
        versions: {
          '0.9.0': { publishedAt: '2019-01-01T00:00:00Z' },
          '1.9.0': { publishedAt: '2026-11-18T00:00:00Z' },
          '1.10.0': { publishedAt: '2026-11-19T00:00:00Z' },
        },
      },
    },
    pub: { http: { versions: one, downloads: 90_000 }, htttp: { versions: one, ...young, downloads: 7 } },
    packagist: {
      'monolog/monolog': { versions: one, downloads: 90_000 },
      'monolg/monolog': { versions: one, ...young, downloads: 14 },
    },
    hex: { jason: { versions: one } },
    rubygems: { nokogiri: { versions: one }, nokogri: { versions: one, ...young, downloads: 31 } },
  });
});

beforeEach(() => {
  options = {
    osv: { url: osv.url, canaries: {} },
    npm: { registry: registry.npmUrl },
    registries: { pypi: registry.pypiUrl, ...plain.registries },
    downloads: { npm: registry.npmDownloadsUrl, packagist: plain.registries.packagist },
  };
  registry.requests.length = 0;
  plain.requests.length = 0;
});
afterEach(() => {
  registry.heal();
  plain.heal();
});
afterAll(() => Promise.all([osv.close(), registry.close(), plain.close()]));

async function findings(files: Record<string, string>): Promise<{ severity: string; message: string }[]> {
  const { detections } = await reviewDependencies(files, createLookups(options));
  return detections.flatMap((found) =>
    'finding' in found && found.finding.rule === 'lookalike-dependency' ? [found.finding] : [],
  );
}
const manifest = (name: string): Record<string, string> => ({
  'package.json': JSON.stringify({ dependencies: { [name]: '1.0.0' } }, null, 2),
});
const counts = (): string[] =>
  registry.requests.map(({ path }) => path).filter((path) => path.startsWith('/npm-api/'));

test('a new package with few downloads is told with both', async () => {
  const [found] = await findings(manifest('lodahs'));
  expect(found?.severity).toBe('high');
  expect(found?.message).toContain(
    '3 days old, 12 downloads a week, no repository, two letters swapped from `lodash`',
  );
  // What so few download could not be cleared by the target's count.
  expect(counts()).toEqual(['/npm-api/downloads/point/last-week/lodahs']);
});

test('what a hundredth of the target downloads is no imitation of it', async () => {
  expect(await findings(manifest('expresss'))).toEqual([]);
  expect(counts().toSorted()).toEqual([
    '/npm-api/downloads/point/last-week/express',
    '/npm-api/downloads/point/last-week/expresss',
  ]);
});

test.each([
  ['not counted', undefined],
  ['unavailable', { on: '/npm-api/', ...faults.forbidden }],
  ['a page', { on: '/npm-api/', ...faults.htmlNotFound }],
])('downloads that are %s say nothing', async (_, fault) => {
  if (fault) registry.fault(fault);
  const [found] = await findings(manifest('typescrpt'));
  expect(found?.severity).toBe('high');
  expect(found?.message).not.toContain('download');
});

test.each([
  ['pubspec.yaml', 'name: app\ndependencies:\n  htttp: 1.0.0\n', '7 downloads a week'],
  ['composer.json', '{"require": {"monolg/monolog": "1.0.0"}}', '14 downloads a week'],
  ['Gemfile', "source 'https://rubygems.org'\ngem 'nokogri', '1.0.0'\n", '31 downloads in all'],
])('%s', async (path, text, wanted) => {
  const [found] = await findings({ [path]: text });
  expect(found?.message).toContain(wanted);
});

test('no public count is asked for where another registry stands in', async () => {
  const { downloads: _downloads, ...rest } = options;
  options = rest;
  const asked: string[] = [];
  options.ports = {
    fetch: (url, init) => {
      asked.push(String(url));
      return fetch(url, init);
    },
  };
  await findings(manifest('lodahs'));
  expect(asked.filter((url) => !url.startsWith('http://127.0.0.1:'))).toEqual([]);
});

const answer = async (given: LookupOptions, request: FactRequest): Promise<Fact<PackageRecord>> =>
  (await createLookups(given).answer([request])).get(factKey(request)) as Fact<PackageRecord>;

test('an answer that is too old is asked for by its tag, and believed again when it has not changed', async () => {
  const cacheDirectory = mkdtempSync(join(tmpdir(), 'langguard-etag-'));
  try {
    const request: FactRequest = { kind: 'package', ecosystem: 'npm', name: 'express' };
    const at = (hours: number): LookupOptions => ({
      ...options,
      cacheDirectory,
      ports: { now: () => Date.parse('2026-11-20T00:00:00Z') + hours * 3_600_000 },
    });
    const first = await answer(at(0), request);
    const second = await answer(at(2), request);
    expect(registry.requests.map(({ headers }) => headers['if-none-match'] !== undefined)).toEqual([
      false,
      true,
    ]);
    expect(second).toEqual({ ...first, asOf: '2026-11-20T02:00:00.000Z' });
    // Believed for its time again, on disk too.
    expect(await answer(at(2.1), request)).toEqual(second);
    expect(registry.requests).toHaveLength(2);
    registry.fault({ on: '/npm/', status: 304 });
    const other: FactRequest = { kind: 'package', ecosystem: 'npm', name: 'lodash' };
    expect((await answer(at(3), other)).state).toBe('unknown');
  } finally {
    rmSync(cacheDirectory, { recursive: true });
  }
});

test('a token goes to its registry alone', async () => {
  const token = 'x'.repeat(12);
  const given = { ...options, tokens: { hex: token } };
  await answer(given, { kind: 'package', ecosystem: 'hex', name: 'jason' });
  await answer(given, { kind: 'package', ecosystem: 'pub', name: 'http' });
  expect(plain.requests.map(({ path, headers }) => [path.split('/')[1], headers.authorization])).toEqual([
    ['hex', `Bearer ${token}`],
    ['pub', undefined],
  ]);
});

test("Go's proxy is asked when the first and the latest versions were made", async () => {
  const request: FactRequest = { kind: 'package', ecosystem: 'go', name: 'example.com/Steady' };
  const found = await answer(options, request);
  expect(found).toMatchObject({
    state: 'known',
    value: {
      createdAt: '2019-01-01T00:00:00Z',
      versions: [
        { version: '0.9.0', publishedAt: '2019-01-01T00:00:00Z' },
        { version: '1.9.0', publishedAt: '2026-11-18T00:00:00Z' },
        { version: '1.10.0', publishedAt: '2026-11-19T00:00:00Z' },
      ],
    },
  });
  plain.fault({ on: '.info', ...faults.forbidden });
  expect(await answer(options, request)).toMatchObject({
    state: 'known',
    value: { versions: [{ version: '0.9.0' }, {}, { publishedAt: '2026-11-19T00:00:00Z' }] },
  });
});
