// Who may do what: App JWTs, installation tokens, suspension and the permission that each route needs.
import { createHmac, createVerify, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Caller, Route } from './http.ts';
import { notFound, refuse } from './http.ts';
import type { Installation, Level, Repository, World } from './state.ts';
import { covers } from './state.ts';
import { grantOf } from './users.ts';

const tokenLifeMs = 60 * 60 * 1000;

/** What an installation token allows; `expiresAt` in milliseconds. */
export interface Token {
  installation: Installation;
  permissions: Record<string, Level>;
  repositoryIds: Set<number> | undefined;
  expiresAt: number;
}

/** A new RSA key pair in the form in which GitHub hands it out (PKCS#1). */
export async function newKeyPair(): Promise<{ privateKey: string; publicKey: string }> {
  return await promisify(generateKeyPair)('rsa', {
    modulusLength: 1024, // 2048 takes 200 ms, and nothing here needs to stay secret
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

function unauthorized(message: string) {
  return refuse(401, message);
}

function decodePart(part: string | undefined): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;
  } catch {
    throw unauthorized('A JSON web token could not be decoded');
  }
}

/** Checks an App's JWT as GitHub does. Throws 401, or 404 when the issuer is no App. */
export function checkAppJwt(world: World, jwt: string): void {
  const [head, claims, signature] = jwt.split('.');
  const header = decodePart(head);
  const { iat, exp, iss } = decodePart(claims);
  const isSigned =
    header['alg'] === 'RS256' &&
    createVerify('RSA-SHA256')
      .update(`${head}.${claims}`)
      .verify(world.app.publicKey, Buffer.from(signature ?? '', 'base64url'));
  if (iss === undefined) throw unauthorized(`Missing 'issuer' claim ('iss') in assertion`);
  if (String(iss) !== String(world.app.id) && iss !== world.app.clientId)
    throw refuse(404, 'Integration not found');
  if (!isSigned) throw unauthorized('A JSON web token could not be decoded');
  const now = world.now() / 1000;
  if (typeof iat !== 'number' || iat > now + 60)
    throw unauthorized(
      `'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued`,
    );
  if (typeof exp !== 'number' || exp <= now)
    throw unauthorized(
      `'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires`,
    );
  if (exp > now + 601 || exp - iat > 661)
    throw unauthorized(`'Expiration time' claim ('exp') is too far in the future`);
}

/** Makes a token in the old form (40 characters) or in the stateless one of 2026 (about 520, with dots). */
export function newTokenText(world: World, format: 'classic' | 'stateless'): string {
  if (format === 'classic') {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    return `ghs_${[...randomBytes(36)].map((byte) => letters[byte % letters.length]).join('')}`;
  }
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${part({ alg: 'ES256', typ: 'JWT' })}.${part({ jti: randomBytes(190).toString('base64url') })}`;
  const signature = createHmac('sha512', world.app.webhookSecret).update(unsigned).digest('base64url');
  return `ghs_${world.app.id}_${unsigned}.${signature}`;
}

/** Narrows an installation's rights to what a token asks for. Throws 403, 404 or 422 as GitHub does. */
export function mintToken(
  world: World,
  installation: Installation,
  asked: { repositories?: string[]; repository_ids?: number[]; permissions?: Record<string, Level> },
): Token {
  if (installation.deleted) throw notFound();
  if (installation.suspendedAt !== null) throw refuse(403, 'This installation has been suspended');
  const covered = [...world.repositories.values()].filter(
    (item) => !item.deleted && covers(installation, item),
  );
  let repositoryIds = installation.selected;
  if (asked.repositories !== undefined || asked.repository_ids !== undefined) {
    const names = asked.repositories ?? [];
    const ids = asked.repository_ids ?? [];
    const picked = covered.filter(
      (item) => ids.includes(item.id) || names.some((name) => name.toLowerCase() === item.name.toLowerCase()),
    );
    if (picked.length < new Set([...names, ...ids]).size)
      throw refuse(
        422,
        'There is at least one repository that does not exist or is not accessible to the parent installation.',
      );
    repositoryIds = new Set(picked.map((item) => item.id));
  }
  const permissions = { ...installation.permissions };
  if (asked.permissions !== undefined) {
    for (const [name, level] of Object.entries(asked.permissions))
      if (!allows(installation.permissions, name, level))
        throw refuse(422, 'The permissions requested are not granted to this installation.');
    for (const name of Object.keys(permissions))
      if (name !== 'metadata' && asked.permissions[name] === undefined) delete permissions[name];
    Object.assign(permissions, asked.permissions);
  }
  return { installation, permissions, repositoryIds, expiresAt: world.now() + tokenLifeMs };
}

function allows(permissions: Record<string, Level>, name: string, level: Level): boolean {
  const held = permissions[name];
  return held === 'write' || (held === 'read' && level === 'read');
}

/** Finds out who asks. Throws 401 for anything that is neither a valid JWT nor a living token. */
export function identify(
  world: World,
  tokens: Map<string, Token>,
  authorization: string | undefined,
): Caller {
  if (authorization === undefined) return { kind: 'nobody' };
  const basic = /^basic\s+(.+)$/i.exec(authorization)?.[1];
  if (basic !== undefined) {
    const given = Buffer.from(basic, 'base64').toString();
    if (given !== `${world.app.clientId}:${world.app.clientSecret}`) throw unauthorized('Bad credentials');
    return { kind: 'client' };
  }
  const secret = /^(?:bearer|token)\s+(.+)$/i.exec(authorization)?.[1] ?? '';
  if (/^[^.]+\.[^.]+\.[^.]+$/.test(secret) && !secret.startsWith('ghs_')) {
    checkAppJwt(world, secret);
    return { kind: 'app' };
  }
  const grant = secret.startsWith('ghu_') ? grantOf(world, secret) : undefined;
  if (grant !== undefined) return { kind: 'user', grant };
  const token = tokens.get(secret);
  if (token === undefined || token.expiresAt <= world.now() || token.installation.deleted)
    throw unauthorized('Bad credentials');
  if (token.installation.suspendedAt !== null) throw refuse(403, 'This installation has been suspended');
  const { installation, permissions, repositoryIds } = token;
  return { kind: 'installation', installation, permissions, repositoryIds };
}

/** Throws 404 unless the caller's token reaches the repository. */
export function checkReach(caller: Caller, repository: Repository): void {
  if (caller.kind !== 'installation' || !covers(caller.installation, repository)) throw notFound();
  if (caller.repositoryIds !== undefined && !caller.repositoryIds.has(repository.id)) throw notFound();
}

/** Throws 401 or 403 unless the caller may use the route. */
export function checkRoute(route: Route, caller: Caller): void {
  if (route.auth === 'anybody') return;
  if (caller.kind === 'nobody') throw unauthorized('Requires authentication');
  if (route.auth === 'app') {
    if (caller.kind !== 'app') throw unauthorized('A JSON web token could not be decoded');
    return;
  }
  if (route.auth === 'client') {
    if (caller.kind !== 'client') throw unauthorized('Bad credentials');
    return;
  }
  if (caller.kind !== route.auth) throw refuse(403, 'Resource not accessible by integration');
  if (caller.kind !== 'installation') return;
  const needed = route.permissions ?? [];
  if (needed.length > 0 && !needed.some(([name, level]) => allows(caller.permissions, name, level)))
    throw refuse(403, 'Resource not accessible by integration');
}
