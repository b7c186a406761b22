// Reads the metadata of Entire's checkpoints: which agent touched which files, and how much of the commit is its own.
import { collector, type Fields, fieldsOf, pathOf, type RecordReading, wordOf } from './claim.ts';

/** True for metadata of that form. */
export function isEntire(metadata: Fields): boolean {
  return metadata['checkpoint_id'] !== undefined && Array.isArray(metadata['files_touched']);
}

/** Reads the metadata of a session. A share below the whole does not say which lines. */
export function readEntire(metadata: Fields): RecordReading {
  const { add, problem, reading } = collector('entire');
  const tool = wordOf(metadata['agent']);
  const share = fieldsOf(metadata['initial_attribution']);
  const [lines, percentage] = [share?.['agent_lines'], share?.['agent_percentage']];
  if (lines === 0 || percentage === 0) return reading;
  const isAll = typeof percentage === 'number' && percentage >= 100;
  for (const name of metadata['files_touched'] as unknown[]) {
    const path = pathOf(name);
    if (path === undefined) problem('a path that is none of the repository');
    else add({ path, lines: 'file', by: isAll ? 'tool' : 'mixed', ...(tool !== undefined && { tool }) });
  }
  return reading;
}
