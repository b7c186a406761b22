// `langguard config check [file]`: says what is wrong with a policy file.
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { UserError } from '../engine/problem.ts';
import { policyPath, readPolicy } from '../engine/policy/read-policy.ts';
import { terminalText } from '../reporters/neutralise.ts';
import { shippedRules } from './setup.ts';

/** Adds the command. */
export function addConfig(program: Command): void {
  const config = program.command('config').description('work with .langguard.yml');
  config
    .command('check')
    .argument('[file]', 'policy file', policyPath)
    .description('say what is wrong with a policy file; exit code 1 when something is')
    .action(async (file: string) => {
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        throw new UserError(
          `The policy file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
          file,
          'Name a file that exists. Without a file the defaults are in force: mode monitor, fail_on high.',
        );
      });
      const rules = await shippedRules();
      const { policy, problems } = readPolicy(text, { path: file, source: file, ruleIds: rules.info.keys() });
      for (const { path, line, column, message } of problems)
        process.stdout.write(`${terminalText(path)}:${line}:${column}: ${terminalText(message)}\n`);
      if (problems.length > 0) {
        process.exitCode = 1;
        return;
      }
      const off = [...policy.rules.values()].filter((rule) => rule.severity === 'off').length;
      process.stdout.write(
        `${terminalText(file)} is valid: ${policy.mode} mode, fails on ${policy.failOn}, ${policy.rules.size} rules configured (${off} off), ${policy.ignorePaths.length} path patterns ignored\n`,
      );
    });
}
