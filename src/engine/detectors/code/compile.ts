// Compiles the rules of a set for one grammar, once; patterns need the parser, so this happens at first use.
import { pathMatcher } from '../../policy/globs.ts';
import type { Flow } from '../../flow/weigh.ts';
import { languages } from '../../languages.ts';
import type { RuleSet } from '../../rule.ts';
import type { CodeMatch, CodeRule } from '../../rules/code-rule.ts';
import type { RuleProblem } from '../../rules/read.ts';
import { soughtTexts, type Sought } from '../../text/literals.ts';
import {
  compileAstRule,
  needsNothing,
  type AstProblem,
  type CompileContext,
  type CompiledAstRule,
} from '../../syntax/ast-rule-compile.ts';
import { matchAstRule, testText } from '../../syntax/ast-rule-match.ts';
import type { Binding, Pass } from '../../syntax/match.ts';
import type { Syntax } from '../../syntax/parse.ts';
import { compileFix, type ReadyFix } from './fix.ts';
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
  fixes: readonly ReadyFix[];
  ast: CompiledAstRule;
  kinds: ReadonlySet<string>;
  accepts: ((binding: Binding, pass: Pass) => boolean) | undefined;
}

export interface ReadyFlow extends Ready {
  fixes: readonly ReadyFix[];
  flow: Flow;
}

export interface ReadyText extends Ready {
  expression: Expression;
  /** What the line above must not fit. */
  above?: Expression;
  keywords: readonly Sought[];
}

/** The AST and dataflow matches of one grammar, and what their authors must mend. */
export interface ReadyGrammar {
  ast: readonly ReadyAst[];
  flow: readonly ReadyFlow[];
  problems: readonly (RuleProblem & { trusted: boolean })[];
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

/** The AST and dataflow matches for a grammar. Parses the patterns, so call it before parsing the file. */
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
              keywords: match.text.keywords.map(sought.literal),
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
  const problems: (RuleProblem & { trusted: boolean })[] = [];
  const sought = soughtTexts();
  for (const rule of rules.code ?? []) {
    const { trusted } = rule;
    rule.matches.forEach((match, at) => {
      if (!match.languages.some((language) => coveredBy(language).some((id) => ids.has(id)))) return;
      const found: AstProblem[] = [];
      const context = contextOf(rule, match, { grammar, syntax, sought, problems: found });
      const fixes = match.text ? [] : compileFix(match.fix, context);
      if (match.flow) flow.push({ rule, match, isFor: pathFilter(match), flow: match.flow, fixes });
      const ready = match.ast && compileMatch(rule, match, context, fixes);
      for (const { path, message } of found) {
        const keys = ['matches', at, ...path];
        problems.push({
          path: rule.path,
          ...rule.locate(keys),
          message: `${keys.join('.')}: ${message}`,
          trusted,
        });
      }
      if (found.length === 0 && ready) ast.push(ready);
    });
  }
  return { ast, flow, problems };
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
        return { all: [], relations: [], kinds: new Set(), ...needsNothing };
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

function compileMatch(
  rule: CodeRule,
  match: CodeMatch,
  context: CompileContext,
  fixes: readonly ReadyFix[],
): ReadyAst | undefined {
  const { problems } = context;
  const ast = compileAstRule(match.ast ?? {}, context, ['ast']);
  const constraints = Object.entries(match.constraints).map(([name, { regex, ...rest }]) => ({
    name,
    regex: regex === undefined ? undefined : compileAstRule({ regex }, context, ['constraints', name]).regex,
    rest: Object.keys(rest).length === 0 ? undefined : compileAstRule(rest, context, ['constraints', name]),
  }));
  if (!ast.kinds)
    problems.push({ path: ['ast'], message: 'say a pattern or a kind, so that only some nodes are visited' });
  if (!ast.kinds || problems.length > 0) return undefined;
  const byName = new Map(constraints.map((constraint) => [constraint.name, constraint]));
  return {
    rule,
    match,
    isFor: pathFilter(match),
    fixes,
    needs: match.needs.map((written) => ({ literal: context.sought.literal(written), written })),
    ast,
    kinds: ast.kinds,
    accepts:
      constraints.length === 0
        ? undefined
        : (binding, pass) => {
            const constraint = byName.get(binding.name);
            if (!constraint) return true;
            if (constraint.regex && !testText(constraint.regex, binding.text, pass)) return false;
            const { rest } = constraint;
            return !rest || binding.nodes.some((node) => matchAstRule(rest, node, undefined, pass) !== false);
          },
  };
}

function pathFilter({ files, paths, not_paths: notPaths }: CodeMatch): (path: string) => boolean {
  const wanted = [files, paths].flatMap((globs) => (globs ? [pathMatcher(globs)] : []));
  const unwanted = notPaths ? pathMatcher(notPaths) : undefined;
  return (path) => wanted.every((matches) => matches(path)) && !unwanted?.(path);
}
