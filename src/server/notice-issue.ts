// One issue for each critical finding of a repository: opened once, brought up to date, closed when the finding is gone.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery, Notice } from '../notices/notice.ts';
import { codeBlock, inlineCode, prose } from '../reporters/neutralise.ts';
import { noticesOfFinding, type Claim, type StoredNotice } from '../store/notices.ts';
import type { Store } from '../store/open.ts';
import { isRateLimited, isUncertain, statusOf, type GitHub, type Octokit } from './github.ts';

/** By this label the App's issues are listed; people may add others. */
const ownLabel = 'langguard';
const maxPages = 10;
const defaultSettleMs = [500, 1500, 4000];

interface Place {
  octokit: Octokit;
  owner: string;
  repo: string;
  appId: number;
  signal: AbortSignal;
}

interface Issue {
  number: number;
  state: string;
  title: string;
  body?: string | null | undefined;
  performed_via_github_app?: { id?: number } | null | undefined;
  pull_request?: unknown;
}

/** Brings the issue of a finding to what is true of it now, in every pull request of the repository. */
export async function writeIssue(
  claim: Claim,
  labels: readonly string[],
  { store, github, settleMs }: { store: Store; github: GitHub; settleMs?: readonly number[] },
): Promise<Delivery & { issue?: number }> {
  const [row] = claim.notices;
  const { repository } = row.content as Notice;
  const [owner = '', repo = ''] = repository.split('/');
  const place: Place = {
    octokit: github.repository(claim.installationId, row.repositoryId),
    owner,
    repo,
    appId: github.appId,
    signal: AbortSignal.timeout(90_000),
  };
  try {
    const rows = await noticesOfFinding(store.db, row);
    const issue = await bringUpToDate(place, row.fingerprint, rows, labels, settleMs ?? defaultSettleMs);
    return { ok: true, ...(issue === undefined ? {} : { issue }) };
  } catch (error) {
    return failureOf(error);
  }
}

async function bringUpToDate(
  place: Place,
  fingerprint: string,
  rows: readonly StoredNotice[],
  labels: readonly string[],
  settleMs: readonly number[],
): Promise<number | undefined> {
  const marker = `<!-- langguard:finding:${fingerprint} -->`;
  const isWanted = rows.some(({ isFound }) => isFound);
  const known = await findIssue(place, marker, rows);
  const { octokit, owner, repo, signal } = place;
  const text = renderIssue(marker, rows);
  const request = { request: { signal } };
  if (!known) {
    if (!isWanted) return undefined;
    try {
      const { data } = await octokit.rest.issues.create({
        owner,
        repo,
        ...text,
        labels: [...new Set([ownLabel, ...labels])],
        ...request,
      });
      return data.number;
    } catch (error) {
      if (!isUncertain(error)) throw error;
      // It may exist: look until the reads have caught up, and let the next attempt open it if it does not.
      for (const pause of settleMs) {
        await sleep(pause);
        const made = await findIssue(place, marker, []);
        if (made) return made.number;
      }
      throw error;
    }
  }
  // A person who closed it has decided; only what the App closed itself it opens again.
  const wasClosedByUs = rows.some(({ told }) => told === false);
  const state =
    isWanted && (known.state === 'open' || wasClosedByUs) ? ('open' as const) : ('closed' as const);
  if (known.state !== state || known.body !== text.body)
    await octokit.rest.issues.update({
      owner,
      repo,
      issue_number: known.number,
      body: text.body,
      ...(known.state === state
        ? {}
        : { state, state_reason: state === 'open' ? ('reopened' as const) : ('completed' as const) }),
      ...request,
    });
  return known.number;
}

/** The App's own issue with the marker; one that copies it is somebody else's. */
async function findIssue(
  { octokit, owner, repo, appId, signal }: Place,
  marker: string,
  rows: readonly StoredNotice[],
): Promise<Issue | undefined> {
  const isOurs = (issue: Issue) =>
    issue.pull_request === undefined &&
    issue.performed_via_github_app?.id === appId &&
    issue.body?.includes(marker) === true;
  const number = rows.findLast(({ issue }) => issue !== null)?.issue;
  if (number !== undefined && number !== null) {
    try {
      const { data } = await octokit.rest.issues.get({
        owner,
        repo,
        issue_number: number,
        request: { signal },
      });
      if (isOurs(data)) return data;
    } catch (error) {
      const status = statusOf(error);
      // Deleted, or moved to another repository.
      if (status !== 404 && status !== 410 && status !== 301) throw error;
    }
  }
  let page = 0;
  for await (const { data } of octokit.paginate.iterator(octokit.rest.issues.listForRepo, {
    owner,
    repo,
    state: 'all',
    labels: ownLabel,
    sort: 'created',
    direction: 'desc',
    per_page: 100,
    request: { signal },
  })) {
    const found = data.find(isOurs);
    if (found) return found;
    if (++page === maxPages) return undefined;
  }
  return undefined;
}

/** Title and body; what came from a change is harmless in it. */
export function renderIssue(marker: string, rows: readonly StoredNotice[]): { title: string; body: string } {
  const there = rows.filter(({ isFound }) => isFound);
  const newest = (there.at(-1) ?? rows.at(-1))?.content as Notice;
  const severity = newest.severity.slice(0, 1).toUpperCase() + newest.severity.slice(1);
  return {
    title: `${severity}: ${newest.title} (${newest.rule})`.slice(0, 250),
    body: [
      marker,
      there.length > 0
        ? `LangGuard found this in ${there.length === 1 ? 'a pull request' : `${there.length} pull requests`}. It closes this issue once the finding is fixed or waived in each, or the pull request is closed unmerged.`
        : '**Gone:** no review finds this any more. It was fixed or waived, or the pull request was closed unmerged.',
      '',
      `- **What:** ${prose(newest.message)}`,
      `- **Where:** ${inlineCode(`${newest.path}:${newest.line}`)}`,
      `- **Who:** opened by ${inlineCode(`@${newest.author}`)}; origin of the line: ${prose(newest.origin)}`,
      `- **What to do:** ${prose(newest.remedy)}`,
      `- **Rule:** ${inlineCode(newest.rule)} · id ${inlineCode(newest.finding)}`,
      ...(newest.code === undefined ? [] : ['', codeBlock([newest.code])]),
      '',
      ...rows.map(({ isFound, content }) => {
        const { pull, checkUrl } = content as Notice;
        return `- ${isFound ? '' : '~~'}#${pull}${isFound ? '' : '~~'} ([check](${checkUrl}))`;
      }),
    ].join('\n'),
  };
}

function failureOf(error: unknown): Delivery {
  if (isRateLimited(error))
    return {
      ok: false,
      reason: 'GitHub asks to wait.',
      isFinal: false,
      retryAfterMs: Math.max(0, error.at.getTime() - Date.now()),
    };
  const status = statusOf(error);
  const isRefused = status === 403 || status === 404 || status === 410 || status === 422;
  return {
    ok: false,
    reason:
      status === undefined
        ? 'GitHub could not be reached.'
        : `GitHub answered ${status}${isRefused ? ': the App may not write issues there' : ''}.`,
    isFinal: isRefused,
  };
}
