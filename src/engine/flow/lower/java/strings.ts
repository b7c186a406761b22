// Texts and formats in Java.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', '\n': '' };

/** What a literal text says. */
export function stringValue(node: SyntaxNode): string {
  const text = node.text;
  const inner = text.startsWith('"""') ? text.slice(3, -3) : text.slice(1, -1);
  return inner.replace(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one);
}

/** A format with its values. */
export function formatCall(node: SyntaxNode, args: Argument[]): Expression {
  if (args.length === 1 && args[0]?.value.kind !== 'literal') return args[0]?.value as Expression;
  return { kind: 'call', node, callee: { kind: 'name', node, name: ':String.format' }, args };
}
