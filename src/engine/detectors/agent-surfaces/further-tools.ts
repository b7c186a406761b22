// Reads the settings of Continue, Goose, plugins, prompts that run commands, workflows of editors, and what a shell loads on entry.
import {
  entriesOf,
  getIn,
  itemsOf,
  readYaml,
  textOf,
  type YamlEntry,
  type YamlNode,
} from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';
import { hooks } from './claude.ts';
import { downloadsAndRuns, weighCommand } from './commands.ts';
import { readServers, serversIn } from './mcp.ts';
import { at, jsonOf, quote, Unreadable } from './surface.ts';

function yamlOf(text: string): YamlNode | undefined {
  const read = readYaml(text);
  if ('reason' in read) throw new Unreadable(read.reason);
  return read.documents[0];
}

/** `.claude-plugin/plugin.json`: hooks and servers that come with a plugin. */
export function* readPlugin(text: string): Generator<Verdict> {
  const root = jsonOf(text);
  yield* hooks(getIn(root, 'hooks', 'hooks') ?? getIn(root, 'hooks'), true);
  yield* readServers(root);
}

/** `.continue/config.yaml` and the files of its servers. */
export function* readContinue(text: string): Generator<Verdict> {
  const root = yamlOf(text);
  yield* serversIn(byName(getIn(root, 'mcpServers')));
  for (const model of itemsOf(getIn(root, 'models'))) yield* plainAddress(getIn(model, 'apiBase'));
}

function* plainAddress(node: YamlNode | undefined): Generator<Verdict> {
  const address = textOf(node) ?? '';
  if (node && /^http:\/\/(?!localhost|127\.|\[::1\]|0\.0\.0\.0|host\.docker\.internal)/i.test(address))
    yield at(
      node,
      'agent-traffic-redirected',
      `The agent sends its requests over plain http to ${quote(address)}.`,
    );
}

/** A list of servers with names, as the table that other tools write. */
function byName(list: YamlNode | undefined): YamlNode | undefined {
  if (list?.kind !== 'list') return list;
  const entries = list.items.map((value): YamlEntry => ({
    key: textOf(getIn(value, 'name')) ?? 'server',
    keyStart: value.start,
    keyEnd: Math.min(value.end, value.start + 1),
    value,
  }));
  return { kind: 'map', start: list.start, end: list.end, entries };
}

/** Goose: `config.yaml` with `GOOSE_MODE` and extensions, which name their command `cmd`. */
export function* readGoose(text: string): Generator<Verdict> {
  const root = yamlOf(text);
  const mode = getIn(root, 'GOOSE_MODE');
  if (mode && textOf(mode) === 'auto')
    yield at(mode, 'agent-bypass-mode', 'The agent runs everything without asking.');
  const extensions = entriesOf(getIn(root, 'extensions')).map((entry): YamlEntry => {
    const { value } = entry;
    if (value.kind !== 'map') return entry;
    const entries = value.entries.map((each) => (each.key === 'cmd' ? { ...each, key: 'command' } : each));
    return { ...entry, value: { ...value, entries } };
  });
  if (extensions.length > 0)
    yield* serversIn({ kind: 'map', start: 0, end: text.length, entries: extensions });
}

/** Prompts of Gemini CLI and Qwen Code: `!{command}` runs when the prompt is used. */
export function* readPromptCommands(text: string): Generator<Verdict> {
  for (const match of text.matchAll(/!\{([^{}\n]{1,500})\}/g)) {
    const command = match[1] ?? '';
    const hasArguments = /\{\{args\}\}/.test(command);
    const severity = weighCommand(command);
    if (severity === 'low' && !hasArguments) continue;
    yield at(
      { start: match.index, end: match.index + match[0].length },
      'agent-hook-command',
      `${quote(command)} runs when this prompt is used.`,
      { severity: severity === 'high' ? 'high' : 'low' },
    );
  }
}

/** Workflows of Windsurf and its kin: Markdown that may say that its steps run without a question. */
export function* readWorkflow(text: string): Generator<Verdict> {
  const found = /^auto_execution_mode:[ \t]*[23]\b|^[ \t]*\/\/[ \t]*turbo-all\b/im.exec(text);
  if (found)
    yield at(
      { start: found.index, end: found.index + found[0].length },
      'agent-bypass-mode',
      'Every command of this workflow runs without asking.',
      { severity: 'medium' },
    );
}

