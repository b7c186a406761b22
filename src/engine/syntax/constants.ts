// What constant a value is: a literal, a join of literals, or a name that the file gives one literal and no other value.
import { stringContent } from './strings.ts';
import type { SyntaxNode, SyntaxTree } from './tree.ts';

const literalKinds = new Set([
  'true',
  'false',
  'none',
  'null',
  'undefined',
  'nil',
  'number',
  'integer',
  'float',
  'int_literal',
  'float_literal',
  'decimal_integer_literal',
  'boolean_literal',
  'null_literal',
  'integer_literal',
  'number_literal',
  'boolean',
]);

/** Definitions are followed this often before a value counts as unknown. */
const maxSteps = 4;

const known = new WeakMap<SyntaxTree, ReadonlyMap<string, SyntaxNode | undefined>>();

/** The constant text of a value, strings without quotes; undefined when it is not one constant. */
export function constantOf(node: SyntaxNode, tree: SyntaxTree, steps = maxSteps): string | undefined {
  const literal = literalOf(node);
  if (literal !== undefined || steps === 0) return literal;
  const inner = node.items[0];
  if (node.kind === 'parenthesized_expression' || node.kind === 'as_expression' || node.kind === 'argument')
    return inner && constantOf(inner, tree, steps - 1);
  if (node.kind === 'value_argument') return node.items.at(-1) && constantOf(node.items.at(-1) as SyntaxNode, tree, steps - 1); // prettier-ignore
  if (isName(node) || node.kind === 'shorthand_property_identifier') {
    const value = definitionsOf(tree).get(node.text);
    return value && constantOf(value, tree, steps - 1);
  }
  if (node.kind !== 'binary_expression' && node.kind !== 'binary_operator') return undefined;
  const [left, right] = [node.get('left'), node.get('right')];
  if (node.get('operator')?.text !== '+' || !left || !right) return undefined;
  const a = constantOf(left, tree, steps - 1);
  const b = a === undefined ? undefined : constantOf(right, tree, steps - 1);
  return a === undefined || b === undefined ? undefined : a + b;
}

/** A variable or constant; PHP and Ruby have kinds of their own for them. */
function isName(node: SyntaxNode): boolean {
  return node.kind === 'identifier' || node.kind === 'variable_name' || node.kind === 'constant';
}

function literalOf(node: SyntaxNode): string | undefined {
  // Kotlin's grammar knows no literals of these names.
  if (node.kind === 'identifier' && node.source.language === 'kotlin' && /^(?:true|false|null)$/.test(node.text)) return node.text; // prettier-ignore
  if (literalKinds.has(node.kind)) return node.text;
  return stringContent(node);
}

/** Names with exactly one definition in the file; a name that is also a parameter or assigned again is left out. */
function definitionsOf(tree: SyntaxTree): ReadonlyMap<string, SyntaxNode | undefined> {
  let definitions = known.get(tree);
  if (!definitions) known.set(tree, (definitions = readDefinitions(tree)));
  return definitions;
}

function readDefinitions(tree: SyntaxTree): ReadonlyMap<string, SyntaxNode | undefined> {
  const out = new Map<string, SyntaxNode | undefined>();
  const define = (target: SyntaxNode | undefined, value: SyntaxNode | undefined): void => {
    if (target && isName(target)) out.set(target.text, out.has(target.text) ? undefined : value);
  };
  const of = (kind: string): readonly SyntaxNode[] => tree.byKind.get(kind) ?? [];
  for (const node of of('variable_declarator')) define(node.get('name'), node.get('value') ?? node.items[1]);
  for (const kind of [
    'assignment',
    'assignment_expression',
    'augmented_assignment',
    'augmented_assignment_expression',
  ])
    for (const node of of(kind))
      define(node.get('left'), kind.startsWith('aug') ? undefined : node.get('right'));
  for (const node of of('property_declaration')) {
    const variable = node.items.find((item) => item.kind === 'variable_declaration');
    const at = node.children.findIndex((one) => one.kind === '=');
    define(variable?.items.find(isName), at === -1 ? undefined : node.children.slice(at + 1).find((one) => one.named)); // prettier-ignore
  }
  for (const node of of('const_spec')) define(node.get('name'), node.get('value')?.items[0]);
  for (const kind of [
    'parameters',
    'formal_parameters',
    'lambda_parameters',
    'parameter_list',
    'method_parameters',
    'function_value_parameters',
    'class_parameters',
  ])
    for (const list of of(kind))
      for (const parameter of list.items) {
        const name = parameter.get('name') ?? parameter.get('pattern') ?? parameter;
        out.set(isName(name) ? name.text : (parameter.items[0] ?? parameter).text, undefined);
      }
  for (const kind of ['for_statement', 'for_in_statement'])
    for (const node of of(kind)) define(node.get('left'), undefined);
  return out;
}
