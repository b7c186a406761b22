// Matches a compiled pattern against a node: what is written must be there, layout and trivia are skipped.
import type { Searched } from './ast-rule-fit.ts';
import { fullName, isIdentifier, memberOf, namesOf } from './names.ts';
import { partsOf, pathOf, type Pattern, type PatternNode } from './pattern.ts';
import { isString, stringContent } from './strings.ts';
import type { SyntaxNode, SyntaxTree } from './tree.ts';

/** What a metavariable stands for. */
export interface Binding {
  name: string;
  /** The nodes; none for an empty `$$$NAME`. */
  nodes: readonly SyntaxNode[];
  /** The code as written, or the full name where an import gave it another. */
  text: string;
}

/** Bindings as a list that shares its tail, so that a failed attempt leaves nothing behind. */
export interface Bindings {
  binding: Binding;
  rest: Bindings | undefined;
}

/** The outcome of a match: bindings, or false. An undefined list holds no binding. */
export type Matched = { bindings: Bindings | undefined } | false;

/** One pass over a file. When `stepsLeft` is below zero no answer counts. */
export interface Pass {
  tree: SyntaxTree;
  stepsLeft: number;
  /** What each metavariable must be; asked when it is bound, so that `$$$` can try another way. */
  accepts?: (binding: Binding) => boolean;
  /** What tells early that a rule cannot match at a node. */
  file?: Searched;
}

/** The binding of a metavariable, or undefined. */
export function bindingOf(bindings: Bindings | undefined, name: string): Binding | undefined {
  for (let at = bindings; at; at = at.rest) if (at.binding.name === name) return at.binding;
  return undefined;
}

/** Matches a pattern at a node; earlier bindings must be met again. */
export function matchPattern(
  pattern: Pattern,
  node: SyntaxNode,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  return matchNode(pattern.root, node, bindings, pass);
}

function matchNode(
  pattern: PatternNode,
  node: SyntaxNode,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  if (--pass.stepsLeft < 0) return false;
  switch (pattern.type) {
    case 'many':
      return bind(pattern.name, [node], node.text, bindings, pass);
    case 'one':
      if (pattern.named && !node.named) return false;
      return bind(pattern.name, [node], node.text, bindings, pass);
    case 'string':
      return stringContent(node) === pattern.content && { bindings };
    case 'content': {
      if (!pattern.plain) return isString(node) && bind(pattern.name, [node], node.text, bindings, pass);
      const content = stringContent(node);
      return content !== undefined && bind(pattern.name, [node], content, bindings, pass);
    }
    case 'leaf':
      return matchesLeaf(pattern, node, pass) && { bindings };
    case 'branch':
      return matchBranch(pattern, node, bindings, pass);
  }
}

function bind(
  name: string | undefined,
  nodes: readonly SyntaxNode[],
  text: string,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  if (name === undefined) return { bindings };
  const before = bindingOf(bindings, name);
  if (before) return sameCode(before.text, text) && { bindings };
  const binding = { name, nodes, text };
  return (!pass.accepts || pass.accepts(binding)) && { bindings: { binding, rest: bindings } };
}

function sameCode(a: string, b: string): boolean {
  return a === b || (a.length < 2000 && b.length < 2000 && a.replace(/\s+/g, '') === b.replace(/\s+/g, ''));
}

function matchesLeaf(pattern: Extract<PatternNode, { type: 'leaf' }>, node: SyntaxNode, pass: Pass): boolean {
  if (!pattern.named) return !node.named && node.kind === pattern.kind;
  if (
    node.text === pattern.text &&
    (node.kind === pattern.kind || (isIdentifier(node) && isName(pattern.kind)))
  ) {
    // In Python an import says which module a name is; `ET` may be the hardened parser.
    return (
      pass.tree.source.language !== 'python' ||
      !isIdentifier(node) ||
      isMember(node) ||
      standsFor(node, pattern.text, pass)
    );
  }
  if (!isName(pattern.kind)) return false;
  if (node.field === 'key' && stringContent(node) === pattern.text) return true;
  if (isQualified(node, pattern.text)) return true;
  return pattern.kind === 'identifier' && node.field !== 'name' && standsFor(node, pattern.text, pass);
}

