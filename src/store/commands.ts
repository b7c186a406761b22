// Comment commands on record: each is carried out once, and the reply is written from them.
import type { Kysely, Selectable } from 'kysely';
import type { PullKey } from './reviews.ts';
import type { CommandTable, Schema } from './schema.ts';
import { seal, unseal } from './sealed.ts';

/** A command as it is kept. */
export type StoredCommand = Omit<Selectable<CommandTable>, 'outcome'> & { outcome: string };

/** The commands of a comment that were carried out before. */
export async function answeredOf(
  db: Kysely<Schema>,
  installationId: number,
  commentId: number,
): Promise<StoredCommand[]> {
  const rows = await db
    .selectFrom('commands')
    .selectAll()
    .where('installationId', '=', installationId)
    .where('commentId', '=', commentId)
    .orderBy('position')
    .execute();
  return rows.map((row) => opened(db, row));
}

/** Puts a command and its outcome on record. */
export async function addCommand(db: Kysely<Schema>, command: Omit<StoredCommand, 'at'>): Promise<void> {
  await db
    .insertInto('commands')
    .values({ ...command, outcome: seal(db, placeOf(command), command.outcome) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The last commands of a pull request, newest first. */
export async function lastCommands(
  db: Kysely<Schema>,
  pull: PullKey,
  limit: number,
): Promise<StoredCommand[]> {
  const rows = await db
    .selectFrom('commands')
    .selectAll()
    .where('installationId', '=', pull.installationId)
    .where('repositoryId', '=', pull.repositoryId)
    .where('pullNumber', '=', pull.pullNumber)
    .orderBy('at', 'desc')
    .orderBy('commentId', 'desc')
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => opened(db, row));
}

function opened(db: Kysely<Schema>, row: Selectable<CommandTable>): StoredCommand {
  return { ...row, outcome: unseal(db, placeOf(row), row.outcome) };
}

function placeOf({ installationId }: { installationId: number }) {
  return { installationId, column: 'commands.outcome' };
}
