// Pull requests, their files and patches, against what git itself says.
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asInstallation, refusal } from './client.ts';
import { startGitHub } from './index.ts';
import type { Entry, GitHubSim } from './index.ts';
import { processorMs, tooLongMs } from '../processor-time.ts';

const repo = { owner: 'octo', repo: 'app' };
let sim: GitHubSim;

beforeAll(async () => {
  sim = await startGitHub();
  await sim.createRepository('octo', 'app');
  await sim.commit('octo/app', {
    branch: 'main',
    files: {
      'README.md': 'one\ntwo\nthree\n',
      'old name.txt': 'a\nb\nc\nd\ne\nf\n',
      'gone.txt': 'gone\n',
      'run.sh': '#!/bin/sh\n',
      'was-file': 'text\n',
      'bin.dat': Buffer.from([0, 1, 2]),
    },
  });
});

afterAll(async () => {
  expect(sim.violations).toEqual([]);
  await sim.close();
});

test('lists every kind of change with the patch that git writes', async () => {
  await sim.commit('octo/app', {
    branch: 'kinds',
    files: {
      'README.md': 'one\n2\nthree\nfour',
      'old name.txt': null,
      'new "name"\u00e9.txt': 'a\nb\nc\nd\ne\nF\n',
      'gone.txt': null,
      'run.sh': { executable: '#!/bin/sh\n' },
      'was-file': { symlink: 'README.md' },
      'bin.dat': Buffer.from([0, 1, 3]),
      'empty.txt': '',
      'latin.txt': Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]),
      module: { submodule: 'a'.repeat(40) },
    },
  });
  const pull = await sim.openPullRequest('octo/app', { head: 'kinds', title: 'Kinds' });
  const octokit = await asInstallation(sim);
  const { data: files } = await octokit.pulls.listFiles({ ...repo, pull_number: pull.number });
  const table = files.map((file) => `${file.status} ${file.filename} +${file.additions} -${file.deletions}`);
  expect(table).toEqual([
    'modified README.md +3 -2'.replace('+3 -2', '+2 -1'),
    'modified bin.dat +0 -0',
    'added empty.txt +0 -0',
    'removed gone.txt +0 -1',
    'added latin.txt +1 -0',
    'added module +1 -0',
    'renamed new "name"\u00e9.txt +1 -1',
    'changed run.sh +0 -0',
    'changed was-file +1 -1',
  ]);
  const { dir } = sim.repository('octo/app');
  for (const file of files) {
    const paths = [file.filename, ...(file.previous_filename === undefined ? [] : [file.previous_filename])];
    const diff = execFileSync('git', ['diff', '-M', pull.baseSha, pull.headSha, '--', ...paths], {
      cwd: dir,
    }).toString();
    const hunks = diff
      .split(/^(?=diff --git )/m)
      .map((part) => (part.includes('\n@@ ') ? part.slice(part.indexOf('\n@@ ') + 1).replace(/\n$/, '') : ''))
      .filter((part) => part !== '')
      .join('\n');
    expect(file.patch ?? '', file.filename).toBe(hunks);
  }
  const { data } = await octokit.pulls.get({ ...repo, pull_number: pull.number });
  expect([data.changed_files, data.commits, data.mergeable, data.head.sha]).toEqual([
    9,
    1,
    true,
    pull.headSha,
  ]);
});

test('measures from the merge base, not from the tip of the base branch', async () => {
  await sim.commit('octo/app', { branch: 'topic', parent: 'main', files: { 'topic.txt': 'topic\n' } });
  await sim.commit('octo/app', { branch: 'main', files: { 'later.txt': 'later\n' } });
  const pull = await sim.openPullRequest('octo/app', { head: 'topic' });
  const octokit = await asInstallation(sim);
  const { data } = await octokit.pulls.listFiles({ ...repo, pull_number: pull.number });
  expect(data.map((file) => file.filename)).toEqual(['topic.txt']);
  const { data: compare } = await octokit.repos.compareCommitsWithBasehead({
    ...repo,
    basehead: 'main...topic',
  });
  expect([compare.status, compare.ahead_by, compare.behind_by, compare.files?.length]).toEqual([
    'diverged',
    1,
    1,
    1,
  ]);
});

