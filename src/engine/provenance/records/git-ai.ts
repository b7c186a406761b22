// Reads git-ai's authorship logs: files with ranges by key, a line `---`, and JSON that says who the keys are.
import {
  collector,
  fieldsOf,
  parseBounded,
  pathOf,
  type RecordReading,
  spanOfText,
  wordOf,
} from './claim.ts';
import type { Span } from '../lines.ts';

/** True for a text of that form. */
export function isGitAi(text: string): boolean {
  const at = dividerOf(text);
  return at !== undefined && text.slice(at.end).trimStart().startsWith('{');
}

/** Reads a log (specs/git_ai_standard_v3.0.0.md and older). Lines that it does not name are unknown, not a person's. */
export function readGitAi(text: string): RecordReading {
  const { add, problem, reading } = collector('git-ai');
  const divider = dividerOf(text);
  const meta = divider && fieldsOf(parseBounded(text.slice(divider.end)));
  if (!meta) throw new Error('its metadata is no object');
  const authors = authorsOf(meta);
  let path: string | undefined;
  for (const row of text.slice(0, divider.start).split('\n')) {
    const line = row.replace(/\r$/, '');
    if (line.trim() === '') continue;
    if (!/^\s/.test(line)) {
      path = pathOf(/^".*"$/.test(line) ? line.slice(1, -1) : line);
      if (path === undefined) problem('a path that is none of the repository');
      continue;
    }
    const [, key = '', list = ''] = /^\s+(\S+) (\S+)$/.exec(line) ?? [];
    if (path === undefined) continue;
    const spans = spansOfList(list);
    if (key === '' || !spans) {
      problem('a line that is no entry');
      continue;
    }
    const author = authors(key);
    if (author) add({ path, lines: spans, ...author });
    else problem('a key that it does not explain');
  }
  return reading;
}

function dividerOf(text: string): { start: number; end: number } | undefined {
  const found = /^---\r?$/m.exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

function spansOfList(list: string): Span[] | undefined {
  if (list.length > 1_000_000) return undefined;
  const spans = list.split(',').map(spanOfText);
  return spans.every((span) => span !== undefined) ? spans : undefined;
}

type Author = { by: 'tool' | 'person'; tool?: string; model?: string };

function authorsOf(meta: Record<string, unknown>): (key: string) => Author | undefined {
  const tables = ['sessions', 'humans', 'prompts'].map((name) => fieldsOf(meta[name]) ?? {});
  const [sessions = {}, humans = {}, prompts = {}] = tables;
  return (key) => {
    const [id = ''] = key.split('::');
    if (id.startsWith('h_')) return Object.hasOwn(humans, id) ? { by: 'person' } : undefined;
    const table = id.startsWith('s_') ? sessions : prompts;
    if (!/^(?:s_)?[\da-f]{7,64}$/i.test(id)) return undefined;
    // The key alone says that a tool wrote the lines, though not which.
    const agent = fieldsOf(fieldsOf(Object.hasOwn(table, id) ? table[id] : undefined)?.['agent_id']);
    const [tool, model] = [wordOf(agent?.['tool']), wordOf(agent?.['model'])];
    return { by: 'tool', ...(tool !== undefined && { tool }), ...(model !== undefined && { model }) };
  };
}