/** `.envrc`, which direnv loads when somebody enters the folder. */
export function* readEnvrc(text: string): Generator<Verdict> {
  let start = 0;
  for (const line of text.split('\n')) {
    if (!/^\s*#/.test(line) && downloadsAndRuns(line))
      yield at(
        { start, end: start + line.length },
        'command-on-open',
        `${quote(line)} downloads and runs a script when somebody enters this folder.`,
        { severity: 'medium' },
      );
    start += line.length + 1;
  }
}

/** `conductor.json` and `.superset/config.json`: scripts that run for each workspace of an agent. */
export function* readWorkspaceScripts(text: string): Generator<Verdict> {
  for (const { key, value } of entriesOf(getIn(jsonOf(text), 'scripts'))) {
    const command = textOf(value) ?? '';
    if (weighCommand(command) === 'high')
      yield at(value, 'command-on-open', `\`${key}\` downloads and runs a script: ${quote(command)}.`, {
        severity: 'medium',
      });
  }
}

/** Commands that start an agent with its questions or its sandbox off. */
const startedWithoutQuestions =
  /(?:^|[\s"'`;&|(=])(?:npx\s+(?:-y\s+)?)?(?:claude|@anthropic-ai\/claude-code|codex|gemini|qwen|copilot|cursor-agent|opencode|amp|droid|q|kiro-cli|aider|goose|crush|auggie)\b(?=[^\n]{0,300}?\s(?:--dangerously-skip-permissions|--dangerously-bypass-approvals-and-sandbox|--dangerously-allow-all|--yolo|--allow-all-tools|--trust-all-tools|--skip-permissions-unsafe|--permission-mode[= ]bypassPermissions|--sandbox[= ]danger-full-access|--approval-mode[= ]yolo|--yes-always)(?![\w-]))[^\n]{0,300}/g;

/** Scripts, build files and instructions for agents. */
export const startPath =
  /\.(?:sh|bash|zsh|ps1|cmd|bat|mk)$|(?:^|\/)(?:Makefile|GNUmakefile|[Jj]ustfile|Taskfile\.ya?ml|package\.json|Dockerfile[\w.-]*|docker-compose[\w.-]*\.ya?ml|compose\.ya?ml|Procfile|AGENTS\.md|CLAUDE\.md|GEMINI\.md|\.cursorrules|copilot-instructions\.md)$|(?:^|\/)(?:scripts?|bin)\/[\w-]+$/;

/** One finding for each line that starts an agent that never asks; in a container that is what one does, so it is mild there. */
export function* readStarts(text: string, path: string): Generator<Verdict> {
  if (!/dangerous|yolo|allow-all-tools|trust-all|skip-perm|bypassPerm|yes-always/i.test(text)) {
    return;
  }
  const isContainer = /Dockerfile|compose/.test(path);
  for (const match of text.matchAll(startedWithoutQuestions)) {
    const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index + match[0].length);
    if (/^\s*(?:#|\/\/|REM\b|echo\b|printf\b)/i.test(line) && !path.endsWith('.md')) continue;
    if (/\b(?:never|not|don't|avoid|without)\b/i.test(line)) continue;
    yield at(
      { start: match.index, end: match.index + match[0].length },
      'agent-bypass-mode',
      `${quote(match[0])} starts an agent that never asks, with the rights of whoever runs this.`,
      { severity: isContainer ? 'low' : 'medium' },
    );
  }
  const told = path.endsWith('.md')
    ? /^[^\n]{0,200}\b(?:always|must)\b[^\n]{0,80}--(?:dangerously-skip-permissions|dangerously-bypass-approvals-and-sandbox|yolo)\b/im.exec(
        text,
      )
    : null;
  if (told && !/\b(?:never|not|don't)\b/i.test(told[0]))
    yield at(
      { start: told.index, end: told.index + told[0].length },
      'agent-bypass-mode',
      'Agents are told to run without questions.',
      { severity: 'medium' },
    );
}
