// Matches a compiled rule object against a node.
import type { CompiledAstRule, CompiledRelation } from './ast-rule-compile.ts';
import type { Expression } from '../text/regex.ts';
import { backtracksExponentially } from '../text/backtracking.ts';
import { fitOf, liesIn } from './ast-rule-fit.ts';
import { constantOf } from './constants.ts';
import { laidOut } from './laid-out.ts';
import { matchPattern, type Bindings, type Matched, type Pass } from './match.ts';
import { isComment, type SyntaxNode } from './tree.ts';

/** Matches a rule object at a node; cheap tests come first, negation last, so that it sees every metavariable. */
export function matchAstRule(
  rule: CompiledAstRule,
  node: SyntaxNode,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  if (--pass.stepsLeft < 0) return false;
  if (rule.kind !== undefined && node.kind !== rule.kind) return false;
  if (rule.kinds && !rule.kinds.has(node.kind) && !isWrapper(node)) return false;
  const fit = pass.file && fitOf(rule, pass.file);
  if (fit && (!fit.canMatch || (fit.places && !liesIn(fit.places, node)))) return false;
  if (rule.regex && !matchesText(rule.regex, node, pass)) return false;
  if (rule.nthChild !== undefined && positionOf(node) !== rule.nthChild) return false;
  if (rule.value) {
    const constant = constantOf(node, pass.tree);
    if (constant === undefined || !testText(rule.value, constant, pass)) return false;
  }
  if (rule.backtracks && !isExplosive(node, pass, rule.backtracks === 'whole')) return false;
  let found = bindings;
  const and = (matched: Matched): boolean => {
    if (matched) found = matched.bindings;
    return matched !== false;
  };
  if (rule.pattern && !and(matchPattern(rule.pattern, node, found, pass))) return false;
  for (const part of rule.all) if (!and(matchAstRule(part, node, found, pass))) return false;
  const any = fit ? fit.any : rule.any;
  if (any && !any.some((part) => and(matchAstRule(part, node, found, pass)))) return false;
  if (rule.matches && !and(matchAstRule(rule.matches(), node, found, pass))) return false;
  for (const relation of rule.relations) if (!and(matchRelation(relation, node, found, pass))) return false;
  if (rule.not && matchAstRule(rule.not, node, found, pass)) return false;
  return { bindings: found };
}

/** Charged as much as a search of a few hundred pairs of places takes. */
const explosiveSteps = 200;

function isExplosive(node: SyntaxNode, pass: Pass, isWhole: boolean): boolean {
  const written = node.kind === 'regex' ? /^\/([^]*)\/(\w*)$/.exec(node.text) : undefined;
  const constant = written ? written[1] : undelimited(constantOf(node, pass.tree), pass.tree.source.language);
  // In a string that is not raw each backslash of the expression is written twice.
  const isDoubled = !written && constant !== undefined && !/(?:^|[^\\])(?:\\\\)*\\(?!\\)/.test(constant);
  const source = isDoubled ? constant.replaceAll('\\\\', '\\') : constant;
  if (source === undefined || !/[*+}]/.test(source)) return false;
  pass.stepsLeft -= explosiveSteps;
  return backtracksExponentially(isWhole ? `^(?:${source})$` : source, written?.[2] ?? '');
}

