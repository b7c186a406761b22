// Ends a review that has no outcome, and says in its check run why.
import { finishReview, type StoredReview } from '../store/reviews.ts';
import { endRun, openRun, type PlainEnd } from './publish.ts';
import type { Pull } from './read-pull.ts';
import { placeOf, publishOptions, type Work } from './review-job.ts';

/** Ends a review that has no outcome: its check run says why, and our record too. */
export async function end(
  work: Work,
  place: { owner: string; repo: string },
  review: StoredReview,
  text: PlainEnd,
  state: 'cancelled' | 'failed',
): Promise<void> {
  const options = publishOptions(work, review);
  const id = review.checkRunId ?? (await openRun(placeOf(work, place, review), options)).id;
  await endRun(place, id, text, options);
  await finishReview(work.deps.store.db, review, state);
  work.deps.metrics.count('langguard_reviews_total', { conclusion: state });
}

/** Of a pull request that is closed. */
export const closed: PlainEnd = {
  conclusion: 'cancelled',
  title: 'Cancelled: the pull request is closed',
  summary: 'The pull request was closed before the review was finished. Reopening it starts a new review.',
};

/** Of a head that was pushed over, or a base that was changed. */
export function superseded(by: Pull): PlainEnd {
  return {
    conclusion: 'cancelled',
    title: `Superseded by ${by.headSha.slice(0, 12)}`,
    summary: `Superseded by ${by.headSha}: the pull request has a new head or another base, which is reviewed instead.`,
  };
}

/** Of a review whose every attempt failed. */
export function failed(reviewId: string): PlainEnd {
  return {
    conclusion: 'failure',
    title: 'The review could not be finished',
    summary:
      'LangGuard tried several times and could not finish this review, so it cannot say that the change is safe.\n\n' +
      'What to do: choose **Re-run** above, or push again. If it fails again, give the administrator of this App ' +
      `the number of the review, \`${reviewId}\`: the App's log says what went wrong.`,
  };
}

/** Of a review that nobody works on any more. */
export function abandoned(reviewId: string): PlainEnd {
  return {
    conclusion: 'timed_out',
    title: 'The review did not come to its end',
    summary:
      'LangGuard began this review and was interrupted, so it cannot say that the change is safe.\n\n' +
      'What to do: choose **Re-run** above, or push again. If it happens again, give the administrator of this App ' +
      `the number of the review, \`${reviewId}\`.`,
  };
}
