// The dashboard as one Hono app: who asks, what they may see, which page, and as what.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { html } from 'hono/html';
import { knownNames } from '../../store/history/overview.ts';
import { knownRepositories } from '../../store/history/repositories.ts';
import { setShowsPeople } from '../../store/history/settings.ts';
import type { Scope } from '../../store/history/scope.ts';
import type { Store } from '../../store/open.ts';
import { addressOf, filterForm, readFilters, toFilter, type Filters } from './filters.ts';
import { layout, type Html } from './layout.ts';
import { isTable, type Ask, type Page, type Shown } from './page.ts';
import { effortPage } from './pages/effort.ts';
import { overviewPage } from './pages/overview.ts';
import { peoplePage } from './pages/people.ts';
import { provenancePage } from './pages/provenance.ts';
import { repositoriesPage } from './pages/repositories.ts';
import { repositoryPage } from './pages/repository.ts';
import { reviewPage } from './pages/review.ts';
import { rulesPage } from './pages/rules.ts';
import { waiversPage } from './pages/waivers.ts';
import { toCsv, toJson } from './table.ts';
import { ofTeam, readTeams } from './teams.ts';
import type { Viewer, ViewerOf } from './viewer.ts';

/** What the dashboard is built from. */
export interface DashboardOptions {
  store: Pick<Store, 'db'>;
  viewerOf: ViewerOf;
  /** Where it is mounted, without a slash at the end; links are made with it. */
  base?: string;
  now?(): Date;
  /** Answers somebody who is not signed in; 401 where none is given. */
  onNobody?(context: Context): Response | Promise<Response>;
  /** Shown beside the login, such as a button to sign out. */
  account?(viewer: Viewer): Html;
}

/** Every page of it. */
export const pages: readonly Page[] = [
  overviewPage,
  repositoriesPage,
  repositoryPage,
  reviewPage,
  rulesPage,
  provenancePage,
  waiversPage,
  effortPage,
  peoplePage,
];

const stylesheet = readFileSync(new URL('style.css', import.meta.url), 'utf8');
const styleVersion = createHash('sha256').update(stylesheet).digest('hex').slice(0, 12);

/** Nothing runs, nothing is loaded from elsewhere, nobody frames it. */
export const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Rows of a long table on a page, and in an export. */
const pageRows = 50;
const exportRows = 10_000;

/** The pages; every one is narrowed to what the viewer sees. */
export function createDashboard(options: DashboardOptions): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('content-security-policy', contentSecurityPolicy);
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'same-origin');
    context.header('cross-origin-opener-policy', 'same-origin');
    context.header('cross-origin-resource-policy', 'same-origin');
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'private, no-store');
  });
  app.get('/style.css', (context) =>
    context.body(stylesheet, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'max-age=31536000, immutable',
    }),
  );
  for (const page of pages)
    app.get(page.path === '' ? '/' : page.path, (context) => answer(context, page, options));
  app.post('/people', (context) => switchPeople(context, options));
  // A mounted app's own handler of what is not found would never be asked.
  app.all('*', async (context) => {
    const viewer = await options.viewerOf(context);
    return viewer ? missing(context, options, viewer) : nobody(context, options);
  });
  return app;
}

async function answer(context: Context, page: Page, options: DashboardOptions): Promise<Response> {
  const { store, base = '/dashboard' } = options;
  const viewer = await options.viewerOf(context);
  if (!viewer) return await nobody(context, options);
  const read = readFilters(new URL(context.req.url));
  if (!read.ok) return refuse(context, options, viewer, read.problems);
  const { filters } = read;
  const inSight = scopeOf(viewer);
  const chosen = filters.repository === undefined ? inSight : narrowed(inSight, filters.repository);
  if (chosen.length === 0 && filters.repository !== undefined) return missing(context, options, viewer);
  const repositories = await knownRepositories(store.db, inSight);
  const wantsTeams = page.has.includes('team') || filters.team !== undefined;
  const teams = wantsTeams ? await readTeams(store.db, inSight, repositories) : undefined;
  const scope = teams && filters.team !== undefined ? ofTeam(chosen, teams, filters.team) : chosen;
  const now = options.now?.() ?? new Date();
  const ask: Ask = {
    db: store.db,
    viewer,
    scope,
    repositories,
    teams,
    filters,
    filter: toFilter(filters, now),
    now,
    today: now.toISOString().slice(0, 10),
    base,
    parameter: context.req.param('id') ?? '',
    limit: filters.as === undefined ? pageRows : exportRows,
  };
  const shown = await page.load(ask);
  if (!shown) return missing(context, options, viewer);
  return filters.as === undefined
    ? await asPage(context, page, ask, shown, options)
    : exported(context, ask, shown, options);
}

