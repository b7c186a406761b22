// The made-up year shows rules, tools and classes that LangGuard has: a page of it promises nothing that is not there.
import { expect, test } from 'vitest';
import type { RuleSet } from '../../src/engine/rule.ts';
import { repositoryNames, rules as cast, teams, tools, type SeedRule } from './cast.ts';
import { shippedRules } from '../shipped-rules.ts';

const shipped = await shippedRules();

/** What a rule of the year says otherwise than the shipped one. */
function differences({ rule, class: kind, title, severity }: SeedRule, { info }: RuleSet): string[] {
  const known = info.get(rule);
  if (!known) return [`${rule}: there is no such rule`];
  const says = { class: kind, title, severity };
  return (['class', 'title', 'severity'] as const)
    .filter((key) => known[key] !== says[key])
    .map((key) => `${rule}: its ${key} is ${known[key]}, not ${says[key]}`);
}

test('its rules are shipped, with this class, title and severity', () => {
  expect(cast.length).toBeGreaterThan(15);
  expect(cast.flatMap((each) => differences(each, shipped))).toEqual([]);
  expect(new Set(cast.map(({ rule }) => rule)).size).toBe(cast.length);
});

test('a rule that is not shipped is noticed', () => {
  const [one] = cast;
  if (!one) throw new Error('The year has no rules.');
  expect(differences({ ...one, rule: 'no-such-rule' }, shipped)).toEqual([
    'no-such-rule: there is no such rule',
  ]);
  expect(differences({ ...one, severity: 'low' }, shipped)).toEqual([
    `${one.rule}: its severity is ${one.severity}, not low`,
  ]);
});

test('its tools are known by their marks', () => {
  const known = new Map((shipped.aiTools ?? []).map(({ id, name }) => [id, name]));
  expect(tools.filter(({ id, name }) => known.get(id) !== name).map(({ id }) => id)).toEqual([]);
});

test('its teams have repositories of it; one repository has two teams, and one has none', () => {
  const owned = teams.flatMap(([, , own]) => own.split(' '));
  expect(owned.filter((name) => !repositoryNames.includes(name))).toEqual([]);
  expect(owned.length).toBeGreaterThan(new Set(owned).size);
  expect(repositoryNames.some((name) => !owned.includes(name))).toBe(true);
});
