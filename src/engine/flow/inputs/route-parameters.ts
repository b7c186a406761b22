// Reads from the addresses that a Python file registers which of their parameters are numbers or ids: `/items/{item_id:int}`.
import type { SyntaxSource } from '../../syntax/tree.ts';

/** Where frameworks keep the parameters of the address: Starlette, aiohttp, Pyramid. */
const holders = /(?:^|\.)(?:path_params|match_info|matchdict)$/;
const placed = /\{(\w{1,40})(?::((?:[^{}\n'"]|\{\d{1,3}(?:,\d{0,3})?\}){1,60}))?\}/g;
const harmless = /^(?:int|float|uuid|(?:\\d|\[[\w-]{1,20}\])(?:\+|\{[\d,]{1,8}\})?)$/;

const known = new WeakMap<SyntaxSource, ReadonlySet<string>>();

/** True for a parameter of the request's address that every address of the file restricts to such characters. */
export function isRestricted(source: SyntaxSource, path: string | undefined, key: string): boolean {
  if (source.language !== 'python' || path === undefined || !holders.test(path)) return false;
  let names = known.get(source);
  if (!names) known.set(source, (names = restrictedIn(source.text)));
  return names.has(key);
}

const group = /\(\?P<(\w{1,40})>([^()\n]{1,200})\)/g;
const fewWords = /^(?:\w{1,40}(?:\|\w{1,40}){0,20}|(?:\\d|\[0-9\]|\[0-9a-f\\?-?\])(?:\+|\{[\d,]{1,8}\}))$/;

const ofWords = new WeakMap<SyntaxSource, ReadonlySet<string>>();

/** True for a parameter that every address of the file holds to a few words or to digits: `(r"/flows/(?P<part>request|response)", Flow)`. */
export function isOneOfWords(source: SyntaxSource, name: string): boolean {
  let names = ofWords.get(source);
  if (!names) {
    const found = [...source.text.matchAll(group)];
    names = new Set(found.filter(([, , kind = '']) => fewWords.test(kind)).map(([, one = '']) => one));
    const open = new Set(found.filter(([, , kind = '']) => !fewWords.test(kind)).map(([, one = '']) => one));
    names = new Set([...names].filter((one) => !open.has(one)));
    ofWords.set(source, names);
  }
  return names.has(name);
}

function restrictedIn(text: string): Set<string> {
  const names = new Set<string>();
  const open = new Set<string>();
  for (const line of text.split('\n')) {
    if (!line.includes('{') || line.length > 400 || !/['"]\/[^'"]*\{\w/.test(line)) continue;
    // An f-string has its own braces.
    if (/\b[fF]['"]\//.test(line)) continue;
    for (const [, name = '', kind] of line.matchAll(placed))
      (kind !== undefined && harmless.test(kind) ? names : open).add(name);
  }
  for (const name of open) names.delete(name);
  return names;
}
