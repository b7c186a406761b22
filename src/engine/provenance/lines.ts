// Maps lines of a change to the commits that last wrote them, as `git blame` does, from the hunks of each commit.
import type { BlameRange, Hunk } from '../change.ts';

/** Where one run of changed lines stands before and after, without context. */
export interface Place {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
}

/** How a file came from a parent: under which name and with what changed; no places mean the same text. */
export type Step = { path: string; places: readonly Place[] } | 'new' | 'unread';

/** The commits to go through, children before parents, and what each did to a file against each of its parents. */
export interface LineHistory {
  commits: readonly { sha: string; parents: readonly string[] }[];
  step(commit: string, parent: string, path: string): Promise<Step>;
}

/** Lines of a file, both ends included. */
export interface Span {
  start: number;
  end: number;
}

/** What was found for a file; `older` was there before the history given, `lost` could not be followed. */
export interface LineOrigins {
  blame: BlameRange[];
  older: number;
  lost: number;
}

interface Segment {
  file: string;
  start: number;
  line: number;
  count: number;
}

type Pending = Map<string, Map<string, Segment[]>>;

/** Follows lines of files at `head` back to the commits that wrote them. Each line of a file must be given once. */
export async function mapLines(
  head: string,
  wanted: ReadonlyMap<string, readonly Span[]>,
  history: LineHistory,
): Promise<Map<string, LineOrigins>> {
  const out = new Map<string, LineOrigins>();
  const pending: Pending = new Map();
  for (const [file, spans] of wanted) {
    out.set(file, { blame: [], older: 0, lost: 0 });
    const segments = spans.map(({ start, end }) => ({ file, start, line: start, count: end - start + 1 }));
    if (segments.length > 0) hand(pending, head, file, segments);
  }
  for (const { sha, parents } of history.commits) {
    for (const [path, segments] of pending.get(sha) ?? []) {
      const { kept, isLost } = await passOn(sha, parents, path, segments, history, pending);
      for (const { file, start, line, count } of kept) {
        const found = out.get(file);
        if (isLost && found) found.lost += count;
        else found?.blame.push({ start, count, commit: sha, path, line });
      }
    }
    pending.delete(sha);
  }
  for (const segment of [...pending.values()].flatMap((files) => [...files.values()].flat())) {
    const found = out.get(segment.file);
    if (found) found.older += segment.count;
  }
  for (const found of out.values()) found.blame = joined(found.blame);
  return out;
}

/** Gives the parents what they already had; the first parent with the very same text takes all, as in git. */
async function passOn(
  sha: string,
  parents: readonly string[],
  path: string,
  segments: Segment[],
  history: LineHistory,
  pending: Pending,
): Promise<{ kept: Segment[]; isLost: boolean }> {
  const steps: [string, Step][] = [];
  for (const parent of parents) steps.push([parent, await history.step(sha, parent, path)]);
  const isSame = ([, step]: [string, Step]) => typeof step === 'object' && step.places.length === 0;
  const same =
    steps.find((each) => isSame(each) && (each[1] as { path: string }).path === path) ?? steps.find(isSame);
  if (same) {
    hand(pending, same[0], (same[1] as { path: string }).path, segments);
    return { kept: [], isLost: false };
  }
  if (steps.some(([, step]) => step === 'unread')) return { kept: segments, isLost: true };
  let kept = segments;
  for (const [parent, step] of steps) {
    if (typeof step === 'string') continue;
    const split = splitBy(step.places, kept);
    if (split.passed.length > 0) hand(pending, parent, step.path, split.passed);
    kept = split.kept;
  }
  return { kept, isLost: false };
}

function hand(pending: Pending, commit: string, path: string, segments: readonly Segment[]): void {
  const files = pending.get(commit) ?? new Map<string, Segment[]>();
  pending.set(commit, files);
  files.set(path, [...(files.get(path) ?? []), ...segments]);
}

/** Parts segments into lines that stood before, numbered as there, and lines that the places added. */
function splitBy(
  places: readonly Place[],
  segments: readonly Segment[],
): { passed: Segment[]; kept: Segment[] } {
  const stayed = unchangedRuns(places);
  const passed: Segment[] = [];
  const kept: Segment[] = [];
  for (const segment of segments) {
    const { file, start } = segment;
    const end = segment.line + segment.count;
    let line = segment.line;
    const take = (to: Segment[], until: number, shift: number) => {
      const next = Math.min(until, end);
      if (next <= line) return;
      const at = start + line - segment.line;
      to.push({ file, start: at, line: line + shift, count: next - line });
      line = next;
    };
    for (let at = firstEndingAt(stayed, line); at < stayed.length; at++) {
      const run = stayed[at];
      if (!run || run.newStart >= end) break;
      take(kept, run.newStart, 0);
      take(passed, run.newEnd + 1, run.oldStart - run.newStart);
    }
    take(kept, end, 0);
  }
  return { passed, kept };
}

interface Run {
  newStart: number;
  newEnd: number;
  oldStart: number;
}

function unchangedRuns(places: readonly Place[]): Run[] {
  const runs: Run[] = [];
  let newNext = 1;
  let oldNext = 1;
  for (const { oldStart, oldLines, newStart, newLines } of places) {
    // A side without lines names the line before it.
    const newFirst = newLines === 0 ? newStart + 1 : newStart;
    if (newFirst > newNext) runs.push({ newStart: newNext, newEnd: newFirst - 1, oldStart: oldNext });
    newNext = newFirst + newLines;
    oldNext = (oldLines === 0 ? oldStart + 1 : oldStart) + oldLines;
  }
  runs.push({ newStart: newNext, newEnd: Number.MAX_SAFE_INTEGER, oldStart: oldNext });
  return runs;
}

function firstEndingAt(runs: readonly Run[], line: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle] as Run).newEnd < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

function joined(ranges: BlameRange[]): BlameRange[] {
  const out: BlameRange[] = [];
  for (const range of ranges.sort((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (
      last &&
      last.commit === range.commit &&
      last.path === range.path &&
      last.start + last.count === range.start &&
      last.line + last.count === range.line
    )
      last.count += range.count;
    else out.push({ ...range });
  }
  return out;
}

/** The changed lines of hunks without the context around them. */
export function placesOf(hunks: readonly Hunk[]): Place[] {
  const out: Place[] = [];
  for (const hunk of hunks) {
    let oldNext = hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart;
    let newNext = hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart;
    let open: Place | undefined;
    for (const { kind } of hunk.lines) {
      if (kind === 'context') open = undefined;
      else {
        if (!open)
          out.push((open = { oldStart: oldNext - 1, oldLines: 0, newStart: newNext - 1, newLines: 0 }));
        // The first line of a side moves its start from the line before to the line itself.
        if (kind === 'added') open.newStart += open.newLines++ === 0 ? 1 : 0;
        else open.oldStart += open.oldLines++ === 0 ? 1 : 0;
      }
      if (kind !== 'added') oldNext++;
      if (kind !== 'removed') newNext++;
    }
  }
  return out;
}

/** Runs of consecutive numbers. */
export function spansOf(numbers: readonly number[]): Span[] {
  const out: Span[] = [];
  for (const number of numbers) {
    const last = out.at(-1);
    if (last && last.end + 1 === number) last.end = number;
    else out.push({ start: number, end: number });
  }
  return out;
}
