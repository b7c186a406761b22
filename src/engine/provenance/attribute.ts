// Says for every added line which tool wrote it and on what evidence, or that it is not known.
import { addedLines, type Change, type Commit, type Identity } from '../change.ts';
import { type Evidence, type Grade, grades, type Origin } from '../origin.ts';
import type { OriginSummary } from '../review.ts';
import { type Mark, type MarkFinder, markFinder } from './marks.ts';
import { bodyLines, messageLines } from './read-text.ts';
import type { AiTool } from './tool.ts';

/** The origins of a change's added lines. */
export interface Attribution {
  /** The origin of a line after the change; unknown for lines that the change did not add. */
  originOf(path: string, line: number): Origin;
  summary: OriginSummary[];
}

/** Bots whose texts quote other people's commit messages; they write no code by a model. */
const quotingBots = new Set(
  [
    'dependabot',
    'dependabot-preview',
    'renovate',
    'mergify',
    'release-please',
    'allcontributors',
    'pre-commit-ci',
    'snyk-bot',
    'depfu',
    'pyup-bot',
    'github-merge-queue',
    'greenkeeper',
    'imgbot',
    'crowdin-bot',
    'weblate',
  ].flatMap((login) => [login, `${login}[bot]`]),
);

/** A report names the kinds of evidence, not every commit that bears it. */
const maxEvidence = 12;

// Compiling a catalogue takes longer than most reviews need it for.
const finders = new WeakMap<readonly AiTool[], MarkFinder>();

const unknown: Origin = { grade: 'unknown', evidence: [] };

/** Attributes the added lines of a change by the marks of the known tools; what bears no mark is unknown, never human. */
export function attribute(change: Change, tools: readonly AiTool[]): Attribution {
  const finder = finders.get(tools) ?? markFinder(tools);
  finders.set(tools, finder);
  const own = change.commits.filter((commit) => !isMerge(commit));
  const commits = (own.length > 0 ? own : change.commits).map((commit) => commitMarks(commit, finder));
  const origin = weigh(
    commits,
    pullRequestMarks(change, finder),
    change.unread.some((part) => part.what === 'commits'),
  );

  const counts = change.files.map((file) => addedLines(file).length).filter((lines) => lines > 0);
  const added = new Map<string, ReadonlySet<number>>();
  const addedTo = (path: string): ReadonlySet<number> => {
    const known = added.get(path);
    if (known) return known;
    const file = change.files.find((each) => each.path === path);
    const lines = new Set(file ? addedLines(file).map((line) => line.number) : []);
    added.set(path, lines);
    return lines;
  };
  return {
    // Commits say nothing of single lines, so all added lines share what is known of the whole.
    originOf: (path, line) => (origin !== unknown && addedTo(path).has(line) ? origin : unknown),
    summary:
      counts.length === 0
        ? []
        : [{ origin, lines: counts.reduce((sum, each) => sum + each, 0), files: counts.length }],
  };
}

function isMerge({ message }: Commit): boolean {
  return /^Merge (?:branch|remote-tracking branch|pull request|tag|commit) /.test(message);
}

function isQuotingBot({ login, name, email }: Identity): boolean {
  const noreply = /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/i.exec(email)?.[1];
  return [login, name, noreply].some((each) => each !== undefined && quotingBots.has(each.toLowerCase()));
}

/** A signature vouches for the committer, so it says something of the author only when they are the same, or when it is GitHub's own. */
function isBotsOwn({ author, committer, verified }: Commit): boolean {
  const email = committer.email.toLowerCase();
  return (
    verified &&
    author.type === 'Bot' &&
    (email === author.email.toLowerCase() || email === 'noreply@github.com')
  );
}

function commitMarks(commit: Commit, finder: MarkFinder): Mark[] {
  const { author, committer, message, sha } = commit;
  const marks = [
    ...finder.inIdentity(author, 'author', isBotsOwn(commit)),
    ...finder.inIdentity(committer, 'committer'),
    ...(isQuotingBot(author) ? [] : messageLines(message).flatMap((line) => finder.inMessageLine(line))),
  ];
  return marks.map((mark) => ({ ...mark, evidence: { ...mark.evidence, commit: sha } }));
}

function pullRequestMarks({ pullRequest }: Change, finder: MarkFinder): Mark[] {
  if (!pullRequest || isQuotingBot(pullRequest.author)) return [];
  return [
    ...finder.inPullRequestAuthor(pullRequest.author),
    ...bodyLines(pullRequest.body).flatMap((line) => finder.inBodyLine(line)),
    ...finder.inBranch(pullRequest.headRef),
    ...pullRequest.labels.flatMap((label) => finder.inLabel(label)),
  ];
}

