// `langguard review`: reviews the lines that a change adds.
import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { UserError } from '../engine/problem.ts';
import { withOwnRules } from '../engine/rules/own.ts';
import type { Judge } from '../engine/policy/policy.ts';
import { runReview } from '../run.ts';
import { readGitChange } from '../sources/git.ts';
import { checkoutAround, readPatchIn } from '../sources/patch-in-checkout.ts';
import { baseOwnRules, basePolicy, patchOwnRules, patchPolicy } from './local-policy.ts';
import { databaseHelp } from './osv-settings.ts';
import { addReportOptions, report, type ReportOptions } from './report.ts';
import { withScannerReports } from './scanner-reports.ts';
import { setUp } from './setup.ts';

interface ReviewOptions extends ReportOptions {
  base?: string;
  head?: string;
  staged?: boolean;
  patch?: string;
  offline?: boolean;
  database?: string;
  config?: string;
  sarif?: string[];
  ruleSet?: string;
}

/** Adds the command. */
export function addReview(program: Command, version: string): void {
  addReportOptions(
    program
      .command('review')
      .description(
        "review the added lines of a change; without options, all that you have beyond the remote's default branch, uncommitted work included",
      )
      .option('-b, --base <ref>', 'branch, tag or commit that the change goes to')
      .option('--head <ref>', 'branch, tag or commit of the change (default: HEAD)')
      .addOption(new Option('--staged', 'what git commit would commit').conflicts(['base', 'head', 'patch']))
      .addOption(
        new Option('-p, --patch <file>', 'a unified diff; - is standard input').conflicts([
          'base',
          'head',
          'staged',
        ]),
      )
      .option('--offline', 'ask neither package registries nor OSV')
      .option('--database <file>', databaseHelp)
      .option(
        '--sarif <file...>',
        'also count what other scanners found: SARIF files, packed with gzip or not',
      )
      .option(
        '--rule-set <digest>',
        'refuse to review with other rules than a review that is replayed; the dashboard names them',
      )
      .option('-c, --config <file>', 'policy file (default: .langguard.yml as it stands before the change)'),
  ).action(async (options: ReviewOptions) => {
    const cwd = process.cwd();
    const isPatch = options.patch !== undefined;
    const checkout = isPatch ? await checkoutAround(cwd) : undefined;
    const change =
      options.patch === undefined
        ? await readGitChange(span(options, cwd))
        : await readPatchIn(await patchText(options.patch), checkout);
    const deps = await setUp({ offline: options.offline === true, database: options.database });
    const folder = checkout ?? cwd;
    const own = isPatch ? await patchOwnRules(change, folder) : await baseOwnRules(change, cwd);
    const { rules, problems } = withOwnRules(deps.rules, own);
    const found: Judge = isPatch
      ? await patchPolicy(change, folder, options.config, rules)
      : await basePolicy(change, cwd, options.config, rules);
    const judge: Judge = { ...found, problems: [...found.problems, ...problems] };
    const whole = await withScannerReports(change, options.sarif ?? [], cwd);
    const review = await runReview(whole, judge, { ...deps, rules });
    if (options.ruleSet !== undefined) checkRuleSet(options.ruleSet, review.ruleSet, version);
    await report(review, rules, version, options);
  });
}

/** Throws UserError unless these are the rules that are asked for: seven digits of their digest are enough. */
function checkRuleSet(wanted: string, used: string, version: string): void {
  const digits = wanted.toLowerCase();
  if (/^[0-9a-f]{7,64}$/.test(digits) && used.startsWith(digits)) return;
  throw new UserError(
    `LangGuard ${version} has the rule set ${used.slice(0, 12)}, not ${wanted.slice(0, 64)}; it would give another review`,
    '--rule-set',
    'Install the version of LangGuard that made the review, with the rules of its own that it had, or leave --rule-set out to see what this one says.',
  );
}

function span(options: ReviewOptions, cwd: string): Parameters<typeof readGitChange>[0] {
  return {
    cwd,
    ...(options.base === undefined ? {} : { base: options.base }),
    ...(options.head === undefined ? {} : { head: options.head }),
    ...(options.staged === undefined ? {} : { staged: options.staged }),
  };
}

async function patchText(file: string): Promise<string> {
  if (file === '-') return standardInput();
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError(
      `The patch cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      `--patch ${file}`,
      'Name a file with the output of git diff, or - to read it from standard input.',
    );
  }
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
