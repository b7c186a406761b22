// What the code around a Java node declares.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { ClassScope } from '../class-scope.ts';

/** What the code around a node declares. */
export interface Scope extends ClassScope {
  file: FileFacts;
}

/** What holds in the whole file. */
export interface FileFacts {
  enums: ReadonlySet<string>;
  /** Variables that hold a compiled pattern. */
  patterns: ReadonlyMap<string, string>;
}

/** The names that a method declares anywhere in it. */
export function localsOf(node: SyntaxNode): Set<string> {
  const names = new Set<string>();
  for (const one of node.walk()) {
    if (
      one.kind === 'formal_parameter' ||
      one.kind === 'variable_declarator' ||
      one.kind === 'enhanced_for_statement' ||
      one.kind === 'resource' ||
      one.kind === 'catch_formal_parameter' ||
      one.kind === 'instanceof_expression'
    ) {
      if (one.kind === 'variable_declarator' && one.parent?.kind === 'field_declaration') continue;
      const name = one.get('name')?.text;
      if (name !== undefined) names.add(name);
    } else if (one.kind === 'inferred_parameters') for (const item of one.items) names.add(item.text);
    else if (one.kind === 'lambda_expression') {
      const single = one.get('parameters');
      if (single?.kind === 'identifier') names.add(single.text);
    }
  }
  return names;
}
