// Teams on the pages: who has which, the filter, and in words what is known of them and what is not.
import { html } from 'hono/html';
import type { Kysely } from 'kysely';
import { teamsInSight, type TeamKey, type TeamOfRepository } from '../../store/history/teams.ts';
import type { KnownRepository } from '../../store/history/repositories.ts';
import type { Scope } from '../../store/history/scope.ts';
import type { Schema } from '../../store/schema.ts';
import { teamLookups } from '../../store/teams.ts';
import type { Html } from './layout.ts';
import { count, day } from './wording.ts';

/** The filter for repositories that have no team; no name of a team on GitHub. */
export const noTeam = '-';

/** The teams of everything in sight. */
export interface Teams {
  /** A team as the filter names it and as it is shown; undefined where it is not known whether there is one. */
  nameOf(row: TeamKey): { key: string; name: string } | undefined;
  /** The filter's keys of a repository; undefined where they are not known. */
  keysOf(installationId: number, repositoryId: number): readonly string[] | undefined;
  /** The teams of a repository as rows have them: one of null where it has none, nothing where that is not known. */
  of(installationId: number, repositoryId: number): readonly { team: string | null }[];
  /** Them in words. */
  shownOf(installationId: number, repositoryId: number): string;
  /** What a filter can name, with how it is shown. */
  choices: readonly (readonly [key: string, name: string])[];
  /** Where teams are not known, and why. */
  unknown: readonly { installationId: number; owner: string; why: string; todo: string }[];
  /** Where they come from, and when they were asked. */
  known: readonly { owner: string; source: string; knownAt: Date; since: string | undefined }[];
}

/** Reads them. */
export async function readTeams(
  db: Kysely<Schema>,
  scope: Scope,
  repositories: readonly KnownRepository[],
): Promise<Teams> {
  const lookups = await teamLookups(
    db,
    scope.map(({ installationId }) => installationId),
  );
  const rows = await teamsInSight(db, scope);
  const owners = new Map(repositories.map((each) => [each.installationId, each.fullName.split('/', 1)[0]]));
  const ownerOf = (installationId: number): string =>
    owners.get(installationId) ?? `installation ${installationId}`;
  const isKnown = (installationId: number): boolean =>
    (lookups.get(installationId)?.knownAt ?? null) !== null;
  const inSight = [...owners.keys()];
  const keyOf = ({ installationId, team }: Pick<TeamOfRepository, 'installationId' | 'team'>): string =>
    `${ownerOf(installationId)}/${team}`;
  const byRepository = new Map<string, TeamOfRepository[]>();
  const names = new Map<string, string>();
  for (const row of rows) {
    if (!isKnown(row.installationId)) continue;
    const place = `${row.installationId}/${row.repositoryId}`;
    byRepository.set(place, [...(byRepository.get(place) ?? []), row]);
    // Of several owners, a name alone would not say whose team it is.
    names.set(keyOf(row), inSight.length > 1 ? keyOf(row) : row.name);
  }
  const rowsOf = (installationId: number, repositoryId: number): TeamOfRepository[] | undefined =>
    isKnown(installationId) ? (byRepository.get(`${installationId}/${repositoryId}`) ?? []) : undefined;
  return {
    nameOf({ installationId, team }) {
      if (!isKnown(installationId)) return undefined;
      if (team === null) return { key: noTeam, name: 'no team' };
      const key = keyOf({ installationId, team });
      return { key, name: names.get(key) ?? team };
    },
    keysOf: (installationId, repositoryId) => rowsOf(installationId, repositoryId)?.map(keyOf),
    of(installationId, repositoryId) {
      const own = rowsOf(installationId, repositoryId);
      return own?.length === 0 ? [{ team: null }] : (own ?? []);
    },
    shownOf(installationId, repositoryId) {
      const own = rowsOf(installationId, repositoryId);
      if (!own) return 'not known';
      return own.map((row) => names.get(keyOf(row)) ?? row.name).join(', ') || 'no team';
    },
    choices: [
      ...[...names].toSorted(([, a], [, b]) => compare(a, b)),
      ...(inSight.some(isKnown) ? [[noTeam, 'no team'] as const] : []),
    ],
    unknown: inSight
      .filter((id) => !isKnown(id))
      .map((id) => {
        const lookup = lookups.get(id);
        const [why, todo] = reasons[lookup?.problem ?? 'never'] ?? reasons['failed'] ?? ['', ''];
        return { installationId: id, owner: ownerOf(id), why, todo };
      }),
    known: inSight.flatMap((id) => {
      const lookup = lookups.get(id);
      if (!lookup?.knownAt) return [];
      const { knownAt, source, problem } = lookup;
      const since = problem === null ? undefined : reasons[problem]?.[0];
      return [{ owner: ownerOf(id), source: source ?? 'teams', knownAt, since }];
    }),
  };
}

