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

/** What a record says of a package: the advisory, and whether our own evaluation agrees that the version is affected. */
export function readAdvisory(
  record: OsvRecord,
  ecosystem: Ecosystem,
  name: string,
  version: string,
): { advisory: Advisory; agrees: boolean | undefined } {
  const entries = (record.affected ?? []).filter(
    (entry) =>
      entry.package !== undefined &&
      entry.package.ecosystem.split(':', 1)[0] === ecosystem.osv &&
      ecosystem.normalise(entry.package.name) === ecosystem.normalise(name),
  );
  const affected: Affected[] = entries.map((entry) => ({
    versions: entry.versions ?? [],
    ranges: (entry.ranges ?? [])
      .filter((range) => range.type !== 'GIT')
      .map((range) => range.events.map(readEvent)),
  }));
  const fixed = affected.flatMap(({ ranges }) =>
    ranges.flatMap((range) => range.flatMap((one) => one.fixed ?? [])),
  );
  // `affected[].severity` excludes the top-level one by the schema; both are read because records break that rule.
  const scores = [...(record.severity ?? []), ...entries.flatMap((entry) => entry.severity ?? [])].map(score);
  const worst = Math.max(...scores.filter((one) => one !== undefined), -1);
  const word =
    [record, ...entries]
      .map((part) => wordOf(part.database_specific?.severity))
      .find((one) => one !== undefined) ??
    entries.map((entry) => wordOf(entry.ecosystem_specific?.severity)).find((one) => one !== undefined);
  return {
    agrees: isAffected(affected, version, ecosystem.compare),
    advisory: {
      id: record.id,
      aliases: record.aliases ?? [],
      summary: (record.summary ?? record.details?.split('\n', 1)[0] ?? '').slice(0, 300),
      ...(worst >= 0 ? { score: worst } : word === undefined ? {} : { word }),
      malicious: isMalicious(record.id),
      fixed: [...new Set(fixed)],
      affected,
    },
  };
}

/** Whether an id is that of a malicious-package record. */
export function isMalicious(id: string): boolean {
  return id.startsWith('MAL-');
}

/** One advisory for each problem: records that name each other as aliases are merged, the highest score kept. */
export function mergeAliases(advisories: readonly Advisory[]): Advisory[] {
  const groups: { ids: Set<string>; members: Advisory[] }[] = [];
  for (const advisory of advisories) {
    const ids = new Set([advisory.id, ...advisory.aliases]);
    const members = [advisory];
    for (let index = groups.length - 1; index >= 0; index--) {
      const group = groups[index]!;
      if (![...group.ids].some((id) => ids.has(id))) continue;
      for (const id of group.ids) ids.add(id);
      members.unshift(...group.members);
      groups.splice(index, 1);
    }
    groups.push({ ids, members });
  }
  return groups.map(({ ids, members }) => merge(ids, members)).sort((a, b) => (a.id < b.id ? -1 : 1));
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

function score({ type, score: vector }: { type: string; score: string }): number | undefined {
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

function readEvent(written: z.infer<typeof event>): RangeEvent {
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
}
