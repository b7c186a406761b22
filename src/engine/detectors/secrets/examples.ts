// Runs a rule's examples: each match must be found as this kind, and no counter-example may be.
import { wholeFile } from '../../change.ts';
import { placeOf } from './place.ts';
import type { SecretRule } from './schema.ts';
import { searchText } from './search.ts';
import { expandExample } from './templates.ts';

/** What is wrong with a rule's examples when all rules run together; empty when all hold. */
export function checkSecretExamples(rule: SecretRule, rules: readonly SecretRule[]): string[] {
  const problems: string[] = [];
  for (const kind of ['match', 'no_match'] as const) {
    rule.examples[kind].forEach((example, index) => {
      const { path, text } =
        typeof example === 'string' ? { path: 'app/settings.conf', text: example } : example;
      const file = wholeFile(path, expandExample(text, `${rule.id} ${kind} ${index}`));
      const found = searchText(file.body ?? '', placeOf(path, file.class, file.body), rules);
      const isFound = found.some((span) => span.rule.id === rule.id);
      if (isFound === (kind === 'match')) return;
      const others = found.map((span) => span.rule.id).join(', ') || 'nothing';
      problems.push(
        `${rule.id}: examples.${kind}[${index}] ${isFound ? 'is found' : `is found as ${others}`}: ${text}`,
      );
    });
  }
  return problems;
}
