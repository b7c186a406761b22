// How many requests pass, for whom, and how much is remembered.
import { expect, test } from 'vitest';
import { createLimiter, senderOf } from './web-limits.ts';

test('lets the first through, then as many as time refills', () => {
  let now = 0;
  const limiter = createLimiter(60, () => now);
  const through = Array.from({ length: 100 }, () => limiter.take('a')).filter((wait) => wait === undefined);
  expect(through).toHaveLength(60);
  expect(limiter.peek('a')).toBe(1);
  expect(limiter.take('b')).toBeUndefined();
  now += 10_000;
  expect(
    Array.from({ length: 20 }, () => limiter.take('a')).filter((wait) => wait === undefined),
  ).toHaveLength(10);
});

test('forgets the key that was quiet for longest, and no more than it must', () => {
  const limiter = createLimiter(1, () => 0, 2);
  limiter.take('a');
  limiter.take('b');
  limiter.take('a');
  limiter.take('c');
  expect([limiter.peek('a'), limiter.peek('b'), limiter.peek('c')]).toEqual([60, undefined, 60]);
});

test.each([
  ['the connection alone', '10.0.0.1', undefined, 0, '10.0.0.1'],
  ['a header that nobody vouches for', '10.0.0.1', '1.2.3.4', 0, '10.0.0.1'],
  ['what the one proxy saw', '10.0.0.1', '6.6.6.6, 1.2.3.4', 1, '1.2.3.4'],
  ['what the outer of two proxies saw', '10.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.2', 2, '1.2.3.4'],
  ['a proxy that added nothing', '10.0.0.1', undefined, 1, '10.0.0.1'],
  ['IPv4 in IPv6', '::ffff:10.0.0.1', undefined, 0, '10.0.0.1'],
  ['a network of IPv6', '2001:db8:0:1:aaaa::1', undefined, 0, '2001:db8:0:1'],
  ['a shortened one', '2001:DB8::1', undefined, 0, '2001:db8:0:0'],
])('takes %s for the sender', (_, connection, forwarded, proxies, sender) => {
  expect(senderOf(connection, forwarded, proxies)).toBe(sender);
});
