// Every reader over damaged and random input: it never throws, never hangs, and every place lies inside the text.
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { stringify } from 'smol-toml';
import { expect, test } from 'vitest';
import { splitLines } from '../change.ts';
import { ecosystems } from './index.ts';
import { placeKey, tomlPlaces } from './pypi/toml-places.ts';
import { fuzzBudget } from '../../../test/fuzz-budget.ts';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';

const seeds: Record<string, string> = {
  'pom.xml':
    '<project><properties><v>1</v></properties><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId><version>${v}</version></dependency></dependencies></project>',
  'build.gradle':
    "ext.v = '1'\nplugins { id 'x' version '1' }\ndependencies {\n  api \"a:b:$v\", 'c:d:' + v\n  api(group: 'e', name: 'f') { version { strictly '1' } }\n}\n",
  'libs.versions.toml': '[versions]\nv = "1"\n[libraries]\na = { module = "b:c", version.ref = "v" }\n',
  'gradle.lockfile': 'a:b:1=x,y\nempty=z\n',
  'build.sbt': 'val v = "1"\nlibraryDependencies += "a" %% "b" % v % Test\n',
  'a.csproj':
    '<Project Sdk="a/1"><ItemGroup><PackageReference Include="A" Version="$(V)" /><PackageReference Include="B"><Version>1</Version></PackageReference></ItemGroup></Project>',
  'packages.config': '<packages><package id="A" version="1" /></packages>',
  'packages.lock.json':
    '{ "dependencies": { "n": { "A": { "resolved": "1", "contentHash": "x", "dependencies": { "B": "1" } } } } }',
  'dotnet-tools.json': '{ "tools": { "a": { "version": "1" } } }',
  'paket.dependencies': 'source https://x\nnuget A ~> 1.0 // x\n',
  'paket.lock': 'NUGET\n  remote: https://x\n    A (1.0)\n      B (>= 1)\n',
  'package.json': '{ "dependencies": { "a": "^1", "@s/b": "npm:c@2" }, "overrides": { "x": { "y": "1" } } }',
  'package-lock.json': '{ "lockfileVersion": 3, "packages": { "node_modules/a": { "version": "1.0.0" } } }',
  'yarn.lock': '# yarn lockfile v1\n\na@^1, "b@^2":\n  version "1.0.0"\n  dependencies:\n    c "1"\n',
  'pnpm-lock.yaml':
    "lockfileVersion: '9.0'\n\npackages:\n\n  '@s/a@1.0.0':\n    resolution: {integrity: sha512-A}\n",
  'pnpm-workspace.yaml': 'catalog:\n  a: ^1\ncatalogs: {x: {b: 1.0.0}}\n',
  'bun.lock': '{ "packages": { "a": ["a@1.0.0", "", {}, "sha512-A"], } }',
  'requirements.txt': '-r a.txt\na[b]>=1,<2 ; x=="y" \\\n  --hash=sha256:a\n-e git+https://x/y#egg=z\n',
  'pyproject.toml':
    '[project]\ndependencies = ["a>=1", \'b\']\n[tool.poetry.dependencies]\nc = { version = "^1" }\nd."e" = 1\n',
  'poetry.lock': '[[package]]\nname = "a"\nversion = "1"\n[package.dependencies]\nb = "*"\n',
  Pipfile: '[packages]\na = "*"\nb = {git = "x"}\n',
  'Pipfile.lock': '{ "default": { "a": { "version": "==1" } } }',
  'setup.cfg': '[options]\ninstall_requires =\n  a>=1\n  b; x\n',
  'go.mod':
    'require (\n\ta.b/c v1.0.0 // indirect\n)\nreplace a.b/c v1 => ../x\nrequire "d.e/f" v2.0.0\ntoolchain go1.22.1\n',
  'go.sum': 'a.b/c v1.0.0 h1:AAAA=\na.b/c v1.0.0/go.mod h1:BBBB=\n',
  'Cargo.toml':
    '[dependencies]\na = "1"\nb = { git = "x", rev = "y" }\nc.workspace = true\n[target.\'cfg(x)\'.dependencies.d]\nversion = "1"\n',
  'Cargo.lock':
    '[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "git+https://x#y"\ndependencies = ["b 1"]\n',
  Gemfile:
    "source 'https://x.y' do\n  gem 'a', '~> 1', group: [:test]\nend\ngem('b', :git => %q{x}) if y\ngem \"c\",\n  '1'\n",
  'x.gemspec': "s.add_dependency %q<a>.freeze, ['~> 1'.freeze]\n",
  'Gemfile.lock':
    'GEM\n  remote: https://x/\n  specs:\n    a (1.0-java)\n      b (~> 1)\n\nCHECKSUMS\n  a (1.0) sha256=a\n',
  'composer.json': '{ "require": { "php": "*", "a/b": "^1" }, "repositories": [{ "url": "x" }] }',
  'composer.lock':
    '{ "packages": [{ "name": "a/b", "version": "v1", "dist": { "type": "zip", "url": "x", "reference": "y" } }] }',
  'pubspec.yaml':
    'dependencies:\n  a: ^1\n  b: {git: {url: x, ref: y}}\n  c:\n    hosted: x\n    version: 1.0.0\n',
  'pubspec.lock':
    'packages:\n  a:\n    description:\n      url: "x"\n    source: hosted\n    version: "1.0.0"\n',
  'mix.exs': 'defp deps do [ {:a, "~> 1.0", only: [:dev]}, # {:b}\n {:c, git: "x", tag: "y"} ] end\n',
  'mix.lock': '%{\n  "a": {:hex, :a, "1.0.0", "aa", [:mix], [{:b, "~> 1", []}], "hexpm", "bb"},\n}\n',
  '.github/workflows/a.yml':
    'jobs:\n  a:\n    uses: o/r/.github/workflows/x.yml@v1\n    container: node:20\n    steps:\n      - uses: "a/b@v1" # v1\n',
  Dockerfile: 'ARG V=1\nFROM --platform=x a/b:$V AS c\nCOPY --from=d:1 /e /f\nRUN <<X\nFROM g\nX\n',
  'compose.yml': 'services:\n  a: {image: "b:1"}\n  c:\n    build: .\n    image: d\n',
  'devcontainer.json': '{ "image": "a/b:1" }',
  'Package.swift':
    'let p = Package(dependencies: [ .package(url: "https://a.b/c.git", from: "1.0.0"), /* x */ .package(url: "https://a.b/d", .upToNextMinor(from: "1.2.3")) ])\n',
  'Package.resolved':
    '{ "pins": [{ "identity": "c", "location": "https://a.b/c.git", "state": { "revision": "x", "version": "1.0.0" } }] }',
  'environment.yml':
    'channels: [conda-forge]\ndependencies:\n  - a=1.2\n  - c::b >=1\n  - pip:\n      - d==1\n',
  'deno.json': '{ "imports": { "a": "npm:b@^1", "c": "jsr:@d/e@1.0.0" } }',
  'deno.lock': '{ "npm": { "a@1.0.0_b@2": { "integrity": "sha512-A", "dependencies": ["c@1"] } } }',
  'setup.py': 'R = ["a"]\nsetup(install_requires=R, extras_require={"x": ["b"]}, y="""z""")\n',
};

