// What an error of GitHub says about our access: suspended, uninstalled, taken away, archived, renamed.
import { statusOf, type GitHub } from './github.ts';

/** Where a repository is now: its names, or that we do not reach it any more. */
export type Whereabouts = { owner: string; repo: string } | 'gone';

/** True when GitHub says that the owner suspended the App (octokit.rb#1307). */
export function isSuspension(error: unknown): boolean {
  return statusOf(error) === 403 && /installation has been suspended/i.test(messageOf(error));
}

/** True when the installation itself is gone: no token is given for it. */
export function isUninstalled(error: unknown): boolean {
  return statusOf(error) === 404 && isTokenRequest(error);
}

/** True when the installation no longer reaches the repository: no token is given for it. */
export function isOutOfReach(error: unknown): boolean {
  return statusOf(error) === 422 && isTokenRequest(error);
}

/** True when GitHub refuses a write because the repository is archived. */
export function isArchiveRefusal(error: unknown): boolean {
  return statusOf(error) === 403 && /was archived so is read-only/i.test(messageOf(error));
}

/** True for what a repository that was renamed, deleted or taken away answers. */
export function mayHaveMoved(error: unknown): boolean {
  const status = statusOf(error);
  return status === 404 || status === 410 || isOutOfReach(error);
}

/** Asks where a repository is, by its number: a token of one repository lists just that one. */
export async function whereIs(
  github: GitHub,
  installationId: number,
  repositoryId: number,
  signal?: AbortSignal,
): Promise<Whereabouts> {
  try {
    const { data } = await github
      .repository(installationId, repositoryId)
      .rest.apps.listReposAccessibleToInstallation(signal ? { request: { signal } } : {});
    const found = data.repositories.find(({ id }) => id === repositoryId);
    return found ? { owner: found.owner.login, repo: found.name } : 'gone';
  } catch (error) {
    if (isOutOfReach(error) || isUninstalled(error)) return 'gone';
    throw error;
  }
}

function isTokenRequest(error: unknown): boolean {
  const { request } = error as { request?: { url?: string } };
  return /\/app\/installations\/[^/]+\/access_tokens$/.test(request?.url ?? '');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
