// Asks for changes by a review while policy wants it, once over all pushes, and withdraws it when nothing is left to do.
// https://docs.github.com/en/rest/pulls/reviews#dismiss-a-review-for-a-pull-request
import { findingId } from '../engine/policy/waivers.ts';
import type { Review } from '../engine/review.ts';
import {
  changesWanted,
  type NamedFinding,
  placeOf,
  readChangeRequest,
  renderChangeRequest,
  renderSettledRequest,
} from '../reporters/change-request.ts';
import { mayHaveAsked, noteChangeRequest } from '../store/change-requests.ts';
import type { Store } from '../store/open.ts';
import type { PullKey } from '../store/reviews.ts';
import { statusOf } from './github.ts';
import type { AskIn } from './people.ts';

/** Where a request stands, and under which login the App writes. */
export interface RequestPlace extends AskIn {
  number: number;
  store: Store;
  pull: PullKey;
  /** Asked for only where it matters. */
  botLogin(): Promise<string>;
}

type ReadPlace = Omit<RequestPlace, 'store' | 'pull'>;

/** What came of it. */
export interface ChangeRequest {
  /** The body of a request that has still to be posted; absent where none is wanted or one stands. */
  body?: string;
  updated: number;
  withdrawn: number;
  /** Set where GitHub does not let the App withdraw its own request. */
  isHeld?: boolean;
}

/** A request of ours as it stands. */
interface OwnRequest {
  id: number;
  body: string;
  isSettled: boolean;
  named: NamedFinding[];
}

/** A pull request with more reviews than these is left alone: ours might be among those that were not read. */
const maxPages = 20;

/**
 * Brings a request that stands up to date, or withdraws it. Posting is left to the caller, so that it goes out together
 * with what else there is to say. What a person dismissed is not asked for again. Safe to repeat; throws what GitHub
 * answers, 403 where the App may not write included.
 */
export async function settleChangeRequest(review: Review, place: RequestPlace): Promise<ChangeRequest> {
  const done: ChangeRequest = { updated: 0, withdrawn: 0 };
  const { db } = place.store;
  const isWanted = changesWanted(review).length > 0;
  if (isWanted) await noteChangeRequest(db, place.pull);
  else if (!(await mayHaveAsked(db, place.pull))) return done;
  const own = await readRequests(place);
  if (!own) return done;
  const wanted = changesWanted(review).filter(
    ({ fingerprint }) => !own.dismissed.has(findingId(fingerprint)),
  );
  const [first, ...copies] = own.standing;
  for (const copy of copies) await withdraw(copy, review, place, done);
  if (!first) return wanted.length > 0 ? { ...done, body: renderChangeRequest(wanted) } : done;
  if (wanted.length > 0) await edit(first, renderChangeRequest(wanted), place, done);
  else if (!first.named.some((each) => isUnknown(each, review))) await withdraw(first, review, place, done);
  return done;
}

/** Whether a request of ours stands that is not settled: for whoever lost the answer to a post. */
export async function hasChangeRequest(place: ReadPlace): Promise<boolean> {
  return (await readRequests(place))?.standing.some(({ isSettled }) => !isSettled) === true;
}

/** Our requests that stand, and the findings of those that somebody else dismissed; undefined when there are too many reviews. */
async function readRequests(
  place: ReadPlace,
): Promise<{ standing: OwnRequest[]; dismissed: Set<string> } | undefined> {
  const { octokit, owner, repo, number, signal } = place;
  const standing: OwnRequest[] = [];
  const dismissed = new Set<string>();
  let login: string | undefined;
  let page = 0;
  for await (const { data } of octokit.paginate.iterator(octokit.rest.pulls.listReviews, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
    ...(signal && { request: { signal } }),
  })) {
    if (++page > maxPages) return undefined;
    for (const { id, body, state, user } of data) {
      const request = readChangeRequest(body);
      if (!request) continue;
      login ??= await place.botLogin();
      // Anybody can copy a marker.
      if (user?.login !== login || user.type !== 'Bot') continue;
      if (state === 'CHANGES_REQUESTED') standing.push({ id, body, ...request });
      else if (state === 'DISMISSED') for (const named of request.named) dismissed.add(named.id);
    }
  }
  return { standing, dismissed };
}

/** True where a finding may be missing only because its file was not looked at this time. */
function isUnknown({ id, place }: NamedFinding, { findings, incidents, coverage }: Review): boolean {
  if (findings.some(({ fingerprint }) => findingId(fingerprint) === id)) return false;
  const isThere = (path: string | undefined) => path === undefined || placeOf(path) === place;
  return (
    incidents.some(({ path }) => isThere(path)) ||
    coverage.notChecked.some(
      ({ path, isOrigin }) => path !== undefined && isOrigin !== true && isThere(path),
    ) ||
    coverage.unread.some(
      ({ what, path }) => ['file', 'files', 'body', 'lines'].includes(what) && isThere(path),
    )
  );
}

async function edit(
  request: OwnRequest,
  body: string,
  { octokit, owner, repo, number, signal }: RequestPlace,
  done: ChangeRequest,
): Promise<void> {
  if (request.body.replaceAll('\r\n', '\n').trimEnd() === body) return;
  await octokit.rest.pulls.updateReview({
    owner,
    repo,
    pull_number: number,
    review_id: request.id,
    body,
    ...(signal && { request: { signal } }),
  });
  done.updated++;
}

/** Says first that it is settled: a request that is dismissed and does not say so was dismissed by a person. */
async function withdraw(
  request: OwnRequest,
  review: Review,
  place: RequestPlace,
  done: ChangeRequest,
): Promise<void> {
  const { octokit, owner, repo, number, signal } = place;
  await edit(request, renderSettledRequest(), place, done);
  try {
    await octokit.rest.pulls.dismissReview({
      owner,
      repo,
      pull_number: number,
      review_id: request.id,
      message: reasonOf(review),
      ...(signal && { request: { signal } }),
    });
    done.withdrawn++;
  } catch (error) {
    const status = statusOf(error);
    // Somebody dismissed it just now.
    if (status === 404 || status === 422) return;
    // A protected branch may let only some people dismiss.
    if (status !== 403) throw error;
    done.isHeld = true;
  }
}

function reasonOf({ policy }: Review): string {
  if (policy.mode === 'monitor' || (policy.comments?.requestChanges ?? 'never') === 'never')
    return 'The policy no longer asks for changes.';
  return 'Each finding that this review named is gone, or somebody accepted it; the check says which.';
}
