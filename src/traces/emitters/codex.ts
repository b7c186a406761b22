// Codex' events, as `[otel]` in its config.toml exports them.
// https://developers.openai.com/codex/config-advanced
import { wordOf } from '../event.ts';
import type { Signal } from '../otlp/read.ts';
import { readCall } from '../tool-calls.ts';
import { attribute, tokensOf, type Emitter, type EmitterReading } from './emitter.ts';
import { readGenAi } from './gen-ai.ts';

const tokens = {
  input: ['input_token_count', 'input_tokens'],
  output: ['output_token_count', 'output_tokens'],
  cached: ['cached_token_count', 'cached_input_tokens'],
} as const;

const readers: Readonly<Record<string, (signal: Signal) => EmitterReading | undefined>> = {
  'codex.user_prompt': (signal) => {
    const content = attribute(signal, 'prompt');
    return {
      kind: 'prompt',
      ...(typeof content === 'string' && content !== '[REDACTED]' ? { content } : {}),
    };
  },
  // One request streams many events; the last one counts the tokens.
  'codex.sse_event': (signal) =>
    attribute(signal, 'event.kind') === 'response.completed'
      ? {
          kind: 'request',
          failed: signal.failed || hasError(signal),
          tokens: tokensOf(signal.attributes, tokens),
        }
      : undefined,
  'codex.api_request': (signal) => (hasError(signal) ? { kind: 'request', failed: true } : undefined),
  'codex.tool_result': (signal) => {
    const called = wordOf(attribute(signal, 'tool_name'));
    if (called === undefined) return undefined;
    const failed = String(attribute(signal, 'success') ?? 'true') === 'false';
    const call = readCall(called, attribute(signal, 'arguments'));
    return { kind: 'tool', called, failed, paths: call.paths, code: failed ? [] : call.code };
  },
};

/** Codex CLI and its extensions. */
export const codex: Emitter = {
  id: 'codex',
  isOne: ({ name, resource }) =>
    name.startsWith('codex.') || /^codex(?:[_-]|$)/.test(String(resource.get('service.name') ?? '')),
  read: (signal) => (readers[signal.name] ?? readGenAi)(signal),
};

function hasError(signal: Signal): boolean {
  const status = Number(attribute(signal, 'http.response.status_code') ?? 200);
  return attribute(signal, 'error.message') !== undefined || status >= 400;
}
