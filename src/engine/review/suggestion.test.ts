// What a fix looks like as whole lines, and when it is not offered.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChangedFile, splitLines, wholeFile } from '../change.ts';
import type { Edit, Finding } from '../finding.ts';
import { applyFix } from '../fixes/edit.ts';
import { lineStartsOf, positionAt } from '../syntax/tree.ts';
import { redactedLines } from './excerpt.ts';
import { redactor } from './redact.ts';
import { suggestionFile, suggestionOf } from './suggestion.ts';
import { fuzzBudget } from '../../../test/fuzz-budget.ts';

const body = 'one\ntwo\nthree\nfour\nfive\nsix\n';
const secret = ['hunter', '2-of-the-test'].join('');

function edit(from: string, to: string, replacement: string): Edit {
  const place = (text: string) => {
    const [line = 0, column = 0] = text.split(':').map(Number);
    return { line, column };
  };
  return { start: place(from), end: place(to), replacement };
}

interface Given {
  text?: string;
  hunks?: ChangedFile['hunks'];
  finding?: Partial<Finding>;
}

function suggest([main, ...also]: Edit[], { text = body, hunks, finding }: Given = {}) {
  const file = { ...wholeFile('a.py', text), ...(hunks && { hunks }) };
  const redact = redactor([secret]);
  const found = suggestionOf(
    {
      rule: 'r',
      start: { line: 1, column: 1 },
      fix: { ...(main as Edit), ...(also.length > 0 && { also }) },
      ...finding,
    } as Finding,
    suggestionFile(file, redactedLines(file, redact), redact),
  );
  if (!found) return undefined;
  const { startLine, endLine, lines } = found;
  const far = (found.also ?? []).map(
    (one) => ` | ${one.line} -${one.removed.join('~')} +${one.added.join('~')}`,
  );
  return `${startLine}-${endLine} ${JSON.stringify(lines)}${far.join('')}`;
}

/** A hunk of lines that are all context or added. */
function hunk(start: number, count: number) {
  const lines = splitLines(body).slice(start - 1, start - 1 + count);
  return {
    oldStart: start,
    oldLines: 0,
    newStart: start,
    newLines: count,
    lines: lines.map((text) => ({ kind: 'added' as const, text })),
  };
}

