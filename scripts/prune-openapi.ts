// Prunes GitHub's published OpenAPI description to the operations that the App and the GitHub stand-in use.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const source = '@octokit/openapi@23.0.2';
const description = 'package/generated/api.github.com.json';
const target = new URL('../test/github-sim/openapi/', import.meta.url);

const repo = '/repos/{owner}/{repo}';
const operations: Record<string, string[]> = {
  '/app': ['get'],
  '/app-manifests/{code}/conversions': ['post'],
  '/app/installations': ['get'],
  '/app/installations/{installation_id}': ['get'],
  '/app/installations/{installation_id}/access_tokens': ['post'],
  '/app/hook/config': ['get'],
  '/app/hook/deliveries': ['get'],
  '/app/hook/deliveries/{delivery_id}': ['get'],
  '/app/hook/deliveries/{delivery_id}/attempts': ['post'],
  '/installation/repositories': ['get'],
  '/user': ['get'],
  '/user/installations': ['get'],
  '/user/installations/{installation_id}/repositories': ['get'],
  '/user/memberships/orgs/{org}': ['get'],
  '/applications/{client_id}/token': ['post', 'delete'],
  '/meta': ['get'],
  '/versions': ['get'],
  '/rate_limit': ['get'],
  '/orgs/{org}/teams': ['get'],
  '/orgs/{org}/teams/{team_slug}/repos': ['get'],
  '/orgs/{org}/teams/{team_slug}/memberships/{username}': ['get'],
  '/orgs/{org}/properties/values': ['get'],
  '/repos/{owner}/{repo}/issues': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/{issue_number}': ['get', 'patch'],
  '/repos/{owner}/{repo}/code-scanning/analyses': ['get'],
  '/repos/{owner}/{repo}/code-scanning/analyses/{analysis_id}': ['get'],
  '/repos/{owner}/{repo}/code-scanning/alerts': ['get'],
  '/repos/{owner}/{repo}/properties/values': ['get'],
  '/repos/{owner}/{repo}/actions/artifacts': ['get'],
  [repo]: ['get'],
  [`${repo}/installation`]: ['get'],
  [`${repo}/pulls`]: ['get'],
  [`${repo}/pulls/{pull_number}`]: ['get'],
  [`${repo}/pulls/{pull_number}/files`]: ['get'],
  [`${repo}/pulls/{pull_number}/commits`]: ['get'],
  [`${repo}/pulls/{pull_number}/reviews`]: ['get', 'post'],
  [`${repo}/pulls/{pull_number}/reviews/{review_id}`]: ['get', 'put'],
  [`${repo}/pulls/{pull_number}/reviews/{review_id}/comments`]: ['get'],
  [`${repo}/pulls/{pull_number}/reviews/{review_id}/dismissals`]: ['put'],
  [`${repo}/pulls/{pull_number}/comments`]: ['get', 'post'],
  [`${repo}/pulls/comments/{comment_id}`]: ['get', 'patch', 'delete'],
  [`${repo}/contents/{path}`]: ['get'],
  [`${repo}/git/blobs/{file_sha}`]: ['get'],
  [`${repo}/git/trees/{tree_sha}`]: ['get'],
  [`${repo}/git/ref/{ref}`]: ['get'],
  [`${repo}/git/matching-refs/{ref}`]: ['get'],
  [`${repo}/git/commits/{commit_sha}`]: ['get'],
  [`${repo}/branches/{branch}`]: ['get'],
  [`${repo}/commits/{ref}`]: ['get'],
  [`${repo}/commits/{ref}/check-runs`]: ['get'],
  [`${repo}/commits/{ref}/check-suites`]: ['get'],
  [`${repo}/commits/{commit_sha}/pulls`]: ['get'],
  [`${repo}/compare/{basehead}`]: ['get'],
  [`${repo}/check-runs`]: ['post'],
  [`${repo}/check-runs/{check_run_id}`]: ['get', 'patch'],
  [`${repo}/check-runs/{check_run_id}/annotations`]: ['get'],
  [`${repo}/check-suites/{check_suite_id}`]: ['get'],
  [`${repo}/check-suites/{check_suite_id}/check-runs`]: ['get'],
  [`${repo}/issues/{issue_number}/comments`]: ['get', 'post'],
  [`${repo}/issues/comments/{comment_id}`]: ['get', 'patch', 'delete'],
  [`${repo}/issues/comments/{comment_id}/reactions`]: ['get', 'post'],
  [`${repo}/collaborators/{username}/permission`]: ['get'],
  [`${repo}/rules/branches/{branch}`]: ['get'],
  [`${repo}/code-scanning/sarifs`]: ['post'],
  [`${repo}/code-scanning/sarifs/{sarif_id}`]: ['get'],
};

