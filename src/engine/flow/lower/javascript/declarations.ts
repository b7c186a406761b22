// Classes and their members in JavaScript.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { isStrictPattern } from '../../proofs/guard-patterns.ts';
import type { Expression, FunctionShape, Statement } from '../../ir.ts';
import { decorator } from './annotations.ts';
import { declareAs } from './declared-types.ts';
import { expression } from './expressions.ts';
import { functionShape } from './functions.ts';
import { bodyOf } from './statements.ts';

/** A class with its members; a bundler gives it to a variable, and then that is its name. */
export function classStatement(node: SyntaxNode, name = node.get('name')?.text): Statement {
  const heritage = node.items.filter((item) => item.kind === 'class_heritage');
  const bases = heritage.flatMap((one) =>
    one.items.flatMap((item) =>
      item.kind === 'extends_clause'
        ? item.all('value').map(expression)
        : item.kind === 'implements_clause'
          ? []
          : [expression(item)],
    ),
  );
  const members: Statement[] = [];
  const numbers: string[] = [];
  let pending: Expression[] = [];
  for (const item of node.get('body')?.items ?? []) {
    if (item.kind === 'decorator') {
      pending.push(decorator(item));
      continue;
    }
    if (item.kind === 'method_definition') {
      const fn = functionShape(item);
      fn.decorators = [...pending, ...fn.decorators];
      if (name !== undefined) fn.className = name;
      fn.isPublic = !/^(?:private|protected|#)/.test(item.text);
      members.push({ kind: 'function', node: item, fn });
    } else if (item.kind === 'field_definition' || item.kind === 'public_field_definition') {
      const property = item.get('property') ?? item.get('name');
      const value = item.get('value');
      const named = [...pending, ...item.items.filter(({ kind }) => kind === 'decorator').map(decorator)];
      if (property && named.some(leavesNothing)) numbers.push(property.text);
      if (property && value) {
        const lowered = expression(value);
        declareAs(lowered, item.get('type'));
        if (lowered.kind === 'function') {
          lowered.fn.name ??= property.text;
          if (name !== undefined) lowered.fn.className = name;
          lowered.fn.isPublic = true;
          members.push({ kind: 'function', node: item, fn: lowered.fn });
        } else {
          const place: Expression = {
            kind: 'member',
            node: property,
            object: { kind: 'name', node: property, name: 'this' },
            property: property.text,
          };
          members.push({
            kind: 'assign',
            node: item,
            target: { kind: 'place', place, node: property },
            value: lowered,
          });
        }
      }
    } else if (item.kind === 'class_static_block') members.push(...bodyOf(item.get('body')));
    pending = [];
  }
  return {
    kind: 'class',
    node,
    ...(name !== undefined && { name }),
    bases,
    decorators: node.items.filter((item) => item.kind === 'decorator').map(decorator),
    members,
    ...(numbers.length > 0 && { numbers }),
  };
}

/** What class-validator lets through only as a number, an identifier or one of a list. */
const strict =
  /^Is(?:In|Enum|UUID|Int|Number|NumberString|Numeric|Decimal|Boolean|BooleanString|Date|DateString|ISO8601|MongoId|Alpha|Alphanumeric|Hexadecimal|IP|Port|ULID|Positive|Negative)$/;

/** Whether a field that is so decorated holds nothing of harm: `@IsIn(COLUMNS)`, `@Matches(/^[a-z]+$/)`. */
function leavesNothing(one: Expression): boolean {
  if (one.kind !== 'call' || one.callee.kind !== 'name') return false;
  if (strict.test(one.callee.name)) return true;
  const first = one.args[0]?.value;
  if (one.callee.name !== 'Matches' || first?.kind !== 'regex') return false;
  const source = /^\/(\^.{1,200}\$)\/i?u?$/.exec(first.source)?.[1];
  return source !== undefined && isStrictPattern(source);
}

/** A class as a value. */
export function classExpression(node: SyntaxNode): Expression {
  // A class expression is evaluated as an immediately known function body that defines its members.
  const shape: FunctionShape = {
    node,
    parameters: [],
    body: [classStatement(node)],
    decorators: [],
    isPublic: false,
  };
  return { kind: 'function', node, fn: shape };
}
