// Draws docs/images/dashboard.png: the overview of a made-up year, as a browser shows it.
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { chromium, type Browser } from 'playwright-core';
import { createDashboard } from '../src/server/dashboard/create.ts';
import { openStore } from '../src/store/open.ts';
import { seedYear } from '../test/seed/year.ts';

const now = new Date('2026-11-20T18:00:00Z');

/** Draws it; the same data every time. */
export async function drawDashboard(browser: Browser): Promise<string> {
  const store = await openStore({ memory: true });
  let close = (): unknown => undefined;
  try {
    const repositories = await seedYear(store, { now });
    const sees = new Map([[4242, new Set(repositories.map(({ id }) => id))]]);
    const viewer = { id: 1, login: 'dana', sees, administers: new Set<number>() };
    const app = new Hono();
    app.route('/dashboard', createDashboard({ store, viewerOf: async () => viewer, now: () => now }));
    const port = await new Promise<number>((resolve) => {
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (at) => resolve(at.port));
      close = () => server.close();
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 1010 }, deviceScaleFactor: 1 });
    await page.goto(`http://127.0.0.1:${port}/dashboard?period=365d`);
    const path = fileURLToPath(new URL('../docs/images/dashboard.png', import.meta.url));
    await page.screenshot({ path });
    await page.close();
    return path;
  } finally {
    close();
    await store.close();
  }
}

if (import.meta.main) {
  const executablePath = process.env['CHROMIUM'];
  if (!executablePath) throw new Error('Set CHROMIUM to the path of a Chromium.');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    process.stdout.write(`${await drawDashboard(browser)}\n`);
  } finally {
    await browser.close();
  }
}
