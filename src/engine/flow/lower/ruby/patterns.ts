// What patterns bind in Ruby: `in { name: String => given }`, and the groups of the expression that a text was matched with.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import { child, expression } from './expressions.ts';
import type { Scope } from './scope.ts';

/** What a pattern binds of a value. */
export function bindings(pattern: SyntaxNode | undefined, value: Expression): Statement[] {
  if (!pattern) return [];
  const node = pattern;
  switch (pattern.kind) {
    case 'identifier':
      return [bound(node, node.text, value)];
    case 'as_pattern': {
      const name = pattern.get('name');
      return [...(name ? [bound(name, name.text, value)] : []), ...bindings(pattern.get('value'), value)];
    }
    case 'keyword_pattern': {
      const key = pattern.get('key');
      const property = key?.text ?? '';
      const inner: Expression = { kind: 'member', node, object: value, property };
      const nested = pattern.get('value');
      return nested ? bindings(nested, inner) : key ? [bound(key, property, inner)] : [];
    }
    case 'array_pattern':
    case 'find_pattern':
      return pattern.items.flatMap((item, at): Statement[] => {
        const name = item.kind === 'splat_parameter' ? item.get('name') : undefined;
        if (name) return [bound(name, name.text, value)];
        const key: Expression = { kind: 'literal', node: item, value: at };
        return bindings(item, { kind: 'index', node: item, object: value, key });
      });
    // `^expected` is a variable that is there before.
    case 'variable_reference_pattern':
    case 'expression_reference_pattern':
      return [];
    default:
      return pattern.items.flatMap((item) => bindings(item, value));
  }
}

/** The name of what was matched last; `$1` is one of its groups. */
export const lastMatch = '$~';

/** What a condition that matches a text leaves: `$~`, and variables for the groups that have names. */
export function groupsOf(condition: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (condition?.kind === 'parenthesized_statements') return groupsOf(condition.items[0], scope);
  if (condition?.kind !== 'binary') return [];
  if (condition.get('operator')?.text !== '=~')
    return [...groupsOf(condition.get('left'), scope), ...groupsOf(condition.get('right'), scope)];
  const isTurned = condition.get('left')?.kind === 'regex';
  const pattern = child(condition, isTurned ? 'left' : 'right', scope);
  const matched = matchOf(condition, child(condition, isTurned ? 'right' : 'left', scope), pattern);
  const names =
    isTurned && pattern.kind === 'regex' ? [...pattern.source.matchAll(/\(\?<([a-z_]\w*)>/g)] : [];
  return [
    matched,
    ...names.map(([, name = '']) =>
      bound(condition, name, {
        kind: 'member',
        node: condition,
        object: { kind: 'name', node: condition, name: lastMatch },
        property: name,
      }),
    ),
  ];
}

/** `case text when /…/` leaves `$~` too. */
export function groupsOfCase(
  subject: Expression,
  patterns: readonly SyntaxNode[],
  scope: Scope,
): Statement[] {
  return patterns
    .filter(({ kind }) => kind === 'regex')
    .map((one) => matchOf(one, subject, expression(one, scope)));
}

function matchOf(node: SyntaxNode, subject: Expression, pattern: Expression): Statement {
  const callee: Expression = { kind: 'member', node, object: subject, property: 'match' };
  return bound(node, lastMatch, { kind: 'call', node, callee, args: [{ value: pattern }] });
}

function bound(node: SyntaxNode, name: string, value: Expression): Statement {
  return { kind: 'assign', node, target: { kind: 'bind', name, node }, value };
}
