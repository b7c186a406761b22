// Says for every added line which tool wrote it and on what evidence, or that it is not known.
import { addedLines, type Change, type ChangedFile, type Unread } from '../change.ts';
import type { Grade, Origin } from '../origin.ts';
import type { OriginSummary } from '../review.ts';
import { commitMarks, isMerge, pullRequestMarks } from './change-marks.ts';
import { commentFinder, type CommentFinder, type CommentHint } from './code-comments.ts';
import { spansOf } from './lines.ts';
import { type Mark, type MarkFinder, markFinder } from './marks.ts';
import { type RecordedClaim, recordLines, type RecordLines } from './record-lines.ts';
import { joinSuggestions, withSuggestions } from './suggestions/join.ts';
import type { AiTool } from './tool.ts';
import { toolNames, type ToolNames } from './tool-names.ts';
import { gradeOfPullRequestMark, isMixedIn, isOne, oneOfEachKind, unknown, weigh } from './weigh.ts';

/** Added lines in a row that share their origin and, where it is known, the commit that wrote them. */
export interface OriginRange {
  path: string;
  /** Both ends count, numbered as after the change. */
  start: number;
  end: number;
  commit?: string;
  origin: Origin;
}

/** The origins of a change's added lines. */
export interface Attribution {
  /** The origin of a line after the change; unknown for lines that the change did not add. */
  originOf(path: string, line: number): Origin;
  /** All added lines, in the order of the files. */
  ranges: OriginRange[];
  summary: OriginSummary[];
  /** Records that could not be used. */
  unread: Unread[];
}

// Compiling a catalogue takes longer than most reviews need it for.
const finders = new WeakMap<readonly AiTool[], MarkFinder>();
const commentFinders = new WeakMap<readonly AiTool[], CommentFinder>();

/** A file with more marks than this is about them. */
const maxHints = 500;

/**
 * Attributes the added lines of a change by the marks of the known tools; what bears no mark is unknown, never human.
 * `suggestionKey` is the key under which the change's suggestions were printed; without it they are not joined.
 */
export function attribute(change: Change, tools: readonly AiTool[], suggestionKey?: string): Attribution {
  const finder = finders.get(tools) ?? markFinder(tools);
  finders.set(tools, finder);
  const records = recordLines(change);
  const { whole, ofCommit } = originsOfCommits(change, finder);
  const names = toolNames(tools);
  const recorded = withRecords(names, ofCommit);
  const suggested = suggestionKey === undefined ? undefined : joinSuggestions(change, suggestionKey);
  const comments = commentFinders.get(tools) ?? commentFinder(tools);
  commentFinders.set(tools, comments);
  const ranges = change.files.flatMap((file) => {
    const known = file.blame ? blamedRanges(file, records, recorded) : sharedRanges(file, change, whole);
    const joinedIn = withSuggestions(joined(known), suggested?.get(file.path) ?? [], names);
    return hinted(joinedIn, comments(file));
  });
  const byPath = Map.groupBy(ranges, ({ path }) => path);
  return {
    originOf: (path, line) => rangeAt(byPath.get(path) ?? [], line)?.origin ?? unknown,
    ranges,
    summary: summarise(ranges, change.files),
    unread: records.unread,
  };
}

