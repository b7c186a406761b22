// Tests of packages that a change adds and nothing names: what counts as a use, and of what nothing can be said.
import { expect, test } from 'vitest';
import { wholeFile } from '../change.ts';
import { newcomers, unusedAmong } from './unused.ts';

/** The names of the packages that the files add and none of them uses. */
function unused(files: Record<string, string>): string[] {
  const all = Object.entries(files).map(([path, text]) => ({ path, text }));
  const added = newcomers(all.map(({ path, text }) => wholeFile(path, text)));
  return unusedAmong(added, all).map(({ dependency }) => dependency.name);
}

const npm = (names: string[], more: object = {}): string =>
  JSON.stringify(
    { dependencies: Object.fromEntries(names.map((name) => [name, '^1.0.0'])), ...more },
    null,
    1,
  );

test.each<[string, Record<string, string>, string[]]>([
  [
    'nothing names it',
    { 'package.json': npm(['left-pad', 'chalk']), 'a.ts': `import 'chalk';` },
    ['left-pad'],
  ],
  [
    'part of another name',
    { 'package.json': npm(['chalk']), 'a.ts': `import 'chalk-x'; import 'my-chalk';` },
    ['chalk'],
  ],
  ['a path below it', { 'package.json': npm(['lodash']), 'a.ts': `import 'lodash/fp';` }, []],
  ['a script of the manifest', { 'package.json': npm(['tool-x'], { scripts: { a: 'tool-x --y' } }) }, []],
  ['a setting', { 'package.json': npm(['thing-x']), '.thingrc.json': '{"use": ["thing-x"]}' }, []],
  [
    'another manifest declares it too',
    { 'package.json': npm(['thing-x']), 'b/package.json': npm(['thing-x']) },
    ['thing-x', 'thing-x'],
  ],
  [
    'a lockfile and a text for readers',
    { 'package.json': npm(['thing-x']), 'yarn.lock': 'thing-x@1:\n', 'README.md': 'thing-x' },
    ['thing-x'],
  ],
  [
    'tools, types, plugins and drivers',
    {
      'package.json': npm([
        '@types/node',
        'eslint-plugin-x',
        'pg',
        'typescript',
        'x-loader',
        '@babel/runtime',
      ]),
    },
    [],
  ],
  [
    'development, peers and other sources',
    {
      'package.json': JSON.stringify({
        devDependencies: { a1b: '1' },
        peerDependencies: { b1c: '1' },
        dependencies: { c1d: 'git+https://x.example/y.git', d1e: 'workspace:*' },
      }),
    },
    [],
  ],
  [
    'an alias',
    {
      'package.json': JSON.stringify({ dependencies: { alias1: 'npm:other1@1' } }),
      'a.js': 'require("alias1")',
    },
    [],
  ],
  [
    'a name that no program takes as an argument',
    { 'package.json': '{"dependencies": {"a\\u0000bc": "npm:real@1", "x y z": "npm:real@1"}}' },
    [],
  ],
  [
    'Python by its module',
    {
      'requirements.in': 'PyYAML\nbeautifulsoup4\nrequests\n',
      'a.py': 'import yaml\nfrom requests import get',
    },
    ['beautifulsoup4'],
  ],
  ['Python: what nobody knows the modules of', { 'requirements.in': 'quite-unknown-thing\n' }, []],
  ['Python: what pip has written', { 'requirements.txt': 'requests==2\n    # via x\nflask==1\n' }, []],
  [
    'Go',
    {
      'go.mod':
        'module a.org/b\nrequire (\n github.com/a/b v1.0.0\n github.com/c/d/v2 v2.0.0\n github.com/e/f v1.0.0 // indirect\n)\n',
      'a.go': 'package a\nimport "github.com/c/d/v2/x"\n',
    },
    ['github.com/a/b'],
  ],
  [
    'Go: a tool',
    { 'go.mod': 'module a.org/b\nrequire github.com/a/b v1.0.0\ntool github.com/a/b/cmd/x\n' },
    [],
  ],
  [
    'Rust',
    {
      'Cargo.toml':
        '[dependencies]\nfoo-bar = "1"\nbaz-qux = "1"\nopenssl-sys = "1"\nfeat-x = { version = "1", features = ["y"] }\n',
      'src/main.rs': 'use foo_bar::X;',
    },
    ['baz-qux'],
  ],
  [
    'Ruby',
    { Gemfile: "gem 'http-thing'\ngem 'other_thing'\ngem 'puma'\ngem 'erubi'\n", 'a.rb': 'Http::Thing.new' },
    ['other_thing'],
  ],
])('%s', (_, files, expected) => {
  expect(unused(files)).toEqual(expected);
});
