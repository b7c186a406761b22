// Reads a Change from a git repository: a range of commits, the index or the working tree.
import type { Change, ChangedFile, PullRequest, Unread } from '../engine/change.ts';
import { UserError } from '../engine/problem.ts';
import { assembleFile, byPath, byUnread, defaultLimits, type FileReading, type Limits } from './assemble.ts';
import { readAttributes, type Attributes } from './attributes.ts';
import { addBlame } from './git-blame.ts';
import { readCommits } from './git-commits.ts';
import { readTrackedFiles } from './git-files.ts';
import { gitHistoryLimits, readAdditions } from './git-history.ts';
import { repositoryOfGit } from './git-repository.ts';
import { git, readBlobs, type GitOptions } from './git-process.ts';
import { readGitRecords } from './git-records.ts';
import { chooseSpan, resolve, topLevel } from './git-span.ts';
import { readUntracked, untrackedNames } from './git-untracked.ts';
import { historyOf } from './history.ts';
import { readSurroundings } from './surroundings.ts';

/** Which change of which repository to read. */
export interface GitChangeOptions {
  cwd: string;
  /** Branch, tag or commit that the change goes to; alone it means `base...HEAD`. */
  base?: string;
  head?: string;
  /** What `git commit` would commit. */
  staged?: boolean;
  /** What the pull request says of itself, when someone knows it. */
  pullRequest?: PullRequest;
  limits?: Partial<Limits>;
}

/**
 * Reads the change. Without base, head and staged it is everything that HEAD and the working tree, untracked files
 * included, have beyond the remote's default branch; without a remote, beyond HEAD. Throws a UserError when there is
 * no repository or no such revision.
 */
export async function readGitChange(options: GitChangeOptions): Promise<Change> {
  const limits = { ...defaultLimits, ...options.limits };
  const cwd = await topLevel(options.cwd);
  const span = await chooseSpan({ ...options, cwd });
  const run: GitOptions = { cwd, settings: span.tree === 'commit' ? [] : await withoutLocalFilters(cwd) };
  const unread: Unread[] = [];
  const [attributes, tracked, commits] = await Promise.all([
    readAttributesAt(span.target ?? span.base, cwd),
    readTrackedFiles(span, run, limits, unread),
    span.commits ? readCommits(span.commits, cwd, unread) : [],
  ]);

  const files: ChangedFile[] = [];
  const add = (reading: FileReading) => {
    const assembled = assembleFile(reading, attributes);
    files.push(assembled.file);
    unread.push(...assembled.unread);
  };
  for (const reading of tracked) add(reading);
  const known = files.length;
  if (span.tree === 'working tree') {
    for (const name of await untrackedNames(run)) {
      if (files.length < limits.maxFiles) add(await readUntracked(name, cwd, limits));
      else
        unread.push({
          path: name.toString('utf8'),
          what: 'file',
          reason: `beyond the limit of ${limits.maxFiles} files`,
        });
    }
  }

  const untracked = new Set(files.slice(known).map(({ path }) => path));
  await addBlame(files, span, cwd, { untracked, settings: run.settings ?? [], unread });
  const records = await readGitRecords(commits, span.commits?.to ?? span.base, cwd, unread);

  // A single commit adds what the change adds, unless the working tree has taken it away again.
  const hasPast = span.commits && commits.length > (span.tree === 'commit' ? 1 : 0);
  const history =
    span.commits && hasPast
      ? historyOf(await readAdditions(span.commits, cwd, gitHistoryLimits, unread), files)
      : [];

  const change: Change = {
    base: span.base,
    head: span.head,
    files: files.sort(byPath),
    commits,
    unread: unread.sort(byUnread),
  };
  if (span.target !== undefined) change.target = span.target;
  if (history.length > 0) change.history = history;
  const around = await readSurroundings(files, repositoryOfGit(span, run));
  if (around) change.surroundings = around;
  if (records.length > 0) change.records = records;
  if (options.pullRequest) change.pullRequest = options.pullRequest;
  return change;
}

/** A file's text at a revision; undefined when the revision has no such file. */
export async function readBaseText(cwd: string, revision: string, file: string): Promise<string | undefined> {
  const commit = await resolve(revision, cwd);
  const entry = (await git(['ls-tree', '-z', '--full-tree', commit, '--', file], { cwd }))
    .toString('utf8')
    .split('\0')[0];
  const [mode, type, id] = entry?.split(/[ \t]/) ?? [];
  if (!entry || id === undefined) return undefined;
  if (type !== 'blob' || mode === '120000')
    throw new UserError(
      `${file} is not a regular file`,
      `${file} at ${revision}`,
      'Replace it by a regular file.',
    );
  return (await git(['cat-file', 'blob', id], { cwd })).toString('utf8');
}

/** The regular files right in a folder at a revision, sorted by path; those above `maxBytes` without their text. */
export async function readBaseFolder(
  cwd: string,
  revision: string,
  folder: string,
  maxBytes: number,
): Promise<{ path: string; text?: string }[]> {
  const commit = await resolve(revision, cwd);
  const out = await git(['ls-tree', '-z', '-l', '--full-tree', commit, '--', `${folder}/`], { cwd });
  const entries = out
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, id = '', size = '', path = ''] = /^100\d{3} blob ([\da-f]+) +(\d+)\t(.*)$/s.exec(line) ?? [];
      return path === '' ? [] : [{ path, id, size: Number(size) }];
    });
  const texts = new Map<string, string>();
  const wanted = entries.filter(({ size }) => size <= maxBytes).map(({ id }) => id);
  await readBlobs(
    [...new Set(wanted)],
    { cwd },
    (id, content) => void texts.set(id, content.toString('utf8')),
  );
  return entries.sort(byPath).map(({ path, id }) => {
    const text = texts.get(id);
    return text === undefined ? { path } : { path, text };
  });
}

/** Settings that switch off filter programs which the repository's own configuration names. */
async function withoutLocalFilters(cwd: string): Promise<[string, string][]> {
  const out = await git(
    ['config', '--includes', '--show-scope', '-z', '--name-only', '--get-regexp', '^filter\\.'],
    { cwd },
  ).catch(() => Buffer.alloc(0));
  const settings: [string, string][] = [];
  const parts = out.toString('utf8').split('\0');
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [scope, name = ''] = [parts[at], parts[at + 1]];
    const driver = /^(filter\..*)\.(?:clean|process|smudge)$/s.exec(name)?.[1];
    if (driver !== undefined && (scope === 'local' || scope === 'worktree'))
      settings.push([`${driver}.clean`, ''], [`${driver}.process`, ''], [`${driver}.required`, 'false']);
  }
  return settings;
}

async function readAttributesAt(commit: string, cwd: string): Promise<Attributes> {
  const out = (await git(['ls-tree', '-r', '-z', '--full-tree', commit], { cwd })).toString('utf8');
  const ids = new Map<string, string[]>();
  for (const entry of out.split('\0')) {
    const found = /^100\d{3} blob ([\da-f]+)\t((?:.*\/)?)\.gitattributes$/s.exec(entry);
    if (found)
      ids.set(found[1] ?? '', [...(ids.get(found[1] ?? '') ?? []), (found[2] ?? '').replace(/\/$/, '')]);
  }
  const texts = new Map<string, string>();
  await readBlobs([...ids.keys()], { cwd }, (id, content) => {
    for (const directory of ids.get(id) ?? []) texts.set(directory, content.toString('utf8'));
  });
  return readAttributes(texts);
}
