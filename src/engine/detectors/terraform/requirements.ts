// What a resource should say and does not, as a table.

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
  /** What to write, where the rule's own words are of something else. */
  remedy?: string;
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
    rule: 'audit-log-off',
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
