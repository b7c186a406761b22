// Renders a Review as workflow commands, which GitHub Actions shows as annotations.
// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
import type { Review } from '../engine/review.ts';
import { annotate } from './check-run.ts';
import { visible } from './neutralise.ts';
import { count, headline, lookedAt, reported } from './wording.ts';

// GitHub keeps ten annotations of each level per step, so the worst come first and low ones are not sent.
const commands = { failure: 'error', warning: 'warning', notice: 'notice' } as const;

/** One workflow command for each finding of medium or worse, then the outcome in plain lines. */
export function renderGitHub(review: Review): string {
  const findings = reported(review);
  const loud = findings.filter((finding) => finding.severity !== 'low');
  const gaps = review.coverage.unread.length + review.coverage.notChecked.length;
  return [
    ...loud.map((finding) => {
      const note = annotate(finding);
      return command(
        commands[note.annotation_level],
        {
          file: note.path,
          line: note.start_line,
          endLine: note.end_line,
          col: note.start_column,
          endColumn: note.end_column,
          title: note.title,
        },
        note.message,
      );
    }),
    ...review.policy.problems.map((p) =>
      command(
        'error',
        { file: p.path, line: p.line, col: p.column, title: 'Configuration error' },
        visible(p.message),
      ),
    ),
    ...review.incidents.map((i) =>
      command('warning', { title: 'LangGuard failed at one check' }, visible(`${i.detector}: ${i.message}`)),
    ),
    ...(gaps > 0
      ? [
          command(
            'notice',
            { title: 'LangGuard' },
            `${count(gaps, 'part')} not looked at; see the full report.`,
          ),
        ]
      : []),
    `LangGuard: ${visible(headline(review))}. ${visible(review.reason)}`,
    `Looked at ${lookedAt(review)}.`,
    '',
  ].join('\n');
}

function command(
  name: string,
  properties: Record<string, string | number | undefined>,
  message: string,
): string {
  const list = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
