// Matches a compiled rule object against a node.
import type { CompiledAstRule, CompiledRelation } from './ast-rule-compile.ts';
import { constantOf } from './constants.ts';
import { matchPattern, type Bindings, type Matched, type Pass } from './match.ts';
import type { SyntaxNode } from './tree.ts';

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
  if (rule.regex && !matchesText(rule.regex, node, pass)) return false;
  if (rule.nthChild !== undefined && positionOf(node) !== rule.nthChild) return false;
  if (rule.value) {
    const constant = constantOf(node, pass.tree);
    if (constant === undefined || !rule.value.test(constant)) return false;
  }
  let found = bindings;
  const and = (matched: Matched): boolean => {
    if (matched) found = matched.bindings;
    return matched !== false;
  };
  if (rule.pattern && !and(matchPattern(rule.pattern, node, found, pass))) return false;
  for (const part of rule.all) if (!and(matchAstRule(part, node, found, pass))) return false;
  if (rule.any && !rule.any.some((part) => and(matchAstRule(part, node, found, pass)))) return false;
  if (rule.matches && !and(matchAstRule(rule.matches(), node, found, pass))) return false;
  for (const relation of rule.relations) if (!and(matchRelation(relation, node, found, pass))) return false;
  if (rule.not && matchAstRule(rule.not, node, found, pass)) return false;
  return { bindings: found };
}

/** Of longer code an expression sees the beginning: what a rule asks for stands in names and arguments. */
export const maxTestedChars = 10_000;

/** Code that a regex tests is charged by length, so that large nodes cannot hide their cost. */
function matchesText(regex: { test(text: string): boolean }, node: SyntaxNode, pass: Pass): boolean {
  const length = Math.min(node.end - node.start, maxTestedChars);
  pass.stepsLeft -= length >> 4;
  return pass.stepsLeft >= 0 && regex.test(node.source.text.slice(node.start, node.start + length));
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

function matchInside(
  relation: CompiledRelation,
  node: SyntaxNode,
  bindings: Bindings | undefined,
  pass: Pass,
): Matched {
  let child = node;
  for (let at = node.parent; at && pass.stepsLeft >= 0; at = at.parent) {
    const matched =
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
