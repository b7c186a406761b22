// Reads one OSV record of a dump strictly and cuts it into what each package of it needs.
import { ecosystems } from '../engine/ecosystems/index.ts';
import { type OsvRecord, recordSchema, summaryOf, withoutSuffix } from './osv-record.ts';

/** What a record says of one package, as the database keeps it; `broken` says why it could not be read. */
export type PackageBody = OsvRecord | { id: string; broken: string };

/** A record cut by package, or why it is none. `problem` beside packages: these stay unjudged. */
export interface Compact {
  id?: string;
  modified?: string;
  withdrawn?: true;
  packages: { ecosystem: string; key: string; body: PackageBody }[];
  /** The record's ecosystems without suffix, each once. */
  ecosystems: string[];
  problem?: string;
}

/** Reads the text of a record. Never throws. */
export function compact(text: string): Compact {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return nothing('it is not JSON');
  }
  return compactRecord(raw);
}

/** Reads a record that was parsed already. Never throws. */
export function compactRecord(raw: unknown): Compact {
  const parsed = recordSchema.safeParse(raw);
  if (!parsed.success || parsed.data.id === '') return nothing('it is not an OSV record');
  const record = parsed.data;
  const { modified } = raw as { modified?: unknown };
  const common = { id: record.id, ...(typeof modified === 'string' ? { modified } : {}) };
  if (record.withdrawn) return { ...common, withdrawn: true, packages: [], ecosystems: [] };
  const problem = problemOf(raw as Raw, record);
  const groups = new Map<string, { ecosystem: string; key: string; body: PackageBody }>();
  const named = problem === undefined ? (record.affected ?? []) : readablePackages(raw as Raw);
  for (const entry of named) {
    if (!entry.package) continue;
    const ecosystem = withoutSuffix(entry.package.ecosystem);
    const key = packageKey(ecosystem, entry.package.name);
    const at = JSON.stringify([ecosystem, key]);
    const known = groups.get(at)?.body;
    if (problem !== undefined) groups.set(at, { ecosystem, key, body: { id: record.id, broken: problem } });
    else if (known === undefined)
      groups.set(at, { ecosystem, key, body: bodyOf(record, withoutGit(entry as Entry)) });
    else if (!('broken' in known)) known.affected?.push(withoutGit(entry as Entry));
  }
  return {
    ...common,
    packages: [...groups.values()],
    ecosystems: [...new Set([...groups.values()].map(({ ecosystem }) => ecosystem))],
    ...(problem === undefined ? {} : { problem }),
  };
}

/**
 * The key under which a package is kept: coarser than any registry's own spelling, so that a database serves a later
 * version of LangGuard too. Whoever reads compares the names themselves.
 */
export function packageKey(ecosystem: string, name: string): string {
  const known = ecosystems.find(({ osv }) => osv === ecosystem);
  return (known?.normalise(name) ?? name)
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/\.git$/, '')
    .replace(/[-_.]+/g, '-');
}

type Entry = NonNullable<OsvRecord['affected']>[number];
/** The shape before it is checked. */
interface Raw {
  affected?: unknown;
}

const eventKinds = ['introduced', 'fixed', 'last_affected', 'limit'] as const;

/** The schema is lenient for the sake of the online client; a dump's record that lost something by that is malformed. */
function problemOf(raw: Raw, record: OsvRecord): string | undefined {
  if (raw.affected === undefined || raw.affected === null) return undefined;
  if (!record.affected) return 'its `affected` has another shape than the schema says';
  for (const [index, entry] of record.affected.entries()) {
    const written = (raw.affected as { ranges?: unknown; versions?: unknown }[])[index];
    if ((written?.ranges ?? null) !== null && !entry.ranges)
      return `\`affected[${index}].ranges\` has another shape than the schema says`;
    if ((written?.versions ?? null) !== null && !entry.versions)
      return `\`affected[${index}].versions\` has another shape than the schema says`;
    const events = (entry.ranges ?? []).flatMap((range) => range.events);
    if (events.some((event) => eventKinds.every((kind) => event[kind] === undefined)))
      return `\`affected[${index}]\` has an event that says nothing`;
  }
  return undefined;
}

/** The packages that a malformed record still names: none of them may be called clean. */
function readablePackages({ affected }: Raw): { package?: { ecosystem: string; name: string } }[] {
  if (!Array.isArray(affected)) return [];
  return affected.flatMap((entry: unknown) => {
    const { ecosystem, name } = ((entry as { package?: unknown } | null)?.package ?? {}) as {
      ecosystem?: unknown;
      name?: unknown;
    };
    return typeof ecosystem === 'string' && typeof name === 'string'
      ? [{ package: { ecosystem, name } }]
      : [];
  });
}

/** Details are long and only their first line is ever shown. */
function bodyOf(record: OsvRecord, entry: Entry): OsvRecord {
  const { affected: _affected, details: _details, withdrawn: _withdrawn, ...rest } = record;
  return { ...rest, summary: summaryOf(record), affected: [entry] };
}

function withoutGit(entry: Entry): Entry {
  return { ...entry, ranges: (entry.ranges ?? []).filter(({ type }) => type !== 'GIT') };
}

function nothing(problem: string): Compact {
  return { packages: [], ecosystems: [], problem };
}
