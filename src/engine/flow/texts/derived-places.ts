// Which variables are another place in another form: parsed, trimmed, its host or its parts.
import { keyOf } from '../env.ts';
import type { Expression, Target } from '../ir.ts';
import { placeOf } from '../proofs/proved.ts';

/** The names that an assignment binds to a form of another place, with that place: what is proved of them is proved of it. */
export function derivedBy(target: Target, value: Expression): [name: string, place: string][] {
  const bound = target.kind === 'items' && target.results ? target.items[0] : target;
  if (bound?.kind === 'fields') return hostsOf(bound, value);
  if (bound?.kind !== 'bind') return [];
  const isPart = value.kind === 'member' && /^(?:hostname|host|netloc|parts)$/.test(value.property);
  const from = isPart && value.kind === 'member' ? value.object : value;
  const place = isPart || from.kind === 'call' ? placeOf(from) : undefined;
  return place === undefined ? [] : [[bound.name, place]];
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
