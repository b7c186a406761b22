// Which layer of policy decided which value, so that a review can say where each one came from.
import type { Severity } from '../finding.ts';

/** From the bottom up; a `path-rule` is an entry of `overrides` of a layer. */
export const layerKinds = [
  'default',
  'preset',
  'organisation',
  'group',
  'extended',
  'repository',
  'path-rule',
] as const;
export type LayerKind = (typeof layerKinds)[number];

/** One layer, and what reports call it, such as `acme/.github, group payments`. */
export interface PolicySource {
  layer: LayerKind;
  name: string;
}

/** Keys of the policy file that some layer or preset decided, with the value in words; of a list every layer that added to it. */
export type PolicySources = ReadonlyMap<string, { value: string; by: readonly PolicySource[] }>;

/** The layer of what nobody says. */
export const builtIn: PolicySource = { layer: 'default', name: 'built-in defaults' };

/** By which keys of the policy a finding was judged; what is absent, no key decided. */
export interface Decided {
  /** From the rule's own severity to the one in force; a key may set what was so before. */
  severity?: { to: Severity; key: string }[];
  /** Why it does not count. */
  disposition?: string;
  /** The threshold from which it fails, where that is not `fail_on`. */
  failOn?: string;
}

/** One value of the policy in force; `from` counts in the list of layers beside it. */
export interface PolicyValue {
  key: string;
  value: string;
  from: number[];
}

const maxChars = 120;

/** A value of a policy file in a few words; lists are counted, because another repository's may be private. */
export function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 1 ? '1 entry' : `${value.length} entries`;
  if (typeof value !== 'object' || value === null) return short(String(value));
  return short(
    Object.entries(value)
      .map(([key, inner]) => (key === 'severity' ? valueInWords(inner) : `${key}: ${valueInWords(inner)}`))
      .join(', '),
  );
}

/** Cuts a text that people of the base branch wrote to what a table bears. */
export function short(text: string): string {
  return text.length > maxChars ? `${text.slice(0, maxChars - 1)}…` : text;
}
