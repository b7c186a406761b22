// Compiles the rules of a set for one grammar, each once; patterns need the parser, so this happens at first use.
import { pathMatcher } from '../../policy/globs.ts';
import type { Flow } from '../../flow/sinks/weigh.ts';
import { languages } from '../../languages.ts';
import type { RuleSet } from '../../rule.ts';
import type { CodeMatch, CodeRule } from '../../rules/code-rule.ts';
import type { RuleProblem } from '../../rules/read.ts';
import { soughtTexts, type Literals, type Sought } from '../../text/literals.ts';
import type { AstRule } from '../../syntax/ast-rule.ts';
import {
  compileAstRule,
  needsNothing,
  type CompileContext,
  type CompiledAstRule,
} from '../../syntax/ast-rule-compile.ts';
import { matchAstRule, testCode, testText } from '../../syntax/ast-rule-match.ts';
import type { Binding, Pass } from '../../syntax/match.ts';
import type { Syntax } from '../../syntax/parse.ts';
import { sketchOf, type Sketch } from '../../syntax/sketch.ts';
import { compileFix, compileTextFix, type ReadyFix, type ReadyTextFix } from './fix.ts';
import { compileExpression, type Expression } from '../../text/regex.ts';

/** One match of a rule, ready to run. */
export interface Ready {
  rule: CodeRule;
  match: CodeMatch;
  /** Whether it is for a file at this path. */
  isFor(path: string): boolean;
}

export interface ReadyAst extends Ready {
  /** Of the literals that its author names, of which one stands in every file that it is for. */
  needs: readonly { literal: Sought; written: string }[];
  /** What it was compiled to; undefined when the file cannot match, most often told without compiling it. */
  compiledFor(file: Literals): Compiled | undefined;
}

export interface ReadyFlow extends Ready {
  readonly fixes: readonly ReadyFix[];
  flow: Flow;
  /** What to write instead, by how the sink is called. */
  remedies: readonly { sink: Expression; remedy: string }[];
}

/** What a match was compiled to. */
export interface Compiled {
  /** Undefined of a match that has problems, and of one that has no AST rule. */
  ast: CompiledAst | undefined;
  fixes: readonly ReadyFix[];
  problems: readonly CompileProblem[];
}

interface CompiledAst {
  rule: CompiledAstRule;
  kinds: ReadonlySet<string>;
  accepts: ((binding: Binding, pass: Pass) => boolean) | undefined;
}

type CompileProblem = RuleProblem & { trusted: boolean };

export interface ReadyText extends Ready {
  expression: Expression;
  /** What the name that was found must not be made of. */
  madeOf?: Expression;
  /** What the line above must not fit. */
  above?: Expression;
  keywords: readonly Sought[];
  fixes: readonly ReadyTextFix[];
}

/** The AST and dataflow matches of one grammar. */
export interface ReadyGrammar {
  ast: readonly ReadyAst[];
  flow: readonly ReadyFlow[];
  /** Compiles them all, and tells what their authors must mend. */
  problems(): CompileProblem[];
}

const compiled = new WeakMap<
  RuleSet,
  { grammars: Map<string, ReadyGrammar>; texts?: readonly ReadyText[] }
>();

function cacheOf(rules: RuleSet): { grammars: Map<string, ReadyGrammar>; texts?: readonly ReadyText[] } {
  let cache = compiled.get(rules);
  if (!cache) compiled.set(rules, (cache = { grammars: new Map() }));
  return cache;
}

/** Which language ids of files a language of a rule covers: a rule for `javascript` also reads TypeScript. */
export function coveredBy(language: string): readonly string[] {
  if (language === 'javascript') return ['javascript', 'typescript', 'tsx'];
  return language === 'typescript' ? ['typescript', 'tsx'] : [language];
}

/** The AST and dataflow matches for a grammar, each of which is compiled when a file comes that it may match. */
export function treeMatchesOf(rules: RuleSet, grammar: string, syntax: Syntax): ReadyGrammar {
  const { grammars } = cacheOf(rules);
  let ready = grammars.get(grammar);
  if (!ready) grammars.set(grammar, (ready = compileGrammar(rules, grammar, syntax)));
  return ready;
}

/** The text matches of all rules. */
export function textMatchesOf(rules: RuleSet): readonly ReadyText[] {
  const cache = cacheOf(rules);
  const sought = soughtTexts();
  return (cache.texts ??= (rules.code ?? []).flatMap((rule) =>
    rule.matches.flatMap((match) =>
      match.text
        ? [
            {
              rule,
              match,
              isFor: pathFilter(match),
              expression: compileExpression(match.text.pattern, rule.trusted),
              ...(match.text.unless_above !== undefined && {
                above: compileExpression(match.text.unless_above, rule.trusted),
              }),
              ...(match.text.unless_made_of !== undefined && {
                madeOf: compileExpression(match.text.unless_made_of, rule.trusted),
              }),
              keywords: match.text.keywords.map(sought.literal),
              fixes: compileTextFix(match.fix, rule.trusted),
            },
          ]
        : [],
    ),
  ));
}

