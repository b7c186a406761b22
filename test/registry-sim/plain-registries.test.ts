// The dependency detector over the six plain registries: what it finds, what it asks, and that no failure looks clean.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLookups, type LookupOptions, type Lookups } from '../../src/lookups/index.ts';
import { advisory, type Simulator, startOsv } from '../osv-sim/index.ts';
import { faults } from '../osv-sim/loopback.ts';
import { type PlainSimulator, startPlainRegistries } from './plain-registries.ts';
import { type Files, reviewDependencies, told } from './review.ts';

let osv: Simulator;
let registry: PlainSimulator;
let options: LookupOptions;
let lookups: Lookups;

const high = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' }] };
const old = { '1.0.0': {}, '1.1.0': {}, '1.2.0': {} };

beforeAll(async () => {
  osv = await startOsv({
    advisories: [
      ...['Go', 'crates.io', 'RubyGems', 'Packagist', 'Pub', 'Hex'].map((ecosystem) =>
        advisory(
          `GHSA-${ecosystem.replace('.', '')}-0001`,
          ecosystem,
          { Go: 'github.com/Acme/old', Packagist: 'acme/old' }[ecosystem] ?? 'old',
          [{ introduced: '0' }, { fixed: '1.1.0' }],
          high,
        ),
      ),
      advisory('GO-2026-0001', 'Go', 'stdlib', [{ introduced: '0' }, { fixed: '1.22.5' }], high),
    ],
  });
  registry = await startPlainRegistries({
    go: {
      'github.com/stretchr/testify': { versions: old },
      'github.com/Acme/old': { versions: old },
      'example.com/untagged': { versions: { '0.0.0-20210405180319-a5a99cb37ef4': {} } },
    },
    crates: {
      syn: { versions: old },
      old: { versions: old },
      gone: { versions: { '1.0.0': { yanked: true }, '0.9.0': {} } },
    },
    rubygems: { rails: { versions: old }, old: { versions: old } },
    packagist: {
      'psr/log': { versions: old },
      'acme/old': { versions: old },
      'acme/left': { versions: { '1.0.0': { deprecated: 'acme/other' } } },
    },
    pub: { http: { versions: old }, old: { versions: old } },
    hex: {
      jason: { versions: old },
      old: { versions: old },
      tired: { versions: { '1.0.0': { deprecated: 'use jason' } } },
    },
  });
  options = { osv: { url: osv.url, canaries: {} }, registries: registry.registries };
  lookups = createLookups(options);
});

afterEach(() => registry.heal());
afterAll(async () => {
  await osv.close();
  await registry.close();
});

const gemfile = (line: string): string => `source 'https://rubygems.org'\n${line}\n`;
const mix = (line: string): string => `defp deps do\n  [\n    ${line}\n  ]\nend\n`;
const composer = (require: object): string => JSON.stringify({ require }, null, 2);

