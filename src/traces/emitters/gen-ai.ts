// Spans and events by the OpenTelemetry conventions for generative AI, in their older and newer names.
// https://opentelemetry.io/docs/specs/semconv/gen-ai/
import { wordOf } from '../event.ts';
import type { Signal, Value } from '../otlp/read.ts';
import { arrayOf, codeBlocks, objectOf, readCall, type Call } from '../tool-calls.ts';
import { attribute, costOf, tokensOf, type Emitter, type EmitterReading } from './emitter.ts';

/** Names of token counts; `prompt` and `completion` are of before 1.28. */
export const genAiTokens = {
  input: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens', 'llm.usage.prompt_tokens'],
  output: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens', 'llm.usage.completion_tokens'],
  cached: [
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cache_read_input_tokens',
    'gen_ai.usage.cached_tokens',
  ],
} as const;

/** Operations that ask a model. */
const requests = new Set([
  'chat',
  'text_completion',
  'generate_content',
  'completion',
  'embeddings',
  'responses',
]);

/** Events that hold what a model answered. */
const answers = new Set([
  'gen_ai.choice',
  'gen_ai.assistant.message',
  'gen_ai.client.inference.operation.details',
  'gen_ai.content.completion',
]);
const questions = new Set(['gen_ai.user.message', 'gen_ai.content.prompt']);

/** Tools that name themselves in `gen_ai.agent.name`, `gen_ai.system` or `service.name`. */
export const genAi: Emitter = {
  id: 'unnamed-tool',
  isOne: ({ attributes, name }) =>
    name.startsWith('gen_ai.') || [...attributes.keys()].some((key) => key.startsWith('gen_ai.')),
  read(signal) {
    const reading = readGenAi(signal);
    const tool = wordOf(attribute(signal, 'gen_ai.agent.name', 'service.name'), 60);
    return (
      reading && { ...reading, ...(tool === undefined || tool.startsWith('unknown_service') ? {} : { tool }) }
    );
  },
};

/** What the conventions say of a signal, whoever sent it. */
export function readGenAi(signal: Signal): EmitterReading | undefined {
  const { attributes, name, kind } = signal;
  if (kind === 'point') return undefined;
  const operation = attribute(signal, 'gen_ai.operation.name');
  const failed = signal.failed || attributes.has('error.type');
  const called = wordOf(attribute(signal, 'gen_ai.tool.name'));
  if (operation === 'execute_tool' || (called !== undefined && kind === 'span')) {
    const given = attribute(signal, 'gen_ai.tool.call.arguments', 'gen_ai.tool.arguments', 'input.value');
    return {
      kind: 'tool',
      failed,
      ...(called === undefined ? {} : { called }),
      ...readCall(called ?? '', given),
    };
  }
  if (questions.has(name)) {
    const content = textsOf(signal.body ?? attribute(signal, 'gen_ai.prompt')).join('\n');
    return { kind: 'prompt', ...(content === '' ? {} : { content }) };
  }
  if (answers.has(name) && kind === 'log')
    return {
      kind: 'request',
      failed,
      tokens: tokensOf(attributes, genAiTokens),
      ...answerOf([signal.body, attribute(signal, 'gen_ai.output.messages')]),
    };
  if (typeof operation === 'string' ? !requests.has(operation) : !attributes.has('gen_ai.request.model'))
    return undefined;
  const old = [...attributes]
    .filter(([key]) => /^gen_ai\.completion\.\d+\.content$/.test(key))
    .map(([, value]) => value);
  const within = signal.events
    .filter((event) => answers.has(event.name))
    .flatMap((event) => [...event.attributes.values()]);
  return {
    kind: 'request',
    failed,
    tokens: tokensOf(attributes, genAiTokens),
    ...costOf(attribute(signal, 'gen_ai.usage.cost', 'gen_ai.cost.total')),
    ...answerOf([attribute(signal, 'gen_ai.output.messages', 'gen_ai.completion'), ...old, ...within]),
  };
}

/** Code in an answer: in fenced blocks, and in the calls of tools that it asks for. */
function answerOf(values: readonly (Value | undefined)[]): Call & { content?: string } {
  const out: Call = { paths: [], code: [] };
  const texts = values.flatMap(textsOf);
  for (const text of texts) out.code.push(...codeBlocks(text));
  for (const call of values.flatMap((value) => callsOf(value, 0))) {
    const read = readCall(wordOf(call['name']) ?? '', call['arguments'] as Value);
    out.code.push(...read.code);
    out.paths.push(...read.paths.filter(({ how }) => how === 'write'));
  }
  return { ...out, ...(texts.length > 0 ? { content: texts.join('\n') } : {}) };
}

const maxDepth = 6;

/** The texts of messages in any of their forms: a text, `content`, `parts`, `message`. */
function textsOf(value: unknown, depth: unknown = 0): string[] {
  const level = typeof depth === 'number' ? depth : 0;
  if (value === undefined || level > maxDepth) return [];
  const list = arrayOf(value);
  if (list.length > 0) return list.flatMap((each) => textsOf(each, level + 1));
  const fields = objectOf(value);
  if (fields)
    return ['content', 'parts', 'message', 'text'].flatMap((key) => textsOf(fields[key], level + 1));
  return typeof value === 'string' ? [value] : [];
}

/** The calls of tools in messages: parts of type `tool_call`, or OpenAI's `tool_calls`. */
function callsOf(value: unknown, depth: number): Record<string, unknown>[] {
  if (value === undefined || depth > maxDepth) return [];
  const list = arrayOf(value);
  if (list.length > 0) return list.flatMap((each) => callsOf(each, depth + 1));
  const fields = objectOf(value);
  if (!fields) return [];
  if (fields['type'] === 'tool_call') return [fields];
  const inner = objectOf(fields['function']);
  if (inner) return [inner];
  return ['parts', 'tool_calls', 'message'].flatMap((key) => callsOf(fields[key], depth + 1));
}
