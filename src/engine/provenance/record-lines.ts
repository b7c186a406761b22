// Puts what records claim of lines where it holds: on one commit's version of one file.
import type { Change, Unread } from '../change.ts';
import type { Span } from './lines.ts';
import { type LineClaim, readRecord } from './records/index.ts';

/** A claim with the record that makes it. */
export interface RecordedClaim extends Pick<LineClaim, 'by' | 'tool' | 'model'> {
  format: string;
  /** The ref or file of the record. */
  source: string;
  isWholeFile: boolean;
}

/** A run of lines with one claim. */
export interface ClaimedRun extends Span {
  claim: RecordedClaim;
}

/** Claims by commit and path. */
export interface RecordLines {
  /** Runs that do not overlap, in order; what a tool wrote goes before what a person is said to have written. */
  runsAt(commit: string, path: string): readonly ClaimedRun[];
  /** What is said of the file as a whole. */
  fileAt(commit: string, path: string): RecordedClaim | undefined;
  unread: Unread[];
}

interface Place {
  lines: { span: Span; claim: RecordedClaim }[];
  file?: RecordedClaim;
  runs?: ClaimedRun[];
}

const isKnownPlace =
  /^refs\/notes\/(?:ai|agentblame|whogitit|srctrace\/attribution|ai-attribution|agent-trace)$|^refs\/(?:heads\/)?entire\/checkpoints\/|^\.agent-trace\//;

const rank = { tool: 0, mixed: 1, person: 2 };

/** Reads the records of a change. What cannot be read is in `unread`, where its ref is one that tools are known to write. */
export function recordLines(change: Change): RecordLines {
  const places = new Map<string, Place>();
  const problems = new Map<string, Unread>();
  const commitsOf = revisionResolver(change);
  for (const record of change.records ?? []) {
    const { format, claims, problems: found } = readRecord(record);
    // Other refs hold other things, which need not be understood.
    for (const problem of format === 'unknown' && !isKnownPlace.test(record.ref) ? [] : found) {
      const reason = `a record of authorship was not used: ${problem}`;
      problems.set(`${record.ref} ${reason}`, { path: record.ref, what: 'origins', reason });
    }
    for (const { path, lines, revision, ...rest } of claims) {
      const commits =
        record.commit !== undefined ? [record.commit] : revision ? commitsOf(revision, path) : [];
      const claim = { ...rest, format, source: record.ref, isWholeFile: lines === 'file' };
      for (const commit of commits) {
        const key = keyOf(commit, path);
        const place = places.get(key) ?? { lines: [] };
        places.set(key, place);
        if (lines !== 'file') for (const span of lines) place.lines.push({ span, claim });
        else if (!place.file || isBetter(claim, place.file)) place.file = claim;
      }
    }
  }
  return {
    runsAt(commit, path) {
      const place = places.get(keyOf(commit, path));
      return place ? (place.runs ??= paint(place.lines)) : [];
    },
    fileAt: (commit, path) => places.get(keyOf(commit, path))?.file,
    unread: [...problems.values()],
  };
}

function isBetter(a: RecordedClaim, b: RecordedClaim): boolean {
  return rank[a.by] < rank[b.by] || (a.by === b.by && a.tool !== undefined && b.tool === undefined);
}

function keyOf(commit: string, path: string): string {
  return `${commit}\0${path}`;
}

/** Finds the commits whose lines a record means that names a commit itself. */
function revisionResolver(
  change: Change,
): (revision: NonNullable<LineClaim['revision']>, path: string) => string[] {
  const wrote = new Set<string>();
  for (const file of change.files)
    for (const { commit, path } of file.blame ?? []) wrote.add(keyOf(commit, path));
  const { commits } = change;
  const tip = commits.at(-1)?.sha ?? change.base;
  const isMeant = (sha: string, id: string) => sha === id || (id.length < sha.length && sha.startsWith(id));
  return ({ id, is }, path) => {
    const at = commits.filter(({ sha }) => isMeant(sha, id)).map(({ sha }) => sha);
    if (is === 'at' && at.some((sha) => wrote.has(keyOf(sha, path)))) return at;
    // Writers note the commit that they find, and the lines come with the next one.
    const after = commits
      .filter(({ parents = [] }) => parents.some((parent) => isMeant(parent, id)))
      .map(({ sha }) => sha);
    const uncommitted = /^[\da-f]+$/.test(change.head) || !isMeant(tip, id) ? [] : [change.head];
    const next = [...after, ...uncommitted].filter((sha) => wrote.has(keyOf(sha, path)));
    return next.length > 0 ? next : at;
  };
}

/** Resolves overlaps: each stretch between two ends gets the first claim of the best rank. */
function paint(lines: readonly { span: Span; claim: RecordedClaim }[]): ClaimedRun[] {
  const ends = [...new Set(lines.flatMap(({ span }) => [span.start, span.end + 1]))].sort((a, b) => a - b);
  const at = new Map(ends.map((end, index) => [end, index]));
  const owner: (RecordedClaim | undefined)[] = Array.from({ length: ends.length });
  // Where a stretch is taken, the next free one; with path compression, so that many overlaps stay cheap.
  const free = Array.from({ length: ends.length + 1 }, (_, index) => index);
  const nextFree = (index: number): number => {
    let found = index;
    while (free[found] !== found) found = free[found] ?? found;
    for (let from = index; free[from] !== found && from !== found;) {
      const next = free[from] ?? found;
      free[from] = found;
      from = next;
    }
    return found;
  };
  for (const { span, claim } of [...lines].sort((a, b) => rank[a.claim.by] - rank[b.claim.by])) {
    const last = at.get(span.end + 1) ?? 0;
    for (let index = nextFree(at.get(span.start) ?? 0); index < last; index = nextFree(index)) {
      owner[index] = claim;
      free[index] = index + 1;
    }
  }
  return owner.flatMap((claim, index): ClaimedRun[] =>
    claim ? [{ start: ends[index] ?? 0, end: (ends[index + 1] ?? 0) - 1, claim }] : [],
  );
}
