// Our own line diff (Myers 1986, linear space), for files whose patch GitHub leaves out.
import { splitLines, type Hunk, type HunkLine } from '../engine/change.ts';
import type { FilePatch } from './diff.ts';

/** Lines of context around a change, as git and GitHub show them. */
const contextLines = 3;

// Past so many steps a middle is no longer searched for the least diff: it bounds hostile input to a second or so.
const maxSteps = 3000;

/** The hunks that turn `before` into `after`: always right, and least unless the texts differ in thousands of lines. */
export function diffLines(before: string, after: string): FilePatch {
  const oldLines = splitLines(before);
  const newLines = splitLines(after);
  const [a, b] = intern(oldLines, newLines, lacksNewline(before), lacksNewline(after));
  const removed = new Uint8Array(a.length);
  const added = new Uint8Array(b.length);
  mark(a, b, removed, added);
  slide(oldLines, a, removed, added);
  slide(newLines, b, added, removed);
  const hunks = toHunks(oldLines, newLines, removed, added);
  const last = hunks.at(-1);
  return {
    hunks,
    oldNoNewline: last !== undefined && lacksNewline(before) && lastOf(last, 'old') >= oldLines.length,
    newNoNewline: last !== undefined && lacksNewline(after) && lastOf(last, 'new') >= newLines.length,
  };
}

function lacksNewline(text: string): boolean {
  return text !== '' && !text.endsWith('\n');
}

function lastOf(hunk: Hunk, side: 'old' | 'new'): number {
  const [start, count] = side === 'old' ? [hunk.oldStart, hunk.oldLines] : [hunk.newStart, hunk.newLines];
  return count === 0 ? start : start + count - 1;
}

/** Numbers equal lines alike; a last line without line feed equals no other. */
function intern(a: string[], b: string[], aOpen: boolean, bOpen: boolean): [Int32Array, Int32Array] {
  const ids = new Map<string, number>();
  const number = (lines: string[], open: boolean) =>
    Int32Array.from(lines, (line, at) => {
      const key = open && at === lines.length - 1 ? `${line}\n` : line;
      let id = ids.get(key);
      if (id === undefined) ids.set(key, (id = ids.size));
      return id;
    });
  return [number(a, aOpen), number(b, bOpen)];
}

function mark(a: Int32Array, b: Int32Array, removed: Uint8Array, added: Uint8Array): void {
  // Lines that the other side does not have are changed for sure; leaving them out keeps rewrites cheap.
  const inA = new Set(a);
  const inB = new Set(b);
  const keptA: number[] = [];
  const keptB: number[] = [];
  a.forEach((id, at) => (inB.has(id) ? keptA.push(at) : (removed[at] = 1)));
  b.forEach((id, at) => (inA.has(id) ? keptB.push(at) : (added[at] = 1)));
  const x = Int32Array.from(keptA, (at) => a[at] ?? -1);
  const y = Int32Array.from(keptB, (at) => b[at] ?? -1);
  const stack: [number, number, number, number][] = [[0, x.length, 0, y.length]];
  for (let box = stack.pop(); box; box = stack.pop()) {
    let [left, right, top, bottom] = box;
    while (left < right && top < bottom && x[left] === y[top]) {
      left++;
      top++;
    }
    while (left < right && top < bottom && x[right - 1] === y[bottom - 1]) {
      right--;
      bottom--;
    }
    if (left === right || top === bottom) {
      for (let at = left; at < right; at++) removed[keptA[at] ?? 0] = 1;
      for (let at = top; at < bottom; at++) added[keptB[at] ?? 0] = 1;
      continue;
    }
    const [u, v] = middle(x.subarray(left, right), y.subarray(top, bottom));
    stack.push([left + u, right, top + v, bottom], [left, left + u, top, top + v]);
  }
}

/** A point on a least path from corner to corner, found from both ends at once; `x` and `y` differ at both ends. */
function middle(x: Int32Array, y: Int32Array): [number, number] {
  const n = x.length;
  const m = y.length;
  const delta = n - m;
  const isOdd = delta % 2 !== 0;
  const zero = Math.min(Math.ceil((n + m) / 2), maxSteps) + 1;
  // How far along x each diagonal k = x - y has come, from the start and from the end.
  const forward = new Int32Array(2 * zero + 1).fill(-1);
  const backward = new Int32Array(2 * zero + 1).fill(-1);
  forward[zero + 1] = backward[zero + 1] = 0;
  let best: [number, number] = [0, 0];
  for (let d = 0; d < zero; d++) {
    for (let k = -Math.min(d, m - ((m - d) & 1)); k <= Math.min(d, n); k += 2) {
      const i = furthest(forward, zero, k, d, n, m, (i, j) => x[i] === y[j]);
      const j = i - k;
      if (i > n || j > m) continue;
      if (i + j > best[0] + best[1]) best = [i, j];
      if (isOdd && reaches(backward, zero + delta - k, n - i)) return [i, j];
    }
    for (let k = -Math.min(d, m - ((m - d) & 1)); k <= Math.min(d, n); k += 2) {
      const i = furthest(backward, zero, k, d, n, m, (i, j) => x[n - 1 - i] === y[m - 1 - j]);
      const j = i - k;
      if (i > n || j > m) continue;
      if (!isOdd && reaches(forward, zero + delta - k, n - i)) return [n - i, m - j];
    }
  }
  return best;
}

