// Reads the code around a write of a script: what is assigned, called, compared and gone through there.
import { functionAround, isFunction } from '../../syntax/enclosing.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** `left = right`, `const left = right`, `left ??= right`. */
export interface Assigned {
  left: SyntaxNode;
  right: SyntaxNode;
  operator: string;
}

/** What stands around a place, each in the order of the text. */
export interface Near {
  assigned: readonly Assigned[];
  calls: readonly SyntaxNode[];
  /** `for (… in …)` and `for (… of …)`. */
  loops: readonly SyntaxNode[];
  comparisons: readonly SyntaxNode[];
  /** `i++` */
  counted: readonly SyntaxNode[];
  /** Texts and regular expressions. */
  strings: readonly SyntaxNode[];
  /** Names of variables, properties and types. */
  names: readonly SyntaxNode[];
}

/** Functions around one another that are looked at, up to the first with a name, and characters of the outermost. */
const maxDepth = 3;
const maxChars = 6_000;
/** What follows a place says less of it than what goes before. */
const maxCharsAfter = 500;

/** The functions around a place, up to the first with a name. */
export function functionsAround(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let one = functionAround(node); one && found.length < maxDepth; one = functionAround(one)) {
    found.push(one);
    if (namesOf(one).length > 0) break;
  }
  return found;
}

/** The names by which a function can call itself: its own, and those that it is assigned to. */
export function namesOf(fn: SyntaxNode): string[] {
  const found = [fn.get('name')?.text ?? ''];
  for (let one = fn, up = fn.parent; up; one = up, up = up.parent) {
    if (up.kind === 'parenthesized_expression') continue;
    if (one.field !== 'value' && one.field !== 'right') break;
    const name = up.get('name') ?? up.get('left') ?? up.get('key') ?? up.get('property');
    if (name) found.push(lastName(name));
  }
  return found.filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'exports');
}

/** What stands in a function, of a long one what goes before a place and a little after it. */
export function codeNear(outer: SyntaxNode, node: SyntaxNode): Near {
  const to = Math.max(outer.start + maxChars, node.end + maxCharsAfter);
  const assigned: Assigned[] = [];
  const near = { calls: [], loops: [], comparisons: [], counted: [], strings: [], names: [] } as Record<
    Exclude<keyof Near, 'assigned'>,
    SyntaxNode[]
  >;
  for (const one of nodesBetween(outer, to - maxChars, to)) {
    const list = listOf(one.kind);
    if (list !== undefined) near[list].push(one);
    const left = one.kind === 'variable_declarator' ? one.get('name') : one.get('left');
    const right = one.kind === 'variable_declarator' ? one.get('value') : one.get('right');
    if (left && right && assigning.test(one.kind))
      assigned.push({ left: bare(left), right, operator: one.get('operator')?.text ?? '=' });
  }
  return { assigned, ...near };
}

const assigning = /^(?:variable_declarator|(?:augmented_)?assignment_expression)$/;

function listOf(kind: string): Exclude<keyof Near, 'assigned'> | undefined {
  switch (kind) {
    case 'call_expression':
    case 'new_expression':
      return 'calls';
    case 'for_in_statement':
      return 'loops';
    case 'binary_expression':
      return 'comparisons';
    case 'update_expression':
      return 'counted';
    case 'string':
    case 'regex':
      return 'strings';
    default:
      return kind.endsWith('identifier') ? 'names' : undefined;
  }
}

function* nodesBetween(outer: SyntaxNode, from: number, to: number): Generator<SyntaxNode> {
  const stack = [outer];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    const { children } = node;
    const first = firstEndingAfter(children, from);
    let last = first;
    while (last < children.length && (children[last] as SyntaxNode).start < to) last++;
    for (let i = last - 1; i >= first; i--) {
      const child = children[i] as SyntaxNode;
      if (child.named) stack.push(child);
    }
  }
}

/** A file may be one function of very many statements, so that they are not gone through one by one. */
function firstEndingAfter(nodes: readonly SyntaxNode[], place: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle] as SyntaxNode).end <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An expression without brackets and casts: `(target as any)`. */
export function bare(node: SyntaxNode): SyntaxNode {
  const inner = wrappers.test(node.kind) ? node.items[0] : undefined;
  return inner ? bare(inner) : node;
}

const wrappers = /^(?:parenthesized|as|satisfies|non_null|await)_expression$/;

