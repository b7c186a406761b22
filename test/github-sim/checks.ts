// Check suites and runs: what may change, what is final, and how a suite follows its runs.
import { readCommits, resolveCommit } from './git.ts';
import { refuse, invalid } from './http.ts';
import { renderCheckRun, renderCheckSuite } from './render-checks.ts';
import type { Annotation, Body, CheckRun, CheckSuite, Repository, World } from './state.ts';
import { installationOf, timestamp } from './state.ts';

/** Highest first: a suite takes the worst conclusion of its runs. */
const conclusionOrder = [
  'startup_failure',
  'action_required',
  'timed_out',
  'failure',
  'cancelled',
  'success',
  'neutral',
  'skipped',
];

const byteLimit = 64 * 1024;
const staleAfterMs = 14 * 24 * 60 * 60 * 1000;

/** The suite of a commit, made when there is none. */
export function suiteOf(
  world: World,
  repository: Repository,
  headSha: string,
  headBranch: string | null,
  before: string | null = null,
): { suite: CheckSuite; isNew: boolean } {
  for (const suite of repository.suites.values())
    if (suite.headSha === headSha) return { suite, isNew: false };
  const now = timestamp(world);
  const suite: CheckSuite = {
    id: world.nextId(),
    headSha,
    headBranch,
    before,
    resetAt: null,
    createdAt: now,
    updatedAt: now,
  };
  repository.suites.set(suite.id, suite);
  return { suite, isNew: true };
}

/** The newest run of each name in a suite. */
export function latestRuns(runs: CheckRun[]): CheckRun[] {
  const latest = new Map<string, CheckRun>();
  for (const run of runs) {
    const other = latest.get(`${run.suiteId} ${run.name}`);
    if (other === undefined || other.id < run.id) latest.set(`${run.suiteId} ${run.name}`, run);
  }
  return [...latest.values()];
}

/** A suite's status and conclusion, from its newest runs. */
export function suiteState(
  repository: Repository,
  suite: CheckSuite,
): { status: string; conclusion: string | null; runs: number } {
  const runs = latestRuns([...repository.runs.values()].filter((run) => run.suiteId === suite.id));
  const counted = suite.resetAt === null ? runs : runs.filter((run) => run.id > (suite.resetAt ?? 0));
  if (counted.every((run) => run.status === 'queued'))
    return { status: 'queued', conclusion: null, runs: runs.length };
  if (counted.some((run) => run.status !== 'completed'))
    return { status: 'in_progress', conclusion: null, runs: runs.length };
  const worst = conclusionOrder.find((word) => counted.some((run) => run.conclusion === word)) ?? 'neutral';
  return { status: 'completed', conclusion: worst, runs: runs.length };
}

/** A suite as the API shows it now. */
export async function describeSuite(world: World, repository: Repository, suite: CheckSuite): Promise<Body> {
  const [commit] = await readCommits(repository.dir, [suite.headSha]);
  return renderCheckSuite(world, repository, suite, suiteState(repository, suite), commit);
}

/** Opens a suite for a push, as GitHub does for every App that may write checks. */
export async function requestSuite(
  world: World,
  repository: Repository,
  branch: string,
  before: string | null,
  sha: string,
): Promise<void> {
  if (installationOf(world, repository)?.permissions['checks'] !== 'write') return;
  const [commit] = await readCommits(repository.dir, [sha]);
  if (commit === undefined || /^(skip-checks|request-checks): *true *$/m.test(commit.message)) return;
  const { suite, isNew } = suiteOf(world, repository, sha, branch, before);
  if (isNew && world.listens('check_suite', repository))
    world.emit('check_suite', 'requested', repository, {
      check_suite: await describeSuite(world, repository, suite),
    });
}

/** Announces something about a run. */
export async function announceRun(
  world: World,
  repository: Repository,
  run: CheckRun,
  action: string,
  more: Body = {},
): Promise<void> {
  if (!world.listens('check_run', repository)) return;
  const suite = repository.suites.get(run.suiteId);
  const rendered = renderCheckRun(world, repository, run);
  if (suite !== undefined) rendered['check_suite'] = await describeSuite(world, repository, suite);
  world.emit('check_run', action, repository, { check_run: rendered, ...more });
}

/** Marks runs that nobody completed for 14 days, as GitHub does. */
export function ageRuns(world: World, repository: Repository): void {
  for (const run of repository.runs.values())
    if (run.status !== 'completed' && world.now() - Date.parse(run.createdAt) > staleAfterMs) {
      run.status = 'completed';
      run.conclusion = 'stale';
      run.completedAt = timestamp(world);
    }
}

function isBadAnnotation(annotation: Annotation): boolean {
  const { start_line: start, end_line: end, start_column: from, end_column: to } = annotation;
  const tooLong =
    Buffer.byteLength(annotation.message) > byteLimit ||
    Buffer.byteLength(annotation.raw_details ?? '') > byteLimit ||
    (annotation.title ?? '').length > 255;
  const badColumns =
    (from !== undefined || to !== undefined) &&
    (start !== end || from === undefined || to === undefined || from < 1 || to < from);
  return (
    annotation.path === '' || annotation.message === '' || start < 1 || end < start || badColumns || tooLong
  );
}

