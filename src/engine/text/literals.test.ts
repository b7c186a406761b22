// The prefilter finds every literal that a text holds, and says so of no other.
import { describe, expect, it } from 'vitest';
import { literalsOf, seek, seekWord } from './literals.ts';

describe('literalsOf', () => {
  const text = `const Größe = createHash('MD5'); // ${'x'.repeat(50)} end`;
  it.each([
    ['createhash', true],
    ['md5', true],
    ['größe', true],
    ['end', true],
    ['sha512', false],
    ['createcipher', false],
    // Too short to be told.
    ['zz', true],
  ])('may hold %s: %s', (literal, expected) => {
    expect(literalsOf(text).mayHold(seek(literal))).toBe(expected);
  });

  it('holds every part of a text', () => {
    const lower = text.toLowerCase();
    for (let from = 0; from < lower.length; from++)
      for (const length of [1, 2, 3, 4, 9])
        expect(literalsOf(text).mayHold(seek(lower.slice(from, from + length)))).toBe(true);
  });
});

describe('mayHold of a text that is no longer the last', () => {
  it('says that it may', () => {
    const before = literalsOf('createHash(x)');
    literalsOf('something else');
    expect(before.mayHold(seek('createhash'))).toBe(true);
    expect(before.mayHoldWord(seekWord('createhash'))).toBe(true);
    expect(before.holds(seek('createhash'))).toBe(true);
    expect(before.holds(seek('createcipher'))).toBe(false);
  });
});

describe('holds', () => {
  it.each([
    ['createhash', true],
    ['create', true],
    ['createcipher', false],
  ])('%s: %s', (literal, expected) => {
    expect(literalsOf("createHash('MD5')").holds(seek(literal))).toBe(expected);
  });
});

describe('a literal that is kept', () => {
  it('answers for each text, also when one is asked again', () => {
    const [literal, word] = [seek('Exec'), seekWord('exec')];
    const of = (text: string) => [literalsOf(text).holds(literal), literalsOf(text).hasWord(word)];
    expect(['exec(x)', 'spawn(x)', 'execute(x)', 'exec(x)'].map(of)).toEqual([
      [true, true],
      [false, false],
      [true, false],
      [true, true],
    ]);
  });
});

describe('hasWord', () => {
  it.each([
    ['exec', 'execute(x)', false],
    ['exec', 'execute(exec)', true],
    ['exec', 'my_exec(x)', true],
    ['exec', 'EXEC', false],
    ['exec', 'exec', true],
    ['exec', '0exec exec0', false],
    ['a', 'b a', true],
    ['exec_file', 'exec_file(x)', true],
    ['exec', '\u0130 exec', true],
    // The sign of Kelvin, whose lower case is a letter of ASCII.
    ['exec', 'exec\u212A', true],
  ])('%s in %s: %s', (word, text, expected) => {
    expect(literalsOf(text).hasWord(seekWord(word))).toBe(expected);
  });
});
