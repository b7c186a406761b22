// What the redactor masks, and what it leaves.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactAnything, redactor } from './redact.ts';
import { fuzzBudget } from '../../../test/fuzz-budget.ts';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';

const key = ['sk', 'x9'.repeat(10)].join('-');
const quoted = 'pass"word\\1';

describe('redactor', () => {
  it.each([
    ['plain', [key], `a ${key} b`, 'a **** b'],
    ['twice', [key], `${key},${key}`, '****,****'],
    ['touching', [key], `${key}${key}`, '****'],
    ['inside a word', [key], `x${key}y`, 'x****y'],
    ['overlapping', ['abcdef', 'defghi'], '-abcdefghi-', '-****-'],
    ['one within another', ['abcd', 'xabcdx'], '-xabcdx-', '-****-'],
    ['in JSON', [quoted], JSON.stringify({ a: quoted }), '{"a":"****"}'],
    ['in a URL', ['p@ss/word'], 'https://u:p%40ss%2Fword@h/', 'https://u:****@h/'],
    ['over lines', ['abcd\nefgh\r\nij'], 'x abcd\nefgh\r\nij y', 'x ****\n****\r\n**** y'],
    ['one line of many', [`head\n${'k'.repeat(40)}\nab==`], `only ${'k'.repeat(40)} here`, 'only **** here'],
    ['too short to be told from words', ['abc'], 'abc', 'abc'],
    ['special characters', ['a.*+?(b'], 'a.*+?(b aXb', '**** aXb'],
    ['none', [], 'text', 'text'],
    ['empty', [''], 'text', 'text'],
    ['unpaired surrogate', ['\ud800abcd'], 'x \ud800abcd', 'x ****'],
  ])('%s', (_name, secrets, text, expected) => {
    expect(redactor(secrets)(text)).toBe(expected);
  });

  it('keeps the number of lines', () => {
    const redact = redactor(['a\nb\nc', 'c\nd']);
    expect(redact('x\na\nb\nc\nd\ny').split('\n')).toHaveLength(6);
  });

  it('is quick with many secrets in a large text', () => {
    const secrets = Array.from({ length: 200 }, (_, i) => `secret-number-${i}`);
    const started = processorMs();
    redactor(secrets)('secret-number-7 and words of no meaning\n'.repeat(20_000));
    redactor(['a'.repeat(50)])('a'.repeat(500_000));
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});

describe('thousands of secrets', () => {
  const many = Array.from({ length: 4_000 }, (_, n) => `hunter2x${n}`);

  it('are masked as a few are', () => {
    for (const text of [
      'a hunter2x7 b',
      'hunter2x39991',
      'xhunter2x12hunter2x13',
      'hunter2x',
      'hunter2x3999\n',
    ])
      expect(redactor(many)(text)).toBe(redactor(many.filter((one) => text.includes(one)))(text));
    expect(redactor([...many, 'x hunt', '2x5 y'])('x hunter2x5 y')).toBe('****');
  });

  it('are masked in as many findings without looking for each in each', () => {
    const redact = redactor(many);
    const started = processorMs();
    for (let n = 0; n < 40_000; n++)
      redact(`a password stands here: hunter2x${n}, and it is ${'long '.repeat(30)}`);
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});

it('leaves no secret behind, whatever the secrets and the text', () => {
  const word = fc.stringMatching(/^[ab\n]{4,12}$/);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), fc.stringMatching(/^[ab\n]{0,80}$/), (secrets, text) => {
      const out = redactor(secrets)(text);
      expect(secrets.filter((secret) => out.includes(secret))).toEqual([]);
      expect(out.split('\n')).toHaveLength(text.split('\n').length);
    }),
    fuzzBudget(500),
  );
});

describe('redactAnything', () => {
  it('masks long words that are more than letters', () => {
    expect(redactAnything(`evil("${key}") calls something_ordinary`)).toBe(
      'evil("****") calls something_ordinary',
    );
  });
});
