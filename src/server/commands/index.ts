// The jobs behind comments, buttons and approving reviews: read what is true now, carry out, answer, ask for the check again.
import { addDays } from '../../engine/policy/waivers.ts';
import { failingOf } from '../../engine/review/conclude.ts';
import { waiveButton } from '../../reporters/check-run.ts';
import { addCommand, answeredOf } from '../../store/commands.ts';
import type { Job, Queue } from '../../store/queue.ts';
import { jobKey } from '../../store/queue.ts';
import { askAgain, findReviewOfHead, type PullKey } from '../../store/reviews.ts';
import { statusOf } from '../github.ts';
import { searchIncident } from '../incident.ts';
import type { AskIn } from '../people.ts';
import { isForbidden, react, writeReply } from '../reply.ts';
import { listPullsOfHead } from '../rerun.ts';
import { today, type JobDeps } from '../review-job.ts';
import { type Asked, carryOut, type Outcome } from './carry-out.ts';
import { type Command, parseCommands } from './parse.ts';

/** Findings that one press of the button waives. */
const maxAtOnce = 100;

type Of<K extends Job['kind']> = Extract<Job, { kind: K }>;

/** What commands work with. */
export type CommandDeps = JobDeps & { queue: Pick<Queue, 'accept'> };

/** Carries out the commands of a comment. Edited comments, comments of bots and comments without a command are left alone. */
export async function answerComment(
  job: Of<'comment'>,
  deps: CommandDeps,
  signal: AbortSignal,
): Promise<void> {
  const octokit = deps.github.repository(job.installationId, job.repositoryId);
  const ask: AskIn = { octokit, owner: job.owner, repo: job.repo, signal };
  const comment = await readComment(ask, job.commentId);
  const login = comment?.user?.login;
  if (!comment || login === undefined || comment.user?.type === 'Bot') return;
  if (comment.updated_at !== comment.created_at) return;
  const commands = parseCommands(comment.body ?? '');
  if (commands.length === 0) return;
  const asked = await readAsked(job, ask, deps, { login, source: 'command' });
  if (!asked) return;
  const before = await answeredOf(deps.store.db, job.installationId, job.commentId);
  const outcomes: Outcome[] = [];
  for (const [position, command] of commands.entries()) {
    if (before.some((each) => each.position === position)) continue;
    const outcome = await carryOut(command, { ...asked, request: `comment/${job.commentId}/${position}` });
    if (outcome.result === 'ignored') {
      deps.github.log.warn({ ...fieldsOf(job), login }, 'command of an outsider ignored');
      deps.metrics.count('langguard_commands_total', { command: command.verb, result: 'ignored' });
      return;
    }
    // Before the record: a crash in between repeats what changes nothing the second time.
    if (outcome.again) await requestReview(job, job.number, deps, `comment-${job.commentId}-${position}`);
    await addCommand(deps.store.db, {
      ...asked.pull,
      commentId: job.commentId,
      position,
      login,
      command: wordsOf(command),
      result: outcome.result,
      outcome: outcome.text,
    });
    deps.metrics.count('langguard_commands_total', { command: command.verb, result: outcome.result });
    outcomes.push(outcome);
  }
  try {
    const isDone = [...before, ...outcomes].every(({ result }) => result === 'done');
    await react(ask, job.commentId, isDone ? 'done' : 'refused');
    await writeReply(ask, deps.store, asked.pull, deps.github.appId);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    deps.github.log.warn(
      { ...fieldsOf(job), err: error },
      'the command was carried out, but no reply is permitted',
    );
  }
}

/** Carries out a button of ours on a check run: `waive` accepts for a time what fails. */
export async function answerButton(job: Of<'button'>, deps: CommandDeps, signal: AbortSignal): Promise<void> {
  if (job.button !== waiveButton) return;
  const octokit = deps.github.repository(job.installationId, job.repositoryId);
  const ask: AskIn = { octokit, owner: job.owner, repo: job.repo, signal };
  for (const number of await listPullsOfHead(job, deps, signal)) {
    const asked = await readAsked({ ...job, number }, ask, deps, { login: job.by, source: 'button' });
    if (!asked?.review || asked.headSha !== job.headSha) continue;
    const { buttonDays } = asked.review.policy.waivers;
    if (buttonDays === 0) continue;
    const until = addDays(asked.today, buttonDays);
    let again = false;
    for (const finding of failingOf(asked.review.findings, asked.review.policy).slice(0, maxAtOnce)) {
      const command: Command = {
        verb: 'waive',
        id: finding.fingerprint,
        reason: `Accepted for ${buttonDays} days by the button on the check`,
        until,
      };
      const outcome = await carryOut(command, { ...asked, request: `button/${job.headSha}/${job.at}` });
      again ||= outcome.again;
    }
    if (again) await requestReview(job, number, deps, `button-${job.at}`);
  }
}

