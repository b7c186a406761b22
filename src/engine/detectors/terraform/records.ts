// What a resource leaves out where leaving it out is the weak choice: records, sign-in, and how it may be reached.
import type { Requirement } from './requirements.ts';

export const missing = (
  rule: string,
  message: string,
  resource: string,
  attribute: string,
  more: Pick<Requirement, 'deep' | 'unless'> = {},
): Requirement => ({
  resource: new RegExp(`^(?:${resource})$`),
  attribute: new RegExp(`^(?:${attribute})$`),
  rule,
  message,
  ...more,
});

const unrecorded = (name: string): string =>
  `Without \`${name}\` there is no record of who called what, so an attack is neither noticed nor traced.`;

const log = (resource: string, attribute: string, unless?: RegExp): Requirement =>
  missing(
    'audit-log-off',
    unrecorded(attribute.replace(/\|.*|\?/g, '')),
    resource,
    attribute,
    unless ? { unless } : {},
  );

export const recordsRequired: readonly Requirement[] = [
  log('aws_lb|aws_alb|aws_elb', 'access_logs'),
  log('aws_cloudfront_distribution', 'logging_config', /^aws_cloudwatch_log_delivery/),
  log('aws_elasticsearch_domain|aws_opensearch_domain', 'log_publishing_options'),
  log(
    'aws_db_instance|aws_rds_cluster|aws_docdb_cluster',
    'enabled?_cloudwatch_logs_exports|replicate_source_db',
  ),
  log('aws_neptune_cluster', 'enable_cloudwatch_logs_exports'),
  log('aws_mq_broker', 'logs'),
  log('aws_msk_cluster', 'logging_info'),
  log('aws_redshift_cluster', 'logging', /^aws_redshift_logging$/),
  log('aws_eks_cluster', 'enabled_cluster_log_types'),
  log('aws_ecs_cluster', 'setting|configuration'),
  log('aws_api_gateway_stage|aws_apigatewayv2_stage', 'access_log_settings'),
  log('aws_sfn_state_machine', 'logging_configuration'),
  log('aws_appsync_graphql_api', 'log_config'),
  log('aws_waf_web_acl|aws_wafregional_web_acl', 'logging_configuration'),
  log('aws_globalaccelerator_accelerator', 'attributes'),
  log('aws_kinesis_firehose_delivery_stream', '\\w+_configuration'),
  log('google_compute_subnetwork', 'log_config|purpose'),
  log('google_compute_backend_service|google_compute_region_backend_service', 'log_config'),
  log('google_storage_bucket', 'logging'),
  missing(
    'protection-off',
    'Without `versioning` what is overwritten or deleted here is gone.',
    'google_storage_bucket',
    'versioning|retention_policy|soft_delete_policy|lifecycle_rule',
  ),
  missing(
    'audit-log-off',
    'Without `is_multi_region_trail = true` nobody sees what is done in the other regions.',
    'aws_cloudtrail',
    'is_multi_region_trail|is_organization_trail',
  ),
  ...['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].map(
    (name) =>
      missing(
        'public-storage',
        `Without \`${name} = true\` an ACL or a policy can still make the storage public.`,
        'aws_s3_bucket_public_access_block|aws_s3_account_public_access_block',
        name,
      ),
  ),
  missing(
    'public-service',
    'Without `endpoint_public_access = false` or `public_access_cidrs` the API of the cluster answers the whole internet.',
    'aws_eks_cluster',
    'endpoint_public_access|public_access_cidrs',
    { deep: true },
  ),
  missing(
    'cloud-login-weakened',
    'Without `mfa_configuration` a stolen password is enough to sign in.',
    'aws_cognito_user_pool',
    'mfa_configuration',
  ),
  missing(
    'protection-off',
    'Without `drop_invalid_header_fields = true` headers that servers read differently reach the targets, which lets requests be smuggled.',
    'aws_lb|aws_alb',
    'drop_invalid_header_fields|load_balancer_type|desync_mitigation_mode',
  ),
  missing(
    'protection-off',
    'Without `waf_configuration` or `firewall_policy_id` no filter stands before the application.',
    'azurerm_application_gateway',
    'waf_configuration|firewall_policy_id',
  ),
  missing(
    'protection-off',
    'Without `web_acl_id` no filter stands before what this serves.',
    'aws_cloudfront_distribution',
    'web_acl_id',
  ),
  missing(
    'plaintext-traffic',
    'Without `ssl_policy` old versions of TLS are accepted.',
    'google_compute_target_https_proxy|google_compute_region_target_https_proxy|google_compute_target_ssl_proxy',
    'ssl_policy',
  ),
  missing(
    'plaintext-traffic',
    'Without `ssl_mode = "ENCRYPTED_ONLY"` clients may talk to this store without encryption.',
    'google_sql_database_instance',
    'require_ssl|ssl_mode|master_instance_name|clone',
    { deep: true },
  ),
  missing(
    'plaintext-traffic',
    'Without `transit_encryption_enabled = true` what this cache is told and answers can be read on the way.',
    'aws_elasticache_replication_group',
    'transit_encryption_enabled',
  ),
  missing(
    'plaintext-traffic',
    'Without `domain_endpoint_options { enforce_https = true }` clients may come without encryption.',
    'aws_elasticsearch_domain|aws_opensearch_domain|aws_cloudsearch_domain',
    'domain_endpoint_options|endpoint_options',
  ),
];
