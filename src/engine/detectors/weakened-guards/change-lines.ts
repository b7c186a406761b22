// The added and removed lines of a change as lists that can be asked what moved where.
import { addedLines, type Change, type ChangedFile, type Line, removedLines } from '../../change.ts';

/** One file's lines on both sides of the change. */
export interface FileLines {
  file: ChangedFile;
  added: Line[];
  removed: Line[];
  /** What was worked out of these lines under a name; made when first asked for, since each line that went asks again. */
  learned<T>(name: string, make: () => T): T;
}

/** Every line of the change, and how often a text stands on each side. */
export interface ChangeLines {
  files: FileLines[];
  /** How many added lines, comments aside, hold the text, over the whole change. */
  addedWith(text: string): number;
  /** How many removed lines hold the text, over the whole change. */
  removedWith(text: string): number;
}

/** What is only a comment now does nothing. */
const isComment = /^\s*(?:#(?!\[)|\/\/|\*|\/\*|--|<!--)/;

/** Lines longer than this are data. */
const maxChars = 2000;

/** Reads a change once for all checks. */
export function readLines(change: Change): ChangeLines {
  const files = change.files
    .filter((file) => file.class === 'text')
    .map((file): FileLines => ({
      file,
      added: short(addedLines(file)),
      removed: short(removedLines(file)),
      learned: remembered(),
    }));
  const side = (lines: 'added' | 'removed') => {
    const known = new Map<string, number>();
    return (text: string): number => {
      const before = known.get(text);
      if (before !== undefined) return before;
      let count = 0;
      for (const file of files)
        for (const line of file[lines]) if (line.text.includes(text) && !isComment.test(line.text)) count++;
      known.set(text, count);
      return count;
    };
  };
  return { files, addedWith: side('added'), removedWith: side('removed') };
}

function short(lines: Line[]): Line[] {
  return lines.filter(({ text }) => text.length <= maxChars);
}

function remembered(): FileLines['learned'] {
  const known = new Map<string, unknown>();
  return <T>(name: string, make: () => T): T => {
    if (!known.has(name)) known.set(name, make());
    return known.get(name) as T;
  };
}
