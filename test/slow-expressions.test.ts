// No expression of a rule that ships can be made to take more than linear time; a slow one is refused, searched before or not.
import { describe, expect, test } from 'vitest';
import type { CodeRule } from '../src/engine/rules/code-rule.ts';
import { expressionsOf, isSearched, keyOf, readSearched, search } from './slow-expressions.ts';
import { shippedRules } from './shipped-rules.ts';

const rules = await shippedRules();
const searched = readSearched();
const verdictOf = (expression: string): string => searched.get(keyOf(expression)) ?? search(expression);
const slowIn = (rule: Pick<CodeRule, 'matches'>): string[] =>
  expressionsOf(rule).filter((expression) => verdictOf(expression) === 'slow');

test.each((rules.code ?? []).filter(isSearched).map((rule) => [rule.id, rule] as const))(
  '%s has expressions that run in linear time',
  (_, rule) => expect(slowIn(rule)).toEqual([]),
);

describe('the search', () => {
  test.each(['^(a+)+$', 'x*y*x*$', '(?i)a\\w*b', 'hash\\w*$', 'a[\\s\\S]*b[\\s\\S]*c'])(
    'refuses %s, which backtracks',
    (expression) => {
      expect(search(expression)).toBe('slow');
      expect(searched.has(keyOf(expression))).toBe(false);
    },
  );

  test.each([
    ['of a tree', { ast: { kind: 'call', regex: '^(a+)+$' } }],
    ['deep in a tree', { ast: { kind: 'call', inside: { has: { any: [{ regex: '^(a+)+$' }] } } } }],
    ['of a value', { flow: { value: '^(a+)+$' } }],
    ['of a text', { text: { pattern: '^(a+)+$', keywords: ['a'] } }],
  ])('refuses a rule with such an expression %s', (_, match) => {
    expect(slowIn({ matches: [match] as unknown as CodeRule['matches'] })).toEqual(['^(a+)+$']);
  });

  test('knows again only the same expression', () => {
    const [known] = searched.keys();
    expect(known).toMatch(/^[0-9a-f]{24}$/);
    expect(keyOf('a{1,9}b')).not.toBe(keyOf('a{1,8}b'));
  });
});
