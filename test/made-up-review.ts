// A review made from nothing but the head, so that a test knows what must stand on GitHub whichever process wrote it.
import { createHash } from 'node:crypto';
import type { Review } from '../src/engine/review.ts';
import { renderCheckRun } from '../src/reporters/check-run.ts';
import { cleanReview, sampleFinding } from '../src/reporters/sample-review.ts';

/** The file that the findings are in; the change must add as many lines as there are findings. */
export const reviewedPath = 'app/db.py';

/** So many findings, one on each line; with comments, the first three have suggestions and there is a summary. */
export function madeUpReview(head: string, count: number, hasComments: boolean): Review {
  return cleanReview({
    head,
    conclusion: count === 0 ? 'success' : 'failure',
    findings: Array.from({ length: count }, (_, index) =>
      sampleFinding({
        path: reviewedPath,
        start: { line: index + 1, column: 1 },
        end: { line: index + 1, column: 5 },
        severity: 'medium',
        message: `finding ${index} of ${head.slice(0, 12)}`,
        fingerprint: createHash('sha256').update(String(index)).digest('hex'),
        related: [],
        ...(hasComments && index < 3
          ? { suggestion: { startLine: index + 1, endLine: index + 1, lines: [`mended_${index} = 1`] } }
          : {}),
      }),
    ),
    policy: {
      ...cleanReview().policy,
      ...(hasComments ? { comments: { maxSuggestions: 10, hasSummary: true } } : {}),
    },
  });
}

/** The body of `reviewedPath` for so many findings. */
export function reviewedBody(count: number, salt: number | string = 0): string {
  return Array.from({ length: Math.max(1, count) }, (_, index) => `value_${index} = '${salt}'\n`).join('');
}

/** The messages of the annotations that a run of it must have, sorted. */
export function rightMessages(head: string, count: number, hasComments: boolean): string[] {
  const { annotations } = renderCheckRun(madeUpReview(head, count, hasComments), { maxAnnotations: 2000 });
  if (annotations.length !== count) throw new Error(`${annotations.length} annotations`);
  return annotations.map(({ message }) => message).toSorted();
}