test('stops at 3,000 files though the pull request says how many there are', async () => {
  const files: Record<string, Entry> = {};
  for (let index = 0; index < 3001; index++) files[`many/${index}.txt`] = `${index}\n`;
  const began = processorMs();
  await sim.commit('octo/app', { branch: 'many', parent: 'main', files });
  expect(processorMs() - began).toBeLessThan(tooLongMs);
  const pull = await sim.openPullRequest('octo/app', { head: 'many' });
  const octokit = await asInstallation(sim);
  const { data } = await octokit.pulls.get({ ...repo, pull_number: pull.number });
  const all = await octokit.paginate(octokit.pulls.listFiles, {
    ...repo,
    pull_number: pull.number,
    per_page: 100,
  });
  expect([data.changed_files, all.length]).toEqual([3001, 3000]);
  expect(new Set(all.map((file) => file.filename)).size).toBe(3000);
  const diff = octokit.pulls.get({ ...repo, pull_number: pull.number, mediaType: { format: 'diff' } });
  const { status, errors } = await refusal(diff);
  expect({ status, errors }).toEqual({
    status: 406,
    errors: [{ resource: 'PullRequest', field: 'diff', code: 'too_large' }],
  });
});

test('leaves out the patch of a file that is too large', async () => {
  await sim.commit('octo/app', {
    branch: 'large',
    parent: 'main',
    files: { 'large.txt': 'x'.repeat(79).concat('\n').repeat(7000), 'small.txt': 'small\n' },
  });
  const pull = await sim.openPullRequest('octo/app', { head: 'large' });
  const octokit = await asInstallation(sim);
  const { data } = await octokit.pulls.listFiles({ ...repo, pull_number: pull.number });
  expect(data.map((file) => [file.filename, file.changes, file.patch === undefined])).toEqual([
    ['large.txt', 7000, true],
    ['small.txt', 1, false],
  ]);
});

test('reads the head of a fork through the base repository only', async () => {
  const fork = await sim.fork('octo/app', 'stranger');
  const sha = await sim.commit('stranger/app', {
    branch: 'idea',
    parent: 'main',
    files: { 'idea.txt': 'idea\n' },
  });
  const pull = await sim.openPullRequest('octo/app', { head: 'stranger:idea' });
  expect([fork.parent?.name, pull.user.login]).toEqual(['app', 'stranger']);
  const octokit = await asInstallation(sim);
  const { data } = await octokit.repos.getContent({ ...repo, path: 'idea.txt', ref: sha });
  expect(data).toMatchObject({ type: 'file', content: 'aWRlYQo=\n' });
  const named = await octokit.repos.getContent({
    ...repo,
    path: 'idea.txt',
    ref: `refs/pull/${pull.number}/head`,
  });
  expect(named.data).toMatchObject({ type: 'file', content: 'aWRlYQo=\n' });
  const outside = octokit.repos.getContent({ owner: 'stranger', repo: 'app', path: 'idea.txt' });
  expect((await refusal(outside)).status).toBe(404);
  const { data: commits } = await octokit.pulls.listCommits({ ...repo, pull_number: pull.number });
  expect(commits.map((commit) => commit.sha)).toEqual([sha]);
});

test('follows a rename by redirect', async () => {
  await sim.createRepository('octo', 'before');
  await sim.commit('octo/before', { branch: 'main', files: { a: 'a' } });
  await sim.renameRepository('octo/before', 'after');
  const octokit = await asInstallation(sim);
  const { data } = await octokit.repos.get({ owner: 'octo', repo: 'before' });
  expect(data.full_name).toBe('octo/after');
  expect(sim.requests.some((entry) => entry.status === 301)).toBe(true);
});
