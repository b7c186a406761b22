// What the App writes besides checks: comments, reactions, reviews with line comments, SARIF.
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Octokit } from '@octokit/rest';
import { asInstallation, refusal } from './client.ts';
import { startGitHub } from './index.ts';
import type { GitHubSim } from './index.ts';

const repo = { owner: 'octo', repo: 'app' };
const on = { ...repo, pull_number: 1 };
const before = Array.from({ length: 40 }, (_, index) => `${index + 1}\n`);
const after = before.map((line, index) => ([9, 29].includes(index) ? `changed ${line}` : line));
let sim: GitHubSim;
let octokit: Octokit;

beforeEach(async () => {
  sim = await startGitHub();
  await sim.createRepository('octo', 'app');
  await sim.commit('octo/app', { branch: 'main', files: { a: before.join('') } });
  await sim.commit('octo/app', {
    branch: 'topic',
    files: { a: after.join(''), 'b.png': Buffer.from([0, 1]) },
  });
  await sim.openPullRequest('octo/app', { head: 'topic' });
  octokit = await asInstallation(sim);
});

afterEach(async () => {
  expect(sim.violations).toEqual([]);
  await sim.close();
});

test('comments are written, edited, listed, answered with a reaction and deleted', async () => {
  const { data: made } = await octokit.issues.createComment({ ...repo, issue_number: 1, body: 'Hello' });
  expect([made.user?.login, made.user?.type, made.performed_via_github_app?.slug]).toEqual([
    'langguard[bot]',
    'Bot',
    'langguard',
  ]);
  await octokit.issues.updateComment({ ...repo, comment_id: made.id, body: 'Bye' });
  const human = sim.comment('octo/app', 1, '/langguard review', 'ada');
  const all = await octokit.issues.listComments({ ...repo, issue_number: 1 });
  expect(all.data.map((item) => item.body)).toEqual(['Bye', '/langguard review']);
  const foreign = octokit.issues.updateComment({ ...repo, comment_id: human, body: 'mine' });
  expect((await refusal(foreign)).status).toBe(403);
  const react = () =>
    octokit.reactions.createForIssueComment({ ...repo, comment_id: human, content: 'eyes' });
  expect([(await react()).status, (await react()).status]).toEqual([201, 200]);
  expect((await octokit.issues.getComment({ ...repo, comment_id: human })).data.reactions?.eyes).toBe(1);
  const long = octokit.issues.createComment({ ...repo, issue_number: 1, body: 'x'.repeat(65_537) });
  expect((await refusal(long)).status).toBe(422);
  await octokit.issues.deleteComment({ ...repo, comment_id: made.id });
  expect(sim.comments('octo/app', 1).map((item) => item['id'])).toEqual([human]);
});

test('a review posts all of its comments or none', async () => {
  const { data: review } = await octokit.pulls.createReview({
    ...on,
    event: 'COMMENT',
    body: 'Two things',
    comments: [
      { path: 'a', line: 10, side: 'RIGHT', body: 'one' },
      { path: 'a', start_line: 8, line: 11, body: 'several' },
      { path: 'a', line: 10, side: 'LEFT', body: 'removed' },
    ],
  });
  const { data: placed } = await octokit.pulls.listCommentsForReview({ ...on, review_id: review.id });
  expect(placed.map((item) => [item.body, item.diff_hunk.split('\n').at(-1)])).toEqual([
    ['one', '+changed 10'],
    ['several', ' 11'],
    ['removed', '-10'],
  ]);
  const bad = octokit.pulls.createReview({
    ...on,
    event: 'COMMENT',
    body: 'One is wrong',
    comments: [
      { path: 'a', line: 10, body: 'right' },
      { path: 'a', line: 20, body: 'outside the diff' },
    ],
  });
  expect(await refusal(bad)).toMatchObject({ status: 422, errors: ['Line could not be resolved'] });
  expect(sim.reviews('octo/app', 1).length).toBe(1);
  const blank = octokit.pulls.createReview({ ...on, event: 'COMMENT', body: '' });
  expect((await refusal(blank)).status).toBe(422);
});

test.each([
  ['a line outside the diff', { path: 'a', line: 20 }, 'line must be part of the diff'],
  ['a start after the end', { path: 'a', start_line: 11, line: 10 }, 'start line must precede the end line'],
  ['a start on the end', { path: 'a', start_line: 10, line: 10 }, 'start line must precede the end line'],
  [
    'two hunks',
    { path: 'a', start_line: 10, line: 30 },
    'start line must be part of the same hunk as the line.',
  ],
  ['a file without a patch', { path: 'b.png', line: 1 }, 'line must be part of the diff'],
  ['a file that did not change', { path: 'c', line: 1 }, 'path could not be resolved'],
])('a comment on %s is refused', async (_, place, message) => {
  const pull = sim.repository('octo/app').pulls.get(1);
  const made = octokit.pulls.createReviewComment({
    ...on,
    body: 'x',
    commit_id: pull?.headSha ?? '',
    ...place,
  });
  const { status, errors } = await refusal(made);
  expect(status).toBe(422);
  expect((errors as { message: string }[])[0]?.message).toContain(message);
});

test('a whole file may be commented on, and comments answered and edited', async () => {
  const pull = sim.repository('octo/app').pulls.get(1);
  const { data: made } = await octokit.pulls.createReviewComment({
    ...on,
    body: 'binary',
    commit_id: pull?.headSha ?? '',
    path: 'b.png',
    subject_type: 'file',
  });
  await octokit.pulls.updateReviewComment({ ...repo, comment_id: made.id, body: 'edited' });
  const reply = await octokit.pulls.createReviewComment({
    ...on,
    body: 'reply',
    commit_id: pull?.headSha ?? '',
    path: 'b.png',
    in_reply_to: made.id,
  });
  expect(reply.data.in_reply_to_id).toBe(made.id);
  const { data } = await octokit.pulls.listReviewComments(on);
  expect(data.map((item) => item.body)).toEqual(['edited', 'reply']);
  await octokit.pulls.deleteReviewComment({ ...repo, comment_id: made.id });
  expect((await octokit.pulls.listReviewComments(on)).data.length).toBe(1);
});

test('SARIF arrives packed, and is kept as sent', async () => {
  const sarif = { version: '2.1.0', runs: [] };
  const upload = (text: string | Buffer) =>
    octokit.codeScanning.uploadSarif({
      ...repo,
      commit_sha: sim.repository('octo/app').pulls.get(1)?.headSha ?? '',
      ref: 'refs/pull/1/head',
      sarif: Buffer.from(text).toString('base64'),
    });
  const { data } = await upload(gzipSync(JSON.stringify(sarif)));
  expect(sim.sarifs('octo/app')[0]).toMatchObject({ ref: 'refs/pull/1/head', sarif });
  const { data: state } = await octokit.codeScanning.getSarif({ ...repo, sarif_id: data.id ?? '' });
  expect(state.processing_status).toBe('complete');
  expect((await refusal(upload('not packed'))).status).toBe(400);
});