/** `name` of `name`, `a.name` and `a.name.call`. */
export function lastName(node: SyntaxNode): string {
  if (node.kind !== 'member_expression') return node.text.length > 80 ? '' : node.text;
  const name = node.get('property')?.text ?? '';
  const object = node.get('object');
  return name === 'call' && object ? lastName(object) : name;
}

/** The name of what a call calls. */
export function calledName(call: SyntaxNode): string {
  const callee = call.get('function') ?? call.get('constructor');
  return callee ? lastName(callee) : '';
}

/** What a call is handed. */
export function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  return call.get('arguments')?.items ?? [];
}

/** `{}` */
export function isEmptyObject({ kind, items }: SyntaxNode): boolean {
  return kind === 'object' && items.length === 0;
}

/** `Object.create(null)`, and a map, which has no keys that lead to a prototype either. */
export function isWithoutPrototype(made: SyntaxNode): boolean {
  if (made.kind === 'new_expression') return /^(?:Weak)?Map$/.test(calledName(made));
  const isCreated = made.kind === 'call_expression' && made.get('function')?.text === 'Object.create';
  return isCreated && argumentsOf(made)[0]?.kind === 'null';
}

/** The key of `object[key]`, where the key does not stand in the code; undefined for any other expression. */
export function keyAt(node: SyntaxNode, object: string): SyntaxNode | undefined {
  const place = bare(node);
  if (place.kind !== 'subscript_expression') return undefined;
  const of = place.get('object');
  const key = place.get('index');
  return of && key && bare(of).text === object && !/^(?:string|number)$/.test(key.kind) ? key : undefined;
}

/** The names of a function's parameters; the first name in a pattern `[key, value]`. */
export function parametersOf(fn: SyntaxNode): string[] {
  const single = fn.get('parameter');
  const all = single ? [single] : (fn.get('parameters')?.items ?? []);
  return all.map((one) => {
    const name = one.get('pattern') ?? one.get('left') ?? one;
    return (name.kind === 'array_pattern' ? name.items[0] : name)?.text ?? '';
  });
}

/** Longer code nobody reads to the end. */
const maxParts = 600;

/** Whether an expression, or a part of it, is so; `isWithin` says whether the functions in it count. */
export function hasPart(
  node: SyntaxNode,
  isSo: (part: SyntaxNode) => boolean,
  { isWithin = true } = {},
): boolean {
  const stack = [node];
  let left = maxParts;
  for (let part = stack.pop(); part && left-- > 0; part = stack.pop()) {
    if (isSo(part)) return true;
    for (let i = part.children.length - 1; i >= 0; i--) {
      const child = part.children[i] as SyntaxNode;
      if (child.named && (isWithin || !isFunction(child))) stack.push(child);
    }
  }
  return false;
}

/** What a function returns by its own statements. */
export function returnsOf(fn: SyntaxNode): SyntaxNode[] {
  const body = fn.get('body');
  if (body?.kind !== 'statement_block') return body ? [body] : [];
  const found: SyntaxNode[] = [];
  const take = (part: SyntaxNode): boolean => {
    const value = part.kind === 'return_statement' ? part.items[0] : undefined;
    if (value) found.push(value);
    return false;
  };
  hasPart(body, take, { isWithin: false });
  return found;
}

/** Answers of one kind about the writes in a function, each worked out once; more than so many nobody writes. */
export function perFunction<T>(): (fn: SyntaxNode, name: string, look: () => T | undefined) => T | undefined {
  const answers = new WeakMap<SyntaxNode, Map<string, T | undefined>>();
  return (fn, name, look) => {
    let known = answers.get(fn);
    if (!known) answers.set(fn, (known = new Map()));
    if (!known.has(name) && known.size < maxLooks) known.set(name, look());
    return known.get(name);
  };
}

const maxLooks = 100;

/** What is said of a whole file, worked out once. */
export function perFile<T>(look: (root: SyntaxNode) => T): (node: SyntaxNode) => T {
  const answers = new WeakMap<SyntaxNode, T>();
  return (node) => {
    let root = node;
    while (root.parent) root = root.parent;
    let known = answers.get(root);
    if (known === undefined) answers.set(root, (known = look(root)));
    return known;
  };
}

/** The functions of a file by the names under which they are declared. */
export const functionsNamed = perFile((file): ReadonlyMap<string, SyntaxNode> => {
  const found = new Map<string, SyntaxNode>();
  for (const node of file.walk())
    if (isFunction(node)) for (const name of namesOf(node)) if (!found.has(name)) found.set(name, node);
  return found;
});
