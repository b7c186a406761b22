// Names a finding by what it says of which text, not by where the text stands.
import { createHash } from 'node:crypto';
import type { Finding } from '../finding.ts';
import { lastLineOf, type RedactedLines } from './excerpt.ts';

/** Longer regions are named by their beginning, so that an edit far below keeps the name. */
const maxLines = 20;

// A line of a megabyte may hold thousands of findings; each would hash all of it anew.
const maxCharacters = 4_000;

/** Gives each finding 64 hexadecimal digits that survive moved lines; equal findings are told apart by their order. */
export function fingerprints<T extends Finding>(
  findings: readonly T[],
  linesOf: (path: string) => RedactedLines,
): Map<T, string> {
  const seen = new Map<string, number>();
  const out = new Map<T, string>();
  const contents = new Map<string, string>();
  for (const finding of [...findings].sort(byPosition)) {
    // What only a commit holds is named by its secret; the line that it is shown at has nothing to do with it.
    const { path, elsewhere } = finding;
    const content =
      elsewhere !== undefined
        ? // A rebase names the commits anew.
          finding.message.replace(/\bcommit [\da-f]{7,64}\b/g, 'commit')
        : finding.commit === undefined
          ? contentOf(finding, linesOf, contents)
          : 'in a commit';
    const place = elsewhere === undefined ? path : '';
    const key = JSON.stringify([finding.rule, place, content, finding.secretDigest ?? '']);
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    out.set(finding, createHash('sha256').update(`${key}\n${occurrence}`).digest('hex'));
  }
  return out;
}

/** The text of a finding's lines, or its hash where it is long; each text is read once. */
function contentOf(
  finding: Finding,
  linesOf: (path: string) => RedactedLines,
  known: Map<string, string>,
): string {
  const { path, start } = finding;
  const last = Math.min(lastLineOf(finding), start.line + maxLines - 1);
  const key = `${start.line} ${last} ${path}`;
  let content = known.get(key);
  if (content === undefined) known.set(key, (content = textOf(linesOf(path), start.line, last)));
  // Of removed lines nothing is left to be named by.
  return content || finding.message;
}

function textOf(lines: RedactedLines, first: number, last: number): string {
  const texts: string[] = [];
  for (let number = first; number <= last; number++) texts.push(lines(number) ?? '');
  const text = texts.join(' ').replace(/\s+/g, ' ').trim();
  return text.length <= maxCharacters ? text : createHash('sha256').update(text).digest('hex');
}

function byPosition(a: Finding, b: Finding): number {
  return (
    a.start.line - b.start.line ||
    a.start.column - b.start.column ||
    a.end.line - b.end.line ||
    a.end.column - b.end.column ||
    (a.message < b.message ? -1 : a.message > b.message ? 1 : 0)
  );
}
