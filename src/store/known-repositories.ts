// The repositories that the store knows of, by installation.
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A repository by the name it had last. */
export interface KnownRepository {
  id: number;
  fullName: string;
}

/** The repositories of one installation, by name. */
export async function repositoriesOf(db: Kysely<Schema>, installationId: number): Promise<KnownRepository[]> {
  return await db
    .selectFrom('repositories')
    .select(['id', 'fullName'])
    .where('installationId', '=', installationId)
    .orderBy('fullName')
    .execute();
}

/** The ids of all repositories, by installation: only for whoever owns the machine. */
export async function allRepositories(db: Kysely<Schema>): Promise<Map<number, Set<number>>> {
  const rows = await db.selectFrom('repositories').select(['installationId', 'id']).execute();
  const found = new Map<number, Set<number>>();
  for (const { installationId, id } of rows)
    found.set(installationId, (found.get(installationId) ?? new Set()).add(id));
  return found;
}

/** The repositories with a name, over all installations: only for whoever owns the machine. */
export async function findRepositories(
  db: Kysely<Schema>,
  fullName: string,
): Promise<{ installationId: number; repositoryId: number }[]> {
  return await db
    .selectFrom('repositories')
    .select(['installationId', 'id as repositoryId'])
    .where((eb) => eb(eb.fn('lower', ['fullName']), '=', fullName.toLowerCase()))
    .execute();
}
