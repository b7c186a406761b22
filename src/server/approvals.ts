// Fills in who has approved what a review waits for: by command, or by an approving review of the head.
import { withApprovals } from '../engine/policy/approvals.ts';
import type { Review } from '../engine/review.ts';
import { addApproval, approvalsOf } from '../store/approvals.ts';
import type { Store } from '../store/open.ts';
import type { PullKey } from '../store/reviews.ts';
import { type AskIn, isInvolved, isOneOf } from './people.ts';

/** The pull request as it stands. */
export interface ApprovalPlaceOnGitHub {
  store: Store;
  ask: AskIn;
  pull: PullKey;
  headSha: string;
  author: string;
}

/**
 * The review with the approvals that count. An approval is bound to what waited: a push that leaves that alone keeps
 * it, and one that touches it does not. A dismissed review no longer counts.
 */
export async function settleApprovals(review: Review, place: ApprovalPlaceOnGitHub): Promise<Review> {
  const { approvals } = review;
  if (!approvals) return review;
  const { store, ask, pull, headSha, author } = place;
  const opinions = await lastOpinions(ask, pull.pullNumber);
  const approving = [...opinions].filter(
    ([, { state, commit }]) => state === 'APPROVED' && commit === headSha,
  );
  for (const need of approvals.needs)
    for (const [login] of approving)
      if (!isInvolved(login, author, review.prompter) && (await isOneOf(ask, login, need.by)))
        await addApproval(store.db, {
          ...pull,
          name: need.name,
          matter: need.matter,
          headSha,
          login,
          how: 'review',
        });
  const given = (await approvalsOf(store.db, pull)).filter(
    ({ login, how }) =>
      !isInvolved(login, author, review.prompter) &&
      (how === 'command' || opinions.get(login)?.state === 'APPROVED'),
  );
  return withApprovals(review, (need) =>
    given
      .filter(({ name, matter }) => name === need.name && matter === need.matter)
      .map(({ login, givenAt, how }) => ({ by: login, at: givenAt.toISOString(), how })),
  );
}

/** The last review of each person that says yes or no; comments change nothing. */
async function lastOpinions(
  { octokit, owner, repo, signal }: AskIn,
  number: number,
): Promise<Map<string, { state: string; commit: string | null }>> {
  const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
    ...(signal && { request: { signal } }),
  });
  const last = new Map<string, { state: string; commit: string | null }>();
  for (const { user, state, commit_id } of reviews)
    if (user && user.type !== 'Bot' && state !== 'COMMENTED' && state !== 'PENDING')
      last.set(user.login, { state, commit: commit_id });
  return last;
}
