// The watch over traffic: bad samples that it must report, and the manifest flow that it also covers.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Octokit } from '@octokit/rest';
import { appJwt, asInstallation, octokitWith, refusal } from './client.ts';
import { startGitHub } from './index.ts';
import type { GitHubSim } from './index.ts';
import { checkResponse } from './validation.ts';

let sim: GitHubSim;
let octokit: Octokit;

beforeEach(async () => {
  sim = await startGitHub();
  await sim.createRepository('octo', 'app');
  octokit = await asInstallation(sim);
});

afterEach(() => sim.close());

test.each([
  ['an unknown query', 'GET /repos/octo/app/pulls', { perpage: 3 }, ['query has the unknown key perpage']],
  [
    'an unknown key',
    'POST /app/installations/0/access_tokens',
    { repos: [] },
    ['body has the unknown key repos'],
  ],
  ['a route that is missing here', 'GET /repos/octo/app/unknown', {}, ['the stand-in has no such route']],
  [
    'a missing key',
    'POST /repos/octo/app/check-runs',
    { name: 'x' },
    ["body must have required property 'head_sha'"],
  ],
  [
    'a wrong value and an unknown key',
    'POST /repos/octo/app/check-runs',
    { name: 1, head_sha: 'x', state: 'done' },
    ['/name must be string', 'body has the unknown key state'],
  ],
])('reports a request with %s', async (_, route, body, problems) => {
  await octokit.request(route, body).catch(() => undefined);
  expect(sim.violations.filter((item) => item.side === 'request').flatMap((item) => item.problems)).toEqual(
    problems,
  );
});

test('reports a reply that GitHub would not send', async () => {
  const path = '/repos/{owner}/{repo}/pulls/{pull_number}/files';
  const row = { sha: null, filename: 'a', status: 'modified', additions: 1, deletions: 0, changes: 1 };
  const urls = { blob_url: sim.url, raw_url: sim.url, contents_url: sim.url };
  expect(checkResponse('GET', path, 200, [{ ...row, ...urls }])).toEqual([]);
  expect(checkResponse('GET', path, 200, [{ ...row, ...urls, status: 'touched' }])).toEqual([
    '/0/status must be equal to one of the allowed values',
  ]);
  expect(checkResponse('GET', path, 200, [row]).length).toBe(3);
  expect(checkResponse('GET', path, 201, [])).toEqual(['the description has no status 201']);
  expect(checkResponse('GET', '/nowhere', 200, [])).toEqual(['the description has no GET /nowhere']);
});

test('registers an App from a manifest, once', async () => {
  const manifest = {
    name: 'Guard of octo',
    url: 'https://example.com',
    redirect_url: `${sim.url}/versions`,
    default_permissions: { checks: 'write' },
    default_events: ['pull_request'],
  };
  const answer = await fetch(`${sim.url}/organizations/octo/settings/apps/new?state=s1`, {
    method: 'POST',
    body: new URLSearchParams({ manifest: JSON.stringify(manifest) }),
    redirect: 'manual',
  });
  const back = new URL(answer.headers.get('location') ?? '');
  expect([answer.status, back.pathname, back.searchParams.get('state')]).toEqual([302, '/versions', 's1']);
  const anybody = octokitWith(sim, appJwt(sim));
  const convert = () => anybody.apps.createFromManifest({ code: back.searchParams.get('code') ?? '' });
  const { data } = await convert();
  expect(data).toMatchObject({
    id: sim.appCredentials.appId,
    name: 'Guard of octo',
    pem: sim.appCredentials.privateKey,
    permissions: { metadata: 'read', checks: 'write' },
    events: ['pull_request'],
  });
  expect((await refusal(convert())).status).toBe(404);
  const bad = new URLSearchParams({ manifest: '{' });
  expect((await fetch(`${sim.url}/settings/apps/new`, { method: 'POST', body: bad })).status).toBe(400);
  expect(sim.violations).toEqual([]);
});
