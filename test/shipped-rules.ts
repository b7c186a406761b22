// The rules that ship with LangGuard, read once for all tests that share a process.
import type { RuleSet } from '../src/engine/rule.ts';
import { loadShippedRules } from '../src/shipped-rules.ts';

let loaded: Promise<RuleSet> | undefined;

/** All of them; the same object each time, so that what was compiled for one test serves the next. Throws when one is not sound. */
export function shippedRules(): Promise<RuleSet> {
  return (loaded ??= load());
}

async function load(): Promise<RuleSet> {
  const { rules, problems } = await loadShippedRules();
  if (problems.length > 0) throw new Error(`rules: ${JSON.stringify(problems[0])}`);
  return rules;
}
