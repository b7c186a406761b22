// Reads the notes that Qwen Code and others keep under refs/notes/ai-attribution: shares of files, no lines.
import { collector, type Fields, fieldsOf, pathOf, type RecordReading, wordOf } from './claim.ts';

/** True for a note of one of those forms. */
export function isAiAttribution(note: Fields): boolean {
  const files = Object.values(fieldsOf(note['files']) ?? {});
  return files.some((file) => fieldsOf(file)?.['aiChars'] !== undefined) || Array.isArray(note['ai_files']);
}

/** Reads a note. What a person wrote is not told apart from what was not watched, so it stays unknown. */
export function readAiAttribution(note: Fields): RecordReading {
  const { add, problem, reading } = collector('ai-attribution');
  const tool = wordOf(note['generator'] ?? note['tool'] ?? note['agent']);
  const model = wordOf(note['model']);
  const named = { ...(tool !== undefined && { tool }), ...(model !== undefined && { model }) };
  for (const [name, value] of Object.entries(fieldsOf(note['files']) ?? {})) {
    const path = pathOf(name);
    const file = fieldsOf(value);
    const [ai, human] = [file?.['aiChars'], file?.['humanChars'] ?? 0];
    if (path === undefined || typeof ai !== 'number' || typeof human !== 'number')
      problem('a file without path and counts');
    else if (ai > 0) add({ path, lines: 'file', by: human > 0 ? 'mixed' : 'tool', ...named });
  }
  const isAll = note['human_lines'] === 0 && typeof note['ai_lines'] === 'number' && note['ai_lines'] > 0;
  for (const name of Array.isArray(note['ai_files']) ? (note['ai_files'] as unknown[]) : []) {
    const path = pathOf(fieldsOf(name)?.['path'] ?? name);
    if (path === undefined) problem('a path that is none of the repository');
    else add({ path, lines: 'file', by: isAll ? 'tool' : 'mixed', ...named });
  }
  return reading;
}
