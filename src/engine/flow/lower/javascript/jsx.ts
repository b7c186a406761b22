// Elements of JSX, as calls.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { expression } from './expressions.ts';

/** JSX becomes `jsx(tag, {attribute: value, …}, …children)`, so that models can name attributes as sinks. */
export function jsx(node: SyntaxNode): Expression {
  const opening = node.kind === 'jsx_element' ? node.get('open_tag') : node;
  const name = opening?.get('name');
  const entries: { key?: string; value: Expression; spread?: boolean }[] = [];
  for (const attribute of opening?.items ?? []) {
    if (attribute.kind === 'jsx_expression' && attribute.items[0])
      entries.push({ value: expression(attribute.items[0]), spread: true });
    if (attribute.kind !== 'jsx_attribute') continue;
    const key = attribute.items[0]?.text;
    const value = attribute.items[1];
    entries.push({
      ...(key !== undefined && { key }),
      value: value ? expression(value) : { kind: 'literal', node: attribute, value: true },
    });
  }
  const children = node.items
    .filter((item) => /^jsx_(?:element|self_closing_element|expression|text)$/.test(item.kind))
    .map((item) => ({ value: expression(item) }));
  const at = opening ?? node;
  return {
    kind: 'call',
    node,
    callee: { kind: 'name', node: at, name: 'jsx' },
    args: [
      { value: { kind: 'literal', node: name ?? at, value: name?.text ?? '' } },
      { value: { kind: 'object', node: at, entries } },
      ...children,
    ],
  };
}
