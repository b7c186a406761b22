// The readers, the registry's record and the remedies of crates.
import { expect, test } from 'vitest';
import { entriesOf, restOf } from '../../../../test/parsed-entries.ts';
import { crates } from './index.ts';

const cargoToml = `[package]
name = "x"
[dependencies]
serde = { version = "1.0", features = ["derive"] }
rand = "0.8"
exact = "=1.2.3"
any = "*"
renamed = { package = "real-name", version = "2" }
repo = { git = "https://github.com/a/b", rev = "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1" }
local = { path = "../local", version = "1" }
shared = { workspace = true }
other.workspace = true
private = { version = "1", registry = "acme" }
opt = { version = "1", optional = true }
[dependencies.tokio]
features = ["full"]
version = "1"
[dev-dependencies]
criterion = "0.5"
[build-dependencies]
cc = "1"
[target.'cfg(windows)'.dependencies]
winapi = "0.3"
[workspace.dependencies]
anyhow = "1.0.75"
[patch.crates-io]
log = { git = "https://github.com/x/log", branch = "main" }
`;

test('Cargo.toml', () => {
  expect(entriesOf(crates, 'Cargo.toml', cargoToml)).toEqual([
    'serde 1.0 runtime registry 4:1 serde = { version = "1.0", features = ["derive"] }',
    'rand 0.8 runtime registry 5:1 rand = "0.8"',
    'exact 1.2.3 runtime registry 6:1 exact = "=1.2.3"',
    'any - runtime registry 7:1 any = "*"',
    'real-name 2 runtime registry 8:1 renamed = { package = "real-name", version = "2" }',
    'repo https://github.com/a/b#a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1 runtime git 9:1 repo = { git = "https://github.com/a/b", rev = "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1" }',
    'local ../local runtime path 10:1 local = { path = "../local", version = "1" }',
    'shared - runtime workspace 11:1 shared = { workspace = true }',
    'other - runtime workspace 12:1 other.workspace = true',
    'private 1 runtime registry=acme 13:1 private = { version = "1", registry = "acme" }',
    'opt 1 optional registry 14:1 opt = { version = "1", optional = true }',
    'tokio 1 runtime registry 17:1 version = "1"',
    'criterion 0.5 development registry 19:1 criterion = "0.5"',
    'cc 1 build registry 21:1 cc = "1"',
    'winapi 0.3 runtime registry 23:1 winapi = "0.3"',
    'anyhow 1.0.75 runtime registry 25:1 anyhow = "1.0.75"',
    'log https://github.com/x/log#main runtime git 27:1 log = { git = "https://github.com/x/log", branch = "main" }',
  ]);
  expect(restOf(crates.parse('Cargo.toml', cargoToml))).toEqual({
    unreadable: [],
    registries: [],
    includes: [],
  });
});

const cargoLock = `version = 3

[[package]]
name = "x"
version = "0.1.0"
dependencies = [
 "serde",
 "rand 0.8.5",
]

[[package]]
name = "serde"
version = "1.0.130"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "f12d06de37cf59146fbdecab66aa99f9fe4f78722e3607577a5375d66bd0c913"
dependencies = [
 "serde_derive 1.0.130 (registry+https://github.com/rust-lang/crates.io-index)",
]

[[package]]
name = "repo"
version = "0.1.0"
source = "git+https://github.com/a/b?rev=abc#abcdef"
`;

test('Cargo.lock', () => {
  expect(entriesOf(crates, 'Cargo.lock', cargoLock)).toEqual([
    'serde 1.0.130 runtime registry 13:1 version = "1.0.130"',
    'repo 0.1.0 runtime git 22:1 version = "0.1.0"',
  ]);
  expect(restOf(crates.parse('Cargo.lock', cargoLock))).toEqual({
    unreadable: [],
    registries: [],
    includes: [],
  });
});

test('Cargo.lock: digests, origins and what each crate asks for', () => {
  const [serde, repo] = crates.parse('Cargo.lock', cargoLock).dependencies;
  expect(serde).toMatchObject({
    integrity: 'sha256:f12d06de37cf59146fbdecab66aa99f9fe4f78722e3607577a5375d66bd0c913',
    requires: ['serde_derive'],
    direct: false,
  });
  expect(serde).not.toHaveProperty('resolved');
  expect(repo).toMatchObject({ source: 'git', resolved: 'https://github.com/a/b?rev=abc#abcdef' });
});

test('Cargo.lock of version 1, with its checksums apart, and of another registry', () => {
  const text = `[[package]]
name = "a"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"

[[package]]
name = "b"
version = "2.0.0"
source = "sparse+https://crates.acme.example/index/"

[metadata]
"checksum a 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)" = "abc"
`;
  const { dependencies, registries } = crates.parse('Cargo.lock', text);
  expect(dependencies.map((one) => [one.name, one.integrity, one.registry])).toEqual([
    ['a', 'sha256:abc', undefined],
    ['b', undefined, 'https://crates.acme.example/index/'],
  ]);
  expect(registries).toEqual([]);
});

test('a record of crates.io', () => {
  const body = {
    crate: {
      name: 'serde_json',
      created_at: '2015-08-07T20:31:05Z',
      recent_downloads: 9000,
      repository: 'https://github.com/serde-rs/json',
    },
    versions: [
      {
        num: '1.0.1',
        created_at: '2020-01-01T00:00:00Z',
        yanked: true,
        license: 'MIT',
        published_by: { login: 'd' },
      },
      { num: '1.0.0', created_at: '2019-01-01T00:00:00Z', yanked: false, license: 'MIT', published_by: null },
    ],
  };
  expect(crates.readRecord('serde-json', body)).toEqual({
    exists: true,
    versions: [
      { version: '1.0.1', publishedAt: '2020-01-01T00:00:00Z', yanked: true },
      { version: '1.0.0', publishedAt: '2019-01-01T00:00:00Z', yanked: false },
    ],
    createdAt: '2015-08-07T20:31:05Z',
    maintainers: ['d'],
    repository: 'https://github.com/serde-rs/json',
    license: 'MIT',
    weeklyDownloads: 700,
  });
  expect(() => crates.readRecord('other', body)).toThrow('serde_json');
  expect(() => crates.readRecord('serde_json', { errors: [] })).toThrow();
});

test('what was meant', () => {
  expect(crates.meant?.('std')).toEqual({ kind: 'standard-library', of: 'Rust' });
  expect(crates.meant?.('requests')).toEqual({ kind: 'package', name: 'reqwest' });
  expect(crates.meant?.('serde')).toBeUndefined();
});

test('how it is written', () => {
  const written = crates.parse('Cargo.toml', cargoToml).dependencies.map((one) => crates.write(one, '9.0.0'));
  expect(written.slice(0, 3)).toEqual([
    'serde = { version = "9.0.0", … }',
    'rand = "9.0.0"',
    'exact = "=9.0.0"',
  ]);
});
