// Reads whogitit's notes: the source of every line of the files of a commit.
import {
  collector,
  type Fields,
  fieldsOf,
  objectsOf,
  pathOf,
  type RecordReading,
  runsOf,
  spanOf,
  wordOf,
} from './claim.ts';

/** True for a note of that form. */
export function isWhogitit(note: Fields): boolean {
  return objectsOf(note['files']).some((file) => Array.isArray(file['lines']));
}

/** Reads a note. `Original` lines were there before, and `Unknown` says nothing. */
export function readWhogitit(note: Fields): RecordReading {
  const { add, problem, objects, reading } = collector('whogitit');
  const session = fieldsOf(note['session']);
  const model = wordOf(fieldsOf(session?.['model'])?.['id'] ?? session?.['model']);
  // It records sessions of Claude Code and names no tool.
  const tool =
    wordOf(session?.['tool'] ?? session?.['agent']) ??
    (model !== undefined && /claude/i.test(model) ? 'claude-code' : undefined);
  for (const file of objects(note['files'])) {
    const path = pathOf(file['path']);
    if (path === undefined) {
      problem('a path that is none of the repository');
      continue;
    }
    const lines: [number, 'tool' | 'person'][] = [];
    for (const line of objects(file['lines'])) {
      const span = spanOf(line['line_number'], line['line_number']);
      const type = fieldsOf(line['source'])?.['type'] ?? line['source'];
      if (!span) problem('a line without a number');
      else if (type === 'AI' || type === 'AIModified') lines.push([span.start, 'tool']);
      else if (type === 'Human') lines.push([span.start, 'person']);
    }
    for (const { span, value } of runsOf(lines))
      add({
        path,
        lines: [span],
        by: value,
        ...(value === 'tool' && tool !== undefined && { tool }),
        ...(value === 'tool' && model !== undefined && { model }),
      });
  }
  return reading;
}
