// An OSV API on loopback that behaves as its documentation and server code say, with its pages and its refusals.
import { isAffected } from '../../src/engine/ecosystems/affected.ts';
import { ecosystems } from '../../src/engine/ecosystems/index.ts';
import type { RangeEvent } from '../../src/engine/facts.ts';
import { type Reply, type SeenRequest, type Simulator, startLoopback } from './loopback.ts';

export { type Fault, faults, type Simulator } from './loopback.ts';

/** An OSV record as far as the simulator reads it; any further field is passed on. */
export interface SimulatedAdvisory {
  id: string;
  modified?: string;
  withdrawn?: string;
  aliases?: string[];
  summary?: string;
  severity?: { type: string; score: string }[];
  database_specific?: Record<string, unknown>;
  affected: {
    package: { ecosystem: string; name: string };
    ranges?: { type: string; events: RangeEvent[] }[];
    versions?: string[];
    severity?: { type: string; score: string }[];
  }[];
}

/** How the simulated OSV behaves. */
export interface OsvOptions {
  advisories?: SimulatedAdvisory[];
  /** Hits for each page of a query. */
  pageSize?: number;
  /** Starts every query with a page that holds nothing but a token, as a server out of time does. */
  emptyFirstPage?: boolean;
  /** Leaves out the advisories on which clients test that OSV works. */
  withoutCanaries?: boolean;
}

/** The token with which OSV starts again at the first page. */
const firstPage = 'RklSU1RfUEFHRV9UT0tFTg==';

/** The advisories behind the client's canaries. */
export const canaries: readonly SimulatedAdvisory[] = [
  advisory('GHSA-canary-npm-0001', 'npm', 'lodash', [{ introduced: '0' }, { fixed: '4.17.21' }], {
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H' }],
    summary: 'Command injection in lodash',
  }),
  advisory('GHSA-canary-pypi-0001', 'PyPI', 'jinja2', [{ introduced: '0' }, { fixed: '2.11.3' }], {
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L' }],
    summary: 'Regular expression denial of service in Jinja2',
  }),
];

/** A record with one range; `more` adds or replaces fields. */
export function advisory(
  id: string,
  ecosystem: string,
  name: string,
  events: RangeEvent[],
  more: Partial<SimulatedAdvisory> = {},
): SimulatedAdvisory {
  const type = ecosystem === 'npm' ? 'SEMVER' : 'ECOSYSTEM';
  return {
    id,
    modified: '2026-01-01T00:00:00Z',
    affected: [{ package: { ecosystem, name }, ranges: [{ type, events }] }],
    ...more,
  };
}

/** Starts the simulator on a free port. */
export async function startOsv(options: OsvOptions = {}): Promise<Simulator> {
  const records = new Map(
    [...(options.withoutCanaries ? [] : canaries), ...(options.advisories ?? [])].map((one) => [one.id, one]),
  );
  return startLoopback((request) => {
    if (request.method === 'POST' && request.path === '/v1/querybatch')
      return batch(request, [...records.values()], options);
    const id = /^\/v1\/vulns\/([^/?]+)$/.exec(request.path)?.[1];
    const record = id === undefined ? undefined : records.get(decodeURIComponent(id));
    return record
      ? { status: 200, body: { schema_version: '1.7.5', ...record } }
      : refuse(404, 5, 'Bug not found.');
  });
}

interface Query {
  package?: { name?: string; ecosystem?: string; purl?: string };
  version?: string;
  page_token?: string;
}

function batch(request: SeenRequest, records: readonly SimulatedAdvisory[], options: OsvOptions): Reply {
  const { queries } = JSON.parse(request.body) as { queries: Query[] };
  if (queries.length > 1000) return refuse(400, 3, 'Too many queries.');
  for (const [index, query] of queries.entries()) {
    const problem = invalid(query);
    if (problem) return refuse(400, 3, `error in query at index ${index}: ${problem}`);
  }
  return { status: 200, body: { results: queries.map((query) => result(query, records, options)) } };
}

function invalid(query: Query): string | undefined {
  const known = ecosystems.map((one) => one.osv);
  if (!query.package?.name) return 'Invalid query.';
  if (!known.includes(query.package.ecosystem ?? '')) return 'invalid ecosystem';
  // The server refuses what it cannot decode; a name with a NUL stands for that.
  if (query.package.name.includes('\u0000')) return 'Invalid query.';
  if (
    query.page_token !== undefined &&
    query.page_token !== firstPage &&
    !/^page:\d+$/.test(query.page_token)
  )
    return 'Invalid cursor';
  return undefined;
}

function result(query: Query, records: readonly SimulatedAdvisory[], options: OsvOptions): object {
  if (options.emptyFirstPage && query.page_token === undefined) return { next_page_token: firstPage };
  const hits = records.filter((record) => !record.withdrawn && affects(record, query));
  const size = options.pageSize ?? 1000;
  const start = Number(/^page:(\d+)$/.exec(query.page_token ?? '')?.[1] ?? 0);
  const vulns = hits.slice(start, start + size).map(({ id, modified }) => ({ id, modified }));
  return {
    ...(vulns.length === 0 ? {} : { vulns }),
    ...(start + size < hits.length ? { next_page_token: `page:${start + size}` } : {}),
  };
}

/** Names are compared as they are: a spelling that the registry does not use finds nothing. */
function affects(record: SimulatedAdvisory, query: Query): boolean {
  const ecosystem = ecosystems.find((one) => one.osv === query.package?.ecosystem);
  return record.affected.some(
    (entry) =>
      entry.package.name === query.package?.name &&
      entry.package.ecosystem === query.package.ecosystem &&
      // Without a version every record of the package is an answer.
      (query.version === undefined ||
        isAffected(
          [
            {
              versions: entry.versions ?? [],
              ranges: (entry.ranges ?? []).filter(({ type }) => type !== 'GIT').map((range) => range.events),
            },
          ],
          query.version ?? '',
          // The server cannot order all versions; then only those that are listed are found.
          ecosystem?.hasServerOrder === false ? () => undefined : (ecosystem?.compare ?? (() => undefined)),
        ) === true),
  );
}

function refuse(status: number, code: number, message: string): Reply {
  return { status, body: { code, message } };
}
