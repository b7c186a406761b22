// Writes the JSON Schema of the list of fixes; with --check it only tells whether the file is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fixListJsonSchema } from '../src/reporters/fixes.ts';

const path = fileURLToPath(new URL('../docs/schema/fixes.schema.json', import.meta.url));
const text = `${JSON.stringify(fixListJsonSchema(), null, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(path, text);
else if (readFileSync(path, 'utf8') !== text) {
  console.error('docs/schema/fixes.schema.json is out of date; run node scripts/generate-fixes-schema.ts');
  process.exitCode = 1;
}
