// Claude Code's events, counters and spans.
// https://code.claude.com/docs/en/monitoring-usage
import { countOf, wordOf } from '../event.ts';
import type { Signal } from '../otlp/read.ts';
import { objectOf, readCall } from '../tool-calls.ts';
import { attribute, costOf, tokensOf, type Emitter, type EmitterReading } from './emitter.ts';
import { readGenAi } from './gen-ai.ts';

const tokens = {
  input: ['input_tokens'],
  output: ['output_tokens'],
  cached: ['cache_read_tokens', 'cache_read_input_tokens'],
} as const;

/** What each signal means, by its name without the prefix. */
const readers: Readonly<Record<string, (signal: Signal) => EmitterReading | undefined>> = {
  user_prompt: (signal) => {
    const content = attribute(signal, 'prompt');
    return {
      kind: 'prompt',
      ...(typeof content === 'string' && content !== '<REDACTED>' ? { content } : {}),
    };
  },
  api_request: request,
  llm_request: request,
  api_error: (signal) => ({ kind: 'request', failed: true, ...modelOf(signal) }),
  tool_result: tool,
  tool,
  'token.usage': (signal) => {
    const amount = countOf(signal.amount);
    const type = attribute(signal, 'type');
    return {
      kind: 'usage',
      ...modelOf(signal),
      tokens: {
        input: type === 'input' ? amount : 0,
        output: type === 'output' ? amount : 0,
        cached: type === 'cacheRead' ? amount : 0,
      },
    };
  },
  'cost.usage': (signal) => ({ kind: 'usage', ...modelOf(signal), ...costOf(signal.amount) }),
};

/** Claude Code. */
export const claudeCode: Emitter = {
  id: 'claude-code',
  isOne: ({ name, scope, resource }) =>
    name.startsWith('claude_code.') ||
    scope.startsWith('com.anthropic.claude_code') ||
    resource.get('service.name') === 'claude-code',
  read: (signal) => readers[signal.name.replace(/^claude_code\./, '')]?.(signal) ?? readGenAi(signal),
};

function request(signal: Signal): EmitterReading {
  return {
    kind: 'request',
    ...modelOf(signal),
    failed: signal.failed || attribute(signal, 'success') === 'false',
    tokens: tokensOf(signal.attributes, tokens),
    ...costOf(attribute(signal, 'cost_usd')),
  };
}

/** With `OTEL_LOG_TOOL_DETAILS=1` the arguments come too; without, only the name. */
function tool(signal: Signal): EmitterReading | undefined {
  const called = wordOf(attribute(signal, 'tool_name', 'name'));
  if (called === undefined) return undefined;
  const given = attribute(signal, 'tool_input', 'tool_parameters', 'input');
  const failed = signal.failed || String(attribute(signal, 'success') ?? 'true') === 'false';
  const call = readCall(called, given);
  const path = call.paths.length > 0 ? [] : readCall(called, attribute(signal, 'tool_parameters')).paths;
  // What a person refused was suggested all the same, but is not in their files.
  const isRefused =
    attribute(signal, 'decision') === 'reject' || attribute(signal, 'decision_type') === 'reject';
  return {
    kind: 'tool',
    called: wordOf(objectOf(given)?.['mcp_tool_name']) ?? called,
    failed,
    paths: [...call.paths, ...path],
    code: isRefused || failed ? [] : call.code,
  };
}

function modelOf(signal: Signal): { model?: string } {
  const model = wordOf(attribute(signal, 'model'));
  return model === undefined ? {} : { model };
}
