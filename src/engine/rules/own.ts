// Adds the rules that a repository and its organisation wrote to those that ship here, within limits of size and time.
import { createHash } from 'node:crypto';
import type { Change } from '../change.ts';
import { checkSecretExamples, type SecretRule } from '../detectors/secrets/index.ts';
import { coveredBy, treeMatchesOf } from '../detectors/code/compile.ts';
import { languages } from '../languages.ts';
import type { RuleSet } from '../rule.ts';
import type { Syntax } from '../syntax/parse.ts';
import { checkRules } from './check.ts';
import type { CodeRule } from './code-rule.ts';
import { loadRules } from './load.ts';
import type { RuleProblem } from './read.ts';

/** Where a repository, or its organisation's `.github` repository, keeps rules of its own. */
export const ownRulesFolder = '.langguard/rules';

/** What a file of own rules may cost. Sizes in characters. */
export const ownLimits = {
  files: 50,
  fileChars: 65_536,
  /** Parts of AST rules and lines of data in all files together. */
  patterns: 2_000,
  /** Keys and lists within one another. */
  depth: 40,
  /** Examples that are run when a change proposes rules. */
  proposedExamples: 200,
};

/** A file of own rules; `text` is absent when it is too large to be read. */
export interface OwnRuleFile {
  path: string;
  text?: string;
}

/** All rules of a run, and what the authors of the own ones must mend. */
export interface OwnRules {
  rules: RuleSet;
  problems: RuleProblem[];
}

// Compiling a set takes long; a repository's set is the same for many reviews.
const maxKept = 20;
const kept = new WeakMap<RuleSet, Map<string, OwnRules>>();

/**
 * The shipped rules and, after them, the own ones. Own rules are of code or of secrets; their ids must be other than those that ship
 * here and other than each other's, the first path winning. A file with a problem is left out and the others stay.
 */
export function withOwnRules(shipped: RuleSet, files: readonly OwnRuleFile[]): OwnRules {
  if (files.length === 0) return { rules: shipped, problems: [] };
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const key = createHash('sha256')
    .update(JSON.stringify(sorted.map(({ path, text }) => [path, text ?? null])))
    .digest('hex');
  const known = kept.get(shipped) ?? new Map<string, OwnRules>();
  kept.set(shipped, known);
  const made = known.get(key) ?? merge(shipped, sorted);
  known.delete(key);
  known.set(key, made);
  for (const oldest of known.keys()) if (known.size > maxKept) known.delete(oldest);
  return made;
}

function merge(shipped: RuleSet, sorted: readonly OwnRuleFile[]): OwnRules {
  const problems: RuleProblem[] = [];
  const refuse = (path: string, message: string) => problems.push({ path, line: 1, column: 1, message });
  const readable = sorted.flatMap(({ path, text }, at) => {
    if (at >= ownLimits.files) {
      if (at === ownLimits.files)
        refuse(path, `more than ${ownLimits.files} files; this and the next are not read`);
    } else if (text === undefined || text.length > ownLimits.fileChars)
      refuse(path, `larger than ${ownLimits.fileChars / 1024} KB`);
    else return [{ path, text }];
    return [];
  });
  const loaded = loadRules(readable, {
    trusted: false,
    own: { taken: shipped.info, maxDepth: ownLimits.depth, maxParts: ownLimits.patterns },
  });
  problems.push(...loaded.problems);
  const { rules: own } = loaded;
  if (own.info.size === 0) return { rules: shipped, problems };
  const version = createHash('sha256').update(`${shipped.version}\n${own.version}`).digest('hex');
  return {
    rules: {
      ...shipped,
      version,
      info: new Map([...shipped.info, ...own.info]),
      // After the shipped ones, so that those are never short of steps.
      code: [...(shipped.code ?? []), ...(own.code ?? [])],
      ...(own.secrets?.length ? { secrets: [...(shipped.secrets ?? []), ...own.secrets] } : {}),
    },
    problems,
  };
}

/** The own kinds of secrets of a set. */
export function ownSecretsOf(rules: RuleSet): readonly SecretRule[] {
  return (rules.secrets ?? []).filter(({ path }) => path !== undefined);
}

