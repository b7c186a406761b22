// Reading a pull request from GitHub: pages, gaps, races and refusals, each answered by nock.
import { Octokit } from '@octokit/rest';
import nock from 'nock';
import type { ProbotOctokit } from 'probot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addedLines, type Change } from '../engine/change.ts';
import { blobId, readGitHubText, type GitHubClient } from './github-api.ts';
import { readGitHubChange } from './github.ts';

const quiet = () => {};
const host = 'http://127.0.0.1:47113';
const octokit = new Octokit({ baseUrl: host, log: { debug: quiet, info: quiet, warn: quiet, error: quiet } });
const name = { owner: 'o', repo: 'r', number: 7 };
const sha = { base: 'b'.repeat(40), head: 'c'.repeat(40), fork: 'd'.repeat(40) };
let waits: number[] = [];
const sleep = async (ms: number) => void waits.push(ms);
const read = (limits = {}) => readGitHubChange(octokit, name, { sleep, ...limits });

beforeEach(() => {
  nock.disableNetConnect();
  waits = [];
});
afterEach(() => {
  nock.abortPendingRequests();
  nock.cleanAll();
});

interface File {
  path: string;
  before?: string;
  after?: string;
  patch?: string;
  status?: string;
  additions?: number;
  deletions?: number;
}

interface World {
  files?: File[];
  changedFiles?: number;
  commits?: number;
  attributes?: string;
  truncated?: boolean;
}

const id = (text: string) => blobId(Buffer.from(text));
const api = () => nock(host);

function pull(world: World, head = sha.head) {
  return {
    number: 7,
    title: 'T',
    body: null,
    user: { login: 'ada', type: 'User' },
    labels: [{ name: 'l' }],
    changed_files: world.changedFiles ?? world.files?.length ?? 0,
    commits: world.commits ?? 1,
    base: { sha: sha.base, ref: 'main' },
    head: { sha: head, ref: 'topic' },
  };
}

function row(file: File) {
  const text = file.after ?? file.before ?? '';
  return {
    filename: file.path,
    status:
      file.status ??
      (file.before === undefined ? 'added' : file.after === undefined ? 'removed' : 'modified'),
    sha: id(text),
    additions: file.additions ?? 0,
    deletions: file.deletions ?? 0,
    changes: 0,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
  };
}

const tree = (files: File[], side: 'before' | 'after', attributes?: string) => [
  ...files.flatMap((file) =>
    file[side] === undefined
      ? []
      : [{ path: file.path, mode: '100644', type: 'blob', sha: id(file[side]), size: file[side].length }],
  ),
  ...(attributes === undefined
    ? []
    : [
        {
          path: '.gitattributes',
          mode: '100644',
          type: 'blob',
          sha: id(attributes),
          size: attributes.length,
        },
      ]),
];

/** Answers everything but the pull request and its files. */
function serve(world: World) {
  const { files = [], attributes } = world;
  const commit = {
    sha: sha.head,
    commit: {
      message: 'M\n',
      author: { name: 'Ada', email: 'a@e' },
      committer: { name: 'GitHub', email: 'n@g' },
      verification: { verified: true },
    },
    author: { login: 'ada', type: 'Bot' },
    committer: null,
  };
  api().get('/repos/o/r/pulls/7/commits').query(true).reply(200, [commit]).persist();
  api().get('/repos/o/r/git/matching-refs/notes%2F').reply(200, []).persist();
  api()
    .get(`/repos/o/r/compare/${sha.base}...${sha.head}`)
    .query(true)
    .reply(200, { merge_base_commit: { sha: sha.fork } })
    .persist();
  api()
    .get(`/repos/o/r/git/trees/${sha.head}`)
    .query(true)
    .reply(200, { tree: tree(files, 'after'), truncated: false })
    .persist();
  for (const commit of [sha.base, sha.fork])
    api()
      .get(`/repos/o/r/git/trees/${commit}`)
      .query(true)
      .reply(200, { tree: tree(files, 'before', attributes), truncated: false })
      .persist();
  for (const text of [attributes, ...files.flatMap((file) => [file.before, file.after])])
    if (text !== undefined)
      api()
        .get(`/repos/o/r/git/blobs/${id(text)}`)
        .reply(200, { content: Buffer.from(text).toString('base64'), encoding: 'base64' })
        .persist();
}
function servePull(world: World) {
  api().get('/repos/o/r/pulls/7').reply(200, pull(world)).persist();
  api()
    .get('/repos/o/r/pulls/7/files')
    .query(true)
    .reply(200, (world.files ?? []).map(row))
    .persist();
}

const summary = (change: Change) =>
  change.files.map((file) =>
    `${file.status} ${file.path} ${file.class}: ${addedLines(file)
      .map((line) => `${line.number} ${line.text}`)
      .join(', ')}`.trimEnd(),
  );

const edit: File = {
  path: 'a.js',
  before: 'a\n',
  after: 'a\nb\n',
  patch: '@@ -1 +1,2 @@\n a\n+b',
  additions: 1,
};

