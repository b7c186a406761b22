// The types that functions are declared with by what holds them in TypeScript: `const list: RequestHandler = async (e) =>`.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { annotation } from './annotations.ts';

/** `Partial<Resolvers>` and `Record<string, RequestHandler>` are of what they hold; what returns a handler is none. */
const named =
  /^(?:(?:Partial|Readonly|Required|Array)<|Record<\w{1,40},)*(?:\w{1,80}\.)*(\w{1,80})(?=$|[<>[|&,])/;

/** Resolvers stand in an object for each type within one for all; no piece of a file is looked at more often than that. */
const maxDepth = 2;

/** Tells a function, or those of an object or handed to a wrapper, which type they are declared with. */
export function declareAs(value: Expression, type: SyntaxNode | undefined): void {
  const written = annotation(type);
  if (written === undefined || written.includes('=>')) return;
  const name = named.exec(written)?.[1];
  if (name !== undefined) declare(value, name, 0);
}

function declare(value: Expression, type: string, depth: number): void {
  if (value.kind === 'function') value.fn.declaredAs ??= type;
  if (value.kind === 'object' && depth < maxDepth)
    for (const one of value.entries) declare(one.value, type, depth + 1);
  // `middy(async (event) => …)`, also with `.use(…)` behind it.
  if (value.kind === 'call' && depth < maxDepth) {
    for (const one of value.args) if (one.value.kind === 'function') declare(one.value, type, depth + 1);
    if (value.callee.kind === 'member') declare(value.callee.object, type, depth + 1);
  }
}
