// Statements in Ruby.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Statement } from '../../ir.ts';
import { append, assignment, grownText, target } from './assignments.ts';
import { classStatement } from './declarations.ts';
import { child, expression } from './expressions.ts';
import { functionShape } from './functions.ts';
import { bindings, groupsOf, groupsOfCase } from './patterns.ts';
import type { Scope } from './scope.ts';

/** Statements in order. */
export function statements(nodes: readonly SyntaxNode[], scope: Scope): Statement[] {
  let isHidden = false;
  return nodes.flatMap((node): Statement[] => {
    if (node.kind === 'identifier' && /^(?:private|protected)$/.test(node.text)) isHidden = true;
    if (node.kind === 'identifier' && node.text === 'public') isHidden = false;
    if (node.kind === 'rescue' || node.kind === 'ensure' || node.kind === 'else') return [];
    return statement(node, scope, isHidden);
  });
}

/** The statements of a body, or the one statement that stands for it. */
export function bodyOf(node: SyntaxNode | undefined, scope: Scope): Statement[] {
  if (!node) return [];
  if (node.items.some((item) => item.kind === 'rescue' || item.kind === 'ensure'))
    return [tryStatement(node, scope)];
  return /^(?:body_statement|block_body|then|else|do|begin|parenthesized_statements|ERROR|block|ensure)$/.test(
    node.kind,
  )
    ? statements(node.items, scope)
    : statement(node, scope, false);
}

