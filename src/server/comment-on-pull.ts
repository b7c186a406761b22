// What the App writes into a pull request beside the check run: a request for changes, suggestions, and one summary.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Review } from '../engine/review.ts';
import { changesWanted } from '../reporters/change-request.ts';
import { renderSummaryComment, summaryMarker } from '../reporters/summary-comment.ts';
import type { Store } from '../store/open.ts';
import type { PullKey } from '../store/reviews.ts';
import { isUncertain, statusOf, type GitHub } from './github.ts';
import type { Log } from './log.ts';
import type { AskIn } from './people.ts';
import { findOwnComment } from './reply.ts';
import { settleChangeRequest } from './request-changes.ts';
import { syncSuggestions } from './suggest.ts';

/** The pull request, and who asks. */
export interface CommentPlace extends AskIn {
  number: number;
  store: Store;
  pull: PullKey;
  installationId: number;
  github: GitHub;
  settleMs: readonly number[];
  log: Log;
}

const notAsked =
  'Policy asks for changes here, and the App could not say so in a review: it may not write to pull requests, or GitHub did not take it.';
const stillAsked =
  "LangGuard's review no longer asks for changes, and the App may not dismiss it here: somebody who may has to.";

/**
 * Writes what policy asks for. Safe to repeat; throws what is worth a retry. Where the App may not write to pull requests
 * nothing is written. Returns what the check has to say about it; undefined when all is well.
 */
export async function commentOnPull(review: Review, place: CommentPlace): Promise<string | undefined> {
  const isWanted = changesWanted(review).length > 0;
  const { log, settleMs } = place;
  try {
    for (const pause of settleMs) {
      try {
        return await writeAll(review, place);
      } catch (error) {
        // GitHub may not know yet what it announced a moment ago; what is still not there after that is gone.
        if (statusOf(error) !== 404) throw error;
        await sleep(pause);
      }
    }
    return await writeAll(review, place);
  } catch (error) {
    const status = statusOf(error);
    // 403: not granted, or the conversation is locked; 404 and 410: gone.
    if (status !== 403 && status !== 404 && status !== 410) throw error;
    log.info({ err: error }, 'no comments: the App may not write them');
    return isWanted && status === 403 ? notAsked : undefined;
  }
}

async function writeAll(review: Review, place: CommentPlace): Promise<string | undefined> {
  const { github, log } = place;
  const botLogin = () => botLoginOf(github);
  const { body, isHeld, ...settled } = await settleChangeRequest(review, { ...place, botLogin });
  const { request, ...done } = await syncSuggestions(review, {
    ...place,
    botLogin,
    ...(body !== undefined && { request: body }),
  });
  if (review.policy.comments?.hasSummary === true) await writeSummary(review, place);
  if (Object.values(done).some((count) => count > 0)) log.info({ ...done }, 'suggestions brought up to date');
  if (request !== undefined || settled.updated + settled.withdrawn > 0)
    log.info({ ...settled, request }, 'request for changes brought up to date');
  if (request === 'refused') return notAsked;
  return isHeld ? stillAsked : undefined;
}

async function writeSummary(review: Review, place: CommentPlace): Promise<void> {
  const { octokit, owner, repo, number, signal, github, settleMs } = place;
  const body = renderSummaryComment(review);
  const find = () => findOwnComment(place, number, github.appId, summaryMarker);
  const own = await find();
  const request = signal ? { request: { signal } } : {};
  if (own !== undefined) {
    if (own.body.replaceAll('\r\n', '\n').trimEnd() !== body.trimEnd())
      await octokit.rest.issues.updateComment({ owner, repo, comment_id: own.id, body, ...request });
    return;
  }
  try {
    await octokit.rest.issues.createComment({ owner, repo, issue_number: number, body, ...request });
  } catch (error) {
    if (!isUncertain(error)) throw error;
    for (const pause of settleMs) {
      await sleep(pause);
      if ((await find()) !== undefined) return;
    }
    throw error;
  }
}

/** Asked each time it matters: the App may have been renamed. */
async function botLoginOf(github: GitHub): Promise<string> {
  const { data } = await (await github.app()).rest.apps.getAuthenticated();
  return `${data?.slug ?? ''}[bot]`;
}
