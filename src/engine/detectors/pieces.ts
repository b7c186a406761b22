// Reads a file of which only hunks are known: each hunk by itself, and of what it shows only what holds whatever the rest says.
import type { ChangedFile } from '../change.ts';
import type { Detection, DetectorInput } from '../detector.ts';
import type { Finding, Region } from '../finding.ts';
import { linesAround } from '../text/yaml-piece.ts';
import { readYaml, type YamlNode } from '../text/yaml-tree.ts';
import { report, type Verdict } from './verdict.ts';

/** The lines of one hunk after the change. */
export interface Piece {
  path: string;
  text: string;
  /** The number in the file of the first line of `text`. */
  line: number;
  /** How many lines at the top of `text` are not of the file: what the rest hangs from. */
  supplied: number;
}

/** Longer ones are data. */
const maxChars = 300_000;

/** The hunks of a file whose text was not read; none of any other. That the rest was not read is said of the file already. */
export function piecesIn({ path, body, class: fileClass, status, hunks }: ChangedFile): Piece[] {
  if (body !== undefined || fileClass !== 'text' || status === 'removed') return [];
  const pieces = hunks.map(({ newStart, lines }) => ({
    path,
    text: lines.flatMap(({ kind, text }) => (kind === 'removed' ? [] : [`${text}\n`])).join(''),
    line: newStart,
    supplied: 0,
  }));
  return pieces.filter(({ text }) => text.length <= maxChars);
}

/** The piece with lines before it that its own hang from. */
function supplied(piece: Piece, lines: readonly string[]): Piece {
  return {
    ...piece,
    text: lines.map((line) => `${line}\n`).join('') + piece.text,
    line: piece.line - lines.length,
    supplied: piece.supplied + lines.length,
  };
}

/** A piece of YAML with what it hangs from, and its documents; undefined where it cannot be read as such. */
export function yamlPiece(piece: Piece): { piece: Piece; documents: readonly YamlNode[] } | undefined {
  const around = linesAround(piece.text);
  if (!around) return undefined;
  const whole = supplied(piece, around);
  const read = readYaml(whole.text);
  return 'reason' in read ? undefined : { piece: whole, documents: read.documents };
}

/** A finding for each verdict on lines of the piece, at its place in the file. */
export function* reportPiece(
  { path, text, line, supplied: own }: Piece,
  verdicts: Iterable<Verdict>,
  input: DetectorInput,
): Generator<Detection> {
  for (const found of report(path, text, verdicts, input))
    if ('finding' in found && found.finding.start.line > own)
      yield ofPiece({ finding: moved(found.finding, line - 1) });
}

/** What the rest of the file says may make it harmless, and a fix may need lines that nobody has seen. */
export function ofPiece({ finding }: Extract<Detection, { finding: unknown }>): Detection {
  const { fix: _unseen, ...rest } = finding;
  return { finding: { ...rest, confidence: finding.confidence === 'high' ? 'medium' : 'low' } };
}

function moved(finding: Finding, by: number): Finding {
  const region = ({ start, end }: Region): Region => ({
    start: { ...start, line: start.line + by },
    end: { ...end, line: end.line + by },
  });
  return {
    ...finding,
    ...region(finding),
    related: finding.related.map((one) => ({ ...one, ...region(one) })),
  };
}
