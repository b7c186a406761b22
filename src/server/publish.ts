// Writes a check run so that any step may fail, or succeed and answer with a failure, and be tried again.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Annotation, CheckRunOutput } from '../reporters/check-run.ts';
import { isUncertain, statusOf, type Octokit } from './github.ts';

/** The name under which branch protection knows us. */
export const checkName = 'LangGuard';

/** https://docs.github.com/en/rest/checks/runs#create-a-check-run: at most 50 annotations in a request. */
const batchSize = 50;
const maxTextChars = 65_535;

/** Where a check run belongs, and the id by which we find it again. */
export interface RunPlace {
  owner: string;
  repo: string;
  headSha: string;
  externalId: string;
  appId: number;
}

/** What the publisher was given besides the place. */
export interface PublishOptions {
  octokit: Octokit;
  signal?: AbortSignal;
  /** Waits after an uncertain answer, in milliseconds: GitHub's reads may lag behind its writes. */
  settleMs?: readonly number[];
  /** Called after each write that took effect. */
  onStep?(): Promise<void>;
}

/** A check run that exists. `fresh` when it was created just now and without doubt, so that it has no annotations. */
export interface OpenRun {
  id: number;
  status: string;
  fresh: boolean;
}

/** What a run that ends without a review says. */
export interface PlainEnd {
  conclusion: 'cancelled' | 'failure' | 'neutral' | 'success' | 'action_required' | 'timed_out';
  title: string;
  summary: string;
}

/** Waits until GitHub's reads have caught up with its writes, in milliseconds. */
export const defaultSettleMs = [500, 1500, 4000];

/** Finds the run with our id on the head, or creates it in progress. Of an id made just now there cannot be one yet. */
export async function openRun(place: RunPlace, options: PublishOptions, isNew = false): Promise<OpenRun> {
  const found = isNew ? undefined : await findRun(place, options);
  if (found) return found;
  try {
    const { data } = await options.octokit.rest.checks.create({
      owner: place.owner,
      repo: place.repo,
      name: checkName,
      head_sha: place.headSha,
      external_id: place.externalId,
      status: 'in_progress',
      started_at: new Date().toISOString(),
      output: { title: 'Review in progress', summary: 'LangGuard is reading the added lines.' },
      ...request(options),
    });
    await options.onStep?.();
    // An answer that was cut off on its way comes through as text.
    if (typeof data.id !== 'number')
      throw Object.assign(new Error('GitHub sent half an answer.'), { status: 502 });
    return { id: data.id, status: data.status, fresh: true };
  } catch (error) {
    if (!isUncertain(error)) throw error;
    // It may exist: look until the reads have caught up, and let the job's retry create it if it does not.
    for (const pause of options.settleMs ?? defaultSettleMs) {
      await sleep(pause);
      const created = await findRun(place, options);
      if (created) return created;
    }
    throw error;
  }
}

/** Sends a rendered review: every annotation exactly once, the conclusion last. Returns how many GitHub refused. */
export async function completeRun(
  place: RunPlace,
  run: OpenRun,
  output: CheckRunOutput,
  options: PublishOptions,
): Promise<{ dropped: number }> {
  let known = run.fresh ? [] : await listAnnotations(place, run.id, options);
  const refused = new Set<string>();
  for (let attempt = 0; ; attempt++) {
    try {
      const missing = subtract(output.annotations, known).filter((each) => !refused.has(identify(each)));
      await sendAll(place, run, output, missing, refused, options);
      return { dropped: output.annotations.filter((each) => refused.has(identify(each))).length };
    } catch (error) {
      const pause = (options.settleMs ?? defaultSettleMs)[attempt];
      if (!isUncertain(error) || pause === undefined) throw error;
      await sleep(pause);
      known = await listAnnotations(place, run.id, options);
    }
  }
}

/** Ends a run that has no review to show. Sending it twice changes nothing. */
export async function endRun(
  place: { owner: string; repo: string },
  runId: number,
  end: PlainEnd,
  options: PublishOptions,
): Promise<void> {
  const body = {
    owner: place.owner,
    repo: place.repo,
    check_run_id: runId,
    status: 'completed' as const,
    conclusion: end.conclusion,
    completed_at: new Date().toISOString(),
    output: { title: end.title, summary: end.summary },
    ...request(options),
  };
  for (let attempt = 0; ; attempt++) {
    try {
      await options.octokit.rest.checks.update(body);
      await options.onStep?.();
      return;
    } catch (error) {
      const pause = (options.settleMs ?? defaultSettleMs)[attempt];
      if (!isUncertain(error) || pause === undefined) throw error;
      await sleep(pause);
    }
  }
}

/** Adds a sentence to what a run says already. Sending it twice changes nothing. */
export async function addToRun(
  { owner, repo }: { owner: string; repo: string },
  runId: number,
  sentence: string,
  options: PublishOptions,
): Promise<void> {
  const place = { owner, repo, check_run_id: runId, ...request(options) };
  const { data } = await options.octokit.rest.checks.get(place);
  const { title, summary, text } = data.output;
  if (summary === null || summary.includes(sentence)) return;
  const room = maxTextChars - sentence.length - 2;
  await options.octokit.rest.checks.update({
    ...place,
    output: {
      title: title ?? checkName,
      summary: `${summary.slice(0, room)}\n\n${sentence}`,
      ...(text === null ? {} : { text }),
    },
  });
}