interface RunFields {
  name?: string;
  head_sha?: string;
  status?: CheckRun['status'];
  conclusion?: string;
  started_at?: string;
  completed_at?: string;
  external_id?: string;
  details_url?: string;
  output?: { title?: string; summary?: string; text?: string; annotations?: Annotation[] };
  actions?: CheckRun['actions'];
}

/** The rules of the Checks API that its schema does not say. Throws 422 without naming the bad annotation. */
function checkFields(run: CheckRun | undefined, fields: RunFields): void {
  const refuseField = (field: string, code = 'invalid') => invalid([{ resource: 'CheckRun', code, field }]);
  const wantsCompleted = fields.status === 'completed' || fields.completed_at !== undefined;
  if (wantsCompleted && fields.conclusion === undefined && (run?.conclusion ?? null) === null)
    throw refuseField('conclusion', 'missing_field');
  if (fields.conclusion === 'stale') throw refuseField('conclusion');
  if (run?.status === 'completed' && fields.conclusion === undefined && fields.status !== undefined)
    if (fields.status !== 'completed') throw refuseField('status');
  if (fields.output !== undefined && (fields.output.title ?? run?.output.title ?? null) === null)
    throw refuse(422, `Invalid request.\n\n"title" wasn't supplied.`);
  if (fields.output?.annotations?.some(isBadAnnotation) === true) throw refuseField('annotations');
  if (fields.details_url !== undefined && !/^https?:\/\//.test(fields.details_url))
    throw refuse(422, 'Validation Failed', {
      errors: ['Details url scheme must be http or https'],
    });
}

function applyFields(world: World, run: CheckRun, fields: RunFields): void {
  if (fields.name !== undefined) run.name = fields.name;
  if (fields.external_id !== undefined) run.externalId = fields.external_id;
  if (fields.details_url !== undefined) run.detailsUrl = fields.details_url;
  if (fields.started_at !== undefined) run.startedAt = timestamp(world, Date.parse(fields.started_at));
  if (fields.actions !== undefined) run.actions = fields.actions;
  if (fields.status !== undefined) run.status = fields.status;
  if (fields.conclusion !== undefined) {
    run.status = 'completed';
    run.conclusion = fields.conclusion;
    run.completedAt = timestamp(
      world,
      fields.completed_at === undefined ? world.now() : Date.parse(fields.completed_at),
    );
  }
  if (run.status !== 'queued') run.startedAt ??= timestamp(world);
  if (fields.output === undefined) return;
  const { title, summary, text, annotations } = fields.output;
  run.output = {
    title: title ?? run.output.title,
    summary: summary ?? run.output.summary,
    text: text ?? run.output.text,
  };
  run.annotations.push(...(annotations ?? []));
}

async function announceSuiteEnd(world: World, repository: Repository, suite: CheckSuite): Promise<void> {
  if (suiteState(repository, suite).status !== 'completed' || !world.listens('check_suite', repository))
    return;
  const described = await describeSuite(world, repository, suite);
  world.emit('check_suite', 'completed', repository, { check_suite: described });
}

/** Makes a run. Throws 422 for an unknown commit or bad fields. */
export async function createRun(world: World, repository: Repository, body: Body): Promise<CheckRun> {
  const fields = body as RunFields;
  checkFields(undefined, fields);
  const headSha = fields.head_sha ?? '';
  if (!/^[0-9a-f]{40}$/.test(headSha) || (await resolveCommit(repository.dir, headSha)) === undefined)
    throw refuse(422, `No commit found for SHA: ${headSha}`);
  const branch = [...repository.branches].find(([, sha]) => sha === headSha)?.[0] ?? null;
  const { suite } = suiteOf(world, repository, headSha, branch);
  const run: CheckRun = {
    id: world.nextId(),
    suiteId: suite.id,
    name: fields.name ?? '',
    headSha,
    status: 'queued',
    conclusion: null,
    startedAt: null,
    completedAt: null,
    externalId: '',
    detailsUrl: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
    actions: [],
    createdAt: timestamp(world),
  };
  applyFields(world, run, fields);
  repository.runs.set(run.id, run);
  suite.updatedAt = timestamp(world);
  const sameName = [...repository.runs.values()].filter(
    (other) => other.suiteId === suite.id && other.name === run.name,
  );
  for (const old of sameName.slice(0, Math.max(0, sameName.length - world.limits.runsPerName)))
    repository.runs.delete(old.id);
  world.background(announceRun(world, repository, run, 'created'));
  if (run.status === 'completed') world.background(announceSuiteEnd(world, repository, suite));
  return run;
}

/** Changes a run; annotations are added to those it has. Throws 422 for bad fields. */
export function updateRun(world: World, repository: Repository, run: CheckRun, body: Body): void {
  const fields = body as RunFields;
  checkFields(run, fields);
  const wasCompleted = run.status === 'completed';
  applyFields(world, run, fields);
  const suite = repository.suites.get(run.suiteId);
  if (suite !== undefined) suite.updatedAt = timestamp(world);
  if (wasCompleted || run.status !== 'completed') return;
  world.background(announceRun(world, repository, run, 'completed'));
  if (suite !== undefined) world.background(announceSuiteEnd(world, repository, suite));
}
