// Reads settings that are lines of `key = value` or `key: value`: Codex, Aider and ignore files.
import type { Verdict } from '../verdict.ts';
import { fetchedBy, weighCommand } from './commands.ts';
import { at, quote } from './surface.ts';

interface Setting {
  key: string;
  value: string;
  start: number;
  end: number;
  section: string;
}

function* settings(text: string): Generator<Setting> {
  let section = '';
  for (const match of text.matchAll(
    /^[ \t]*(?:\[{1,2}([^\]\n]{1,200})\]{1,2}|([\w.-]{1,80})[ \t]*[=:][ \t]*([^\n#]{0,2000}))/gm,
  )) {
    if (match[1] !== undefined) section = match[1].trim();
    if (match[2] === undefined) continue;
    const value = (match[3] ?? '').trim();
    const start = match.index + match[0].length - (match[3] ?? '').length;
    yield { key: match[2], value, start, end: start + value.length, section };
  }
}

/** A list that begins on a line, with the lines up to its end. */
function wholeList(text: string, { value, start }: Setting): string {
  if (!value.startsWith('[') || value.includes(']')) return value;
  const end = text.indexOf(']', start);
  return end === -1 || end - start > 2000 ? value : text.slice(start, end + 1).replace(/\s+/g, ' ');
}

const unquoted = (value: string): string => value.replace(/^(["'])([^]*)\1$/, '$2');

/** `.codex/config.toml`. */
export function* readCodex(text: string): Generator<Verdict> {
  const commands = new Map<string, Setting>();
  for (const setting of settings(text)) {
    const value = unquoted(setting.value);
    const name = /^mcp_servers\.([^.]+)$/.exec(setting.section)?.[1];
    // A profile counts only for who chooses it by its name.
    const isChosen = setting.section.startsWith('profiles.');
    if (setting.key === 'approval_policy' && value === 'never')
      yield at(
        setting,
        'agent-bypass-mode',
        isChosen
          ? `With the profile \`${setting.section.slice('profiles.'.length)}\` the agent never asks before it runs something.`
          : 'The agent never asks before it runs something.',
        { severity: isChosen ? 'low' : 'medium' },
      );
    if (setting.key === 'sandbox_mode' && value === 'danger-full-access')
      yield at(
        setting,
        'agent-bypass-mode',
        'The agent runs without a sandbox: everything that its user may read, write and reach is open to it.',
      );
    if (setting.key === 'network_access' && value === 'true')
      yield at(setting, 'agent-permission-broad', 'The sandbox lets the agent reach any address.');
    if (setting.key === 'commit_attribution' && value === '')
      yield at(
        setting,
        'attribution-suppressed',
        "An empty `commit_attribution` keeps the agent's mark out of commits.",
      );
    if (setting.key === 'notify' && value !== '') {
      const command = listOf(wholeList(text, setting)).join(' ');
      yield at(
        setting,
        'agent-hook-command',
        `The agent runs ${quote(command || value)} after each turn, without asking.`,
        { severity: weighCommand(command) },
      );
    }
    if (setting.key === 'base_url' && /^http:\/\/(?!localhost|127\.)/.test(value))
      yield at(
        setting,
        'agent-traffic-redirected',
        `The agent sends its requests over plain http to ${quote(value)}.`,
      );
    if (name !== undefined && setting.key === 'url' && /^http:\/\/(?!localhost|127\.)/.test(value))
      yield at(setting, 'mcp-server-without-tls', `The server ${quote(name)} is reached over plain http.`);
    if (name !== undefined && setting.key === 'command') commands.set(name, setting);
    const command = name === undefined ? undefined : commands.get(name);
    if (command && setting.key === 'args') {
      const fetched = fetchedBy([unquoted(command.value), ...listOf(setting.value)]);
      if (fetched && !fetched.isPinned)
        yield at(
          setting,
          'mcp-server-unpinned',
          `The server ${quote(name ?? '')} runs ${quote(`${fetched.runner} ${fetched.name}`)}: whatever is published under that name when it starts runs with the rights of the person at the keyboard.`,
          {
            remedy: `Pin it: \`${fetched.pinned}\`.`,
          },
        );
    }
  }
}

/** The servers of `.codex/config.toml`, each at the line of its command or address. */
export function* codexServers(
  text: string,
): Generator<{ name: string; words: string[]; url?: string; start: number; end: number }> {
  const sections = Map.groupBy(
    [...settings(text)].filter(({ section }) => /^mcp_servers\.[^.]+$/.test(section)),
    ({ section }) => section,
  );
  for (const [section, list] of sections) {
    const valueOf = (key: string) => list.find((each) => each.key === key);
    const place = valueOf('command') ?? valueOf('url');
    if (!place) continue;
    const url = valueOf('url');
    yield {
      name: unquoted(section.replace('mcp_servers.', '')),
      words: [unquoted(valueOf('command')?.value ?? ''), ...listOf(valueOf('args')?.value ?? '')],
      ...(url && { url: unquoted(url.value) }),
      start: place.start,
      end: Math.max(place.end, place.start + 1),
    };
  }
}

/** The strings of a list on one line. */
function listOf(value: string): string[] {
  return [...value.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map(([, double, single]) => double ?? single ?? '');
}

/** `.aider.conf.yml`. */
export function* readAider(text: string): Generator<Verdict> {
  for (const setting of settings(text)) {
    const value = unquoted(setting.value);
    if (/^yes(?:-always)?$/.test(setting.key) && value === 'true')
      yield at(
        setting,
        'agent-bypass-mode',
        'The agent answers every question with yes, for everybody who works in this repository.',
      );
    if (/^(?:test-cmd|lint-cmd)$/.test(setting.key) && weighCommand(value) !== 'low')
      yield at(setting, 'agent-hook-command', `The agent runs ${quote(value)} after its edits.`, {
        severity: weighCommand(value) === 'high' ? 'high' : 'low',
      });
    if (
      /^attribute-(?:co-authored-by|author|committer)$/.test(setting.key) &&
      value === 'false' &&
      setting.key === 'attribute-co-authored-by'
    )
      yield at(setting, 'attribution-suppressed', 'Commits of the agent will not say that it wrote them.');
    if (setting.key === 'verify-ssl' && value === 'false')
      yield at(setting, 'agent-traffic-redirected', 'The agent no longer checks whose server it talks to.');
  }
}

/** A git hook that takes the agents' marks out of commit messages. */
export function* readCommitHook(text: string): Generator<Verdict> {
  const match =
    /\b(?:sed|grep\s+-v|perl|awk)\b[^\n]{0,200}(?:Co-authored-by|Generated with|Made-with|Claude|Cursor|Copilot)[^\n]{0,200}/i.exec(
      text,
    );
  if (match)
    yield at(
      { start: match.index, end: match.index + match[0].length },
      'attribution-suppressed',
      "This hook takes the agents' marks out of commit messages.",
    );
}
