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
