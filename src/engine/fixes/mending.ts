// For tests: what a file looks like after the fixes of one shipped rule.
import { readWasm } from '../../assets.ts';
import { loadShippedRules } from '../../shipped-rules.ts';
import { wholeFile } from '../change.ts';
import type { Detector } from '../detector.ts';
import { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { languageOf, languages } from '../languages.ts';
import type { RuleSet } from '../rule.ts';
import { loadSyntax } from '../syntax/parse.ts';
import { applyFix } from './edit.ts';

/** What the fixes of a file came to. */
export interface Mended {
  text: string;
  /** Places that the grammar could not read, before and after. */
  errors: readonly [number, number];
  findings: readonly [number, number];
}

/** Loads the rules that ship and gives a function that applies the first fix of each rule named until none is left. */
export async function mending(detector: Detector) {
  const syntax = await loadSyntax(
    languages.flatMap(({ grammar }) => grammar ?? []),
    readWasm,
  );
  const { rules } = await loadShippedRules();
  const sets = new Map<string, RuleSet>();
  const errorsIn = (path: string, text: string): number => {
    const grammar = languageOf(path, text)?.grammar;
    const tree = grammar === undefined ? undefined : syntax.parse(text, grammar);
    return tree && 'errors' in tree ? tree.errors : 0;
  };
  return (rule: string, path: string, before: string): Mended => {
    let only = sets.get(rule);
    // Rules are compiled once for each set.
    if (!only)
      sets.set(rule, (only = { ...rules, code: (rules.code ?? []).filter(({ id }) => id === rule) }));
    const set = only;
    const detect = (text: string): Finding[] =>
      [
        ...(detector.detectFile?.(wholeFile(path, text), {
          change: { base: '', head: '', files: [], commits: [], unread: [] },
          facts: new Facts(),
          rules: set,
          syntax,
          digest: () => '',
          today: '2026-01-01',
        }) ?? []),
      ].flatMap((one) => ('finding' in one && one.finding.rule === rule ? [one.finding] : []));
    let text = before;
    const findings = detect(text);
    let left = findings;
    for (let n = 0; n < findings.length; n++) {
      const fix = left.find((one) => one.fix)?.fix;
      if (!fix) break;
      text = applyFix(text, fix);
      left = detect(text);
    }
    return {
      text,
      errors: [errorsIn(path, before), errorsIn(path, text)],
      findings: [findings.length, left.length],
    };
  };
}