/** A class written with its package where the pattern has its name alone: `new javax.crypto.spec.IvParameterSpec(iv)`. */
function isQualified(node: SyntaxNode, name: string): boolean {
  return (
    qualifiedKinds.has(node.kind) &&
    /^[A-Z]/.test(name) &&
    endsIn(node.text, name) &&
    packages.test(node.text)
  );
}

const qualifiedKinds = new Set([
  'scoped_type_identifier',
  'field_access',
  'qualified_name',
  'member_access_expression',
]);
const packages =
  /^(?:javax?|jakarta|android|kotlin|org|com|io|net|System|Microsoft|Newtonsoft)\.(?:\w{1,60}\.){1,12}\w{1,80}$|^System\.\w{1,80}$/;

function isName(kind: string): boolean {
  return kind.endsWith('identifier');
}

/** True for the part of an expression that is no free name: a property, a keyword argument, a definition. */
function isMember(node: SyntaxNode): boolean {
  return node.field === 'attribute' || node.field === 'name' || node.field === 'property';
}

/** Whether a name or chain stands for a full name such as `hashlib.md5`, or for one that ends in it. */
function standsFor(node: SyntaxNode, path: string, pass: Pass): boolean {
  const names = namesOf(pass.tree);
  if (isIdentifier(node)) {
    const full = names.get(node.text);
    return full === undefined ? node.text === path : endsIn(full, path);
  }
  const member = memberOf(node);
  if (!member || member.property !== lastPart(path)) return false;
  const full = fullName(node, names);
  return full !== undefined && (full === path || (isImported(node, pass) && endsIn(full, path)));
}

function endsIn(full: string, path: string): boolean {
  return full === path || full.endsWith(`.${path}`);
}

function isImported(node: SyntaxNode, pass: Pass): boolean {
  let root = node;
  for (let member = memberOf(root); member; member = memberOf(root)) root = member.object;
  return !isIdentifier(root) || namesOf(pass.tree).has(root.text);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function matchBranch(
  pattern: Extract<PatternNode, { type: 'branch' }>,
  node: SyntaxNode,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  if (pattern.path !== undefined && standsFor(node, pattern.path, pass)) return { bindings };
  if (node.kind === pattern.kind) {
    const parts = partsOf(node);
    pass.stepsLeft -= parts.length >> 2;
    const children = isBareList(node, parts) ? withoutBrackets(pattern.children) : pattern.children;
    const matched = matchSequence(children, 0, parts, 0, bindings, pass);
    if (matched) return matched;
  }
  // `(0, module.run)(x)` is how compilers call what they import.
  const inner =
    node.kind === 'sequence_expression'
      ? node.items.at(-1)
      : transparent.has(node.kind)
        ? node.items[0]
        : undefined;
  if (pattern.member && !inner) return matchMember(pattern.member, node, bindings, pass);
  return inner && node.kind !== pattern.kind ? matchNode(pattern, inner, bindings, pass) : false;
}

/** `File.chmod 0777, path`: Ruby's calls need no brackets. */
function isBareList(node: SyntaxNode, parts: readonly SyntaxNode[]): boolean {
  return (
    node.kind === 'argument_list' &&
    node.source.language === 'ruby' &&
    parts[0] !== undefined &&
    parts[0].kind !== '('
  );
}

function withoutBrackets(children: readonly PatternNode[]): readonly PatternNode[] {
  const [first, last] = [children[0], children.at(-1)];
  const isBracket = (one: PatternNode | undefined, kind: string): boolean =>
    one?.type === 'leaf' && !one.named && one.kind === kind;
  return isBracket(first, '(') && isBracket(last, ')') ? children.slice(1, -1) : children;
}

/** Nodes that change the type or the grouping of a value, not the value. */
const transparent = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
]);

