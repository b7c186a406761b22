// Reads the settings of editors and of the other agents: what runs on open, what is approved without asking.
import { entriesOf, entryOf, getIn, itemsOf, textOf, textsOf, type YamlNode } from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';
import { permissionsIn } from './claude.ts';
import { weighCommand } from './commands.ts';
import { readServers } from './mcp.ts';
import { weighPermissions } from './permissions.ts';
import { at, jsonOf, quote } from './surface.ts';

/** A file of MCP servers and nothing else. */
export function* readServerFile(text: string): Generator<Verdict> {
  yield* readServers(jsonOf(text));
}

/** `.vscode/tasks.json`. */
export function* readTasks(text: string): Generator<Verdict> {
  for (const task of itemsOf(getIn(jsonOf(text), 'tasks'))) {
    const on = getIn(task, 'runOptions', 'runOn');
    if (!on || textOf(on) !== 'folderOpen') continue;
    const command =
      textOf(getIn(task, 'command')) ?? textOf(getIn(task, 'script')) ?? textOf(getIn(task, 'label')) ?? '';
    const line = [command, ...textsOf(getIn(task, 'args'))].join(' ');
    yield at(
      on,
      'command-on-open',
      `Opening this folder runs ${quote(line)} on the machine of whoever opens it.`,
      {
        severity: weighCommand(line) === 'low' ? 'medium' : 'high',
      },
    );
  }
}

const editorFlags: Readonly<Record<string, (value: string) => boolean>> = {
  'chat.tools.autoApprove': (value) => value === 'true',
  'chat.tools.global.autoApprove': (value) => value === 'true',
  'chat.agent.terminal.autoApprove': (value) => value === 'true',
  'chat.tools.terminal.autoApprove': (value) => value === 'true',
  'task.allowAutomaticTasks': (value) => value === 'on',
  'security.workspace.trust.enabled': (value) => value === 'false',
  'amp.dangerouslyAllowAll': (value) => value === 'true',
  'cline.autoApprovalSettings.enabled': (value) => value === 'true',
  'claudeCode.allowDangerouslySkipPermissions': (value) => value === 'true',
  'roo-cline.allowedCommands': (value) => value === '*',
};

/** `.vscode/settings.json` and workspace files. */
export function* readEditorSettings(text: string): Generator<Verdict> {
  const file = jsonOf(text);
  const root = getIn(file, 'settings') ?? file;
  for (const { key, value } of entriesOf(root)) {
    if (editorFlags[key]?.(textOf(value) ?? ''))
      yield at(
        value,
        'agent-bypass-mode',
        `\`${key}\` lets agents and tasks run without asking, for everybody who opens this folder.`,
      );
    if (/^chat\.(?:tools|agent)\.terminal\.autoApprove$/.test(key))
      for (const entry of entriesOf(value))
        if (textOf(entry.value) === 'true' && /^(?:\/?\.\*\/?|\*|\/\^?\.\*\$?\/[a-z]*)$/.test(entry.key))
          yield at(
            { start: entry.keyStart, end: entry.keyEnd },
            'agent-permission-wildcard',
            'Every command in the terminal is approved without asking.',
          );
    if (/(?:allowed|trusted)Commands$/.test(key))
      for (const item of itemsOf(value))
        if (textOf(item) === '*')
          yield at(
            item,
            'agent-permission-wildcard',
            `\`${key}\` lets the agent run any command without asking.`,
          );
    if (
      /^terminal\.integrated\.(?:env|profiles|automationProfile)\./.test(key) &&
      /PATH|LD_PRELOAD|NODE_OPTIONS|PROMPT_COMMAND/.test(text.slice(value.start, value.end))
    )
      yield at(
        value,
        'agent-traffic-redirected',
        `\`${key}\` loads or replaces programs in every terminal of this folder.`,
        { severity: 'medium' },
      );
  }
  yield* readServers(root);
  yield* readServers(getIn(root, 'mcp') ?? { kind: 'list', start: 0, end: 0, items: [] });
}

