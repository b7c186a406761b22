// Figures by team: a repository with several teams counts in each, one without any under a team of null.
import { sql, type Kysely } from 'kysely';
import type { OriginKind } from '../../engine/review/rates.ts';
import type { Schema } from '../schema.ts';
import { effortFigures, type Effort } from './effort.ts';
import { during, matching, within, type Filter, type Scope } from './scope.ts';

/** A repository and one of its teams. */
export interface TeamOfRepository {
  installationId: number;
  repositoryId: number;
  /** As GitHub writes it in `@owner/team`, or the value of a property. */
  team: string;
  name: string;
}

/** The teams of the repositories in sight. */
export async function teamsInSight(db: Kysely<Schema>, scope: Scope): Promise<TeamOfRepository[]> {
  return await db
    .selectFrom('repositoryTeams')
    .select(['installationId', 'repositoryId', 'team', 'name'])
    .where(within(scope, 'repository_teams'))
    .orderBy('installationId')
    .orderBy('team')
    .orderBy('repositoryId')
    .execute();
}

/** Whose row it is; a team of null stands for the repositories that have none on record. */
export interface TeamKey {
  installationId: number;
  team: string | null;
}

/** How the findings of a team's repositories stand that were first seen in a period. */
export interface TeamStanding extends TeamKey {
  findings: number;
  open: number;
  merged: number;
  fixed: number;
  waived: number;
  expired: number;
  medianFixSeconds: number | null;
}

/** How findings stand, by team. `today` is such as `2026-11-20`. */
export async function standingByTeam(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
  today: string,
): Promise<TeamStanding[]> {
  const { rows } = await sql<TeamStanding>`
    select findings.installation_id, teams.team, count(*)::int4 as findings,
      (count(*) filter (where state = 'open' and not is_merged))::int4 as open,
      (count(*) filter (where state = 'open' and is_merged))::int4 as merged,
      (count(*) filter (where state = 'fixed'))::int4 as fixed,
      (count(*) filter (where state = 'waived' and coalesce(waived_until, '9999') >= ${today}))::int4 as waived,
      (count(*) filter (where state = 'waived' and waived_until < ${today}))::int4 as expired,
      percentile_cont(0.5) within group (order by date_part('epoch', ended_at - first_seen))
        filter (where state = 'fixed') as median_fix_seconds
    from findings ${ofTeams('findings', scope)}
    where ${within(scope, 'findings')} and ${during(filter, 'findings.first_seen')} and ${matching(filter)}
    group by 1, 2`.execute(db);
  return rows;
}

/** Effort by team, of pull requests that were first reviewed in a period. */
export async function effortByTeam(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
): Promise<(Effort & TeamKey)[]> {
  const { rows } = await sql<Effort & TeamKey>`
    select pulls.installation_id, teams.team, ${effortFigures} from pulls ${ofTeams('pulls', scope)}
    where ${within(scope, 'pulls')} and ${during(filter, 'pulls.first_review_at')}
    group by 1, 2`.execute(db);
  return rows;
}

/** Lines of one kind in first reviews of a team's repositories, and the findings on them. */
export interface TeamRate extends TeamKey {
  kind: OriginKind;
  pulls: number;
  readLines: number;
  findings: number;
}

/** Lines and findings by team and kind of origin, in the first review of each pull request. */
export async function ratesByTeam(db: Kysely<Schema>, scope: Scope, filter: Filter): Promise<TeamRate[]> {
  // By repository first: the teams are then looked up for a few rows and not for each line of the history.
  const { rows } = await sql<TeamRate>`
    select by_repository.installation_id, teams.team, kind, sum(pulls)::int4 as pulls,
      sum(read_lines)::float8 as read_lines, sum(findings)::int4 as findings
    from (
      select installation_id, repository_id, kind, count(*) filter (where leads) as pulls,
        sum(read_lines)::float8 as read_lines, 0 as findings, true as is_written
      from review_origins
      where ${within(scope, 'review_origins')} and is_first and ${during(filter, 'review_origins.at')}
        and (${filter.tool ?? null}::text is null or tool = ${filter.tool ?? null}::text)
      group by 1, 2, 3
      union all
      select installation_id, repository_id, kind, 0, 0, count(*), false
      from findings
      where ${within(scope, 'findings')} and in_first and on_line and ${during(filter, 'findings.first_seen')}
        and ${matching(filter)}
      group by 1, 2, 3
    ) as by_repository ${ofTeams('by_repository', scope)}
    group by 1, 2, 3 having bool_or(is_written)`.execute(db);
  return rows;
}

/** The teams of the rows of a table, as `teams`. Narrowed by itself as well, so that no other's team can come in. */
function ofTeams(table: string, scope: Scope) {
  return sql`left join (
      select installation_id, repository_id, team from repository_teams where ${within(scope, 'repository_teams')}
    ) as teams on teams.installation_id = ${sql.ref(`${table}.installation_id`)}
      and teams.repository_id = ${sql.ref(`${table}.repository_id`)}`;
}
