// Carries out one command of one person and says what came of it; the check is asked for again where that matters.
import { severities } from '../../engine/finding.ts';
import { advisedWords, type AdvisedWaiver, coversFound, exactly } from '../../engine/policy/advised.ts';
import { isApproved } from '../../engine/policy/approvals.ts';
import { addDays, findingId } from '../../engine/policy/waivers.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import type { IncidentHelp, JudgedFinding, Review } from '../../engine/review.ts';
import { helpLines } from '../../reporters/incident.ts';
import { inlineCode, prose } from '../../reporters/neutralise.ts';
import { findingFacts, setAside } from '../../reporters/wording.ts';
import { addApproval } from '../../store/approvals.ts';
import type { Store } from '../../store/open.ts';
import type { PullKey } from '../../store/reviews.ts';
import { addWaiver, approveWaiver, revokeWaivers, type StoredWaiver } from '../../store/waivers.ts';
import { simulate } from './simulate.ts';
import { type AskIn, isAtLeastRole, isInvolved, isOneOf, roleOf } from '../people.ts';
import type { Command } from './parse.ts';

/** Who asks, about what. */
export interface Asked {
  store: Store;
  ask: AskIn;
  pull: PullKey;
  headSha: string;
  author: string;
  /** Who gave the command. */
  login: string;
  /** The last completed review of the head. */
  review: Review | undefined;
  /** Such as `2026-11-20`. */
  today: string;
  source: 'command' | 'button';
  /** The policy of the branch that the change goes to; undefined where nobody can read it. */
  policy(): Promise<Policy | undefined>;
  /** Looks for where else a finding stands. */
  help(finding: JudgedFinding): Promise<IncidentHelp>;
  /** Names the request, so that it is carried out once. */
  request: string;
}

/** What came of a command; `text` is Markdown with nothing in it that the change chose unescaped. */
export interface Outcome {
  result: 'done' | 'refused' | 'ignored';
  text: string;
  /** Whether the review must be made again. */
  again: boolean;
}

const noReview = 'There is no finished review of this head yet; the check says when it is done.';

/** Carries a command out. Outsiders are ignored without a word. */
export async function carryOut(command: Command, asked: Asked): Promise<Outcome> {
  const role = await roleOf(asked.ask, asked.login);
  const isAuthor = asked.login.toLowerCase() === asked.author.toLowerCase();
  if (role === 'none' && !isAuthor) return { result: 'ignored', text: '', again: false };
  switch (command.verb) {
    case 'help':
      return done(help, false);
    case 'wrong':
      return refused(`That command was not understood: ${command.problem}.`);
    case 'recheck':
      return done('The head is being reviewed again.', true);
    case 'explain':
      return await explain(command.id, role, asked);
    case 'elsewhere':
      return await elsewhere(command.id, role, asked);
    case 'simulate':
      return await simulate(command.under, role, asked);
    case 'waive':
    case 'false-positive':
      return await waive(command, role, asked);
    case 'unwaive':
      return await unwaive(command.id, role, asked);
    case 'approve':
      return command.name?.startsWith('w-')
        ? await letPass(command.name, role, asked)
        : await approve(command.name, asked);
  }
}

type Role = Awaited<ReturnType<typeof roleOf>>;

async function explain(id: string, role: Role, asked: Asked): Promise<Outcome> {
  const { review } = asked;
  if (!review) return refused(noReview);
  const finding = findFinding(review, id);
  if (typeof finding === 'string') return refused(finding);
  const { fix, secretDigest } = finding;
  const aside = setAside(finding);
  // Of a secret the first question is where it went.
  const help = secretDigest === undefined ? [] : helpLines(finding, await helpWith(finding, role, asked));
  return done(
    [
      `**${finding.severity}: ${prose(finding.title)}** at ${inlineCode(`${finding.path}:${finding.start.line}`)}`,
      prose(finding.message),
      `**Why:** ${prose(finding.why, finding.references)}`,
      `**Instead:** ${prose(finding.remedy, finding.references)}`,
      ...(fix === undefined
        ? []
        : [`A rewrite is known for line ${fix.start.line}; the annotation shows it.`]),
      ...(aside === undefined ? [] : [`It does not count: ${prose(aside)}.`]),
      ...(help.length === 0 ? [] : [help.map((line) => `- ${line}`).join('\n')]),
      ...finding.references.slice(0, 5).map((reference) => `- <${reference}>`),
      prose(findingFacts(finding)),
    ].join('\n\n'),
    false,
  );
}

