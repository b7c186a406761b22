// Webhooks: signed, logged, redelivered, and lost, repeated, delayed or reordered on request; pushes over git's own protocol.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verify } from '@octokit/webhooks-methods';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asApp, asInstallation, refusal } from './client.ts';
import { startGitHub } from './index.ts';
import type { GitHubSim } from './index.ts';

interface Received {
  guid: string;
  name: string;
  payload: Record<string, unknown> & {
    pull_request?: { head: { sha: string } };
    installation?: { id: number };
  };
  isSigned: boolean;
}

const repo = { owner: 'octo', repo: 'app' };
let sim: GitHubSim;
let receiver: Server;
let received: Received[];
let answer: number;

beforeEach(async () => {
  received = [];
  answer = 202;
  sim = await startGitHub();
  receiver = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', async () => {
      const text = Buffer.concat(chunks).toString();
      const payload = JSON.parse(text) as Received['payload'];
      const signature = String(message.headers['x-hub-signature-256']);
      received.push({
        guid: String(message.headers['x-github-delivery']),
        name: [message.headers['x-github-event'], payload['action']]
          .filter((part) => part !== undefined)
          .join('.'),
        payload,
        isSigned: await verify(sim.appCredentials.webhookSecret, text, signature),
      });
      response.writeHead(answer).end('answered');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const address = receiver.address();
  await sim.createRepository('octo', 'app');
  await sim.commit('octo/app', { branch: 'main', files: { a: 'a\n' } });
  await sim.commit('octo/app', { branch: 'topic', files: { a: 'b\n' } });
  sim.webhookUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/webhooks`;
});

afterEach(async () => {
  expect(sim.violations).toEqual([]);
  await sim.close();
  receiver.close();
});

const names = () => received.map((item) => item.name).sort();

test('signs what it sends, with its own ids laid over a published example', async () => {
  const pull = await sim.openPullRequest('octo/app', { head: 'topic', title: 'Topic', labels: ['bug'] });
  await sim.settled();
  expect(names()).toEqual(['pull_request.opened']);
  const [{ isSigned, payload } = { isSigned: false, payload: {} }] = received;
  expect(isSigned).toBe(true);
  const octokit = await asInstallation(sim);
  const { data } = await octokit.pulls.get({ ...repo, pull_number: pull.number });
  // GitHub has not tried the merge when it sends the event.
  expect(payload['pull_request']).toMatchObject({
    ...data,
    mergeable: null,
    rebaseable: null,
    mergeable_state: 'unknown',
  });
  expect(payload['installation']).toMatchObject({ id: sim.installationId('octo') });
  const text = JSON.stringify(payload);
  expect(text).not.toMatch(/Codertocat|Hello-World|api\.github\.com/);
});

test('announces a push over smart HTTP as a synchronised pull request', async () => {
  const pull = await sim.openPullRequest('octo/app', { head: 'topic' });
  await sim.settled();
  const folder = mkdtempSync(join(tmpdir(), 'github-sim-clone-'));
  const run = promisify(execFile);
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0' },
    });
  try {
    await git(
      'clone',
      '--quiet',
      '--branch',
      'topic',
      `${sim.url.replace('//', '//ada:x@')}/octo/app.git`,
      '.',
    );
    writeFileSync(join(folder, 'pushed.txt'), 'pushed\n');
    await git('add', '.');
    await git('commit', '--quiet', '-m', 'Push');
    await git('push', '--quiet', 'origin', 'topic');
    await sim.settled();
    const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder }).toString().trim();
    expect(names()).toEqual([
      'check_suite.requested',
      'pull_request.opened',
      'pull_request.synchronize',
      'push',
    ]);
    const event = received.find((item) => item.name === 'pull_request.synchronize');
    expect(event?.payload).toMatchObject({
      before: pull.baseSha === head ? '' : expect.any(String),
      after: head,
    });
    expect(event?.payload.pull_request?.head.sha).toBe(head);
    const push = received.find((item) => item.name === 'push')?.payload;
    expect(push).toMatchObject({
      ref: 'refs/heads/topic',
      after: head,
      forced: false,
      pusher: { name: 'ada' },
    });
    const octokit = await asInstallation(sim);
    const { data } = await octokit.pulls.listFiles({ ...repo, pull_number: pull.number });
    expect(data.map((file) => file.filename)).toEqual(['a', 'pushed.txt']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('refuses a push without a name, and hides private repositories', async () => {
  await sim.createRepository('octo', 'hidden', { private: true });
  expect((await fetch(`${sim.url}/octo/app.git/info/refs?service=git-receive-pack`)).status).toBe(401);
  expect((await fetch(`${sim.url}/octo/hidden.git/info/refs?service=git-upload-pack`)).status).toBe(401);
  expect((await fetch(`${sim.url}/octo/none.git/info/refs?service=git-upload-pack`)).status).toBe(404);
});

test('logs a failure, and redelivers it under the same GUID', async () => {
  answer = 500;
  await sim.openPullRequest('octo/app', { head: 'topic' });
  await sim.settled();
  answer = 202;
  const app = asApp(sim);
  const { data: failed } = await app.apps.listWebhookDeliveries({ status: 'failure' });
  expect(failed.map((item) => [item.event, item.action, item.status_code, item.redelivery])).toEqual([
    ['pull_request', 'opened', 500, false],
  ]);
  const id = failed[0]?.id ?? 0;
  const { data: whole } = await app.apps.getWebhookDelivery({ delivery_id: id });
  expect(whole.response.payload).toBe('answered');
  expect((await app.apps.redeliverWebhookDelivery({ delivery_id: id })).status).toBe(202);
  await sim.settled();
  const { data: log } = await app.apps.listWebhookDeliveries();
  expect(log.map((item) => [item.redelivery, item.status, item.guid === failed[0]?.guid])).toEqual([
    [true, 'OK', true],
    [false, 'Invalid HTTP Response: 500', true],
  ]);
  sim.clock.advance(3 * 24 * 3_600_000 + 1000);
  expect((await asApp(sim).apps.listWebhookDeliveries()).data).toEqual([]);
  expect((await refusal(asApp(sim).apps.redeliverWebhookDelivery({ delivery_id: id }))).status).toBe(404);
});

test('logs that nobody listened without a status of 4xx or 5xx, and pages by cursor', async () => {
  const { webhookUrl } = sim;
  sim.webhookUrl = 'http://127.0.0.1:9/';
  await sim.openPullRequest('octo/app', { head: 'topic' });
  await sim.settled();
  sim.webhookUrl = webhookUrl;
  for (const draft of [true, false, true]) await sim.setDraft('octo/app', 1, draft);
  await sim.settled();
  const app = asApp(sim);
  const all = await app.paginate(app.apps.listWebhookDeliveries, { per_page: 2 });
  expect(all.map((item) => item.status_code).sort()).toEqual([0, 202, 202, 202]);
  expect(all.find((item) => item.status_code === 0)?.status).toBe('failed to connect to host');
});

test('loses, repeats, delays and reorders on request', async () => {
  sim.deliveries.control({ event: 'pull_request', action: 'opened', kind: 'drop' });
  await sim.openPullRequest('octo/app', { head: 'topic' });
  await sim.settled();
  expect([names(), sim.deliveries.kept()]).toEqual([[], []]);
  sim.deliveries.control({ event: 'pull_request', kind: 'duplicate', copies: 3 });
  await sim.setDraft('octo/app', 1, true);
  await sim.settled();
  expect(received.length).toBe(3);
  expect(new Set(received.map((item) => item.guid)).size).toBe(1);
  received.length = 0;
  sim.deliveries.control({ kind: 'delay', ms: 100, action: 'closed' });
  await sim.closePullRequest('octo/app', 1);
  await sim.reopenPullRequest('octo/app', 1);
  await sim.settled();
  expect(received.map((item) => item.name)).toEqual(['pull_request.reopened', 'pull_request.closed']);
  received.length = 0;
  sim.deliveries.control({ kind: 'hold', event: 'pull_request', times: 2 });
  await sim.label('octo/app', 1, 'one');
  await sim.unlabel('octo/app', 1, 'one');
  expect(sim.deliveries.held().map((item) => item.action)).toEqual(['labeled', 'unlabeled']);
  await sim.deliveries.release([1, 0]);
  expect(received.map((item) => item.name)).toEqual(['pull_request.unlabeled', 'pull_request.labeled']);
});

test('never delivers an event over 25 MB', async () => {
  await sim.openPullRequest('octo/app', { head: 'topic', body: 'x'.repeat(26 * 1024 * 1024) });
  await sim.settled();
  expect([names(), sim.deliveries.kept()]).toEqual([[], []]);
});

test('announces everything else that the App handles', async () => {
  const pull = await sim.openPullRequest('octo/app', { head: 'topic' });
  const octokit = await asInstallation(sim);
  const { data: run } = await octokit.checks.create({
    ...repo,
    name: 'guard',
    head_sha: pull.headSha,
    conclusion: 'failure',
    actions: [{ label: 'Recheck', description: 'Again', identifier: 'again' }],
  });
  await sim.settled();
  received.length = 0;
  await sim.rerequestRun('octo/app', run.id);
  await sim.rerequestSuite('octo/app', pull.headSha);
  await sim.requestAction('octo/app', run.id, 'again');
  const comment = sim.comment('octo/app', 1, '/langguard review', 'ada');
  sim.editComment('octo/app', comment, '/langguard ignore', 'mallory');
  await sim.editPullRequest('octo/app', 1, { title: 'New' });
  await sim.commit('octo/app', { branch: 'release', parent: 'main', files: { r: 'r\n' } });
  await sim.retargetPullRequest('octo/app', 1, 'release');
  const group = await sim.queueMerge('octo/app', 1);
  await sim.destroyMergeGroup('octo/app', group, 'dequeued');
  await sim.mergePullRequest('octo/app', 1);
  await sim.renameRepository('octo/app', 'app2');
  sim.suspend('octo');
  await sim.setDraft('octo/app2', 1, true);
  sim.unsuspend('octo');
  sim.setPermissions('octo', { metadata: 'read', checks: 'write' });
  sim.selectRepositories('octo', { remove: ['app2'] });
  sim.uninstall('octo');
  await sim.settled();
  expect(new Set(names())).toEqual(
    new Set([
      'check_run.rerequested',
      'check_suite.rerequested',
      'check_run.requested_action',
      'issue_comment.created',
      'issue_comment.edited',
      'pull_request.edited',
      'pull_request.enqueued',
      'merge_group.checks_requested',
      'merge_group.destroyed',
      'pull_request.closed',
      'push',
      'check_suite.requested',
      'repository.renamed',
      'installation.suspend',
      'installation.unsuspend',
      'installation.new_permissions_accepted',
      'installation_repositories.removed',
      'installation.deleted',
    ]),
  );
  expect(received.every((item) => item.isSigned)).toBe(true);
  expect(
    received.every((item) => item.payload.installation?.id === sim.deliveries.kept()[0]?.installation_id),
  ).toBe(true);
  const rerequested = received.find((item) => item.name === 'check_run.rerequested')?.payload;
  expect(rerequested).toMatchObject({
    check_run: { id: run.id, app: { slug: 'langguard' }, check_suite: { status: 'queued' } },
  });
});

test('opens a suite on a push unless the commit asks to skip it', async () => {
  await sim.commit('octo/app', {
    branch: 'quiet',
    files: { q: 'q' },
    message: 'Quiet\n\n\nskip-checks: true',
  });
  await sim.commit('octo/app', { branch: 'loud', files: { l: 'l' } });
  await sim.settled();
  expect(names().filter((name) => name === 'check_suite.requested').length).toBe(1);
});

test('gives up on a receiver that does not answer in time', async () => {
  const slow = await startGitHub({ limits: { webhookTimeoutMs: 50 } });
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  slow.webhookUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  await slow.createRepository('octo', 'app');
  await slow.settled();
  expect(slow.deliveries.kept().map((item) => [item.event, item.status])).toEqual([
    ['installation', 'timed out'],
  ]);
  silent.close();
  await slow.close();
});

test('announces each of several pushes at once exactly once', async () => {
  await Promise.all(
    ['p1', 'p2', 'p3'].map((branch) =>
      sim.commit('octo/app', { branch, parent: 'main', files: { [branch]: branch } }),
    ),
  );
  await sim.settled();
  const pushes = received.filter((item) => item.name === 'push').map((item) => item.payload['ref']);
  expect(pushes.sort()).toEqual(['refs/heads/p1', 'refs/heads/p2', 'refs/heads/p3']);
});
