// Which ports a firewall rule opens to the whole internet.
import type { Severity } from '../../finding.ts';
import type { Verdict } from '../verdict.ts';
import { attributeAt, attributesAt, blocksAt, type Attribute, type Block } from './hcl.ts';

const anyone = /"(?:0\.0\.0\.0\/0|::\/0|\*|Internet|internet|Any|any|<nw>\/0|\/0)"/;

/** Ports for administration and data stores. */
const guarded = [
  20, 21, 22, 23, 135, 137, 138, 139, 161, 389, 445, 636, 873, 1433, 1434, 1521, 2049, 2375, 2376, 2379, 2483,
  3000, 3020, 3306, 3389, 4333, 5432, 5500, 5601, 5900, 5984, 5985, 5986, 6379, 6443, 7000, 7199, 8020, 8086,
  8140, 8545, 8888, 9000, 9042, 9092, 9160, 9200, 9300, 10250, 11211, 11214, 11215, 27017, 27018, 50070,
  61621,
];
const guardedAlways = new Set([
  22, 3389, 23, 445, 135, 139, 1433, 1521, 3306, 5432, 5984, 6379, 9200, 9300, 11211, 27017, 27018, 2375,
  2376, 2379, 5601, 5900, 5985, 5986, 9042, 10250,
]);

interface Opening {
  source: Attribute;
  from: number | undefined;
  to: number | undefined;
  /** True when the rule is for every protocol. */
  all: boolean;
}

/** The names of values of the file, as they are written elsewhere, that hold every address. */
export function openNames(blocks: readonly Block[]): ReadonlySet<string> {
  const out = new Set<string>();
  for (const { type, labels, attributes } of blocks) {
    if (type === 'locals')
      for (const { name, value } of attributes) if (wholeList.test(value)) out.add(`local.${name}`);
    const given = type === 'variable' ? attributes.find(({ name }) => name === 'default') : undefined;
    if (given && wholeList.test(given.value)) out.add(`var.${labels[0] ?? ''}`);
  }
  return out;
}

