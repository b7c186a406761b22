// `is` and its patterns in C#: what they prove and what they bind.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { child, expression } from './expressions.ts';
import type { Scope } from './scope.ts';
import { typedAs } from './types.ts';

/** `x is …`: a comparison where the pattern is made of literals. */
export function isPattern(node: SyntaxNode, scope: Scope): Expression {
  const left = child(node, node.kind === 'is_expression' ? 'left' : 'expression', scope);
  const pattern = node.get('pattern');
  const literals = pattern ? literalsOf(pattern) : [];
  if (literals.length === 0) return { kind: 'binary', node, operator: 'type', left, right: left };
  const tests = literals.map((one): Expression => ({
    kind: 'binary',
    node,
    operator: '==',
    left,
    right: expression(one, scope),
  }));
  const any: Expression =
    tests.length === 1 ? (tests[0] as Expression) : { kind: 'choice', node, branches: tests };
  return pattern?.kind === 'negated_pattern' ? { kind: 'not', node, operand: any } : any;
}

function literalsOf(pattern: SyntaxNode): SyntaxNode[] {
  if (pattern.kind === 'constant_pattern')
    return pattern.items.filter((item) => item.kind.endsWith('literal'));
  if (/^(?:or_pattern|negated_pattern|parenthesized_pattern|binary_pattern)$/.test(pattern.kind)) {
    const parts = pattern.items.map(literalsOf);
    return parts.every((part) => part.length > 0) ? parts.flat() : [];
  }
  return [];
}

/** `x is string s` and `x is { } s` bind. */
export function patternBindings(condition: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!condition) return [];
  const found: Statement[] = [];
  for (const one of condition.walk())
    if (one.kind === 'is_pattern_expression') {
      const pattern = one.get('pattern');
      const name = pattern?.kind === 'declaration_pattern' ? pattern.get('name') : undefined;
      if (name)
        found.push({
          kind: 'assign',
          node: one,
          target: { kind: 'bind', name: name.text, node: name },
          value: typedAs(child(one, 'expression', scope), pattern?.get('type')),
        });
    }
  return found;
}
