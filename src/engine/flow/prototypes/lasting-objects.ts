// Finds the objects of a file that outlive a call and have a prototype: fields and variables outside functions that begin as `{}`.
import { functionAround } from '../../syntax/enclosing.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { bare, isEmptyObject, isWithoutPrototype, lastName, perFile } from './code-near.ts';

/** The names of the fields, and of the variables outside functions, that begin as `{}` and never as an object without a prototype. */
export const lastingObjects = perFile((file): ReadonlySet<string> => {
  const found = new Set<string>();
  const safe = new Set<string>();
  for (const node of file.walk()) {
    if (!beginning.test(node.kind)) continue;
    const place = node.get('left') ?? node.get('name') ?? node.get('property');
    const value = node.get('right') ?? node.get('value');
    if (!place || !value) continue;
    if (isWithoutPrototype(bare(value))) safe.add(lastName(place));
    else if (isEmptyObject(bare(value)) && outlivesCall(node, place)) found.add(lastName(place));
  }
  for (const name of safe) found.delete(name);
  return found;
});

const beginning = /^(?:assignment_expression|variable_declarator|field_definition|public_field_definition)$/;

/** `this.index = {}`, `index = {}` of a class, and a variable that no function holds. */
function outlivesCall(node: SyntaxNode, place: SyntaxNode): boolean {
  if (node.kind === 'assignment_expression')
    return place.kind === 'member_expression' && place.get('object')?.kind === 'this';
  return node.kind !== 'variable_declarator' || functionAround(node) === undefined;
}
