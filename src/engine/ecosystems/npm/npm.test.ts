// Tests of npm: each kind of file, with the exact place of every dependency.
import { expect, test } from 'vitest';
import type { Parsed } from '../../ecosystem.ts';
import { npm } from './index.ts';
import { readSpecifier } from './specifier.ts';

/** `name requirement|version source scope line:"text at the place"`. */
function listed(text: string, { dependencies, unreadable }: Parsed): string[] {
  const lines = text.split('\n');
  return [
    ...dependencies.map((one) => {
      const at = (lines[one.line - 1] ?? '').slice(one.column - 1, one.endColumn - 1);
      const asked = one.direct ? (one.requirement ?? '*') : (one.version ?? '-');
      const alias = one.writtenName === one.name ? '' : ` as ${one.writtenName}`;
      return `${one.name}${alias} ${asked} ${one.source} ${one.scope} ${one.line}:${at}`;
    }),
    ...unreadable.map((one) => `unreadable ${one.line ?? '-'}: ${one.reason}`),
  ];
}

const manifest = `{
  // comments and trailing commas are read too
  "name": "demo", "version": "1.0.0",
  "dependencies": { "lodash": "^4.17.0",
    "@scope/pkg":"1.2.3",
    "alias": "npm:@real/pkg@~2.0",
    "any": "*",
    "empty": "",
    "tagged": "latest",
    "repo": "github:octo/repo#v1",
    "short": "octo/repo",
    "https": "git+https://example.com/a.git",
    "tarball": "https://example.com/a.tgz",
    "folder": "file:../a",
    "linked": "link:./b",
    "member": "workspace:^",
    "listed": "catalog:",
    "odd": 1,
  },
  "devDependencies": { "vitest": "5.1.1" },
  "peerDependencies": { "react": ">=18" },
  "optionalDependencies": { "fsevents": "2.3.3" },
  "overrides": { "qs": "6.11.0", "express": { ".": "4.0.0", "body-parser": "1.20.3", "cookie@^0.4": "$cookie" } },
  "resolutions": { "a/**/minimist": "1.2.8", "@x/y": "1.0.0" },
  "pnpm": { "overrides": { "foo>bar@1": "1.0.1" } }
}
`;

test('package.json', () => {
  expect(listed(manifest, npm.parse('app/package.json', manifest))).toEqual([
    'lodash ^4.17.0 registry runtime 4:"lodash": "^4.17.0"',
    '@scope/pkg 1.2.3 registry runtime 5:"@scope/pkg":"1.2.3"',
    '@real/pkg as alias ~2.0 registry runtime 6:"alias": "npm:@real/pkg@~2.0"',
    'any * registry runtime 7:"any": "*"',
    'empty * registry runtime 8:"empty": ""',
    'tagged latest registry runtime 9:"tagged": "latest"',
    'repo github:octo/repo#v1 git runtime 10:"repo": "github:octo/repo#v1"',
    'short octo/repo git runtime 11:"short": "octo/repo"',
    'https git+https://example.com/a.git git runtime 12:"https": "git+https://example.com/a.git"',
    'tarball https://example.com/a.tgz url runtime 13:"tarball": "https://example.com/a.tgz"',
    'folder file:../a path runtime 14:"folder": "file:../a"',
    'linked link:./b path runtime 15:"linked": "link:./b"',
    'member workspace:^ workspace runtime 16:"member": "workspace:^"',
    'listed catalog: workspace runtime 17:"listed": "catalog:"',
    'vitest 5.1.1 registry development 20:"vitest": "5.1.1"',
    'react >=18 registry peer 21:"react": ">=18"',
    'fsevents 2.3.3 registry optional 22:"fsevents": "2.3.3"',
    'qs 6.11.0 registry runtime 23:"qs": "6.11.0"',
    'express 4.0.0 registry runtime 23:".": "4.0.0"',
    'body-parser 1.20.3 registry runtime 23:"body-parser": "1.20.3"',
    'minimist as minimist 1.2.8 registry runtime 24:"a/**/minimist": "1.2.8"'.replace(' as minimist', ''),
    '@x/y 1.0.0 registry runtime 24:"@x/y": "1.0.0"',
    'bar 1.0.1 registry runtime 25:"foo>bar@1": "1.0.1"',
    'unreadable 18: the version of odd is not a text',
  ]);
});

