// Tells paths of which the caller chose the folder only: what lies in it has a name of the program's own.
import { joinsPath } from './rooted.ts';
import { type Piece, type Taint, type Value, mapTaints } from '../value.ts';

/** Marks a text behind which a name of the program's own was put: `join(folder, 'package.json')`. */
const fixedName = 'fixed-name';

/** Whether a taint stands before such a name. */
export function hasFixedName({ cleaned }: Taint): boolean {
  return cleaned.has(fixedName);
}

const dirnames = /^path(?:\.posix|\.win32)?\.dirname$/;
/** What ends in a name, and leads nowhere else. */
const named = /^(?!.*\.\.)(?:[^\0]*[\\/])?[^\\/\0]*\w[^\\/\0]*$/;

/** The arguments of `join(folder, 'state.json')` marked, and those of `dirname` as they were. */
export function withFixedName(path: string, args: Value[]): Value[] {
  if (dirnames.test(path)) return args.map((one) => (one.taints.some(hasFixedName) ? unmarked(one) : one));
  const last = args.at(-1);
  if (!last || args.length < 2 || !joinsPath(path) || !args[0]?.taints.length) return args;
  const text = last.literal ?? last.example;
  return typeof text === 'string' && last.taints.length === 0 && named.test(text) ? args.map(marked) : args;
}

/** Whether a text ends in such a name: `${folder}/package.json`. */
export function endsInName(pieces: readonly Piece[] = []): boolean {
  const last = pieces.at(-1);
  return typeof last === 'string' && /^[\\/]/.test(last) && named.test(last);
}

/** The taint with the mark. */
export function withName(one: Taint): Taint {
  return { ...one, cleaned: new Set([...one.cleaned, fixedName]) };
}

function marked(value: Value): Value {
  return value.taints.length === 0 ? value : mapTaints(value, withName);
}

function unmarked(value: Value): Value {
  return mapTaints(value, (one) => ({
    ...one,
    cleaned: new Set([...one.cleaned].filter((kind) => kind !== fixedName)),
  }));
}
