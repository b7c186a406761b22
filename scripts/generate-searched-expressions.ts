// Searches what no earlier run searched for expressions that take more than linear time; with --check it only names what is new.
import { writeFileSync } from 'node:fs';
import { loadShippedRules } from '../src/shipped-rules.ts';
import {
  expressionsOf,
  isSearched,
  keyOf,
  readSearched,
  search,
  searchedPath,
} from '../test/slow-expressions.ts';

const { rules } = await loadShippedRules();
const searched = readSearched();
const lines = new Set<string>();
let fresh = 0;
for (const rule of (rules.code ?? []).filter(isSearched))
  for (const expression of expressionsOf(rule)) {
    const key = keyOf(expression);
    if (!searched.has(key)) {
      fresh++;
      if (process.argv.includes('--check')) continue;
      searched.set(key, search(expression));
    }
    const verdict = searched.get(key);
    if (verdict !== 'slow') lines.add(`${key} ${verdict}`);
    else {
      console.error(`rules/${rule.path}: takes more than linear time: ${expression}`);
      process.exitCode = 1;
    }
  }

if (!process.argv.includes('--check')) {
  writeFileSync(searchedPath, `${[...lines].toSorted().join('\n')}\n`);
} else if (fresh > 0 || lines.size !== searched.size) {
  console.error(
    `test/searched-expressions.txt: ${fresh} expressions were not searched, ${searched.size - lines.size} are no more; run scripts/generate-searched-expressions.ts`,
  );
  process.exitCode = 1;
}
