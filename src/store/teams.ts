// Which teams the repositories of an installation belong to, as GitHub said last, and when it is asked again.
import { sql, type Kysely, type Selectable } from 'kysely';
import type { TeamLookupTable } from './history/schema.ts';
import type { Schema } from './schema.ts';

type Db = Kysely<Schema>;

/** Why teams are not known, or not known anew. */
export const teamProblems = ['personal', 'permission', 'budget', 'too-many', 'failed'] as const;
export type TeamProblem = (typeof teamProblems)[number];

/** A question that is ours to ask. */
export interface TeamClaim {
  installationId: number;
  /** Set for the one that holds the claim. */
  dueAt: Date;
  /** The team at which the last question stopped, by GitHub's number; 0 for none. */
  cursor: number;
}

/** Takes the question when it is due; whoever dies with it is followed after `holdMs`. */
export async function claimTeams(
  db: Db,
  installationId: number,
  now: Date,
  holdMs: number,
): Promise<TeamClaim | undefined> {
  const dueAt = new Date(now.getTime() + holdMs);
  const row = await db
    .insertInto('teamLookups')
    .values({ installationId, dueAt, knownAt: null, source: null, problem: null })
    .onConflict((conflict) =>
      conflict.column('installationId').doUpdateSet({ dueAt }).where('teamLookups.dueAt', '<=', now),
    )
    .returning(['installationId', 'dueAt', 'cursor'])
    .executeTakeFirst();
  return row;
}

/** Has GitHub asked again at the next round: something changed. */
export async function askTeamsAgain(db: Db, installationId: number, now: Date): Promise<void> {
  await db
    .updateTable('teamLookups')
    .set({ dueAt: now, cursor: 0 })
    .where('installationId', '=', installationId)
    .execute();
}

/** Keeps the repositories of one team, in place of those that it had. */
export async function keepTeam(
  db: Db,
  installationId: number,
  team: { team: string; name: string },
  repositoryIds: readonly number[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('repositoryTeams')
      .where('installationId', '=', installationId)
      .where('team', '=', team.team)
      .execute();
    const rows = [...new Set(repositoryIds)].map((repositoryId) => ({
      installationId,
      repositoryId,
      ...team,
    }));
    // Far below the 65,535 parameters of the protocol.
    for (let from = 0; from < rows.length; from += 1000)
      await trx
        .insertInto('repositoryTeams')
        .values(rows.slice(from, from + 1000))
        .execute();
  });
}

/** Forgets the teams that are not named here: they are no more. */
export async function keepOnlyTeams(db: Db, installationId: number, teams: readonly string[]): Promise<void> {
  await db
    .deleteFrom('repositoryTeams')
    .where('installationId', '=', installationId)
    .where(sql<boolean>`not team = any(${[...teams]}::text[])`)
    .execute();
}

/** How a question ended: all is known, only a part was asked, or GitHub did not say. */
export type TeamOutcome =
  | { knownAt: Date; source: TeamLookupTable['source'] }
  | { cursor: number }
  | { problem: TeamProblem; isOver: boolean };

/** Notes how it ended, and when it is asked next; what changed meanwhile is asked sooner. `isOver`: what was known counts no more. */
export async function finishTeams(db: Db, claim: TeamClaim, outcome: TeamOutcome, next: Date): Promise<void> {
  const { installationId } = claim;
  await db.transaction().execute(async (trx) => {
    const change =
      'knownAt' in outcome
        ? { ...outcome, problem: null, cursor: 0 }
        : 'cursor' in outcome
          ? { problem: 'budget' as const, cursor: outcome.cursor }
          : { problem: outcome.problem, ...(outcome.isOver ? { knownAt: null, cursor: 0 } : {}) };
    await trx.updateTable('teamLookups').set(change).where('installationId', '=', installationId).execute();
    await trx
      .updateTable('teamLookups')
      .set({ dueAt: next })
      .where('installationId', '=', installationId)
      .where('dueAt', '=', claim.dueAt)
      .execute();
    if ('problem' in outcome && outcome.isOver)
      await trx.deleteFrom('repositoryTeams').where('installationId', '=', installationId).execute();
  });
}

/** What is known of the teams of some installations; those never asked about are left out. */
export async function teamLookups(
  db: Db,
  installationIds: readonly number[],
): Promise<ReadonlyMap<number, Selectable<TeamLookupTable>>> {
  if (installationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('teamLookups')
    .selectAll()
    .where('installationId', 'in', installationIds)
    .execute();
  return new Map(rows.map((row) => [row.installationId, row]));
}
