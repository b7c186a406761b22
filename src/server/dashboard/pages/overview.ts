// Overview: findings over time by severity and class, how they stand, and how long a fix takes.
import { html } from 'hono/html';
import { severities } from '../../../engine/finding.ts';
import {
  findingsByWeek,
  seenIn,
  standingBySeverity,
  type Standing,
  type WeekCount,
} from '../../../store/history/overview.ts';
import { stackedBars, type Series } from '../chart.ts';
import { badge, tiles, type Ask, type Page, type Shown } from '../page.ts';
import { seenNote } from '../seen-note.ts';
import { standingByTeam, type TeamStanding } from '../../../store/history/teams.ts';
import { table, type Column } from '../table.ts';
import { emptyOf, teamColumn, teamNote, withNames, type Named } from '../teams.ts';
import { weekSeries } from '../weeks.ts';
import { count, duration, percent, whole } from '../wording.ts';

/** Classes that have a colour of their own; the rest is one more. */
const maxClasses = 6;

export const overviewPage: Page = {
  path: '',
  section: '',
  has: ['period', 'repository', 'team', 'severity', 'tool', 'class'],
  async load(ask) {
    const { db, scope, filter, today } = ask;
    const [weeks, unsorted, seen, ofTeams] = await Promise.all([
      findingsByWeek(db, scope, filter),
      standingBySeverity(db, scope, filter, today),
      seenIn(db, scope, filter),
      standingOfTeams(ask),
    ]);
    const standing = unsorted.toSorted(
      (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
    );
    const sum = (of: (row: Standing) => number): number =>
      standing.reduce((total, row) => total + of(row), 0);
    const findings = sum((row) => row.findings);
    const { labels, valuesOf } = weekSeries(weeks, filter);
    const bySeverity = severities.map((name): Series => ({
      name,
      colour: name,
      values: valuesOf((row) => row.severity === name),
    }));
    const byClass = classSeries(weeks, valuesOf);
    return {
      title: 'Overview',
      lead: 'Findings by the week in which they were first seen, and how they stand today.',
      parts: [
        seenNote(
          seen,
          'A finding that was merged stays “merged”: LangGuard reads changes and does not see when a later change removes it.',
        ),
        findings === 0 && seen.reviews === 0
          ? html`<p>
              No review was completed in this period. Open a pull request in a repository where the App is
              installed, or choose a longer period.
            </p>`
          : tiles([
              [whole(findings), 'findings first seen'],
              [whole(sum((row) => row.open)), 'open in open pull requests'],
              [whole(sum((row) => row.merged)), 'merged while open'],
              [
                whole(sum((row) => row.fixed)),
                `fixed, ${findings === 0 ? '–' : percent(sum((row) => row.fixed) / findings)} of all`,
              ],
              [whole(sum((row) => row.waived)), 'waived'],
              [whole(sum((row) => row.expired)), 'waiver expired'],
            ]),
        stackedBars({
          id: 'weeks-severity',
          title: 'Findings by severity',
          unit: 'findings first seen, by week',
          description: `Bars for ${count(labels.length, 'week')}, stacked by severity; ${count(findings, 'finding')} in all. The table below has the figures.`,
          labels,
          series: bySeverity,
        }),
        stackedBars({
          id: 'weeks-class',
          title: 'Findings by class',
          unit: 'findings first seen, by week',
          description: `The same findings stacked by class; the largest is ${byClass[0]?.name ?? 'none'}.`,
          labels,
          series: byClass,
        }),
        table({
          id: 'weeks',
          caption: 'Findings by week',
          rows: labels,
          columns: [
            { key: 'week', label: 'Week of', value: (week) => week },
            ...severities.map((name) => ({
              key: name,
              label: name,
              isNumber: true as const,
              value: (week: string) =>
                bySeverity.find((each) => each.name === name)?.values[labels.indexOf(week)] ?? 0,
            })),
          ],
        }),
        table({
          id: 'classes',
          caption: 'Findings by class',
          rows: totals(weeks),
          columns: [
            { key: 'class', label: 'Class', value: ([name]) => name },
            { key: 'findings', label: 'Findings', isNumber: true, value: ([, value]) => value },
            {
              key: 'share',
              label: 'Share',
              isNumber: true,
              value: ([, value]) => value / findings,
              show: ([, value]) => `${percent(value / findings)} of ${whole(findings)}`,
            },
          ],
        }),
        table({
          id: 'standing',
          caption: 'How these findings stand',
          rows: standing,
          columns: [
            {
              key: 'severity',
              label: 'Severity',
              value: (row) => row.severity,
              show: (row) => badge(row.severity),
            },
            ...standingColumns,
            { key: 'dropped', label: 'Dropped', isNumber: true, value: (row) => row.dropped },
            medianFix,
          ],
        }),
        ...ofTeams,
        html`<p class="note">
          Fixed: a later review of the pull request read the file and no longer found it. Dropped: policy no
          longer reports it, or the pull request was closed unmerged. The median is over fixed findings only;
          those that are still open may take longer.
        </p>`,
      ],
    };
  },
};

type Stood = Pick<
  Standing,
  'findings' | 'open' | 'merged' | 'fixed' | 'waived' | 'expired' | 'medianFixSeconds'
>;

const standingColumns: Column<Stood>[] = [
  { key: 'findings', label: 'Findings', isNumber: true, value: (row) => row.findings },
  { key: 'open', label: 'Open', isNumber: true, value: (row) => row.open },
  { key: 'merged', label: 'Merged', isNumber: true, value: (row) => row.merged },
  { key: 'fixed', label: 'Fixed', isNumber: true, value: (row) => row.fixed },
  { key: 'waived', label: 'Waived', isNumber: true, value: (row) => row.waived },
  { key: 'expired', label: 'Expired', isNumber: true, value: (row) => row.expired },
];

const medianFix: Column<Stood> = {
  key: 'median_fix_seconds',
  label: 'Median time to fix',
  isNumber: true,
  value: (row) => row.medianFixSeconds,
  show: (row) =>
    row.fixed === 0 ? 'none fixed' : `${duration(row.medianFixSeconds)} over ${whole(row.fixed)} fixed`,
};

/** The same findings by the teams of their repositories. */
async function standingOfTeams({ db, scope, filter, filters, teams, today }: Ask): Promise<Shown['parts']> {
  if (!teams) return [];
  const rows = withNames(await standingByTeam(db, scope, filter, today), teams, filters);
  return [
    table<Named<TeamStanding>>({
      id: 'teams',
      caption: 'How they stand, by team',
      rows,
      empty: emptyOf(teams),
      columns: [teamColumn, ...standingColumns, medianFix],
    }),
    teamNote(teams, scope, filters),
  ];
}

function totals(weeks: readonly WeekCount[]): [string, number][] {
  const values = new Map<string, number>();
  for (const row of weeks) values.set(row.class, (values.get(row.class) ?? 0) + row.findings);
  return [...values].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function classSeries(
  weeks: readonly WeekCount[],
  valuesOf: (isIn: (row: WeekCount) => boolean) => number[],
): Series[] {
  const names = totals(weeks).map(([name]) => name);
  const shown = names.length > maxClasses ? names.slice(0, maxClasses - 1) : names;
  const rest = new Set(names.slice(shown.length));
  return [
    ...shown.map((name, at) => ({
      name,
      colour: `class-${at}`,
      values: valuesOf((row) => row.class === name),
    })),
    ...(rest.size > 0
      ? [{ name: `${rest.size} others`, colour: 'class-6', values: valuesOf((row) => rest.has(row.class)) }]
      : []),
  ];
}
