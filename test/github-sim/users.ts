// People at GitHub: who they are signed in as, the tokens the App holds for them, and what those tokens see.
import { createHash, randomBytes } from 'node:crypto';
import type { Account, Installation, Repository, World } from './state.ts';
import { account, covers } from './state.ts';

/** A code on its way from the browser to the App. */
export interface AuthorizationCode {
  user: Account;
  redirectUri: string;
  challenge: string | undefined;
  expiresAt: number;
}

/** A person's authorisation of the App, with the one pair of tokens that is good now. */
export interface UserGrant {
  user: Account;
  token: string;
  refreshToken: string | undefined;
  /** Infinity where the App opted out of expiry. */
  expiresAt: number;
  refreshExpiresAt: number;
  /** Organisations whose single sign-on this token went through, lower case. */
  signedOn: Set<string>;
}

/** What the stand-in knows of people. */
export interface People {
  /** Who the browser is signed in as at GitHub; undefined to decline the authorisation. */
  browser: string | undefined;
  codes: Map<string, AuthorizationCode>;
  grants: Set<UserGrant>;
  /** Roles in organisations by `org`, then login, lower case. */
  members: Map<string, Map<string, 'admin' | 'member'>>;
  /** Organisations that ask for single sign-on, lower case. */
  singleSignOn: Set<string>;
  /** False when the App opted out of tokens that expire. */
  doTokensExpire: boolean;
}

const codeLifeMs = 10 * 60_000;
const tokenLifeMs = 8 * 3_600_000;
const refreshLifeMs = 15_897_600_000;

/** Nobody yet. */
export function newPeople(): People {
  return {
    browser: undefined,
    codes: new Map(),
    grants: new Set(),
    members: new Map(),
    singleSignOn: new Set(),
    doTokensExpire: true,
  };
}

/** Lets the person at the browser authorise the App, and gives the code. */
export function newCode(
  world: World,
  login: string,
  redirectUri: string,
  challenge: string | undefined,
): string {
  const code = randomBytes(10).toString('hex');
  world.people.codes.set(code, {
    user: account(world, login),
    redirectUri,
    challenge,
    expiresAt: world.now() + codeLifeMs,
  });
  return code;
}

/** Takes a code, once; undefined when it is unknown, used, too old, or the verifier is another's. */
export function takeCode(
  world: World,
  given: { code: string; redirectUri: string | null; verifier: string | null },
): Account | undefined {
  const found = world.people.codes.get(given.code);
  world.people.codes.delete(given.code);
  if (found === undefined || found.expiresAt <= world.now()) return undefined;
  if (given.redirectUri !== null && given.redirectUri !== found.redirectUri) return undefined;
  const digest = createHash('sha256')
    .update(given.verifier ?? '')
    .digest('base64url');
  return found.challenge === undefined || found.challenge === digest ? found.user : undefined;
}

/** Gives a person's first or renewed pair of tokens. */
export function newGrant(world: World, user: Account, before?: UserGrant): UserGrant {
  const { doTokensExpire, grants } = world.people;
  if (before !== undefined) grants.delete(before);
  const grant: UserGrant = {
    user,
    token: `ghu_${randomBytes(18).toString('hex')}`,
    refreshToken: doTokensExpire ? `ghr_${randomBytes(38).toString('hex')}` : undefined,
    expiresAt: doTokensExpire ? world.now() + tokenLifeMs : Number.POSITIVE_INFINITY,
    refreshExpiresAt: world.now() + refreshLifeMs,
    signedOn: before?.signedOn ?? new Set(),
  };
  grants.add(grant);
  return grant;
}

/** The living grant of a token. */
export function grantOf(world: World, token: string): UserGrant | undefined {
  for (const grant of world.people.grants)
    if (grant.token === token && grant.expiresAt > world.now()) return grant;
  return undefined;
}

/** The grant that a refresh token still renews. */
export function refreshable(world: World, refreshToken: string): UserGrant | undefined {
  for (const grant of world.people.grants)
    if (grant.refreshToken === refreshToken && grant.refreshExpiresAt > world.now()) return grant;
  return undefined;
}

/** What a person may do in a repository by explicit permission; undefined for none. */
export function roleIn(world: World, user: Account, repository: Repository): string | undefined {
  if (repository.owner === user) return 'admin';
  const login = user.login.toLowerCase();
  const inOrganisation = world.people.members.get(repository.owner.login.toLowerCase())?.get(login);
  if (inOrganisation === 'admin') return 'admin';
  // The base permission of an organisation is read unless it chose otherwise.
  return repository.collaborators.get(login) ?? (inOrganisation === undefined ? undefined : 'read');
}

/** The repositories of an installation that a person has explicit permission for. */
export function visibleTo(world: World, user: Account, installation: Installation): Repository[] {
  return [...world.repositories.values()].filter(
    (item) => !item.deleted && covers(installation, item) && roleIn(world, user, item) !== undefined,
  );
}

/** Whether single sign-on stands between a token and an installation. */
export function isHeldBack(world: World, grant: UserGrant, installation: Installation): boolean {
  const org = installation.account.login.toLowerCase();
  return world.people.singleSignOn.has(org) && !grant.signedOn.has(org);
}
