// Finds comments in added lines by which projects mark what a tool wrote; weak, so they only ever hint.
import { addedLines, type ChangedFile } from '../change.ts';
import { phrasesOf } from './comment-phrases.ts';
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
    [...tool.comments, ...phrasesOf(tool)].map((mark) => ({
      tool,
      mark,
      // Most changes meet none of the words, and there are many expressions.
      pattern: once(() => compileWhole(mark.pattern)),
      until: mark.until === undefined ? undefined : once(() => compileWhole(mark.until ?? '')),
    })),
  );
  const words = [...new Set(marks.flatMap(({ mark }) => mark.word))];
  const anyWord = new RegExp(words.map((word) => word.replace(/[^\w\s-]/g, '\\$&')).join('|'), 'i');
  return (file) => {
    if (file.class !== 'text' || marks.length === 0) return [];
    const out: CommentHint[] = [];
    const open = new Map<CommentMark, CommentHint>();
    const added = addedLines(file).filter(({ text }) => text.length <= maxLineLength);
    for (const { number, text } of added) {
      // Almost no line holds any of the words.
      if (open.size === 0 && !anyWord.test(text)) continue;
      const line = commentText(text);
      const lower = text.toLowerCase();
      const hasSign = sign.test(text);
      for (const { tool, mark, pattern, until } of marks) {
        const begun = open.get(mark);
        if (begun && until) {
          if (!until().matches(line)) continue;
          begun.end = number;
          open.delete(mark);
          continue;
        }
        if (!mark.word.some((word) => lower.includes(word)) || (mark.behind_sign && !hasSign)) continue;
        if (!pattern().matches(line)) continue;
        const isFile = mark.extent === 'file';
        const hint = {
          start: isFile ? 1 : number,
          end: isFile ? Number.MAX_SAFE_INTEGER : number,
          marker: mark.id,
          tool,
        };
        out.push(hint);
        if (until) open.set(mark, hint);
      }
    }
    return out;
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const sign = /^\s*(?:\/\*+|\/\/+!?|#+!?|--+|;+|<!--|\*|%+|"""|''')[ \t]*/;

/** A line without the signs that begin and end comments in most languages. */
function commentText(line: string): string {
  return line
    .replace(sign, '')
    .replace(/\s*(?:\*\/|-->|"""|''')\s*$/, '')
    .trim();
}
