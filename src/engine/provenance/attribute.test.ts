// What a change as a whole is attributed to, and on what evidence.
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
const copilotBot = {
  name: 'Copilot',
  email: '198982749+Copilot@users.noreply.github.com',
  login: 'Copilot',
  type: 'Bot' as const,
};
const claude = 'Co-Authored-By: Claude Opus 4.6 (1M context) <noreply@anthropic.com>';
const cursor = 'Co-authored-by: Cursor <cursoragent@cursor.com>';
const suggestion = 'Co-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>';
const kernel = 'Assisted-by: MyAgent:some-model-3.1';

const commit = (trailer = '', more: Partial<Commit> = {}): Commit => ({
  sha: 'abc',
  message: `Fix it\n\n${trailer}\n`,
  author: jane,
  committer: jane,
  verified: false,
  ...more,
});
const request = (more: Partial<PullRequest> = {}): PullRequest => ({
  number: 1,
  title: 'Fix',
  body: '',
  author: jane,
  headRef: 'fix',
  labels: [],
  ...more,
});
const change = (commits: Commit[], pullRequest?: PullRequest): Change => ({
  base: 'b',
  head: 'h',
  files: [wholeFile('a.py', 'x\ny\n'), { path: 'gone.py', status: 'removed', class: 'text', hunks: [] }],
  commits,
  unread: [],
  ...(pullRequest && { pullRequest }),
});
const said = (of: Change) => {
  const { tool, name, model, grade, commits } = attribute(of, tools).originOf('a.py', 2);
  return [grade, tool, name, model, commits && `${commits.marked} of ${commits.of}`]
    .filter((each) => each !== undefined)
    .join(' | ');
};

const footer = '🤖 Generated with [Claude Code](https://claude.com/claude-code)';
const merge = commit('', { message: "Merge branch 'main' into fix" });

const cases: [string, Change, string][] = [
  ['no mark', change([commit()], request()), 'unknown'],
  ['no commits', change([]), 'unknown'],
  [
    'one commit with a trailer',
    change([commit(claude)]),
    'claimed | claude-code | Claude Code | Claude Opus 4.6',
  ],
  [
    'every commit',
    change([commit(claude), commit(claude)]),
    'claimed | claude-code | Claude Code | Claude Opus 4.6',
  ],
  [
    'every commit but the merges',
    change([commit(claude), merge, commit(claude)]),
    'claimed | claude-code | Claude Code | Claude Opus 4.6',
  ],
  [
    'some commits',
    change([commit(claude), commit(), commit()]),
    'hinted | claude-code | Claude Code | Claude Opus 4.6 | 1 of 3',
  ],
  [
    'commits that were not all read',
    { ...change([commit(claude)]), unread: [{ what: 'commits', reason: 'too many' }] },
    'hinted | claude-code | Claude Code | Claude Opus 4.6 | 1 of 1',
  ],
  [
    'two tools share the commits',
    change([commit(claude), commit(cursor), commit(claude)]),
    'claimed | claude-code | Claude Code and Cursor',
  ],
  [
    'two tools on one commit',
    change([commit(`${claude}\n${cursor}`)]),
    'claimed | claude-code | Claude Code and Cursor',
  ],
  ['a tool and a project convention', change([commit(`${kernel}\n${cursor}`)]), 'claimed | cursor | Cursor'],
  [
    'a project convention alone',
    change([commit(kernel)]),
    'claimed | unnamed-tool | an AI tool | some-model-3.1',
  ],
  [
    'an accepted suggestion',
    change([commit(), commit(suggestion)]),
    'assist | github-copilot | GitHub Copilot',
  ],
  [
    'a suggestion beside a tool',
    change([commit(claude), commit(suggestion)]),
    'hinted | claude-code | Claude Code | Claude Opus 4.6 | 1 of 2',
  ],
  [
    'opened by a bot',
    change([commit()], request({ author: copilotBot })),
    'attested | github-copilot | GitHub Copilot',
  ],
  [
    'opened by a bot, commits too',
    change([commit('', { author: copilotBot })], request({ author: copilotBot })),
    'attested | github-copilot | GitHub Copilot',
  ],
  [
    'opened by a bot, with a commit of a person',
    change([commit('', { author: copilotBot }), commit()], request({ author: copilotBot })),
    'hinted | github-copilot | GitHub Copilot | 1 of 2',
  ],
  [
    'opened by a person of that name',
    change([commit()], request({ author: { ...copilotBot, type: 'User' } })),
    'unknown',
  ],
  [
    'verified commit of a bot',
    change([commit('', { author: copilotBot, committer: copilotBot, verified: true })]),
    'attested | github-copilot | GitHub Copilot',
  ],
  [
    'verified by GitHub',
    change([
      commit('', {
        author: copilotBot,
        committer: { name: 'GitHub', email: 'noreply@github.com' },
        verified: true,
      }),
    ]),
    'attested | github-copilot | GitHub Copilot',
  ],
  [
    'signed by a person in the name of a bot',
    change([commit('', { author: copilotBot, verified: true })]),
    'claimed | github-copilot | GitHub Copilot',
  ],
  [
    'unverified commit of a bot',
    change([commit('', { author: copilotBot, committer: copilotBot })]),
    'claimed | github-copilot | GitHub Copilot',
  ],
  [
    'attested and claimed commits',
    change([commit('', { author: copilotBot, committer: copilotBot, verified: true }), commit(claude)]),
    'claimed | github-copilot | GitHub Copilot and Claude Code',
  ],
  [
    'body footer, one commit',
    change([commit()], request({ body: `Text.\n\n${footer}\n` })),
    'claimed | claude-code | Claude Code',
  ],
  [
    'body footer, several commits',
    change([commit(), commit()], request({ body: footer })),
    'hinted | claude-code | Claude Code',
  ],
  [
    'body footer, several marked commits',
    change([commit(claude), commit(claude)], request({ body: footer })),
    'claimed | claude-code | Claude Code | Claude Opus 4.6',
  ],
  [
    'a trailer that the body quotes',
    change([commit()], request({ body: claude })),
    'hinted | claude-code | Claude Code | Claude Opus 4.6',
  ],
  [
    'branch',
    change([commit()], request({ headRef: 'codex/fix-login' })),
    'hinted | openai-codex | OpenAI Codex',
  ],
  [
    'label',
    change([commit()], request({ labels: ['bug', 'Codex'] })),
    'hinted | openai-codex | OpenAI Codex',
  ],
  [
    'branch and trailer',
    change([commit(claude)], request({ headRef: 'codex/fix-login' })),
    'claimed | claude-code | Claude Code | Claude Opus 4.6',
  ],
  [
    'a bot that quotes',
    change(
      [
        commit('', {
          author: { name: 'renovate[bot]', email: '29139614+renovate[bot]@users.noreply.github.com' },
          message: `Update x\n\n${claude}`,
        }),
      ],
      request({
        author: { name: 'renovate[bot]', email: '', login: 'renovate[bot]', type: 'Bot' },
        body: `${footer}\n${claude}`,
        headRef: 'copilot/x',
      }),
    ),
    'unknown',
  ],
];

