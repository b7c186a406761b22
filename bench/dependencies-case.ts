// One measurement of dependencies in a process of its own, so that its peak memory is its own; prints JSON. Each loads only what it measures.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { wholeFile, type Change } from '../src/engine/change.ts';
import { ledger, ledgerQuestions } from '../src/engine/detectors/dependencies/ledger.ts';
import { npm } from '../src/engine/ecosystems/npm/index.ts';
import { readPurl } from '../src/engine/ecosystems/purl.ts';
import { Facts } from '../src/engine/facts.ts';
import { dependencyRules, reviewDependencies, today } from '../test/registry-sim/review.ts';
import type { Measured } from './dependencies.ts';

interface Batch {
  queries: { page_token?: string }[];
}

const [kind, ...args] = process.argv.slice(2);
const loaded = (): number => process.memoryUsage().rss / 1024 / 1024;
const peak = (): number => process.resourceUsage().maxRSS / 1024;
/** Processor time in milliseconds: other work on the machine does not count. */
const timed = async (work: () => unknown): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** A lockfile of `count` packages in a chain of tens, with the manifest that names every tenth. */
function lockfile(count: number): { 'package.json': string; 'package-lock.json': string } {
  const direct: Record<string, string> = {};
  const packages: Record<string, object> = {};
  for (let index = 0; index < count; index++) {
    const name = `package-${index * 7}`;
    if (index % 10 === 0) direct[name] = `^${index % 10}.0.0`;
    const next = index % 10 < 9 && index + 1 < count ? { [`package-${(index + 1) * 7}`]: '*' } : {};
    const version = `${index % 10}.${index % 30}.${index % 300}`;
    packages[`node_modules/${name}`] = {
      version,
      resolved: `https://registry.example/${name}/-/${name}-${version}.tgz`,
      integrity: `sha512-${'A'.repeat(86)}==`,
      dependencies: next,
    };
  }
  return {
    'package.json': JSON.stringify({ dependencies: direct }, null, 2),
    'package-lock.json': JSON.stringify(
      { name: 'app', lockfileVersion: 3, packages: { '': { dependencies: direct }, ...packages } },
      null,
      2,
    ),
  };
}

function changeOf(files: Record<string, string>): Change {
  const whole = Object.entries(files).map(([path, text]) => wholeFile(path, text));
  return { base: 'base', head: 'head', commits: [], unread: [], files: whole };
}

/** Reads the rows of these packages and does nothing with them. */
function readRows(database: string, names: readonly string[]): void {
  const open = new DatabaseSync(database, { readOnly: true });
  const select = open.prepare('SELECT body FROM package WHERE ecosystem = 1 AND key = ?');
  for (const name of names) select.all(name);
  open.close();
}

