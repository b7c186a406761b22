// The readers, the registry's record and the remedies of packagist.
import { expect, test } from 'vitest';
import { entriesOf, restOf } from '../../../../test/parsed-entries.ts';
import { packagist } from './index.ts';

const composerJson = `{
  "name": "acme/app",
  "require": {
    "php": ">=8.1",
    "ext-json": "*",
    "Monolog/Monolog": "^2.0",
    "acme/branch": "dev-main"
  },
  "require-dev": { "phpunit/phpunit": "^9.5 || ^10" },
  "repositories": [ { "type": "composer", "url": "https://packages.acme.example" }, { "packagist.org": false } ]
}
`;

test('composer.json', () => {
  expect(entriesOf(packagist, 'composer.json', composerJson)).toEqual([
    'monolog/monolog ^2.0 runtime registry 6:5 "Monolog/Monolog": "^2.0"',
    'acme/branch dev-main runtime registry 7:5 "acme/branch": "dev-main"',
    'phpunit/phpunit ^9.5 || ^10 development registry 9:20 "phpunit/phpunit": "^9.5 || ^10"',
  ]);
  expect(restOf(packagist.parse('composer.json', composerJson))).toEqual({
    unreadable: [],
    registries: ['https://packages.acme.example'],
    includes: [],
  });
});

const composerLock = `{
  "packages": [
    {
      "name": "monolog/monolog",
      "version": "2.9.1",
      "source": { "type": "git", "url": "https://github.com/Seldaek/monolog.git", "reference": "f259" },
      "dist": { "type": "zip", "url": "https://api.github.com/repos/Seldaek/monolog/zipball/f259", "reference": "f259", "shasum": "" },
      "require": { "php": ">=7.2", "psr/log": "^1" },
      "notification-url": "https://packagist.org/downloads/"
    },
    {
      "name": "acme/fork",
      "version": "dev-main",
      "source": { "type": "git", "url": "https://github.com/acme/fork.git", "reference": "abc" }
    }
  ],
  "packages-dev": []
}
`;

test('composer.lock', () => {
  expect(entriesOf(packagist, 'composer.lock', composerLock)).toEqual([
    'monolog/monolog 2.9.1 runtime registry 5:7 "version": "2.9.1"',
    'acme/fork dev-main runtime git 13:7 "version": "dev-main"',
  ]);
  expect(restOf(packagist.parse('composer.lock', composerLock))).toEqual({
    unreadable: [],
    registries: [],
    includes: [],
  });
});

test('composer.lock: the commit of a tag must not change, that of a branch may', () => {
  const [monolog, fork] = packagist.parse('composer.lock', composerLock).dependencies;
  expect(monolog).toMatchObject({ integrity: 'commit:f259', requires: ['psr/log'], direct: false });
  expect(monolog).not.toHaveProperty('resolved');
  expect(fork).toMatchObject({ resolved: 'https://github.com/acme/fork.git#abc' });
  expect(fork).not.toHaveProperty('integrity');
});

test('composer.lock: another host than the usual ones is kept, so that a move to it shows', () => {
  const moved = composerLock.replace('https://api.github.com', 'https://evil.example');
  expect(packagist.parse('composer.lock', moved).dependencies[0]).toMatchObject({
    resolved: 'https://evil.example/repos/Seldaek/monolog/zipball/f259',
  });
});

test.each(['php', 'php-64bit', 'ext-mbstring', 'lib-curl', 'hhvm', 'composer', 'composer-runtime-api'])(
  '%s is no package',
  (name) => {
    expect(packagist.parse('composer.json', JSON.stringify({ require: { [name]: '*' } }))).toMatchObject({
      dependencies: [],
      unreadable: [],
    });
  },
);

test.each<[object | boolean, string[]]>([
  [{ acme: { type: 'vcs', url: 'https://git.acme.example/x' } }, ['https://git.acme.example/x']],
  [[{ type: 'path', url: '../x' }], ['../x']],
  [[{ type: 'composer', url: 'https://repo.packagist.org' }], []],
  [[{ type: 'package', package: { name: 'a/b' } }], ['package']],
  [true, []],
])('repositories %j', (repositories, expected) => {
  expect(packagist.parse('composer.json', JSON.stringify({ repositories })).registries).toEqual(expected);
});

test('a minified record of Packagist', () => {
  const body = {
    minified: 'composer/2.0',
    packages: {
      'acme/thing': [
        {
          name: 'acme/thing',
          version: 'v2.0.0',
          time: '2024-01-01T00:00:00+00:00',
          license: ['MIT'],
          source: { url: 'https://github.com/acme/thing.git' },
          abandoned: 'acme/other',
        },
        { version: 'v1.1.0', time: '2023-01-01T00:00:00+00:00', abandoned: true },
        { version: 'v1.0.0', time: '2022-01-01T00:00:00+00:00', abandoned: '__unset' },
      ],
    },
  };
  expect(packagist.readRecord('acme/thing', body)).toEqual({
    exists: true,
    versions: [
      {
        version: 'v2.0.0',
        publishedAt: '2024-01-01T00:00:00+00:00',
        deprecated: 'abandoned, its authors name acme/other instead',
      },
      { version: 'v1.1.0', publishedAt: '2023-01-01T00:00:00+00:00', deprecated: 'abandoned by its authors' },
      { version: 'v1.0.0', publishedAt: '2022-01-01T00:00:00+00:00' },
    ],
    createdAt: '2022-01-01T00:00:00+00:00',
    maintainers: [],
    repository: 'https://github.com/acme/thing.git',
    license: 'MIT',
  });
  expect(() => packagist.readRecord('acme/other', body)).toThrow();
  expect(packagist.request('acme/thing').path).toBe('/p2/acme/thing.json');
});

test('what was meant', () => {
  expect(packagist.meant?.('php/curl')).toEqual({ kind: 'standard-library', of: 'PHP' });
  expect(packagist.meant?.('guzzle/guzzle')).toEqual({ kind: 'package', name: 'guzzlehttp/guzzle' });
  expect(packagist.meant?.('monolog/monolog')).toBeUndefined();
});

test('how it is written', () => {
  const written = packagist
    .parse('composer.json', composerJson)
    .dependencies.map((one) => packagist.write(one, 'v9.0.0'));
  expect(written[0]).toBe('"Monolog/Monolog": "^9.0.0"');
});
