// Tests of shapes that real manifests and lockfiles have: references of git, jsr, several constraints, sums of lists, own hosts.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { entriesOf } from '../../../test/parsed-entries.ts';
import type { Around } from '../ecosystem.ts';
import { ecosystems } from './index.ts';
import { fuzzBudget } from '../../../test/fuzz-budget.ts';

const read = (path: string, text: string): string[] => {
  const ecosystem = ecosystems.find((one) => one.reads(path) !== undefined)!;
  const { unreadable, includes = [] } = ecosystem.parse(path, text);
  return [
    ...entriesOf(ecosystem, path, text),
    ...unreadable.map(({ line, reason }) => `${line ?? '-'}: ${reason}`),
    ...includes.map((one) => `includes ${one}`),
  ];
};
const commit = 'a'.repeat(40);

test.each<[string, string, string, string[]]>([
  [
    'an override of the package itself',
    'package.json',
    '{"overrides": {"foo": {".": "1.0.0", "bar": "2.0.0"}, "baz": "$a"}}',
    ['foo 1.0.0 runtime registry 1:24 ".": "1.0.0"', 'bar 2.0.0 runtime registry 1:38 "bar": "2.0.0"'],
  ],
  [
    'jsr: in package.json',
    'package.json',
    '{"dependencies": {"@std/x": "jsr:^1.0.0", "y": "jsr:@std/y@1.2.3"}}',
    [
      '@std/x ^1.0.0 runtime registry 1:19 "@std/x": "jsr:^1.0.0"',
      '@std/y 1.2.3 runtime registry 1:43 "y": "jsr:@std/y@1.2.3"',
    ],
  ],
  [
    'a commit of git, in Poetry and Pipenv',
    'Pipfile',
    `[packages]\ng = {git = "https://x.example/a/b.git", ref = "${commit}"}\n`,
    [
      `g https://x.example/a/b.git@${commit} runtime git 2:1 g = {git = "https://x.example/a/b.git", ref = "${commit}"}`,
    ],
  ],
  [
    'several constraints of Poetry',
    'pyproject.toml',
    '[tool.poetry.dependencies]\nm = [{version = "1", python = "<3.8"}, {version = "2"}]\n',
    [
      'm 1 runtime registry 2:1 m = [{version = "1", python = "<3.8"}, {version = "2"}]',
      'm 2 runtime registry 2:1 m = [{version = "1", python = "<3.8"}, {version = "2"}]',
    ],
  ],
  [
    'lists of setuptools in other files, Rye and Flit',
    'a/pyproject.toml',
    '[tool.setuptools.dynamic]\ndependencies = {file = ["../deps.txt"]}\n[tool.rye]\ndev-dependencies = ["x==1"]\n[tool.flit.metadata]\nrequires = ["y"]\n',
    ['x 1 development registry 4:22 x==1', 'y - runtime registry 6:14 y', 'includes deps.txt'],
  ],
  [
    'a sum of lists in setup.py',
    'setup.py',
    'A = ["a==1"]\nB = A + ["b"]\nsetup(install_requires=B + ["c"], tests_require=B + read("x"))\n',
    [
      'a 1 runtime registry 1:7 a==1',
      'b - runtime registry 2:11 b',
      'c - runtime registry 3:30 c',
      'a 1 development registry 1:7 a==1',
      'b - development registry 2:11 b',
      '3: tests_require is computed; LangGuard does not execute setup.py',
    ],
  ],
  [
    'a list that names itself',
    'setup.py',
    'A = A + A + A\nsetup(install_requires=A)\n',
    ['2: install_requires is computed; LangGuard does not execute setup.py'],
  ],
  [
    'a folder in poetry.lock',
    'poetry.lock',
    '[[package]]\nname = "l"\nversion = "0.1"\n[package.source]\ntype = "directory"\nurl = "../l"\n',
    ['l 0.1 runtime path 3:1 version = "0.1"'],
  ],
  [
    'a host of the Gemfile itself',
    'Gemfile',
    'git_source(:corp) { |repo| "https://git.corp.example/#{repo}.git" }\ngem "x", corp: "a/b"\n',
    ['x corp:a/b runtime git 2:1 gem "x"'],
  ],
  [
    'Go: what is vendored',
    'vendor/modules.txt',
    '# a.org/b v1.0.0\n## explicit; go 1.17\na.org/b/x\n# a.org/c v1.0.0 => b.org/c v1.0.1\n# a.org/d v1.0.0 => ./d\n# a.org/c => b.org/c v1.0.1\n',
    [
      'a.org/b 1.0.0 runtime registry 1:3 a.org/b v1.0.0',
      'b.org/c 1.0.1 runtime registry 4:3 a.org/c v1.0.0 => b.org/c v1.0.1',
      'a.org/d - runtime path 5:3 a.org/d v1.0.0 => ./d',
    ],
  ],
  [
    'Swift: a package of a registry',
    'Package.resolved',
    '{"pins": [{"identity": "mona.list", "kind": "registry", "location": "", "state": {"version": "1.0.0"}}], "version": 3}',
    ['1: mona.list comes from a Swift registry, which is not asked'],
  ],
  [
    'constraints at an address',
    'requirements.txt',
    '-c https://x.example/c.txt\na\n',
    ['a - runtime registry 2:1 a', '-: `-c` takes an address, which was not read'],
  ],
])('%s', (_, path, text, expected) => {
  expect(read(path, text)).toEqual(expected);
  expect(
    read(path, `\uFEFF${text.replaceAll('\n', '\r\n')}`).map((line) => line.replace('\r', '')),
  ).toHaveLength(expected.length);
});

