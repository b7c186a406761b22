// Which lines of the commits are kept: those that the change as a whole does not add, with a few around them.
import { describe, expect, it } from 'vitest';
import { wholeFile, type Line } from '../engine/change.ts';
import { historyOf } from './history.ts';

const lines = (text: string, from = 1): Line[] =>
  text.split(' ').map((word, at) => ({ number: from + at, text: word === '_' ? '' : word }));
const kept = (added: Line[], head: string, path = 'a.txt') =>
  historyOf([{ commit: 'c', path, lines: added }], [wholeFile('b.txt', head)])
    .flatMap((past) => past.lines.map(({ number, text }) => `${number} ${text}`))
    .join(', ');

describe('historyOf', () => {
  it.each<[string, Line[], string, string]>([
    ['what the head adds, in whatever file', lines('x y z'), 'z\ny\nx\n', ''],
    ['what it does not', lines('x secret'), 'y\n', '1 x, 2 secret'],
    [
      'lines around it that stayed',
      lines('a b c d secret e f g h'),
      'a\nb\nc\nd\ne\nf\ng\nh\n',
      '2 b, 3 c, 4 d, 5 secret, 6 e, 7 f, 8 g',
    ],
    [
      'not those of another place',
      [...lines('a b'), ...lines('secret', 9), ...lines('c', 20)],
      'a\nb\nc\n',
      '9 secret',
    ],
    ['blank lines alone', lines('_ _ a'), 'a\n', ''],
    ['a submodule', [{ number: 1, text: `Subproject commit ${'a'.repeat(40)}` }], '', ''],
    ['what is no text', [{ number: 1, text: 'a\0b' }], '', ''],
  ])('%s', (_, added, head, expected) => {
    expect(kept(added, head)).toBe(expected);
  });

  it('a stray NUL hides no code', () => {
    expect(kept([{ number: 1, text: 'a\0b' }], '', 'a.js')).toBe('1 a\0b');
  });
});
