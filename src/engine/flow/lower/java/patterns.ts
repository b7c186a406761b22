// Regular expressions in Java: where they are compiled and what they are matched with.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import type { Scope } from './scope.ts';
import { stringValue } from './strings.ts';

/** The variables of a pattern such as `Point(int x, String name)` that may hold a text. */
export function namesIn(pattern: SyntaxNode | undefined): SyntaxNode[] {
  if (!pattern) return [];
  const [type, name] = pattern.items;
  if (/^(?:type_pattern|record_pattern_component)$/.test(pattern.kind))
    return name?.kind === 'identifier' && !/^(?:integral|floating_point|boolean)_type$/.test(type?.kind ?? '')
      ? [name]
      : [];
  return pattern.items.flatMap(namesIn);
}

/** The source of `Pattern.compile("…")`. */
export function patternOf(value: SyntaxNode | undefined): string | undefined {
  if (value?.kind !== 'method_invocation' || value.get('name')?.text !== 'compile') return undefined;
  const first = value.get('arguments')?.items[0];
  return first?.kind === 'string_literal' ? stringValue(first) : undefined;
}

/** A test of a whole text by a pattern. */
export function wholeMatch(node: SyntaxNode, source: string, subject: Expression): Expression {
  return regexTest(node, /^\^.*\$$/s.test(source) ? `/${source}/` : `/^${source}$/`, subject);
}

/** A test of a text by a pattern. */
export function regexTest(node: SyntaxNode, source: string, subject: Expression): Expression {
  const callee: Expression = {
    kind: 'member',
    node,
    object: { kind: 'regex', node, source },
    property: 'test',
  };
  return { kind: 'call', node, callee, args: [{ value: subject }] };
}

/** The pattern and the text of `P.matcher(x)`. */
export function matchedBy(
  object: SyntaxNode | undefined,
  scope: Scope,
): { source: string; subject: SyntaxNode } | undefined {
  if (object?.kind !== 'method_invocation' || object.get('name')?.text !== 'matcher') return undefined;
  const pattern = object.get('object');
  const source = patternOf(pattern) ?? scope.file.patterns.get(pattern?.text.replace(/^this\./, '') ?? '');
  const subject = object.get('arguments')?.items[0];
  return source === undefined || !subject ? undefined : { source, subject };
}
