// The report in a terminal, and a rendered example.
import { describe, expect, it } from 'vitest';
import { cleanReview, sampleFinding, sampleReview } from './sample-review.ts';
import { renderTerminal } from './terminal.ts';

const plain = { color: false };

describe('renderTerminal', () => {
  it('reads well', async () => {
    await expect(renderTerminal(sampleReview(), plain)).toMatchFileSnapshot('snapshots/terminal.txt');
  });

  it('is three lines when all is well', () => {
    expect(renderTerminal(cleanReview(), plain).trim().split('\n')).toEqual([
      'looked    1 file, 12 added lines (1 text)',
      'policy    defaults; high or worse fails the run',
      '✓ No findings',
    ]);
  });

  it('fails at the threshold of a finding, unless one was asked for', () => {
    const findings = [
      sampleFinding({ severity: 'medium', failOn: 'medium' }),
      sampleFinding({ severity: 'medium' }),
      sampleFinding({ severity: 'critical', failOn: 'never' }),
    ];
    const review = sampleReview({ findings });
    const verdict = (options: Parameters<typeof renderTerminal>[1]) =>
      renderTerminal(review, options).trim().split('\n').at(-1);
    expect(verdict(plain)).toMatch(/; 1 at or above medium$/);
    expect(verdict({ ...plain, failOn: 'medium' })).toMatch(/; 3 at or above medium$/);
    expect(verdict({ ...plain, failOn: 'never' })).not.toContain('at or above');
  });

  it('asks the questions of the checklist and says where', () => {
    const [item] = sampleReview().checklist ?? [];
    if (!item) throw new Error('the sample has a checklist');
    const places = Array.from({ length: 8 }, (_, at) => ({ path: `src/${at}.ts`, start: 1, end: at + 1 }));
    const text = renderTerminal(sampleReview({ checklist: [{ ...item, places, more: 3 }] }), plain);
    expect(text).toContain(
      '  Queries  src/0.ts:1, src/1.ts:1-2, src/2.ts:1-3, src/3.ts:1-4 and 7 more\n    ? Does every',
    );
    expect(renderTerminal(cleanReview(), plain)).not.toContain('Questions');
  });

  it('shows what does not count on request', () => {
    expect(renderTerminal(sampleReview(), plain)).not.toContain('tests/test_db.py');
    const all = renderTerminal(sampleReview(), { ...plain, all: true });
    expect(all).toContain('waived: fixture with constants only');
    expect(all).toContain('Debug mode switched on');
  });

  it('uses colours only when told', () => {
    expect(renderTerminal(sampleReview(), plain)).not.toContain('\u001B');
    expect(renderTerminal(sampleReview(), { color: true })).toContain('\u001B[31m');
  });

  it('shows the lines as a fix makes them', () => {
    const at = (line: number, column: number) => ({ line, column });
    const finding = sampleFinding({
      start: at(5, 1),
      end: at(5, 5),
      excerpt: { startLine: 5, lines: ['f(a, b)'] },
      fix: {
        start: at(5, 3),
        end: at(5, 4),
        replacement: 'g(a)',
        also: [
          { start: at(5, 6), end: at(5, 7), replacement: 'c' },
          { start: at(1, 9), end: at(1, 9), replacement: '\nimport g\u001B[2J' },
        ],
      },
    });
    const text = renderTerminal(sampleReview({ findings: [finding] }), plain);
    expect(text).toContain('  fix    1 │ import g');
    expect(text).toContain('         5 │ f(g(a), c)\n');
    expect(text).not.toContain('\u001B');
  });

  it('lets no escape sequence of a stranger through', () => {
    const review = sampleReview({
      findings: [
        sampleFinding({
          path: 'a\u001B]0;x\u0007.py',
          message: '\u001B[2J',
          excerpt: { startLine: 1, lines: ['\u001B[2J\u202Ex'] },
        }),
      ],
    });
    review.coverage.unread = [{ path: '\u001B[2J', what: 'file', reason: 'binary' }];
    expect(renderTerminal(review, plain)).not.toMatch(/[^\P{C}\n]/u);
  });

  it.each([
    ['tabs', '\tfoo(bar)', 2, 5, '        ^^^'.slice(4)],
    ['wide characters', '漢字 foo', 4, 7, '     ^^^'],
    ['a column past the end', 'foo', 1, 99, '^^^'],
  ])('underlines after %s', (_, line, from, to, underline) => {
    const finding = sampleFinding({
      start: { line: 1, column: from },
      end: { line: 1, column: to },
      excerpt: { startLine: 1, lines: [line] },
    });
    expect(renderTerminal(sampleReview({ findings: [finding] }), plain)).toContain(`       │ ${underline}\n`);
  });

  it('brings a place far to the right into view', () => {
    const line = `${'x;'.repeat(180)}eval(a)`;
    const finding = sampleFinding({
      start: { line: 1, column: 361 },
      end: { line: 1, column: 368 },
      excerpt: { startLine: 1, lines: [line] },
    });
    const out = renderTerminal(sampleReview({ findings: [finding] }), plain);
    expect(out).toContain('│ …x;x;x;x;x;x;x;x;x;x;eval(a)\n');
    expect(out).toContain(`│ ${' '.repeat(21)}^^^^^^^\n`);
  });
});
