// The rules as an earlier run kept them: the same ones, whatever the cache holds, and kept no longer than their files.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRuleFiles } from './assets.ts';
import { loadRules } from './engine/rules/load.ts';
import { loadShippedRules, readers, type LoadedRules } from './shipped-rules.ts';

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

/** What rules say, without the functions that find their places; keys in the order of their names. */
function said(loaded: LoadedRules): string {
  return JSON.stringify(loaded, (_, value: unknown) => {
    if (value instanceof RegExp) return String(value);
    if (value instanceof Map) return [...value];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

const keptFiles = (): string[] => readdirSync(join(cache, 'langguard'));

test('loaded, kept and taken from there, the rules are the same', async () => {
  const bare = said(loadRules(await readRuleFiles()));
  const old = join(cache, 'langguard');
  mkdirSync(old);
  for (let n = 0; n < 6; n++) writeFileSync(join(old, `rules-${String(n).repeat(32)}.v8`), '');
  expect(said(await loadShippedRules())).toBe(bare);
  // The new one among the newest.
  expect(keptFiles()).toHaveLength(4);
  for (const name of keptFiles()) if (/rules-(.)\1{31}/.test(name)) rmSync(join(old, name));
  expect(keptFiles()).toHaveLength(1);
  expect(said(await loadShippedRules())).toBe(bare);
});

test('a rule that was kept names the first line of its file', async () => {
  const { rules } = await loadShippedRules();
  expect(rules.code?.[0]?.locate(['matches'])).toEqual({ line: 1, column: 1 });
});

// The last two are what serialises null and an empty array.
test.each(['', '\xff\x0f0', '\xff\x0fA\0$\0\0'])('a cache that holds %j is as good as none', async (text) => {
  const [name = ''] = keptFiles();
  writeFileSync(join(cache, 'langguard', name), text, 'latin1');
  const { rules, problems } = await loadShippedRules();
  expect(problems).toEqual([]);
  expect(rules.info.size).toBeGreaterThan(500);
});

test('a cache that cannot be written changes nothing', async () => {
  process.env['XDG_CACHE_HOME'] = join(cache, 'langguard', keptFiles()[0] ?? '');
  expect((await loadShippedRules()).problems).toEqual([]);
  process.env['XDG_CACHE_HOME'] = cache;
});

test('every module that reads rule files decides whether what was kept still holds', () => {
  const root = dirname(fileURLToPath(import.meta.url));
  const seen = new Set<string>();
  const follow = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const text = readFileSync(path, 'utf8');
    for (const [, from = ''] of text.matchAll(/^(?:import|export)(?! type)[^;]* from '(\.[^']+)';/gm))
      follow(join(dirname(path), from));
  };
  follow(join(root, 'engine/rules/load.ts'));
  const schemas = [...seen].filter((path) => /from 'zod'/.test(readFileSync(path, 'utf8')));
  expect(schemas.map((path) => relative(root, path)).filter((path) => !readers.includes(path))).toEqual([]);
});
