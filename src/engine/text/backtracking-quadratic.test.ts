// Expressions whose time grows with the square of a text's length, and near twins of which it does not.
import { expect, test } from 'vitest';
import { backtracksQuadratically } from './backtracking-quadratic.ts';

test.each([
  '\\s+$',
  '\\/+$',
  '^\\s+|\\s+$',
  'a+b',
  '<!--.*-->',
  '\\d+(\\.\\d+)?$',
  '\\s*,\\s*',
  '[^=]+=',
  '(?:\\w+\\.)+com',
  '<[^>]+>',
])('%s from each place of a run', (source) => {
  expect(backtracksQuadratically(source)).toBe('run');
});

test.each([
  '^(.*),(.*)$',
  '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$',
  '^\\s*\\s*x',
  '^((?:\\d+)?\\.?\\d+) *(ms|s)?$',
  '^([+-]?\\d*n)?\\s*(?:([+-]?)\\s*(\\d+))?$',
  '^;*(?:;\\d{0,4})*m',
  '^\\w\\s*(?:=(a|b)|:(c|d)|)(?:[xyz]|)(?:(e|f)|(g|h)|)\\s*\\]',
  '^([\'"])\\s*\\1\\s*x',
])('%s by pairs', (source) => {
  expect(backtracksQuadratically(source)).toBe('pair');
});

test.each([
  '^\\d+$',
  '\\s',
  '[^a-z]+',
  '^[^/]+/[^/]+$',
  '"[^"]*"',
  '\\d{1,3}x',
  '^\\w+@\\w+$',
  'https?://\\S+',
  '\\bfoo\\b',
  '^\\s+',
  '^\\s*(\\w+)\\s*$',
  '(?:->|::|\\b)(\\w+)\\(',
])('%s in one go', (source) => {
  expect(backtracksQuadratically(source)).toBeUndefined();
});

test('an expression that sticks to its place has one beginning', () => {
  expect(backtracksQuadratically('\\s+;', 'y')).toBeUndefined();
});
