// `langguard config check|explain [file]`: what is wrong with a policy file, and what the policy comes to.
import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { explainPolicy, policyOf } from '../engine/policy/config.ts';
import { joinLayers, type PolicyLayer } from '../engine/policy/layers.ts';
import { defaultPolicy } from '../engine/policy/policy.ts';
import { policyPath, readPolicy } from '../engine/policy/read-policy.ts';
import { UserError } from '../engine/problem.ts';
import { terminalText } from '../reporters/neutralise.ts';
import { defaultDataDirectory } from './app-store.ts';
import { shippedRules } from './setup.ts';
import { simulate, type SimulateOptions } from './simulate.ts';

/** Adds the two commands. */
export function addConfig(program: Command): void {
  const config = program.command('config').description('work with .langguard.yml');
  config
    .command('check')
    .argument('[file]', 'policy file', policyPath)
    .description('say what is wrong with a policy file; exit code 1 when something is')
    .action(async (file: string) => {
      const { policy, problems } = await read(file);
      if (say(problems)) return;
      const off = [...policy.rules.values()].filter((rule) => rule.severity === 'off').length;
      process.stdout.write(
        `${terminalText(file)} is valid: ${policy.mode} mode, fails on ${policy.failOn}, ${policy.rules.size} rules configured (${off} off), ${policy.ignorePaths.length} path patterns ignored\n`,
      );
    });
  addSimulate(config);
  config
    .command('explain')
    .argument('[file]', 'policy file', policyPath)
    .description('print every value of the policy in force and where it comes from')
    .option(
      '--under <file...>',
      "policy files that lie below it, the lowest first, such as the organisation's",
    )
    .option('--json', 'as JSON')
    .action(async (file: string, options: { json?: boolean; under?: string[] }) => {
      const layers: PolicyLayer[] = [];
      for (const source of [...(options.under ?? []), file]) {
        const { problems, config: given } = await read(source);
        if (say(problems)) return;
        if (given) layers.push({ config: given, source });
      }
      const { config: joined, sourceOf, held } = joinLayers(layers);
      const policy = policyOf(joined, file, defaultPolicy.allowComments);
      const rows = explainPolicy(policy, joined, sourceOf);
      for (const key of held) process.stderr.write(`held by a lock below: ${terminalText(key)}\n`);
      if (options.json === true) {
        process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
        return;
      }
      const width = Math.max(...rows.map(({ key }) => key.length));
      for (const { key, value, from } of rows)
        process.stdout.write(`${key.padEnd(width)}  ${terminalText(value)}  (${terminalText(from)})\n`);
    });
}

function addSimulate(config: Command): void {
  config
    .command('simulate')
    .argument('[file]', 'proposed policy file', policyPath)
    .description('replay the last reviews that the App keeps under a proposed policy')
    .option('--last <n>', 'how many reviews', '50')
    .option('--repository <owner/name>', 'only the reviews of this repository')
    .addOption(new Option('--mode <mode>', 'in place of what the file says').choices(['monitor', 'enforce']))
    .option(
      '--data <directory>',
      'data directory of the App, which must not be running',
      defaultDataDirectory,
    )
    .option('--json', 'as JSON')
    .action(async (file: string, options: Omit<SimulateOptions, 'file' | 'last'> & { last: string }) => {
      const last = Number(options.last);
      if (!Number.isInteger(last) || last < 1 || last > 10_000)
        throw new UserError('It is no number of reviews.', '--last', 'Write a number from 1 to 10000.');
      await simulate({ ...options, file, last });
    });
}

async function read(file: string): Promise<ReturnType<typeof readPolicy>> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UserError(
      `The policy file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      file,
      'Name a file that exists. Without a file the defaults are in force: mode monitor, fail_on high.',
    );
  });
  const rules = await shippedRules();
  const toolIds = (rules.aiTools ?? []).map(({ id }) => id);
  return readPolicy(text, { path: file, source: file, ruleIds: rules.info.keys(), toolIds });
}

/** Prints what is wrong; true when something is. */
function say(problems: ReturnType<typeof readPolicy>['problems']): boolean {
  for (const { path, line, column, message } of problems)
    process.stdout.write(`${terminalText(path)}:${line}:${column}: ${terminalText(message)}\n`);
  if (problems.length > 0) process.exitCode = 1;
  return problems.length > 0;
}
