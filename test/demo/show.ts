// Shows a check run in a terminal as GitHub shows it on its page: conclusion, summary, annotations beside their lines.
import { styleText } from 'node:util';
import { gitText } from '../github-sim/git.ts';
import type { CheckRunView, GitHubSim } from '../github-sim/index.ts';

const marks: Record<string, string> = {
  failure: '✗',
  success: '✓',
  neutral: '▪',
  action_required: '!',
  cancelled: '⊘',
};
const colours: Record<string, 'red' | 'yellow' | 'cyan'> = {
  failure: 'red',
  warning: 'yellow',
  notice: 'cyan',
};

/** The text of a check run; the source of each annotated line is read from the repository. */
export async function showCheckRun(sim: GitHubSim, repository: string, run: CheckRunView): Promise<string> {
  const conclusion = run.conclusion ?? run.status;
  const colour = conclusion === 'success' ? 'green' : conclusion === 'failure' ? 'red' : 'yellow';
  const out = [
    styleText(['bold', colour], `${marks[conclusion] ?? '·'} ${run.name}: ${conclusion}`) +
      styleText('dim', `  on ${run.head_sha.slice(0, 7)}`),
    styleText('bold', run.output.title ?? ''),
    '',
    ...(run.output.summary ?? '').split('\n'),
    '',
  ];
  for (const annotation of run.annotations) {
    const { path, start_line, end_line, annotation_level, title, message, raw_details } = annotation as {
      path: string;
      start_line: number;
      end_line: number;
      annotation_level: string;
      title: string;
      message: string;
      raw_details?: string | null;
    };
    const tint = colours[annotation_level] ?? 'cyan';
    out.push(`${styleText('bold', `${path}:${start_line}`)}  ${styleText(['bold', tint], title)}`);
    const lines = (await gitText(sim.repository(repository).dir, ['show', `${run.head_sha}:${path}`])).split(
      '\n',
    );
    for (let line = start_line; line <= Math.min(end_line, start_line + 4); line++)
      out.push(
        `${styleText('dim', String(line).padStart(5))} ${styleText(tint, '│')} ${lines[line - 1] ?? ''}`,
      );
    for (const line of message.split('\n')) out.push(`      ${styleText(tint, '│')} ${line}`);
    if (raw_details)
      for (const line of raw_details.split('\n'))
        out.push(`      ${styleText(tint, '│')} ${styleText('dim', line)}`);
    out.push('');
  }
  if (run.actions.length > 0)
    out.push(`[Re-run]  ${run.actions.map((action) => `[${action.label}]`).join('  ')}`, '');
  return out.join('\n');
}
