// What a webhook means for us: which job it wakes, or nothing.
import { z } from 'zod';
import type { Job } from '../store/queue.ts';

/** What to do about a webhook; `installationId` scopes it. */
export type Meaning = {
  action: string | null;
  installationId: number;
  repositoryId: number | null;
  repository: string | null;
  pullNumber: number | null;
  headSha: string | null;
  job: Job | null;
  /** What to delete, because access to it ended. */
  forget?: 'all' | number[];
};

const sha = z.string().regex(/^[0-9a-f]{40}$|^[0-9a-f]{64}$/);
const id = z.number().int().positive();

const envelope = z.object({
  action: z.string().max(100).optional(),
  installation: z.object({ id }).optional(),
  repository: z
    .object({ id, name: z.string(), full_name: z.string(), owner: z.object({ login: z.string() }) })
    .optional(),
});
const pullRequest = z.object({
  number: z.number().int().positive(),
  pull_request: z.object({ head: z.object({ sha }) }),
  changes: z.object({ base: z.unknown().optional() }).optional(),
});
const suite = z.object({ head_sha: sha, head_branch: z.string().nullish() });
const checkRun = z.object({ check_run: z.object({ head_sha: sha, check_suite: suite.optional() }) });
const checkSuite = z.object({ check_suite: suite });
const mergeGroup = z.object({ merge_group: z.object({ head_sha: sha, head_ref: z.string() }) });
const issueComment = z.object({
  issue: z.object({ number: z.number().int().positive(), pull_request: z.unknown().optional() }),
  comment: z.object({ id, body: z.string(), user: z.object({ type: z.string() }).nullable() }),
});
const review = z.object({
  pull_request: z.object({ number: z.number().int().positive(), head: z.object({ sha }) }),
  review: z.object({ state: z.string(), user: z.object({ type: z.string() }).nullable() }),
});
const button = z.object({
  requested_action: z.object({ identifier: z.string().max(20) }),
  sender: z.object({ login: z.string(), type: z.string() }),
});
const removed = z.object({ repositories_removed: z.array(z.object({ id })) });

/** The only events whose body is parsed; everything else is answered without a look. */
export const knownEvents: ReadonlySet<string> = new Set([
  'pull_request',
  'check_run',
  'check_suite',
  'merge_group',
  'issue_comment',
  'pull_request_review',
  'installation',
  'installation_repositories',
]);

/** Events wake, state decides: these actions only say that the pull request is worth a look. */
const wakingActions = new Set(['opened', 'synchronize', 'reopened', 'ready_for_review', 'closed']);

/**
 * Reads the few fields that matter. Undefined when the event has nothing to do with us (no installation, another
 * action); throws a ZodError when it should have fields that it lacks.
 */
export function interpret(event: string, payload: unknown, receivedAt: Date): Meaning | undefined {
  if (!knownEvents.has(event)) return undefined;
  const { action = null, installation, repository } = envelope.parse(payload);
  if (!installation) return undefined;
  const meaning: Meaning = {
    action,
    installationId: installation.id,
    repositoryId: repository?.id ?? null,
    repository: repository?.full_name ?? null,
    pullNumber: null,
    headSha: null,
    job: null,
  };
  if (event === 'installation') return action === 'deleted' ? { ...meaning, forget: 'all' } : meaning;
  if (event === 'installation_repositories')
    return action === 'removed'
      ? { ...meaning, forget: removed.parse(payload).repositories_removed.map((each) => each.id) }
      : meaning;
  if (!repository) return undefined;
  const place = {
    installationId: installation.id,
    repositoryId: repository.id,
    owner: repository.owner.login,
    repo: repository.name,
  };
  const rerun = (headSha: string, branch: string | null | undefined): Meaning => {
    const at = receivedAt.getTime();
    const number = pullOfMergeGroup(branch ?? '');
    if (number !== null)
      return { ...meaning, headSha, job: { kind: 'merge-group', ...place, headSha, number, at } };
    return { ...meaning, headSha, job: { kind: 'rerun', ...place, headSha, at } };
  };

  switch (event) {
    case 'pull_request': {
      const { number, pull_request, changes } = pullRequest.parse(payload);
      const baseChanged = action === 'edited' && changes?.base !== undefined;
      if (!baseChanged && !wakingActions.has(action ?? '')) return undefined;
      return {
        ...meaning,
        pullNumber: number,
        headSha: pull_request.head.sha,
        job: { kind: 'pull', ...place, number },
      };
    }
    case 'check_run': {
      if (action === 'requested_action') {
        const { head_sha: headSha } = checkRun.parse(payload).check_run;
        const { requested_action, sender } = button.parse(payload);
        if (sender.type === 'Bot') return undefined;
        const at = receivedAt.getTime();
        const pressed = { button: requested_action.identifier, by: sender.login, at };
        return { ...meaning, headSha, job: { kind: 'button', ...place, headSha, ...pressed } };
      }
      if (action !== 'rerequested') return undefined;
      const { head_sha: headSha, check_suite } = checkRun.parse(payload).check_run;
      return rerun(headSha, check_suite?.head_branch);
    }
    case 'check_suite': {
      if (action !== 'rerequested') return undefined;
      const { head_sha: headSha, head_branch } = checkSuite.parse(payload).check_suite;
      return rerun(headSha, head_branch);
    }
    case 'merge_group': {
      if (action !== 'checks_requested') return undefined;
      const { head_sha: headSha, head_ref } = mergeGroup.parse(payload).merge_group;
      const number = pullOfMergeGroup(head_ref);
      return {
        ...meaning,
        headSha,
        pullNumber: number,
        job: { kind: 'merge-group', ...place, headSha, number },
      };
    }
    case 'issue_comment': {
      // An edited comment may have been edited by somebody else.
      if (action !== 'created') return undefined;
      const { issue, comment } = issueComment.parse(payload);
      const isCommand = issue.pull_request !== undefined && comment.body.includes('/langguard');
      if (!isCommand || comment.user?.type === 'Bot') return undefined;
      const { number } = issue;
      return {
        ...meaning,
        pullNumber: number,
        job: { kind: 'comment', ...place, number, commentId: comment.id },
      };
    }
    case 'pull_request_review': {
      const { pull_request, review: given } = review.parse(payload);
      const counts =
        action === 'dismissed' || (action === 'submitted' && given.state.toLowerCase() !== 'commented');
      if (!counts || given.user?.type === 'Bot') return undefined;
      const { number } = pull_request;
      return {
        ...meaning,
        pullNumber: number,
        job: { kind: 'approval', ...place, number, at: receivedAt.getTime() },
      };
    }
    default:
      return undefined;
  }
}

/** The last pull request of a merge group, from the name of its branch: `gh-readonly-queue/main/pr-104-<sha>`. */
export function pullOfMergeGroup(headRef: string): number | null {
  const found = /gh-readonly-queue\/.+\/pr-(\d{1,9})-[0-9a-f]{40,64}$/.exec(headRef);
  return found?.[1] ? Number(found[1]) : null;
}
