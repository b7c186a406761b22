// Writes the JSON Schema of the JSON report; with --check it only tells whether the file is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reportJsonSchema } from '../src/reporters/json.ts';

const path = fileURLToPath(new URL('../docs/schema/report.schema.json', import.meta.url));
const text = `${JSON.stringify(reportJsonSchema(), null, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(path, text);
else if (readFileSync(path, 'utf8') !== text) {
  console.error('docs/schema/report.schema.json is out of date; run node scripts/generate-report-schema.ts');
  process.exitCode = 1;
}
