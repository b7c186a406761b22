// Attributes whose name says what they do in whichever resource of a cloud they stand: a row serves every provider and type.
import type { Severity } from '../../finding.ts';
import type { Verdict } from '../verdict.ts';
import type { Attribute, Block } from './hcl.ts';
import { off, on } from './settings.ts';

interface Name {
  name: RegExp;
  bad: RegExp;
  rule: string;
  severity: Severity;
  message: string;
  remedy?: string;
  /** Where the name alone says too little: the block that it stands in. */
  within?: RegExp;
}

const oldVersions =
  /^"(?:SSLv?[23]|TLS_?v?1(?:[._][01])?|TLSv1(?:\.[01])?_2016|1\.[01]|TLS_?V?ERSION_?1_[01])"$/i;

/** Runtimes of functions whose makers mend them no more. */
export const endedRuntime =
  /^"(?:nodejs|nodejs(?:0\.\d+|[468]\.\d+|1[02468](?:\.x)?|[68])|python(?:2\.?7|3\.?[6-9])|ruby2\.?\d|ruby2[567]|dotnetcore[123]\.\d|dotnet[56]|java8|go1\.x|go11\d|php7\d|provided)"$/;

/** The first that fits is said; what a table says of a resource comes before. */
const names: readonly Name[] = [
  {
    name: /^(?:publicly_accessible|is_publicly_accessible)$/,
    bad: on,
    rule: 'public-service',
    severity: 'medium',
    message: 'This gets an address on the internet.',
    remedy: 'Turn it off and reach it through the private network.',
  },
  {
    name: /^(?:block_public_(?:acls|policy|access|security_group_rules)|ignore_public_acls|restrict_public_buckets)$/,
    bad: off,
    rule: 'public-storage',
    severity: 'medium',
    message: 'This lets an ACL, a policy or a rule open to everyone what stands behind it.',
    remedy: 'Write `true`.',
  },
  {
    name: /^(?:public_network(?:_access)?_enabled|(?:associate|assign)_public_ip(?:_address)?|(?:enable_)?(?:node_)?public_ip(?:_enabled)?|enable_node_public_ip|public_access(?:_enabled)?|ssh_public_access_enabled|map_public_ip_on_launch|enable_public_endpoint)$/,
    bad: on,
    rule: 'public-service',
    severity: 'low',
    message: 'This can be reached from the internet.',
    remedy: 'Turn it off and reach it through the private network.',
  },
  {
    name: /^(?:internal_ip_only|no_public_ip|disable_public_ip)$/,
    bad: off,
    rule: 'public-service',
    severity: 'low',
    message: 'This gets an address on the internet.',
    remedy: 'Write `true`.',
  },
  {
    name: /^(?:ip_address_type|ip_configuration|webserver_access_mode|ingress|ingress_settings)$/,
    bad: /^"(?:Public|WORKER_IP_PUBLIC|PUBLIC_ONLY|INGRESS_TRAFFIC_ALL|ALLOW_ALL)"$/,
    rule: 'public-service',
    severity: 'low',
    message: 'This can be reached from the internet.',
    remedy: 'Choose the private kind, or the one that only the load balancer reaches.',
  },
  {
    name: /^(?:insecure_ssl|insecure_skip_(?:tls_)?verify|skip_cert_verification|skip_tls_verif(?:y|ication)|allow_unverified_ssl|disable_ssl_verification|ignore_certificate_errors)$/,
    bad: on,
    rule: 'tls-verification-off',
    severity: 'medium',
    message:
      'Any certificate of the other side is accepted, so whoever stands on the way reads and changes what is sent.',
    remedy: 'Leave it out; where the server has a private authority, name its certificate.',
  },
  {
    name: /^(?:validate_certificate_(?:chain|name)|verify_ssl|ssl_verify|certificate_(?:chain|name)_check_enabled)$/,
    bad: off,
    rule: 'tls-verification-off',
    severity: 'medium',
    message:
      'Any certificate of the other side is accepted, so whoever stands on the way reads and changes what is sent.',
    remedy: 'Write `true`; where the server has a private authority, name its certificate.',
  },
  {
    name: /^(?:\w{1,40}_)?(?:in_transit|transit|node_to_node)_encryption(?:_enabled)?$|^encryption_in_transit(?:_enabled)?$|^enable_(?:in_)?transit_encryption$/,
    bad: off,
    rule: 'plaintext-traffic',
    severity: 'medium',
    message: 'Traffic to this resource may go unencrypted.',
    remedy: 'Write `true`.',
  },
  {
    name: /^(?:(?:tls|ssl|https)_(?:enabled|required|enforced|only)|(?:require|enforce|enable|force)_(?:ssl|tls|https)|ssl_enforcement(?:_enabled)?|is_https_allowed|https_traffic_only_enabled)$/,
    bad: off,
    rule: 'plaintext-traffic',
    severity: 'medium',
    message: 'Traffic to this resource may go unencrypted.',
    remedy: 'Write `true`.',
  },
  {
    name: /^(?:ssl_mode|sslmode|ssl|tls_mode)$/,
    bad: /^"(?:none|disabled?|ALLOW_UNENCRYPTED_AND_ENCRYPTED|allow|prefer)"$/i,
    rule: 'plaintext-traffic',
    severity: 'medium',
    message: 'Traffic to this resource may go unencrypted.',
    remedy: 'Choose a mode that asks for TLS and checks the certificate, such as `"verify-full"`.',
  },
  {
    name: /^(?:allow_insecure_connections|is_http_allowed|(?:enable_)?non_ssl_port(?:_enabled)?)$/,
    bad: on,
    rule: 'plaintext-traffic',
    severity: 'medium',
    message: 'The resource also answers without encryption.',
    remedy: 'Write `false`.',
  },
  {
    name: /^(?:min(?:imum|imal)?_(?:tls|ssl|protocol)_version|(?:tls|ssl)_min(?:imum|imal)?_version\w{0,20}|(?:ssl_)?minimal_tls_version(?:_enforced)?|minimum_tls|min_tls)$/,
    bad: oldVersions,
    rule: 'plaintext-traffic',
    severity: 'medium',
    message: 'This allows versions of TLS that are broken.',
    remedy: 'Ask for TLS 1.2 or newer.',
  },
  {
    name: /^tls_security_policy$|^security_policy(?:_name)?$|^ssl_policy$/,
    bad: /^"(?:Policy-Min-TLS-1-0-\S{1,20}|TransferSecurityPolicy-(?:2018|2020)-\d\d|TLS_1_0|ELBSecurityPolicy-(?:2015-05|2016-08|TLS-1-[01]-\S{1,20}))"$/,
    rule: 'plaintext-traffic',
    severity: 'low',
    message: 'This policy still accepts old versions of TLS or weak ciphers.',
    remedy: 'Choose the newest policy that your clients can speak.',
  },
  {
    name: /^tls_policy$/,
    bad: /^"(?:Optional|OPTIONAL)"$/,
    rule: 'plaintext-traffic',
    severity: 'low',
    message: 'What is sent goes unencrypted where the other side does not ask for TLS.',
    remedy: 'Write `"Require"`.',
  },
  {
    name: /^(?:encryption_at_host|infrastructure_encryption|double_encryption|double_encryption_enabled|encryption_at_host_enabled|enable_host_encryption|infrastructure_encryption_enabled)$/,
    bad: off,
    rule: 'storage-encryption-off',
    severity: 'low',
    message: 'The second layer of encryption, that of the host, is off.',
    remedy: 'Write `true`.',
  },
  {
    name: /^(?:encrypted|storage_encrypted|encrypt_at_rest|encrypt|enable_encryption|encryption_enabled|(?:\w{1,40}_)?encryption_enabled|(?:\w{1,40}_)?data_encrypted|enable_at_rest_encryption|return_connection_password_encrypted)$/,
    bad: off,
    rule: 'storage-encryption-off',
    severity: 'medium',
    message: 'Data lies on disk as it is.',
    remedy: 'Write `true` and name a key.',
  },
  {
    name: /(?:^|_)encryption_disabled$|^disable_encryption$/,
    bad: on,
    rule: 'storage-encryption-off',
    severity: 'medium',
    message: 'What is written here is not encrypted.',
    remedy: 'Leave it out.',
  },
  {
    name: /^(?:\w{1,40}_)?encryption_(?:mode|type|option|state)$/,
    bad: /^"(?:NONE|DISABLED?|Unencrypted)"$/i,
    rule: 'storage-encryption-off',
    severity: 'medium',
    message: 'Data is stored without encryption.',
    remedy: 'Choose the mode with a key of the key service.',
  },
  {
    name: /^(?:allow_unauthenticated(?:_\w{1,30})?|unauthenticated|anonymous_(?:auth|access|pull|authentication)_enabled|(?:allow|enable)_anonymous(?:_\w{1,30})?)$/,
    bad: on,
    rule: 'cloud-login-weakened',
    severity: 'medium',
    message: 'Whoever reaches this may use it without saying who they are.',
    remedy: 'Write `false`.',
  },
  {
    name: /^(?:local_auth(?:entication)?_enabled|admin_(?:user_)?enabled|enable_legacy_abac|password_auth(?:entication)?_enabled)$/,
    bad: on,
    rule: 'cloud-login-weakened',
    severity: 'low',
    message: 'Shared keys or passwords open this beside the accounts of people and programs.',
    remedy: 'Turn it off and give identities their roles.',
  },
  {
    name: /^(?:local_auth(?:entication)?_disabled|local_account_disabled|disable_local_auth(?:entication)?|disable_password_authentication|iam_database_authentication_enabled|enable_iam_(?:database_)?auth\w{0,20}|auth(?:entication)?_enabled|enable_authentication|enable_rbac_authorization|rbac_authorization_enabled|role_based_access_control_enabled|client_cert(?:ificate)?_enabled)$/,
    bad: off,
    rule: 'cloud-login-weakened',
    severity: 'low',
    message: 'A check of who signs in, or of what they may do, is turned off.',
    remedy: 'Write `true`.',
  },
  {
    name: /^(?:(?:\w{1,40}_)?(?:logging|logs|auditing|audit|tracing|flow_logs?|insights|metrics)_enabled|enable_(?:\w{1,40}_)?(?:logging|logs|log_file_validation|monitoring|tracing|flow_logs|auditing|insights)|monitoring|detailed_error_messages|failed_request_tracing|sampled_requests_enabled|audit_logging)$/,
    bad: off,
    rule: 'audit-log-off',
    severity: 'low',
    message: 'What happens here leaves no record, so an attack is neither noticed nor traced.',
    remedy: 'Write `true`.',
  },
  {
    name: /^(?:enabled?|status|state|level|log_level|logging|is_enabled|auto_enable)$/,
    bad: /^"?(?:false|disabled?|off|none)"?$/i,
    within:
      /^\w*(?:auditing_policy|flow_log|guardduty|macie|securityhub|inspector|detective|security_alert_policy|recorder_status|cloudtrail)\w*$|\.[\w.]*(?:log|audit|trac|monitoring|diagnostic|execute_command)/,
    rule: 'audit-log-off',
    severity: 'low',
    message: 'What happens here leaves no record, so an attack is neither noticed nor traced.',
    remedy: 'Turn it on.',
  },
  {
    name: /^logging_level$/,
    bad: /^"OFF"$/i,
    rule: 'audit-log-off',
    severity: 'low',
    message: 'What happens here leaves no record, so an attack is neither noticed nor traced.',
    remedy: 'Write `"INFO"` or `"ERROR"`.',
  },
  {
    name: /^(?:deletion_protection(?:_enabled)?|delete_protection(?:_enabled)?|enable_deletion_protection|termination_protection|purge_protection_enabled|soft_delete_enabled)$/,
    bad: off,
    rule: 'protection-off',
    severity: 'low',
    message: 'One wrong call, or one stolen key, deletes this for good.',
    remedy: 'Write `true`.',
  },
  {
    name: /^(?:auto_minor_version_upgrade|allow_version_upgrade|auto_upgrade|auto_repair|enable_automatic_updates|automatic_updates_enabled)$/,
    bad: off,
    rule: 'protection-off',
    severity: 'low',
    message: 'Flaws that were mended stay open here until somebody thinks of it.',
    remedy: 'Write `true`.',
  },
  {
    name: /^enable_(?:secure_boot|vtpm|integrity_monitoring|shielded_nodes|confidential_compute)$/,
    bad: off,
    rule: 'protection-off',
    severity: 'low',
    message: 'The machine does not notice that what it starts was changed.',
    remedy: 'Write `true`.',
  },
  {
    name: /^runtime$/,
    bad: endedRuntime,
    rule: 'runtime-out-of-support',
    severity: 'low',
    message: 'This runtime gets no more mends of security.',
  },
  {
    name: /^(?:access_control_)?allow(?:ed)?_origins?$|^items$|^allow_origins$/,
    bad: /^\[\s*"\*"\s*,?\s*\]$/,
    within: /cors|allow_origins/,
    rule: 'public-service',
    severity: 'low',
    message: 'Pages of every origin may call this.',
    remedy: 'Name the origins of your own pages.',
  },
];

