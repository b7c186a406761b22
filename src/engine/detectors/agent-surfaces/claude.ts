// Reads Claude Code's settings, hooks and plugins.
import { entriesOf, entryOf, getIn, itemsOf, textOf, type YamlNode } from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';
import { reachesOut, weighCommand } from './commands.ts';
import { environment } from './environment.ts';
import { type Permission, weighPermissions } from './permissions.ts';
import { at, jsonOf, quote } from './surface.ts';

/** `.claude/settings.json` and `.claude/settings.local.json`. */
export function* readClaudeSettings(text: string): Generator<Verdict> {
  const root = jsonOf(text);
  const permissions = getIn(root, 'permissions');
  yield* weighPermissions(permissionsIn(getIn(permissions, 'allow')), 'the allow list');
  yield* mode(getIn(permissions, 'defaultMode'));
  for (const item of itemsOf(getIn(permissions, 'additionalDirectories'))) yield* directory(item);
  yield* hooks(getIn(root, 'hooks'));
  yield* environment(getIn(root, 'env'));
  yield* servers(root);
  yield* plugins(root);
  yield* helpers(root);
  yield* sandbox(root);
  yield* attribution(root);
}

/** A list of permissions in a settings file. */
export function permissionsIn(list: YamlNode | undefined): Permission[] {
  return itemsOf(list).flatMap((item) => {
    const text = textOf(item);
    return text === undefined ? [] : [{ text, start: item.start, end: item.end }];
  });
}

function* mode(node: YamlNode | undefined): Generator<Verdict> {
  const text = textOf(node);
  if (!node || text === undefined) return;
  if (/^(?:bypassPermissions|dontAsk|auto)$/.test(text))
    yield at(
      node,
      'agent-bypass-mode',
      `\`defaultMode: ${text}\` lets the agent run everything without asking, for everybody who opens this repository.`,
    );
}

function* directory(item: YamlNode): Generator<Verdict> {
  const text = textOf(item) ?? '';
  if (/^(?:~|\/|[A-Za-z]:[\\/]|\$|\.\.(?:[\\/]\.\.)*[\\/]?$)/.test(text))
    yield at(
      item,
      'agent-write-scope-widened',
      `${quote(text)} opens a folder outside of the repository to the agent.`,
    );
}

/** Hooks run on the machine of whoever opens the repository, without a question. */
export function* hooks(node: YamlNode | undefined, ofPlugin = false): Generator<Verdict> {
  const programs = new Set<string>();
  for (const event of entriesOf(node)) {
    for (const group of itemsOf(event.value)) {
      for (const hook of itemsOf(getIn(group, 'hooks'))) yield* oneHook(event.key, hook, programs, ofPlugin);
      if (getIn(group, 'command')) yield* oneHook(event.key, group, programs, ofPlugin);
    }
  }
}

