// Reading repositories: contents, blobs, trees, refs, commits, GraphQL batches, and the limits of each.
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Octokit } from '@octokit/rest';
import { asInstallation, refusal } from './client.ts';
import { startGitHub } from './index.ts';
import type { GitHubSim } from './index.ts';

const repo = { owner: 'octo', repo: 'app' };
const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a, 0xff, 0x00, 0x62]);
let sim: GitHubSim;
let octokit: Octokit;
let sha: string;

beforeAll(async () => {
  sim = await startGitHub({ limits: { treeEntries: 11 } });
  await sim.createRepository('octo', 'app');
  await sim.createRepository('octo', '.github');
  await sim.commit('octo/.github', { branch: 'main', files: { 'langguard.yml': 'version: 1\n' } });
  sha = await sim.commit('octo/app', {
    branch: 'main',
    message: 'First\n\nWith a body',
    author: { name: 'Ada', email: 'ada@example.com' },
    date: '2026-01-02T03:04:05Z',
    verified: true,
    files: {
      'dir/one.txt': 'one\n',
      'dir/two words.txt': 'two\n',
      'bytes.dat': bytes,
      'large.txt': 'x'.repeat(1024 * 1024 + 1),
      link: { symlink: 'dir/one.txt' },
      escape: { symlink: '../../etc/passwd' },
      'run.sh': { executable: 'exit\n' },
      module: { submodule: 'b'.repeat(40) },
      '.gitmodules': '[submodule "module"]\n\tpath = module\n\turl = https://example.com/module.git\n',
    },
  });
  octokit = await asInstallation(sim);
});

afterAll(async () => {
  expect(sim.violations).toEqual([]);
  await sim.close();
});

test.each([
  ['dir/one.txt', { type: 'file', encoding: 'base64', content: 'b25lCg==\n', size: 4 }],
  ['dir/two words.txt', { type: 'file', content: 'dHdvCg==\n' }],
  ['bytes.dat', { type: 'file', size: bytes.length, content: `${bytes.toString('base64')}\n` }],
  ['large.txt', { type: 'file', encoding: 'none', content: '' }],
  ['link', { type: 'file', content: 'b25lCg==\n' }],
  ['escape', { type: 'symlink', target: '../../etc/passwd' }],
  ['module', { type: 'submodule', submodule_git_url: 'https://example.com/module.git' }],
])('contents of %s', async (path, wanted) => {
  const { data } = await octokit.repos.getContent({ ...repo, path });
  expect(data).toMatchObject(wanted);
});

test('contents of a folder, of the organisation\u2019s defaults, and of nothing', async () => {
  const { data } = await octokit.repos.getContent({ ...repo, path: 'dir' });
  expect(Array.isArray(data) && data.map((item) => `${item.type} ${item.path}`)).toEqual([
    'file dir/one.txt',
    'file dir/two words.txt',
  ]);
  const root = await octokit.repos.getContent({ ...repo, path: '' });
  expect(Array.isArray(root.data) && root.data.length).toBe(8);
  const object = await octokit.repos.getContent({ ...repo, path: 'dir', mediaType: { format: 'object' } });
  expect(object.data).toMatchObject({
    type: 'dir',
    entries: [{ name: 'one.txt' }, { name: 'two words.txt' }],
  });
  const defaults = await octokit.repos.getContent({ owner: 'octo', repo: '.github', path: 'langguard.yml' });
  expect(defaults.data).toMatchObject({ type: 'file' });
  for (const wrong of [{ path: 'none' }, { path: 'dir', ref: 'none' }, { path: 'dir*' }])
    expect((await refusal(octokit.repos.getContent({ ...repo, ...wrong }))).status).toBe(404);
});

test('raw contents and blobs are the bytes themselves', async () => {
  const blob = execFileSync('git', ['rev-parse', 'main:bytes.dat'], { cwd: sim.repository('octo/app').dir })
    .toString()
    .trim();
  const raw = { mediaType: { format: 'raw' } };
  const read = async (path: string) => {
    const token = sim.requests.at(-1)?.headers['authorization'] ?? '';
    const headers = { authorization: token, accept: 'application/vnd.github.raw+json' };
    return Buffer.from(await (await fetch(`${sim.url}${path}`, { headers })).arrayBuffer());
  };
  await octokit.repos.getContent({ ...repo, path: 'bytes.dat', ...raw });
  expect(await read('/repos/octo/app/contents/bytes.dat')).toEqual(bytes);
  expect(await read(`/repos/octo/app/git/blobs/${blob}`)).toEqual(bytes);
  const { data } = await octokit.git.getBlob({ ...repo, file_sha: blob });
  expect(Buffer.from(data.content, 'base64')).toEqual(bytes);
  expect((await refusal(octokit.git.getBlob({ ...repo, file_sha: 'main' }))).status).toBe(422);
  expect((await refusal(octokit.git.getBlob({ ...repo, file_sha: 'c'.repeat(40) }))).status).toBe(404);
});

