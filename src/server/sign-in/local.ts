// The dashboard on one's own machine, without sign-in: everything that the store has, for requests that come from here.
import type { Context } from 'hono';
import { allRepositories } from '../../store/known-repositories.ts';
import type { Store } from '../../store/open.ts';
import type { Viewer } from '../dashboard/viewer.ts';
import { isLoopback } from '../web-config.ts';

/** Headers that a proxy or a tunnel adds: whoever is behind it is not on this machine. */
const traces = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via', 'cf-connecting-ip'];

/**
 * Whether a request comes from a browser on this machine that was pointed at this machine: a page elsewhere whose
 * name resolves to loopback (DNS rebinding) sends its own name, and its scripts name it as their site.
 */
export function isFromHere(context: Context, connection: string | undefined): boolean {
  const header = (name: string) => context.req.header(name);
  const site = header('sec-fetch-site');
  return (
    isLoopback(header('host') ?? '') &&
    isLoopback((connection ?? '').replace(/^::ffff:/i, '')) &&
    !traces.some((name) => header(name) !== undefined) &&
    // A link from elsewhere may be followed, but nothing may be read or sent from there.
    (site === undefined ||
      site === 'same-origin' ||
      site === 'none' ||
      header('sec-fetch-mode') === 'navigate')
  );
}

/** Whoever sits here: sees and administers all. */
export async function localViewer(store: Store): Promise<Viewer> {
  const sees = await allRepositories(store.db);
  return { id: 0, login: 'this machine', sees, administers: new Set(sees.keys()) };
}
