// `langguard attribute` and `explain-origin` in a real repository with the notes that tools leave.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../bin/langguard.js', import.meta.url));
const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'langguard-attribute-')));
const cwd = join(temporary, 'app');
const env = {
  PATH: process.env['PATH'],
  HOME: join(temporary, 'home'),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Jane',
  GIT_AUTHOR_EMAIL: 'jane@example.org',
  GIT_COMMITTER_NAME: 'Jane',
  GIT_COMMITTER_EMAIL: 'jane@example.org',
};
const git = (args: string[], input = '') =>
  execFileSync('git', args, { cwd, env, input, encoding: 'utf8' }).trim();
const run = (...args: string[]) =>
  spawnSync(process.execPath, [bin, ...args], { cwd, env, encoding: 'utf8' });

/** Commits one file of two lines and gives the id. */
function commit(name: string, message = `Add ${name}`): string {
  writeFileSync(join(cwd, name), `first of ${name}\nsecond of ${name}\n`);
  git(['add', '--all']);
  git(['commit', '--quiet', '--message', message]);
  return git(['rev-parse', 'HEAD']);
}

const json = JSON.stringify;
const notes: Record<string, [ref: string, text: string]> = {
  'ai.py': [
    'ai',
    `ai.py\n  s_0123456789abcd::t_0123456789abcd 1\n  h_0123456789abcd 2\n---\n${json({ schema_version: 'authorship/3.0.0', prompts: {}, sessions: { s_0123456789abcd: { agent_id: { tool: 'claude', id: '1', model: 'claude-opus-4-6' } } }, humans: { h_0123456789abcd: { author: 'Jane' } } })}`,
  ],
  'blame.py': [
    'agentblame',
    json({
      version: 2,
      attributions: [
        {
          path: 'blame.py',
          startLine: 2,
          endLine: 2,
          category: 'ai_generated',
          provider: 'opencode',
          model: null,
        },
      ],
    }),
  ],
  'who.py': [
    'whogitit',
    json({
      version: 3,
      session: { model: { id: 'claude-x' } },
      files: [{ path: 'who.py', lines: [{ line_number: 1, source: { type: 'AI' } }] }],
    }),
  ],
  'src.py': [
    'srctrace/attribution',
    json({ v: 1, f: { 'src.py': [{ s: 'agent|cursor(gpt-5)', l: ['1-2'] }] } }),
  ],
  'qwen.py': [
    'ai-attribution',
    json({
      version: 1,
      generator: 'Qwen-Coder',
      files: { 'qwen.py': { aiChars: 9, humanChars: 0, percent: 100 } },
    }),
  ],
  'broken.py': ['ai-attribution', '{"files":'],
  'fan.py': ['other-tool', json({ v: 1, f: { 'fan.py': [{ s: 'operator', l: [2] }] } })],
};

