// Which program a command starts, behind `sudo`, `env`, assignments and the like.
import type { Command, Word } from '../../text/shell.ts';

/** The program by its name, without a folder, and what follows it. */
export interface Program {
  name: string;
  args: Word[];
  word: Word;
}

const wrappers = new Set([
  'sudo',
  'env',
  'exec',
  'command',
  'nohup',
  'time',
  'doas',
  'builtin',
  'nice',
  'timeout',
  'xargs',
  '@',
  '-',
]);

// Every check of a command asks for its program.
const known = new WeakMap<Command, { program: Program | undefined }>();

/** The program and what follows it, without `sudo`, `env`, assignments and the like in front. */
export function programOf(command: Command): Program | undefined {
  let found = known.get(command);
  if (!found) known.set(command, (found = { program: readProgram(command) }));
  return found.program;
}

function readProgram(command: Command): Program | undefined {
  let i = 0;
  let wrapped = false;
  for (; i < command.words.length; i++) {
    const word = command.words[i] as Word;
    if (/^\w+\+?=/.test(word.raw)) continue;
    if (wrappers.has(word.text)) {
      wrapped = true;
      continue;
    }
    if (wrapped && /^(?:-|\d+[smh]?$)/.test(word.text)) {
      // `sudo -u name` and `sudo -g name` take a value.
      if (/^-[ugCh]$/.test(word.text)) i++;
      continue;
    }
    break;
  }
  const word = command.words[i];
  return word && { name: word.text.replace(/^.*\/(?=[\w.-]+$)/, ''), args: command.words.slice(i + 1), word };
}

/** Shells, which read commands as text. */
export const shells = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|z|k|a|fi)?sh$/;

const maxPrograms = 1_000;

/** Finds the rows of a table that are about a program; the same few are called again and again. */
export function rowsByProgram<Row extends { program: RegExp }>(
  rows: readonly Row[],
): (program: string) => readonly Row[] {
  const known = new Map<string, readonly Row[]>();
  return (program) => {
    let found = known.get(program);
    if (!found) {
      found = rows.filter((row) => row.program.test(program));
      if (known.size < maxPrograms) known.set(program, found);
    }
    return found;
  };
}