function compileGrammar(rules: RuleSet, grammar: string, syntax: Syntax): ReadyGrammar {
  const ids = new Set(languages.filter((language) => language.grammar === grammar).map(({ id }) => id));
  const ast: ReadyAst[] = [];
  const flow: ReadyFlow[] = [];
  const all: (() => Compiled)[] = [];
  const sought = soughtTexts();
  for (const rule of rules.code ?? [])
    rule.matches.forEach((match, at) => {
      if (match.text || !match.languages.some((language) => coveredBy(language).some((id) => ids.has(id))))
        return;
      let made: Compiled | undefined;
      const compiled = (): Compiled =>
        (made ??= compileMatch(rule, at, { grammar, syntax, sought, problems: [] }));
      all.push(compiled);
      const ready: Ready = { rule, match, isFor: pathFilter(match) };
      if (match.flow)
        flow.push({
          ...ready,
          flow: match.flow,
          remedies: match.remedies.map(({ regex, remedy }) => ({
            sink: compileExpression(regex, rule.trusted),
            remedy,
          })),
          get fixes() {
            return compiled().fixes;
          },
        });
      if (!match.ast) return;
      const needs = match.needs.map((written) => ({ literal: sought.literal(written), written }));
      let sketch: Sketch | undefined;
      const mayMatch: Sketch = (file) => (sketch ??= sketchOf(match.ast ?? {}, match.utils, sought))(file);
      ast.push({ ...ready, needs, compiledFor: (file) => made ?? (mayMatch(file) ? compiled() : undefined) });
    });
  return { ast, flow, problems: () => all.flatMap((compiled) => compiled().problems) };
}

/** What the rule objects of a match are compiled with. */
function contextOf(
  rule: CodeRule,
  match: CodeMatch,
  given: Pick<CompileContext, 'grammar' | 'syntax' | 'sought' | 'problems'>,
): CompileContext {
  const { problems } = given;
  const utils = new Map<string, () => CompiledAstRule>();
  const open = new Set<string>();
  const covered = new Set(match.languages.flatMap(coveredBy));
  const grammars = languages.flatMap(({ id, grammar: name }) =>
    name !== undefined && covered.has(id) ? [name] : [],
  );
  const expressions = Object.entries(match.constraints).flatMap(([name, { regex }]) =>
    regex === undefined ? [] : [[name, regex] as const],
  );
  const context = {
    ...given,
    grammars,
    trusted: rule.trusted,
    utils,
    constraints: new Map(expressions),
  };
  for (const [name, util] of Object.entries(match.utils)) {
    let done: CompiledAstRule | undefined;
    utils.set(name, () => {
      if (done) return done;
      if (open.has(name)) {
        problems.push({ path: ['utils', name], message: 'the util refers to itself' });
        return { all: [], relations: [], kinds: new Set(), ...needsNothing() };
      }
      open.add(name);
      done = compileAstRule(util, context, ['utils', name]);
      open.delete(name);
      return done;
    });
  }
  for (const util of utils.values()) util();
  return context;
}

/** Compiles a match of a rule; what its author must mend is told with its place in the file. */
function compileMatch(
  rule: CodeRule,
  at: number,
  given: Pick<CompileContext, 'grammar' | 'syntax' | 'sought' | 'problems'>,
): Compiled {
  const match = rule.matches[at] as CodeMatch;
  const context = contextOf(rule, match, given);
  const fixes = compileFix(match.fix, context);
  const ast = match.ast && compileAst(match.ast, match, context);
  const problems = context.problems.map(({ path, message }) => {
    const keys = ['matches', at, ...path];
    const where = rule.locate(keys);
    return { path: rule.path, ...where, message: `${keys.join('.')}: ${message}`, trusted: rule.trusted };
  });
  return { ast: problems.length === 0 ? ast : undefined, fixes, problems };
}

function compileAst(rule: AstRule, match: CodeMatch, context: CompileContext): CompiledAst | undefined {
  const compiled = compileAstRule(rule, context, ['ast']);
  const { kinds } = compiled;
  const constraints = Object.entries(match.constraints).map(([name, { regex, ...rest }]) => ({
    name,
    regex: regex === undefined ? undefined : compileAstRule({ regex }, context, ['constraints', name]).regex,
    rest: Object.keys(rest).length === 0 ? undefined : compileAstRule(rest, context, ['constraints', name]),
  }));
  if (!kinds) {
    const message = 'say a pattern or a kind, so that only some nodes are visited';
    context.problems.push({ path: ['ast'], message });
    return undefined;
  }
  const byName = new Map(constraints.map((constraint) => [constraint.name, constraint]));
  const accepts = (binding: Binding, pass: Pass): boolean => {
    const constraint = byName.get(binding.name);
    if (!constraint) return true;
    if (constraint.regex && !testsCode(constraint.regex, binding, pass)) return false;
    const { rest } = constraint;
    return !rest || binding.nodes.some((node) => matchAstRule(rest, node, undefined, pass) !== false);
  };
  return { rule: compiled, kinds, accepts: constraints.length === 0 ? undefined : accepts };
}

/** Several nodes, and full names, are tested as they are. */
function testsCode(regex: Expression, { nodes, text }: Binding, pass: Pass): boolean {
  const [node, ...others] = nodes;
  const isWritten = node !== undefined && others.length === 0 && text === node.text;
  return isWritten ? testCode(regex, text, node, pass) : testText(regex, text, pass);
}

function pathFilter({ files, paths, not_paths: notPaths }: CodeMatch): (path: string) => boolean {
  const wanted = [files, paths].flatMap((globs) => (globs ? [pathMatcher(globs)] : []));
  const unwanted = notPaths ? pathMatcher(notPaths) : undefined;
  return (path) => wanted.every((matches) => matches(path)) && !unwanted?.(path);
}
