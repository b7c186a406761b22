// Secret files in reach of an agent are told once for each tool, and not where anything keeps it from them.
import { expect, test } from 'vitest';
import { rulesOf } from '../../../../test/detector-findings.ts';
import { type AgentSurroundings, wholeFile } from '../../change.ts';
import { Facts } from '../../facts.ts';
import { noSyntax } from '../../syntax/parse.ts';
import { agentsAround } from './around.ts';
import { agentSurfaces } from './index.ts';

const rules = rulesOf('agent-surfaces');

function said(files: Record<string, string>, agents?: Partial<AgentSurroundings>): string[] {
  const change = {
    base: '',
    head: '',
    files: Object.entries(files).map(([path, body]) => wholeFile(path, body)),
    commits: [],
    unread: [],
    ...(agents && {
      surroundings: { own: [], manifests: [], agents: { texts: [], secretFiles: [], ...agents } },
    }),
  };
  const input = { change, facts: new Facts(), rules, syntax: noSyntax, digest: String, today: '' };
  return [...(agentSurfaces.detectChange?.(input) ?? [])].flatMap((each) =>
    'finding' in each ? [`${each.finding.rule} ${each.finding.severity} ${each.finding.path}`] : [],
  );
}

const env = { secretFiles: ['.env.example'] };
const open = (path: string): string => `secret-files-readable-by-agent low ${path}`;

test.each<[string, Record<string, string>, Partial<AgentSurroundings> | undefined, string[]]>([
  ['instructions alone', { 'CLAUDE.md': '# A\n' }, env, [open('CLAUDE.md')]],
  [
    'several files of one tool, at its settings',
    { 'CLAUDE.md': '# A\n', '.claude/settings.json': '{"permissions": {"deny": ["Read(./dist)"]}}\n' },
    env,
    [open('.claude/settings.json')],
  ],
  [
    'several tools',
    { 'CLAUDE.md': '# A\n', '.cursor/rules/a.mdc': 'a\n', 'GEMINI.md': 'a\n', '.windsurfrules': 'a\n' },
    env,
    [open('CLAUDE.md'), open('.cursor/rules/a.mdc'), open('GEMINI.md'), open('.windsurfrules')],
  ],
  [
    'a secret file that the change adds',
    { '.cursorrules': 'a\n', '.env.example': 'A=\n' },
    {},
    [open('.cursorrules')],
  ],
  ['nothing to hide', { 'CLAUDE.md': '# A\n' }, {}, []],
  ['nobody looked around', { 'CLAUDE.md': '# A\n', '.env.example': 'A=\n' }, undefined, []],
  ['no agent', { 'src/a.ts': 'a\n' }, env, []],
  ['instructions that many tools read', { 'AGENTS.md': '# A\n' }, env, []],
  ['a tool whose exclusions cannot be seen', { '.github/copilot-instructions.md': '# A\n' }, env, []],
  [
    'denied by settings that stand already',
    { 'CLAUDE.md': '# A\n' },
    {
      ...env,
      texts: [{ path: '.claude/settings.json', text: '{"permissions": {"deny": ["Read(./.env.*)"]}}' }],
    },
    [],
  ],
  [
    'denied by settings that the change brings',
    { 'CLAUDE.md': '# A\n', '.claude/settings.json': '{"permissions": {"deny": ["Read(**/*.pem)"]}}\n' },
    env,
    [],
  ],
  [
    'ignored',
    { '.cursor/rules/a.mdc': 'a\n' },
    { ...env, texts: [{ path: '.cursorignore', text: '# keys\n.env*\n' }] },
    [],
  ],
  [
    'an ignore file of something else',
    { '.cursor/rules/a.mdc': 'a\n' },
    { ...env, texts: [{ path: '.cursorignore', text: 'dist/\n!.env\n' }] },
    [open('.cursor/rules/a.mdc')],
  ],
  [
    'the file of another tool',
    { 'CLAUDE.md': '# A\n' },
    { ...env, texts: [{ path: '.cursorignore', text: '.env\n' }] },
    [open('CLAUDE.md')],
  ],
])('%s', (_name, files, agents, expected) => {
  expect(said(files, agents)).toEqual(expected);
});

test.each<[string, string[], string[]]>([
  [
    'patterns and keys',
    ['.env.example', 'deploy/server.key', 'config/credentials.json'],
    ['.env.example', 'config/credentials.json', 'deploy/server.key'],
  ],
  ['public parts', ['certs/ca.pem', 'id_rsa.pub', 'keys/public.pem'], []],
  ['test data', ['tests/fixtures/server.key', 'docs/example.pem'], []],
  ['code about them', ['src/environment.ts', 'src/credentials.ts', 'secrets.py'], []],
])('secret files: %s', (_name, paths, expected) => {
  expect(agentsAround(paths, []).secretFiles).toEqual(expected);
});
