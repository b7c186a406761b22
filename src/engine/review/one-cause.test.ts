// Which of several sinks of one value count.
import { describe, expect, it } from 'vitest';
import type { JudgedFinding } from '../review.ts';
import { withOneCause } from './one-cause.ts';

const at = (line: number, message: string) => ({
  path: 'a.js',
  message,
  start: { line, column: 1 },
  end: { line, column: 9 },
});
const way = [at(1, 'comes from the request here'), at(2, 'assigned here')];

const found = (line: number, more: Partial<JudgedFinding> = {}): JudgedFinding => ({
  rule: 'path-from-request',
  title: '',
  class: 'path-traversal',
  ...at(line, `sink ${line}.`),
  severity: 'high',
  confidence: 'high',
  why: '',
  remedy: '',
  cwe: [],
  references: [],
  related: way,
  fingerprint: '',
  detectedSeverity: 'high',
  disposition: { state: 'reported' },
  origin: { grade: 'unknown', evidence: [] },
  excerpt: { startLine: line, lines: [] },
  ...more,
});

const quiet = (findings: JudgedFinding[]): number[] => {
  const changed = withOneCause(findings);
  return findings.filter((one) => changed.get(one)?.severity === 'low').map((one) => one.start.line);
};

describe('one cause', () => {
  it.each<[name: string, findings: JudgedFinding[], quiet: number[]]>([
    ['the first of three', [found(9), found(5), found(7)], [9, 7]],
    ['the worst', [found(5, { severity: 'medium' }), found(7)], [5]],
    [
      'what is built of it later',
      [found(5), found(7, { related: [...way, at(6, 'put into a string here')] })],
      [7],
    ],
    [
      'what a function reads and returns, at two calls',
      [5, 7].map((line) =>
        found(line, {
          related: [way[0]!, at(1, 'returned here'), at(line, 'passed through a function here')],
        }),
      ),
      [],
    ],
    [
      'a variable that a function below takes and returns',
      [5, 7].map((line) =>
        found(line, {
          related: [...way, at(20, 'returned here'), at(line, 'passed through a function here')],
        }),
      ),
      [7],
    ],
    [
      'what asks for a file and what opens it',
      [found(5, { message: '`exists` gets a path.' }), found(7, { message: '`open` gets a path.' })],
      [7],
    ],
    [
      'two ways into a shell',
      [
        found(5, { message: '`exec` runs it.', class: 'command-injection' }),
        found(7, { message: '`spawn` runs it.', class: 'command-injection' }),
      ],
      [],
    ],
    [
      'one way into a shell, twice',
      [
        found(5, { message: '`exec` runs it.', class: 'command-injection' }),
        found(7, { message: '`exec` runs it.', class: 'command-injection' }),
      ],
      [7],
    ],
    ['another variable', [found(5), found(7, { related: [way[0]!, at(3, 'assigned here')] })], []],
    [
      'straight from the source',
      [found(5, { related: way.slice(0, 1) }), found(7, { related: way.slice(0, 1) })],
      [],
    ],
    [
      'what is no way of a value',
      [
        found(5, { related: [at(1, 'the route'), at(2, 'asks')] }),
        found(7, { related: [at(1, 'the route'), at(2, 'asks')] }),
      ],
      [],
    ],
    ['another rule', [found(5), found(7, { rule: 'url-from-request' })], []],
    ['another file', [found(5), found(7, { path: 'b.js' })], []],
    [
      'one that is waived',
      [found(5, { disposition: { state: 'waived', reason: 'x', by: 'comment' } }), found(7)],
      [],
    ],
    ['low ones', [found(5, { severity: 'low' }), found(7, { severity: 'low' })], []],
  ])('%s', (_name, findings, expected) => {
    expect(quiet(findings)).toEqual(expected);
  });

  it('names the lines of the others', () => {
    const [first, second, third] = [found(5), found(7), found(9)];
    const changed = withOneCause([first, second, third]);
    expect(changed.get(first)?.message).toBe('sink 5. The same value reaches lines 7 and 9 too.');
    expect(changed.get(second)?.message).toBe('sink 7. It is the same value as on line 5.');
  });
});
