// What the code around a Kotlin node declares: names, types, annotations and the branches of expressions.
import type { SyntaxNode } from '../../syntax/tree.ts';

/** What the code around a node declares. */
export interface Scope {
  className: string | undefined;
  fields: ReadonlySet<string>;
  methods: ReadonlySet<string>;
  outer: Scope | undefined;
  /** Parameters and variables of the function, which hide properties. */
  locals: ReadonlySet<string>;
  /** The name under which the object of `apply`, `run` and `with` stands. */
  receiver: string | undefined;
  /** True when that object is the one a function extends. */
  isExtension?: boolean;
  file: FileFacts;
}

/** What holds in the whole file. */
export interface FileFacts {
  enums: ReadonlySet<string>;
  functions: ReadonlySet<string>;
  /** Functions that extend a type, by name. */
  extensions: ReadonlySet<string>;
  /** Values that hold a regular expression, by name. */
  patterns: ReadonlyMap<string, string>;
}

/** The name of the receiver in scope; no name that code can write. */
export const scopeReceiver = '::self';

/** The scope of a whole file. */
export function declarationScope(root: SyntaxNode): Scope {
  const enums = new Set<string>();
  const functions = new Set<string>();
  const extensions = new Set<string>();
  const patterns = new Map<string, string>();
  for (const node of root.walk()) {
    if (
      node.kind === 'class_declaration' &&
      /\benum\b/.test(modifiersOf(node)?.text ?? node.text.slice(0, 20))
    )
      enums.add(node.get('name')?.text ?? '');
    if (node.kind === 'property_declaration') {
      const match = /\b(\w+)\s*(?::[^=]+)?=\s*(?:Regex\(\s*)?"{1,3}((?:[^"\\]|\\.)*)"{1,3}(?:\.toRegex\(\)|\s*\))$/.exec(node.text.length < 400 ? node.text : ''); // prettier-ignore
      if (match) patterns.set(match[1] ?? '', (match[2] ?? '').replace(/\\\\/g, '\\'));
    }
  }
  for (const node of root.items)
    if (node.kind === 'function_declaration') {
      const name = node.get('name');
      const isExtension = node.items.some((item) => item.kind.endsWith('_type') && name !== undefined && item.start < name.start); // prettier-ignore
      (isExtension ? extensions : functions).add(name?.text ?? '');
    }
  return {
    className: undefined,
    fields: new Set(),
    methods: new Set(),
    outer: undefined,
    locals: new Set(),
    receiver: undefined,
    file: { enums, functions, extensions, patterns },
  };
}

/** The modifiers and annotations before a declaration. */
export function modifiersOf(node: SyntaxNode): SyntaxNode | undefined {
  return node.items.find((item) => item.kind === 'modifiers');
}

/** Annotations that the grammar reads as an expression before the declaration: those with arguments at the top of a file. */
export function annotationsBefore(node: SyntaxNode): { at: SyntaxNode; args: SyntaxNode | undefined }[] {
  const found: { at: SyntaxNode; args: SyntaxNode | undefined }[] = [];
  let before = node.parent?.children[node.index - 1];
  while (before?.kind === 'annotated_expression') {
    let at: SyntaxNode | undefined = before;
    while (at?.kind === 'annotated_expression') {
      const [annotation, rest]: SyntaxNode[] = at.items;
      if (annotation) found.push({ at: annotation, args: rest?.kind === 'parenthesized_expression' ? rest : undefined }); // prettier-ignore
      at = rest;
    }
    before = before.parent?.children[before.index - 1];
  }
  return found;
}

/** The names that a function declares anywhere in it. */
export function localsOf(node: SyntaxNode): Set<string> {
  const names = new Set<string>();
  for (const one of node.walk()) {
    const declares =
      one.kind === 'parameter' || one.kind === 'variable_declaration' || one.kind === 'catch_block';
    if (
      !declares ||
      (one.parent?.kind === 'property_declaration' && one.parent.parent?.kind === 'class_body')
    )
      continue;
    const name = one.items.find((item) => item.kind === 'identifier')?.text;
    if (name !== undefined) names.add(name);
  }
  return names;
}

/** The branches of an `if`: the one for true and the one for false, where there is one. */
export function branchesOf(node: SyntaxNode): SyntaxNode[] {
  return node.items.filter((item) => item.field !== 'condition');
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
