// The one comment in which the App answers commands, edited in place, and the reaction on what it answers.
import { inlineCode } from '../reporters/neutralise.ts';
import { lastCommands, type StoredCommand } from '../store/commands.ts';
import type { Store } from '../store/open.ts';
import type { PullKey } from '../store/reviews.ts';
import { statusOf } from './github.ts';
import type { AskIn } from './people.ts';

/** By this the App knows its own reply again; comments of others that copy it are not the App's. */
const marker = '<!-- langguard:commands -->';

/** Older commands are in the ledger. */
const maxShown = 10;
const maxPages = 10;
const maxOutcomeChars = 6000;

/** Acknowledges a comment: thumbs up for what was done, a confused face for what was not. */
export async function react(
  { octokit, owner, repo, signal }: AskIn,
  commentId: number,
  result: 'done' | 'refused',
): Promise<void> {
  await octokit.rest.reactions.createForIssueComment({
    owner,
    repo,
    comment_id: commentId,
    content: result === 'done' ? '+1' : 'confused',
    ...(signal && { request: { signal } }),
  });
}

/** Writes the reply anew from what is on record. The App finds its own comment by who wrote it and how it begins. */
export async function writeReply(ask: AskIn, store: Store, pull: PullKey, appId: number): Promise<void> {
  const commands = await lastCommands(store.db, pull, maxShown);
  const oldest = commands.at(-1);
  if (!oldest) return;
  const { octokit, owner, repo, signal } = ask;
  const body = renderReply(commands);
  const request = signal ? { request: { signal } } : {};
  const own = await findOwnComment(ask, pull.pullNumber, appId, marker);
  if (own === undefined)
    await octokit.rest.issues.createComment({
      owner,
      repo,
      issue_number: pull.pullNumber,
      body,
      ...request,
    });
  else if (own.body !== body)
    await octokit.rest.issues.updateComment({ owner, repo, comment_id: own.id, body, ...request });
}

/** The newest command in full, the earlier ones in a line each. */
export function renderReply(commands: readonly StoredCommand[]): string {
  const [newest, ...earlier] = commands;
  if (!newest) return marker;
  return [
    marker,
    `${headOf(newest)}`,
    '',
    newest.outcome.slice(0, maxOutcomeChars),
    ...(earlier.length === 0
      ? []
      : [
          '',
          '<details><summary>Earlier commands</summary>',
          '',
          ...earlier.map((each) => `- ${headOf(each)}: ${firstLine(each.outcome)}`),
          '',
          '</details>',
        ]),
  ].join('\n');
}

function headOf({ login, command, result }: StoredCommand): string {
  return `${inlineCode(`@${login}`)} ${inlineCode(`/langguard ${command}`)} ${result === 'done' ? '✓' : '✗'}`;
}

function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').slice(0, 300);
}

/** The App's first comment in a conversation that begins with a marker. */
export async function findOwnComment(
  { octokit, owner, repo, signal }: AskIn,
  number: number,
  appId: number,
  startsWith: string,
): Promise<{ id: number; body: string } | undefined> {
  let page = 0;
  const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, {
    owner,
    repo,
    issue_number: number,
    per_page: 100,
    ...(signal && { request: { signal } }),
  });
  for await (const { data } of pages) {
    const own = data.find(
      (comment) => comment.performed_via_github_app?.id === appId && comment.body?.startsWith(startsWith),
    );
    if (own) return { id: own.id, body: own.body ?? '' };
    if (++page === maxPages) return undefined;
  }
  return undefined;
}

/** True for what says that the App was not given the right to write comments: the command counts all the same. */
export function isForbidden(error: unknown): boolean {
  const status = statusOf(error);
  return status === 403 || status === 404 || status === 410;
}
