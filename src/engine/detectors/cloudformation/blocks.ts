// Reads a resource of a template as the Terraform resource that makes the same thing, so that one table holds for both.
import { getIn, textOf, type YamlEntry, type YamlMap, type YamlNode } from '../../text/yaml-tree.ts';
import type { Attribute, Block } from '../terraform/hcl.ts';

/** Types whose Terraform name is not made of service and resource in small letters. */
const types: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::DomainName': 'aws_api_gateway_domain_name',
  'AWS::CloudTrail::Trail': 'aws_cloudtrail',
  'AWS::DocDB::DBCluster': 'aws_docdb_cluster',
  'AWS::EC2::Instance': 'aws_instance',
  'AWS::EC2::LaunchTemplate': 'aws_launch_template',
  'AWS::EC2::NetworkAclEntry': 'aws_network_acl_rule',
  'AWS::EC2::SecurityGroup': 'aws_security_group',
  'AWS::EC2::SecurityGroupIngress': 'aws_vpc_security_group_ingress_rule',
  'AWS::EC2::Subnet': 'aws_subnet',
  'AWS::EC2::Volume': 'aws_ebs_volume',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'aws_elb',
  'AWS::ElasticLoadBalancingV2::Listener': 'aws_lb_listener',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'aws_lb',
  'AWS::OpenSearchService::Domain': 'aws_opensearch_domain',
  'AWS::AmazonMQ::Broker': 'aws_mq_broker',
  'AWS::AutoScaling::LaunchConfiguration': 'aws_launch_configuration',
  'AWS::Neptune::DBCluster': 'aws_neptune_cluster',
  'AWS::RDS::DBCluster': 'aws_rds_cluster',
  'AWS::RDS::DBInstance': 'aws_db_instance',
};

/** Properties whose content belongs to what holds them. */
const dissolved =
  /^(?:DistributionConfig|LaunchTemplateData|StreamEncryption|PortRange|AwsvpcConfiguration|Ebs)$/;

/** Names that Terraform has and a template has not, by type; the empty one is for all. */
const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {
    SSESpecification: 'server_side_encryption',
    SSEEnabled: 'enabled',
    KMSMasterKeyId: 'kms_master_key_id',
    EncryptionAtRestOptions: 'encrypt_at_rest',
    NodeToNodeEncryptionOptions: 'node_to_node_encryption',
    AccessControl: 'acl',
    CorsRules: 'cors_rule',
    AllowOrigins: 'allow_origins',
    SecurityGroupIngress: 'ingress',
    SecurityGroupEgress: 'egress',
    SourceDBInstanceIdentifier: 'replicate_source_db',
    DBSnapshotIdentifier: 'snapshot_identifier',
    SourceDBClusterIdentifier: 'replicate_source_db',
    IsLogging: 'enable_logging',
    CacheBehaviors: 'ordered_cache_behavior',
    Origins: 'origin',
    DefaultActions: 'default_action',
    ResourcesVpcConfig: 'vpc_config',
    KeySpec: 'customer_master_key_spec',
  },
  aws_elb: { Listeners: 'listener', Protocol: 'lb_protocol', AccessLoggingPolicy: 'access_logs' },
  // Its switches are a list of keys and values.
  aws_lb: { LoadBalancerAttributes: 'access_logs', Type: 'load_balancer_type' },
  aws_cloudfront_distribution: { Logging: 'logging_config', WebACLId: 'web_acl_id' },
  aws_eks_cluster: { Logging: 'enabled_cluster_log_types', ResourcesVpcConfig: 'vpc_config' },
  aws_redshift_cluster: { LoggingProperties: 'logging' },
  aws_ecs_cluster: { ClusterSettings: 'setting' },
  aws_network_acl_rule: { From: 'from_port', To: 'to_port' },
  aws_instance: { BlockDeviceMappings: 'ebs_block_device' },
  aws_launch_configuration: { BlockDeviceMappings: 'ebs_block_device' },
};

const acls: Readonly<Record<string, string>> = {
  PublicRead: 'public-read',
  PublicReadWrite: 'public-read-write',
  AuthenticatedRead: 'authenticated-read',
};