/** Why teams are not known, and what to do. */
const reasons: Readonly<Record<string, readonly [why: string, todo: string]>> = {
  never: ['GitHub was not asked yet', 'The App asks within its next rounds, and then once a day.'],
  personal: [
    'it is the account of a person, which has no teams on GitHub',
    'Filter by repository in place of it.',
  ],
  permission: [
    'the App was not granted the permission to read them',
    'An owner of the organisation grants “Members: Read-only”, or “Custom properties: Read-only” where LANGGUARD_TEAM_PROPERTY names a property.',
  ],
  budget: ['too few requests to GitHub were left to ask for all of them', 'The App goes on in an hour.'],
  'too-many': [
    'there are more than the App reads',
    'Whoever runs the App can name a custom property of repositories in LANGGUARD_TEAM_PROPERTY.',
  ],
  failed: [
    'GitHub did not answer as it should',
    'The App asks again within an hour; its log has the reason.',
  ],
};

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en', { sensitivity: 'base' });
}

/** What the filter leaves of a scope. */
export function ofTeam(scope: Scope, teams: Teams, team: string): Scope {
  return scope
    .map(({ installationId, repositoryIds }) => ({
      installationId,
      repositoryIds: repositoryIds.filter((id) => {
        const keys = teams.keysOf(installationId, id);
        return team === noTeam ? keys?.length === 0 : keys?.includes(team) === true;
      }),
    }))
    .filter(({ repositoryIds }) => repositoryIds.length > 0);
}

/** What stands below a table by team: what the rows rest on, and that they are no parts of a whole. */
export function teamNote(teams: Teams, scope: Scope, { team }: { team?: string | undefined }): Html {
  const places = scope.flatMap(({ installationId, repositoryIds }) =>
    repositoryIds.map((id) => teams.keysOf(installationId, id)),
  );
  const several = places.filter((keys) => (keys?.length ?? 0) > 1).length;
  return html`${teams.known.map(
    ({ owner, source, knownAt, since }) =>
      html`<p class="note">
        Teams of ${owner}:
        ${
          source.startsWith('property ')
            ? html`the custom property <code>${source.slice('property '.length)}</code> of each repository`
            : 'those that may write to a repository, without secret ones'
        },
        as GitHub said on
        ${day(knownAt)}${since === undefined ? '' : `; not anew since then, because ${since}`}.
      </p>`,
  )}
  ${
    several === 0 || team !== undefined
      ? ''
      : html`<p class="note">
          ${count(several, 'repository has', 'repositories have')} more than one team. Each of its teams
          counts it, so the rows add up to more than the whole.
        </p>`
  }
  ${teams.unknown.map(
    ({ owner, why, todo }) =>
      html`<p class="note">Teams of ${owner} are not known, because ${why}. ${todo}</p>`,
  )}`;
}

/** The first column of a table by team. */
export const teamColumn = {
  key: 'team',
  label: 'Team',
  value: (row: { key: string; name: string }): string => (row.key === noTeam ? row.name : row.key),
  show: (row: { key: string; name: string }): string => row.name,
};

/** What an empty table by team says. */
export function emptyOf({ known, unknown }: Teams): string {
  return known.length === 0 && unknown.length > 0
    ? `Teams are not known, because ${unknown[0]?.why}.`
    : 'Nothing in this period.';
}

/** A row with the name of its team, teams first and repositories without one last. */
export type Named<Row> = Row & { key: string; name: string };

/** Names the rows; those whose teams are not known are left out, and the note says so. */
export function withNames<Row extends TeamKey>(
  rows: readonly Row[],
  teams: Teams,
  { team }: { team?: string | undefined },
): Named<Row>[] {
  return rows
    .flatMap((row) => {
      const named = teams.nameOf(row);
      // A repository of the filter's team may have others.
      return named && (team === undefined || named.key === team) ? [{ ...row, ...named }] : [];
    })
    .toSorted((a, b) => Number(a.key === noTeam) - Number(b.key === noTeam) || compare(a.name, b.name));
}