async function elsewhere(id: string, role: Role, asked: Asked): Promise<Outcome> {
  const { review } = asked;
  if (!review) return refused(noReview);
  const finding = findFinding(review, id);
  if (typeof finding === 'string') return refused(finding);
  if (role === 'none') return refused('Only somebody with a role in this repository has it searched.');
  if ((review.policy.incidentHelp ?? 'off') === 'off')
    return refused('The policy of this repository has the search switched off (`incident_help: off`).');
  const help = await asked.help(finding);
  if (help.elsewhere.length === 0)
    return refused(
      `${inlineCode(finding.rule)} is about what a change brings; no search through files finds it.`,
    );
  return done(
    [
      `**${finding.severity}: ${prose(finding.title)}** at ${inlineCode(`${finding.path}:${finding.start.line}`)}`,
      helpLines(finding, help)
        .map((line) => `- ${line}`)
        .join('\n'),
    ].join('\n\n'),
    false,
  );
}

/** What was found out with the review, or is found out now by whoever may have it searched. */
async function helpWith(
  finding: JudgedFinding,
  role: Role,
  { review, help }: Asked,
): Promise<IncidentHelp | undefined> {
  const known = review?.incidentHelp?.find(({ fingerprint }) => fingerprint === finding.fingerprint);
  if (known && known.elsewhere.length > 0) return known;
  if (role === 'none' || (review?.policy.incidentHelp ?? 'off') === 'off') return known;
  return await help(finding);
}

async function waive(
  command: Extract<Command, { verb: 'waive' | 'false-positive' }>,
  role: Role,
  asked: Asked,
): Promise<Outcome> {
  const { review, today, login } = asked;
  if (!review) return refused(noReview);
  const finding = findFinding(review, command.id);
  if (typeof finding === 'string') return refused(finding);
  const { waivers: rules } = review.policy;
  if (rules.never.includes(finding.rule))
    return refused(`The policy lets nobody waive ${inlineCode(finding.rule)}; it has to be mended.`);
  const longest = addDays(today, rules.maxDays);
  const until = command.until ?? longest;
  if (until < today) return refused(`${until} is over; the last day allowed is ${longest}.`);
  if (until > longest)
    return refused(`The policy allows ${rules.maxDays} days, so \`until ${longest}\` is the latest day.`);
  const advised = advisedBy(finding, command.versions);
  if (typeof advised === 'string') return refused(advised);
  const mayPass = isAtLeastRole(role, rules.by) && !isInvolved(login, asked.author, review.prompter);
  const kept = await addWaiver(
    asked.store.db,
    {
      ...asked.pull,
      rule: finding.rule,
      fingerprint: finding.fingerprint,
      reason: command.reason,
      owner: login,
      approver: mayPass ? login : null,
      until,
      source: asked.source,
      isFalsePositive: command.verb === 'false-positive',
      ...(advised && { advised }),
    },
    asked.request,
  );
  if (!mayPass)
    return done(
      `Asked for: waiver \`${kept.id}\` of ${inlineCode(finding.rule)}${acceptsOf(kept)} until ${until}. Somebody with the role **${rules.by}** ` +
        `who is neither the author nor asked a tool for this change lets it pass with \`/langguard approve ${kept.id}\`.`,
      false,
    );
  return done(`${waived(kept)} \`/langguard unwaive ${kept.id}\` takes it back.`, true);
}

/** What a waiver of a dependency names: in every manifest, and for no other version than it says. */
function advisedBy(
  { advised = [] }: JudgedFinding,
  versions: string | undefined,
): AdvisedWaiver[] | string | undefined {
  if (advised.length === 0)
    return versions === undefined ? undefined : '`versions` goes with findings about advisories only.';
  if (versions === undefined) return exactly(advised);
  const [first, ...others] = advised;
  if (!first || others.length > 0)
    return '`versions` is for one package, and this finding is about several: leave it out to accept each in its version.';
  return coversFound(versions, first)
    ? exactly(advised, versions)
    : `${inlineCode(versions)} is no range that covers ${inlineCode(`${first.package} ${first.version}`)}.`;
}

function acceptsOf({ advised }: StoredWaiver): string {
  return advised ? ` (${inlineCode(advisedWords(advised))})` : '';
}

function waived(waiver: StoredWaiver): string {
  const what = waiver.isFalsePositive ? 'Noted as a false alarm and waived' : 'Waived';
  return `${what} until ${waiver.until}: ${inlineCode(waiver.rule)} \`${findingId(waiver.fingerprint)}\`${acceptsOf(waiver)}, waiver \`${waiver.id}\`.`;
}

