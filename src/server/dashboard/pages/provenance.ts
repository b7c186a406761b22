// Provenance: how many findings stand on lines of which origin, with denominators and intervals.
import { html } from 'hono/html';
import { originKinds, type OriginKind } from '../../../engine/review/rates.ts';
import { seenIn } from '../../../store/history/overview.ts';
import {
  findingsByKind,
  findingsByOrigin,
  linesByOrigin,
  manifestsIn,
  type KindFindings,
  type OriginFindings,
  type OriginLines,
} from '../../../store/history/provenance.ts';
import { ratesByTeam, type TeamRate } from '../../../store/history/teams.ts';
import { dots } from '../chart.ts';
import { poissonInterval, wilsonInterval, type Interval } from '../intervals.ts';
import type { Ask, Page, Shown } from '../page.ts';
import { seenNote } from '../seen-note.ts';
import { table, type Column } from '../table.ts';
import { emptyOf, teamColumn, teamNote, withNames, type Named } from '../teams.ts';
import { suggestedParts } from './suggested.ts';
import { count, decimal, kindNames, none, percent, whole, withInterval } from '../wording.ts';

/** Rules about dependencies that a tool may have made up or that are known to be bad, by what they say. */
const dependencyRules: readonly (readonly [rule: string, says: string])[] = [
  ['invented-dependency', 'does not exist'],
  ['lookalike-dependency', 'resembles a well-known name'],
  ['vulnerable-dependency', 'has known vulnerabilities'],
  ['malicious-dependency', 'is known to be malicious'],
  ['dependency-confusion', 'takes an internal name'],
];

/** A row of rates: lines, findings on them, and the rate per 1,000 lines. */
interface Rate {
  name: string;
  kind: OriginKind;
  tool: string | null;
  model: string | null;
  pulls: number;
  lines: number;
  findings: number;
  rate: Interval | undefined;
}

