// Draws the pictures of the guides from what the App really writes: needs a Chromium, named by CHROMIUM.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';
import { marked } from 'marked';
import { chromium } from 'playwright-core';
import { before, repository } from '../test/demo/shop.ts';
import { startWorld } from '../test/demo/world.ts';
import type { CheckRunView } from '../test/github-sim/index.ts';
import { drawDashboard } from './draw-dashboard.ts';

const executablePath = process.env['CHROMIUM'];
if (!executablePath) throw new Error('Set CHROMIUM to the path of a Chromium.');

const colours: Record<string, string> = {
  failure: '#cf222e',
  action_required: '#9a6700',
  success: '#1a7f37',
  neutral: '#59636e',
};
const style = `
  body { font: 14px/1.5 system-ui, sans-serif; color: #1f2328; margin: 0; padding: 24px; width: 872px; background: #fff; }
  .card { border: 1px solid #d1d9e0; border-radius: 6px; padding: 12px 20px; margin-bottom: 16px; }
  .head { font-weight: 600; font-size: 16px; } .dim { color: #59636e; font-weight: 400; font-size: 13px; }
  h4 { margin: 18px 0 6px; } table { border-collapse: collapse; font-size: 13px; } td, th { border: 1px solid #d1d9e0; padding: 4px 10px; text-align: left; }
  code { background: #eff1f3; border-radius: 4px; padding: 1px 4px; font: 12px ui-monospace, monospace; }
  .note { border-left: 4px solid; padding: 6px 14px; margin: 10px 0; white-space: pre-wrap; font-size: 13px; background: #f6f8fa; }
  pre.terminal { background: #0d1117; color: #e6edf3; padding: 14px 18px; border-radius: 6px; font: 12px/1.6 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const markdown = (text: string): string => marked.parse(text, { async: false });

/** The check run as its page shows it, with the first annotations. */
function check(run: CheckRunView, annotations: number): string {
  const colour = colours[run.conclusion ?? ''] ?? '#59636e';
  const buttons = run.actions.map(({ label }) => `<button>${escape(label)}</button>`).join(' ');
  return `<div class="card"><div class="head"><span style="color:${colour}">●</span> ${escape(run.name)}: ${escape(run.output.title ?? '')} <span class="dim">${escape(run.conclusion ?? '')}</span> ${buttons}</div>
    ${markdown(run.output.summary ?? '')}</div>
    ${run.annotations
      .slice(0, annotations)
      .map(
        (each) =>
          `<div class="note" style="border-color:${each['annotation_level'] === 'failure' ? '#cf222e' : '#9a6700'}"><b>${escape(String(each['title']))}</b>  <code>${escape(`${each['path']}:${each['start_line']}`)}</code>\n${escape(String(each['message']))}</div>`,
      )
      .join('')}`;
}

const comment = (login: string, body: string): string =>
  `<div class="card"><div class="dim"><b>${escape(login)}</b> commented</div>${markdown(body)}</div>`;
const terminal = (command: string, said: string): string =>
  `<pre class="terminal">$ ${escape(command)}\n${escape(said)}</pre>`;

const folder = mkdtempSync(join(tmpdir(), 'draw-pages-'));
const cli = fileURLToPath(new URL('../bin/langguard.js', import.meta.url));
const run = (...args: string[]): string =>
  execFileSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });

const world = await startWorld({ now: new Date('2026-11-20T12:00:00Z'), data: join(folder, 'data') });
const pictures: Record<string, string> = {};
const policy = `${String(before['.langguard.yml'])}waivers:
  max_days: 60
  by: maintain
  button_days: 7
approvals:
  - name: data-access
    paths: ['shop/orders.py']
    written_by: ai
    by: ['@acme/data', '@pat']
`;
try {
  const { sim, app } = world;
  const { number, head, checkRun } = await world.openPullRequest();
  pictures['reviewer'] = check(checkRun, 2);
  await sim.commit(repository, { branch: 'main', files: { '.langguard.yml': policy } });
  for (const login of ['kim', 'pat']) sim.setCollaborator(repository, login, 'maintain');
  const say = async (login: string, body: string): Promise<void> => {
    sim.comment(repository, number, body, login);
    for (let round = 0; round < 3; round++) {
      await sim.settled();
      await app.drained();
    }
  };
  await say('kim', '/langguard recheck');
  const waiting = sim.checkRuns(repository, head).at(-1) as CheckRunView;
  const id = /id ([\da-f]{12})/.exec(
    String(
      waiting.annotations.find((each) => String(each['message']).includes('sql-from-interpolation'))?.[
        'message'
      ],
    ),
  )?.[1];
  await say(
    'kim',
    `/langguard waive ${id} reason the column is read from a fixed list in #412 until 2026-12-31`,
  );
  await say('pat', '/langguard approve data-access');
  const last = sim.checkRuns(repository, head).at(-1) as CheckRunView;
  const comments = sim
    .comments(repository, number)
    .map((each) => [String((each['user'] as { login: string }).login), String(each['body'])]);
  pictures['commands'] =
    comments
      .filter(([, body]) => !body?.includes('recheck') || body.includes('langguard:commands'))
      .toSorted(([, a], [, b]) => Number(a?.startsWith('<!--')) - Number(b?.startsWith('<!--')))
      .map(([login = '', body = '']) => comment(login, body))
      .join('') + check(last, 0);
  await world.close();
  writeFileSync(join(folder, '.langguard.yml'), policy);
  writeFileSync(join(folder, 'strict.yml'), 'version: 1\npreset: strict\n');
  pictures['maintainer'] =
    terminal('langguard config explain', run('config', 'explain')) +
    terminal(
      'langguard config simulate strict.yml --last 50',
      run('config', 'simulate', 'strict.yml', '--data', 'data'),
    );
  const ledger = run('audit', 'export', '--data', 'data');
  pictures['security'] =
    terminal('langguard audit verify', run('audit', 'verify', '--data', 'data')) +
    terminal(
      'langguard audit export',
      ledger
        .trim()
        .split('\n')
        .map((line) => {
          const { seq, at, actor, action, subject } = JSON.parse(line) as Record<string, string>;
          return `${seq}  ${at}  ${actor}  ${action}  ${subject}`;
        })
        .join('\n'),
    );
} catch (error) {
  await world.close();
  throw error;
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 920, height: 400 } });
  for (const [name, body] of Object.entries(pictures)) {
    await page.setContent(`<!doctype html><meta charset="utf-8"><style>${style}</style>${body}`);
    const path = fileURLToPath(new URL(`../docs/images/${name}.png`, import.meta.url));
    await page.screenshot({ path, fullPage: true });
    process.stdout.write(`${path}\n`);
  }
  process.stdout.write(`${await drawDashboard(browser)}\n`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
