// What the lowerings of all languages do alike.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Expression, FunctionShape } from '../ir.ts';

/** The operands of `a + b + c` in order, for a left-leaning chain of one operator; without recursion, so that any length will do. */
export function chainedOperands(node: SyntaxNode, operator: string): SyntaxNode[] {
  const operands: SyntaxNode[] = [];
  let current: SyntaxNode | undefined = node;
  while (current?.kind === node.kind && current.get('operator')?.text === operator) {
    const right = current.get('right');
    if (right) operands.push(right);
    current = current.get('left');
  }
  if (current) operands.push(current);
  return operands.toReversed();
}

/** `object[key]`; with a constant text for a key it is the property of that name. */
export function elementAt(node: SyntaxNode, object: Expression, key: Expression): Expression {
  return key.kind === 'literal' && typeof key.value === 'string'
    ? { kind: 'member', node, object, property: key.value }
    : { kind: 'index', node, object, key };
}

/**
 * Marks hidden functions that nothing in the file calls as public: another file of the package, a registration or an
 * event calls them, with whatever it has.
 */
export function publishUncalled(functions: readonly FunctionShape[], text: string): void {
  const hidden = functions.filter((one) => !one.isPublic && one.name !== undefined);
  if (hidden.length === 0) return;
  const names = new Set(hidden.map((one) => one.name as string));
  const seen = new Map<string, number>();
  for (const [, name] of text.matchAll(/([A-Za-z_]\w*)(?:<\w+>)?\s*\(/g))
    if (name !== undefined && names.has(name)) seen.set(name, (seen.get(name) ?? 0) + 1);
  for (const one of hidden) if (seen.get(one.name as string) === 1) one.isPublic = true;
}
