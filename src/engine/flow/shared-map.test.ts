// A map whose copies share their entries, small and large, beside one that simply looks at every key.
import { expect, test } from 'vitest';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';
import { Shared } from './shared-map.ts';

/** What `deleteBelow` promises, written plainly. */
function without(entries: Map<string, number>, key: string): Map<string, number> {
  return new Map([...entries].filter(([one]) => one !== key && !one.startsWith(`${key}.`)));
}

test.each([10, 63, 64, 65, 500])(
  'of %i keys, those below one are forgotten, and copies keep theirs',
  (count) => {
    let map = new Shared<number>();
    let plain = new Map<string, number>();
    const keys = Array.from({ length: count }, (_, n) => `a${n % 7}.b${n % 31}.c${n}`);
    keys.forEach((key, n) => {
      map.set(key, n);
      plain.set(key, n);
    });
    const copies: [Shared<number>, Map<string, number>][] = [];
    const agree = (one: Shared<number>, like: Map<string, number>): void =>
      expect(keys.map((key) => one.get(key))).toEqual(keys.map((key) => like.get(key)));
    for (const key of ['a1', 'a2.b3', 'a', keys[5] as string, 'a3.b10', 'a3', 'b', 'a1.b1']) {
      copies.push([map, plain]);
      [map, plain] = [map.copy(), without(plain, key)];
      map.deleteBelow(key);
      const back = keys[(count / 2) | 0] as string;
      map.set(back, -1);
      plain.set(back, -1);
      agree(map, plain);
      map.deleteBelow(back);
      plain = without(plain, back);
      agree(map, plain);
    }
    for (const [copy, like] of copies) agree(copy, like);
  },
);

test('a large map forgets a key without looking at the others', () => {
  const map = new Shared<number>();
  const started = processorMs();
  for (let n = 0; n < 100_000; n++) {
    map.deleteBelow(`state.k${n}`);
    map.set(`state.k${n}`, n);
  }
  expect(map.size).toBe(100_000);
  // Looking at each takes minutes.
  expect(processorMs() - started).toBeLessThan(tooLongMs);
});