export const provenancePage: Page = {
  path: '/provenance',
  section: '/provenance',
  has: ['period', 'repository', 'team', 'severity', 'tool', 'class'],
  async load(ask) {
    const { db, scope, filter, filters } = ask;
    const [lines, found, special, seen, manifests, ofTeams] = await Promise.all([
      linesByOrigin(db, scope, filter),
      findingsByOrigin(db, scope, filter),
      findingsByKind(
        db,
        scope,
        filter,
        dependencyRules.map(([rule]) => rule),
      ),
      seenIn(db, scope, filter),
      manifestsIn(db, scope, filter),
      ratesOfTeams(ask),
    ]);
    const kinds = originKinds.flatMap((kind): Rate[] => {
      const own = lines.filter((row) => row.kind === kind);
      return own.length === 0
        ? []
        : [
            rateOf(
              { name: kindNames[kind], kind, tool: null, model: null },
              own,
              found.filter((row) => row.kind === kind),
            ),
          ];
    });
    const tools = lines
      .filter(({ tool }) => tool !== null)
      .map((row) =>
        rateOf(
          {
            name: [row.tool, row.model].filter(Boolean).join(', '),
            kind: row.kind,
            tool: row.tool,
            model: row.model,
          },
          [row],
          found.filter(
            (each) => each.kind === row.kind && each.tool === row.tool && each.model === row.model,
          ),
        ),
      )
      .toSorted((a, b) => b.lines - a.lines);
    const aiLines = kinds.filter(({ kind }) => kind === 'ai').reduce((sum, row) => sum + row.lines, 0);
    const allLines = kinds.reduce((sum, row) => sum + row.lines, 0);
    const unit = 'findings per 1,000 added lines; the line is the 95 % interval';
    return {
      title: 'Provenance',
      lead: 'Findings on the lines of each origin, in the first review of each pull request: what was proposed before a review could shape it. Each line counts once.',
      parts: [
        seenNote(
          seen,
          `${count(seen.grown, 'pull request')} of ${whole(seen.pulls)} grew after the first review; those lines are in no rate here.`,
        ),
        html`<p class="seen">
          Unknown means that no marker was found. It holds lines that people wrote and lines that tools wrote
          without a mark, so it is no measure of people. Only a record that says so makes a line
          “${kindNames['human-attested']}”.
          ${allLines === 0 ? '' : `${percent(aiLines / allLines)} of ${whole(allLines)} lines are known to come from a tool; the true share is that or more.`}
        </p>`,
        dots({
          id: 'rate-kinds',
          title: 'Findings per 1,000 added lines, by origin',
          unit,
          description:
            kinds.map((row) => `${row.name}: ${withInterval(row.rate, decimal)}`).join('. ') ||
            'No lines in this period.',
          rows: kinds.flatMap((row) => (row.rate ? [{ name: row.name, colour: row.kind, ...row.rate }] : [])),
        }),
        table({
          id: 'origins',
          caption: 'Rate by origin',
          rows: kinds,
          columns: [
            { key: 'kind', label: 'Origin', value: (row) => row.kind, show: (row) => row.name },
            ...rateColumns,
          ],
        }),
        dots({
          id: 'rate-tools',
          title: 'Findings per 1,000 added lines, by tool and model',
          unit,
          description:
            tools.map((row) => `${row.name}: ${withInterval(row.rate, decimal)}`).join('. ') ||
            'No tool in this period.',
          rows: tools
            .slice(0, 12)
            .flatMap((row) => (row.rate ? [{ name: row.name, colour: row.kind, ...row.rate }] : [])),
        }),
        table({
          id: 'tools',
          caption: 'Rate by tool and model',
          rows: tools,
          empty: 'No line in this period is known to come from a tool.',
          columns: [
            { key: 'tool', label: 'Tool', value: (row) => row.tool },
            {
              key: 'model',
              label: 'Model',
              value: (row) => row.model,
              show: (row) => row.model ?? 'not said',
            },
            { key: 'kind', label: 'Origin', value: (row) => row.kind, show: (row) => kindNames[row.kind] },
            ...rateColumns,
          ],
        }),
        table({
          id: 'secrets',
          caption: 'Pull requests that bring a secret on lines of an origin',
          rows: kinds.map(({ kind }) => kindRow('hardcoded-secret', '', kind, lines, special)),
          columns: [
            { key: 'kind', label: 'Origin', value: (row) => row.kind, show: (row) => kindNames[row.kind] },
            { key: 'with_secret', label: 'With a secret', isNumber: true, value: (row) => row.pulls },
            {
              key: 'pull_requests',
              label: 'Pull requests with such lines',
              isNumber: true,
              value: (row) => row.of,
              show: (row) => whole(row.of),
            },
            {
              key: 'share',
              label: 'Share (95 %)',
              isNumber: true,
              value: (row) => row.pulls / Math.max(1, row.of),
              show: (row) => withInterval(wilsonInterval(Math.min(row.pulls, row.of), row.of), percent),
            },
          ],
        }),
        ...suggestedParts(lines, manifests),
        table({
          id: 'dependencies',
          caption: 'Pull requests that bring such a dependency on lines of an origin',
          rows: dependencyRules
            .flatMap(([rule, says]) => originKinds.map((kind) => kindRow(rule, says, kind, lines, special)))
            .filter((row) => row.findings > 0),
          empty: 'No such dependency was found in this period.',
          columns: [
            {
              key: 'rule',
              label: 'Rule',
              value: (row) => row.rule,
              show: (row) => html`<code>${row.rule}</code>`,
            },
            { key: 'says', label: 'The package', isText: true, value: (row) => row.says },
            {
              key: 'kind',
              label: 'Origin of the line',
              value: (row) => row.kind,
              show: (row) => kindNames[row.kind],
            },
            { key: 'findings', label: 'Findings', isNumber: true, value: (row) => row.findings },
            {
              key: 'pull_requests',
              label: 'Pull requests',
              isNumber: true,
              value: (row) => row.pulls,
              show: (row) => `${whole(row.pulls)} of ${whole(row.of)}`,
            },
            { key: 'of_pull_requests', label: 'Of', isHidden: true, value: (row) => row.of },
            {
              key: 'share',
              label: 'Share of pull requests (95 %)',
              isNumber: true,
              value: (row) => row.pulls / Math.max(1, row.of),
              show: (row) => withInterval(wilsonInterval(Math.min(row.pulls, row.of), row.of), percent),
            },
          ],
        }),
        ...ofTeams,
        html`<p class="note">
          Denominator: added lines that every rule reads, without generated, minified and vendored files.
          Rates: Poisson, with Byar's approximation of the exact interval. Shares: Wilson's score interval.
          Two intervals that overlap are no proof of a difference, and a difference is no proof of a cause:
          tools are used for other work than hands are. Dependencies of one pull request are alike, so their
          intervals are rather too narrow.
          ${filters.severity === undefined && filters.class === undefined ? '' : 'The filter by severity or class narrows findings, not lines.'}
        </p>`,
      ],
    };
  },
};

