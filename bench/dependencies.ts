// Measures dependencies: files parsed, a large lockfile judged offline, purls checked and questions asked, each beside a reference in the same run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateRecords } from '../test/osv-sim/generate.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line = ''): void => void process.stdout.write(`${line}\n`);

/** What one measurement in a process of its own prints. */
export interface Measured {
  ms: number;
  referenceMs: number;
  /** Of the process after it had loaded what it needs, and at its most. */
  loadedMb: number;
  peakMb: number;
  count: number;
  note: string;
}

function measure(...args: string[]): Measured {
  const runs = Array.from(
    { length: 3 },
    () =>
      JSON.parse(
        execFileSync(process.execPath, [join(root, 'bench/dependencies-case.ts'), ...args]).toString(),
      ) as Measured,
  );
  return runs.toSorted((a, b) => a.ms - b.ms)[1] as Measured;
}

function row(what: string, unit: string, { ms, referenceMs, peakMb, loadedMb, count, note }: Measured): void {
  const perSecond = Math.round((count / ms) * 1000).toLocaleString('en');
  say(
    `| ${what} | ${ms.toFixed(0)} ms | ${perSecond} ${unit}/s | ${referenceMs.toFixed(0)} ms | ${(ms / referenceMs).toFixed(1)} | ${peakMb.toFixed(0)} MB (+${(peakMb - loadedMb).toFixed(0)}) | ${note} |`,
  );
}

/** Prints the table. */
export function benchDependencies(): void {
  const folder = mkdtempSync(join(tmpdir(), 'langguard-bench-'));
  try {
    const dump = join(folder, 'dump.json');
    const packages = Array.from({ length: 60_000 }, (_, index) => ({
      ecosystem: 'npm',
      name: `package-${index}`,
    }));
    const versions = Array.from({ length: 300 }, (_, index) => `${index % 10}.${index % 30}.${index}`);
    const records = [...generateRecords({ seed: 1, count: 200_000, packages, versions })];
    // In pieces, as a dump comes.
    for (let at = 0; at < records.length; at += 500)
      writeFileSync(dump.replace('.json', `-${at}.json`), JSON.stringify(records.slice(at, at + 500)));
    const database = join(folder, 'osv.db');
    say(
      'Dependencies. References: parsing the same JSON with JSON.parse (files, sync), and reading the same rows from SQLite (lockfile, purls).',
    );
    say();
    say('| what | time | rate | reference | ratio | peak memory (above what was loaded) | |');
    say('|--|--:|--:|--:|--:|--:|--|');
    row('sync of 200,000 records from a folder', 'records', measure('sync', folder, database));
    row('package-lock.json of 5,000 packages parsed', 'packages', measure('parse-lock'));
    row('package.json of 100 packages parsed, 500 times', 'packages', measure('parse-manifest'));
    row('change of a lockfile of 5,000 packages judged offline', 'packages', measure('lockfile', database));
    row('20,000 purls checked offline', 'purls', measure('purls', database));
    say();
    say(measure('questions').note);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