test('a whole pull request', async () => {
  const world: World = {
    files: [edit, { path: 'g.js', after: 'g\n', patch: '@@ -0,0 +1 @@\n+g', additions: 1 }],
    attributes: 'g.js linguist-generated\n',
  };
  servePull(world);
  serve(world);
  const change = await read();
  expect(summary(change)).toEqual(['modified a.js text: 2 b', 'added g.js generated: 1 g']);
  expect(change).toMatchObject({ base: sha.fork, head: sha.head, target: sha.base, unread: [] });
  expect(change.files[0]?.body).toBe('a\nb\n');
  expect(change.commits).toEqual([
    {
      sha: sha.head,
      message: 'M',
      author: { name: 'Ada', email: 'a@e', login: 'ada', type: 'Bot' },
      committer: { name: 'GitHub', email: 'n@g' },
      verified: true,
    },
  ]);
  expect(change.pullRequest).toEqual({
    number: 7,
    title: 'T',
    body: '',
    author: { name: 'ada', email: '', login: 'ada', type: 'User' },
    headRef: 'topic',
    baseRef: 'main',
    labels: ['l'],
  });
});

test('404 just after the event is asked again after 1, 2, 4 and 8 s', async () => {
  const world = { files: [edit] };
  api().get('/repos/o/r/pulls/7').times(3).reply(404, {});
  api().get('/repos/o/r/pulls/7/files').query(true).reply(404, {});
  servePull(world);
  serve(world);
  expect(summary(await read())).toEqual(['modified a.js text: 2 b']);
  expect(waits).toEqual([1000, 2000, 4000, 1000]);
});

test('a pull request that is really gone is an error', async () => {
  api().get('/repos/o/r/pulls/7').times(5).reply(404, { message: 'Not Found' });
  await expect(read()).rejects.toMatchObject({ status: 404 });
  expect(waits).toEqual([1000, 2000, 4000, 8000]);
});

test('all pages are read, and what GitHub does not list is on record', async () => {
  const files = Array.from({ length: 150 }, (_, at) => ({
    path: `f${String(at).padStart(3, '0')}`,
    after: `${at}\n`,
    patch: `@@ -0,0 +1 @@\n+${at}`,
    additions: 1,
  }));
  const world = { files, changedFiles: 8082, commits: 300 };
  api().get('/repos/o/r/pulls/7').reply(200, pull(world)).persist();
  api()
    .get('/repos/o/r/pulls/7/files')
    .query({ per_page: 100, page: 1 })
    .reply(200, files.slice(0, 100).map(row), { link: `<${host}/x?page=2>; rel="next"` });
  api()
    .get('/repos/o/r/pulls/7/files')
    .query({ per_page: 100, page: 2 })
    .reply(200, files.slice(100).map(row));
  serve(world);
  const change = await read();
  expect(change.files.length).toBe(150);
  expect(change.unread).toEqual([
    { what: 'commits', reason: 'GitHub listed 1 of 300 commits' },
    { what: 'files', reason: 'GitHub listed 150 of 8082 changed files' },
  ]);
});

test('a push while the files are listed starts the reading anew', async () => {
  const world = { files: [edit] };
  api()
    .get('/repos/o/r/pulls/7')
    .reply(200, pull(world, 'e'.repeat(40)));
  const scope = api().get('/repos/o/r/pulls/7/files').query(true).reply(200, []);
  servePull(world);
  serve(world);
  const change = await read();
  expect(scope.isDone()).toBe(true);
  expect([change.head, summary(change), change.unread]).toEqual([sha.head, ['modified a.js text: 2 b'], []]);
});

test.each([
  ['missing', undefined, 1],
  ['truncated', '@@ -1 +1,3 @@\n a\n+b', 1],
  ['of another version', '@@ -1 +1,2 @@\n x\n+b', 1],
  ['short of lines', '@@ -1 +1,2 @@\n a\n+b', 5],
])('a patch that is %s is made anew from the texts', async (_, patch, additions) => {
  const world = {
    files: [
      { path: 'a.js', before: 'a\n', after: 'a\nb\n', additions, ...(patch === undefined ? {} : { patch }) },
    ],
  };
  servePull(world);
  serve(world);
  const change = await read();
  expect([summary(change), change.unread]).toEqual([['modified a.js text: 2 b'], []]);
});

test('a blob that GitHub does not give is on record, and the lines of its patch are read', async () => {
  const world = { files: [edit, { path: 'z.js', before: 'z\n', after: 'z\ny\n' }] };
  servePull(world);
  for (const file of world.files)
    api()
      .get(`/repos/o/r/git/blobs/${id(file.after ?? '')}`)
      .reply(403, { message: 'This blob is too large' })
      .persist();
  serve(world);
  const change = await read();
  expect(summary(change)).toEqual(['modified a.js text: 2 b', 'modified z.js text:']);
  expect(change.unread).toEqual([
    { path: 'a.js', what: 'body', reason: 'GitHub did not give the file (status 403)' },
    { path: 'z.js', what: 'lines', reason: 'GitHub did not give the file (status 403)' },
  ]);
});

