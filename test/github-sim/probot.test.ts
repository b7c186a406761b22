// Probot itself, end to end against the stand-in: webhook in, token minted, files read, check run written.
import { createServer } from 'node:http';
import { createNodeMiddleware, createProbot } from 'probot';
import { expect, test } from 'vitest';
import { startGitHub } from './index.ts';

test('Probot reviews a pull request from webhook to check run', async () => {
  const sim = await startGitHub({ tokenFormat: 'stateless' });
  const { appId, privateKey, webhookSecret } = sim.appCredentials;
  const probot = createProbot({
    overrides: { appId, privateKey, secret: webhookSecret, baseUrl: sim.url, logLevel: 'fatal' },
  });
  const middleware = await createNodeMiddleware(
    (app) => {
      app.on(['pull_request.opened', 'pull_request.synchronize'], async (context) => {
        const { number, head } = context.payload.pull_request;
        const files = await context.octokit.rest.pulls.listFiles(context.repo({ pull_number: number }));
        const names = files.data.map((file) => file.filename).join(' ');
        await context.octokit.rest.checks.create(
          context.repo({
            name: 'guard',
            head_sha: head.sha,
            conclusion: 'success',
            output: { title: 'Guard', summary: names },
          }),
        );
      });
    },
    { probot },
  );
  const server = createServer((request, response) => void middleware(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    sim.webhookUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api/github/webhooks`;
    await sim.createRepository('octo', 'app', { private: true });
    await sim.commit('octo/app', { branch: 'main', files: { 'a.ts': 'a\n' } });
    await sim.commit('octo/app', { branch: 'topic', files: { 'b.ts': 'b\n' } });
    await sim.openPullRequest('octo/app', { head: 'topic' });
    await sim.settled();
    const last = await sim.commit('octo/app', { branch: 'topic', files: { 'c.ts': 'c\n' } });
    await sim.settled();
    expect(sim.deliveries.kept().map((item) => item.status)).not.toContainEqual(
      expect.stringContaining('Invalid'),
    );
    expect(sim.checkRuns('octo/app').map((run) => run.output.summary)).toEqual(['b.ts', 'b.ts c.ts']);
    expect(sim.checkRuns('octo/app', last).length).toBe(1);
    expect(sim.violations).toEqual([]);
  } finally {
    server.close();
    await sim.close();
  }
});
