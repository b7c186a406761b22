// Which origin each single line gets, from the commit that wrote it and from records about that commit.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Change, type Commit, type PullRequest, wholeFile } from '../change.ts';
import { attribute } from './attribute.ts';
import { aiToolSchema } from './tool.ts';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';

const folder = new URL('../../../rules/ai-markers/', import.meta.url);
const tools = readdirSync(folder).map((file) =>
  aiToolSchema.parse(parse(readFileSync(new URL(file, folder), 'utf8'))),
);

const jane = { name: 'Jane Roe', email: 'jane@example.org', login: 'jane', type: 'User' as const };
const bot = {
  name: 'Copilot',
  email: '198982749+Copilot@users.noreply.github.com',
  login: 'Copilot',
  type: 'Bot' as const,
};
const ids = ['1', '2', '3'].map((digit) => digit.repeat(40));
const [one = '', two = '', three = ''] = ids;
const commit = (sha: string, trailer = '', more: Partial<Commit> = {}): Commit => ({
  sha,
  message: `Fix it\n\n${trailer}\n`,
  author: jane,
  committer: jane,
  verified: false,
  parents: [String(Number(sha[0]) - 1).repeat(40)],
  ...more,
});
const claude = 'Co-Authored-By: Claude <noreply@anthropic.com>';
const suggestion = 'Co-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>';
const bots = { author: bot, committer: bot, verified: true };
const byBot: PullRequest = { number: 1, title: 'x', body: '', author: bot, headRef: 'x', labels: [] };

/** Nine lines: 1-3 by the first commit, where they were 11-13 of old.py, 4-6 by the second, 7 by the third, 8-9 unmapped. */
const change = (commits: Commit[], more: Partial<Change> = {}): Change => ({
  base: '0'.repeat(40),
  head: three,
  commits,
  unread: [],
  files: [
    {
      ...wholeFile('a.py', 'x\n'.repeat(9)),
      blame: [
        { start: 1, count: 3, commit: one, path: 'old.py', line: 11 },
        { start: 4, count: 3, commit: two, path: 'a.py', line: 4 },
        { start: 7, count: 1, commit: three, path: 'a.py', line: 7 },
      ],
    },
  ],
  ...more,
});
const three3 = [commit(one), commit(two), commit(three)];
const note = (of: string, rows: string, ref = 'refs/notes/ai') => ({
  ref,
  commit: of,
  text: `${rows}---\n${JSON.stringify({
    schema_version: 'authorship/3.0.0',
    sessions: { s_a1a1a1a1a1a1a1: { agent_id: { tool: 'codex', model: 'gpt-5' } } },
    humans: { h_b2b2b2b2b2b2b2: { author: 'Jane' } },
  })}`,
});
const ai = '  s_a1a1a1a1a1a1a1::t_1';
const person = '  h_b2b2b2b2b2b2b2';
const trace = (revision: string, path: string, start_line: number, end_line: number, version = '0.1.0') => ({
  ref: '.agent-trace/traces.jsonl',
  text: JSON.stringify({
    version,
    vcs: { type: 'git', revision },
    tool: { name: 'cursor' },
    files: [{ path, conversations: [{ contributor: { type: 'ai' }, ranges: [{ start_line, end_line }] }] }],
  }),
});

const said = (of: Change) =>
  attribute(of, tools).ranges.map(({ start, end, origin: { grade, tool, model } }) =>
    [start === end ? start : `${start}-${end}`, grade, tool, model]
      .filter((part) => part !== undefined)
      .join(' '),
  );

