// Reads the observations that Langfuse's API answers.
// https://api.reference.langfuse.com: GET /api/public/observations
import { countOf, emptyEvent, linkOf, repositoryOf, wordOf, type TraceEvent } from '../event.ts';
import { arrayOf, codeBlocks, objectOf, readCall } from '../tool-calls.ts';
import type { Value } from '../otlp/read.ts';
import { present } from '../emitters/emitter.ts';

/** One page. */
export interface Page {
  events: TraceEvent[];
  /** How many records it held, kept or not. */
  records: number;
  hasMore: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** What an observation does not say of its trace. */
export interface LangfuseTrace {
  userId?: string | null;
  sessionId?: string | null;
  tags?: unknown;
  metadata?: unknown;
}

/** Reads a page of observations; `traces` holds what is known of their traces by id. */
export function readLangfuse(
  answer: Fields,
  { traces, origin }: { traces: ReadonlyMap<string, LangfuseTrace>; origin: string },
): Page {
  const list = arrayOf(answer['data'])
    .map(objectOf)
    .filter((each) => each !== undefined);
  const meta = objectOf(answer['meta']) ?? {};
  return {
    events: list.flatMap((one) => eventOf(one, traces.get(String(one['traceId'])) ?? {}, origin) ?? []),
    records: list.length,
    hasMore: Number(meta['page'] ?? 1) < Number(meta['totalPages'] ?? 1),
  };
}

function eventOf(one: Fields, trace: LangfuseTrace, origin: string): TraceEvent | undefined {
  const id = wordOf(one['id']);
  const at = Date.parse(String(one['startTime'] ?? ''));
  const type = String(one['type'] ?? '').toUpperCase();
  if (id === undefined || Number.isNaN(at) || !['GENERATION', 'TOOL', 'SPAN'].includes(type))
    return undefined;
  const name = wordOf(one['name']);
  const isTool = type === 'TOOL' || (type === 'SPAN' && /^execute_tool\b|^tool[.:]/i.test(name ?? ''));
  if (type === 'SPAN' && !isTool) return undefined;
  const metadata = { ...objectOf(trace.metadata), ...objectOf(one['metadata']) };
  const usage = objectOf(one['usageDetails']) ?? objectOf(one['usage']) ?? {};
  const traceId = wordOf(one['traceId']);
  const output = textOf(one['output']);
  const called = isTool ? name?.replace(/^(?:execute_tool\s+|tool[.:])/i, '') : undefined;
  const call = isTool ? readCall(called ?? '', one['input'] as Value) : undefined;
  const cost = Number(one['calculatedTotalCost'] ?? objectOf(one['costDetails'])?.['total'] ?? Number.NaN);
  return {
    ...emptyEvent,
    kind: isTool ? 'tool' : 'request',
    tool:
      wordOf(metadata['gen_ai.agent.name'] ?? metadata['tool'] ?? metadata['service.name'], 60) ?? 'langfuse',
    at,
    key: `langfuse/${id}`,
    tokens: {
      input: countOf(usage['input'] ?? usage['promptTokens']),
      output: countOf(usage['output'] ?? usage['completionTokens']),
      cached: countOf(usage['cache_read_input_tokens'] ?? usage['input_cached_tokens']),
    },
    failed: one['level'] === 'ERROR',
    paths: call?.paths ?? [],
    code: call?.code ?? codeBlocks(output),
    ...present({
      model: wordOf(one['model']),
      person: wordOf(trace.userId),
      session: wordOf(trace.sessionId) ?? traceId,
      repository: repositoryOf(
        metadata['vcs.repository.url.full'] ?? metadata['repository'] ?? metadata['repo'],
      ),
      link: traceId === undefined ? undefined : linkOf(`${origin}/trace/${encodeURIComponent(traceId)}`),
      called,
      costMicros: cost >= 0 && cost < 1e6 ? Math.round(cost * 1e6) : undefined,
      content: output === '' ? undefined : output,
    }),
  };
}

/** The text of an answer, in any of the forms that integrations log. */
export function textOf(value: unknown, depth = 0): string {
  if (depth > 6 || value === undefined || value === null) return '';
  const list = arrayOf(value);
  if (list.length > 0) return list.map((each) => textOf(each, depth + 1)).join('\n');
  const fields = objectOf(value);
  if (!fields) return typeof value === 'string' ? value : '';
  return ['content', 'text', 'message', 'messages', 'generations', 'output', 'choices', 'parts']
    .map((key) => textOf(fields[key], depth + 1))
    .filter((text) => text !== '')
    .join('\n');
}
