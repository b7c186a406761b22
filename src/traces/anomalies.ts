// Tells what is unusual in events of assistants: a tool that is not approved, a restricted path, a burst, a budget that is spent.
import { isModelListed } from '../engine/detectors/ai-policy/patterns.ts';
import type { Severity } from '../engine/finding.ts';
import type { AiPolicy, ListedTool } from '../engine/policy/ai-policy.ts';
import { pathMatcher } from '../engine/policy/globs.ts';
import type { TraceEvent } from './event.ts';
import type { Budgets } from './settings.ts';

/** Something that somebody should look at, once a day for each subject. */
export interface Anomaly {
  kind:
    | 'tool-blocked'
    | 'tool-not-approved'
    | 'model-not-approved'
    | 'classified-path-read'
    | 'burst'
    | 'budget-tokens'
    | 'budget-cost'
    | 'error-rate';
  severity: Severity;
  /** What it is about; the same subject is told once a day. */
  subject: string;
  title: string;
  message: string;
  remedy: string;
  repository?: string;
  person?: string;
}

/** An event under the id of its tool. */
export type Watched = Pick<
  TraceEvent,
  'kind' | 'tool' | 'model' | 'person' | 'repository' | 'paths' | 'at' | 'session'
>;

/** What new events alone tell. */
export function anomaliesOf(
  events: readonly Watched[],
  { ai, burstPerMinute }: { ai: AiPolicy; burstPerMinute: number },
): Anomaly[] {
  const found = new Map<string, Anomaly>();
  const add = (anomaly: Anomaly | undefined): void => {
    if (anomaly && !found.has(`${anomaly.kind} ${anomaly.subject}`))
      found.set(`${anomaly.kind} ${anomaly.subject}`, anomaly);
  };
  const classes = ai.data
    .filter(({ tools }) => tools !== undefined)
    .map((entry) => ({ ...entry, covers: pathMatcher(entry.paths) }));
  for (const event of events) {
    add(toolAnomaly(event, ai));
    for (const { path, how } of event.paths) {
      if (how !== 'read') continue;
      const hit = classes.find(({ covers }) => endsOf(path).some(covers));
      if (!hit || hit.tools?.includes(event.tool)) continue;
      add({
        kind: 'classified-path-read',
        severity: hit.severity,
        subject: `${event.tool} ${path}`,
        title: `An assistant read a ${hit.class} file`,
        message: `${event.tool} read ${path}, which policy calls ${hit.class}.`,
        remedy: 'Ask why, and deny the path in the settings of the assistant.',
        ...whoOf(event),
      });
    }
  }
  for (const [person, own] of Map.groupBy(events, (event) => event.person ?? event.session ?? '')) {
    const minutes = Map.groupBy(own, ({ at }) => Math.floor(at / 60_000));
    const most = Math.max(0, ...[...minutes.values()].map((list) => list.length));
    if (person === '' || most <= burstPerMinute) continue;
    add({
      kind: 'burst',
      severity: 'medium',
      subject: person,
      title: 'A burst of activity',
      message: `${most} events of ${own[0]?.tool ?? 'an assistant'} in one minute; more than ${burstPerMinute} are unusual.`,
      remedy: 'Look whether an agent runs in a loop, or somebody uses a key that is not theirs.',
      ...(own[0] ? whoOf(own[0]) : {}),
    });
  }
  return [...found.values()];
}

