// The rule files with what an earlier run parsed: the same rules, whatever the cache holds.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRuleFiles } from './assets.ts';
import { loadRules } from './engine/rules/load.ts';

const before = process.env['XDG_CACHE_HOME'];
let cache: string;

beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'langguard-cache-'));
  process.env['XDG_CACHE_HOME'] = cache;
});
afterAll(() => {
  if (before === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = before;
  rmSync(cache, { recursive: true, force: true });
});

/** What rules say, without the functions that find their places. */
const said = (files: Parameters<typeof loadRules>[0]): string => {
  const { rules, problems } = loadRules(files);
  const plain = (_: string, value: unknown): unknown =>
    value instanceof RegExp ? String(value) : value instanceof Map ? [...value] : value;
  return JSON.stringify({ rules, problems }, plain);
};

test('parsed, kept and read again, the rules are the same', async () => {
  const first = await readRuleFiles();
  const second = await readRuleFiles();
  const bare = first.map(({ path, text }) => ({ path, text }));
  expect(readdirSync(join(cache, 'langguard'))).toHaveLength(1);
  expect(second.every((file) => file.content !== undefined)).toBe(true);
  expect(said(second)).toBe(said(bare));
  expect(said(first)).toBe(said(bare));
});

test.each(['', '{', '[]', 'null', '[1,2]'])('a cache that holds %j is as good as none', async (text) => {
  const [name = ''] = readdirSync(join(cache, 'langguard'));
  writeFileSync(join(cache, 'langguard', name), text);
  const { rules, problems } = loadRules(await readRuleFiles());
  expect(problems).toEqual([]);
  expect(rules.info.size).toBeGreaterThan(500);
});

test('a cache that cannot be written changes nothing', async () => {
  process.env['XDG_CACHE_HOME'] = join(cache, 'langguard', readdirSync(join(cache, 'langguard'))[0] ?? '');
  expect(loadRules(await readRuleFiles()).problems).toEqual([]);
  process.env['XDG_CACHE_HOME'] = cache;
});

test('a content that does not fit is parsed anew, so that the problem has its place', () => {
  const { problems } = loadRules([
    { path: 'code/x/bad-rule.yml', text: 'id: bad-rule\ntitle: 7\n', content: { id: 1 } },
  ]);
  expect(problems[0]).toMatchObject({ path: 'code/x/bad-rule.yml', line: 2 });
});
