// A dashboard over a small made-up year with two tenants, for tests.
import { Hono } from 'hono';
import { createDashboard } from '../src/server/dashboard/create.ts';
import type { Viewer } from '../src/server/dashboard/viewer.ts';
import { openStore, type Store, type StoreLocation } from '../src/store/open.ts';
import type { SeedRepository } from './seed/invent.ts';
import { seedYear } from './seed/year.ts';

/** Now, for every page. */
export const now = new Date('2026-11-20T18:00:00Z');

/** The paths of all pages; `:id` stands for a repository or a review. */
export interface DashboardWorld {
  store: Store;
  app: Hono;
  /** What the next requests are asked by. */
  as(viewer: Viewer | undefined): void;
  ours: SeedRepository[];
  theirs: SeedRepository[];
  close(): Promise<void>;
}

/** Somebody who sees all of these repositories. */
export function viewerOf(repositories: readonly SeedRepository[], more: Partial<Viewer> = {}): Viewer {
  const sees = new Map<number, Set<number>>();
  for (const { installationId, id } of repositories)
    sees.set(installationId, (sees.get(installationId) ?? new Set()).add(id));
  return { id: 7, login: 'dana', sees, administers: new Set(), ...more };
}

/** Makes it: `reviews` for us, a tenth of it for them. */
export async function startDashboardWorld({
  reviews = 600,
  repositories = 8,
  at = { memory: true },
}: { reviews?: number; repositories?: number; at?: StoreLocation } = {}): Promise<DashboardWorld> {
  const store = await openStore(at);
  const ours = await seedYear(store, { seed: 8, now, reviews, repositories });
  const other = {
    installationId: 5151,
    organisation: 'globex',
    reviews: Math.ceil(reviews / 10),
    repositories: 2,
  };
  const theirs = await seedYear(store, { seed: 9, now, ...other });
  let viewer: Viewer | undefined = viewerOf(ours);
  const app = new Hono();
  app.route('/dashboard', createDashboard({ store, viewerOf: async () => viewer, now: () => now }));
  return { store, app, as: (next) => void (viewer = next), ours, theirs, close: () => store.close() };
}
