// Reads OSV records: what they say of one package, their scores, and which of them are the same advisory.
import cvss from 'ae-cvss-calculator';
import { z } from 'zod';
import type { Ecosystem } from '../engine/ecosystem.ts';
import { isAffected } from '../engine/ecosystems/affected.ts';
import type { Advisory, Affected, RangeEvent } from '../engine/facts.ts';

const event = z.object({
  introduced: z.string().optional(),
  fixed: z.string().optional(),
  last_affected: z.string().optional(),
  limit: z.string().optional(),
});
const severity = z.array(z.object({ type: z.string(), score: z.string() })).catch([]);
const specific = z.object({ severity: z.string().optional() }).optional().catch(undefined);

/** The fields of an OSV record that a review needs. https://ossf.github.io/osv-schema/ 1.7.5 */
export const recordSchema = z.object({
  id: z.string(),
  withdrawn: z.string().nullish(),
  aliases: z.array(z.string()).nullish().catch(undefined),
  summary: z.string().nullish().catch(undefined),
  details: z.string().nullish().catch(undefined),
  severity: severity.optional(),
  database_specific: specific,
  affected: z
    .array(
      z.object({
        package: z.object({ ecosystem: z.string(), name: z.string() }).optional(),
        severity: severity.optional(),
        ranges: z
          .array(z.object({ type: z.string(), events: z.array(event) }))
          .nullish()
          .catch(undefined),
        versions: z.array(z.string()).nullish().catch(undefined),
        database_specific: specific,
        ecosystem_specific: specific,
      }),
    )
    .nullish()
    .catch(undefined),
});

export type OsvRecord = z.infer<typeof recordSchema>;

/** What OSV needs to know of an ecosystem; any `Ecosystem` is one. `osv` may have a suffix, as in `Debian:12`. */
export type OsvEcosystem = Pick<Ecosystem, 'osv' | 'normalise' | 'compare'>;

/** A record as far as one package is concerned. */
export interface PackagePart {
  entries: NonNullable<OsvRecord['affected']>;
  affected: Affected[];
}

/** What a record says of a package: the advisory, and whether our own evaluation agrees that the version is affected. */
export function readAdvisory(
  record: OsvRecord,
  ecosystem: OsvEcosystem,
  name: string,
  version: string,
): { advisory: Advisory; agrees: boolean | undefined } {
  const part = partOf(record, ecosystem, name);
  return {
    agrees: isAffected(part.affected, version, ecosystem.compare),
    advisory: advisoryOf(record, part),
  };
}

/** The entries of a record that speak of a package, and which versions they call affected. */
export function partOf(record: OsvRecord, ecosystem: OsvEcosystem, name: string): PackagePart {
  const asked = ecosystem.normalise(name);
  const entries = (record.affected ?? []).filter(
    (entry) =>
      entry.package !== undefined &&
      isEcosystem(entry.package.ecosystem, ecosystem.osv) &&
      ecosystem.normalise(entry.package.name) === asked,
  );
  const affected = entries.map((entry) => ({
    versions: entry.versions ?? [],
    ranges: (entry.ranges ?? [])
      .filter((range) => range.type !== 'GIT')
      .map((range) => range.events.map(readEvent)),
  }));
  return { entries, affected };
}

/** A record's advisory for the package of `part`. */
export function advisoryOf(record: OsvRecord, { entries, affected }: PackagePart): Advisory {
  const fixed = affected.flatMap(({ ranges }) =>
    ranges.flatMap((range) => range.flatMap((one) => one.fixed ?? [])),
  );
  // `affected[].severity` excludes the top-level one by the schema; both are read because records break that rule.
  const rated = [...(record.severity ?? []), ...entries.flatMap((entry) => entry.severity ?? [])].map(score);
  const worst = Math.max(...rated.filter((one) => one !== undefined), -1);
  const word =
    [record, ...entries]
      .map((part) => wordOf(part.database_specific?.severity))
      .find((one) => one !== undefined) ??
    entries.map((entry) => wordOf(entry.ecosystem_specific?.severity)).find((one) => one !== undefined);
  return {
    id: record.id,
    aliases: record.aliases ?? [],
    summary: summaryOf(record),
    ...(worst >= 0 ? { score: worst } : word === undefined ? {} : { word }),
    malicious: isMalicious(record.id),
    fixed: [...new Set(fixed)],
    affected,
  };
}

/** The record's summary, else the first line of its details; at most 300 characters. */
export function summaryOf({ summary, details }: OsvRecord): string {
  return (summary ?? details?.split('\n', 1)[0] ?? '').slice(0, 300);
}

/** The ecosystem without the suffix that a distribution's release or a repository adds: `Debian` of `Debian:12`. */
export function withoutSuffix(ecosystem: string): string {
  return ecosystem.split(':', 1)[0] ?? ecosystem;
}

