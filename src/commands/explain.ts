// `langguard explain <rule>`: what a rule means, why it matters and what to write instead.
import type { Command } from 'commander';
import { nearest } from '../engine/policy/nearest.ts';
import { UserError } from '../engine/problem.ts';
import type { RuleInfo, RuleSet } from '../engine/rule.ts';
import { shippedRules } from './setup.ts';

/** Adds the command. */
export function addExplain(program: Command): void {
  program
    .command('explain <rule>')
    .description('say what a rule finds, why it matters and what to write instead')
    .action(async (id: string) => {
      process.stdout.write(explanation(findRule(id, await shippedRules())));
    });
}

/** The rule of that id. Throws UserError with the nearest id. */
export function findRule(id: string, rules: RuleSet): RuleInfo {
  const rule = rules.info.get(id);
  if (rule) return rule;
  const near = nearest(id, rules.info.keys());
  throw new UserError(
    `There is no rule "${id}".`,
    'the rules that ship with LangGuard',
    near === undefined
      ? 'langguard rules list shows them all.'
      : `Did you mean ${near}? langguard rules list shows them all.`,
  );
}

function explanation(rule: RuleInfo): string {
  const lists = [
    `CWE: ${rule.cwe.map((n) => `CWE-${n}`).join(', ')}`,
    ...(rule.owasp.length > 0 ? [`OWASP: ${rule.owasp.join(', ')}`] : []),
    ...(rule.references.length > 0 ? [`See:`, ...rule.references.map((url) => `  ${url}`)] : []),
  ];
  return [
    `${rule.title}`,
    `${rule.id} · ${rule.class} · ${rule.severity} severity · ${rule.confidence} confidence`,
    '',
    rule.why.trim(),
    '',
    'Instead:',
    rule.remedy.trim(),
    '',
    'To accept one place, write in a comment on that line or on the line above:',
    `  langguard: allow ${rule.id} -- <why this place is safe>`,
    'To turn it off, in .langguard.yml:',
    `  rules:\n    ${rule.id}: off`,
    '',
    ...lists,
    '',
  ].join('\n');
}
