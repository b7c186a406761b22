// Runs the code detector over labelled programs, for the tests of the languages.
import { readWasm } from '../../assets.ts';
import { loadShippedRules } from '../../shipped-rules.ts';
import { wholeFile } from '../change.ts';
import { code } from '../detectors/code/index.ts';
import { Facts } from '../facts.ts';
import type { RuleSet } from '../rule.ts';
import { loadSyntax, type Syntax } from '../syntax/parse.ts';

/** Tells for a body the lines with findings of medium severity or worse, those marked with `// !`, and why not all of it was looked at. */
export function linesOf(
  grammar: string,
  path: string,
): (
  body: string,
  classes: readonly string[],
) => Promise<{ found: number[]; marked: number[]; notChecked: string[] }> {
  let loaded: Promise<{ syntax: Syntax; rules: RuleSet }> | undefined;
  return async (body, classes) => {
    loaded ??= load(grammar);
    const { syntax, rules } = await loaded;
    const file = wholeFile(path, body);
    const change = {
      base: '',
      head: '',
      files: [file],
      commits: [],
      unread: [],
    };
    const input = { change, facts: new Facts(), rules, syntax, digest: (text: string) => text, today: '2026-01-01' }; // prettier-ignore
    const detections = [...(code.detectFile?.(file, input) ?? [])];
    const notChecked = detections.flatMap((one) => ('notChecked' in one ? [one.notChecked.reason] : []));
    const found = detections.flatMap((one) =>
      'finding' in one && classes.includes(one.finding.class) && one.finding.severity !== 'low'
        ? [one.finding.start.line]
        : [],
    );
    const marked = body.split('\n').flatMap((line, index) => (/\/\/ !/.test(line) ? [index + 1] : []));
    return { found: [...new Set(found)].toSorted((a, b) => a - b), marked, notChecked };
  };
}

async function load(grammar: string): Promise<{ syntax: Syntax; rules: RuleSet }> {
  const syntax = await loadSyntax([grammar], readWasm);
  return { syntax, rules: (await loadShippedRules()).rules };
}

/** The programs of a text, each after a line `--- name`. */
export function programsOf(text: string): [name: string, body: string][] {
  return text
    .split(/^--- /m)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]);
}