async function run(): Promise<Measured> {
  const before = loaded();
  let [ms, referenceMs, count, note] = [0, 0, 0, ''];
  let loadedMb = before;
  // Taken before the reference where that would add to it.
  let peakMb: number | undefined;
  if (kind === 'sync') {
    const [folder = '', database = ''] = args;
    const { syncOsv } = await import('../src/lookups/osv-sync.ts');
    const texts = readdirSync(folder).filter((name) => name.endsWith('.json'));
    referenceMs = await timed(() =>
      texts.forEach((name) => void JSON.parse(readFileSync(join(folder, name), 'utf8'))),
    );
    ms = await timed(async () => {
      count = (await syncOsv({ database, from: folder, ecosystems: [] })).read;
    });
  } else if (kind === 'parse-lock' || kind === 'parse-manifest') {
    const [path, text, times] =
      kind === 'parse-lock'
        ? (['package-lock.json', lockfile(5000)['package-lock.json'], 10] as const)
        : (['package.json', lockfile(1000)['package.json'], 500] as const);
    const repeat = (work: () => unknown) => () => {
      for (let at = 0; at < times; at++) work();
    };
    referenceMs = await timed(repeat(() => JSON.parse(text) as unknown));
    ms = await timed(repeat(() => (count += npm.parse(path, text).dependencies.length)));
    note = `${((text.length * times) / 1e3 / ms).toFixed(1)} MB/s`;
  } else if (kind === 'lockfile') {
    const [database = ''] = args;
    const { createOfflineLookups } = await import('../src/lookups/offline.ts');
    const change = changeOf(lockfile(5000));
    count = 5000;
    const lookups = createOfflineLookups({ database });
    await reviewDependencies(changeOf(lockfile(20)), lookups);
    loadedMb = loaded();
    ms = await timed(async () => {
      const { detections } = await reviewDependencies(change, lookups);
      note = `${detections.filter((one) => 'finding' in one).length} findings`;
    });
    peakMb = peak();
    referenceMs = await timed(() =>
      readRows(
        database,
        Array.from({ length: 5000 }, (_, at) => `package-${at * 7}`),
      ),
    );
  } else if (kind === 'purls') {
    const [database = ''] = args;
    const { createOfflineLookups } = await import('../src/lookups/offline.ts');
    const rules = dependencyRules();
    const lookups = createOfflineLookups({ database });
    const names = Array.from({ length: 20_000 }, (_, at) => `package-${(at * 7919) % 60_000}`);
    const check = async (from: number, to: number): Promise<void> => {
      const packages = names.slice(from, to).flatMap((name, at) => {
        const read = readPurl(`pkg:npm/${name}@${at % 10}.${at % 30}.${at % 300}`);
        return 'problem' in read || !read.ecosystem ? [] : [{ ...read, ecosystem: read.ecosystem }];
      });
      const facts = new Facts(await lookups.answer(ledgerQuestions(packages, new Facts(), today)));
      for (const entry of ledger(packages, facts, rules, today))
        count += JSON.stringify(entry) === '' ? 0 : 1;
    };
    await check(0, 100);
    count = 0;
    loadedMb = loaded();
    ms = await timed(async () => {
      for (let from = 0; from < names.length; from += 500) await check(from, from + 500);
    });
    peakMb = peak();
    referenceMs = await timed(() => readRows(database, names));
  } else {
    const { createLookups } = await import('../src/lookups/index.ts');
    const { startOsv } = await import('../test/osv-sim/index.ts');
    const { startRegistry } = await import('../test/registry-sim/index.ts');
    const osv = await startOsv();
    const registry = await startRegistry({ npm: {} });
    const lookups = createLookups({ osv: { url: osv.url }, npm: { registry: registry.npmUrl } });
    const files = lockfile(1200);
    ms = await timed(() =>
      reviewDependencies(changeOf({ 'package-lock.json': files['package-lock.json'] }), lookups),
    );
    const batches = osv.requests.filter(({ path }) => path === '/v1/querybatch').length;
    const seen = [...osv.requests, ...registry.requests].map(
      ({ method, path, body }) => `${method} ${path} ${body}`,
    );
    const twice = seen.length - new Set(seen).size;
    // A question may also come twice in two batches that differ.
    const asked = osv.requests.flatMap(({ body }) =>
      body === '' ? [] : (JSON.parse(body) as Batch).queries,
    );
    const questions = asked
      .filter(({ page_token: token }) => token === undefined)
      .map((query) => JSON.stringify(query));
    const again = questions.length - new Set(questions).size - (batches - 1);
    const first = osv.requests.length + registry.requests.length;
    await reviewDependencies(changeOf({ 'package-lock.json': files['package-lock.json'] }), lookups);
    note = `Network: a new lockfile of 1,200 packages took ${batches} OSV batches (reference: 1,200 / 500 = 2.4 at best) and ${first - batches} other requests; ${twice} requests were sent twice and ${again} questions asked twice, canaries apart; a second review of it took ${osv.requests.length + registry.requests.length - first}.`;
    referenceMs = 1;
    await Promise.all([osv.close(), registry.close()]);
  }
  return { ms, referenceMs, loadedMb, peakMb: peakMb ?? peak(), count, note };
}

process.stdout.write(JSON.stringify(await run()));
