// Measures a whole scan beside other tools over the same files, and the hostile inputs one by one.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyCorpus, copyPackages } from './corpus.ts';
import { hostile } from './hostile.ts';
import { references, type Reference } from './references.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line = ''): void => void process.stdout.write(`${line}\n`);

/** The aim for one file, in milliseconds. */
const maxHostileMs = 2_000;

interface Run {
  wallMs: number;
  cpuMs: number;
  peakMb: number;
}

/** Runs a command; the peak is of all its processes together, looked at twenty times a second. */
async function time({ command, args }: Reference, cwd: string): Promise<Run> {
  const started = performance.now();
  // Only a shell tells the processor time of a child.
  const child = spawn(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>/dev/null', 'bash', command, ...args],
    {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let peakMb = 0;
  const poll = setInterval(() => (peakMb = Math.max(peakMb, memoryOf(child.pid ?? 0))), 50);
  const exit = await new Promise<number | null>((resolve) => child.on('close', resolve));
  // 1 says that something was found; more, that the tool did not do its work and its time is worth nothing.
  if (exit === null || exit > 1) throw new Error(`${command} ended with ${exit}: run it by hand in ${cwd}`);
  clearInterval(poll);
  const [user, system] = said.trim().split(' ').map(Number);
  return { wallMs: performance.now() - started, cpuMs: ((user ?? 0) + (system ?? 0)) * 1000, peakMb };
}

/** Resident megabytes of a process and those below it; Linux only, 0 elsewhere. */
function memoryOf(pid: number): number {
  try {
    const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean);
    return Number(kb ?? 0) / 1024 + children.reduce((sum, child) => sum + memoryOf(Number(child)), 0);
  } catch {
    return 0;
  }
}

/** Speed and memory of a scan beside the references, as a Markdown table. */
export async function benchScan(): Promise<void> {
  const folder = join(tmpdir(), 'langguard-bench-references');
  const corpus = join(folder, 'corpus');
  rmSync(corpus, { recursive: true, force: true });
  mkdirSync(corpus, { recursive: true });
  const { files, bytes, parts } = copyCorpus(root, corpus, 18_000_000);
  const { found, missing } = references(folder);
  const own: Reference = {
    name: 'langguard scan, all rules',
    command: process.execPath,
    args: [
      join(root, 'bin/langguard.js'),
      'scan',
      'corpus',
      '--format',
      'sarif',
      '--output',
      'langguard.sarif',
    ],
  };
  say(
    `Scan of ${files} files, ${(bytes / 1e6).toFixed(1)} MB (${parts.join(', ')}); load ${loadavg()[0]?.toFixed(1)} before.`,
  );
  say();
  say('| tool | time | processor time | MB/s | peak memory | time to ours | memory to ours |');
  say('|---|--:|--:|--:|--:|--:|--:|');
  const runs: { name: string; run: Run }[] = [];
  for (const each of [own, ...found]) {
    // The second run of two: the first fills the disk cache.
    if (each === own) await time(each, folder);
    runs.push({ name: each.name, run: await time(each, folder) });
  }
  const ours = runs[0]?.run as Run;
  for (const { name, run } of runs)
    say(
      `| ${name} | ${(run.wallMs / 1000).toFixed(1)} s | ${(run.cpuMs / 1000).toFixed(1)} s | ${(bytes / run.wallMs / 1000).toFixed(2)} | ${run.peakMb.toFixed(0)} MB | ${(run.wallMs / ours.wallMs).toFixed(2)} | ${(run.peakMb / ours.peakMb).toFixed(2)} |`,
    );
  for (const line of missing) say(`\n${line}.`);

  const mixed = join(folder, 'mixed');
  rmSync(mixed, { recursive: true, force: true });
  const whole = copyPackages(root, mixed, 40_000_000);
  const args = own.args.map((one) => (one === 'corpus' ? 'mixed' : one));
  await time({ ...own, args }, folder);
  const run = await time({ ...own, args }, folder);
  say(
    `\nWhole packages, ${whole.files} files, ${(whole.bytes / 1e6).toFixed(1)} MB of code, types, documents and data: ${(run.wallMs / 1000).toFixed(1)} s, ${(run.cpuMs / 1000).toFixed(1)} s of processor time, ${(whole.bytes / run.wallMs / 1000).toFixed(2)} MB/s, ${run.peakMb.toFixed(0)} MB.`,
  );
}

/** Processor time of each hostile input; exit code 1 when one takes too long. */
export function benchHostile(): void {
  const names = Object.keys(hostile);
  const slow: string[] = [];
  const all = names.map((name) => {
    const { stdout, status } = spawnSync(process.execPath, [join(root, 'bench/hostile-case.ts'), name], {
      timeout: 60_000,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ms = status === 0 ? (JSON.parse(stdout.toString()) as { ms: number }).ms : Infinity;
    if (ms > maxHostileMs) slow.push(`${name}: ${ms} ms`);
    return { name, ms };
  });
  say(
    `Hostile inputs: ${names.length}, at most ${maxHostileMs} ms each, by the clock or by the processor, whichever is less. The ten slowest:`,
  );
  say();
  say('| input | time |');
  say('|---|--:|');
  for (const { name, ms } of all.toSorted((a, b) => b.ms - a.ms).slice(0, 10)) say(`| ${name} | ${ms} ms |`);
  if (slow.length === 0) return;
  say(`\nToo slow: ${slow.join('; ')}`);
  process.exitCode = 1;
}
