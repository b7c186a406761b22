// The detector of agent surfaces: files that tell coding agents what they may do, what runs, and whom they trust.
import type { ChangedFile } from '../../change.ts';
import type { Detection, Detector, DetectorInput } from '../../detector.ts';
import { getIn } from '../../text/yaml-tree.ts';
import { findingOf } from '../told.ts';
import { report, type Verdict } from '../verdict.ts';
import { hooks, readClaudeSettings, readMarketplace } from './claude.ts';
import {
  readAmp,
  readCrush,
  readCursorCli,
  readCursorEnvironment,
  readDevcontainer,
  readEditorSettings,
  readGemini,
  readHookFile,
  readKiro,
  readOpencode,
  readServerFile,
  readTasks,
} from './editors.ts';
import { readFrontMatter } from './front-matter.ts';
import {
  readContinue,
  readEnvrc,
  readGoose,
  readPlugin,
  readPromptCommands,
  readStarts,
  readWorkflow,
  readWorkspaceScripts,
  startPath,
} from './further-tools.ts';
import { readAider, readCodex, readCommitHook } from './lines.ts';
import { ignorePath, lostProtections } from './protections.ts';
import { checkSkill } from './skills.ts';
import { jsonOf, type Surface, Unreadable } from './surface.ts';
import { checkTrace, tracePath } from './traces.ts';
import { unprotected } from './unprotected.ts';

/** Every surface that is read, one line each. */
const surfaces: readonly Surface[] = [
  {
    tool: 'Claude Code',
    path: /(?:^|\/)\.claude\/settings(?:\.\w+)?\.json$|(?:^|\/)managed-settings\.json$/,
    read: readClaudeSettings,
  },
  { tool: 'Claude Code', path: /(?:^|\/)hooks\/hooks\.json$/, read: readHooksOfPlugin },
  { tool: 'Claude Code', path: /(?:^|\/)\.claude-plugin\/marketplace\.json$/, read: readMarketplace },
  {
    tool: 'Claude Code',
    path: /(?:^|\/)(?:\.claude\/)?(?:agents|commands|skills)\/(?:[^/]+\/)*[^/]+\.md$|(?:^|\/)SKILL\.md$/,
    read: readFrontMatter,
  },
  {
    tool: 'GitHub Copilot',
    path: /(?:^|\/)\.github\/(?:prompts|chatmodes|agents|instructions|skills)\/.*\.md$/,
    read: readFrontMatter,
  },
  {
    tool: 'MCP',
    path: /(?:^|\/)(?:\.?mcp(?:_config|_settings|-config)?\.json|claude_desktop_config\.json|cline_mcp_settings\.json)$|(?:^|\/)\.(?:cursor|vscode|roo|kiro\/settings|amazonq|junie\/mcp|idea|windsurf|continue|zed|trae|augment)\/mcp(?:_[a-z]+)?\.json$/,
    read: readServerFile,
  },
  {
    tool: 'Cursor',
    path: /(?:^|\/)\.cursor\/hooks\.json$|(?:^|\/)\.github\/hooks\/[^/]+\.json$|\.kiro\.hook$|(?:^|\/)\.windsurf\/hooks\.json$/,
    read: readHookFile,
  },
  { tool: 'Cursor', path: /(?:^|\/)\.cursor\/cli(?:-config)?\.json$/, read: readCursorCli },
  { tool: 'Cursor', path: /(?:^|\/)\.cursor\/environment\.json$/, read: readCursorEnvironment },
  { tool: 'VS Code', path: /(?:^|\/)\.vscode\/tasks\.json$/, read: readTasks },
  { tool: 'VS Code', path: /(?:^|\/)\.vscode\/settings\.json$|\.code-workspace$/, read: readEditorSettings },
  {
    tool: 'dev container',
    path: /(?:^|\/)\.?devcontainer(?:\/[^/]+)?(?:\/devcontainer)?\.json$/,
    read: readDevcontainer,
  },
  { tool: 'Gemini CLI', path: /(?:^|\/)\.(?:gemini|qwen)\/settings\.json$/, read: readGemini },
  { tool: 'Codex', path: /(?:^|\/)\.codex\/config\.toml$/, read: readCodex },
  { tool: 'opencode', path: /(?:^|\/)opencode\.jsonc?$/, read: readOpencode },
  { tool: 'Crush', path: /(?:^|\/)\.?crush\.json$/, read: readCrush },
  { tool: 'Amp', path: /(?:^|\/)\.amp\/settings\.json$/, read: readAmp },
  { tool: 'Kiro', path: /(?:^|\/)\.kiro\/settings\/(?!mcp)[^/]+\.json$/, read: readKiro },
  { tool: 'Zed', path: /(?:^|\/)\.zed\/settings\.json$/, read: readServerFile },
  { tool: 'Aider', path: /(?:^|\/)\.aider\.conf\.ya?ml$/, read: readAider },
  { tool: 'Claude Code', path: /(?:^|\/)\.claude-plugin\/plugin\.json$/, read: readPlugin },
  {
    tool: 'Continue',
    path: /(?:^|\/)\.continue\/(?:config\.ya?ml$|(?:mcpServers|models|agents|assistants)\/.+\.ya?ml$)/,
    read: readContinue,
  },
  { tool: 'Goose', path: /(?:^|\/)\.?goose\/config\.ya?ml$/, read: readGoose },
  { tool: 'Gemini CLI', path: /(?:^|\/)\.(?:gemini|qwen)\/commands\/.+\.toml$/, read: readPromptCommands },
  {
    tool: 'Windsurf',
    path: /(?:^|\/)\.(?:windsurf|agents?|antigravity|codeium)\/workflows\/[^/]+\.md$/,
    read: readWorkflow,
  },
  { tool: 'direnv', path: /(?:^|\/)\.envrc$/, read: readEnvrc },
  {
    tool: 'Conductor',
    path: /(?:^|\/)conductor\.json$|(?:^|\/)\.superset\/config\.json$/,
    read: readWorkspaceScripts,
  },
  {
    tool: 'git',
    path: /(?:^|\/)(?:\.husky|\.githooks|git-hooks|hooks)\/(?:commit-msg|prepare-commit-msg)$/,
    read: readCommitHook,
  },
];

