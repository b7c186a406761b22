// Expressions that explode, and near twins that do not.
import { expect, test } from 'vitest';
import { backtracksExponentially } from './backtracking.ts';

test.each([
  '^(a+)+$',
  '(x+x+)+y',
  '(a|aa)+$',
  '^(\\w+\\s?)*$',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(.*)*x',
  '(a|a)*b',
  '(?:\\d+|[0-9])+z',
  '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+$',
  '(?:a?a?)*b',
  '^(?:[\\w-]+\\.?)+$',
  '(?i)^(?:[a-z]|[A-Z])+$',
  '"(?:[^"]|\\\\.)*"',
  '(?:a{1,20})*b',
  '^(?:\\s*\\w+\\s*)*;',
  '(\\w*)*;',
  '^(?:\\r\\n|\\n|\\r)+$',
  '(?:--?\\S+\\s+){0,40}tool',
])('%s explodes', (source) => {
  expect(backtracksExponentially(source)).toBe(true);
});

test.each([
  '^[a-z]+$',
  '^(a+)+',
  '^(?:\\d{1,3}\\.){3}\\d{1,3}$',
  '"(?:[^"\\\\]|\\\\.)*"',
  '^[\\w.-]+@[\\w-]+\\.[a-z]{2,}$',
  '^(?:[a-z]+-)*[a-z]+$',
  '(?:[0-9a-f]{32})*$',
  '^(?:[^,]+,)*[^,]*$',
  '^[a-z]{2,3}(-[a-z0-9]{2,8})*$',
  '(?:[^\\\\]|\\\\.)*x',
  '^(?:(?!--).)*$',
  '(?>a+)+b',
  '(?:a++)+b',
  '(',
  '(?:[\\s\\S]+)*$',
  '^\\/(?:[^/]+\\/)*[^/]*$',
  'npx\\s+(?:--?\\S+\\s+){0,10}tool\\s',
])('%s does not', (source) => {
  expect(backtracksExponentially(source)).toBe(false);
});
