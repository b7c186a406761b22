// Keeps of the lines that commits added those that the change as a whole does not add: its history still holds them.
import { addedLines, type ChangedFile, type Line, type PastLines } from '../engine/change.ts';
import { languageOf } from '../engine/languages.ts';

/** How much of the history is read. */
export interface HistoryLimits {
  maxCommits: number;
  /** Characters of added lines. */
  maxChars: number;
}

// Lines that stayed can be needed to see what the others are, such as the first line of a key.
const linesAround = 3;

/** The history of a change, in the order of its commits; the change's own added lines and blank ones are left out. */
export function historyOf(additions: readonly PastLines[], files: readonly ChangedFile[]): PastLines[] {
  const stayed = new Set(files.flatMap((file) => addedLines(file).map((line) => line.text)));
  return additions.flatMap(({ commit, path, lines }): PastLines[] => {
    if (isBinaryAddition(path, lines)) return [];
    const kept = withAround(lines, ({ text }) => isText(text) && !stayed.has(text));
    return kept.length === 0 ? [] : [{ commit, path, lines: kept }];
  });
}

/** Git shows a submodule as a line of its own, and GitHub not always. */
function isText(line: string): boolean {
  return line.trim() !== '' && !/^Subproject commit [\da-f]{40,64}$/.test(line);
}

function withAround(lines: readonly Line[], isWanted: (line: Line) => boolean): Line[] {
  const keep = new Uint8Array(lines.length);
  for (const [at, line] of lines.entries()) {
    if (!isWanted(line)) continue;
    keep[at] = 1;
    for (const step of [-1, 1])
      for (let by = 1; by <= linesAround; by++) {
        const near = at + step * by;
        if (lines[near]?.number !== line.number + step * by) break;
        keep[near] = 1;
      }
  }
  return lines.filter((_, at) => keep[at] === 1);
}

/** True when the lines are no text; a stray NUL does not hide what is named as code. */
export function isBinaryAddition(path: string, lines: readonly Line[]): boolean {
  return languageOf(path) === undefined && lines.some(({ text }) => text.includes('\0'));
}
