// What policy says of AI tools is held against who wrote the lines; unknown lines are never accused.
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { rulesOf } from '../../../../test/detector-findings.ts';
import { type Change, type Commit, wholeFile } from '../../change.ts';
import { Facts } from '../../facts.ts';
import { aiPolicyOf, aiSchema } from '../../policy/ai-policy.ts';
import { attribute } from '../../provenance/attribute.ts';
import { noSyntax } from '../../syntax/parse.ts';
import { aiPolicy } from './index.ts';

const rules = rulesOf('ai-policy', 'ai-markers', 'agent-surfaces');
const dana = { name: 'Dana', email: 'dana@acme.example' };
const claude = 'Co-Authored-By: Claude Opus 4.6 <noreply@anthropic.com>';
const cursor = 'Co-authored-by: Cursor <cursoragent@cursor.com>';

/** A file that one commit wrote as a whole. */
interface Written {
  path: string;
  body?: string;
  by?: string;
  author?: Commit['author'];
}

function changeOf(files: readonly Written[], more: Partial<Change> = {}): Change {
  const shas = files.map((_, at) => String(at + 1).repeat(40));
  return {
    base: '',
    head: '',
    unread: [],
    commits: files.map(({ by = '', author = dana }, at) => ({
      sha: shas[at] as string,
      message: `Change ${at}\n\n${by}\n`,
      author,
      committer: author,
      verified: false,
    })),
    files: files.map(({ path, body = 'one\ntwo\n' }, at) => {
      const count = body.split('\n').length - 1;
      const commit = shas[at] as string;
      return { ...wholeFile(path, body), blame: [{ start: 1, count, commit, path, line: 1 }] };
    }),
    ...more,
  };
}

function said(policy: string, change: Change): string[] {
  const input = {
    change,
    facts: new Facts(),
    rules,
    syntax: noSyntax,
    digest: String,
    today: '',
    aiPolicy: aiPolicyOf(aiSchema.parse(parse(policy))),
    origins: attribute(change, rules.aiTools ?? []).ranges,
  };
  return [
    ...change.files.flatMap((file) => [...(aiPolicy.detectFile?.(file, input) ?? [])]),
    ...(aiPolicy.detectChange?.(input) ?? []),
  ].map((one) =>
    'finding' in one
      ? `${one.finding.rule} ${one.finding.severity} ${one.finding.path}:${one.finding.start.line}`
      : `${one.notChecked.isOrigin ? 'origin' : 'not checked'} ${one.notChecked.path ?? ''} ${one.notChecked.check}`,
  );
}

describe('tools and models', () => {
  const files = [
    { path: 'a.ts', by: claude },
    { path: 'b.ts', by: cursor },
    { path: 'c.ts', by: cursor },
    { path: 'd.ts' },
  ];
  test.each<[string, string, string[]]>([
    ['nothing said', '{}', []],
    ['approved', 'tools: { approved: [{ tool: claude-code }, { tool: cursor }] }', []],
    ['another, once', 'tools: { approved: [{ tool: claude-code }] }', ['unapproved-ai-tool medium b.ts:1']],
    [
      'none',
      'tools: { approved: [] }',
      ['unapproved-ai-tool medium a.ts:1', 'unapproved-ai-tool medium b.ts:1'],
    ],
    ['blocked', 'tools: { blocked: [{ tool: cursor, reason: terms }] }', ['blocked-ai-tool high b.ts:1']],
    [
      'the model fits',
      "tools: { approved: [{ tool: claude-code, models: ['claude-opus-4*'] }, { tool: cursor }] }",
      [],
    ],
    [
      'another model',
      "tools: { approved: [{ tool: claude-code, models: ['*sonnet*'] }, { tool: cursor }] }",
      ['unapproved-ai-tool medium a.ts:1'],
    ],
    [
      'no mark says which model',
      "tools: { approved: [{ tool: claude-code }, { tool: cursor, models: ['gpt-*'] }] }",
      ['origin  model of Cursor'],
    ],
    [
      'a blocked model',
      "tools: { blocked: [{ tool: claude-code, models: ['claude-opus-*'] }] }",
      ['blocked-ai-tool high a.ts:1'],
    ],
    ['marks that are too weak', 'counts_from: attested\ntools: { approved: [] }', []],
  ])('%s', (_name, policy, expected) => {
    expect(said(policy, changeOf(files))).toEqual(expected);
  });

  test('a mark without a name is told mildly, and a proposal that was accepted counts', () => {
    const change = changeOf([
      { path: 'a.ts', by: 'AI-Generated: true' },
      { path: 'b.ts', by: 'Co-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>' },
    ]);
    expect(said('tools: { approved: [{ tool: claude-code }] }', change)).toEqual([
      'unapproved-ai-tool low a.ts:1',
      'unapproved-ai-tool medium b.ts:1',
    ]);
  });

  test('a hint alone accuses nobody', () => {
    const pullRequest = { number: 1, title: '', body: '', author: dana, headRef: 'cursor/x', labels: [] };
    expect(said('tools: { approved: [] }', changeOf([{ path: 'a.ts' }], { pullRequest }))).toEqual([]);
  });
});

