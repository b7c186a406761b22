// The App as a whole: pages beside webhooks on one port, and webhooks that change at once what people see.
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../src/server/app.ts';
import { webhookPath } from '../src/server/app.ts';
import { createBrowser, type Browser } from './browser.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { startReviewingApp } from './reviewing-app.ts';
import { publicUrl, signInConfig } from './signed-in.ts';

let sim: GitHubSim;
let app: App;
let installation: number;

beforeAll(async () => {
  sim = await startGitHub();
  sim.setCallbackUrls(`${publicUrl}/sign-in/callback`);
  await sim.createRepository('acme', 'shop', { private: true });
  installation = sim.installationId('acme');
  app = await startReviewingApp(sim, () => '2026-11-21', { config: { dashboard: signInConfig(sim) } });
});

afterAll(async () => {
  await app.close();
  await sim.close();
  expect(sim.violations).toEqual([]);
});

async function signIn(login: string): Promise<Browser> {
  const browser = createBrowser({ [publicUrl]: app.url });
  sim.browseAs(login);
  const arrived = await browser.get(`${publicUrl}/sign-in/github?to=/account`);
  expect(arrived.status, arrived.body).toBe(200);
  return browser;
}

async function sees(browser: Browser): Promise<boolean> {
  const { body, trail } = await browser.get(`${publicUrl}/account`);
  expect(trail[0]).toBe(`${publicUrl}/account`);
  return body.includes(`<th scope="row">${installation}</th>`);
}

const isSignedIn = async (browser: Browser): Promise<boolean> =>
  (await browser.get(`${publicUrl}/account`, { follow: false })).status === 200;

async function deliver(event: string, payload: object): Promise<number> {
  const body = JSON.stringify(payload);
  const signature = createHmac('sha256', sim.appCredentials.webhookSecret).update(body).digest('hex');
  const response = await fetch(`${app.url}${webhookPath}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${signature}`,
    },
  });
  return response.status;
}

test('webhooks, health and pages live on one port', async () => {
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${app.url}${webhookPath}`)).status).toBe(405);
  expect((await fetch(`${app.url}/metrics`)).status).toBe(200);
  const home = await createBrowser({ [publicUrl]: app.url }).get(publicUrl);
  expect(home.trail[0]).toBe(`${publicUrl}/sign-in?to=%2Fdashboard`);
});

test('a member who is removed sees nothing at once, and others go on', async () => {
  sim.setMember('acme', 'erin', 'member');
  sim.setMember('acme', 'frank', 'member');
  await sim.settled();
  const erin = await signIn('erin');
  const frank = await signIn('frank');
  expect([await sees(erin), await sees(frank)]).toEqual([true, true]);
  const asked = sim.requests.filter(({ path }) => path === '/user').length;
  sim.setMember('acme', 'erin', null);
  await sim.settled();
  expect([await sees(erin), await sees(frank)]).toEqual([false, true]);
  // Only the one concerned was asked about again.
  expect(sim.requests.filter(({ path }) => path === '/user')).toHaveLength(asked + 1);
});

test('a repository that is taken away from the App is gone at once', async () => {
  sim.setMember('acme', 'gina', 'member');
  const gina = await signIn('gina');
  expect(await sees(gina)).toBe(true);
  sim.selectRepositories('acme', { remove: ['shop'] });
  await sim.settled();
  expect(await sees(gina)).toBe(false);
  sim.selectRepositories('acme', { add: ['shop'] });
  await sim.settled();
});

test('who takes back the authorisation at GitHub is signed out at once', async () => {
  sim.setMember('acme', 'hugo', 'member');
  const hugo = await signIn('hugo');
  expect(await isSignedIn(hugo)).toBe(true);
  sim.revokeGrants('hugo');
  expect(await isSignedIn(hugo)).toBe(true);
  const sender = { id: sim.accountId('hugo'), login: 'hugo', type: 'User' };
  expect(await deliver('github_app_authorization', { action: 'revoked', sender })).toBe(202);
  expect(await isSignedIn(hugo)).toBe(false);
});

test('pages and sign-ins are counted, by addresses that nobody outside makes up', async () => {
  await fetch(`${app.url}/made-up/by-a-stranger?x=1`);
  await fetch(`${app.url}/installations/4711/tokens`, { redirect: 'manual' });
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  expect(metrics).toMatch(/langguard_sign_ins_total\{result="done"\} [3-9]/);
  expect(metrics).toContain('langguard_pages_total{status="404"}');
  expect(metrics).toContain('langguard_page_seconds_count{page="/installations/:installation/tokens"}');
  // Labels, since any digits may stand in a measured time.
  expect([...metrics.matchAll(/"[^"\n]*"/g)].join()).not.toMatch(/made-up|4711/);
});

test('an unsigned webhook ends nobody', async () => {
  sim.setMember('acme', 'iris', 'member');
  const iris = await signIn('iris');
  const body = JSON.stringify({ action: 'revoked', sender: { id: sim.accountId('iris') } });
  const headers = {
    'content-type': 'application/json',
    'x-github-event': 'github_app_authorization',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
  };
  expect((await fetch(`${app.url}${webhookPath}`, { method: 'POST', body, headers })).status).toBe(401);
  expect(await isSignedIn(iris)).toBe(true);
});
