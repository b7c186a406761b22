// Compiles a rule object for one grammar: patterns parsed, expressions built, and the kinds of node at which it can match.
import type { Sought, SoughtTexts, SoughtWord } from '../text/literals.ts';
import { anyOf, moreTelling, type Needed } from '../text/needed.ts';
import { compileExpression, type Expression } from '../text/regex.ts';
import type { AstRule, Relation } from './ast-rule.ts';
import type { Fit } from './ast-rule-fit.ts';
import type { Syntax } from './parse.ts';
import { compilePattern, type Pattern, type PatternNode } from './pattern.ts';

/** A compiled rule object; all of its parts must hold. */
export interface CompiledAstRule {
  kind?: string;
  regex?: Expression;
  value?: Expression;
  backtracks?: true | 'whole';
  pattern?: Pattern;
  nthChild?: number;
  all: CompiledAstRule[];
  any?: CompiledAstRule[];
  matches?: () => CompiledAstRule;
  relations: CompiledRelation[];
  not?: CompiledAstRule;
  /** Kinds at which it can match; undefined for any. */
  kinds: ReadonlySet<string> | undefined;
  /** Words that every file in which it matches holds. */
  words: ReadonlySet<string>;
  /** Of each of these one stands in every file in which it matches. */
  needs: readonly Needed[];
  /** Both, as they are asked for. */
  asks: { words: readonly SoughtWord[]; needs: readonly (readonly Sought[])[] };
  /** What its pattern and its expression ask of the code of the node itself: each of the words, and one of the literals. */
  own: { words: readonly SoughtWord[]; literals: readonly Sought[] };
  fit: Fit;
}

export interface CompiledRelation {
  way: 'inside' | 'has' | 'follows' | 'precedes';
  rule: CompiledAstRule;
  stopBy: 'neighbor' | 'end' | CompiledAstRule;
  field?: string;
}

/** What a rule's author must mend; `path` leads to the part of the rule object. */
export interface AstProblem {
  path: (string | number)[];
  message: string;
}

/** What compiling needs besides the rule object. */
export interface CompileContext {
  grammar: string;
  /** All grammars that the rule is for; a kind has to be known to one of them. */
  grammars: readonly string[];
  syntax: Syntax;
  /** True for rules that ship here; expressions of others run on a linear engine. */
  trusted: boolean;
  utils: ReadonlyMap<string, () => CompiledAstRule>;
  /** Expressions that metavariables must match. */
  constraints?: ReadonlyMap<string, string>;
  problems: AstProblem[];
  sought: SoughtTexts;
}

/** Compiles a rule object; problems are collected in the context, and the parts that have one match nothing. */
export function compileAstRule(
  rule: AstRule,
  context: CompileContext,
  path: (string | number)[] = [],
): CompiledAstRule {
  const report = (key: string, message: string): void =>
    void context.problems.push({ path: [...path, key], message });
  const out: CompiledAstRule = { all: [], relations: [], kinds: undefined, ...needsNothing() };
  if (rule.kind !== undefined) {
    out.kind = rule.kind;
    if (context.grammars.every((grammar) => context.syntax.hasKind?.(rule.kind as string, grammar) === false))
      report('kind', `${context.grammar} has no node of kind ${rule.kind}`);
  }
  for (const key of ['regex', 'value'] as const) {
    const source = rule[key];
    if (source === undefined) continue;
    const expression = expressionOf(source, context.trusted);
    if (typeof expression === 'string') report(key, expression);
    else out[key] = expression;
  }
  if (rule.pattern !== undefined) {
    const pattern = compilePattern(rule.pattern, context.grammar, context.syntax);
    if ('problem' in pattern) report('pattern', pattern.problem);
    else out.pattern = pattern;
  }
  if (rule.nthChild !== undefined) out.nthChild = rule.nthChild;
  if (rule.backtracks) out.backtracks = rule.backtracks;
  out.all = (rule.all ?? []).map((part, i) => compileAstRule(part, context, [...path, 'all', i]));
  if (rule.any) out.any = rule.any.map((part, i) => compileAstRule(part, context, [...path, 'any', i]));
  if (rule.matches !== undefined) {
    const util = context.utils.get(rule.matches);
    if (util) out.matches = util;
    else report('matches', `no util is named ${rule.matches}`);
  }
  for (const way of ['inside', 'has', 'follows', 'precedes'] as const) {
    const relation = rule[way];
    if (relation) out.relations.push(compileRelation(way, relation, context, [...path, way]));
  }
  if (rule.not) out.not = compileAstRule(rule.not, context, [...path, 'not']);
  out.kinds = kindsOf(out);
  out.words = wordsOf(out);
  out.needs = needsOf(out, rule.regex, context);
  out.asks = {
    words: [...out.words].map(context.sought.word),
    needs: out.needs.map((needed) => needed.map(context.sought.literal)),
  };
  const written = rule.regex === undefined ? undefined : laidOutInAnyWay(context.sought.needed(rule.regex));
  out.own = {
    words: (out.pattern?.words ?? []).map(context.sought.word),
    literals: (written ?? []).map(context.sought.literal),
  };
  return out;
}

