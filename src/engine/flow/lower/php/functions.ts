// Functions and their parameters in PHP.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { FunctionShape, Parameter, Statement } from '../../ir.ts';
import { attributes } from './annotations.ts';
import { target } from './assignments.ts';
import { expression } from './expressions.ts';
import { pageApart } from './page.ts';
import { bodyOf } from './statements.ts';

/** A function or method. */
export function functionShape(node: SyntaxNode, className: string | undefined): FunctionShape {
  const name = node.get('name')?.text;
  const parameters = (node.get('parameters')?.items ?? []).flatMap(parameter);
  const promoted = (node.get('parameters')?.items ?? []).filter(
    (item) => item.kind === 'property_promotion_parameter',
  );
  const type = node.get('return_type');
  const body = node.get('body');
  const isHidden = node.items.some(
    (item) => item.kind === 'visibility_modifier' && /private|protected/i.test(item.text),
  );
  return {
    node,
    ...(name !== undefined && { name }),
    ...(className !== undefined && { className }),
    parameters,
    body: [
      ...promoted.flatMap((item): Statement[] => {
        const variable = item.get('name');
        if (!variable) return [];
        const property = variable.text.replace(/^\$/, '');
        return [
          {
            kind: 'assign',
            node: item,
            target: {
              kind: 'place',
              node: variable,
              place: {
                kind: 'member',
                node: variable,
                object: { kind: 'name', node: variable, name: 'this' },
                property,
              },
            },
            value: expression(variable),
          },
        ];
      }),
      ...(body && node.kind === 'arrow_function'
        ? [{ kind: 'return' as const, node: body, value: expression(body) }]
        : pageApart(() => bodyOf(body))),
    ],
    decorators: attributes(node),
    isPublic: name !== undefined && !isHidden,
    ...(type && { returnType: typeText(type) }),
  };
}

/** A type as it is written, without blanks. */
function typeText(node: SyntaxNode): string {
  const text = node.text.replace(/\s+/g, '').replace(/^\?/, '').replace(/^\\/, '');
  return /^(?:int|float|bool)(?:\|(?:int|float|bool|null))+$/.test(text) ? 'float' : text;
}

/** A parameter. */
function parameter(node: SyntaxNode): Parameter[] {
  const name = node.get('name');
  if (!name) return [];
  const type = node.get('type');
  const fallback = node.get('default_value');
  return [
    {
      target: target(name),
      ...(type && { type: typeText(type) }),
      ...(fallback && { fallback: expression(fallback) }),
      decorators: attributes(node),
      ...(node.kind === 'variadic_parameter' && { rest: true }),
      ...(node.get('reference_modifier') && { isShared: true }),
    },
  ];
}
