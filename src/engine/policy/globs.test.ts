// What globs match, which are refused, and how long the worst of them take.
import { describe, expect, it } from 'vitest';
import { globProblem, pathMatcher } from './globs.ts';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';

describe('pathMatcher', () => {
  it.each([
    ['docs/**', 'docs/a/b.md', true],
    ['docs/**', 'src/docs/a.md', false],
    ['docs/', 'docs/a/.b/c.md', true],
    ['docs/', 'mydocs/a.md', false],
    ['*.snap', 'a/b/c.snap', true],
    ['**/test/**', 'a/test/b.js', true],
    ['**/*.test.ts', 'a.test.ts', true],
    ['src/{a,b}/*.js', 'src/b/x.js', true],
    ['src/*.js', 'src/a/x.js', false],
    ['.env*', 'a/.env.local', true],
    ['package-lock.json', 'web/package-lock.json', true],
    ['a/b.js', 'A/b.js', false],
    ['a.(b|c)+$', 'a.(b|c)+$', true],
    ['[ab].js', 'x/b.js', true],
    ['[!ab].js', 'b.js', false],
    ['?.js', 'b.js', true],
    ['{*.snap,x}', 'a.snap', true],
    ['**/a/**', 'a/b', true],
    ['src/**/x.js', 'src/x.js', true],
    ['src/**', 'src', false],
  ])('%s on %s: %s', (glob, path, expected) => {
    expect(pathMatcher([glob])(path)).toBe(expected);
  });

  it('matches nothing without globs', () => {
    expect(pathMatcher([])('a')).toBe(false);
  });

  it.each([
    '!a',
    '/a',
    './a',
    '../a',
    'a/../b',
    'a\\b',
    '+(a|b)*',
    '@(a)',
    '',
    ' ',
    'a'.repeat(300),
    '{a',
    '[z-a]',
    '{a,{b,c}}',
  ])('refuses %s', (glob) => {
    expect(globProblem(glob)).toBeTypeOf('string');
    expect(pathMatcher([glob])('a')).toBe(false);
  });

  it('is quick on the worst paths', () => {
    const started = processorMs();
    for (const glob of [
      '*a*a*b',
      '**/*a*a*a*a/**/*a*a*b/**/*a*a',
      '**/*a*a*a/**/*a*a*b',
      '**/a/**/a/**/a/**/b',
      '{a*,*a,aa*}/**/b',
      '[a-z]*[a-z]*[a-z]*1',
      '?*?*?*b',
    ]) {
      expect(globProblem(glob)).toBeUndefined();
      for (const path of ['a'.repeat(4096), 'a/'.repeat(2048), 'aaaaaaa/'.repeat(512)])
        pathMatcher([glob])(path);
    }
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});
