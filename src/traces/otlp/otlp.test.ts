// OTLP as OpenTelemetry's own serialisers write it is read as it was meant, and hostile bodies are refused at little cost.
import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { TracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { SpanStatusCode } from '@opentelemetry/api';
import protobuf from 'protobufjs/minimal.js';
import { describe, expect, it } from 'vitest';
import { decodeJson } from './json.ts';
import { defaultLimits, Unreadable } from './limits.ts';
import type { SignalKind } from './messages.ts';
import { decodeProtobuf } from './protobuf.ts';
import { readSignals, type SignalReading } from './read.ts';

const resource = resourceFromAttributes({
  'service.name': 'claude-code',
  'vcs.repository.name': 'acme/shop',
});
const scope = { name: 'com.anthropic.claude_code', version: '1.0.0' };
const seconds = Date.UTC(2026, 10, 20, 9) / 1000;

async function spans() {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const span = provider.getTracer('t').startSpan('chat claude', {
    startTime: [seconds, 5_000_000],
    attributes: {
      'gen_ai.request.model': 'claude-opus-4-6',
      'gen_ai.usage.input_tokens': 1200,
      ratio: 0.5,
      negative: -7,
      ok: true,
      list: ['a', 'b'],
      'größe ✓': 'é',
    },
  });
  span.addEvent('gen_ai.choice', { message: 'hello' });
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'no' });
  span.end([seconds + 2, 0]);
  return exporter.getFinishedSpans();
}

const logs = [
  {
    resource,
    instrumentationScope: scope,
    hrTime: [seconds, 0],
    hrTimeObserved: [seconds, 1],
    severityNumber: 9,
    body: 'claude_code.tool_result',
    eventName: 'tool_result',
    attributes: { tool_name: 'Edit', nested: { deep: [1, { x: 'y' }] }, duration_ms: '12' },
    droppedAttributesCount: 0,
  },
] as unknown as Parameters<typeof ProtobufLogsSerializer.serializeRequest>[0];

const metricsWith = (aggregationTemporality: number) =>
  ({
    resource,
    scopeMetrics: [
      {
        scope,
        metrics: [
          {
            descriptor: {
              name: 'claude_code.token.usage',
              unit: 'tokens',
              description: '',
              valueType: 0,
              advice: {},
            },
            aggregationTemporality,
            dataPointType: 3,
            isMonotonic: true,
            dataPoints: [
              {
                startTime: [seconds, 0],
                endTime: [seconds + 60, 0],
                attributes: { type: 'input' },
                value: 4321,
              },
            ],
          },
        ],
      },
    ],
  }) as unknown as Parameters<typeof ProtobufMetricsSerializer.serializeRequest>[0];

function both(
  kind: SignalKind,
  binary: Uint8Array | undefined,
  json: Uint8Array | undefined,
): SignalReading[] {
  return [
    readSignals(decodeProtobuf(binary as Uint8Array, kind, defaultLimits), kind, defaultLimits),
    readSignals(decodeJson(json as Uint8Array, defaultLimits), kind, defaultLimits),
  ];
}

describe('what OpenTelemetry itself writes', () => {
  it('traces', async () => {
    const list = await spans();
    for (const { signals, rejected } of both(
      'traces',
      ProtobufTraceSerializer.serializeRequest(list),
      JsonTraceSerializer.serializeRequest(list),
    )) {
      expect(rejected).toBe(0);
      const [span] = signals;
      expect(span).toMatchObject({
        kind: 'span',
        name: 'chat claude',
        scope: 't',
        failed: true,
        at: seconds * 1000 + 5,
        endedAt: seconds * 1000 + 2000,
        traceId: list[0]?.spanContext().traceId,
        spanId: list[0]?.spanContext().spanId,
      });
      expect(span?.resource.get('vcs.repository.name')).toBe('acme/shop');
      expect(Object.fromEntries(span?.attributes ?? [])).toEqual({
        'gen_ai.request.model': 'claude-opus-4-6',
        'gen_ai.usage.input_tokens': 1200,
        ratio: 0.5,
        negative: -7,
        ok: true,
        list: ['a', 'b'],
        'größe ✓': 'é',
      });
      expect(span?.events[0]?.name).toBe('gen_ai.choice');
      expect(span?.events[0]?.attributes.get('message')).toBe('hello');
    }
  });

  it('logs', () => {
    for (const { signals } of both(
      'logs',
      ProtobufLogsSerializer.serializeRequest(logs),
      JsonLogsSerializer.serializeRequest(logs),
    )) {
      expect(signals[0]).toMatchObject({
        kind: 'log',
        name: 'tool_result',
        scope: scope.name,
        body: 'claude_code.tool_result',
        at: seconds * 1000,
        failed: false,
      });
      expect(JSON.stringify(signals[0]?.attributes.get('nested'))).toBe('{"deep":[1,{"x":"y"}]}');
    }
  });

  it.each([
    ['delta', 0, 1, 0],
    ['cumulative', 1, 0, 1],
  ])('%s metrics', (_name, temporality, kept, refused) => {
    const metrics = metricsWith(temporality);
    for (const { signals, rejected, problem } of both(
      'metrics',
      ProtobufMetricsSerializer.serializeRequest(metrics),
      JsonMetricsSerializer.serializeRequest(metrics),
    )) {
      expect([signals.length, rejected]).toEqual([kept, refused]);
      if (kept > 0) expect(signals[0]).toMatchObject({ name: 'claude_code.token.usage', amount: 4321 });
      else expect(problem).toContain('DELTA'.toLowerCase());
    }
  });
});

