// The App with the real engine on things that must not be repeated; run as a process of its own, so that all it says can be read.
import { writeFileSync } from 'node:fs';
import { readSealKeys } from '../src/store/sealed.ts';
import { startGitHub } from './github-sim/index.ts';
import { startReviewingApp } from './reviewing-app.ts';

const told = JSON.parse(process.env['CANARY_RUN'] ?? '{}') as {
  directory: string;
  result: string;
  key: string;
  files: Record<string, string>;
  comment: string;
  waiver: string;
  title: string;
  message: string;
};

const sim = await startGitHub();
const name = 'acme/shop';
const { keys } = readSealKeys({ current: told.key });
const app = await startReviewingApp(sim, () => new Date().toISOString().slice(0, 10), {
  config: { store: { directory: told.directory }, logLevel: 'trace', sealKeys: keys, retentionDays: 400 },
});
const quiet = async (): Promise<void> => {
  await sim.settled();
  await app.drained();
  await sim.settled();
};

await sim.createRepository('acme', 'shop', { ownerType: 'Organization' });
await sim.commit(name, {
  branch: 'main',
  parent: null,
  files: {
    '.langguard.yml': 'version: 1\nmode: enforce\ncomments:\n  summary: true\n',
    'README.md': 'shop\n',
  },
});
sim.setCollaborator(name, 'dana', 'admin');
const { files, message, title } = told;
const sha = await sim.commit(name, { branch: 'change', parent: 'main', files, message });
const { number } = await sim.openPullRequest(name, { head: 'change', title, body: title });
await quiet();
const [run] = sim.checkRuns(name, sha);
const finding = run?.annotations
  .map((each) => /\b[0-9a-f]{12}\b/.exec(String(each['message']))?.[0])
  .find((id) => id !== undefined);
sim.comment(name, number, told.comment, 'dana');
sim.comment(name, number, `/langguard waive ${finding} reason ${told.waiver}`, 'dana');
sim.comment(name, number, `/langguard explain ${finding}`, 'dana');
await quiet();
// Trouble is logged as well: a refused write, an answer that is no JSON, a job that fails.
sim.fault({ kind: 'html', method: 'PATCH', path: /\/check-runs\//, times: 2 });
sim.fault({ kind: 'status', status: 422, method: 'POST', path: /\/check-runs$/, times: 20 });
await sim.commit(name, { branch: 'change', files: { ...files, 'more.txt': 'more\n' }, message });
await quiet();
const metrics = await (await fetch(`${app.url}/metrics`)).text();
await app.close();
writeFileSync(
  told.result,
  JSON.stringify({
    metrics,
    finding,
    annotations: run?.annotations.length,
    comments: sim.comments(name, number).map((each) => each['body']),
    // What the App sent to GitHub: a secret must not be in it.
    sent: sim.requests.map(({ body }) => body),
  }),
);
await sim.close();
