// The bill of materials names every package that the image holds, and no other.
import { expect, test } from 'vitest';
import { makeSbom, shippedPackages } from '../scripts/sbom.ts';

interface CycloneDx {
  bomFormat: string;
  specVersion: string;
  serialNumber: string;
  metadata: { timestamp: string; component: { name: string; version: string; type: string } };
  components: {
    'bom-ref': string;
    name: string;
    version: string;
    purl: string;
    licenses?: unknown[];
    hashes?: { alg: string; content: string }[];
  }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

interface Spdx {
  spdxVersion: string;
  dataLicense: string;
  SPDXID: string;
  name: string;
  documentNamespace: string;
  creationInfo: { created: string; creators: string[] };
  packages: {
    SPDXID: string;
    name: string;
    versionInfo: string;
    downloadLocation: string;
    licenseDeclared?: string;
    externalRefs: { referenceType: string; referenceLocator: string }[];
    checksums?: unknown[];
  }[];
  relationships: { spdxElementId: string; relatedSpdxElement: string; relationshipType: string }[];
}

const date = new Date('2026-11-21T00:00:00Z');

/** What the specification wants and what the lock file says: https://cyclonedx.org/docs/1.5/json/. */
function problemsOfCycloneDx(bill: CycloneDx, shipped: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  if (bill.bomFormat !== 'CycloneDX' || bill.specVersion !== '1.5') problems.push('not CycloneDX 1.5');
  if (
    !/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(
      bill.serialNumber,
    )
  )
    problems.push('the serial number is no UUID');
  const refs = bill.components.map((each) => each['bom-ref']);
  if (new Set(refs).size !== refs.length) problems.push('a reference twice');
  const known = new Set([...refs, `langguard@${bill.metadata.component.version}`]);
  for (const { ref, dependsOn } of bill.dependencies)
    for (const each of [ref, ...dependsOn]) if (!known.has(each)) problems.push(`${each}: no such component`);
  for (const each of bill.components) {
    if (!each.purl.startsWith('pkg:npm/') || !each.purl.endsWith(`@${each.version}`))
      problems.push(`${each.name}: purl`);
    if (
      shipped.has(`${each.name}@${each.version}`) &&
      !each.hashes?.some(({ content }) => /^[0-9a-f]{64,}$/.test(content))
    )
      problems.push(`${each.name}: no hash`);
  }
  const named = new Set(bill.components.map(({ name, version }) => `${name}@${version}`));
  return [...problems, ...compare(named, shipped)];
}

/** https://spdx.github.io/spdx-spec/v2.3/ */
function problemsOfSpdx(bill: Spdx, shipped: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  if (bill.spdxVersion !== 'SPDX-2.3' || bill.dataLicense !== 'CC0-1.0' || bill.SPDXID !== 'SPDXRef-DOCUMENT')
    problems.push('not SPDX 2.3');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(bill.creationInfo.created))
    problems.push('created is no time');
  const ids = new Set(bill.packages.map(({ SPDXID }) => SPDXID));
  if (ids.size !== bill.packages.length) problems.push('an id twice');
  for (const id of ids) if (!/^SPDXRef-[a-zA-Z0-9.-]+$/.test(id)) problems.push(`${id}: a bad id`);
  for (const { spdxElementId, relatedSpdxElement } of bill.relationships)
    for (const id of [spdxElementId, relatedSpdxElement])
      if (id !== 'SPDXRef-DOCUMENT' && !ids.has(id)) problems.push(`${id}: no such package`);
  if (!bill.relationships.some(({ relationshipType }) => relationshipType === 'DESCRIBES'))
    problems.push('it describes nothing');
  for (const each of bill.packages)
    if (!each.externalRefs.some(({ referenceType }) => referenceType === 'purl'))
      problems.push(`${each.name}: no purl`);
  const named = new Set(bill.packages.map(({ name, versionInfo }) => `${name}@${versionInfo}`));
  return [...problems, ...compare(named, shipped)];
}

function compare(named: Set<string>, shipped: ReadonlySet<string>): string[] {
  // Ourselves: the App and its command.
  const strange = [...named].filter(
    (each) => !shipped.has(each) && !/^(?:langguard|langguard-bin|bin|main)@/.test(each),
  );
  return [
    ...[...shipped].filter((each) => !named.has(each)).map((each) => `${each} is missing`),
    ...strange.map((each) => `${each} is not shipped`),
  ];
}

const shipped = shippedPackages();

test('CycloneDX', () => {
  const bill = makeSbom('cyclonedx', date) as unknown as CycloneDx;
  expect(shipped.size).toBeGreaterThan(100);
  expect(problemsOfCycloneDx(bill, shipped)).toEqual([]);
  expect(bill.metadata).toMatchObject({
    timestamp: date.toISOString(),
    component: { name: 'langguard', type: 'application' },
  });
  expect(
    bill.components.filter(({ licenses = [] }) => licenses.length === 0).map(({ name }) => name),
  ).toEqual(expect.not.arrayContaining(['probot', 'pg']) as string[]);
  expect(makeSbom('cyclonedx', date)).toEqual(bill);
  const [first] = bill.components;
  const without = { ...bill, components: bill.components.filter(({ name }) => name !== 'probot') };
  expect(problemsOfCycloneDx(without, shipped).some((each) => /^probot@.* is missing$/.test(each))).toBe(
    true,
  );
  const strange = {
    ...bill,
    components: [
      ...bill.components,
      { ...first, 'bom-ref': 'x', name: 'vitest', version: '5.1.1', purl: 'pkg:npm/vitest@5.1.1' },
    ],
  };
  expect(problemsOfCycloneDx(strange as CycloneDx, shipped)).toEqual(['vitest@5.1.1 is not shipped']);
});

test('SPDX', () => {
  const bill = makeSbom('spdx', date) as unknown as Spdx;
  expect(problemsOfSpdx(bill, shipped)).toEqual([]);
  expect(bill.creationInfo.created).toBe('2026-11-21T00:00:00Z');
  const broken = {
    ...bill,
    relationships: [
      ...bill.relationships,
      {
        spdxElementId: 'SPDXRef-DOCUMENT',
        relatedSpdxElement: 'SPDXRef-none',
        relationshipType: 'DESCRIBES',
      },
    ],
  };
  expect(problemsOfSpdx(broken, shipped)).toEqual(['SPDXRef-none: no such package']);
});