/** The same rates by the teams of the repositories. */
async function ratesOfTeams({ db, scope, filter, filters, teams }: Ask): Promise<Shown['parts']> {
  if (!teams) return [];
  const rows = withNames(await ratesByTeam(db, scope, filter), teams, filters);
  return [
    table<Named<TeamRate> & Rate>({
      id: 'teams',
      caption: 'Rate by team and origin',
      rows: rows
        .map((row) => ({
          ...row,
          tool: null,
          model: null,
          lines: row.readLines,
          rate: poissonInterval(row.findings, row.readLines / 1000),
        }))
        .toSorted((a, b) =>
          a.key === b.key ? originKinds.indexOf(a.kind) - originKinds.indexOf(b.kind) : 0,
        ),
      empty: emptyOf(teams),
      columns: [
        teamColumn,
        { key: 'kind', label: 'Origin', value: (row) => row.kind, show: (row) => kindNames[row.kind] },
        ...rateColumns,
      ],
    }),
    teamNote(teams, scope, filters),
  ];
}

const rateColumns: Column<Rate>[] = [
  {
    key: 'pull_requests',
    label: 'Pull requests',
    isNumber: true,
    value: (row) => row.pulls,
    show: (row) => whole(row.pulls),
  },
  {
    key: 'lines',
    label: 'Added lines',
    isNumber: true,
    value: (row) => row.lines,
    show: (row) => whole(row.lines),
  },
  {
    key: 'findings',
    label: 'Findings',
    isNumber: true,
    value: (row) => row.findings,
    show: (row) => whole(row.findings),
  },
  {
    key: 'per_1000_lines',
    label: 'Per 1,000 lines (95 %)',
    isNumber: true,
    value: (row) => row.rate?.value ?? null,
    show: (row) => (row.rate ? withInterval(row.rate, decimal) : none),
  },
  { key: 'low', label: 'Low end', isHidden: true, value: (row) => row.rate?.low ?? null },
  { key: 'high', label: 'High end', isHidden: true, value: (row) => row.rate?.high ?? null },
];

function rateOf(
  row: Pick<Rate, 'name' | 'kind' | 'tool' | 'model'>,
  lines: readonly OriginLines[],
  found: readonly OriginFindings[],
): Rate {
  const readLines = lines.reduce((sum, each) => sum + each.readLines, 0);
  const findings = found.reduce((sum, each) => sum + each.findings, 0);
  const pulls = lines.reduce((sum, each) => sum + (lines.length > 1 ? each.leads : each.pulls), 0);
  return { ...row, pulls, lines: readLines, findings, rate: poissonInterval(findings, readLines / 1000) };
}

function kindRow(
  rule: string,
  says: string,
  kind: OriginKind,
  lines: readonly OriginLines[],
  special: readonly KindFindings[],
) {
  const own = special.find((row) => row.rule === rule && row.kind === kind);
  const of = lines.filter((row) => row.kind === kind).reduce((total, row) => total + row.leads, 0);
  return { rule, says, kind, findings: own?.findings ?? 0, pulls: own?.pulls ?? 0, of };
}
