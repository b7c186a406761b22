// Deno's files, read for npm and for JSR.
import { expect, test } from 'vitest';
import { entriesOf } from '../../../../test/parsed-entries.ts';
import { npm } from '../npm/index.ts';
import { jsr } from './index.ts';

const manifest = `{
  // imports
  "imports": {
    "chalk": "npm:chalk@5.3.0",
    "@std/assert": "jsr:@std/assert@^1.0.0",
    "x/": "https://a.test/x/",
    "sub": "npm:@a/b@^1/deep"
  }
}
`;

test('deno.json', () => {
  expect(entriesOf(npm, 'deno.jsonc', manifest)).toEqual([
    'chalk 5.3.0 runtime registry 4:5 "chalk": "npm:chalk@5.3.0"',
    'x https://a.test/x/ runtime url 6:5 "x/": "https://a.test/x/"',
    '@a/b ^1 runtime registry 7:5 "sub": "npm:@a/b@^1/deep"',
  ]);
  expect(entriesOf(jsr, 'deno.jsonc', manifest)).toEqual([
    '@std/assert ^1.0.0 runtime registry 5:5 "@std/assert": "jsr:@std/assert@^1.0.0"',
  ]);
});

test.each([
  ['{"version": "5", "npm": {"a@1.0.0_b@2.0.0": {"integrity": "sha512-A", "dependencies": ["c@1", "d"]}}}'],
  [
    '{"version": "3", "packages": {"npm": {"a@1.0.0": {"integrity": "sha512-A", "dependencies": {"c": "c@1", "d": "d@2"}}}}}',
  ],
])('deno.lock %s', (text) => {
  expect(npm.parse('deno.lock', text).dependencies).toMatchObject([
    { name: 'a', version: '1.0.0', integrity: 'sha512-A', requires: ['c', 'd'], direct: false },
  ]);
});

test('the entries are written anew', () => {
  const [one] = npm.parse('deno.json', manifest).dependencies;
  expect(one && npm.write(one, '5.4.0')).toBe('"chalk": "npm:chalk@5.4.0"');
  const [two] = jsr.parse('deno.json', manifest).dependencies;
  expect(two && jsr.write(two, '1.2.0')).toBe('"@std/assert": "jsr:@std/assert@^1.2.0"');
});

test("JSR's answer", () => {
  const body = {
    scope: 'a',
    name: 'b',
    versions: { '1.0.0': { createdAt: '2024-01-01T00:00:00Z' }, '1.1.0': { yanked: true } },
  };
  expect(jsr.readRecord('@a/b', body)).toMatchObject({
    versions: [
      { version: '1.0.0', publishedAt: '2024-01-01T00:00:00Z' },
      { version: '1.1.0', yanked: true },
    ],
  });
  expect(() => jsr.readRecord('@a/c', body)).toThrow();
});
