// Finds out which two states of a repository are compared, from what the user asked for.
import fs from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../engine/problem.ts';
import { git, GitFailure } from './git-process.ts';

/** What the user asked for. */
export interface SpanRequest {
  cwd: string;
  base?: string;
  head?: string;
  staged?: boolean;
}

/** The two states, as git names them. */
export interface Span {
  base: string;
  head: string;
  target?: string;
  /** What stands after the change. */
  tree: 'commit' | 'index' | 'working tree';
  /** The commits of the change: those of `to` that `from` does not have. */
  commits?: { from: string; to: string };
}

const emptyTree = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};

/** The states to compare. Throws a UserError when a revision is not there or nothing is shared. */
export async function chooseSpan(options: SpanRequest): Promise<Span> {
  const { cwd, base, head } = options;
  if (options.staged === true && head !== undefined)
    throw new UserError(
      'the index and a head cannot be reviewed at once',
      '--staged',
      'Give one of --staged and --head.',
    );
  if (options.staged === true || (base === undefined && head === undefined)) {
    const here = await resolveOptional('HEAD', cwd);
    const tree = options.staged === true ? 'index' : 'working tree';
    const from = base === undefined && tree === 'working tree' ? await defaultBase(cwd) : base;
    if (from !== undefined && here !== undefined) {
      const target = await resolve(from, cwd);
      const span: Span = { base: await mergeBase(target, here, from, cwd), head: tree, target, tree };
      return { ...span, commits: { from: target, to: here } };
    }
    return { base: here ?? (await emptyTreeId(cwd)), head: tree, tree };
  }
  const from = base ?? (await defaultBase(cwd));
  if (from === undefined)
    throw new UserError('there is no branch to compare with', cwd, 'Name one with --base.');
  const [target, to] = await Promise.all([resolve(from, cwd), resolve(head ?? 'HEAD', cwd)]);
  return {
    base: await mergeBase(target, to, from, cwd),
    head: to,
    target,
    tree: 'commit',
    commits: { from: target, to },
  };
}

/** The folder at the top of the working tree, or `cwd` where there is none. Throws a UserError outside a repository. */
export async function topLevel(cwd: string): Promise<string> {
  try {
    return (await git(['rev-parse', '--show-toplevel'], { cwd })).toString('utf8').replace(/\n$/, '');
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    // A bare repository, or the inside of .git: there are commits to review, but no files.
    if (/must be run in a work tree/.test(error.message)) return cwd;
    if (/dubious ownership/.test(error.message))
      throw new UserError(
        'git does not trust this repository, because someone else owns it',
        cwd,
        `If you trust it: git config --global --add safe.directory ${cwd}`,
      );
    if (/not a git repository/.test(error.message))
      throw new UserError(
        'this is no git repository',
        cwd,
        'Run langguard in a repository, or use `langguard scan <path>` to review files as they are.',
      );
    throw new UserError(
      `git cannot read this repository: ${error.message}`,
      cwd,
      'Mend what git says, then run langguard again.',
    );
  }
}

/** The commit that a revision names. Throws a UserError when there is none. */
export async function resolve(revision: string, cwd: string): Promise<string> {
  const id = await resolveOptional(revision, cwd);
  if (id !== undefined) return id;
  throw new UserError(
    `there is no commit ${JSON.stringify(revision)}`,
    cwd,
    'Check the name with `git branch --all`; in a workflow, fetch it first (actions/checkout with fetch-depth: 0).',
  );
}

async function resolveOptional(revision: string, cwd: string): Promise<string | undefined> {
  try {
    const out = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], {
      cwd,
    });
    return out.toString('utf8').trim();
  } catch (error) {
    if (error instanceof GitFailure) return undefined;
    throw error;
  }
}

async function emptyTreeId(cwd: string): Promise<string> {
  const format = (await git(['rev-parse', '--show-object-format'], { cwd })).toString('utf8').trim();
  return format === 'sha256' ? emptyTree.sha256 : emptyTree.sha1;
}

/** The default branch of the remote that changes go to, else where the current branch is tracked. */
async function defaultBase(cwd: string): Promise<string | undefined> {
  const remotes = ['upstream', 'origin'];
  const names = ['HEAD', 'main', 'master'].flatMap((name) =>
    remotes.map((remote) => `refs/remotes/${remote}/${name}`),
  );
  names.sort((a, b) => Number(b.endsWith('/HEAD')) - Number(a.endsWith('/HEAD')));
  for (const name of [...names, '@{upstream}']) {
    if ((await resolveOptional(name, cwd)) !== undefined) return name;
  }
  return undefined;
}

async function mergeBase(target: string, head: string, name: string, cwd: string): Promise<string> {
  try {
    return (await git(['merge-base', target, head], { cwd })).toString('utf8').trim();
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    const isShallow = (await shallowCommits(cwd)).size > 0;
    throw new UserError(
      isShallow
        ? `the clone is shallow and lacks the commit that the change shares with ${name}`
        : `the change and ${name} share no commit`,
      cwd,
      isShallow
        ? 'Run `git fetch --unshallow` (actions/checkout: fetch-depth: 0).'
        : 'Name another branch with --base.',
    );
  }
}

/** The commits at which a shallow clone ends. */
export async function shallowCommits(cwd: string): Promise<Set<string>> {
  const name = (await git(['rev-parse', '--git-path', 'shallow'], { cwd }))
    .toString('utf8')
    .replace(/\n$/, '');
  const text = await fs.readFile(path.resolve(cwd, name), 'utf8').catch(() => '');
  return new Set(text.split('\n').filter((line) => line !== ''));
}
