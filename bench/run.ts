// Measures the engine, the cold start, a whole scan, hostile inputs and webhooks, each beside a named reference in the same run; `scan`, `hostile`, `dependencies`, `dashboard`, `load` or `engine` alone by name.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchDashboard } from './dashboard.ts';
import { benchDependencies } from './dependencies.ts';
import { benchLoad } from './load.ts';
import { benchHostile, benchScan } from './scan.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

interface Measured {
  ms: number;
  peakMb: number;
  lines: number;
  bytes: number;
}

function measure(kind: 'parse' | 'review', size: number): Measured {
  const runs = Array.from(
    { length: 3 },
    () =>
      JSON.parse(
        execFileSync(process.execPath, [join(root, 'bench/case.ts'), kind, String(size)]).toString(),
      ) as Measured,
  );
  const first = runs[0] as Measured;
  return { ...first, ms: median(runs.map((run) => run.ms)), peakMb: median(runs.map((run) => run.peakMb)) };
}

function wallMs(args: string[], cwd: string): number {
  return median(
    Array.from({ length: 5 }, () => {
      const started = performance.now();
      execFileSync(process.execPath, args, { cwd, stdio: 'ignore' });
      return performance.now() - started;
    }),
  );
}

function benchEngine(): void {
  say(
    'Engine: one review with all rules, offline. Reference: parsing the same files with the same grammars, nothing else.',
  );
  say();
  say('| files | added lines | review | reference | ratio | MB/s | peak memory | reference | ratio |');
  say('|--:|--:|--:|--:|--:|--:|--:|--:|--:|');
  for (const size of [10, 100, 1000]) {
    const floor = measure('parse', size);
    const full = measure('review', size);
    say(
      `| ${size} | ${full.lines} | ${full.ms.toFixed(0)} ms | ${floor.ms.toFixed(0)} ms | ${(full.ms / floor.ms).toFixed(1)} | ${(full.bytes / full.ms / 1000).toFixed(1)} | ${full.peakMb.toFixed(0)} MB | ${floor.peakMb.toFixed(0)} MB | ${(full.peakMb / floor.peakMb).toFixed(1)} |`,
    );
  }

  const folder = mkdtempSync(join(tmpdir(), 'langguard-bench-'));
  writeFileSync(join(folder, 'a.py'), 'import os\n\n\ndef go(name):\n    print(name)\n');
  const cold = wallMs([join(root, 'bin/langguard.js'), 'scan', folder], folder);
  const bare = wallMs(['-e', '0'], folder);
  rmSync(folder, { recursive: true });
  say();
  say(
    `Cold start: \`langguard scan\` of one small file ${cold.toFixed(0)} ms; reference: bare Node ${bare.toFixed(0)} ms; ratio ${(cold / bare).toFixed(1)}.`,
  );
}

const only = process.argv[2];
if (only === undefined || only === 'engine') benchEngine();
if (only === undefined || only === 'dependencies') benchDependencies();
if ((only === undefined || only === 'dashboard') && !(await benchDashboard())) process.exitCode = 1;
if (only === undefined || only === 'scan') await benchScan();
if (only === undefined || only === 'scan' || only === 'hostile') benchHostile();
if (only === undefined || only === 'load') await benchLoad();
