// Signing in and out with a real browser: cookies, redirects and forms as Chromium takes them under our headers.
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Log } from '../src/server/log.ts';
import { createWeb, type Web } from '../src/server/web.ts';
import { openStore, type Store } from '../src/store/open.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { nameRepositories, signInConfig } from './signed-in.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const isThere = existsSync(executablePath);
if (!isThere) process.stderr.write(`SKIPPED, LOUDLY: no Chromium at ${executablePath}; set CHROMIUM.\n`);

const log = { info() {}, warn() {}, error() {} } as unknown as Log;
/** For whoever wants to look: a folder for pictures. */
const pictures = process.env['LANGGUARD_PICTURES'];

let sim: GitHubSim;
let store: Store;
let server: Server;
let browser: Browser;
let url: string;

beforeAll(async () => {
  if (!isThere) return;
  sim = await startGitHub();
  store = await openStore({ memory: true });
  await sim.createRepository('acme', 'shop', { private: true });
  await nameRepositories(store, sim, 'acme/shop');
  sim.setMember('acme', 'olga', 'admin');
  let web: Web | undefined;
  server = createServer((req, res) => void web?.listener(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sim.setCallbackUrls(`${url}/sign-in/callback`);
  web = createWeb({ ...signInConfig(sim), publicUrl: url }, { store, log, githubApiUrl: sim.url });
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});

afterAll(async () => {
  if (!isThere) return;
  await browser.close();
  server.closeAllConnections();
  server.close();
  await store.close();
  await sim.close();
});

/** A page that reports what its policy refused and what failed to load. */
async function open(): Promise<{ page: Page; trouble: string[] }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && trouble.push(message.text())));
  page.on('pageerror', (error) => void trouble.push(error.message));
  return { page, trouble };
}

async function problemsOf(page: Page): Promise<string[]> {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  // The page's own policy lets no script in, so that this one comes from outside of it.
  const { readFileSync } = await import('node:fs');
  await page.evaluate(readFileSync(axe, 'utf8'));
  const found = (await page.evaluate('axe.run()')) as { violations: { id: string; impact: string }[] };
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact }) => `${impact}: ${id}`);
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  for (const [size, width] of [
    ['desktop', 1280],
    ['phone', 390],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `${pictures}/${name}-${size}.png`, fullPage: true });
  }
}

test.skipIf(!isThere)(
  'a person signs in, makes and revokes a token, and signs out',
  async () => {
    const { page, trouble } = await open();
    sim.browseAs('olga');
    await page.goto(`${url}/account`);
    expect(await page.title()).toContain('Sign in');
    expect(await problemsOf(page)).toEqual([]);
    await picture(page, 'sign-in');
    await page.getByRole('link', { name: 'Sign in with GitHub' }).click();
    expect(page.url()).toBe(`${url}/account`);
    expect(await page.getByRole('main').innerText()).toContain('acme/shop');
    expect(await problemsOf(page)).toEqual([]);
    await picture(page, 'account');
    // Scripts see no cookie, and none may run from the page itself.
    expect(await page.evaluate('document.cookie')).toBe('');

    await page.getByRole('link', { name: 'API tokens of' }).click();
    await page.getByLabel('What it is for').fill('weekly report');
    await page.getByLabel('read pages').check();
    await page.getByLabel('acme/shop').check();
    await page.getByRole('button', { name: 'Make a token' }).click();
    expect(await page.getByRole('status').innerText()).toContain('weekly report');
    expect(await page.getByText(/^lgt_\w{12}_[\w-]{43}$/).count()).toBe(1);
    expect(await problemsOf(page)).toEqual([]);
    await picture(page, 'tokens');
    await page.getByRole('button', { name: 'Revoke weekly report' }).click();
    expect(await page.getByRole('table').innerText()).toContain('revoked');

    await page.goto(`${url}/account`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(page.url()).toBe(`${url}/sign-in`);
    await page.goto(`${url}/account`);
    expect(page.url()).toContain('/sign-in?to=');
    expect(trouble).toEqual([]);
  },
  60_000,
);

test.skipIf(!isThere)(
  'fault 36: a page elsewhere can neither frame ours nor send our forms',
  async () => {
    const { page } = await open();
    sim.browseAs('olga');
    await page.goto(`${url}/sign-in/github?to=/account`);
    const evil = createServer((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/html' });
      res.end(
        `<iframe src="${url}/account"></iframe><form method="post" action="${url}/sign-out"><button>Win</button></form>`,
      );
    });
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    try {
      // Another name for the same machine is another site to a browser.
      await page.goto(`http://localhost:${(evil.address() as AddressInfo).port}/`);
      const framed = page.frames().find((frame) => frame !== page.mainFrame());
      expect(await framed?.evaluate('document.body?.innerText ?? ""').catch(() => '')).not.toContain(
        'acme/shop',
      );
      await page.getByRole('button', { name: 'Win' }).click();
      await page.waitForURL(`${url}/sign-out`);
      expect(await page.getByRole('main').innerText()).toContain('not sent from this site');
      await page.goto(`${url}/account`);
      expect(await page.getByRole('main').innerText()).toContain('acme/shop');
    } finally {
      evil.closeAllConnections();
      evil.close();
    }
  },
  60_000,
);