test('pnpm-workspace.yaml', () => {
  const text = `packages:
  - packages/*
catalog:
  react: ^18.0.0
  '@s/b': 1.0.0 # why
catalogs:
  old: { react: npm:preact@^10 }
overrides:
  'a>minimist@1': "1.2.8"
`;
  const parsed = npm.parse('pnpm-workspace.yaml', text);
  expect(listed(text, parsed)).toEqual([
    'react ^18.0.0 registry runtime 4:react: ^18.0.0',
    "@s/b 1.0.0 registry runtime 5:'@s/b': 1.0.0",
    `minimist 1.2.8 registry runtime 9:'a>minimist@1': "1.2.8"`,
    'preact as react ^10 registry runtime 7:react: npm:preact@^10',
  ]);
  expect(parsed.dependencies.slice(0, 2).map((one) => npm.write(one, '9.9.9'))).toEqual([
    'react: ^9.9.9',
    "'@s/b': 9.9.9",
  ]);
});

const lockThree = `{
  "lockfileVersion": 3,
  "packages": {
    "": { "dependencies": { "a": "^1.0.0" } },
    "packages/member": { "version": "1.0.0" },
    "node_modules/member": { "resolved": "packages/member", "link": true },
    "node_modules/a": {
      "version": "1.0.1",
      "resolved": "https://registry.example/a/-/a-1.0.1.tgz",
      "integrity": "sha512-AAAA",
      "dependencies": { "b": "*" }
    },
    "node_modules/a/node_modules/@s/b": { "version": "2.0.0", "dev": true },
    "node_modules/alias": { "name": "real", "version": "3.0.0" },
    "node_modules/fromgit": { "version": "1.0.0", "resolved": "git+ssh://git@github.com/o/r.git#abc" }
  }
}
`;
const lockOne = `{
  "lockfileVersion": 1,
  "dependencies": {
    "a": {
      "version": "1.0.1",
      "requires": { "b": "*" },
      "dependencies": {
        "b": { "version": "2.0.0", "dev": true }
      }
    },
    "alias": { "version": "npm:real@3.0.0" },
    "fromgit": { "version": "git+ssh://git@github.com/o/r.git#abc" }
  }
}
`;
const yarnOne = `# THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.
# yarn lockfile v1


"@s/b@^2.0.0", "@s/b@^2.1.0":
  version "2.1.0"
  resolved "https://registry.example/@s/b/-/b-2.1.0.tgz#0123"
  integrity sha512-AAAA

a@^1.0.0, a@~1.0.1:
  version "1.0.1"
  dependencies:
    "@s/b" "^2.0.0"

"alias@npm:real@^3.0.0":
  version "3.0.0"

"repo@https://codeload.github.com/o/r/tar.gz/abc":
  version "1.0.0"
`;
const yarnBerry = `# This file is generated by running "yarn install" inside your project.

__metadata:
  version: 8
  cacheKey: 10c0

"a@npm:^1.0.0, a@npm:~1.0.1":
  version: 1.0.1
  resolution: "a@npm:1.0.1"
  dependencies:
    "@s/b": "npm:^2.0.0"
  checksum: 10c0/abcdef
  languageName: node
  linkType: hard

"alias@npm:real@^3.0.0":
  version: 3.0.0
  resolution: "real@npm:3.0.0"

"member@workspace:packages/member":
  version: 0.0.0-use.local
  resolution: "member@workspace:packages/member"

"fixed@patch:fixed@npm%3A1.0.0#./fix.patch":
  version: 1.0.0
  resolution: "fixed@patch:fixed@npm%3A1.0.0#./fix.patch::version=1.0.0&hash=1"
`;
const pnpmNine = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.0.1

