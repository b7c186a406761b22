// Records that lie, break or swell: each format ignores them, says so in the coverage, and costs little time.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, wholeFile } from '../../change.ts';
import { attribute } from '../attribute.ts';
import { recordLimits } from './claim.ts';
import { readRecord } from './index.ts';
import { fuzzBudget } from '../../../../test/fuzz-budget.ts';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';

interface Format {
  ref: string;
  /** A record of lines 1 to `end` of a path; the odd values of a test take their places. */
  record(path: unknown, start: unknown, end: unknown): string;
  hasLines: boolean;
}

const id = '0123456789abcd';
const gitAi = (rows: string): string =>
  `${rows}---\n${JSON.stringify({ schema_version: 'authorship/3.0.0', sessions: { [`s_${id}`]: { agent_id: { tool: 'claude' } } } })}`;
const json = (value: unknown): string => JSON.stringify(value);
/** An object may say that it has no text. */
const word = (value: unknown): string => (typeof value === 'object' ? json(value) : String(value));

const formats: Readonly<Record<string, Format>> = {
  'git-ai': {
    ref: 'refs/notes/ai',
    hasLines: true,
    record: (path, start, end) => gitAi(`${word(path)}\n  s_${id}::t_${id} ${word(start)}-${word(end)}\n`),
  },
  'agent-trace': {
    ref: 'refs/notes/agent-trace',
    hasLines: true,
    record: (path, start, end) =>
      json({
        version: '0.1.0',
        vcs: { type: 'git', revision: 'c'.repeat(40) },
        files: [
          {
            path,
            conversations: [{ contributor: { type: 'ai' }, ranges: [{ start_line: start, end_line: end }] }],
          },
        ],
      }),
  },
  whogitit: {
    ref: 'refs/notes/whogitit',
    hasLines: true,
    record: (path, start, end) =>
      json({
        version: 3,
        files: [
          {
            path,
            lines: [
              { line_number: start, source: { type: 'AI' } },
              { line_number: end, source: { type: 'AI' } },
            ],
          },
        ],
      }),
  },
  agentblame: {
    ref: 'refs/notes/agentblame',
    hasLines: true,
    record: (path, start, end) =>
      json({
        version: 2,
        attributions: [
          { path, startLine: start, endLine: end, category: 'ai_generated', provider: 'cursor' },
        ],
      }),
  },
  srctrace: {
    ref: 'refs/notes/srctrace/attribution',
    hasLines: true,
    record: (path, start, end) =>
      json({ v: 1, f: { [word(path)]: [{ s: 'agent|cursor(gpt-5)', l: [start, end] }] } }),
  },
  'ai-attribution': {
    ref: 'refs/notes/ai-attribution',
    hasLines: false,
    record: (path, start) =>
      json({
        version: 1,
        generator: 'Qwen-Coder',
        files: { [word(path)]: { aiChars: start, humanChars: 0 } },
      }),
  },
  entire: {
    ref: 'refs/heads/entire/checkpoints/v1',
    hasLines: false,
    record: (path, start) =>
      json({
        checkpoint_id: '0a1b2c3d4e5f',
        agent: 'Claude Code',
        files_touched: [path],
        initial_attribution: { agent_lines: start, agent_percentage: 100 },
      }),
  },
};

const wrongTypes: Readonly<Record<string, string>> = {
  'git-ai': `a.py\n  s_${id}::t_${id} 1-3\n---\n[]`,
  'agent-trace': json({
    files: [7, { path: 'a.py', conversations: ['x', { contributor: { type: 'ai' }, ranges: 'all' }] }],
  }),
  whogitit: json({ files: [{ path: 'a.py', lines: [1, 2, 3] }] }),
  agentblame: json({ attributions: ['a.py:1-3', null, [1]] }),
  srctrace: json({ v: 1, f: { 'a.py': { s: 'agent', l: [2] } } }),
  'ai-attribution': json({ files: { 'a.py': { aiChars: '12', humanChars: [] } } }),
  entire: json({ checkpoint_id: 7, files_touched: [{ path: 'a.py' }, 3] }),
};

const commit = 'c'.repeat(40);
const person = { name: 'Jane', email: 'jane@example.org' };
/** The grade of the line, and what the coverage says. */
function said(ref: string, text: string, path = 'a.py', line = 2): { grade: string; unread: string[] } {
  const file = wholeFile(path, 'a\nb\nc\n');
  const change: Change = {
    base: 'b',
    head: commit,
    files: [{ ...file, blame: [{ start: 1, count: 3, commit, path, line: 1 }] }],
    commits: [
      { sha: commit, message: 'x', author: person, committer: person, verified: false, parents: ['b'] },
    ],
    records: [{ ref, commit, text }],
    unread: [],
  };
  const { originOf, unread } = attribute(change, []);
  return { grade: originOf(path, line).grade, unread: unread.map(({ reason }) => reason) };
}

