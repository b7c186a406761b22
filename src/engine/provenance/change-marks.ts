// The marks that the commits of a change and its pull request bear.
import type { Change, Commit, Identity } from '../change.ts';
import type { Mark, MarkFinder } from './marks.ts';
import { bodyLines, messageLines, squashedParts } from './read-text.ts';
import { isOne } from './weigh.ts';

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

/** True for a commit that only joins branches, by what git and GitHub write. */
export function isMerge({ message }: Commit): boolean {
  return /^Merge (?:branch|remote-tracking branch|pull request|tag|commit) /.test(message);
}

/** True for bots that quote commit messages of others and write no code by a model. */
export function isQuotingBot({ login, name, email }: Identity): boolean {
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

/** The marks of one commit, each with its id. */
export function commitMarks(commit: Commit, finder: MarkFinder): Mark[] {
  const { author, committer, message, sha } = commit;
  const inMessage = (text: string) => messageLines(text).flatMap((line) => finder.inMessageLine(line));
  // Of a squash whose parts are not all marked nobody knows which lines the marks speak of.
  const isSure = squashedParts(message).every((part) => isOne(inMessage(`\n${part}`)));
  const marks = [
    ...finder.inIdentity(author, 'author', isBotsOwn(commit)),
    ...finder.inIdentity(committer, 'committer'),
    ...(isQuotingBot(author) ? [] : inMessage(message).map((mark) => (isSure ? mark : asHint(mark)))),
  ];
  return marks.map((mark) => ({ ...mark, evidence: { ...mark.evidence, commit: sha } }));
}

function asHint(mark: Mark): Mark {
  const { grade } = mark.evidence;
  return grade === 'claimed' ? { ...mark, evidence: { ...mark.evidence, grade: 'hinted' } } : mark;
}

/** The marks of the pull request itself. */
export function pullRequestMarks({ pullRequest }: Change, finder: MarkFinder): Mark[] {
  if (!pullRequest || isQuotingBot(pullRequest.author)) return [];
  return [
    ...finder.inPullRequestAuthor(pullRequest.author),
    ...bodyLines(pullRequest.body).flatMap((line) => finder.inBodyLine(line)),
    ...finder.inBranch(pullRequest.headRef),
    ...pullRequest.labels.flatMap((label) => finder.inLabel(label)),
  ];
}
