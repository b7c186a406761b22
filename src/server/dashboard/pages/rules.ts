// Rules: how often each fires and what people did with it; the noisy ones on top, with a setting to paste.
import { html } from 'hono/html';
import type { Severity } from '../../../engine/finding.ts';
import { seenIn } from '../../../store/history/overview.ts';
import { figuresByRule, type RuleFigures } from '../../../store/history/rules.ts';
import { wilsonInterval } from '../intervals.ts';
import { badge, link, type Page } from '../page.ts';
import { seenNote } from '../seen-note.ts';
import { table } from '../table.ts';
import { percent, whole, withInterval } from '../wording.ts';

/** Fewer say nothing: of two findings one is soon called false. */
const minFindings = 5;

/** A rule is noisy when even the low end of the interval of its false alarms is above this. */
const noisyShare = 0.1;

const milder: Record<Severity, Severity | 'off'> = {
  critical: 'high',
  high: 'medium',
  medium: 'low',
  low: 'off',
};

export const rulesPage: Page = {
  path: '/rules',
  section: '/rules',
  has: ['period', 'repository', 'severity', 'tool', 'class'],
  async load(ask) {
    const { db, scope, filter } = ask;
    const rows = (await figuresByRule(db, scope, filter))
      .map((row) => ({
        ...row,
        share: wilsonInterval(Math.min(row.falseAlarms, row.findings), row.findings),
      }))
      .toSorted((a, b) => noise(b) - noise(a) || b.findings - a.findings || (a.rule < b.rule ? -1 : 1));
    const noisy = rows.filter((row) => noise(row) > noisyShare);
    return {
      title: 'Rules',
      lead: 'How often each rule fired on what was first seen in this period, and what people did with it. The noisy ones stand on top.',
      parts: [
        seenNote(
          await seenIn(db, scope, filter),
          'A false alarm that nobody told LangGuard of counts as a true finding.',
        ),
        noisy.length === 0
          ? html`<p>
              No rule is noisy: none has at least ${minFindings} findings of which more than
              ${percent(noisyShare)} were surely called false.
            </p>`
          : html`<h2>Proposed settings</h2>
              <p>
                People called many findings of ${noisy.length === 1 ? 'this rule' : 'these rules'} false. Look
                at some of them first. If they are right, put this into <code>.langguard.yml</code> of the
                repository, or into the organisation's policy; <code>langguard config simulate</code> shows
                what it would change.
              </p>
              <pre tabindex="0"><code>rules:
${noisy.slice(0, 10).map((row) => `  ${row.rule}: ${milder[row.severity]}  # ${row.falseAlarms} of ${row.findings} called false\n`)}</code></pre>`,
        table({
          id: 'rules',
          caption: 'Rules, noisiest first',
          rows,
          columns: [
            {
              key: 'rule',
              label: 'Rule',
              value: (row) => row.rule,
              show: (row) => html`<code>${row.rule}</code>`,
            },
            {
              key: 'class',
              label: 'Class',
              value: (row) => row.class,
              show: (row) => link(ask, '/rules', row.class, { class: row.class }),
            },
            {
              key: 'severity',
              label: 'Severity',
              value: (row) => row.severity,
              show: (row) => badge(row.severity),
            },
            {
              key: 'findings',
              label: 'Findings',
              isNumber: true,
              value: (row) => row.findings,
              show: (row) => whole(row.findings),
            },
            { key: 'repositories', label: 'Repositories', isNumber: true, value: (row) => row.repositories },
            {
              key: 'fixed',
              label: 'Fixed',
              isNumber: true,
              value: (row) => row.fixed,
              show: (row) => ofAll(row.fixed, row),
            },
            {
              key: 'waived',
              label: 'Waived',
              isNumber: true,
              value: (row) => row.waived,
              show: (row) => ofAll(row.waived, row),
            },
            { key: 'false_alarms', label: 'Called false', isNumber: true, value: (row) => row.falseAlarms },
            {
              key: 'false_share',
              label: 'Share called false (95 %)',
              isNumber: true,
              value: (row) => row.share?.value ?? null,
              show: (row) => `${withInterval(row.share, percent)} of ${whole(row.findings)}`,
            },
            {
              key: 'false_share_low',
              label: 'Low end',
              isHidden: true,
              value: (row) => row.share?.low ?? null,
            },
            {
              key: 'false_share_high',
              label: 'High end',
              isHidden: true,
              value: (row) => row.share?.high ?? null,
            },
            {
              key: 'proposed',
              label: 'Proposed',
              value: (row) => (noise(row) > noisyShare ? milder[row.severity] : null),
              show: (row) =>
                noise(row) > noisyShare ? html`<code>${row.rule}: ${milder[row.severity]}</code>` : '',
            },
          ],
        }),
        html`<p class="note">
          Intervals: Wilson's score interval, 95 %. Sorted by its low end, so that two of two do not outrank
          forty of fifty.
        </p>`,
      ],
    };
  },
};

function noise({ findings, falseAlarms }: RuleFigures): number {
  if (findings < minFindings) return 0;
  return wilsonInterval(Math.min(falseAlarms, findings), findings)?.low ?? 0;
}

function ofAll(value: number, { findings }: RuleFigures): string {
  return `${whole(value)} (${percent(value / findings)})`;
}
