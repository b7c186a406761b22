// Tests of the cache: age, disk, and damage that never does harm.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createCache } from './cache.ts';

const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'langguard-cache-'));
  folders.push(made);
  return made;
}

test('an entry is believed up to its age, and not from the future', async () => {
  let now = 1000;
  const cache = createCache({ now: () => now });
  await cache.set('key', 'value');
  now = 1500;
  expect(await cache.get('key', 500)).toEqual({ value: 'value', at: 1000 });
  now = 1501;
  expect(await cache.get('key', 500)).toBeUndefined();
  now = 999;
  expect(await cache.get('key', 500)).toBeUndefined();
  expect(await cache.get('other', 500)).toBeUndefined();
});

test('entries outlive the process', async () => {
  const directory = await folder();
  await createCache({ directory, now: () => 1 }).set('key', { a: [1] });
  expect(await createCache({ directory, now: () => 2 }).get('key', 10)).toEqual({ value: { a: [1] }, at: 1 });
});

test('a damaged or foreign file is no entry', async () => {
  const directory = await folder();
  await createCache({ directory, now: () => 1 }).set('key', 'value');
  const [file = ''] = await readdir(directory);
  for (const text of ['', '{"key":"another","value":1,"at":1}', '{"key":"key","value":1}']) {
    await writeFile(path.join(directory, file), text);
    expect(await createCache({ directory, now: () => 2 }).get('key', 10)).toBeUndefined();
  }
});

test('a folder that cannot be written fails nothing', async () => {
  const file = path.join(await folder(), 'a-file');
  await writeFile(file, '');
  const cache = createCache({ directory: file, now: () => 1 });
  await cache.set('key', 'value');
  expect(await cache.get('key', 10)).toEqual({ value: 'value', at: 1 });
});
