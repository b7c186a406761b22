// Writes every generated file, or with --check says which are out of date.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const generators = [
  'generate-config-schema.ts',
  'generate-report-schema.ts',
  'generate-fixes-schema.ts',
  'generate-docs.ts',
  'generate-metrics.ts',
  'generate-searched-expressions.ts',
];

for (const script of generators) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { status } = spawnSync(process.execPath, [path, ...process.argv.slice(2)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
