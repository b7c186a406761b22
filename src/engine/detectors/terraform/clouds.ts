// More of what weakens a resource, by cloud: explicit settings, pairs of a name and a value, and what should be said and is not.
import { type Requirement } from './requirements.ts';
import { off, on, rows, type Setting } from './settings.ts';

const app = 'azurerm_(?:linux_|windows_)?(?:app_service|function_app|web_app)(?:_slot)?';
/** The scope that covers every service. */
export const wholeScope = /"(?:https:\/\/www\.googleapis\.com\/auth\/)?cloud-platform"/;

/** What is said explicitly. */
export const cloudSettings: readonly Setting[] = [
  ...rows('weak-key-size', 'medium', /^"?(?:512|768|1024)"?$/, 'A key of this size can be broken.', [
    'tls_private_key',
    'rsa_bits',
  ]),
  ...rows(
    'plaintext-traffic',
    'low',
    /^"(?:http-only|match-viewer)"$/,
    'The way to the origin may be unencrypted.',
    ['aws_cloudfront_distribution', 'origin.custom_origin_config.origin_protocol_policy'],
  ),
  ...rows(
    'plaintext-traffic',
    'medium',
    /"(?:SSLv3|TLSv1|TLSv1\.1)"/,
    'This allows versions of TLS that are broken.',
    ['aws_cloudfront_distribution', 'origin.custom_origin_config.origin_ssl_protocols'],
  ),
  ...rows('public-service', 'low', on, 'The tasks get an address on the internet.', [
    'aws_ecs_service',
    'network_configuration.assign_public_ip',
  ]),
  ...rows(
    'public-service',
    'low',
    /\[\s*"\*"\s*,?\s*\]/,
    'Pages of every origin may read and write here.',
    ['aws_s3_bucket|aws_s3_bucket_cors_configuration', 'cors_rule.allowed_origins'],
    ['google_storage_bucket', 'cors.origin'],
    ['azurerm_storage_account', 'blob_properties.cors_rule.allowed_origins'],
  ),
  ...rows('public-service', 'low', off, 'This can be reached from the internet.', [
    'aws_lb|aws_alb|aws_elb',
    'internal',
  ]),
  ...rows('public-service', 'low', /^"PUBLIC"$/, 'This server answers the whole internet.', [
    'aws_transfer_server',
    'endpoint_type',
  ]),
  ...rows('public-service', 'low', /^"Enabled"$/, 'This notebook is open further than it need be.', [
    'aws_sagemaker_notebook_instance',
    'root_access',
  ]),
  ...rows(
    'public-service',
    'low',
    off,
    'Nodes or the API of this cluster have an address on the internet.',
    ['azurerm_kubernetes_cluster', 'private_cluster_enabled'],
    ['google_container_cluster', 'private_cluster_config.enable_private_endpoint'],
  ),
  ...rows(
    'public-service',
    'low',
    on,
    'This can be reached from the internet.',
    ['azurerm_data_factory|azurerm_synapse_workspace|azurerm_batch_account', 'public_network_enabled'],
    [
      'azurerm_(?:automation_account|eventgrid_\\w+|iothub|api_management|batch_account|databricks_workspace|search_service|signalr_service|web_pubsub|purview_account|servicebus_namespace|log_analytics_workspace|digital_twins_instance|healthcare_service|static_web_app|managed_disk|recovery_services_vault|backup_vault)',
      'public_network_access_enabled',
    ],
    ['alicloud_db_instance|alicloud_kvstore_instance', 'public_access'],
    ['aws_apprunner_service', 'network_configuration.ingress_configuration.is_publicly_accessible'],
  ),
  ...rows('plaintext-traffic', 'low', /^"(?:HTTP|http)"$/, 'What goes to the targets is not encrypted.', [
    'aws_lb_target_group|aws_alb_target_group',
    'protocol',
  ]),
  ...rows(
    'plaintext-traffic',
    'medium',
    /^"(?:DISABLED|TLSv1_[01])"$/,
    'Traffic is not encrypted, or with what is broken.',
    ['aws_ecs_task_definition', 'volume.efs_volume_configuration.transit_encryption'],
    ['google_redis_instance', 'transit_encryption_mode'],
    ['azurerm_application_gateway', 'ssl_policy.min_protocol_version'],
  ),
  ...rows(
    'plaintext-traffic',
    'low',
    /^"(?:COMPATIBLE|AppGwSslPolicy2015\w*)"$/,
    'Old versions of TLS or weak ciphers are accepted.',
    ['google_compute_ssl_policy', 'profile'],
    ['azurerm_application_gateway', 'ssl_policy.policy_name'],
  ),
  ...rows(
    'plaintext-traffic',
    'low',
    off,
    'Traffic may go unencrypted.',
    ['aws_dms_endpoint', 'ssl_mode'],
    ['aws_emr_security_configuration', 'enable_in_transit'],
    ['azurerm_mssql_managed_instance|azurerm_eventhub_namespace', 'https_only'],
    ['azurerm_api_management', 'security.enable_http2'],
    [app, 'site_config.http2_enabled'],
    ['azurerm_hdinsight_\\w+', 'encryption_in_transit_enabled'],
    ['digitalocean_loadbalancer', 'redirect_http_to_https'],
  ),
  ...rows(
    'plaintext-traffic',
    'low',
    on,
    'Old versions of TLS or ciphers are accepted.',
    ...['backend', 'frontend'].flatMap((side): [string, string][] =>
      ['ssl30', 'tls10', 'tls11'].map((version) => [
        'azurerm_api_management',
        `security.enable_${side}_${version}`,
      ]),
    ),
  ),
  ...rows(
    'public-storage',
    'low',
    on,
    'Whoever has the key of the account may do everything with it.',
    ['azurerm_storage_account', 'shared_access_key_enabled'],
    ['azurerm_cosmosdb_account', 'access_key_metadata_writes_enabled'],
  ),
  ...rows(
    'public-storage',
    'low',
    /^"(?:inherited|unspecified)"$/,
    'Nothing keeps this storage from being opened to everyone.',
    ['google_storage_bucket', 'public_access_prevention'],
  ),
  ...rows(
    'protection-off',
    'low',
    /^"?(?:Disabled|Suspended|PassThrough|none|Free|off|OFF|disabled|Off)"?$/,
    'A safeguard that belongs here is turned off.',
    ['aws_s3_bucket_versioning', 'versioning_configuration.status'],
    ['google_dns_managed_zone', 'dnssec_config.state'],
    ['google_container_cluster', 'binary_authorization.evaluation_mode'],
  ),
  ...rows(
    'audit-log-off',
    'low',
    /^"?(?:Disabled|Suspended|PassThrough|none|Free|off|OFF|disabled|Off)"?$/,
    'What happens here leaves no record, so an attack is neither noticed nor traced.',
    ['aws_lambda_function', 'tracing_config.mode'],
    ['google_container_cluster', 'logging_service'],
    ['google_container_cluster', 'monitoring_service'],
    ['azurerm_security_center_subscription_pricing', 'tier'],
    ['azurerm_mssql_server_security_alert_policy|azurerm_sql_server', 'state'],
    ['azurerm_mssql_database_extended_auditing_policy', 'enabled'],
  ),
  ...rows(
    'protection-off',
    'low',
    off,
    'A safeguard that belongs here is turned off.',
    [
      'aws_db_instance|aws_rds_cluster|aws_lb|aws_alb|aws_neptune_cluster|aws_docdb_cluster',
      'deletion_protection',
    ],
    ['aws_dynamodb_table', 'point_in_time_recovery.enabled'],
    ['aws_db_instance', 'auto_minor_version_upgrade'],
    ['aws_db_instance', 'multi_az'],
    ['aws_cognito_user_pool', 'user_pool_add_ons.advanced_security_mode'],
    ['google_compute_subnetwork', 'private_ip_google_access'],
    ['google_container_cluster', 'enable_binary_authorization'],
    ['google_container_cluster', 'pod_security_policy_config.enabled'],
    ['google_storage_bucket', 'versioning.enabled'],
    ['google_sql_database_instance', 'deletion_protection'],
    ['google_workstations_workstation_cluster', 'private_cluster_config.enable_private_endpoint'],
    ['azurerm_(?:mysql|postgresql|mariadb)_server', 'geo_redundant_backup_enabled'],
    ['azurerm_kubernetes_cluster', 'addon_profile.oms_agent.enabled'],
    ['azurerm_kubernetes_cluster', 'addon_profile.azure_policy.enabled'],
    ['azurerm_kubernetes_cluster', 'azure_policy_enabled'],
    ['azurerm_application_gateway', 'waf_configuration.enabled'],
    [
      'azurerm_frontdoor|azurerm_frontdoor_firewall_policy|azurerm_web_application_firewall_policy',
      'policy_settings.enabled',
    ],
    ['azurerm_mssql_server_vulnerability_assessment', 'recurring_scans.enabled'],
    ['azurerm_active_directory_domain_service', 'security.sync_kerberos_passwords'],
    ['azurerm_container_registry', 'quarantine_policy_enabled'],
    ['github_branch_protection', 'enforce_admins'],
    ['github_branch_protection', 'require_signed_commits'],
  ),
  ...rows(
    'audit-log-off',
    'low',
    off,
    'What happens here leaves no record, so an attack is neither noticed nor traced.',
    ['aws_db_instance|aws_rds_cluster_instance', 'performance_insights_enabled'],
    ['aws_config_configuration_aggregator', 'account_aggregation_source.all_regions'],
    ['aws_config_configuration_aggregator', 'organization_aggregation_source.all_regions'],
    ['aws_instance', 'monitoring'],
    ['aws_msk_cluster', 'logging_info.broker_logs.cloudwatch_logs.enabled'],
    ['aws_wafv2_web_acl', 'visibility_config.cloudwatch_metrics_enabled'],
    ['google_compute_backend_service', 'log_config.enable'],
    ['google_container_cluster', 'enable_intranode_visibility'],
    [
      'google_container_cluster|google_container_node_pool',
      'node_config.shielded_instance_config.enable_integrity_monitoring',
    ],
    ['azurerm_monitor_log_profile|azurerm_network_watcher_flow_log', 'retention_policy.enabled'],
    ['azurerm_security_center_contact', 'alert_notifications'],
    ['azurerm_security_center_contact', 'alerts_to_admins'],
    ['azurerm_mssql_server_security_alert_policy', 'email_account_admins'],
    ['azurerm_storage_account', 'queue_properties.logging.delete'],
    ['azurerm_storage_account', 'queue_properties.logging.read'],
    ['azurerm_storage_account', 'queue_properties.logging.write'],
    [app, 'logs.detailed_error_messages_enabled'],
    [app, 'logs.failed_request_tracing_enabled'],
    [app, 'detailed_error_messages_enabled'],
    ['github_repository', 'vulnerability_alerts'],
  ),
  ...rows(
    'weak-password-policy',
    'low',
    off,
    'Passwords that meet this rule are guessed.',
    ['aws_iam_account_password_policy', 'require_symbols'],
    ['aws_iam_account_password_policy', 'require_numbers'],
    ['aws_iam_account_password_policy', 'require_lowercase_characters'],
    ['aws_iam_account_password_policy', 'require_uppercase_characters'],
  ),
  ...rows(
    'cloud-login-weakened',
    'low',
    off,
    'A check of who signs in, or of what they may do, is turned off or weakened.',
    ['google_compute_instance\\w*', 'metadata.block-project-ssh-keys'],
    ['google_compute_instance\\w*|google_compute_project_metadata', 'metadata.enable-oslogin'],
    ['google_redis_instance', 'auth_enabled'],
    [app, 'client_certificate_enabled'],
  ),
  ...rows(
    'protection-off',
    'low',
    on,
    'This setting weakens what protects the resource.',
    ['google_container_cluster', 'enable_kubernetes_alpha'],
    ['google_project', 'auto_create_network'],
    ['azurerm_(?:linux|windows)_virtual_machine\\w*', 'allow_extension_operations'],
    [app, 'site_config.dotnet_detailed_errors'],
  ),
  ...rows(
    'cloud-login-weakened',
    'low',
    on,
    'A check of who signs in, or of what they may do, is turned off or weakened.',
    ['google_container_cluster', 'master_auth.client_certificate_config.issue_client_certificate'],
  ),
  ...rows(
    'protection-off',
    'low',
    /^(?:0|1)$/,
    'Too few copies are kept to come back after a mistake or an attack.',
    ['aws_db_instance|aws_rds_cluster|aws_neptune_cluster|aws_docdb_cluster', 'backup_retention_period'],
    ['aws_elasticache_cluster|aws_elasticache_replication_group', 'snapshot_retention_limit'],
    ['aws_redshift_cluster', 'automated_snapshot_retention_period'],
  ),
  ...rows('weak-password-policy', 'low', /^"?(?:\d|1[0-3])"?$/, 'Passwords as short as this are guessed.', [
    'aws_iam_account_password_policy',
    'minimum_password_length',
  ]),
  ...rows(
    'audit-log-off',
    'low',
    /^"?(?:[1-9]|[1-8]\d)"?$/,
    'Records are deleted before most attacks are noticed.',
    ['azurerm_network_watcher_flow_log|azurerm_monitor_log_profile', 'retention_policy.days'],
    ['azurerm_mssql_server_extended_auditing_policy', 'retention_in_days'],
    ['azurerm_mssql_server_security_alert_policy', 'retention_days'],
  ),
  ...rows(
    'metadata-service-open',
    'low',
    /^"?(?:ubuntu|UBUNTU\w*|GCE_METADATA|EXPOSE|rsasha1)"?$/,
    'Pods reach the credentials of their node through its metadata service.',
    ['google_container_node_pool|google_container_cluster', 'node_config.workload_metadata_config.mode'],
    [
      'google_container_node_pool|google_container_cluster',
      'node_config.workload_metadata_config.node_metadata',
    ],
  ),
  ...rows(
    'protection-off',
    'low',
    /^"?(?:ubuntu|UBUNTU\w*|GCE_METADATA|EXPOSE|rsasha1)"?$/,
    'The weaker of the choices.',
    ['google_container_node_pool|google_container_cluster', 'node_config.image_type'],
    ['google_dns_managed_zone', 'dnssec_config.default_key_specs.algorithm'],
  ),
  ...rows('cloud-login-weakened', 'low', /^"?(?!")./, 'Basic sign-in to the cluster is turned on.', [
    'google_container_cluster',
    'master_auth.username',
  ]),
  ...rows('protection-off', 'low', /^""$/, 'Pods may talk to every other pod.', [
    'azurerm_kubernetes_cluster',
    'network_profile.network_policy',
  ]),
  ...rows(
    'wildcard-iam-policy',
    'low',
    wholeScope,
    'The machine may use every service of the project.',
    ['google_compute_instance\\w*', 'service_account.scopes'],
    ['google_container_\\w+', 'node_config.oauth_scopes'],
  ),
  ...rows(
    'wildcard-iam-policy',
    'low',
    /^"roles\/(?:iam\.serviceAccount(?:TokenCreator|User|Admin|KeyAdmin)|iam\.workloadIdentityUser|resourcemanager\.\w+Admin|iam\.securityAdmin|dataflow\.\w+|cloudfunctions\.admin|compute\.instanceAdmin(?:\.v1)?|deploymentmanager\.editor|composer\.admin|run\.admin)"$/,
    'Whoever has this role can act as other accounts.',
    ['google_(?:project|folder|organization)_iam_(?:member|binding)', 'role'],
  ),
  ...rows(
    'key-rotation-off',
    'low',
    /^"(?:777[6]00[1-9]|77760[1-9]\d|7776[1-9]\d\d|777[7-9]\d{3}|77[89]\d{4}|7[89]\d{5}|[89]\d{6}|\d{8,})s"$/,
    'The key stays the same for more than 90 days.',
    ['google_kms_crypto_key', 'rotation_period'],
  ),
  ...rows(
    'protection-off',
    'low',
    /^(?!.*"(?:AzureServices)")\[[^\]]*\]$/,
    'Services of the platform, its backup and monitoring among them, are shut out.',
    ['azurerm_storage_account', 'network_rules.bypass'],
    ['azurerm_storage_account_network_rules', 'bypass'],
  ),
];

