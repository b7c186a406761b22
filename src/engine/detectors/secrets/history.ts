// Finds the secrets that a commit of the change added and a later one took away: the history keeps them.
import { addedLines, removedLines, type Change, type Line, type PastLines } from '../../change.ts';
import type { Position } from '../../finding.ts';
import { placeOf } from './place.ts';
import type { SecretRule } from './schema.ts';
import { searchText } from './search.ts';
import type { SecretSpan } from './span.ts';

/** A secret that only a commit holds. */
export interface PastSecret {
  span: SecretSpan;
  commit: string;
  /** Where it stands in that commit. */
  path: string;
  line: number;
  /** Where it is shown: on the file's first added line, else on its first. */
  shownAt: { path: string; start: Position };
}

/** Every secret in the history, each value once, where it was first; `isKnown` tells those that the change itself holds or removes. */
export function* findPastSecrets(
  change: Change,
  rules: readonly SecretRule[],
  isKnown: (value: string) => boolean,
): Generator<PastSecret> {
  const seen = new Set<string>();
  for (const past of change.history ?? [])
    for (const { span, line } of spansOf(past, rules)) {
      if (seen.has(span.value) || isKnown(span.value)) continue;
      seen.add(span.value);
      yield { span, commit: past.commit, path: past.path, line, shownAt: nearestPlace(past.path, change) };
    }
}

/** Every secret in what the commits added, for redaction. */
export function pastSpans(change: Change, rules: readonly SecretRule[]): SecretSpan[] {
  return (change.history ?? []).flatMap((past) => spansOf(past, rules).map(({ span }) => span));
}

/** The values that the change removes: they were there before it, and no commit of it made them known. */
export function removedValues(change: Change, rules: readonly SecretRule[]): Set<string> {
  return new Set(
    change.files.flatMap((file) => {
      const text = removedLines(file).map((line) => line.text);
      return text.length === 0
        ? []
        : searchText(text.join('\n'), placeOf(file.path, file.class), rules).map((span) => span.value);
    }),
  );
}

function spansOf(past: PastLines, rules: readonly SecretRule[]): { span: SecretSpan; line: number }[] {
  const place = placeOf(past.path, 'text');
  return runsOf(past.lines).flatMap((run) =>
    searchText(run.map(({ text }) => text).join('\n'), place, rules).map((span) => ({
      span,
      line: run[span.start.line - 1]?.number ?? 1,
    })),
  );
}

/** Lines that follow one another, since a secret may span them. */
function runsOf(lines: readonly Line[]): Line[][] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run && run.at(-1)?.number === line.number - 1) run.push(line);
    else runs.push([line]);
  }
  return runs;
}

function nearestPlace(path: string, { files }: Change): PastSecret['shownAt'] {
  const file = files.find((each) => each.path === path) ?? files.find((each) => each.previousPath === path);
  const line = file && addedLines(file)[0]?.number;
  return { path: file?.path ?? path, start: { line: line ?? 1, column: 1 } };
}