/** Nothing but addresses, one of them for everyone. */
const wholeList = /^\[?\s{0,80}(?:"[\d.:a-fA-F/]{1,50}"\s{0,40},\s{0,80}){0,20}"(?:0\.0\.0\.0\/0|::\/0)"/;

export function* openings(block: Block, everywhere: ReadonlySet<string> = new Set()): Generator<Verdict> {
  for (const opening of readOpenings(block, sourceFinder(everywhere))) {
    const verdict = judge(opening);
    if (verdict) yield verdict;
  }
}

function judge({ source, from, to, all }: Opening): Verdict | undefined {
  // In a list of many lines the place is the line.
  const at = anyone.exec(source.value);
  const span =
    at && source.value.slice(0, at.index).includes('\n')
      ? { start: source.valueStart + at.index, end: source.valueStart + at.index + at[0].length }
      : { start: source.start, end: source.end };
  const say = (severity: Severity, what: string): Verdict => ({
    rule: 'open-network-ingress',
    ...span,
    severity,
    message: `The whole internet reaches ${what}.`,
  });
  if (all || (from === 0 && (to === 0 || (to ?? 0) >= 65_535)) || (from === 1 && (to ?? 0) >= 65_535))
    return say('high', 'every port');
  if (from === undefined) return say('low', 'what this rule opens');
  const last = to ?? from;
  const hit = guarded.find((port) => port >= from && port <= last && guardedAlways.has(port));
  if (hit !== undefined)
    return say(
      'high',
      last > from
        ? `ports ${from} to ${last}, ${hit} for administration or data among them`
        : `port ${hit}, which is for administration or data`,
    );
  if ((from === 80 && last === 80) || (from === 443 && last === 443) || last < from) return undefined;
  return say('low', last > from ? `ports ${from} to ${last}` : `port ${from}`);
}

const numberOf = (attribute: Attribute | undefined): number | undefined => {
  const digits = /^"?(-?\d+)"?$/.exec(attribute?.value ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
};

type Find = (from: Block, ...names: string[]) => Attribute | undefined;

/** Finds the attribute that lets everyone in, by its value or by the name of one. */
function sourceFinder(everywhere: ReadonlySet<string>): Find {
  return (from, ...names) =>
    names
      .flatMap((name) => attributesAt(from, name))
      .find(({ value }) => anyone.test(value) || everywhere.has(value.replace(/^\[\s*|\s*\]$/g, '')));
}

function* readOpenings(block: Block, sourceIn: Find): Generator<Opening> {
  const [type = ''] = block.labels;
  const plain = (rule: Block): Opening | undefined => {
    const source = sourceIn(
      rule,
      'cidr_blocks',
      'ipv6_cidr_blocks',
      'cidr_ipv4',
      'cidr_ipv6',
      'cidr_block',
      'cidr_ip',
      'remote_ip_prefix',
    );
    const protocol = (attributeAt(rule, 'protocol') ?? attributeAt(rule, 'ip_protocol'))?.value ?? '';
    if (/^"?(?:icmp|icmpv6|1|58)"?$/i.test(protocol)) return undefined;
    return (
      source && {
        source,
        from: numberOf(attributeAt(rule, 'from_port') ?? attributeAt(rule, 'port_range_min')),
        to: numberOf(attributeAt(rule, 'to_port') ?? attributeAt(rule, 'port_range_max')),
        all: /^"?(?:-1|all)"?$/i.test(protocol),
      }
    );
  };
  if (/^aws_(?:default_)?security_group$/.test(type)) {
    for (const rule of blocksAt(block, 'ingress')) {
      const opening = plain(rule);
      if (opening) yield opening;
    }
  } else if (
    /^(?:aws_security_group_rule|alicloud_security_group_rule|openstack_\w*secgroup_rule_v2)$/.test(type)
  ) {
    const direction = (attributeAt(block, 'type') ?? attributeAt(block, 'direction'))?.value;
    const opening = direction === '"ingress"' ? plain(block) : undefined;
    if (!opening) return;
    const range = /^"(-?\d+)\/(-?\d+)"$/.exec(attributeAt(block, 'port_range')?.value ?? '');
    yield range
      ? { ...opening, from: Number(range[1]), to: Number(range[2]), all: range[1] === '-1' }
      : opening;
  } else if (type === 'aws_vpc_security_group_ingress_rule') {
    const opening = plain(block);
    if (opening) yield opening;
  } else if (/^aws_(?:default_)?network_acl(?:_rule)?$/.test(type)) {
    const rules = type.endsWith('_rule') ? [block] : blocksAt(block, 'ingress');
    for (const rule of rules) {
      const opening = plain(rule);
      const allows = /^"allow"$/i.test(
        (attributeAt(rule, 'rule_action') ?? attributeAt(rule, 'action'))?.value ?? '',
      );
      if (opening && allows && attributeAt(rule, 'egress')?.value !== 'true') yield opening;
    }
  } else if (/^azurerm_network_security_(?:rule|group)$/.test(type)) {
    for (const rule of type.endsWith('_rule') ? [block] : blocksAt(block, 'security_rule')) {
      const source = sourceIn(rule, 'source_address_prefix', 'source_address_prefixes');
      if (
        !source ||
        attributeAt(rule, 'access')?.value.toLowerCase() !== '"allow"' ||
        attributeAt(rule, 'direction')?.value.toLowerCase() !== '"inbound"'
      )
        continue;
      yield* ranges(
        source,
        `${attributeAt(rule, 'destination_port_range')?.value ?? ''} ${attributeAt(rule, 'destination_port_ranges')?.value ?? ''}`,
      );
    }
  } else if (type === 'google_compute_firewall') {
    const source = sourceIn(block, 'source_ranges');
    if (
      !source ||
      attributeAt(block, 'direction')?.value === '"EGRESS"' ||
      attributeAt(block, 'source_tags') ||
      attributeAt(block, 'source_service_accounts')
    )
      return;
    for (const allow of blocksAt(block, 'allow')) {
      const protocol = attributeAt(allow, 'protocol')?.value ?? '';
      if (/icmp/i.test(protocol)) continue;
      const ports = attributeAt(allow, 'ports')?.value;
      if (ports === undefined) yield { source, from: 0, to: 65_535, all: true };
      else yield* ranges(source, ports);
    }
  } else if (type === 'hcloud_firewall') {
    for (const rule of blocksAt(block, 'rule')) {
      const source = sourceIn(rule, 'source_ips');
      if (source && attributeAt(rule, 'direction')?.value === '"in"')
        yield* ranges(source, attributeAt(rule, 'port')?.value ?? '');
    }
  } else if (type === 'linode_firewall') {
    for (const rule of blocksAt(block, 'inbound')) {
      const source = sourceIn(rule, 'ipv4', 'ipv6');
      if (source && attributeAt(rule, 'action')?.value === '"ACCEPT"')
        yield* ranges(source, attributeAt(rule, 'ports')?.value ?? '"all"');
    }
  } else if (type === 'aws_lightsail_instance_public_ports') {
    for (const rule of blocksAt(block, 'port_info')) {
      const source = sourceIn(rule, 'cidrs');
      if (source)
        yield {
          source,
          from: numberOf(attributeAt(rule, 'from_port')),
          to: numberOf(attributeAt(rule, 'to_port')),
          all: attributeAt(rule, 'protocol')?.value === '"all"',
        };
    }
  } else if (/^(?:oci_core_(?:default_)?security_list|ibm_is_security_group_rule)$/.test(type)) {
    const isOracle = type.startsWith('oci');
    for (const rule of isOracle ? blocksAt(block, 'ingress_security_rules') : [block]) {
      const source = sourceIn(rule, 'source', 'remote');
      const range = blocksAt(rule, 'tcp_options').concat(blocksAt(rule, 'tcp'))[0];
      if (!source || (!isOracle && attributeAt(rule, 'direction')?.value !== '"inbound"')) continue;
      if (range)
        yield {
          source,
          from: numberOf(attributeAt(range, 'min') ?? attributeAt(range, 'port_min')),
          to: numberOf(attributeAt(range, 'max') ?? attributeAt(range, 'port_max')),
          all: false,
        };
      else if (/^"?(?:all|6)"?$/.test(attributeAt(rule, 'protocol')?.value ?? ''))
        yield { source, from: 0, to: 65_535, all: true };
    }
  } else if (type === 'digitalocean_firewall') {
    for (const rule of blocksAt(block, 'inbound_rule')) {
      const source = sourceIn(rule, 'source_addresses');
      if (source) yield* ranges(source, attributeAt(rule, 'port_range')?.value ?? '"all"');
    }
  } else if (/(?:secgroup|security_group|db_security_group|firewall)(?:_rules?|_v\d|_ingress)*$/.test(type))
    yield* ofAnyCloud(block, sourceIn);
}

const sourceNames =
  'cidr cidrs cidr_ip cidr_block cidr_blocks v4_cidr_blocks v6_cidr_blocks ip_range source source_ip source_ips source_cidr source_addresses remote_ip_prefix'.split(
    ' ',
  );

/** Rules of providers that are not told apart above, by the words that all of them use. */
function* ofAnyCloud(block: Block, sourceIn: Find): Generator<Opening> {
  const inner = block.blocks.filter(({ type }) =>
    /^(?:ingress|inbound|in|rule|inbound_rule|ingress_rule)$/.test(type),
  );
  for (const rule of inner.length > 0 ? inner : [block]) {
    const said = (...names: string[]): Attribute | undefined =>
      names.map((name) => attributeAt(rule, name)).find(Boolean);
    const source = sourceIn(rule, ...sourceNames);
    const way =
      said('direction', 'type')?.value ?? (/egress|outbound/.test(block.labels[0] ?? '') ? 'out' : '');
    const verb = said('action', 'policy', 'rule_policy', 'nic_policy')?.value ?? '';
    const protocol = said('protocol', 'ip_protocol')?.value ?? '';
    if (!source || /out|egress/i.test(way) || /drop|deny|reject|block/i.test(verb) || /icmp/i.test(protocol))
      continue;
    const from = numberOf(said('from_port', 'port_range_min', 'start_port', 'port'));
    const listed = said('port_range', 'ports', 'port_ranges')?.value;
    if (from === undefined && listed !== undefined) yield* ranges(source, listed.replaceAll('/', '-'));
    else
      yield {
        source,
        from,
        to: numberOf(said('to_port', 'port_range_max', 'end_port', 'port')),
        all: /^"?(?:-1|all|any)"?$/i.test(protocol),
      };
  }
}

/** Ports as `"22"`, `"1-1024"`, `"*"` in a text; the worst alone is said. */
function* ranges(source: Attribute, text: string): Generator<Opening> {
  const all = [...text.matchAll(/"(\*|all|\d+(?:-\d+)?)"|(?<![\w."-])(\d+)(?![\w."-])/gi)].map(
    ([, written, plain = '']): Opening => {
      const range = written ?? plain;
      const [from, to = from] = range.split('-').map(Number);
      return /\d/.test(range) ? { source, from, to, all: false } : { source, from: 0, to: 65_535, all: true };
    },
  );
  const rank = (opening: Opening): number =>
    ['high', 'medium', 'low', undefined].indexOf(judge(opening)?.severity);
  const [worst] = all.toSorted((a, b) => rank(a) - rank(b));
  if (worst) yield worst;
}
