// Reads SourceTrace's notes: for each file who wrote which lines, as `agent|tool(model)` or `operator`.
import {
  collector,
  type Fields,
  fieldsOf,
  pathOf,
  type RecordReading,
  spanOf,
  spanOfText,
  wordOf,
} from './claim.ts';

/** True for a note of that form. */
export function isSrctrace(note: Fields): boolean {
  return note['v'] !== undefined && fieldsOf(note['f']) !== undefined;
}

/** Reads a note. */
export function readSrctrace(note: Fields): RecordReading {
  const { add, problem, objects, reading } = collector('srctrace');
  for (const [name, entries] of Object.entries(fieldsOf(note['f']) ?? {})) {
    const path = pathOf(name);
    if (path === undefined) {
      problem('a path that is none of the repository');
      continue;
    }
    for (const entry of objects(entries)) {
      const author = authorOf(wordOf(entry['s']));
      const given: unknown[] = Array.isArray(entry['l']) ? entry['l'] : [];
      const spans = given.map((each) => (typeof each === 'string' ? spanOfText(each) : spanOf(each, each)));
      const lines = spans.filter((span) => span !== undefined);
      if (lines.length < spans.length) problem('lines that are no numbers');
      if (author) add({ path, lines, ...author });
      else problem('an author of an unknown kind');
    }
  }
  return reading;
}

function authorOf(text = ''): { by: 'tool' | 'person'; tool?: string; model?: string } | undefined {
  if (/^(?:operator|human)(?:\||$)/i.test(text)) return { by: 'person' };
  const [, tool, model] = /^agent(?:\|([^()|]+)(?:\(([^()]*)\))?)?$/i.exec(text) ?? [];
  if (!/^agent\b/i.test(text)) return undefined;
  return { by: 'tool', ...(tool && { tool: tool.trim() }), ...(model && { model: model.trim() }) };
}
