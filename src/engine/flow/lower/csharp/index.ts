// Lowers C# trees to the shapes of ir.ts.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { FunctionShape, Program, Statement } from '../../ir.ts';
import { publishUncalled } from '../shapes.ts';
import type { Scope } from './scope.ts';
import { statements } from './statements.ts';

/** Lowers a tree of the grammar c-sharp. */
export function lowerCSharp(root: SyntaxNode): Program {
  const scope: Scope = { className: undefined, members: new Set(), locals: new Set() };
  const written = statements(root.items, scope);
  // Types stand below the statements of a program that has no class around them.
  const isType = (one: Statement): boolean => one.kind === 'class' || one.kind === 'import';
  const body = written.some((one) => one.kind === 'class') ? [...written.filter(isType), ...written.filter((one) => !isType(one))] : written; // prettier-ignore
  publishUncalled(methodsOf(body), root.text);
  return { root, body };
}

function methodsOf(body: readonly Statement[]): FunctionShape[] {
  return body.flatMap((one) => {
    if (one.kind === 'class') return methodsOf(one.members);
    return one.kind === 'function' && one.node.kind === 'method_declaration' ? one.fn : [];
  });
}