describe.each(Object.entries(formats))('%s', (name, { ref, record, hasLines }) => {
  it('is believed where it is sound', () => {
    expect(said(ref, record('a.py', 1, 3), 'a.py', 1)).toEqual({
      grade: 'reported',
      unread: [],
    });
  });

  const nested = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const sound = record('a.py', 1, 3);
  const cases: [string, string][] = [
    ['huge', `${sound.slice(0, -1)},"x":"${'x'.repeat(recordLimits.chars)}"}`],
    ['nested deeply', `${sound.slice(0, -1)},"x":${nested}}`],
    ['cut off', sound.slice(0, -3)],
    ['with a NUL in it', sound.replace('a.py', 'a.py\0').slice(0, -1)],
    ['a path that climbs', record('../../a.py', 1, 3)],
    ['an absolute path', record('/a.py', 1, 3)],
    ['a path of Windows', record('C:\\a.py', 1, 3)],
    ['an empty part of a path', record('x//a.py', 1, 3)],
    ['parts of another type', wrongTypes[name] ?? ''],
    ...(hasLines
      ? ([
          ['a billion lines', record('a.py', 1, 1e9)],
          ['a number beyond numbers', record('a.py', 1, '1e999')],
          [
            'lines backwards',
            name === 'whogitit' || name === 'srctrace' ? record('a.py', -1, 0) : record('a.py', 3, 1),
          ],
          ['lines below one', record('a.py', -5, 0)],
          ['fractions', record('a.py', 1.5, 2.5)],
          ['texts for numbers', record('a.py', 'one', 'three')],
          ['objects for numbers', record('a.py', { valueOf: 1 }, [3])],
        ] satisfies [string, string][])
      : []),
    ...(name === 'git-ai' || name === 'srctrace' || name === 'ai-attribution'
      ? []
      : ([
          ['a number for a path', record(7, 1, 3)],
          ['an object for a path', record({ toString: 'a.py' }, 1, 3)],
          ['nothing for a path', record(null, 1, 3)],
        ] satisfies [string, string][])),
  ];
  it.each(cases)('%s', (_case, text) => {
    const start = processorMs();
    const { grade, unread } = said(ref, text);
    expect(grade).toBe('unknown');
    expect(unread).not.toEqual([]);
    expect(processorMs() - start).toBeLessThan(tooLongMs);
  });

  it('does not touch what every object has', () => {
    for (const key of ['__proto__', 'constructor', 'prototype', 'toString']) {
      said(ref, record(key, 1, 3), key);
      said(ref, `{"__proto__":{"polluted":1},${json({ x: 1 }).slice(1)}`);
      said(ref, sound.replace('"a.py"', '"__proto__"'));
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('takes the last of two equal keys, as JSON does, without failing', () => {
    const twice = sound.replace(/"version":(\S+?),/, '"version":"x","version":$1,');
    expect(() => readRecord({ ref, commit, text: twice })).not.toThrow();
  });

  it('stands any change to its text', () => {
    const edit = fc.record({
      at: fc.nat(sound.length),
      cut: fc.nat(12),
      put: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 6 }),
        fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          '"',
          '\0',
          '\ufffd',
          '---\n',
          '-',
          '999999999',
          '../',
          'null',
          '\n',
          '  ',
        ),
        fc.json({ maxDepth: 2 }),
      ),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        let text = sound;
        for (const { at, cut, put } of edits) text = text.slice(0, at) + put + text.slice(at + cut);
        expectSafe(readRecord({ ref, commit, text }));
        said(ref, text);
      }),
      fuzzBudget(150),
    );
  });

  it('stands any value in any place', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(value, value, value, (path, start, end) =>
        expectSafe(readRecord({ ref, commit, text: record(path, start, end) })),
      ),
      fuzzBudget(150),
    );
  });
});

/** What a claim may hold, whatever the record said. */
function expectSafe({ claims, problems }: ReturnType<typeof readRecord>): void {
  expect(problems.length).toBeLessThanOrEqual(5);
  for (const { path, lines, tool = '', model = '' } of claims) {
    expect(path).not.toMatch(/^\/|(?:^|\/)\.\.(?:\/|$)|\0/);
    expect(tool.length + model.length).toBeLessThanOrEqual(400);
    for (const { start, end } of lines === 'file' ? [] : lines)
      expect(start >= 1 && start <= end && end <= recordLimits.line).toBe(true);
  }
}

it('invalid UTF-8 is a record like any other', () => {
  const bytes = Buffer.concat([Buffer.from('a\xff\xfe.py\n', 'latin1'), Buffer.from(gitAi(''))]);
  expect(said('refs/notes/ai', bytes.toString('utf8')).grade).toBe('unknown');
});

it.each([
  ['many broken notes below each other', '{\n'.repeat(1_000_000)],
  ['many small notes below each other', '{"attributions":[]}\n'.repeat(150_000)],
  ['many ranges that overlap', gitAi(`a.py\n${`  s_${id}::t_${id} 1-4000000\n`.repeat(90_000)}`)],
  ['a list of many ranges', gitAi(`a.py\n  s_${id}::t_${id} ${'1,'.repeat(400_000)}1\n`)],
  ['a row of blanks', gitAi(`a.py\n${' '.repeat(1_000_000)}x\n`)],
  ['many dividers', '---\n'.repeat(900_000)],
])('%s take little time', (_name, text) => {
  const start = processorMs();
  said('refs/notes/ai', text);
  expect(processorMs() - start).toBeLessThan(tooLongMs);
});
