// Which open pull requests rest on a waiver that is over.
import type { Kysely } from 'kysely';
import type { PullKey } from './reviews.ts';
import type { Schema } from './schema.ts';

/** Open pull requests, over all installations, whose newest review has a finding waived until a day before `today`; the longest over first. */
export async function pullsWithExpiredWaiver(
  db: Kysely<Schema>,
  today: string,
  limit: number,
): Promise<(PullKey & { fullName: string })[]> {
  return await db
    .selectFrom('findings')
    .innerJoin('pulls', (join) =>
      join
        .onRef('pulls.installationId', '=', 'findings.installationId')
        .onRef('pulls.repositoryId', '=', 'findings.repositoryId')
        .onRef('pulls.number', '=', 'findings.pullNumber'),
    )
    .innerJoin('repositories', (join) =>
      join
        .onRef('repositories.installationId', '=', 'findings.installationId')
        .onRef('repositories.id', '=', 'findings.repositoryId'),
    )
    .select(({ fn }) => [
      'findings.installationId as installationId',
      'findings.repositoryId as repositoryId',
      'findings.pullNumber as pullNumber',
      'repositories.fullName as fullName',
      fn.min('findings.waivedUntil').as('until'),
    ])
    .where('findings.state', '=', 'waived')
    .where('findings.waivedUntil', '<', today)
    .where('pulls.closedAt', 'is', null)
    .where('pulls.mergedAt', 'is', null)
    .where('repositories.isArchived', '=', false)
    .groupBy([
      'findings.installationId',
      'findings.repositoryId',
      'findings.pullNumber',
      'repositories.fullName',
    ])
    .orderBy('until')
    .limit(limit)
    .execute();
}
