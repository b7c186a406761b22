// What constant a value is: a literal, a join of literals, or a name that has one literal and no other value where it is used.
import { functionAround } from './enclosing.ts';
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

/** A sum of names that are sums has many pieces; beyond so many its value counts as unknown. */
const maxPieces = 200;

/** What gives a name its value; a value that is not one expression is undefined. */
interface Definition {
  at: SyntaxNode;
  value: SyntaxNode | undefined;
  /** It makes a name of its own function, and does not change one from around it. */
  isLocal: boolean;
}

const known = new WeakMap<SyntaxTree, ReadonlyMap<string, readonly Definition[]>>();

/** The constant text of a value, strings without quotes; undefined when it is not one constant. */
export function constantOf(node: SyntaxNode, tree: SyntaxTree): string | undefined {
  return constantWithin(node, tree, maxSteps, { left: maxPieces });
}

function constantWithin(
  node: SyntaxNode,
  tree: SyntaxTree,
  steps: number,
  pieces: { left: number },
): string | undefined {
  pieces.left -= 1;
  if (pieces.left < 0) return undefined;
  const literal = literalOf(node);
  if (literal !== undefined) return literal;
  const inner = node.items[0];
  if (node.kind === 'parenthesized_expression' || node.kind === 'as_expression' || node.kind === 'argument')
    return inner && constantWithin(inner, tree, steps, pieces);
  if (node.kind === 'binary_expression' || node.kind === 'binary_operator') return constantSum(node, tree, steps, pieces); // prettier-ignore
  if (steps === 0) return undefined;
  if (node.kind === 'value_argument') return node.items.at(-1) && constantWithin(node.items.at(-1) as SyntaxNode, tree, steps - 1, pieces); // prettier-ignore
  if (isName(node) || node.kind === 'shorthand_property_identifier') {
    const value = valueFor(node, definitionsOf(tree).get(node.text) ?? []);
    return value && constantWithin(value, tree, steps - 1, pieces);
  }
  // Java's `this.key` and `Settings.KEY`.
  if (node.kind === 'field_access') {
    const value = javaField(node, definitionsOf(tree).get(node.get('field')?.text ?? '') ?? []);
    return value && constantWithin(value, tree, steps - 1, pieces);
  }
  // PHP's `self::METHOD`.
  if (node.kind === 'class_constant_access_expression' && /^(?:self|static)::\w+$/.test(node.text)) {
    const value = valueFor(node, definitionsOf(tree).get(node.text.replace(/^\w+/, '')) ?? []);
    return value && constantWithin(value, tree, steps - 1, pieces);
  }
  if (node.kind === 'attribute' || node.kind === 'member_expression') {
    const value = fieldOf(node, tree);
    return value && constantWithin(value, tree, steps - 1, pieces);
  }
  return undefined;
}

function constantSum(
  sum: SyntaxNode,
  tree: SyntaxTree,
  steps: number,
  pieces: { left: number },
): string | undefined {
  const [left, right] = [sum.get('left'), sum.get('right')];
  if (sum.get('operator')?.text !== '+' || !left || !right) return undefined;
  const a = constantWithin(left, tree, steps, pieces);
  const b = a === undefined ? undefined : constantWithin(right, tree, steps, pieces);
  return a === undefined || b === undefined ? undefined : a + b;
}

/** A variable or constant; PHP and Ruby have kinds of their own for them. */
function isName(node: SyntaxNode): boolean {
  return /^(?:identifier|variable_name|constant|instance_variable)$/.test(node.kind);
}

function literalOf(node: SyntaxNode): string | undefined {
  // Kotlin's grammar knows no literals of these names.
  if (node.kind === 'identifier' && node.source.language === 'kotlin' && /^(?:true|false|null)$/.test(node.text)) return node.text; // prettier-ignore
  if (literalKinds.has(node.kind)) return node.text;
  return stringContent(node);
}

/** The value of a name where it stands: its only one in the file, or else the only one of the nearest function that has any. */
function valueFor(name: SyntaxNode, definitions: readonly Definition[]): SyntaxNode | undefined {
  if (definitions.length < 2) return definitions[0]?.value;
  const { isLocal, byFunction } = groupsOf(definitions);
  if (!isLocal) return undefined;
  for (let scope = functionAround(name); ; scope = functionAround(scope)) {
    const here = byFunction.get(scope);
    if (here) return here.length === 1 ? here[0]?.value : ownValue(name, here);
    if (!scope) return undefined;
  }
}

