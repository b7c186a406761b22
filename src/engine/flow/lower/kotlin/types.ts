// What Kotlin types say of the values that have them.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Scope } from './scope.ts';

/** The type that stands in a declaration. */
export function typeOf(node: SyntaxNode | undefined): SyntaxNode | undefined {
  return node?.items.find((item) => item.kind.endsWith('_type'));
}

const numeric =
  /^(?:Byte|Short|Int|Long|UInt|ULong|Float|Double|Boolean|Char|Integer|BigInteger|BigDecimal|AtomicInteger|AtomicLong|AtomicBoolean|UUID|Date|Timestamp|Instant|LocalDate|LocalDateTime|LocalTime|ZonedDateTime|OffsetDateTime|Duration|Number|Unit)$/;

/** The simple name of a type; `int` for all that leave no room for text. */
export function typeName(node: SyntaxNode | undefined, scope: Scope): string {
  if (!node) return 'var';
  if (node.kind === 'nullable_type' || node.kind === 'parenthesized_type')
    return typeName(node.items[0], scope);
  if (node.kind !== 'user_type') return 'Object';
  const name = simpleType(node);
  const inner = node.items
    .find((item) => item.kind === 'type_arguments')
    ?.items.map((one) => typeName(one.items.at(-1), scope));
  if (/^(?:ByteArray|CharArray|Any)$/.test(name)) return 'Object';
  if (name === 'IntArray' || name === 'LongArray') return 'int';
  if (/^(?:List|Set|Collection|MutableList|MutableSet|Iterable|Sequence|Flow|Mono|Flux|Array|Optional)$/.test(name))
    return inner?.length === 1 && inner[0] === 'int' ? 'int' : name === 'Array' ? `${inner?.[0] ?? ''}[]` : name.replace(/^Mutable/, ''); // prettier-ignore
  return numeric.test(name) || scope.file.enums.has(name) ? 'int' : name;
}

/** The last name of a type, without its arguments. */
export function simpleType(node: SyntaxNode): string {
  if (node.kind === 'nullable_type') return node.items[0] ? simpleType(node.items[0]) : '';
  return node.items.findLast((item) => item.kind === 'identifier')?.text ?? node.text;
}

/** True for types that say nothing of what a value stands for. */
export function isPlainType(type: string): boolean {
  return /^(?:String|Object|CharSequence|var|int|[A-Z])$|\[\]/.test(type);
}
