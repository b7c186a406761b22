// Repositories ranked by risk, each with the reason.
import { html } from 'hono/html';
import { severities, type Severity } from '../../../engine/finding.ts';
import { seenIn } from '../../../store/history/overview.ts';
import { standingRisks, workByRepository, type StandingRisk } from '../../../store/history/repositories.ts';
import type { TeamKey } from '../../../store/history/teams.ts';
import { link, type Ask, type Page, type Shown } from '../page.ts';
import { seenNote } from '../seen-note.ts';
import { table } from '../table.ts';
import { emptyOf, teamColumn, teamNote, withNames, type Teams } from '../teams.ts';
import { count, day, decimal } from '../wording.ts';

/** What one finding adds to the risk. */
const weights: Record<Severity, number> = { critical: 20, high: 8, medium: 2, low: 0.5 };

/** What a waiver in force leaves of it: somebody looked, and the line is still there. */
const waivedShare = 0.1;

export const repositoriesPage: Page = {
  path: '/repositories',
  section: '/repositories',
  has: ['period', 'team', 'severity', 'tool', 'class'],
  async load(ask) {
    const { db, scope, filter, today, repositories, teams } = ask;
    const [risks, work, seen] = await Promise.all([
      standingRisks(db, scope, filter, today),
      workByRepository(db, scope, filter),
      seenIn(db, scope, filter),
    ]);
    const rows = repositories
      .filter(({ installationId, id }) =>
        scope.some((each) => each.installationId === installationId && each.repositoryIds.includes(id)),
      )
      .map((repository) => {
        const own = risks.filter((each) => each.repositoryId === repository.id);
        const done = work.find((each) => each.repositoryId === repository.id);
        return { ...repository, own, risk: riskOf(own), reason: reasonOf(own, ask.now), done };
      })
      .toSorted((a, b) => b.risk - a.risk || (a.fullName < b.fullName ? -1 : 1));
    const total = (own: readonly StandingRisk[], severity: Severity): number =>
      own.filter((each) => each.severity === severity).reduce((sum, each) => sum + counting(each), 0);
    return {
      title: 'Repositories by risk',
      lead: 'What stands open today, whenever it was seen; the period counts only for reviews and pull requests.',
      parts: [
        seenNote(seen),
        table({
          id: 'repositories',
          caption: 'Repositories, riskiest first',
          rows,
          empty: 'No repository in sight was reviewed yet.',
          columns: [
            {
              key: 'repository',
              label: 'Repository',
              value: (row) => row.fullName,
              show: (row) =>
                html`${link(ask, `/repositories/${row.id}`, row.fullName)}
                ${teams ? html`<span class="teams">${teams.shownOf(row.installationId, row.id)}</span>` : ''}`,
            },
            {
              key: 'risk',
              label: 'Risk',
              isNumber: true,
              value: (row) => row.risk,
              show: (row) => decimal(row.risk),
            },
            { key: 'reason', label: 'Why', isText: true, value: (row) => row.reason },
            ...severities.map((severity) => ({
              key: severity,
              label: severity,
              isNumber: true as const,
              value: (row: (typeof rows)[number]) => total(row.own, severity),
            })),
            { key: 'reviews', label: 'Reviews', isNumber: true, value: (row) => row.done?.reviews ?? 0 },
            {
              key: 'pull_requests',
              label: 'Pull requests',
              isNumber: true,
              value: (row) => row.done?.pulls ?? 0,
            },
            {
              key: 'last_review',
              label: 'Last review',
              value: (row) => row.done?.last.toISOString() ?? null,
              show: (row) => (row.done ? day(row.done.last) : 'not in this period'),
            },
            {
              key: 'teams',
              label: 'Teams',
              isHidden: true,
              value: (row) => teams?.keysOf(row.installationId, row.id)?.join(', ') ?? null,
            },
            { key: 'archived', label: 'Archived', isHidden: true, value: (row) => row.isArchived },
          ],
        }),
        ...(teams ? risksOfTeams(ask, rows, teams) : []),
        html`<p class="note">
          Risk: 20 for each critical finding, 8 for high, 2 for medium, 0.5 for low. Open findings count,
          merged or not, and those whose waiver has expired; a finding with a waiver in force counts a tenth.
          The figure orders repositories and means nothing by itself. A repository that nobody sends pull
          requests to shows no risk because nothing of it was seen.
        </p>`,
      ],
    };
  },
};

