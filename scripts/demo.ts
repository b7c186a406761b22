// Runs the App against a GitHub on loopback, opens a pull request with AI-written code, and shows the check run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { repository } from '../test/demo/shop.ts';
import { showCheckRun } from '../test/demo/show.ts';
import { startWorld } from '../test/demo/world.ts';

const { values } = parseArgs({ options: { keep: { type: 'boolean' } } });
const say = (line = ''): void => void process.stdout.write(`${line}\n`);

const data = mkdtempSync(join(tmpdir(), 'langguard-demo-'));
say('Starting the App, with its embedded database, beside a GitHub, an OSV and registries on loopback …');
const world = await startWorld({ now: new Date(), data });
try {
  const { number, head, checkRun } = await world.openPullRequest();
  const delivery = world.sim.deliveries.kept().find((one) => one.event === 'pull_request');
  say(
    `Pull request ${repository}#${number} was opened; GitHub delivered the signed webhook (${delivery?.status_code ?? '?'}).`,
  );
  say();
  say(await showCheckRun(world.sim, repository, checkRun));
  if (values.keep) await keep(head, checkRun.external_id);
  else say('With --keep the App stays up, and its dashboard shows this review: npm run demo -- --keep');
} finally {
  await world.close();
  rmSync(data, { recursive: true, force: true });
}

/** Shows each further review until Ctrl-C. */
async function keep(shown: string, review: string): Promise<void> {
  say('The dashboard, open on this machine only:');
  say();
  say(`  ${world.app.url}/dashboard/reviews/${review}   this review`);
  say(`  ${world.app.url}/dashboard                    all of them`);
  say();
  say('The App stays up. Push to the branch and watch the next review:');
  say();
  // This GitHub lets anybody in, but git wants to name somebody before it pushes.
  const address = new URL(`${world.sim.url}/${repository}.git`);
  address.username = 'dana';
  address.password = 'any';
  say(`  git clone ${address.href} shop && cd shop`);
  say('  git switch claude/order-reports');
  say('  … change something, then: git commit -am "Bind the customer" && git push');
  say();
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const seen = new Set([shown]);
  while (!stop.signal.aborted) {
    await sleep(300);
    for (const run of world.sim.checkRuns(repository))
      if (run.status === 'completed' && run.conclusion !== 'cancelled' && !seen.has(run.head_sha)) {
        seen.add(run.head_sha);
        say(await showCheckRun(world.sim, repository, run));
      }
  }
}