function furthest(
  reached: Int32Array,
  zero: number,
  k: number,
  d: number,
  n: number,
  m: number,
  same: (i: number, j: number) => boolean,
): number {
  const below = reached[zero + k - 1] ?? -1;
  const above = reached[zero + k + 1] ?? -1;
  let i = k === -d || (k !== d && below < above) ? above : below + 1;
  while (i < n && i - k < m && i - k >= 0 && same(i, i - k)) i++;
  reached[zero + k] = i;
  return i;
}

function reaches(reached: Int32Array, index: number, distance: number): boolean {
  const i = reached[index];
  return i !== undefined && i >= 0 && i >= distance;
}

/** Moves runs of changed lines along equal lines to where a reader expects them; the diff stays as right and as long. */
function slide(lines: readonly string[], ids: Int32Array, changed: Uint8Array, other: Uint8Array): void {
  const gaps = gapsWithChanges(other);
  let unchanged = 0;
  for (let start = 0; start < ids.length; start++) {
    if (changed[start] !== 1) {
      unchanged++;
      continue;
    }
    let end = start;
    while (changed[end] === 1) end++;
    const moveUp = () => {
      changed[--start] = 1;
      changed[--end] = 0;
      unchanged--;
      while (changed[start - 1] === 1) start--;
    };
    const moveDown = () => {
      changed[start++] = 0;
      changed[end++] = 1;
      unchanged++;
      while (changed[end] === 1) end++;
    };
    const canMoveUp = () => start > 0 && ids[start - 1] === ids[end - 1];
    const canMoveDown = () => end < ids.length && ids[start] === ids[end];
    // Each move may join another run, which opens new ways.
    let size: number;
    do {
      size = end - start;
      while (canMoveUp()) moveUp();
      while (canMoveDown()) moveDown();
    } while (size !== end - start);
    // A run beside a change of the other side belongs to it; else it starts where the code starts.
    let best = { start, score: rank(lines, start, gaps.has(unchanged)) };
    for (
      let steps = 1, up = start, tail = end;
      up > 0 && ids[up - 1] === ids[tail - 1];
      up--, tail--, steps++
    ) {
      if (changed[up - 1] === 1) break;
      const score = rank(lines, up - 1, gaps.has(unchanged - steps));
      if (score < best.score) best = { start: up - 1, score };
    }
    while (start > best.start) moveUp();
    start = end - 1;
  }
}

/** After how many unchanged lines the other side has changed ones. */
function gapsWithChanges(changed: Uint8Array): Set<number> {
  const gaps = new Set<number>();
  let unchanged = 0;
  for (const flag of changed) {
    if (flag === 1) gaps.add(unchanged);
    else unchanged++;
  }
  return gaps;
}

/** How odd it looks when a change starts at this line; the least is best. */
function rank(lines: readonly string[], start: number, isBesideOther: boolean): number {
  if (isBesideOther) return -1;
  const line = lines[start] ?? '';
  const indent = line.trim() === '' ? 1000 : Math.min(line.length - line.trimStart().length, 999);
  const followsBlank = start === 0 || (lines[start - 1] ?? '').trim() === '';
  return 2 * indent + (followsBlank ? 0 : 1);
}

function toHunks(oldLines: string[], newLines: string[], removed: Uint8Array, added: Uint8Array): Hunk[] {
  const hunks: Hunk[] = [];
  let hunk: { oldFrom: number; newFrom: number; lines: HunkLine[] } | undefined;
  let gap: string[] = [];
  let i = 0;
  let j = 0;
  const close = () => {
    if (!hunk) return;
    for (const text of gap.slice(0, contextLines)) hunk.lines.push({ kind: 'context', text });
    const oldCount = hunk.lines.filter((line) => line.kind !== 'added').length;
    const newCount = hunk.lines.filter((line) => line.kind !== 'removed').length;
    hunks.push({
      oldStart: oldCount === 0 ? hunk.oldFrom : hunk.oldFrom + 1,
      oldLines: oldCount,
      newStart: newCount === 0 ? hunk.newFrom : hunk.newFrom + 1,
      newLines: newCount,
      lines: hunk.lines,
    });
    hunk = undefined;
  };
  while (i < oldLines.length || j < newLines.length) {
    if (removed[i] !== 1 && added[j] !== 1) {
      gap.push(newLines[j] ?? '');
      i++;
      j++;
      continue;
    }
    if (hunk && gap.length > 2 * contextLines) close();
    const before = hunk ? gap : gap.slice(-contextLines);
    hunk ??= { oldFrom: i - before.length, newFrom: j - before.length, lines: [] };
    for (const text of before) hunk.lines.push({ kind: 'context', text });
    gap = [];
    for (; removed[i] === 1; i++) hunk.lines.push({ kind: 'removed', text: oldLines[i] ?? '' });
    for (; added[j] === 1; j++) hunk.lines.push({ kind: 'added', text: newLines[j] ?? '' });
  }
  close();
  return hunks;
}
