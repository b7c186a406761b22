// Fault 40: the clock of this machine and GitHub's differ.
import { expect, test } from 'vitest';
import { connectGitHub } from '../src/server/github.ts';
import { startGitHub } from './github-sim/index.ts';

test.each([
  ['five minutes behind', 300_000],
  ['five minutes ahead', -300_000],
  ['half a minute ahead', -30_000],
  ['an hour behind', 3_600_000],
])('fault 40: a clock %s signs in all the same', async (_name, offsetMs) => {
  const sim = await startGitHub({ now: () => Date.now() + offsetMs });
  try {
    const repository = await sim.createRepository('acme', 'shop');
    await sim.commit('acme/shop', { branch: 'main', parent: null, files: { a: 'a\n' } });
    const { appId, privateKey, webhookSecret } = sim.appCredentials;
    const github = await connectGitHub(
      { appId, privateKey, githubApiUrl: sim.url, webhookSecrets: [webhookSecret], logLevel: 'fatal' },
      { readRetries: [] },
    );
    const app = await github.app();
    expect((await app.rest.apps.getAuthenticated()).data?.id).toBe(appId);
    const octokit = github.repository(sim.installationId('acme'), repository.id);
    const { data } = await octokit.rest.repos.get({ owner: 'acme', repo: 'shop' });
    expect(data.id).toBe(repository.id);
    // The token is used again: its end is not measured by two clocks.
    const tokens = () =>
      sim.requests.filter(({ path, status }) => path.endsWith('/access_tokens') && status === 201).length;
    const before = tokens();
    await github
      .repository(sim.installationId('acme'), repository.id)
      .rest.repos.get({ owner: 'acme', repo: 'shop' });
    expect([before, tokens()]).toEqual([1, 1]);
    expect(sim.violations).toEqual([]);
  } finally {
    await sim.close();
  }
});
