// The options of every command that reports, and how its report is written.
import { writeFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { severities, type Severity } from '../engine/finding.ts';
import { UserError } from '../engine/problem.ts';
import type { Review } from '../engine/review.ts';
import type { RuleSet } from '../engine/rule.ts';
import { ownRulesOf, ownSecretsOf } from '../engine/rules/own.ts';
import { renderFixes } from '../reporters/fixes.ts';
import { renderGitHub } from '../reporters/github.ts';
import { renderJson } from '../reporters/json.ts';
import { renderMarkdown } from '../reporters/markdown.ts';
import { renderSarif } from '../reporters/sarif.ts';
import { renderTerminal, renderVerdict } from '../reporters/terminal.ts';
import { failing } from '../reporters/wording.ts';

const formats = ['text', 'json', 'sarif', 'github', 'markdown', 'fixes'] as const;

/** How a report is wanted. */
export interface ReportOptions {
  format: (typeof formats)[number];
  failOn?: Severity | 'never';
  output?: string;
  all?: boolean;
  color?: boolean;
}

/** Adds --format, --fail-on, --output, --all and --no-color. */
export function addReportOptions(command: Command): Command {
  return command
    .addOption(new Option('-f, --format <format>', 'how to report').choices(formats).default('text'))
    .addOption(
      new Option(
        '--fail-on <severity>',
        "exit with 1 at this severity or worse (default: the policy's, else high)",
      ).choices([...severities, 'never']),
    )
    .option('-o, --output <file>', 'write the report to a file; - is standard output', '-')
    .option('--all', 'also show low findings in full, and those that do not count, with the reason')
    .option('--no-color', 'no colours (NO_COLOR does the same)');
}

/** Writes the report and sets the exit code. Throws UserError when the file cannot be written. */
export async function report(
  review: Review,
  rules: RuleSet,
  version: string,
  options: ReportOptions,
): Promise<void> {
  const toFile = options.output !== undefined && options.output !== '-';
  const text = render(review, rules, version, options, !toFile && wantsColor(options));
  if (toFile) await writeReport(options.output as string, text);
  else process.stdout.write(text);
  // A file says nothing to the person who waits for it.
  if (toFile) process.stderr.write(`${summary(review, options)}; the report is in ${options.output}\n`);
  process.exitCode = exitCodeOf(review, options.failOn);
}

function render(
  review: Review,
  rules: RuleSet,
  version: string,
  options: ReportOptions,
  color: boolean,
): string {
  const all = options.all === true;
  const ownRules = new Set([...ownRulesOf(rules), ...ownSecretsOf(rules)].map(({ id }) => id));
  switch (options.format) {
    case 'json':
      return renderJson(review, { version, rules: rules.info, ownRules });
    case 'fixes':
      return renderFixes(review, { version, rules: rules.info, ownRules });
    case 'sarif':
      return renderSarif(review, {
        version,
        rules: rules.info,
        ownRules,
        all,
      });
    case 'github':
      return renderGitHub(review);
    case 'markdown':
      return renderMarkdown(review, { all });
    case 'text':
      return renderTerminal(review, {
        color,
        all,
        width: Math.min(process.stdout.columns ?? 100, 120),
        ...(options.failOn === undefined ? {} : { failOn: options.failOn }),
      });
  }
}

/**
 * 1 when a finding reaches the threshold; else 2 when the policy file has problems or a detector failed, since then the
 * answer is not to be relied on; else 0. What could not be looked up is in the report and does not count here.
 */
export function exitCodeOf(review: Review, failOn?: Severity | 'never'): 0 | 1 | 2 {
  if (failing(review, failOn).length > 0) return 1;
  return review.policy.problems.length > 0 || review.incidents.length > 0 ? 2 : 0;
}

function summary(review: Review, { failOn }: ReportOptions): string {
  return renderVerdict(review, { color: false, ...(failOn === undefined ? {} : { failOn }) });
}

async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new UserError(
      `The report cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      `--output ${file}`,
      'Name a file in a folder that exists and that you may write to.',
    );
  }
}

/** https://no-color.org: any value that is not empty turns colours off; FORCE_COLOR turns them on in a pipe. */
function wantsColor(options: ReportOptions): boolean {
  if (options.color === false || (process.env['NO_COLOR'] ?? '') !== '') return false;
  const forced = process.env['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0';
  return process.stdout.isTTY === true && process.env['TERM'] !== 'dumb';
}
