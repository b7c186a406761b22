// Reads agentblame's notes: ranges of lines that a tool generated.
import { collector, type Fields, pathOf, type RecordReading, spanOf, wordOf } from './claim.ts';

/** True for a note of that form. */
export function isAgentblame(note: Fields): boolean {
  return Array.isArray(note['attributions']);
}

/** Reads a note, of version 1 or 2. */
export function readAgentblame(note: Fields): RecordReading {
  const { add, problem, objects, reading } = collector('agentblame');
  for (const each of objects(note['attributions'])) {
    const path = pathOf(each['path'] ?? each['file']);
    const start = each['startLine'] ?? each['start_line'];
    const span = spanOf(start, each['endLine'] ?? each['end_line'] ?? start);
    const category = each['category'] ?? 'ai_generated';
    if (path === undefined || !span) problem('an entry without path and lines of the repository');
    else if (typeof category === 'string' && /^(?:ai|human)/i.test(category)) {
      const [tool, model] = [wordOf(each['provider']), wordOf(each['model'])];
      if (/^human/i.test(category)) add({ path, lines: [span], by: 'person' });
      else
        add({
          path,
          lines: [span],
          by: 'tool',
          ...(tool !== undefined && { tool }),
          ...(model !== undefined && { model }),
        });
    }
  }
  return reading;
}
