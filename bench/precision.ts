// Counts what a scan says of good code: the sources of well-kept packages that are installed here anyway, and our own.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bySeverity, severities, type Severity } from '../src/engine/finding.ts';
import { packages } from './packages.ts';

interface Report {
  findings: { rule: string; severity: Severity; confidence: string; path: string; start: { line: number } }[];
  coverage: { files: number; notChecked: { path?: string; reason: string }[] };
  incidents: { path?: string; message: string }[];
}

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line = ''): void => void process.stdout.write(`${line}\n`);

/** Code only: types and maps hold no behaviour, and would thin the figure. */
function isCode(path: string): boolean {
  if (statSync(path).isDirectory()) return !path.endsWith('/node_modules');
  return /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$|\.min\.[cm]?js$/.test(path);
}

function scan(folder: string): Report {
  const output = join(folder, 'langguard-report.json');
  // Exit code 1 says that there are findings, which is what is counted here.
  try {
    execFileSync(
      process.execPath,
      [
        join(root, 'bin/langguard.js'),
        'scan',
        folder,
        '--format',
        'json',
        '--output',
        output,
        '--fail-on',
        'never',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    return JSON.parse(readFileSync(output, 'utf8')) as Report;
  } finally {
    rmSync(output, { force: true });
  }
}

const folder = mkdtempSync(join(tmpdir(), 'langguard-precision-'));
const names = [...packages, 'src'];
let report: Report;
const lines = new Map<string, number>();
try {
  for (const name of names) {
    cpSync(join(root, name === 'src' ? '' : 'node_modules', name), join(folder, name), {
      recursive: true,
      filter: isCode,
    });
    lines.set(name, linesBelow(join(folder, name)));
  }
  report = scan(folder);
} finally {
  rmSync(folder, { recursive: true });
}
if (report.incidents.length > 0) throw new Error(JSON.stringify(report.incidents.slice(0, 3)));

say(`| source | lines | ${severities.join(' | ')} |`);
say(`|---|--:|${severities.map(() => '--:|').join('')}`);
const countsOf = (findings: Report['findings']): number[] =>
  severities.map((level) => findings.filter((one) => one.severity === level).length);
for (const name of names) {
  const counts = countsOf(report.findings.filter(({ path }) => path.startsWith(`${name}/`)));
  say(
    `| ${name === 'src' ? 'our own src' : name} | ${lines.get(name)?.toLocaleString('en')} | ${counts.join(' | ')} |`,
  );
}
const allLines = [...lines.values()].reduce((sum, count) => sum + count, 0);
const all = countsOf(report.findings);
say(`| **all ${names.length}** | ${allLines.toLocaleString('en')} | ${all.join(' | ')} |`);
say(
  `| **per 100,000 lines** | | ${all.map((count) => ((count / allLines) * 100_000).toFixed(1)).join(' | ')} |`,
);

say();
say('Medium and worse:');
say();
const serious = report.findings.filter(({ severity }) => severity !== 'low');
for (const { severity, confidence, rule, path, start } of serious.toSorted((a, b) =>
  bySeverity(a.severity, b.severity),
))
  say(`- ${severity}/${confidence} ${rule} \`${path}:${start.line}\``);

say();
say(`Not checked: ${report.coverage.notChecked.length}`);
for (const { path, reason } of report.coverage.notChecked) say(`- \`${path ?? ''}\`: ${reason}`);

function linesBelow(at: string): number {
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, entry) => sum + readFileSync(join(entry.parentPath, entry.name), 'utf8').split('\n').length - 1,
      0,
    );
}
