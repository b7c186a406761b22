// Everything that the demo and its test need, on loopback: GitHub, OSV, the registries, the App and the pull request.
import { reviewPullRequest } from '../../src/run.ts';
import { createLookups } from '../../src/lookups/index.ts';
import { startApp, webhookPath, type App } from '../../src/server/app.ts';
import { configOn } from '../app-on-sim.ts';
import { startGitHub, type CheckRunView, type GitHubSim } from '../github-sim/index.ts';
import { advisory, startOsv } from '../osv-sim/index.ts';
import { startRegistry } from '../registry-sim/index.ts';
import { before, branch, commits, dana, pullRequest, repository } from './shop.ts';
import { shippedRules } from '../shipped-rules.ts';

/** A running world. */
export interface World {
  sim: GitHubSim;
  app: App;
  /** Has the command line ask the same OSV and registries. */
  environment: Record<string, string>;
  /** Pushes the branch, opens the pull request and waits for the check run. */
  openPullRequest(): Promise<{ number: number; head: string; checkRun: CheckRunView }>;
  close(): Promise<void>;
}

const day = 86_400_000;

/** Starts it. `now` is the time of the review, from which ages count; `data` a folder for the database, else memory; `publicReads` shows public forks to the App. */
export async function startWorld({
  now,
  data,
  publicReads = false,
}: {
  now: Date;
  data?: string;
  publicReads?: boolean;
}): Promise<World> {
  const ago = (days: number): string => new Date(now.getTime() - days * day).toISOString();
  const sim = await startGitHub({ publicReads });
  const osv = await startOsv({
    advisories: [
      advisory('GHSA-8q59-q68h-6hv4', 'PyPI', 'pyyaml', [{ introduced: '0' }, { fixed: '5.4' }], {
        aliases: ['CVE-2020-14343'],
        summary: 'Arbitrary code execution in full_load',
        severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
      }),
    ],
  });
  const registry = await startRegistry({
    pypi: {
      flask: { versions: { '3.1.2': { publishedAt: ago(90) } } },
      arrow: { versions: { '1.3.0': { publishedAt: ago(400) } } },
      boto3: { versions: { '1.40.0': { publishedAt: ago(60) } } },
      requests: { versions: { '2.31.0': { publishedAt: ago(900) }, '2.32.5': { publishedAt: ago(90) } } },
      // A name one swap away from a popular one, registered this week, without a repository.
      reqeusts: {
        versions: { '2.31.0': { publishedAt: ago(3) } },
        createdAt: ago(3),
        maintainers: ['x9134'],
        repository: false,
      },
      pyyaml: {
        versions: {
          '5.3.1': { publishedAt: ago(2300) },
          '5.4': { publishedAt: ago(2100), yanked: true },
          '5.4.1': { publishedAt: ago(2100) },
          '6.0.2': { publishedAt: ago(800) },
        },
      },
    },
  });
  const rules = await shippedRules();
  const lookups = createLookups({
    osv: { url: osv.url },
    npm: { registry: registry.npmUrl },
    registries: { pypi: registry.pypiUrl },
  });
  const app = await startApp({
    config: configOn(sim, {
      ...(data === undefined ? {} : { store: { directory: data } }),
      dashboard: { mode: 'local' },
    }),
    reviewPullRequest: (octokit, target) =>
      reviewPullRequest(octokit, target, {
        rules,
        lookups,
        digestKey: target.digestKey,
        waivers: target.waivers,
        today: now.toISOString().slice(0, 10),
      }),
  });
  await sim.createRepository('acme', 'shop');
  await sim.commit(repository, {
    branch: 'main',
    parent: null,
    files: before,
    message: 'Start\n',
    author: dana,
  });
  sim.webhookUrl = `${app.url}${webhookPath}`;

  return {
    sim,
    app,
    environment: { LANGGUARD_OSV_URL: osv.url, LANGGUARD_REGISTRY_PYPI: registry.pypiUrl },
    async openPullRequest() {
      let head = '';
      for (const [index, commit] of commits.entries())
        head = await sim.commit(repository, {
          branch,
          ...(index === 0 ? { parent: 'main' } : {}),
          ...commit,
          author: dana,
        });
      const { number } = await sim.openPullRequest(repository, {
        ...pullRequest,
        head: branch,
        base: 'main',
        author: { login: 'dana' },
      });
      await sim.settled();
      await app.drained();
      const [checkRun] = sim.checkRuns(repository, head);
      if (!checkRun) throw new Error('The App made no check run.');
      return { number, head, checkRun };
    },
    async close() {
      await app.close();
      await Promise.all([sim.close(), osv.close(), registry.close()]);
    },
  };
}
