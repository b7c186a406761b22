// Aliases of a YAML file: what they stand for, and what many of them cost.
import { expect, test } from 'vitest';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';
import { getIn, readYaml, textOf } from './yaml-tree.ts';

const first = (text: string) => {
  const read = readYaml(text);
  return 'documents' in read ? read.documents[0] : undefined;
};

test.each([
  ['the anchor before it', 'a: &x one\nb: *x\n', 'one'],
  ['the last of a name before it', 'a: &x one\nc: &x two\nb: *x\nd: &x three\n', 'two'],
  ['an anchor within', 'a: { c: &x one }\nb: *x\n', 'one'],
  ['none that comes later', 'b: *x\na: &x one\n', undefined],
])('an alias stands for %s', (_, text, said) => {
  expect(textOf(getIn(first(text), 'b')) || undefined).toBe(said);
});

test('an alias of what it stands in ends', () => {
  expect(readYaml('a: &x\n  b: *x\n')).toEqual({ reason: 'too large or too deeply nested' });
});

test.each([
  ['each of the one before', (n: number) => `a${n + 1}: &a${n + 1}\n  <<: *a${n}\n  k: *a${n}\n`],
  ['of one', () => 'b: *a0\n'],
])('thousands of aliases, %s, are read in one go', (_, line) => {
  const started = processorMs();
  readYaml(`a0: &a0 { b: c }\n${Array.from({ length: 8_000 }, (_, n) => line(n)).join('')}`);
  expect(processorMs() - started).toBeLessThan(tooLongMs);
});
