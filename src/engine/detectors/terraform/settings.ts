// The settings that open or weaken a resource, as a table: resource, attribute, bad values, what it means.
import type { Severity } from '../../finding.ts';

export interface Setting {
  resource: RegExp;
  /** With dots through nested blocks. */
  attribute: string;
  bad: RegExp;
  rule: string;
  severity: Severity;
  message: string;
}

/** Values that turn something off. */
export const off = /^"?(?:false|0|disabled)"?$/i;
/** Values that turn something on. */
export const on = /^"?(?:true|1|enabled)"?$/i;

/** One setting for each place: a resource, as an expression, and an attribute. */
export const rows = (
  rule: string,
  severity: Severity,
  bad: RegExp,
  message: string,
  ...places: [resource: string, attribute: string][]
): Setting[] =>
  places.map(([resource, attribute]) => ({
    resource: new RegExp(`^(?:${resource})$`),
    attribute,
    bad,
    rule,
    severity,
    message,
  }));

/** What is said explicitly. */
export const settings: readonly Setting[] = [
  ...rows(
    'public-storage',
    'medium',
    /^"(?:public-read|public-read-write|authenticated-read|website)"$/,
    'Everyone on the internet may read this storage.',
    ['aws_s3_bucket|aws_s3_bucket_acl|aws_s3_object|aws_s3_bucket_object', 'acl'],
    ['alicloud_oss_bucket|alicloud_oss_bucket_acl|digitalocean_spaces_bucket', 'acl'],
  ),
  ...rows(
    'public-storage',
    'medium',
    off,
    'This lets an ACL or policy make the storage public.',
    ...(
      ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'] as const
    ).map((name): [string, string] => [
      'aws_s3_bucket_public_access_block|aws_s3_account_public_access_block',
      name,
    ]),
  ),
  ...rows(
    'public-storage',
    'medium',
    /^"(?:blob|container)"$/,
    'Everyone on the internet may read this container.',
    ['azurerm_storage_container', 'container_access_type'],
  ),
  ...rows(
    'public-storage',
    'medium',
    on,
    'Containers of this account may be opened to everyone.',
    ['azurerm_storage_account', 'allow_blob_public_access'],
    ['azurerm_storage_account', 'allow_nested_items_to_be_public'],
  ),
  ...rows(
    'public-storage',
    'low',
    off,
    'Access is ruled object by object, so single ones can become public unseen.',
    ['google_storage_bucket', 'uniform_bucket_level_access'],
  ),
  ...rows(
    'public-storage',
    'medium',
    /^"Allow"$/,
    'The firewall of this resource lets everyone in who is not named.',
    [
      'azurerm_storage_account|azurerm_key_vault|azurerm_cognitive_account|azurerm_container_registry',
      'network_rules.default_action',
    ],
    ['azurerm_storage_account_network_rules', 'default_action'],
    ['azurerm_key_vault', 'network_acls.default_action'],
  ),
  ...rows(
    'public-iam-principal',
    'medium',
    /"?all(?:Authenticated)?Users"?/,
    'Everyone on the internet, or everyone with any Google account, gets this role.',
    ['google_\\w+_iam_(?:member|binding|policy)|google_storage_\\w*access_control', 'member'],
    ['google_\\w+_iam_(?:member|binding)', 'members'],
    ['google_storage_\\w*access_control', 'entity'],
    ['google_storage_\\w*acl', 'role_entity'],
    ['google_storage_\\w*acl', 'predefined_acl'],
    ['google_bigquery_dataset', 'access.special_group'],
    ['google_bigquery_dataset_access', 'special_group'],
  ),
  ...rows('public-storage', 'medium', /^"public\w*"$/i, 'Everyone on the internet may read this storage.', [
    'google_storage_\\w*acl',
    'predefined_acl',
  ]),
  ...rows(
    'public-database',
    'medium',
    on,
    'The data store gets an address on the internet.',
    [
      'aws_db_instance|aws_rds_cluster_instance|aws_redshift_cluster|aws_dms_replication_instance|aws_neptune_cluster_instance|aws_docdb_cluster_instance|aws_mq_broker',
      'publicly_accessible',
    ],
    ['google_sql_database_instance', 'settings.ip_configuration.ipv4_enabled'],
    [
      'azurerm_(?:mssql_server|mysql_(?:flexible_)?server|postgresql_(?:flexible_)?server|mariadb_server|cosmosdb_account|redis_cache|data_factory|eventhub_namespace|search_service|synapse_workspace)',
      'public_network_access_enabled',
    ],
  ),
  ...rows(
    'public-service',
    'low',
    on,
    'This service can be reached from the internet.',
    [
      'azurerm_(?:key_vault|storage_account|container_registry|cognitive_account|machine_learning_workspace|app_configuration|linux_web_app|windows_web_app|kubernetes_cluster|batch_account|iothub|eventgrid_\\w+|automation_account|servicebus_namespace)',
      'public_network_access_enabled',
    ],
    ['azurerm_linux_virtual_machine_scale_set', 'public_network_access_enabled'],
    ['aws_instance|aws_launch_configuration|aws_spot_instance_request', 'associate_public_ip_address'],
    ['aws_launch_template', 'network_interfaces.associate_public_ip_address'],
    ['aws_subnet|aws_default_subnet', 'map_public_ip_on_launch'],
    ['azurerm_application_gateway', 'enable_public_ip'],
    ['alicloud_instance', 'allocate_public_ip'],
    ['aws_sagemaker_notebook_instance', 'direct_internet_access'],
    ['aws_eks_cluster', 'vpc_config.endpoint_public_access'],
  ),
  ...rows(
    'public-service',
    'medium',
    /0\.0\.0\.0\/0/,
    'The API of the cluster, or the data store, answers the whole internet.',
    ['aws_eks_cluster', 'vpc_config.public_access_cidrs'],
    ['google_container_cluster', 'master_authorized_networks_config.cidr_blocks.cidr_block'],
    ['google_sql_database_instance', 'settings.ip_configuration.authorized_networks.value'],
    ['azurerm_kubernetes_cluster', 'api_server_authorized_ip_ranges'],
  ),
  ...rows(
    'public-service',
    'medium',
    /^"0\.0\.0\.0"$/,
    'This rule begins at 0.0.0.0: all of Azure, or everyone, gets in.',
    ['azurerm_\\w*firewall_rule', 'start_ip_address'],
  ),
  ...rows(
    'storage-encryption-off',
    'medium',
    off,
    'Data lies on disk as it is.',
    [
      'aws_db_instance|aws_rds_cluster|aws_neptune_cluster|aws_docdb_cluster|aws_rds_global_cluster',
      'storage_encrypted',
    ],
    [
      'aws_ebs_volume|aws_redshift_cluster|aws_efs_file_system|aws_ebs_snapshot_copy|aws_ami_copy|aws_fsx_\\w+|aws_workspaces_workspace|alicloud_disk|aws_dax_cluster',
      'encrypted',
    ],
    ['aws_ebs_encryption_by_default', 'enabled'],
    ['aws_instance|aws_launch_configuration|aws_launch_template', 'root_block_device.encrypted'],
    ['aws_instance|aws_launch_configuration', 'ebs_block_device.encrypted'],
    ['aws_launch_template', 'block_device_mappings.ebs.encrypted'],
    ['aws_elasticache_replication_group', 'at_rest_encryption_enabled'],
    ['aws_elasticsearch_domain|aws_opensearch_domain', 'encrypt_at_rest.enabled'],
    ['aws_dynamodb_table', 'server_side_encryption.enabled'],
    ['aws_dax_cluster', 'server_side_encryption.enabled'],
    ['aws_sqs_queue', 'sqs_managed_sse_enabled'],
    ['aws_api_gateway_method_settings', 'settings.cache_data_encrypted'],
    ['aws_athena_workgroup', 'configuration.enforce_workgroup_configuration'],
    ['azurerm_managed_disk', 'encryption_settings.enabled'],
    ['azurerm_(?:linux|windows)_virtual_machine\\w*', 'encryption_at_host_enabled'],
    ['azurerm_kubernetes_cluster', 'enable_host_encryption'],
    ['azurerm_data_lake_store', 'encryption_state'],
    ['azurerm_mysql_server|azurerm_postgresql_server', 'infrastructure_encryption_enabled'],
    ['aws_emr_security_configuration', 'enable_at_rest'],
    ['aws_workspaces_workspace', 'root_volume_encryption_enabled'],
    ['aws_workspaces_workspace', 'user_volume_encryption_enabled'],
    ['aws_msk_cluster', 'encryption_info.encryption_in_transit.in_cluster'],
  ),
  ...rows(
    'storage-encryption-off',
    'medium',
    on,
    'What the build leaves behind is not encrypted.',
    ['aws_codebuild_project', 'artifacts.encryption_disabled'],
    ['aws_codebuild_project', 'secondary_artifacts.encryption_disabled'],
  ),
  ...rows(
    'storage-encryption-off',
    'medium',
    /^"(?:NONE|DISABLED)"$/i,
    'Data is stored without encryption.',
    ['aws_kinesis_stream', 'encryption_type'],
    ['aws_glue_security_configuration', 'encryption_configuration.s3_encryption.s3_encryption_mode'],
    [
      'aws_glue_security_configuration',
      'encryption_configuration.cloudwatch_encryption.cloudwatch_encryption_mode',
    ],
    [
      'aws_glue_security_configuration',
      'encryption_configuration.job_bookmarks_encryption.job_bookmarks_encryption_mode',
    ],
  ),
  ...rows(
    'plaintext-traffic',
    'medium',
    off,
    'Traffic to this resource may go unencrypted.',
    ['azurerm_storage_account', 'enable_https_traffic_only'],
    ['azurerm_storage_account', 'https_traffic_only_enabled'],
    ['azurerm_(?:linux_|windows_)?(?:app_service|function_app|web_app)', 'https_only'],
    ['azurerm_(?:mysql|postgresql|mariadb)_server', 'ssl_enforcement_enabled'],
    ['aws_elasticache_replication_group', 'transit_encryption_enabled'],
    ['aws_elasticsearch_domain|aws_opensearch_domain', 'node_to_node_encryption.enabled'],
    ['aws_elasticsearch_domain|aws_opensearch_domain', 'domain_endpoint_options.enforce_https'],
    ['google_sql_database_instance', 'settings.ip_configuration.require_ssl'],
    ['aws_rds_cluster_parameter_group', 'require_secure_transport'],
    ['azurerm_cdn_endpoint', 'is_https_allowed'],
  ),
  ...rows(
    'plaintext-traffic',
    'medium',
    on,
    'The resource also answers without encryption.',
    ['azurerm_redis_cache', 'enable_non_ssl_port'],
    ['azurerm_redis_cache', 'non_ssl_port_enabled'],
    ['azurerm_cdn_endpoint', 'is_http_allowed'],
  ),
  ...rows(
    'plaintext-traffic',
    'medium',
    /^"(?:allow-all|ALLOW_ALL)"$/,
    'Visitors may come without encryption.',
    ['aws_cloudfront_distribution', 'default_cache_behavior.viewer_protocol_policy'],
    ['aws_cloudfront_distribution', 'ordered_cache_behavior.viewer_protocol_policy'],
  ),
  ...rows(
    'plaintext-traffic',
    'medium',
    /^"(?:PLAINTEXT|TLS_PLAINTEXT)"$/,
    'Clients may talk to the brokers without encryption.',
    ['aws_msk_cluster', 'encryption_info.encryption_in_transit.client_broker'],
  ),
  ...rows(
    'plaintext-traffic',
    'medium',
    /^"(?:SSLv3|TLSv1|TLSv1_2016|TLSv1\.1_2016|TLS_?1_[01]|TLS1_[01]|1\.[01]|TLSEnforcementDisabled|TLS_1_[01]|Policy-Min-TLS-1-0-2019-07|ELBSecurityPolicy-(?:2015-05|2016-08|TLS-1-0-2015-04|TLS-1-1-2017-01|FS-2018-06|FS-1-1-2019-08))"$/,
    'This allows versions of TLS that are broken.',
    ['aws_cloudfront_distribution', 'viewer_certificate.minimum_protocol_version'],
    ['azurerm_\\w+', 'min_tls_version'],
    ['azurerm_\\w+', 'minimum_tls_version'],
    ['azurerm_\\w+', 'ssl_minimal_tls_version_enforced'],
    ['azurerm_\\w+', 'site_config.minimum_tls_version'],
    ['azurerm_\\w+', 'site_config.min_tls_version'],
    ['aws_lb_listener|aws_alb_listener', 'ssl_policy'],
    ['aws_api_gateway_domain_name', 'security_policy'],
    ['aws_elasticsearch_domain|aws_opensearch_domain', 'domain_endpoint_options.tls_security_policy'],
    ['google_compute_ssl_policy', 'min_tls_version'],
  ),
  ...rows(
    'plaintext-traffic',
    'low',
    /"(?:FTP|AllAllowed|ftp)"/,
    'Files go over the line unencrypted, password included.',
    ['azurerm_\\w+', 'site_config.ftps_state'],
    ['aws_transfer_server', 'protocols'],
  ),
  ...rows(
    'key-rotation-off',
    'low',
    off,
    'The key stays the same for ever.',
    ['aws_kms_key', 'enable_key_rotation'],
    ['alicloud_kms_key', 'automatic_rotation'],
  ),
  ...rows(
    'metadata-service-open',
    'low',
    /^"optional"$/,
    'A forged request of the program reaches the credentials of the machine.',
    [
      'aws_instance|aws_launch_template|aws_launch_configuration|aws_spot_instance_request',
      'metadata_options.http_tokens',
    ],
    ['aws_ec2_instance_metadata_defaults', 'http_tokens'],
  ),
  ...rows(
    'metadata-service-open',
    'low',
    off,
    'The old interface answers every request with the credentials of the machine.',
    ['google_container_cluster|google_container_node_pool', 'node_config.metadata.disable-legacy-endpoints'],
    ['google_compute_instance\\w*', 'metadata.disable-legacy-endpoints'],
  ),
  ...rows(
    'protection-off',
    'low',
    off,
    'A record or a safeguard that belongs here is turned off.',
    ['aws_cloudtrail', 'enable_log_file_validation'],
    ['aws_cloudtrail', 'is_multi_region_trail'],
    ['aws_cloudtrail', 'enable_logging'],
    ['aws_cloudtrail', 'include_global_service_events'],
    ['aws_redshift_cluster', 'logging.enable'],
    ['aws_lb|aws_alb|aws_elb', 'access_logs.enabled'],
    ['aws_lb|aws_alb', 'drop_invalid_header_fields'],
    ['aws_mq_broker', 'logs.audit'],
    ['aws_s3_bucket', 'versioning.enabled'],
    ['aws_db_instance|aws_rds_cluster', 'iam_database_authentication_enabled'],
    ['aws_guardduty_detector', 'enable'],
    ['aws_ecr_repository', 'image_scanning_configuration.scan_on_push'],
    ['aws_elasticsearch_domain|aws_opensearch_domain', 'log_publishing_options.enabled'],
    ['aws_api_gateway_stage', 'xray_tracing_enabled'],
    ['azurerm_key_vault', 'purge_protection_enabled'],
    ['azurerm_key_vault', 'soft_delete_enabled'],
    ['azurerm_kubernetes_cluster', 'role_based_access_control_enabled'],
    ['azurerm_kubernetes_cluster', 'role_based_access_control.enabled'],
    ['azurerm_kubernetes_cluster', 'local_account_disabled'],
    ['azurerm_(?:linux_|windows_)?(?:app_service|function_app|web_app)', 'auth_settings.enabled'],
    ['azurerm_(?:linux_|windows_)?(?:app_service|function_app|web_app)', 'client_cert_enabled'],
    [
      'azurerm_postgresql_server|azurerm_mysql_server|azurerm_mssql_server_security_alert_policy',
      'threat_detection_policy.enabled',
    ],
    ['google_container_cluster|google_container_node_pool', 'management.auto_upgrade'],
    ['google_container_cluster|google_container_node_pool', 'management.auto_repair'],
    ['google_container_node_pool', 'node_config.shielded_instance_config.enable_secure_boot'],
    ['google_compute_instance\\w*', 'shielded_instance_config.enable_vtpm'],
    ['google_compute_instance\\w*', 'shielded_instance_config.enable_integrity_monitoring'],
    ['google_compute_instance\\w*', 'shielded_instance_config.enable_secure_boot'],
    ['google_container_cluster', 'enable_shielded_nodes'],
    ['google_container_cluster', 'network_policy.enabled'],
    ['google_container_cluster', 'private_cluster_config.enable_private_nodes'],
    ['google_sql_database_instance', 'settings.backup_configuration.enabled'],
  ),
  ...rows(
    'protection-off',
    'low',
    on,
    'This turns off a safeguard, or on what weakens one.',
    ['google_container_cluster', 'enable_legacy_abac'],
    ['google_compute_instance\\w*', 'can_ip_forward'],
    ['google_compute_instance\\w*', 'metadata.serial-port-enable'],
    ['google_compute_project_metadata', 'metadata.serial-port-enable'],
    [
      'azurerm_(?:linux_|windows_)?(?:app_service|function_app|web_app)',
      'site_config.remote_debugging_enabled',
    ],
    ['azurerm_container_registry', 'admin_enabled'],
    ['azurerm_container_registry', 'anonymous_pull_enabled'],
    ['aws_codebuild_project', 'environment.privileged_mode'],
    ['azurerm_network_interface', 'enable_ip_forwarding'],
  ),
  ...rows(
    'protection-off',
    'low',
    /^"?false"?$/i,
    'Logins by password are open to guessing.',
    ['azurerm_(?:linux_virtual_machine\\w*)', 'disable_password_authentication'],
    ['azurerm_virtual_machine', 'os_profile_linux_config.disable_password_authentication'],
  ),
  ...rows('protection-off', 'low', /^"MUTABLE"$/, 'A tag of this registry can be moved to another image.', [
    'aws_ecr_repository',
    'image_tag_mutability',
  ]),
  ...rows(
    'public-service',
    'medium',
    /\[\s*"\*"\s*\]/,
    'Pages of every origin may call this service.',
    ['azurerm_\\w+', 'site_config.cors.allowed_origins'],
    ['aws_apigatewayv2_api', 'cors_configuration.allow_origins'],
    ['aws_lambda_function_url', 'cors.allow_origins'],
  ),
  ...rows('public-service', 'medium', /^"NONE"$/, 'Anyone who knows the address may call this.', [
    'aws_lambda_function_url',
    'authorization_type',
  ]),
  ...rows(
    'public-service',
    'low',
    /^"NONE"$/,
    'Anyone may call this method.',
    ['aws_api_gateway_method', 'authorization'],
    ['aws_apigatewayv2_route', 'authorization_type'],
  ),
  ...rows(
    'public-iam-principal',
    'medium',
    /^"\*"$/,
    'Every account may use this.',
    [
      'aws_lambda_permission|aws_lambda_layer_version_permission|aws_cloudwatch_event_permission|aws_ami_launch_permission',
      'principal',
    ],
    ['aws_vpc_endpoint_service_allowed_principal', 'principal_arn'],
  ),
];