/** Words for readers only; they make up most of the original's size and validate nothing. */
const prose = new Set(['description', 'summary', 'example', 'examples', 'tags', 'x-octokit', 'x-github']);

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Leaves prose out, but not a property that happens to bear such a name. */
function strip(value: Json, namesAreData = false): Json {
  if (Array.isArray(value)) return value.map((item) => strip(item));
  if (!isObject(value)) return value;
  const out: JsonObject = {};
  for (const [key, child] of Object.entries(value)) {
    if (!namesAreData && (prose.has(key) || key === 'externalDocs')) continue;
    out[key] = strip(child, !namesAreData && (key === 'properties' || key === 'schemas'));
  }
  return out;
}

function collectRefs(value: Json, into: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectRefs(item, into);
  else if (isObject(value))
    for (const [key, child] of Object.entries(value))
      if (key === '$ref' && typeof child === 'string') into.add(child);
      else collectRefs(child, into);
}

function at(root: JsonObject, pointer: string): Json {
  let value: Json | undefined = root;
  for (const part of pointer.replace('#/', '').split('/')) value = isObject(value) ? value[part] : undefined;
  if (value === undefined) throw new Error(`The description has no ${pointer}.`);
  return value;
}

/** Mends what no true reply could satisfy: an account that is a user and an enterprise at once. */
function correct(paths: JsonObject): void {
  const listing = paths['/app/installations'] as JsonObject;
  const content = ((listing['get'] as JsonObject)['responses'] as JsonObject)['200'] as JsonObject;
  const json = (content['content'] as JsonObject)['application/json'] as JsonObject;
  json['schema'] = { type: 'array', items: { $ref: '#/components/schemas/installation' } };
}

function prune(whole: JsonObject): JsonObject {
  const paths: JsonObject = {};
  for (const [path, methods] of Object.entries(operations)) {
    const kept: JsonObject = {};
    for (const method of methods) {
      const operation = at(whole, '#/paths') as JsonObject;
      const found = isObject(operation[path]) ? operation[path][method] : undefined;
      if (!isObject(found)) throw new Error(`The description has no ${method} ${path}.`);
      const docs = isObject(found['externalDocs']) ? found['externalDocs']['url'] : undefined;
      kept[method] = { ...(strip(found) as JsonObject), 'x-docs': docs ?? null };
    }
    paths[path] = kept;
  }
  correct(paths);
  const components: Record<string, JsonObject> = {};
  const queue = new Set<string>();
  collectRefs(paths, queue);
  for (const pointer of queue) {
    const [, , group, name] = pointer.split('/');
    if (group === undefined || name === undefined || group === 'examples') continue;
    const component = strip(at(whole, pointer));
    (components[group] ??= {})[name] = component;
    collectRefs(component, queue);
  }
  return {
    'x-source': `${source}, ${description}, pruned by scripts/prune-openapi.ts; MIT, see LICENSE`,
    openapi: whole['openapi'] ?? null,
    info: strip(whole['info'] ?? null),
    paths,
    components,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'prune-openapi-'));
try {
  const tarball = execFileSync('npm', ['pack', source, '--silent'], { cwd: folder, encoding: 'utf8' }).trim();
  execFileSync('tar', ['xzf', tarball, description, 'package/LICENSE'], { cwd: folder });
  const pruned = prune(JSON.parse(readFileSync(join(folder, description), 'utf8')) as JsonObject);
  const text = JSON.stringify(pruned);
  writeFileSync(new URL('github.json', target), `${text}\n`);
  writeFileSync(
    new URL('LICENSE', target),
    `github.json is a part of GitHub's description of its REST API (github.com/github/rest-api-description,
Copyright (c) GitHub, MIT licence), taken from the npm package ${source}, whose licence follows.

${readFileSync(join(folder, 'package/LICENSE'), 'utf8').trim()}\n`,
  );
  console.log(`github.json: ${Object.keys(operations).length} paths, ${Math.round(text.length / 1024)} KB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
