// Webhook payloads: the nearest published example, with this stand-in's objects laid over it.
import { createRequire } from 'node:module';
import { nodeId, renderAccount, renderApp, renderInstallation, renderRepository } from './render.ts';
import type { Account, Body, Installation, Repository, World } from './state.ts';
import { account } from './state.ts';

interface Example {
  name: string;
  examples: Body[];
}

let loaded: Example[] | undefined;

function examples(): Example[] {
  // 4 MB of JSON: read only when the first event is sent.
  loaded ??= createRequire(import.meta.url)('@octokit/webhooks-examples') as Example[];
  return loaded;
}

function nearest(event: string, action: string | null): Body {
  const all = examples().find((item) => item.name === event)?.examples ?? [];
  const sameAction = all.filter((item) => (item['action'] ?? null) === action);
  const pool = sameAction.length > 0 ? sameAction : all;
  return pool.find((item) => item['installation'] !== undefined) ?? pool[0] ?? {};
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lays our values over an example's; what only the example has stays. */
function overlay(example: unknown, ours: unknown): unknown {
  // Some events write times as seconds.
  if (typeof example === 'number' && typeof ours === 'string' && /^\d{4}-\d\d-\d\dT/.test(ours))
    return Math.floor(Date.parse(ours) / 1000);
  if (!isBody(example) || !isBody(ours)) return ours;
  const out: Body = { ...example };
  for (const [key, value] of Object.entries(ours)) out[key] = overlay(example[key], value);
  return out;
}

function organization(world: World, owner: Account): Body {
  const url = `${world.url}/orgs/${owner.login}`;
  return {
    login: owner.login,
    id: owner.id,
    node_id: nodeId('Organization', owner.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.url}/avatars/${owner.id}`,
    description: '',
  };
}

/** Builds the payload of an event; `details` are the event's own objects, and `details.sender` an Account. */
export function buildPayload(
  world: World,
  event: string,
  action: string | null,
  repository: Repository | null,
  installation: Installation,
  details: Body,
): Body {
  const { sender = account(world, 'octocat'), ...own } = details as Body & { sender?: Account };
  const ours: Body = {
    ...(action === null ? {} : { action }),
    ...own,
    ...(repository === null ? {} : { repository: renderRepository(world, repository) }),
    sender: renderAccount(world, sender),
    installation:
      repository === null
        ? renderInstallation(world, installation)
        : { id: installation.id, node_id: nodeId('IntegrationInstallation', installation.id) },
  };
  if (repository?.owner.type === 'Organization') ours['organization'] = organization(world, repository.owner);
  const example = { ...nearest(event, action) };
  for (const key of ['organization', 'repository', 'installation', 'changes', 'label', 'requested_action'])
    if (ours[key] === undefined) delete example[key];
  // The example's installation may be of the other form.
  if (repository !== null) delete example['installation'];
  const payload = overlay(example, ours) as Body;
  for (const key of ['check_run', 'check_suite']) {
    const check = payload[key];
    const given = own[key];
    const isOthers = isBody(given) && isBody(given['app']) && given['app']['slug'] !== world.app.slug;
    if (isBody(check) && !isOthers) check['app'] = renderApp(world);
  }
  return payload;
}
