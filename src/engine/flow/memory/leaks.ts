// Memory and files that a function gives back at its end, and not where it leaves early.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Place, Places } from './places.ts';
import { tell, type Walk } from './state.ts';

/** Functions that keep nothing of what they are handed. */
const keepsNothing =
  /^(?:std::|::)?(?:(?:w?mem|str|wcs)\w{1,12}|v?[fs]?n?printf|w?printf|f?puts|fputc|f?getc|fgets|fread|fwrite|fscanf|sscanf|read|write|recv|send|p?read|feof|ferror|fseek|ftell|fflush|rewind|perror|ato\w{1,2}|strto\w{1,4}|isatty|fileno)$/;

/** What is left behind where the function returns. */
export function leftBehind(walk: Walk, node: SyntaxNode, places: Places): void {
  for (const [key, place] of places) {
    if (!isHeld(place) || !walk.locals.has(key)) continue;
    walk.owned ??= walk.isWhole ? ownedIn(walk) : new Map();
    if (walk.owned.get(key) === (place.origin === 'file' ? 'fclose' : 'free') && place.set)
      tell(walk, 'left-behind', node, place.set);
  }
}

const isHeld = (place: Place): boolean =>
  (place.origin === 'malloc' || place.origin === 'file') &&
  place.freed === undefined &&
  place.isNull !== 'null' &&
  place.moved === undefined;

/** The variables whose memory nobody else can come to hold, with what the function gives it back by. */
function ownedIn(walk: Walk): Map<string, string> {
  const givers = new Map<string, string>();
  const made = new Set<string>();
  const shared = new Set<string>();
  for (const one of walk.body.walk()) {
    if (one.kind !== 'identifier' || !walk.locals.has(one.text)) continue;
    const name = one.text;
    const use = useOf(one);
    if (use === 'shared' || (use === 'made' && made.has(name))) shared.add(name);
    else if (use === 'made') made.add(name);
    else if (use === 'free' || use === 'fclose') givers.set(name, use);
  }
  for (const name of shared) givers.delete(name);
  return givers;
}

const looksAt =
  /^(?:subscript_expression|unary_expression|condition_clause|if_statement|while_statement|sizeof_expression|field_expression)$/;

/** What is done with a variable at one place. */
function useOf(node: SyntaxNode): 'shared' | 'made' | 'looked' | 'free' | 'fclose' {
  let one = node;
  while (one.parent?.kind === 'parenthesized_expression') one = one.parent;
  const { parent } = one;
  if (parent?.kind === 'argument_list') {
    const callee = parent.parent?.get('function')?.text ?? '';
    if (callee === 'free' || callee === 'fclose') return callee;
    return keepsNothing.test(callee) ? 'looked' : 'shared';
  }
  if (parent?.kind === 'assignment_expression')
    return parent.get('left')?.start === one.start ? 'made' : 'shared';
  if (parent?.kind === 'init_declarator')
    return parent.get('declarator')?.start === one.start ? 'made' : 'shared';
  if (parent?.kind === 'pointer_declarator')
    return parent.parent?.kind === 'init_declarator' ? 'made' : 'looked';
  // `p + 1` may go anywhere.
  if (parent?.kind === 'binary_expression')
    return /^(?:[=!]=|&&|\|\|)$/.test(parent.get('operator')?.text ?? '') ? 'looked' : 'shared';
  if (parent?.kind === 'pointer_expression')
    return parent.get('operator')?.text === '*' ? 'looked' : 'shared';
  return looksAt.test(parent?.kind ?? '') ? 'looked' : 'shared';
}
