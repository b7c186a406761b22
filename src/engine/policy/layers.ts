// Lays policies over each other: the organisation's below the repository's, with keys that may only be tightened.
import { confidences, severities } from '../finding.ts';
import type { AskedConfig } from './config.ts';
import { incidentHelpWhen, requestChangesFrom } from './policy.ts';
import { presetOf } from './presets.ts';
import { roles } from './waiver-policy.ts';

/** One layer, and what reports call it. */
export interface PolicyLayer {
  config: AskedConfig;
  source: string;
}

/** What layers come to. */
export interface JoinedPolicy {
  config: AskedConfig;
  /** The layer that decided a key such as `rules.weak-hash`; undefined where none says anything. */
  sourceOf(key: string): string | undefined;
  /** What a layer asked for and did not get, because a lower one locks the key: `mode of .langguard.yml`. */
  held: string[];
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Keys whose entries only ask for more: a locked one may still be added to. */
const additive = new Set([
  'ai.tools.blocked',
  'approvals',
  'dependencies.blocked',
  'dependencies.internal.names',
  'dependencies.internal.scopes',
  'dependencies.licences.deny',
  'waivers.never',
]);

/** Keys with an order, the strictest value first, and what is in force where nobody says anything. */
const ordered: Record<string, { strictFirst: readonly Json[]; otherwise: Json }> = {
  mode: { strictFirst: ['enforce', 'monitor'], otherwise: 'monitor' },
  fail_on: { strictFirst: [...severities.toReversed(), 'never'], otherwise: 'high' },
  min_severity: { strictFirst: severities.toReversed(), otherwise: 'low' },
  min_confidence: { strictFirst: confidences.toReversed(), otherwise: 'low' },
  on_unread: { strictFirst: ['fail', 'ignore'], otherwise: 'fail' },
  allow_comments: { strictFirst: ['base', 'head'], otherwise: 'base' },
  request_changes: { strictFirst: requestChangesFrom, otherwise: 'critical' },
  'notices.severity': { strictFirst: severities.toReversed(), otherwise: 'critical' },
  incident_help: { strictFirst: incidentHelpWhen, otherwise: 'on_request' },
  'ai.severity_bump': { strictFirst: [1, 0], otherwise: 0 },
  'dependencies.fail_on': { strictFirst: [...severities.toReversed(), 'never'], otherwise: 'never' },
  'waivers.by': { strictFirst: roles.toReversed(), otherwise: 'maintain' },
};

/** What a layer below says here can only be raised, locked or not. */
const onlyRaised = new Set(['notices.severity']);

/** Numbers of which one direction is stricter. */
const numbers: Record<string, 'less' | 'more'> = {
  'waivers.max_days': 'less',
  'waivers.button_days': 'less',
  'dependencies.cooldown_days': 'more',
};

/** Layers from the lowest to the uppermost. Maps are joined by key, lists are joined, a single value above wins. */
export function joinLayers(layers: readonly PolicyLayer[]): JoinedPolicy {
  const decided = new Map<string, string>();
  const held: string[] = [];
  const locked = new Set<string>();
  const isLocked = (key: string) => {
    const parts = key.split('.');
    return parts.some((_, index) => locked.has(parts.slice(0, index + 1).join('.')));
  };

  function join(below: Json | undefined, above: Json, key: string, source: string): Json {
    if (isMap(above) && !isOneEntry(key)) return joinMaps(isMap(below) ? below : {}, above, key, source);
    const isHeld = isLocked(key) || (onlyRaised.has(key) && below !== undefined);
    if (isHeld && !isTighter(key, below, above)) {
      if (JSON.stringify(below) !== JSON.stringify(above)) held.push(`${key} of ${source}`);
      return below ?? null;
    }
    decided.set(key, source);
    if (!Array.isArray(above)) return above;
    const entries = key === 'overrides' ? above.map((entry) => allowed(entry, source)) : above;
    // Nobody may take the place of a locked entry.
    return joinLists(Array.isArray(below) ? below : [], entries, isLocked(key));
  }

  /** What one path asks for, without what is locked: else a pattern that fits everything would undo the lock. */
  function allowed(entry: Json, source: string): Json {
    if (!isMap(entry)) return entry;
    const out: { [key: string]: Json } = {};
    for (const [name, value] of Object.entries(entry)) {
      if (name === 'rules' && isMap(value))
        out[name] = Object.fromEntries(
          Object.entries(value).filter(([id, setting]) => mayAsk(`rules.${id}`, setting, source)),
        );
      else if (name === 'paths' || mayAsk(name, value, source)) out[name] = value;
    }
    return out;
  }

  function mayAsk(key: string, value: Json, source: string): boolean {
    const may = !isLocked(key) || isTighter(key, valueAt(config, key), value);
    if (!may) held.push(`${key} of ${source}, in some paths`);
    return may;
  }

  function joinMaps(
    below: { [key: string]: Json },
    above: { [key: string]: Json },
    prefix: string,
    source: string,
  ): { [key: string]: Json } {
    const out: { [key: string]: Json } = { ...below };
    for (const [name, value] of Object.entries(above)) {
      const key = prefix === '' ? name : `${prefix}.${name}`;
      const joined = join(Object.hasOwn(below, name) ? below[name] : undefined, value, key, source);
      if (joined !== null) out[name] = joined;
    }
    return out;
  }

  let config: { [key: string]: Json } = {};
  for (const { config: layer, source } of layers) {
    const { locked: locks = [], ...asked } = layer as AskedConfig & Record<string, unknown>;
    config = joinMaps(config, withoutEnvelope(asked), '', source);
    // A layer locks what lies above it.
    for (const key of locks) {
      locked.add(key);
      pin(config, key);
    }
  }
  return { config: config as AskedConfig, sourceOf: (key) => decided.get(key), held };
}

/** Makes what a preset or the default says of a locked key explicit, so that another preset does not change it. */
function pin(config: { [key: string]: Json }, key: string): void {
  if (valueAt(config, key) !== undefined) return;
  const preset = presetOf(config['preset'] as AskedConfig['preset']);
  if (key === 'mode') config['mode'] = preset.mode;
  if (key === 'fail_on') config['fail_on'] = preset.failOn;
  if (key === 'min_severity') config['min_severity'] = preset.minSeverity;
  if (key === 'min_confidence') config['min_confidence'] = preset.minConfidence;
  if (key === 'on_unread') config['on_unread'] = preset.onUnread;
  if (key === 'request_changes') config['request_changes'] = preset.requestChanges;
  if (key === 'ai.severity_bump' || key === 'ai') {
    const ai = isMap(config['ai']) ? config['ai'] : {};
    config['ai'] = { ...ai, severity_bump: ai['severity_bump'] ?? preset.aiSeverityBump };
  }
}

function valueAt(config: Json, key: string): Json | undefined {
  let value: Json | undefined = config;
  for (const part of key.split('.'))
    value = isMap(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  return value;
}

function withoutEnvelope(asked: Record<string, unknown>): { [key: string]: Json } {
  const { version: _version, extends: _extends, groups: _groups, ...rest } = asked;
  return JSON.parse(JSON.stringify(rest)) as { [key: string]: Json };
}

/** A rule's setting is one value, whether short or long. */
function isOneEntry(key: string): boolean {
  return /^rules\.[^.]+$/.test(key);
}

function isTighter(key: string, below: Json | undefined, above: Json): boolean {
  if (additive.has(key)) return true;
  const order = ordered[key];
  if (order) return order.strictFirst.indexOf(above) < order.strictFirst.indexOf(below ?? order.otherwise);
  const direction = numbers[key];
  if (direction && typeof above === 'number' && typeof below === 'number')
    return direction === 'less' ? above < below : above > below;
  // A rule's own severity is not known here: only the worst is surely no less.
  if (isOneEntry(key)) return below === undefined ? above === 'critical' : rank(above) > rank(below);
  return false;
}

/** How much a rule's setting asks for; a limit to some paths asks for less than none. */
function rank(setting: Json | undefined): number {
  if (typeof setting !== 'string') return -1;
  return setting === 'off'
    ? 0
    : severities.length - severities.indexOf(setting as (typeof severities)[number]);
}

/** The entries of both, each once; of two with the same name the upper one stays, or the lower where it is locked. */
function joinLists(below: readonly Json[], above: readonly Json[], isLocked: boolean): Json[] {
  const nameOf = (entry: Json) =>
    isMap(entry) && typeof entry['name'] === 'string' ? entry['name'] : undefined;
  const namesOf = (list: readonly Json[]) => new Set(list.map(nameOf).filter((name) => name !== undefined));
  const without = (list: readonly Json[], names: ReadonlySet<string>) =>
    list.filter((entry) => !names.has(nameOf(entry) ?? ''));
  const joined = isLocked
    ? [...below, ...without(above, namesOf(below))]
    : [...without(below, namesOf(above)), ...above];
  const seen = new Set<string>();
  return joined.filter((entry) => {
    const text = JSON.stringify(entry);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function isMap(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
