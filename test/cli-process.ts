// One process that runs many command lines, for tests of what a command does; how the launcher starts is tested by test/cli.test.ts.
import { fork } from 'node:child_process';
import type { CliAnswer, CliQuestion } from './serve-cli.ts';

/** Runs `langguard` with arguments; one at a time, in the order asked. */
export type RunCli = (
  args: readonly string[],
  where: { cwd: string; env: NodeJS.ProcessEnv; input?: string },
) => Promise<CliAnswer>;

/** Starts the process; it ends with `stop`. */
export function startCli(): { run: RunCli; stop(): void } {
  const child = fork(new URL('./serve-cli.ts', import.meta.url), { execArgv: [] });
  let last: Promise<unknown> = Promise.resolve();
  const ask = (question: CliQuestion): Promise<CliAnswer> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`The command line ended with ${code}.`));
      child.once('exit', ended);
      child.once('message', (answer: CliAnswer) => {
        child.off('exit', ended);
        resolve(answer);
      });
      child.send(question);
    });
  return {
    run(args, { cwd, env, input = '' }) {
      const answer = last.then(() => ask({ args: [...args], cwd, env, input }));
      last = answer.catch(() => undefined);
      return answer;
    },
    stop: () => void child.kill(),
  };
}
