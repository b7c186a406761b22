// Finds out which commit of a range last wrote each added line, from the diffs of each commit against its parents.
import { addedLines, type ChangedFile, type Unread } from '../engine/change.ts';
import { mapLines, placesOf, spansOf, type Step } from '../engine/provenance/lines.ts';
import { diffReader, type DiffSection } from './diff.ts';
import { diffOptions } from './git-files.ts';
import { git, GitFailure, lineSplitter } from './git-process.ts';
import { shallowCommits, type Span } from './git-span.ts';

/** Limits that a branch of usual size never meets. */
export const gitBlameLimits = { maxCommits: 2000, maxBytes: 200_000_000 };

/** More names than this are not put on a command line. */
const maxPathspecs = 1000;

type FileSteps = Map<string, Step>;

/** Adds `blame` to the files. What cannot be mapped goes on record and has none. */
export async function addBlame(
  files: readonly ChangedFile[],
  span: Span,
  cwd: string,
  given: {
    untracked: ReadonlySet<string>;
    settings: readonly (readonly [string, string])[];
    unread: Unread[];
  },
  limits = gitBlameLimits,
): Promise<void> {
  if (!span.commits) {
    for (const file of files)
      file.blame = spansOf(addedLines(file).map((line) => line.number)).map(({ start, end }) => ({
        start,
        count: end - start + 1,
        commit: span.tree,
        path: file.path,
        line: start,
      }));
    return;
  }
  const wanted = new Map(
    files.flatMap((file) => {
      const spans = spansOf(addedLines(file).map((line) => line.number));
      return spans.length === 0 ? [] : [[file.path, spans] as const];
    }),
  );
  if (wanted.size === 0) return;
  const commits = await parentsOf(span.commits, cwd, limits.maxCommits);
  const cut = await shallowCommits(cwd);
  const range = new Set(commits.map(({ sha }) => sha));
  const steps = new Map<string, FileSteps>();
  try {
    const pairs = commits.flatMap(({ sha, parents }) => parents.map((parent) => ({ sha, parent })));
    const merges = new Set(commits.filter(({ parents }) => parents.length > 1).map(({ sha }) => sha));
    const run = { cwd, maxBytes: limits.maxBytes };
    await readSteps(
      pairs.filter(({ sha }) => !merges.has(sha)),
      [],
      run,
      steps,
    );
    // A merge of the base shows all that the base got meanwhile, of which few files matter here.
    const names = new Set(files.flatMap(({ path, previousPath = path }) => [path, previousPath]));
    for (const found of steps.values())
      for (const [path, step] of found) {
        names.add(path);
        if (typeof step === 'object') names.add(step.path);
      }
    const pathspecs = names.size > maxPathspecs ? [] : [...names];
    await readSteps(
      pairs.filter(({ sha }) => merges.has(sha)),
      pathspecs,
      run,
      steps,
    );
    if (span.tree !== 'commit') {
      const args = ['diff', ...(span.tree === 'index' ? ['--cached'] : []), '--unified=0', ...diffOptions];
      const found: FileSteps = new Map([...given.untracked].map((path) => [path, 'new']));
      const settings = given.settings;
      await readSections([...args, span.commits.to, '--'], { ...run, settings }, () => found);
      steps.set(key(span.tree, span.commits.to), found);
      commits.unshift({ sha: span.tree, parents: [span.commits.to] });
    }
  } catch (error) {
    if (error !== enough && !(error instanceof GitFailure)) throw error;
    const reason =
      error === enough ? 'the diffs of its commits are too large' : 'git could not show its commits';
    given.unread.push({ what: 'origins', reason: `who wrote which line is unknown: ${reason}` });
    for (const file of files) file.blame = [];
    return;
  }
  const isRead = (sha: string) => !cut.has(sha) && (commits.length < limits.maxCommits || range.has(sha));
  const found = await mapLines(span.tree === 'commit' ? span.head : span.tree, wanted, {
    commits: commits.map(({ sha, parents }) =>
      // Where a shallow clone ends, a commit seems to have written everything.
      cut.has(sha) ? { sha, parents: ['shallow'] } : { sha, parents },
    ),
    step: async (commit, parent, path) =>
      isRead(commit) && (commits.length < limits.maxCommits || range.has(parent))
        ? (steps.get(key(commit, parent))?.get(path) ?? { path, places: [] })
        : 'unread',
  });
  let lost = 0;
  for (const file of files) {
    const of = found.get(file.path);
    if (of) file.blame = of.blame;
    lost += of?.lost ?? 0;
  }
  if (lost > 0)
    given.unread.push({ what: 'origins', reason: `the commit that wrote ${lost} added lines was not found` });
}

const enough = new Error('enough');

function key(commit: string, parent: string): string {
  return `${commit} ${parent}`;
}

async function parentsOf(
  { from, to }: { from: string; to: string },
  cwd: string,
  maxCommits: number,
): Promise<{ sha: string; parents: string[] }[]> {
  const args = ['rev-list', '--topo-order', '--parents', `--max-count=${maxCommits}`, to, `^${from}`, '--'];
  const out = (await git(args, { cwd })).toString('latin1');
  return out.split('\n').flatMap((line) => {
    const [sha = '', ...parents] = line.split(' ');
    return sha === '' ? [] : [{ sha, parents }];
  });
}

interface Reading {
  cwd: string;
  maxBytes: number;
  settings?: readonly (readonly [string, string])[];
  input?: string;
}

async function readSteps(
  pairs: readonly { sha: string; parent: string }[],
  pathspecs: readonly string[],
  run: Reading,
  steps: Map<string, FileSteps>,
): Promise<void> {
  if (pairs.length === 0) return;
  const args = ['diff-tree', '--stdin', '-r', '--root', '--always', '--pretty=format:%x00', '--patch'];
  const input = pairs.map(({ sha, parent }) => `${sha} ${parent}\n`).join('');
  let at = 0;
  await readSections([...args, '--unified=0', ...diffOptions, '--', ...pathspecs], { ...run, input }, () => {
    const pair = pairs[at++];
    if (!pair) throw enough;
    const found: FileSteps = new Map();
    steps.set(key(pair.sha, pair.parent), found);
    return found;
  });
}

/** Reads the diffs that git writes; a line with a NUL starts that of the next commit. */
async function readSections(args: readonly string[], run: Reading, next: () => FileSteps): Promise<void> {
  let steps: FileSteps | undefined;
  let bytes = 0;
  const newReader = () => diffReader((section) => void (steps && addStep(steps, section)), {});
  let reader = newReader();
  if (run.input === undefined) steps = next();
  const lines = lineSplitter((line) => {
    if (!line.startsWith('\0')) return void reader.push(line);
    reader.end();
    steps = next();
    reader = newReader();
  });
  await git(args, {
    cwd: run.cwd,
    ...(run.input !== undefined && { input: run.input }),
    ...(run.settings && { settings: run.settings }),
    onData: (chunk) => {
      bytes += chunk.length;
      if (bytes > run.maxBytes) throw enough;
      lines.push(chunk);
    },
  });
  lines.end();
  reader.end();
}

function addStep(steps: FileSteps, section: DiffSection): void {
  const path = section.newPath;
  if (section.removed || path === undefined) return;
  if (section.added) steps.set(path, 'new');
  else if (section.problem !== undefined || section.skipped || section.combined || section.binary)
    steps.set(path, 'unread');
  else steps.set(path, { path: section.oldPath ?? path, places: placesOf(section.hunks) });
}
