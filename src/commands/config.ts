// `langguard config check|explain [file]`: what is wrong with a policy file, and what the policy comes to.
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { explainPolicy } from '../engine/policy/config.ts';
import { policyPath, readPolicy } from '../engine/policy/read-policy.ts';
import { UserError } from '../engine/problem.ts';
import { terminalText } from '../reporters/neutralise.ts';
import { shippedRules } from './setup.ts';

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
  config
    .command('explain')
    .argument('[file]', 'policy file', policyPath)
    .description('print every value of the policy in force and where it comes from')
    .option('--json', 'as JSON')
    .action(async (file: string, options: { json?: boolean }) => {
      const { policy, problems, config: given } = await read(file);
      if (say(problems)) return;
      const rows = explainPolicy(policy, given, file);
      if (options.json === true) {
        process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
        return;
      }
      const width = Math.max(...rows.map(({ key }) => key.length));
      for (const { key, value, from } of rows)
        process.stdout.write(`${key.padEnd(width)}  ${terminalText(value)}  (${terminalText(from)})\n`);
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
  return readPolicy(text, { path: file, source: file, ruleIds: rules.info.keys() });
}

/** Prints what is wrong; true when something is. */
function say(problems: ReturnType<typeof readPolicy>['problems']): boolean {
  for (const { path, line, column, message } of problems)
    process.stdout.write(`${terminalText(path)}:${line}:${column}: ${terminalText(message)}\n`);
  if (problems.length > 0) process.exitCode = 1;
  return problems.length > 0;
}
