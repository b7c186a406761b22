// Finds the lines of a file that come from suggested code, by runs of lines in the same order.
import { likeness, minWeight, type LinePrint } from './prints.ts';
import type { Suggestion } from './suggestion.ts';

/** A line with its print, numbered as in the file. */
export interface PrintedLine {
  number: number;
  print: LinePrint;
}

/** A line and the suggestion that it comes from. */
export interface LineMatch {
  number: number;
  suggestion: Suggestion;
  accepted: 'unchanged' | 'edited';
}

/** Where each print stands in the suggestions; made once for all files of a change. */
export interface SuggestionIndex {
  suggestions: readonly Suggestion[];
  /** Weighty lines by their exact print, and by their shape. */
  exact: Places;
  shape: Places;
  /** In how many conversations a line stands, or how often the change adds it, whichever is more. */
  frequencyOf(exact: number): number;
}

type Places = ReadonlyMap<number, readonly (readonly [suggestion: number, line: number])[]>;

/** A line that so many conversations brought, or that a change adds so often, is nobody's. */
const maxFrequency = 10;
const maxPlaces = 48;
/** Code that was moved within a file comes in several runs. */
const maxRounds = 4;
/** Sure lines that are further apart belong to different runs. */
const maxDistance = 12;
/** Beyond the last sure line at most so many are compared one by one. */
const reach = 200;
/** Edited lines share this much of their pairs with the suggested ones. */
const minLikeness = 0.55;

/** Prepares the suggestions for the added lines of a change. */
export function indexSuggestions(
  suggestions: readonly Suggestion[],
  added: Iterable<LinePrint>,
): SuggestionIndex {
  const exact = new Map<number, [number, number][]>();
  const shape = new Map<number, [number, number][]>();
  const conversations = new Map<number, Set<string>>();
  const repeats = new Map<number, number>();
  const shapes = new Set<number>();
  for (const print of added) {
    repeats.set(print.exact, (repeats.get(print.exact) ?? 0) + 1);
    shapes.add(print.shape);
  }
  const note = (places: Map<number, [number, number][]>, key: number, place: [number, number]): void => {
    const list = places.get(key);
    if (!list) places.set(key, [place]);
    else if (list.length < maxPlaces) list.push(place);
  };
  for (const [at, { lines, session, id }] of suggestions.entries())
    for (const [line, print] of lines.entries()) {
      if (print.weight < minWeight) continue;
      if (shapes.has(print.shape)) note(shape, print.shape, [at, line]);
      if (!repeats.has(print.exact)) continue;
      note(exact, print.exact, [at, line]);
      const known = conversations.get(print.exact) ?? new Set<string>();
      conversations.set(print.exact, known);
      if (known.size <= maxFrequency) known.add(session ?? id);
    }
  return {
    suggestions,
    exact,
    shape,
    frequencyOf: (print) => Math.max(conversations.get(print)?.size ?? 0, repeats.get(print) ?? 0, 1),
  };
}

type Pair = readonly [line: number, suggested: number];

/** Lines in a row that seem to come from one suggestion. */
interface Run {
  at: number;
  pairs: readonly Pair[];
  strength: number;
}

/** The lines of a file that are in suggestions, in order, each with the one that explains most around it. */
export function matchFile(path: string, lines: readonly PrintedLine[], index: SuggestionIndex): LineMatch[] {
  const runs: Run[] = [];
  for (const [at, anchors] of anchorsOf(lines, index)) {
    const { lines: suggested } = index.suggestions[at] as Suggestion;
    let left = anchors;
    for (let round = 0; round < maxRounds && left.length > 0; round++) {
      const usedLines = new Set<number>();
      const usedSuggested = new Set<number>();
      for (const sure of segments(longestRun(left))) {
        const pairs = extend(sure, lines, suggested);
        runs.push({ at, pairs, strength: strengthOf(pairs, lines, suggested, index) });
        for (const [line, other] of pairs) {
          usedLines.add(line);
          usedSuggested.add(other);
        }
      }
      left = left.filter(([line, other]) => !usedLines.has(line) && !usedSuggested.has(other));
    }
  }
  return settle(path, runs, lines, index);
}

