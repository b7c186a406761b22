// Agent Trace records as writers really write them, and what must be dropped.
import { describe, expect, it } from 'vitest';
import { readRecord } from './index.ts';
import { shownClaims } from './shown-claims.ts';

const sha = 'abcdef0123456789abcdef0123456789abcdef01';
const range = { start_line: 2, end_line: 5 };
const ai = { type: 'ai', model_id: 'anthropic/claude-opus-4-5' };
const record = (file: unknown, more: object = {}) =>
  JSON.stringify({
    version: '0.1.0',
    id: 'x',
    timestamp: '2026-01-01T00:00:00Z',
    vcs: { type: 'git', revision: sha },
    tool: { name: 'cursor', version: '2' },
    files: [file],
    ...more,
  });
const file = (conversation: object, path: unknown = 'a.ts') => ({
  path,
  conversations: [{ contributor: ai, ranges: [range], ...conversation }],
});
const read = (text: string) => shownClaims(readRecord({ ref: '.agent-trace/traces.jsonl', text }));
const said = `tool cursor anthropic/claude-opus-4-5`;

describe('agent-trace', () => {
  it.each<[string, string, string[]]>([
    ['a record of the specification', record(file({})), [`a.ts 2-5 ${said} at ${sha}`]],
    [
      'the version of the reference writer',
      record(file({}), { version: '1.0' }),
      [`a.ts 2-5 ${said} before ${sha}`],
    ],
    [
      'two records',
      `${record(file({}))}\n\n${record(file({}, 'b.ts'))}\n`,
      [`a.ts 2-5 ${said} at ${sha}`, `b.ts 2-5 ${said} at ${sha}`],
    ],
    ['a person', record(file({ contributor: { type: 'human' } })), [`a.ts 2-5 person at ${sha}`]],
    ['both', record(file({ contributor: { type: 'mixed' } })), [`a.ts 2-5 mixed cursor at ${sha}`]],
    ['nobody knows', record(file({ contributor: { type: 'unknown' } })), []],
    [
      'a range of its own contributor',
      record(file({ ranges: [range, { start_line: 9, end_line: 9, contributor: { type: 'human' } }] })),
      [`a.ts 2-5 ${said} at ${sha}`, `a.ts 9 person at ${sha}`],
    ],
    [
      'pseudo paths',
      ['.sessions', '.shell-history', '.unknown'].map((path) => record(file({}, path))).join('\n'),
      [],
    ],
    ['the range that stands for none', record(file({ ranges: [{ start_line: 1, end_line: 1 }] })), []],
    [
      'a real first line',
      record(file({ ranges: [{ start_line: 1, end_line: 1, content_hash: 'murmur3:1' }] })),
      [`a.ts 1 ${said} at ${sha}`],
    ],
    ['no revision', record(file({}), { vcs: undefined }), [`a.ts 2-5 ${said}`]],
    [
      'another version control',
      record(file({}), { vcs: { type: 'jj', revision: 'kxryzmor' } }),
      [`a.ts 2-5 ${said}`],
    ],
    [
      'a path of this machine',
      record(file({}, ['', 'home', 'jane', 'a.ts'].join('/'))),
      ['? a path that is none of the repository'],
    ],
    [
      'a billion lines',
      record(file({ ranges: [{ start_line: 1, end_line: 1e9 }] })),
      ['? lines that are no numbers'],
    ],
    [
      'wrong types',
      `[]\n7\n{"files":7}\n${record(7)}\n${record({ path: 'a', conversations: 7 })}`,
      ['? a line that is no record', '? a part of another type than it should have'],
    ],
    [
      'a broken line among others',
      `{oops\n${record(file({}))}`,
      [`a.ts 2-5 ${said} at ${sha}`, '? a line of which it is no JSON'],
    ],
    ['deep nesting', `{"files":${'['.repeat(9999)}`, ['? a line of which it is nested too deeply']],
  ])('%s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('is read as a note too', () => {
    const note = { ref: 'refs/notes/agent-trace', commit: 'c' };
    expect(shownClaims(readRecord({ ...note, text: record(file({})) }))).toEqual([
      `a.ts 2-5 ${said} at ${sha}`,
    ]);
    const two = `${record(file({}))}\n${record(file({}, 'b.ts'))}`;
    expect(shownClaims(readRecord({ ...note, text: two }))).toHaveLength(2);
  });
});
