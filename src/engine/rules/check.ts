// Runs every example of every code rule, and every fix: a rule says what it matches, and this proves it.
import { wholeFile } from '../change.ts';
import { coveredBy, treeMatchesOf } from '../detectors/code/compile.ts';
import { code } from '../detectors/code/index.ts';
import type { DetectorInput } from '../detector.ts';
import { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { applyFix } from '../fixes/edit.ts';
import { languageOf, languages } from '../languages.ts';
import type { RuleSet } from '../rule.ts';
import type { Syntax } from '../syntax/parse.ts';
import type { CodeMatch, CodeRule, Example } from './code-rule.ts';
import type { RuleProblem } from './read.ts';

/** What the examples of one rule showed. */
export interface RuleReport {
  rule: string;
  path: string;
  examples: number;
  problems: RuleProblem[];
}

/** The comment that marks the line on which a finding must begin. */
const marker = /<-\s*here\b/;

/** Checks each code rule by itself, in the order of the set. */
export function checkRules(rules: RuleSet, syntax: Syntax): RuleReport[] {
  return (rules.code ?? []).map((rule) => checkRule(rule, rules, syntax));
}

function checkRule(rule: CodeRule, all: RuleSet, syntax: Syntax): RuleReport {
  const rules: RuleSet = { ...all, code: [rule] };
  const problems: RuleProblem[] = [];
  let examples = 0;
  for (const grammar of grammarsOf(rule)) problems.push(...treeMatchesOf(rules, grammar, syntax).problems());
  // Examples of a pattern that cannot be read would only repeat that.
  if (problems.length > 0) return { rule: rule.id, path: rule.path, examples, problems };
  rule.matches.forEach((match, m) => {
    let fixes = 0;
    for (const kind of ['match', 'no_match'] as const)
      match.examples[kind].forEach((example, e) => {
        examples++;
        const report = (message: string): void => {
          const keys = ['matches', m, 'examples', kind, e];
          problems.push({ path: rule.path, ...rule.locate(keys), message: `${keys.join('.')}: ${message}` });
        };
        fixes += checkExample(example, kind === 'match', match, rules, syntax, report);
      });
    if (match.fix !== undefined && fixes === 0) {
      const message = `matches.${m}.fix: it mends none of the examples`;
      problems.push({ path: rule.path, ...rule.locate(['matches', m, 'fix']), message });
    }
  });
  return { rule: rule.id, path: rule.path, examples, problems };
}

function grammarsOf(rule: CodeRule): string[] {
  const ids = new Set(rule.matches.flatMap((match) => (match.ast ? match.languages.flatMap(coveredBy) : [])));
  return languages.flatMap(({ id, grammar }) => (grammar !== undefined && ids.has(id) ? [grammar] : []));
}

/** Runs one example; gives the number of fixes that were offered for it. */
function checkExample(
  example: Example,
  shallMatch: boolean,
  match: CodeMatch,
  rules: RuleSet,
  syntax: Syntax,
  report: (message: string) => void,
): number {
  const { path, code: body } = fileOf(example, match);
  const { findings, unchecked } = detect(path, body, rules, syntax);
  for (const reason of unchecked) report(reason);
  if (!shallMatch) {
    for (const finding of findings) report(`must not match, but does at line ${finding.start.line}`);
    return 0;
  }
  if (findings.length === 0) report('must match, but does not');
  const marked = body.split('\n').flatMap((line, i) => (marker.test(line) ? [i + 1] : []));
  for (const line of marked)
    if (findings.length > 0 && !findings.some((finding) => finding.start.line === line))
      report(
        `must be reported at line ${line}, but is at ${findings.map((finding) => finding.start.line).join(', ')}`,
      );
  checkFix(path, body, findings, rules, syntax, report);
  return findings.filter((finding) => finding.fix).length;
}

/** Every fix on its own must leave code that parses as well as before, with fewer findings. */
function checkFix(
  path: string,
  body: string,
  findings: readonly Finding[],
  rules: RuleSet,
  syntax: Syntax,
  report: (message: string) => void,
): void {
  const grammar = languageOf(path, body)?.grammar;
  const errorsIn = (text: string): number => {
    const tree = grammar === undefined ? undefined : syntax.parse(text, grammar);
    return tree && 'errors' in tree ? tree.errors : 0;
  };
  for (const finding of findings) {
    if (!finding.fix) continue;
    const fixed = applyFix(body, finding.fix);
    if (errorsIn(fixed) > errorsIn(body)) report(`the fix does not parse: ${fixed}`);
    const left = detect(path, fixed, rules, syntax).findings.length;
    if (left >= findings.length) report(`the fix leaves the finding: ${fixed}`);
  }
}

function detect(
  path: string,
  body: string,
  rules: RuleSet,
  syntax: Syntax,
): { findings: Finding[]; unchecked: string[] } {
  const file = wholeFile(path, body);
  const input: DetectorInput = {
    change: { base: '', head: '', files: [file], commits: [], unread: [] },
    facts: new Facts(),
    rules,
    syntax,
    digest: (secret) => `digest of ${secret.length} characters`,
    today: '2026-01-01',
  };
  const findings: Finding[] = [];
  const unchecked: string[] = [];
  for (const detection of code.detectFile?.(file, input) ?? []) {
    if ('finding' in detection) findings.push(detection.finding);
    else unchecked.push(detection.notChecked.reason);
  }
  return { findings, unchecked };
}

/** An example without a path gets one of the match's first language. */
export function fileOf(example: Example, match: CodeMatch): { path: string; code: string } {
  if (typeof example !== 'string') return example;
  const language = languages.find(({ id }) => id === match.languages[0]);
  const [extension = '.txt'] = language?.extensions ?? [];
  return { path: language?.names?.[0] ?? `app/example${extension}`, code: example };
}