const damaged = (seed: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        fc.nat(),
        fc.nat(12),
        fc.oneof(
          fc.string({ maxLength: 6 }),
          fc.constantFrom(
            '"',
            "'",
            '"""',
            '[',
            '{',
            ']',
            '}',
            '\n',
            '\\',
            '#',
            '=',
            '\u0000',
            '${A}',
            '@',
            '🦄',
          ),
        ),
      ),
      { maxLength: 6 },
    )
    .map((edits) =>
      edits.reduce((text, [at, length, insert]) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + insert + text.slice(start + length);
      }, seed),
    );

test.each(Object.entries(seeds))('%s survives damage', (path, seed) => {
  const ecosystem = ecosystems.find((one) => one.reads(path));
  fc.assert(
    fc.property(
      fc.oneof({ weight: 4, arbitrary: damaged(seed) }, fc.string({ maxLength: 80, unit: 'binary' })),
      (text) => {
        const parsed = ecosystem?.parse(path, text);
        const lines = splitLines(text);
        for (const one of parsed?.dependencies ?? []) {
          expect(one.line).toBeGreaterThanOrEqual(1);
          expect(one.line).toBeLessThanOrEqual(Math.max(1, lines.length));
          expect(one.column).toBeLessThan(one.endColumn);
          expect(one.endColumn).toBeLessThanOrEqual((lines[one.line - 1]?.length ?? 0) + 2);
          expect(one.name).not.toBe('');
          ecosystem?.write(one, '1.0.0');
        }
      },
    ),
    fuzzBudget(200),
  );
});

test.each(Object.keys(seeds))('%s takes a long and hostile text in reasonable time', (path) => {
  const ecosystem = ecosystems.find((one) => one.reads(path));
  for (const unit of [
    '[',
    '{"a":',
    '"',
    '\\\n',
    'a==1,',
    'a@',
    '"""',
    '  a:\n',
    '[[a]]\n',
    "x = '",
    '&a [*a,',
    '#',
    ' ',
    '-e ',
    '<a>',
    '<a b="',
    "api 'a:b:1' + ",
    '${',
    '"a" % ',
    'gem "a", ',
    '{:a, "1", ',
    '- a: {',
    'require (\n',
    'gem(%w[',
  ]) {
    const start = processorMs();
    ecosystem?.parse(path, unit.repeat(20_000));
    expect(processorMs() - start).toBeLessThan(tooLongMs);
  }
});

