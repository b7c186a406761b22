// One review: each finding with its evidence, origin, policy decision and history, and how to replay it.
import { html } from 'hono/html';
import type { Origin } from '../../../engine/origin.ts';
import type { JudgedFinding, Review } from '../../../engine/review.ts';
import { reviewStory, type ReviewStory } from '../../../store/history/reviews.ts';
import { dashboardSettings } from '../../../store/history/settings.ts';
import type { Html } from '../layout.ts';
import { badge, link, nameOf, withCode, type Ask, type Page, type Shown } from '../page.ts';
import { table } from '../table.ts';
import { count, duration, kindNames, minute, none, whole } from '../wording.ts';
import { kindOfGrade } from '../../../store/history/apply.ts';
import { stateOf } from './repository.ts';
import { decidedBy, decisionStory, policyParts, severityStory } from './review-policy.ts';
import { conversationParts, traceFacts, type PeopleSetting } from './review-traces.ts';

/** More would make a page that no browser likes; the table of the findings has them all. */
const maxDetailed = 100;

export const reviewPage: Page = {
  path: '/reviews/:id',
  section: '/repositories',
  has: [],
  async load(ask) {
    const story = await reviewStory(ask.db, ask.scope, ask.parameter);
    return story && show(ask, story, await peopleOf(ask, story));
  },
};

/** Asked only where a trace names somebody. */
async function peopleOf(ask: Ask, { counts, outcome }: ReviewStory): Promise<PeopleSetting> {
  const { installationId } = counts;
  const { administers, login } = ask.viewer;
  const isNamed = outcome?.findings.some(({ origin }) => origin.trace?.person !== undefined) ?? false;
  const settings = isNamed ? await dashboardSettings(ask.db, [installationId]) : undefined;
  const isShown = settings?.get(installationId)?.showsPeople === true;
  return { isShown, administers: administers.has(installationId), login };
}

function show(
  ask: Ask,
  { counts, outcome, pull, rounds, findings }: ReviewStory,
  people: PeopleSetting,
): Shown {
  const name = nameOf(ask, counts.repositoryId);
  const listed = outcome?.findings ?? [];
  const counted = listed.filter(
    ({ disposition }) => disposition.state === 'reported' || disposition.state === 'waived',
  );
  const others = listed.length - counted.length;
  return {
    title: `Review of ${name} #${counts.pullNumber}`,
    lead: html`Commit <code>${counts.headSha}</code>, finished ${minute(counts.at)} UTC.
      ${link(ask, `/repositories/${counts.repositoryId}`, name)}`,
    parts: [
      html`<dl class="facts">
        <dt>Conclusion</dt>
        <dd>
          <b class="${counts.conclusion === 'success' ? 'good' : 'bad'}">${counts.conclusion}</b
          >${outcome ? `: ${outcome.reason}` : ''}
        </dd>
        <dt>Pull request</dt>
        <dd>${stateOfPull(pull)}</dd>
        <dt>Looked at</dt>
        <dd>
          ${count(counts.addedLines, 'added line')};
          ${counts.gaps === 0 ? 'nothing was left out' : `${count(counts.gaps, 'place')} not looked at, listed below`}
        </dd>
        <dt>Took</dt>
        <dd>
          ${duration(counts.durationMs === null ? null : counts.durationMs / 1000) === '0 min' ? `${((counts.durationMs ?? 0) / 1000).toFixed(1)} s` : duration(counts.durationMs === null ? null : counts.durationMs / 1000)}
        </dd>
      </dl>`,
      ...(outcome ? contentOf(ask, { outcome, counted, others, findings, counts, people }) : [forgotten]),
      table({
        id: 'rounds',
        caption: 'Reviews of this pull request, oldest first',
        rows: rounds,
        columns: [
          {
            key: 'review',
            label: 'Review',
            value: (row) => row.id,
            show: (row) =>
              row.id === counts.id
                ? html`<b>this one, ${row.headSha.slice(0, 7)}</b>`
                : link(ask, `/reviews/${row.id}`, row.headSha.slice(0, 7)),
          },
          {
            key: 'at',
            label: 'When (UTC)',
            value: (row) => row.at.toISOString(),
            show: (row) => minute(row.at),
          },
          { key: 'conclusion', label: 'Conclusion', value: (row) => row.conclusion },
          { key: 'critical', label: 'critical', isNumber: true, value: (row) => row.critical },
          { key: 'high', label: 'high', isNumber: true, value: (row) => row.high },
          { key: 'medium', label: 'medium', isNumber: true, value: (row) => row.medium },
          { key: 'low', label: 'low', isNumber: true, value: (row) => row.low },
          { key: 'waived', label: 'Waived', isNumber: true, value: (row) => row.waived },
        ],
      }),
    ],
  };
}

