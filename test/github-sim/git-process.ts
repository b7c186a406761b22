// Runs git for another process, which holds so much memory that to fork it takes longer than what git does.
import { spawn } from 'node:child_process';

/** What is asked. */
export interface GitQuestion {
  id: number;
  dir: string;
  args: string[];
  env: Record<string, string>;
  input?: string | Uint8Array;
}

/** How git ended: its output where it did so well, else its own words. */
export interface GitAnswer {
  id: number;
  out?: Uint8Array;
  problem?: string;
}

process.on('message', async (question: GitQuestion) => {
  const answer = await run(question);
  if (process.connected) process.send?.(answer);
});
process.on('disconnect', () => process.exit());

async function run({ id, dir, args, env, input }: GitQuestion): Promise<GitAnswer> {
  const child = spawn('git', args, { cwd: dir, env, stdio: ['pipe', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => {}); // git may end before it has read all of its input
  child.stdin.end(input);
  return await new Promise((resolve) => {
    child.on('error', (error) => resolve({ id, problem: error.message }));
    child.on('close', (code) =>
      resolve(
        code === 0
          ? { id, out: Buffer.concat(out) }
          : { id, problem: `git ${args.join(' ')}: ${Buffer.concat(err).toString().trim()}` },
      ),
    );
  });
}
