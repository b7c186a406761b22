// Tells how a finding stands to the change: new, known before, moved, or laid bare by what was removed.
import { bodyBefore, removedLines, splitLines, type ChangedFile, type Line } from '../change.ts';
import { bySeverity, confidences, type Finding } from '../finding.ts';
import { handedOver } from '../flow/sinks/way-told.ts';
import { lastLineOf } from './excerpt.ts';
import { isInChange, isInHead } from './places.ts';

/** Whether a finding counts; `note` is a sentence for its message, `reason` says why it does not count. */
export type Standing = { inChange: true; note?: string } | { inChange: false; reason: string };

/** What the standing of findings is judged by. */
export interface Surroundings {
  files: readonly ChangedFile[];
  addedOf(path: string): ReadonlySet<number>;
  /** Those whose detector can also be asked about the text before the change. */
  comparable: ReadonlySet<Finding>;
  /** What these detectors find in a file as it stood before the change; undefined where they cannot tell. */
  findBefore(file: ChangedFile): readonly Finding[] | undefined;
  /** Awaited after each file that was read again. */
  breathe(): Promise<void>;
}

const untouched = { inChange: false, reason: 'the change did not touch these lines' } as const;

/** A line that occurs more often, such as a lone bracket, is no mark of where code came from. */
const maxOrigins = 50;

/** A detector reports no more of one rule in one file, so a finding may be missing from a longer list. */
const manyOfOneRule = 50;

/**
 * Judges each finding. Files are read again as they stood before only where a finding on touched lines may be moved,
 * or where one on other lines stands in a file that lost lines; each file at most once.
 */
export async function standings(
  findings: readonly Finding[],
  around: Surroundings,
): Promise<Map<Finding, Standing>> {
  const files = new Map(around.files.map((file) => [file.path, file]));
  const past = pastOf(around);
  const taken = new Set<Finding>();
  const out = new Map<Finding, Standing>();
  // What stands where it stood claims its own past first; the rest may only have been moved.
  const byTouch = Map.groupBy(findings, (finding) => isInChange(finding, around.addedOf));
  const localOf = localsIn(around.comparable);
  for (const touches of [false, true])
    for (const finding of byTouch.get(touches) ?? []) {
      const file = files.get(finding.path);
      const known = !touches && isHandedOver(finding) ? localOf(finding) : finding;
      const view = file && known && around.comparable.has(known) ? viewOf(file, known, around) : undefined;
      if (touches && isHandedOver(finding)) out.set(finding, standingOfWay(finding, around, files, past));
      else if (!view || finding.removed === true || !isInHead(finding))
        out.set(finding, touches ? { inChange: true } : untouched);
      else if (touches) out.set(finding, await standingOfTouched(view, past, taken));
      else out.set(finding, await standingOfUntouched(view, past, taken));
    }
  return out;
}

/** What the file by itself says at the place of a finding that came to it from another: whether that is new can be told. */
function localsIn(comparable: ReadonlySet<Finding>): (finding: Finding) => Finding | undefined {
  const placeOf = ({ rule, path, start }: Finding): string =>
    JSON.stringify([rule, path, start.line, start.column]);
  const byPlace = once(() => new Map([...comparable].map((one) => [placeOf(one), one])));
  return (finding) => byPlace().get(placeOf(finding));
}

/** A finding with the lines that it is about. */
interface View {
  finding: Finding;
  file: ChangedFile;
  lines: Lines;
  addedOf(path: string): ReadonlySet<number>;
}

/** A file's lines after the change, and for each unchanged one its number before; zero for the others. */
interface Lines {
  after: readonly string[];
  oldNumbers: Int32Array;
}

const linesOfFile = new WeakMap<ChangedFile, Lines>();

function viewOf(file: ChangedFile, finding: Finding, { addedOf }: Surroundings): View | undefined {
  if (file.body === undefined || file.class !== 'text') return undefined;
  return { finding, file, lines: viewedLines(file), addedOf };
}

