// Which built texts are conditions of a statement that stands elsewhere.
import { expect, test } from 'vitest';
import { isSqlCondition } from './positions.ts';

test.each([
  ["WHERE title RLIKE '\0'", true],
  [' AND name = "\0"', true],
  ["and (h.name LIKE '%\0%')", true],
  ["HAVING `total` <> '\0'", true],
  ['WHERE id = 5', false],
  ['WHERE id = ?', false],
  ["and name: '\0'", false],
  ["where did '\0' go", false],
  ["Somewhere x = '\0'", false],
])('%j', (text, expected) => {
  expect(isSqlCondition(text)).toBe(expected);
});
