// Examples of what tools emit, and what is kept of them.
import { expect, it } from 'vitest';
import { readTraces } from '../read-signals.ts';
import type { SignalKind } from '../otlp/messages.ts';
import type { TraceEvent } from '../event.ts';
import { processorMs } from '../../../test/processor-time.ts';

const now = Date.UTC(2026, 10, 20, 10);
const nanos = `${now - 60_000}000000`;

const any = (value: unknown): unknown =>
  typeof value === 'number'
    ? { intValue: String(value) }
    : typeof value === 'boolean'
      ? { boolValue: value }
      : Array.isArray(value)
        ? { arrayValue: { values: value.map(any) } }
        : typeof value === 'object'
          ? {
              kvlistValue: {
                values: Object.entries(value as object).map(([key, each]) => ({ key, value: any(each) })),
              },
            }
          : { stringValue: value };
const attributes = (given: Record<string, unknown>) =>
  Object.entries(given).map(([key, value]) => ({ key, value: any(value) }));

interface Example {
  service?: string;
  scope?: string;
  name: string;
  body?: unknown;
  eventName?: string;
  attributes: Record<string, unknown>;
  amount?: number;
}

function read(kind: SignalKind, example: Example): TraceEvent[] {
  const resource = {
    attributes: attributes({
      ...(example.service === undefined ? {} : { 'service.name': example.service }),
      'vcs.repository.url.full': 'https://github.com/Acme/Shop.git',
    }),
  };
  const scope = { name: example.scope ?? '' };
  const common = { attributes: attributes(example.attributes) };
  const request =
    kind === 'traces'
      ? {
          resourceSpans: [
            {
              resource,
              scopeSpans: [{ scope, spans: [{ name: example.name, startTimeUnixNano: nanos, ...common }] }],
            },
          ],
        }
      : kind === 'logs'
        ? {
            resourceLogs: [
              {
                resource,
                scopeLogs: [
                  {
                    scope,
                    logRecords: [
                      {
                        timeUnixNano: nanos,
                        eventName: example.name,
                        body: any(example.body ?? ''),
                        ...common,
                      },
                    ],
                  },
                ],
              },
            ],
          }
        : {
            resourceMetrics: [
              {
                resource,
                scopeMetrics: [
                  {
                    scope,
                    metrics: [
                      {
                        name: example.name,
                        sum: {
                          aggregationTemporality: 1,
                          dataPoints: [{ timeUnixNano: nanos, asDouble: example.amount, ...common }],
                        },
                      },
                    ],
                  },
                ],
              },
            ],
          };
  return readTraces(Buffer.from(JSON.stringify(request)), { kind, isJson: true, now }).events;
}

const shared = { repository: 'acme/shop', at: now - 60_000 };
const edit = JSON.stringify({
  file_path: '/home/alice/code/shop/src/db.ts',
  old_string: 'const a = 1;\nconst b = 2;',
  new_string: 'const a = 1;\nconst rows = await db.query(sql);',
});

type Expected = Partial<Omit<TraceEvent, 'content'>> & { content?: string | undefined };

