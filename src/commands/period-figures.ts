// Collects the figures of a period from the App's database.
import type { Kysely } from 'kysely';
import { findingId } from '../engine/policy/waivers.ts';
import type { PeriodFigures, RepositoryFigures } from '../reporters/periodic/figures.ts';
import { poissonInterval } from '../server/dashboard/intervals.ts';
import { effortOverall } from '../store/history/effort.ts';
import { seenIn, standingBySeverity } from '../store/history/overview.ts';
import { findingsByOrigin, linesByOrigin } from '../store/history/provenance.ts';
import { standingFindings, standingRisks } from '../store/history/repositories.ts';
import { figuresByRule } from '../store/history/rules.ts';
import type { Filter, Scope } from '../store/history/scope.ts';
import { countWaivers } from '../store/history/waivers.ts';
import type { Schema } from '../store/schema.ts';
import { toolsBetween } from '../store/traces/usage.ts';

/** What the report is about. */
export interface PeriodScope {
  about: string;
  /** Names by `<installation>/<repository>`. */
  names: ReadonlyMap<string, string>;
  scope: Scope;
}

const maxStanding = 200;

const noEffort = {
  pulls: 0,
  withFinding: 0,
  merged: 0,
  medianMergeSeconds: null,
  green: 0,
  medianRounds: null,
};

/** The figures of a time for some repositories. */
export async function periodFigures(
  db: Kysely<Schema>,
  { about, names, scope }: PeriodScope,
  { since, until }: { since: Date; until: Date },
): Promise<PeriodFigures> {
  const filter: Filter = { since, until };
  const before: Filter = { since: new Date(2 * since.getTime() - until.getTime()), until: since };
  const today = until.toISOString().slice(0, 10);
  const nameOf = (installationId: number, id: number) =>
    names.get(`${installationId}/${id}`) ?? `repository ${id}`;
  const [lines, found] = [await linesByOrigin(db, scope, filter), await findingsByOrigin(db, scope, filter)];
  const standing: PeriodFigures['standing'] = [];
  // One repository at a time, because a finding of the history does not say whose it is.
  for (const { installationId, repositoryIds } of scope)
    for (const id of repositoryIds) {
      const own = [{ installationId, repositoryIds: [id] }];
      for (const one of await standingFindings(db, own, filter, maxStanding))
        if (one.state === 'open')
          standing.push({
            repository: nameOf(installationId, id),
            pull: one.pullNumber,
            finding: findingId(one.fingerprint),
            rule: one.rule,
            severity: one.severity,
            path: one.path,
            line: one.line,
            firstSeen: one.firstSeen.toISOString(),
            isMerged: one.isMerged,
          });
    }
  const order = ['critical', 'high', 'medium', 'low'];
  standing.sort(
    (a, b) =>
      order.indexOf(a.severity) - order.indexOf(b.severity) ||
      Number(b.isMerged) - Number(a.isMerged) ||
      (a.firstSeen < b.firstSeen ? -1 : 1),
  );
  return {
    since: since.toISOString(),
    until: until.toISOString(),
    about,
    seen: await seenIn(db, scope, filter),
    findingsBefore: (await standingBySeverity(db, scope, before, today)).reduce(
      (sum, { findings }) => sum + findings,
      0,
    ),
    pullsBefore: (await seenIn(db, scope, before)).pulls,
    severities: await standingBySeverity(db, scope, filter, today),
    rules: await figuresByRule(db, scope, filter),
    repositories: await repositoryFigures(db, scope, filter, today, nameOf),
    standing: standing.slice(0, maxStanding),
    waivers: await countWaivers(db, scope, filter, today),
    origins: originFigures(lines, found),
    effort: (await effortOverall(db, scope, filter)).all ?? noEffort,
    assistants: await toolsBetween(db, scope, filter),
  };
}

async function repositoryFigures(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
  today: string,
  nameOf: (installationId: number, id: number) => string,
): Promise<RepositoryFigures[]> {
  const risks = await standingRisks(db, scope, filter, today);
  const groups = Map.groupBy(
    risks,
    ({ installationId, repositoryId }) => `${installationId}/${repositoryId}`,
  );
  return [...groups.values()]
    .map((rows): RepositoryFigures => {
      const sum = (pick: (row: (typeof rows)[number]) => number) =>
        rows.reduce((total, row) => total + pick(row), 0);
      const oldest = rows.flatMap((row) => row.oldest ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
      const [first] = rows as [(typeof rows)[number]];
      return {
        repository: nameOf(first.installationId, first.repositoryId),
        serious: sum((row) =>
          row.severity === 'critical' || row.severity === 'high' ? row.open + row.merged + row.expired : 0,
        ),
        merged: sum((row) => row.merged),
        expired: sum((row) => row.expired),
        secrets: sum((row) => row.secrets),
        oldest: oldest?.toISOString() ?? null,
      };
    })
    .sort((a, b) => b.serious - a.serious || b.secrets - a.secrets || (a.repository < b.repository ? -1 : 1));
}

function originFigures(
  lines: Awaited<ReturnType<typeof linesByOrigin>>,
  found: Awaited<ReturnType<typeof findingsByOrigin>>,
): PeriodFigures['origins'] {
  return [...new Set(lines.map(({ kind }) => kind))].map((kind) => {
    const read = lines.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.readLines, 0);
    const findings = found.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.findings, 0);
    const rate = poissonInterval(findings, read / 1000);
    return {
      kind,
      lines: read,
      findings,
      per1000: rate?.value ?? null,
      low: rate?.low ?? null,
      high: rate?.high ?? null,
    };
  });
}
