// Writes docs/reference/rules from the rule files; with --check it only says whether they are up to date.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadShippedRules } from '../src/shipped-rules.ts';
import { rulePages } from '../src/engine/rules/page.ts';
import { searchPage } from '../src/engine/rules/search-page.ts';

const folder = fileURLToPath(new URL('../docs/reference/rules', import.meta.url));

const { rules, problems } = await loadShippedRules();
for (const { path, line, column, message } of problems)
  console.error(`rules/${path}:${line}:${column} ${message}`);

const wanted = new Map([...rulePages(rules), searchPage(rules)].map((page) => [page.path, page.text]));
await mkdir(folder, { recursive: true });
const present = (await readdir(folder)).filter((name) => /\.(?:md|html)$/.test(name));
const stale: string[] = present.filter((name) => !wanted.has(name));
for (const [name, text] of wanted) {
  const before = present.includes(name) ? await readFile(join(folder, name), 'utf8') : undefined;
  if (before !== text) stale.push(name);
}

if (process.argv.includes('--check')) {
  for (const name of stale)
    console.error(`docs/reference/rules/${name} is not up to date; run scripts/generate-docs.ts`);
} else {
  for (const name of stale) {
    const text = wanted.get(name);
    if (text === undefined) await rm(join(folder, name));
    else await writeFile(join(folder, name), text);
  }
  console.log(`${wanted.size} pages, ${stale.length} changed`);
}
if (problems.length > 0 || (process.argv.includes('--check') && stale.length > 0)) process.exitCode = 1;
