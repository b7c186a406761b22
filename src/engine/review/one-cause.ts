// Tells one cause once: of several sinks of a kind that one variable reaches, the first counts and the others are low.
import { bySeverity, type Finding } from '../finding.ts';
import type { JudgedFinding } from '../review.ts';
import { isStep, returnedHere } from '../flow/sinks/way-told.ts';
import { isInHead } from './places.ts';

/**
 * What is to be changed in findings of one rule whose values came from one place into one variable: the worst, and of
 * equals the first, names the lines of the others, and those become low. What is built of the variable later is mended
 * with it. Only findings that count make others quiet.
 */
export function withOneCause(findings: readonly JudgedFinding[]): Map<JudgedFinding, Partial<Finding>> {
  const changed = new Map<JudgedFinding, Partial<Finding>>();
  const groups = Map.groupBy(
    findings.filter(
      // A value that goes straight from its source into two sinks is not yet one thing.
      (one) =>
        one.disposition.state === 'reported' &&
        isInHead(one) &&
        one.related.length > 1 &&
        isStep(one.related.at(-1)?.message ?? '') &&
        one.severity !== 'low',
    ),
    (one) => JSON.stringify([one.rule, one.path, sinkOf(one), beginningOf(one.related)]),
  );
  for (const group of groups.values()) {
    const [first, ...others] = group.toSorted(
      (a, b) => bySeverity(a.severity, b.severity) || a.start.line - b.start.line,
    );
    if (!first || others.length === 0) continue;
    const lines = [...new Set(others.map((one) => one.start.line))].filter(
      (line) => line !== first.start.line,
    );
    if (lines.length > 0)
      changed.set(first, { message: `${first.message} The same value reaches ${listed(lines)} too.` });
    for (const other of others)
      changed.set(other, {
        severity: 'low',
        message: `${other.message} It is the same value as on line ${first.start.line}.`,
      });
  }
  return changed;
}

/**
 * The function that a value reaches, by its name: an `exec` and a `spawn` of one text are two deeds, and each is mended by
 * itself. What asks, opens and removes one file is one.
 */
function sinkOf({ class: kind, message }: JudgedFinding): string {
  return ofFiles.has(kind) ? '' : (/^`[^`]+`/.exec(message)?.[0] ?? '');
}

const ofFiles: ReadonlySet<string> = new Set(['path-traversal', 'archive-extraction']);

/**
 * The source and the variable that it goes into. What a function reads and returns, as `wanted('name')` may, is another
 * value at each call.
 */
function beginningOf(related: Finding['related']): Finding['related'] {
  const at = related.findIndex(({ message }) => message === returnedHere);
  const [source, out, call] = [related[0], related[at], related[at + 1]];
  const isOfFunction =
    at > 0 &&
    source &&
    out &&
    call &&
    source.path === out.path &&
    source.start.line <= out.start.line &&
    !(call.path === out.path && call.start.line >= source.start.line && call.start.line <= out.start.line);
  return related.slice(0, isOfFunction ? at + 3 : 2);
}

/** Lines in words; the sixth and later ones are counted. */
export function listed(lines: readonly number[]): string {
  const shown = lines.slice(0, 5);
  const more = lines.length > shown.length ? ` and ${lines.length - shown.length} more` : '';
  if (shown.length === 1) return `line ${shown[0]}${more}`;
  return more === ''
    ? `lines ${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
    : `lines ${shown.join(', ')}${more}`;
}
