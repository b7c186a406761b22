// What a review looked at and what it did not.
import { type Change, type ChangedFile, type FileClass, addedLines } from '../change.ts';
import type { Detection } from '../detector.ts';
import { languageOf } from '../languages.ts';
import type { Coverage } from './outcome.ts';
import type { Redactor } from './redact.ts';

/** Counts what was read, and tells what was not with its reasons. */
export function coverageOf(change: Change, detections: readonly Detection[], redact: Redactor): Coverage {
  const classes: Record<string, number> = {};
  for (const name of change.files.map((file) => file.class).sort()) classes[name] = (classes[name] ?? 0) + 1;
  return {
    files: change.files.length,
    addedLines: change.files.reduce((sum, file) => sum + addedLines(file).length, 0),
    classes,
    unread: change.unread,
    notChecked: [
      ...detections.flatMap((detection) =>
        'notChecked' in detection
          ? [{ ...detection.notChecked, reason: redact(detection.notChecked.reason) }]
          : [],
      ),
      ...passedOver(change.files),
    ],
  };
}

const ownWord = 'where that is right, mark it in .gitattributes of the target branch';

/** Why files of a class were not read as code, where nobody but the change itself says that they are of it. */
const guesses: Readonly<Partial<Record<FileClass, string>>> = {
  minified: `taken for minified by its looks alone, so that only secrets were looked for; ${ownWord} as linguist-generated`,
  vendored: `taken for somebody else's code by its name alone, so that only secrets were looked for; ${ownWord} as linguist-vendored`,
};

/** One entry for each class of files that the rules for code passed over on the word of the change. */
function passedOver(files: readonly ChangedFile[]): Coverage['notChecked'] {
  const all = files.filter(({ status }) => status !== 'removed');
  const guessed = (Object.keys(guesses) as FileClass[]).map(
    (name) => [all.filter((file) => file.isGuess && file.class === name), guesses[name] as string] as const,
  );
  const stored = all.filter((file) => file.class === 'lfs-pointer' && languageOf(file.path) !== undefined);
  return [
    ...guessed,
    [stored, 'a pointer to Git LFS, which tells nothing of the code that it points to'] as const,
  ].flatMap(([found, reason]) => {
    const [first] = found;
    if (!first) return [];
    const check = found.length === 1 ? 'code' : `code of ${found.length} files, this one among them`;
    return [{ path: first.path, check, reason }];
  });
}