/** `$O.exec` also matches `o['exec']` and an imported `exec`. */
function matchMember(
  pattern: { object: PatternNode; property: PatternNode },
  node: SyntaxNode,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  const names = namesOf(pass.tree);
  if (isIdentifier(node)) {
    const full = names.get(node.text);
    const dot = full?.lastIndexOf('.') ?? -1;
    if (full === undefined || dot < 1) return false;
    const object = matchText(pattern.object, full.slice(0, dot), node, bindings, pass);
    return object && matchText(pattern.property, full.slice(dot + 1), node, object.bindings, pass);
  }
  const member = memberOf(node);
  if (!member) return false;
  const object = matchNode(pattern.object, member.object, bindings, pass);
  return object && matchText(pattern.property, member.property, member.propertyNode, object.bindings, pass);
}

function matchText(
  pattern: PatternNode,
  text: string,
  node: SyntaxNode,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  if (pattern.type === 'one') return bind(pattern.name, [node], text, bindings, pass);
  if (pattern.type === 'leaf') return endsIn(text, pattern.text) && { bindings };
  const path = pathOf(pattern);
  return path !== undefined && endsIn(text, path) && { bindings };
}

function matchSequence(
  patterns: readonly PatternNode[],
  patternAt: number,
  nodes: readonly SyntaxNode[],
  nodeAt: number,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  let at = nodeAt;
  let found = bindings;
  for (let p = patternAt; p < patterns.length; p++) {
    const pattern = patterns[p] as PatternNode;
    if (pattern.type === 'many') return matchMany(pattern.name, patterns, p + 1, nodes, at, found, pass);
    let matched: Matched = false;
    while (!matched) {
      const node = nodes[at++];
      if (!node || pass.stepsLeft < 0) return false;
      matched = matchNode(pattern, node, found, pass);
      if (!matched && !isSkippable(node)) return false;
    }
    found = matched.bindings;
  }
  while (at < nodes.length) if (!isSkippable(nodes[at++] as SyntaxNode)) return false;
  return { bindings: found };
}

function matchMany(
  name: string | undefined,
  patterns: readonly PatternNode[],
  next: number,
  nodes: readonly SyntaxNode[],
  from: number,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  // Fixed parts after the last `$$$`, such as the closing bracket, say how far it reaches.
  const last = !patterns.slice(next).some((pattern) => pattern.type === 'many');
  const first = last ? Math.max(from, nodes.length - (patterns.length - next) - maxTrailingExtras) : from;
  for (let to = first; to <= nodes.length && pass.stepsLeft >= 0; to++) {
    pass.stepsLeft--;
    const rest = matchSequence(patterns, next, nodes, to, bindings, pass);
    if (!rest) continue;
    const taken = nodes.slice(from, to).filter((node) => node.named);
    const text = taken.length === 0 ? '' : textBetween(taken);
    const bound = bind(name, taken, text, rest.bindings, pass);
    if (bound) return bound;
  }
  return false;
}

/** Type arguments and annotations that may stand between fixed parts of a sequence. */
const maxTrailingExtras = 4;

function textBetween(nodes: readonly SyntaxNode[]): string {
  const [first, last] = [nodes[0] as SyntaxNode, nodes.at(-1) as SyntaxNode];
  return first.source.text.slice(first.start, last.end);
}

/** Parts of the code that a pattern need not write: punctuation, types, modifiers. */
function isSkippable(node: SyntaxNode): boolean {
  return !node.named || optionalKinds.has(node.kind);
}

/** Kinds that a pattern need not write, such as types. */
export const optionalKinds: ReadonlySet<string> = new Set([
  'optional_chain',
  'type_arguments',
  'type_parameters',
  'type_annotation',
  'type',
  'modifiers',
  'modifier',
  'accessibility_modifier',
  'override_modifier',
  'line_continuation',
]);
