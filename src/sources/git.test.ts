// Reading a repository: what is compared, what a hostile repository cannot do, and what the user is told.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addedLines, bodyBefore, type Change } from '../engine/change.ts';
import { UserError } from '../engine/problem.ts';
import { readBaseText, readGitChange } from './git.ts';

let root = '';
let cwd = '';

beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'langguard-git-')));
  cwd = path.join(root, 'repo');
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', cwd]);
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const git = (...args: string[]) =>
  execFileSync(
    'git',
    ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'protocol.file.allow=always', ...args],
    { cwd, stdio: ['ignore', 'pipe', 'ignore'] },
  )
    .toString()
    .trim();
const write = (name: string, content: string | Buffer) => {
  fs.mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
  fs.writeFileSync(path.join(cwd, name), content);
};
const commit = (message: string, files: Record<string, string | Buffer>) => {
  for (const [name, content] of Object.entries(files)) write(name, content);
  git('add', '--all');
  git('commit', '--quiet', '-m', message);
  return git('rev-parse', 'HEAD');
};
const summary = (change: Change) =>
  change.files.map((file) =>
    `${file.status} ${file.path} ${file.class}: ${addedLines(file)
      .map((line) => `${line.number} ${line.text}`)
      .join(', ')}`.trimEnd(),
  );
const complaint = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  const { message, where, remedy } = error as UserError;
  expect(where).not.toBe('');
  expect(remedy.length).toBeGreaterThan(10);
  return message;
};

describe('what is compared', () => {
  test('a range starts at the merge base and names the tip as target', async () => {
    const base = commit('Start', { a: 'x\n' });
    git('checkout', '--quiet', '-b', 'topic');
    const head = commit('Add y\n\nCo-authored-by: Tool <t@example.com>', { a: 'x\ny\n' });
    git('checkout', '--quiet', 'main');
    const tip = commit('Meanwhile', { b: 'b\n' });
    const change = await readGitChange({ cwd, base: 'main', head: 'topic' });
    expect({ base: change.base, head: change.head, target: change.target }).toEqual({
      base,
      head,
      target: tip,
    });
    expect(summary(change)).toEqual(['modified a text: 2 y']);
    const who = { name: 'Ada', email: 'ada@example.com' };
    expect(change.commits).toEqual([
      {
        sha: head,
        message: 'Add y\n\nCo-authored-by: Tool <t@example.com>',
        author: who,
        committer: who,
        verified: false,
        parents: [base],
      },
    ]);
  });

  test('the index is what would be committed', async () => {
    commit('Start', { a: 'x\n', b: 'x\n' });
    write('a', 'x\nstaged\n');
    git('add', 'a');
    write('a', 'x\nstaged\nnot staged\n');
    write('untracked', 'u\n');
    const change = await readGitChange({ cwd, staged: true });
    expect(summary(change)).toEqual(['modified a text: 2 staged']);
    expect([change.head, change.files[0]?.body, change.commits]).toEqual(['index', 'x\nstaged\n', []]);
  });

  test('the working tree has staged, unstaged and untracked files, but not ignored ones', async () => {
    commit('Start', { a: 'x\n', gone: 'x\n', '.gitignore': 'ignored\n' });
    write('a', 'x\nsta\n');
    git('add', 'a');
    write('a', 'x\nstaged\nmore');
    write('dir/new\nname', 'u\n');
    write('ignored', 'i\n');
    fs.rmSync(path.join(cwd, 'gone'));
    fs.symlinkSync('/etc/passwd', path.join(cwd, 'link'));
    const change = await readGitChange({ cwd: path.join(cwd, 'dir') });
    expect(summary(change)).toEqual([
      'modified a text: 2 staged, 3 more',
      'added dir/new\nname text: 1 u',
      'removed gone text:',
      'added link symlink: 1 /etc/passwd',
    ]);
    expect(change.files[0]?.body).toBe('x\nstaged\nmore');
    expect(change.files[0]?.noFinalNewline).toBe(true);
  });

  test('without a base it is everything beyond the default branch of the remote', async () => {
    commit('Start', { a: 'x\n' });
    git('clone', '--quiet', cwd, path.join(root, 'clone'));
    cwd = path.join(root, 'clone');
    git('checkout', '--quiet', '-b', 'topic');
    commit('Second', { b: 'committed\n' });
    write('c', 'not committed\n');
    const change = await readGitChange({ cwd });
    expect(summary(change)).toEqual(['added b text: 1 committed', 'added c text: 1 not committed']);
    expect(change.commits.map((one) => one.message)).toEqual(['Second']);
  });

  test('a binary that becomes code in the working tree is read', async () => {
    commit('Start', { 'a.out': Buffer.from([0, 1, 2, 0, 3]) });
    write('a.out', 'code\n');
    expect(summary(await readGitChange({ cwd }))).toEqual(['modified a.out text: 1 code']);
  });

  test('before the first commit everything is added', async () => {
    write('a', 'x\n');
    git('add', 'a');
    write('b', 'y\n');
    expect(summary(await readGitChange({ cwd, staged: true }))).toEqual(['added a text: 1 x']);
    expect(summary(await readGitChange({ cwd }))).toEqual(['added a text: 1 x', 'added b text: 1 y']);
  });

  test('an empty change, an empty commit and a bare repository', async () => {
    const base = commit('Start', { a: 'x\n' });
    git('commit', '--quiet', '--allow-empty', '-m', 'Empty');
    const bare = path.join(root, 'bare.git');
    git('clone', '--quiet', '--bare', cwd, bare);
    const change = await readGitChange({ cwd: bare, base, head: 'main' });
    expect([change.files, change.unread, change.commits.length]).toEqual([[], [], 1]);
    expect((await readGitChange({ cwd })).files).toEqual([]);
  });

  test('a merge conflict in the index is put on record', async () => {
    commit('Start', { a: 'x\n' });
    git('checkout', '--quiet', '-b', 'topic');
    commit('Mine', { a: 'mine\n' });
    git('checkout', '--quiet', 'main');
    commit('Theirs', { a: 'theirs\n' });
    expect(() => git('merge', 'topic')).toThrow(/Command failed/);
    expect((await readGitChange({ cwd, staged: true })).unread).toEqual([
      { path: 'a', what: 'file', reason: 'it has merge conflicts that are not resolved' },
    ]);
    // The working tree has the text with its marks, which can be read like any other.
    const change = await readGitChange({ cwd });
    expect(summary(change)[0]).toMatch(
      /^modified a text: 1 <<<<<<< HEAD, 3 =======, 4 mine, 5 >>>>>>> topic$/,
    );
    expect(change.unread).toEqual([]);
  });
});