test('trees, refs, branches and commits', async () => {
  const { data: whole } = await octokit.git.getTree({ ...repo, tree_sha: 'main', recursive: 'true' });
  expect([whole.truncated, whole.tree.length]).toEqual([false, 10]);
  const { data: flat } = await octokit.git.getTree({ ...repo, tree_sha: sha });
  expect(flat.tree.map((item) => `${item.mode} ${item.type} ${item.path}`)).toContain('160000 commit module');
  await sim.commit('octo/app', { branch: 'more', files: { 'more/a': 'a', 'more/b': 'b' } });
  expect((await octokit.git.getTree({ ...repo, tree_sha: 'more', recursive: 'true' })).data.truncated).toBe(
    true,
  );
  expect((await octokit.git.getRef({ ...repo, ref: 'heads/main' })).data.object.sha).toBe(sha);
  expect((await refusal(octokit.git.getRef({ ...repo, ref: 'heads/ma' }))).status).toBe(404);
  expect((await octokit.git.listMatchingRefs({ ...repo, ref: 'heads/m' })).data.length).toBe(2);
  expect((await octokit.repos.getBranch({ ...repo, branch: 'main' })).data.commit.sha).toBe(sha);
  const { data: commit } = await octokit.repos.getCommit({ ...repo, ref: 'main' });
  expect(commit.commit).toMatchObject({
    message: 'First\n\nWith a body',
    author: { name: 'Ada', email: 'ada@example.com', date: '2026-01-02T03:04:05Z' },
    verification: { verified: true, reason: 'valid' },
  });
  expect([commit.author, commit.files?.length]).toEqual([null, 9]);
  expect((await octokit.git.getCommit({ ...repo, commit_sha: sha })).data.parents).toEqual([]);
  expect((await refusal(octokit.repos.getCommit({ ...repo, ref: 'none' }))).status).toBe(422);
});

test('a GraphQL batch of blobs', async () => {
  const query = `query($owner: String!, $name: String!, $third: String) {
    repository(owner: $owner, name: $name) {
      a: object(expression: "${sha}:dir/one.txt") { __typename ... on Blob { oid byteSize isBinary isTruncated text } }
      b: object(expression: "${sha}:bytes.dat") { ... on Blob { byteSize isBinary text } }
      c: object(expression: $third) { ... on Blob { byteSize isTruncated } }
      d: object(expression: "${sha}:none") { ... on Blob { text } }
    }
  }`;
  const variables = { owner: 'octo', name: 'app', third: `${sha}:large.txt` };
  const { repository } = await octokit.graphql<{ repository: Record<string, unknown> }>(query, variables);
  expect(repository).toEqual({
    a: {
      __typename: 'Blob',
      oid: expect.any(String),
      byteSize: 4,
      isBinary: false,
      isTruncated: false,
      text: 'one\n',
    },
    b: { byteSize: bytes.length, isBinary: true, text: null },
    c: { byteSize: 1024 * 1024 + 1, isTruncated: true },
    d: null,
  });
  const missing = octokit.graphql(`{ repository(owner: "rival", name: "x") { id } }`);
  await expect(missing).rejects.toThrow(`Could not resolve to a Repository with the name 'rival/x'.`);
});

test('the service itself', async () => {
  expect((await octokit.meta.getAllVersions()).data).toEqual(['2022-11-28', '2026-03-10']);
  expect((await octokit.meta.get()).status).toBe(200);
  const viaEnterprise = await fetch(`${sim.url}/api/v3/versions`);
  expect(viaEnterprise.status).toBe(200);
  sim.setCollaborator('octo/app', 'ada', 'maintain');
  const { data } = await octokit.repos.getCollaboratorPermissionLevel({ ...repo, username: 'ada' });
  expect([data.permission, data.role_name]).toEqual(['write', 'maintain']);
  expect(
    (await refusal(octokit.repos.getCollaboratorPermissionLevel({ ...repo, username: 'nobody' }))).status,
  ).toBe(404);
  expect((await fetch(`${sim.url}/repos/octo/app`)).status).toBe(401);
});
