// Says of added lines which suggestion of an assistant they come from; what no suggestion explains stays as it was.
import { addedLines, type Change, type ChangedFile } from '../../change.ts';
import type { Evidence, Origin } from '../../origin.ts';
import type { OriginRange } from '../attribute.ts';
import type { ToolNames } from '../tool-names.ts';
import { oneOfEachKind } from '../weigh.ts';
import { indexSuggestions, matchFile, type LineMatch, type PrintedLine } from './match.ts';
import { linePrinter } from './prints.ts';
import type { Suggestion, TraceContext } from './suggestion.ts';

/** The format that evidence from traces names. */
export const traceMarker = 'assistant-trace';

/** More added lines than this are generated or vendored; nobody asked for them line by line. */
const maxLines = 200_000;

/** The lines of each file that come from a suggestion; empty where the change has none. */
export function joinSuggestions(change: Change, key: string): Map<string, LineMatch[]> {
  const out = new Map<string, LineMatch[]>();
  const suggestions = change.suggestions ?? [];
  if (suggestions.length === 0) return out;
  const printed = printedLines(change, key);
  const index = indexSuggestions(
    suggestions,
    [...printed.values()].flatMap((lines) => lines.map(({ print }) => print)),
  );
  for (const [path, lines] of printed) {
    const matches = matchFile(path, lines, index);
    if (matches.length > 0) out.set(path, matches);
  }
  return out;
}

/** The prints of the added lines of every file that people write, up to a bound. */
export function printedLines(change: Change, key: string): Map<string, PrintedLine[]> {
  const print = linePrinter(key);
  const out = new Map<string, PrintedLine[]>();
  let left = maxLines;
  for (const file of change.files) {
    if (!isWritten(file)) continue;
    const lines = addedLines(file);
    left -= lines.length;
    if (left < 0) break;
    out.set(
      file.path,
      lines.flatMap(({ number, text }) => {
        const one = print(text);
        return one ? [{ number, print: one }] : [];
      }),
    );
  }
  return out;
}

function isWritten({ class: kind, status }: ChangedFile): boolean {
  return kind === 'text' && status !== 'removed';
}

/** The ranges of a file with what traces say of their lines. */
export function withSuggestions(
  ranges: readonly OriginRange[],
  matches: readonly LineMatch[],
  names: ToolNames,
): OriginRange[] {
  if (matches.length === 0) return [...ranges];
  const byLine = new Map(matches.map((match) => [match.number, match]));
  const originOf = reportedOrigins(names);
  return ranges.flatMap((range) => {
    const out: OriginRange[] = [];
    for (let line = range.start; line <= range.end; line++) {
      const match = byLine.get(line);
      const origin = match ? originOf(range.origin, match) : range.origin;
      const last = out.at(-1);
      if (last?.origin === origin) last.end = line;
      else out.push({ ...range, start: line, end: line, origin });
    }
    return out;
  });
}

/** Equal questions get the same answer, so that lines in a row stay one range. */
function reportedOrigins(names: ToolNames): (before: Origin, match: LineMatch) => Origin {
  const known = new Map<Origin, Map<string, Origin>>();
  return (before, match) => {
    const ofThis = known.get(before) ?? new Map<string, Origin>();
    known.set(before, ofThis);
    const key = `${match.accepted} ${match.suggestion.id}`;
    const origin = ofThis.get(key) ?? reported(before, match, names);
    ofThis.set(key, origin);
    return origin;
  };
}

function reported(before: Origin, { suggestion, accepted }: LineMatch, names: ToolNames): Origin {
  const { tool, name } = names(suggestion.tool, suggestion.model);
  const trace = contextOf(suggestion, accepted);
  const mark: Evidence = {
    marker: traceMarker,
    tool,
    where: 'record',
    grade: 'reported',
    source: `trace ${suggestion.id}`,
  };
  // What GitHub itself asserts, and what the tool wrote down at the commit, a trace adds to and does not replace.
  if (before.grade === 'attested' || before.grade === 'reported')
    return {
      ...before,
      ...(before.tool === tool && before.model === undefined && suggestion.model !== undefined
        ? { model: suggestion.model }
        : {}),
      evidence: oneOfEachKind([...before.evidence, mark]),
      ...(before.tool === tool ? { trace } : {}),
    };
  return {
    tool,
    name,
    ...(suggestion.model !== undefined && { model: suggestion.model }),
    grade: 'reported',
    evidence: oneOfEachKind([mark, ...before.evidence]),
    trace,
  };
}

function contextOf(
  { id, person, session, link, at }: Suggestion,
  accepted: TraceContext['accepted'],
): TraceContext {
  return {
    id,
    ...(person !== undefined && { person }),
    ...(session !== undefined && { session }),
    ...(link !== undefined && { link }),
    at,
    accepted,
  };
}
