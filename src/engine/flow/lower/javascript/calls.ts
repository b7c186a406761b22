// Calls and their arguments in JavaScript.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Argument, Expression } from '../../ir.ts';
import { constantText } from '../shapes.ts';
import { child, expression } from './expressions.ts';
import { requiredModule } from './imports.ts';
import { templateParts } from './strings.ts';

/** A call. */
export function call(node: SyntaxNode): Expression {
  const args = node.get('arguments');
  const awaited = args?.kind === 'arguments' ? awaitedIn(node, args) : undefined;
  if (awaited) return expression(awaited);
  const callee = child(node, 'function');
  if (args?.kind === 'template_string')
    return { kind: 'tagged', node, tag: callee, parts: templateParts(args) };
  const required = requiredModule(node);
  if (required !== undefined) return { kind: 'name', node, name: `:${required}` };
  const given = argumentsOf(args);
  return (
    written(node, callee, given) ??
    applied(node, callee, given) ?? { kind: 'call', node, callee: firstOnly(callee, given), args: given }
  );
}

/** `Reflect.set(element, 'innerHTML', text)` is an assignment. */
function written(node: SyntaxNode, callee: Expression, given: readonly Argument[]): Expression | undefined {
  if (callee.kind !== 'member' || callee.property !== 'set' || callee.object.node.text !== 'Reflect')
    return undefined;
  const [object, key, value] = given.map((one) => one.value);
  const property = key && constantText(key);
  if (!object || !value || property === undefined || given.length !== 3) return undefined;
  return {
    kind: 'assign',
    node,
    target: { kind: 'place', place: { kind: 'member', node, object, property }, node },
    value,
  };
}

/** The grammar reads `await (0, fs.readFile)(path)`, as compilers write it, as a call of `await` whose answer is called. */
function awaitedIn(node: SyntaxNode, args: SyntaxNode): SyntaxNode | undefined {
  const callee = node.get('function');
  return callee?.kind === 'identifier' && callee.text === 'await' ? args.items.at(-1) : undefined;
}

/** `exec.apply(null, [text])`, `pool.query.call(pool, text)`, `Reflect.apply(exec, null, [text])`: the function that is called. */
function applied(node: SyntaxNode, callee: Expression, given: readonly Argument[]): Expression | undefined {
  if (callee.kind !== 'member' || !/^(?:apply|call)$/.test(callee.property)) return undefined;
  const { object } = callee;
  const isReflect = object.kind === 'name' && object.name === 'Reflect' && callee.property === 'apply';
  const called = isReflect ? given[0]?.value : object;
  const [self, ...rest] = isReflect ? given.slice(1) : given;
  const owner = called?.kind === 'member' ? called.object.node.text : undefined;
  if (!called || !self || !/^(?:null|undefined|this)$/.test(self.value.node.text))
    if (!called || !self || self.value.node.text !== owner) return undefined;
  if (callee.property === 'call') return { kind: 'call', node, callee: firstOnly(called, rest), args: rest };
  const list = rest[0]?.value;
  if (rest.length !== 1 || list?.kind !== 'list') return undefined;
  return { kind: 'call', node, callee: called, args: list.items.map((value) => ({ value })) };
}

/** The arguments in the parentheses of a call. */
export function argumentsOf(node: SyntaxNode | undefined): Argument[] {
  return (node?.items ?? []).map((item) => {
    const value = expression(item);
    return item.kind === 'spread_element' ? { value, spread: true } : { value };
  });
}

/** `text.replace('a', b)` replaces the first `a` only, as does an expression without `g`. */
function firstOnly(callee: Expression, args: readonly Argument[]): Expression {
  if (callee.kind !== 'member' || callee.property !== 'replace' || args.length !== 2) return callee;
  const first = args[0]?.value;
  const isFirst =
    (first?.kind === 'literal' && typeof first.value === 'string') ||
    (first?.kind === 'regex' && !/\/\w*g\w*$/.test(first.source));
  return isFirst ? { ...callee, property: 'replaceFirst' } : callee;
}

/** The grammar reads the tag of sql<Row>`…` as a comparison; its name is found in the text before. */
export function genericTag(node: SyntaxNode): Expression | undefined {
  const { text } = node.source;
  if (text[node.start - 1] !== '>') return undefined;
  const before = text.slice(Math.max(0, node.start - maxTypeArguments), node.start);
  let open = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    if (before[at] === '>') open++;
    if (before[at] !== '<' || --open > 0) continue;
    const names = /[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){0,3}$/.exec(before.slice(0, at))?.[0].split('.');
    return names?.reduce<Expression | undefined>(
      (object, name) =>
        object ? { kind: 'member', node, object, property: name } : { kind: 'name', node, name },
      undefined,
    );
  }
  return undefined;
}

/** Characters of the types between `<` and `>`. */
const maxTypeArguments = 400;
