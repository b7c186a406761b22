// What Go types say of the values that have them.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Scope } from './scope.ts';

/** Types that leave no room for text. */
export const numeric = /^\*?(?:u?int(?:8|16|32|64)?|uintptr|float(?:32|64)|complex(?:64|128)|bool|byte|rune|time\.(?:Time|Duration|Month|Weekday)|uuid\.UUID|netip\.Addr|big\.Int|decimal\.Decimal|primitive\.ObjectID|(?:\[\])+(?:u?int(?:16|32|64)?|float(?:32|64)|bool)|sql\.Null(?:Int(?:16|32|64)|Bool|Float64|Time)|pgtype\.(?:Int\d|Bool|UUID)|os\.FileMode)$/; // prettier-ignore

// prettier-ignore

/** A type's name without pointer and type arguments; `int` for all that leave no room for text. */
export function typeName(node: SyntaxNode | undefined, scope: Scope): string {
  if (!node) return 'any';
  const text = node.text.replace(/\s+/g, '');
  if (numeric.test(text) || scope.numbers.has(text.replace(/^\*/, ''))) return 'int';
  if (node.kind === 'pointer_type' || node.kind === 'parenthesized_type')
    return typeName(node.items[0], scope);
  if (node.kind === 'generic_type') return typeName(node.get('type'), scope);
  if (node.kind === 'struct_type') return `struct ${node.start}`;
  if (node.kind === 'qualified_type' || node.kind === 'type_identifier') return text;
  return 'any';
}

/** True for types that say nothing of what a value stands for. */
export function isPlainType(type: string): boolean {
  return /^(?:string|any|int|error|interface\{\}|comparable|[A-Z]|struct \d+)$/.test(type);
}
