// Tells skills, plugins and MCP servers that are not on the organisation's list of approved ones.
import type { ChangedFile } from '../../change.ts';
import type { AiPolicy, ListedSurface } from '../../policy/ai-policy.ts';
import { lineStartsOf, positionAt } from '../../syntax/tree.ts';
import { offered, type Offered } from '../agent-surfaces/offered.ts';
import { type Breach, listed, quote } from './breach.ts';
import { isListed } from './patterns.ts';

const words = {
  skill: { rule: 'unapproved-agent-skill', noun: 'skill', key: 'ai.skills.approved' },
  plugin: { rule: 'unapproved-agent-skill', noun: 'plugin', key: 'ai.skills.approved' },
  marketplace: { rule: 'unapproved-agent-skill', noun: 'marketplace', key: 'ai.skills.approved' },
  server: { rule: 'unapproved-mcp-server', noun: 'server', key: 'ai.servers.approved' },
} as const;

/** One breach for each thing that agents are given in this file and that nobody approved. */
export function* surfaceBreaches(file: ChangedFile, policy: AiPolicy): Generator<Breach> {
  const { path, body } = file;
  if (body === undefined || file.class !== 'text') return;
  if (!policy.approvedSkills && !policy.approvedServers) return;
  const source = { lineStarts: lineStartsOf(body) };
  for (const thing of offered(path, body)) {
    const list = thing.kind === 'server' ? policy.approvedServers : policy.approvedSkills;
    if (!list || list.some((entry) => covers(entry, thing))) continue;
    const { rule, noun, key } = words[thing.kind];
    const start = positionAt(source, thing.start);
    const end = positionAt(source, thing.end);
    const isNamed = list.some(({ name }) => name !== undefined && isListed([name], thing.name));
    const from = listed(thing.sources.slice(0, 1).map(quote));
    yield {
      rule,
      path,
      line: start.line,
      column: start.column,
      endColumn: end.line === start.line ? end.column : start.column + 1,
      message: isNamed
        ? `The ${noun} ${quote(thing.name)} is approved from another source than ${from === '' ? 'this one' : from}.`
        : `The ${noun} ${quote(thing.name)}${from === '' ? '' : `, from ${from},`} is not on the list of approved ones.`,
      remedy: `Use an approved ${noun}, or have this one added to \`${key}\` in the policy of the target branch.`,
    };
  }
}

function covers({ name, source }: ListedSurface, thing: Offered): boolean {
  return (
    (name === undefined || isListed([name], thing.name)) &&
    (source === undefined || thing.sources.some((each) => isListed([source], each)))
  );
}