/** Of fields that have one name in several classes of a Java file, the one of the nearest class. */
function ownValue(name: SyntaxNode, definitions: readonly Definition[]): SyntaxNode | undefined {
  const { byClass } = groupsOf(definitions);
  for (let around = classAround(name); around; around = classAround(around)) {
    const own = byClass.get(around);
    if (own) return own.length === 1 ? own[0]?.value : undefined;
  }
  return undefined;
}

/** What Java's `this.key` or `Settings.KEY` is by the declaration of its class, where nothing in the file writes to one of its name. */
function javaField(access: SyntaxNode, definitions: readonly Definition[]): SyntaxNode | undefined {
  const { isLocal, byClass, byClassName } = groupsOf(definitions);
  if (!isLocal) return undefined;
  const object = access.get('object')?.text ?? '';
  const all = object === 'this' ? byClass.get(classAround(access)) : byClassName.get(object);
  const own = all?.filter(({ at }) => at.parent?.parent?.kind === 'field_declaration') ?? [];
  return own.length === 1 ? own[0]?.value : undefined;
}

/** What defines one name, by where it stands. */
interface Groups {
  isLocal: boolean;
  byFunction: ReadonlyMap<SyntaxNode | undefined, readonly Definition[]>;
  byClass: ReadonlyMap<SyntaxNode | undefined, readonly Definition[]>;
  byClassName: ReadonlyMap<string | undefined, readonly Definition[]>;
}

/** Made once, since a name that is defined often is used often. */
const groups = new WeakMap<readonly Definition[], Groups>();

function groupsOf(definitions: readonly Definition[]): Groups {
  let made = groups.get(definitions);
  if (!made)
    groups.set(
      definitions,
      (made = {
        isLocal: definitions.every((one) => one.isLocal),
        byFunction: Map.groupBy(definitions, ({ at }) => functionAround(at)),
        byClass: Map.groupBy(definitions, ({ at }) => classAround(at)),
        byClassName: Map.groupBy(definitions, ({ at }) => classAround(at)?.get('name')?.text),
      }),
    );
  return made;
}

/** What `self.NAME`, `this.NAME` or `Name.NAME` is by the body of its class, where nothing in the file writes such a field. */
function fieldOf(node: SyntaxNode, tree: SyntaxTree): SyntaxNode | undefined {
  const name = node.get('attribute') ?? node.get('property');
  const object = node.get('object');
  if (!name || !object || !/^(?:self|cls|this|[A-Z]\w*)$/.test(object.text)) return undefined;
  const definitions = definitionsOf(tree).get(`.${name.text}`) ?? [];
  if (definitions.length !== 1) return undefined;
  const [one] = definitions;
  const around = one && classAround(one.at);
  const isOwn = /^[A-Z]/.test(object.text) ? around?.get('name')?.text === object.text : around === classAround(node); // prettier-ignore
  return around && isOwn ? one.value : undefined;
}

const classKinds = new Set(['class_definition', 'class_declaration', 'class']);

function classAround(node: SyntaxNode): SyntaxNode | undefined {
  let at = node.parent;
  while (at && !classKinds.has(at.kind)) at = at.parent;
  return at;
}

/** Each name of the file with all that defines it, parameters included. */
function definitionsOf(tree: SyntaxTree): ReadonlyMap<string, readonly Definition[]> {
  let definitions = known.get(tree);
  if (!definitions) known.set(tree, (definitions = readDefinitions(tree)));
  return definitions;
}