const deepJson = (depth: number) =>
  `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":${'{"arrayValue":{"values":['.repeat(depth)}{"stringValue":"x"}${']}}'.repeat(depth)}}]}]}]}`;

function deepProtobuf(depth: number): Uint8Array {
  // AnyValue within ArrayValue within AnyValue, from the inside.
  let inner: Uint8Array = new Uint8Array();
  const wrap = (field: number, content: Uint8Array) =>
    protobuf.Writer.create()
      .uint32((field << 3) | 2)
      .bytes(content)
      .finish();
  for (let i = 0; i < depth; i++) inner = wrap(5, wrap(1, inner));
  return wrap(1, wrap(2, wrap(2, wrap(5, inner))));
}

const text = (value: string) => new TextEncoder().encode(value);

describe('hostile bodies', () => {
  it.each<[string, 'json' | 'protobuf', Uint8Array, RegExp]>([
    ['no JSON', 'json', text('{"resourceLogs":'), /no JSON/],
    ['a list', 'json', text('[]'), /no JSON object/],
    ['no UTF-8', 'json', new Uint8Array([0x7b, 0xff, 0x7d]), /no JSON/],
    ['a text for a list', 'json', text('{"resourceLogs":"x"}'), /`resourceLogs` is no list/],
    [
      'a number for a record',
      'json',
      text('{"resourceLogs":[{"scopeLogs":[{"logRecords":[7]}]}]}'),
      /no object/,
    ],
    ['a list for a group', 'json', text('{"resourceLogs":[[]]}'), /no object/],
    ['deep JSON', 'json', text(deepJson(2000)), /nested too deeply/],
    ['JSON that is just too deep for values', 'json', text(deepJson(26)), /nested too deeply/],
    ['many values of JSON', 'json', text(`{"a":[${'0,'.repeat(1_300_000)}0]}`), /too many values/],
    ['a large body of JSON', 'json', new Uint8Array(defaultLimits.bytes + 1), /too large/],
    [
      'many records',
      'json',
      text(`{"resourceLogs":[{"scopeLogs":[{"logRecords":[${'{},'.repeat(20_001)}{}]}]}]}`),
      /more than 20000/,
    ],
    ['no protobuf', 'protobuf', text('hello, world'), /no protobuf|middle/],
    ['zeros', 'protobuf', new Uint8Array(1000), /no protobuf/],
    ['a length beyond the end', 'protobuf', new Uint8Array([0x0a, 0x7f, 0x01]), /middle/],
    [
      'a length beyond its message',
      'protobuf',
      new Uint8Array([0x0a, 0x02, 0x12, 0x05, 0, 0, 0, 0, 0]),
      /middle|no protobuf/,
    ],
    ['a group without end', 'protobuf', new Uint8Array(100_000).fill(0x0b), /no protobuf/],
    ['deep protobuf', 'protobuf', deepProtobuf(3000), /nested too deeply/],
    [
      'many empty messages',
      'protobuf',
      Uint8Array.from({ length: 4_000_000 }, (_, at) => (at % 2 === 0 ? 0x0a : 0)),
      /too many values/,
    ],
    ['a large body of protobuf', 'protobuf', new Uint8Array(defaultLimits.bytes + 1), /too large/],
  ])('%s', (_name, form, body, problem) => {
    const read = () =>
      readSignals(
        form === 'json' ? decodeJson(body, defaultLimits) : decodeProtobuf(body, 'logs', defaultLimits),
        'logs',
        defaultLimits,
      );
    const before = process.memoryUsage().heapUsed;
    expect(read).toThrow(Unreadable);
    expect(read).toThrow(problem);
    // Two readings of at most 8 MB each.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(250e6);
  });

  it('cuts long texts and passes over what it does not know', () => {
    const body = text(
      JSON.stringify({
        resourceLogs: [
          {
            scopeLogs: [
              {
                logRecords: [
                  {
                    timeUnixNano: 'soon',
                    body: { stringValue: 'x'.repeat(400_000) },
                    attributes: [{ key: 7 }, { key: 'a', value: 'b' }],
                    unheard: {},
                  },
                ],
              },
            ],
          },
        ],
      }),
    );
    const [log] = readSignals(decodeJson(body, defaultLimits), 'logs', defaultLimits).signals;
    expect(String(log?.body).length).toBe(defaultLimits.chars);
    expect(log?.attributes.size).toBe(0);
    expect(log?.at).toBeUndefined();
  });

  it('reads any bytes without another error', () => {
    let state = 3;
    for (let i = 0; i < 3000; i++) {
      const body = Uint8Array.from(
        { length: i % 60 },
        () => (state = (Math.imul(state, 48271) >>> 0) % 2147483647) & 0xff,
      );
      try {
        decodeProtobuf(body, 'traces', defaultLimits);
      } catch (error) {
        expect(error).toBeInstanceOf(Unreadable);
      }
    }
  });
});
