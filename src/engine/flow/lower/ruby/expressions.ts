// Expressions in Ruby.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { unary } from '../unary.ts';
import { atOnce, elementAt } from '../shapes.ts';
import { assignment } from './assignments.ts';
import { call } from './calls.ts';
import { own } from './declarations.ts';
import { blockShape, functionShape } from './functions.ts';
import { binary } from './operators.ts';
import { bindings, lastMatch } from './patterns.ts';
import type { Scope } from './scope.ts';
import { string } from './strings.ts';

/** An expression; whatever is not known becomes `other` with its parts. */
export function expression(node: SyntaxNode, scope: Scope): Expression {
  switch (node.kind) {
    case 'identifier':
      if (!scope.locals.has(node.text) && scope.methods.has(node.text))
        return { kind: 'call', node, callee: own(node), args: [] };
      if (!scope.locals.has(node.text) && scope.fields.has(node.text))
        return {
          kind: 'member',
          node,
          object: { kind: 'name', node, name: 'this' },
          property: `@${node.text}`,
        };
      return { kind: 'name', node, name: node.text };
    case 'global_variable':
      if (/^\$[1-9&]$/.test(node.text))
        return {
          kind: 'index',
          node,
          object: { kind: 'name', node, name: lastMatch },
          key: { kind: 'literal', node, value: Number(node.text.slice(1).replace('&', '0')) },
        };
      return { kind: 'name', node, name: node.text };
    case 'constant':
      return { kind: 'name', node, name: node.text };
    case 'instance_variable':
    case 'class_variable':
      return own(node);
    case 'self':
      return { kind: 'name', node, name: 'self' };
    case 'string':
    case 'bare_string':
    case 'delimited_symbol':
    case 'bare_symbol':
      return string(node, node, scope);
    case 'chained_string': {
      const parts = node.items.map((item) => expression(item, scope));
      return { kind: 'build', node, parts };
    }
    case 'heredoc_beginning': {
      const body = scope.heredocs.get(node);
      if (!body) return { kind: 'literal', node, value: '' };
      const text = string(node, body, scope);
      return /^<<[-~]?`/.test(node.text)
        ? { kind: 'call', node, callee: { kind: 'name', node, name: ':subshell' }, args: [{ value: text }] }
        : text;
    }
    case 'simple_symbol':
    case 'hash_key_symbol':
      return { kind: 'literal', node, value: node.text.replace(/^:/, '') };
    case 'integer':
    case 'float':
      return { kind: 'literal', node, value: Number(node.text.replace(/_/g, '')) };
    case 'true':
    case 'false':
      return { kind: 'literal', node, value: node.kind === 'true' };
    case 'nil':
      return { kind: 'literal', node, value: null };
    case 'regex':
      // With a value in it, it is made when the line runs.
      if (node.items.some((item) => item.kind === 'interpolation'))
        return {
          kind: 'call',
          node,
          callee: { kind: 'name', node, name: ':Regexp' },
          args: [{ value: string(node, node, scope) }],
        };
      return { kind: 'regex', node, source: node.text };
    case 'subshell':
      return {
        kind: 'call',
        node,
        callee: { kind: 'name', node, name: ':subshell' },
        args: [{ value: string(node, node, scope) }],
      };
    case 'scope_resolution': {
      const outer = node.get('scope');
      const name = node.get('name')?.text ?? '';
      return outer
        ? { kind: 'member', node, object: expression(outer, scope), property: name }
        : { kind: 'name', node, name };
    }
    case 'element_reference': {
      const object = child(node, 'object', scope);
      const first = node.items.find((item) => item.field !== 'object');
      const key: Expression = first ? expression(first, scope) : { kind: 'other', node, parts: [] };
      // `DB["SELECT …"]` of Sequel is a query.
      if (object.kind === 'name' && object.name === 'DB' && key.kind === 'build')
        return {
          kind: 'call',
          node,
          callee: { kind: 'member', node, object, property: 'fetch' },
          args: [{ value: key }],
        };
      return elementAt(node, object, key);
    }
    case 'call':
      return call(node, scope);
    case 'binary':
      return binary(node, scope);
    case 'unary': {
      const operand = child(node, 'operand', scope);
      const operator = node.children[0]?.text ?? '';
      if (operator === '!' || operator === 'not') return { kind: 'not', node, operand };
      // `+"a"` is the text, to be changed, and `-"a"` the text for good.
      if (/^["']/.test(node.get('operand')?.text ?? '')) return operand;
      return unary(node, 'unary', operand);
    }
    case 'conditional':
      return {
        kind: 'choice',
        node,
        test: child(node, 'condition', scope),
        branches: [child(node, 'consequence', scope), child(node, 'alternative', scope)],
      };
    case 'if':
    case 'unless':
    case 'elsif': {
      const test = child(node, 'condition', scope);
      const otherwise = node.get('alternative');
      return {
        kind: 'choice',
        node,
        test: node.kind === 'unless' ? { kind: 'not', node, operand: test } : test,
        branches: [
          lastOf(node.get('consequence'), node, scope),
          otherwise
            ? otherwise.kind === 'elsif'
              ? expression(otherwise, scope)
              : lastOf(otherwise, node, scope)
            : { kind: 'literal', node, value: null },
        ],
      };
    }
    case 'if_modifier':
    case 'unless_modifier':
    case 'rescue_modifier':
      return child(node, 'body', scope);
    case 'case':
      return {
        kind: 'choice',
        node,
        branches: node.items
          .filter((item) => item.kind === 'when' || item.kind === 'else')
          .map((item) => lastOf(item.kind === 'else' ? item : item.get('body'), item, scope)),
      };
    case 'case_match': {
      const subject = child(node, 'value', scope);
      return {
        kind: 'choice',
        node,
        branches: [...node.all('clauses'), ...node.items.filter((item) => item.kind === 'else')].map(
          (item) => {
            const value = lastOf(item.kind === 'else' ? item : item.get('body'), item, scope);
            const body = bindings(item.get('pattern'), subject);
            return body.length === 0
              ? value
              : atOnce(item, { body: [...body, { kind: 'return', node: item, value }] });
          },
        ),
      };
    }
    case 'array':
    case 'string_array':
    case 'symbol_array':
    case 'right_assignment_list':
      return { kind: 'list', node, items: node.items.map((item) => expression(item, scope)) };
    case 'hash':
      return hash(node, node.items, scope);
    case 'lambda': {
      const inner = node.get('body');
      return {
        kind: 'function',
        node,
        fn: blockShape(node, node.get('parameters'), inner?.get('body') ?? inner, scope),
      };
    }
    case 'method':
    case 'singleton_method':
      return { kind: 'function', node, fn: functionShape(node, scope, false) };
    case 'assignment':
    case 'operator_assignment': {
      const one = assignment(node, scope);
      return one.kind === 'assign'
        ? { kind: 'assign', node, target: one.target, value: one.value }
        : { kind: 'other', node, parts: [] };
    }
    case 'parenthesized_statements':
    case 'begin':
    case 'body_statement':
    case 'then':
      return lastOf(node, node, scope);
    case 'splat_argument':
    case 'hash_splat_argument':
    case 'block_argument':
    case 'pattern':
      return node.items[0] ? expression(node.items[0], scope) : { kind: 'other', node, parts: [] };
    case 'pair':
      return child(node, 'value', scope);
    case 'heredoc_body':
      return { kind: 'literal', node, value: null };
    default:
      return { kind: 'other', node, parts: node.items.map((item) => expression(item, scope)) };
  }
}

/** The expression in a field of a node. */
export function child(node: SyntaxNode, field: string, scope: Scope): Expression {
  const found = node.get(field);
  return found ? expression(found, scope) : { kind: 'other', node, parts: [] };
}

/** The value of several statements is that of the last. */
function lastOf(node: SyntaxNode | undefined, around: SyntaxNode, scope: Scope): Expression {
  const parts = (node?.items ?? []).filter((item) => !/^(?:rescue|ensure|heredoc_body)$/.test(item.kind));
  const last = parts.at(-1);
  return last ? expression(last, scope) : { kind: 'literal', node: around, value: null };
}

/** A hash from its pairs. */
function hash(node: SyntaxNode, pairs: readonly SyntaxNode[], scope: Scope): Expression {
  return {
    kind: 'object',
    node,
    entries: pairs.map((pair) => {
      if (pair.kind !== 'pair') return { value: expression(pair, scope), spread: true };
      const key = child(pair, 'key', scope);
      const value = pair.get('value');
      const name = key.kind === 'literal' ? String(key.value) : undefined;
      return {
        ...(name !== undefined && { key: name }),
        value: value ? expression(value, scope) : { kind: 'name' as const, node: pair, name: name ?? '' },
      };
    }),
  };
}