/** One origin for the whole change, from what each commit and the pull request bear. */
function weigh(commits: readonly Mark[][], ofPullRequest: readonly Mark[], isPartial: boolean): Origin {
  const all = [...ofPullRequest, ...commits.flat()];
  if (all.length === 0) return unknown;
  const marked = commits.filter((marks) => isOne(marks)).length;
  const isMixed = marked > 0 && (marked < commits.length || isPartial);
  const ofCommits = marked > 0 && !isMixed ? weakest(commits.map(strongest)) : 'unknown';
  const grade = strongestOf([
    ofCommits,
    ...ofPullRequest.map(({ evidence }) => gradeOfPullRequestMark(evidence, isMixed, commits.length)),
    ...(isMixed ? (['hinted'] as const) : []),
    ...all.map(({ evidence }) => (evidence.grade === 'assist' ? 'assist' : 'unknown')),
    ...(all.some(({ evidence }) => evidence.grade === 'hinted') ? (['hinted'] as const) : []),
  ]);
  return {
    ...nameOf(commits, all, grade),
    grade,
    evidence: oneOfEachKind(all.map((mark) => mark.evidence)),
    ...(isMixed && { commits: { marked, of: commits.length } }),
  };
}

/** What the pull request says of itself holds for every line only when no commit may be somebody else's. */
function gradeOfPullRequestMark({ grade, where }: Evidence, isMixed: boolean, commits: number): Grade {
  if (grade === 'assist') return grade;
  // A bot that opened the request with commits in its user's name still wrote them.
  const isSure = where === 'pull-request-author' ? !isMixed : commits <= 1;
  return isSure ? grade : 'hinted';
}

/** Who it was: the tool that explains most, or several that share the change. */
function nameOf(
  commits: readonly Mark[][],
  all: readonly Mark[],
  grade: Grade,
): Pick<Origin, 'tool' | 'name' | 'model'> {
  const weighty = all.filter((mark) => (grade === 'assist' ? true : mark.evidence.grade !== 'assist'));
  const isHint = grade === 'hinted' && weighty.every((mark) => mark.evidence.grade === 'hinted');
  const counted = weighty.filter((mark) => isHint || grade === 'assist' || mark.evidence.grade !== 'hinted');
  // Who says only that it was some tool adds nothing to who names one.
  const named = counted.filter((mark) => !mark.tool.names_no_tool);
  const marksOf = Map.groupBy(named.length > 0 ? named : counted, (mark) => mark.tool.id);
  const ranked = [...marksOf].sort(
    ([a, ofA], [b, ofB]) =>
      grades.indexOf(strongest(ofA)) - grades.indexOf(strongest(ofB)) ||
      commitsWith(commits, b) - commitsWith(commits, a) ||
      (a < b ? -1 : 1),
  );
  const first = ranked[0];
  if (!first) return {};
  const names = ranked.map(([, marks]) => marks[0]?.tool.name ?? '');
  const models = new Set(first[1].map((mark) => mark.model).filter((model) => model !== undefined));
  return {
    tool: first[0],
    name: names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] as string),
    ...(models.size === 1 && ranked.length === 1 && { model: [...models][0] as string }),
  };
}

function commitsWith(commits: readonly Mark[][], tool: string): number {
  return commits.filter((marks) => marks.some((mark) => mark.tool.id === tool)).length;
}

/** Whether the marks of a commit say that a tool wrote it. */
function isOne(marks: readonly Mark[]): boolean {
  return marks.some(({ evidence }) => evidence.grade !== 'assist' && evidence.grade !== 'hinted');
}

function strongest(marks: readonly Mark[]): Grade {
  return strongestOf(marks.map((mark) => mark.evidence.grade));
}

function strongestOf(all: readonly Grade[]): Grade {
  return grades[Math.min(grades.length - 1, ...all.map((grade) => grades.indexOf(grade)))] as Grade;
}

function weakest(all: readonly Grade[]): Grade {
  return grades[Math.max(0, ...all.map((grade) => grades.indexOf(grade)))] as Grade;
}

function oneOfEachKind(all: readonly Evidence[]): Evidence[] {
  const kinds = new Map<string, Evidence>();
  for (const each of all) {
    const key = JSON.stringify([each.tool, each.marker, each.where, each.grade]);
    if (!kinds.has(key)) kinds.set(key, each);
  }
  return [...kinds.values()]
    .sort((a, b) => grades.indexOf(a.grade) - grades.indexOf(b.grade))
    .slice(0, maxEvidence);
}
