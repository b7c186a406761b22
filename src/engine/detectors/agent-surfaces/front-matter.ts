// Reads agents, commands and skills: Markdown whose head grants tools and whose text may run commands.
import { getIn, itemsOf, readYaml, textOf, type YamlNode } from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';
import { hooks } from './claude.ts';
import { weighCommand } from './commands.ts';
import { type Permission, weighPermissions } from './permissions.ts';
import { at, quote, Unreadable } from './surface.ts';

/** A Markdown file with a YAML head. */
export function* readFrontMatter(text: string, path: string): Generator<Verdict> {
  yield* runOnLoad(text);
  const head = /^\ufeff?---[ \t]*\r?\n([^]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text);
  if (!head) return;
  const offset = head.index + head[0].indexOf(head[1] ?? '');
  const read = readYaml(head[1] ?? '');
  if ('reason' in read) throw new Unreadable(read.reason);
  const [root] = read.documents;
  const shift = (permission: Permission): Permission => ({
    ...permission,
    start: permission.start + offset,
    end: permission.end + offset,
  });
  const granted = ['allowed-tools', 'allowedTools', 'allowed_tools']
    .flatMap((key) => listed(getIn(root, key)))
    .map(shift);
  const readsOthers = granted.some((one) => bringsText.test(one.text));
  for (const verdict of weighPermissions(granted, 'the head of this file'))
    yield { ...verdict, ...listedTool(verdict, text, path, readsOthers) };
  const every = itemsOf(getIn(root, 'tools')).find((item) => textOf(item) === '*');
  if (every)
    yield at(
      { start: every.start + offset, end: every.end + offset },
      'agent-permission-broad',
      'This prompt or agent gets every tool that there is.',
      { severity: 'low' },
    );
  for (const verdict of [...modeOf(root), ...hooks(getIn(root, 'hooks'))])
    yield { ...verdict, start: verdict.start + offset, end: verdict.end + offset };
}

/** Tools that bring the words of strangers: pages, issues, mail. */
const bringsText = /^\s*(?:WebFetch|WebSearch|web_fetch|fetch|mcp__\S*)/;

/**
 * `Bash` by its name among the tools that a file uses. It holds while that runs, and most who write skills list it; it
 * is worth a look where the same skill reads what strangers write, whose words then reach a shell unasked.
 */
function listedTool(
  { rule, start, end }: Verdict,
  text: string,
  path: string,
  readsOthers: boolean,
): Pick<Verdict, 'severity'> {
  const isNamed = rule === 'agent-permission-wildcard' && /^\w+$/.test(text.slice(start, end).trim());
  if (!isNamed) return {};
  // A command is started by a person.
  return { severity: readsOthers && !/(?:^|\/)commands\//.test(path) ? 'medium' : 'low' };
}

function* modeOf(root: YamlNode | undefined): Generator<Verdict> {
  const mode = getIn(root, 'permissionMode');
  if (mode && /^(?:bypassPermissions|dontAsk)$/.test(textOf(mode) ?? ''))
    yield at(mode, 'agent-bypass-mode', 'This agent runs everything without asking.');
}

/** A list, or one text with commas that do not stand in parentheses. */
function listed(node: YamlNode | undefined): Permission[] {
  const items = itemsOf(node);
  if (items.length > 0)
    return items.flatMap((item) => {
      const text = textOf(item);
      return text === undefined ? [] : [{ text, start: item.start, end: item.end }];
    });
  const text = textOf(node);
  if (!node || text === undefined) return [];
  return [...text.matchAll(/[^,\s(][^,(]*(?:\([^)]*\))?/g)].map((match) => ({
    text: match[0].trim(),
    start: node.start + match.index,
    end: node.start + match.index + match[0].trimEnd().length,
  }));
}

/** A line such as !`git status` is run when the command or skill is loaded, before the model sees it. */
function* runOnLoad(text: string): Generator<Verdict> {
  for (const match of text.matchAll(/(?:^|[\s:(])!`([^`\n]{1,500})`/g)) {
    const command = match[1] ?? '';
    const start = match.index + match[0].indexOf('!`');
    const severity = weighCommand(command);
    if (severity === 'low' || isReading(command)) continue;
    yield at(
      { start, end: match.index + match[0].length },
      'agent-hook-command',
      `${quote(command)} runs when this file is loaded, before anybody is asked.`,
      {
        severity: severity === 'high' ? 'high' : /\$ARGUMENTS|\$\d/.test(command) ? 'medium' : 'low',
        ...(/\$ARGUMENTS|\$\d/.test(command)
          ? {
              remedy:
                'Do not put arguments into a command that runs on load: pass them as text, or quote them and check their form.',
            }
          : {}),
      },
    );
  }
}

function isReading(command: string): boolean {
  return /^(?:git|gh (?:pr|issue|repo) (?:view|list|diff|status)|ls|cat|head|tail|wc|find|grep|rg|pwd|date|tree|which|node --version|npm (?:ls|list|view)|echo|test|basename|dirname|command -v)\b(?![^]*[;&|]\s*(?:rm|curl|wget|sh|bash))[^$]*$/.test(
    command.trim(),
  );
}
