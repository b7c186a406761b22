// Reads `langguard: allow <rule-id> -- reason` in the comments of a file.
import { addedLines, type ChangedFile, type Hunk, splitLines } from '../change.ts';
import { ruleId, scannerRuleId } from '../rule.ts';

/** One allow comment; a comment alone on its line speaks for the line below as well. */
export interface AllowComment {
  line: number;
  /** Columns from 1, end exclusive, of the comment's words. */
  column: number;
  endColumn: number;
  rules: string[];
  reason: string;
  alone: boolean;
  /** True when the comment stood there before the change. */
  inBase: boolean;
  /** Why it waives nothing. */
  problem?: string;
}

const openers = '#+|//+|\\{/\\*+|/\\*+|\\*|<!--|--+|\\{#|\\{\\{!--|\\{\\{!|;+|%+|@\\*|REM';
const closers = '\\*+/\\}?|--+>|#\\}|--\\}\\}|\\}\\}|\\*@';

// The marker must open the comment, so that a string or a sentence about allow comments is none.
const opener = new RegExp(`(?:^|\\s)(?:${openers})\\s*(langguard:\\s*allow\\b.*)`, 'i');
const markdownOpener = /(?:^|\s)<!--\s*(langguard:\s*allow\b.*)/i;
const closer = new RegExp(`\\s*(?:${closers}).*$`);
const onlyOpener = new RegExp(`^\\s*(?:${openers})\\s*$`, 'i');
const onlyCloser = new RegExp(`^\\s*(?:${closers})?\\s*$`);
const shape = /^langguard:\s*allow\s+([^\s,]+(?:\s*,\s*[^\s,]+)*)\s+(?:--|—|–)\s*(.*)$/i;

/** Longer lines are not read for allow comments. */
const maxLineLength = 2000;

/** The allow comments of a file after the change, in order of lines. */
export function allowComments(file: ChangedFile, knownRules: { has(id: string): boolean }): AllowComment[] {
  if (file.status === 'removed') return [];
  const isMarkdown = /\.(?:md|mdx|markdown)$/i.test(file.path);
  const known = keptComments(file, isMarkdown);
  const added = new Set(addedLines(file).map((line) => line.number));
  const out: AllowComment[] = [];
  for (const [number, text] of linesAfter(file)) {
    const words = wordsOf(text, isMarkdown);
    if (words === undefined) continue;
    const column = text.indexOf(words) + 1;
    out.push({
      line: number,
      column,
      endColumn: column + words.length,
      alone:
        onlyOpener.test(text.slice(0, column - 1)) && onlyCloser.test(text.slice(column - 1 + words.length)),
      inBase: !added.has(number) || known.take(number, words),
      ...readWords(words, knownRules),
    });
  }
  return out;
}

/** The comment that speaks for a rule at a line, the base's own before one that the change adds. */
export function allowFor(
  comments: readonly AllowComment[],
  rule: string,
  line: number,
): AllowComment | undefined {
  const byLine = new Map(comments.map((comment) => [comment.line, comment]));
  const candidates = [byLine.get(line)];
  for (let above = byLine.get(line - 1); above?.alone; above = byLine.get(above.line - 1))
    candidates.push(above);
  const matching = candidates.filter(
    (comment) => comment && !comment.problem && comment.rules.includes(rule),
  );
  return matching.find((comment) => comment?.inBase) ?? matching[0];
}

function* linesAfter(file: ChangedFile): Generator<[number, string]> {
  if (file.body !== undefined) {
    // Most files have no such comment, and splitting a body is not free.
    if (!/langguard:/i.test(file.body)) return;
    yield* splitLines(file.body).map((text, index): [number, string] => [index + 1, text]);
    return;
  }
  for (const hunk of file.hunks) {
    let number = hunk.newStart;
    for (const line of hunk.lines) if (line.kind !== 'removed') yield [number++, line.text];
  }
}

function wordsOf(text: string, isMarkdown: boolean): string | undefined {
  if (text.length > maxLineLength || !/langguard:/i.test(text)) return undefined;
  return (isMarkdown ? markdownOpener : opener).exec(text)?.[1]?.replace(closer, '').trimEnd();
}

function readWords(
  words: string,
  knownRules: { has(id: string): boolean },
): Pick<AllowComment, 'rules' | 'reason' | 'problem'> {
  const [, list, reason] = shape.exec(words) ?? [];
  if (list === undefined || reason === undefined || reason.trim().length < 3)
    return {
      rules: [],
      reason: '',
      problem: 'it must read `langguard: allow <rule-id> -- reason`, with a reason',
    };
  const rules = list.split(',').map((id) => id.trim());
  const bad = rules.find(
    (id) => !scannerRuleId.safeParse(id).success && !(ruleId.safeParse(id).success && knownRules.has(id)),
  );
  if (bad !== undefined) return { rules, reason, problem: `there is no rule \`${bad.slice(0, 60)}\`` };
  return { rules, reason: reason.trim() };
}

/** A line that was edited but kept its comment: each removed comment excuses one added line of the same hunk. */
function keptComments(
  file: ChangedFile,
  isMarkdown: boolean,
): { take(line: number, words: string): boolean } {
  const left = new Map<Hunk, string[]>();
  const hunkOf = (line: number) =>
    file.hunks.find((hunk) => line >= hunk.newStart && line < hunk.newStart + hunk.newLines);
  return {
    take(line, words) {
      const hunk = hunkOf(line);
      if (!hunk) return false;
      const removed =
        left.get(hunk) ??
        hunk.lines
          .filter((each) => each.kind === 'removed')
          .map((each) => wordsOf(each.text, isMarkdown) ?? '')
          .filter((each) => each !== '');
      left.set(hunk, removed);
      const at = removed.indexOf(words);
      if (at === -1) return false;
      removed.splice(at, 1);
      return true;
    },
  };
}