/** A block that says in one attribute what another sets. */
export interface Pair {
  resource: RegExp;
  /** The nested block; empty for the resource itself. */
  block: string;
  name: RegExp;
  bad: RegExp;
  rule: string;
  severity?: 'medium';
  message: string;
}

const logs = 'What happens in this database is not recorded.';

export const pairs: readonly Pair[] = [
  {
    resource: /^aws_load_balancer_policy$/,
    block: 'policy_attribute',
    name: /^Protocol-(?:SSLv[23]|TLSv1(?:\.1)?)$/,
    bad: on,
    rule: 'plaintext-traffic',
    severity: 'medium',
    message: 'The load balancer takes an old version of TLS, which is broken.',
  },
  {
    resource: /^aws_redshift_parameter_group$/,
    block: 'parameter',
    name: /^require_ssl$/,
    bad: off,
    rule: 'plaintext-traffic',
    message: 'Clients may talk to this store without encryption.',
  },
  {
    resource: /^aws_(?:db|rds_cluster|docdb_cluster|neptune_cluster)_parameter_group$/,
    block: 'parameter',
    name: /^(?:rds\.force_ssl|require_secure_transport|tls)$/,
    bad: /^"?(?:0|off|disabled)"?$/i,
    rule: 'plaintext-traffic',
    message: 'Clients may talk to this store without encryption.',
  },
  {
    resource: /^aws_(?:docdb|neptune)_cluster_parameter_group$/,
    block: 'parameter',
    name: /audit/,
    bad: /^"?(?:0|off|disabled|none)"?$/i,
    rule: 'audit-log-off',
    message: logs,
  },
  {
    resource: /^aws_ecs_cluster$/,
    block: 'setting',
    name: /^containerInsights$/,
    bad: off,
    rule: 'audit-log-off',
    message: 'What happens in this cluster is not recorded.',
  },
  {
    resource: /^google_sql_database_instance$/,
    block: 'settings.database_flags',
    name: /^(?:local_infile|contained database authentication|cross db ownership chaining|external scripts enabled|remote access)$/,
    bad: /^"?(?:on|1|true)"?$/i,
    rule: 'protection-off',
    message: 'This flag opens the database further.',
  },
  {
    resource: /^google_sql_database_instance$/,
    block: 'settings.database_flags',
    name: /^(?:log_(?:connections|disconnections|checkpoints|lock_waits|duration|hostname)|cloudsql\.enable_pgaudit|skip_show_database)$/,
    bad: /^"?(?:off|0|false)"?$/i,
    rule: 'audit-log-off',
    message: logs,
  },
  {
    resource: /^azurerm_(?:postgresql|mysql|mariadb)_(?:flexible_server_)?configuration$/,
    block: '',
    name: /^require_secure_transport$/,
    bad: /^"?off"?$/i,
    rule: 'plaintext-traffic',
    severity: 'medium',
    message: 'Clients may talk to this store without encryption.',
  },
  {
    resource: /^google_sql_database_instance$/,
    block: 'settings.database_flags',
    name: /^log_min_(?:messages|error_statement)$/,
    bad: /^"?(?:panic|fatal|log)"?$/i,
    rule: 'audit-log-off',
    message: logs,
  },
  {
    resource: /^azurerm_(?:postgresql|mysql)_(?:flexible_server_)?configuration$/,
    block: '',
    name: /^(?:log_\w+|connection_throttling|connection_throttle\.enable|audit_log_enabled)$/,
    bad: /^"?off"?$/i,
    rule: 'audit-log-off',
    message: logs,
  },
];