/** The one script or package that a command starts; a review of it speaks for all its hooks. */
function programOf(command: string): string | undefined {
  const inner = /^(?:\/bin\/)?(?:ba|z|da)?sh -l?c (['"])([^]{1,2000})\1$/.exec(command.trim())?.[2];
  if (inner !== undefined) return onlyProgramOf(inner);
  const alone = command.replace(/\s*(?:\|\| true|2>(?:\/dev\/null|&1))\s*/g, ' ').trim();
  if (/[;&<>`]|\$\(/.test(alone) || reachesOut(alone)) return undefined;
  const [script] = /[\w-]+\.(?:sh|bash|[cm]?[jt]s|py|rb|ps1)\b/.exec(alone) ?? [];
  return script ?? /\b(?:npx|bunx|uvx)\s+(?:-\S+\s+)?(@?\w[\w./@-]*)/.exec(alone)?.[1];
}

/** One program and its arguments: what a plugin is installed for, and its code is reviewed beside the hook. */
function isOwnProgram(text: string): boolean {
  return (
    !/[;&<>|`\n]|\$\(|\s-[ce]\s/.test(text) && !reachesOut(text) && !/\b(?:npx|bunx|uvx|pipx)\b/.test(text)
  );
}

/** The one program that a line of shell starts, beside what only looks whether it is there, reads on or tells. */
function onlyProgramOf(line: string): string | undefined {
  if (/`|\$\(/.test(line) || reachesOut(line)) return undefined;
  const started = line
    .replaceAll('\\"', '')
    .replace(/"[^"\n]{0,400}"|'[^'\n]{0,400}'/g, '""')
    .split(/\|\||&&|[;|{}\n]/)
    .map((part) => part.replace(/\s*\d?&?>{1,2}\s*(?:&\d|\S{1,200})/g, ' ').trim())
    .filter((part) => !/^$|^(?:command -v|which|cat$|echo|printf|true|exit|\[|test)\b|^cat$/.test(part));
  const [first, ...others] = started;
  return others.length === 0
    ? (programOf(first ?? '') ?? /^[\w.-]{1,60}(?= )/.exec(first ?? '')?.[0])
    : undefined;
}

function* oneHook(
  event: string,
  hook: YamlNode,
  programs: Set<string>,
  ofPlugin: boolean,
): Generator<Verdict> {
  const command = getIn(hook, 'command');
  const text = textOf(command);
  const url = getIn(hook, 'url');
  const program = text === undefined ? undefined : programOf(text);
  const isToldAlready = program !== undefined && programs.has(program);
  if (program !== undefined) programs.add(program);
  const isQuiet = isToldAlready || (ofPlugin && text !== undefined && isOwnProgram(text));
  const where = ofPlugin ? 'has this plugin' : 'opens this repository with the agent';
  if (command && text !== undefined)
    yield at(
      command,
      'agent-hook-command',
      `The hook on ${quote(event)} runs ${quote(text)} on every machine that ${where}, without asking.`,
      {
        severity: isQuiet && weighCommand(text) === 'medium' ? 'low' : weighCommand(text),
      },
    );
  if (url)
    yield at(
      url,
      'agent-hook-command',
      `The hook on ${quote(event)} sends what the agent does to ${quote(textOf(url) ?? '')}.`,
      { severity: 'medium' },
    );
}

function* servers(root: YamlNode): Generator<Verdict> {
  const all = entryOf(root, 'enableAllProjectMcpServers');
  if (all && textOf(all.value) === 'true')
    yield at(
      all.value,
      'agent-trusts-all-servers',
      'Every server that `.mcp.json` names, now or after any later change, starts without a question.',
    );
}

function* plugins(root: YamlNode): Generator<Verdict> {
  for (const { key, keyStart, keyEnd, value } of entriesOf(getIn(root, 'extraKnownMarketplaces'))) {
    const source = getIn(value, 'source');
    const where = textOf(getIn(source, 'repo')) ?? textOf(getIn(source, 'url')) ?? key;
    const isLocal = /^(?:directory|file)$/.test(textOf(getIn(source, 'source')) ?? '');
    if (!isLocal && !isPinned(source))
      yield at(
        { start: keyStart, end: keyEnd },
        'agent-plugin-source',
        `Plugins may be installed from ${quote(where)}, at whatever stands there that day; they bring commands, hooks and servers.`,
      );
  }
}

/** `.claude-plugin/marketplace.json`: plugins that it takes from elsewhere. */
export function* readMarketplace(text: string): Generator<Verdict> {
  for (const plugin of itemsOf(getIn(jsonOf(text), 'plugins'))) {
    const source = getIn(plugin, 'source');
    const where = ['repo', 'url', 'package']
      .map((key) => getIn(source, key))
      .find((node) => textOf(node) !== undefined);
    const name = getIn(plugin, 'name');
    if (!where || isPinned(source)) continue;
    yield at(
      where,
      'agent-plugin-source',
      `The plugin ${quote(textOf(name) ?? '')} is taken from ${quote(textOf(where) ?? '')}, at whatever stands there that day; it brings commands, hooks and servers.`,
    );
  }
}

/** At a commit, or at a version that its author would have to move on purpose. */
function isPinned(source: YamlNode | undefined): boolean {
  return ['sha', 'ref', 'version'].some((key) =>
    /^(?:[\da-f]{40}|[\w.-]*?v?\d+\.\d+\.\d+[\w.+-]*)$/.test(textOf(getIn(source, key)) ?? ''),
  );
}

function* helpers(root: YamlNode): Generator<Verdict> {
  for (const name of [
    'apiKeyHelper',
    'awsAuthRefresh',
    'awsCredentialExport',
    'otelHeadersHelper',
    'gcpAuthRefresh',
  ]) {
    const node = getIn(root, name);
    const text = textOf(node);
    if (node && text)
      yield at(
        node,
        'agent-hook-command',
        `\`${name}\` runs ${quote(text)} to get credentials, on every machine that opens this repository.`,
        { severity: 'medium' },
      );
  }
  const status = getIn(root, 'statusLine', 'command');
  const text = textOf(status);
  if (status && text)
    yield at(
      status,
      'agent-hook-command',
      `The status line runs ${quote(text)} again and again, without asking.`,
      { severity: weighCommand(text) },
    );
}

function* sandbox(root: YamlNode): Generator<Verdict> {
  const node = getIn(root, 'sandbox');
  const prompt = entryOf(root, 'skipDangerousModePermissionPrompt');
  if (prompt && textOf(prompt.value) === 'true')
    yield at(
      prompt.value,
      'agent-bypass-mode',
      'Nobody is asked any more before the agent starts without questions.',
      { severity: 'medium' },
    );
  for (const key of ['allowUnsandboxedCommands', 'enableWeakerNestedSandbox', 'allowAllUnixSockets']) {
    const entry = entryOf(node, key) ?? entryOf(getIn(node, 'network'), key);
    if (entry && textOf(entry.value) === 'true')
      yield at(entry.value, 'agent-bypass-mode', `\`${key}\` takes commands out of the sandbox.`, {
        severity: 'medium',
      });
  }
  for (const item of itemsOf(getIn(node, 'network', 'allowedDomains')))
    if (textOf(item) === '*')
      yield at(item, 'agent-permission-broad', 'The sandbox lets every address be reached.');
}

function* attribution(root: YamlNode): Generator<Verdict> {
  const off = entryOf(root, 'includeCoAuthoredBy');
  if (off && textOf(off.value) === 'false')
    yield at(off.value, 'attribution-suppressed', 'Commits of the agent will not say that it wrote them.');
  for (const key of ['commit', 'pr']) {
    const entry = entryOf(getIn(root, 'attribution'), key);
    if (entry && textOf(entry.value) === '')
      yield at(
        { start: entry.keyStart, end: entry.value.end },
        'attribution-suppressed',
        `An empty \`attribution.${key}\` keeps the agent's mark out of ${key === 'pr' ? 'pull requests' : 'commits'}.`,
      );
  }
}