const clouds =
  /^(?:aws|azurerm|azuread|google|alicloud|oci|ibm|digitalocean|linode|yandex|tencentcloud|huaweicloud|openstack|scaleway|vultr|ovh|nifcloud|ncloud|github|gitlab|mongodbatlas|databricks|snowflake|cloudflare)_/;

/** What attributes say by their names; `told` are the places that a table has judged. */
export function* namedVerdicts(block: Block, told: ReadonlySet<number>): Generator<Verdict> {
  const [type = ''] = block.labels;
  if (clouds.test(type)) yield* within(block, type, told, 0);
}

function* within(
  block: Block,
  parents: string,
  told: ReadonlySet<number>,
  depth: number,
): Generator<Verdict> {
  for (const attribute of block.attributes) {
    const verdict = told.has(attribute.start) ? undefined : judge(attribute, parents);
    if (verdict) yield verdict;
  }
  if (depth < 12)
    for (const inner of block.blocks) {
      const name = inner.type === 'dynamic' ? (inner.labels[0] ?? '') : inner.type;
      yield* within(inner, name === 'content' ? parents : `${parents}.${name}`, told, depth + 1);
    }
}

function judge({ name, value, start, end }: Attribute, parents: string): Verdict | undefined {
  const found = names.find((one) => one.name.test(name) && (one.within?.test(parents) ?? true));
  if (!found?.bad.test(value)) return undefined;
  const { rule, severity, message, remedy } = found;
  return { rule, start, end, severity, message, ...(remedy !== undefined && { remedy }) };
}