/** An attribute or block without which something is to be said, at the head of the resource. */
export interface Requirement {
  resource: RegExp;
  attribute: RegExp;
  /** It may also stand in a nested block. */
  deep?: true;
  /** A resource that says it for all others of the file. */
  unless?: RegExp;
  rule: string;
  message: string;
}

/** What should be said and is not: named on the resource itself, low. */
export const required: readonly Requirement[] = [
  {
    resource: /^aws_db_instance$|^aws_rds_cluster$|^aws_docdb_cluster$|^aws_neptune_cluster$/,
    attribute: /^(?:storage_encrypted|kms_key_id|replicate_source_db|snapshot_identifier)$/,
    rule: 'storage-encryption-off',
    message: 'Without `storage_encrypted = true` the data lies on disk as it is.',
  },
  {
    resource: /^aws_ebs_volume$|^aws_efs_file_system$|^aws_redshift_cluster$/,
    attribute: /^(?:encrypted|kms_key_id)$/,
    rule: 'storage-encryption-off',
    message: 'Without `encrypted = true` the data lies on disk as it is.',
  },
  {
    resource: /^aws_sqs_queue$/,
    attribute: /^(?:kms_master_key_id|sqs_managed_sse_enabled)$/,
    rule: 'storage-encryption-off',
    message: 'Nothing says how messages of this queue are encrypted.',
  },
  {
    resource: /^aws_sns_topic$/,
    attribute: /^kms_master_key_id$/,
    rule: 'storage-encryption-off',
    message: 'Messages of this topic are stored without encryption.',
  },
  {
    resource: /^aws_kinesis_stream$/,
    attribute: /^encryption_type$/,
    rule: 'storage-encryption-off',
    message: 'Records of this stream are stored without encryption.',
  },
  {
    resource: /^aws_elasticsearch_domain$|^aws_opensearch_domain$/,
    attribute: /^encrypt_at_rest$/,
    rule: 'storage-encryption-off',
    message: 'The index lies on disk as it is.',
  },
  {
    resource: /^aws_elasticache_replication_group$/,
    attribute: /^(?:at_rest_encryption_enabled|transit_encryption_enabled)$/,
    rule: 'storage-encryption-off',
    message: 'Nothing encrypts what this cache keeps and sends.',
  },
  {
    resource: /^aws_kms_key$/,
    attribute: /^(?:enable_key_rotation|customer_master_key_spec|key_usage|is_enabled)$/,
    rule: 'key-rotation-off',
    message: 'Without `enable_key_rotation = true` the key stays the same for ever.',
  },
  {
    resource: /^aws_instance$|^aws_launch_template$|^aws_launch_configuration$/,
    attribute: /^(?:metadata_options|launch_template)$/,
    rule: 'metadata-service-open',
    message:
      'Without `metadata_options { http_tokens = "required" }` a forged request of the program reaches the credentials of the machine.',
  },
  {
    resource: /^(?:aws_ecr_repository)$/,
    attribute: /^(?:image_tag_mutability)$/,
    rule: 'protection-off',
    message: 'Without `image_tag_mutability = "IMMUTABLE"` a tag can be moved to another image.',
  },
  {
    resource: /^(?:aws_ecr_repository)$/,
    attribute: /^(?:image_scanning_configuration)$/,
    rule: 'protection-off',
    message: 'Images of this registry are not looked at for known flaws.',
  },
  {
    resource: /^(?:aws_cloudtrail)$/,
    attribute: /^(?:enable_log_file_validation)$/,
    rule: 'protection-off',
    message: 'Without `enable_log_file_validation = true` nobody sees that the record was changed.',
  },
  {
    resource: /^(?:aws_cloudtrail|aws_cloudwatch_log_group|aws_secretsmanager_secret)$/,
    attribute: /^(?:kms_key_id)$/,
    rule: 'storage-encryption-off',
    message: 'No key of your own encrypts what is kept here.',
  },
  {
    resource: /^(?:azurerm_storage_account)$/,
    attribute: /^(?:min_tls_version)$/,
    rule: 'plaintext-traffic',
    message: 'Without `min_tls_version` old versions of TLS may be accepted.',
  },
  {
    resource: /^(?:azurerm_(?:linux_|windows_)?(?:app_service|web_app|function_app))$/,
    attribute: /^(?:https_only)$/,
    rule: 'plaintext-traffic',
    message: 'Without `https_only = true` visitors may come without encryption.',
  },
  {
    resource: /^(?:azurerm_key_vault)$/,
    attribute: /^(?:purge_protection_enabled)$/,
    rule: 'protection-off',
    message: 'Without `purge_protection_enabled = true` keys can be deleted for ever.',
  },
  {
    resource: /^(?:azurerm_key_vault|azurerm_cognitive_account)$/,
    attribute: /^(?:network_acls|public_network_access_enabled)$/,
    rule: 'public-service',
    message: 'Nothing limits from where this can be reached.',
  },
  {
    resource: /^(?:google_storage_bucket)$/,
    attribute: /^(?:uniform_bucket_level_access|bucket_policy_only)$/,
    rule: 'public-storage',
    message: 'Without `uniform_bucket_level_access = true` single objects can become public unseen.',
  },
  {
    resource: /^(?:google_container_cluster)$/,
    attribute: /^(?:master_authorized_networks_config|private_cluster_config)$/,
    rule: 'public-service',
    message: 'The API of the cluster answers the whole internet.',
  },
  {
    resource: /^(?:aws_dynamodb_table)$/,
    attribute: /^(?:server_side_encryption)$/,
    rule: 'storage-encryption-off',
    message: 'No key of your own encrypts this table.',
  },
  {
    resource: /^(?:aws_eks_cluster)$/,
    attribute: /^(?:encryption_config)$/,
    rule: 'storage-encryption-off',
    message: 'Secrets of the cluster are kept without a key of your own.',
  },
];
