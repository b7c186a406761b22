// Reads tables of MCP servers, which every tool writes nearly alike.
import { entriesOf, getIn, itemsOf, textOf, textsOf, type YamlNode } from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';
import { downloadsAndRuns, fetchedBy } from './commands.ts';
import { environment } from './environment.ts';
import { at, quote } from './surface.ts';
import { trio } from './trio.ts';

/** The servers of a settings file, under whatever key the tool keeps them. */
export function* readServers(root: YamlNode): Generator<Verdict> {
  const own = textOf(getIn(root, 'name'));
  for (const table of tablesIn(root)) yield* serversIn(table, own);
}

/** The tables of servers, also where an editor keeps its settings deeper. */
export function* serverTables(root: YamlNode): Generator<YamlNode> {
  for (const place of [root, getIn(root, 'settings'), getIn(root, 'customizations', 'vscode')])
    if (place) yield* tablesIn(place);
}

function* tablesIn(root: YamlNode): Generator<YamlNode> {
  const keys = [
    'mcpServers',
    'servers',
    'mcp',
    'context_servers',
    'mcp_servers',
    'amp.mcpServers',
    'mcp.servers',
  ];
  for (const table of [...keys.map((key) => getIn(root, key)), getIn(root, 'mcp', 'servers')])
    if (table) yield table;
}

/** One table of servers by name; `own` is the name under which this package is published itself. */
export function* serversIn(table: YamlNode | undefined, own?: string): Generator<Verdict> {
  const servers = entriesOf(table).filter(({ value }) => isServer(value));
  for (const { key, value } of servers) yield* oneServer(key, value, own);
  if (table && servers.length > 0)
    yield* trio(
      servers.map(({ key, keyStart, keyEnd, value }) => ({
        start: keyStart,
        end: keyEnd,
        name: key,
        text: commandLine(value).join(' '),
      })),
    );
}

function isServer(node: YamlNode): boolean {
  return ['command', 'url', 'serverUrl', 'httpUrl', 'endpoint'].some((key) => getIn(node, key) !== undefined);
}

/** The words of the command; some tools write them in one list. */
export function commandLine(server: YamlNode): string[] {
  const command = getIn(server, 'command');
  const words =
    command?.kind === 'list' ? textsOf(command) : [textOf(command) ?? textOf(getIn(command, 'path')) ?? ''];
  const args = textsOf(getIn(server, 'args') ?? getIn(command, 'args'));
  const first = words[0] ?? '';
  // A command with spaces holds its arguments.
  return [...(words.length === 1 && /\s/.test(first) ? first.trim().split(/\s+/) : words), ...args];
}

function* oneServer(name: string, server: YamlNode, own?: string): Generator<Verdict> {
  const command = getIn(server, 'command');
  const words = commandLine(server);
  const place =
    itemsOf(getIn(server, 'args')).find((item) => !(textOf(item) ?? '-').startsWith('-')) ?? command;
  if (command && place) {
    const fetched = fetchedBy(words);
    if (fetched && !fetched.isPinned)
      yield at(
        place,
        'mcp-server-unpinned',
        `The server ${quote(name)} runs ${quote(`${fetched.runner} ${fetched.name}`)}: whatever is published under that name when it starts runs with the rights of the person at the keyboard.`,
        {
          remedy: `Pin it: \`${fetched.pinned}\`.`,
          // A plugin that starts its own package trusts nobody new.
          ...(own !== undefined && fetched.name === own ? { severity: 'low' as const } : {}),
        },
      );
    if (
      /^(?:.*\/)?(?:ba|z|da)?sh$|^(?:cmd|powershell|pwsh)(?:\.exe)?$/i.test(words[0] ?? '') &&
      fetched === undefined
    ) {
      const line = words.slice(1).join(' ');
      if (downloadsAndRuns(line))
        yield at(
          place,
          'mcp-server-runs-shell',
          `The server ${quote(name)} downloads and runs a script: ${quote(line)}.`,
          { severity: 'high' },
        );
      else if (/(?:^|\s)-c\s|\/c\s/i.test(`${line} `))
        yield at(
          place,
          'mcp-server-runs-shell',
          `The server ${quote(name)} is a shell command: ${quote(line)}.`,
        );
    }
    for (const item of itemsOf(getIn(server, 'args'))) {
      const text = textOf(item) ?? '';
      if (
        /^(?:\/|~\/?|\$\{?HOME\}?\/?|\$\{env:HOME\}|[A-Za-z]:\\?|\/(?:home|Users|root|etc)\/?)$/.test(text) &&
        /filesystem|files|fs\b/i.test(words.join(' '))
      )
        yield at(
          item,
          'agent-write-scope-widened',
          `The server ${quote(name)} may read and write everything below ${quote(text)}.`,
        );
      if (
        /^--(?:dangerously-[\w-]+|allow-all|no-sandbox|unrestricted|yolo|disable-security|allow-write=?\*?)$/i.test(
          text,
        )
      )
        yield at(item, 'agent-bypass-mode', `The server ${quote(name)} runs with ${quote(text)}.`, {
          severity: 'medium',
        });
    }
  }
  for (const key of ['url', 'serverUrl', 'httpUrl', 'endpoint']) {
    const url = getIn(server, key);
    const text = textOf(url) ?? '';
    if (url && /^http:\/\/(?!localhost|127\.|\[::1\]|0\.0\.0\.0|host\.docker\.internal)/i.test(text))
      yield at(
        url,
        'mcp-server-without-tls',
        `The server ${quote(name)} is reached over plain http: anybody on the way reads what the agent sends and answers in the server's place.`,
        {
          remedy: `Write ${quote(text.replace(/^http:/i, 'https:'))}.`,
        },
      );
  }
  yield* environment(getIn(server, 'env'));
  yield* approvals(name, server);
}

function* approvals(name: string, server: YamlNode): Generator<Verdict> {
  const trust = getIn(server, 'trust');
  if (trust && textOf(trust) === 'true')
    yield at(trust, 'agent-auto-approval', `Every tool of the server ${quote(name)} runs without asking.`);
  for (const key of ['autoApprove', 'alwaysAllow', 'autoApproveTools', 'allowedTools', 'includeAlways']) {
    const list = getIn(server, key);
    if (!list) continue;
    if (textOf(list) === 'true' || textsOf(list).includes('*')) {
      yield at(list, 'agent-auto-approval', `Every tool of the server ${quote(name)} runs without asking.`);
      continue;
    }
    const acting = itemsOf(list).filter((item) =>
      /write|create|delete|remove|update|push|merge|exec|run|send|post|move|drop|insert|eval/i.test(
        textOf(item) ?? '',
      ),
    );
    const [first] = acting;
    if (first)
      yield at(
        first,
        'agent-auto-approval',
        `${acting.length === 1 ? 'A tool' : `${acting.length} tools`} of the server ${quote(name)} that change things run without asking: ${acting
          .slice(0, 4)
          .map((item) => quote(textOf(item) ?? ''))
          .join(', ')}.`,
        { severity: 'medium' },
      );
  }
}
