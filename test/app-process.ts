// Starts the App, or another script, as a process of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { GitHubSim } from './github-sim/index.ts';

/** A process that listens. */
export interface AppProcess {
  child: ChildProcess;
  url: string;
  /** Its lines, those still to come included. */
  output: string[];
  /** Its exit code; null when it was killed. */
  ended: Promise<number | null>;
  /** Kills it as a machine that loses its power would, and waits for its end. */
  kill(): Promise<void>;
}

/** Starts a script of this folder against a GitHub on loopback and waits until it says where it listens. */
export async function startAppProcess(
  sim: GitHubSim,
  env: Record<string, string>,
  { script = './serve-synthetic.ts', args = [] }: { script?: string; args?: string[] } = {},
): Promise<AppProcess> {
  const child = spawn(process.execPath, [...args, new URL(script, import.meta.url).pathname], {
    env: {
      ...process.env,
      SIM_URL: sim.url,
      SIM_KEY: sim.appCredentials.privateKey,
      SIM_APP: String(sim.appCredentials.appId),
      SIM_SECRET: sim.appCredentials.webhookSecret,
      ...env,
    },
    // It ends with its standard input, and so with whoever started it.
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => {});
  const output: string[] = [];
  const ended = new Promise<number | null>((resolve) => void child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    void ended.then((code) => reject(new Error(`the App ended with ${code}: ${output.join('\n')}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      output.push(line);
      const found = /"url":"(http:[^"]+)"/.exec(line)?.[1];
      if (found) resolve(found);
    });
  });
  return {
    child,
    url,
    output,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