async function asPage(
  context: Context,
  page: Page,
  ask: Ask,
  shown: Shown,
  options: DashboardOptions,
): Promise<Response> {
  const { base, filters, repositories, teams } = ask;
  const path = `${base}${page.path.replace(':id', encodeURIComponent(ask.parameter))}`;
  const names = page.has.includes('tool')
    ? await knownNames(ask.db, ask.scope, ask.filter)
    : { tools: [], classes: [] };
  const links = (id: string) => ({
    csv: addressOf(path, { ...filters, as: 'csv', table: id }),
    json: addressOf(path, { ...filters, as: 'json', table: id }),
  });
  const body = html`${shown.lead === undefined ? '' : html`<p class="lead">${shown.lead}</p>`}
  ${page.has.length === 0 ? '' : filterForm({ action: path || '/', filters, has: page.has, choices: { repositories: [...repositories], teams: teams?.choices ?? [], ...names } })}
  ${shown.parts.map((part) => (isTable(part) ? part.render(links(part.id)) : part))}`;
  return context.html(frame(options, ask.viewer, { title: shown.title, active: page.section, body }));
}

function exported(
  context: Context,
  ask: Ask,
  shown: Shown,
  options: DashboardOptions,
): Response | Promise<Response> {
  const { as, table: id } = ask.filters;
  const tables = shown.parts.filter(isTable);
  const found = tables.find((each) => each.id === id);
  if (!found)
    return refuse(context, options, ask.viewer, [
      `table: one of ${tables.map((each) => each.id).join(', ')}.`,
    ]);
  // Beside its page a file would not say it.
  const part = ask.viewer.isPartial === true ? '-partial' : '';
  const name = `langguard-${found.id}-${ask.today}${part}.${as ?? 'json'}`;
  context.header('content-disposition', `attachment; filename="${name}"`);
  return as === 'csv'
    ? context.body(toCsv(found), 200, { 'content-type': 'text/csv; charset=utf-8' })
    : context.json(toJson(found));
}

/** Turns figures by person on or off, for an installation that the viewer administers. */
async function switchPeople(context: Context, options: DashboardOptions): Promise<Response> {
  const viewer = await options.viewerOf(context);
  if (!viewer) return await nobody(context, options);
  if (!isFromHere(context))
    return refuse(context, options, viewer, ['This form was sent from another site.'], 403);
  const form = await context.req.parseBody();
  const installationId = Number(form['installation']);
  if (!viewer.administers.has(installationId)) return missing(context, options, viewer);
  if (form['show'] !== 'yes' && form['show'] !== 'no')
    return refuse(context, options, viewer, ['show: yes or no.']);
  const at = options.now?.() ?? new Date();
  await setShowsPeople(options.store.db, {
    installationId,
    showsPeople: form['show'] === 'yes',
    by: viewer.login,
    at,
  });
  return context.redirect(`${options.base ?? '/dashboard'}/people`, 303);
}

/** Browsers say where a form comes from; what says nothing is not a browser with a session to misuse. */
function isFromHere(context: Context): boolean {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = context.req.header('origin');
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === context.req.header('host');
}

function scopeOf({ sees }: Viewer): Scope {
  return [...sees]
    .filter(([, repositoryIds]) => repositoryIds.size > 0)
    .map(([installationId, repositoryIds]) => ({ installationId, repositoryIds: [...repositoryIds] }));
}

function narrowed(scope: Scope, repository: number): Scope {
  return scope
    .filter(({ repositoryIds }) => repositoryIds.includes(repository))
    .map(({ installationId }) => ({ installationId, repositoryIds: [repository] }));
}

async function nobody(context: Context, options: DashboardOptions): Promise<Response> {
  return (await options.onNobody?.(context)) ?? context.text('Sign in first.\n', 401);
}

/** The same answer for what is not there and for what is not in sight. */
function missing(context: Context, options: DashboardOptions, viewer: Viewer): Response | Promise<Response> {
  const body = html`<p>There is nothing at this address, or you may not see it.</p>
    <p><a href="${options.base ?? '/dashboard'}">Back to the overview</a></p>`;
  return context.html(frame(options, viewer, { title: 'Not found', body }), 404);
}

function refuse(
  context: Context,
  options: DashboardOptions,
  viewer: Viewer,
  problems: readonly string[],
  status: 400 | 403 = 400,
): Response | Promise<Response> {
  const body = html`<p>LangGuard cannot answer this request:</p>
    <ul>
      ${problems.map((problem) => html`<li>${problem}</li>`)}
    </ul>`;
  return context.html(frame(options, viewer, { title: 'This does not work', body }), status);
}

function frame(
  options: DashboardOptions,
  viewer: Viewer,
  page: { title: string; active?: string; body: Html },
): Html {
  const { base = '/dashboard' } = options;
  const account = options.account?.(viewer);
  const isPartial = viewer.isPartial === true;
  return layout({ ...page, base, styleVersion, login: viewer.login, account, isPartial });
}

/** What the address of a page can hold; for whoever makes links from outside. */
export type { Filters };
