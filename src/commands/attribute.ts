// `langguard attribute`: who or what wrote each added line of a change, and on what evidence.
import { Option, type Command } from 'commander';
import { type Attribution, attribute, type OriginRange } from '../engine/provenance/attribute.ts';
import type { Change } from '../engine/change.ts';
import { terminalText } from '../reporters/neutralise.ts';
import { originName } from '../reporters/wording.ts';
import { readGitChange } from '../sources/git.ts';
import { shippedRules } from './setup.ts';

/** Which change is meant. */
export interface AttributeOptions {
  base?: string;
  head?: string;
  format?: 'text' | 'json';
}

/** Adds the command. */
export function addAttribute(program: Command): void {
  addSpanOptions(
    program
      .command('attribute')
      .description(
        'say who or what wrote each added line of a change: which commit, which tool and on what evidence',
      ),
  )
    .addOption(new Option('-f, --format <format>', 'how to report').choices(['text', 'json']).default('text'))
    .action(async (options: AttributeOptions) => {
      const { ranges, gaps } = await attributeChange(options);
      process.stdout.write(options.format === 'json' ? asJson(ranges) : asText(ranges));
      for (const gap of gaps) process.stderr.write(`langguard: ${terminalText(gap)}\n`);
    });
}

/** Adds --base and --head. */
export function addSpanOptions(command: Command): Command {
  return command
    .option('-b, --base <ref>', 'branch, tag or commit that the change goes to')
    .option('--head <ref>', 'branch, tag or commit of the change (default: HEAD)');
}

/** Reads the change of the folder's repository and attributes it. Throws UserError as `langguard review` does. */
export async function attributeChange({
  base,
  head,
}: AttributeOptions): Promise<Attribution & { change: Change; gaps: string[] }> {
  const span = { ...(base !== undefined && { base }), ...(head !== undefined && { head }) };
  const change = await readGitChange({ cwd: process.cwd(), ...span });
  const attribution = attribute(change, (await shippedRules()).aiTools ?? []);
  const gaps = [...change.unread, ...attribution.unread]
    .filter(({ what }) => what === 'origins' || what === 'commits')
    .map(({ path, reason }) => (path === undefined ? reason : `${path}: ${reason}`));
  return { ...attribution, change, gaps };
}

/** One object on each line of an array. */
function asJson(ranges: readonly OriginRange[]): string {
  const rows = ranges.map(({ path, start, end, commit, origin }) => {
    const { tool, name, model, grade, evidence } = origin;
    return JSON.stringify({ path, start, end, commit, tool, name, model, grade, evidence });
  });
  return rows.length === 0 ? '[]\n' : `[\n${rows.join(',\n')}\n]\n`;
}

function asText(ranges: readonly OriginRange[]): string {
  const rows = ranges.map(({ path, start, end, commit, origin }) => {
    const lines = start === end ? `${start}` : `${start}-${end}`;
    const by = commit === undefined ? '' : ` ${/^[\da-f]{40,}$/.test(commit) ? commit.slice(0, 7) : commit}`;
    return `${terminalText(path)}:${lines}${by} ${terminalText(originName(origin))}\n`;
  });
  return rows.length === 0 ? 'The change adds no lines.\n' : rows.join('');
}
