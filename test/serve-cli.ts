// Runs command lines one after another in one process and tells the exit code and what each said: a start takes longer than most commands.
import { Readable } from 'node:stream';
import { main } from '../src/cli.ts';

/** A command line and where it runs. */
export interface CliQuestion {
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  input: string;
}

/** How it ended. */
export interface CliAnswer {
  code: number;
  out: string;
  err: string;
}

process.stdout.setMaxListeners(0);
process.stderr.setMaxListeners(0);
process.on('disconnect', () => process.exit());
process.on('message', async (question: CliQuestion) => process.send?.(await answer(question)));

async function answer({ args, cwd, env, input }: CliQuestion): Promise<CliAnswer> {
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  Object.defineProperty(process, 'stdin', { value: Readable.from([Buffer.from(input)]), configurable: true });
  const said = { out: '', err: '' };
  const restore = [
    hear(process.stdout, (text) => (said.out += text)),
    hear(process.stderr, (text) => (said.err += text)),
  ];
  process.exitCode = undefined;
  try {
    await main(args);
  } finally {
    for (const each of restore) each();
  }
  const code = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { code, ...said };
}

/** Takes what is written to a stream until the function that it gives is called. */
function hear(stream: NodeJS.WriteStream, take: (text: string) => void): () => void {
  const write = stream.write.bind(stream);
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    take(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    const done = rest.find((each) => typeof each === 'function') as (() => void) | undefined;
    if (done) process.nextTick(done);
    return true;
  }) as typeof stream.write;
  return () => void (stream.write = write);
}
