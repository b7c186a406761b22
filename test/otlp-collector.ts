// A collector of OpenTelemetry traces on loopback: takes what exporters post and reads it by the published protocol.
// https://github.com/open-telemetry/opentelemetry-proto, the parts that a trace uses.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import protobuf from 'protobufjs';

const { root } = protobuf.parse(`
  syntax = "proto3";
  message Export { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span {
    bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
    fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8;
    repeated KeyValue attributes = 9; repeated Link links = 13; Status status = 15;
  }
  message Link { bytes trace_id = 1; bytes span_id = 2; }
  message Status { string message = 2; int32 code = 3; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; } }
`);
const message = root.lookupType('Export');

/** A span as it arrived. */
export interface ArrivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  ms: number;
  failed: boolean;
  attributes: Record<string, string | number | boolean>;
  resource: Record<string, string | number | boolean>;
  links: string[];
}

type KeyValues = { key: string; value: Record<string, string | number | boolean> }[];
interface RawSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes?: KeyValues;
  status?: { code?: number };
  links?: { spanId: string }[];
}

/** Starts it. `spans` grows as they come. */
export async function startCollector(): Promise<{
  url: string;
  spans: ArrivedSpan[];
  close(): Promise<void>;
}> {
  const spans: ArrivedSpan[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks);
      if (req.url === '/v1/traces' && req.headers['content-type'] === 'application/x-protobuf')
        spans.push(...read(req.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body));
      res.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function read(body: Buffer): ArrivedSpan[] {
  const { resourceSpans = [] } = message.toObject(message.decode(body), { longs: String, bytes: String }) as {
    resourceSpans?: { resource?: { attributes?: KeyValues }; scopeSpans?: { spans?: RawSpan[] }[] }[];
  };
  return resourceSpans.flatMap(({ resource, scopeSpans = [] }) =>
    scopeSpans.flatMap(({ spans = [] }) =>
      spans.map((span) => ({
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentSpanId: hex(span.parentSpanId ?? ''),
        name: span.name,
        ms: Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1e6,
        failed: span.status?.code === 2,
        attributes: attributesOf(span.attributes),
        resource: attributesOf(resource?.attributes),
        links: (span.links ?? []).map(({ spanId }) => hex(spanId)),
      })),
    ),
  );
}

function attributesOf(pairs: KeyValues = []): Record<string, string | number | boolean> {
  return Object.fromEntries(
    pairs.map(({ key, value }) => [
      key,
      // 64 bits come as text.
      'intValue' in value ? Number(value['intValue']) : (Object.values(value)[0] ?? ''),
    ]),
  );
}

function hex(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}