/** The origin of all commits together, and that of each by its own marks and those of the pull request. */
function originsOfCommits(
  change: Change,
  finder: MarkFinder,
): { whole: Origin; ofCommit: (sha: string) => Origin } {
  const own = change.commits.filter((commit) => !isMerge(commit));
  const counted = own.length > 0 ? own : change.commits;
  const marked = change.commits.map((commit) => ({ commit, marks: commitMarks(commit, finder) }));
  const marksOf = new Map(marked.map(({ commit, marks }) => [commit.sha, marks]));
  const commits = marked.filter(({ commit }) => counted.includes(commit)).map(({ marks }) => marks);
  const ofPullRequest = pullRequestMarks(change, finder);
  const isPartial = change.unread.some((part) => part.what === 'commits');
  const isMixed = isMixedIn(commits, isPartial);
  const known = new Map<string, Origin>();
  const weighOne = (marks: Mark[]): Origin => {
    const isMarked = isOne(marks);
    const names = new Set(marks.map(({ tool }) => tool.id));
    const gradeOf = ({ evidence, tool }: Mark): Grade =>
      // The bot that opened the request wrote the commits that bear its name, whoever else wrote others.
      gradeOfPullRequestMark(evidence, isMixed && !(isMarked && names.has(tool.id)), commits.length);
    const origin = weigh([marks], ofPullRequest, false, gradeOf);
    const isAssist = origin.grade === 'hinted' && marks.some(({ evidence }) => evidence.grade === 'assist');
    // What the pull request hints of all lines says less than what a commit says of its own.
    return isAssist ? weigh([marks], [], false) : origin;
  };
  return {
    whole: weigh(commits, ofPullRequest, isPartial),
    ofCommit(sha) {
      const marks = marksOf.get(sha);
      const origin = known.get(sha) ?? (marks ? weighOne(marks) : unknown);
      known.set(sha, origin);
      return origin;
    },
  };
}

type WithRecord = (commit: string, claim: RecordedClaim | undefined) => Origin;

/** Joins what a record claims with what its commit bears; equal questions get the same answer. */
function withRecords(names: ToolNames, ofCommit: (sha: string) => Origin): WithRecord {
  const known = new Map<string, Map<RecordedClaim, Origin>>();
  return (commit, claim) => {
    const origin = ofCommit(commit);
    if (!claim) return origin;
    const ofThis = known.get(commit) ?? new Map<RecordedClaim, Origin>();
    known.set(commit, ofThis);
    const found = ofThis.get(claim) ?? originOfClaim(commit, claim, origin, names);
    ofThis.set(claim, found);
    return found;
  };
}

function originOfClaim(commit: string, claim: RecordedClaim, origin: Origin, names: ToolNames): Origin {
  const { by, format, source, model } = claim;
  const place = { marker: format, where: 'record', commit, source } as const;
  if (by === 'person') {
    // A note can be pushed by anyone; that a bot made the commit, GitHub itself says.
    if (origin.evidence.some(({ grade, where }) => grade === 'attested' && where !== 'pull-request-author'))
      return origin;
    return { grade: 'human-attested', evidence: [{ ...place, grade: 'human-attested' }] };
  }
  const { tool, name } = names(claim.tool, model);
  const grade: Grade = claim.isWholeFile && by === 'mixed' ? 'hinted' : 'reported';
  const evidence = oneOfEachKind([{ ...place, tool, grade }, ...origin.evidence]);
  if (origin.grade === 'attested' || (grade === 'hinted' && origin.grade === 'claimed'))
    return { ...origin, evidence, ...(origin.tool === tool && !origin.model && model ? { model } : {}) };
  return { tool, name, ...(model !== undefined && { model }), grade, evidence };
}

/** Each added line by the commit that wrote it, and within it by what records say of that commit's lines. */
function blamedRanges(file: ChangedFile, records: RecordLines, originOf: WithRecord): OriginRange[] {
  const out: OriginRange[] = [];
  const added = spansOf(addedLines(file).map((line) => line.number));
  let gapFrom = 0;
  const fill = (until: number) => {
    for (const span of added) {
      const [start, end] = [Math.max(span.start, gapFrom), Math.min(span.end, until - 1)];
      if (start <= end) out.push({ path: file.path, start, end, origin: unknown });
    }
  };
  for (const { start, count, commit, path, line } of file.blame ?? []) {
    fill(start);
    gapFrom = start + count;
    const ofFile = records.fileAt(commit, path);
    const push = (from: number, to: number, claim: RecordedClaim | undefined) => {
      if (from > to) return;
      const origin = originOf(commit, claim);
      out.push({ path: file.path, start: from - line + start, end: to - line + start, commit, origin });
    };
    const runs = records.runsAt(commit, path);
    const last = line + count - 1;
    let next = line;
    for (let at = firstFrom(runs, line); at < runs.length && (runs[at]?.start ?? Infinity) <= last; at++) {
      const run = runs[at];
      if (!run) break;
      push(next, Math.min(run.start, last + 1) - 1, ofFile);
      push(Math.max(run.start, next), Math.min(run.end, last), run.claim);
      next = Math.min(run.end, last) + 1;
    }
    push(next, last, ofFile);
  }
  fill(Infinity);
  return out;
}

