// Reads the runs that LangSmith's API answers.
// https://api.smith.langchain.com/redoc: POST /api/v1/runs/query
import { countOf, emptyEvent, linkOf, repositoryOf, wordOf, type TraceEvent } from '../event.ts';
import { present } from '../emitters/emitter.ts';
import type { Value } from '../otlp/read.ts';
import { arrayOf, codeBlocks, objectOf, readCall } from '../tool-calls.ts';
import { textOf, type Page } from './langfuse.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A page of runs, and where the next one is. */
export interface RunsPage extends Page {
  next?: string;
}

/** Reads a page of runs. `origin` is the address of the pages for people. */
export function readLangsmith(answer: Fields, origin: string): RunsPage {
  const runs = arrayOf(answer['runs'])
    .map(objectOf)
    .filter((each) => each !== undefined);
  const next = wordOf(objectOf(answer['cursors'])?.['next'], 2000);
  return {
    events: runs.flatMap((run) => eventOf(run, origin) ?? []),
    records: runs.length,
    hasMore: next !== undefined,
    ...(next === undefined ? {} : { next }),
  };
}

function eventOf(run: Fields, origin: string): TraceEvent | undefined {
  const id = wordOf(run['id']);
  const start = isoOf(run['start_time']);
  const type = run['run_type'];
  if (id === undefined || start === undefined || (type !== 'llm' && type !== 'tool')) return undefined;
  const extra = objectOf(run['extra']) ?? {};
  const metadata = objectOf(extra['metadata']) ?? {};
  const params = objectOf(extra['invocation_params']) ?? {};
  const called = type === 'tool' ? wordOf(run['name']) : undefined;
  const inputs = objectOf(run['inputs']) ?? {};
  const call =
    called === undefined ? undefined : readCall(called, (objectOf(inputs['input']) ?? inputs) as Value);
  const output = textOf(run['outputs']);
  const cost = Number(run['total_cost'] ?? Number.NaN);
  const path = wordOf(run['app_path'], 500);
  return {
    ...emptyEvent,
    kind: type === 'tool' ? 'tool' : 'request',
    tool: wordOf(metadata['agent_name'] ?? metadata['tool'] ?? metadata['service_name'], 60) ?? 'langsmith',
    at: Date.parse(start),
    key: `langsmith/${id}`,
    tokens: {
      input: countOf(run['prompt_tokens']),
      output: countOf(run['completion_tokens']),
      cached: countOf(objectOf(run['prompt_token_details'])?.['cache_read']),
    },
    failed: run['status'] === 'error' || typeof run['error'] === 'string',
    paths: call?.paths ?? [],
    code: call?.code ?? codeBlocks(output),
    ...present({
      model: wordOf(metadata['ls_model_name'] ?? params['model'] ?? params['model_name']),
      person: wordOf(metadata['user_id'] ?? metadata['user_email'] ?? metadata['user']),
      session: wordOf(
        metadata['session_id'] ?? metadata['thread_id'] ?? metadata['conversation_id'] ?? run['trace_id'],
      ),
      repository: repositoryOf(
        metadata['vcs.repository.url.full'] ?? metadata['repository'] ?? metadata['repo'],
      ),
      link: path === undefined ? undefined : linkOf(`${origin}${path}`),
      called,
      costMicros: cost >= 0 && cost < 1e6 ? Math.round(cost * 1e6) : undefined,
      content: output === '' ? undefined : output,
    }),
  };
}

/** LangSmith writes times in UTC without saying so. */
function isoOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = /(?:z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`;
  const time = Date.parse(text);
  return time > 0 ? new Date(time).toISOString() : undefined;
}
