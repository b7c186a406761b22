// `langguard doctor`: whether the App has what it needs, and what to do where it has not.
import { existsSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { terminalText } from '../reporters/neutralise.ts';
import type { Check } from '../server/doctor/check.ts';

/** Adds the command. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      "check the App's credentials, permissions, webhooks, sign-in, database and lookups; reads the App's environment",
    )
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .option('--environment <path>', 'file with the environment of the App', '.env')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing failed (warnings may be there), 1 something failed, 2 could not run.',
    )
    .action(async ({ format, environment }: { format: 'text' | 'json'; environment: string }) => {
      if (existsSync(environment)) process.loadEnvFile(environment);
      // Loaded only here: no other command needs the server.
      const { diagnose } = await import('../server/doctor/index.ts');
      const { readConfig } = await import('../server/config.ts');
      const { trustAuthorities } = await import('../server/authorities.ts');
      const { useEnvironmentProxy } = await import('../lookups/proxy.ts');
      const result = readConfig(process.env);
      if (result.ok && result.config.authorities) trustAuthorities(result.config.authorities);
      useEnvironmentProxy();
      const checks = await diagnose(result, { environment: process.env });
      process.stdout.write(format === 'json' ? asJson(checks) : asText(checks));
      if (checks.some(({ state }) => state === 'fail')) process.exitCode = 1;
    });
}

function asJson(checks: readonly Check[]): string {
  return `${JSON.stringify({ healthy: checks.every(({ state }) => state !== 'fail'), checks }, undefined, 2)}\n`;
}

/** One line each: the state, the name, what was found, why it matters, what to do. */
function asText(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.map(({ state, name, what, why, todo }) => {
    const told = [what, why, todo === undefined ? undefined : `To do: ${todo}`].filter(
      (part) => part !== undefined,
    );
    return `${state.padEnd(4)}  ${name.padEnd(width)}  ${terminalText(told.join(' '))}\n`;
  });
  const count = (state: Check['state']): number => checks.filter((each) => each.state === state).length;
  return `${lines.join('')}\n${count('ok')} ok, ${count('warn')} to know of, ${count('fail')} failed\n`;
}
