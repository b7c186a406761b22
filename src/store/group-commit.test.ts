// Group commit against a database that refuses a whole group for one bad item, or everything.
import { expect, test, vi } from 'vitest';
import { groupCommit } from './group-commit.ts';

/** A database that refuses a group with a bad item in it, as a whole; it works from `ready` on. */
function database(code: string, max = 10, ready = Promise.resolve()) {
  const groups: string[][] = [];
  const write = groupCommit<string, string>(async (items) => {
    groups.push([...items]);
    await ready;
    if (items.includes('bad')) throw Object.assign(new Error('refused'), { code });
    return items.map((item) => item.toUpperCase());
  }, max);
  return { groups, write };
}

test('what arrives during a transaction shares the next one, and each gets its own result', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { groups, write } = database('22021', 10, promise);
  const first = write('a');
  await vi.waitUntil(() => groups.length === 1, { timeout: 150_000 });
  const others = ['b', 'c', 'd'].map(write);
  resolve();
  expect(await Promise.all([first, ...others])).toEqual(['A', 'B', 'C', 'D']);
  expect(groups).toEqual([['a'], ['b', 'c', 'd']]);
});

test('one that arrives alone waits for nobody, and a group has an end', async () => {
  const { groups, write } = database('22021', 2);
  expect(await write('a')).toBe('A');
  await Promise.all(['b', 'c', 'd', 'e', 'f'].map(write));
  expect(groups).toEqual([['a'], ['b', 'c'], ['d', 'e'], ['f']]);
});

test('a bad one fails alone', async () => {
  const { groups, write } = database('22021');
  const results = await Promise.allSettled(['a', 'b', 'bad', 'c'].map(write));
  expect(results.map((each) => (each.status === 'fulfilled' ? each.value : 'failed'))).toEqual([
    'A',
    'B',
    'failed',
    'C',
  ]);
  expect(groups).toEqual([['a', 'b', 'bad', 'c'], ['a'], ['b'], ['bad'], ['c']]);
  // Nothing is stuck afterwards.
  expect(await write('d')).toBe('D');
});

test('when the database is gone everybody hears it at once', async () => {
  const { groups, write } = database('ECONNREFUSED');
  const results = await Promise.allSettled(['a', 'b', 'bad', 'c'].map(write));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
  expect(groups).toHaveLength(1);
});
