// Secrets that `set -x` prints.
import type { Command, Pipeline } from '../../text/shell.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { programOf } from './program.ts';

/** The first secret that a traced script prints. */
export function* tracedSecrets(pipelines: readonly Pipeline[]): Generator<Verdict> {
  let tracing: Command | undefined;
  for (const { commands } of pipelines)
    for (const command of commands) {
      const program = programOf(command);
      if (!program) continue;
      if (program.name === 'set') {
        if (program.args.some(({ text }) => /^-\w*x/.test(text) || text === 'xtrace')) tracing = command;
        if (program.args.some(({ text }) => /^\+\w*x/.test(text))) tracing = undefined;
        continue;
      }
      if (!tracing) continue;
      const secret = command.words.find(
        ({ text }) =>
          /\$\{?\w*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|CREDENTIAL)\w*/i.test(text) &&
          !/\$\{?\w*(?:FILE|PATH|NAME|URL|DIR|_ID)\b/i.test(text),
      );
      if (!secret) continue;
      yield {
        rule: 'secret-in-shell-trace',
        start: tracing.start,
        end: tracing.end,
        message: `\`set -x\` prints every command with its values, ${quoted(secret.text)} below among them.`,
        remedy: 'Write `set +x` before the lines that use it.',
        related: [{ start: secret.start, end: secret.end, message: 'Printed here.' }],
      };
      return;
    }
}
