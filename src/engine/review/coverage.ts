// What a review looked at and what it did not.
import { type Change, addedLines } from '../change.ts';
import type { Detection } from '../detector.ts';
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
    notChecked: detections.flatMap((detection) =>
      'notChecked' in detection
        ? [{ ...detection.notChecked, reason: redact(detection.notChecked.reason) }]
        : [],
    ),
  };
}
