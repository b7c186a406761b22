// `langguard explain-origin <file:line>`: what is known of who or what wrote one added line.
import type { Command } from 'commander';
import type { Change } from '../engine/change.ts';
import type { Evidence } from '../engine/origin.ts';
import type { OriginRange } from '../engine/provenance/attribute.ts';
import { UserError } from '../engine/problem.ts';
import { terminalText } from '../reporters/neutralise.ts';
import { originName } from '../reporters/wording.ts';
import { addSpanOptions, attributeChange, type AttributeOptions } from './attribute.ts';

const meanings: Record<Evidence['grade'], string> = {
  attested: 'an account that only the tool can use made it',
  reported: 'a record of the tool names these lines',
  claimed: 'a commit or the pull request says so of itself; anyone can write or remove that',
  hinted: 'a weak sign, such as the name of a branch; it may be wrong',
  assist: 'a person accepted a suggestion of the tool in this commit',
  'human-attested': 'a record says that a person wrote these lines',
  unknown: 'there is no mark and no record; that does not mean that a person wrote it',
};

/** Adds the command. */
export function addExplainOrigin(program: Command): void {
  addSpanOptions(
    program
      .command('explain-origin <file:line>')
      .description('show the evidence for who or what wrote one added line of a change'),
  ).action(async (place: string, options: AttributeOptions) => {
    const [, path = '', digits = ''] = /^(.+):(\d{1,9})$/s.exec(place) ?? [];
    if (path === '')
      throw new UserError(`"${place}" names no line`, 'explain-origin', 'Write it as src/app.ts:12.');
    const { ranges, change, gaps } = await attributeChange(options);
    const line = Number(digits);
    const range = ranges.find((each) => each.path === path && each.start <= line && line <= each.end);
    if (!range)
      throw new UserError(
        `the change does not add line ${line} of ${path}`,
        `${change.base.slice(0, 7)}..${change.head.slice(0, 12)}`,
        'langguard attribute lists the lines that it adds; name another commit with --base.',
      );
    process.stdout.write(explanation(range, line, change));
    for (const gap of gaps) process.stderr.write(`langguard: ${terminalText(gap)}\n`);
  });
}

function explanation(
  { path, start, end, commit, origin }: OriginRange,
  line: number,
  change: Change,
): string {
  const of = change.commits.find(({ sha }) => sha === commit);
  const subject = of?.message.split('\n', 1)[0] ?? '';
  const rows = [
    `${path}:${line} (lines ${start} to ${end} alike)`,
    `  ${originName(origin)}: ${meanings[origin.grade]}`,
    commit === undefined
      ? '  commit: none of this change is known to have written it'
      : `  commit: ${of ? `${commit.slice(0, 12)} ${subject}` : `${commit}, not committed`}`,
    ...(of ? [`  author: ${of.author.name} <${of.author.email}>`] : []),
    ...(origin.evidence.length > 0 ? ['  evidence:'] : []),
    ...origin.evidence.map(evidenceRow),
  ];
  return rows.map((row) => `${terminalText(row)}\n`).join('');
}

function evidenceRow({ marker, tool, where, grade, commit, source }: Evidence): string {
  const from = source === undefined ? '' : ` in ${source}`;
  const by = commit === undefined ? '' : ` of ${commit.slice(0, 12)}`;
  return `    ${grade}: ${marker}${tool === undefined ? '' : ` (${tool})`}, ${where.replaceAll('-', ' ')}${by}${from}`;
}
