// Operators between two values in Ruby.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { operated } from '../shapes.ts';
import { child } from './expressions.ts';
import type { Scope } from './scope.ts';
import { formatted } from './strings.ts';

/** `a + b` and `'…' % x` build strings; `&&`, `||` choose; `=~` asks a pattern. */
export function binary(node: SyntaxNode, scope: Scope): Expression {
  const operator = node.get('operator')?.text ?? '';
  const left = child(node, 'left', scope);
  const right = child(node, 'right', scope);
  switch (operator) {
    case '+':
    case '<<': {
      // `Rails.root + name` is a path below it.
      if (operator === '+' && /(?:^|\.)root$|^Pathname\b/.test(left.node.text))
        return {
          kind: 'call',
          node,
          callee: {
            kind: 'member',
            node,
            object: { kind: 'name', node, name: 'File' },
            property: 'joinpath',
          },
          args: [{ value: left }, { value: right }],
        };
      const parts = left.kind === 'build' && node.get('left')?.kind === 'binary' ? left.parts : [left];
      return { kind: 'build', node, parts: [...parts, right] };
    }
    case '%':
      if (left.kind === 'literal' && typeof left.value === 'string')
        return formatted(
          node,
          left,
          (right.kind === 'list' ? right.items : [right]).map((value) => ({ value })),
        );
      if (left.kind === 'build') return { kind: 'build', node, parts: [left, right] };
      return { kind: 'binary', node, operator: 'arithmetic', left, right };
    case '*':
      // `list * ' '` joins it.
      if (left.kind === 'list' && right.kind === 'literal' && typeof right.value === 'string')
        return {
          kind: 'call',
          node,
          callee: { kind: 'member', node, object: right, property: 'join' },
          args: [{ value: left }],
        };
      return { kind: 'binary', node, operator: 'arithmetic', left, right };
    case '=~':
    case '!~': {
      const [subject, pattern] = node.get('left')?.kind === 'regex' ? [right, left] : [left, right];
      const test: Expression = {
        kind: 'call',
        node,
        callee: { kind: 'member', node, object: subject, property: 'match?' },
        args: [{ value: pattern }],
      };
      return operator === '=~' ? test : { kind: 'not', node, operand: test };
    }
    default:
      return operated(node, /^[-*/|&^]$|>>|\*\*/.test(operator) ? 'arithmetic' : operator, left, right);
  }
}
