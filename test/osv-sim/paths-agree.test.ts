// The online client and the offline database say the same of the same records, for every ecosystem and hundreds of versions.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ecosystems } from '../../src/engine/ecosystems/index.ts';
import { type Advisory, type Fact, factKey, type FactRequest } from '../../src/engine/facts.ts';
import { createLookups, type Lookups } from '../../src/lookups/index.ts';
import { syncOsv } from '../../src/lookups/osv-sync.ts';
import { generateRecords } from './generate.ts';
import { canaries, type Simulator, startOsv } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'langguard-agree-'));
const versions = Array.from({ length: 200 }, (_, index) =>
  [Math.floor(index / 50), Math.floor(index / 8) % 8, index % 8].join('.'),
);
const advised = ecosystems.filter((one) => one.hasAdvisories !== false);
const packages = advised.flatMap((ecosystem) =>
  [1, 2].map((number) => ({
    ecosystem: ecosystem.osv,
    name: ecosystem.normalise(ecosystem.purl === 'maven' ? `acme:lib-${number}` : `acme/lib-${number}`),
  })),
);
const records = [
  ...canaries,
  ...generateRecords({ seed: 7, count: 40 * packages.length, packages, versions }),
];

let osv: Simulator;
let online: Lookups;
let offline: Lookups;

beforeAll(async () => {
  osv = await startOsv({ advisories: records });
  const from = join(root, 'dump.json');
  writeFileSync(from, JSON.stringify(records));
  const database = join(root, 'osv.db');
  await syncOsv({ database, from, ecosystems: advised.map((one) => one.osv) });
  online = createLookups({ osv: { url: osv.url } });
  offline = createLookups({ offline: true, osv: { database } });
});
afterAll(async () => {
  await osv.close();
  rmSync(root, { recursive: true, force: true });
});

function advisoriesOf(fact: Fact<unknown> | undefined): Advisory[] | string {
  return fact?.state === 'known' ? (fact.value as Advisory[]) : (fact?.reason ?? 'no answer');
}

test.each(advised.map((one) => [one.id, one] as const))('%s', async (_, ecosystem) => {
  const requests = packages
    .filter((one) => one.ecosystem === ecosystem.osv)
    .flatMap(({ name }) =>
      versions.map((version): FactRequest => ({
        kind: 'advisories',
        ecosystem: ecosystem.id,
        name,
        version,
      })),
    );
  const [there, here] = [await online.answer(requests), await offline.answer(requests)];
  let hits = 0;
  for (const request of requests) {
    const found = advisoriesOf(here.get(factKey(request)));
    expect(found, factKey(request)).toEqual(advisoriesOf(there.get(factKey(request))));
    hits += found.length;
  }
  expect(hits).toBeGreaterThan(requests.length);
});

test('a version that cannot be ordered is found where it is listed, and is never clean', async () => {
  const request: FactRequest = {
    kind: 'advisories',
    ecosystem: 'npm',
    name: 'acme/lib-1',
    version: 'no version',
  };
  const fact = (await offline.answer([request])).get(factKey(request));
  // Some record calls every version of it affected; of another package there is only a range.
  expect(fact?.state === 'known' ? fact.value : fact?.reason).not.toEqual([]);
});
