// Tells by its content which format a record of authorship has, and reads it.
import type { AuthorshipRecord } from '../../change.ts';
import { isAgentblame, readAgentblame } from './agentblame.ts';
import { isAgentTrace, readAgentTrace, readAgentTraces } from './agent-trace.ts';
import { isAiAttribution, readAiAttribution } from './ai-attribution.ts';
import { type Fields, fieldsOf, parseBounded, recordLimits, type RecordReading } from './claim.ts';
import { isEntire, readEntire } from './entire.ts';
import { isGitAi, readGitAi } from './git-ai.ts';
import { isSrctrace, readSrctrace } from './srctrace.ts';
import { isWhogitit, readWhogitit } from './whogitit.ts';

export type { LineClaim, RecordReading } from './claim.ts';

const formats: readonly [(record: Fields) => boolean, (record: Fields) => RecordReading][] = [
  [isAgentblame, readAgentblame],
  [isAgentTrace, readAgentTrace],
  [isWhogitit, readWhogitit],
  [isSrctrace, readSrctrace],
  [isAiAttribution, readAiAttribution],
  [isEntire, readEntire],
];

/** Two or three are what merging refs leaves. */
const maxJoined = 100;

/** Reads a record; what is not understood is a problem and no claim. Unrelated tools share refs, so the ref decides nothing. */
export function readRecord({ ref, commit, text }: AuthorshipRecord): RecordReading {
  try {
    if (text.length > recordLimits.chars) throw new Error('it is too large');
    if (commit === undefined && ref.endsWith('.jsonl')) return readAgentTraces(text);
    if (isGitAi(text)) return readGitAi(text);
    const record = fieldsOf(parseBounded(text));
    const read = record && formats.find(([isOne]) => isOne(record))?.[1];
    if (record && read) return read(record);
    throw new Error('its form is not known');
  } catch (error) {
    // Notes that git joined when it merged two refs stand below each other.
    const parts =
      text.length > recordLimits.chars ? [] : text.split('\n').filter((row) => row.startsWith('{'));
    const readings =
      parts.length > 1 && parts.length <= maxJoined
        ? parts.map((part) => readRecord({ ref, ...(commit !== undefined && { commit }), text: part }))
        : [];
    const claims = readings.flatMap((reading) => reading.claims);
    if (claims.length > 0)
      return {
        format: readings[0]?.format ?? 'unknown',
        claims,
        problems: [...new Set(readings.flatMap((reading) => reading.problems))],
      };
    return { format: 'unknown', claims: [], problems: [(error as Error).message] };
  }
}
