// Code scanning through the App: findings that go up, results of other scanners that come down, and what is missing on the way.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../src/server/app.ts';
import { untilQuiet } from './app-on-sim.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { startReviewingApp } from './reviewing-app.ts';

const name = 'acme/shop';
const uploads = 'POST /repos/{owner}/{repo}/code-scanning/sarifs';
let sim: GitHubSim;
let app: App;
let counter = 0;

const policy = `version: 1
mode: enforce
code_scanning: upload
scanners:
  from_code_scanning: [CodeQL]
  rules:
    - match: ['codeql/quality/**']
      severity: 'off'
`;
const clean = 'def add(a, b):\n    return a + b\n';

beforeAll(async () => {
  sim = await startGitHub();
  app = await startReviewingApp(sim, () => '2026-11-20');
  await sim.createRepository('acme', 'shop', { ownerType: 'Organization' });
  await sim.commit(name, {
    branch: 'main',
    parent: null,
    files: { '.langguard.yml': policy, 'README.md': 'x\n' },
  });
  await quiet();
});

afterAll(async () => {
  await app.close();
  await sim.close();
});

const quiet = (): Promise<void> => untilQuiet(sim, app);

const codeql = (uri: string, results: { rule: string; line: number }[]) => ({
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'CodeQL',
          rules: [
            {
              id: 'py/injection',
              properties: { tags: ['security', 'external/cwe/cwe-094'], 'security-severity': '9.3' },
            },
          ],
        },
      },
      results: results.map(({ rule, line }) => ({
        ruleId: rule,
        message: { text: `found @octo ${rule}` },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
              region: { startLine: line },
            },
          },
        ],
      })),
    },
  ],
});

/** Opens a pull request after code scanning got what `analyse` says of it. */
async function open(body: string, analyse?: (head: string, number: number, path: string) => void) {
  const branch = `change-${++counter}`;
  const path = `app/${branch}.py`;
  const sha = await sim.commit(name, { branch, parent: 'main', files: { [path]: body } });
  analyse?.(sha, counter, path);
  const { number } = await sim.openPullRequest(name, {
    head: branch,
    title: branch,
    author: { login: 'dana' },
  });
  expect(number).toBe(counter);
  await quiet();
  const run = sim.checkRuns(name, sha).at(-1);
  return { sha, number, run, text: JSON.stringify(run) };
}

test('what another scanner found is judged like everything else, and what counts goes up', async () => {
  const { run, text, sha, number } = await open(clean, (commit, at, path) =>
    sim.addAnalysis(name, {
      tool: 'CodeQL',
      ref: `refs/pull/${at}/head`,
      commit,
      sarif: codeql(path, [
        { rule: 'py/injection', line: 2 },
        { rule: 'quality/style', line: 1 },
      ]),
    }),
  );
  expect(run?.conclusion).toBe('failure');
  expect(text).toContain('codeql/py/injection');
  expect(run?.annotations.map((each) => each['start_line'])).toEqual([2]);
  const upload = sim.sarifs(name).at(-1) as {
    ref: string;
    commit_sha: string;
    sarif: { runs: { results: { ruleId: string }[] }[] };
  };
  expect([upload.ref, upload.commit_sha]).toEqual([`refs/pull/${number}/head`, sha]);
  expect(upload.sarif.runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['codeql/py/injection']);
  expect(sim.violations).toEqual([]);
});

test('an analysis that is missing, or of an older push, holds the check up', async () => {
  const { run, text } = await open(clean, (_commit, at, path) =>
    sim.addAnalysis(name, {
      tool: 'CodeQL',
      ref: `refs/pull/${at}/head`,
      commit: '1'.repeat(40),
      sarif: codeql(path, []),
    }),
  );
  expect(run?.conclusion).toBe('action_required');
  expect(text).toContain('results of CodeQL: code scanning has none of this head');
});

test('an upload that took effect and was answered with 502 is repeated without harm', async () => {
  sim.fault({ kind: 'apply-then-fail', method: 'POST', path: /code-scanning\/sarifs/ });
  const before = sim.writesByRoute()[uploads] ?? 0;
  const { run } = await open(clean, (commit, at, path) =>
    sim.addAnalysis(name, { tool: 'CodeQL', ref: `refs/pull/${at}/head`, commit, sarif: codeql(path, []) }),
  );
  expect(run?.conclusion).toBe('success');
  expect((sim.writesByRoute()[uploads] ?? 0) - before).toBe(2);
});

test('results that come late wake the review that lacked them, and only that', async () => {
  const branch = `change-${++counter}`;
  const path = `app/${branch}.py`;
  const sha = await sim.commit(name, { branch, parent: 'main', files: { [path]: clean } });
  const { number } = await sim.openPullRequest(name, { head: branch, title: branch });
  await quiet();
  const runs = () => sim.checkRuns(name, sha).map(({ conclusion }) => conclusion);
  expect(runs()).toEqual(['action_required']);
  // Our own upload is announced in the same way, and is no news.
  sim.announceAnalysis(name, { tool: 'LangGuard', head: sha });
  await quiet();
  expect(runs()).toEqual(['action_required']);
  sim.addAnalysis(name, {
    tool: 'CodeQL',
    ref: `refs/pull/${number}/head`,
    commit: sha,
    sarif: codeql(path, [{ rule: 'py/injection', line: 2 }]),
  });
  sim.announceAnalysis(name, { tool: 'CodeQL', head: sha });
  await quiet();
  expect(runs()).toEqual(['action_required', 'failure']);
  sim.announceAnalysis(name, { tool: 'CodeQL', head: sha });
  await quiet();
  expect(runs()).toHaveLength(2);
});

test('a tool that never comes does not keep a head going', async () => {
  const { sha } = await open(clean);
  for (let round = 0; round < 8; round++) {
    sim.announceAnalysis(name, { tool: 'Semgrep OSS', head: sha });
    await quiet();
  }
  expect(sim.checkRuns(name, sha)).toHaveLength(5);
});

// Last, because the App remembers the refusal.
test('without the permission the check says so, and ends as it would', async () => {
  const body = {
    message: 'Resource not accessible by integration',
    documentation_url: 'https://docs.github.com/rest',
  };
  sim.fault({ kind: 'status', status: 403, path: /code-scanning/, times: 20, body });
  const { run, text } = await open(clean);
  expect(run?.conclusion).toBe('action_required');
  expect(text).toContain('the App may not read code scanning');
  expect(text).toContain('upload to code scanning');
});
