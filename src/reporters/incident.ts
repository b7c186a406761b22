// Renders what helps after a bad finding: how a secret is revoked, where it went, and where else a pattern stands.
import type { Elsewhere, IncidentHelp, JudgedFinding, Review } from '../engine/review.ts';
import { findingId } from '../engine/policy/waivers.ts';
import { inlineCode, prose } from './neutralise.ts';
import { count, reported } from './wording.ts';

/** Findings of which the check tells this much. */
const maxShown = 10;

/** What the check says of it; empty where there is nothing to help with. */
export function incidentSection(review: Review): string[] {
  const help = new Map((review.incidentHelp ?? []).map((each) => [each.fingerprint, each]));
  const shown = reported(review).flatMap((finding) => {
    const found = help.get(finding.fingerprint);
    return found ? [{ finding, found }] : [];
  });
  if (shown.length === 0) return [];
  return [
    '',
    '#### What to do beyond this change',
    '',
    ...shown.slice(0, maxShown).flatMap(({ finding, found }) => {
      const [first = '', ...rest] = helpLines(finding, found);
      const id = `id \`${findingId(finding.fingerprint)}\``;
      return [`- **${prose(finding.title)}**, ${id}: ${first}`, ...rest.map((line) => `  ${line}`)];
    }),
    ...(shown.length > maxShown ? [`- … and ${count(shown.length - maxShown, 'more finding')}`] : []),
  ];
}

/** The same for one finding, a sentence a line. */
export function helpLines(finding: JudgedFinding, help: IncidentHelp | undefined): string[] {
  const isSecret = finding.secretDigest !== undefined;
  return [
    ...(isSecret ? revokeLines(finding) : []),
    ...(help?.pulls === undefined ? [] : [pullLine(help.pulls)]),
    ...(help?.commits === undefined ? [] : [commitLine(help.commits)]),
    ...(help?.elsewhere ?? []).map((each) => elsewhereLine(each, isSecret)),
  ];
}

function revokeLines({ references }: JudgedFinding): string[] {
  const [revoke] = references;
  return [
    `Revoke or rotate it first${revoke === undefined ? '' : `: <${revoke}>`}. ` +
      'Taking the line away is not enough: the commit that held it can be read by its id, after a force-push as well. ' +
      'Then look into the log of the provider for uses that are not yours.',
  ];
}

function pullLine(pulls: readonly number[]): string {
  return pulls.length === 0
    ? 'No other pull request of this repository that LangGuard remembers held it.'
    : `The same secret was also in ${pulls.map((number) => `#${number}`).join(', ')}.`;
}

function commitLine({ holding, read, of }: NonNullable<IncidentHelp['commits']>): string {
  const looked = read < of ? `the last ${read} of ${of} commits` : count(read, 'commit');
  return holding.length === 0
    ? `None of ${looked} of this pull request holds it in this file.`
    : `In this file ${count(holding.length, 'commit')} of this pull request ${holding.length === 1 ? 'holds' : 'hold'} it (looked at ${looked}): ${holding.map((sha) => `\`${sha.slice(0, 7)}\``).join(', ')}.`;
}

function elsewhereLine({ branch, commit, places, more, files, left }: Elsewhere, isSecret: boolean): string {
  const where = `${inlineCode(branch)} at \`${commit.slice(0, 7)}\``;
  const what = isSecret ? 'The same secret' : 'The same pattern';
  const looked = `${count(files, 'file')} read`;
  const found =
    places.length === 0
      ? `${what} was not found in ${where}, ${looked}.`
      : `${what} stands in ${where}, ${looked}: ${places.map(({ path, line }) => inlineCode(`${path}:${line}`)).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
  const missed = left.map(
    ({ files: number, reason }) => `${number > 0 ? `${count(number, 'file')} ` : ''}${prose(reason)}`,
  );
  return missed.length === 0 ? found : `${found} Not looked at: ${missed.join('; ')}.`;
}
