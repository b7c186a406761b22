// What stands in a comment that offers a fix: it must be code that nobody can leave, and say each thing once.
import { describe, expect, it } from 'vitest';
import type { Suggestion } from '../engine/review/suggestion.ts';
import { sampleFinding, sampleReview } from './sample-review.ts';
import {
  fingerprintOfComment,
  renderMovedSuggestion,
  renderWithdrawnSuggestion,
  suggestionDrafts,
} from './suggestions.ts';

const bodies = (...suggestions: Suggestion[]) =>
  suggestionDrafts(
    sampleReview({
      findings: suggestions.map((suggestion, at) =>
        sampleFinding({ suggestion, fingerprint: `${at}`.repeat(64) }),
      ),
    }),
  );

/** The fenced blocks by the rule of CommonMark: a fence ends at the next as long one of the same sign. */
function blocks(markdown: string) {
  const out: [string, string][] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const open = /^ {0,3}(`{3,})([^`]*)$/.exec(lines[at] ?? '');
    if (!open) continue;
    const closes = new RegExp(`^ {0,3}\`{${open[1]?.length},}\\s*$`);
    const end = lines.findIndex((line, index) => index > at && closes.test(line));
    const content = lines.slice(at + 1, end < 0 ? undefined : end);
    out.push([open[2] ?? '', content.map((line) => `${line}\n`).join('')]);
    at = end < 0 ? lines.length : end;
  }
  return out;
}

describe('suggestionDrafts', () => {
  it.each<[name: string, lines: string[], content: string]>([
    ['plain', ['a', '  b'], 'a\n  b\n'],
    ['a deletion', [], ''],
    ['a fence inside', ['```', 'x', '~~~'], '```\nx\n~~~\n'],
    ['a long run of backticks', ['`````` x'], '`````` x\n'],
    ['markup and mentions', ['<!-- @everyone #1 --> $x$'], '<!-- @everyone #1 --> $x$\n'],
    ['tabs', ['\tx'], '\tx\n'],
  ])('%s', (_name, lines, content) => {
    const [draft] = bodies({ startLine: 3, endLine: 4, lines });
    expect(blocks(draft?.body ?? '')).toEqual([['suggestion', content]]);
  });

  it('keeps carriage returns', () => {
    const [draft] = bodies({ startLine: 3, endLine: 4, lines: ['a\r', 'b\r'] });
    expect(draft?.body).toContain('```suggestion\na\r\nb\r\n```');
  });

  it('shows what the fix needs elsewhere', () => {
    const [draft] = bodies({
      startLine: 9,
      endLine: 9,
      lines: ['x'],
      also: [{ line: 2, removed: ['import ```'], added: ['import y\r'] }],
    });
    expect(blocks(draft?.body ?? '')).toEqual([
      ['suggestion', 'x\n'],
      ['diff', '-import ```\n+import y\n'],
    ]);
    expect(draft?.body).toContain('not whole without line 2');
  });

  it.each([
    ['reordered', 'a \u202E b'],
    ['invisible', 'a\u200Bb'],
    ['a control', 'a\u0007'],
    ['a carriage return within', 'a\rb'],
  ])('nothing that does not show: %s', (_name, line) => {
    expect(bodies({ startLine: 1, endLine: 1, lines: [line] })).toEqual([]);
  });

  it('offers the same fix once, and none of what does not count', () => {
    const suggestion = { startLine: 3, endLine: 4, lines: ['a'] };
    expect(
      bodies(suggestion, suggestion, { ...suggestion, lines: ['b'] }).map((draft) => draft.fingerprint),
    ).toEqual(['0'.repeat(64), '2'.repeat(64)]);
    const aside = sampleFinding({ suggestion, disposition: { state: 'below-threshold', reason: 'x' } });
    expect(suggestionDrafts(sampleReview({ findings: [aside] }))).toEqual([]);
  });
});

it('knows its own comments again, and no others', () => {
  const finding = sampleFinding({ suggestion: { startLine: 3, endLine: 4, lines: ['a'] } });
  const { fingerprint } = finding;
  const [draft] = suggestionDrafts(sampleReview({ findings: [finding] }));
  for (const body of [
    draft?.body ?? '',
    renderMovedSuggestion(finding),
    renderWithdrawnSuggestion(fingerprint, undefined),
    renderWithdrawnSuggestion(fingerprint, {
      ...finding,
      disposition: { state: 'outside-change', reason: 'x' },
    }),
  ])
    expect(fingerprintOfComment(body)).toBe(fingerprint);
  expect(fingerprintOfComment(`> ${draft?.body}`)).toBeUndefined();
  expect(renderMovedSuggestion(finding)).not.toContain('```');
});