/** `devcontainer.json`. */
export function* readDevcontainer(text: string): Generator<Verdict> {
  const root = jsonOf(text);
  const initialize = entryOf(root, 'initializeCommand');
  if (initialize)
    yield at(
      initialize.value,
      'command-on-open',
      `\`initializeCommand\` runs ${quote(commandOf(initialize.value))} on the host, outside of the container, when the folder is opened.`,
      {
        severity: weighCommand(commandOf(initialize.value)) === 'low' ? 'medium' : 'high',
      },
    );
  for (const key of [
    'onCreateCommand',
    'updateContentCommand',
    'postCreateCommand',
    'postStartCommand',
    'postAttachCommand',
  ]) {
    const entry = entryOf(root, key);
    const line = entry ? commandOf(entry.value) : '';
    if (entry && weighCommand(line) === 'high')
      yield at(
        entry.value,
        'command-on-open',
        `\`${key}\` downloads and runs a script in the container: ${quote(line)}.`,
        { severity: 'medium' },
      );
  }
  for (const item of [...itemsOf(getIn(root, 'mounts')), ...itemsOf(getIn(root, 'runArgs'))]) {
    const value = text.slice(item.start, item.end);
    if (
      /docker\.sock|source=(?:\/|~|\$\{localEnv:HOME\})(?:,|$)|--privileged|--cap-add|seccomp=unconfined|--network=host|(?:\.ssh|\.aws|\.kube|\.config\/gh|\.gnupg)\b/.test(
        value,
      )
    )
      yield at(
        item,
        'agent-write-scope-widened',
        `${quote(value)} opens the host to what runs in the container, agents included.`,
      );
  }
  const privileged = entryOf(root, 'privileged');
  if (privileged && textOf(privileged.value) === 'true')
    yield at(
      privileged.value,
      'agent-write-scope-widened',
      'A privileged container keeps nothing away from what runs in it, agents included.',
    );
}

function commandOf(node: YamlNode): string {
  if (node.kind === 'map') return node.entries.map(({ value }) => commandOf(value)).join(' && ');
  return node.kind === 'list' ? textsOf(node).join(' ') : (textOf(node) ?? '');
}

/** `.cursor/hooks.json`, Kiro's hooks and hooks of other agents: a command for each event. */
export function* readHookFile(text: string): Generator<Verdict> {
  const root = jsonOf(text);
  for (const { key, value } of entriesOf(getIn(root, 'hooks')))
    for (const hook of value.kind === 'list' ? value.items : [value])
      for (const name of ['command', 'bash', 'powershell']) yield* oneHook(key, getIn(hook, name));
  const then = getIn(root, 'then');
  if (then) yield* oneHook(textOf(getIn(root, 'when', 'type')) ?? 'event', getIn(then, 'command'));
}

function* oneHook(event: string, command: YamlNode | undefined): Generator<Verdict> {
  const text = textOf(command);
  if (!command || !text) return;
  yield at(
    command,
    'agent-hook-command',
    `The hook on ${quote(event)} runs ${quote(text)} on every machine that opens this repository with the agent, without asking.`,
    {
      severity: weighCommand(text),
    },
  );
}

/** `.cursor/cli.json`: permissions in Claude's notation. */
export function* readCursorCli(text: string): Generator<Verdict> {
  yield* weighPermissions(permissionsIn(getIn(jsonOf(text), 'permissions', 'allow')), 'the allow list');
}

/** `.cursor/environment.json`: what runs in the machine of a background agent. */
export function* readCursorEnvironment(text: string): Generator<Verdict> {
  const root = jsonOf(text);
  for (const key of ['install', 'start']) {
    const node = getIn(root, key);
    const line = textOf(node) ?? '';
    if (node && weighCommand(line) === 'high')
      yield at(
        node,
        'command-on-open',
        `\`${key}\` downloads and runs a script where the agent works: ${quote(line)}.`,
        { severity: 'medium' },
      );
  }
}

