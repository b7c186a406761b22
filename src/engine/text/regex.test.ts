// Both engines say the same, and only the one for strangers is asked about strangers' expressions.
import { describe, expect, it } from 'vitest';
import { compileExpression } from './regex.ts';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';

describe('compileExpression', () => {
  it.each<[source: string, text: string, expected: string[]]>([
    ['a+', 'aab a', ['0-2', '4-5']],
    ['(?i)key', 'KEY key', ['0-3', '4-7']],
    ['(?<name>\\w+)=', 'a=1 bc=2', ['0-2 a', '4-7 bc']],
    ['x*', 'axxb', ['1-3']],
    ['nothing', 'at all', []],
  ])('%s in %j', (source, text, expected) => {
    for (const trusted of [true, false]) {
      const expression = compileExpression(source, trusted);
      const found = expression
        .findAll(text)
        .map(({ start, end, groups }) => [`${start}-${end}`, ...Object.values(groups)].join(' '));
      expect([trusted, found]).toEqual([trusted, expected]);
      expect(expression.test(text)).toBe(expected.length > 0 || source === 'x*');
    }
  });

  it('throws what is wrong', () => {
    expect(() => compileExpression('(', true)).toThrow('Unterminated group');
    expect(() => compileExpression('(', false)).toThrow('missing closing )');
    expect(() => compileExpression('(?=a)', false)).toThrow();
  });

  it('fault 27: runs expressions of strangers in linear time', () => {
    const started = processorMs();
    expect(compileExpression('^(a+)+$', false).test(`${'a'.repeat(5_000)}!`)).toBe(false);
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});
