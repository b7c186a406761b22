// Which built texts are conditions of a statement that stands elsewhere.
import { expect, test } from 'vitest';
import { isSqlCondition, looksLikeSql, positionOf } from './positions.ts';

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
  ["(t.title RLIKE '\0')", true],
  ['\0 name like "%\0"', true],
  ["people like '\0' songs", false],
  ['site_id = \0', false],
])('%j', (text, expected) => {
  expect(isSqlCondition(text, false)).toBe(expected);
});

test.each([
  ['site_id = \0', true],
  ["\0h.status >= '\0'", true],
  ['AND id IN (\0', true],
  ['id = 5', false],
  ['id in use: \0', false],
])('%j under the name of a condition', (text, expected) => {
  expect(isSqlCondition(text, true)).toBe(expected);
});

test.each([
  ['Select \0', false],
  ['Select a colour for \0', false],
  ['Select name from users where id = \0', true],
  ['SELECT \0', true],
  ['select \0', true],
  ["// Select option\nawait page.selectOption('\0')", false],
])('%j as SQL', (text, expected) => {
  expect(looksLikeSql(text)).toBe(expected);
});

test.each([
  ['//a[@href="\0"]', 'value'],
  ['//a[@id=\0]', 'value'],
  ["//*[contains(., '\0')]", 'value'],
  ['.//{\0}title', 'name'],
  ['./\0/text()', 'name'],
])('%j of an XPath expression', (text, expected) => {
  const [before = '', after = ''] = text.split('\0');
  expect(positionOf('xpath', before, after)).toBe(expected);
});
