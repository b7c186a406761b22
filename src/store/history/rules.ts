// Rules: how often each fires, and what people did with what it found.
import { sql, type Kysely } from 'kysely';
import type { Severity } from '../../engine/finding.ts';
import type { Schema } from '../schema.ts';
import { during, matching, within, type Filter, type Scope } from './scope.ts';

/** What became of the findings of one rule. */
export interface RuleFigures {
  rule: string;
  class: string;
  /** The worst that policy gave one of them. */
  severity: Severity;
  findings: number;
  repositories: number;
  fixed: number;
  waived: number;
  /** Called a false alarm by somebody who waived it. */
  falseAlarms: number;
}

/** The rules that fired on what was first seen in a period. */
export async function figuresByRule(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
): Promise<RuleFigures[]> {
  const { rows } = await sql<RuleFigures>`
    select found.*, coalesce(said.false_alarms, 0)::int4 as false_alarms
    from (
      select rule, min(class) as class,
        (array['critical', 'high', 'medium', 'low'])[
          min(array_position(array['critical', 'high', 'medium', 'low'], severity))] as severity,
        count(*)::int4 as findings, count(distinct repository_id)::int4 as repositories,
        (count(*) filter (where state = 'fixed'))::int4 as fixed,
        (count(*) filter (where state = 'waived'))::int4 as waived
      from findings
      where ${within(scope, 'findings')} and ${during(filter, 'findings.first_seen')} and ${matching(filter)}
      group by rule
    ) as found
    left join (
      select findings.rule, count(*) as false_alarms
      from waivers join findings on findings.installation_id = waivers.installation_id
        and findings.repository_id = waivers.repository_id and findings.pull_number = waivers.pull_number
        and findings.fingerprint = waivers.fingerprint
      where ${within(scope, 'waivers')} and waivers.created_at >= ${filter.since}::timestamptz
        and waivers.is_false_positive and waivers.revoked_at is null and waivers.approver is not null
        and ${during(filter, 'findings.first_seen')} and ${matching(filter)}
      group by findings.rule
    ) as said on said.rule = found.rule
    order by found.findings desc, found.rule`.execute(db);
  return rows;
}
