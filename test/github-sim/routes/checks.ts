// Routes of check runs and check suites.
import { ageRuns, createRun, describeSuite, latestRuns, updateRun } from '../checks.ts';
import { resolveCommit } from '../git.ts';
import type { RepositoryRequest, Route } from '../http.ts';
import { notFound, numberParam, ok, onRepository, paginate, refuse } from '../http.ts';
import { renderAnnotation, renderCheckRun } from '../render-checks.ts';
import type { CheckRun, CheckSuite } from '../state.ts';

const read = [['checks', 'read']] as const;
const write = [['checks', 'write']] as const;

function runFrom(request: RepositoryRequest): CheckRun {
  const run = request.repository.runs.get(numberParam(request, 'check_run_id'));
  if (run === undefined) throw notFound();
  return run;
}

function suiteFrom(request: RepositoryRequest): CheckSuite {
  const suite = request.repository.suites.get(numberParam(request, 'check_suite_id'));
  if (suite === undefined) throw notFound();
  return suite;
}

async function commitFrom(request: RepositoryRequest): Promise<string> {
  const ref = request.params['ref'] ?? '';
  const sha = await resolveCommit(request.repository.dir, ref);
  if (sha === undefined) throw refuse(422, `No commit found for SHA: ${ref}`);
  return sha;
}

function isOtherApp(request: RepositoryRequest): boolean {
  const app = request.query.get('app_id');
  return app !== null && app !== String(request.world.app.id);
}

async function listRuns(request: RepositoryRequest, all: CheckRun[]) {
  ageRuns(request.world, request.repository);
  const { query, repository, world } = request;
  const name = query.get('check_name');
  const status = query.get('status');
  const shown = (query.get('filter') ?? 'latest') === 'all' ? all : latestRuns(all);
  const wanted = shown
    .filter((run) => (name === null || run.name === name) && (status === null || run.status === status))
    .filter(() => !isOtherApp(request))
    .sort((a, b) => b.id - a.id);
  return await paginate(
    request,
    wanted,
    (page) => page.map((run) => renderCheckRun(world, repository, run)),
    (runs, total) => ({ total_count: total, check_runs: runs }),
  );
}

/** The routes of check runs and suites. */
export const checkRoutes: Route[] = [
  onRepository(
    'POST',
    '/check-runs',
    write,
    async (request) => {
      const run = await createRun(request.world, request.repository, request.body);
      return ok(renderCheckRun(request.world, request.repository, run), 201);
    },
    { strictBody: true },
  ),
  onRepository('GET', '/check-runs/{check_run_id}', read, (request) => {
    ageRuns(request.world, request.repository);
    return ok(renderCheckRun(request.world, request.repository, runFrom(request)));
  }),
  onRepository(
    'PATCH',
    '/check-runs/{check_run_id}',
    write,
    (request) => {
      const run = runFrom(request);
      updateRun(request.world, request.repository, run, request.body);
      return ok(renderCheckRun(request.world, request.repository, run));
    },
    { strictBody: true },
  ),
  onRepository('GET', '/check-runs/{check_run_id}/annotations', read, (request) => {
    const run = runFrom(request);
    return paginate(request, run.annotations, (page) =>
      page.map((item) => renderAnnotation(request.world, request.repository, run, item)),
    );
  }),
  onRepository('GET', '/check-suites/{check_suite_id}', read, async (request) =>
    ok(await describeSuite(request.world, request.repository, suiteFrom(request))),
  ),
  onRepository('GET', '/check-suites/{check_suite_id}/check-runs', read, (request) => {
    const suite = suiteFrom(request);
    return listRuns(
      request,
      [...request.repository.runs.values()].filter((run) => run.suiteId === suite.id),
    );
  }),
  onRepository('GET', '/commits/{ref}/check-runs', read, async (request) => {
    const sha = await commitFrom(request);
    return await listRuns(
      request,
      [...request.repository.runs.values()].filter((run) => run.headSha === sha),
    );
  }),
  onRepository('GET', '/commits/{ref}/check-suites', read, async (request) => {
    const sha = await commitFrom(request);
    const name = request.query.get('check_name');
    const suites = [...request.repository.suites.values()].filter(
      (suite) =>
        suite.headSha === sha &&
        !isOtherApp(request) &&
        (name === null ||
          [...request.repository.runs.values()].some((run) => run.suiteId === suite.id && run.name === name)),
    );
    return await paginate(
      request,
      suites,
      (page) => Promise.all(page.map((suite) => describeSuite(request.world, request.repository, suite))),
      (rendered, total) => ({ total_count: total, check_suites: rendered }),
    );
  }),
];
