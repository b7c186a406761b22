// What the browser and the store hold of a sign-in, encrypted (JWE, direct AES-256-GCM).
import { createHash, hkdfSync } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';
import type { UserTokens } from './oauth.ts';

/** What a sign-in under way must find again when GitHub sends the browser back. */
export interface Attempt {
  state: string;
  verifier: string;
  /** Where the person wanted to go. */
  to: string;
}

/** Seals and opens what leaves this process. Whatever is wrong, too old or made for another purpose opens to undefined. */
export interface Sealer {
  sealAttempt(attempt: Attempt, until: Date): Promise<string>;
  openAttempt(sealed: string): Promise<Attempt | undefined>;
  sealSession(sid: string, until: Date): Promise<string>;
  openSession(sealed: string): Promise<string | undefined>;
  /** Opens only with the session id, which the store never has. */
  sealTokens(sid: string, tokens: UserTokens): Promise<string>;
  openTokens(sid: string, sealed: string): Promise<UserTokens | undefined>;
}

const attempt = z.object({ state: z.string(), verifier: z.string(), to: z.string() });
const session = z.object({ sid: z.string() });
const tokens = z.object({
  token: z.string(),
  refreshToken: z.string().optional(),
  expiresAt: z.number().optional(),
});

/** Derives every key from the App's client secret, so that replicas agree and a new secret ends all sessions. */
export function createSealer(clientSecret: string, now: () => Date): Sealer {
  const key = (purpose: string, salt = ''): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', clientSecret, salt, `langguard ${purpose}`, 32));
  const attemptKey = key('sign-in');
  const sessionKey = key('session');

  async function seal(payload: object, by: Uint8Array, until?: Date): Promise<string> {
    const jwt = new EncryptJWT({ ...payload }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' });
    if (until) jwt.setExpirationTime(until);
    return await jwt.encrypt(by);
  }

  async function open<T>(sealed: string, by: Uint8Array, schema: z.ZodType<T>): Promise<T | undefined> {
    try {
      const { payload } = await jwtDecrypt(sealed, by, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        currentDate: now(),
      });
      return schema.parse(payload);
    } catch {
      return undefined;
    }
  }

  return {
    sealAttempt: (given, until) => seal(given, attemptKey, until),
    openAttempt: (sealed) => open(sealed, attemptKey, attempt),
    sealSession: (sid, until) => seal({ sid }, sessionKey, until),
    openSession: async (sealed) => (await open(sealed, sessionKey, session))?.sid,
    sealTokens: (sid, given) => seal(given, key('user tokens', sid)),
    async openTokens(sid, sealed) {
      const found = await open(sealed, key('user tokens', sid), tokens);
      return (
        found && {
          token: found.token,
          ...(found.refreshToken === undefined ? {} : { refreshToken: found.refreshToken }),
          ...(found.expiresAt === undefined ? {} : { expiresAt: found.expiresAt }),
        }
      );
    },
  };
}

/** The digest under which the store knows a session id or a state. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