function viewedLines(file: ChangedFile): Lines {
  let lines = linesOfFile.get(file);
  if (!lines) {
    const after = splitLines(file.body ?? '');
    linesOfFile.set(file, (lines = { after, oldNumbers: oldNumbersOf(file, after.length) }));
  }
  return lines;
}

function oldNumbersOf(file: ChangedFile, count: number): Int32Array {
  const out = new Int32Array(count + 1);
  let next = 1;
  let old = 1;
  for (const hunk of file.hunks) {
    // A hunk without lines after it names the line that it follows.
    const start = hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart;
    for (; next < start && next <= count; next++) out[next] = old++;
    for (const { kind } of hunk.lines) {
      if (kind === 'context' && next <= count) out[next] = old;
      if (kind !== 'removed') next++;
      if (kind !== 'added') old++;
    }
  }
  for (; next <= count; next++) out[next] = old++;
  return out;
}

/** What is known of the time before the change, found out when it is asked for. */
interface Past {
  /** Where a line stood among the removed ones, spaces aside; the first places only. */
  removedAt(text: string): readonly Origin[];
  /** Undefined where it cannot be told. */
  findings(file: ChangedFile): Promise<readonly Finding[] | undefined>;
  lines(file: ChangedFile): readonly string[];
  removed(file: ChangedFile): readonly Line[];
  /** The numbers of removed lines that may have guarded something and that the change adds nowhere else. */
  guards(file: ChangedFile): readonly number[];
}

interface Origin {
  file: ChangedFile;
  line: number;
}

function pastOf({ files, findBefore, breathe }: Surroundings): Past {
  const found = new Map<ChangedFile, readonly Finding[] | undefined>();
  const lost = perFile(removedLines);
  const readable = files.filter((file) => file.class === 'text');
  const index = once(() => {
    const out = new Map<string, Origin[]>();
    for (const file of readable)
      for (const { number, text } of removedLines(file)) {
        const key = normal(text);
        const places = out.get(key);
        if (!places) out.set(key, [{ file, line: number }]);
        else if (places.length < maxOrigins) places.push({ file, line: number });
      }
    return out;
  });
  const added = once(() => {
    const out = new Set<string>();
    for (const file of readable)
      for (const { lines } of file.hunks)
        for (const line of lines) if (line.kind === 'added') out.add(normal(line.text));
    return out;
  });
  return {
    removedAt: (text) => (index().size === 0 ? [] : (index().get(normal(text)) ?? [])),
    async findings(file) {
      if (!found.has(file)) {
        found.set(file, findBefore(file));
        await breathe();
      }
      return found.get(file);
    },
    lines: perFile((file) => splitLines(bodyBefore(file) ?? '')),
    removed: (file) => lost(file),
    guards: perFile((file) =>
      lost(file)
        .filter(({ text }) => isTelling(text) && !added().has(normal(text)))
        .map(({ number }) => number),
    ),
  };
}

/** On lines that did not change: new only when it was not there before and something was removed. */
async function standingOfUntouched(view: View, past: Past, taken: Set<Finding>): Promise<Standing> {
  const { finding, file, lines } = view;
  const lost = past.removed(file);
  if (lost.length === 0) return untouched;
  const before = await past.findings(file);
  const line = lines.oldNumbers[finding.start.line] ?? 0;
  if (before === undefined || line === 0) return untouched;
  const same = before.find(
    (other) =>
      isAsBad(other, finding, line) && other.start.column === finding.start.column && !taken.has(other),
  );
  if (same) {
    taken.add(same);
    return untouched;
  }
  if (before.filter((other) => other.rule === finding.rule).length >= manyOfOneRule) return untouched;
  const cause = nearest(past.guards(file), line);
  if (cause === undefined) return { inChange: false, reason: 'what guarded these lines was only moved' };
  return {
    inChange: true,
    note: `Became reachable by a removal at line ${cause} of the file before the change.`,
  };
}