/** The App's runs of a head that are not completed. */
export async function listOpenRuns(
  { owner, repo, headSha, appId }: Pick<RunPlace, 'owner' | 'repo' | 'headSha' | 'appId'>,
  options: PublishOptions,
): Promise<number[]> {
  const runs = await options.octokit.paginate(options.octokit.rest.checks.listForRef, {
    owner,
    repo,
    ref: headSha,
    check_name: checkName,
    app_id: appId,
    filter: 'all',
    per_page: 100,
    ...request(options),
  });
  return runs.filter(({ status }) => status !== 'completed').map(({ id }) => id);
}

async function findRun(place: RunPlace, options: PublishOptions): Promise<OpenRun | undefined> {
  const pages = options.octokit.paginate.iterator(options.octokit.rest.checks.listForRef, {
    owner: place.owner,
    repo: place.repo,
    ref: place.headSha,
    check_name: checkName,
    app_id: place.appId,
    // `latest` would hide the run of an older review of the same head.
    filter: 'all',
    per_page: 100,
    ...request(options),
  });
  for await (const page of pages) {
    const run = page.data.find((each) => each.external_id === place.externalId);
    if (run) return { id: run.id, status: run.status, fresh: false };
  }
  return undefined;
}

async function listAnnotations(place: RunPlace, runId: number, options: PublishOptions): Promise<string[]> {
  const found = await options.octokit.paginate(options.octokit.rest.checks.listAnnotations, {
    owner: place.owner,
    repo: place.repo,
    check_run_id: runId,
    per_page: 100,
    ...request(options),
  });
  return found.map((each) => identify(each));
}

/** All batches but the last leave the run open; the last one closes it. */
async function sendAll(
  place: RunPlace,
  run: OpenRun,
  output: CheckRunOutput,
  annotations: Annotation[],
  refused: Set<string>,
  options: PublishOptions,
): Promise<void> {
  const batches = chunk(annotations, batchSize);
  const last = batches.pop() ?? [];
  for (const batch of batches) await sendBatch(place, run, output, batch, refused, options);
  if (refused.size === 0) {
    try {
      return await patch(place, run, output, last, true, options);
    } catch (error) {
      if (statusOf(error) !== 422 || last.length === 0) throw error;
      await sendBatch(place, run, output, last, refused, options, true);
    }
  } else await sendBatch(place, run, output, last, refused, options);
  await patch(place, run, withRefusals(output, refused.size), [], true, options);
}

/** GitHub refuses a whole request for one bad annotation and does not say which: halve until it stands alone. */
async function sendBatch(
  place: RunPlace,
  run: OpenRun,
  output: CheckRunOutput,
  batch: Annotation[],
  refused: Set<string>,
  options: PublishOptions,
  isKnownBad = false,
): Promise<void> {
  if (batch.length === 0) return;
  if (!isKnownBad || batch.length === 1) {
    try {
      return await patch(place, run, output, batch, false, options);
    } catch (error) {
      if (statusOf(error) !== 422) throw error;
    }
  }
  const [only] = batch;
  if (batch.length === 1 && only) {
    refused.add(identify(only));
    return;
  }
  const half = Math.ceil(batch.length / 2);
  await sendBatch(place, run, output, batch.slice(0, half), refused, options);
  await sendBatch(place, run, output, batch.slice(half), refused, options);
}

async function patch(
  place: RunPlace,
  run: OpenRun,
  output: CheckRunOutput,
  annotations: Annotation[],
  isLast: boolean,
  options: PublishOptions,
): Promise<void> {
  const { title, summary, text } = output;
  await options.octokit.rest.checks.update({
    owner: place.owner,
    repo: place.repo,
    check_run_id: run.id,
    ...(isLast
      ? {
          status: 'completed',
          conclusion: output.conclusion,
          completed_at: new Date().toISOString(),
          ...(output.actions ? { actions: output.actions } : {}),
        }
      : {}),
    output: { title, summary, ...(text === undefined ? {} : { text }), annotations },
    ...request(options),
  });
  await options.onStep?.();
}

function withRefusals(output: CheckRunOutput, count: number): CheckRunOutput {
  if (count === 0) return output;
  const note = `\n\nGitHub refused ${count} ${count === 1 ? 'annotation' : 'annotations'}; the findings count all the same.`;
  return { ...output, summary: output.summary.slice(0, maxTextChars - note.length) + note };
}

/** What makes two annotations the same, as GitHub gives them back: absent fields come as null. */
function identify(annotation: {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number | null;
  end_column?: number | null;
  annotation_level: string | null;
  title?: string | null;
  message: string | null;
}): string {
  return JSON.stringify([
    annotation.path,
    annotation.start_line,
    annotation.end_line,
    annotation.start_column ?? null,
    annotation.end_column ?? null,
    annotation.annotation_level,
    annotation.title?.trim() || null,
    (annotation.message ?? '').replaceAll('\r\n', '\n').trim(),
  ]);
}

/** The annotations that are not yet there, counted: two equal ones need two. */
function subtract(wanted: readonly Annotation[], present: readonly string[]): Annotation[] {
  const left = new Map<string, number>();
  for (const key of present) left.set(key, (left.get(key) ?? 0) + 1);
  return wanted.filter((each) => {
    const key = identify(each);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

function chunk<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

function request(options: PublishOptions): { request?: { signal: AbortSignal } } {
  return options.signal ? { request: { signal: options.signal } } : {};
}