describe('limits', () => {
  test('what is too large is listed and on record, and its lines are still read', async () => {
    const base = commit('Start', { 'a.js': 'line\n'.repeat(100), 'b.js': 'x\n' });
    commit('Grow', { 'a.js': `${'line\n'.repeat(100)}more\n`, 'b.js': 'y\n', 'c.js': 'z\n' });
    const small = await readGitChange({ cwd, base, limits: { maxFileBytes: 100 } });
    expect(summary(small)).toEqual([
      'modified a.js text: 101 more',
      'modified b.js text: 1 y',
      'added c.js text: 1 z',
    ]);
    expect(small.unread).toEqual([
      { path: 'a.js', what: 'body', reason: '505 bytes are more than the limit of 100 for one file' },
    ]);
    const few = await readGitChange({ cwd, base, limits: { maxFiles: 2 } });
    expect(few.unread).toEqual([{ what: 'files', reason: '1 of 3 files are beyond the limit of 2' }]);
    const tight = await readGitChange({ cwd, base, limits: { maxTotalBytes: 507 } });
    expect(tight.unread).toEqual([
      { path: 'c.js', what: 'body', reason: 'the limit of 507 bytes for all files is reached' },
    ]);
  });
});

describe('hostile repositories', () => {
  test('no program of the repository runs, and its attributes hide nothing', async () => {
    const mark = path.join(root, 'ran');
    const program = path.join(root, 'program');
    fs.writeFileSync(program, `#!/bin/sh\necho ran >> '${mark}'\ncat\n`, { mode: 0o755 });
    const base = commit('Start', { 'a.js': 'x\n' });
    for (const name of [
      'core.fsmonitor',
      'diff.external',
      'diff.evil.command',
      'diff.evil.textconv',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.e=vil.process',
      'core.sshCommand',
      'core.pager',
      'gpg.program',
      'core.editor',
    ])
      git('config', name, program);
    git('config', 'log.showSignature', 'true');
    fs.mkdirSync(path.join(cwd, '.git/hooks'), { recursive: true });
    for (const hook of ['post-index-change', 'fsmonitor-watchman', 'pre-commit'])
      fs.copyFileSync(program, path.join(cwd, '.git/hooks', hook));
    write(
      '.gitattributes',
      '*.js diff=evil filter=evil -diff linguist-generated\n*.py binary\nb.js filter=e=vil\n',
    );
    write('a.js', 'x\neval(y)\n');
    write('b.js', 'b\n');
    write('c.py', 'c\n');
    const change = await readGitChange({ cwd });
    expect(summary(change).slice(1)).toEqual([
      'modified a.js text: 2 eval(y)',
      'added b.js text: 1 b',
      'added c.py text: 1 c',
    ]);
    for (const name of ['filter.evil.clean', 'filter.e=vil.process', 'core.fsmonitor', 'diff.external'])
      git('config', '--unset-all', name);
    git('add', '--all');
    git('commit', '--quiet', '--no-verify', '-m', 'Hide');
    fs.rmSync(mark, { force: true });
    git('config', 'core.fsmonitor', program);
    git('config', 'diff.external', program);
    expect(summary(await readGitChange({ cwd, base })).slice(1)).toEqual([
      'modified a.js text: 2 eval(y)',
      'added b.js text: 1 b',
      'added c.py text: 1 c',
    ]);
    expect(fs.existsSync(mark)).toBe(false);
    // With a second commit the history is read too.
    write('b.js', 'b\nmore\n');
    git('commit', '--quiet', '--no-verify', '-am', 'More');
    write('b.js', 'b\n');
    git('commit', '--quiet', '--no-verify', '-am', 'Less');
    fs.rmSync(mark, { force: true });
    expect((await readGitChange({ cwd, base })).history?.map((past) => past.lines.at(-1))).toEqual([
      { number: 2, text: 'more' },
    ]);
    expect(fs.existsSync(mark)).toBe(false);
  });

  test('revisions that look like options are revisions', async () => {
    commit('Start', { a: 'x\n' });
    expect(await complaint(readGitChange({ cwd, base: '--output=evil' }))).toMatch(
      /no commit "--output=evil"/,
    );
    expect(fs.existsSync(path.join(cwd, 'evil'))).toBe(false);
  });
});

