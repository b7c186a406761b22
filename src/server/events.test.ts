// Real payloads of GitHub, and what each of them wakes.
import examples from '@octokit/webhooks-examples' with { type: 'json' };
import { expect, test } from 'vitest';
import { jobKey } from '../store/queue.ts';
import { interpret, pullOfMergeGroup } from './events.ts';

const installation = { id: 99 };
const at = new Date(0);

type Payload = Record<string, unknown>;

function example(event: string, action: string): Payload {
  const found = (examples as unknown as { name: string; examples: Payload[] }[])
    .find((each) => each.name === event)
    ?.examples.find((each) => each['action'] === action);
  if (!found) throw new Error(`no example of ${event}.${action}`);
  return { ...found, installation };
}

function commented(body: string, { isIssue = false, type = 'User' } = {}): Payload {
  return {
    issue: { number: 7, ...(isIssue ? {} : { pull_request: {} }) },
    comment: { id: 5, body, user: { login: 'dana', type } },
  };
}

function reviewed(state: string): Payload {
  return {
    pull_request: { number: 7, head: { sha: 'a'.repeat(40) } },
    review: { state, user: { login: 'dana', type: 'User' } },
  };
}

function pressed(type: string): Payload {
  return { requested_action: { identifier: 'waive' }, sender: { login: 'dana', type } };
}

const standIns: Record<string, string> = {
  'pull_request.edited': 'pull_request.opened',
  'issue_comment.edited': 'issue_comment.created',
  'check_run.requested_action': 'check_run.rerequested',
  'merge_group.destroyed': 'merge_group.checks_requested',
  'installation_target.renamed': 'installation.created',
  'repository.archived': 'repository.renamed',
  'repository.unarchived': 'repository.renamed',
  'repository.deleted': 'repository.renamed',
};

function describe(event: string, payload: Payload): string {
  const meaning = interpret(event, payload, at);
  if (!meaning) return 'nothing';
  const said = [
    ...(meaning.forget === undefined ? [] : [`forget ${JSON.stringify(meaning.forget)}`]),
    ...(meaning.change === undefined ? [] : [meaning.change.kind]),
    ...(meaning.job ? [jobKey(meaning.job).replace(/[0-9a-f]{40}/, 'SHA')] : []),
  ];
  return said.join(', ') || 'noted';
}

