// Functions, lambdas and their parameters in C and C++.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { FunctionShape, Parameter, Statement } from '../../ir.ts';
import { bind, declared } from './assignments.ts';
import { expression } from './expressions.ts';
import { namesOf } from './names.ts';
import type { Scope } from './scope.ts';
import { statements } from './statements.ts';
import { apiName, isNumberType, isStringType, typeText } from './types.ts';

/** A function, also one whose head is unreadable. */
export function functionStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const declarator = functionDeclarator(node);
  const body = node.get('body');
  // A macro in front of a function makes its head unreadable; its body is read all the same.
  if (!declarator) {
    const names = scope.isWithin ? scope.names : namesOf(node, scope.names);
    return body ? statements(body, { ...scope, names, isWithin: true }) : [];
  }
  return [{ kind: 'function', node, fn: functionShape(node, declarator, body, scope) }];
}

function functionDeclarator(node: SyntaxNode): SyntaxNode | undefined {
  let one = node.get('declarator');
  for (let left = 12; one && one.kind !== 'function_declarator' && left > 0; left--)
    one = one.get('declarator') ?? one.items[0];
  return one?.kind === 'function_declarator' ? one : undefined;
}

/** A function or method. */
function functionShape(
  node: SyntaxNode,
  declarator: SyntaxNode,
  body: SyntaxNode | undefined,
  scope: Scope,
): FunctionShape {
  const written = declarator.get('declarator');
  const parts = (written?.text ?? '').replace(/<[^<>]{0,80}>/g, '').split('::');
  const name = parts.at(-1) ?? '';
  const owner = parts.length > 1 && written?.kind === 'qualified_identifier' ? parts.at(-2) : undefined;
  const className = scope.className ?? (owner !== undefined && /^[A-Z]/.test(owner) ? owner : undefined);
  // What a function declares holds for those that are written in it too.
  const names = scope.isWithin ? scope.names : namesOf(node, scope.names);
  const inner: Scope = { ...scope, names, isWithin: true };
  const isStatic =
    className === undefined &&
    node.items.some((item) => item.kind === 'storage_class_specifier' && item.text === 'static');
  const type = typeText(node);
  const isPointer = node.get('declarator')?.kind === 'pointer_declarator';
  return {
    node,
    name,
    ...(className !== undefined && { className }),
    parameters: parametersOf(declarator),
    body: [...initializers(node, inner), ...statements(body, inner)],
    decorators: [],
    isPublic: !isStatic,
    ...(isNumberType(type) && !isPointer && { returnType: 'int' }),
  };
}

/** `Foo(std::string a) : name_(a)` */
function initializers(node: SyntaxNode, scope: Scope): Statement[] {
  const list = node.items.find((item) => item.kind === 'field_initializer_list');
  return (list?.items ?? []).flatMap((item): Statement[] => {
    const [name, given] = item.items;
    const value = given?.items[0];
    if (!name || !value || name.kind !== 'field_identifier') return [];
    return [{ kind: 'assign', node: item, target: bind(name), value: expression(value, scope) }];
  });
}

/** The parameters in the parentheses. */
function parametersOf(declarator: SyntaxNode): Parameter[] {
  return (declarator.get('parameters')?.items ?? []).flatMap((item): Parameter[] => {
    if (!item.kind.endsWith('parameter_declaration')) return [];
    const { name, isPlain } = declared(item.get('declarator'));
    const type = typeText(item);
    const api = apiName(type);
    const isText =
      /^(?:(?:const|unsigned|signed) )*(?:char|wchar_t|void|u?int8_t|TCHAR|LPC?W?STR|LPCTSTR|xmlChar|gchar|auto|std::vector.*|std::span.*)\b/.test(
        type,
      ) || isStringType(type);
    return [
      {
        target: name ? bind(name) : { kind: 'bind', name: '', node: item },
        decorators: [],
        ...(isPlain && isNumberType(type)
          ? { type: 'int' }
          : isText
            ? {}
            : api !== '' && { type: api, is: api }),
      },
    ];
  });
}

/** A function without a name. */
export function lambda(node: SyntaxNode, scope: Scope): FunctionShape {
  const declarator = node.get('declarator');
  return {
    node,
    parameters: declarator ? parametersOf(declarator) : [],
    body: statements(node.get('body'), scope),
    decorators: [],
    isPublic: false,
  };
}
