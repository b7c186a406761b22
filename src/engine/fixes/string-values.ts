// Turns the values of a query object into text, so that none of them can be an operator.
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import { isFrom } from './came-from.ts';
import type { SourceEdit } from './edit.ts';

/** `{ email: req.body.email }` becomes `{ email: String(req.body.email) }`. */
export function stringValues(
  call: SyntaxNode,
  _tree: SyntaxTree,
  sources: readonly SyntaxNode[],
): SourceEdit[] | undefined {
  const [query] = call.get('arguments')?.items ?? [];
  if (query?.kind !== 'object') return undefined;
  const edits: SourceEdit[] = [];
  for (const one of query.items) {
    const value = one.kind === 'pair' ? one.get('value') : one;
    if (!value || (one.kind !== 'pair' && one.kind !== 'shorthand_property_identifier')) return undefined;
    if (one.kind === 'pair' && !isFrom(value, sources)) continue;
    if (one.kind === 'pair' && !/^(?:identifier|member_expression|subscript_expression)$/.test(value.kind))
      return undefined;
    const isShort = one.kind !== 'pair';
    if (isShort && !sources.some((source) => source.text === one.text)) continue;
    edits.push({
      start: value.start,
      end: value.end,
      text: `${isShort ? `${one.text}: ` : ''}String(${value.text})`,
    });
  }
  return edits.length > 0 ? edits : undefined;
}
