// Expressions in C#.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { unary } from '../unary.ts';
import { atOnce, elementAt, textOfParts } from '../shapes.ts';
import { assigned, target } from './assignments.ts';
import { argumentsOf, invocation } from './calls.ts';
import { ownMember } from './declarations.ts';
import { functionShape } from './functions.ts';
import { isNamespaceOf } from './namespaces.ts';
import { anonymous, creation, implicitCollection } from './objects.ts';
import { binary } from './operators.ts';
import { bindings, isPattern } from './patterns.ts';
import type { Scope } from './scope.ts';
import { interpolated, textOf } from './strings.ts';
import { typedAs } from './types.ts';

/** An expression; whatever is not known becomes `other` with its parts. */
export function expression(node: SyntaxNode, scope: Scope): Expression {
  switch (node.kind) {
    case 'identifier':
      if (scope.members.has(node.text) && !scope.locals.has(node.text)) return ownMember(node);
      return { kind: 'name', node, name: node.text };
    case 'generic_name':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    case 'this':
    case 'this_expression':
      return { kind: 'name', node, name: 'this' };
    case 'base':
    case 'base_expression':
      return { kind: 'name', node, name: 'super' };
    case 'predefined_type':
      return { kind: 'name', node, name: node.text };
    case 'qualified_name':
    case 'alias_qualified_name':
      return {
        kind: 'member',
        node,
        object: child(node, 'qualifier', scope),
        property: node.get('name')?.text ?? '',
      };
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
    case 'character_literal':
      return { kind: 'literal', node, value: textOf(node) };
    case 'interpolated_string_expression':
      return textOfParts(node, interpolated(node, scope));
    case 'integer_literal':
    case 'real_literal':
      return { kind: 'literal', node, value: Number.parseFloat(node.text.replace(/_/g, '')) };
    case 'boolean_literal':
      return { kind: 'literal', node, value: node.text === 'true' };
    case 'null_literal':
      return { kind: 'literal', node, value: null };
    case 'member_access_expression':
      return memberAccess(node, scope);
    case 'element_access_expression': {
      const object = child(node, 'expression', scope);
      return element(node, object, node.get('subscript')?.items ?? [], scope);
    }
    case 'conditional_access_expression': {
      const subject = child(node, 'condition', scope);
      const inner = node.items.at(-1);
      return inner ? expression(inner, { ...scope, subject }) : subject;
    }
    case 'member_binding_expression':
      return {
        kind: 'member',
        node,
        object: scope.subject ?? { kind: 'other', node, parts: [] },
        property: simpleName(node.get('name')),
      };
    case 'element_binding_expression':
      if (scope.subject) return element(node, scope.subject, node.items, scope);
      return { kind: 'list', node, items: node.items.map((item) => expression(item, scope)) };
    case 'invocation_expression':
      return invocation(node, scope);
    case 'object_creation_expression':
      return creation(node, scope);
    case 'implicit_object_creation_expression': {
      const kept = implicitCollection(node, scope);
      if (kept) return kept;
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: ':new' },
        args: argumentsOf(
          node.items.find((item) => item.kind === 'argument_list'),
          scope,
        ),
        isNew: true,
      };
    }
    case 'anonymous_object_creation_expression':
      return anonymous(node, scope);
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
    case 'stackalloc_expression': {
      const initializer = node.items.find((item) => item.kind === 'initializer_expression');
      return {
        kind: 'list',
        node,
        items: (initializer?.items ?? []).map((item) => expression(item, scope)),
      };
    }
    case 'collection_expression':
    case 'initializer_expression':
      return { kind: 'list', node, items: node.items.map((item) => expression(item, scope)) };
    case 'binary_expression':
      return binary(node, scope);
    case 'prefix_unary_expression': {
      const operand: Expression = node.items[0]
        ? expression(node.items[0], scope)
        : { kind: 'other', node, parts: [] };
      if (node.children[0]?.text === '!') return { kind: 'not', node, operand };
      return unary(node, 'unary', operand);
    }
    case 'postfix_unary_expression': {
      const operand = node.items[0];
      // `x!` only speaks to the compiler; without an operator this is a pair of parentheses.
      return operand ? expression(operand, scope) : { kind: 'other', node, parts: [] };
    }
    case 'cast_expression':
      return typedAs(child(node, 'value', scope), node.get('type'));
    case 'as_expression':
      return child(node, 'left', scope);
    case 'is_expression':
    case 'is_pattern_expression':
      return isPattern(node, scope);
    case 'conditional_expression':
      return {
        kind: 'choice',
        node,
        test: child(node, 'condition', scope),
        branches: [child(node, 'consequence', scope), child(node, 'alternative', scope)],
      };
    case 'switch_expression': {
      const arms = node.items.filter((item) => item.kind === 'switch_expression_arm');
      const subject = node.items[0];
      return {
        kind: 'choice',
        node,
        branches: arms.flatMap((arm) => {
          const value = arm.items.at(-1);
          if (!value || value.kind === 'throw_expression') return [];
          const bound = subject ? bindings(arm.items[0], expression(subject, scope)) : [];
          const result = expression(value, scope);
          return bound.length === 0
            ? [result]
            : [atOnce(arm, { body: [...bound, { kind: 'return', node: value, value: result }] })];
        }),
      };
    }
    case 'assignment_expression': {
      const left = node.get('left');
      return {
        kind: 'assign',
        node,
        target: left ? target(left, scope) : { kind: 'items', items: [], node },
        value: assigned(node, scope),
      };
    }
    case 'lambda_expression':
    case 'anonymous_method_expression':
      return { kind: 'function', node, fn: functionShape(node, scope) };
    case 'declaration_expression': {
      const name = node.get('name');
      return { kind: 'name', node, name: name?.text ?? '' };
    }
    case 'tuple_expression':
      return { kind: 'list', node, items: node.items.map((item) => expression(item, scope)) };
    case 'typeof_expression':
    case 'sizeof_expression':
    case 'default_expression':
      return { kind: 'literal', node, value: undefined };
    case 'argument':
    case 'attribute_argument': {
      const last = node.items.at(-1);
      return last ? expression(last, scope) : { kind: 'other', node, parts: [] };
    }
    case 'await_expression':
    case 'parenthesized_expression':
    case 'checked_expression':
    case 'ref_expression':
    case 'throw_expression':
    case 'with_expression':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    case 'query_expression': {
      const source = node.items.find((item) => item.kind === 'from_clause')?.items.at(-1);
      return source ? expression(source, scope) : { kind: 'other', node, parts: [] };
    }
    default:
      return { kind: 'other', node, parts: node.items.map((item) => expression(item, scope)) };
  }
}