const words = [
  '<project>',
  '</project>',
  '<parent>',
  '</parent>',
  '<groupId>a</groupId>',
  '<artifactId>b</artifactId>',
  '<artifactId>c</artifactId>',
  '<version>${v}</version>',
  '<version>1</version>',
  '<properties><v>${v}</v></properties>',
  '<dependencies>',
  '</dependencies>',
  '<dependency>',
  '</dependency>',
  '<dependencyManagement>',
  '</dependencyManagement>',
  '<scope>import</scope>',
  '<relativePath>../x</relativePath>',
  'dependencies {',
  '}',
  'implementation libs.a.b',
  'api "g:a:$v"',
  "apply from: 'x.gradle'",
  "ext.v = '$v'",
  'v=1',
  '[libraries]',
  'a-b = "g:a:1"',
  '[bundles]',
  'x = ["a-b"]',
  '"catalog": {"a": "catalog:"}',
  '{',
  '"dependencies": {"a": "catalog:"}',
  'catalog:',
  '  a: "catalog:"',
  '<Project><PropertyGroup><V>$(V)$(W)</V><W>$(V)</W></PropertyGroup>',
  '<PackageVersion Include="A" Version="$(V)" />',
  '<PackageReference Include="A" />',
  '</Project>',
  '[workspace.dependencies]',
  '[dependencies]',
  'a.workspace = true',
  'a = { workspace = true }',
  '-c requirements.txt',
  '-c x/constraints.txt',
  'a',
  'a==1',
  'module a.org/b',
  'require a.org/b v0.0.0',
];
const paths = [
  'pom.xml',
  'x/pom.xml',
  'x/y/pom.xml',
  'build.gradle',
  'x/build.gradle.kts',
  'x.gradle',
  'gradle.properties',
  'settings.gradle',
  'gradle/libs.versions.toml',
  'package.json',
  'x/package.json',
  'pnpm-workspace.yaml',
  '.yarnrc.yml',
  'Directory.Packages.props',
  'x/Directory.Build.props',
  'x/a.csproj',
  'Cargo.toml',
  'x/Cargo.toml',
  'requirements.txt',
  'x/constraints.txt',
  'go.mod',
  'x/go.mod',
];

test('files that lean on each other, however broken, are read without throwing and end', () => {
  const text = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join('\n'));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...paths), text, { maxKeys: 8 }), (files) => {
      const around: Around = {
        text: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
        paths: Object.keys(files).sort(),
      };
      for (const [path, body] of Object.entries(files))
        for (const ecosystem of ecosystems)
          if (ecosystem.reads(path) !== undefined) ecosystem.parse(path, body, around);
    }),
    fuzzBudget(400),
  );
});

test('a setup.py of sums of sums ends', () => {
  const sum = Array.from({ length: 2000 }, () => 'A').join(' + ');
  expect(read('setup.py', `A = ${sum}\nsetup(install_requires=A)\n`)).toEqual([
    '2: install_requires is computed; LangGuard does not execute setup.py',
  ]);
});
