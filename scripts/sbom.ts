// Writes the bill of materials of what the image holds: `node scripts/sbom.ts [--format cyclonedx|spdx] [--output file]`.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** The two formats that `npm sbom` writes: CycloneDX 1.5 and SPDX 2.3, both JSON. */
export type SbomFormat = 'cyclonedx' | 'spdx';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Lock {
  packages: Record<
    string,
    { version?: string; dev?: boolean; devOptional?: boolean; optional?: boolean; link?: boolean }
  >;
}

/** Packages that the image holds, as `name@version`, by the lock file and the Dockerfile's `--omit`s. */
export function shippedPackages(): Set<string> {
  const { packages } = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')) as Lock;
  return new Set(
    Object.entries(packages)
      .filter(
        ([path, one]) =>
          path.includes('node_modules/') && !one.dev && !one.optional && !one.devOptional && !one.link,
      )
      .map(([path, { version }]) => `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`),
  );
}

/** The bill from the lock file alone; nothing is fetched, and the same lock and date give the same text. */
export function makeSbom(format: SbomFormat, date = new Date()): Record<string, unknown> {
  // Not with --omit=dev: npm then also leaves out what is shipped and happens to serve a package for development.
  const text = execFileSync(
    'npm',
    ['sbom', '--package-lock-only', `--sbom-format=${format}`, '--sbom-type=application'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const bill = JSON.parse(text) as Record<string, unknown>;
  return format === 'cyclonedx'
    ? settleCycloneDx(keepCycloneDx(bill), date)
    : settleSpdx(keepSpdx(bill), date);
}

/** What is ours: the App and the workspace of its command. */
const isOwn = (name: string): boolean => name === 'langguard' || name === 'langguard-bin';

/** Only what the image holds. */
function keepCycloneDx(bill: Record<string, unknown>): Record<string, unknown> {
  const shipped = shippedPackages();
  const { components, dependencies } = bill as {
    components: { 'bom-ref': string; name: string; version: string }[];
    dependencies: { ref: string; dependsOn: string[] }[];
  };
  const kept = components.filter(
    (each) => shipped.has(`${each.name}@${each.version}`) || isOwn(nameOf(each['bom-ref'])),
  );
  const refs = new Set(kept.map((each) => each['bom-ref']));
  const isKept = (ref: string): boolean => refs.has(ref) || isOwn(nameOf(ref));
  return {
    ...bill,
    components: kept,
    dependencies: dependencies
      .filter(({ ref }) => isKept(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => isKept(each)) })),
  };
}

/** The same for SPDX. */
function keepSpdx(bill: Record<string, unknown>): Record<string, unknown> {
  const shipped = shippedPackages();
  const { packages, relationships } = bill as {
    packages: { SPDXID: string; name: string; versionInfo: string }[];
    relationships: { spdxElementId: string; relatedSpdxElement: string }[];
  };
  const roots = new Set(
    relationships.flatMap((each) =>
      each.spdxElementId === 'SPDXRef-DOCUMENT' ? [each.relatedSpdxElement] : [],
    ),
  );
  const kept = packages.filter(
    ({ SPDXID, name, versionInfo }) =>
      roots.has(SPDXID) || isOwn(name) || shipped.has(`${name}@${versionInfo}`),
  );
  const ids = new Set(['SPDXRef-DOCUMENT', ...kept.map(({ SPDXID }) => SPDXID)]);
  return {
    ...bill,
    packages: kept,
    relationships: relationships.filter(
      (each) => ids.has(each.spdxElementId) && ids.has(each.relatedSpdxElement),
    ),
  };
}

function nameOf(ref: string): string {
  return ref.slice(0, ref.lastIndexOf('@'));
}

/** A name for this bill that depends on nothing but the lock. */
function digest(): string {
  return createHash('sha256')
    .update(readFileSync(`${root}/package-lock.json`))
    .digest('hex');
}

function settleCycloneDx(bill: Record<string, unknown>, date: Date): Record<string, unknown> {
  const metadata = bill['metadata'] as { component: Record<string, unknown> };
  const hex = digest();
  const serial = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return {
    ...bill,
    serialNumber: `urn:uuid:${serial.join('-')}`,
    // npm names the component after the folder of the checkout.
    metadata: {
      ...metadata,
      timestamp: date.toISOString(),
      component: { ...metadata.component, name: 'langguard' },
    },
  };
}

function settleSpdx(bill: Record<string, unknown>, date: Date): Record<string, unknown> {
  const creation = bill['creationInfo'] as Record<string, unknown>;
  return {
    ...bill,
    documentNamespace: `https://spdx.org/spdxdocs/langguard-${digest().slice(0, 32)}`,
    creationInfo: { ...creation, created: date.toISOString().replace(/\.\d+Z$/, 'Z') },
  };
}

function main(): void {
  const { values } = parseArgs({
    options: { format: { type: 'string', default: 'cyclonedx' }, output: { type: 'string' } },
  });
  const { format, output } = values;
  if (format !== 'cyclonedx' && format !== 'spdx')
    throw new Error(`--format ${format}: write cyclonedx or spdx.`);
  // https://reproducible-builds.org/specs/source-date-epoch/
  const epoch = process.env['SOURCE_DATE_EPOCH'];
  const text = `${JSON.stringify(makeSbom(format, epoch ? new Date(Number(epoch) * 1000) : new Date()), undefined, 2)}\n`;
  if (output === undefined) process.stdout.write(text);
  else writeFileSync(output, text);
}

if (import.meta.main) main();
