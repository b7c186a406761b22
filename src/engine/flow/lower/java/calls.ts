// Calls and their arguments in Java.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { ownMethod } from '../class-scope.ts';
import { givesConstant } from '../shapes.ts';
import { expression } from './expressions.ts';
import { functionShape } from './functions.ts';
import { matchedBy, regexTest, wholeMatch } from './patterns.ts';
import { type Scope, localsOf } from './scope.ts';
import { statementsOf } from './statements.ts';
import { formatCall } from './strings.ts';
import { simpleType } from './types.ts';

/** A call. */
export function invocation(node: SyntaxNode, scope: Scope): Expression {
  const name = node.get('name')?.text ?? '';
  const object = node.get('object');
  const args = argumentsOf(node.get('arguments'), scope);
  // `P.matcher(x).matches()` with a constant pattern.
  const matched = name === 'matches' || name === 'find' ? matchedBy(object, scope) : undefined;
  if (matched) {
    const { source, subject } = matched;
    if (name === 'matches') return wholeMatch(node, source, expression(subject, scope));
    return regexTest(node, `/${source}/`, expression(subject, scope));
  }
  const callee: Expression = object
    ? { kind: 'member', node, object: expression(object, scope), property: name }
    : (ownMethod(node, name, scope) ?? { kind: 'name', node, name });
  const [first] = args;
  if (name === 'valueOf' && args.length === 1 && first && object && isEnum(object.text, scope))
    return { kind: 'typed', node, type: 'int', value: first.value };
  const made = first ? constantCollection(node, name, object?.text ?? '', args) : undefined;
  if (made) return made;
  // `new File(given).getName()` opens nothing: it is the last part of a path.
  const file = name === 'getName' && callee.kind === 'member' ? callee.object : undefined;
  if (file?.kind === 'call' && file.isNew && file.result === 'File' && file.args.length === 1)
    return {
      kind: 'call',
      node,
      callee: { kind: 'name', node, name: 'FilenameUtils.getName' },
      args: file.args,
    };
  // `a.equals("b")` is a comparison, `Objects.equals(a, b)` too.
  if (/^equals(?:IgnoreCase)?$/.test(name) && object && first) {
    const second = args[1];
    const [left, right] = second ? [first.value, second.value] : [expression(object, scope), first.value];
    const isSwapped = left.kind === 'literal';
    return { kind: 'binary', node, operator: '==', left: isSwapped ? right : left, right: isSwapped ? left : right }; // prettier-ignore
  }
  // `x.matches("[a-z]+")` and `Pattern.matches("[a-z]+", x)` test the whole text.
  if (name === 'matches' && object && first?.value.kind === 'literal') {
    const subject = args[1]?.value ?? expression(object, scope);
    return wholeMatch(node, String(first.value.value), subject);
  }
  // `out.printf(format, …)` takes the text that `String.format` makes.
  if (
    (name === 'printf' || name === 'format') &&
    object &&
    !/(?:^|\.)(?:String|MessageFormat)$/.test(object.text)
  )
    return { kind: 'call', node, callee, args: [{ value: formatCall(node, args) }] };
  return { kind: 'call', node, callee, args };
}

/** The arguments in the parentheses of a call. */
export function argumentsOf(node: SyntaxNode | undefined, scope: Scope): Argument[] {
  return (node?.items ?? []).map((item) => ({ value: expression(item, scope) }));
}

/** `List.of(a, b)` and `Map.of("a", b)` are written out as a list and an object. */
function constantCollection(
  node: SyntaxNode,
  name: string,
  object: string,
  args: readonly { value: Expression }[],
): Expression | undefined {
  const values = args.map(({ value }) => value);
  if (
    (name === 'of' && /^(?:java\.util\.|Immutable)?(?:List|Set)$/.test(object)) ||
    (name === 'asList' && /^(?:java\.util\.)?Arrays$/.test(object))
  )
    // What `Arrays.asList` gets alone may be an array.
    return values.length > 1 || (name === 'of' && values.length === 1)
      ? { kind: 'list', node, items: values }
      : undefined;
  // `Optional.of(a)` holds one, and `Objects.requireNonNull(a)` is what it gets.
  const [only] = values;
  if (only && /^(?:of|ofNullable)$/.test(name) && /^(?:java\.util\.)?Optional$/.test(object))
    return { kind: 'list', node, items: [only] };
  if (only && name === 'requireNonNull' && /^(?:java\.util\.)?Objects$/.test(object)) return only;
  if (name !== 'of' || !/^(?:java\.util\.|Immutable)?Map$/.test(object)) return undefined;
  const keys = values.filter((_, index) => index % 2 === 0);
  const entries = keys.flatMap((key, index) => {
    const value = values[2 * index + 1];
    return key.kind === 'literal' && typeof key.value === 'string' && value
      ? [{ key: key.value, value }]
      : [];
  });
  return entries.length === keys.length ? { kind: 'object', node, entries } : undefined;
}

/** The creation of an object. */
export function creation(node: SyntaxNode, scope: Scope): Expression {
  const typeNode = node.get('type');
  const type = typeNode ? simpleType(typeNode) : '';
  const args = argumentsOf(node.get('arguments'), scope);
  const body = node.items.find((item) => item.kind === 'class_body');
  const inner: Scope = body ? { ...scope, locals: new Set([...scope.locals, ...localsOf(body)]) } : scope;
  for (const member of body?.items ?? []) {
    if (member.kind === 'method_declaration')
      args.push({
        value: { kind: 'function', node: member, fn: functionShape(member, inner, [], true) },
      });
    else if (member.kind === 'block')
      args.push({
        value: {
          kind: 'function',
          node: member,
          fn: {
            node: member,
            parameters: [],
            body: statementsOf(member, inner),
            decorators: [],
            isPublic: false,
          },
        },
      });
  }
  // `new Yaml(new SafeConstructor())` is another thing than `new Yaml()`.
  const [first] = node.get('arguments')?.items ?? [];
  const isSafe =
    first?.kind === 'object_creation_expression' &&
    /^(?:[a-z]\w*\.){0,8}Safe\w+$/.test(first.get('type')?.text ?? '');
  return {
    kind: 'call',
    node,
    callee: { kind: 'name', node: typeNode ?? node, name: `:${type}` },
    args,
    isNew: true,
    result: isSafe ? `Safe${type}` : type,
  };
}

function isEnum(type: string, scope: Scope): boolean {
  return scope.file.enums.has(type) || givesConstant(type);
}
