// Permissions that an owner did not grant: noticed at the first refusal, not asked for again for a while, and said once.
import { claimTelling, degradationsOf, noteGranted, noteRefused, noteTold } from '../store/degradations.ts';
import type { Store } from '../store/open.ts';
import { inlineCode } from '../reporters/neutralise.ts';
import { statusOf, type GitHub, type Octokit } from './github.ts';
import type { Metrics } from './metrics.ts';

/** Something that needs a permission of its own. */
interface Capability {
  /** Completes the sentence "LangGuard may not …". */
  does: string;
  /** As GitHub's settings name the permission. */
  permission: string;
  method: RegExp;
  route: RegExp;
}

/** https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps */
const capabilities: Readonly<Record<string, Capability>> = {
  checks: {
    does: 'write checks, so it answers nothing at all',
    permission: 'Checks: Read and write',
    method: /^(POST|PATCH)$/,
    route: /\/check-runs(\/[^/]+)?$/,
  },
  comments: {
    does: 'write comments and reviews on pull requests, so it makes no suggestions and does not answer commands',
    permission: 'Pull requests: Read and write',
    method: /^(POST|PATCH|PUT|DELETE)$/,
    route:
      /\/issues\/[^/]+\/comments$|\/issues\/comments\/|\/pulls\/[^/]+\/(reviews|comments)|\/pulls\/comments\//,
  },
  issues: {
    does: 'write issues, so it opens none for what it finds',
    permission: 'Issues: Read and write',
    method: /./,
    route: /\/issues(\/[^/]+)?$/,
  },
  'code-scanning': {
    does: 'use code scanning, so findings are not uploaded and those of other scanners are not read',
    permission: 'Code scanning alerts: Read and write',
    method: /./,
    route: /\/code-scanning\//,
  },
  teams: {
    does: 'see who is in a team, so nobody counts as a member of a team that policy names',
    permission: 'Members (of the organisation): Read-only',
    method: /^GET$/,
    route: /\/teams\/[^/]+\/memberships\//,
  },
  'custom-properties': {
    does: 'read the custom properties of repositories, so policy for groups by property does not apply',
    permission: 'Custom properties: Read-only',
    method: /^GET$/,
    route: /\/properties\/values$/,
  },
};

/** One request in this time finds out whether the permission was granted after all. */
const retryMs = 60 * 60_000;

const refusal = /resource not accessible by integration/i;

/** What a request is part of; undefined for what every installation grants. */
export function capabilityOf(method: string, url: string): string | undefined {
  const path = url.split('?', 1)[0] ?? '';
  return Object.keys(capabilities).find(
    (name) => capabilities[name]?.method.test(method) && capabilities[name]?.route.test(path),
  );
}

/** GitHub whose clients of one repository notice missing permissions and ask for them rarely. */
export function watchPermissions(
  github: GitHub,
  { store, metrics, now = () => new Date() }: { store: Store; metrics: Metrics; now?: () => Date },
): GitHub {
  const { db } = store;
  const watch = (installationId: number, client: Octokit): Octokit => {
    client.hook.wrap('request', async (request, options) => {
      const capability = capabilityOf(options.method, options.url);
      if (capability === undefined) return await request(options);
      const known = (await degradationsOf(db, installationId)).find((each) => each.capability === capability);
      if (known && now().getTime() - known.refusedAt.getTime() < retryMs) throw refused(capability);
      try {
        const answer = await request(options);
        if (known && (await noteGranted(db, installationId, capability)))
          github.log.info({ installation: installationId, capability }, 'permission granted');
        return answer;
      } catch (error) {
        if (isPermissionRefusal(error)) {
          metrics.count('langguard_permission_refusals_total', { capability });
          if (await noteRefused(db, installationId, capability, now()))
            github.log.warn(
              { installation: installationId, capability, permission: capabilities[capability]?.permission },
              'permission missing: LangGuard does without',
            );
        }
        throw error;
      }
    });
    return client;
  };
  return { ...github, repository: (id, repositoryId) => watch(id, github.repository(id, repositoryId)) };
}

/** True while an installation does not let the App write checks, as far as was found out within the hour. */
export async function mayNotAnswer(store: Store, installationId: number, now: Date): Promise<boolean> {
  const known = await degradationsOf(store.db, installationId);
  return known.some(
    ({ capability, refusedAt }) => capability === 'checks' && now.getTime() - refusedAt.getTime() < retryMs,
  );
}

/** True when GitHub refuses for want of a permission. */
export function isPermissionRefusal(error: unknown): boolean {
  return statusOf(error) === 403 && error instanceof Error && refusal.test(error.message);
}

/** What the check run of one review says about missing permissions; undefined when there is nothing new to say. */
export async function missingPermissions(
  { store, github }: { store: Store; github: GitHub },
  installationId: number,
  reviewId: string,
): Promise<string | undefined> {
  const missing = await claimTelling(store.db, installationId, reviewId, new Date());
  if (missing.length === 0) return undefined;
  const app = await github.app();
  const { data } = await app.rest.apps.getInstallation({ installation_id: installationId });
  const { data: own } = await app.rest.apps.getAuthenticated();
  const owner = data.account && 'login' in data.account ? data.account.login : '';
  const isOrganization = data.target_type === 'Organization';
  const lines = missing.flatMap((name) => {
    const capability = capabilities[name];
    return capability ? [`- It may not ${capability.does}. Missing: **${capability.permission}**.`] : [];
  });
  const who = isOrganization ? `an owner of ${inlineCode(owner)}` : inlineCode(`@${owner}`);
  return [
    '**LangGuard was not granted everything that the policy asks for.** The findings above do not depend on it.',
    '',
    ...lines,
    '',
    `What to do: ${who} accepts the permissions in [the settings of the installation](${data.html_url}). If nothing is ` +
      `offered there, whoever runs ${inlineCode(own?.name ?? 'the App')} adds them to the App first. This is said once.`,
  ].join('\n');
}

/** Notes that the check run of a review said so. */
export async function permissionsTold(store: Store, installationId: number, reviewId: string): Promise<void> {
  await noteTold(store.db, installationId, reviewId, new Date());
}

/** The answer that GitHub gave lately, without asking. */
function refused(capability: string): Error {
  return Object.assign(new Error(`Resource not accessible by integration (${capability}, known)`), {
    name: 'HttpError',
    status: 403,
  });
}
