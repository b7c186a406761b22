// Writes the page of all metrics; with --check it only tells whether the file is up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { metricNames } from '../src/server/metric-names.ts';

const path = fileURLToPath(new URL('../docs/reference/metrics.md', import.meta.url));
const rows = Object.entries(metricNames).map(
  ([name, { type, help, buckets }]) =>
    `| \`${name}\` | ${type} | ${help}${buckets ? ` Bounds: ${buckets.join(', ')}.` : ''} |`,
);
const text = `# Metrics

What \`GET /metrics\` shows, generated from src/server/metric-names.ts. Which of them to watch: [operations](../operations.md#metrics).

| metric | type | meaning |
| --- | --- | --- |
${rows.join('\n')}
`;

if (!process.argv.includes('--check')) writeFileSync(path, text);
else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
  console.error('docs/reference/metrics.md is out of date; run node scripts/generate-metrics.ts');
  process.exitCode = 1;
}
