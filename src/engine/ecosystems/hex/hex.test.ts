// The readers, the registry's record and the remedies of hex.
import { expect, test } from 'vitest';
import { entriesOf, restOf } from '../../../../test/parsed-entries.ts';
import { hex } from './index.ts';

const mixExs = `defmodule X.MixProject do
  use Mix.Project

  def application, do: [extra_applications: [:logger]]

  defp deps do
    [
      {:phoenix, "~> 1.7.7"}, # {:not, "~> 1.0"}
      {:ecto_sql, "~> 3.10", only: [:dev, :test]},
      {:repo, git: "https://github.com/x/repo.git", tag: "v1"},
      {:gh, github: "x/gh"},
      {:loc, path: "../loc"},
      {:umb, in_umbrella: true},
      {:renamed, "== 1.0.0", hex: :real},
      {:long, "~> 2.0",
       only: :test, runtime: false},
      {:ok, "fine"}
    ]
  end
end
`;

test('mix.exs', () => {
  expect(entriesOf(hex, 'mix.exs', mixExs)).toEqual([
    'phoenix ~> 1.7.7 runtime registry 8:8 :phoenix, "~> 1.7.7"',
    'ecto_sql ~> 3.10 development registry 9:8 :ecto_sql, "~> 3.10"',
    'repo https://github.com/x/repo.git#v1 runtime git 10:8 :repo',
    'gh https://github.com/x/gh.git runtime git 11:8 :gh',
    'loc ../loc runtime path 12:8 :loc',
    'umb - runtime workspace 13:8 :umb',
    'real 1.0.0 runtime registry 14:8 :renamed, "== 1.0.0"',
    'long ~> 2.0 development registry 15:8 :long, "~> 2.0"',
  ]);
  expect(restOf(hex.parse('mix.exs', mixExs))).toEqual({ unreadable: [], registries: [], includes: [] });
});

const mixLock = `%{
  "jason": {:hex, :jason, "1.4.1", "af1504e35f629ddcdd6addb3513c3853991f694921b1b9368b0bd32beb9f1b63", [:mix], [{:decimal, "~> 1.0 or ~> 2.0", [hex: :decimal, repo: "hexpm", optional: true]}], "hexpm", "fbb01ecdfd565b56261302f7e1fcc27c4fb8f32d56eab74db621fc154604a7a1"},
  "repo": {:git, "https://github.com/x/repo.git", "0123456789abcdef0123456789abcdef01234567", [tag: "v1"]},
}
`;

test('mix.lock', () => {
  expect(entriesOf(hex, 'mix.lock', mixLock)).toEqual([
    'jason 1.4.1 runtime registry 2:3 "jason": {:hex, :jason, "1.4.1", "af1504e35f629ddcdd6addb3513c3853991f694921b1b9368b0bd32beb9f1b63", [:mix], [{:decimal, "~> 1.0 or ~> 2.0", [hex: :decimal, repo: "hexpm", optional: true]}], "hexpm", "fbb01ecdfd565b56261302f7e1fcc27c4fb8f32d56eab74db621fc154604a7a1"},',
    'repo - runtime git 3:3 "repo": {:git, "https://github.com/x/repo.git", "0123456789abcdef0123456789abcdef01234567", [tag: "v1"]},',
  ]);
  expect(restOf(hex.parse('mix.lock', mixLock))).toEqual({ unreadable: [], registries: [], includes: [] });
});

test('mix.lock: digests, commits and what each package asks for', () => {
  const [jason, repo] = hex.parse('mix.lock', mixLock).dependencies;
  expect(jason).toMatchObject({
    integrity: 'outer:fbb01ecdfd565b56261302f7e1fcc27c4fb8f32d56eab74db621fc154604a7a1',
    requires: ['decimal'],
  });
  expect(repo?.resolved).toBe('https://github.com/x/repo.git#0123456789abcdef0123456789abcdef01234567');
});

test('an organisation of its own, and an old entry without an outer digest', () => {
  const text = `%{\n  "own": {:hex, :own, "1.0.0", "aa", [:mix], [], "hexpm:acme", "bb"},\n  "old": {:hex, :old, "0.1.0", "cc", [:mix], []},\n}\n`;
  expect(hex.parse('mix.lock', text)).toMatchObject({
    dependencies: [
      { name: 'own', integrity: 'outer:bb', registry: 'hexpm:acme' },
      { name: 'old', integrity: 'inner:cc' },
    ],
    registries: [],
  });
});

test('a record of Hex', () => {
  const body = {
    name: 'thing',
    inserted_at: '2020-01-01T00:00:00Z',
    releases: [
      { version: '1.1.0', inserted_at: '2021-01-01T00:00:00Z' },
      { version: '1.0.0', inserted_at: '2020-01-01T00:00:00Z' },
    ],
    retirements: { '1.0.0': { reason: 'security', message: 'see 1.1.0' } },
    meta: { licenses: ['MIT'], links: { GitHub: 'https://github.com/x/thing' } },
    downloads: { all: 100, week: 7 },
    owners: [{ username: 'jose' }],
  };
  expect(hex.readRecord('thing', body)).toEqual({
    exists: true,
    versions: [
      { version: '1.1.0', publishedAt: '2021-01-01T00:00:00Z' },
      { version: '1.0.0', publishedAt: '2020-01-01T00:00:00Z', deprecated: 'retired (security: see 1.1.0)' },
    ],
    createdAt: '2020-01-01T00:00:00Z',
    maintainers: ['jose'],
    repository: 'https://github.com/x/thing',
    license: 'MIT',
    weeklyDownloads: 7,
  });
  expect(() => hex.readRecord('other', body)).toThrow('thing');
});

test('what was meant', () => {
  expect(hex.meant?.('logger')).toEqual({ kind: 'standard-library', of: 'Elixir or Erlang/OTP' });
  expect(hex.meant?.('live_view')).toEqual({ kind: 'package', name: 'phoenix_live_view' });
  expect(hex.meant?.('jason')).toBeUndefined();
});

test('how it is written', () => {
  const written = hex.parse('mix.exs', mixExs).dependencies.map((one) => hex.write(one, '9.0.0'));
  expect(written.slice(0, 2)).toEqual([':phoenix, "~> 9.0.0"', ':ecto_sql, "~> 9.0.0"']);
});
