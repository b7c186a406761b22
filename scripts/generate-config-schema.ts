// Writes the JSON Schema of `.langguard.yml` for editors; with --check it only tells whether the file is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configJsonSchema } from '../src/engine/policy/config.ts';

const path = fileURLToPath(new URL('../docs/schema/langguard.schema.json', import.meta.url));
const text = `${JSON.stringify(configJsonSchema(), null, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(path, text);
else if (readFileSync(path, 'utf8') !== text) {
  console.error(
    'docs/schema/langguard.schema.json is out of date; run node scripts/generate-config-schema.ts',
  );
  process.exitCode = 1;
}
