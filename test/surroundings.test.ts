// What stands around a change is the same from git, from GitHub and from a folder, and costs few requests.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Change, Surroundings } from '../src/engine/change.ts';
import { defaultPolicy } from '../src/engine/policy/policy.ts';
import { offlineLookups, runReview } from '../src/run.ts';
import { scanFiles } from '../src/sources/files.ts';
import { readGitChange } from '../src/sources/git.ts';
import { readGitHubChange } from '../src/sources/github.ts';
import { readPatch } from '../src/sources/patch.ts';
import { asInstallation } from './github-sim/client.ts';
import { startGitHub, type GitHubSim } from './github-sim/index.ts';
import { shippedRules } from './shipped-rules.ts';

let sim: GitHubSim;
const folders: string[] = [];

beforeAll(async () => {
  sim = await startGitHub();
});
afterAll(async () => {
  await sim.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const before: Record<string, string> = {
  'package.json': '{"name": "root"}\n',
  'packages/a/package.json': '{"name": "@acme/a"}\n',
  'packages/b/package.json': '{"name": "@acme/b"}\n',
  'node_modules/x/package.json': '{"name": "x"}\n',
  'tsconfig.json': '{}\n',
  'go.mod': 'module example.com/a\n',
  'requirements.txt': 'flask\n',
  'src/components/button.ts': 'export {};\n',
  'src/a.ts': 'export {};\n',
};
const after: Record<string, string> = {
  'src/a.ts': `import a from 'left-pad';\nimport b from 'components/button';\nimport c from 'button';\n`,
};
const expected: Surroundings = {
  own: ['button', 'components'],
  manifests: ['package.json', 'packages/a/package.json', 'packages/b/package.json', 'tsconfig.json'].map(
    (path) => ({ path, text: before[path]! }),
  ),
};

function write(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function repository(): { folder: string; git(...args: string[]): void } {
  const folder = mkdtempSync(join(tmpdir(), 'around-'));
  folders.push(folder);
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: folder,
      stdio: 'pipe',
    });
  git('init', '-q', '-b', 'main');
  write(folder, before);
  git('add', '-A', '-f');
  git('commit', '-q', '-m', 'before');
  return { folder, git };
}

test('git: commits, index and working tree', async () => {
  const { folder, git } = repository();
  write(folder, after);
  expect((await readGitChange({ cwd: folder })).surroundings).toEqual(expected);
  git('add', '-A', '-f');
  expect((await readGitChange({ cwd: folder, staged: true })).surroundings).toEqual(expected);
  git('commit', '-q', '-m', 'after');
  expect((await readGitChange({ cwd: folder, base: 'HEAD~1', head: 'HEAD' })).surroundings).toEqual(expected);
});

test('git: a change that imports nothing is spared', async () => {
  const { folder } = repository();
  write(folder, { 'src/a.ts': 'export const a = 1;\n', 'notes.md': "import 'x'\n" });
  expect((await readGitChange({ cwd: folder })).surroundings).toBeUndefined();
});

test('GitHub: the same', async () => {
  await sim.createRepository('octo', 'around');
  const name = 'octo/around';
  await sim.commit(name, { branch: 'main', files: before, message: 'Before' });
  await sim.commit(name, { branch: 'feature', parent: 'main', files: after, message: 'After' });
  const pull = await sim.openPullRequest(name, { head: 'feature', base: 'main', title: 'Feature' });
  const octokit = await asInstallation(sim);
  const asked = sim.requests.length;
  const change = await readGitHubChange(octokit, { owner: 'octo', repo: 'around', number: pull.number });
  const paths = sim.requests.slice(asked).map(({ path }) => path);
  expect(paths.filter((path) => /\/git\/(?:trees|blobs)\/|graphql/.test(path)).length).toBeLessThan(8);
  expect(change.surroundings).toEqual(expected);
});

test('what steers agents is read where the change sets one up: from git, GitHub and a folder', async () => {
  const old = {
    '.cursorignore': '.env\n',
    '.claude/settings.json': '{}\n',
    '.env.example': 'A=\n',
    'deploy/server.key': 'x\n',
    'tests/server.key': 'x\n',
  };
  const instructions = { 'CLAUDE.md': '# Notes\n' };
  const agents: Surroundings['agents'] = {
    texts: [
      { path: '.cursorignore', text: '.env\n' },
      { path: '.claude/settings.json', text: '{}\n' },
    ],
    secretFiles: ['.env.example', 'deploy/server.key'],
  };
  const { folder, git } = repository();
  write(folder, old);
  git('add', '-A', '-f');
  git('commit', '-q', '-m', 'older');
  write(folder, instructions);
  expect((await readGitChange({ cwd: folder })).surroundings?.agents).toEqual(agents);

  await sim.createRepository('octo', 'agents');
  await sim.commit('octo/agents', { branch: 'main', files: old, message: 'Before' });
  await sim.commit('octo/agents', { branch: 'f', parent: 'main', files: instructions, message: 'After' });
  const { number } = await sim.openPullRequest('octo/agents', { head: 'f', base: 'main', title: 'F' });
  const onGitHub = await readGitHubChange(await asInstallation(sim), {
    owner: 'octo',
    repo: 'agents',
    number,
  });
  expect(onGitHub.surroundings?.agents).toEqual(agents);

  for await (const { change } of scanFiles([folder], { cwd: folder }))
    expect(change.surroundings?.agents?.secretFiles).toEqual(agents?.secretFiles);
});

test('a folder: every file is part of it, and only what matters is around it', async () => {
  const { folder } = repository();
  write(folder, after);
  const found: (Surroundings | undefined)[] = [];
  for await (const { change } of scanFiles([folder], { cwd: folder, maxBatchFiles: 3 }))
    found.push(change.surroundings);
  const around = found.find((one) => one !== undefined && one.own.length > 0);
  expect(around?.own).toEqual(['button', 'components']);
  expect(around?.manifests.map(({ path }) => path)).toContain('package.json');
});

test('packages that a change adds and no file names: from git and from a folder', async () => {
  const { folder, git } = repository();
  const names = { 'left-pad': '1', 'in-script': '1', 'in-code': '1', 'in-old-code': '1', 'In-Upper': '1' };
  write(folder, { 'src/old.js': "require('in-old-code');\n", 'lib/x/UP.TOML': 'use = "IN-UPPER"\n' });
  git('add', '-A', '-f');
  git('commit', '-q', '-m', 'older');
  write(folder, {
    'package.json': JSON.stringify({ scripts: { a: 'in-script' }, dependencies: names }, null, 1),
    'src/new.js': "import 'in-code';\n",
    'yarn.lock': '# yarn lockfile v1\n\nleft-pad@1:\n  version "1.0.0"\n',
  });
  const unused = ['package.json npm left-pad'];
  expect((await readGitChange({ cwd: folder })).surroundings?.unused).toEqual(unused);
  git('add', '-A', '-f');
  expect((await readGitChange({ cwd: folder, staged: true })).surroundings?.unused).toEqual(unused);
  git('commit', '-q', '-m', 'new');
  const committed = { cwd: folder, base: 'HEAD~1', head: 'HEAD' };
  expect((await readGitChange(committed)).surroundings?.unused).toEqual(unused);
  const scanned: string[] = [];
  for await (const { change } of scanFiles([folder], { cwd: folder, maxBatchFiles: 3 }))
    scanned.push(...(change.surroundings?.unused ?? []));
  expect(scanned).toContain('package.json npm left-pad');
  expect(scanned.filter((one) => one.includes(' npm '))).toEqual(unused);
});

test('a version in a parent that the change does not touch is read from git', async () => {
  const { folder, git } = repository();
  write(folder, {
    'pom.xml':
      '<project><groupId>a</groupId><artifactId>root</artifactId><version>1</version><properties><v>2.0</v></properties></project>',
    'm/pom.xml': '<project/>',
  });
  git('add', '-A', '-f');
  git('commit', '-q', '-m', 'older');
  const parent = '<parent><groupId>a</groupId><artifactId>root</artifactId><version>1</version></parent>';
  const entry =
    '<dependency><groupId>g</groupId><artifactId>h</artifactId><version>${v}</version></dependency>';
  write(folder, { 'm/pom.xml': `<project>${parent}<dependencies>${entry}</dependencies></project>\n` });
  const { surroundings } = await readGitChange({ cwd: folder });
  expect(surroundings?.manifests.map(({ path }) => path)).toEqual(['pom.xml']);
});

test('a patch: they are not known', () => {
  const patch = `diff --git a/a.ts b/a.ts\nnew file mode 100644\n--- /dev/null\n+++ b/a.ts\n@@ -0,0 +1 @@\n+import a from 'left-pad';\n`;
  expect(readPatch(patch).surroundings?.unread).toBe('a patch does not hold the manifests');
});

test('the routes beside a changed one are read: from git, GitHub and a folder', async () => {
  const guarded = (name: string): string =>
    `import { requireUser } from '@/lib/session';
export async function POST(req: Request) {
  const user = await requireUser(req);
  return Response.json(await db.${name}.create({ data: { ...(await req.json()), userId: user.id } }));
}
`;
  const path = (name: string): string => `app/api/${name}/route.ts`;
  const old = Object.fromEntries(['boards', 'notes', 'tags'].map((name) => [path(name), guarded(name)]));
  const added = {
    [path('labels')]: guarded('labels')
      .replace(/import.*\n/, '')
      .replace(/.*requireUser.*\n/, '')
      .replace(', userId: user.id', ''),
  };
  const routes = Object.entries(old).map(([one, text]) => ({ path: one, text }));
  const { folder, git } = repository();
  write(folder, { ...old, 'lib/other.ts': 'export {};\n' });
  git('add', '-A');
  git('commit', '-q', '-m', 'older');
  write(folder, added);
  expect((await readGitChange({ cwd: folder })).surroundings?.routes).toEqual(routes);

  await sim.createRepository('octo', 'routes');
  await sim.commit('octo/routes', { branch: 'main', files: old, message: 'Before' });
  await sim.commit('octo/routes', { branch: 'f', parent: 'main', files: added, message: 'After' });
  const { number } = await sim.openPullRequest('octo/routes', { head: 'f', base: 'main', title: 'F' });
  const change = await readGitHubChange(await asInstallation(sim), { owner: 'octo', repo: 'routes', number });
  expect(change.surroundings?.routes).toEqual(routes);
  const judge = { policy: defaultPolicy, problems: [], proposedProblems: [] };
  const { findings } = await runReview(change, judge, {
    rules: await shippedRules(),
    lookups: offlineLookups,
    digestKey: 'x',
    today: '2026-01-01',
  });
  expect(findings.map(({ rule, path: at, start }) => `${rule} ${at}:${start.line}`)).toContain(
    `route-without-siblings-guard ${path('labels')}:1`,
  );
});

test('what added lines call is read, and a harm done there is told at the call', async () => {
  const store =
    "import { pool } from './pool';\nexport const find = (name: string) => pool.query(`SELECT * FROM u WHERE name = '${name}'`);\n";
  const routes = (call: string): string =>
    `import { find } from './store';\nrouter.get('/u', async (req, res) => {\n  const { name } = req.query;\n  res.json(${call});\n});\n`;
  const old = { 'app/store.ts': store, 'app/other.ts': store, 'app/routes.ts': routes('name') };
  const added = { 'app/routes.ts': routes('await find(name)') };
  const called = [{ path: 'app/store.ts', text: store }];
  const { folder, git } = repository();
  write(folder, old);
  git('add', '-A');
  git('commit', '-q', '-m', 'older');
  write(folder, added);
  expect((await readGitChange({ cwd: folder })).surroundings?.called).toEqual(called);

  await sim.createRepository('octo', 'called');
  await sim.commit('octo/called', { branch: 'main', files: old, message: 'Before' });
  await sim.commit('octo/called', { branch: 'f', parent: 'main', files: added, message: 'After' });
  const { number } = await sim.openPullRequest('octo/called', { head: 'f', base: 'main', title: 'F' });
  const change = await readGitHubChange(await asInstallation(sim), { owner: 'octo', repo: 'called', number });
  expect(change.surroundings?.called).toEqual(called);
  const judge = { policy: defaultPolicy, problems: [], proposedProblems: [] };
  const deps = {
    rules: await shippedRules(),
    lookups: offlineLookups,
    digestKey: 'x',
    today: '2026-01-01',
  };
  const told = async (around: string): Promise<string[]> => {
    const surroundings = { ...change.surroundings!, called: [{ path: 'app/store.ts', text: around }] };
    const { findings } = await runReview({ ...change, surroundings }, judge, deps);
    return findings.map(({ rule, path, start, severity, disposition }) =>
      [rule, `${path}:${start.line}`, severity, disposition.state].join(' '),
    );
  };
  expect(await told(store)).toEqual(['sql-from-interpolation app/routes.ts:4 high reported']);
  // Who accepted it where it is done accepted it for its callers.
  const allowed = store.replace(
    'export',
    '// langguard: allow sql-from-interpolation -- names are letters\nexport',
  );
  expect(await told(allowed)).toEqual(['sql-from-interpolation app/routes.ts:4 high waived']);

  // Of a scan each file is looked at itself.
  for await (const { change: scanned } of scanFiles([folder], { cwd: folder }))
    expect(scanned.surroundings?.called).toBeUndefined();
});

test('what may call a changed file is read, and a harm done here with what is asked there is told here', async () => {
  const controller =
    "import { save } from './notes.service';\nrouter.post('/n', async (req, res) => {\n  res.json(await save(req.body.name));\n});\n";
  const service = (name: string): string =>
    `import { writeFile } from 'node:fs/promises';\nexport const save = (name: string) => writeFile('/data/' + ${name}, '');\n`;
  const old = {
    'notes/notes.controller.ts': controller,
    'notes/notes.service.ts': service("'a'"),
    'users/users.controller.ts': controller,
  };
  const added = { 'notes/notes.service.ts': service('name') };
  const callers = [{ path: 'notes/notes.controller.ts', text: controller }];
  const { folder, git } = repository();
  write(folder, old);
  git('add', '-A');
  git('commit', '-q', '-m', 'older');
  write(folder, added);
  const change = await readGitChange({ cwd: folder });
  expect(change.surroundings?.callers).toEqual(callers);
  const judge = { policy: defaultPolicy, problems: [], proposedProblems: [] };
  const deps = {
    rules: await shippedRules(),
    lookups: offlineLookups,
    digestKey: 'x',
    today: '2026-01-01',
  };
  const told = async (one: Change): Promise<string[]> =>
    (await runReview(one, judge, deps)).findings.map(
      ({ rule, path, start, severity }) => `${rule} ${path}:${start.line} ${severity}`,
    );
  expect(await told(change)).toEqual(['path-from-request notes/notes.service.ts:2 high']);
  const { surroundings: _, ...alone } = change;
  expect(await told(alone)).toEqual(['path-from-request notes/notes.service.ts:2 low']);

  await sim.createRepository('octo', 'callers');
  await sim.commit('octo/callers', { branch: 'main', files: old, message: 'Before' });
  await sim.commit('octo/callers', { branch: 'f', parent: 'main', files: added, message: 'After' });
  const { number } = await sim.openPullRequest('octo/callers', { head: 'f', base: 'main', title: 'F' });
  const octokit = await asInstallation(sim);
  const onGitHub = await readGitHubChange(octokit, { owner: 'octo', repo: 'callers', number });
  expect(onGitHub.surroundings?.callers).toEqual(callers);
});

test('what stands in front of changed routes is read: from git, GitHub and a folder', async () => {
  const middleware = `export { default } from 'next-auth/middleware';\nexport const config = { matcher: ['/api/:path*'] };\n`;
  const old = {
    'src/middleware.ts': middleware,
    'src/lib/other.ts': 'export {};\n',
    'other/middleware.ts': middleware,
  };
  const added = {
    'src/app/api/users/[id]/route.ts': `import { db } from '@/lib/db';
export async function DELETE(req: Request, { params }) {
  await db.user.delete({ where: { id: params.id } });
  return new Response(null, { status: 204 });
}
`,
  };
  const applications = [{ path: 'src/middleware.ts', text: middleware }];
  const rules = await shippedRules();
  const saidOf = async (change: Change): Promise<string[]> => {
    const judge = { policy: defaultPolicy, problems: [], proposedProblems: [] };
    const given = { rules, digestKey: 'key', today: '2026-01-01', lookups: offlineLookups };
    return (await runReview(change, judge, given)).findings.flatMap(({ rule }) =>
      rule.includes('guard') ? [rule] : [],
    );
  };
  const { folder, git } = repository();
  write(folder, old);
  git('add', '-A');
  git('commit', '-q', '-m', 'older');
  write(folder, added);
  const fromGit = await readGitChange({ cwd: folder });
  expect(fromGit.surroundings?.applications).toEqual(applications);
  expect(await saidOf(fromGit)).toEqual([]);
  const { applications: _, ...without } = fromGit.surroundings!;
  expect(await saidOf({ ...fromGit, surroundings: without })).toEqual(['sensitive-route-without-guard']);

  await sim.createRepository('octo', 'applications');
  await sim.commit('octo/applications', { branch: 'main', files: old, message: 'Before' });
  await sim.commit('octo/applications', { branch: 'f', parent: 'main', files: added, message: 'After' });
  const pull = await sim.openPullRequest('octo/applications', { head: 'f', base: 'main', title: 'F' });
  const octokit = await asInstallation(sim);
  const onGitHub = await readGitHubChange(octokit, {
    owner: 'octo',
    repo: 'applications',
    number: pull.number,
  });
  expect(onGitHub.surroundings?.applications).toEqual(applications);

  // One file at a time: the middleware is then in another part than the route.
  for await (const { change } of scanFiles([folder], { cwd: folder, maxBatchFiles: 1 }))
    expect(await saidOf(change)).toEqual([]);
});
