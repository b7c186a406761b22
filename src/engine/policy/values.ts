// The values of the policy in force, each with the layers that it came from: what a review keeps of its policy.
import type { AiPolicy } from './ai-policy.ts';
import type { Policy } from './policy.ts';
import { builtIn, type Decided, type PolicySource, type PolicySources, type PolicyValue } from './sources.ts';

/** The values, and the layers that `from` counts in. */
export interface KeptPolicy {
  layers: PolicySource[];
  values: PolicyValue[];
}

/** What nobody needs to write, as it is then; a key of the file wins over it. */
function always(policy: Policy): [key: string, value: string][] {
  const { waiverRules: waivers, comments } = policy;
  const ai: Partial<AiPolicy> = policy.ai ?? {};
  return [
    ['mode', policy.mode],
    ['fail_on', policy.failOn],
    ['min_severity', policy.minSeverity],
    ['min_confidence', policy.minConfidence],
    ['on_unread', policy.onUnread],
    ['allow_comments', policy.allowComments],
    ['ai.severity_bump', String(policy.aiSeverityBump)],
    ['ai.counts_from', ai.countsFrom ?? 'claimed'],
    ['waivers.by', waivers.by],
    ['waivers.max_days', String(waivers.maxDays)],
    ['waivers.button_days', String(waivers.buttonDays)],
    ['suggestions.max', String(comments.maxSuggestions)],
    ['summary_comment', String(comments.hasSummary)],
    ['request_changes', comments.requestChanges ?? 'never'],
    ['incident_help', policy.incidentHelp],
    ['code_scanning', policy.codeScanning ?? 'off'],
  ];
}

/**
 * Every value that is always in force, whatever else a layer says, and of the rules and path rules only those by which
 * something here was judged; the others are counted.
 */
export function keptPolicy(
  policy: Policy,
  findings: readonly { rule: string; decided?: Decided }[],
): KeptPolicy {
  const sources: PolicySources = policy.sources ?? new Map();
  const named = new Set(findings.flatMap(({ rule, decided }) => [`rules.${rule}`, ...keysOf(decided)]));
  const layers: PolicySource[] = [];
  const values: PolicyValue[] = [];
  const indexOf = ({ layer, name }: PolicySource): number => {
    const at = layers.findIndex((each) => each.layer === layer && each.name === name);
    return at >= 0 ? at : layers.push({ layer, name }) - 1;
  };
  const add = (key: string, value: string, by: readonly PolicySource[]): void => {
    const from = [...new Set((by.length > 0 ? by : [builtIn]).map(indexOf))];
    values.push({ key, value, from });
  };
  const said = new Set<string>();
  for (const [key, value] of always(policy)) {
    said.add(key);
    const isOff = key === 'suggestions.max' && policy.comments.maxSuggestions === 0;
    add(key, value, sources.get(isOff ? 'suggestions.enabled' : key)?.by ?? []);
  }
  for (const many of ['rules', 'overrides']) {
    const others: PolicySource[] = [];
    let more = 0;
    for (const [key, { value, by }] of sources) {
      if (!key.startsWith(`${many}.`)) continue;
      said.add(key);
      if (named.has(key)) add(key, value, by);
      else {
        others.push(...by);
        more++;
      }
    }
    if (more > 0) add(many, `${more} more that decided nothing here`, others);
  }
  for (const [key, { value, by }] of sources) if (!said.has(key) && key !== 'preset') add(key, value, by);
  return { layers, values };
}

function keysOf({ severity = [], disposition, failOn }: Decided = {}): string[] {
  return [...severity.map(({ key }) => key), disposition, failOn].filter((key) => key !== undefined);
}
