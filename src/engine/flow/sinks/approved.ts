// Tells when a person sees each call of a tool before it is made, as its declaration says.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Taint } from '../value.ts';

const maxClimb = 40;
/** Keys of a tool. */
const maxKeys = 20;

/** Whether a value of a model's was given to a tool that asks first: `{ needsApproval: true, execute }`. */
export function isApproved({ source, node }: Taint): boolean {
  if (source !== 'model') return false;
  let at = node.parent;
  for (let n = 0; at && n < maxClimb; at = at.parent, n++)
    if (at.kind === 'object') return at.items.slice(0, maxKeys).some(asksFirst);
  return false;
}

const asks = /^['"]?(?:needs|requires?)_?(?:user_?)?(?:approval|confirmation|permission)['"]?$/i;
/** What is shown to the person who is asked. */
const shows = /\bpreview\b/;
const maxShown = 4_000;

function asksFirst(one: SyntaxNode): boolean {
  const key = (one.get('key') ?? one.get('name'))?.text ?? '';
  if (asks.test(key)) return one.get('value')?.text === 'true';
  const { start, end } = one;
  return key === 'preprocess' && shows.test(one.source.text.slice(start, Math.min(end, start + maxShown)));
}
