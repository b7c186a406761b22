// Webhooks that say that teams may have other repositories now. They only have GitHub asked again: state decides.
import { z } from 'zod';

const envelope = z.object({
  action: z.string().optional(),
  installation: z.object({ id: z.number().int().positive() }).optional(),
});

/** What of an event can change which team a repository belongs to; who is in a team changes nothing. */
const wakes: Readonly<Record<string, ReadonlySet<string | undefined> | 'all'>> = {
  team: 'all',
  team_add: 'all',
  installation_repositories: 'all',
  installation: new Set(['new_permissions_accepted', 'unsuspend']),
  repository: new Set(['created', 'transferred']),
};

/** The events that `teamsChange` understands. */
export const teamEvents: ReadonlySet<string> = new Set(Object.keys(wakes));

/** The installation whose teams are to be asked anew; undefined when nothing changed. Throws a ZodError for another body. */
export function teamsChange(event: string, payload: unknown): number | undefined {
  const actions = wakes[event];
  if (actions === undefined) return undefined;
  const { action, installation } = envelope.parse(payload);
  return actions === 'all' || actions.has(action) ? installation?.id : undefined;
}
