// Gemini CLI's events.
// https://github.com/google-gemini/gemini-cli/blob/main/docs/cli/telemetry.md
import { wordOf } from '../event.ts';
import type { Signal } from '../otlp/read.ts';
import { codeBlocks, readCall } from '../tool-calls.ts';
import { attribute, tokensOf, type Emitter, type EmitterReading } from './emitter.ts';
import { readGenAi } from './gen-ai.ts';

const tokens = {
  input: ['input_token_count'],
  output: ['output_token_count'],
  cached: ['cached_content_token_count'],
} as const;

const readers: Readonly<Record<string, (signal: Signal) => EmitterReading | undefined>> = {
  'gemini_cli.user_prompt': (signal) => {
    const content = attribute(signal, 'prompt');
    return { kind: 'prompt', ...(typeof content === 'string' ? { content } : {}) };
  },
  'gemini_cli.api_response': (signal) => {
    const text = attribute(signal, 'response_text');
    return {
      kind: 'request',
      failed: Number(attribute(signal, 'status_code') ?? 200) >= 400,
      tokens: tokensOf(signal.attributes, tokens),
      ...(typeof text === 'string' ? { code: codeBlocks(text), content: text } : {}),
    };
  },
  'gemini_cli.api_error': () => ({ kind: 'request', failed: true }),
  'gemini_cli.tool_call': (signal) => {
    const called = wordOf(attribute(signal, 'function_name'));
    if (called === undefined) return undefined;
    const failed = String(attribute(signal, 'success') ?? 'true') === 'false';
    const call = readCall(called, attribute(signal, 'function_args'));
    const isRefused = attribute(signal, 'decision') === 'reject';
    return { kind: 'tool', called, failed, paths: call.paths, code: failed || isRefused ? [] : call.code };
  },
};

/** Gemini CLI. */
export const geminiCli: Emitter = {
  id: 'gemini-cli',
  isOne: ({ name, resource }) =>
    name.startsWith('gemini_cli.') || resource.get('service.name') === 'gemini-cli',
  read: (signal) => (readers[signal.name] ?? readGenAi)(signal),
};
