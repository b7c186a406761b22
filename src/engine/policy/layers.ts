// Lays policies over each other: the organisation's below the repository's, with keys that may only be tightened.
import { confidences, severities } from '../finding.ts';
import type { AskedConfig } from './config.ts';
import { incidentHelpWhen, requestChangesFrom } from './policy.ts';
import { presetOf } from './presets.ts';
import {
  builtIn,
  type LayerKind,
  type PolicySource,
  type PolicySources,
  short,
  valueInWords,
} from './sources.ts';
import { roles } from './waiver-policy.ts';

/** One layer, and what reports call it. */
export interface PolicyLayer {
  config: AskedConfig;
  source: string;
  /** Default: `repository`. */
  layer?: Exclude<LayerKind, 'default' | 'preset' | 'path-rule'>;
}

/** What layers come to. */
export interface JoinedPolicy {
  config: AskedConfig;
  /** The layer that decided a key such as `rules.weak-hash`; undefined where none says anything. */
  sourceOf(key: string): string | undefined;
  /** The layers of every key that one of them or a preset decides. */
  sources: PolicySources;
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
  const decided = new Map<string, PolicySource>();
  const entries = new Map<string, PolicySource>();
  const layerOf = new Map(
    layers.map(({ source, layer = 'repository' }) => [source, { layer, name: source }]),
  );
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
    const by = layerOf.get(source) ?? { layer: 'repository', name: source };
    decided.set(key, by);
    if (!Array.isArray(above)) return above;
    const asked = key === 'overrides' ? above.map((entry) => allowed(entry, source)) : above;
    for (const entry of asked) {
      const name = nameOfEntry(key, entry);
      // Of an entry that two layers have, the lower one stays.
      if (!entries.has(name)) entries.set(name, by);
    }
    // Nobody may take the place of a locked entry.
    return joinLists(Array.isArray(below) ? below : [], asked, isLocked(key));
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
      const chosen = decided.get('preset');
      if (pin(config, key))
        decided.set(key === 'ai' ? 'ai.severity_bump' : key, chosen ? presetBy(config, chosen) : builtIn);
    }
  }
  return {
    config: config as AskedConfig,
    sourceOf: (key) => nameOfSource(decided.get(key)),
    sources: sourcesIn(config, decided, entries),
    held,
  };
}

function nameOfSource(source: PolicySource | undefined): string | undefined {
  if (source?.layer === 'default') return 'default';
  return source?.layer === 'preset' ? `preset ${source.name}` : source?.name;
}

/** Every key that was decided, with the value that it came to. */
function sourcesIn(
  config: { [key: string]: Json },
  decided: ReadonlyMap<string, PolicySource>,
  entries: ReadonlyMap<string, PolicySource>,
): PolicySources {
  const out = new Map<string, { value: string; by: PolicySource[] }>();
  const chosen = decided.get('preset');
  for (const key of chosen ? presetKeys : []) {
    const by = presetBy(config, chosen as PolicySource);
    out.set(key, { value: '', by: [by] });
  }
  for (const [key, by] of decided) {
    const value = valueAt(config, key);
    if (value === undefined) continue;
    const list = Array.isArray(value) ? value : [];
    const bys = list.map((entry) => entries.get(nameOfEntry(key, entry)) ?? by);
    if (key === 'overrides') {
      for (const [at, entry] of list.entries()) out.set(`${key}.${at}`, pathRule(entry, bys[at] ?? by));
      continue;
    }
    // An empty list was decided all the same.
    out.set(key, { value: valueInWords(value), by: bys.length > 0 ? bys : [by] });
  }
  return out;
}

function pathRule(entry: Json, by: PolicySource): { value: string; by: PolicySource[] } {
  const { paths, ...asked } = isMap(entry) ? entry : {};
  const patterns = Array.isArray(paths) ? paths.map(String) : [];
  const more = patterns.length > 3 ? ` and ${patterns.length - 3} more` : '';
  const where = short(`${patterns.slice(0, 3).join(', ')}${more}`);
  return { value: valueInWords(asked), by: [{ layer: 'path-rule', name: `${where} in ${by.name}` }] };
}

function presetBy(config: { [key: string]: Json }, { name }: PolicySource): PolicySource {
  return { layer: 'preset', name: `${String(config['preset'])}, chosen by ${name}` };
}

function nameOfEntry(key: string, entry: Json): string {
  return `${key} ${JSON.stringify(entry)}`;
}

const presetKeys = [
  'mode',
  'fail_on',
  'min_severity',
  'min_confidence',
  'on_unread',
  'request_changes',
  'ai.severity_bump',
];

/** Makes what a preset or the default says of a locked key explicit, so that another preset does not change it; tells whether it did. */
function pin(config: { [key: string]: Json }, key: string): boolean {
  if (valueAt(config, key) !== undefined) return false;
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
  return valueAt(config, key) !== undefined;
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
