// Renders a Review as the one comment that sums it up in the pull request and is edited in place.
import type { Review } from '../engine/review.ts';
import { fitLines } from './check-run.ts';
import { renderMarkdown } from './markdown.ts';

/** By this the App knows its own comment again. */
export const summaryMarker = '<!-- langguard:summary -->';

/** Characters are at most as many as bytes; GitHub takes 65,536 characters. */
const maxBytes = 60_000;

/** The summary, with every finding in a line. */
export function renderSummaryComment(review: Review): string {
  const lines = renderMarkdown(review, { maxDetailed: 0 }).trimEnd().split('\n');
  return fitLines([summaryMarker, ...lines], maxBytes, () => '… and more, in the check.');
}
