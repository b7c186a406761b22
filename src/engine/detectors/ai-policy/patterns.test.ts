// Patterns of a policy: a star is anything, case does not count, and the pattern is the whole of the name.
import { expect, test } from 'vitest';
import { isListed, isModelListed } from './patterns.ts';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';

test.each<[string, string, boolean]>([
  ['report', 'Report', true],
  ['report', 'reports', false],
  ['rep*', 'report', true],
  ['*bot', 'a-bot', true],
  ['*bot', 'a-bots', false],
  ['a*b*c', 'a1b2c', true],
  ['a*b*c', 'acb', false],
  ['ab*ba', 'aba', false],
  ['a**b', 'ab', true],
  ['a.c', 'abc', false],
  ['*@x.example', 'me@x.example', true],
])('%s, %s', (pattern, text, expected) => {
  expect(isListed([pattern], text)).toBe(expected);
});

test.each<[string, string, boolean]>([
  ['claude-opus-*', 'Claude Opus 4.6', true],
  ['claude-opus-4-6', 'anthropic/claude-opus-4.6', true],
  ['claude-opus-*', 'Opus 4.6', true],
  ['claude-opus-*', 'Claude Sonnet 4.5', false],
  ['gpt-5*', 'GPT 5.1 Codex', true],
  ['gpt-5', 'gpt-5.1', false],
])('model %s, %s', (pattern, model, expected) => {
  expect(isModelListed([pattern], model)).toBe(expected);
});

test('stars do not make it slow', () => {
  const text = 'a'.repeat(20_000);
  const pattern = `${'a*'.repeat(90)}b`;
  const start = processorMs();
  expect(isListed([pattern], text)).toBe(false);
  expect(processorMs() - start).toBeLessThan(tooLongMs);
});
