// What the tables of the clouds find, and what they leave alone.
import { describe, expect, it } from 'vitest';
import { allFindings } from '../../../../test/detector-findings.ts';
import { terraform } from './index.ts';

const found = (type: string, lines: string): string[] =>
  allFindings(
    terraform,
    'infra/main.tf',
    `resource "${type}" "x" {\n${lines.replace(/^/gm, '  ')}\n}\n`,
    'terraform',
    'shell',
  );

describe('the clouds', () => {
  it.each([
    [
      'aws_s3_bucket_versioning',
      'versioning_configuration {\n  status = "Disabled"\n}',
      'protection-off low',
    ],
    ['aws_s3_bucket', 'cors_rule {\n  allowed_origins = ["*"]\n}', 'public-service low'],
    ['aws_lambda_permission', 'principal = "s3.amazonaws.com"', 'public-iam-principal low'],
    [
      'google_compute_instance',
      'metadata = {\n  disable-legacy-endpoints = "false"\n}',
      'metadata-service-open low',
    ],
    ['aws_backup_vault', 'name = "x"', 'storage-encryption-off low'],
    ['aws_transfer_server', 'endpoint_type = "PUBLIC"', 'public-service low'],
    ['aws_iam_account_password_policy', 'minimum_password_length = 6', 'protection-off low'],
    [
      'aws_redshift_parameter_group',
      'parameter {\n  name = "require_ssl"\n  value = "false"\n}',
      'plaintext-traffic low',
    ],
    ['aws_ssm_parameter', 'name = "db_password"\ntype = "String"', 'storage-encryption-off low'],
    [
      'aws_cloudfront_distribution',
      'origin {\n  custom_origin_config {\n    origin_ssl_protocols = ["SSLv3"]\n  }\n}',
      'plaintext-traffic medium',
    ],
    ['google_kms_crypto_key', 'rotation_period = "15552000s"', 'key-rotation-off low'],
    ['google_project', 'auto_create_network = true', 'protection-off low'],
    ['google_compute_instance', 'network_interface {\n  access_config {\n  }\n}', 'public-service low'],
    [
      'google_project_iam_member',
      'role = "roles/iam.serviceAccountTokenCreator"\nmember = "user:a@example.org"',
      'wildcard-iam-policy low',
    ],
    ['azurerm_postgresql_configuration', 'name = "log_connections"\nvalue = "off"', 'protection-off low'],
    ['azurerm_key_vault_secret', 'name = "x"', 'key-rotation-off low'],
    [
      'azurerm_storage_account',
      'min_tls_version = "TLS1_2"\nshared_access_key_enabled = true',
      'public-storage low',
    ],
    ['kubernetes_pod', 'spec {\n  host_network = true\n}', 'protection-off low'],
  ])('%s: %s', (type, lines, expected) => expect(found(type, lines)).toEqual([expected]));

  it.each([
    ['aws_s3_bucket_versioning', 'versioning_configuration {\n  status = "Enabled"\n}'],
    ['aws_lambda_permission', 'principal = "s3.amazonaws.com"\nsource_arn = aws_s3_bucket.b.arn'],
    ['aws_backup_vault', 'kms_key_arn = aws_kms_key.k.arn'],
    ['aws_athena_database', 'encryption_configuration {\n  encryption_option = "SSE_KMS"\n}'],
    ['aws_redshift_parameter_group', 'parameter {\n  name = "require_ssl"\n  value = "true"\n}'],
    ['aws_ssm_parameter', 'name = "db_password"\ntype = "SecureString"'],
    ['aws_ssm_parameter', 'name = "region"\ntype = "String"'],
    ['google_kms_crypto_key', 'rotation_period = "7776000s"'],
    ['google_compute_instance', 'network_interface {\n  network = "a"\n}'],
    ['google_project_iam_member', 'role = "roles/logging.viewer"\nmember = "user:a@example.org"'],
    ['azurerm_postgresql_configuration', 'name = "log_connections"\nvalue = "on"'],
    ['azurerm_key_vault_secret', 'expiration_date = "2027-01-01T00:00:00Z"'],
  ])('leaves alone %s: %s', (type, lines) => expect(found(type, lines)).toEqual([]));
});
