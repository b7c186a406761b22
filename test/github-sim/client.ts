// Octokit clients that log in to the stand-in, for its own tests.
import { createPrivateKey, createSign } from 'node:crypto';
import { Octokit } from '@octokit/rest';
import type { GitHubSim } from './index.ts';

/** An App JWT signed by hand; `claims` overrides what is usually right. */
export function appJwt(
  sim: GitHubSim,
  claims: Record<string, unknown> = {},
  key = sim.appCredentials.privateKey,
): string {
  const now = Math.floor(sim.clock.now() / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = { iat: now - 60, exp: now + 540, iss: sim.appCredentials.appId, ...claims };
  const unsigned = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(body)}`;
  return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(createPrivateKey(key), 'base64url')}`;
}

/** A silent client with this token or JWT. */
export function octokitWith(sim: GitHubSim, auth: string): Octokit {
  const quiet = () => {};
  return new Octokit({
    baseUrl: sim.url,
    auth,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
}

/** A client that acts as the App. */
export function asApp(sim: GitHubSim): Octokit {
  return octokitWith(sim, appJwt(sim));
}

/** A client that acts as the App's installation on an account. */
export async function asInstallation(
  sim: GitHubSim,
  owner = 'octo',
  asked: { repositories?: string[]; permissions?: Record<string, string> } = {},
): Promise<Octokit> {
  const { data } = await asApp(sim).apps.createInstallationAccessToken({
    installation_id: sim.installationId(owner),
    ...asked,
  });
  return octokitWith(sim, data.token);
}

/** The status and message with which a call is refused. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ status: number; message: string; errors: unknown }> {
  try {
    await call;
  } catch (error) {
    const { status, response } = error as {
      status: number;
      response?: { data?: { message?: string; errors?: unknown } };
    };
    return { status, message: response?.data?.message ?? '', errors: response?.data?.errors };
  }
  throw new Error('The call was not refused.');
}