const rest = ['4-6 unknown', '7 unknown', '8-9 unknown'];
const cases: [string, Change, string[]][] = [
  ['no mark', change(three3), ['1-3 unknown', ...rest]],
  [
    'a trailer speaks of the lines of its commit',
    change([commit(one, claude), commit(two), commit(three)]),
    ['1-3 claimed claude-code', ...rest],
  ],
  [
    'an accepted suggestion too',
    change([commit(one, claude), commit(two, suggestion), commit(three)]),
    ['1-3 claimed claude-code', '4-6 assist github-copilot', '7 unknown', '8-9 unknown'],
  ],
  [
    'a branch hints at all commits but not at what is known better',
    change([commit(one, claude), commit(two, suggestion), commit(three)], {
      pullRequest: { ...byBot, author: jane, headRef: 'claude/x' },
    }),
    ['1-3 claimed claude-code', '4-6 assist github-copilot', '7 hinted claude-code', '8-9 unknown'],
  ],
  [
    'a bot that opened the request, with a commit of a person',
    change([commit(one, '', bots), commit(two), commit(three, '', bots)], { pullRequest: byBot }),
    ['1-3 attested github-copilot', '4-6 hinted github-copilot', '7 attested github-copilot', '8-9 unknown'],
  ],
  [
    'a record counts lines as its commit had them',
    change(three3, { records: [note(one, `old.py\n${ai} 12-13\na.py\n${ai} 1-9\n`)] }),
    ['1 unknown', '2-3 reported openai-codex gpt-5', ...rest],
  ],
  [
    'a record of a later commit says nothing of earlier lines',
    change(three3, { records: [note(three, `a.py\n${ai} 1-9\n`)] }),
    ['1-3 unknown', '4-6 unknown', '7 reported openai-codex gpt-5', '8-9 unknown'],
  ],
  [
    'a record goes before a trailer, and lines that it leaves out keep the trailer',
    change([commit(one, claude), commit(two), commit(three)], { records: [note(one, `old.py\n${ai} 11\n`)] }),
    ['1 reported openai-codex gpt-5', '2-3 claimed claude-code', ...rest],
  ],
  [
    'a person by record, though the commit claims a tool',
    change([commit(one, claude), commit(two), commit(three)], {
      records: [note(one, `old.py\n${person} 11-12\n`)],
    }),
    ['1-2 human-attested', '3 claimed claude-code', ...rest],
  ],
  [
    'a person by record, though GitHub knows that a bot committed',
    change([commit(one, '', bots), commit(two), commit(three)], {
      records: [note(one, `old.py\n${person} 11-12\n`)],
    }),
    ['1-3 attested github-copilot', ...rest],
  ],
  [
    'a tool and a person for the same lines',
    change(three3, { records: [note(one, `old.py\n${person} 11-13\n${ai} 12\n`)] }),
    ['1 human-attested', '2 reported openai-codex gpt-5', '3 human-attested', ...rest],
  ],
  [
    'two records of one commit',
    change(three3, {
      records: [
        note(one, `old.py\n${ai} 11\n`),
        {
          ref: 'refs/notes/srctrace/attribution',
          commit: one,
          text: '{"v":1,"f":{"old.py":[{"s":"agent|claude(opus)","l":["11-12"]},{"s":"operator","l":[13]}]}}',
        },
      ],
    }),
    ['1 reported openai-codex gpt-5', '2 reported claude-code opus', '3 human-attested', ...rest],
  ],
  [
    'a share of a file does not say which lines',
    change(three3, {
      records: [
        {
          ref: 'refs/notes/ai-attribution',
          commit: two,
          text: '{"generator":"Qwen-Coder","files":{"a.py":{"aiChars":9,"humanChars":1}}}',
        },
      ],
    }),
    ['1-3 unknown', '4-6 hinted qwen-code', '7 unknown', '8-9 unknown'],
  ],
  [
    'a trace at the commit that wrote the lines',
    change(three3, { records: [trace(two, 'a.py', 5, 6)] }),
    ['1-3 unknown', '4 unknown', '5-6 reported cursor', '7 unknown', '8-9 unknown'],
  ],
  [
    'a trace of the reference writer speaks of the next commit',
    change(three3, { records: [trace(two, 'a.py', 1, 9, '1.0')] }),
    ['1-3 unknown', '4-6 unknown', '7 reported cursor', '8-9 unknown'],
  ],
  [
    'and so does one whose commit did not touch the file',
    change(three3, { records: [trace('0'.repeat(40), 'old.py', 1, 12)] }),
    ['1-2 reported cursor', '3 unknown', ...rest],
  ],
  [
    'a trace of another commit',
    change(three3, { records: [trace('9'.repeat(40), 'a.py', 1, 9)] }),
    ['1-3 unknown', ...rest],
  ],
];

describe('attribute, line by line', () => {
  it.each(cases)('%s', (_name, of, expected) => {
    expect(said(of)).toEqual(expected);
    const { originOf, ranges } = attribute(of, tools);
    for (const { start, end, origin } of ranges)
      for (const line of [start, end]) expect(originOf('a.py', line)).toBe(origin);
    expect(originOf('a.py', 10).grade).toBe('unknown');
  });

  it('says where the record is and what it could not use', () => {
    const of = change(three3, {
      records: [note(one, `old.py\n${ai} 11\n`), { ref: 'refs/notes/ai', commit: two, text: '{oops' }],
    });
    const { originOf, unread } = attribute(of, tools);
    expect(originOf('a.py', 1).evidence).toEqual([
      {
        marker: 'git-ai',
        where: 'record',
        commit: one,
        source: 'refs/notes/ai',
        tool: 'openai-codex',
        grade: 'reported',
      },
    ]);
    expect(unread).toEqual([
      {
        path: 'refs/notes/ai',
        what: 'origins',
        reason: 'a record of authorship was not used: it is no JSON',
      },
    ]);
    const elsewhere = change(three3, { records: [{ ref: 'refs/notes/review', commit: two, text: 'Fine.' }] });
    expect(attribute(elsewhere, tools).unread).toEqual([]);
  });

  it('sums up lines and files by origin', () => {
    const of = change([commit(one, claude), commit(two, claude), commit(three)]);
    const { summary } = attribute(of, tools);
    expect(summary.map(({ origin, lines, files }) => `${origin.grade} ${lines} ${files}`)).toEqual([
      'claimed 6 1',
      'unknown 3 1',
    ]);
  });

  it('is quick on records with very many overlapping ranges', () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `${ai} ${at + 1}-${40_000 - at}\n`).join('');
    const started = processorMs();
    attribute(change(three3, { records: [note(two, `a.py\n${rows}`)] }), tools);
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});