/** The expression in a field of a node. */
export function child(node: SyntaxNode, field: string, scope: Scope): Expression {
  const found = node.get(field);
  return found ? expression(found, scope) : { kind: 'other', node, parts: [] };
}

/** A name without its type arguments. */
function simpleName(node: SyntaxNode | undefined): string {
  if (!node) return '';
  return node.kind === 'generic_name' ? (node.items[0]?.text ?? '') : node.text;
}

/** `a.b` */
function memberAccess(node: SyntaxNode, scope: Scope): Expression {
  const property = simpleName(node.get('name'));
  const holder = node.get('expression');
  // The text of a box on a Web Forms page is what the visitor typed.
  if (
    property === 'Text' &&
    /^(?:this\.)?(?:(?:txt|tb|textbox)\w*|\w{1,60}_?text_?box\d*)$/i.test(holder?.text ?? '')
  )
    return { kind: 'member', node, object: { kind: 'name', node, name: ':webforms.TextBox' }, property };
  if (holder && isNamespaceOf(holder.text, property)) return { kind: 'name', node, name: property };
  return { kind: 'member', node, object: child(node, 'expression', scope), property };
}

/** `a[b]` */
function element(
  node: SyntaxNode,
  object: Expression,
  args: readonly SyntaxNode[],
  scope: Scope,
): Expression {
  const first = args[0];
  const key: Expression = first ? expression(first, scope) : { kind: 'other', node, parts: [] };
  return elementAt(node, object, key);
}