/** What stands between the delimiters of an expression in PHP. */
function undelimited(constant: string | undefined, language: string): string | undefined {
  if (language !== 'php' || constant === undefined) return constant;
  return /^\s*(?:([^\w\s\\({[<])([^]*)\1|[({[<]([^]*)[)}\]>])[a-zA-Z]*$/
    .exec(constant)
    ?.slice(2)
    .find((part) => part !== undefined);
}

/** Of longer code an expression sees the beginning: what a rule asks for stands in names and arguments. */
export const maxTestedChars = 10_000;

/** Of a file that an expression which ships here tests as a whole it sees more: what the rule asks for may stand at its end. */
const maxTestedOfFile = 200_000;

/** Code that a regex tests is charged by length, so that large nodes cannot hide their cost. */
function matchesText(regex: Expression, node: SyntaxNode, pass: Pass): boolean {
  if (node.parent === undefined && regex.size === undefined) return matchesFile(regex, node, pass);
  const end = Math.min(node.end, node.start + maxTestedChars);
  return testCode(regex, node.source.text.slice(node.start, end), node, pass);
}

/** Tests code as it is written, and as it would stand on one line. */
export function testCode(regex: Expression, text: string, node: SyntaxNode, pass: Pass): boolean {
  if (testText(regex, text, pass)) return true;
  if (text.length > maxLaidOutChars || !mayBeLaidOut.test(text)) return false;
  const other = laidOut(node, pass.tree.root, maxLaidOutChars);
  return other !== undefined && testText(regex, other, pass);
}

/** A call that is laid out over several lines is not longer; a function or a class is, and to test it twice is dear. */
const maxLaidOutChars = 1_000;

/** Most code that is tested is a name or a call on one line. */
const mayBeLaidOut = /[\n#]|\/[/*]/;

const filesTested = new WeakMap<SyntaxNode, Map<Expression, boolean>>();

/** Every match in a file asks the same of it, so the answer is kept. */
function matchesFile(regex: Expression, root: SyntaxNode, pass: Pass): boolean {
  const known = filesTested.get(root) ?? new Map<Expression, boolean>();
  filesTested.set(root, known);
  let answer = known.get(regex);
  if (answer === undefined) {
    const text = root.source.text.slice(root.start, root.start + maxTestedOfFile);
    pass.stepsLeft -= text.length >> 4;
    if (pass.stepsLeft < 0) return false;
    known.set(regex, (answer = regex.test(text)));
  }
  return answer;
}

/** Tests the beginning of a text. A step takes as long as 16 characters, or some 25 instructions of a linear engine. */
export function testText(
  { size, test }: Pick<Expression, 'size' | 'test'>,
  text: string,
  pass: Pass,
): boolean {
  const tested = text.slice(0, maxTestedChars);
  pass.stepsLeft -= size === undefined ? tested.length >> 4 : Math.ceil((tested.length * size) / 25);
  return pass.stepsLeft >= 0 && test(tested);
}

function isWrapper(node: SyntaxNode): boolean {
  return (
    node.kind === 'parenthesized_expression' ||
    node.kind === 'as_expression' ||
    node.kind === 'satisfies_expression' ||
    node.kind === 'non_null_expression'
  );
}

function positionOf(node: SyntaxNode): number {
  return (node.parent?.items.indexOf(node) ?? 0) + 1;
}

function matchRelation(
  relation: CompiledRelation,
  node: SyntaxNode,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  switch (relation.way) {
    case 'inside':
      return matchInside(relation, node, bindings, pass);
    case 'has':
      return matchHas(relation, node, bindings, pass);
    case 'follows':
      return matchSibling(relation, node, -1, bindings, pass);
    case 'precedes':
      return matchSibling(relation, node, 1, bindings, pass);
  }
}

/** To go up to a node takes a small part of what it takes to match one. */
const stepsOfClimb = 1 / 8;

function matchInside(
  relation: CompiledRelation,
  node: SyntaxNode,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  let child = node;
  const { kinds } = relation.rule;
  for (let at = node.parent; at && pass.stepsLeft >= 0; at = at.parent) {
    pass.stepsLeft -= stepsOfClimb;
    const matched =
      (!kinds || kinds.has(at.kind) || isWrapper(at)) &&
      (relation.field === undefined || child.field === relation.field) &&
      matchAstRule(relation.rule, at, bindings, pass);
    if (matched) return matched;
    if (stops(relation, at, bindings, pass)) return false;
    child = at;
  }
  return false;
}

function matchHas(
  relation: CompiledRelation,
  node: SyntaxNode,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  const { kinds } = relation.rule;
  if (relation.stopBy === 'end' && relation.field === undefined && kinds)
    return matchAnyOf(descendantsOf(node, kinds, pass), relation, bindings, pass);
  const first = relation.field === undefined ? node.children : node.all(relation.field);
  const stack = first.toReversed();
  for (let at = stack.pop(); at && pass.stepsLeft >= 0; at = stack.pop()) {
    const matched = matchAstRule(relation.rule, at, bindings, pass);
    if (matched) return matched;
    if (stops(relation, at, bindings, pass)) continue;
    for (let i = at.children.length - 1; i >= 0; i--) stack.push(at.children[i] as SyntaxNode);
  }
  return false;
}

function matchAnyOf(
  nodes: readonly SyntaxNode[],
  relation: CompiledRelation,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  for (const at of nodes) {
    if (pass.stepsLeft < 0) return false;
    const matched = matchAstRule(relation.rule, at, bindings, pass);
    if (matched) return matched;
  }
  return false;
}

/** The nodes of some kinds below a node, in document order, without a walk over all that stands below it. */
function descendantsOf(node: SyntaxNode, kinds: ReadonlySet<string>, pass: Pass): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const kind of kinds) {
    const all = pass.tree.byKind.get(kind) ?? [];
    for (let i = firstFrom(all, node.start); i < all.length; i++) {
      const at = all[i] as SyntaxNode;
      if (at.start > node.end) break;
      if (at.end > node.end || at === node) continue;
      // One as long as the node itself may stand above it.
      if (at.start === node.start && at.end === node.end && !isBelow(at, node)) continue;
      found.push(at);
    }
  }
  return kinds.size > 1 ? found.sort((a, b) => a.start - b.start || b.end - a.end) : found;
}

function firstFrom(nodes: readonly SyntaxNode[], start: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle] as SyntaxNode).start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBelow(node: SyntaxNode, above: SyntaxNode): boolean {
  for (let at = node.parent; at; at = at.parent) if (at === above) return true;
  return false;
}

function matchSibling(
  relation: CompiledRelation,
  node: SyntaxNode,
  step: 1 | -1,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  const siblings = node.parent?.children ?? [];
  for (let i = node.index + step; i >= 0 && i < siblings.length && pass.stepsLeft >= 0; i += step) {
    const at = siblings[i] as SyntaxNode;
    if (!at.named) continue;
    const matched = matchAstRule(relation.rule, at, bindings, pass);
    if (matched) return matched;
    // What stands behind a comment is a neighbour still.
    if (relation.stopBy === 'neighbor' && isComment(at)) continue;
    if (stops(relation, at, bindings, pass)) return false;
  }
  return false;
}

function stops(
  relation: CompiledRelation,
  at: SyntaxNode,
  bindings: Bindings | undefined,
  pass: Pass,
): boolean {
  if (relation.stopBy === 'neighbor') return true;
  return relation.stopBy !== 'end' && matchAstRule(relation.stopBy, at, bindings, pass) !== false;
}
