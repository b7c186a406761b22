// Calls and their arguments in Kotlin.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { ownMethod } from '../class-scope.ts';
import { givesConstant } from '../shapes.ts';
import { expression } from './expressions.ts';
import { lambda } from './functions.ts';
import { specialCall } from './known-calls.ts';
import { isPackage } from './properties.ts';
import { scopeCall } from './scope-functions.ts';
import type { Scope } from './scope.ts';

/** A call. */
export function call(node: SyntaxNode, scope: Scope): Expression {
  let callee = node.items[0];
  let list = node.items.find((item) => item.kind === 'value_arguments');
  const trailing = node.items.find((item) => item.kind === 'annotated_lambda');
  // `get("/a") { … }` is a call of a call to the grammar.
  if (
    trailing &&
    !list &&
    callee?.kind === 'call_expression' &&
    !callee.items.some((item) => item.kind === 'annotated_lambda')
  ) {
    // prettier-ignore
    list = callee.items.find((item) => item.kind === 'value_arguments');
    callee = callee.items[0];
  }
  if (!callee) return { kind: 'other', node, parts: [] };
  const isNavigation = callee.kind === 'navigation_expression';
  const object = isNavigation ? callee.items[0] : undefined;
  const name = (isNavigation ? callee.items[1]?.text : callee.text) ?? '';
  const scoped = scopeCall(node, name, object, list, trailing, scope);
  if (scoped) return scoped;
  const args = argumentsOf(list, scope);
  if (trailing) args.push({ value: { kind: 'function', node: trailing, fn: lambda(trailing, scope, scope.receiver) } }); // prettier-ignore
  const [first] = args;
  if (name === 'valueOf' && args.length === 1 && first && object && givesConstant(object.text))
    return { kind: 'typed', node, type: 'int', value: first.value };
  const special = specialCall(node, name, object, args, scope);
  if (special) return special;
  if (
    /^[A-Z]/.test(name) &&
    (!object || isPackage(object)) &&
    callee.kind !== 'call_expression' &&
    !scope.methods.has(name)
  )
    // prettier-ignore
    return creation(node, callee, name, args);
  if (object && scope.file.extensions.has(name)) {
    const given = [{ value: expression(object, scope) }, ...args];
    return { kind: 'call', node, callee: { kind: 'name', node: callee, name }, args: given };
  }
  if (object) {
    const whole = expression(object, scope);
    // `file.path.startsWith(root)` asks about the file.
    const owner = name === 'startsWith' && whole.kind === 'member' && whole.property === 'path' ? whole.object : whole; // prettier-ignore
    const property = renamed.get(name) ?? name;
    return { kind: 'call', node, callee: { kind: 'member', node: callee, object: owner, property }, args };
  }
  if (callee.kind !== 'identifier') return { kind: 'call', node, callee: expression(callee, scope), args };
  return { kind: 'call', node, callee: functionNamed(callee, scope), args };
}

/** `yaml.load<Any>(text)`, which the grammar takes for two comparisons where one type and one argument stand at its end. */
export function typedCall(node: SyntaxNode, scope: Scope): Expression | undefined {
  const [left, given] = [node.get('left'), node.get('right')];
  if (node.get('operator')?.text !== '>' || given?.kind !== 'parenthesized_expression') return undefined;
  if (left?.kind !== 'binary_expression' || left.get('operator')?.text !== '<') return undefined;
  const [callee, type] = [left.get('left'), left.get('right')];
  if (!callee || type?.kind !== 'identifier' || !/^[A-Z]/.test(type.text)) return undefined;
  const args = given.items.map((item) => ({ value: expression(item, scope) }));
  if (callee.kind === 'navigation_expression' && callee.items[0]) {
    const object = expression(callee.items[0], scope);
    const property = callee.items[1]?.text ?? '';
    return { kind: 'call', node, callee: { kind: 'member', node: callee, object, property }, args };
  }
  if (callee.kind !== 'identifier') return undefined;
  return /^[A-Z]/.test(callee.text)
    ? creation(node, callee, callee.text, args)
    : { kind: 'call', node, callee: functionNamed(callee, scope), args };
}

/** Kotlin's names of what the analysis knows by another. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['lowercase', 'toLowerCase'],
  ['uppercase', 'toUpperCase'],
  ['removePrefix', 'substring'],
  ['removeSuffix', 'substring'],
  ['removeSurrounding', 'substring'],
  ['substringAfter', 'substring'],
  ['substringAfterLast', 'substring'],
  ['substringBefore', 'substring'],
  ['substringBeforeLast', 'substring'],
  ['take', 'substring'],
  ['drop', 'substring'],
  ['dropLast', 'substring'],
  ['takeLast', 'substring'],
  ['toByteArray', 'getBytes'],
  ['encodeToByteArray', 'getBytes'],
  ['decodeToString', 'toString'],
  ['joinToString', 'join'],
  ['firstOrNull', 'first'],
  ['lastOrNull', 'first'],
  ['last', 'first'],
  ['single', 'first'],
  ['singleOrNull', 'first'],
  ['getOrNull', 'get'],
  ['getOrElse', 'get'],
  ['getValue', 'get'],
  ['mapNotNull', 'map'],
  ['onEach', 'forEach'],
]);

/** A function by its bare name: a method of a class around it, one of the receiver in scope, or any other. */
function functionNamed(callee: SyntaxNode, scope: Scope): Expression {
  const name = callee.text;
  if (scope.locals.has(name) || scope.file.functions.has(name)) return { kind: 'name', node: callee, name };
  const own = ownMethod(callee, name, scope);
  if (own) return own;
  if (scope.receiver !== undefined && scope.isExtension !== true)
    return { kind: 'member', node: callee, object: { kind: 'name', node: callee, name: scope.receiver }, property: name }; // prettier-ignore
  return { kind: 'name', node: callee, name };
}

/** The creation of an object. */
function creation(node: SyntaxNode, callee: SyntaxNode, name: string, args: Argument[]): Expression {
  // `Yaml(SafeConstructor())` is another thing than `Yaml()`.
  const first = args[0]?.value;
  const isSafe = first?.kind === 'call' && first.isNew === true && (first.result ?? '').startsWith('Safe');
  return {
    kind: 'call',
    node,
    callee: { kind: 'name', node: callee, name: `:${name}` },
    args,
    isNew: true,
    result: isSafe ? `Safe${name}` : name,
  };
}

/** The values in the parentheses of a call. */
export function argumentNodes(node: SyntaxNode): SyntaxNode[] {
  const list = node.items.find((item) => item.kind === 'value_arguments');
  return (list?.items ?? []).flatMap((item) => item.items.at(-1) ?? []);
}

/** The arguments in the parentheses of a call. */
export function argumentsOf(list: SyntaxNode | undefined, scope: Scope): Argument[] {
  return (list?.items ?? []).flatMap((item): Argument[] => {
    const last = item.items.at(-1);
    if (!last) return [];
    const name = item.children.some((one) => one.kind === '=') ? item.items[0]?.text : undefined;
    const spread = last.kind === 'spread_expression' || item.children[0]?.kind === '*';
    return [
      { value: expression(last, scope), ...(name !== undefined && { name }), ...(spread && { spread }) },
    ];
  });
}