/** On lines that the change added: not new when each of them was moved from where the same was found. */
async function standingOfTouched(view: View, past: Past, taken: Set<Finding>): Promise<Standing> {
  const { finding, file, lines, addedOf } = view;
  const added = addedOf(finding.path);
  const fresh = [finding, ...finding.related.filter(({ path }) => path === finding.path)]
    .flatMap(({ start, end }) => range(start.line, lastLineOf({ start, end })))
    .filter((line) => added.has(line));
  const isElsewhere = ({ path, start, end }: Finding['related'][number]) =>
    path !== finding.path &&
    range(start.line, lastLineOf({ start, end })).some((line) => addedOf(path).has(line));
  if (finding.related.some(isElsewhere)) return { inChange: true };
  const textOf = (line: number) => lines.after[line - 1] ?? '';
  if (!fresh.every((line) => past.removedAt(textOf(line)).length > 0)) return { inChange: true };

  const { start } = finding;
  const region = range(start.line, lastLineOf(finding)).map((line) => normal(textOf(line)));
  const old = lines.oldNumbers[start.line] ?? 0;
  const origins = old > 0 ? [{ file, line: old }] : past.removedAt(textOf(start.line));
  // Code is most often moved within its file.
  for (const origin of origins.toSorted((a, b) => Number(b.file === file) - Number(a.file === file))) {
    const then = past.lines(origin.file);
    if (!region.every((text, at) => normal(then[origin.line - 1 + at] ?? '') === text)) continue;
    const same = (await past.findings(origin.file))?.find(
      (other) => isAsBad(other, finding, origin.line) && !taken.has(other),
    );
    if (!same) continue;
    taken.add(same);
    return {
      inChange: false,
      reason: `moved from ${origin.file.previousPath ?? origin.file.path}:${origin.line}`,
    };
  }
  return { inChange: true };
}

function isHandedOver({ related }: Finding): boolean {
  return related.some(({ message }) => message === handedOver);
}

/**
 * Of a way through several files no detector can be asked as they were. It is not new when each of its added lines was
 * moved and nothing went that may have guarded it.
 */
function standingOfWay(
  finding: Finding,
  { addedOf }: Surroundings,
  files: ReadonlyMap<string, ChangedFile>,
  past: Past,
): Standing {
  const touched = new Set<ChangedFile>();
  for (const place of [finding, ...finding.related]) {
    const file = files.get(place.path);
    const added = addedOf(place.path);
    if (!file) continue;
    touched.add(file);
    for (const line of range(place.start.line, lastLineOf(place))) {
      if (!added.has(line)) continue;
      const [origin] = past.removedAt(textAfter(file, line));
      if (!origin) return { inChange: true };
      touched.add(origin.file);
    }
  }
  return [...touched].some((file) => past.guards(file).length > 0)
    ? { inChange: true }
    : { inChange: false, reason: 'the lines on the way were only moved' };
}

function textAfter(file: ChangedFile, line: number): string {
  return viewedLines(file).after[line - 1] ?? '';
}

/** A guard that was lost makes a finding worse, and then it is not the same any more. */
function isAsBad(before: Finding, after: Finding, line: number): boolean {
  return (
    before.rule === after.rule &&
    before.start.line === line &&
    before.secretDigest === after.secretDigest &&
    bySeverity(before.severity, after.severity) <= 0 &&
    confidences.indexOf(before.confidence) <= confidences.indexOf(after.confidence)
  );
}

function nearest(numbers: readonly number[], to: number): number | undefined {
  return numbers.toSorted((a, b) => Math.abs(a - to) - Math.abs(b - to) || a - b)[0];
}

/** Brackets, blank lines and comments guard nothing. */
function isTelling(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !/^\s*(?:#|\/\/|\*|\/\*|--\s|<!--)/.test(text);
}

function normal(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

function perFile<T>(make: (file: ChangedFile) => T): (file: ChangedFile) => T {
  const made = new Map<ChangedFile, { value: T }>();
  return (file) => {
    let known = made.get(file);
    if (!known) made.set(file, (known = { value: make(file) }));
    return known.value;
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
