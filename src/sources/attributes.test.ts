// .gitattributes as git reads them.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matchesGlob, readAttributes } from './attributes.ts';
import { processorMs, tooLongMs } from '../../test/processor-time.ts';

const patterns = [
  '*.js',
  'a.js',
  '/a.js',
  'dir/*.js',
  'dir/**',
  '**/gen/*',
  'a/**/z.js',
  '?.js',
  '[a-c].js',
  '[!a].js',
  '"sp ace.js"',
  'x\\*.js',
  '**/*.js',
  'dir/',
  'd*/x.js',
  '*',
  'deep/**/',
  '*.[jt]s',
  'foo**bar',
  'ü.js',
  '[]]x',
];
const paths = [
  'a.js',
  'b.js',
  'dir/a.js',
  'dir/sub/a.js',
  'gen/x',
  'q/gen/x',
  'gen/y/x',
  'a/z.js',
  'a/b/z.js',
  'a/b/c/z.js',
  'sp ace.js',
  'x*.js',
  'xy.js',
  'd/x.js',
  'deep/x',
  'fooxbar',
  'foo/bar',
  'ü.js',
  'b.ts',
  ']x',
  'e/ab.js',
];

test('every pattern says of every path what git says', () => {
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'langguard-attributes-'));
  execFileSync('git', ['init', '--quiet', cwd]);
  for (const pattern of patterns) {
    fs.writeFileSync(path.join(cwd, '.gitattributes'), `${pattern} linguist-generated\n`);
    const out = execFileSync('git', ['check-attr', '-z', '--stdin', 'linguist-generated'], {
      cwd,
      input: paths.join('\0'),
    }).toString();
    const fields = out.split('\0');
    const attributes = readAttributes(new Map([['', `${pattern} linguist-generated\n`]]));
    for (let at = 0; at + 2 < fields.length; at += 3)
      expect(`${pattern} ${fields[at]} ${attributes(fields[at] ?? '').generated === true}`).toBe(
        `${pattern} ${fields[at]} ${fields[at + 2] === 'set'}`,
      );
  }
  fs.rmSync(cwd, { recursive: true });
});

test('later lines and deeper files win', () => {
  const attributes = readAttributes(
    new Map([
      [
        '',
        '# a comment\n*.js linguist-generated linguist-vendored=false\nkeep.js -linguist-generated\n*.bin binary\n*.lock -diff\n',
      ],
      ['dir', '*.js !linguist-generated\nsub/*.js linguist-generated=true\n'],
    ]),
  );
  const said = ['a.js', 'keep.js', 'dir/a.js', 'dir/sub/a.js', 'x.bin', 'y.lock', 'z'].map(
    (name) => `${name} ${JSON.stringify(attributes(name))}`,
  );
  expect(said).toEqual([
    'a.js {"generated":true,"vendored":false}',
    'keep.js {"generated":false,"vendored":false}',
    'dir/a.js {"vendored":false}',
    'dir/sub/a.js {"generated":true,"vendored":false}',
    'x.bin {"binary":true,"diff":false}',
    'y.lock {"diff":false}',
    'z {}',
  ]);
});

test('a hostile pattern is not slow', () => {
  const start = processorMs();
  expect(matchesGlob(`${'a*'.repeat(500)}b`, 'a'.repeat(2000))).toBe(false);
  expect(processorMs() - start).toBeLessThan(tooLongMs);
});
