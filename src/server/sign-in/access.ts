// Asks GitHub with a person's own token what of the App they may see, and what they administer.
// https://docs.github.com/en/rest/apps/installations#list-app-installations-accessible-to-the-user-access-token
import { z } from 'zod';
import { fetchSmall } from './fetch-small.ts';

/** One installation as a person sees it. */
export interface Reach {
  installationId: number;
  repositoryIds: number[];
  /** Undefined when GitHub would not say; nobody is an administrator then. */
  isAdministrator: boolean | undefined;
}

/** GitHub's answer at one moment. */
export interface Access {
  userId: number;
  login: string;
  reaches: Reach[];
  /** True when something may be missing: single sign-on, a suspended installation, more than the budget allows. */
  isPartial: boolean;
}

/** GitHub did not take the token: it was revoked, or is too old. */
export interface TokenRefused extends Error {
  name: 'TokenRefused';
}

/** Tells a `TokenRefused` from other errors. */
export function isTokenRefused(error: unknown): error is TokenRefused {
  return error instanceof Error && error.name === 'TokenRefused';
}

/** A person waits meanwhile; who sees more than this sees the first of it. */
const maxRequests = 300;
const maxRunMs = 25_000;
const requestMs = 10_000;

/** A page of a hundred repositories is about 700 KB. */
const maxBytes = 8 * 1024 * 1024;
const perPage = 100;
const atOnce = 6;

const account = z.object({ id: z.number().int(), login: z.string().max(200) });
const installations = z.object({
  total_count: z.number().int().nonnegative(),
  installations: z.array(
    z.object({
      id: z.number().int().positive(),
      target_type: z.string(),
      account: z.object({ id: z.number().int(), login: z.string().optional() }).nullable().optional(),
    }),
  ),
});
const repositories = z.object({
  total_count: z.number().int().nonnegative(),
  repositories: z.array(z.object({ id: z.number().int().positive() })),
});
const membership = z.object({ role: z.string(), state: z.string() });

interface Answer {
  status: number;
  body: unknown;
  /** Single sign-on keeps a part back. */
  isHeldBack: boolean;
}

/** Whose token it is. Throws as `askAccess` does. */
export async function askWho(apiUrl: string, token: string): Promise<Pick<Access, 'userId' | 'login'>> {
  const { status, body } = await ask(`${apiUrl}/user`, token);
  if (status !== 200) throw new Error(`GitHub answered ${status} when it was asked whose token it is.`);
  const { id: userId, login } = account.parse(body);
  return { userId, login };
}

/** One question; 200, 403 and 404 are answers. */
async function ask(url: string, token: string, deadline?: AbortSignal): Promise<Answer> {
  const limit = AbortSignal.timeout(requestMs);
  const response = await fetchSmall(
    url,
    {
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        'user-agent': 'langguard',
      },
      signal: deadline ? AbortSignal.any([deadline, limit]) : limit,
    },
    maxBytes,
  );
  const { status, headers } = response;
  if (status === 401)
    throw Object.assign(new Error('GitHub does not take the token.'), { name: 'TokenRefused' });
  const isLimited =
    status === 429 ||
    (status === 403 && (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0'));
  if (isLimited || (status !== 200 && status !== 403 && status !== 404))
    throw new Error(`GitHub answered ${status} when it was asked what a person may see.`);
  // The words of a refusal are of no use here.
  const body: unknown = status === 200 ? await response.json() : undefined;
  return { status, body, isHeldBack: headers.has('x-github-sso') };
}

/** Asks. Throws TokenRefused, or another error when GitHub could not be asked; then nothing is known. */
export async function askAccess(apiUrl: string, token: string): Promise<Access> {
  let left = maxRequests;
  let isPartial = false;
  const deadline = AbortSignal.timeout(maxRunMs);

  /** Undefined when the budget is used up. */
  async function get(path: string): Promise<Answer | undefined> {
    if (left-- <= 0) {
      isPartial = true;
      return undefined;
    }
    const answer = await ask(`${apiUrl}${path}`, token, deadline);
    if (answer.isHeldBack) isPartial = true;
    return answer;
  }

  /** All pages of a list; undefined when the person may not have it. */
  async function list<T extends { total_count: number }>(
    path: string,
    schema: z.ZodType<T>,
  ): Promise<T[] | undefined> {
    const page = async (number: number): Promise<T | undefined> => {
      const answer = await get(`${path}?per_page=${perPage}&page=${number}`);
      return answer?.status === 200 ? schema.parse(answer.body) : undefined;
    };
    const first = await page(1);
    if (!first) return undefined;
    const pages = [first];
    const all = Math.ceil(first.total_count / perPage);
    const last = Math.min(all, maxRequests);
    for (let next = 2; next <= last; next += atOnce) {
      const numbers = Array.from({ length: Math.min(atOnce, last - next + 1) }, (_, index) => next + index);
      for (const each of await Promise.all(numbers.map(page))) if (each) pages.push(each);
    }
    if (pages.length < all) isPartial = true;
    return pages;
  }

  const me = await get('/user');
  if (me?.status !== 200) throw new Error('GitHub does not say whose token it is.');
  const { id: userId, login } = account.parse(me.body);
  const reaches: Reach[] = [];
  for (const { id, target_type, account: owner } of (
    (await list('/user/installations', installations)) ?? []
  ).flatMap((page) => page.installations)) {
    const pages = await list(`/user/installations/${id}/repositories`, repositories);
    if (!pages) {
      isPartial = true;
      continue;
    }
    reaches.push({
      installationId: id,
      repositoryIds: pages.flatMap((page) => page.repositories.map((each) => each.id)),
      isAdministrator:
        target_type === 'User'
          ? owner?.id === userId
          : owner?.login === undefined
            ? undefined
            : await isOwner(owner.login),
    });
  }
  return { userId, login, reaches, isPartial };

  async function isOwner(org: string): Promise<boolean | undefined> {
    const answer = await get(`/user/memberships/orgs/${encodeURIComponent(org)}`);
    // 403: the App may not see members, or single sign-on is in the way.
    if (answer?.status === 404) return false;
    if (answer?.status !== 200) return undefined;
    const { role, state } = membership.parse(answer.body);
    return role === 'admin' && state === 'active';
  }
}
