// Which allow comments are findings, and where.
import { describe, expect, it } from 'vitest';
import { type ChangedFile, wholeFile } from '../../change.ts';
import type { DetectorInput } from '../../detector.ts';
import { Facts } from '../../facts.ts';
import type { RuleInfo } from '../../rule.ts';
import { noSyntax } from '../../syntax/parse.ts';
import { allowComments } from './index.ts';

const info = (id: string): RuleInfo => ({
  id,
  title: 'Allow comment that allows nothing',
  class: 'policy',
  severity: 'low',
  confidence: 'high',
  cwe: [1078],
  owasp: [],
  why: 'It waives nothing, and looks as if it did.',
  remedy: 'Write it as the guide says.',
  references: [],
});

function detect(file: ChangedFile, rules = ['weak-hash', 'malformed-allow-comment']): string[] {
  const input: DetectorInput = {
    change: { base: 'b', head: 'h', files: [file], commits: [], unread: [] },
    facts: new Facts(),
    rules: { version: '', info: new Map(rules.map((id) => [id, info(id)])) },
    syntax: noSyntax,
    digest: (secret) => secret,
    today: '2026-11-20',
  };
  return [...(allowComments.detectFile?.(file, input) ?? [])].map((detection) => {
    if (!('finding' in detection)) return 'not checked';
    const { rule, path, start, end, message } = detection.finding;
    return `${rule} ${path}:${start.line}:${start.column}-${end.column} ${message}`;
  });
}

const body = [
  '# langguard: allow weak-hash -- a cache key',
  'x = 1  # langguard: allow weak-hash',
  '# langguard: allow weak-hsah -- a cache key',
  '',
].join('\n');

describe('allow-comments', () => {
  it('finds those that waive nothing', () => {
    expect(detect(wholeFile('a.py', body))).toEqual([
      'malformed-allow-comment a.py:2:10-36 This comment allows nothing: it must read `langguard: allow <rule-id> -- reason`, with a reason.',
      'malformed-allow-comment a.py:3:3-44 This comment allows nothing: there is no rule `weak-hsah`.',
    ]);
  });

  it('leaves lines alone that the change did not add', () => {
    const lines = body.split('\n').slice(0, 3);
    const hunk = { oldStart: 1, oldLines: 2, newStart: 1, newLines: 3 };
    const file: ChangedFile = {
      ...wholeFile('a.py', body),
      status: 'modified',
      hunks: [
        { ...hunk, lines: lines.map((text, index) => ({ kind: index === 2 ? 'added' : 'context', text })) },
      ],
    };
    expect(detect(file)).toHaveLength(1);
  });

  it('looks neither at other classes of files nor without its rule', () => {
    expect(detect(wholeFile('a.py', body, 'vendored'))).toEqual([]);
    expect(detect(wholeFile('a.py', body), ['weak-hash'])).toEqual([]);
  });
});