/** `.gemini/settings.json` and Qwen's. */
export function* readGemini(text: string): Generator<Verdict> {
  const root = jsonOf(text);
  const mode =
    getIn(root, 'general', 'defaultApprovalMode') ??
    getIn(root, 'approvalMode') ??
    getIn(root, 'tools', 'approvalMode');
  if (mode && textOf(mode) === 'yolo')
    yield at(
      mode,
      'agent-bypass-mode',
      'The agent runs everything without asking, for everybody who opens this repository.',
    );
  for (const node of [getIn(root, 'autoAccept'), getIn(root, 'tools', 'autoAccept')])
    if (node && textOf(node) === 'true')
      yield at(node, 'agent-bypass-mode', 'Tool calls that the agent takes for safe run without asking.', {
        severity: 'medium',
      });
  for (const key of ['discoveryCommand', 'callCommand']) {
    const node = getIn(root, 'tools', key) ?? getIn(root, `tool${key[0]?.toUpperCase()}${key.slice(1)}`);
    const command = textOf(node);
    if (node && command)
      yield at(
        node,
        'agent-hook-command',
        `\`${key}\` runs ${quote(command)} on every machine that opens this repository with the agent.`,
        { severity: weighCommand(command) },
      );
  }
  const allowed = getIn(root, 'tools', 'allowed') ?? getIn(root, 'allowedTools') ?? getIn(root, 'coreTools');
  yield* weighPermissions(permissionsIn(allowed), 'the list of allowed tools');
  yield* qwenAttribution(getIn(root, 'general', 'gitCoAuthor'));
  yield* readServers(root);
}

/** Qwen Code: `general.gitCoAuthor`, either one flag or one for commits and one for pull requests. */
function* qwenAttribution(node: YamlNode | undefined): Generator<Verdict> {
  for (const flag of [node, getIn(node, 'commit'), getIn(node, 'pr')])
    if (flag && textOf(flag) === 'false')
      yield at(flag, 'attribution-suppressed', 'Commits of the agent will not say that it wrote them.');
}

/** `crush.json`. */
export function* readCrush(text: string): Generator<Verdict> {
  const root = jsonOf(text);
  const style = getIn(root, 'options', 'attribution', 'trailer_style');
  const coAuthor = getIn(root, 'options', 'attribution', 'co_authored_by');
  for (const node of [
    textOf(style) === 'none' ? style : undefined,
    textOf(coAuthor) === 'false' ? coAuthor : undefined,
  ])
    if (node)
      yield at(node, 'attribution-suppressed', 'Commits of the agent will not say that it wrote them.');
  const allowed = getIn(root, 'permissions', 'allowed_tools');
  for (const item of itemsOf(allowed))
    if (textOf(item) === 'bash' || textOf(item) === '*')
      yield at(item, 'agent-permission-wildcard', 'The agent may run any command without asking.');
  yield* readServers(root);
}

/** `opencode.json`. */
export function* readOpencode(text: string): Generator<Verdict> {
  const root = jsonOf(text);
  yield* opencodePermission(getIn(root, 'permission'));
  for (const { value } of entriesOf(getIn(root, 'agent')))
    yield* opencodePermission(getIn(value, 'permission'));
  for (const item of itemsOf(getIn(root, 'plugin'))) {
    const name = textOf(item) ?? '';
    if (!/^\.{1,2}\//.test(name) && !/@\d+\.\d+\.\d+/.test(name))
      yield at(
        item,
        'agent-plugin-source',
        `The plugin ${quote(name)} is fetched at whatever version stands there that day, and runs inside the agent.`,
      );
  }
  yield* readServers(root);
}

function* opencodePermission(node: YamlNode | undefined): Generator<Verdict> {
  if (!node) return;
  if (textOf(node) === 'allow') yield at(node, 'agent-bypass-mode', 'Every tool runs without asking.');
  const bash = getIn(node, 'bash');
  const all = getIn(bash, '*');
  if (bash && (textOf(bash) === 'allow' || textOf(all) === 'allow'))
    yield at(all ?? bash, 'agent-permission-wildcard', 'The agent may run any command without asking.');
}

/** Amp's settings. */
export function* readAmp(text: string): Generator<Verdict> {
  const root = jsonOf(text);
  const all = entryOf(root, 'amp.dangerouslyAllowAll');
  if (all && textOf(all.value) === 'true')
    yield at(all.value, 'agent-bypass-mode', 'The agent runs everything without asking.');
  for (const item of itemsOf(getIn(root, 'amp.commands.allowlist')))
    if (/^\*$/.test(textOf(item) ?? ''))
      yield at(item, 'agent-permission-wildcard', 'The agent may run any command without asking.');
  yield* readServers(root);
}

/** Kiro's settings. */
export function* readKiro(text: string): Generator<Verdict> {
  const root = jsonOf(text);
  for (const { key, value } of entriesOf(root))
    if (key.endsWith('trustedCommands'))
      for (const item of itemsOf(value))
        if (/^\*$/.test(textOf(item) ?? ''))
          yield at(item, 'agent-permission-wildcard', 'The agent may run any command without asking.');
  yield* readServers(root);
}
