// What Java types say of the values that have them.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Scope } from './scope.ts';

/** Types that leave no room for text. */
const numeric =
  /^(?:byte|short|int|long|float|double|boolean|char|Byte|Short|Integer|Long|Float|Double|Boolean|Character|BigInteger|BigDecimal|AtomicInteger|AtomicLong|AtomicBoolean|UUID|Date|Timestamp|Instant|LocalDate|LocalDateTime|LocalTime|ZonedDateTime|OffsetDateTime|Duration|Number|OptionalInt|OptionalLong)$/;

/** The simple name of a type; `int` for all that leave no room for text. */
export function typeName(node: SyntaxNode | undefined, scope: Scope): string {
  if (!node) return 'var';
  if (node.kind === 'generic_type') {
    const args = node.items.find((item) => item.kind === 'type_arguments')?.items ?? [];
    const names = args.map((one) => simpleType(one));
    const name = simpleType(node);
    if (/^(?:List|Set|Collection|Optional|Iterable|Stream|Mono|Flux|ArrayList|HashSet)$/.test(name))
      return names.length === 1 && (numeric.test(names[0] ?? '') || scope.file.enums.has(names[0] ?? ''))
        ? 'int'
        : name;
    return name;
  }
  const name = simpleType(node);
  // Bytes and characters in numbers are text again.
  if (node.kind === 'array_type') return /^(?:byte|char)\[\]/.test(name) ? 'Object' : name;
  return numeric.test(name) || scope.file.enums.has(name) ? 'int' : name;
}

/** The last name of a type, without its arguments. */
export function simpleType(node: SyntaxNode): string {
  switch (node.kind) {
    case 'generic_type':
      return node.items[0] ? simpleType(node.items[0]) : '';
    case 'scoped_type_identifier':
      return node.items.at(-1)?.text ?? '';
    case 'annotated_type':
      return node.items.at(-1) ? simpleType(node.items.at(-1) as SyntaxNode) : '';
    case 'array_type':
      return `${node.get('element') ? simpleType(node.get('element') as SyntaxNode) : ''}[]`;
    default:
      return node.text.replace(/\s+/g, '');
  }
}

/** True for types that say nothing of what a value stands for. */
export function isPlainType(type: string): boolean {
  return /^(?:String|Object|CharSequence|var|int|void|[A-Z])$|\[\]/.test(type);
}
