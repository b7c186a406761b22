// Groups that ignore case, written as classes: the same expressions, also where V8 no longer optimises.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { withoutInlineCase } from './inline-case.ts';

test.each([
  ['a(?i:b1-c)d', 'a(?:[bB]1-[cC])d'],
  ['(?i:[a-f\\d_x-]|[^a-z])', '(?:[a-fA-F\\d_xX-]|[^a-zA-Z])'],
  [
    '(?i:\\bis_?(?:admin)(?<name>x)\\k<name>\\x41)',
    '(?:\\b[iI][sS]_?(?:[aA][dD][mM][iI][nN])(?<name>[xX])\\k<name>\\x41)',
  ],
  ['(?i:a)b[(?i:c)]\\(?i:d', '(?:[aA])b[(?i:c)]\\(?i:d'],
  ['(?:a)(?=b)(?<!c)[[]x', '(?:a)(?=b)(?<!c)[[]x'],
])('%s', (source, expected) => {
  expect(withoutInlineCase(source)).toBe(expected);
  expect(() => new RegExp(expected)).not.toThrow();
});

test.each(['(?s:a.b)', 'x(?-i:a)', '(?im:a)'])('refuses %s', (source) => {
  expect(() => withoutInlineCase(source)).toThrow('write flags at its beginning');
});

test('both ways to run an expression agree, also where V8 no longer optimises', () => {
  const sources = ['^(?i:is_?admin)$', '"(?i:[a-c]x|role)"', '(?i:false|0)$'];
  const texts = ['isAdmin', 'IS_ADMIN', 'admin', '"Bx"', '"ROLE"', '"dx"', 'x=False', '0', 'falsy'];
  const script = `const [s, t] = JSON.parse(process.argv[1]);
    process.stdout.write(JSON.stringify(s.map((one) => t.map((text) => new RegExp(one).test(text)))));`;
  const run = (flags: string[], all: string[]): unknown =>
    JSON.parse(
      execFileSync(process.execPath, [...flags, '-e', script, JSON.stringify([all, texts])]).toString(),
    );
  const expected = run([], sources);
  expect(run(['--no-regexp-optimization'], sources.map(withoutInlineCase))).toEqual(expected);
  expect(run([], sources.map(withoutInlineCase))).toEqual(expected);
});
