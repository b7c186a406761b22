// What the code around a C# node declares.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';

/** The class around a piece of code: bare names may be its fields and methods. */
export interface Scope {
  className: string | undefined;
  members: ReadonlySet<string>;
  locals: ReadonlySet<string>;
  /** What `?.` was applied to, innermost last. */
  subject?: Expression;
}

/** Names declared within a function: they hide fields. */
export function localsOf(node: SyntaxNode): string[] {
  const names: string[] = [];
  for (const one of node.walk())
    if (
      one.kind === 'variable_declarator' ||
      one.kind === 'declaration_expression' ||
      one.kind === 'declaration_pattern' ||
      one.kind === 'catch_declaration'
    )
      names.push(one.get('name')?.text ?? '');
    else if (one.kind === 'foreach_statement') names.push(one.get('left')?.text ?? '');
  return names;
}