/** What a rule asks of a file that it can match anywhere. */
export function needsNothing(): Pick<CompiledAstRule, 'words' | 'needs' | 'asks' | 'own' | 'fit'> {
  return {
    words: new Set(),
    needs: [],
    asks: { words: [], needs: [] },
    own: { words: [], literals: [] },
    fit: { file: undefined, canMatch: true, any: undefined, places: undefined },
  };
}

function compileRelation(
  way: CompiledRelation['way'],
  relation: Relation,
  context: CompileContext,
  path: (string | number)[],
): CompiledRelation {
  const { stopBy = 'neighbor', field, ...rule } = relation;
  return {
    way,
    rule: compileAstRule(rule, context, path),
    stopBy: typeof stopBy === 'string' ? stopBy : compileAstRule(stopBy, context, [...path, 'stopBy']),
    ...(field === undefined ? {} : { field }),
  };
}

function expressionOf(source: string, trusted: boolean): Expression | string {
  try {
    return compileExpression(source, trusted);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function kindsOf(rule: CompiledAstRule): ReadonlySet<string> | undefined {
  const limits: (ReadonlySet<string> | undefined)[] = [
    rule.kind === undefined ? undefined : new Set([rule.kind]),
    rule.pattern?.kinds,
    ...rule.all.map((part) => part.kinds),
    rule.any && unionOf(rule.any.map((part) => part.kinds)),
    rule.matches?.().kinds,
  ];
  let kinds: ReadonlySet<string> | undefined;
  for (const limit of limits)
    if (limit) kinds = kinds ? new Set([...kinds].filter((kind) => limit.has(kind))) : limit;
  return kinds;
}

function unionOf(sets: (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined {
  const out = new Set<string>();
  for (const set of sets) {
    if (!set) return undefined;
    for (const kind of set) out.add(kind);
  }
  return out;
}

/** A word is needed when every way to match needs it. */
function wordsOf(rule: CompiledAstRule): ReadonlySet<string> {
  const words = new Set<string>(rule.pattern?.words);
  for (const part of rule.all) for (const word of part.words) words.add(word);
  for (const word of rule.matches?.().words ?? []) words.add(word);
  for (const { rule: related } of rule.relations) for (const word of related.words) words.add(word);
  const [first, ...others] = rule.any ?? [];
  for (const word of first?.words ?? []) if (others.every((other) => other.words.has(word))) words.add(word);
  return words;
}

/** A literal is needed when every way to match needs it or one of its like. */
function needsOf(
  rule: CompiledAstRule,
  regex: string | undefined,
  { constraints, sought }: CompileContext,
): readonly Needed[] {
  const needs = new Map<string, Needed>();
  const add = (needed: Needed | undefined): void => void (needed && needs.set(needed.join('\0'), needed));
  if (regex !== undefined) add(laidOutInAnyWay(sought.needed(regex)));
  if (rule.pattern && constraints) {
    const written = new Set<string>();
    addWritten(rule.pattern.root, written);
    for (const [name, source] of constraints)
      if (written.has(name)) add(wordsNeededBy(sought.needed(source)));
  }
  for (const part of [...rule.all, ...rule.relations.map((relation) => relation.rule)])
    part.needs.forEach(add);
  rule.matches?.().needs.forEach(add);
  if (rule.any) add(anyOf(rule.any.map((part) => mostTelling(part))));
  return [...needs.values()];
}

/** The word that is longest, else the literals that say most, of what an alternative needs. */
function mostTelling({ needs, words }: CompiledAstRule): Needed | undefined {
  const ofWords = [...words].map((word): Needed => [word.toLowerCase()]);
  return [...needs, ...ofWords].reduce<Needed | undefined>(moreTelling, undefined);
}

/** The metavariables that stand for code as it is written, or for a full name, and not for what a string holds. */
function addWritten(node: PatternNode, to: Set<string>): void {
  if ((node.type === 'one' || node.type === 'many') && node.name !== undefined) to.add(node.name);
  if (node.type === 'branch') for (const child of node.children) addWritten(child, to);
}

/** In a call a line may break, or a comment stand, after a bracket or a comma, and before a bracket or the next call of a chain. */
function laidOutInAnyWay(needed: Needed | undefined): Needed | undefined {
  const literals = needed?.map((literal) =>
    literal
      .split(/(?<=[([,])|(?=[)\]]|\.\w+\()/)
      .reduce((longest, part) => (part.length > longest.length ? part : longest), '')
      .trim(),
  );
  return literals?.every((literal) => literal.length >= 3) ? [...new Set(literals)] : undefined;
}

/** A full name need not stand in the file in one piece, but its words do. */
function wordsNeededBy(needed: Needed | undefined): Needed | undefined {
  const literals = needed?.map((literal) =>
    literal
      .split(/[^a-z0-9]+/)
      .reduce((longest, word) => (word.length > longest.length ? word : longest), ''),
  );
  return literals?.every((literal) => literal.length >= 3) ? [...new Set(literals)] : undefined;
}
