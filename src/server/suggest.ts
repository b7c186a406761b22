// Brings the comments that offer fixes up to date: what GitHub has of ours is read each time, and nothing is said twice.
import { setTimeout as sleep } from 'node:timers/promises';
import type { JudgedFinding, Review } from '../engine/review.ts';
import {
  fingerprintOfComment,
  renderMovedSuggestion,
  renderSuggestionReview,
  renderWithdrawnSuggestion,
  type SuggestionDraft,
  suggestionDrafts,
} from '../reporters/suggestions.ts';
import { isUncertain, statusOf } from './github.ts';
import type { AskIn } from './people.ts';
import { hasChangeRequest } from './request-changes.ts';

/** Where suggestions go. */
export interface SuggestPlace extends AskIn {
  number: number;
  /** The login under which the App comments, such as `langguard[bot]`; asked for only where it matters. */
  botLogin(): Promise<string>;
  /** Waits after an uncertain answer, in milliseconds: GitHub's reads may lag behind its writes. */
  settleMs: readonly number[];
  /** A request for changes that has still to be posted: it is the body of the review that holds the suggestions. */
  request?: string;
}

/** What was done, in comments; `refused` are those that GitHub does not take. */
export interface Suggested {
  posted: number;
  updated: number;
  withdrawn: number;
  refused: number;
  /** What became of a request for changes that was to be posted. */
  request?: 'posted' | 'refused';
}

/** A pull request with more comments than these is left alone: ours might be among those that were not read. */
const maxPages = 50;

/**
 * Posts the suggestions that are missing as one review, updates those that changed and withdraws those whose finding is
 * gone or no longer counts; where a file was not looked at they stay. Safe to repeat. Throws what GitHub answers, 403 where the App may not write included.
 */
export async function syncSuggestions(review: Review, place: SuggestPlace): Promise<Suggested> {
  const done: Suggested = { posted: 0, updated: 0, withdrawn: 0, refused: 0 };
  const max = review.policy.comments?.maxSuggestions ?? 0;
  if (max === 0) {
    await post([], review.head, place, done);
    return done;
  }
  const drafts = suggestionDrafts(review);
  let own = await readOwn(place);
  for (const pause of place.settleMs) {
    if (!own || !isBehind([...own.values()], drafts, review.head)) break;
    await sleep(pause);
    own = await readOwn(place);
  }
  if (!own) {
    await post([], review.head, place, done);
    return done;
  }
  const live = new Set<string>();
  for (const comment of own.values()) {
    const { fingerprint } = comment;
    const finding = review.findings.find((each) => each.fingerprint === fingerprint);
    const draft = drafts.find((each) => each.fingerprint === fingerprint);
    if (!finding && isUnknown(review, comment.path)) {
      live.add(fingerprint);
      continue;
    }
    const body = finding && isReported(finding) ? bodyFor(comment, finding, draft) : undefined;
    if (body !== undefined) live.add(fingerprint);
    if (body === undefined) done.withdrawn += await withdraw(comment, finding, place);
    else done.updated += await update(comment, body, place);
    for (const copy of comment.copies) done.withdrawn += await withdraw(copy, finding, place);
  }
  const missing = drafts
    .filter(({ fingerprint }) => !own.has(fingerprint))
    .slice(0, Math.max(0, max - live.size));
  await post(missing, review.head, place, done);
  return done;
}

/** A comment of ours as it stands. */
interface OwnComment {
  id: number;
  fingerprint: string;
  path: string;
  body: string;
  /** The lines of the head that GitHub shows it on; undefined where it is outdated. */
  lines: { start: number; end: number } | undefined;
  /** The commit that these lines are of. */
  commit: string;
  hasReplies: boolean;
  /** Others about the same finding, which an answer that was lost may have left. */
  copies: OwnComment[];
}

/** Our comments by fingerprint; undefined when there are too many comments to know them all. */
async function readOwn(place: SuggestPlace): Promise<Map<string, OwnComment> | undefined> {
  const all = await listComments(place);
  if (!all) return undefined;
  const own = new Map<string, OwnComment>();
  // Asked of GitHub only where somebody wrote a marker of ours.
  let login: string | undefined;
  for (const comment of all) {
    const fingerprint = fingerprintOfComment(comment.body);
    if (fingerprint === undefined || comment.in_reply_to_id !== undefined) continue;
    login ??= await place.botLogin();
    // Anybody can copy a marker.
    if (comment.user?.login !== login || comment.user.type !== 'Bot') continue;
    const { id, path, body, line, start_line: start } = comment;
    const found: OwnComment = {
      id,
      fingerprint,
      path,
      body,
      commit: comment.commit_id,
      lines: typeof line === 'number' ? { start: start ?? line, end: line } : undefined,
      hasReplies: all.some((each) => each.in_reply_to_id === id),
      copies: [],
    };
    const first = own.get(fingerprint);
    if (first) first.copies.push(found);
    else own.set(fingerprint, found);
  }
  return own;
}

async function listComments({ octokit, owner, repo, number, signal }: SuggestPlace) {
  const pages = octokit.paginate.iterator(octokit.rest.pulls.listReviewComments, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
    ...(signal && { request: { signal } }),
  });
  const all = [];
  let page = 0;
  for await (const { data } of pages) {
    if (++page > maxPages) return undefined;
    all.push(...data);
  }
  return all;
}

