// Which variables are another place in another form: parsed, trimmed, its host or its parts.
import { keyOf } from '../env.ts';
import type { Expression, Target } from '../ir.ts';
import { nameOf, placeOf } from '../proofs/proved.ts';

/** The names that an assignment binds to a form of another place, with that place: what is proved of them is proved of it. */
export function derivedBy(target: Target, value: Expression): [name: string, place: string][] {
  const bound = target.kind === 'items' && target.results ? target.items[0] : target;
  if (bound?.kind === 'fields') return hostsOf(bound, value);
  if (bound?.kind !== 'bind') return [];
  const isPart = value.kind === 'member' && /^(?:hostname|host|netloc|parts)$/.test(value.property);
  const looked = lookedUp(value);
  if (looked !== undefined) return [[bound.name, looked]];
  const from = isPart && value.kind === 'member' ? value.object : value;
  const place = isPart || from.kind === 'call' ? placeOf(from) : undefined;
  return place === undefined ? [] : [[bound.name, place]];
}

/** `url` in `await dns.lookup(url.hostname, { all: true })`, in `isIP(host) ? [{ address: host }] : await dns.lookup(host)`, and in `url.hostname.replace(/[[\]]/g, '')`. */
function lookedUp(value: Expression): string | undefined {
  if (value.kind === 'choice') {
    const found = value.branches.map(lookedUp).filter((place) => place !== undefined);
    return value.test ? found[0] : undefined;
  }
  if (value.kind !== 'call') return undefined;
  const { callee, args } = value;
  const name = nameOf(callee) ?? '';
  if (
    /^(?:lookup|resolve[46]?|getaddrinfo|LookupIP|LookupHost|getAllByName)$/.test(name) &&
    isResolver(callee)
  )
    return placeOf(args[0]?.value)?.replace(/\.(?:hostname|host)$/, '');
  const object = callee.kind === 'member' ? callee.object : undefined;
  return name === 'replace' && object?.kind === 'member' && /^(?:hostname|host)$/.test(object.property)
    ? placeOf(object.object)
    : undefined;
}

/** `dns.lookup`, `dnsPromises.resolve4`, `lookup`; `path.resolve` and promises settle another thing. */
function isResolver(callee: Expression): boolean {
  if (callee.kind !== 'member') return keyOf(callee) !== 'resolve';
  return /^(?:dns|net|resolver|socket|InetAddress)/i.test(keyOf(callee.object) ?? '');
}

/** `const { hostname } = new URL(address)`, `const { address } = await dns.lookup(url.hostname)`. */
function hostsOf(target: Extract<Target, { kind: 'fields' }>, value: Expression): [string, string][] {
  if (value.kind !== 'call') return [];
  const { callee } = value;
  const isLookup = (callee.kind === 'member' ? callee.property : keyOf(callee)) === 'lookup';
  const place = isLookup
    ? placeOf(value.args[0]?.value)?.replace(/\.(?:hostname|host)$/, '')
    : placeOf(value);
  if (place === undefined) return [];
  return target.entries.flatMap(({ key, target: bound }): [string, string][] =>
    bound.kind === 'bind' && /^(?:hostname|host|origin|address)$/.test(key ?? '')
      ? [[bound.name, place]]
      : [],
  );
}