describe('classified paths', () => {
  const files = [
    { path: 'pay/card.ts', by: claude },
    { path: 'pay/vault/key.ts', by: cursor },
    { path: 'pay/vault/pin.ts' },
    { path: 'src/a.ts', by: claude },
  ];
  test.each<[string, string, string[]]>([
    [
      'no tool by default',
      'data: { restricted: { paths: [pay/vault/**] } }',
      [
        'ai-lines-in-classified-path critical pay/vault/key.ts:1',
        'origin pay/vault/pin.ts who wrote 2 lines',
      ],
    ],
    [
      'some tools, and a severity',
      'data: { confidential: { paths: [pay/**], tools: [claude-code], severity: low } }',
      ['ai-lines-in-classified-path low pay/vault/key.ts:1'],
    ],
    [
      'the strictest counts',
      'data: { internal: { paths: [pay/**], tools: [] }, restricted: { paths: [pay/vault/**], tools: [cursor] } }',
      ['ai-lines-in-classified-path medium pay/card.ts:1', 'origin pay/vault/pin.ts who wrote 2 lines'],
    ],
    ['every tool where none is named', "data: { public: { paths: ['**'] } }", []],
    ['internal, every tool', 'data: { internal: { paths: [pay/**] } }', []],
  ])('%s', (_name, policy, expected) => {
    expect(said(policy, changeOf(files))).toEqual(expected);
  });

  test('once for each file and tool', () => {
    const change = changeOf([{ path: 'a.ts', body: 'x\n'.repeat(4), by: claude }]);
    const [file] = change.files;
    const commit = '1'.repeat(40);
    file!.blame = [
      { start: 1, count: 1, commit, path: 'a.ts', line: 1 },
      { start: 4, count: 1, commit, path: 'a.ts', line: 4 },
    ];
    expect(said('data: { confidential: { paths: [a.ts] } }', change)).toEqual([
      'ai-lines-in-classified-path high a.ts:1',
    ]);
  });
});

describe('disclosure', () => {
  const signs =
    "require_disclosure: true\ndisclosure_signs: { authors: ['svc-agent-*'], emails: ['*@agents.acme.example'], branches: ['agent/*'] }";
  const agent = { name: 'svc-agent-7', email: 'a@acme.example' };
  const pullRequest = { number: 1, title: '', body: '', author: dana, headRef: 'agent/fix', labels: [] };
  const found = 'undisclosed-ai-change medium a.ts:1';
  test.each<[string, string, Change, string[]]>([
    ['by the author', signs, changeOf([{ path: 'a.ts', author: agent }]), [found]],
    [
      'by the address',
      signs,
      changeOf([{ path: 'a.ts', author: { name: 'X', email: 'x@AGENTS.acme.example' } }]),
      [found],
    ],
    ['by the branch', signs, changeOf([{ path: 'a.ts' }], { pullRequest }), [found]],
    ['one for all', signs, changeOf([{ path: 'a.ts' }, { path: 'b.ts' }], { pullRequest }), [found]],
    ['with a mark', signs, changeOf([{ path: 'a.ts', author: agent, by: claude }]), []],
    [
      'with a mark that names no tool of the catalogue',
      signs,
      changeOf([{ path: 'a.ts', author: agent, by: 'Assisted-by: MyAgent:some-model-3.1' }]),
      [],
    ],
    ['a person', signs, changeOf([{ path: 'a.ts' }]), []],
    [
      'a bot that writes no code by a model',
      "require_disclosure: true\ndisclosure_signs: { authors: ['*bot*'] }",
      changeOf([{ path: 'a.ts', author: { name: 'renovate[bot]', email: 'r@acme.example' } }]),
      [],
    ],
    ['not required', signs.replace('true', 'false'), changeOf([{ path: 'a.ts', author: agent }]), []],
    [
      'a setting that the change brings',
      'require_disclosure: true',
      changeOf([{ path: '.claude/settings.json', body: '{"includeCoAuthoredBy": false}\n' }]),
      ['attribution-suppressed medium .claude/settings.json:1'],
    ],
    [
      'a setting that stood before explains what is not known',
      'require_disclosure: true',
      changeOf([{ path: 'a.ts' }], {
        surroundings: {
          own: [],
          manifests: [],
          agents: {
            texts: [{ path: '.aider.conf.yml', text: 'attribute-co-authored-by: false\n' }],
            secretFiles: [],
          },
        },
      }),
      ['origin .aider.conf.yml who wrote 2 lines'],
    ],
  ])('%s', (_name, policy, change, expected) => {
    expect(said(policy, change)).toEqual(expected);
  });
});