const cases: [string, Files, string[]][] = [
  [
    'Go, vulnerable',
    { 'go.mod': 'require github.com/Acme/old v1.0.0\n' },
    ['high vulnerable-dependency go.mod:1'],
  ],
  ['Go, sound', { 'go.mod': 'require github.com/Acme/old v1.2.0\n' }, []],
  [
    'Go, asked for by others',
    { 'go.mod': 'require github.com/Acme/old v1.0.0 // indirect\n' },
    ['high vulnerable-dependency go.mod:1'],
  ],
  [
    'Go, invented',
    { 'go.mod': 'require github.com/nobody/nothing-at-all v1.0.0\n' },
    ['high invented-dependency go.mod:1'],
  ],
  [
    'Go, a version that nobody tagged',
    { 'go.mod': 'require github.com/Acme/old v1.9.0\n' },
    ['medium invented-dependency go.mod:1'],
  ],
  [
    'Go, a commit without a tag',
    { 'go.mod': 'require example.com/untagged v0.0.0-20210405180319-a5a99cb37ef4\n' },
    [],
  ],
  [
    'Go, its toolchain',
    { 'go.mod': 'go 1.21\ntoolchain go1.22.1\n' },
    ['high vulnerable-dependency go.mod:2'],
  ],
  [
    'Go, another digest in go.sum',
    { 'go.sum': ['a.b/c v1.0.0 h1:AAAA=\n', 'a.b/c v1.0.0 h1:BBBB=\n'] },
    ['high dependency-integrity-changed go.sum:1'],
  ],
  [
    'crates, vulnerable',
    { 'Cargo.toml': '[dependencies]\nold = "=1.0.0"\n' },
    ['high vulnerable-dependency Cargo.toml:2'],
  ],
  ['crates, what a range resolves to', { 'Cargo.toml': '[dependencies]\nold = "1.0"\n' }, []],
  [
    'crates, by its lockfile',
    {
      'Cargo.toml': '[dependencies]\nold = "1"\n',
      'Cargo.lock':
        'version = 4\n\n[[package]]\nname = "old"\nversion = "1.0.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n',
    },
    ['high vulnerable-dependency Cargo.toml:2'],
  ],
  [
    'crates, invented',
    { 'Cargo.toml': '[dependencies]\nno-such-crate-at-all = "1"\n' },
    ['high invented-dependency Cargo.toml:2'],
  ],
  [
    'crates, yanked',
    { 'Cargo.toml': '[dependencies]\ngone = "=1.0.0"\n' },
    ['medium yanked-dependency Cargo.toml:2'],
  ],
  [
    'crates, of another registry',
    { 'Cargo.toml': '[dependencies]\nown-thing = { version = "1", registry = "acme" }\n' },
    [
      'not checked: existence (HOST does not have it, but it comes from another registry: own-thing)',
      'not checked: known vulnerabilities (HOST does not have it, but it comes from another registry: own-thing)',
    ],
  ],
  [
    'RubyGems, vulnerable',
    { Gemfile: gemfile("gem 'old', '1.0.0'") },
    ['high vulnerable-dependency Gemfile:2'],
  ],
  [
    'RubyGems, invented',
    { Gemfile: gemfile("gem 'no_such_gem_at_all'") },
    ['high invented-dependency Gemfile:2'],
  ],
  [
    'Packagist, what a range resolves to',
    { 'composer.json': composer({ php: '>=8', 'acme/old': '^1.0' }) },
    [],
  ],
  [
    'Packagist, vulnerable',
    { 'composer.json': composer({ 'acme/old': '1.0' }) },
    ['high vulnerable-dependency composer.json:3'],
  ],
  ['Packagist, a branch', { 'composer.json': composer({ 'acme/old': 'dev-main' }) }, []],
  [
    'Packagist, abandoned',
    { 'composer.json': composer({ 'acme/left': '^1.0' }) },
    ['low deprecated-dependency composer.json:3'],
  ],
  [
    'Packagist, invented',
    { 'composer.json': composer({ 'nobody/nothing': '^1.0' }) },
    ['high invented-dependency composer.json:3'],
  ],
  [
    'Pub, vulnerable',
    { 'pubspec.yaml': 'dependencies:\n  old: 1.0.0\n' },
    ['high vulnerable-dependency pubspec.yaml:2'],
  ],
  [
    'Pub, invented',
    { 'pubspec.yaml': 'dependencies:\n  no_such_package: ^1.0.0\n' },
    ['high invented-dependency pubspec.yaml:2'],
  ],
  ['Hex, vulnerable', { 'mix.exs': mix('{:old, "== 1.0.0"}') }, ['high vulnerable-dependency mix.exs:3']],
  ['Hex, retired', { 'mix.exs': mix('{:tired, "~> 1.0"}') }, ['low deprecated-dependency mix.exs:3']],
  [
    'Hex, invented',
    { 'mix.exs': mix('{:no_such_package, "~> 1.0"}') },
    ['high invented-dependency mix.exs:3'],
  ],
];

test.each(cases)('%s', async (_, files, expected) => {
  const said = told((await reviewDependencies(files, lookups)).detections).map((line) =>
    line.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST'),
  );
  expect(said).toEqual(expected);
});

const manifests: [string, string, string][] = [
  ['go', 'go.mod', 'require github.com/nobody/nothing v1.0.0\n'],
  ['crates', 'Cargo.toml', '[dependencies]\nnothing-here = "1"\n'],
  ['rubygems', 'Gemfile', gemfile("gem 'nothing_here'")],
  ['packagist', 'composer.json', composer({ 'nobody/nothing': '1' })],
  ['pub', 'pubspec.yaml', 'dependencies:\n  nothing_here: ^1.0.0\n'],
  ['hex', 'mix.exs', mix('{:nothing_here, "~> 1.0"}')],
];

test.each(manifests)(
  '%s: no failure looks clean, and none proves that a package is invented',
  async (id, path, text) => {
    const ports = { sleep: async () => {} };
    for (const fault of [
      faults.unavailable,
      faults.html,
      faults.unauthorised,
      faults.emptyObject,
      faults.hangUp,
      faults.tooManyRequests,
    ]) {
      registry.heal();
      registry.fault({ ...fault, on: `/${id}/` });
      const { detections } = await reviewDependencies({ [path]: text }, createLookups({ ...options, ports }));
      const said = told(detections).join('\n');
      expect(said, JSON.stringify(fault)).toContain('not checked');
      expect(said, JSON.stringify(fault)).not.toContain('invented');
    }
  },
);

test.each(manifests)('%s: a proxy that answers 404 to everything proves nothing', async (id, path, text) => {
  registry.fault({ status: 404, body: '{}', on: `/${id}/` });
  const { detections } = await reviewDependencies({ [path]: text }, createLookups(options));
  expect(told(detections).join('\n')).toContain('status 404 that is not the registry');
});

test('crates.io is told who asks', async () => {
  registry.requests.length = 0;
  await reviewDependencies({ 'Cargo.toml': '[dependencies]\nold = "1.0"\n' }, createLookups(options));
  expect(registry.requests.map(({ path, headers }) => [path, headers['user-agent']])).toEqual([
    ['/crates/api/v1/crates/old', 'LangGuard'],
  ]);
});