/** The blocks of one entry of `Resources`. */
export function blocksOf(body: string, { key, keyStart, keyEnd, value }: YamlEntry): Block[] {
  const type = textOf(getIn(value, 'Type')) ?? '';
  if (!type.startsWith('AWS::')) return [];
  const [, service = '', resource = ''] = type.split('::');
  const label = types[type] ?? `aws_${service.toLowerCase()}_${snake(resource)}`;
  const properties = getIn(value, 'Properties');
  const head = { start: keyStart, headerEnd: keyEnd };
  const make = (name: string, from: YamlNode | undefined): Block => {
    const block: Block = {
      type: 'resource',
      labels: [name, key],
      ...head,
      end: value.end,
      attributes: [],
      blocks: [],
    };
    if (from?.kind === 'map') fill(body, block, from, name, 0);
    return block;
  };
  const main = make(label, properties);
  // A template has no metadata options at an instance; they stand in its launch template.
  if (label === 'aws_instance') main.attributes.push({ ...nothing, name: 'metadata_options' });
  const access = getIn(properties, 'PublicAccessBlockConfiguration');
  return access ? [main, make('aws_s3_bucket_public_access_block', access)] : [main];
}

const nothing: Omit<Attribute, 'name'> = { start: 0, valueStart: 0, end: 0, value: '' };

/** What a map says, put into a block of a type; names are made those of Terraform. */
export function fill(
  body: string,
  block: Block,
  map: YamlMap,
  type: string,
  depth: number,
  own: Readonly<Record<string, string>> = names[type] ?? {},
): void {
  if (depth > 20) return;
  for (const { key, keyStart, value } of map.entries) {
    const isOwn =
      dissolved.test(key) ||
      (key === 'CorsConfiguration' && type === 'aws_s3_bucket') ||
      (key === 'Policies' && type === 'aws_cognito_user_pool');
    if (isOwn && value.kind === 'map' && !(key === 'Ebs' && type === 'aws_launch_template')) {
      fill(body, block, value, type, depth + 1, own);
      continue;
    }
    const name = own[key] ?? names['']?.[key] ?? snake(key);
    const add = (text: string): void => {
      block.attributes.push({ name, start: keyStart, valueStart: value.start, end: value.end, value: text });
    };
    const nest = (inner: YamlMap): void => {
      const made: Block = {
        type: name,
        labels: [],
        start: keyStart,
        headerEnd: keyStart,
        end: inner.end,
        attributes: [],
        blocks: [],
      };
      fill(body, made, inner, type, depth + 1, own);
      block.blocks.push(made);
    };
    if (value.kind === 'scalar') add(expression(body, value));
    else if (value.kind === 'map') {
      if (isFunction(value)) add('reference');
      else {
        add('{}');
        nest(value);
      }
    } else {
      add(
        `[${value.items.map((item) => (item.kind === 'scalar' ? expression(body, item) : '{}')).join(', ')}]`,
      );
      for (const item of value.items) if (item.kind === 'map' && !isFunction(item)) nest(item);
    }
  }
}

const isFunction = (map: YamlMap): boolean =>
  map.entries.length === 1 && /^(?:Ref|Condition|Fn::\w+)$/.test(map.entries[0]?.key ?? '');

/** A scalar as Terraform writes it; what a tag such as `!Ref` computes is a reference. */
function expression(body: string, node: YamlNode): string {
  const text = textOf(node) ?? '';
  if (/!\w+[ \t]+["']?$/.test(body.slice(Math.max(0, node.start - 40), node.start))) return 'reference';
  if (/^(?:true|false|yes|no)$/i.test(text)) return /^[ty]/i.test(text) ? 'true' : 'false';
  if (/^-?\d+$/.test(text)) return text;
  return JSON.stringify(acls[text] ?? text);
}

/** `EnforceHTTPS` as `enforce_https`. */
export function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** The properties of a resource of a template, with the one type. */
export function propertiesOf(resource: YamlNode, type: RegExp): YamlNode | undefined {
  return type.test(textOf(getIn(resource, 'Type')) ?? '') ? getIn(resource, 'Properties') : undefined;
}