/** True where a finding may be missing only because its file was not looked at this time. */
function isUnknown({ incidents, coverage }: Review, path: string): boolean {
  return (
    incidents.some((each) => each.path === undefined || each.path === path) ||
    coverage.notChecked.some((each) => each.path === path && each.isOrigin !== true) ||
    coverage.unread.some(
      ({ what, path: unread }) =>
        ['file', 'files', 'body', 'lines'].includes(what) && (unread === undefined || unread === path),
    )
  );
}

/** True while GitHub has not yet moved a comment along with a push. */
function isBehind(own: readonly OwnComment[], drafts: readonly SuggestionDraft[], head: string): boolean {
  return own.some((comment) => {
    const draft = drafts.find(({ fingerprint }) => fingerprint === comment.fingerprint);
    return draft && comment.commit !== head && comment.lines && !fits(comment, draft);
  });
}

function fits({ lines }: OwnComment, { startLine, endLine }: SuggestionDraft): boolean {
  return lines?.start === startLine && lines.end === endLine;
}

/** What a comment shall say. A suggestion replaces the lines that its comment stands on, wherever it was meant for. */
function bodyFor(comment: OwnComment, finding: JudgedFinding, draft: SuggestionDraft | undefined): string {
  return draft && fits(comment, draft) ? draft.body : renderMovedSuggestion(finding);
}

async function update(comment: OwnComment, body: string, place: SuggestPlace): Promise<0 | 1> {
  if (isSame(comment.body, body)) return 0;
  const { octokit, owner, repo, signal } = place;
  try {
    await octokit.rest.pulls.updateReviewComment({
      owner,
      repo,
      comment_id: comment.id,
      body,
      ...(signal && { request: { signal } }),
    });
    return 1;
  } catch (error) {
    // Somebody deleted it just now.
    if (statusOf(error) === 404) return 0;
    throw error;
  }
}

/**
 * Deletes a comment that nobody answered, and empties one that somebody did. (To resolve its thread an App would need
 * the right to write contents.)
 */
async function withdraw(
  comment: OwnComment,
  finding: JudgedFinding | undefined,
  place: SuggestPlace,
): Promise<0 | 1> {
  const { octokit, owner, repo, signal } = place;
  if (comment.hasReplies)
    return await update(comment, renderWithdrawnSuggestion(comment.fingerprint, finding), place);
  try {
    await octokit.rest.pulls.deleteReviewComment({
      owner,
      repo,
      comment_id: comment.id,
      ...(signal && { request: { signal } }),
    });
    return 1;
  } catch (error) {
    if (statusOf(error) === 404) return 0;
    throw error;
  }
}

/**
 * One review with all of them, and with the request for changes where there is one. GitHub refuses a whole review for
 * one bad line and does not say which: halve until it stands alone.
 */
async function post(
  drafts: readonly SuggestionDraft[],
  head: string,
  place: SuggestPlace,
  done: Suggested,
): Promise<void> {
  const { octokit, owner, repo, number, signal, settleMs, request: asked } = place;
  if (drafts.length === 0 && asked === undefined) return;
  const { request: _posted, ...withoutRequest } = place;
  try {
    await octokit.rest.pulls.createReview({
      owner,
      repo,
      pull_number: number,
      commit_id: head,
      event: asked === undefined ? 'COMMENT' : 'REQUEST_CHANGES',
      body: asked ?? renderSuggestionReview(drafts.length),
      comments: drafts.map(({ path, startLine, endLine, body }) => ({
        path,
        body,
        line: endLine,
        side: 'RIGHT',
        ...(startLine < endLine && { start_line: startLine, start_side: 'RIGHT' }),
      })),
      ...(signal && { request: { signal } }),
    });
    done.posted += drafts.length;
    if (asked !== undefined) done.request = 'posted';
  } catch (error) {
    if (isUncertain(error)) {
      // It may be there: look until the reads have caught up, and let the job's retry post it if it is not.
      for (const pause of settleMs) {
        await sleep(pause);
        const own = await readOwn(place);
        const hasAsked = asked === undefined || (await hasChangeRequest(place));
        if (hasAsked && drafts.every(({ fingerprint }) => own?.has(fingerprint))) {
          done.posted += drafts.length;
          if (asked !== undefined) done.request = 'posted';
          return;
        }
      }
      throw error;
    }
    if (statusOf(error) !== 422) throw error;
    if (drafts.length === 0 || isOfOwnPull(error)) {
      done.request = 'refused';
      return await post(drafts, head, withoutRequest, done);
    }
    if (drafts.length === 1) {
      done.refused++;
      return await post([], head, place, done);
    }
    const half = Math.ceil(drafts.length / 2);
    await post(drafts.slice(0, half), head, place, done);
    await post(drafts.slice(half), head, withoutRequest, done);
  }
}

/** Nobody can ask for changes of a pull request that they opened. */
function isOfOwnPull(error: unknown): boolean {
  return /your own pull request/i.test(String(error));
}

function isReported({ disposition }: JudgedFinding): boolean {
  return disposition.state === 'reported';
}

/** GitHub may give line ends back in another form. */
function isSame(a: string, b: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trimEnd();
  return plain(a) === plain(b);
}
