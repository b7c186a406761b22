// Settings that one kind of resource alone has and whose name says too little without it.
import { off, on, rows, type Setting } from './settings.ts';

export const singleSettings: readonly Setting[] = [
  ...rows(
    'public-iam-principal',
    'medium',
    /"all(?:Authenticated)?Users"/,
    'Everyone on the internet, or everyone with any Google account, gets this role.',
    ['google_iam_policy', 'binding.members'],
  ),
  ...rows('public-iam-principal', 'medium', /"?\ball\b"?/i, 'Every account may run this document.', [
    'aws_ssm_document',
    'permissions.account_ids',
  ]),
  ...rows('plaintext-traffic', 'medium', /^"http"$/, 'Messages go to the subscriber without encryption.', [
    'aws_sns_topic_subscription',
    'protocol',
  ]),
  ...rows(
    'plaintext-traffic',
    'low',
    on,
    'The certificate of the provider comes with TLS 1.0, which is broken; give your own with `minimum_protocol_version = "TLSv1.2_2021"`.',
    ['aws_cloudfront_distribution', 'viewer_certificate.cloudfront_default_certificate'],
  ),
  ...rows(
    'plaintext-traffic',
    'low',
    /^"rds-ca-(?:2015|2019)"$/,
    'This certificate has ended: clients that check it cannot connect, and the others check nothing.',
    ['aws_db_instance|aws_rds_cluster_instance|aws_docdb_cluster_instance', 'ca_cert_identifier'],
  ),
  ...rows('plaintext-traffic', 'low', /^\[\s*"Http"\s*\]$/i, 'Visitors come without encryption.', [
    'azurerm_frontdoor',
    'routing_rule.accepted_protocols',
  ]),
  ...rows(
    'cloud-login-weakened',
    'medium',
    /^"open-access"$/,
    'This list lets in everyone who reaches the store, without a password.',
    ['aws_memorydb_cluster', 'acl_name'],
  ),
  ...rows(
    'cloud-login-weakened',
    'medium',
    off,
    'Everyone who reaches the cluster may do everything in it.',
    ['azurerm_kubernetes_cluster', 'role_based_access_control_enabled'],
    ['azurerm_kubernetes_cluster', 'role_based_access_control.enabled'],
  ),
  ...rows(
    'cloud-login-weakened',
    'medium',
    on,
    'The old rights of this cluster let every service account in it do nearly everything.',
    ['google_container_cluster', 'enable_legacy_abac'],
  ),
  ...rows('cloud-login-weakened', 'low', /^"OFF"$/, 'A stolen password is enough to sign in.', [
    'aws_cognito_user_pool',
    'mfa_configuration',
  ]),
  ...rows('cloud-login-weakened', 'low', /^"API_KEY"$/, 'One key that every page carries opens this API.', [
    'aws_appsync_graphql_api',
    'authentication_type',
  ]),
  ...rows(
    'cloud-login-weakened',
    'medium',
    /^"?true"?$/,
    'This condition lets in the tokens of every repository or account of the other system.',
    ['google_iam_workload_identity_pool_provider', 'attribute_condition'],
  ),
  ...rows(
    'weak-password-policy',
    'low',
    /^"?(?:[1-9]|1[0-3])"?$/,
    'Passwords as short as this are guessed.',
    ['aws_iam_user_login_profile', 'password_length'],
  ),
  ...rows(
    'key-rotation-off',
    'low',
    /^(?:9[1-9]|\d{3,})$/,
    'The secret stays the same for more than 90 days.',
    ['aws_secretsmanager_secret_rotation', 'rotation_rules.automatically_after_days'],
  ),
  ...rows('audit-log-off', 'low', /^[1-7]$/, 'Records are deleted before most attacks are noticed.', [
    'aws_cloudwatch_log_group',
    'retention_in_days',
  ]),
  ...rows('audit-log-off', 'low', /^\[\s*"/, 'What these accounts read leaves no record.', [
    'google_project_iam_audit_config|google_folder_iam_audit_config|google_organization_iam_audit_config',
    'audit_log_config.exempted_members',
  ]),
  ...rows('audit-log-off', 'low', off, 'Changes of some kinds of resources leave no record.', [
    'aws_config_configuration_recorder',
    'recording_group.all_supported',
  ]),
  ...rows(
    'audit-log-off',
    'low',
    /^\[(?:(?!"audit"|\w\.)[^\]])*\]$/,
    'Who asked the cluster for what is not recorded: `"audit"` is missing.',
    ['aws_eks_cluster', 'enabled_cluster_log_types'],
  ),
  ...rows('public-service', 'low', on, 'The dashboard of the cluster is open to whoever gets in.', [
    'azurerm_kubernetes_cluster',
    'addon_profile.kube_dashboard.enabled',
  ]),
  ...rows('protection-off', 'low', /^"monitor"$/, 'Requests that servers read differently are let through.', [
    'aws_lb|aws_alb|aws_elb',
    'desync_mitigation_mode',
  ]),
  ...rows(
    'protection-off',
    'low',
    /^"Detection"$/i,
    'The filter only writes down what it would have stopped.',
    ['azurerm_application_gateway', 'waf_configuration.firewall_mode'],
    ['azurerm_\\w*firewall_policy', 'policy_settings.mode'],
    ['azurerm_\\w*firewall_policy', 'mode'],
  ),
  ...rows('protection-off', 'low', on, 'Pods may talk to every other pod.', [
    'google_container_cluster',
    'addons_config.network_policy_config.disabled',
  ]),
  ...rows('public-service', 'low', off, 'What runs here may send what it holds anywhere.', [
    'aws_sagemaker_model',
    'enable_network_isolation',
  ]),
  ...rows('public-service', 'low', /\w/, 'The machine gets an address on the internet.', [
    'azurerm_network_interface',
    'ip_configuration.public_ip_address_id',
  ]),
  ...rows(
    'public-service',
    'low',
    /"0\.0\.0\.0(?:\/0)?"|^"0\.0\.0\.0/,
    'This lets in all of the cloud, or the whole internet.',
    ['azurerm_cosmosdb_account', 'ip_range_filter'],
  ),
  ...rows('public-service', 'low', /^"public"$/, 'Everyone on the internet may read this repository.', [
    'github_repository',
    'visibility',
  ]),
  ...rows('host-namespace-shared', 'medium', /^"host"$/, 'The task sees every process of the machine.', [
    'aws_ecs_task_definition',
    'pid_mode',
  ]),
  ...rows(
    'container-runs-as-root',
    'low',
    /["\s{]user"?\s*[:=]\s*"(?:root|0)(?::\w{1,20})?"/,
    'The container runs as root.',
    ['aws_ecs_task_definition', 'container_definitions'],
  ),
];
