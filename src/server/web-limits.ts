// Counts requests by who sends them, in bounded memory.
import { isIPv6 } from 'node:net';

/** Lets a number of requests through for each key, and refills evenly. */
export interface Limiter {
  /** Takes one for the key. Undefined when it may go on, else the seconds to wait. */
  take(key: string): number | undefined;
  /** As `take`, without taking. */
  peek(key: string): number | undefined;
}

interface Bucket {
  left: number;
  at: number;
}

/** Makes a limiter of `perMinute` requests. Past `maxKeys` the key that was quiet for longest is forgotten. */
export function createLimiter(perMinute: number, now: () => number, maxKeys = 10_000): Limiter {
  const buckets = new Map<string, Bucket>();

  function bucketOf(key: string): Bucket {
    const at = now();
    const known = buckets.get(key);
    const left = known ? Math.min(perMinute, known.left + ((at - known.at) / 60_000) * perMinute) : perMinute;
    return { left, at };
  }
  const waitOf = ({ left }: Bucket): number | undefined =>
    left >= 1 ? undefined : Math.ceil(((1 - left) / perMinute) * 60);

  return {
    take(key) {
      const bucket = bucketOf(key);
      const wait = waitOf(bucket);
      if (wait === undefined) bucket.left -= 1;
      // Written anew, so that the oldest key stands first.
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > maxKeys) {
        const [oldest] = buckets.keys();
        if (oldest !== undefined) buckets.delete(oldest);
      }
      return wait;
    },
    peek: (key) => waitOf(bucketOf(key)),
  };
}

/**
 * Whoever sends a request: the address of the connection, or what the outermost trusted proxy saw. One network of
 * IPv6 counts as one, because every customer of a provider has 2^64 addresses.
 */
export function senderOf(
  connection: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  const hops = (forwardedFor ?? '').split(',').map((each) => each.trim());
  const seen = trustedProxies > 0 ? hops.at(-trustedProxies) : undefined;
  const address = seen === undefined || seen === '' ? (connection ?? 'unknown') : seen.slice(0, 64);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  return isIPv6(address) ? networkOf(address) : address;
}

/** The first 64 bits of an IPv6 address. */
function networkOf(address: string): string {
  const [head = '', tail] = address.replace(/%.*$/, '').toLowerCase().split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  return [...front, ...zeros, ...back]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