/** Asks for the check again when the pull request waits for approval: a review of a person may be the one it waits for. */
export async function answerApproval(
  job: Of<'approval'>,
  deps: CommandDeps,
  signal: AbortSignal,
): Promise<void> {
  const octokit = deps.github.repository(job.installationId, job.repositoryId);
  const ask: AskIn = { octokit, owner: job.owner, repo: job.repo, signal };
  const asked = await readAsked(job, ask, deps, { login: '', source: 'command' });
  if (!asked?.review?.approvals) return;
  await requestReview(job, job.number, deps, `approval-${job.number}-${job.at}`);
}

/** A review asked for by what somebody decided: on record like a webhook, so that one that runs already does not swallow it. */
async function requestReview(
  place: { installationId: number; repositoryId: number; owner: string; repo: string },
  number: number,
  { store, queue }: CommandDeps,
  name: string,
): Promise<void> {
  const { installationId, repositoryId, owner, repo } = place;
  await askAgain(store.db, { installationId, repositoryId, pullNumber: number });
  const job: Job = { kind: 'pull', installationId, repositoryId, owner, repo, number };
  await queue.accept({
    guid: `langguard-${repositoryId}-${name}`,
    event: 'langguard',
    action: 'recheck',
    installationId,
    repositoryId,
    repository: `${owner}/${repo}`,
    pullNumber: number,
    headSha: null,
    jobKey: jobKey(job),
    job,
  });
}

type Place = { installationId: number; repositoryId: number; number: number };

/** What is true of the pull request now; undefined when it is closed or gone. */
async function readAsked(
  job: Place,
  ask: AskIn,
  deps: JobDeps,
  who: Pick<Asked, 'login' | 'source'>,
): Promise<Omit<Asked, 'request'> | undefined> {
  const { octokit, owner, repo, signal } = ask;
  const { data } = await octokit.rest.pulls.get({
    owner,
    repo,
    pull_number: job.number,
    ...(signal && { request: { signal } }),
  });
  if (data.state !== 'open') return undefined;
  const pull: PullKey = {
    installationId: job.installationId,
    repositoryId: job.repositoryId,
    pullNumber: job.number,
  };
  const known = await findReviewOfHead(deps.store.db, pull, data.head.sha);
  return {
    store: deps.store,
    ask,
    pull,
    headSha: data.head.sha,
    author: data.user.login,
    review: known?.state === 'completed' ? (known.review ?? undefined) : undefined,
    today: today(),
    policy: async () => {
      const siblings = (name: string) => deps.github.sibling(job.installationId, job.repositoryId, name);
      return await deps.readPolicy?.(octokit, { owner, repo, siblings }, data.base.ref);
    },
    help: (finding) =>
      searchIncident(finding, {
        store: deps.store,
        octokit,
        owner,
        repo,
        pull,
        branches: [data.base.ref, data.base.repo.default_branch],
        siblings: (name) => deps.github.sibling(job.installationId, job.repositoryId, name),
        today: today(),
        ...(signal && { signal }),
        ...(deps.search && { search: deps.search }),
        log: deps.github.log,
      }),
    ...who,
  };
}

async function readComment({ octokit, owner, repo, signal }: AskIn, id: number) {
  try {
    const { data } = await octokit.rest.issues.getComment({
      owner,
      repo,
      comment_id: id,
      ...(signal && { request: { signal } }),
    });
    return data;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

function fieldsOf(job: Place) {
  return { installation: job.installationId, repository: job.repositoryId, pull: job.number };
}

/** The command as the record and the reply name it. */
function wordsOf(command: Command): string {
  switch (command.verb) {
    case 'wrong':
      return '…';
    case 'help':
    case 'recheck':
      return command.verb;
    case 'simulate':
      return `simulate ${command.under}`;
    case 'approve':
      return ['approve', command.name].filter((word) => word !== undefined).join(' ');
    default:
      return `${command.verb} ${command.id}`;
  }
}
