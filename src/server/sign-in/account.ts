// The pages of one's account, and the API tokens of installations that one administers.
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { createToken, listTokens, maxTokenDays, revokeToken, tokenScopes } from '../../store/api-tokens.ts';
import { repositoriesOf } from '../../store/known-repositories.ts';
import type { Store } from '../../store/open.ts';
import type { Viewer } from '../dashboard/viewer.ts';
import { accountPage, tokensPage } from './pages.ts';

/** What the pages work with. */
export interface AccountDeps {
  store: Store;
  /** Who is here in person; undefined for nobody and for programs. */
  personOf(context: Context): Promise<Viewer | undefined>;
  onNobody(context: Context): Response | Promise<Response>;
  isLocal: boolean;
  now(): Date;
}

const many = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()));
const newToken = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u),
  scope: many.pipe(z.array(z.enum(tokenScopes)).min(1)),
  repository: many.pipe(
    z
      .array(
        z
          .string()
          .regex(/^\d{1,15}$/)
          .transform(Number),
      )
      .max(1000),
  ),
  days: z.coerce.number().int().min(1).max(maxTokenDays),
});

/** The routes. An installation that one does not administer is not there. */
export function createAccount(deps: AccountDeps): Hono {
  const { store, now } = deps;
  const app = new Hono();

  app.get('/account', async (context) => {
    const viewer = await deps.personOf(context);
    if (!viewer) return await deps.onNobody(context);
    const installations = [];
    for (const [id, seen] of viewer.sees) {
      const known = await repositoriesOf(store.db, id);
      const names = known.filter((each) => seen.has(each.id)).map((each) => each.fullName);
      installations.push({ id, repositories: names });
    }
    return context.html(accountPage(viewer, installations, { isLocal: deps.isLocal }));
  });

  app.get('/installations/:installation/tokens', (context) => administering(context, show));

  app.post('/installations/:installation/tokens', (context) =>
    administering(context, async (viewer, installationId) => {
      const form = newToken.safeParse(await context.req.parseBody({ all: true }));
      const seen = viewer.sees.get(installationId) ?? new Set();
      if (!form.success || form.data.repository.some((id) => !seen.has(id)))
        return await show(viewer, installationId, context, {
          problem: `A token needs a name of at most 100 characters, something that it may do, repositories that you see, and an end within ${maxTokenDays} days.`,
        });
      const { name, scope, repository, days } = form.data;
      const { text } = await createToken(
        store.db,
        {
          installationId,
          repositoryIds: repository.length === 0 ? null : repository,
          scopes: scope,
          name,
          createdBy: viewer.login,
          createdById: viewer.id > 0 ? viewer.id : null,
          expiresAt: new Date(now().getTime() + days * 86_400_000),
        },
        now(),
      );
      return await show(viewer, installationId, context, { made: { text, name } });
    }),
  );

  app.post('/installations/:installation/tokens/:token/revoke', (context) =>
    administering(context, async (viewer, installationId) => {
      const id = context.req.param('token');
      if (!(await revokeToken(store.db, { installationId, id }, viewer.login, now())))
        return await context.notFound();
      return context.redirect(`/installations/${installationId}/tokens`, 303);
    }),
  );

  async function administering<C extends Context>(
    context: C,
    then: (viewer: Viewer, installationId: number, context: C) => Promise<Response>,
  ): Promise<Response> {
    const viewer = await deps.personOf(context);
    if (!viewer) return await deps.onNobody(context);
    const text: unknown = context.req.param('installation');
    const installationId = typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : 0;
    if (!viewer.administers.has(installationId)) return await context.notFound();
    return await then(viewer, installationId, context);
  }

  async function show(
    viewer: Viewer,
    installationId: number,
    context: Context,
    said: { made?: { text: string; name: string }; problem?: string } = {},
  ): Promise<Response> {
    const seen = viewer.sees.get(installationId) ?? new Set();
    const tokens = await listTokens(store.db, installationId);
    const repositories = (await repositoriesOf(store.db, installationId)).filter(({ id }) => seen.has(id));
    const body = tokensPage(viewer, installationId, tokens, repositories, { ...said, now: now() });
    return context.html(body, said.problem === undefined ? 200 : 400);
  }

  return app;
}
