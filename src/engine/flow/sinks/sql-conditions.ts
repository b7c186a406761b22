// Tells conditions that are built for a statement which is put together elsewhere.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isSqlCondition } from '../texts/positions.ts';
import type { SourceKind, Value } from '../value.ts';

/** Whether a built text is such a condition with something from outside in it; one that grows was told where it began. */
export function isSqlConditionFor(node: SyntaxNode, text: string, value: Value): boolean {
  if (/assignment/.test(node.kind)) return false;
  const isFrom = (kind: SourceKind): boolean => value.taints.some(({ source }) => source === kind);
  if (isFrom('request')) return isSqlCondition(text, isNamedForSql(node));
  // What a caller hands over stands in quotes, so that it is no number.
  return /['"]%?\0/.test(text) && isFrom('parameter') && isNamedForSql(node) && isSqlCondition(text, true);
}

/** Whether what is built goes into a variable such as `$sqlWhere` or `conditions`. */
function isNamedForSql({ parent }: SyntaxNode): boolean {
  if (!parent || !/assignment|declarator/.test(parent.kind)) return false;
  const name = (parent.get('left') ?? parent.get('name'))?.text.slice(0, 60) ?? '';
  return /sql|where(?:$|[^a-z])|whereclause|condition|criteria|having(?:$|_)/i.test(name);
}
