// The messages of OTLP as data: the fields that are read of each, by number, name and kind.
// opentelemetry-proto 1.x: collector/{trace,logs,metrics}/v1, trace/v1, logs/v1, metrics/v1, common/v1, resource/v1.

/** How a field is written. `many` fields repeat. */
export interface Field {
  name: string;
  kind: 'string' | 'bytes' | 'bool' | 'int' | 'fixed64' | 'sfixed64' | 'double' | 'message';
  message?: string;
  many?: true;
}

const text = (name: string): Field => ({ name, kind: 'string' });
const bytes = (name: string): Field => ({ name, kind: 'bytes' });
const int = (name: string): Field => ({ name, kind: 'int' });
const time = (name: string): Field => ({ name, kind: 'fixed64' });
const one = (name: string, message: string): Field => ({ name, kind: 'message', message });
const many = (name: string, message: string): Field => ({ name, kind: 'message', message, many: true });

/** Each message and its fields by number; fields that are not named are passed over. */
export const messages: Readonly<Record<string, Readonly<Record<number, Field>>>> = {
  AnyValue: {
    1: text('stringValue'),
    2: { name: 'boolValue', kind: 'bool' },
    3: int('intValue'),
    4: { name: 'doubleValue', kind: 'double' },
    5: one('arrayValue', 'ArrayValue'),
    6: one('kvlistValue', 'KeyValueList'),
    7: bytes('bytesValue'),
  },
  ArrayValue: { 1: many('values', 'AnyValue') },
  KeyValueList: { 1: many('values', 'KeyValue') },
  KeyValue: { 1: text('key'), 2: one('value', 'AnyValue') },
  Resource: { 1: many('attributes', 'KeyValue') },
  Scope: { 1: text('name'), 2: text('version') },

  TraceRequest: { 1: many('resourceSpans', 'ResourceSpans') },
  ResourceSpans: { 1: one('resource', 'Resource'), 2: many('scopeSpans', 'ScopeSpans') },
  ScopeSpans: { 1: one('scope', 'Scope'), 2: many('spans', 'Span') },
  Span: {
    1: bytes('traceId'),
    2: bytes('spanId'),
    4: bytes('parentSpanId'),
    5: text('name'),
    7: time('startTimeUnixNano'),
    8: time('endTimeUnixNano'),
    9: many('attributes', 'KeyValue'),
    11: many('events', 'Event'),
    15: one('status', 'Status'),
  },
  Event: { 1: time('timeUnixNano'), 2: text('name'), 3: many('attributes', 'KeyValue') },
  Status: { 2: text('message'), 3: int('code') },

  LogsRequest: { 1: many('resourceLogs', 'ResourceLogs') },
  ResourceLogs: { 1: one('resource', 'Resource'), 2: many('scopeLogs', 'ScopeLogs') },
  ScopeLogs: { 1: one('scope', 'Scope'), 2: many('logRecords', 'LogRecord') },
  LogRecord: {
    1: time('timeUnixNano'),
    2: int('severityNumber'),
    5: one('body', 'AnyValue'),
    6: many('attributes', 'KeyValue'),
    9: bytes('traceId'),
    10: bytes('spanId'),
    11: time('observedTimeUnixNano'),
    12: text('eventName'),
  },

  MetricsRequest: { 1: many('resourceMetrics', 'ResourceMetrics') },
  ResourceMetrics: { 1: one('resource', 'Resource'), 2: many('scopeMetrics', 'ScopeMetrics') },
  ScopeMetrics: { 1: one('scope', 'Scope'), 2: many('metrics', 'Metric') },
  Metric: { 1: text('name'), 3: text('unit'), 5: one('gauge', 'Points'), 7: one('sum', 'Sum') },
  Points: { 1: many('dataPoints', 'NumberDataPoint') },
  Sum: { 1: many('dataPoints', 'NumberDataPoint'), 2: int('aggregationTemporality') },
  NumberDataPoint: {
    2: time('startTimeUnixNano'),
    3: time('timeUnixNano'),
    4: { name: 'asDouble', kind: 'double' },
    6: { name: 'asInt', kind: 'sfixed64' },
    7: many('attributes', 'KeyValue'),
  },
};

/** What may be exported, and the message that a request of it is. */
export const requests = { traces: 'TraceRequest', logs: 'LogsRequest', metrics: 'MetricsRequest' } as const;
export type SignalKind = keyof typeof requests;