const own = 'No key of your own encrypts what is kept here.';

/** Blocks and resources that open something by being there. */
export const present: readonly { resource: RegExp; block: string; rule: string; message: string }[] = [
  {
    resource: /^google_compute_instance(?:_template)?$/,
    block: 'network_interface.access_config',
    rule: 'public-service',
    message: 'The machine gets an address on the internet.',
  },
  {
    resource: /^aws_default_vpc$/,
    block: '',
    rule: 'public-service',
    message: 'The network that every account has gives each machine an address on the internet.',
  },
  {
    resource: /^google_service_account_key$/,
    block: '',
    rule: 'deployment-secret-in-clear',
    message:
      'A private key that never ends is kept in the state; let workloads act as the account without one.',
  },
  {
    resource: /^aws_iam_user_policy(?:_attachment)?$/,
    block: '',
    rule: 'protection-off',
    message:
      'Rights given to one account are forgotten when its owner changes; give them to a group or role.',
  },
];

/** What should be said and is not. */
export const cloudRequired: readonly Requirement[] = [
  {
    resource:
      /^(?:aws_(?:codepipeline|glue_(?:crawler|job|dev_endpoint|data_catalog_encryption_settings)|redshiftserverless_namespace|bedrockagent_agent|db_snapshot_copy|sagemaker_(?:feature_group|data_quality_job_definition|flow_definition)|location_tracker|scheduler_schedule|connect_instance_storage_config|docdbelastic_cluster|athena_database|athena_workgroup|backup_vault|fsx_(?:lustre|ontap|openzfs|windows)_file_system|kinesis_video_stream|timestreamwrite_database|s3_bucket_object|s3_object_copy|s3_object|codebuild_project|sagemaker_(?:domain|endpoint_configuration|notebook_instance)|imagebuilder_component|dms_replication_instance|emr_cluster|mwaa_environment|kendra_index|qldb_ledger|memorydb_cluster|ebs_snapshot_copy|rds_cluster_activity_stream|comprehend_entity_recognizer|workspaces_workspace|appsync_api_cache|storagegateway_\w+_file_share|keyspaces_table|kinesis_firehose_delivery_stream|opensearchserverless_security_policy|dax_cluster)|google_(?:bigquery_(?:dataset|table)|bigtable_instance|artifact_registry_repository|compute_disk|dataflow_job|dataproc_cluster|data_fusion_instance|filestore_instance|pubsub_topic|spanner_database|vertex_ai_(?:dataset|metadata_store|endpoint|featurestore|tensorboard|index_endpoint)|composer_environment|logging_project_bucket_config|document_ai_processor|notebooks_instance)|azurerm_(?:managed_disk|snapshot|cosmosdb_account|automation_variable_\w+|synapse_workspace|kusto_cluster|data_lake_store))$/,
    attribute:
      /^(?:encrypt\w*|\w*_?kms_\w+|kms\w*|\w*cmek\w*|customer_managed\w*|disk_encryption_(?:key|set_id)|default_encryption_configuration|encryption_\w+|sse_\w+|server_side_encryption\w*|\w*volume_encryption\w*|key_vault_key_id|at_rest_encryption\w*|source_image|from_snapshot|security_configuration|policy)$/,
    deep: true,
    rule: 'storage-encryption-off',
    message: own,
  },
  {
    resource: /^aws_s3_bucket_public_access_block$/,
    attribute: /^(?:block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets)$/,
    rule: 'public-storage',
    message: 'Nothing is blocked: an ACL or policy can make the storage public.',
  },
  {
    resource: /^aws_lambda_permission$/,
    attribute: /^(?:source_arn|source_account|principal_org_id|function_url_auth_type|event_source_token)$/,
    rule: 'public-iam-principal',
    message: 'Without `source_arn` the service may call this on behalf of any other account.',
  },
  {
    resource: /^aws_transfer_server$/,
    attribute: /^(?:endpoint_type|endpoint_details)$/,
    rule: 'public-service',
    message: 'Without `endpoint_type = "VPC"` this server answers the whole internet.',
  },
  {
    resource: /^aws_ssm_document$/,
    attribute: /^permissions$/,
    rule: 'protection-off',
    message: 'Nothing says who may run this document.',
  },
  {
    resource: /^google_compute_ssl_policy$/,
    attribute: /^(?:min_tls_version|profile)$/,
    rule: 'plaintext-traffic',
    message: 'Without `min_tls_version = "TLS_1_2"` old versions of TLS are accepted.',
  },
  {
    resource: /^google_redis_instance$/,
    attribute: /^(?:auth_enabled|transit_encryption_mode)$/,
    rule: 'cloud-login-weakened',
    message: 'Without `auth_enabled = true` everyone in the network may use this store.',
  },
  {
    resource: /^google_kms_crypto_key$/,
    attribute: /^(?:rotation_period|purpose)$/,
    rule: 'key-rotation-off',
    message: 'Without `rotation_period` the key stays the same for ever.',
  },
  {
    resource: /^azurerm_key_vault_(?:secret|key|certificate_issuer)$/,
    attribute: /^(?:expiration_date|rotation_policy)$/,
    rule: 'key-rotation-off',
    message: 'Without `expiration_date` this stays valid for ever.',
    remedy: 'Write an `expiration_date`, or a `rotation_policy` for a key.',
  },
  {
    resource: /^azurerm_kubernetes_cluster$/,
    attribute: /^(?:api_server_authorized_ip_ranges|api_server_access_profile|private_cluster_enabled)$/,
    rule: 'public-service',
    message: 'The API of the cluster answers the whole internet.',
  },
  {
    resource: /^aws_elasticsearch_domain$|^aws_opensearch_domain$/,
    attribute: /^node_to_node_encryption$/,
    rule: 'plaintext-traffic',
    message: 'What the nodes tell each other is not encrypted.',
  },
];