const skillPath =
  /(?:^|\/)(?:\.(?:claude|codex|cursor|github|gemini|agents|opencode|kiro)\/)?skills\/(?:[^/]+\/)+[^/]+$|(?:^|\/)SKILL\.md$/;
const scriptPath = /\.(?:sh|bash|zsh|py|js|mjs|cjs|ts|rb|pl|ps1|md)$/i;

export const agentSurfaces: Detector = {
  id: 'agent-surfaces',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    if (body !== undefined && file.class === 'text') yield* inFile(path, body, input);
  },
  *detectChange(input) {
    for (const file of input.change.files) yield* lost(file, input);
    yield* withoutProtection(input);
  },
};

function* inFile(path: string, body: string, input: DetectorInput): Generator<Detection> {
  const verdicts: Verdict[] = [];
  for (const { tool, path: expression, read } of surfaces) {
    if (!expression.test(path)) continue;
    try {
      verdicts.push(...read(body, path));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      yield {
        notChecked: { path, check: 'agent-surfaces', reason: `settings of ${tool}: ${error.message}` },
      };
    }
    break;
  }
  if (skillPath.test(path) && scriptPath.test(path))
    for (const verdict of checkSkill(body, path.endsWith('.md')))
      verdicts.push(
        // A translation in the documentation is read by people; no agent loads it.
        /(?:^|\/)docs?\//.test(path) && verdict.rule === 'skill-writes-outside'
          ? { ...verdict, severity: 'low' }
          : verdict,
      );
  if (startPath.test(path)) verdicts.push(...readStarts(body, path));
  if (tracePath.test(path)) verdicts.push(...checkTrace(body));
  yield* report(path, body, verdicts, input, false);
}

function* readHooksOfPlugin(text: string): Generator<Verdict> {
  yield* hooks(getIn(jsonOf(text), 'hooks'), true);
}

/** A protection that is gone is shown where it stood. */
function* lost(file: ChangedFile, { rules }: DetectorInput): Generator<Detection> {
  const info = rules.info.get('agent-protection-removed');
  if (
    !info ||
    (!ignorePath.test(file.path) && !/(?:^|\/)\.claude\/settings(?:\.\w+)?\.json$/.test(file.path))
  )
    return;
  for (const { line, text, what } of lostProtections(file))
    yield {
      finding: findingOf(info, {
        path: file.path,
        start: { line, column: 1 },
        end: { line, column: 2 },
        message: `The ${what} \`${text.replaceAll('`', "'")}\` kept agents away and is gone.`,
        removed: true,
      }),
    };
}

function* withoutProtection({ change, rules }: DetectorInput): Generator<Detection> {
  const info = rules.info.get('secret-files-readable-by-agent');
  if (!info) return;
  for (const { path, line, message, remedy } of unprotected(change))
    yield {
      finding: findingOf(info, {
        path,
        start: { line, column: 1 },
        end: { line, column: 2 },
        message,
        remedy,
      }),
    };
}