/** The strongest runs first; a line belongs to one run, and a suggested line was taken once. */
function settle(
  path: string,
  runs: Run[],
  lines: readonly PrintedLine[],
  index: SuggestionIndex,
): LineMatch[] {
  const taken = new Map<number, LineMatch>();
  const used = new Map<number, Set<number>>();
  const timeOf = ({ at }: Run): string => (index.suggestions[at] as Suggestion).at;
  for (const run of runs.sort((a, b) => b.strength - a.strength || (timeOf(a) < timeOf(b) ? 1 : -1))) {
    const suggestion = index.suggestions[run.at] as Suggestion;
    const usedHere = used.get(run.at) ?? new Set<number>();
    used.set(run.at, usedHere);
    const pairs = run.pairs.filter(([line, other]) => !taken.has(line) && !usedHere.has(other));
    if (!isEnough(path, pairs, lines, suggestion, index)) continue;
    for (const [line, other] of pairs) {
      const { number, print } = lines[line] as PrintedLine;
      const isSame = print.exact === suggestion.lines[other]?.exact;
      taken.set(line, { number, suggestion, accepted: isSame ? 'unchanged' : 'edited' });
      usedHere.add(other);
    }
  }
  return [...taken.values()].sort((a, b) => a.number - b.number);
}

/** Pairs of weighty lines that are alike word for word, or but for the names of variables, by suggestion. */
function anchorsOf(lines: readonly PrintedLine[], index: SuggestionIndex): Map<number, Pair[]> {
  const anchors = new Map<number, Pair[]>();
  for (const [line, { print }] of lines.entries()) {
    if (print.weight < minWeight) continue;
    const exact = index.exact.get(print.exact) ?? [];
    const same = new Set(exact.map(([at]) => at));
    const renamed = (index.shape.get(print.shape) ?? []).filter(([at]) => !same.has(at));
    for (const [at, suggested] of [...exact, ...renamed]) {
      const list = anchors.get(at);
      if (list) list.push([line, suggested]);
      else anchors.set(at, [[line, suggested]]);
    }
  }
  return anchors;
}

/** How much the pairs tell: rare words much, edited lines little. */
function strengthOf(
  pairs: readonly Pair[],
  lines: readonly PrintedLine[],
  suggested: readonly LinePrint[],
  index: SuggestionIndex,
): number {
  let strength = 0;
  for (const [line, other] of pairs) {
    const { print } = lines[line] as PrintedLine;
    const part = print.exact === suggested[other]?.exact ? 1 / index.frequencyOf(print.exact) : 0.25;
    strength += print.weight < minWeight ? 1 : print.weight * part;
  }
  return strength;
}

/** Whether the pairs tell a suggestion from what people write alike; lines for another file must tell more. */
function isEnough(
  path: string,
  pairs: readonly Pair[],
  lines: readonly PrintedLine[],
  suggestion: Suggestion,
  index: SuggestionIndex,
): boolean {
  if (pairs.length === 0) return false;
  const strength = strengthOf(pairs, lines, suggestion.lines, index);
  const weighty = pairs.filter(([line]) => (lines[line] as PrintedLine).print.weight >= minWeight);
  const sure = weighty.filter(([line, other]) => {
    const { exact } = (lines[line] as PrintedLine).print;
    return exact === suggestion.lines[other]?.exact && index.frequencyOf(exact) <= maxFrequency;
  });
  const kinship = kinshipOf(path, suggestion.path);
  // Nobody keeps one line out of twenty; it was there before, or comes from elsewhere.
  const isPart = pairs.length >= 4 || pairs.length >= suggestion.lines.length / 3;
  if (sure.length === 0) return weighty.length >= 3 && strength >= 30 && kinship === 'same';
  if (kinship === 'same') return (isPart && strength >= minWeight) || strength >= 60;
  if (kinship === 'unknown') return (isPart && weighty.length >= 2 && strength >= 24) || strength >= 60;
  return isPart && sure.length >= 3 && strength >= 90;
}

/** `same`: the suggestion was for this file; `other`: for another one; `unknown`: it does not say. */
function kinshipOf(path: string, suggested: string | undefined): 'same' | 'other' | 'unknown' {
  if (suggested === undefined) return 'unknown';
  const [a, b] = [path.toLowerCase(), suggested.toLowerCase()];
  return a === b || b.endsWith(`/${a}`) || a.endsWith(`/${b}`) ? 'same' : 'other';
}

/** The longest list of pairs that go forward on both sides, in n log n. */
function longestRun(pairs: readonly Pair[]): Pair[] {
  const sorted = pairs.toSorted(([a, x], [b, y]) => a - b || y - x);
  const tails: number[] = [];
  const before: number[] = [];
  for (const [at, [, suggested]] of sorted.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[tails[middle] as number] as Pair)[1] < suggested) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? (tails[low - 1] as number) : -1;
    tails[low] = at;
  }
  const run: Pair[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] as number) run.push(sorted[at] as Pair);
  return run.toReversed();
}