packages:

  '@s/b@2.1.0':
    resolution: {integrity: sha512-AAAA}

  a@1.0.1:
    resolution: {integrity: sha512-BBBB}
    engines: {node: '>=14'}

  fromgit@https://codeload.github.com/o/r/tar.gz/abc:
    resolution: {tarball: https://codeload.github.com/o/r/tar.gz/abc}
    version: 1.0.0

snapshots:

  '@s/b@2.1.0': {}

  a@1.0.1(react@18.0.0):
    dependencies:
      '@s/b': 2.1.0
`;
const pnpmFive = `lockfileVersion: 5.4

packages:

  /@s/b/2.1.0:
    resolution: {integrity: sha512-AAAA}
    dev: true

  /a/1.0.1_react@18.0.0:
    resolution: {integrity: sha512-BBBB}
    dependencies:
      '@s/b': 2.1.0
`;
const pnpmSix = pnpmFive
  .replace('5.4', "'6.0'")
  .replace('/@s/b/2.1.0', '/@s/b@2.1.0')
  .replace('/a/1.0.1_react@18.0.0', '/a@1.0.1(react@18.0.0)');
const bun = `{
  "lockfileVersion": 1,
  "workspaces": { "": { "name": "demo", "dependencies": { "a": "^1.0.0" } } },
  "packages": {
    "@s/b": ["@s/b@2.1.0", "", {}, "sha512-AAAA"],
    "a": ["a@1.0.1", "", { "dependencies": { "@s/b": "^2.0.0" } }, "sha512-BBBB"],
    "member": ["member@workspace:packages/member"],
    "fromgit": ["fromgit@github:o/r#abc", {}, "o-r-abc"],
  }
}
`;

const locks: [string, string, string[]][] = [
  [
    'package-lock.json',
    lockThree,
    [
      'a 1.0.1 registry runtime 8:"version": "1.0.1"',
      '@s/b 2.0.0 registry development 13:"version": "2.0.0"',
      'real as alias 3.0.0 registry runtime 14:"version": "3.0.0"',
      'fromgit 1.0.0 git runtime 15:"version": "1.0.0"',
    ],
  ],
  [
    'npm-shrinkwrap.json',
    lockOne,
    [
      'a 1.0.1 registry runtime 5:"version": "1.0.1"',
      'b 2.0.0 registry development 8:"version": "2.0.0"',
      'real as alias 3.0.0 registry runtime 11:"version": "npm:real@3.0.0"',
      'fromgit - git runtime 12:"version": "git+ssh://git@github.com/o/r.git#abc"',
    ],
  ],
  [
    'yarn.lock',
    yarnOne,
    [
      '@s/b 2.1.0 registry runtime 6:version "2.1.0"',
      'a 1.0.1 registry runtime 11:version "1.0.1"',
      'real as alias 3.0.0 registry runtime 16:version "3.0.0"',
      'repo 1.0.0 url runtime 19:version "1.0.0"',
    ],
  ],
  [
    'yarn.lock',
    yarnBerry,
    [
      'a 1.0.1 registry runtime 8:version: 1.0.1',
      'real as alias 3.0.0 registry runtime 17:version: 3.0.0',
      'fixed 1.0.0 registry runtime 25:version: 1.0.0',
    ],
  ],
  [
    'pnpm-lock.yaml',
    pnpmNine,
    [
      "@s/b 2.1.0 registry runtime 16:'@s/b@2.1.0':",
      'a 1.0.1 registry runtime 19:a@1.0.1:',
      'fromgit 1.0.0 git runtime 23:fromgit@https://codeload.github.com/o/r/tar.gz/abc:',
    ],
  ],
  [
    'pnpm-lock.yaml',
    pnpmFive,
    ['@s/b 2.1.0 registry development 5:/@s/b/2.1.0:', 'a 1.0.1 registry runtime 9:/a/1.0.1_react@18.0.0:'],
  ],
  [
    'pnpm-lock.yaml',
    pnpmSix,
    ['@s/b 2.1.0 registry development 5:/@s/b@2.1.0:', 'a 1.0.1 registry runtime 9:/a@1.0.1(react@18.0.0):'],
  ],
  [
    'bun.lock',
    bun,
    [
      '@s/b 2.1.0 registry runtime 5:"@s/b": ["@s/b@2.1.0", "", {}, "sha512-AAAA"]',
      'a 1.0.1 registry runtime 6:"a": ["a@1.0.1", "", { "dependencies": { "@s/b": "^2.0.0" } }, "sha512-BBBB"]',
      'fromgit - git runtime 8:"fromgit": ["fromgit@github:o/r#abc", {}, "o-r-abc"]',
    ],
  ],
];

test.each(locks)('%s', (path, text, expected) => {
  expect(listed(text, npm.parse(path, text))).toEqual(expected);
  expect(listed(text, npm.parse(path, text.replaceAll('\n', '\r\n')))).toEqual(expected);
});

test('what a package brings in is kept', () => {
  const of = (path: string, text: string): string[] | undefined =>
    npm.parse(path, text).dependencies.find((one) => one.name === 'a')?.requires;
  expect(of('package-lock.json', lockThree)).toEqual(['b']);
  expect(of('yarn.lock', yarnOne)).toEqual(['@s/b']);
  expect(of('yarn.lock', yarnBerry)).toEqual(['@s/b']);
  expect(of('pnpm-lock.yaml', pnpmNine)).toEqual(['@s/b']);
  expect(of('bun.lock', bun)).toEqual(['@s/b']);
});

test.each([
  ['package-lock.json', '{ "packages": {'],
  ['package-lock.json', '[]'],
  ['package-lock.json', '{}'],
  ['package.json', ''],
  ['pnpm-lock.yaml', 'a: ['],
  ['pnpm-lock.yaml', 'packages: {}'],
  ['yarn.lock', '<<<<<<< HEAD\na@1:\n'],
  ['bun.lock', '{}'],
])('a broken %s (%j) is said to be unread', (path, text) => {
  const { dependencies, unreadable } = npm.parse(path, text);
  expect(dependencies).toEqual([]);
  expect(unreadable.length).toBeGreaterThan(0);
});

test('deep nesting and great size end in a reason, not in a crash', () => {
  const deep = `{"overrides":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;
  expect(npm.parse('package.json', deep).unreadable).toHaveLength(1);
  expect(npm.parse('package.json', ' '.repeat(32_000_001)).unreadable).toEqual([
    { reason: 'larger than 32 million characters' },
  ]);
});

