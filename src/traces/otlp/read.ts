// Reads spans, log records and points of metrics out of a decoded OTLP request; lenient with everything but sizes.
import { Unreadable, type Limits } from './limits.ts';
import type { SignalKind } from './messages.ts';

/** A value of an attribute. */
export type Value = string | number | boolean | Value[] | { [key: string]: Value };

/** Attributes by name. */
export type Attributes = ReadonlyMap<string, Value>;

/** A span, a log record or a point of a sum: what they have in common. */
export interface Signal {
  kind: 'span' | 'log' | 'point';
  /** The span's name, the event's, the metric's. */
  name: string;
  scope: string;
  resource: Attributes;
  attributes: Attributes;
  /** Milliseconds since 1970; undefined where it says none that can be. */
  at?: number;
  endedAt?: number;
  traceId?: string;
  spanId?: string;
  /** Of a log record. */
  body?: Value;
  /** Of a span: what happened within it. */
  events: { name: string; attributes: Attributes }[];
  /** Whether the status says that it failed. */
  failed: boolean;
  /** Of a point. */
  amount?: number;
}

/** The signals of a request, and how many records could not be used, with the reason of the first. */
export interface SignalReading {
  signals: Signal[];
  rejected: number;
  problem?: string;
}

type Fields = Record<string, unknown>;

const groups = {
  traces: ['resourceSpans', 'scopeSpans'],
  logs: ['resourceLogs', 'scopeLogs'],
  metrics: ['resourceMetrics', 'scopeMetrics'],
} as const;

/** Reads a request. Throws Unreadable when it has not the form of one, or holds more records than the limit. */
export function readSignals(request: Fields, kind: SignalKind, limits: Limits): SignalReading {
  const [outer, inner] = groups[kind];
  const out: SignalReading = { signals: [], rejected: 0 };
  const reject = (count: number, problem: string): void => {
    out.rejected += count;
    out.problem ??= problem;
  };
  for (const group of listOf(request[outer], outer)) {
    const resource = attributesOf(fieldsOf(group['resource'])['attributes'], limits);
    for (const within of listOf(group[inner], inner)) {
      const scope = textOf(fieldsOf(within['scope'])['name']);
      const base = { resource, scope };
      const records =
        kind === 'traces'
          ? listOf(within['spans'], 'spans').map((span) => spanOf(span, base, limits))
          : kind === 'logs'
            ? listOf(within['logRecords'], 'logRecords').map((log) => logOf(log, base, limits))
            : listOf(within['metrics'], 'metrics').flatMap((metric) =>
                pointsOf(metric, base, limits, reject),
              );
      out.signals.push(...records);
      if (out.signals.length + out.rejected > limits.records)
        throw new Unreadable(`The request holds more than ${limits.records} records.`);
    }
  }
  return out;
}

type Base = Pick<Signal, 'resource' | 'scope'>;

function spanOf(span: Fields, base: Base, limits: Limits): Signal {
  return {
    ...base,
    kind: 'span',
    name: textOf(span['name']),
    attributes: attributesOf(span['attributes'], limits),
    ...timesOf(span['startTimeUnixNano'], span['endTimeUnixNano']),
    ...idsOf(span),
    events: listOf(span['events'], 'events')
      .slice(0, limits.attributes)
      .map((event) => ({
        name: textOf(event['name']),
        attributes: attributesOf(event['attributes'], limits),
      })),
    failed: isError(fieldsOf(span['status'])['code']),
  };
}

function logOf(log: Fields, base: Base, limits: Limits): Signal {
  const attributes = attributesOf(log['attributes'], limits);
  const body = valueOf(log['body'], limits, 0);
  const named = textOf(log['eventName']) || attributes.get('event.name');
  return {
    ...base,
    kind: 'log',
    name:
      typeof named === 'string' && named !== '' ? named : typeof body === 'string' ? body.slice(0, 200) : '',
    attributes,
    ...timesOf(log['timeUnixNano'] ?? log['observedTimeUnixNano'], undefined),
    ...idsOf(log),
    ...(body === undefined ? {} : { body }),
    events: [],
    failed: Number(log['severityNumber'] ?? 0) >= 17,
  };
}