describe('skills, plugins and servers', () => {
  const skill = (name: string): Written => ({
    path: `.claude/skills/${name}/SKILL.md`,
    body: `---\nname: ${name}\ndescription: d\n---\nText\n`,
  });
  const json = (path: string, value: unknown): Written => ({
    path,
    body: JSON.stringify(value, undefined, 1) + '\n',
  });
  const mcp = (server: unknown): Written => json('.mcp.json', { mcpServers: { notes: server } });
  test.each<[string, string, Written, string[]]>([
    ['a skill by name', "skills: { approved: [{ name: 'rep*' }] }", skill('report'), []],
    ['a skill by its folder', "skills: { approved: [{ source: '.claude/skills/*' }] }", skill('report'), []],
    [
      'another skill',
      "skills: { approved: [{ name: 'rep*' }] }",
      skill('other'),
      ['unapproved-agent-skill medium .claude/skills/other/SKILL.md:2'],
    ],
    ['no list', '{}', skill('other'), []],
    [
      'a marketplace and its plugin',
      "skills: { approved: [{ source: 'acme/*' }] }",
      json('.claude/settings.json', {
        extraKnownMarketplaces: { tools: { source: { source: 'github', repo: 'octo/tools' } } },
        enabledPlugins: { 'lint@tools': true, 'old@tools': false },
      }),
      [
        'unapproved-agent-skill medium .claude/settings.json:3',
        'unapproved-agent-skill medium .claude/settings.json:11',
      ],
    ],
    [
      'an approved marketplace',
      "skills: { approved: [{ source: 'acme/*' }] }",
      json('.claude/settings.json', {
        extraKnownMarketplaces: {
          tools: { source: { source: 'git', url: 'https://github.com/acme/tools.git' } },
        },
        enabledPlugins: { 'lint@tools': true },
      }),
      [],
    ],
    [
      'a plugin of a marketplace file',
      "skills: { approved: [{ name: lint, source: './plugins/*' }] }",
      json('.claude-plugin/marketplace.json', {
        plugins: [
          { name: 'lint', source: './plugins/lint' },
          { name: 'lint', source: { source: 'github', repo: 'octo/lint' } },
        ],
      }),
      ['unapproved-agent-skill medium .claude-plugin/marketplace.json:8'],
    ],
    [
      'a server by package',
      "servers: { approved: [{ source: '@acme/*' }] }",
      mcp({ command: 'npx', args: ['-y', '@acme/notes@1.2.3'] }),
      [],
    ],
    [
      'a server by address',
      "servers: { approved: [{ source: 'mcp.acme.example/*' }] }",
      mcp({ url: 'https://mcp.acme.example/notes' }),
      [],
    ],
    [
      'the name of an approved server with another program',
      "servers: { approved: [{ name: notes, source: '@acme/notes' }] }",
      mcp({ command: 'npx', args: ['-y', 'notes'] }),
      ['unapproved-mcp-server medium .mcp.json:3'],
    ],
    [
      'a server of Codex',
      "servers: { approved: [{ source: '@acme/*' }] }",
      {
        path: '.codex/config.toml',
        body: '[mcp_servers.a]\ncommand = "npx"\nargs = ["-y", "@acme/a"]\n\n[mcp_servers.b]\ncommand = "uvx"\nargs = ["b"]\n',
      },
      ['unapproved-mcp-server medium .codex/config.toml:6'],
    ],
    [
      'servers of an editor',
      'servers: { approved: [] }',
      json('.vscode/mcp.json', { servers: { a: { command: 'a' } } }),
      ['unapproved-mcp-server medium .vscode/mcp.json:3'],
    ],
    ['what cannot be read', 'servers: { approved: [] }', { path: '.mcp.json', body: '{' }, []],
  ])('%s', (_name, policy, file, expected) => {
    expect(said(policy, changeOf([file]))).toEqual(expected);
  });
});