test.each<[string, string, Payload, string | RegExp]>([
  ['pull_request', 'opened', {}, 'pull/99/186853002/2'],
  ['pull_request', 'synchronize', {}, /^pull\/99\//],
  ['pull_request', 'reopened', {}, /^pull\/99\//],
  ['pull_request', 'ready_for_review', {}, /^pull\/99\//],
  ['pull_request', 'closed', {}, /^pull\/99\//],
  ['pull_request', 'edited', { changes: { title: { from: 'x' } } }, 'nothing'],
  ['pull_request', 'edited', { changes: { base: { ref: { from: 'main' } } } }, /^pull\/99\//],
  ['pull_request', 'labeled', {}, 'nothing'],
  ['pull_request', 'opened', { installation: undefined }, 'nothing'],
  ['check_run', 'rerequested', {}, /^rerun\/99\/\d+\/SHA$/],
  ['check_run', 'created', {}, 'nothing'],
  ['check_suite', 'rerequested', {}, /^rerun\/99\/\d+\/SHA$/],
  ['check_suite', 'completed', {}, 'nothing'],
  ['merge_group', 'checks_requested', {}, /^merge-group\/99\/\d+\/SHA$/],
  ['merge_group', 'destroyed', {}, /^merge-group-end\/99\/\d+\/SHA$/],
  ['installation', 'deleted', {}, 'forget "all"'],
  ['installation', 'created', {}, 'sweep/99/all'],
  ['installation', 'suspend', {}, 'suspended'],
  ['installation', 'unsuspend', {}, 'resumed, sweep/99/all'],
  ['installation', 'new_permissions_accepted', {}, 'permissions, sweep/99/all'],
  ['installation_repositories', 'removed', {}, /^forget \[\d+/],
  ['installation_repositories', 'added', {}, /^sweep\/99\/\d+/],
  [
    'installation_repositories',
    'added',
    { repositories_added: Array.from({ length: 21 }, (_, id) => ({ id: id + 1 })) },
    'sweep/99/all',
  ],
  [
    'installation_target',
    'renamed',
    { account: { login: 'new' }, changes: { login: { from: 'old' } } },
    'owner-renamed',
  ],
  ['repository', 'renamed', {}, 'renamed'],
  ['repository', 'transferred', {}, /^transferred, sweep\/99\/\d+$/],
  ['repository', 'archived', {}, 'archived'],
  ['repository', 'unarchived', {}, /^unarchived, sweep\/99\/\d+$/],
  ['repository', 'deleted', {}, /^forget \[\d+\]$/],
  ['repository', 'edited', {}, 'nothing'],
  ['pull_request', 'converted_to_draft', {}, 'nothing'],
  ['check_run', 'requested_action', pressed('User'), /^button\/99\/\d+\/SHA\/0$/],
  ['check_run', 'requested_action', pressed('Bot'), 'nothing'],
  ['issue_comment', 'created', commented('/langguard help'), /^comment\/99\/\d+\/5$/],
  ['issue_comment', 'created', commented('Looks good.'), 'nothing'],
  ['issue_comment', 'created', commented('/langguard help', { isIssue: true }), 'nothing'],
  ['issue_comment', 'created', commented('/langguard help', { type: 'Bot' }), 'nothing'],
  ['issue_comment', 'edited', commented('/langguard help'), 'nothing'],
  ['issue_comment', 'deleted', commented('/langguard help'), 'nothing'],
  ['pull_request_review', 'submitted', reviewed('approved'), /^approval\/99\/\d+\/7$/],
  ['pull_request_review', 'submitted', reviewed('commented'), 'nothing'],
  ['pull_request_review', 'dismissed', reviewed('dismissed'), /^approval\/99\/\d+\/7$/],
  ['star', 'created', {}, 'nothing'],
])('%s.%s %j wakes', (event, action, over, expected) => {
  // There is no example of these; the others have all of their fields.
  const [like = event, how = action] = (standIns[`${event}.${action}`] ?? '').split('.').filter(Boolean);
  const payload = { ...example(like, how), ...over, action };
  if (typeof expected === 'string') expect(describe(event, payload)).toBe(expected);
  else expect(describe(event, payload)).toMatch(expected);
});

test('keeps no text of the pull request', () => {
  const payload = example('pull_request', 'opened') as { pull_request: Payload };
  payload.pull_request['title'] = 'canary-title';
  payload.pull_request['body'] = 'canary-body';
  expect(JSON.stringify(interpret('pull_request', payload, at))).not.toContain('canary');
});

test.each([
  ['refs/heads/gh-readonly-queue/main/pr-104-' + 'a'.repeat(40), 104],
  ['refs/heads/gh-readonly-queue/release/1.2/pr-7-' + 'a'.repeat(40), 7],
  ['refs/heads/gh-readonly-queue/main/pr-x-' + 'a'.repeat(40), null],
  ['refs/heads/main', null],
])('%s adds %s', (ref, number) => expect(pullOfMergeGroup(ref)).toBe(number));

test.each([
  ['a pull request without head', 'pull_request', { action: 'opened', number: 1, pull_request: {} }],
  [
    'a head that is no commit',
    'pull_request',
    { action: 'opened', number: 1, pull_request: { head: { sha: '../x' } } },
  ],
])('refuses %s', (_name, event, payload) => {
  const repository = { id: 1, name: 'r', full_name: 'o/r', owner: { login: 'o' } };
  expect(() => interpret(event, { ...payload, installation, repository }, at)).toThrow();
});
