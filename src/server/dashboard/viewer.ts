// Who looks at the dashboard, and what GitHub says they may see.
import type { Context } from 'hono';

/** One person, or one API token. Everything that a page shows is narrowed by this, never by the address alone. */
export interface Viewer {
  /** GitHub's number of the account; 0 for the embedded mode without sign-in, -1 for an API token. */
  id: number;
  login: string;
  /** By installation, the ids of the repositories that they may see. */
  sees: ReadonlyMap<number, ReadonlySet<number>>;
  /** Installations whose settings they may change. */
  administers: ReadonlySet<number>;
  /** GitHub kept something back, such as for want of single sign-on: they may be entitled to more. */
  isPartial?: true;
}

/** Who sent a request; undefined for nobody, who is then sent to sign in, or told 401 by the API. */
export type ViewerOf = (context: Context) => Promise<Viewer | undefined>;