/** Cuts where too many lines lie between two sure ones on either side. */
function segments(run: readonly Pair[]): Pair[][] {
  const out: Pair[][] = [];
  for (const pair of run) {
    const last = out.at(-1)?.at(-1);
    if (last && pair[0] - last[0] <= maxDistance && pair[1] - last[1] <= maxDistance) out.at(-1)?.push(pair);
    else out.push([pair]);
  }
  return out;
}

/** Adds the lines between and beside the sure ones, as they are or as somebody edited them. */
function extend(
  run: readonly Pair[],
  lines: readonly PrintedLine[],
  suggested: readonly LinePrint[],
): Pair[] {
  const first = run[0] as Pair;
  const last = run.at(-1) as Pair;
  const start: Pair = [Math.max(0, first[0] - reach) - 1, Math.max(0, first[1] - reach) - 1];
  const end: Pair = [
    Math.min(lines.length, last[0] + 1 + reach),
    Math.min(suggested.length, last[1] + 1 + reach),
  ];
  const out = sideways(first, start, lines, suggested, -1).toReversed();
  for (const [at, pair] of run.entries()) {
    out.push(pair);
    const next = run[at + 1];
    if (next) out.push(...between(pair, next, lines, suggested));
  }
  return [...out, ...sideways(last, end, lines, suggested, 1)];
}

/** What goes with what between two sure lines: the alignment with the most in common. */
function between(
  [fromLine, fromSuggested]: Pair,
  [toLine, toSuggested]: Pair,
  lines: readonly PrintedLine[],
  suggested: readonly LinePrint[],
): Pair[] {
  const height = toLine - fromLine - 1;
  const width = toSuggested - fromSuggested - 1;
  if (height === 0 || width === 0) return [];
  // Each cell holds the best of what begins there; a rim of zeros ends it.
  const size = width + 2;
  const best = new Float32Array((height + 2) * size);
  const bestAt = (i: number, j: number): number => best[i * size + j] ?? 0;
  for (let i = height; i >= 1; i--)
    for (let j = width; j >= 1; j--) {
      const own = gain((lines[fromLine + i] as PrintedLine).print, suggested[fromSuggested + j] as LinePrint);
      best[i * size + j] = Math.max(
        own > 0 ? own + bestAt(i + 1, j + 1) : 0,
        bestAt(i + 1, j),
        bestAt(i, j + 1),
      );
    }
  const out: Pair[] = [];
  for (let i = 1, j = 1; i <= height && j <= width && bestAt(i, j) > 0;) {
    if (bestAt(i + 1, j) === bestAt(i, j)) i++;
    else if (bestAt(i, j + 1) === bestAt(i, j)) j++;
    else out.push([fromLine + i++, fromSuggested + j++]);
  }
  return out;
}

/** Goes on line by line from a sure one, past at most two lines on either side that do not fit. */
function sideways(
  [fromLine, fromSuggested]: Pair,
  [endLine, endSuggested]: Pair,
  lines: readonly PrintedLine[],
  suggested: readonly LinePrint[],
  step: 1 | -1,
): Pair[] {
  const out: Pair[] = [];
  let line = fromLine + step;
  let other = fromSuggested + step;
  const steps = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
    [2, 0],
    [0, 2],
  ] as const;
  for (;;) {
    const found = steps.find(([down, right]) => {
      const [i, j] = [line + down * step, other + right * step];
      if (step * (endLine - i) <= 0 || step * (endSuggested - j) <= 0) return false;
      const [a, b] = [(lines[i] as PrintedLine).print, suggested[j] as LinePrint];
      if (down + right === 0) return gain(a, b) > 0;
      // A brace after a gap is any brace, unless what follows it fits as well.
      if (Math.min(a.weight, b.weight) >= minWeight) return gain(a, b) > 0;
      return a.exact === b.exact && lines[i + step]?.print.exact === suggested[j + step]?.exact;
    });
    if (!found) return out;
    line += found[0] * step;
    other += found[1] * step;
    out.push([line, other]);
    line += step;
    other += step;
  }
}

/** How well a line fits a suggested one beside sure lines; 0 where it does not. */
function gain(a: LinePrint, b: LinePrint): number {
  if (a.exact === b.exact) return 3 + a.weight / 16;
  if (Math.min(a.weight, b.weight) < 4) return 0;
  if (a.shape === b.shape && likeness(a, b) > 0) return 2;
  const alike = likeness(a, b);
  return alike >= minLikeness ? 1 + alike / 2 : 0;
}
