// OpenTelemetry traces, where OTEL_EXPORTER_OTLP_ENDPOINT names a collector: a webhook, its job, the stages. Ids only.
import { createHash } from 'node:crypto';
import type { Span, SpanContext } from '@opentelemetry/api';

/** What a span may say of itself: ids, numbers and words of ours, never content. */
export type SpanFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** A span under way. */
export interface OpenSpan {
  traceId: string;
  /** A span below this one. */
  child(name: string, fields?: SpanFields): OpenSpan;
  note(fields: SpanFields): void;
  /** Ends it; with an error it counts as failed, of which only the name and the status are said. */
  end(error?: unknown): void;
}

/** Where spans go. */
export interface Tracing {
  /** A webhook that was kept. The same GUID gives the same trace, in whichever process. */
  delivery(guid: string, isFirst: boolean, startedAt: number, fields: SpanFields): void;
  /** A job, below the first of the webhooks that it covers. */
  job(deliveries: readonly string[], fields: SpanFields): OpenSpan;
  /** Sends what is left. */
  stop(): Promise<void>;
}

const stopTimeoutMs = 5000;

/** Names of the environment that turn tracing on, as the specification of OpenTelemetry has them. */
const endpoints = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'];

/** True when a collector is named. */
export function wantsTracing(env: Readonly<Record<string, string | undefined>>): boolean {
  return env['OTEL_SDK_DISABLED'] !== 'true' && endpoints.some((name) => (env[name] ?? '') !== '');
}

/** Starts sending spans; undefined, with nothing loaded, when no collector is named. */
export async function startTracing(
  version: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Tracing | undefined> {
  if (!wantsTracing(env)) return undefined;
  // Loaded only here: whoever has no collector does not pay for it.
  const [api, sdk, { OTLPTraceExporter }, resources] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
    import('@opentelemetry/resources'),
  ]);
  const fixed: { traceId?: string; spanId?: string } = {};
  const random = new sdk.RandomIdGenerator();
  const provider = new sdk.TracerProvider({
    resource: resources
      .resourceFromAttributes({ 'service.name': 'langguard', 'service.version': version })
      .merge(resources.detectResources({ detectors: [resources.envDetector] })),
    // It reads the addresses, headers and certificates of OTEL_EXPORTER_OTLP_* by itself.
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
    // Asked at once by startSpan, so that nobody else can come between.
    idGenerator: {
      generateTraceId: () => fixed.traceId ?? random.generateTraceId(),
      generateSpanId: () => fixed.spanId ?? random.generateSpanId(),
    },
  });
  const tracer = provider.getTracer('langguard', version);

  const below = (parent: SpanContext) => api.trace.setSpanContext(api.ROOT_CONTEXT, parent);
  const open = (span: Span): OpenSpan => ({
    traceId: span.spanContext().traceId,
    child: (name, fields = {}) =>
      open(tracer.startSpan(name, { attributes: attributes(fields) }, below(span.spanContext()))),
    note: (fields) => void span.setAttributes(attributes(fields)),
    end(error) {
      if (error !== undefined) {
        span.setStatus({ code: api.SpanStatusCode.ERROR });
        span.setAttributes(attributes(failure(error)));
      }
      span.end();
    },
  });

  return {
    delivery(guid, isFirst, startedAt, fields) {
      const ids = idsOf(guid);
      const options = { kind: api.SpanKind.SERVER, startTime: startedAt, attributes: attributes(fields) };
      // Sent again under the same GUID it cannot have the same id, so it hangs below the first one.
      if (isFirst) Object.assign(fixed, ids);
      const parent = isFirst ? api.ROOT_CONTEXT : below({ ...ids, traceFlags: 1, isRemote: true });
      try {
        tracer.startSpan('webhook', options, parent).end();
      } finally {
        delete fixed.traceId;
        delete fixed.spanId;
      }
    },
    job(deliveries, fields) {
      const [first, ...others] = deliveries.map((guid) => ({
        ...idsOf(guid),
        traceFlags: 1,
        isRemote: true,
      }));
      return open(
        tracer.startSpan(
          'job',
          {
            kind: api.SpanKind.CONSUMER,
            attributes: attributes(fields),
            links: others.slice(0, 20).map((context) => ({ context })),
          },
          first ? below(first) : api.ROOT_CONTEXT,
        ),
      );
    },
    async stop() {
      await Promise.race([
        provider.shutdown().catch(() => {}),
        new Promise<void>((resolve) => setTimeout(resolve, stopTimeoutMs).unref()),
      ]);
    },
  };
}

/** Ids that every process computes alike, so that a trace needs no place in the database. */
export function idsOf(guid: string): { traceId: string; spanId: string } {
  const digest = createHash('sha256').update(`langguard delivery ${guid}`).digest('hex');
  return { traceId: digest.slice(0, 32), spanId: digest.slice(32, 48) };
}

function attributes(fields: SpanFields): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[`langguard.${name}`, value]],
    ),
  );
}

function failure(error: unknown): SpanFields {
  const { name, status } = (error instanceof Error ? error : {}) as { name?: string; status?: unknown };
  return { error: name ?? 'unknown', status: typeof status === 'number' ? status : undefined };
}