/** Sums since the last report; those since a start cannot be added up. */
function pointsOf(
  metric: Fields,
  base: Base,
  limits: Limits,
  reject: (count: number, problem: string) => void,
): Signal[] {
  const sum = fieldsOf(metric['sum']);
  const name = textOf(metric['name']);
  const points = listOf(sum['dataPoints'], 'dataPoints');
  const temporality = sum['aggregationTemporality'];
  if (temporality === 2 || temporality === '2' || temporality === 'AGGREGATION_TEMPORALITY_CUMULATIVE') {
    reject(
      points.length,
      'Cumulative sums are not kept: set OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta.',
    );
    return [];
  }
  return points.map((point) => ({
    ...base,
    kind: 'point',
    name,
    attributes: attributesOf(point['attributes'], limits),
    ...timesOf(point['timeUnixNano'], undefined),
    events: [],
    failed: false,
    amount: numberOf(point['asDouble'] ?? point['asInt']) ?? 0,
  }));
}

/** Attributes by name; of two with the same name the last, as the specification has it. */
function attributesOf(list: unknown, limits: Limits): Attributes {
  const out = new Map<string, Value>();
  for (const each of listOf(list, 'attributes')) {
    if (out.size >= limits.attributes) break;
    const value = valueOf(each['value'], limits, 0);
    const key = each['key'];
    if (typeof key === 'string' && key.length <= 256 && value !== undefined) out.set(key, value);
  }
  return out;
}

function valueOf(any: unknown, limits: Limits, depth: number): Value | undefined {
  if (depth > limits.depth) throw new Unreadable('A value is nested too deeply.');
  const value = fieldsOf(any);
  if (typeof value['stringValue'] === 'string') return value['stringValue'].slice(0, limits.chars);
  if (typeof value['boolValue'] === 'boolean') return value['boolValue'];
  if (value['intValue'] !== undefined) return numberOf(value['intValue']);
  if (value['doubleValue'] !== undefined) return numberOf(value['doubleValue']);
  if (value['arrayValue'] !== undefined)
    return listOf(fieldsOf(value['arrayValue'])['values'], 'values').flatMap(
      (each) => valueOf(each, limits, depth + 1) ?? [],
    );
  if (value['kvlistValue'] === undefined) return undefined;
  const out: Record<string, Value> = Object.create(null) as Record<string, Value>;
  for (const each of listOf(fieldsOf(value['kvlistValue'])['values'], 'values')) {
    const inner = valueOf(each['value'], limits, depth + 1);
    if (typeof each['key'] === 'string' && inner !== undefined) out[each['key']] = inner;
  }
  return out;
}

/** Nobody's clock is a day ahead, and nothing of the last century is sent. */
const earliest = Date.UTC(2000, 0);

function timesOf(start: unknown, end: unknown): { at?: number; endedAt?: number } {
  const [at, endedAt] = [msOf(start), msOf(end)];
  return { ...(at === undefined ? {} : { at }), ...(endedAt === undefined ? {} : { endedAt }) };
}

function msOf(nanos: unknown): number | undefined {
  const text = typeof nanos === 'number' ? String(nanos) : nanos;
  if (typeof text !== 'string' || !/^\d{13,20}(?:\.0*)?$/.test(text)) return undefined;
  const ms = Math.floor(Number(text) / 1e6);
  return ms >= earliest ? ms : undefined;
}

function idsOf({ traceId, spanId }: Fields): { traceId?: string; spanId?: string } {
  const id = (value: unknown) =>
    typeof value === 'string' && /^[0-9a-f]{16,32}$/i.test(value) ? value.toLowerCase() : undefined;
  const [trace, span] = [id(traceId), id(spanId)];
  return {
    ...(trace === undefined ? {} : { traceId: trace }),
    ...(span === undefined ? {} : { spanId: span }),
  };
}

/** `STATUS_CODE_ERROR`. */
function isError(code: unknown): boolean {
  return code === 2 || code === '2' || code === 'STATUS_CODE_ERROR';
}

function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const number = value === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 1000) : '';
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The objects of a list. Throws Unreadable when something else stands there, because then it is no OTLP. */
function listOf(value: unknown, name: string): Fields[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Unreadable(`\`${name}\` is no list.`);
  for (const each of value)
    if (typeof each !== 'object' || each === null || Array.isArray(each))
      throw new Unreadable(`An entry of \`${name}\` is no object.`);
  return value as Fields[];
}