test.each([
  ['Gemfile.lock', 'GEM\n  specs:\n    a (1.0)\n', (n: number) => `      b${n}\n`],
  ['Gemfile.lock', '', (n: number) => `GEM\n  remote: https://x${n}/\n  specs:\n    a (1.${n})\n`],
  ['Gemfile.lock', 'GEM\n  specs:\n    a (1.0)\nCHECKSUMS\n', (n: number) => `  a (1.0-${n}) sha256=${n}\n`],
  ['Gemfile', '', (n: number) => (n < 20_000 ? 'if x\n' : "gem 'a'\n")],
  ['Gemfile', '', (n: number) => `source 'https://x${n}'\n`],
  ['go.mod', '', (n: number) => `replace a${n} => b v1.0.${n}\nrequire a${n} v1.0.0\n`],
  ['go.mod', 'module a.b/c\nrequire ', () => 'a.'],
  ['mix.exs', '', () => '{:a, "~> 1.0", b: {'],
  ['mix.lock', '%{\n  "a": {:hex, :a, "1", "b", ', () => '{:a, "b", '],
  ['composer.lock', '{"packages": [', (n: number) => `{"name": "a/b", "version": "1.${n}"},`],
])('%s: %j and more and more', (path, start, more) => {
  const text = start + Array.from({ length: 40_000 }, (_, n) => more(n)).join('');
  const ecosystem = ecosystems.find((one) => one.reads(path));
  const before = processorMs();
  ecosystem?.parse(path, text);
  expect(processorMs() - before).toBeLessThan(tooLongMs);
});

test('the place of each TOML value holds that value, however it is written', () => {
  const value = fc.oneof(fc.string({ maxLength: 12 }), fc.integer({ min: -99, max: 99 }), fc.boolean());
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      value,
      fc.array(value, { maxLength: 3 }),
      fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), tie('tree'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), tree, { maxKeys: 5 }),
      (document) => {
        const text = stringify(document);
        const places = tomlPlaces(text);
        walk(document, [], (path, leaf) => {
          const place = places.get(placeKey(path));
          expect(place, `${JSON.stringify(path)} in\n${text}`).toBeDefined();
          const written = text.slice(place?.start, place?.end).trim();
          expect(JSON.parse(written.replace(/\\u([0-9a-f]{4})/gi, '\\u$1'))).toEqual(leaf);
        });
      },
    ),
    fuzzBudget(500),
  );
});

test('TOML that people write: every form of string, key and table', () => {
  const text = `a.b = 1 # c
'q k' = """x "" \\" ]"""
l = [ 1, # ]
  '#', ["n", { i = 'v', j.k = "w" }], ]
[[t]]
x = '''m
n'''
[[t.u]]
y = 2026-01-01T00:00:00Z
[t.v]
z = "1"
[[t]]
x = "last"
["d.e"]
f = inf
`;
  const places = tomlPlaces(text);
  const at = (...path: (string | number)[]): string => {
    const place = places.get(placeKey(path));
    return text.slice(place?.start, place?.end);
  };
  expect(at('a', 'b').trim()).toBe('1');
  expect(at('q k')).toBe('"""x "" \\" ]"""');
  expect(at('l', 1)).toBe("'#'");
  expect(at('l', 2, 0)).toBe('"n"');
  expect(at('l', 2, 1, 'j', 'k')).toBe('"w"');
  expect(at('t', 0, 'x')).toBe("'''m\nn'''");
  expect(at('t', 0, 'u', 0, 'y')).toBe('2026-01-01T00:00:00Z');
  expect(at('t', 0, 'v', 'z')).toBe('"1"');
  expect(at('t', 1, 'x')).toBe('"last"');
  expect(at('d.e', 'f')).toBe('inf');
});

test('real files of this repository: every place names its dependency', () => {
  for (const path of ['package.json', 'package-lock.json']) {
    const text = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
    const lines = text.split('\n');
    const { dependencies, unreadable } = ecosystems[0]!.parse(path, text);
    expect(unreadable).toEqual([]);
    expect(dependencies.length).toBeGreaterThan(20);
    for (const one of dependencies) {
      const at = (lines[one.line - 1] ?? '').slice(one.column - 1, one.endColumn - 1);
      expect(at).toContain(one.direct ? JSON.stringify(one.writtenName) : `"version": "${one.version}"`);
    }
  }
});

function walk(
  value: unknown,
  path: (string | number)[],
  visit: (path: (string | number)[], leaf: unknown) => void,
): void {
  if (Array.isArray(value)) value.forEach((one, index) => walk(one, [...path, index], visit));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key], visit);
  } else visit(path, value);
}