describe('attribute', () => {
  it.each(cases)('%s', (_name, of, expected) => {
    expect(said(of)).toBe(expected);
  });

  it('never says human, and knows nothing of lines that were not added', () => {
    for (const [, of] of cases) expect(JSON.stringify(attribute(of, tools))).not.toMatch(/human/i);
    const { originOf, summary } = attribute(change([commit(claude)]), tools);
    expect(originOf('a.py', 3).grade).toBe('unknown');
    expect(originOf('other.py', 1).grade).toBe('unknown');
    expect(summary.map(({ origin, lines, files }) => [origin.grade, lines, files])).toEqual([
      ['claimed', 2, 1],
    ]);
    expect(attribute({ ...change([commit(claude)]), files: [] }, tools).summary).toEqual([]);
  });

  it('names the evidence, each kind once with its first commit', () => {
    const of = change(
      [commit(claude, { sha: 'one' }), commit(claude, { sha: 'two' })],
      request({ body: footer, headRef: 'claude/x' }),
    );
    expect(attribute(of, tools).originOf('a.py', 1).evidence).toEqual([
      { marker: 'claude-footer', tool: 'claude-code', where: 'footer', grade: 'claimed' },
      { marker: 'claude-email', tool: 'claude-code', where: 'trailer', grade: 'claimed', commit: 'one' },
      { marker: 'claude-branch', tool: 'claude-code', where: 'branch', grade: 'hinted' },
    ]);
  });

  it('is quick on long and hostile texts', () => {
    const started = processorMs();
    const message = `x\n\n${'Assisted-by: aaaaaaaaaaaaaaaaaaaaaaaaaaaa: a-a-a-a-a-a-a-a-a-a-a-a-a\n'.repeat(800)}${'<'.repeat(60_000)}\n${'Co-authored-by: <<<<<<<<<\n'.repeat(1000)}`;
    attribute(
      change(
        Array.from({ length: 20 }, () => commit('', { message })),
        request({ body: `${'<'.repeat(900)}\n`.repeat(70) }),
      ),
      tools,
    );
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});