function toolAnomaly(event: Watched, { approvedTools, blockedTools }: AiPolicy): Anomaly | undefined {
  const { tool, model } = event;
  const covers = (entry: ListedTool): boolean =>
    entry.tool === tool &&
    (entry.models === undefined || (model !== undefined && isModelListed(entry.models, model)));
  const blocked = blockedTools.find(covers);
  if (blocked)
    return {
      kind: 'tool-blocked',
      severity: 'high',
      subject: `${tool} ${model ?? ''} ${event.person ?? ''}`,
      title: 'A blocked assistant is in use',
      message: `${tool}${model === undefined ? '' : ` with ${model}`} was used, and policy blocks it${blocked.reason === undefined ? '' : `: ${blocked.reason}`}.`,
      remedy:
        blocked.instead === undefined ? 'Ask for an approved tool.' : `Use ${blocked.instead} in its place.`,
      ...whoOf(event),
    };
  if (!approvedTools || approvedTools.some(covers)) return undefined;
  const known = approvedTools.some((entry) => entry.tool === tool);
  // A tool call does not say which model asked for it.
  if (known && model === undefined) return undefined;
  return {
    kind: known ? 'model-not-approved' : 'tool-not-approved',
    severity: 'medium',
    subject: `${tool} ${known ? (model ?? '') : ''} ${event.person ?? ''}`,
    title: known ? 'A model that is not approved' : 'An assistant that is not approved',
    message: known
      ? `${tool} was used with ${model ?? 'another model'}, which is not on the list of approved models.`
      : `${tool} was used, which is not on the list of approved tools.`,
    remedy: 'Have it approved, or use an approved one.',
    ...whoOf(event),
  };
}

/** What was used in a day. */
export interface DayUse {
  /** A person, a team, or everybody. */
  of: 'person' | 'team' | 'all';
  name: string;
  tokens: number;
  costMicros: number;
  /** Requests and calls, and how many of them failed. */
  calls: number;
  failures: number;
}

/** Fewer calls say nothing about a rate. */
const minCalls = 20;

/** The budgets that a day's use has passed. */
export function overBudget(uses: readonly DayUse[], budgets: Budgets): Anomaly[] {
  const limits = {
    person: { tokens: budgets.tokensPerPersonDay, cost: budgets.costPerPersonDay },
    team: { tokens: budgets.tokensPerTeamDay, cost: budgets.costPerTeamDay },
    all: { tokens: budgets.tokensPerDay, cost: budgets.costPerDay },
  };
  return uses.flatMap((use): Anomaly[] => {
    const { tokens, cost } = limits[use.of];
    const who =
      use.of === 'all' ? 'Everybody together' : use.of === 'team' ? `The team ${use.name}` : use.name;
    const common = {
      severity: 'medium' as const,
      subject: `${use.of} ${use.name}`,
      ...(use.of === 'person' ? { person: use.name } : {}),
    };
    return [
      ...(tokens !== undefined && use.tokens > tokens
        ? [
            {
              ...common,
              kind: 'budget-tokens' as const,
              title: 'The budget of tokens is spent',
              message: `${who} used ${use.tokens.toLocaleString('en')} tokens today; the budget is ${tokens.toLocaleString('en')}.`,
              remedy: 'Look what the tokens went to, and raise the budget where it was worth it.',
            },
          ]
        : []),
      ...(cost !== undefined && use.costMicros > cost
        ? [
            {
              ...common,
              kind: 'budget-cost' as const,
              title: 'The budget of cost is spent',
              message: `${who} spent $${dollars(use.costMicros)} today; the budget is $${dollars(cost)}.`,
              remedy: 'Look what the money went to, and raise the budget where it was worth it.',
            },
          ]
        : []),
      ...(budgets.errorRate !== undefined &&
      use.calls >= minCalls &&
      use.failures / use.calls > budgets.errorRate
        ? [
            {
              ...common,
              kind: 'error-rate' as const,
              title: 'Many calls of assistants fail',
              message: `${use.failures} of ${use.calls} calls failed today for ${use.of === 'all' ? 'everybody together' : use.name}.`,
              remedy: 'Look at the errors: a limit, a key, or an agent that repeats what cannot work.',
            },
          ]
        : []),
    ];
  });
}

function dollars(micros: number): string {
  return (micros / 1e6).toFixed(2);
}

function whoOf({ person, repository }: Watched): Pick<Anomaly, 'person' | 'repository'> {
  return {
    ...(person === undefined ? {} : { person }),
    ...(repository === undefined ? {} : { repository }),
  };
}

/** A path and its ends: where the repository begins in it, nobody says. */
function endsOf(path: string): string[] {
  const parts = path.split('/').slice(-20);
  return parts.map((_part, at) => parts.slice(at).join('/'));
}
