// Lists what a file offers to agents by name: skills, plugins and their marketplaces, and MCP servers.
import { entriesOf, getIn, itemsOf, readYaml, textOf, type YamlNode } from '../../text/yaml-tree.ts';
import { fetchedBy } from './commands.ts';
import { codexServers } from './lines.ts';
import { commandLine, serverTables } from './mcp.ts';
import { jsonOf, Unreadable } from './surface.ts';

/** One thing that agents are given, at its place in the file. */
export interface Offered {
  kind: 'skill' | 'plugin' | 'marketplace' | 'server';
  name: string;
  /** What it may be known by besides: a folder, a repository, a package, an image, an address; the most telling first. */
  sources: string[];
  start: number;
  end: number;
}

const skillFile = /(?:^|\/)SKILL\.md$/;
const pluginFile = /(?:^|\/)\.claude\/settings(?:\.\w+)?\.json$|(?:^|\/)\.claude-plugin\/marketplace\.json$/;
const serverFile =
  /(?:^|\/)(?:\.?mcp[\w.-]*\.json|claude_desktop_config\.json|cline_mcp_settings\.json|opencode\.jsonc?|\.?devcontainer(?:\/[^/]+)?(?:\/devcontainer)?\.json)$|(?:^|\/)\.(?:claude|cursor|vscode|roo|kiro\/settings|amazonq|junie|idea|windsurf|continue|zed|trae|augment|gemini|qwen|amp|codex)\/(?:[\w-]+\/)?(?:mcp[\w-]*|settings[\w.]*)\.json$|\.code-workspace$/;

/** Everything that this file offers; nothing where it cannot be read, which its own check says. */
export function offered(path: string, body: string): Offered[] {
  try {
    if (skillFile.test(path)) return [skill(path, body)];
    if (/(?:^|\/)\.codex\/config\.toml$/.test(path))
      return [...codexServers(body)].map(({ name, words, url, ...place }) => server(name, words, url, place));
    return [
      ...(pluginFile.test(path) ? plugins(jsonOf(body)) : []),
      ...(serverFile.test(path) ? servers(jsonOf(body)) : []),
    ];
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

function skill(path: string, body: string): Offered {
  const folder = path.slice(0, path.lastIndexOf('/') + 1).replace(/\/$/, '');
  const head = /^\ufeff?---[ \t]*\r?\n([^]*?)\r?\n---/.exec(body);
  const read = readYaml(head?.[1] ?? '');
  const node = 'documents' in read ? getIn(read.documents[0], 'name') : undefined;
  const offset = head ? head[0].indexOf(head[1] ?? '') : 0;
  const name = textOf(node) ?? folder.slice(folder.lastIndexOf('/') + 1);
  return {
    kind: 'skill',
    name,
    sources: [folder],
    start: node ? node.start + offset : 0,
    end: node ? node.end + offset : Math.min(body.length, 1),
  };
}

function* plugins(root: YamlNode): Generator<Offered> {
  const markets = entriesOf(getIn(root, 'extraKnownMarketplaces'));
  const known = new Map(markets.map(({ key, value }) => [key, sourcesOf(getIn(value, 'source'))]));
  for (const { key, keyStart, keyEnd } of markets)
    yield { kind: 'marketplace', name: key, sources: known.get(key) ?? [], start: keyStart, end: keyEnd };
  for (const { key, keyStart, keyEnd, value } of entriesOf(getIn(root, 'enabledPlugins'))) {
    if (textOf(value) === 'false') continue;
    const at = key.lastIndexOf('@');
    const market = at > 0 ? key.slice(at + 1) : '';
    yield {
      kind: 'plugin',
      name: at > 0 ? key.slice(0, at) : key,
      sources: [...(known.get(market) ?? []), ...(market === '' ? [] : [market])],
      start: keyStart,
      end: keyEnd,
    };
  }
  for (const plugin of itemsOf(getIn(root, 'plugins'))) {
    const name = getIn(plugin, 'name');
    const text = textOf(name);
    if (name && text !== undefined)
      yield {
        kind: 'plugin',
        name: text,
        sources: sourcesOf(getIn(plugin, 'source')),
        start: name.start,
        end: name.end,
      };
  }
}

/** A path, a repository, a package or an address, as plugins and marketplaces name it. */
function sourcesOf(source: YamlNode | undefined): string[] {
  const words = [
    textOf(source),
    ...['repo', 'url', 'package', 'path'].map((key) => textOf(getIn(source, key))),
  ].filter((text) => text !== undefined && text !== '') as string[];
  return words.flatMap(forms);
}

function* servers(root: YamlNode): Generator<Offered> {
  const seen = new Set<number>();
  for (const table of serverTables(root))
    for (const { key, keyStart, keyEnd, value } of entriesOf(table)) {
      const words = commandLine(value);
      const url = ['url', 'serverUrl', 'httpUrl', 'endpoint']
        .map((name) => textOf(getIn(value, name)))
        .find((text) => text !== undefined);
      if ((words.join('') === '' && url === undefined) || seen.has(keyStart)) continue;
      seen.add(keyStart);
      yield server(key, words, url, { start: keyStart, end: keyEnd });
    }
}

function server(
  name: string,
  words: readonly string[],
  url: string | undefined,
  place: { start: number; end: number },
): Offered {
  const line = words.join(' ').trim();
  const fetched = fetchedBy(words);
  return {
    kind: 'server',
    name,
    sources: [
      ...(fetched ? [fetched.name] : []),
      ...(url === undefined ? [] : forms(url)),
      ...(line === '' ? [] : [line]),
    ],
    ...place,
  };
}

/** An address with and without its scheme and what git adds to it; a GitHub repository also by its short name. */
function forms(source: string): string[] {
  const bare = source
    .replace(/^(?:git\+)?(?:https?|ssh|git):\/\/(?:[^@/]*@)?/i, '')
    .replace(/(?:\.git)?\/?(?:#.*)?$/, '');
  const short = /^github\.com[/:]([\w.-]+\/[\w.-]+)$/i.exec(bare)?.[1];
  return [...new Set([...(short === undefined ? [] : [short]), bare, source])];
}
