// Effort: time from the first finding to the merge, and rounds until nothing fails.
import { html } from 'hono/html';
import {
  effortByRepository,
  effortByWeek,
  effortOverall,
  type Effort,
} from '../../../store/history/effort.ts';
import { seenIn } from '../../../store/history/overview.ts';
import { lines, stackedBars } from '../chart.ts';
import { link, nameOf, tiles, type Ask, type Page, type Shown } from '../page.ts';
import { effortByTeam, type TeamKey } from '../../../store/history/teams.ts';
import { seenNote } from '../seen-note.ts';
import { table, type Column } from '../table.ts';
import { emptyOf, teamColumn, teamNote, withNames, type Named } from '../teams.ts';
import { mondays } from '../weeks.ts';
import { count, decimal, duration, none, whole } from '../wording.ts';

export const effortPage: Page = {
  path: '/effort',
  section: '/effort',
  has: ['period', 'repository', 'team'],
  async load(ask) {
    const { db, scope, filter } = ask;
    const [{ all, rounds }, weeks, repositories, ofTeams, seen] = await Promise.all([
      effortOverall(db, scope, filter),
      effortByWeek(db, scope, filter),
      effortByRepository(db, scope, filter),
      effortOfTeams(ask),
      seenIn(db, scope, filter),
    ]);
    const byRepository = repositories
      .map((row) => ({ ...row, name: nameOf(ask, row.repositoryId) }))
      .toSorted(
        (a, b) => (b.medianMergeSeconds ?? -1) - (a.medianMergeSeconds ?? -1) || (a.name < b.name ? -1 : 1),
      );
    const labels = mondays(weeks, filter);
    const green = all?.green ?? 0;
    return {
      title: 'Review effort',
      lead: 'Pull requests that were first reviewed in this period. Times and rounds are over those with a finding.',
      parts: [
        seenNote(
          seen,
          'Work outside of pull requests is not seen, and time passes for other reasons than findings: compare periods, not people.',
        ),
        tiles([
          [whole(all?.pulls ?? 0), 'pull requests'],
          [whole(all?.withFinding ?? 0), 'with a finding'],
          [
            duration(all?.medianMergeSeconds ?? null),
            `median from first finding to merge, over ${whole(all?.merged ?? 0)} merged`,
          ],
          [duration(all?.slowMergeSeconds ?? null), 'of these the slowest tenth takes longer'],
          [rounded(all?.medianRounds ?? null), `median rounds to green, over ${whole(green)}`],
        ]),
        lines({
          id: 'merge',
          title: 'From first finding to merge',
          unit: 'median hours, by week of the first review',
          description: `A line over ${count(labels.length, 'week')}; the table below has the figures. The newest weeks miss what is not merged yet.`,
          labels,
          series: [
            {
              name: 'median hours',
              colour: 'ai',
              values: labels.map((label) => {
                const seconds = weeks.find(({ week }) => week === label)?.medianMergeSeconds ?? null;
                return seconds === null ? null : seconds / 3600;
              }),
            },
          ],
        }),
        table({
          id: 'weeks',
          caption: 'Effort by week',
          rows: weeks,
          columns: [
            { key: 'week', label: 'Week of', value: (row) => row.week },
            ...mergeColumns,
            medianRounds,
          ],
        }),
        stackedBars({
          id: 'rounds',
          title: 'Rounds to green',
          unit: 'pull requests by completed reviews until nothing fails',
          description:
            rounds.map((row) => `${row.rounds}: ${row.pulls}`).join(', ') || 'No pull request came to green.',
          labels: rounds.map((row) => String(row.rounds)),
          series: [{ name: 'pull requests', colour: 'fixed', values: rounds.map((row) => row.pulls) }],
        }),
        table({
          id: 'rounds-table',
          caption: 'Pull requests by rounds to green',
          rows: rounds,
          columns: [
            { key: 'rounds', label: 'Rounds', isNumber: true, value: (row) => row.rounds },
            {
              key: 'pull_requests',
              label: 'Pull requests',
              isNumber: true,
              value: (row) => row.pulls,
              show: (row) => `${whole(row.pulls)} of ${whole(green)}`,
            },
          ],
        }),
        table({
          id: 'repositories',
          caption: 'Effort by repository, slowest first',
          rows: byRepository,
          columns: [
            {
              key: 'repository',
              label: 'Repository',
              value: (row) => row.name,
              show: (row) => link(ask, `/repositories/${row.repositoryId}`, row.name),
            },
            ...effortColumns,
          ],
        }),
        ...ofTeams,
        html`<p class="note">
          Green: a completed review whose conclusion is success, after one that found something. A pull
          request without a finding is in no median.
        </p>`,
      ],
    };
  },
};

type Merging = Pick<Effort, 'pulls' | 'withFinding' | 'merged' | 'medianMergeSeconds'>;

const mergeColumns: Column<Merging>[] = [
  { key: 'pull_requests', label: 'Pull requests', isNumber: true, value: (row) => row.pulls },
  { key: 'with_finding', label: 'With a finding', isNumber: true, value: (row) => row.withFinding },
  { key: 'merged', label: 'Of these merged', isNumber: true, value: (row) => row.merged },
  {
    key: 'median_merge_seconds',
    label: 'Median to merge',
    isNumber: true,
    value: (row) => row.medianMergeSeconds,
    show: (row) => duration(row.medianMergeSeconds),
  },
];

const medianRounds: Column<Pick<Effort, 'medianRounds'>> = {
  key: 'median_rounds',
  label: 'Median rounds',
  isNumber: true,
  value: (row) => row.medianRounds,
};

/** What both the repositories and the teams show. */
const effortColumns: Column<Effort>[] = [
  ...mergeColumns,
  { key: 'green', label: 'Came to green', isNumber: true, value: (row) => row.green },
  medianRounds,
];

async function effortOfTeams({ db, scope, filter, filters, teams }: Ask): Promise<Shown['parts']> {
  if (!teams) return [];
  return [
    table<Named<Effort & TeamKey>>({
      id: 'teams',
      caption: 'Effort by team',
      rows: withNames(await effortByTeam(db, scope, filter), teams, filters),
      empty: emptyOf(teams),
      columns: [teamColumn, ...effortColumns],
    }),
    teamNote(teams, scope, filters),
  ];
}

function rounded(value: number | null): string {
  return value === null ? none : decimal(value);
}
