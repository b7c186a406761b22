// Finds for a review what assistants suggested in its repository.
import type { Change } from '../../engine/change.ts';
import { printedLines } from '../../engine/provenance/suggestions/join.ts';
import { keysOfPrint } from '../../engine/provenance/suggestions/prints.ts';
import type { Suggestion } from '../../engine/provenance/suggestions/suggestion.ts';
import type { Store } from '../../store/open.ts';
import { adoptTraces, findSuggestions, hasTraces } from '../../store/traces/candidates.ts';

/** The suggestions that may be among the added lines of a change, of the last `windowDays`. */
export async function suggestionsFor(
  store: Store,
  change: Change,
  {
    installationId,
    repositoryId,
    repository,
    digestKey,
    windowDays,
    now,
  }: {
    installationId: number;
    repositoryId: number;
    /** `owner/name`. */
    repository: string;
    digestKey: string;
    windowDays: number;
    now: Date;
  },
): Promise<Suggestion[]> {
  if (!(await hasTraces(store.db, installationId))) return [];
  const keys = new Set<number>();
  for (const lines of printedLines(change, digestKey).values())
    for (const { print } of lines) for (const key of keysOfPrint(print)) keys.add(key);
  await adoptTraces(store.db, { installationId, repositoryId }, repository);
  // Clocks of laptops run ahead a little.
  const until = new Date(now.getTime() + 3_600_000);
  const since = new Date(now.getTime() - windowDays * 86_400_000);
  return await findSuggestions(store.db, { installationId, repositoryId }, keys, { since, until });
}
