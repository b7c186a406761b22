// Measures how fast traces are taken in and joined, and how much memory it takes: `node bench/traces.ts`.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { wholeFile, type Change } from '../src/engine/change.ts';
import { joinSuggestions } from '../src/engine/provenance/suggestions/join.ts';
import type { Log } from '../src/server/log.ts';
import { createMetrics } from '../src/server/metrics.ts';
import { createTraces } from '../src/server/traces/index.ts';
import { createToken } from '../src/store/api-tokens.ts';
import { digestKeyOf } from '../src/store/installations.ts';
import { openStore } from '../src/store/open.ts';

const requests = Number(process.argv[2] ?? 60);
const perRequest = 100;
const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const rssMb = (): number => process.memoryUsage.rss() / 1e6;

/** Real code, in pieces of 40 lines. */
const root = fileURLToPath(new URL('../node_modules/kysely/dist/', import.meta.url));
const pieces = ['query-builder', 'parser', 'util', 'migration'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.js'))
    .flatMap((name) => {
      const lines = readFileSync(join(root, folder, name), 'utf8').split('\n');
      return Array.from({ length: Math.ceil(lines.length / 40) }, (_, at) => ({
        path: `src/${folder}/${name}`,
        text: lines.slice(at * 40, at * 40 + 40).join('\n'),
      }));
    }),
);

/** The same code with names of its own, so that no two conversations bring the same lines. */
const ownOf = (code: string, request: number): string => code.replace(/\b[a-z]\w{5,}\b/g, `$&${request}`);

const text = (value: string) => ({ stringValue: value });
function bodyOf(request: number): Buffer {
  const at = Date.now() - 60_000;
  const logRecords = Array.from({ length: perRequest }, (_, n) => {
    const { path, text: content } = pieces[
      (request * perRequest + n) % pieces.length
    ] as (typeof pieces)[number];
    const attributes = {
      'session.id': `session-${request}`,
      'user.email': `person-${request % 20}@acme.example`,
      tool_name: 'Write',
      success: 'true',
      // So that no two are the same.
      tool_input: JSON.stringify({
        file_path: `/home/a/${path}`,
        content: `${ownOf(content, request)}\nconst own${request}x${n} = make${n}(${request});`,
      }),
    };
    return {
      timeUnixNano: `${at + n}000000`,
      eventName: 'claude_code.tool_result',
      attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: text(value) })),
    };
  });
  const resource = {
    attributes: [
      { key: 'service.name', value: text('claude-code') },
      { key: 'vcs.repository.url.full', value: text('https://github.com/acme/shop') },
    ],
  };
  return Buffer.from(JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] }));
}

const log = {
  info() {},
  debug() {},
  warn() {},
  error: (fields: unknown) => say(JSON.stringify(fields)),
} as unknown as Log;
const databaseUrl = process.env['DATABASE_URL'];
const store = await openStore(databaseUrl ? { databaseUrl } : { memory: true });
const { text: key } = await createToken(
  store.db,
  {
    installationId: 1,
    repositoryIds: null,
    scopes: ['ingest'],
    name: 'bench',
    createdBy: 'bench',
    createdById: null,
    expiresAt: new Date(Date.now() + 86_400_000),
  },
  new Date(),
);
const traces = createTraces({
  store,
  log,
  metrics: createMetrics(),
  knowledge: async () => ({ toolId: (name) => name, redact: (given) => given }),
});
const server = createServer((req, res) => void traces.ingest(req, res, 'logs'));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/logs`;

const bodies = Array.from({ length: requests }, (_, n) => gzipSync(bodyOf(n)));
const lines = requests * perRequest * 41;
const headers = {
  'content-type': 'application/json',
  'content-encoding': 'gzip',
  authorization: `Bearer ${key}`,
};
const before = rssMb();
let peak = before;
const watch = setInterval(() => (peak = Math.max(peak, rssMb())), 20);
const started = performance.now();
let next = 0;
await Promise.all(
  Array.from({ length: 2 }, async () => {
    for (let body = bodies[next++]; body; body = bodies[next++]) {
      const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    }
  }),
);
const ms = performance.now() - started;
clearInterval(watch);
say(
  `Taking in (${store.engine}): ${requests * perRequest} events with ${lines} lines of code in ${(ms / 1000).toFixed(1)} s.`,
);
say(
  `  ${((requests * perRequest * 1000) / ms).toFixed(0)} events/s, ${((lines * 1000) / ms).toFixed(0)} lines/s; memory ${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most.`,
);

const digestKey = await digestKeyOf(store.db, 1);
const change: Change = {
  base: 'a',
  head: 'b',
  commits: [],
  unread: [],
  files: [...Map.groupBy(pieces.slice(0, 50), ({ path }) => path)].map(([path, own]) =>
    wholeFile(path, ownOf(own.map(({ text: body }) => body).join('\n'), 0)),
  ),
};
const look = performance.now();
const suggestions = await traces.suggestions(
  { installationId: 1, repositoryId: 11, repository: 'acme/shop', digestKey },
  change,
);
const joining = performance.now();
const matches = joinSuggestions({ ...change, suggestions }, digestKey);
const done = performance.now();
const joined = [...matches.values()].reduce((sum, list) => sum + list.length, 0);
say(
  `Joining a change of ${change.files.length} files and 2000 lines: ${suggestions.length} suggestions found in ${(joining - look).toFixed(0)} ms, ${joined} lines joined in ${(done - joining).toFixed(0)} ms.`,
);
server.closeAllConnections();
server.close();
await store.close();