beforeAll(() => {
  mkdirSync(cwd, { recursive: true });
  git(['init', '--quiet', '--initial-branch=main']);
  commit('base.py');
  git(['checkout', '--quiet', '-b', 'feature']);
  for (const [name, [ref, text]] of Object.entries(notes)) {
    const sha = commit(name);
    if (name !== 'fan.py') git(['notes', `--ref=${ref}`, 'add', '--file=-', sha], text);
    else {
      // As git keeps them where there are many.
      const blob = git(['hash-object', '-w', '--stdin'], text);
      const tree = [sha.slice(0, 2), sha.slice(2, 4)]
        .toReversed()
        .reduce(
          (inner, folder) => git(['mktree'], `040000 tree ${inner}\t${folder}\n`),
          git(['mktree'], `100644 blob ${blob}\t${sha.slice(4)}\n`),
        );
      git(['update-ref', `refs/notes/${ref}`, git(['commit-tree', tree, '-m', 'notes'])]);
    }
  }
  commit('checkpoint.py', 'Add it\n\nEntire-Checkpoint: 0a1b2c3d4e5f');
  const checkpoint = json({
    checkpoint_id: '0a1b2c3d4e5f',
    agent: 'Gemini CLI',
    files_touched: ['checkpoint.py'],
    initial_attribution: { agent_lines: 2, agent_percentage: 100 },
  });
  const blob = git(['hash-object', '-w', '--stdin'], checkpoint);
  const folder = git(['mktree'], `100644 blob ${blob}\tmetadata.json\n`);
  const session = git(['mktree'], `040000 tree ${folder}\t0\n`);
  git(['update-ref', 'refs/entire/checkpoints/5f/0a1b2c3d4e5f', git(['commit-tree', session, '-m', 'x'])]);
  const before = git(['rev-parse', 'HEAD']);
  mkdirSync(join(cwd, '.agent-trace'));
  const file = {
    path: 'trace.py',
    conversations: [
      { contributor: { type: 'ai', model_id: 'openai/gpt-5' }, ranges: [{ start_line: 2, end_line: 2 }] },
    ],
  };
  writeFileSync(
    join(cwd, '.agent-trace', 'traces.jsonl'),
    `${json({ version: '1.0', vcs: { type: 'git', revision: before }, tool: { name: 'cursor' }, files: [file] })}\n`,
  );
  commit('trace.py');
});

afterAll(() => rmSync(temporary, { recursive: true, force: true }));

it('prints one object for each range of added lines', () => {
  const { stdout, stderr, status } = run('attribute', '--base', 'main', '--format', 'json');
  expect(status).toBe(0);
  const ranges = JSON.parse(stdout) as {
    path: string;
    start: number;
    end: number;
    commit: string;
    grade: string;
    tool?: string;
    model?: string;
    evidence: { source?: string }[];
  }[];
  expect(
    ranges.map(({ path, start, end, grade, tool, model, evidence }) =>
      [`${path}:${start}-${end}`, grade, tool, model, evidence[0]?.source]
        .filter((part) => part !== undefined)
        .join(' '),
    ),
  ).toEqual([
    '.agent-trace/traces.jsonl:1-1 unknown',
    'ai.py:1-1 reported claude-code claude-opus-4-6 refs/notes/ai',
    'ai.py:2-2 human-attested refs/notes/ai',
    'blame.py:1-1 unknown',
    'blame.py:2-2 reported opencode refs/notes/agentblame',
    'broken.py:1-2 unknown',
    'checkpoint.py:1-2 reported gemini refs/entire/checkpoints/5f/0a1b2c3d4e5f',
    'fan.py:1-1 unknown',
    'fan.py:2-2 human-attested refs/notes/other-tool',
    'qwen.py:1-2 reported qwen-code refs/notes/ai-attribution',
    'src.py:1-2 reported cursor gpt-5 refs/notes/srctrace/attribution',
    'trace.py:1-1 unknown',
    'trace.py:2-2 reported cursor openai/gpt-5 .agent-trace/traces.jsonl',
    'who.py:1-1 reported claude-code claude-x refs/notes/whogitit',
    'who.py:2-2 unknown',
  ]);
  for (const { path, commit: id } of ranges)
    expect(id, path).toBe(git(['log', '--format=%H', '-1', '--', path]));
  expect(stderr).toContain('refs/notes/ai-attribution: a record of authorship was not used');
});

it('explains one line', () => {
  const { stdout } = run('explain-origin', 'src.py:2', '--base', 'main');
  expect(stdout).toMatch(/^src\.py:2 \(lines 1 to 2 alike\)\n {2}Cursor gpt-5 \(reported\)/);
  expect(stdout).toMatch(
    /evidence:\n {4}reported: srctrace \(cursor\), record of [\da-f]{12} in refs\/notes\/srctrace\/attribution\n$/,
  );
  const { status, stderr } = run('explain-origin', 'base.py:1', '--base', 'main');
  expect([status, stderr]).toEqual([2, expect.stringContaining('the change does not add line 1 of base.py')]);
});
