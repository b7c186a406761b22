// Writes check runs, annotations and suites as GitHub's API does.
import type { CommitObject } from './git.ts';
import { htmlUrl, nodeId, renderApp, renderRepository, repositoryUrl } from './render.ts';
import type { Body, CheckRun, CheckSuite, Repository, World } from './state.ts';
import { timestamp } from './state.ts';

/** The pull requests that a check names: open, on this head, and never from a fork. */
export function renderPullsOfHead(world: World, repository: Repository, headSha: string): Body[] {
  const minimal = (of: Repository) => ({ id: of.id, url: repositoryUrl(world, of), name: of.name });
  return [...repository.pulls.values()]
    .filter((pull) => pull.state === 'open' && pull.headSha === headSha && pull.headRepo === repository)
    .map((pull) => ({
      url: `${repositoryUrl(world, repository)}/pulls/${pull.number}`,
      id: pull.id,
      number: pull.number,
      head: { ref: pull.headRef, sha: pull.headSha, repo: minimal(pull.headRepo) },
      base: { ref: pull.baseRef, sha: pull.baseSha, repo: minimal(repository) },
    }));
}

/** A check run, which counts its annotations but does not list them. */
export function renderCheckRun(world: World, repository: Repository, run: CheckRun): Body {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CheckRun', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: `${htmlUrl(world, repository)}/runs/${run.id}`,
    details_url: run.detailsUrl ?? `${world.url}/apps/${world.app.slug}`,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: renderApp(world),
    pull_requests: renderPullsOfHead(world, repository, run.headSha),
  };
}

/** One annotation with the fields that were not given as null. */
export function renderAnnotation(
  world: World,
  repository: Repository,
  run: CheckRun,
  annotation: CheckRun['annotations'][number],
): Body {
  return {
    path: annotation.path,
    blob_href: `${htmlUrl(world, repository)}/blob/${run.headSha}/${encodeURI(annotation.path)}`,
    start_line: annotation.start_line,
    start_column: annotation.start_column ?? null,
    end_line: annotation.end_line,
    end_column: annotation.end_column ?? null,
    annotation_level: annotation.annotation_level,
    title: annotation.title ?? null,
    message: annotation.message,
    raw_details: annotation.raw_details ?? null,
  };
}

/** A check suite in the state that its runs give it. */
export function renderCheckSuite(
  world: World,
  repository: Repository,
  suite: CheckSuite,
  state: { status: string; conclusion: string | null; runs: number },
  commit: CommitObject | undefined,
): Body {
  const url = `${repositoryUrl(world, repository)}/check-suites/${suite.id}`;
  return {
    id: suite.id,
    node_id: nodeId('CheckSuite', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: state.status,
    conclusion: state.conclusion,
    url,
    before: suite.before,
    after: suite.headSha,
    pull_requests: renderPullsOfHead(world, repository, suite.headSha),
    app: renderApp(world),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: state.runs,
    check_runs_url: `${url}/check-runs`,
    head_commit: {
      id: suite.headSha,
      tree_id: commit?.tree ?? '',
      message: commit?.message ?? '',
      timestamp: commit?.committer.date ?? timestamp(world),
      author: { name: commit?.author.name ?? '', email: commit?.author.email ?? '' },
      committer: { name: commit?.committer.name ?? '', email: commit?.committer.email ?? '' },
    },
    repository: renderRepository(world, repository),
  };
}