function readDefinitions(tree: SyntaxTree): ReadonlyMap<string, readonly Definition[]> {
  const out = new Map<string, Definition[]>();
  const add = (name: string, definition: Definition): void => {
    const all = out.get(name);
    if (all) all.push(definition);
    else out.set(name, [definition]);
  };
  const define = (target: SyntaxNode | undefined, value: SyntaxNode | undefined, isLocal = true): void => {
    if (target && isName(target)) add(target.text, { at: target, value, isLocal });
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
      define(node.get('left'), kind.startsWith('aug') ? undefined : node.get('right'), kind === 'assignment');
  for (const node of of('assignment_expression')) {
    const left = node.get('left');
    const name = left?.kind === 'field_access' ? left.get('field') : undefined;
    if (name && left) add(name.text, { at: left, value: undefined, isLocal: false });
  }
  // The fields of classes are kept apart from variables by a dot, together with all that writes to one of their name.
  for (const kind of ['assignment', 'assignment_expression', 'augmented_assignment'])
    for (const node of of(kind)) {
      const left = node.get('left');
      const field = left?.get('attribute') ?? left?.get('property');
      const isInClass =
        left?.kind === 'identifier' && node.parent?.parent?.parent?.kind === 'class_definition';
      if (left && (field || isInClass)) add(`.${(field ?? left).text}`, { at: left, value: field ? undefined : node.get('right'), isLocal: false }); // prettier-ignore
    }
  for (const kind of ['field_definition', 'public_field_definition'])
    for (const node of of(kind)) {
      const field = node.get('property') ?? node.get('name');
      if (field) add(`.${field.text}`, { at: field, value: node.get('value'), isLocal: false });
    }
  for (const kind of ['global_statement', 'nonlocal_statement'])
    for (const node of of(kind)) for (const name of node.items) define(name, undefined, false);
  for (const node of of('property_declaration')) {
    const variable = node.items.find((item) => item.kind === 'variable_declaration');
    const at = node.children.findIndex((one) => one.kind === '=');
    define(variable?.items.find(isName), at === -1 ? undefined : node.children.slice(at + 1).find((one) => one.named)); // prettier-ignore
  }
  for (const node of of('const_element')) {
    const [name, value] = node.items;
    if (name) add(`::${name.text}`, { at: name, value, isLocal: false });
  }
  for (const node of of('const_spec')) define(node.get('name'), node.get('value')?.items[0]);
  defineGo(of, define);
  defineRust(of, define);
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
        const text = isName(name) ? name.text : (parameter.items[0] ?? parameter).text;
        add(text, { at: parameter, value: undefined, isLocal: true });
      }
  for (const kind of ['for_statement', 'for_in_statement'])
    for (const node of of(kind)) define(node.get('left'), undefined);
  return out;
}

type NodesOf = (kind: string) => readonly SyntaxNode[];
type Define = (target: SyntaxNode | undefined, value: SyntaxNode | undefined, isLocal?: boolean) => void;

/** Go's variables; of several at once, and of those that a loop or a pointer changes, nothing is known. */
function defineGo(of: NodesOf, define: Define): void {
  for (const kind of ['short_var_declaration', 'assignment_statement', 'range_clause'])
    for (const node of of(kind)) {
      const [targets = [], values = []] = [node.get('left')?.items, node.get('right')?.items];
      const isOne = kind !== 'range_clause' && targets.length === 1 && values.length === 1;
      const isPlain = kind === 'short_var_declaration' || node.get('operator')?.text === '=';
      for (const target of targets)
        define(target, isOne && isPlain ? values[0] : undefined, kind !== 'assignment_statement');
    }
  for (const node of of('var_spec')) {
    const names = node.all('name');
    for (const name of names) define(name, names.length === 1 ? node.get('value')?.items[0] : undefined);
  }
  for (const kind of ['inc_statement', 'dec_statement'])
    for (const node of of(kind)) define(node.items[0], undefined, false);
  for (const node of of('unary_expression'))
    if (node.source.language === 'go' && node.get('operator')?.text === '&') define(node.get('operand'), undefined, false); // prettier-ignore
}

/** Rust's variables and constants; of what a pattern takes apart nothing is known. */
function defineRust(of: NodesOf, define: Define): void {
  for (const kind of ['let_declaration', 'let_condition', 'for_expression'])
    for (const node of of(kind)) {
      const pattern = node.get('pattern');
      if (pattern?.kind === 'identifier')
        define(pattern, kind === 'let_declaration' ? node.get('value') : undefined); // prettier-ignore
      else for (const each of pattern?.walk() ?? []) define(each, undefined);
    }
  for (const node of of('match_pattern')) for (const each of node.walk()) define(each, undefined);
  for (const node of of('closure_parameters')) for (const each of node.walk()) define(each, undefined);
  for (const kind of ['const_item', 'static_item'])
    for (const node of of(kind)) define(node.get('name'), node.get('value'));
  for (const node of of('compound_assignment_expr')) define(node.get('left'), undefined, false);
  for (const node of of('reference_expression'))
    if (node.children.some(({ kind }) => kind === 'mutable_specifier')) define(node.get('value'), undefined, false); // prettier-ignore
}