/** What the examples of own kinds of secrets show, at the first line of their files. */
export function checkOwnSecrets(rules: RuleSet, most = Infinity): RuleProblem[] {
  let left = most;
  return ownSecretsOf(rules)
    .filter(({ examples }) => (left -= examples.match.length + examples.no_match.length) >= 0)
    .flatMap((rule) =>
      checkSecretExamples(rule, rules.secrets ?? []).map((message) => ({
        path: rule.path ?? '',
        line: 1,
        column: 1,
        message,
      })),
    );
}

/** The own rules of code of a set. */
export function ownRulesOf(rules: RuleSet): readonly CodeRule[] {
  return (rules.code ?? []).filter((rule) => !rule.trusted);
}

/** The grammars that the patterns and examples of own rules need. */
export function ownGrammars(rules: RuleSet): string[] {
  const ids = new Set(
    ownRulesOf(rules).flatMap(({ matches }) =>
      matches.flatMap((match) => match.languages.flatMap(coveredBy)),
    ),
  );
  return [
    ...new Set(
      languages.flatMap(({ id, grammar }) => (grammar !== undefined && ids.has(id) ? [grammar] : [])),
    ),
  ];
}

/** What is wrong with the patterns of own rules, which only a parser can tell; needs their grammars. */
export function checkOwnPatterns(rules: RuleSet, syntax: Syntax): RuleProblem[] {
  const code = ownRulesOf(rules);
  if (code.length === 0) return [];
  const own: RuleSet = { ...rules, code };
  const problems = ownGrammars(own).flatMap((grammar) => treeMatchesOf(own, grammar, syntax).problems());
  // A pattern for JavaScript is read by three grammars, and says the same of each.
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...unique.values()].map(({ path, line, column, message }) => ({ path, line, column, message }));
}

/** Whether a path is a file of own rules. */
export function isOwnRuleFile(path: string): boolean {
  return (
    path.startsWith(`${ownRulesFolder}/`) && /^[^/]+\.ya?ml$/.test(path.slice(ownRulesFolder.length + 1))
  );
}

/** The rules that a change proposes, which judge nothing yet, beside the shipped ones and those that stay. */
export function proposedRules(change: Change, inForce: RuleSet): OwnRules {
  const files = change.files.filter((file) => file.status !== 'removed' && isOwnRuleFile(file.path));
  const paths = new Set(change.files.flatMap((file) => [file.path, file.previousPath ?? file.path]));
  const stay = ownRulesOf(inForce).filter((rule) => paths.has(rule.path));
  const staySecrets = ownSecretsOf(inForce).filter(({ path = '' }) => paths.has(path));
  const gone = new Set([...stay, ...staySecrets].map((rule) => rule.id));
  const shipped: RuleSet = {
    ...inForce,
    info: new Map([...inForce.info].filter(([id]) => !gone.has(id))),
    code: (inForce.code ?? []).filter((rule) => rule.trusted),
    ...(inForce.secrets ? { secrets: inForce.secrets.filter(({ path }) => path === undefined) } : {}),
  };
  const unreadable = files.filter((file) => file.body === undefined).map((file) => file.path);
  const { rules, problems } = withOwnRules(
    shipped,
    files.flatMap((file) => (file.body === undefined ? [] : [{ path: file.path, text: file.body }])),
  );
  return {
    rules,
    problems: [
      ...problems,
      ...unreadable.map((path) => ({ path, line: 1, column: 1, message: 'the file could not be read' })),
    ],
  };
}

/** What is wrong with proposed rules, their examples included; needs their grammars. At most twenty problems. */
export function checkProposed({ rules, problems }: OwnRules, syntax: Syntax): RuleProblem[] {
  const found = [...problems, ...checkOwnPatterns(rules, syntax)];
  if (found.length === 0) {
    let left = ownLimits.proposedExamples;
    const few = ownRulesOf(rules).filter((rule) => (left -= examplesOf(rule)) >= 0);
    found.push(...checkRules({ ...rules, code: few }, syntax).flatMap((report) => report.problems));
    found.push(...checkOwnSecrets(rules, left));
  }
  return found
    .slice(0, 20)
    .map((problem) => ({ ...problem, message: `in the proposed file: ${problem.message}` }));
}

function examplesOf({ matches }: CodeRule): number {
  return matches.reduce((sum, { examples }) => sum + examples.match.length + examples.no_match.length, 0);
}
