// Answers exporters as OTLP/HTTP has it, in the form in which they asked.
// https://opentelemetry.io/docs/specs/otlp/#otlphttp
import type { ServerResponse } from 'node:http';
import protobuf from 'protobufjs/minimal.js';
import type { SignalKind } from '../../traces/otlp/messages.ts';

/** The two forms of OTLP/HTTP. */
export type Form = 'json' | 'protobuf';

/** The form of a content type; undefined for others. */
export function formOf(contentType: string | undefined): Form | undefined {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return 'json';
  return type === 'application/x-protobuf' || type === 'application/protobuf' ? 'protobuf' : undefined;
}

const rejectedNames: Readonly<Record<SignalKind, string>> = {
  traces: 'rejectedSpans',
  logs: 'rejectedLogRecords',
  metrics: 'rejectedDataPoints',
};

/** Says that a request was taken, and what of it was not. */
export function answerTaken(
  res: ServerResponse,
  form: Form,
  kind: SignalKind,
  { rejected, problem }: { rejected: number; problem?: string },
): void {
  // A message without a rejection is a warning.
  const isWhole = rejected === 0 && problem === undefined;
  if (form === 'json') {
    const partial = { [rejectedNames[kind]]: String(rejected), errorMessage: problem ?? '' };
    return end(res, 200, form, JSON.stringify(isWhole ? {} : { partialSuccess: partial }));
  }
  const writer = protobuf.Writer.create();
  if (!isWhole)
    writer
      .uint32(10)
      .fork()
      .uint32(8)
      .int64(rejected)
      .uint32(18)
      .string(problem ?? '')
      .ldelim();
  end(res, 200, form, writer.finish());
}

/** Codes of gRPC for the statuses that are answered. */
const codes: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  405: 12,
  413: 8,
  415: 3,
  429: 8,
  503: 14,
};

/** Refuses a request, with a Status of gRPC. `retryAfter` is in seconds. */
export function answerRefused(
  res: ServerResponse,
  form: Form,
  status: number,
  message: string,
  retryAfter?: number,
): void {
  if (retryAfter !== undefined) res.setHeader('retry-after', String(retryAfter));
  if (status === 401) res.setHeader('www-authenticate', 'Bearer realm="LangGuard"');
  // Whatever of the body was not read would be taken for the next request.
  res.setHeader('connection', 'close');
  const code = codes[status] ?? 2;
  if (form === 'json') return end(res, status, form, JSON.stringify({ code, message }));
  end(res, status, form, protobuf.Writer.create().uint32(8).int32(code).uint32(18).string(message).finish());
}

function end(res: ServerResponse, status: number, form: Form, body: string | Uint8Array): void {
  res.writeHead(status, {
    'content-type': form === 'json' ? 'application/json' : 'application/x-protobuf',
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  res.end(body);
}
