// One review: each finding with its evidence, origin, policy decision and history, and how to replay it.
import { html } from 'hono/html';
import type { Origin } from '../../../engine/origin.ts';
import type { JudgedFinding, Review } from '../../../engine/review.ts';
import { reviewStory, type ReviewStory } from '../../../store/history/reviews.ts';
import type { Html } from '../layout.ts';
import { badge, link, nameOf, withCode, type Ask, type Page, type Shown } from '../page.ts';
import { table } from '../table.ts';
import { count, duration, kindNames, minute, none, whole } from '../wording.ts';
import { kindOfGrade } from '../../../store/history/apply.ts';
import { stateOf } from './repository.ts';

/** More would make a page that no browser likes; the table of the findings has them all. */
const maxDetailed = 100;

export const reviewPage: Page = {
  path: '/reviews/:id',
  section: '/repositories',
  has: [],
  async load(ask) {
    const story = await reviewStory(ask.db, ask.scope, ask.parameter);
    return story && show(ask, story);
  },
};

function show(ask: Ask, { counts, outcome, pull, rounds, findings }: ReviewStory): Shown {
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
      ...(outcome ? contentOf(ask, { outcome, counted, others, findings, counts }) : [forgotten]),
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
  }: { outcome: Review; counted: JudgedFinding[]; others: number } & Pick<ReviewStory, 'findings' | 'counts'>,
): Shown['parts'] {
  const { policy, coverage, incidents } = outcome;
  return [
    html`<h2>Findings</h2>
      ${counted.length === 0 ? html`<p>Nothing was found that counts.</p>` : ''}
      ${counted.slice(0, maxDetailed).map((finding) => detail(ask, finding, policy, findings))}
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
          isText: true,
          value: (row) => row.disposition.state,
        },
        {
          key: 'reason',
          label: 'Reason',
          isText: true,
          value: (row) => ('reason' in row.disposition ? row.disposition.reason : null),
        },
        {
          key: 'grade',
          label: 'Origin',
          value: (row) => row.origin.grade,
          show: (row) => originOf(row.origin),
        },
        { key: 'tool', label: 'Tool', isHidden: true, value: (row) => row.origin.tool ?? null },
        { key: 'fingerprint', label: 'Fingerprint', isHidden: true, value: (row) => row.fingerprint },
      ],
    }),
    table({
      id: 'policy',
      caption: 'Policy in force, and where each value came from',
      rows: policyRows(policy),
      columns: [
        {
          key: 'setting',
          label: 'Setting',
          value: ([name]) => name,
          show: ([name]) => html`<code>${name}</code>`,
        },
        { key: 'value', label: 'Value', value: ([, value]) => value },
        { key: 'from', label: 'From', value: ([, , from]) => from },
      ],
    }),
    html`<p class="note">
      A review keeps one source for its whole policy: what that file does not name has its default.
    </p>`,
    ...(policy.problems.length > 0
      ? [
          html`<h3>Problems of the policy file</h3>
            <ul>
              ${policy.problems.map(({ path, line, message }) => html`<li><code>${path}:${line}</code> ${message}</li>`)}
            </ul>`,
        ]
      : []),
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
        version of LangGuard whose rule set has this digest:
      </p>
      <pre tabindex="0"><code>git fetch origin ${outcome.base} ${outcome.head}
git -c advice.detachedHead=false checkout ${outcome.head}
langguard review --base ${outcome.base} --head ${outcome.head} --all</code></pre>
      <dl class="facts">
        <dt>Rule set</dt>
        <dd><code>${outcome.ruleSet}</code></dd>
        <dt>Base</dt>
        <dd><code>${outcome.base}</code></dd>
        <dt>Head</dt>
        <dd><code>${outcome.head}</code></dd>
      </dl>
      <p class="note">
        Answers of registries and OSV may have changed since ${minute(counts.at)}; waivers given by comment
        are in the ledger, not in the clone.
      </p>`,
  ];
}

function detail(
  ask: Ask,
  finding: JudgedFinding,
  policy: Review['policy'],
  history: ReviewStory['findings'],
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
      <dt>Severity</dt>
      <dd>
        ${finding.severity === finding.detectedSeverity ? `${finding.severity}, as the rule says` : `${finding.severity}; the rule says ${finding.detectedSeverity}, changed by the policy from ${policy.source}`}
      </dd>
      <dt>Decision</dt>
      <dd>${decisionOf(finding, policy)}</dd>
      <dt>History</dt>
      <dd>
        ${past ? `first seen ${minute(past.firstSeen)} UTC, last seen ${minute(past.lastSeen)} UTC; today ${stateOf(past, ask.today)}` : 'not in the history'}
      </dd>
      <dt>What to do</dt>
      <dd>${withCode(finding.remedy)}</dd>
    </dl>
  </article>`;
}

function decisionOf({ disposition, severity, failOn }: JudgedFinding, policy: Review['policy']): string {
  if (disposition.state === 'reported') {
    const threshold = failOn ?? policy.failOn;
    if (policy.mode === 'monitor')
      return `reported; fails nothing, because the mode is monitor (${policy.source})`;
    return `reported at ${severity}; the check fails from ${threshold} on (${failOn === undefined ? policy.source : 'threshold of its kind'})`;
  }
  if (disposition.state !== 'waived') return `${disposition.state}: ${disposition.reason}`;
  if (disposition.by === 'comment') return `waived by an allow comment: ${disposition.reason}`;
  const { owner, approver, until, waiver, by, reason } = disposition;
  return `waived by ${owner}${approver === undefined ? '' : `, approved by ${approver}`}, until ${until} (${by}, ${waiver}): ${reason}`;
}

function policyRows(policy: Review['policy']): [string, string, string][] {
  const { source, held = [] } = policy;
  const heldNote =
    held.length === 0
      ? []
      : [
          ['held', held.join(', '), 'asked for by the repository, locked by the organisation'] as [
            string,
            string,
            string,
          ],
        ];
  const from = source === 'defaults' ? 'defaults: no policy file' : source;
  return [
    ['mode', policy.mode, from],
    ['fail_on', policy.failOn, from],
    ['waivers.by', policy.waivers.by, from],
    ['waivers.max_days', String(policy.waivers.maxDays), from],
    ...(policy.waivers.never.length > 0
      ? [['waivers.never', policy.waivers.never.join(', '), from] as [string, string, string]]
      : []),
    ['code_scanning', policy.codeScanning ?? 'off', from],
    ...heldNote,
  ];
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
