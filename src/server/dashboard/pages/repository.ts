// One repository: what stands open in it, which rules fire, and its newest reviews.
import { html } from 'hono/html';
import { findingsByWeek, seenIn } from '../../../store/history/overview.ts';
import { newestReviews, standingFindings } from '../../../store/history/repositories.ts';
import { figuresByRule } from '../../../store/history/rules.ts';
import { severities } from '../../../engine/finding.ts';
import { stackedBars } from '../chart.ts';
import { badge, link, nameOf, type Page } from '../page.ts';
import { seenNote } from '../seen-note.ts';
import { table } from '../table.ts';
import { count, day, kindNames, minute } from '../wording.ts';
import { weekSeries } from '../weeks.ts';

export const repositoryPage: Page = {
  path: '/repositories/:id',
  section: '/repositories',
  has: ['period', 'severity', 'tool', 'class'],
  async load(ask) {
    const { db, filter, limit, parameter, today } = ask;
    const id = /^\d{1,15}$/.test(parameter) ? Number(parameter) : -1;
    const owner = ask.scope.find(({ repositoryIds }) => repositoryIds.includes(id));
    if (!owner) return undefined;
    const scope = [{ installationId: owner.installationId, repositoryIds: [id] }];
    const weeks = await findingsByWeek(db, scope, filter);
    const standing = await standingFindings(db, scope, filter, limit);
    const rules = await figuresByRule(db, scope, filter);
    const reviews = await newestReviews(db, scope, filter, limit);
    const seen = await seenIn(db, scope, filter);
    const { labels, valuesOf } = weekSeries(weeks, filter);
    return {
      title: nameOf(ask, id),
      lead: html`${link(ask, '/repositories', 'All repositories')} ·
      ${link(ask, '/provenance', 'Provenance', { repository: id })} ·
      ${link(ask, '/effort', 'Effort', { repository: id })} ·
      ${link(ask, '/waivers', 'Waivers', { repository: id })}`,
      parts: [
        seenNote(seen),
        stackedBars({
          id: 'weeks',
          title: 'Findings by severity',
          unit: 'findings first seen, by week',
          description: `Bars for ${count(labels.length, 'week')}, stacked by severity. The tables below have the figures.`,
          labels,
          series: severities.map((name) => ({
            name,
            colour: name,
            values: valuesOf((row) => row.severity === name),
          })),
        }),
        table({
          id: 'weeks-table',
          caption: 'Findings by week',
          rows: labels,
          columns: [
            { key: 'week', label: 'Week of', value: (week) => week },
            ...severities.map((name) => ({
              key: name,
              label: name,
              isNumber: true as const,
              value: (week: string) => valuesOf((row) => row.severity === name)[labels.indexOf(week)] ?? 0,
            })),
          ],
        }),
        table({
          id: 'standing',
          caption: 'Findings that stand, worst first',
          rows: standing,
          limit,
          empty: 'Nothing stands open.',
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
              value: (row) => `${row.path}:${row.line}`,
              show: (row) => html`<code>${row.path}:${row.line}</code>`,
            },
            { key: 'state', label: 'State', value: (row) => stateOf(row, today) },
            {
              key: 'first_seen',
              label: 'First seen',
              value: (row) => row.firstSeen.toISOString(),
              show: (row) => day(row.firstSeen),
            },
            {
              key: 'origin',
              label: 'Origin',
              value: (row) => row.tool ?? row.kind,
              show: (row) =>
                row.tool === null ? kindNames[row.kind] : `${kindNames[row.kind]}, ${row.tool}`,
            },
            {
              key: 'pull_request',
              label: 'Review',
              isNumber: true,
              value: (row) => row.pullNumber,
              show: (row) => link(ask, `/reviews/${row.reviewId}`, `#${row.pullNumber}`),
            },
            { key: 'fingerprint', label: 'Fingerprint', isHidden: true, value: (row) => row.fingerprint },
          ],
        }),
        table({
          id: 'rules',
          caption: 'Rules that fired',
          rows: rules,
          columns: [
            {
              key: 'rule',
              label: 'Rule',
              value: (row) => row.rule,
              show: (row) => html`<code>${row.rule}</code>`,
            },
            { key: 'findings', label: 'Findings', isNumber: true, value: (row) => row.findings },
            { key: 'fixed', label: 'Fixed', isNumber: true, value: (row) => row.fixed },
            { key: 'waived', label: 'Waived', isNumber: true, value: (row) => row.waived },
            { key: 'false_alarms', label: 'Called false', isNumber: true, value: (row) => row.falseAlarms },
          ],
        }),
        table({
          id: 'reviews',
          caption: 'Newest reviews',
          rows: reviews,
          limit,
          columns: [
            {
              key: 'review',
              label: 'Review',
              value: (row) => row.id,
              show: (row) =>
                link(ask, `/reviews/${row.id}`, `#${row.pullNumber} at ${row.headSha.slice(0, 7)}`),
            },
            {
              key: 'pull_request',
              label: 'Pull request',
              isNumber: true,
              isHidden: true,
              value: (row) => row.pullNumber,
            },
            {
              key: 'at',
              label: 'When (UTC)',
              value: (row) => row.at.toISOString(),
              show: (row) => minute(row.at),
            },
            { key: 'conclusion', label: 'Conclusion', value: (row) => row.conclusion },
            ...severities.map((name) => ({
              key: name,
              label: name,
              isNumber: true as const,
              value: (row: (typeof reviews)[number]) => row[name],
            })),
            { key: 'waived', label: 'Waived', isNumber: true, value: (row) => row.waived },
            { key: 'added_lines', label: 'Added lines', isNumber: true, value: (row) => row.addedLines },
            { key: 'gaps', label: 'Not looked at', isNumber: true, value: (row) => row.gaps },
          ],
        }),
      ],
    };
  },
};

/** How a finding stands, in a word. */
export function stateOf(
  { state, isMerged, waivedUntil }: { state: string; isMerged: boolean; waivedUntil: string | null },
  today: string,
): string {
  if (state === 'waived') return waivedUntil !== null && waivedUntil < today ? 'waiver expired' : 'waived';
  return state === 'open' && isMerged ? 'merged' : state;
}
