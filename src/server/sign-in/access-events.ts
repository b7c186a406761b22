// Webhooks that say that somebody's access may have changed. They only have GitHub asked again: state decides.
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { revokeTokensOf } from '../../store/api-tokens.ts';
import type { Schema } from '../../store/schema.ts';
import { askAgain, endSessionsOf } from '../../store/sessions.ts';

/** What a webhook changes for people who are signed in. */
export interface AccessChange {
  /** GitHub is asked again for everybody who sees this installation, */
  installationId?: number;
  /** or for this person alone. */
  userId?: number;
  /** The person took back the authorisation: their sessions end. */
  isRevoked?: boolean;
  /** The person left the organisation: what they made there ends too. */
  hasLeft?: boolean;
}

const id = z.number().int().positive();
const envelope = z.object({ action: z.string().optional(), installation: z.object({ id }).optional() });
const sender = z.object({ sender: z.object({ id }) });
const member = z.object({ member: z.object({ id }).nullable() });
const membership = z.object({ membership: z.object({ user: z.object({ id }).nullable() }).optional() });

/** The events that `accessChange` understands. */
export const accessEvents: ReadonlySet<string> = new Set([
  'github_app_authorization',
  'installation',
  'installation_repositories',
  'organization',
  'membership',
  'member',
  'team',
  'team_add',
  'repository',
]);

/** Reads the few fields that matter; undefined when nobody's access changes. Throws a ZodError for another body. */
export function accessChange(event: string, payload: unknown): AccessChange | undefined {
  if (!accessEvents.has(event)) return undefined;
  const { action, installation } = envelope.parse(payload);
  if (event === 'github_app_authorization')
    return action === 'revoked' ? { userId: sender.parse(payload).sender.id, isRevoked: true } : undefined;
  if (!installation) return undefined;
  const installationId = installation.id;
  const ofPerson = (userId: number | undefined): AccessChange =>
    userId === undefined ? { installationId } : { installationId, userId };
  switch (event) {
    case 'organization': {
      const user = membership.parse(payload).membership?.user;
      if (!user) return { installationId };
      return { ...ofPerson(user.id), ...(action === 'member_removed' ? { hasLeft: true } : {}) };
    }
    case 'membership':
    case 'member':
      return ofPerson(member.parse(payload).member?.id);
    default:
      return { installationId };
  }
}

/** Applies a change to whoever is signed in. */
export async function noteAccessChange(db: Kysely<Schema>, change: AccessChange, now: Date): Promise<void> {
  const { installationId, userId, isRevoked, hasLeft } = change;
  if (userId !== undefined && isRevoked === true) return await endSessionsOf(db, userId);
  if (userId !== undefined && installationId !== undefined && hasLeft === true)
    await revokeTokensOf(db, { installationId, userId }, now);
  await askAgain(db, change);
}
