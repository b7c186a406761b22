// What the tables of the clouds find, and what they leave alone.
import { describe, expect, it } from 'vitest';
import { saidFindings } from '../../../../test/detector-findings.ts';
import { terraform } from './index.ts';

const found = (type: string, lines: string): string[] =>
  saidFindings(
    terraform,
    'infra/main.tf',
    `resource "${type}" "x" {\n${lines.replace(/^/gm, '  ')}\n}\n`,
    'terraform',
    'containers',
    'shell',
  );

describe('the clouds', () => {
  it.each([
    [
      'aws_load_balancer_policy',
      'policy_attribute {\n  name = "Protocol-TLSv1.1"\n  value = "true"\n}',
      'plaintext-traffic medium',
    ],
    ['aws_rds_cluster_instance', 'ca_cert_identifier = "rds-ca-2019"', 'plaintext-traffic low'],
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
    ['aws_iam_account_password_policy', 'minimum_password_length = 6', 'weak-password-policy low'],
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
    ['azurerm_postgresql_configuration', 'name = "log_connections"\nvalue = "off"', 'audit-log-off low'],
    ['azurerm_key_vault_secret', 'name = "x"', 'key-rotation-off low'],
    [
      'azurerm_storage_account',
      'min_tls_version = "TLS1_2"\nshared_access_key_enabled = true',
      'public-storage low',
    ],
    ['aws_ecs_task_definition', 'network_mode = "host"', 'host-namespace-shared low'],
    ['kubernetes_pod', 'spec {\n  host_network = true\n}', 'host-namespace-shared medium'],
    [
      'kubernetes_deployment',
      'spec {\n template {\n spec {\n container {\n security_context {\n privileged = true\n }\n }\n }\n }\n}',
      'privileged-container medium',
    ],
    [
      'kubernetes_cluster_role_binding',
      'role_ref {\n  name = "cluster-admin"\n}',
      'cluster-admin-bound medium',
    ],
    [
      'aws_ecs_task_definition',
      'container_definitions = jsonencode([{\n  name = "a"\n  privileged = true\n}])',
      'privileged-container medium',
    ],
    ['azurerm_role_assignment', 'role_definition_name = "Owner"', 'wildcard-iam-policy medium'],
    ['aws_ami_launch_permission', 'group = "all"', 'public-storage medium'],
    [
      'google_cloudfunctions_function',
      'https_trigger_security_level = "SECURE_OPTIONAL"',
      'plaintext-traffic low',
    ],
    ['aws_vpc_endpoint_service', 'acceptance_required = false', 'public-service low'],
    [
      'hcloud_firewall',
      'rule {\n  direction = "in"\n  port = "22"\n  source_ips = ["0.0.0.0/0"]\n}',
      'open-network-ingress high',
    ],
    [
      'oci_core_security_list',
      'ingress_security_rules {\n  source = "0.0.0.0/0"\n  tcp_options {\n    min = 22\n    max = 22\n  }\n}',
      'open-network-ingress high',
    ],
    [
      'aws_security_group',
      'ingress = [\n  {\n    from_port = 3389\n    to_port = 3389\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n]',
      'open-network-ingress high',
    ],
    [
      'aws_s3_bucket_acl',
      'access_control_policy {\n  grant {\n    grantee {\n      uri = "http://acs.amazonaws.com/groups/global/AllUsers"\n    }\n  }\n}',
      'public-storage medium',
    ],
  ])('%s: %s', (type, lines, expected) => expect(found(type, lines)).toEqual([expected]));

  it.each([
    ['aws_s3_bucket_versioning', 'versioning_configuration {\n  status = "Enabled"\n}'],
    ['aws_lambda_permission', 'principal = "s3.amazonaws.com"\nsource_arn = aws_s3_bucket.b.arn'],
    ['aws_backup_vault', 'kms_key_arn = aws_kms_key.k.arn'],
    ['aws_api_gateway_method', 'http_method = "OPTIONS"\nauthorization = "NONE"'],
    ['azurerm_role_assignment', 'role_definition_name = "Reader"'],
    [
      'aws_security_group',
      'ingress {\n  from_port = -1\n  to_port = -1\n  protocol = "icmp"\n  cidr_blocks = ["0.0.0.0/0"]\n}',
    ],
    ['aws_security_group', 'ingress = []'],
    ['kubernetes_role_binding', 'role_ref {\n  name = "view"\n}'],
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
