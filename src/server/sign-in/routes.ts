// The addresses of signing in and out.
import { randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import { endSession, forgetOldSessions, noteSignIn, startSession } from '../../store/sessions.ts';
import type { Viewer } from '../dashboard/viewer.ts';
import { askWho } from './access.ts';
import { digestOf } from './cookies.ts';
import { isOauthRefused, webUrl } from './oauth.ts';
import { signInPage } from './pages.ts';
import { returnTo } from './return-to.ts';
import { attemptMs, idleMs, sessionMs, type SessionDeps } from './sessions.ts';

/** The browser takes a cookie of this prefix only over a safe connection, for this host and all its paths. */
const sessionCookie = 'langguard';
const attemptCookie = 'langguard-sign-in';
const cookie: CookieOptions = { prefix: 'host', secure: true, path: '/', httpOnly: true, sameSite: 'Lax' };

/** Where GitHub sends the browser back to; it is registered as the App's callback URL. */
export const callbackPath = '/sign-in/callback';

/** The session id that the browser came with. */
export async function sessionIdOf(context: Context, deps: SessionDeps): Promise<string | undefined> {
  const sealed = getCookie(context, sessionCookie, 'host');
  return sealed === undefined ? undefined : await deps.sealer.openSession(sealed);
}

/** True when the browser shows some session, good or not. */
export function hasSession(context: Context): boolean {
  return getCookie(context, sessionCookie, 'host') !== undefined;
}

/** The routes; `viewerOf` tells who is signed in already. */
export function createSignIn(
  deps: SessionDeps,
  viewerOf: (context: Context) => Promise<Viewer | undefined>,
): Hono {
  const { store, sealer, oauth, now, log } = deps;
  const github = new URL(webUrl(deps.apiUrl)).host;
  const app = new Hono();

  app.get('/sign-in', async (context) => {
    const to = returnTo(context.req.query('to'));
    if (await viewerOf(context)) return context.redirect(to, 303);
    return context.html(signInPage(github, to));
  });

  app.get('/sign-in/github', async (context) => {
    const { url, state, verifier } = await oauth.begin();
    const until = new Date(now().getTime() + attemptMs);
    const to = returnTo(context.req.query('to'));
    const sealed = await sealer.sealAttempt({ state, verifier, to }, until);
    setCookie(context, attemptCookie, sealed, { ...cookie, maxAge: attemptMs / 1000 });
    return context.redirect(url, 302);
  });

  app.get(callbackPath, async (context) => {
    const sealed = getCookie(context, attemptCookie, 'host');
    const attempt = sealed === undefined ? undefined : await sealer.openAttempt(sealed);
    // Whatever comes of it, this attempt is over.
    deleteCookie(context, attemptCookie, cookie);
    const refuse = (result: 'declined' | 'refused' | 'failed', problem: string) => {
      deps.count(result);
      const page = signInPage(github, attempt?.to ?? returnTo(undefined), problem);
      return context.html(page, result === 'failed' ? 502 : 400);
    };
    if (!attempt)
      return refuse(
        'refused',
        'This answer of GitHub was not asked for by this browser, or came too late. Try again.',
      );
    if (!(await noteSignIn(store.db, digestOf(attempt.state), now())))
      return refuse('refused', 'This answer of GitHub was used before. Try again.');
    try {
      const answer = new URL(context.req.url).searchParams;
      const tokens = await oauth.finish(answer, attempt);
      const { userId, login } = await askWho(deps.apiUrl, tokens.token);
      // Never an id that the browser brought: whoever planted it would know it.
      const sid = randomBytes(32).toString('base64url');
      const before = await sessionIdOf(context, deps);
      const began = now();
      const expiresAt = new Date(began.getTime() + sessionMs);
      await forgetOldSessions(store.db, began, { idleMs, signInMs: attemptMs });
      await startSession(
        store.db,
        { id: digestOf(sid), userId, login, sealed: await sealer.sealTokens(sid, tokens), expiresAt },
        began,
        before === undefined ? undefined : digestOf(before),
      );
      setCookie(context, sessionCookie, await sealer.sealSession(sid, expiresAt), {
        ...cookie,
        maxAge: sessionMs / 1000,
      });
      deps.count('done');
      log.info({ user: userId }, 'signed in');
      return context.redirect(attempt.to, 303);
    } catch (error) {
      if (isOauthRefused(error)) {
        log.warn({ reason: error.code }, 'sign-in refused');
        return error.code === 'access_denied'
          ? refuse(
              'declined',
              'GitHub says that you declined. LangGuard cannot know what you may see without it.',
            )
          : refuse(
              'refused',
              'GitHub did not confirm this sign-in: it was not begun here, was used before, or took too long. Try again.',
            );
      }
      log.warn({ err: error }, 'sign-in failed');
      return refuse('failed', 'GitHub could not be asked. Wait a moment and try again.');
    }
  });

  app.post('/sign-out', async (context) => {
    const sid = await sessionIdOf(context, deps);
    const ended = sid === undefined ? undefined : await endSession(store.db, digestOf(sid));
    deleteCookie(context, sessionCookie, cookie);
    if (sid !== undefined && ended) {
      const tokens = await sealer.openTokens(sid, ended.sealed);
      // Nobody waits for it: without the session nobody can use the token anyway.
      if (tokens)
        oauth
          .revoke(tokens.token)
          .catch((error: unknown) => log.warn({ err: error }, 'a token was not revoked at GitHub'));
      log.info({ user: ended.userId }, 'signed out');
    }
    context.header('clear-site-data', '"cache", "storage"');
    return context.redirect('/sign-in', 303);
  });

  return app;
}