it.each<[string, SignalKind, Example, Expected | undefined]>([
  [
    'Claude Code: a request',
    'logs',
    {
      service: 'claude-code',
      scope: 'com.anthropic.claude_code.events',
      name: 'claude_code.api_request',
      attributes: {
        'session.id': 's1',
        'user.email': 'dana@acme.example',
        model: 'claude-opus-4-6',
        cost_usd: '0.0421',
        input_tokens: '1200',
        output_tokens: '300',
        cache_read_tokens: '9000',
      },
    },
    {
      kind: 'request',
      tool: 'claude-code',
      model: 'claude-opus-4-6',
      session: 's1',
      person: 'dana@acme.example',
      costMicros: 42_100,
      tokens: { input: 1200, output: 300, cached: 9000 },
      failed: false,
    },
  ],
  [
    'Claude Code: an edit',
    'logs',
    {
      service: 'claude-code',
      name: 'claude_code.tool_result',
      attributes: { 'session.id': 's1', tool_name: 'Edit', success: 'true', tool_input: edit },
    },
    {
      kind: 'tool',
      called: 'Edit',
      paths: [{ path: 'code/shop/src/db.ts', how: 'write' }],
      code: [{ path: 'code/shop/src/db.ts', text: 'const rows = await db.query(sql);' }],
    },
  ],
  [
    'Claude Code: an edit that was cut short keeps whole lines only',
    'logs',
    {
      service: 'claude-code',
      name: 'claude_code.tool_result',
      attributes: {
        tool_name: 'Write',
        success: 'true',
        tool_input: JSON.stringify({ file_path: 'a.ts', content: 'first line\nsecond li…' }),
      },
    },
    { code: [{ path: 'a.ts', text: 'first line' }] },
  ],
  [
    'Claude Code: an edit that was refused',
    'logs',
    {
      service: 'claude-code',
      name: 'claude_code.tool_result',
      attributes: { tool_name: 'Edit', success: 'false', tool_input: edit },
    },
    { kind: 'tool', failed: true, code: [] },
  ],
  [
    'Claude Code: a prompt that it hides',
    'logs',
    {
      service: 'claude-code',
      name: 'claude_code.user_prompt',
      attributes: { prompt: '<REDACTED>', prompt_length: '12' },
    },
    { kind: 'prompt', content: undefined },
  ],
  [
    'Claude Code: an error',
    'logs',
    {
      service: 'claude-code',
      name: 'claude_code.api_error',
      attributes: { model: 'claude-opus-4-6', status_code: '529' },
    },
    { kind: 'request', failed: true, model: 'claude-opus-4-6' },
  ],
  [
    'Claude Code: the counter of tokens',
    'metrics',
    {
      service: 'claude-code',
      name: 'claude_code.token.usage',
      attributes: { type: 'output', model: 'm' },
      amount: 55,
    },
    { kind: 'usage', tokens: { input: 0, output: 55, cached: 0 } },
  ],
  [
    'Claude Code: a counter of something else',
    'metrics',
    { service: 'claude-code', name: 'claude_code.commit.count', attributes: {}, amount: 1 },
    undefined,
  ],
  [
    'Codex: a completed answer',
    'logs',
    {
      service: 'codex_cli_rs',
      name: 'codex.sse_event',
      attributes: {
        'conversation.id': 'c9',
        model: 'gpt-5.2-codex',
        'event.kind': 'response.completed',
        input_token_count: 10,
        output_token_count: 20,
        cached_token_count: 3,
      },
    },
    {
      kind: 'request',
      tool: 'codex',
      session: 'c9',
      model: 'gpt-5.2-codex',
      tokens: { input: 10, output: 20, cached: 3 },
    },
  ],
  [
    'Codex: a part of an answer',
    'logs',
    {
      service: 'codex_cli_rs',
      name: 'codex.sse_event',
      attributes: { 'event.kind': 'response.output_text.delta' },
    },
    undefined,
  ],
  [
    'Codex: a patch',
    'logs',
    {
      service: 'codex_cli_rs',
      name: 'codex.tool_result',
      attributes: {
        tool_name: 'shell',
        success: 'true',
        arguments: JSON.stringify({
          command: [
            'apply_patch',
            '*** Begin Patch\n*** Update File: src/a.py\n@@\n-old\n+new = load(path)\n*** End Patch',
          ],
        }),
      },
    },
    {
      kind: 'tool',
      called: 'shell',
      paths: [{ path: 'src/a.py', how: 'write' }],
      code: [{ path: 'src/a.py', text: 'new = load(path)' }],
    },
  ],
  [
    'Gemini CLI: a file written',
    'logs',
    {
      service: 'gemini-cli',
      name: 'gemini_cli.tool_call',
      attributes: {
        'session.id': 'g1',
        function_name: 'write_file',
        success: true,
        decision: 'accept',
        function_args: JSON.stringify({ file_path: '/Users/bob/shop/x.go', content: 'package main\n' }),
      },
    },
    {
      kind: 'tool',
      tool: 'gemini-cli',
      session: 'g1',
      called: 'write_file',
      paths: [{ path: 'shop/x.go', how: 'write' }],
      code: [{ path: 'shop/x.go', text: 'package main' }],
    },
  ],
  [
    'Gemini CLI: an answer',
    'logs',
    {
      service: 'gemini-cli',
      name: 'gemini_cli.api_response',
      attributes: { model: 'gemini-3-pro', input_token_count: 5, output_token_count: 6, status_code: 200 },
    },
    { kind: 'request', model: 'gemini-3-pro', tokens: { input: 5, output: 6, cached: 0 }, failed: false },
  ],
  [
    'Gemini CLI: a file read',
    'logs',
    {
      service: 'gemini-cli',
      name: 'gemini_cli.tool_call',
      attributes: {
        function_name: 'read_file',
        success: true,
        function_args: '{"absolute_path":"/srv/pay/keys.ts"}',
      },
    },
    { kind: 'tool', paths: [{ path: 'srv/pay/keys.ts', how: 'read' }], code: [] },
  ],
  [
    'Copilot: a chat span',
    'traces',
    {
      service: 'copilot-chat',
      name: 'chat gpt-5',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'github',
        'gen_ai.request.model': 'gpt-5',
        'gen_ai.response.model': 'gpt-5-2026',
        'gen_ai.usage.input_tokens': 7,
        'gen_ai.usage.output_tokens': 8,
        'gen_ai.conversation.id': 'v1',
      },
    },
    {
      kind: 'request',
      tool: 'github-copilot',
      model: 'gpt-5-2026',
      session: 'v1',
      tokens: { input: 7, output: 8, cached: 0 },
    },
  ],
  [
    'Copilot: an edit',
    'traces',
    {
      service: 'copilot-chat',
      name: 'execute_tool replace_string_in_file',
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'replace_string_in_file',
        'gen_ai.tool.call.arguments': JSON.stringify({
          filePath: 'c:\\Users\\kim\\shop\\a.cs',
          oldString: 'x',
          newString: 'var total = Sum(items);',
        }),
      },
    },
    {
      kind: 'tool',
      paths: [{ path: 'shop/a.cs', how: 'write' }],
      code: [{ path: 'shop/a.cs', text: 'var total = Sum(items);' }],
    },
  ],
  [
    'conventions, older names',
    'traces',
    {
      service: 'my-agent',
      name: 'openai.chat',
      attributes: {
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.usage.prompt_tokens': 3,
        'gen_ai.usage.completion_tokens': 4,
        'gen_ai.completion.0.content': 'Here:\n```js\nconst x = load(y);\n```',
      },
    },
    {
      kind: 'request',
      tool: 'my-agent',
      tokens: { input: 3, output: 4, cached: 0 },
      code: [{ text: 'const x = load(y);' }],
    },
  ],
  [
    'conventions, newer names with structured messages',
    'traces',
    {
      service: 'my-agent',
      name: 'chat claude',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'anthropic',
        'gen_ai.agent.name': 'Cursor',
        'gen_ai.request.model': 'claude',
        'gen_ai.output.messages': JSON.stringify([
          {
            role: 'assistant',
            parts: [
              {
                type: 'tool_call',
                id: '1',
                name: 'write_file',
                arguments: { path: 'b.rb', content: 'puts rows' },
              },
            ],
          },
        ]),
      },
    },
    {
      kind: 'request',
      tool: 'Cursor',
      code: [{ path: 'b.rb', text: 'puts rows' }],
      paths: [{ path: 'b.rb', how: 'write' }],
    },
  ],
  [
    'conventions, an event with a body',
    'logs',
    {
      service: 'my-agent',
      name: 'gen_ai.choice',
      body: { index: 0, message: { role: 'assistant', content: '```\nlet total = 1\n```' } },
      attributes: { 'gen_ai.system': 'openai' },
    },
    { kind: 'request', code: [{ text: 'let total = 1' }] },
  ],
  [
    'conventions, an agent as a whole',
    'traces',
    { name: 'invoke_agent x', attributes: { 'gen_ai.operation.name': 'invoke_agent' } },
    undefined,
  ],
  [
    'a span of a web server',
    'traces',
    { service: 'shop', name: 'GET /', attributes: { 'http.method': 'GET' } },
    undefined,
  ],
])('%s', (_name, kind, example, expected) => {
  const [event] = read(kind, example);
  if (expected === undefined) return expect(event).toBeUndefined();
  expect({ ...event, content: event?.content }).toMatchObject({ ...shared, ...expected });
});

