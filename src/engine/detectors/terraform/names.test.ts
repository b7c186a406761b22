// What names of attributes tell in any resource, what resources leave out, and what is left alone.
import { describe, expect, it } from 'vitest';
import { allFindings, saidFindings } from '../../../../test/detector-findings.ts';
import { terraform } from './index.ts';

const folders = ['terraform', 'containers', 'shell', 'code/insecure-transport'];
const resource = (type: string, lines: string): string =>
  `resource "${type}" "x" {\n${lines.replace(/^/gm, '  ')}\n}\n`;
const file = (body: string): string[] => saidFindings(terraform, 'infra/main.tf', body, ...folders);
const found = (type: string, lines: string): string[] => file(resource(type, lines));
const all = (type: string, lines: string): string[] =>
  allFindings(terraform, 'infra/main.tf', resource(type, lines), ...folders);

describe('names of attributes', () => {
  it.each([
    ['aws_memorydb_cluster', 'kms_key_arn = "k"\ntls_enabled = false', 'plaintext-traffic medium'],
    ['aws_appsync_api_cache', 'at_rest_encryption_enabled = false', 'storage-encryption-off medium'],
    ['azurerm_logic_app_standard', 'https_only = false', 'plaintext-traffic medium'],
    ['aws_dms_endpoint', 'ssl_mode = "none"', 'plaintext-traffic medium'],
    ['azurerm_servicebus_namespace', 'minimum_tls_version = "1.0"', 'plaintext-traffic medium'],
    [
      'aws_codebuild_project',
      'encryption_key = "k"\nsource {\n  insecure_ssl = true\n}',
      'tls-verification-off medium',
    ],
    ['github_repository_webhook', 'configuration {\n  insecure_ssl = true\n}', 'tls-verification-off medium'],
    [
      'aws_s3_access_point',
      'public_access_block_configuration {\n  block_public_policy = false\n}',
      'public-storage medium',
    ],
    [
      'aws_emr_block_public_access_configuration',
      'block_public_security_group_rules = false',
      'public-storage medium',
    ],
    ['google_workbench_instance', 'gce_setup {\n  disable_public_ip = false\n}', 'public-service low'],
    ['google_cloud_run_v2_service', 'ingress = "INGRESS_TRAFFIC_ALL"', 'public-service low'],
    ['aws_ecs_task_set', 'network_configuration {\n  assign_public_ip = true\n}', 'public-service low'],
    [
      'aws_msk_cluster',
      'logging_info {\n}\nclient_authentication {\n  unauthenticated = true\n}',
      'cloud-login-weakened medium',
    ],
    ['azurerm_eventhub_namespace', 'local_authentication_enabled = true', 'cloud-login-weakened low'],
    [
      'aws_neptune_cluster',
      'storage_encrypted = true\nenable_cloudwatch_logs_exports = ["audit"]\niam_database_authentication_enabled = false',
      'cloud-login-weakened low',
    ],
    ['google_redis_instance', 'auth_enabled = false', 'cloud-login-weakened low'],
    ['azurerm_mssql_server_extended_auditing_policy', 'enabled = false', 'audit-log-off low'],
    [
      'aws_codebuild_project',
      'encryption_key = "k"\nlogs_config {\n  cloudwatch_logs {\n    status = "DISABLED"\n  }\n}',
      'audit-log-off low',
    ],
    ['aws_sfn_state_machine', 'logging_configuration {\n  level = "OFF"\n}', 'audit-log-off low'],
    ['aws_networkfirewall_firewall', 'delete_protection = false', 'protection-off low'],
    ['aws_lambda_function', 'runtime = "nodejs14.x"', 'runtime-out-of-support low'],
    ['aws_lambda_function', 'runtime = "python3.7"', 'runtime-out-of-support low'],
    ['google_cloudfunctions_function', 'runtime = "nodejs10"', 'runtime-out-of-support low'],
    [
      'aws_cloudfront_response_headers_policy',
      'cors_config {\n  access_control_allow_origins {\n    items = ["*"]\n  }\n}',
      'public-service low',
    ],
    ['google_cloudfunctions_function', 'runtime = "python37"', 'runtime-out-of-support low'],
    ['aws_iam_user_login_profile', 'password_length = 8', 'weak-password-policy low'],
    [
      'aws_cognito_user_pool',
      'mfa_configuration = "ON"\npassword_policy {\n  minimum_length = 6\n}',
      'weak-password-policy low',
    ],
    [
      'aws_ssm_document',
      'permissions = {\n  type = "Share"\n  account_ids = "All"\n}',
      'public-iam-principal medium',
    ],
    [
      'google_redis_instance',
      'auth_enabled = true\ntransit_encryption_mode = "DISABLED"',
      'plaintext-traffic medium',
    ],
    [
      'google_compute_ssl_policy',
      'min_tls_version = "TLS_1_2"\nprofile = "COMPATIBLE"',
      'plaintext-traffic low',
    ],
    ['aws_sns_topic_subscription', 'protocol = "http"', 'plaintext-traffic medium'],
    ['aws_alb_listener', 'port = 80\ndefault_action {\n  type = "forward"\n}', 'plaintext-traffic low'],
  ])('%s: %s', (type, lines, expected) => expect(found(type, lines)).toEqual([expected]));

  it.each([
    ['aws_lb', 'load_balancer_type = "network"', 'audit-log-off low'],
    ['google_compute_subnetwork', 'ip_cidr_range = "10.0.0.0/16"', 'audit-log-off low'],
    ['aws_eks_cluster', 'encryption_config {}\nenabled_cluster_log_types = ["audit"]', 'public-service low'],
    ['aws_s3_bucket_public_access_block', 'block_public_acls = true', 'public-storage low'],
    ['aws_iam_account_password_policy', 'minimum_password_length = 14', 'weak-password-policy low'],
    ['aws_apigatewayv2_route', 'route_key = "GET /a"', 'cloud-login-weakened low'],
    ['aws_sagemaker_notebook_instance', 'kms_key_id = "k"', 'public-service low'],
    ['aws_dynamodb_table', 'server_side_encryption {\n  enabled = true\n}', 'protection-off low'],
    ['google_project', 'name = "a"', 'protection-off low'],
    ['aws_lb_listener', 'port = 443\nprotocol = "HTTPS"', 'plaintext-traffic low'],
  ])('%s without what it needs: %s', (type, lines, expected) => expect(all(type, lines)).toEqual([expected]));

  it.each([
    ['aws_lb_listener', 'port = 443\nprotocol = "HTTPS"\nssl_policy = var.ssl_policy'],
    ['aws_sagemaker_notebook_instance', 'kms_key_id = "k"\ndirect_internet_access = var.open'],
    [
      'aws_instance',
      'metadata_options {\n  http_tokens = "required"\n}\nroot_block_device {\n  encrypted = var.encrypted\n}',
    ],
    ['google_dns_managed_zone', 'visibility = "private"'],
    ['aws_apigatewayv2_route', 'authorization_type = "JWT"'],
    ['google_project', 'auto_create_network = false'],
    ['azurerm_storage_account', 'min_tls_version = "TLS1_2"\npublic_network_access_enabled = false'],
  ])('%s with what it needs: %s', (type, lines) => expect(all(type, lines)).toEqual([]));

  it.each([
    ['aws_memorydb_cluster', 'tls_enabled = true\nkms_key_arn = "k"'],
    [
      'aws_s3_bucket_public_access_block',
      ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets']
        .map((name) => `${name} = true`)
        .join('\n'),
    ],
    ['aws_memorydb_cluster', 'tls_enabled = var.tls\nkms_key_arn = "k"'],
    ['aws_lambda_function', 'runtime = "nodejs22.x"'],
    ['aws_lambda_function', 'runtime = var.runtime'],
    ['google_cloud_run_v2_service', 'ingress = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"'],
    ['aws_lambda_event_source_mapping', 'enabled = false'],
    ['aws_cloudwatch_event_rule', 'is_enabled = false'],
    [
      'google_compute_instance',
      'service_account {\n  email = google_service_account.app.email\n  scopes = ["cloud-platform"]\n}',
    ],
    ['google_compute_subnetwork', 'purpose = "REGIONAL_MANAGED_PROXY"'],
    ['aws_lb_listener', 'port = 80\ndefault_action {\n  type = "redirect"\n}'],
    [
      'aws_eks_cluster',
      'encryption_config {}\nenabled_cluster_log_types = ["audit"]\nvpc_config {\n  endpoint_public_access = var.public\n}',
    ],
    // An alert is no record.
    ['google_monitoring_alert_policy', 'enabled = false'],
    ['azurerm_monitor_metric_alert', 'enabled = false'],
    ['random_pet', 'ssl = "off"\nenabled = false'],
  ])('leaves alone %s: %s', (type, lines) => expect(found(type, lines)).toEqual([]));

  it('reads bindings of a policy that is data', () => {
    const data = (who: string): string[] =>
      file(`data "google_iam_policy" "p" {\n  binding {\n    role = "r"\n    members = ["${who}"]\n  }\n}\n`);
    expect(data('allUsers')).toEqual(['public-iam-principal medium']);
    expect(data('user:a@tool.dev')).toEqual([]);
  });

  it.each([
    ['unpinned-module low', 'source = "git::https://git.tool.dev/vpc.git"'],
    ['unpinned-module low', 'source = "git::https://git.tool.dev/vpc.git?ref=main"'],
    ['unpinned-module low', 'source = "terraform-aws-modules/vpc/aws"'],
    ['unpinned-module low', 'source = "github.com/tool/vpc"'],
  ])('a module: %s: %s', (expected, line) =>
    expect(file(`module "m" {\n  ${line}\n}\n`)).toEqual([expected]),
  );

  it.each([
    'source = "git::https://git.tool.dev/vpc.git?ref=v2.1.0"',
    'source = "../modules/vpc"',
    'source = "terraform-aws-modules/vpc/aws"\n  version = "5.8.1"',
    'source = "app.terraform.io/tool/vpc/aws"\n  version = "~> 1.2"',
  ])('leaves alone a module: %s', (line) => expect(file(`module "m" {\n  ${line}\n}\n`)).toEqual([]));
});
