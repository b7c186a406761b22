// Recognises writes below two keys that a parser cut out of a text, as the sections of an ini file are.
import type { SyntaxNode } from '../syntax/tree.ts';
import {
  type DeepWrite,
  escaped,
  functionsAround,
  namesOf,
  perFunction,
  refused,
  textAround,
} from './deep-writes.ts';
import { isOffered } from './offered-merges.ts';

type ParsedWrite = Pick<DeepWrite, 'partly' | 'isOffered'>;

const looks = perFunction<ParsedWrite>();

/** `result[section][name] = value` where both keys were cut out of one text; undefined unless so and unchecked. */
export function parsedWrite(
  object: string,
  keys: readonly [outer: string, inner: string],
  node: SyntaxNode,
): ParsedWrite | undefined {
  const outer = functionsAround(node).at(-1);
  if (!outer) return undefined;
  return looks(outer, [object, ...keys].join(' '), () => look(object, keys, node, outer));
}

function look(
  object: string,
  keys: readonly string[],
  node: SyntaxNode,
  outer: SyntaxNode,
): ParsedWrite | undefined {
  const text = textAround(outer, node);
  if (!keys.every((key) => isCut(text, key))) return undefined;
  const refusal = refused(text, object, node);
  if (refusal === 'all') return undefined;
  return { partly: refusal === 'some', isOffered: isOffered(outer, namesOf(outer)) };
}

const cut =
  '(?:\\.(?:slice|substr|substring|split|match|exec|trim)\\(|(?<![\\w$])m(?:atch\\w{0,12})?\\[\\d\\])';

function isCut(text: string, key: string): boolean {
  if (new RegExp(cut).test(key)) return true;
  if (!/^[\w$]{1,60}$/.test(key)) return false;
  const k = escaped(key);
  return (
    new RegExp(`(?<![\\w$.])${k}\\s{0,4}=(?![=>])[^;\\n]{0,120}${cut}`).test(text) ||
    new RegExp(
      `\\[[^\\]=;]{0,60}(?<![\\w$])${k}(?![\\w$])[^\\]=;]{0,60}\\]\\s{0,4}=[^;\\n]{0,120}${cut}`,
    ).test(text)
  );
}
