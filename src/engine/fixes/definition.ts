// Follows a name back to the one statement that gives it its value, where moving a part of that value changes nothing.
import { isIdentifier } from '../syntax/names.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { byText, perNode } from './per-tree.ts';

const functionKinds =
  /^(?:function_definition|function_declaration|function_expression|arrow_function|method_definition|method_declaration|func_literal|lambda|lambda_expression|method|do_block|program|module|source_file|compilation_unit|constructor_declaration|local_function_statement|anonymous_function.*|generator_function.*|singleton_method|block)$/;

/** The nearest function around a node, or the file. */
export function functionAround(node: SyntaxNode): SyntaxNode {
  let at = node.parent ?? node;
  // Ruby's `block` is a closure; elsewhere a block is no function.
  const isFunction = (one: SyntaxNode): boolean =>
    functionKinds.test(one.kind) && (one.kind !== 'block' || one.source.language === 'ruby');
  while (at.parent && !isFunction(at)) at = at.parent;
  return at;
}

/** True for a name as the grammars write it. */
export function isName(node: SyntaxNode): boolean {
  return isIdentifier(node) || node.kind === 'variable_name';
}

/** The value of a name that is set once, before this its only use, in a block around it; else undefined. */
export function onlyValueOf(use: SyntaxNode): SyntaxNode | undefined {
  const home = functionAround(use);
  const uses = usesIn(home).get(use.text) ?? [];
  const [target, last] = uses;
  if (uses.length !== 2 || last !== use || !target) return undefined;
  const value = assigned(target);
  const statement = value && statementOf(target);
  if (!value || !statement || functionAround(target) !== home) return undefined;
  return isWithin(use, statement.parent) ? value : undefined;
}

/** The uses of each name in a function. */
const usesIn = perNode((home) =>
  byText(
    [...home.walk()]
      .filter((one) => isName(one) && !isName(one.parent ?? home) && !isProperty(one))
      .map((one) => [one.text, one] as const),
  ),
);

function isProperty(node: SyntaxNode): boolean {
  return (
    ['property', 'attribute', 'field', 'name'].includes(node.field ?? '') &&
    !/declarator/.test(node.parent?.kind ?? '')
  );
}

function assigned(target: SyntaxNode): SyntaxNode | undefined {
  const parent = target.parent;
  if (!parent) return undefined;
  if (parent.kind === 'variable_declarator' && parent.get('name') === target)
    return parent.get('value') ?? (parent.items.length === 2 ? parent.items[1] : undefined);
  if (/^assignment(?:_expression)?$/.test(parent.kind) && parent.get('left') === target)
    return parent.children.some((one) => !one.named && one.kind === '=') ? parent.get('right') : undefined;
  const list = parent.parent;
  if (
    parent.kind === 'expression_list' &&
    list &&
    /^(?:short_var_declaration|assignment_statement)$/.test(list.kind)
  ) {
    const right = list.get('right');
    return parent.items.length === 1 && right?.items.length === 1 ? right.items[0] : undefined;
  }
  return undefined;
}

/** The statement that holds a node: what stands directly in a block. */
export function statementOf(node: SyntaxNode): SyntaxNode | undefined {
  for (let at: SyntaxNode | undefined = node; at?.parent; at = at.parent)
    if (blockKinds.test(at.parent.kind)) return at;
  return undefined;
}

const blockKinds =
  /^(?:block|statement_block|program|module|source_file|statement_list|compound_statement|body_statement|then|else|switch_case|case_clause|global_statement|method_body|constructor_body)$/;

function isWithin(node: SyntaxNode, outer: SyntaxNode | undefined): boolean {
  return outer !== undefined && outer.start <= node.start && node.end <= outer.end;
}

/** Whether values may be read at a later statement: nothing between changes them, and reading them does nothing. */
export function mayMove(values: readonly SyntaxNode[], from: SyntaxNode, to: SyntaxNode): boolean {
  const [first, second] = [statementOf(from), statementOf(to)];
  if (!first || !second) return false;
  if (first === second) return true;
  const siblings = first.parent?.items ?? [];
  if (siblings[siblings.indexOf(first) + 1] === second) return true;
  const names = new Set<string>();
  for (const value of values)
    for (const one of value.walk()) {
      if (/call|invocation|await|new_|object_creation|assign|update/.test(one.kind)) return false;
      if (isName(one)) names.add(one.text);
    }
  const home = functionAround(to);
  for (const one of home.walk()) {
    if (one.start < first.end || !/assign|augmented|update|short_var|declarator/.test(one.kind)) continue;
    const target = one.get('left') ?? one.get('name') ?? one.items[0];
    if (target && [...target.walk()].some((part) => isName(part) && names.has(part.text))) return false;
  }
  return true;
}