test('limits of one file and of all', async () => {
  const world = {
    files: [
      edit,
      { ...edit, path: 'b.js', before: 'a\n', after: 'a\nb\n' },
      { path: 'c.js', before: 'c\n', after: 'c\nlong\n', patch: '@@ -1 +1,2 @@\n c\n+long', additions: 1 },
    ],
  };
  servePull(world);
  serve(world);
  const reasons = async (limits: object) =>
    (await read(limits)).unread.map((entry) => `${entry.path}: ${entry.reason}`);
  expect(await reasons({ maxFileBytes: 5 })).toEqual([
    'c.js: 7 bytes are more than the limit of 5 for one file',
  ]);
  expect(await reasons({ maxTotalBytes: 5 })).toEqual([
    'c.js: the limit of 5 bytes for all files is reached',
  ]);
  expect(await reasons({ maxFiles: 2 })).toEqual([
    'undefined: GitHub listed 3 of 3 changed files'.replace('3 of', '2 of'),
  ]);
});

test.each([
  ['401', 401, {}],
  ['429', 429, {}],
  ['403 with nothing left', 403, { 'x-ratelimit-remaining': '0' }],
  ['403 with retry-after', 403, { 'retry-after': '60' }],
])('%s stops the reading instead of making holes', async (_, status, headers) => {
  const world = { files: [edit] };
  servePull(world);
  api()
    .get(`/repos/o/r/git/blobs/${id('a\nb\n')}`)
    .reply(status, {}, headers as nock.ReplyHeaders)
    .persist();
  serve(world);
  await expect(read()).rejects.toMatchObject({ status });
});

test('without trees the attributes are unknown, and the review says so', async () => {
  const world = { files: [edit] };
  servePull(world);
  api()
    .get(/git\/trees/)
    .query(true)
    .reply(500, {})
    .persist();
  serve(world);
  const change = await read();
  expect(summary(change)).toEqual(['modified a.js text: 2 b']);
  expect(change.unread).toEqual([
    { path: '.gitattributes', what: 'config', reason: 'the tree of the base was not read' },
  ]);
});

test('a tree that is cut off is read folder by folder', async () => {
  const after = 'a\nb\n';
  const world = { files: [{ ...edit, path: 'd/a.js' }] };
  servePull(world);
  const [d, root] = ['1'.repeat(40), '2'.repeat(40)];
  for (const commit of [sha.head, sha.base, sha.fork]) {
    api()
      .get(`/repos/o/r/git/trees/${commit}`)
      .query({ recursive: '1' })
      .reply(200, { tree: [], truncated: true })
      .persist();
    api()
      .get(`/repos/o/r/git/trees/${commit}`)
      .reply(200, {
        sha: root,
        tree: [{ path: 'd', mode: '040000', type: 'tree', sha: d }],
        truncated: false,
      })
      .persist();
  }
  api()
    .get(`/repos/o/r/git/trees/${d}`)
    .reply(200, {
      tree: [{ path: 'a.js', mode: '100644', type: 'blob', sha: id(after), size: 4 }],
      truncated: false,
    })
    .persist();
  serve(world);
  const change = await read();
  expect([summary(change), change.files[0]?.body, change.unread]).toEqual([
    ['modified d/a.js text: 2 b'],
    after,
    [],
  ]);
});

test('text of a file: found, missing, unknown', async () => {
  const at = { owner: 'o', repo: 'r', ref: sha.base, path: '.langguard.yml' };
  const ask = () => readGitHubText(octokit, at, sleep);
  const contents = () =>
    api()
      .get(/contents\/\.langguard\.yml/)
      .query({ ref: sha.base });
  contents().reply(200, {
    type: 'file',
    sha: id('x'),
    encoding: 'base64',
    content: Buffer.from('é\n').toString('base64'),
  });
  expect(await ask()).toBe('é\n');
  contents().reply(404, { message: 'Not Found' });
  expect(await ask()).toBeUndefined();
  contents().reply(200, [{ type: 'file' }]);
  expect(await ask()).toBeUndefined();
  contents().reply(500, {});
  await expect(ask()).rejects.toMatchObject({ status: 500 });
  contents()
    .times(2)
    .reply(404, { message: `No commit found for the ref ${sha.base}` });
  contents().reply(404, { message: 'Not Found' });
  expect(await ask()).toBeUndefined();
  contents()
    .times(5)
    .reply(404, { message: `No commit found for the ref ${sha.base}` });
  await expect(ask()).rejects.toMatchObject({ status: 404 });
  contents().reply(200, { type: 'file', sha: id('large'), encoding: 'none', content: '' });
  api()
    .get(`/repos/o/r/git/blobs/${id('large')}`)
    .reply(200, { encoding: 'base64', content: Buffer.from('large').toString('base64') });
  expect(await ask()).toBe('large');
});

test("Probot's client is a client too", () => {
  const accepts = (probot: ProbotOctokit): GitHubClient => probot;
  expect(accepts).toBeTypeOf('function');
});
