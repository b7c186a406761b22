// Lays the Python of a Jupyter notebook on the lines where it stands in the file, and finds the columns again.
import type { Finding, Region } from '../../finding.ts';

const kindLine = /^(\s*)"cell_type"\s*:\s*"(\w{1,40})"/;
const sourceLine = /^(\s*)"source"\s*:\s*(.*)$/;
const closing = /^\s*\]/;
const entry = /^\s*("(?:[^"\\]|\\.)*")\s*,?\s*$/;
const otherKernel = /"kernelspec"\s*:\s*\{[^}]{0,400}"language"\s*:\s*"(?!python)/i;

const notByLines = 'the code of its cells does not stand line by line';

/** Cells in another language, or of text that is only written to a file. */
const otherCell =
  /^%%(?!(?:time|timeit|capture|prun|memit|skip|px|notify|debug|heat|wandb|scalene|mprun|lprun|python3?|pypy)\b)/;
/** A line for the notebook itself or for the shell, also where a name keeps what it answers. */
const ownLine = /^(\s*)(?:[%!?]|[\w.]{1,80}\?{1,2}\s*$|[\w, ]{1,80}=\s*[%!](?!=))/;

/** The Python of the code cells, each line where it stands and all else empty; or why it cannot be told. */
export function notebookOf(body: string): { text: string } | { reason: string } {
  if (otherKernel.test(body)) return { text: '' };
  const lines = body.split('\n');
  const out: string[] = Array.from(lines, () => '');
  let indent: string | undefined;
  let isCode = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const kind = kindLine.exec(line);
    if (kind) {
      indent = kind[1];
      isCode = kind[2] === 'code';
    }
    const source = isCode ? sourceLine.exec(line) : null;
    // The data that a cell printed may have a source too.
    if (!source || source[1] !== indent) continue;
    isCode = false;
    const value = (source[2] as string).replace(/[\s,]+$/, '');
    if (value === '[') at = layCell(lines, at + 1, out);
    else if (value !== '[]' && value !== '""') return { reason: notByLines };
  }
  // Without line ends there is no line that begins with the kind of a cell.
  return indent === undefined && body.includes('"cell_type"')
    ? { reason: notByLines }
    : { text: out.join('\n') };
}

/** Writes the lines of a cell from this one on; says where the cell ends. */
function layCell(lines: readonly string[], from: number, out: string[]): number {
  let isOther = false;
  let goesOn = false;
  let at = from;
  for (; at < lines.length && !closing.test(lines[at] as string); at++) {
    const code = codeOf(lines[at] as string);
    if (code === undefined) continue;
    if (code.startsWith('%%')) isOther = otherCell.test(code);
    if (isOther) continue;
    const own = ownLine.exec(code);
    if (!goesOn) out[at] = own ? `${own[1]}pass` : code;
    goesOn = (goesOn || own !== null) && code.endsWith('\\');
  }
  return at;
}

function codeOf(line: string): string | undefined {
  const text = entry.exec(line)?.[1];
  if (text === undefined) return undefined;
  try {
    const code = (JSON.parse(text) as string).replace(/\r?\n$/, '');
    return code.includes('\n') ? undefined : code;
  } catch {
    return undefined;
  }
}

/** A finding in that Python at its columns in the file; without its fix, which is no text of a notebook. */
export function inNotebook({ fix: _fix, ...finding }: Finding, lines: readonly string[]): Finding {
  const placed = ({ start, end }: Region): Region => ({
    start: { line: start.line, column: columnOf(lines[start.line - 1], start.column) },
    end: { line: end.line, column: columnOf(lines[end.line - 1], end.column) },
  });
  return {
    ...finding,
    ...placed(finding),
    related: finding.related.map((one) => (one.path === finding.path ? { ...one, ...placed(one) } : one)),
  };
}

/** The column in the file of a column of the code that stands in the text of this line. */
function columnOf(line: string | undefined, column: number): number {
  let at = (line?.indexOf('"') ?? -1) + 1;
  if (line === undefined || at === 0) return column;
  for (let left = column - 1; left > 0 && at < line.length; left--)
    at += line[at] !== '\\' ? 1 : line[at + 1] === 'u' ? 6 : 2;
  return at + 1;
}
