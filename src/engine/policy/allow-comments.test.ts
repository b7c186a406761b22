// Allow comments in every comment syntax, and what is no allow comment.
import { describe, expect, it } from 'vitest';
import { type ChangedFile, wholeFile } from '../change.ts';
import { allowComments, allowFor } from './allow-comments.ts';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';

const known = new Set(['weak-hash', 'sql-from-interpolation']);
const read = (text: string, path = 'a.txt') => allowComments(wholeFile(path, text), known);

describe('allowComments', () => {
  const good: [string, string][] = [
    ['x = 1  # langguard: allow weak-hash -- a cache key', 'a cache key'],
    ['x(); // langguard: allow weak-hash -- a cache key', 'a cache key'],
    ['//langguard:allow weak-hash -- a cache key', 'a cache key'],
    ['/* langguard: allow weak-hash -- a cache key */ x();', 'a cache key'],
    [' * langguard: allow weak-hash -- a cache key', 'a cache key'],
    ['<!-- langguard: allow weak-hash -- a cache key -->', 'a cache key'],
    ['SELECT 1; -- langguard: allow weak-hash -- a cache key', 'a cache key'],
    ['{# langguard: allow weak-hash -- a cache key #}', 'a cache key'],
    ['{{!-- langguard: allow weak-hash -- a cache key --}}', 'a cache key'],
    ['{/* langguard: allow weak-hash -- a cache key */}', 'a cache key'],
    ['; langguard: allow weak-hash -- a cache key', 'a cache key'],
    ['# LangGuard: Allow weak-hash — a cache key', 'a cache key'],
    ['# langguard: allow weak-hash -- a cache key\r', 'a cache key'],
    ['# langguard: allow weak-hash -- uses -- dashes', 'uses -- dashes'],
    ['# langguard: allow sql-from-interpolation, weak-hash -- a cache key', 'a cache key'],
  ];
  it.each(good)('reads %s', (text, reason) => {
    const [comment, ...more] = read(`${text}\n`);
    expect(more).toEqual([]);
    expect(comment).toMatchObject({ line: 1, reason, inBase: false });
    expect(comment?.problem).toBeUndefined();
    expect(comment?.rules).toContain('weak-hash');
  });

  const bad: [string, string][] = [
    ['# langguard: allow weak-hash', 'with a reason'],
    ['# langguard: allow weak-hash --', 'with a reason'],
    ['# langguard: allow weak-hash -- .', 'with a reason'],
    ['# langguard: allow', 'with a reason'],
    ['<!-- langguard: allow weak-hash -->', 'with a reason'],
    ['# langguard: allow weak-hsah -- a cache key', 'no rule `weak-hsah`'],
    ['# langguard: allow * -- everything', 'no rule `*`'],
    ['# langguard: allow all -- everything', 'no rule `all`'],
  ];
  it.each(bad)('refuses %s', (text, problem) => {
    expect(read(text)[0]?.problem).toContain(problem);
  });

  const none: [string, string][] = [
    ['a.py', `text = "# langguard: allow weak-hash -- reason"`],
    ['a.py', `see langguard: allow weak-hash -- reason`],
    ['README.md', 'Write `# langguard: allow weak-hash -- reason` there.'],
    ['README.md', '# langguard: allow weak-hash -- reason'],
    ['a.py', `# langguard: allowance`],
    ['a.py', `${'x'.repeat(3000)} # langguard: allow weak-hash -- a cache key`],
  ];
  it.each(none)('leaves alone, in %s: %s', (path, text) => {
    expect(read(text, path)).toEqual([]);
  });

  it('stays quick on hostile lines', () => {
    const started = processorMs();
    for (const unit of ['# ', ' ', '#', '-- langguard: ', '# langguard: allow a,', '*', '<!-- ', 'a , '])
      read(`${unit.repeat(1900 / unit.length)} langguard: allow\n`.repeat(50));
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});

describe('allowFor', () => {
  it('speaks for its own line, and for the line below when it stands alone', () => {
    const text = [
      'a() # langguard: allow weak-hash -- own line',
      'b()',
      '# langguard: allow weak-hash -- line below',
      '# langguard: allow sql-from-interpolation -- stacked',
      'c()',
      'd()',
    ].join('\n');
    const comments = read(text);
    const at = (rule: string) =>
      [1, 2, 3, 4, 5, 6].map((line) => allowFor(comments, rule, line)?.reason ?? '');
    expect(at('weak-hash')).toEqual(['own line', '', 'line below', 'line below', 'line below', '']);
    expect(at('sql-from-interpolation')).toEqual(['', '', '', 'stacked', 'stacked', '']);
  });
});

describe('alone', () => {
  it.each([
    ['  # langguard: allow weak-hash -- a cache key', true],
    ['/* langguard: allow weak-hash -- a cache key */', true],
    ['<!-- langguard: allow weak-hash -- a cache key -->\r', true],
    ['  {/* langguard: allow weak-hash -- a cache key */}', true],
    ['<a /> {/* langguard: allow weak-hash -- a cache key */}', false],
    ['}) // langguard: allow weak-hash -- a cache key', false],
    ['/* langguard: allow weak-hash -- a cache key */ x()', false],
    ['x() # langguard: allow weak-hash -- a cache key', false],
  ])('%s: %s', (text, expected) => {
    const comments = read(`${text}\nnext\n`);
    expect(comments[0]?.alone ?? false).toBe(expected);
  });
});

describe('inBase', () => {
  const comment = '# langguard: allow weak-hash -- a cache key';
  const file = (lines: ['added' | 'removed' | 'context', string][]): ChangedFile => ({
    path: 'a.py',
    status: 'modified',
    class: 'text',
    hunks: [
      {
        oldStart: 1,
        oldLines: 9,
        newStart: 1,
        newLines: lines.filter(([kind]) => kind !== 'removed').length,
        lines: lines.map(([kind, text]) => ({ kind, text })),
      },
    ],
  });
  const cases: [string, Parameters<typeof file>[0], boolean[]][] = [
    ['added with the change', [['added', comment]], [false]],
    [
      'stands since before',
      [
        ['context', comment],
        ['added', 'x = 1'],
      ],
      [true],
    ],
    [
      'on a line that was edited',
      [
        ['removed', `x = 1 ${comment}`],
        ['added', `x = 2 ${comment}`],
      ],
      [true],
    ],
    [
      'copied once more',
      [
        ['removed', `x = 1 ${comment}`],
        ['added', `x = 2 ${comment}`],
        ['added', `y = 2 ${comment}`],
      ],
      [true, false],
    ],
    [
      'copied from a line that stays',
      [
        ['context', `x = 1 ${comment}`],
        ['added', `y = 2 ${comment}`],
      ],
      [true, false],
    ],
    [
      'with another reason',
      [
        ['removed', `${comment} of ours`],
        ['added', comment],
      ],
      [false],
    ],
  ];
  it.each(cases)('%s', (_name, lines, expected) => {
    expect(allowComments(file(lines), known).map((each) => each.inBase)).toEqual(expected);
  });
});