/** One statement; some are several in the shapes. */
function statement(node: SyntaxNode, scope: Scope, isHidden: boolean): Statement[] {
  switch (node.kind) {
    case 'class':
    case 'module':
      return [classStatement(node, scope)];
    case 'singleton_class':
      return bodyOf(node.get('body'), scope);
    case 'method':
    case 'singleton_method':
      return [{ kind: 'function', node, fn: functionShape(node, scope, isHidden) }];
    case 'assignment':
    case 'operator_assignment':
      return [assignment(node, scope)];
    case 'if':
    case 'unless':
    case 'elsif': {
      const test = child(node, 'condition', scope);
      return [
        ...groupsOf(node.get('condition'), scope),
        {
          kind: 'if',
          node,
          test: node.kind === 'unless' ? { kind: 'not', node, operand: test } : test,
          consequent: bodyOf(node.get('consequence'), scope),
          otherwise: bodyOf(node.get('alternative'), scope),
        },
      ];
    }
    case 'if_modifier':
    case 'unless_modifier': {
      const test = child(node, 'condition', scope);
      return [
        ...groupsOf(node.get('condition'), scope),
        {
          kind: 'if',
          node,
          test: node.kind === 'unless_modifier' ? { kind: 'not', node, operand: test } : test,
          consequent: bodyOf(node.get('body'), scope),
          otherwise: [],
        },
      ];
    }
    case 'rescue_modifier':
      return bodyOf(node.get('body'), scope);
    case 'while':
    case 'until':
    case 'while_modifier':
    case 'until_modifier':
      return [
        {
          kind: 'loop',
          node,
          test: child(node, 'condition', scope),
          body: bodyOf(node.get('body'), scope),
        },
      ];
    case 'for': {
      const pattern = node.get('pattern');
      const list = node.get('value')?.items[0];
      return [
        {
          kind: 'loop',
          node,
          ...(pattern && { target: target(pattern, scope) }),
          ...(list && { iterable: expression(list, scope) }),
          body: bodyOf(node.get('body'), scope),
        },
      ];
    }
    case 'case': {
      const subject = child(node, 'value', scope);
      return [
        {
          kind: 'switch',
          node,
          subject,
          cases: node.items
            .filter((item) => item.kind === 'when' || item.kind === 'else')
            .map((item) => {
              const patterns = item.all('pattern').flatMap((one) => one.items);
              return {
                tests: patterns.map((one) => expression(one, scope)),
                body:
                  item.kind === 'else'
                    ? bodyOf(item, scope)
                    : [...groupsOfCase(subject, patterns, scope), ...bodyOf(item.get('body'), scope)],
                ...(item.kind === 'else' && { isDefault: true }),
              };
            }),
        },
      ];
    }
    case 'case_match': {
      const subject = child(node, 'value', scope);
      const otherwise = node.items.find((item) => item.kind === 'else');
      return [
        {
          kind: 'switch',
          node,
          subject,
          cases: [
            ...node.all('clauses').map((item) => ({
              tests: [],
              body: [...bindings(item.get('pattern'), subject), ...bodyOf(item.get('body'), scope)],
            })),
            ...(otherwise ? [{ tests: [], body: bodyOf(otherwise, scope), isDefault: true }] : []),
          ],
        },
      ];
    }
    case 'match_pattern':
    case 'test_pattern':
      return bindings(node.get('pattern'), child(node, 'value', scope));
    case 'begin':
      return bodyOf(node, scope).length > 0 ? [{ kind: 'block', node, body: bodyOf(node, scope) }] : [];
    case 'return': {
      const value = node.items[0]?.items ?? [];
      return [{ kind: 'return', node, ...(value[0] && { value: expression(value[0], scope) }) }];
    }
    case 'break':
    case 'next':
    case 'redo':
      return [{ kind: 'exit', node, jump: true }];
    case 'binary': {
      // `redirect_to x and return`, `ok?(x) or raise Error`
      const operator = node.get('operator')?.text ?? '';
      const right = node.get('right');
      if (/^(?:and|or|&&|\|\|)$/.test(operator) && right && exits(right)) {
        const isAnd = operator === 'and' || operator === '&&';
        const exit = statement(right, scope, false);
        const left = node.get('left');
        // What a redirect or render gives is true.
        const always = isAnd && left?.kind === 'call' && /^(?:redirect_to|render|head)\b/.test(left.text);
        if (always && left) return [...statement(left, scope, false), ...exit];
        return [
          {
            kind: 'if',
            node,
            test: child(node, 'left', scope),
            consequent: isAnd ? exit : [],
            otherwise: isAnd ? [] : exit,
          },
        ];
      }
      if (operator === '<<') return [append(node, scope)];
      return [...groupsOf(node, scope), { kind: 'expression', node, value: expression(node, scope) }];
    }
    case 'call': {
      const name = node.get('method')?.text;
      const isBare = !node.get('receiver');
      if (isBare && (name === 'raise' || name === 'fail' || name === 'abort' || name === 'halt'))
        return [{ kind: 'exit', node, value: expression(node, scope) }];
      // `private def x`
      const inner = node.get('arguments')?.items[0];
      if (
        isBare &&
        /^(?:private|protected|public|memoize|helper_method)$/.test(name ?? '') &&
        inner?.kind === 'method'
      )
        return statement(inner, scope, name !== 'public');
      const grown = grownText(node, scope);
      if (grown) return [grown];
      return [{ kind: 'expression', node, value: expression(node, scope) }];
    }
    case 'identifier':
      // A bare `raise` says again what went wrong, or that something did.
      if (leaving.test(node.text)) return [{ kind: 'exit', node }];
      return [{ kind: 'expression', node, value: expression(node, scope) }];
    case 'heredoc_body':
    case 'empty_statement':
    case 'alias':
    case 'undef':
      return [];
    case 'begin_block':
    case 'end_block':
    case 'ERROR':
    case 'body_statement':
    case 'then':
    case 'parenthesized_statements':
      return statements(node.items, scope);
    default:
      return [{ kind: 'expression', node, value: expression(node, scope) }];
  }
}

/** A `try` with its handlers. */
function tryStatement(node: SyntaxNode, scope: Scope): Statement {
  const ensure = node.items.find((item) => item.kind === 'ensure');
  const otherwise = node.items.find((item) => item.kind === 'else');
  return {
    kind: 'try',
    node,
    body: [...statements(node.items, scope), ...bodyOf(otherwise, scope)],
    handlers: node.items
      .filter((item) => item.kind === 'rescue')
      .map((item) => {
        const variable = item.get('variable')?.items[0];
        return {
          ...(variable && { target: target(variable, scope) }),
          body: bodyOf(item.get('body'), scope),
        };
      }),
    after: bodyOf(ensure, scope),
  };
}

function exits(node: SyntaxNode): boolean {
  return (
    /^(?:return|next|break)$/.test(node.kind) ||
    (node.kind === 'identifier' && leaving.test(node.text)) ||
    (node.kind === 'call' && /^(?:raise|fail|abort|halt)$/.test(node.get('method')?.text ?? ''))
  );
}

const leaving = /^(?:raise|fail|abort|halt|exit!?)$/;
