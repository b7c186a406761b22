// Arguments that are wrong wherever their module is called so, as a table.
import type { Severity } from '../../finding.ts';

/** An argument that is wrong wherever its module is called so. */
export interface Row {
  module: RegExp;
  argument: RegExp;
  bad: RegExp;
  rule: string;
  severity: Severity;
  message: string;
  remedy: string;
  /** Where another argument says this, nothing is wrong. */
  unless?: RegExp;
}

/** What Ansible takes for true. */
export const yes = /^(?:yes|true|on|1)$/i;

/** What Ansible takes for false. */
export const no = /^(?:no|false|off|0)$/i;
const any = /^/;

/** What to do where a check of certificates is off. */
export const certificates =
  'Drop it; where the server has a private authority, install its certificate (`ca_path`).';
const signatures = 'Drop it, and import the key of whoever signs the packages.';

/** The table. */
export const rows: readonly Row[] = [
  ...(['apt', 'yum', 'dnf', 'dnf5', 'zypper', 'yum_repository', 'package', 'apk'] as const).map(
    (name): Row => ({
      module: new RegExp(`^${name}$`),
      argument: /^(?:allow_unauthenticated|allow_insecure|disable_gpg_check|allow_untrusted)$/,
      bad: yes,
      rule: 'download-without-verification',
      severity: 'medium',
      message: 'Packages are installed without a look at their signature.',
      remedy: signatures,
    }),
  ),
  {
    module: /^apt$/,
    argument: /^force$/,
    bad: yes,
    rule: 'download-without-verification',
    severity: 'medium',
    message: '`force` also installs packages without a valid signature.',
    remedy: signatures,
  },
  {
    module: /^(?:yum_repository|rpm_repository|zypper_repository)$/,
    argument: /^(?:gpgcheck|disable_gpg_check|sslverify)$/,
    bad: no,
    rule: 'download-without-verification',
    severity: 'medium',
    message: 'Packages of this repository are installed without a look at their signature.',
    remedy: signatures,
  },
  {
    module: /^apt_repository$/,
    argument: /^repo$/,
    bad: /\[[^\]]{0,200}trusted=yes/,
    rule: 'download-without-verification',
    severity: 'medium',
    message: '`trusted=yes` installs packages of this repository without a look at their signature.',
    remedy: signatures,
  },
  {
    module: /^(?:get_url|unarchive|apt_key|rpm_key|git|apt|yum|dnf|win_get_url|win_package|maven_artifact)$/,
    argument: /^(?:url|src|key|repo|deb|name|path|repository_url)$/,
    bad: /^(?:http|git):\/\/(?!localhost\b|127\.|10\.|192\.168\.|\{\{|[\w.-]+\.(?:local|internal|test)\b)/,
    rule: 'download-without-verification',
    severity: 'low',
    message: 'What is fetched comes over a line that anyone on the way can change.',
    remedy: 'Use the `https:` address, and compare the digest (`checksum`).',
    unless: /^checksum$/,
  },
  {
    module: /^(?:git|subversion|hg)$/,
    argument: /^accept_hostkey$/,
    bad: yes,
    rule: 'download-without-verification',
    severity: 'low',
    message: 'Whoever answers at the address is trusted.',
    remedy: 'Add the key with `known_hosts` first, or write `accept_newhostkey`.',
  },
  {
    module: /^pip$/,
    argument: /^extra_args$/,
    bad: /--trusted-host|--(?:extra-)?index-url[= ]http:/,
    rule: 'download-without-verification',
    severity: 'medium',
    message: 'Packages come from a host whose certificate is not checked.',
    remedy: certificates,
  },
  {
    module: any,
    argument: /^(?:mode|directory_mode)$/,
    bad: /^0?[0-7]{2}[2367]$|(?:^|,)[ugo]*[oa][ugo]*[+=][rxX]*w|(?:^|,)\+[rx]*w/,
    rule: 'world-writable-chmod',
    severity: 'medium',
    message: 'Every account of the machine may change it.',
    remedy: 'Give the owner what is needed and others at most to read (`0755`, `0644`).',
  },
  {
    module: /^selinux$/,
    argument: /^state$/,
    bad: /^(?:disabled|permissive)$/,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'This turns off a protection of the whole machine.',
    remedy: 'Allow the one thing that is needed (`seboolean`, `sefcontext`).',
  },
  {
    module: /^ufw$/,
    argument: /^(?:state|default|policy)$/,
    bad: /^(?:disabled|reset|allow)$/,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'This opens the firewall to everything.',
    remedy: 'Add the one rule that is needed.',
    unless: /^direction$/,
  },
  {
    module: /^postgresql_user$/,
    argument: /^role_attr_flags$/,
    bad: /(?:^|,)\s{0,8}SUPERUSER\b/i,
    rule: 'grant-to-everyone',
    severity: 'low',
    message: 'This account may do everything in every database, files and programs of the server included.',
    remedy: 'Grant the rights that the program needs on its own database.',
  },
  {
    module: /^postgresql_pg_hba$/,
    argument: /^method$/,
    bad: /^trust$/,
    rule: 'host-protection-off',
    severity: 'medium',
    message: 'Whoever reaches the database is let in without a password.',
    remedy: 'Write `method: scram-sha-256`.',
  },
  {
    module: /^postgresql_pg_hba$/,
    argument: /^(?:source|address)$/,
    bad: /^(?:0\.0\.0\.0\/0|::\/0|all)$/,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'Every address may try to sign in to the database.',
    remedy: 'Name the network of the programs that need it.',
  },
  {
    module: /^mysql_user$/,
    argument: /^priv$/,
    bad: /^["']?\*\.\*["']?:(?:[^/]{0,200},)?(?:ALL|SUPER|FILE|GRANT)\b/i,
    rule: 'grant-to-everyone',
    severity: 'low',
    message: 'This account may do everything in every database, files of the server included.',
    remedy: "Grant what the program needs on its own database (`priv: 'shop.*:SELECT,INSERT,UPDATE'`).",
  },
  {
    module: /^firewalld$/,
    argument: /^zone$/,
    bad: /^trusted$/,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'What stands in this zone passes the firewall on every port.',
    remedy: 'Open the one service or port that is needed, in the zone of its network.',
  },
  {
    module: /^iptables$/,
    argument: /^flush$/,
    bad: yes,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'This opens the firewall to everything.',
    remedy: 'Add the one rule that is needed.',
  },
  {
    module: /^(?:lineinfile|blockinfile|copy|template|replace)$/,
    argument: /^(?:line|block|content|replace)$/,
    bad: /NOPASSWD:\s*ALL/,
    rule: 'sudo-without-password',
    severity: 'medium',
    message: 'This lets an account become root without a password.',
    remedy: 'Name the one command that it needs in place of `ALL`.',
  },
  {
    module: /^sudoers$/,
    argument: /^commands$/,
    bad: /^ALL$/,
    rule: 'sudo-without-password',
    severity: 'medium',
    message: 'This lets an account become root without a password.',
    remedy: 'Name the one command that it needs in place of `ALL`.',
    unless: /^nopassword$/,
  },
  {
    module: /^(?:lineinfile|blockinfile|copy|replace)$/,
    argument: /^(?:line|block|content|replace)$/,
    bad: /^[ \t]{0,40}(?:PermitRootLogin\s+yes|PermitEmptyPasswords\s+yes)\b/im,
    rule: 'host-protection-off',
    severity: 'medium',
    message: 'This lets root, or an account without a password, log in from the network.',
    remedy: 'Write `PermitRootLogin no`, and log in with a key of your own.',
  },
  {
    module: /^(?:lineinfile|blockinfile|copy|replace)$/,
    argument: /^(?:line|block|content|replace)$/,
    bad: /^[ \t]{0,40}(?:PasswordAuthentication\s+yes|SELINUX=(?:disabled|permissive)|protected-mode\s+no|host\s+all\s+all\s+(?:0\.0\.0\.0\/0|::\/0|all)\s+trust)\b/im,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'This drops a check of who may come in.',
    remedy: 'Keep the check on; log in with keys, and name the networks.',
  },
];