describe('suggestionOf', () => {
  it.each<[name: string, edits: Edit[], expected: string | undefined, given?: Given]>([
    ['a part of a line', [edit('2:1', '2:3', 'TW')], '2-2 ["TWo"]'],
    ['over lines', [edit('2:2', '4:2', 'x')], '2-4 ["txour"]'],
    ['lines that stay are left out', [edit('1:1', '4:1', 'one\nTWO\nthree\n')], '2-2 ["TWO"]'],
    ['an insertion before a line', [edit('3:1', '3:1', 'new\n')], '3-3 ["new","three"]'],
    ['an insertion behind a line', [edit('3:6', '3:6', '\nnew')], '3-3 ["three","new"]'],
    ['a deleted line', [edit('3:1', '4:1', '')], '3-3 []'],
    ['the whole file deleted', [edit('1:1', '7:1', '')], '1-6 []'],
    ['behind the last line', [edit('7:1', '7:1', 'seven\n')], '6-6 ["six","seven"]'],
    ['a last line without line feed', [edit('1:1', '1:2', 'b')], '1-1 ["b"]', { text: 'a' }],
    ['nothing changes', [edit('2:1', '2:4', 'two')], undefined],
    ['beyond the file', [edit('9:1', '9:2', 'x')], undefined],
    ['a lost line feed', [edit('2:1', '3:1', 'x')], '2-3 ["xthree"]'],
    ['line ends are kept', [edit('2:1', '2:2', 'x\n')], '2-2 ["x\\r","\\r"]', { text: 'a\r\nb\r\nc\r\n' }],
    [
      'two edits of one hunk',
      [edit('4:1', '4:5', 'FOUR'), edit('2:1', '2:1', 'import x\n')],
      '2-4 ["import x","two","three","FOUR"]',
    ],
    [
      'an edit of another hunk',
      [edit('6:1', '6:4', 'SIX'), edit('1:1', '1:1', 'import x\n')],
      '6-6 ["SIX"] | 1 - +import x',
      { hunks: [hunk(5, 2)] },
    ],
    ['lines outside the diff', [edit('2:1', '2:3', 'TW')], undefined, { hunks: [hunk(4, 3)] }],
    ['over two hunks', [edit('2:1', '5:2', 'x')], undefined, { hunks: [hunk(1, 2), hunk(5, 2)] }],
    [
      'other edits over removed lines',
      [edit('4:1', '4:5', 'FOUR'), edit('2:1', '2:1', 'import x\n')],
      '4-4 ["FOUR"] | 2 - +import x',
      {
        hunks: [
          {
            ...hunk(1, 6),
            lines: hunk(1, 6).lines.toSpliced(2, 0, { kind: 'removed' as const, text: 'gone' } as never),
          },
        ],
      },
    ],
    ['removed lines', [edit('2:1', '2:3', 'TW')], undefined, { finding: { removed: true } }],
    ['another commit', [edit('2:1', '2:3', 'TW')], undefined, { finding: { commit: 'c' } }],
    ['more lines than anybody reads', [edit('1:1', '40:1', 'x\n')], undefined, { text: 'line\n'.repeat(50) }],
  ])('%s', (_name, edits, expected, given) => {
    expect(suggest(edits, given)).toBe(expected);
  });

  it.each<
    [name: string, text: string, edits: Edit[], expected: string | undefined, finding?: Partial<Finding>]
  >([
    ['a secret on the line that stays', `f("${secret}", md5)\n`, [edit('1:20', '1:21', 'x')], undefined],
    [
      'a secret on the line that another fix takes away',
      `f("${secret}")\n`,
      [edit('1:1', '2:1', 'g()\n')],
      undefined,
    ],
    [
      'a secret that its own fix takes away',
      `f("${secret}")\n`,
      [edit('1:1', '2:1', 'f(env["KEY"])\n')],
      '1-1 ["f(env[\\"KEY\\"])"]',
      { secretDigest: 'd' },
    ],
    [
      'a secret that its own fix leaves',
      `f("${secret}")\n`,
      [edit('1:1', '1:2', 'g')],
      undefined,
      { secretDigest: 'd' },
    ],
    [
      'a secret in another edit',
      `f("${secret}")\n${'\n'.repeat(60)}g()\n`,
      [edit('62:1', '62:2', 'h'), edit('1:1', '1:2', 'g')],
      undefined,
    ],
  ])('%s', (_name, text, edits, expected, finding = {}) => {
    expect(suggest(edits, { text, finding })).toBe(expected);
  });
});

describe('what a reviewer commits', () => {
  const line = fc.constantFrom('a', 'b', 'a b', '', '  c');
  const place = fc.nat(400);
  const edits = fc.array(fc.tuple(place, fc.nat(9), fc.constantFrom('', 'x', 'x\n', '\nx', 'x\ny')), {
    minLength: 1,
    maxLength: 3,
  });

  it('is what the fix says, with what it needs elsewhere', () => {
    let offered = 0;
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 80 }),
        fc.boolean(),
        edits,
        (lines, isEnded, drawn) => {
          const text = lines.join('\n') + (isEnded ? '\n' : '');
          const lineStarts = lineStartsOf(text);
          let from = 0;
          const made = drawn
            .toSorted(([a], [b]) => a - b)
            .flatMap(([at, length, replacement]): Edit[] => {
              const start = Math.max(from, Math.min(at, text.length));
              const end = Math.min(start + length, text.length);
              if (start < at && from > 0) return [];
              from = end + 1;
              return [
                {
                  start: positionAt({ lineStarts }, start),
                  end: positionAt({ lineStarts }, end),
                  replacement,
                },
              ];
            });
          const [main, ...also] = made.toReversed();
          if (!main) return;
          const fix = { ...main, ...(also.length > 0 && { also }) };
          const file = wholeFile('a.py', text);
          const redact = redactor([]);
          const found = suggestionOf(
            { rule: 'r', fix } as Finding,
            suggestionFile(file, redactedLines(file, redact), redact),
          );
          if (!found) return;
          offered++;
          const { startLine, endLine, lines: added } = found;
          const changes = [
            { line: startLine, removed: endLine - startLine + 1, added },
            ...(found.also ?? []).map((each) => ({ ...each, removed: each.removed.length })),
          ].toSorted((a, b) => b.line - a.line);
          const out = splitLines(text);
          for (const change of changes) out.splice(change.line - 1, change.removed, ...change.added);
          expect(out).toEqual(splitLines(applyFix(text, fix)));
        },
      ),
      fuzzBudget(1500),
    );
    expect(offered).toBeGreaterThan(700);
  });
});
