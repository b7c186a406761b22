// What the App writes into a pull request beside the check run: suggestions, and one summary where policy asks for it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Review } from '../engine/review.ts';
import { renderSummaryComment, summaryMarker } from '../reporters/summary-comment.ts';
import { isUncertain, statusOf, type GitHub } from './github.ts';
import type { Log } from './log.ts';
import type { AskIn } from './people.ts';
import { findOwnComment } from './reply.ts';
import { syncSuggestions } from './suggest.ts';

/** The pull request, and who asks. */
export interface CommentPlace extends AskIn {
  number: number;
  installationId: number;
  github: GitHub;
  settleMs: readonly number[];
  log: Log;
}

/** A token that may only read stays so for as long as it is kept. */
const forbiddenMs = 30 * 60_000;

const forbiddenUntil = new WeakMap<GitHub, Map<number, number>>();

/**
 * Writes what policy asks for. Safe to repeat; throws what is worth a retry. Where the App may not write to pull requests
 * nothing is written, and the log says so once.
 */
export async function commentOnPull(review: Review, place: CommentPlace): Promise<void> {
  const { github, installationId, log } = place;
  const known = forbiddenUntil.get(github) ?? new Map<number, number>();
  forbiddenUntil.set(github, known);
  if ((known.get(installationId) ?? 0) > Date.now()) return;
  try {
    const done = await syncSuggestions(review, {
      ...place,
      settleMs: place.settleMs,
      botLogin: () => botLoginOf(github),
    });
    if (review.policy.comments?.hasSummary === true) await writeSummary(review, place);
    if (Object.values(done).some((count) => count > 0))
      log.info({ ...done }, 'suggestions brought up to date');
  } catch (error) {
    const status = statusOf(error);
    // 403: not granted, or the conversation is locked; 404 and 410: gone.
    if (status !== 403 && status !== 404 && status !== 410) throw error;
    if (/not accessible by integration/i.test(String(error)))
      known.set(installationId, Date.now() + forbiddenMs);
    log.info({ err: error }, 'no comments: the App may not write them');
  }
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
