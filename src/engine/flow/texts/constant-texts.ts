// What calls make of nothing but constants: a name that is written backwards, in numbers or in base64 is still that name.
import type { Call } from '../state.ts';
import { type Value, literal } from '../value.ts';

/** No name is longer. */
const maxChars = 200;

/** The text or the list of texts that a call of constants gives; undefined for any other call. */
export function constantResult({ path, method, receiver, args }: Call): Value | undefined {
  const own = textOf(receiver);
  const first = textOf(args[0]);
  const listed = itemsOf(receiver) ?? (method === path ? itemsOf(args[0]) : undefined);
  switch (method) {
    case 'split':
      return own !== undefined && first === '' && args.length === 1 ? listOf(own) : undefined;
    case 'list':
    case 'reversed': {
      const items = first === undefined ? itemsOf(args[0]) : [...first];
      return method === path && items ? listOf(method === 'list' ? items : items.toReversed()) : undefined;
    }
    case 'reverse':
    case 'toReversed':
      return listed && listOf(listed.toReversed());
    case 'join': {
      if (own !== undefined) return joined(itemsOf(args[0]), own);
      return args.length === 0 ? joined(listed, ',') : joined(listed, first);
    }
    case 'fromCharCode':
    case 'fromCodePoint':
    case 'chr':
      return ofCodes(args);
    case 'atob':
    case 'b64decode':
      return first === undefined ? undefined : fromBase64(first);
    case 'fromhex':
    case 'unhexlify':
      return first === undefined ? undefined : fromHex(first);
    case 'from': {
      const coding = path === 'Buffer.from' && first !== undefined ? textOf(args[1]) : undefined;
      return coding === 'base64' ? fromBase64(first as string) : coding === 'hex' ? fromHex(first as string) : undefined; // prettier-ignore
    }
    case 'decode':
    case 'toString':
      return own !== undefined && args.every((one) => typeof one.literal === 'string')
        ? literal(own)
        : undefined;
    default:
      return undefined;
  }
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value?.literal === 'string' && value.literal.length <= maxChars ? value.literal : undefined;
}

/** The texts of a list whose items are all constant. */
function itemsOf(list: Value | undefined): string[] | undefined {
  if (!list?.isList || !list.fields || list.fields.size === 0 || list.fields.size > maxChars)
    return undefined;
  if (list.taints.length > 0 || list.element?.taints.length) return undefined;
  const items: string[] = [];
  for (let at = 0; at < list.fields.size; at++) {
    const item = textOf(list.fields.get(String(at)));
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function listOf(items: Iterable<string>): Value {
  return {
    taints: [],
    isList: true,
    fields: new Map([...items].map((item, at) => [String(at), literal(item)] as const)),
  };
}

function joined(items: readonly string[] | undefined, separator: string | undefined): Value | undefined {
  const text = separator === undefined ? undefined : items?.join(separator);
  return text === undefined || text.length > maxChars ? undefined : literal(text);
}

function ofCodes(args: readonly Value[]): Value | undefined {
  const codes = args.map((one) => one.literal);
  const isPlain = (code: unknown): code is number => typeof code === 'number' && code >= 32 && code < 127;
  return codes.length > 0 && codes.length <= maxChars && codes.every(isPlain)
    ? literal(String.fromCharCode(...codes))
    : undefined;
}

function fromBase64(text: string): Value | undefined {
  if (!/^[A-Za-z0-9+/_-]{2,}={0,2}$/.test(text) || text.replace(/=+$/, '').length % 4 === 1) return undefined;
  return plain(atob(text.replace(/-/g, '+').replace(/_/g, '/')));
}

function fromHex(text: string): Value | undefined {
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(text)) return undefined;
  return plain(text.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16))));
}

/** A name, of a function or a module; whole programs that stand encoded are told of where they are run. */
function plain(text: string): Value | undefined {
  return /^[\w$.:/-]{1,40}$/.test(text) ? literal(text) : undefined;
}