describe('what the user is told', () => {
  test('no repository, no folder, no revision, a shallow clone, strangers', async () => {
    expect(await complaint(readGitChange({ cwd: root }))).toMatch(/no git repository/);
    expect(await complaint(readGitChange({ cwd: path.join(root, 'nowhere') }))).toMatch(/cannot be started/);
    commit('Start', { a: 'x\n' });
    expect(await complaint(readGitChange({ cwd, base: 'nope' }))).toMatch(/no commit "nope"/);
    expect(await complaint(readGitChange({ cwd, staged: true, head: 'main' }))).toMatch(/at once/);
    git('checkout', '--quiet', '--orphan', 'stranger');
    commit('Another start', { b: 'x\n' });
    expect(await complaint(readGitChange({ cwd, base: 'main' }))).toMatch(/share no commit/);
    git('checkout', '--quiet', 'main');
    git('checkout', '--quiet', '-b', 'topic');
    commit('Two', { a: 'y\n' });
    git('checkout', '--quiet', 'main');
    commit('Three', { c: 'y\n' });
    const shallow = path.join(root, 'shallow');
    git('clone', '--quiet', '--depth=1', '--no-single-branch', `file://${cwd}`, shallow);
    expect(
      await complaint(readGitChange({ cwd: shallow, base: 'origin/main', head: 'origin/topic' })),
    ).toMatch(/shallow/);
  });
});

test('text at a revision', async () => {
  const base = commit('Start', { '.langguard.yml': 'version: 1\n', 'dir/:(glob)x': 'odd\n' });
  fs.symlinkSync('a', path.join(cwd, 'link'));
  commit('Change', { '.langguard.yml': 'version: 2\n' });
  expect(await readBaseText(cwd, base, '.langguard.yml')).toBe('version: 1\n');
  expect(await readBaseText(cwd, 'HEAD', 'dir/:(glob)x')).toBe('odd\n');
  expect(await readBaseText(path.join(cwd, 'dir'), 'HEAD', '.langguard.yml')).toBe('version: 2\n');
  expect(await readBaseText(cwd, 'HEAD', 'nothing')).toBeUndefined();
  expect(await complaint(readBaseText(cwd, 'HEAD', 'link'))).toMatch(/not a regular file/);
  expect(await complaint(readBaseText(cwd, 'nope', 'x'))).toMatch(/no commit/);
});

test('a submodule is listed with its commits', async () => {
  const base = commit('Start', { a: 'x\n' });
  const lines = [`160000,${'1'.repeat(40)},sub`];
  git('update-index', '--add', '--cacheinfo', lines[0] ?? '');
  git('commit', '--quiet', '-m', 'Add a submodule');
  const [file] = (await readGitChange({ cwd, base })).files;
  expect([file?.class, file?.status, file?.hunks[0]?.lines, file?.body]).toEqual([
    'submodule',
    'added',
    [{ kind: 'added', text: `Subproject commit ${'1'.repeat(40)}` }],
    undefined,
  ]);
});

test('a rename keeps both names and the text before', async () => {
  const base = commit('Start', { 'old name': 'a\nb\nc\nd\ne' });
  git('mv', 'old name', 'new\tname');
  commit('Rename', { 'new\tname': 'a\nb\nc\nd\nE\n' });
  const [file] = (await readGitChange({ cwd, base })).files;
  expect([file?.status, file?.previousPath, file?.path]).toEqual(['renamed', 'old name', 'new\tname']);
  expect(file && bodyBefore(file)).toBe('a\nb\nc\nd\ne');
});
