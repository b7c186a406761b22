// What assistants used: by person, by team and together.
import { sql, type Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** Use within a time. */
export interface Use {
  of: 'person' | 'team' | 'all';
  name: string;
  tokens: number;
  costMicros: number;
  calls: number;
  failures: number;
}

/** More people than this are not told apart in one day. */
const maxNames = 5000;

/**
 * The use of the day of `now`, in UTC. Counters repeat what requests say, so they count only for conversations of which no
 * request was received.
 */
export async function usesOfDay(db: Kysely<Schema>, installationId: number, now: Date): Promise<Use[]> {
  const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  return await usesBetween(db, installationId, { since: from, until: new Date(from.getTime() + 86_400_000) });
}

/** The use of a time. */
export async function usesBetween(
  db: Kysely<Schema>,
  installationId: number,
  { since, until }: { since: Date; until: Date },
): Promise<Use[]> {
  const { rows } = await sql<Row>`
    with day as (
      select kind, person, team, session, tokens_in + tokens_out as tokens, coalesce(cost_micros, 0) as cost, failed
      from trace_events
      where installation_id = ${installationId}::int8 and at >= ${since}::timestamptz and at < ${until}::timestamptz
    ),
    counted as (
      select * from day where kind in ('request', 'tool')
      union all
      select * from day where kind = 'usage' and not exists (
        select 1 from day as other where other.kind = 'request' and other.session is not distinct from day.session
      )
    )
    select person, team, grouping(person) as no_person, grouping(team) as no_team,
      sum(tokens)::float8 as tokens, sum(cost)::float8 as cost,
      count(*) filter (where kind <> 'usage')::int4 as calls,
      count(*) filter (where kind <> 'usage' and failed)::int4 as failures
    from counted
    group by grouping sets ((person), (team), ())
    order by tokens desc
    limit ${maxNames}`.execute(db);
  return rows.flatMap((row): Use[] => {
    const of = row.noPerson === 0 ? 'person' : row.noTeam === 0 ? 'team' : 'all';
    const name = of === 'person' ? row.person : of === 'team' ? row.team : '';
    if (name === null) return [];
    const { tokens, calls, failures } = row;
    return [{ of, name, tokens: tokens ?? 0, costMicros: row.cost ?? 0, calls, failures }];
  });
}

interface Row {
  person: string | null;
  team: string | null;
  noPerson: number;
  noTeam: number;
  tokens: number | null;
  cost: number | null;
  calls: number;
  failures: number;
}

/** The use of one assistant. */
export interface ToolUse {
  tool: string;
  calls: number;
  failures: number;
  tokens: number;
  dollars: number;
  people: number;
}

/** The use of each assistant in a time, in the repositories in sight and, where a trace names none, in the installations. */
export async function toolsBetween(
  db: Kysely<Schema>,
  scope: readonly { installationId: number; repositoryIds: readonly number[] }[],
  { since, until }: { since: Date; until: Date },
): Promise<ToolUse[]> {
  if (scope.length === 0) return [];
  const parts = scope.map(
    ({ installationId, repositoryIds }) => sql`(installation_id = ${installationId}::int8
      and (repository is null or repository_id = any(${[...repositoryIds]}::int8[])))`,
  );
  const { rows } = await sql<ToolUse>`
    with seen as (
      select * from trace_events
      where (${sql.join(parts, sql` or `)}) and at >= ${since}::timestamptz and at < ${until}::timestamptz
    )
    select tool, (count(*) filter (where kind in ('request', 'tool')))::int4 as calls,
      (count(*) filter (where kind in ('request', 'tool') and failed))::int4 as failures,
      coalesce(sum(tokens_in + tokens_out), 0)::float8 as tokens,
      (coalesce(sum(cost_micros), 0) / 1e6)::float8 as dollars,
      (count(distinct person))::int4 as people
    from seen
    where kind <> 'usage' or not exists (
      select 1 from seen as other where other.kind = 'request' and other.installation_id = seen.installation_id
        and other.session is not distinct from seen.session
    )
    group by tool order by tokens desc, tool limit 50`.execute(db);
  return rows;
}
