// Reads modules that make containers and cloud resources as what compose files and Terraform say, so that one table holds for all.
import {
  readYaml,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../../text/yaml-tree.ts';
import { fill } from '../cloudformation/blocks.ts';
import { wholeRights } from '../cloudformation/settings.ts';
import { policyStatements } from '../cloudformation/index.ts';
import { composeVerdicts } from '../containers/compose.ts';
import type { Block } from '../terraform/hcl.ts';
import { resourceVerdicts } from '../terraform/index.ts';
import type { Verdict } from '../verdict.ts';

/** Arguments of container modules that a compose file names otherwise. */
const composeNames: Readonly<Record<string, string>> = {
  pid_mode: 'pid',
  ipc_mode: 'ipc',
  network: 'network_mode',
  capabilities: 'cap_add',
  cap_add: 'cap_add',
  security_opts: 'security_opt',
  security_opt: 'security_opt',
  published_ports: 'ports',
  env: 'environment',
  volume: 'volumes',
};

/** What a container gets that a task starts. */
export function* containerVerdicts(module: string, value: YamlNode): Generator<Verdict> {
  if (!/^(?:docker_container|podman_container|docker_swarm_service)$/.test(module) || value.kind !== 'map')
    return;
  const entries = value.entries.map((entry): YamlEntry => ({
    ...entry,
    key: composeNames[entry.key] ?? entry.key,
    value: asTrue(entry.value),
  }));
  const service: YamlMap = { ...value, entries };
  const entry: YamlEntry = { key: module, keyStart: value.start, keyEnd: value.start, value: service };
  const services: YamlMap = { ...value, entries: [entry] };
  const root: YamlMap = { ...value, entries: [{ ...entry, key: 'services', value: services }] };
  for (const verdict of composeVerdicts(root)) if (verdict.rule !== 'container-without-limits') yield verdict;
}

/** `yes` as compose writes it. */
function asTrue(node: YamlNode): YamlNode {
  return node.kind === 'scalar' && /^(?:yes|true|on)$/i.test(node.text) ? { ...node, text: 'true' } : node;
}

/** The Terraform resource that a module makes, and its arguments that are named otherwise there. */
const modules: readonly [module: RegExp, resource: string, names?: Readonly<Record<string, string>>][] = [
  [
    /^(?:ec2_group|ec2_security_group)$/,
    'aws_security_group',
    { rules: 'ingress', proto: 'protocol', cidr_ipv6: 'cidr_ipv6' },
  ],
  [/^(?:s3_object|aws_s3|s3_sync)$/, 'aws_s3_object', { permission: 'acl' }],
  [/^s3_bucket$/, 'aws_s3_bucket_public_access_block', {}],
  [/^(?:rds_instance|rds)$/, 'aws_db_instance'],
  [/^rds_cluster$/, 'aws_rds_cluster'],
  [/^redshift$/, 'aws_redshift_cluster'],
  [/^ec2_vol$/, 'aws_ebs_volume'],
  [/^efs$/, 'aws_efs_file_system', { encrypt: 'encrypted' }],
  [/^(?:ec2_instance|ec2)$/, 'aws_instance', { assign_public_ip: 'associate_public_ip_address' }],
  [/^ec2_launch_template$/, 'aws_launch_template'],
  [/^ec2_vpc_subnet$/, 'aws_subnet', { map_public: 'map_public_ip_on_launch' }],
  [/^cloudtrail$/, 'aws_cloudtrail'],
  [/^(?:kms_key|aws_kms)$/, 'aws_kms_key'],
  [/^(?:lambda_policy)$/, 'aws_lambda_permission'],
  [/^(?:ecs_ecr)$/, 'aws_ecr_repository'],
  [
    /^(?:cloudfront_distribution)$/,
    'aws_cloudfront_distribution',
    { cache_behaviors: 'ordered_cache_behavior', origins: 'origin' },
  ],
  [
    /^(?:opensearch)$/,
    'aws_opensearch_domain',
    {
      encryption_at_rest_options: 'encrypt_at_rest',
      node_to_node_encryption_options: 'node_to_node_encryption',
    },
  ],
  [
    /^azure_rm_storageaccount$/,
    'azurerm_storage_account',
    { https_only: 'https_traffic_only_enabled', minimum_tls_version: 'min_tls_version' },
  ],
  [/^azure_rm_(?:securitygroup)$/, 'azurerm_network_security_group', { rules: 'security_rule' }],
  [/^azure_rm_(?:sql|postgresql|mysql|mariadb)firewallrule$/, 'azurerm_sql_firewall_rule'],
  [
    /^azure_rm_(?:postgresql|mysql|mariadb)server$/,
    'azurerm_postgresql_server',
    { enforce_ssl: 'ssl_enforcement_enabled' },
  ],
  [/^azure_rm_rediscache$/, 'azurerm_redis_cache'],
  [/^azure_rm_webapp$/, 'azurerm_app_service'],
  [/^azure_rm_containerregistry$/, 'azurerm_container_registry', { admin_user_enabled: 'admin_enabled' }],
  [/^gcp_compute_firewall$/, 'google_compute_firewall', { allowed: 'allow', ip_protocol: 'protocol' }],
  [/^gcp_sql_instance$/, 'google_sql_database_instance', { authorized_networks: 'authorized_networks' }],
  [/^gcp_storage_(?:bucket|object)_access_control$/, 'google_storage_bucket_access_control'],
  [/^gcp_bigquery_dataset$/, 'google_bigquery_dataset'],
  [/^gcp_compute_ssl_policy$/, 'google_compute_ssl_policy'],
];

/** What a cloud module opens or weakens, said explicitly. */
export function* cloudVerdicts(
  body: string,
  module: string,
  { key, keyStart, keyEnd, value }: YamlEntry,
): Generator<Verdict> {
  if (value.kind !== 'map') return;
  const found = modules.find(([pattern]) => pattern.test(module));
  if (/policy|role|bucket|sqs|sns|kms/.test(module))
    yield* policyStatements(body, value, /role/.test(module), 0);
  for (const { key: name, value: given } of value.entries) {
    if (/policy/.test(name) && given.kind === 'scalar' && given.text.includes('"Effect"'))
      yield* policyText(given);
    if (/^managed_polic(?:y|ies)$/.test(name)) yield* wholeRights(given);
  }
  if (!found) return;
  const [, resource, names = {}] = found;
  const block: Block = {
    type: 'resource',
    labels: [resource, key],
    start: keyStart,
    headerEnd: keyEnd,
    end: value.end,
    attributes: [],
    blocks: [],
  };
  fill(body, block, module === 's3_bucket' ? accessOf(value) : value, resource, 0, names);
  for (const rule of block.blocks) ports(rule);
  for (const verdict of resourceVerdicts(block, [block]))
    // What is left out is the module's default; an edit would be in the words of Terraform.
    if (verdict.start !== block.start) yield withoutEdits(verdict);
}

/** A policy that is given as text: what is wrong in it stands on the argument. */
function* policyText({ start, end, text }: YamlScalar): Generator<Verdict> {
  const read = readYaml(text);
  for (const document of 'reason' in read ? [] : read.documents)
    for (const verdict of policyStatements(text, document, false, 0))
      yield { ...withoutEdits(verdict), start, end };
}

function withoutEdits(verdict: Verdict): Verdict {
  const copy = { ...verdict };
  delete copy.edits;
  return copy;
}

/** Where a bucket says who may come in. */
function accessOf(value: YamlMap): YamlMap {
  const access = value.entries.find((entry) => entry.key === 'public_access')?.value;
  return access?.kind === 'map' ? access : { ...value, entries: [] };
}

/** `ports: 22` as the first and the last. */
function ports(rule: Block): void {
  const given = rule.attributes.find(({ name }) => name === 'ports');
  const range = /(\d+)(?:-(\d+))?/.exec(given?.value ?? '');
  if (!given || !range) return;
  rule.attributes.push({ ...given, name: 'from_port', value: range[1] ?? '' });
  rule.attributes.push({ ...given, name: 'to_port', value: range[2] ?? range[1] ?? '' });
}
