// Every file of rules/secrets/: its schema, its examples and its expression's running time.
import { readdirSync, readFileSync } from 'node:fs';
import { analyse } from 'scslre';
import { describe, expect, it } from 'vitest';
import { checkSecretExamples } from './examples.ts';
import { compileRule } from './known.ts';
import { parseSecretRule, type SecretRule } from './schema.ts';

const folder = new URL('../../../../rules/secrets/', import.meta.url);
const parsed = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .map((name) => ({ name, ...parseSecretRule(readFileSync(new URL(name, folder), 'utf8'), name) }));
const rules = parsed.flatMap(({ rule }) => (rule ? [rule] : []));

describe('rules/secrets', () => {
  it('holds only files that can be read', () => {
    expect(parsed.flatMap(({ problems }) => problems ?? [])).toEqual([]);
    for (const { name, rule } of parsed) expect(name).toBe(`${rule?.id}.yml`);
  });

  it('finds every example and no counter-example', () => {
    expect(rules.flatMap((rule) => checkSecretExamples(rule, rules))).toEqual([]);
  });

  it('would notice an example that fails', () => {
    const rule = rules[0] as SecretRule;
    const broken = { ...rule, examples: { match: rule.examples.no_match, no_match: rule.examples.match } };
    expect(checkSecretExamples(broken, rules).length).toBeGreaterThan(3);
  });

  it('has only expressions that run in linear time', () => {
    expect(rules.flatMap((rule) => superLinear(rule))).toEqual([]);
  });

  it('would notice an expression that does not', () => {
    expect(
      superLinear({ ...(rules[0] as SecretRule), context: [], pattern: '(?<secret>(?:a+)+)b' }),
    ).not.toEqual([]);
  });
});

function superLinear(rule: SecretRule): string[] {
  const expression = compileRule(rule)?.expression;
  if (!expression) return [];
  return analyse({ source: expression.source, flags: expression.flags.replace('d', '') }).reports.map(
    (report) => `${rule.id}: ${report.type} on ${report.character.pick}`,
  );
}
