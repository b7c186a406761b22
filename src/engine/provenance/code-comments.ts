// Finds comments in added lines by which projects mark what a tool wrote; weak, so they only ever hint.
import { addedLines, type ChangedFile } from '../change.ts';
import { type AiTool, type CommentMark, compileWhole } from './tool.ts';

/** Lines that a comment speaks of. */
export interface CommentHint {
  start: number;
  end: number;
  marker: string;
  tool: AiTool;
}

/** Marks stand in short lines; longer ones are data. */
const maxLineLength = 300;

/** Finds the hints in one file. */
export type CommentFinder = (file: ChangedFile) => CommentHint[];

/** Prepares a catalogue for matching. */
export function commentFinder(tools: readonly AiTool[]): CommentFinder {
  const marks = tools.flatMap((tool) =>
    tool.comments.map((mark) => ({
      tool,
      mark,
      pattern: compileWhole(mark.pattern),
      until: mark.until === undefined ? undefined : compileWhole(mark.until),
      word: mark.word.toLowerCase(),
    })),
  );
  return (file) => {
    if (file.class !== 'text' || marks.length === 0) return [];
    const out: CommentHint[] = [];
    const open = new Map<CommentMark, CommentHint>();
    const added = addedLines(file).filter(({ text }) => text.length <= maxLineLength);
    for (const { number, text } of added) {
      // Almost no line holds any of the words.
      const lower = text.toLowerCase();
      for (const { tool, mark, pattern, until, word } of marks) {
        if (!lower.includes(word)) continue;
        const line = commentText(text);
        const begun = open.get(mark);
        if (begun && until?.matches(line)) {
          begun.end = number;
          open.delete(mark);
        } else if (!begun && pattern.matches(line)) {
          const end = mark.extent === 'file' ? Number.MAX_SAFE_INTEGER : number;
          const hint = { start: mark.extent === 'file' ? 1 : number, end, marker: mark.id, tool };
          out.push(hint);
          if (until) open.set(mark, hint);
        }
      }
    }
    return out;
  };
}

/** A line without the signs that begin and end comments in most languages. */
function commentText(line: string): string {
  return line
    .trim()
    .replace(/^(?:\/\*+|\/\/+|#+|--+|;+|<!--|\*|%+|"""|''')\s*/, '')
    .replace(/\s*(?:\*\/|-->|"""|''')$/, '')
    .trim();
}