test.each([
  ['package.json', 'manifest'],
  ['a/b/package.json', 'manifest'],
  ['yarn.lock', 'lockfile'],
  ['node_modules/a/package.json', undefined],
  ['package.json.bak', undefined],
  ['constructor', undefined],
])('%s is read as %s', (path, kind) => {
  expect(npm.reads(path)).toBe(kind);
});

test.each([
  ['^1', { source: 'registry', requirement: '^1' }],
  ['1.x || >=2.5.0 || 5.0.0 - 7.2.3', { source: 'registry', requirement: '1.x || >=2.5.0 || 5.0.0 - 7.2.3' }],
  ['npm:other', { source: 'registry', name: 'other' }],
  ['npm:^1.0.0', { source: 'registry', requirement: '^1.0.0' }],
  ['git@github.com:octo/repo.git', { source: 'git' }],
  ['https://github.com/octo/repo', { source: 'git' }],
  ['~/a', { source: 'path' }],
  ['C:\\a', { source: 'path' }],
  ['jsr:@std/path', { source: 'url' }],
])('specifier %s', (written, expected) => {
  expect(readSpecifier(written)).toEqual(expected);
});

test.each([
  ['^1.0.0', 'left-pad', '"left-pad": "^2.0.0"'],
  ['~1.0.0', 'left-pad', '"left-pad": "~2.0.0"'],
  ['1.0.0', 'left-pad', '"left-pad": "2.0.0"'],
  ['>=1.0.0 <2', 'left-pad', '"left-pad": "^2.0.0"'],
  [undefined, 'left-pad', '"left-pad": "2.0.0"'],
  ['^1.0.0', 'alias', '"alias": "npm:left-pad@^2.0.0"'],
])('writes %s anew', (requirement, writtenName, expected) => {
  const [one] = npm.parse('package.json', '{"dependencies":{"left-pad":"1.0.0"}}').dependencies;
  if (!one) throw new Error('not read');
  const { requirement: _, ...rest } = one;
  expect(
    npm.write({ ...rest, writtenName, ...(requirement === undefined ? {} : { requirement }) }, '2.0.0'),
  ).toBe(expected);
});

test('versions', () => {
  expect(npm.compare('1.0.0-rc.1', '1.0.0')).toBe(-1);
  expect(npm.compare('1.0.0', 'not one')).toBeUndefined();
  expect(npm.satisfies('1.5.0', '^1.2.0')).toBe(true);
  expect(npm.satisfies('2.0.0', '^1.2.0')).toBe(false);
  expect(npm.satisfies('1.0.0', 'latest')).toBeUndefined();
});

test('the record of another package, or of none, is refused', () => {
  expect(() => npm.readRecord('a', { name: 'b', versions: {} })).toThrow();
  expect(() => npm.readRecord('a', {})).toThrow();
  expect(() => npm.readRecord('a', { name: 'a' })).toThrow();
  expect(npm.request('@s/b')).toMatchObject({ path: '/@s%2fb' });
});
