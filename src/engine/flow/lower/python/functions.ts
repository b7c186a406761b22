// Functions, lambdas and their parameters in Python.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, FunctionShape, Parameter } from '../../ir.ts';
import { annotated, writtenType } from './annotated-names.ts';
import { target } from './assignments.ts';
import { isConstrained, oneOfFew } from './declarations.ts';
import { child, expression } from './expressions.ts';
import { bodyOf } from './statements.ts';

/** A function or method. */
export function functionShape(
  node: SyntaxNode,
  decorators: Expression[],
  className: string | undefined,
): FunctionShape {
  const name = node.get('name')?.text;
  const returns = node.get('return_type')?.text.replace(/\s+/g, '');
  return {
    node,
    ...(name !== undefined && { name }),
    ...(className !== undefined && { className }),
    parameters: withOptions((node.get('parameters')?.items ?? []).flatMap(parameter), decorators),
    body: bodyOf(node.get('body')),
    decorators,
    isPublic: name !== undefined && !/^_(?!_init__|_call__)/.test(name) && isTopLevel(node),
    ...(returns !== undefined && { returnType: returns }),
  };
}

const option = /^(?:\w{1,30}\.)?(?:option|argument)\(/;
const isChecked =
  /\btype\s{0,3}=\s{0,3}(?:int|float|bool|(?:click\.)?(?:INT|FLOAT|BOOL|UUID|IntRange|FloatRange|Choice|DateTime)\b)|\b(?:is_flag|count)\s{0,3}=\s{0,3}True/;

/** The parameters of a command, of which the options of Click say what they are: `@click.option("--depth", type=int)`. */
function withOptions(parameters: Parameter[], decorators: readonly Expression[]): Parameter[] {
  const numbers = new Set(
    decorators.flatMap(({ node }) => {
      const text = node.text.slice(0, 1000);
      if (!option.test(text) || !isChecked.test(text)) return [];
      const names = text.slice(0, text.indexOf('='));
      return Array.from(names.matchAll(/['"]-{0,2}([\w-]{1,60})['"]/g), (one) =>
        (one[1] ?? '').replace(/-/g, '_'),
      );
    }),
  );
  if (numbers.size === 0) return parameters;
  return parameters.map((one) =>
    one.type === undefined && one.target.kind === 'bind' && numbers.has(one.target.name)
      ? { ...one, type: 'int' }
      : one,
  );
}

/** True for functions of the module or of a class, false for functions inside functions. */
function isTopLevel(node: SyntaxNode): boolean {
  for (let up = node.parent; up; up = up.parent)
    if (up.kind === 'function_definition' || up.kind === 'lambda') return false;
  return true;
}

/** A parameter. */
function parameter(node: SyntaxNode): Parameter[] {
  switch (node.kind) {
    case 'identifier':
    case 'tuple_pattern':
      return [{ target: target(node), decorators: [] }];
    case 'default_parameter':
      return [{ target: target(node.get('name') ?? node), fallback: child(node, 'value'), decorators: [] }];
    case 'typed_parameter':
    case 'typed_default_parameter': {
      const named = node.get('name') ?? node.items[0];
      const text = writtenType(node);
      const written = text?.replace(/\s+/g, '');
      // `Annotated[str, Query()]` is a `str`; with `Depends` in it the text says where it comes from.
      const type = /Depends|Security/.test(written ?? '')
        ? written
        : isConstrained(text ?? '')
          ? oneOfFew
          : annotated(written);
      const value = node.get('value');
      const isRest = named?.kind === 'list_splat_pattern' || named?.kind === 'dictionary_splat_pattern';
      return [
        {
          target: target(named ?? node),
          ...(type !== undefined && { type }),
          ...(value && { fallback: expression(value) }),
          decorators: [],
          ...(isRest && { rest: true }),
          ...(named?.kind === 'dictionary_splat_pattern' && { isNamed: true }),
        },
      ];
    }
    case 'list_splat_pattern':
      return [{ target: target(node), decorators: [], rest: true }];
    case 'dictionary_splat_pattern':
      return [{ target: target(node), decorators: [], rest: true, isNamed: true }];
    default:
      return [];
  }
}

/** A function without a name. */
export function lambda(node: SyntaxNode): Expression {
  const body = node.get('body');
  return {
    kind: 'function',
    node,
    fn: {
      node,
      parameters: (node.get('parameters')?.items ?? []).flatMap(parameter),
      body: body ? [{ kind: 'return', node: body, value: expression(body) }] : [],
      decorators: [],
      isPublic: false,
    },
  };
}
