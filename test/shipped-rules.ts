// The rules that ship with LangGuard, read once for all tests that share a process.
import { readRuleFiles } from '../src/assets.ts';
import { loadRules } from '../src/engine/rules/load.ts';
import type { RuleSet } from '../src/engine/rule.ts';

let loaded: Promise<RuleSet> | undefined;

/** All of them; the same object each time, so that what was compiled for one test serves the next. Throws when one is not sound. */
export function shippedRules(): Promise<RuleSet> {
  return (loaded ??= load());
}

async function load(): Promise<RuleSet> {
  const { rules, problems } = loadRules(await readRuleFiles());
  if (problems.length > 0) throw new Error(`rules: ${JSON.stringify(problems[0])}`);
  return rules;
}