async function letPass(id: string, role: Role, asked: Asked): Promise<Outcome> {
  const { review, login, author, pull, store } = asked;
  if (!review) return refused(noReview);
  const { waivers: rules } = review.policy;
  if (!isAtLeastRole(role, rules.by)) return refused(`Only the role **${rules.by}** lets a waiver pass.`);
  if (isInvolved(login, author, review.prompter))
    return refused('The author, and whoever asked a tool for the change, cannot let a waiver of it pass.');
  const kept = await approveWaiver(store.db, pull, id, login);
  return kept
    ? done(waived(kept), true)
    : refused(`No waiver \`${id}\` waits for approval in this repository.`);
}

async function unwaive(id: string, role: Role, asked: Asked): Promise<Outcome> {
  const { review, login, pull, store } = asked;
  const wanted = review?.policy.waivers.by ?? 'maintain';
  if (!isAtLeastRole(role, wanted)) return refused(`Only the role **${wanted}** takes a waiver back.`);
  const finding = id.startsWith('w-') || !review ? undefined : findFinding(review, id);
  if (typeof finding === 'string') return refused(finding);
  const gone = await revokeWaivers(
    store.db,
    pull,
    finding ? { fingerprint: finding.fingerprint } : { id },
    login,
  );
  // One that names advisories may have been asked for at another finding.
  const { disposition } = finding ?? {};
  if (disposition?.state === 'waived' && 'waiver' in disposition)
    gone.push(...(await revokeWaivers(store.db, pull, { id: disposition.waiver }, login)));
  return gone.length > 0
    ? done(`Taken back: ${gone.map((waiver) => `\`${waiver.id}\``).join(', ')}.`, true)
    : refused(
        `No waiver in force is called \`${id}\`. Those of the policy file and of comments in the code are taken back there.`,
      );
}

async function approve(name: string | undefined, asked: Asked): Promise<Outcome> {
  const { review, login, author, ask, store, pull, headSha } = asked;
  if (!review) return refused(noReview);
  const all = review.approvals?.needs ?? [];
  const wanted = all.filter((need) => name === undefined || need.name === name);
  if (wanted.length === 0)
    return refused(
      all.length === 0
        ? 'Nothing here waits for approval.'
        : `Nothing called \`${name}\` waits here; these do: ${all.map((need) => `\`${need.name}\``).join(', ')}.`,
    );
  if (isInvolved(login, author, review.prompter))
    return refused('The author, and whoever asked a tool for the change, cannot approve it.');
  const given: string[] = [];
  for (const need of wanted) {
    if (!(await isOneOf(ask, login, need.by))) continue;
    await addApproval(store.db, {
      ...pull,
      name: need.name,
      matter: need.matter,
      headSha,
      login,
      how: 'command',
    });
    given.push(need.name);
  }
  if (given.length === 0) {
    const who = [...new Set(wanted.filter((need) => !isApproved(need)).flatMap(({ by }) => by))];
    return refused(`Policy asks others: ${who.map(inlineCode).join(', ') || 'it is approved already'}.`);
  }
  return done(
    `Approved on \`${headSha.slice(0, 7)}\`: ${given.map((each) => `\`${each}\``).join(', ')}. A push that touches it asks again.`,
    true,
  );
}

/** The finding that an id names, worst first, or what to say instead. */
function findFinding(review: Review, id: string): JudgedFinding | string {
  const found = review.findings.filter((finding) => finding.fingerprint.startsWith(id));
  const names = new Set(found.map(({ fingerprint }) => fingerprint));
  if (names.size > 1)
    return `More than one finding begins with \`${id}\`; use all ${findingId('0'.repeat(64)).length} digits.`;
  const [first] = found.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return first ?? `There is no finding \`${id}\` on this head; the check shows the id of each.`;
}

function done(text: string, again: boolean): Outcome {
  return { result: 'done', text, again };
}

function refused(text: string): Outcome {
  return { result: 'refused', text, again: false };
}

const help = `One command a line, at the start of the line:

- \`/langguard recheck\` – review this head again
- \`/langguard explain <id>\` – what a finding means and what to do
- \`/langguard elsewhere <id>\` – where else in the repository the same stands
- \`/langguard waive <id> reason <why> until <day>\` – accept a finding for a time
- \`/langguard waive <id> versions <range> reason <why>\` – an advisory of a dependency, for these versions
- \`/langguard false-positive <id> <why>\` – the same, and note the rule was wrong
- \`/langguard unwaive <id>\` – take a waiver back
- \`/langguard simulate [enforce|baseline|standard|strict]\` – what the last reviews here would have said
- \`/langguard approve [<name>]\` – approve what waits for you, or a waiver that was asked for

The id stands at the end of each annotation. An edited comment is not read: write a new one.`;
