// The pages in a real Chromium: nothing overlaps or runs out of the window, and axe finds no serious issue.
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pages } from '../src/server/dashboard/create.ts';
import { startDashboardWorld, viewerOf, type DashboardWorld } from './dashboard-world.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const isThere = existsSync(executablePath);
if (!isThere)
  process.stderr.write(`SKIPPED: there is no Chromium at ${executablePath}, so no page was looked at.\n`);

const looks = [
  { width: 1280, colorScheme: 'light', rules: '{}' },
  // What axe says of the rest does not hang on the colours.
  { width: 1280, colorScheme: 'dark', rules: "{ runOnly: ['color-contrast'] }" },
  { width: 390, colorScheme: 'light', rules: "{ runOnly: ['scrollable-region-focusable', 'target-size'] }" },
  { width: 390, colorScheme: 'dark', rules: "{ runOnly: ['color-contrast'] }" },
] as const;

/** Runs in the page; this project has no types of a browser's document. */
const lookForTrouble = readFileSync(new URL('dashboard-trouble.js', import.meta.url), 'utf8');

describe.skipIf(!isThere)('in Chromium', () => {
  let world: DashboardWorld;
  let server: ServerType;
  let browser: Browser;
  let base = '';
  let paths: string[] = [];

  beforeAll(async () => {
    world = await startDashboardWorld({ reviews: 500 });
    world.as(viewerOf(world.ours, { administers: new Set([4242]), isPartial: true }));
    const review = await world.store.db
      .selectFrom('reviewCounts')
      .select('id')
      .where('installationId', '=', 4242)
      .where('waived', '>', 0)
      .where('high', '>', 0)
      // With a conversation to lead to.
      .where('id', 'in', (of) => of.selectFrom('findings').select('reviewId').where('grade', '=', 'reported'))
      .orderBy('at', 'desc')
      .executeTakeFirstOrThrow();
    paths = pages.map(({ path }) =>
      path.replace(':id', path.startsWith('/reviews') ? review.id : String(world.ours[0]?.id)),
    );
    await new Promise<void>((resolve) => {
      server = serve({ fetch: world.app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve());
    });
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dashboard`;
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    await world?.close();
  });

  async function open(look: (typeof looks)[number]): Promise<{ page: Page; said: string[] }> {
    const context = await browser.newContext({
      viewport: { width: look.width, height: 900 },
      colorScheme: look.colorScheme,
    });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    return { page, said };
  }

  test.each(looks)(
    '$width px, $colorScheme: every page with a year and with next to nothing',
    async (look) => {
      const { page, said } = await open(look);
      for (const path of paths)
        for (const query of path.startsWith('/reviews') ? [''] : ['?period=365d', '?period=7d']) {
          const answer = await page.goto(`${base}${path}${query}`);
          expect(answer?.status(), path).toBe(200);
          expect(await page.evaluate(lookForTrouble), `${path}${query}`).toEqual([]);
          if (query === '?period=7d') continue;
          await page.evaluate(axe.source);
          const { violations } = (await page.evaluate(`axe.run(${look.rules})`)) as {
            violations: { id: string; impact: string; nodes: { html: string }[] }[];
          };
          const serious = violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
          expect(serious, path).toEqual([]);
        }
      expect(said).toEqual([]);
      await page.context().close();
    },
    120_000,
  );

  test('keys alone reach the content, the pages and the filters', async () => {
    const { page } = await open(looks[0]);
    // The note for who sees a part has a link of its own.
    world.as(viewerOf(world.ours));
    await page.goto(base);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.name')).toBe('period');
    await page.keyboard.press('ArrowDown');
    const shown = await page.evaluate('document.activeElement.value');
    await page.getByRole('button', { name: 'Show' }).press('Enter');
    await page.waitForURL(new RegExp(`period=${String(shown)}`));
    await page.getByRole('link', { name: 'Rules', exact: true }).press('Enter');
    await page.waitForURL(/\/rules$/);
    expect(await page.evaluate('document.title')).toBe('Rules · LangGuard');
    await page.context().close();
  });

  test('trouble is seen: a wide page, texts on one another', async () => {
    const { page } = await open(looks[2]);
    await page.goto(`${base}/provenance?period=365d`);
    await page.evaluate(`{
      const [one, other] = document.querySelectorAll('svg.narrow text');
      for (const name of ['x', 'y']) other.setAttribute(name, one.getAttribute(name));
      const wide = document.createElement('div');
      wide.style.width = '2000px';
      wide.style.height = '9px';
      document.body.append(wide);
    }`);
    const trouble = ((await page.evaluate(lookForTrouble)) as string[]).join('; ');
    expect(trouble).toContain('overlap');
    expect(trouble).toContain('px wide in a window');
    await page.context().close();
  });
});