/** Lets comments speak of lines of which nothing else is known. */
function hinted(ranges: readonly OriginRange[], hints: readonly CommentHint[]): OriginRange[] {
  let out = [...ranges];
  for (const { start, end, marker, tool } of hints.slice(0, maxHints)) {
    const origin: Origin = {
      tool: tool.id,
      name: tool.name,
      grade: 'hinted',
      evidence: [{ marker, tool: tool.id, where: 'comment', grade: 'hinted' }],
    };
    out = out.flatMap((range) => {
      if (range.origin.grade !== 'unknown' || range.end < start || end < range.start) return [range];
      const [from, to] = [Math.max(range.start, start), Math.min(range.end, end)];
      return [
        ...(range.start < from ? [{ ...range, end: from - 1 }] : []),
        { ...range, start: from, end: to, origin },
        ...(to < range.end ? [{ ...range, start: to + 1 }] : []),
      ];
    });
  }
  return out;
}

/** Without a mapping all added lines share what is known of the whole. */
function sharedRanges(file: ChangedFile, { commits }: Change, origin: Origin): OriginRange[] {
  const commit = commits.length === 1 ? commits[0]?.sha : undefined;
  return spansOf(addedLines(file).map((line) => line.number)).map(({ start, end }) => ({
    path: file.path,
    start,
    end,
    ...(commit !== undefined && { commit }),
    origin,
  }));
}

/** The index of the first range that ends at the line or after it. */
function firstFrom(ranges: readonly { end: number }[], line: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rangeAt(ranges: readonly OriginRange[], line: number): OriginRange | undefined {
  const range = ranges[firstFrom(ranges, line)];
  return range && range.start <= line ? range : undefined;
}

function joined(ranges: readonly OriginRange[]): OriginRange[] {
  const out: OriginRange[] = [];
  for (const range of ranges) {
    const last = out.at(-1);
    const isNext = last?.origin === range.origin && last.commit === range.commit;
    if (last && isNext && last.end + 1 === range.start) last.end = range.end;
    else out.push({ ...range });
  }
  return out;
}

/** Code rules pass over the lines of other files. */
function isRead({ class: kind }: ChangedFile): boolean {
  return kind === 'text' || kind === 'lockfile';
}

/** Of several conversations none stands for the others. */
function withoutTrace({ trace: _one, ...origin }: Origin): Origin {
  return origin;
}

function summarise(ranges: readonly OriginRange[], files: readonly ChangedFile[]): OriginSummary[] {
  const unread = new Set(files.filter((file) => !isRead(file)).map(({ path }) => path));
  const linesOf = (some: readonly OriginRange[]): number =>
    some.reduce((sum, { start, end }) => sum + end - start + 1, 0);
  const groups = Map.groupBy(ranges, ({ origin: { grade, tool, name, model } }) =>
    JSON.stringify([grade, tool, name, model]),
  );
  return [...groups.values()].flatMap((group): OriginSummary[] => {
    const [first] = group;
    if (!first) return [];
    const origins = new Set(group.map(({ origin }) => origin));
    const evidence = oneOfEachKind([...origins].flatMap((origin) => origin.evidence));
    const read = linesOf(group.filter(({ path }) => !unread.has(path)));
    const lines = linesOf(group);
    return [
      {
        origin: origins.size === 1 ? first.origin : { ...withoutTrace(first.origin), evidence },
        lines,
        files: new Set(group.map(({ path }) => path)).size,
        ...(read !== lines && { read }),
      },
    ];
  });
}
