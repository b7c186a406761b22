// One measurement in a process of its own, so that its peak memory is its own; prints JSON.
import { syntaxFor } from '../src/assets.ts';
import { loadShippedRules } from '../src/shipped-rules.ts';
import { languageOf } from '../src/engine/languages.ts';
import { readPolicy } from '../src/engine/policy/read-policy.ts';
import { offlineLookups, runReview } from '../src/run.ts';
import { generateChange } from './generate.ts';

const [kind, size] = [process.argv[2], Number(process.argv[3])];
const change = generateChange(size);
const lines = change.files.reduce((sum, file) => sum + (file.hunks[0]?.newLines ?? 0), 0);
const bytes = change.files.reduce((sum, file) => sum + (file.body?.length ?? 0), 0);

/** The floor: every file that has a grammar is parsed, and nothing is done with the tree. */
async function parse(): Promise<number> {
  const syntax = await syntaxFor(change.files);
  const started = performance.now();
  for (const file of change.files) {
    const grammar = languageOf(file.path)?.grammar;
    if (grammar !== undefined && file.body !== undefined) syntax.parse(file.body, grammar);
  }
  return performance.now() - started;
}

async function review(): Promise<number> {
  const { rules } = await loadShippedRules();
  const deps = { rules, lookups: offlineLookups, digestKey: 'bench', today: '2026-11-20' };
  const judge = readPolicy(undefined, {
    path: '.langguard.yml',
    source: 'defaults',
    ruleIds: [...rules.info.keys()],
  });
  // Once on a small change first: the App is warm when a webhook comes; the cold start is measured apart.
  await runReview(generateChange(10), judge, deps);
  const started = performance.now();
  const result = await runReview(change, judge, deps);
  const ms = performance.now() - started;
  if (result.findings.length < size / 12) throw new Error(`only ${result.findings.length} findings`);
  return ms;
}

const ms = kind === 'parse' ? await parse() : await review();
process.stdout.write(JSON.stringify({ ms, peakMb: process.resourceUsage().maxRSS / 1024, lines, bytes }));