const forgotten = html`<p>
  The text of this review was deleted when its time was over; its figures are kept.
</p>`;

function contentOf(
  ask: Ask,
  {
    outcome,
    counted,
    others,
    findings,
    counts,
    people,
  }: { outcome: Review; counted: JudgedFinding[]; others: number; people: PeopleSetting } & Pick<
    ReviewStory,
    'findings' | 'counts'
  >,
): Shown['parts'] {
  const { policy, coverage, incidents } = outcome;
  return [
    html`<h2>Findings</h2>
      ${counted.length === 0 ? html`<p>Nothing was found that counts.</p>` : ''}
      ${counted.slice(0, maxDetailed).map((finding) => detail(ask, finding, { policy, history: findings, people }))}
      ${counted.length > maxDetailed ? html`<p>${counted.length - maxDetailed} more stand in the table.</p>` : ''}`,
    table({
      id: 'findings',
      caption: `All findings${others > 0 ? `, with ${whole(others)} that policy does not count` : ''}`,
      rows: outcome.findings,
      empty: 'Nothing was found.',
      columns: [
        {
          key: 'rule',
          label: 'Rule',
          value: (row) => row.rule,
          show: (row) => html`<code>${row.rule}</code>`,
        },
        {
          key: 'severity',
          label: 'Severity',
          value: (row) => row.severity,
          show: (row) => badge(row.severity),
        },
        {
          key: 'place',
          label: 'Place',
          value: (row) => `${row.path}:${row.start.line}`,
          show: (row) => html`<code>${row.path}:${row.start.line}</code>`,
        },
        {
          key: 'disposition',
          label: 'What policy says',
          value: (row) => row.disposition.state,
        },
        {
          key: 'reason',
          label: 'Why, and where that was decided',
          isText: true,
          value: reasonOf,
          show: (row) =>
            [reasonOf(row), decidedBy(row, policy)].filter((text) => text !== null).join('; ') || none,
        },
        {
          key: 'decided_by',
          label: 'Decided by',
          isHidden: true,
          value: (row) => decidedBy(row, policy),
        },
        {
          key: 'detected_severity',
          label: 'Severity of the rule',
          isHidden: true,
          value: (row) => row.detectedSeverity,
        },
        {
          key: 'severity_story',
          label: 'How the severity came about',
          isHidden: true,
          value: (row) => severityStory(row, policy),
        },
        {
          key: 'grade',
          label: 'Origin',
          isText: true,
          value: (row) => row.origin.grade,
          show: (row) => originOf(row.origin),
        },
        { key: 'tool', label: 'Tool', isHidden: true, value: (row) => row.origin.tool ?? null },
        {
          key: 'suggestion',
          label: 'Suggestion',
          isHidden: true,
          value: (row) => row.origin.trace?.id ?? null,
        },
        { key: 'fingerprint', label: 'Fingerprint', isHidden: true, value: (row) => row.fingerprint },
      ],
    }),
    ...conversationParts(outcome.findings, people),
    ...policyParts(policy),
    table({
      id: 'origins',
      caption: 'Who or what wrote the added lines',
      rows: outcome.origins,
      empty: 'Nothing was added.',
      columns: [
        { key: 'origin', label: 'Origin', value: ({ origin }) => originOf(origin) },
        { key: 'grade', label: 'Evidence', value: ({ origin }) => origin.grade },
        { key: 'lines', label: 'Lines', isNumber: true, value: ({ lines }) => lines },
        {
          key: 'share',
          label: 'Share',
          isNumber: true,
          value: ({ lines }) => lines / Math.max(1, coverage.addedLines),
          show: ({ lines }) =>
            `${Math.round((100 * lines) / Math.max(1, coverage.addedLines))} % of ${whole(coverage.addedLines)}`,
        },
        {
          key: 'marks',
          label: 'Marks',
          isText: true,
          value: ({ origin }) =>
            origin.evidence.map(({ marker, where }) => `${marker} (${where})`).join(', ') || none,
        },
      ],
    }),
    table({
      id: 'gaps',
      caption: 'Not looked at',
      rows: [
        ...coverage.unread.map(({ path, what, reason }) => ({ path, what: String(what), reason })),
        ...coverage.notChecked.map(({ path, check, reason }) => ({ path, what: check, reason })),
        ...incidents.map(({ path, detector, message }) => ({
          path,
          what: `detector ${detector} failed`,
          reason: message,
        })),
      ],
      empty: 'Everything was looked at.',
      columns: [
        { key: 'place', label: 'Place', value: ({ path }) => path ?? 'the change as a whole' },
        { key: 'what', label: 'What', value: ({ what }) => what },
        { key: 'reason', label: 'Why', isText: true, value: ({ reason }) => reason },
      ],
    }),
    html`<h2>Replay</h2>
      <p>
        The same commits, rules and policy give the same review. In a clone of the repository, with the
        version of LangGuard whose rule set has this digest; another one refuses and says so:
      </p>
      <pre tabindex="0"><code>git fetch origin ${outcome.base} ${outcome.head}
git -c advice.detachedHead=false checkout ${outcome.head}
langguard review --base ${outcome.base} --head ${outcome.head} --rule-set ${outcome.ruleSet} --all</code></pre>
      <dl class="facts">
        <dt>Rule set</dt>
        <dd><code>${outcome.ruleSet}</code></dd>
        <dt>Base</dt>
        <dd><code>${outcome.base}</code></dd>
        <dt>Head</dt>
        <dd><code>${outcome.head}</code></dd>
      </dl>
      <p class="note">
        Answers of registries and OSV may have changed since ${minute(counts.at)}. Waivers given by comment
        are in the ledger, and what the organisation's own policy adds is in another repository: neither is in
        the clone.
      </p>`,
  ];
}

