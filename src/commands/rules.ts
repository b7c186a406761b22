// `langguard rules list|show|check`: the rules, one rule's file, and whether the rules do what their examples say.
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { readRuleFiles, readWasm, rulesFolder } from '../assets.ts';
import { checkSecretExamples } from '../engine/detectors/secrets/index.ts';
import { bySeverity } from '../engine/finding.ts';
import { languages } from '../engine/languages.ts';
import { UserError } from '../engine/problem.ts';
import { checkRules } from '../engine/rules/check.ts';
import type { RuleInfo, RuleSet } from '../engine/rule.ts';
import { loadRules } from '../engine/rules/load.ts';
import { checkOwnSecrets, ownRulesOf, ownSecretsOf, withOwnRules } from '../engine/rules/own.ts';
import type { RuleProblem } from '../engine/rules/read.ts';
import { loadSyntax } from '../engine/syntax/parse.ts';
import { terminalText } from '../reporters/neutralise.ts';
import { count } from '../reporters/wording.ts';
import { findRule } from './explain.ts';
import { localOwnRules } from './local-policy.ts';
import { shippedRules } from './setup.ts';

/** Adds the three commands. */
export function addRules(program: Command): void {
  const rules = program.command('rules').description('look at the rules and check them');
  rules
    .command('list')
    .argument('[words...]', 'only rules that hold all of these words, such as `sql` or `CWE-79`')
    .description('list every rule, worst first, or search them')
    .option('--json', 'as JSON, with all that a rule says')
    .action(async (words: string[], options: { json?: boolean }) => {
      const all = [...(await shippedRules()).info.values()]
        .filter((rule) => holdsAll(rule, words))
        .sort((a, b) => bySeverity(a.severity, b.severity) || (a.id < b.id ? -1 : 1));
      if (options.json === true) {
        process.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
        return;
      }
      const width = Math.max(0, ...all.map((rule) => rule.id.length));
      const lines = all.map((rule) => `${rule.severity.padEnd(8)}  ${rule.id.padEnd(width)}  ${rule.title}`);
      process.stdout.write(`${[...lines, count(all.length, 'rule')].join('\n')}\n`);
    });
  rules
    .command('show')
    .argument('<rule>', 'id of a rule')
    .description("print a rule's file: what it matches and its examples")
    .action(async (id: string) => {
      const { id: found } = findRule(id, await shippedRules());
      const file = (await readRuleFiles()).find(
        ({ path }) => path.endsWith(`/${found}.yml`) || path === `${found}.yml`,
      );
      if (!file)
        throw new UserError(
          `The rule ${found} has no file of its own.`,
          'rules/',
          `langguard explain ${found} describes it.`,
        );
      process.stdout.write(`# rules/${file.path}\n${file.text}`);
    });
  rules
    .command('check')
    .argument(
      '[folder]',
      'folder of your own rule files, one with .langguard/rules, or one of those that ship with LangGuard (default: all of these)',
    )
    .description('check that every rule loads and does what its examples say; exit code 1 when one does not')
    .action(check);
}

function holdsAll(rule: RuleInfo, words: readonly string[]): boolean {
  const { id, title, class: family, severity, why, remedy, cwe, owasp } = rule;
  const text = [id, title, family, severity, why, remedy, ...cwe.map((each) => `CWE-${each}`), ...owasp]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word.toLowerCase()));
}

async function check(folder: string | undefined): Promise<void> {
  const below = shippedBelow(folder);
  const isShipped = below !== undefined;
  const { rules, problems, files } = isShipped ? await shippedFiles(below) : await ownFiles(folder as string);
  const code = isShipped
    ? (rules.code ?? []).filter(({ path }) => path.startsWith(below))
    : ownRulesOf(rules);
  const grammars = languages.flatMap(({ grammar }) => (grammar === undefined ? [] : [grammar]));
  const reports = checkRules({ ...rules, code }, await loadSyntax(grammars, readWasm));
  const secrets = isShipped
    ? (rules.secrets ?? []).filter(({ id }) => `secrets/${id}.yml`.startsWith(below))
    : [];
  const lines = [
    ...[...problems, ...reports.flatMap((each) => each.problems)].map(
      ({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`,
    ),
    ...(isShipped ? [] : checkOwnSecrets(rules)).map(
      ({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`,
    ),
    ...secrets.flatMap((rule) =>
      checkSecretExamples(rule, secrets).map((message) => `secrets/${rule.id}.yml: ${message}`),
    ),
  ];
  for (const line of lines) process.stdout.write(`${terminalText(line)}\n`);
  const given = isShipped ? secrets : ownSecretsOf(rules);
  const examples =
    reports.reduce((sum, each) => sum + each.examples, 0) +
    given.reduce((sum, { examples: each }) => sum + each.match.length + each.no_match.length, 0);
  const size = below === '' ? rules.info.size : code.length + given.length;
  process.stdout.write(
    `${count(size, 'rule')} in ${count(files, 'file')}, ${count(examples, 'example')} run, ${count(lines.length, 'problem')}\n`,
  );
  if (lines.length > 0) process.exitCode = 1;
}

interface Loaded {
  rules: RuleSet;
  problems: RuleProblem[];
  files: number;
}

/** Where in the folder of the rules that ship here a folder lies, such as `code/xss/`; undefined of one elsewhere. */
function shippedBelow(folder: string | undefined): string | undefined {
  const below = folder === undefined ? '' : relative(rulesFolder, resolve(folder));
  if (below === '') return below;
  return isAbsolute(below) || below.startsWith('..') ? undefined : `${below.split(sep).join('/')}/`;
}

async function shippedFiles(below: string): Promise<Loaded> {
  const files = await readRuleFiles(rulesFolder);
  return { ...loadRules(files), files: files.filter(({ path }) => path.startsWith(below)).length };
}

/** The rules of a repository's folder, or of `.langguard/rules` in it, under the limits that hold in a review. */
async function ownFiles(folder: string): Promise<Loaded> {
  const shipped = await shippedRules();
  try {
    const inside = await localOwnRules(folder);
    const files = inside.length > 0 ? inside : await readRuleFiles(resolve(folder));
    return { ...withOwnRules(shipped, files), files: files.length };
  } catch (error) {
    throw new UserError(
      `The rules cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      folder,
      'Name a folder of .yml files, or one that has .langguard/rules.',
    );
  }
}
