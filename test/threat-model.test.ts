// The threat model names only tests that exist, and says of each attack which one shows what stops it.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const page = readFileSync(new URL('docs/threat-model.md', root), 'utf8');
const named = /`((?:src|test)\/[\w./-]+\.test\.ts)` "([^"\n]{8,})"/g;

/** What is wrong with the tests that a text names. */
function missing(text: string): string[] {
  return [...text.matchAll(named)].flatMap(([, path = '', name = '']) => {
    if (!existsSync(new URL(path, root))) return [`${path} is not there`];
    const lines = readFileSync(new URL(path, root), 'utf8').split('\n');
    // What a comment says is no test.
    const isThere = lines.some((line) => !/^\s*(?:\/\/|\*)/.test(line) && line.includes(name));
    return isThere ? [] : [`${path} has no "${name}"`];
  });
}

test('every test that is named exists', () => {
  expect(missing(page)).toEqual([]);
  expect([...page.matchAll(named)].length).toBeGreaterThan(60);
});

test('every attack has a test', () => {
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:-|attack|trouble|what  )/.test(line))
    .filter((line) => line.split(' | ').length === 3)
    .filter((line) => !/^\| (?:the |tokens of|source code|credentials of)/.test(line));
  expect(rows.length).toBeGreaterThan(40);
  expect(rows.filter((line) => !/`(?:src|test)\/[\w./-]+\.test\.ts` "/.test(line))).toEqual([]);
});

test('a test that does not exist is told', () => {
  const name = ['no such name', 'at all'].join(' ');
  expect(missing(`\`test/threat-model.test.ts\` "${name}"`)).toHaveLength(1);
  expect(missing('`test/no-such-file.test.ts` "a name that is long enough"')).toEqual([
    'test/no-such-file.test.ts is not there',
  ]);
});
