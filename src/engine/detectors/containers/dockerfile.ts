// Reads a Dockerfile into instructions with offsets: continued lines, comments between them, here-documents.

export interface Instruction {
  /** In upper case. */
  name: string;
  start: number;
  end: number;
  /** Offsets of what follows the name and its flags. */
  argumentsStart: number;
  /** What follows the name and its flags, comments between lines blanked, of the same length as in the file. */
  text: string;
  flags: string[];
  /** Bodies of here-documents. */
  heredocs: { start: number; end: number }[];
}

/** The instructions in order; lines that are none are passed over. */
export function readDockerfile(body: string): Instruction[] {
  const out: Instruction[] = [];
  const escape = /^#\s*escape\s*=\s*`/im.test(body.slice(0, 300)) ? '`' : '\\';
  let at = 0;
  const lineEnd = (from: number): number => {
    const end = body.indexOf('\n', from);
    return end === -1 ? body.length : end;
  };
  while (at < body.length) {
    let end = lineEnd(at);
    const first = body.slice(at, end);
    const head = /^[ \t]*([A-Za-z]+)(?=[ \t]|\r?$)/.exec(first);
    if (!head) {
      at = end + 1;
      continue;
    }
    const start = at + head[0].length - (head[1] as string).length;
    // A comment or an empty line does not end a continued instruction.
    const isContinued = (line: string): boolean => line.replace(/[ \t\r]+$/, '').endsWith(escape);
    let parts = first;
    let continued = isContinued(first);
    while (continued && end < body.length) {
      const from = end + 1;
      end = lineEnd(from);
      const line = body.slice(from, end);
      const passed = /^\s*(?:#|$)/.test(line);
      // A comment must not end the command for the shell's reader, so it becomes blank and the line break stays escaped or goes.
      if (!passed) parts += `\n${line}`;
      else parts += ` ${line.replace(/[^\r]/g, ' ')}`;
      continued = passed || isContinued(line);
    }
    const heredocs: Instruction['heredocs'] = [];
    if (/^(?:RUN|COPY|ADD)$/i.test(head[1] as string))
      for (const [, word = ''] of parts.matchAll(/(?<!<)<<-?\s*["']?([A-Za-z_]\w*)["']?/g)) {
        const from = end + 1;
        let line = from;
        while (line < body.length && body.slice(line, lineEnd(line)).trim() !== word)
          line = lineEnd(line) + 1;
        heredocs.push({ start: Math.min(from, body.length), end: Math.min(line, body.length) });
        end = Math.min(lineEnd(line), body.length);
      }
    const flags =
      /^(?:\s*--[\w-]+(?:=\S*)?)*/.exec(
        parts.slice(head[0].length).replace(/\\\r?\n/g, (newline) => ' '.repeat(newline.length)),
      )?.[0] ?? '';
    const skip = head[0].length + flags.length;
    const space = /^[ \t]*/.exec(parts.slice(skip))?.[0].length ?? 0;
    out.push({
      name: (head[1] as string).toUpperCase(),
      start,
      end: heredocs.length > 0 ? end : at + parts.length,
      argumentsStart: at + skip + space,
      text: parts.slice(skip + space),
      flags: flags.trim().split(/\s+/).filter(Boolean),
      heredocs,
    });
    at = end + 1;
  }
  return out;
}

/** The words of `["a", "b"]`, or undefined when the text is no such list. */
export function execForm(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text.replace(/\\\r?\n/g, ' '));
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
