// Reads Agent Trace records, one or one per line, with the ways in which writers differ from the specification.
import {
  collector,
  type Fields,
  fieldsOf,
  type LineClaim,
  objectsOf,
  parseBounded,
  pathOf,
  type RecordReading,
  spanOf,
  wordOf,
} from './claim.ts';

const maxRecords = 20_000;

/** Names under which the reference writer keeps what belongs to no file. */
const noFiles = new Set(['.sessions', '.shell-history', '.unknown']);

/** True for a record of that form. */
export function isAgentTrace(record: Fields): boolean {
  return objectsOf(record['files']).some((file) => Array.isArray(file['conversations']));
}

/** Reads records (cursor/agent-trace 0.1.0), one on each line. */
export function readAgentTraces(text: string): RecordReading {
  const all = collector('agent-trace');
  const rows = text.split('\n').filter((row) => row.trim() !== '');
  if (rows.length > maxRecords) all.problem('it holds too much');
  for (const row of rows.slice(0, maxRecords)) {
    try {
      const record = fieldsOf(parseBounded(row));
      if (!record || !Array.isArray(record['files'])) all.problem('a line that is no record');
      else {
        const { claims, problems } = readAgentTrace(record);
        for (const claim of claims) all.add(claim);
        for (const problem of problems) all.problem(problem);
      }
    } catch (error) {
      all.problem(`a line of which ${(error as Error).message}`);
    }
  }
  return all.reading;
}

/** Reads one record. */
export function readAgentTrace(record: Fields): RecordReading {
  const { add, problem, objects, reading } = collector('agent-trace');
  const tool = wordOf(fieldsOf(record['tool'])?.['name'] ?? record['tool']);
  const revision = revisionOf(record);
  for (const file of objects(record['files'])) {
    if (typeof file['path'] === 'string' && noFiles.has(file['path'])) continue;
    const path = pathOf(file['path']);
    if (path === undefined) {
      problem('a path that is none of the repository');
      continue;
    }
    for (const conversation of objects(file['conversations'])) {
      const ranges = objects(conversation['ranges']);
      const [only] = ranges;
      // Where the reference writer knows no lines it writes the first.
      const isFallback =
        ranges.length === 1 &&
        only?.['start_line'] === 1 &&
        only['end_line'] === 1 &&
        !('content_hash' in only);
      for (const range of isFallback ? [] : ranges) {
        const span = spanOf(range['start_line'], range['end_line']);
        const author = authorOf(
          fieldsOf(range['contributor']) ?? fieldsOf(conversation['contributor']),
          tool,
        );
        if (!span) problem('lines that are no numbers');
        else if (author) add({ path, lines: [span], ...author, ...(revision && { revision }) });
      }
    }
  }
  return reading;
}

function authorOf(
  contributor: Fields | undefined,
  tool: string | undefined,
): Pick<LineClaim, 'by' | 'tool' | 'model'> | undefined {
  const type = contributor?.['type'];
  if (type === 'human') return { by: 'person' };
  if (type !== 'ai' && type !== 'mixed') return undefined;
  const model = wordOf(contributor?.['model_id']);
  return {
    by: type === 'ai' ? 'tool' : 'mixed',
    ...(tool !== undefined && { tool }),
    ...(model !== undefined && { model }),
  };
}

/** The reference writer says `1.0` and names the commit that it found, before the lines were committed. */
function revisionOf(record: Fields): LineClaim['revision'] {
  const vcs = fieldsOf(record['vcs']);
  const id = wordOf(vcs?.['revision'])?.toLowerCase();
  if (id === undefined || !/^[\da-f]{7,64}$/.test(id)) return undefined;
  const version = record['version'];
  return { id, is: typeof version === 'string' && /^\d+\.\d+\.\d+$/.test(version) ? 'at' : 'before' };
}