it('names what is repeated alike, and what only looks alike apart', () => {
  const example = { service: 'claude-code', name: 'claude_code.api_error', attributes: { model: 'm' } };
  const keyOf = (given: Example) => read('logs', given)[0]?.key;
  expect(keyOf(example)).toBe(keyOf(example));
  expect(keyOf(example)).not.toBe(keyOf({ ...example, attributes: { model: 'n' } }));
});

it.each([
  ['https://github.com/acme/shop', 'acme/shop'],
  ['git@github.com:Acme/shop.git', 'acme/shop'],
  ['ssh://git@ghe.acme.example:22/acme/shop.git', 'acme/shop'],
  ['https://user:secret@github.com/acme/shop/', 'acme/shop'],
  ['acme/shop', 'acme/shop'],
  ['shop', undefined],
  ['https://github.com/acme', undefined],
  ['https://gitlab.example/group/sub/project', undefined],
  ['../..', undefined],
])('the repository of %s', (url, expected) => {
  const [event] = read('logs', {
    name: 'claude_code.api_error',
    attributes: { 'vcs.repository.url.full': url },
  });
  expect(event?.repository).toBe(expected);
});

it('stands hostile values of attributes', () => {
  const deep = (open: string, close: string) => open.repeat(50_000) + close.repeat(50_000);
  const values: unknown[] = [
    deep('[', ']'),
    deep('{"content":', '}').replace('}', '1}'),
    '{"path":' + '"'.repeat(1000),
    JSON.stringify({ path: ['a'], content: { x: 1 }, edits: 'x', command: [1, {}] }),
    JSON.stringify({ file_path: '../../etc/passwd', content: 'x\u0000y' }),
    JSON.stringify({ edits: Array.from({ length: 5000 }, () => ({ path: 'a', new_string: 'b' })) }),
    [[[[[['a']]]]]],
    { a: { b: { c: 'd' } } },
    1e308,
    false,
    '\u0000\u202e'.repeat(100),
    '```'.repeat(10_000),
    '*** Begin Patch\n'.repeat(10_000),
  ];
  const names = [
    'tool_input',
    'gen_ai.output.messages',
    'gen_ai.tool.call.arguments',
    'function_args',
    'arguments',
    'user.email',
    'session.id',
    'model',
    'vcs.repository.url.full',
    'input_tokens',
    'cost_usd',
  ];
  const started = processorMs();
  for (const name of names)
    for (const value of values)
      for (const [service, event] of [
        ['claude-code', 'claude_code.tool_result'],
        ['codex', 'codex.tool_result'],
        ['gemini-cli', 'gemini_cli.tool_call'],
        ['agent', 'gen_ai.choice'],
      ]) {
        const fixed = {
          tool_name: 'Write',
          function_name: 'write_file',
          'gen_ai.operation.name': 'execute_tool',
          'gen_ai.tool.name': 'edit',
        };
        const [found] = read('logs', {
          service: service as string,
          name: event as string,
          attributes: { ...fixed, [name]: value },
        });
        if (!found) continue;
        expect(found.paths.every(({ path }) => !path.includes('..') && path.length <= 1000)).toBe(true);
        expect(found.code.length).toBeLessThanOrEqual(1000);
        for (const text of [found.person, found.session, found.model, found.repository, found.called])
          expect(text ?? '').not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(Number.isSafeInteger(found.tokens.input)).toBe(true);
      }
  expect(processorMs() - started).toBeLessThan(20_000);
});
