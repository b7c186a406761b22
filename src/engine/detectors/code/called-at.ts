// Finds where in a chain over several lines the call stands that a finding is about.
import type { Span } from '../../fixes/template.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** In a call of a grammar: the field of what is called, and in that the fields of the receiver and of the name. */
const receiverFields = ['object', 'operand', 'expression', 'receiver', 'value'];
const nameFields = ['property', 'attribute', 'name', 'field', 'method'];

/**
 * The call itself where its receiver began on an earlier line: in `db⏎.query(text)` the reader looks for `query`.
 * Any other span is returned as it is.
 */
export function calledAt(span: Span | SyntaxNode): Span {
  if (!('kind' in span) || !/call|invocation/.test(span.kind)) return span;
  const callee = span.get('function') ?? (span.kind === 'call_expression' ? span.children[0] : span);
  if (!callee) return span;
  const receiver = held(callee, receiverFields) ?? (isNavigation(callee) ? callee.children[0] : undefined);
  const name = held(callee, nameFields) ?? (isNavigation(callee) ? callee.children.at(-1) : undefined);
  if (!receiver || !name || receiver === name) return span;
  return name.region.start.line > receiver.region.start.line ? { start: name.start, end: span.end } : span;
}

function held(node: SyntaxNode, fields: readonly string[]): SyntaxNode | undefined {
  for (const field of fields) {
    const found = node.get(field);
    if (found) return found;
  }
  return undefined;
}

/** Kotlin names no fields. */
function isNavigation(node: SyntaxNode): boolean {
  return node.kind === 'navigation_expression' && node.children.length > 1;
}
