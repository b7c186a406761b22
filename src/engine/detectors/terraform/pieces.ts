// What lines of a hunk of Terraform open where the resource that they belong to is not shown, told by their names alone.
import type { Verdict } from '../verdict.ts';
import { attributeAt, blocksAt, type Attribute, type Block } from './hcl.ts';
import { openings } from './network.ts';
import { policyVerdicts } from './policies.ts';
import type { Setting } from './settings.ts';

const topLevel =
  /^(?:resource|data|module|variable|output|provider|terraform|locals|moved|import|check|removed|ephemeral)$/;

/** What stands before the first whole block: the end of one that began before the hunk. */
export function tornEnd({ attributes, blocks, ...root }: Block): Block {
  const inner = blocks.filter(({ type }) => !topLevel.test(type));
  return { ...root, attributes, blocks: inner };
}

/** What such an end opens, whatever its resource is. */
export function* tornVerdicts(
  torn: Block,
  known: readonly Setting[],
  told: (setting: Setting, attribute: Attribute) => Verdict | undefined,
): Generator<Verdict> {
  yield* namesTold(torn, '', agreed(known), told);
  yield* openings(as('aws_security_group', torn));
  for (const [type, names] of signs)
    if (names.every((name) => attributeAt(torn, name) ?? blocksAt(torn, name)[0]))
      yield* openings(as(type, torn));
  yield* policyVerdicts({ ...as('aws_iam_policy_document', torn), type: 'data' });
  yield* policyVerdicts(as('', torn));
}

/** Attributes that together only these resources have. */
const signs: readonly [type: string, names: readonly string[]][] = [
  ['aws_security_group_rule', ['type', 'from_port', 'to_port', 'protocol']],
  ['azurerm_network_security_rule', ['direction', 'access', 'source_address_prefix']],
  ['google_compute_firewall', ['source_ranges', 'allow']],
];

function as(type: string, torn: Block): Block {
  return { ...torn, type: 'resource', labels: [type, ''] };
}

const leafOf = ({ attribute }: Setting): string => attribute.slice(attribute.lastIndexOf('.') + 1);

let agreements: ReadonlyMap<string, Setting> | undefined;

/** Names of attributes that mean one thing in every resource that has them. */
function agreed(known: readonly Setting[]): ReadonlyMap<string, Setting> {
  if (agreements) return agreements;
  const out = new Map<string, Setting>();
  const torn = new Set<string>();
  for (const setting of known) {
    const leaf = leafOf(setting);
    const other = out.get(leaf);
    if (other && (other.rule !== setting.rule || other.bad.source !== setting.bad.source)) torn.add(leaf);
    if (!other) out.set(leaf, setting);
  }
  for (const leaf of torn) out.delete(leaf);
  return (agreements = out);
}

/** Words such as `enabled` and `value` mean nothing without what they stand in. */
function tells(leaf: string, { attribute, bad }: Setting, parent: string): boolean {
  if (attribute.endsWith(`${parent}.${leaf}`) && parent !== '') return true;
  return (leaf.length > 10 && leaf.includes('_')) || /Users|public-read/.test(bad.source);
}

function* namesTold(
  block: Block,
  parent: string,
  known: ReadonlyMap<string, Setting>,
  told: (setting: Setting, attribute: Attribute) => Verdict | undefined,
): Generator<Verdict> {
  for (const attribute of block.attributes) {
    const setting = known.get(attribute.name);
    const verdict = setting && tells(attribute.name, setting, parent) ? told(setting, attribute) : undefined;
    if (verdict) yield verdict;
  }
  for (const inner of block.blocks) yield* namesTold(inner, inner.type, known, told);
}