/** Without a suffix every release is asked for; with one, that release and what is said of all. */
function isEcosystem(written: string, asked: string): boolean {
  return written === asked || withoutSuffix(written) === asked || written === withoutSuffix(asked);
}

/** Whether an id is that of a malicious-package record. */
export function isMalicious(id: string): boolean {
  return id.startsWith('MAL-');
}

/** One advisory for each problem: records that name each other as aliases are merged, the highest score kept. */
export function mergeAliases(advisories: readonly Advisory[]): Advisory[] {
  if (!shareIds(advisories))
    return advisories
      .map((one) => ({ ...one, aliases: [...one.aliases].sort() }))
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  interface Group {
    ids: Set<string>;
    members: Advisory[];
  }
  const groups = new Map<string, Group>();
  for (const advisory of advisories) {
    const ids = [advisory.id, ...advisory.aliases];
    const related = new Set(ids.flatMap((id) => groups.get(id) ?? []));
    const [group = { ids: new Set<string>(), members: [] }, ...others] = related;
    for (const other of others) {
      for (const id of other.ids) group.ids.add(id);
      group.members.push(...other.members);
    }
    for (const id of ids) group.ids.add(id);
    group.members.push(advisory);
    for (const id of others.length > 0 ? group.ids : ids) groups.set(id, group);
  }
  return [...new Set(groups.values())]
    .map(({ ids, members }) => merge(ids, members))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Whether two records have an id in common, or one has an id twice. */
function shareIds(advisories: readonly Advisory[]): boolean {
  const seen = new Set<string>();
  for (const { id, aliases } of advisories) {
    if (seen.has(id)) return true;
    seen.add(id);
    for (const alias of aliases) {
      if (seen.has(alias)) return true;
      seen.add(alias);
    }
  }
  return false;
}

function merge(ids: ReadonlySet<string>, members: readonly Advisory[]): Advisory {
  const [first] = [...members].sort((a, b) => preference(a.id) - preference(b.id) || (a.id < b.id ? -1 : 1));
  const scores = members.flatMap((one) => one.score ?? []);
  const words = (['critical', 'high', 'medium', 'low'] as const).filter((word) =>
    members.some((one) => one.word === word),
  );
  const { score: _score, word: _word, affected: _affected, ...rest } = first!;
  const read = members.flatMap((one) => one.affected ?? []);
  return {
    ...rest,
    aliases: [...ids].filter((id) => id !== rest.id).sort(),
    summary: rest.summary || (members.find((one) => one.summary !== '')?.summary ?? ''),
    malicious: members.some((one) => one.malicious),
    fixed: [...new Set(members.flatMap((one) => one.fixed))],
    ...(scores.length > 0
      ? { score: Math.max(...scores) }
      : words[0] === undefined
        ? {}
        : { word: words[0] }),
    ...(members.some((one) => one.affected) ? { affected: read } : {}),
  };
}

function preference(id: string): number {
  const at = ['MAL-', 'GHSA-', 'PYSEC-', 'CVE-'].findIndex((prefix) => id.startsWith(prefix));
  return at === -1 ? 9 : at;
}

const scores = new Map<string, number | undefined>();
const maxScores = 10_000;

/** Kept by vector: there are few of them, and each takes long to calculate. */
function score({ type, score: vector }: { type: string; score: string }): number | undefined {
  const key = `${type} ${vector}`;
  if (!scores.has(key)) {
    if (scores.size >= maxScores) scores.clear();
    scores.set(key, calculate(type, vector));
  }
  return scores.get(key);
}

function calculate(type: string, vector: string): number | undefined {
  const version = /^CVSS:(\d\.\d)\//.exec(vector)?.[1] ?? (type === 'CVSS_V2' ? '2.0' : undefined);
  try {
    const read =
      version === '4.0'
        ? new cvss.Cvss4P0(vector).calculateScores().overall
        : version === '3.1'
          ? new cvss.Cvss3P1(vector).calculateScores().base
          : version === '3.0'
            ? new cvss.Cvss3P0(vector).calculateScores().base
            : version === '2.0'
              ? new cvss.Cvss2(vector).calculateScores().base
              : undefined;
    // An incomplete vector is calculated as 0, which would hide an advisory.
    return typeof read === 'number' && read > 0 ? read : undefined;
  } catch {
    return undefined;
  }
}

function wordOf(written: string | undefined): Advisory['word'] {
  const word = written?.toLowerCase();
  if (word === 'moderate') return 'medium';
  return word === 'critical' || word === 'high' || word === 'medium' || word === 'low' ? word : undefined;
}

function readEvent({ introduced, fixed, last_affected, limit }: z.infer<typeof event>): RangeEvent {
  // Not spread: a database reads hundreds of thousands of these.
  const read: RangeEvent = {};
  if (introduced !== undefined) read.introduced = introduced;
  if (fixed !== undefined) read.fixed = fixed;
  if (last_affected !== undefined) read.last_affected = last_affected;
  if (limit !== undefined) read.limit = limit;
  return read;
}