interface RiskRow {
  installationId: number;
  id: number;
  own: readonly StandingRisk[];
  risk: number;
  done: { reviews: number; pulls: number } | undefined;
}

/** The same by team: sums over its repositories. */
function risksOfTeams({ scope, filters }: Ask, rows: readonly RiskRow[], teams: Teams): Shown['parts'] {
  const byTeam = new Map<string, TeamKey & { rows: RiskRow[] }>();
  for (const row of rows)
    for (const { team } of teams.of(row.installationId, row.id)) {
      const { installationId } = row;
      const name = JSON.stringify([installationId, team]);
      const known = byTeam.get(name) ?? { installationId, team, rows: [] };
      byTeam.set(name, { ...known, rows: [...known.rows, row] });
    }
  const sum = (own: readonly RiskRow[], of: (row: RiskRow) => number): number =>
    own.reduce((total, row) => total + of(row), 0);
  const named = withNames([...byTeam.values()], teams, filters).map((row) => ({
    ...row,
    risk: Math.round(sum(row.rows, ({ risk }) => risk) * 10) / 10,
  }));
  return [
    table<(typeof named)[number]>({
      id: 'teams',
      caption: 'Teams, riskiest first',
      rows: named.toSorted((a, b) => b.risk - a.risk),
      empty: emptyOf(teams),
      columns: [
        teamColumn,
        { key: 'repositories', label: 'Repositories', isNumber: true, value: (row) => row.rows.length },
        {
          key: 'risk',
          label: 'Risk',
          isNumber: true,
          value: (row) => row.risk,
          show: (row) => decimal(row.risk),
        },
        ...severities.map((severity) => ({
          key: severity,
          label: severity,
          isNumber: true as const,
          value: (row: (typeof named)[number]) =>
            sum(row.rows, ({ own }) =>
              own
                .filter((each) => each.severity === severity)
                .reduce((total, each) => total + counting(each), 0),
            ),
        })),
        {
          key: 'reviews',
          label: 'Reviews',
          isNumber: true,
          value: (row) => sum(row.rows, ({ done }) => done?.reviews ?? 0),
        },
        {
          key: 'pull_requests',
          label: 'Pull requests',
          isNumber: true,
          value: (row) => sum(row.rows, ({ done }) => done?.pulls ?? 0),
        },
      ],
    }),
    teamNote(teams, scope, filters),
  ];
}

function counting({ open, merged, expired }: StandingRisk): number {
  return open + merged + expired;
}

function riskOf(own: readonly StandingRisk[]): number {
  const sum = own.reduce(
    (total, each) => total + weights[each.severity] * (counting(each) + waivedShare * each.waived),
    0,
  );
  return Math.round(sum * 10) / 10;
}

/** The reason in words, largest part first. */
function reasonOf(own: readonly StandingRisk[], now: Date): string {
  const sum = (of: (each: StandingRisk) => number): number =>
    own.reduce((total, each) => total + of(each), 0);
  const parts = severities.flatMap((severity) => {
    const each = own.find((row) => row.severity === severity);
    if (!each || counting(each) === 0) return [];
    return severity === 'low' ? [] : [`${counting(each)} ${severity}`];
  });
  const secrets = sum((each) => each.secrets);
  const merged = sum((each) => each.merged);
  const expired = sum((each) => each.expired);
  const oldest = own
    .map((each) => each.oldest)
    .filter((at) => at !== null)
    .sort((a, b) => a.getTime() - b.getTime())[0];
  const said = [
    ...(parts.length > 0 ? [`${parts.join(', ')} open`] : []),
    ...(secrets > 0 ? [count(secrets, 'secret')] : []),
    ...(merged > 0 ? [`${merged} merged`] : []),
    ...(expired > 0 ? [`${count(expired, 'waiver')} expired`] : []),
    ...(oldest ? [`oldest ${count((now.getTime() - oldest.getTime()) / 86_400_000, 'day')}`] : []),
  ];
  return said.length === 0 ? 'nothing open above low' : said.join('; ');
}
