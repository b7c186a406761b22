// `is` and its patterns in C#: what they prove and what they bind.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { unary } from '../unary.ts';
import { child, expression } from './expressions.ts';
import type { Scope } from './scope.ts';
import { typedAs } from './types.ts';

/** `x is …`: a comparison where the pattern is made of literals. */
export function isPattern(node: SyntaxNode, scope: Scope): Expression {
  const left = child(node, node.kind === 'is_expression' ? 'left' : 'expression', scope);
  const pattern = node.get('pattern');
  const literals = pattern ? literalsOf(pattern) : [];
  if (literals.length === 0) return unary(node, 'type', left);
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

/** `x is string s` and `x is { Name: var n }` bind. */
export function patternBindings(condition: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!condition) return [];
  const found: Statement[] = [];
  for (const one of condition.walk())
    if (one.kind === 'is_pattern_expression')
      found.push(...bindings(one.get('pattern'), child(one, 'expression', scope)));
  return found;
}

/** What a pattern binds of a value. */
export function bindings(pattern: SyntaxNode | undefined, value: Expression): Statement[] {
  if (!pattern) return [];
  const found: Statement[] = [];
  const name = /^(?:declaration|recursive|var)_pattern$/.test(pattern.kind) ? pattern.get('name') : undefined;
  if (name)
    found.push({
      kind: 'assign',
      node: pattern,
      target: { kind: 'bind', name: name.text, node: name },
      value: typedAs(value, pattern.get('type')),
    });
  for (const item of pattern.items)
    if (/^(?:and|or|parenthesized)_pattern$|_pattern_clause$/.test(item.kind))
      found.push(...bindings(item, value));
    else if (item.kind === 'subpattern') {
      const [field, inner] = item.items;
      if (inner && field?.kind === 'identifier')
        found.push(...bindings(inner, { kind: 'member', node: field, object: value, property: field.text }));
      else found.push(...bindings(field, value));
    } else if (/^(?:declaration|recursive)_pattern$/.test(item.kind)) found.push(...bindings(item, value));
  return found;
}
