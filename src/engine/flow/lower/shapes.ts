// What the lowerings of all languages do alike.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Expression, FunctionShape, Statement } from '../ir.ts';

/** The operands of `a + b + c` in order, for a left-leaning chain of one operator; without recursion, so that any length will do. */
export function chainedOperands(node: SyntaxNode, operator: string): SyntaxNode[] {
  const operands: SyntaxNode[] = [];
  let current: SyntaxNode | undefined = node;
  while (current?.kind === node.kind && current.get('operator')?.text === operator) {
    const right = current.get('right');
    if (right) operands.push(right);
    current = current.get('left');
  }
  if (current) operands.push(current);
  return operands.toReversed();
}

/** A text from its parts: one literal where all of them are constant. */
export function textOfParts(node: SyntaxNode, parts: Expression[]): Expression {
  return parts.every((part) => part.kind === 'literal')
    ? { kind: 'literal', node, value: parts.map((part) => String(part.value)).join('') }
    : { kind: 'build', node, parts };
}

/** An operator between two values that puts no text together: one of them, or something that is asked or calculated. */
export function operated(
  node: SyntaxNode,
  operator: string,
  left: Expression,
  right: Expression,
): Expression {
  switch (operator) {
    case '&&':
    case 'and':
      return { kind: 'choice', node, test: left, branches: [right] };
    case '||':
    case 'or':
    case '??':
    case '?:':
      return { kind: 'choice', node, branches: [left, right] };
    default:
      return { kind: 'binary', node, operator, left, right };
  }
}

/** What `a += b` and its like leave in `a`. */
export function grown(node: SyntaxNode, operator: string, before: Expression, value: Expression): Expression {
  return operator === '+='
    ? { kind: 'build', node, parts: [before, value] }
    : { kind: 'binary', node, operator: operator.slice(0, -1), left: before, right: value };
}

/** `object[key]`; with a constant text for a key it is the property of that name. */
export function elementAt(node: SyntaxNode, object: Expression, key: Expression): Expression {
  const property = constantText(key);
  return property === undefined
    ? { kind: 'index', node, object, key }
    : { kind: 'member', node, object, property };
}

/** A text that is written out, though it may stand in pieces: `'inner' + 'HTML'`. */
export function constantText(one: Expression): string | undefined {
  if (one.kind === 'literal') return typeof one.value === 'string' ? one.value : undefined;
  if (one.kind !== 'build' || one.parts.length > 12) return undefined;
  const parts = one.parts.map((part) => (part.kind === 'literal' ? part.value : undefined));
  return parts.every((part) => typeof part === 'string') ? parts.join('') : undefined;
}

/** A function that is called where it stands. */
export function atOnce(
  node: SyntaxNode,
  { body, parameter: name, given }: { body: Statement[]; parameter?: string; given?: Expression },
): Expression {
  const fn: FunctionShape = {
    node,
    parameters: name === undefined ? [] : [{ target: { kind: 'bind', name, node }, decorators: [] }],
    body,
    decorators: [],
    isPublic: false,
  };
  return {
    kind: 'call',
    node,
    callee: { kind: 'function', node, fn },
    args: given ? [{ value: given }] : [],
  };
}

/**
 * Marks hidden functions that nothing in the file calls as public: another file of the package, a registration or an
 * event calls them, with whatever it has.
 */
export function publishUncalled(functions: readonly FunctionShape[], text: string): void {
  const hidden = functions.filter((one) => !one.isPublic && one.name !== undefined);
  if (hidden.length === 0) return;
  const names = new Set(hidden.map((one) => one.name as string));
  const seen = new Map<string, number>();
  for (const [, name] of text.matchAll(/([A-Za-z_]\w*)(?:<\w+>)?\s*\(/g))
    if (name !== undefined && names.has(name)) seen.set(name, (seen.get(name) ?? 0) + 1);
  for (const one of hidden) if (seen.get(one.name as string) === 1) one.isPublic = true;
}

/** Types whose `valueOf` takes any text. */
const wrapsText = /(?:String|Text|Type|Method|Name|Path|Ur[il]|UR[IL]|Node|Value|Expression|Header|Id|Key)$/;

/** Whether `Type.valueOf(text)` gives one of a few, as it does of an enumeration, wherever that stands. */
export function givesConstant(type: string): boolean {
  return /^(?:[A-Z]\w{0,60}\.)?[A-Z]\w{0,60}[a-z]\w{0,60}$/.test(type) && !wrapsText.test(type);
}
