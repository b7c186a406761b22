// People: figures by person, only where an administrator turned them on, and one's own for whoever they are about.
import { html } from 'hono/html';
import { effortByPerson } from '../../../store/history/effort.ts';
import { dashboardSettings } from '../../../store/history/settings.ts';
import type { Html } from '../layout.ts';
import type { Ask, Page } from '../page.ts';
import { table } from '../table.ts';
import { decimal, minute, none } from '../wording.ts';

export const peoplePage: Page = {
  path: '/people',
  section: '/people',
  has: ['period', 'repository'],
  async load(ask) {
    const { db, scope, filter, viewer } = ask;
    const settings = await dashboardSettings(
      db,
      scope.map(({ installationId }) => installationId),
    );
    const shown = scope.filter(({ installationId }) => settings.get(installationId)?.showsPeople === true);
    const administered = shown.filter(({ installationId }) => viewer.administers.has(installationId));
    const others = shown.filter(({ installationId }) => !viewer.administers.has(installationId));
    const rows = [
      ...(administered.length > 0 ? await effortByPerson(db, administered, filter) : []),
      ...(others.length > 0 ? await effortByPerson(db, others, filter, viewer.login) : []),
    ];
    const switches = scope.filter(({ installationId }) => viewer.administers.has(installationId));
    const on = [...settings.values()].filter(({ showsPeople }) => showsPeople);
    return {
      title: 'People',
      lead:
        shown.length === 0
          ? 'Figures by person are off. Everything else in this dashboard is by team and repository.'
          : administered.length > 0
            ? 'Figures by person are on. Everybody named here sees their own row.'
            : 'An administrator turned figures by person on. You see your own.',
      parts: [
        ...on.map(
          ({ changedBy, changedAt }) =>
            html`<p class="seen">
              Turned on by ${changedBy}, ${minute(changedAt)} UTC. The ledger has the entry.
            </p>`,
        ),
        ...(shown.length === 0
          ? []
          : [
              table({
                id: 'people',
                caption: 'Authors of pull requests',
                rows,
                columns: [
                  { key: 'login', label: 'Person', value: (row) => row.author },
                  { key: 'pull_requests', label: 'Pull requests', isNumber: true, value: (row) => row.pulls },
                  { key: 'reviews', label: 'Reviews', isNumber: true, value: (row) => row.rounds },
                  {
                    key: 'with_finding',
                    label: 'With a finding',
                    isNumber: true,
                    value: (row) => row.withFinding,
                    show: (row) => `${row.withFinding} of ${row.pulls}`,
                  },
                  { key: 'merged', label: 'Merged', isNumber: true, value: (row) => row.merged },
                  {
                    key: 'median_rounds',
                    label: 'Median rounds to green',
                    isNumber: true,
                    value: (row) => row.medianRounds,
                    show: (row) => (row.medianRounds === null ? none : decimal(row.medianRounds)),
                  },
                ],
              }),
            ]),
        ...switches.map(({ installationId }) =>
          toggle(ask, installationId, settings.get(installationId)?.showsPeople === true),
        ),
        html`<p class="note">
          People work on different things: whoever takes on hard code gets more findings. Pull requests from
          before this was kept name no author and are left out.
        </p>`,
      ],
    };
  },
};

function toggle({ base }: Ask, installationId: number, isOn: boolean): Html {
  return html`<form class="filters" method="post" action="${base}/people">
    <input type="hidden" name="installation" value="${installationId}" />
    <input type="hidden" name="show" value="${isOn ? 'no' : 'yes'}" />
    <button type="submit">
      ${isOn ? 'Turn figures by person off' : 'Turn figures by person on'} (installation ${installationId})
    </button>
  </form>`;
}
