// The shell detector: what commands do wrong, in script files and in texts that a program hands to a shell.
import type { Detection, Detector, DetectorInput } from '../../detector.ts';
import { languageOf } from '../../languages.ts';
import { isSupportPath } from '../code/paths.ts';
import { type Piece, piecesIn, reportPiece } from '../pieces.ts';
import { report, type Verdict } from '../verdict.ts';
import { checkShell } from './checks.ts';
import { handedCommands } from './handed.ts';

/** Longer scripts hold an archive. */
const maxChars = 400_000;

/** Where those scripts lie that people run to set up a machine. */
const ofUse = /(?:^|\/)scripts?(?=\/)|(?<=^|\/)setup(?=\.\w{1,5}$)/g;

export const shell: Detector = {
  id: 'shell',
  comparable: true,
  *detectFile(file, input) {
    const { path, body } = file;
    for (const piece of piecesIn(file)) {
      const language = languageOf(path, piece.text)?.id ?? '';
      if (language === 'shell') yield* inPiece(piece, input);
      else yield* reportPiece(piece, handedCommands(language, piece.text), input);
    }
    if (file.class !== 'text' || body === undefined) return;
    const language = languageOf(path, body)?.id ?? '';
    let isCut = false;
    const onCut = (): void => void (isCut = true);
    if (language !== 'shell') yield* report(path, body, handedCommands(language, body, onCut), input);
    else if (body.length > maxChars)
      yield { notChecked: { path, check: 'shell', reason: `larger than ${maxChars} characters` } };
    else {
      const verdicts = [...checkShell(body, 0, body.length, { hasCallers: true, onCut })];
      const isRemote = ({ rule }: Verdict): boolean => rule === 'remote-script-piped-to-shell';
      yield* report(path, body, verdicts.filter(isRemote), input, isSupportPath(path.replace(ofUse, '')));
      yield* report(
        path,
        body,
        verdicts.filter((one) => !isRemote(one)),
        input,
      );
    }
    if (isCut) yield { notChecked: { path, check: 'shell', reason: 'more commands than are read' } };
  },
};

/** What depends on where a variable got its value, or on what the script does elsewhere. */
const ofWhole = new Set([
  'shell-evaluates-variable',
  'unquoted-variable-in-rm',
  'predictable-shell-temp-file',
  'file-of-variable-sourced',
  'secret-in-shell-trace',
]);

/** What the commands of a hunk do, whatever the rest of the script says. */
function* inPiece(piece: Piece, input: DetectorInput): Generator<Detection> {
  const from = endOfTornText(piece.text);
  const verdicts = [...checkShell(piece.text, from, piece.text.length, { hasCallers: true })];
  yield* reportPiece(
    piece,
    verdicts.filter(({ rule }) => !ofWhole.has(rule)),
    input,
  );
}

/** Behind the end of a here-document that began before the hunk: what stands there is no command of this script. */
function endOfTornText(text: string): number {
  const end = /^[ \t]*([A-Z][A-Z_]{2,30})[ \t]*$/m.exec(text);
  if (!end || new RegExp(`<<-?[ \\t]*\\\\?["']?${end[1] ?? ''}\\b`).test(text.slice(0, end.index))) return 0;
  return end.index + end[0].length;
}
