// Tells commits that look like those of a tool by the organisation's own signs and bear no mark, and what keeps marks away.
import { addedLines, type Change, type Commit, wholeFile } from '../../change.ts';
import type { Detection, DetectorInput } from '../../detector.ts';
import type { AiPolicy } from '../../policy/ai-policy.ts';
import type { OriginRange } from '../../provenance/attribute.ts';
import { isMerge, isQuotingBot } from '../../provenance/change-marks.ts';
import { agentSurfaces } from '../agent-surfaces/index.ts';
import { type Breach, count, listed, quote } from './breach.ts';
import { isListed } from './patterns.ts';
import { linesOf } from './use.ts';

type Disclosure = NonNullable<AiPolicy['disclosure']>;

const suppressed = 'attribution-suppressed';

/** At most one breach: the commits that look like a tool's and of whose lines no mark says which tool it was. */
export function* undisclosed(
  { commits, pullRequest }: Change,
  ranges: readonly OriginRange[],
  signs: Disclosure,
): Generator<Breach> {
  const unmarked = ranges.filter(({ origin: { grade } }) => grade === 'unknown' || grade === 'hinted');
  const branch = signOfBranch(pullRequest, signs);
  const found = commits.flatMap((commit) => {
    const sign =
      isMerge(commit) || isQuotingBot(commit.author) ? undefined : (signOf(commit, signs) ?? branch);
    // Without a mapping of lines to commits any unmarked line may be this one's.
    const lines = unmarked.filter((range) => range.commit === undefined || range.commit === commit.sha);
    return sign === undefined || lines.length === 0 ? [] : [{ commit, sign, lines }];
  });
  const [first] = found;
  const place = first?.lines[0];
  if (!first || !place) return;
  const lines = new Set(found.flatMap((one) => one.lines));
  const shas = found.map(({ commit }) => quote(commit.sha.slice(0, 7)));
  const one = found.length === 1;
  yield {
    rule: 'undisclosed-ai-change',
    path: place.path,
    line: place.start,
    message: `${one ? 'Commit' : 'Commits'} ${listed(shas)} ${one ? 'looks' : 'look'} like a tool's by the ${listed([...new Set(found.map(({ sign }) => sign))])}, but no mark says which tool wrote ${one ? 'its' : 'their'} ${count(linesOf([...lines]), 'line')}.`,
    remedy: `Say which tool and model it was in a trailer of ${one ? 'the commit' : 'each commit'}, such as ${one ? '`git commit --amend --no-edit --trailer "Assisted-by: <tool>:<model>"`' : '`Assisted-by: <tool>:<model>`'}; if a person wrote the lines, commit them under that person's name.`,
  };
}

function signOf({ author, committer }: Commit, signs: Disclosure): string | undefined {
  for (const [who, role] of [
    [author, 'author'],
    [committer, 'committer'],
  ] as const) {
    const named = [who.login, who.name].find((each) => each !== undefined && isListed(signs.authors, each));
    if (named !== undefined) return `${role} ${quote(named)}`;
    if (isListed(signs.emails, who.email)) return `address of the ${role}`;
  }
  return undefined;
}

function signOfBranch(pullRequest: Change['pullRequest'], signs: Disclosure): string | undefined {
  if (!pullRequest || isQuotingBot(pullRequest.author)) return undefined;
  if (isListed(signs.branches, pullRequest.headRef)) return `branch ${quote(pullRequest.headRef)}`;
  const { login, name } = pullRequest.author;
  const named = [login, name].find((each) => each !== undefined && isListed(signs.authors, each));
  return named === undefined ? undefined : `author of the pull request, ${quote(named)}`;
}

/** Settings and hooks that keep marks away: those that the change touches weigh more, the others explain what is not known. */
export function* suppressions(input: DetectorInput, unknownLines: number): Generator<Detection> {
  const { files, surroundings } = input.change;
  for (const file of files) {
    if (file.status === 'removed' || file.class !== 'text') continue;
    for (const finding of suppressedBy(file.path, file.body, input))
      if (addedLines(file).length > 0)
        yield {
          finding: {
            ...finding,
            severity: 'medium',
            message: `${finding.message} Policy requires that a change says which tool wrote it.`,
          },
        };
  }
  if (unknownLines === 0) return;
  for (const { path, text } of surroundings?.agents?.texts ?? []) {
    const [found] = suppressedBy(path, text, input);
    if (found)
      yield {
        notChecked: {
          path,
          check: `who wrote ${count(unknownLines, 'line')}`,
          reason: `this file keeps marks of tools away: ${found.message}`,
          isOrigin: true,
        },
      };
  }
}

function suppressedBy(path: string, body: string | undefined, input: DetectorInput) {
  if (body === undefined) return [];
  return [...(agentSurfaces.detectFile?.(wholeFile(path, body), input) ?? [])].flatMap((detection) =>
    'finding' in detection && detection.finding.rule === suppressed ? [detection.finding] : [],
  );
}
