// Every reader over damaged and random input: it never throws, never hangs, and every place lies inside the text.
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { stringify } from 'smol-toml';
import { expect, test } from 'vitest';
import { splitLines } from '../change.ts';
import { ecosystems } from './index.ts';
import { placeKey, tomlPlaces } from './pypi/toml-places.ts';

const seeds: Record<string, string> = {
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
    { numRuns: 200 },
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
  ]) {
    const start = performance.now();
    ecosystem?.parse(path, unit.repeat(20_000));
    expect(performance.now() - start).toBeLessThan(5000);
  }
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
    { numRuns: 500 },
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
