// Finds allow comments that waive nothing because they cannot be read or name no rule.
import type { Detector } from '../../detector.ts';
import { addedLines } from '../../change.ts';
import { allowComments as readAllowComments } from '../../policy/allow-comments.ts';
import { findingOf } from '../told.ts';

const rule = 'malformed-allow-comment';

/** Yields `malformed-allow-comment` on added lines. */
export const allowComments: Detector = {
  id: 'allow-comments',
  *detectFile(file, { rules }) {
    const info = rules.info.get(rule);
    if (!info || file.class !== 'text') return;
    const malformed = readAllowComments(file, rules.info).filter((comment) => comment.problem !== undefined);
    if (malformed.length === 0) return;
    const added = new Set(addedLines(file).map((line) => line.number));
    for (const { line, column, endColumn, problem } of malformed) {
      if (!added.has(line)) continue;
      yield {
        finding: findingOf(info, {
          path: file.path,
          start: { line, column },
          end: { line, column: endColumn },
          message: `This comment allows nothing: ${problem}.`,
        }),
      };
    }
  },
};
