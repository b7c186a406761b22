// What a webhook means for us: which job it wakes, or nothing.
import { z } from 'zod';
import type { Job } from '../store/queue.ts';
import type { Change } from './lifecycle.ts';
import { checkName } from './publish.ts';

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
  /** What happened to the installation or the repository itself. */
  change?: Change;
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
const completedRun = z.object({
  check_run: z.object({
    head_sha: sha,
    name: z.string(),
    app: z.object({ slug: z.string().nullish() }).nullish(),
  }),
});
const button = z.object({
  requested_action: z.object({ identifier: z.string().max(20) }),
  sender: z.object({ login: z.string(), type: z.string() }),
});
const removed = z.object({ repositories_removed: z.array(z.object({ id })) });
const added = z.object({ repositories_added: z.array(z.object({ id })) });
const target = z.object({
  account: z.object({ login: z.string().max(100) }),
  changes: z.object({ login: z.object({ from: z.string().max(100) }) }),
});

/** More are found by the sweep of the installation as a whole. */
const maxNamed = 20;

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
  'installation_target',
  'repository',
]);

/** Code scanning says by a check run of this App that an analysis of a pull request was taken in; its alerts name no pull request. */
const codeScanningSlug = 'github-advanced-security';

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
  const sweep = (ids: readonly number[]): Job => ({
    kind: 'sweep',
    installationId: installation.id,
    repositoryIds: ids.length > maxNamed ? [] : ids.toSorted((a, b) => a - b),
  });
  switch (`${event}.${action}`) {
    case 'installation.created':
      return { ...meaning, job: sweep([]) };
    case 'installation.deleted':
      return { ...meaning, forget: 'all' };
    case 'installation.suspend':
      return { ...meaning, change: { kind: 'suspended' } };
    case 'installation.unsuspend':
      return { ...meaning, change: { kind: 'resumed' }, job: sweep([]) };
    case 'installation.new_permissions_accepted':
      return { ...meaning, change: { kind: 'permissions' }, job: sweep([]) };
    case 'installation_repositories.added':
      return { ...meaning, job: sweep(added.parse(payload).repositories_added.map((each) => each.id)) };
    case 'installation_repositories.removed':
      return { ...meaning, forget: removed.parse(payload).repositories_removed.map((each) => each.id) };
    case 'installation_target.renamed': {
      const { account, changes } = target.parse(payload);
      return {
        ...meaning,
        change: { kind: 'owner-renamed', from: changes.login.from, to: account.login },
      };
    }
  }
  if (event === 'installation' || event === 'installation_repositories') return meaning;
  if (!repository) return undefined;
  const place = {
    installationId: installation.id,
    repositoryId: repository.id,
    owner: repository.owner.login,
    repo: repository.name,
  };
  const { installationId: _scope, ...names } = place;
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
      if (action === 'completed') {
        const { head_sha: headSha, name, app } = completedRun.parse(payload).check_run;
        // What we upload ourselves is taken in like any other tool's.
        if (app?.slug !== codeScanningSlug || name === checkName) return undefined;
        const at = receivedAt.getTime();
        return { ...meaning, headSha, job: { kind: 'analysis', ...place, headSha, at } };
      }
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
    case 'repository':
      switch (action) {
        case 'renamed':
          return { ...meaning, change: { kind: action, ...names } };
        case 'transferred':
          return { ...meaning, change: { kind: action, ...names }, job: sweep([repository.id]) };
        case 'archived':
          return { ...meaning, change: { kind: action, repositoryId: repository.id } };
        case 'unarchived':
          return {
            ...meaning,
            change: { kind: action, repositoryId: repository.id },
            job: sweep([repository.id]),
          };
        // GitHub says that it does not send this one to Apps.
        case 'deleted':
          return { ...meaning, forget: [repository.id] };
        default:
          return undefined;
      }
    case 'merge_group': {
      if (action !== 'checks_requested' && action !== 'destroyed') return undefined;
      const { head_sha: headSha, head_ref } = mergeGroup.parse(payload).merge_group;
      const number = pullOfMergeGroup(head_ref);
      if (action === 'destroyed')
        return {
          ...meaning,
          headSha,
          pullNumber: number,
          job: { kind: 'merge-group-end', ...place, headSha },
        };
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
