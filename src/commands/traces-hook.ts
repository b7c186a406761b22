// `langguard traces hook`: run by an assistant after each edit, sends the suggested code in; it never holds the assistant up.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { terminalText } from '../reporters/neutralise.ts';
import { hookEvent } from '../traces/emitters/hook.ts';
import { objectOf } from '../traces/tool-calls.ts';

const run = promisify(execFile);

const timeoutMs = 4000;
/** Longer calls are data. */
const maxInputBytes = 1024 * 1024;

/** Adds the command. */
export function addTracesHook(traces: Command): void {
  traces
    .command('hook')
    .description(
      'send the call of a tool that an assistant hands to its hooks on standard input; see docs/traces.md',
    )
    .option('--tool <id>', 'the assistant', 'claude-code')
    .action(async ({ tool }: { tool: string }) => {
      const problem = await send(tool).catch(() => 'LangGuard could not be reached.');
      // The assistant's work goes on, whatever happens here.
      if (problem !== undefined) process.stderr.write(`langguard: ${terminalText(problem)}\n`);
    });
}

async function send(tool: string): Promise<string | undefined> {
  const base = process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (base === undefined || !URL.canParse(base)) return 'OTEL_EXPORTER_OTLP_ENDPOINT names no address.';
  const call = objectOf(await readInput());
  const name = call?.['tool_name'];
  if (!call || typeof name !== 'string') return 'There is no call of a tool on standard input.';
  const folder = typeof call['cwd'] === 'string' ? call['cwd'] : process.cwd();
  const response = await fetch(`${base.replace(/\/+$/, '')}/v1/logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headersOf(process.env['OTEL_EXPORTER_OTLP_HEADERS']) },
    body: JSON.stringify(
      requestOf(tool, {
        tool_name: name,
        tool_input: JSON.stringify(call['tool_input'] ?? {}),
        'session.id': String(call['session_id'] ?? ''),
        'vcs.repository.url.full': withoutUser(await git(folder, 'remote', 'get-url', 'origin')),
        'user.email': await git(folder, 'config', 'user.email'),
      }),
    ),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  return response.ok ? undefined : `LangGuard answered ${response.status}.`;
}

/** One log record of OTLP. */
export function requestOf(tool: string, attributes: Readonly<Record<string, string>>): unknown {
  const pairs = (given: Readonly<Record<string, string>>) =>
    Object.entries(given)
      .filter(([, value]) => value !== '')
      .map(([key, stringValue]) => ({ key, value: { stringValue } }));
  const record = {
    timeUnixNano: `${Date.now()}000000`,
    eventName: hookEvent,
    attributes: pairs(attributes),
  };
  return {
    resourceLogs: [
      { resource: { attributes: pairs({ 'service.name': tool }) }, scopeLogs: [{ logRecords: [record] }] },
    ],
  };
}

/** `key=value` pairs with commas between, as OpenTelemetry writes them. */
export function headersOf(text: string | undefined): Record<string, string> {
  return Object.fromEntries(
    (text ?? '').split(',').flatMap((pair) => {
      const [, key, value] = /^\s*([\w-]+)\s*=\s*(.+?)\s*$/.exec(pair) ?? [];
      if (key === undefined || value === undefined) return [];
      try {
        return [[key.toLowerCase(), decodeURIComponent(value)]];
      } catch {
        return [];
      }
    }),
  );
}

async function readInput(): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxInputBytes) return '';
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function git(folder: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await run('git', ['-C', folder, ...args], { timeout: timeoutMs });
    return stdout.trim();
  } catch {
    return '';
  }
}

/** Some remotes hold a token. */
function withoutUser(url: string): string {
  return url.replace(/^([a-z+]+:\/\/)[^/@]*@/i, '$1');
}
