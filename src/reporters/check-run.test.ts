// The check run as GitHub takes it: limits, truncation, untrusted text, and a rendered example.
import { describe, expect, it } from 'vitest';
import { annotate, renderCheckRun } from './check-run.ts';
import { cleanReview, sampleFinding, sampleReview } from './sample-review.ts';

const many = (n: number) =>
  Array.from({ length: n }, (_, i) => sampleFinding({ path: `app/file-${i}.py`, fingerprint: `${i}` }));

describe('renderCheckRun', () => {
  it('says everything once', async () => {
    const { text, annotations, ...run } = renderCheckRun(sampleReview());
    const page = [
      run.conclusion,
      run.title,
      '',
      run.summary,
      '',
      '=== text',
      text,
      '',
      '=== annotations',
      JSON.stringify(annotations, undefined, 2),
    ];
    await expect(`${page.join('\n')}\n`).toMatchFileSnapshot('snapshots/check-run.txt');
  });

  it('is short when all is well', () => {
    const run = renderCheckRun(cleanReview());
    expect(run.title).toBe('No findings');
    expect(run.conclusion).toBe('success');
    expect(run.text).toBeUndefined();
    expect(run.annotations).toEqual([]);
    expect(run.summary).toContain('**Passed.** No findings on the added lines.');
  });

  it('shows what agents may now do in one table', () => {
    const finding = sampleFinding({
      rule: 'agent-permission-wildcard',
      class: 'agent-capability',
      title: 'Agent may run any command without asking',
      path: '.claude/settings.json',
      severity: 'high',
    });
    expect(renderCheckRun(sampleReview({ findings: [finding] })).summary).toContain(
      '| Agent may run any command without asking | high | `.claude/settings.json:12` |',
    );
    expect(renderCheckRun(sampleReview()).summary).not.toContain('coding agents');
  });

  it('takes the conclusion from the review, not from the findings', () => {
    expect(renderCheckRun(sampleReview({ conclusion: 'success' })).conclusion).toBe('success');
  });

  it.each([
    [0, 0],
    [51, 51],
    [500, 500],
    [1200, 500],
  ])('annotates %i findings with %i annotations and counts the rest', (n, annotated) => {
    const run = renderCheckRun(sampleReview({ findings: many(n) }));
    expect(run.annotations).toHaveLength(annotated);
    expect(run.summary.includes(`other ${n - annotated} are listed`)).toBe(n > annotated);
    expect(run.text === undefined).toBe(n === annotated);
  });

  it('cuts text at the limit with a count that adds up', () => {
    const run = renderCheckRun(sampleReview({ findings: many(1200) }), { maxAnnotations: 0 });
    expect(Buffer.byteLength(run.text ?? '')).toBeLessThanOrEqual(65_535);
    const shown = run.text?.match(/^- /gm)?.length ?? 0;
    expect(run.text).toContain(`and ${(1200 - shown).toLocaleString('en')} more findings that did not fit`);
  });

  it('keeps every limit on hostile, huge input', () => {
    const name = `${'`|@everyone<img>\n'.repeat(400)}.py`;
    const finding = sampleFinding({
      path: name,
      title: name,
      message: name.repeat(20),
      why: '漢'.repeat(40_000),
    });
    const gaps = Array.from({ length: 5000 }, (_, i) => ({
      path: `${name}${i}`,
      what: 'file' as const,
      reason: `${name}${i}`,
    }));
    const review = sampleReview({ findings: [finding, sampleFinding({ ...finding, severity: 'low' })] });
    review.coverage.unread = gaps;
    const run = renderCheckRun(review);
    expect(Buffer.byteLength(run.summary)).toBeLessThanOrEqual(65_535);
    expect(Buffer.byteLength(run.text ?? '')).toBeLessThanOrEqual(65_535);
    expect(run.summary).toContain('reasons');
    for (const note of run.annotations) {
      expect(note.title.length).toBeLessThanOrEqual(255);
      expect(Buffer.byteLength(note.message)).toBeLessThanOrEqual(65_536);
    }
    expect(run.summary).not.toMatch(/@everyone(?![^`]*`)/);
  });
});

describe('annotate', () => {
  it.each([
    [
      'one line',
      { line: 3, column: 2 },
      { line: 3, column: 9 },
      { start_line: 3, end_line: 3, start_column: 2, end_column: 9 },
    ],
    [
      'several lines have no columns',
      { line: 3, column: 2 },
      { line: 5, column: 9 },
      { start_line: 3, end_line: 5 },
    ],
    [
      'an end before the first column',
      { line: 3, column: 1 },
      { line: 4, column: 1 },
      { start_line: 3, end_line: 3 },
    ],
    [
      'line 0 is not sent',
      { line: 0, column: 1 },
      { line: 0, column: 1 },
      { start_line: 1, end_line: 1, start_column: 1, end_column: 1 },
    ],
    ['a reversed region', { line: 3, column: 9 }, { line: 3, column: 2 }, { start_line: 3, end_line: 3 }],
  ])('%s', (_, start, end, expected) => {
    const note = annotate(sampleFinding({ start, end }));
    const { start_line, end_line, start_column, end_column } = note;
    expect(JSON.parse(JSON.stringify({ start_line, end_line, start_column, end_column }))).toEqual(expected);
  });

  it.each([
    ['critical', 'failure'],
    ['high', 'failure'],
    ['medium', 'warning'],
    ['low', 'notice'],
  ] as const)('%s is a %s', (severity, level) => {
    expect(annotate(sampleFinding({ severity })).annotation_level).toBe(level);
  });

  it('shows the fix and the way of the value', () => {
    const note = annotate(
      sampleFinding({
        fix: { start: { line: 3, column: 1 }, end: { line: 3, column: 9 }, replacement: 'requests' },
      }),
    );
    expect(note.raw_details).toBe(
      'How the value gets here:\n  app/db.py:10  read from the request here\n\nReplace columns 1 to 8 of line 3 with:\nrequests',
    );
  });

  it('shows what a fix writes elsewhere', () => {
    const at = (line: number, column: number) => ({ line, column });
    const note = annotate(
      sampleFinding({
        related: [],
        fix: {
          start: at(3, 1),
          end: at(3, 9),
          replacement: 'secrets.choice',
          also: [
            { start: at(1, 10), end: at(1, 10), replacement: '\nimport secrets' },
            { start: at(2, 1), end: at(2, 6), replacement: '' },
          ],
        },
      }),
    );
    expect(note.raw_details).toBe(
      'Replace columns 1 to 8 of line 3 with:\nsecrets.choice\n\nInsert at column 10 of line 1:\nimport secrets\n\nDelete columns 1 to 5 of line 2.',
    );
  });
});
