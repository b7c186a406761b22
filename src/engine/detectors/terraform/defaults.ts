// What a resource gets where nothing is said: the provider's own choice, which is the weak one.
import { missing } from './records.ts';
import type { Requirement } from './requirements.ts';

const machines = 'aws_instance|aws_launch_template|aws_launch_configuration';

const reach = (resource: string, attribute: string, rule = 'public-service', unless?: RegExp): Requirement =>
  missing(
    rule,
    `Without \`${attribute.replace(/\|.*/, '')} = false\` or a list of networks this answers the whole internet.`,
    resource,
    attribute,
    unless ? { unless } : {},
  );

export const defaultsRequired: readonly Requirement[] = [
  missing(
    'storage-encryption-off',
    'Without `encrypted = true` at its disks they are encrypted only where the account asks for it.',
    machines,
    'encrypted|launch_template|snapshot_id|kms_key_id|source_security_group_id',
    { deep: true, unless: /^aws_ebs_encryption_by_default$/ },
  ),
  missing(
    'protection-off',
    'Without `backup_retention_period` or `deletion_protection` one wrong call loses the data.',
    'aws_db_instance|aws_docdb_cluster|aws_neptune_cluster',
    'backup_retention_period|deletion_protection|replicate_source_db',
    { unless: /^aws_backup_selection$/ },
  ),
  missing(
    'protection-off',
    'Without `point_in_time_recovery { enabled = true }` what is overwritten or deleted here is gone.',
    'aws_dynamodb_table',
    'point_in_time_recovery(?:_specification)?',
    { unless: /^aws_backup_selection$/ },
  ),
  ...[
    'minimum_password_length',
    'require_lowercase_characters',
    'require_uppercase_characters',
    'require_numbers',
    'require_symbols',
    'password_reuse_prevention',
  ].map((name) =>
    missing(
      'weak-password-policy',
      `Without \`${name}\` this rule lets weak passwords pass.`,
      'aws_iam_account_password_policy',
      name,
    ),
  ),
  missing(
    'weak-password-policy',
    'Without `password_policy` passwords of eight characters pass.',
    'aws_cognito_user_pool',
    'password_policy|minimum_length',
  ),
  missing(
    'cloud-login-weakened',
    'Without `authorization_type` anyone may call this route.',
    'aws_apigatewayv2_route',
    'authorization_type|api_key_required',
  ),
  missing(
    'plaintext-traffic',
    'Without `minimum_protocol_version = "TLSv1.2_2021"` visitors may come with TLS 1.0, which is broken.',
    'aws_cloudfront_distribution',
    'minimum_protocol_version|cloudfront_default_certificate',
    { deep: true },
  ),
  missing(
    'audit-log-off',
    'Without `all_regions = true` nobody sees what is changed in the other regions.',
    'aws_config_configuration_aggregator',
    'all_regions',
    { deep: true },
  ),
  reach('aws_sagemaker_notebook_instance', 'direct_internet_access'),
  reach(
    'azurerm_(?:mssql_server|postgresql_server|mysql_server|mariadb_server|cosmosdb_account|redis_cache)',
    'public_network_access_enabled|delegated_subnet_id|subnet_id|is_virtual_network_filter_enabled|ip_range_filter',
    'public-database',
  ),
  reach(
    'azurerm_storage_account',
    'public_network_access_enabled|network_rules|default_action',
    'public-service',
    /^azurerm_storage_account_network_rules$/,
  ),
  reach(
    'azurerm_(?:search_service|app_configuration|machine_learning_workspace|data_factory|synapse_workspace|batch_account|automation_account|eventhub_namespace|purview_account|databricks_workspace)',
    'public_network_access_enabled|public_network_enabled|network_rule_sets?|network_rules',
  ),
  missing(
    'cloud-login-weakened',
    'Without `local_account_disabled = true` a shared certificate of the administrator opens the cluster.',
    'azurerm_kubernetes_cluster',
    'local_account_disabled',
  ),
  missing(
    'protection-off',
    'Without `network_policy` pods may talk to every other pod.',
    'azurerm_kubernetes_cluster',
    'network_policy|network_data_plane',
    { deep: true },
  ),
  missing(
    'protection-off',
    'Without `network_policy` or `datapath_provider` pods may talk to every other pod.',
    'google_container_cluster',
    'network_policy|datapath_provider|enable_autopilot',
  ),
  missing(
    'metadata-service-open',
    'Without `workload_identity_config` pods act with the account of their node.',
    'google_container_cluster',
    'workload_identity_config|enable_autopilot|workload_metadata_config',
    { deep: true },
  ),
  missing(
    'storage-encryption-off',
    'Without `encryption_at_host_enabled = true` temporary disks and caches lie on the host as they are.',
    'azurerm_(?:linux|windows)_virtual_machine(?:_scale_set)?',
    'encryption_at_host_enabled|disk_encryption_set_id',
    { deep: true },
  ),
  missing(
    'protection-off',
    'Without `shielded_instance_config` the machine does not notice that what it starts was changed.',
    'google_compute_instance(?:_template)?',
    'shielded_instance_config|source_instance_template',
  ),
  missing(
    'wildcard-iam-policy',
    'Without `service_account` the machine acts as the account that all machines of the project share.',
    'google_compute_instance(?:_template)?',
    'service_account|source_instance_template',
  ),
  missing(
    'protection-off',
    'Without `backup_configuration { enabled = true }` what is lost in this database is gone.',
    'google_sql_database_instance',
    'backup_configuration|master_instance_name|clone',
    { deep: true },
  ),
  missing(
    'public-storage',
    'Without `public_access_prevention = "enforced"` one wrong grant opens this storage to everyone.',
    'google_storage_bucket',
    'public_access_prevention',
  ),
  missing(
    'protection-off',
    'Without `auto_create_network = false` the project begins with a network that is open to SSH.',
    'google_project',
    'auto_create_network',
  ),
  missing(
    'protection-off',
    'Without `dnssec_config` answers for this zone can be forged.',
    'google_dns_managed_zone',
    'dnssec_config|private_visibility_config|visibility|forwarding_config|peering_config',
  ),
];
