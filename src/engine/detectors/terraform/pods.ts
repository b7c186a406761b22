// What weakens pods and opens clusters that Terraform makes, under the ids that manifests have, and further ways in.
import { off, on, rows, type Setting } from './settings.ts';

const pod =
  'kubernetes_(?:pod|deployment|daemonset|daemon_set|stateful_set|replication_controller|job|cron_job)(?:_v1)?';
const specs = ['spec', 'spec.template.spec', 'spec.job_template.spec.template.spec'];
const inPod = (...names: string[]): [string, string][] =>
  specs.flatMap((spec) => names.map((name): [string, string] => [pod, `${spec}.${name}`]));
const inContainer = (...names: string[]): [string, string][] =>
  inPod(
    ...names.flatMap((name) => [
      `container.security_context.${name}`,
      `init_container.security_context.${name}`,
    ]),
  );

/** What is said explicitly. */
export const podSettings: readonly Setting[] = [
  ...rows(
    'privileged-container',
    'medium',
    on,
    'The container may do what root on the host may, devices and kernel included.',
    ...inContainer('privileged'),
    ['aws_ecs_task_definition', 'privileged'],
  ),
  ...rows(
    'privileged-container',
    'medium',
    /["\s{]privileged"?\s*[:=]\s*true\b/,
    'The container may do what root on the host may, devices and kernel included.',
    ['aws_ecs_task_definition', 'container_definitions'],
    ['aws_batch_job_definition', 'container_properties'],
  ),
  ...rows(
    'host-namespace-shared',
    'medium',
    on,
    'The pod shares a namespace of its node.',
    ...inPod('host_network', 'host_pid', 'host_ipc'),
  ),
  ...rows(
    'privilege-escalation-allowed',
    'low',
    on,
    'Programs of this container may gain rights that it was not started with.',
    ...inContainer('allow_privilege_escalation'),
  ),
  ...rows(
    'container-runs-as-root',
    'low',
    off,
    'The container runs as root, or may.',
    ...inContainer('run_as_non_root', 'run_as_user'),
    ...inPod('security_context.run_as_non_root', 'security_context.run_as_user'),
  ),
  ...rows(
    'docker-socket-mounted',
    'medium',
    /(?:docker|containerd|crio)\.sock"$/,
    'Who controls this pod controls every container of its node.',
    ...inPod('volume.host_path.path'),
  ),
  ...rows(
    'cluster-admin-bound',
    'medium',
    /^"cluster-admin"$/,
    'Whoever is named here may do everything in the cluster.',
    ['kubernetes_(?:cluster_)?role_binding(?:_v1)?', 'role_ref.name'],
  ),
  ...rows(
    'wildcard-cluster-role',
    'medium',
    /^\[\s*"\*"\s*\]$/,
    'This role may do everything with what it names.',
    ['kubernetes_(?:cluster_)?role(?:_v1)?', 'rule.verbs'],
  ),
  ...rows('public-storage', 'medium', /^"all"$/, 'Every account may start machines from this image.', [
    'aws_ami_launch_permission',
    'group',
  ]),
  ...rows('public-service', 'medium', /0\.0\.0\.0\/0/, 'The API of the cluster answers the whole internet.', [
    'azurerm_kubernetes_cluster',
    'api_server_access_profile.authorized_ip_ranges',
  ]),
  ...rows('public-service', 'medium', /^"0\.0\.0\.0"$/, 'This rule begins at 0.0.0.0: everyone gets in.', [
    'azurerm_redis_firewall_rule',
    'start_ip',
  ]),
  ...rows('public-service', 'low', on, 'Credentials are handed out here without a login.', [
    'aws_cognito_identity_pool',
    'allow_unauthenticated_identities',
  ]),
  ...rows(
    'public-service',
    'low',
    off,
    'This can be reached from the internet, or by every account.',
    ['aws_vpc_endpoint_service', 'acceptance_required'],
    ['google_notebooks_instance', 'no_public_ip'],
  ),
  ...rows('public-service', 'low', /^"Public"$/, 'This can be reached from the internet.', [
    'azurerm_container_group',
    'ip_address_type',
  ]),
  ...rows(
    'public-storage',
    'medium',
    /"?all(?:Authenticated)?Users"?/,
    'Everyone on the internet, or everyone with any Google account, gets this role.',
    ['google_bigquery_dataset_access', 'iam_member'],
  ),
  ...rows(
    'wildcard-iam-policy',
    'medium',
    /^"(?:Owner|User Access Administrator)"$/,
    'Whoever has this role may do everything in its scope, or give themselves the right to.',
    ['azurerm_role_assignment', 'role_definition_name'],
  ),
  ...rows(
    'wildcard-iam-policy',
    'low',
    /-compute@developer\.gserviceaccount\.com"$/,
    'This account is shared by all machines of the project and may change nearly everything in it.',
    ['google_compute_instance\\w*', 'service_account.email'],
    ['google_container_\\w+', 'node_config.service_account'],
  ),
  ...rows(
    'plaintext-traffic',
    'medium',
    /^"ALLOW_UNENCRYPTED_AND_ENCRYPTED"$/,
    'Clients may talk to this store without encryption.',
    ['google_sql_database_instance', 'settings.ip_configuration.ssl_mode'],
  ),
  ...rows(
    'plaintext-traffic',
    'low',
    /^"SECURE_OPTIONAL"$/,
    'The function also answers without encryption.',
    ['google_cloudfunctions_function', 'https_trigger_security_level'],
  ),
  ...rows(
    'storage-encryption-off',
    'low',
    /"EnableAtRestEncryption"?\s*[:=]\s*false/,
    'Data lies on disk as it is.',
    ['aws_emr_security_configuration', 'configuration'],
  ),
  ...rows('protection-off', 'low', off, 'The dashboard of the cluster is open to whoever gets in.', [
    'google_container_cluster',
    'addons_config.kubernetes_dashboard.disabled',
  ]),
  ...rows(
    'host-namespace-shared',
    'low',
    /^"host"$/,
    'The containers of this task share the network of the machine, and reach what listens on it alone.',
    ['aws_ecs_task_definition', 'network_mode'],
  ),
  ...rows('privileged-container', 'medium', on, 'The container may do what root on the host may.', [
    'docker_container',
    'privileged',
  ]),
  ...rows(
    'dangerous-capability',
    'medium',
    /"(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_MODULE|SYS_PTRACE)"/,
    'This capability amounts to root on the node, or nearly so.',
    ...inContainer('capabilities.add'),
  ),
  ...rows(
    'unpinned-image',
    'low',
    /:latest"$/,
    'This is another image from one day to the next.',
    ...inPod('container.image'),
  ),
  ...rows(
    'public-storage',
    'medium',
    /^"(?:ObjectRead|ObjectReadWithoutList)"$/,
    'Everyone on the internet may read this storage.',
    ['oci_objectstorage_bucket', 'access_type'],
  ),
  ...rows('public-service', 'low', on, 'The machine gets an address on the internet.', [
    'aws_instance',
    'network_interfaces.associate_public_ip_address',
  ]),
  ...rows('public-service', 'low', off, 'The machines get an address on the internet.', [
    'google_dataproc_cluster',
    'cluster_config.gce_cluster_config.internal_ip_only',
  ]),
  ...rows(
    'plaintext-traffic',
    'medium',
    /^"(?:flexible|off|1\.[01])"$/,
    'The way to the origin, or to old browsers, is not protected.',
    ['cloudflare_zone_settings_override', 'settings.ssl'],
    ['cloudflare_zone_settings_override', 'settings.min_tls_version'],
  ),
  ...rows('plaintext-traffic', 'medium', /^"PLAINTEXT"$/, 'Clients talk to the brokers without encryption.', [
    'aws_mskconnect_connector',
    'kafka_cluster_encryption_in_transit.encryption_type',
  ]),
  ...rows('plaintext-traffic', 'low', on, 'Visitors may come without encryption.', [
    'azurerm_container_app',
    'ingress.allow_insecure_connections',
  ]),
  ...rows('plaintext-traffic', 'low', /^"HttpOnly"$/, 'The way to the origin is not encrypted.', [
    'azurerm_frontdoor',
    'routing_rule.forwarding_configuration.forwarding_protocol',
  ]),
  ...rows(
    'storage-encryption-off',
    'medium',
    off,
    'Data lies on disk as it is.',
    ['azurerm_mssql_database', 'transparent_data_encryption_enabled'],
    ['aws_imagebuilder_image_recipe', 'block_device_mapping.ebs.encrypted'],
  ),
  ...rows('weak-password-policy', 'low', /^[1-7]$/, 'Passwords as short as this are guessed.', [
    'aws_cognito_user_pool',
    'password_policy.minimum_length',
  ]),
  ...rows(
    'public-storage',
    'medium',
    /global\/(?:AllUsers|AuthenticatedUsers)"$/,
    'Everyone on the internet, or every account, gets this right.',
    ['aws_s3_bucket_acl', 'access_control_policy.grant.grantee.uri'],
    ['aws_s3_bucket', 'grant.uri'],
  ),
  ...rows(
    'cloud-login-weakened',
    'low',
    /^"ALLOW_ALL"$/,
    'Whoever may use the ledger at all may do everything.',
    ['aws_qldb_ledger', 'permissions_mode'],
  ),
  ...rows('cloud-login-weakened', 'low', off, 'Logins by password are open to guessing.', [
    'azurerm_virtual_machine_scale_set',
    'os_profile_linux_config.disable_password_authentication',
  ]),
  ...rows('storage-encryption-off', 'medium', off, 'Data lies on disk as it is.', [
    'aws_apigateway_stage',
    'method_settings.cache_data_encrypted',
  ]),
  ...rows('cloud-login-weakened', 'low', off, 'Nobody has to log in to this store.', [
    'aws_elasticsearch_domain|aws_opensearch_domain',
    'advanced_security_options.enabled',
  ]),
];
