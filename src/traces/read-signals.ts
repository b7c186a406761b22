// Turns the signals of a request into events, each by the file of the tool that sent it.
import { createHash } from 'node:crypto';
import { claudeCode } from './emitters/claude-code.ts';
import { codex } from './emitters/codex.ts';
import { copilot } from './emitters/copilot.ts';
import { eventOf, type Emitter } from './emitters/emitter.ts';
import { geminiCli } from './emitters/gemini-cli.ts';
import { genAi } from './emitters/gen-ai.ts';
import { hook } from './emitters/hook.ts';
import type { TraceEvent } from './event.ts';
import { decodeJson } from './otlp/json.ts';
import { defaultLimits, type Limits } from './otlp/limits.ts';
import type { SignalKind } from './otlp/messages.ts';
import { decodeProtobuf } from './otlp/protobuf.ts';
import { readSignals, type Signal } from './otlp/read.ts';

/** Whoever sent it: the first that knows a signal reads it; the conventions alone come last. */
const emitters: readonly Emitter[] = [hook, claudeCode, codex, geminiCli, copilot, genAi];

/** What a request held. */
export interface TraceReading {
  events: TraceEvent[];
  /** Records that say nothing about an assistant; nothing is wrong with them. */
  passedOver: number;
  rejected: number;
  problem?: string;
}

/** Reads the body of an OTLP request. Throws Unreadable when it is none or passes a limit. */
export function readTraces(
  body: Uint8Array,
  {
    kind,
    isJson,
    now,
    limits = defaultLimits,
  }: { kind: SignalKind; isJson: boolean; now: number; limits?: Limits },
): TraceReading {
  const request = isJson ? decodeJson(body, limits) : decodeProtobuf(body, kind, limits);
  const { signals, rejected, problem } = readSignals(request, kind, limits);
  const seen = new Map<string, number>();
  const events = signals.flatMap((signal) => {
    const emitter = emitters.find((each) => each.isOne(signal));
    const reading = emitter?.read(signal);
    if (!emitter || !reading) return [];
    const key = keyOf(signal);
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    return [eventOf(emitter.id, signal, reading, { key: nth === 0 ? key : `${key}-${nth}`, now })];
  });
  return {
    events,
    passedOver: signals.length - events.length,
    rejected,
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Of a span its ids; of what has none, all that it says: an exporter that repeats a request repeats it as it was. */
function keyOf(signal: Signal): string {
  const { kind, name, traceId, spanId, at, amount, attributes, resource, body } = signal;
  const what =
    kind === 'span' && traceId !== undefined && spanId !== undefined
      ? [kind, traceId, spanId]
      : [kind, name, at, amount, [...attributes], [...resource], body];
  return createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, 32);
}
