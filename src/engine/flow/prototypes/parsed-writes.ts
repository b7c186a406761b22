// Recognises writes below two keys that a parser cut out of a text, as the sections of an ini file are.
import {
  bare,
  calledName,
  codeNear,
  functionsAround,
  hasPart,
  namesOf,
  type Near,
  perFunction,
} from './code-near.ts';
import type { DeepWrite } from './deep-writes.ts';
import { isOffered } from './offered-merges.ts';
import { refused } from './prototype-keys.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

type ParsedWrite = Pick<DeepWrite, 'partly' | 'isOffered'>;

const looks = perFunction<ParsedWrite>();

/** `result[section][name] = value` where both keys were cut out of one text; undefined unless so and unchecked. */
export function parsedWrite(
  object: string,
  keys: readonly [outer: SyntaxNode, inner: SyntaxNode],
  node: SyntaxNode,
): ParsedWrite | undefined {
  const outer = functionsAround(node).at(-1);
  if (!outer) return undefined;
  return looks(outer, [object, ...keys.map(({ text }) => text)].join(' '), () => {
    const near = codeNear(outer, node);
    if (!keys.every((key) => isCut(near, key))) return undefined;
    const refusal = refused(near, object, node);
    if (refusal === 'all') return undefined;
    return { partly: refusal === 'some', isOffered: isOffered(outer, namesOf(outer)) };
  });
}

/** Whether a key was cut out of a text here, or is a variable that something was which was. */
function isCut({ assigned }: Near, key: SyntaxNode): boolean {
  if (hasPart(key, cuts)) return true;
  if (key.kind !== 'identifier') return false;
  const takes = (left: SyntaxNode): boolean =>
    left.text === key.text ||
    (left.kind === 'array_pattern' && left.items.some((one) => (one.get('left') ?? one).text === key.text));
  return assigned.some(
    ({ left, right, operator }) => operator === '=' && takes(left) && hasPart(bare(right), cuts),
  );
}

const cutting = /^(?:slice|substr|substring|split|match|exec|trim)$/;

/** `line.slice(0, 3)`, `match[1]` */
function cuts(part: SyntaxNode): boolean {
  if (part.kind === 'call_expression')
    return part.get('function')?.kind === 'member_expression' && cutting.test(calledName(part));
  const of = part.kind === 'subscript_expression' ? part.get('object') : undefined;
  return of !== undefined && /^m(?:atch\w{0,12})?$/.test(of.text) && part.get('index')?.kind === 'number';
}
