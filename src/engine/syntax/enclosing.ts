// Finds the function that a node of any grammar stands in.
import type { SyntaxNode } from './tree.ts';

/** What the grammars call functions, methods and closures; Ruby's blocks are none, they share the names around them. */
const functionKinds = new Set([
  'function_definition',
  'function_declaration',
  'function_expression',
  'function_item',
  'generator_function',
  'generator_function_declaration',
  'arrow_function',
  'method',
  'singleton_method',
  'method_definition',
  'method_declaration',
  'constructor_declaration',
  'compact_constructor_declaration',
  'secondary_constructor',
  'local_function_statement',
  'lambda',
  'lambda_expression',
  'lambda_literal',
  'closure_expression',
  'func_literal',
  'anonymous_function',
  'anonymous_function_creation_expression',
  'anonymous_method_expression',
]);

/** The nearest function around a node; undefined at the top of a file. */
export function functionAround(node: SyntaxNode): SyntaxNode | undefined {
  let at = node.parent;
  while (at && !isFunction(at)) at = at.parent;
  return at;
}

export function isFunction({ kind }: SyntaxNode): boolean {
  return functionKinds.has(kind);
}