function detail(
  ask: Ask,
  finding: JudgedFinding,
  {
    policy,
    history,
    people,
  }: { policy: Review['policy']; history: ReviewStory['findings']; people: PeopleSetting },
): Html {
  const past = history.get(finding.fingerprint);
  return html`<article class="finding">
    <h3>${badge(finding.severity)} ${finding.title}</h3>
    <p>
      <code>${finding.path}:${finding.start.line}</code> · <code>${finding.rule}</code> ·
      ${finding.confidence} confidence
    </p>
    <p>${withCode(finding.message)}</p>
    ${
      finding.excerpt.lines.length === 0
        ? ''
        : html`<pre
            tabindex="0"
          ><code>${finding.excerpt.lines.map((text, at) => `${String(finding.excerpt.startLine + at).padStart(5)}  ${text}\n`)}</code></pre>`
    }
    <dl class="facts">
      <dt>Origin</dt>
      <dd>
        ${originOf(finding.origin)}${finding.origin.evidence.length > 0 ? `: ${finding.origin.evidence.map(({ marker, where }) => `${marker} (${where})`).join(', ')}` : ''}
      </dd>
      ${traceFacts(finding.origin, people)}
      <dt>Severity</dt>
      <dd>${severityStory(finding, policy)}</dd>
      <dt>Decision</dt>
      <dd>${decisionStory(finding, policy)}</dd>
      <dt>History</dt>
      <dd>
        ${past ? `first seen ${minute(past.firstSeen)} UTC, last seen ${minute(past.lastSeen)} UTC; today ${stateOf(past, ask.today)}` : 'not in the history'}
      </dd>
      <dt>What to do</dt>
      <dd>${withCode(finding.remedy)}</dd>
    </dl>
  </article>`;
}

function reasonOf({ disposition }: JudgedFinding): string | null {
  return 'reason' in disposition ? disposition.reason : null;
}

function originOf(origin: Origin): string {
  const kind = kindNames[kindOfGrade(origin.grade)];
  const tool = origin.name ?? origin.tool;
  return (
    [kind, tool, origin.model].filter((part) => part !== undefined).join(', ') +
    (tool === undefined ? '' : ` (${origin.grade})`)
  );
}

function stateOfPull(pull: ReviewStory['pull']): string {
  if (!pull) return 'not in the history';
  const rounds = count(pull.rounds, 'completed review');
  if (pull.mergedAt) return `merged ${minute(pull.mergedAt)} UTC after ${rounds}`;
  return pull.closedAt
    ? `closed ${minute(pull.closedAt)} UTC without a merge, after ${rounds}`
    : `open, ${rounds}`;
}
