// What happens to an installation or a repository itself: suspended, renamed, moved, archived.
import { noteArchived } from '../store/archived.ts';
import { clearDegradations } from '../store/degradations.ts';
import { noteSuspension } from '../store/installations.ts';
import type { Store } from '../store/open.ts';
import type { Queue } from '../store/queue.ts';
import { forgetElsewhere, renameOwner, renameRepository } from '../store/renames.ts';
import type { Log } from './log.ts';

/** A change that a webhook tells of. */
export type Change =
  | { kind: 'suspended' }
  | { kind: 'resumed' }
  /** The owner accepted other permissions. */
  | { kind: 'permissions' }
  | { kind: 'renamed' | 'transferred'; repositoryId: number; owner: string; repo: string }
  | { kind: 'archived' | 'unarchived'; repositoryId: number }
  | { kind: 'owner-renamed'; from: string; to: string };

/** What changes are applied to. */
export interface LifecycleDeps {
  store: Store;
  queue: Pick<Queue, 'drop' | 'resume'>;
  log: Log;
}

/** Applies a change of an installation. Said twice, it changes nothing more. */
export async function applyChange(
  installationId: number,
  change: Change,
  { store, queue, log }: LifecycleDeps,
): Promise<void> {
  const { db } = store;
  switch (change.kind) {
    case 'suspended':
      return await suspend(installationId, { store, queue, log });
    case 'resumed':
      return await resume(installationId, { store, queue, log });
    case 'permissions':
      return await clearDegradations(db, installationId);
    case 'renamed':
      return await renameRepository(db, { installationId, ...change });
    case 'transferred': {
      const from = await forgetElsewhere(db, { installationId, repositoryId: change.repositoryId });
      if (from.length > 0)
        log.info(
          { installation: installationId, repository: change.repositoryId, from },
          'moved: old data deleted',
        );
      return await renameRepository(db, { installationId, ...change });
    }
    case 'archived':
      await queue.drop(installationId, { repositoryId: change.repositoryId });
      return await noteArchived(db, { installationId, repositoryId: change.repositoryId }, true);
    case 'unarchived':
      return await noteArchived(db, { installationId, repositoryId: change.repositoryId }, false);
    case 'owner-renamed':
      return await renameOwner(db, installationId, change);
  }
}

/** Puts the work of an installation aside: its webhooks stay open on record. */
export async function suspend(installationId: number, { store, queue, log }: LifecycleDeps): Promise<void> {
  if (!(await noteSuspension(store.db, installationId, true))) return;
  await queue.drop(installationId, 'all');
  log.warn({ installation: installationId }, 'installation suspended: its work is put aside');
}

/** Goes on where a suspension stopped. What GitHub did not tell meanwhile is found by the sweep that follows. */
export async function resume(installationId: number, { store, queue, log }: LifecycleDeps): Promise<void> {
  if (!(await noteSuspension(store.db, installationId, false))) return;
  await queue.resume(installationId);
  log.info({ installation: installationId }, 'installation no longer suspended: its work goes on');
}
