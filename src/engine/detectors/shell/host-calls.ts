// Ways to call a program that are wrong wherever they stand, as a table.
import type { Severity } from '../../finding.ts';
import { cloudCalls } from './cloud-calls.ts';
import { rowsByProgram } from './program.ts';

/** A way to call a program that is wrong wherever it stands. */
export interface Call {
  program: RegExp;
  /** Tested against the words behind the program, with one space between. */
  words: RegExp;
  rule: string;
  severity: Severity;
  message: string;
  remedy?: string;
}

const plainSource =
  '(?:=|\\s)"?\'?http://(?!localhost\\b|127\\.|0\\.0\\.0\\.0|\\[::1\\]|[\\w.-]+\\.(?:local|internal|test|svc)\\b|\\$)[\\w.$-]+';

const calls: readonly Call[] = [
  {
    program: /^openssl$/,
    words:
      /^(?:des3?|rc[24]|bf|\S+-ecb)\s|(?:^|\s)-(?:des|des3|des-\w+|rc2\S*|rc4|bf|bf-\w+|seed-\w+|\S+-ecb)(?:\s|$)/,
    rule: 'weak-cipher',
    severity: 'medium',
    message: 'This cipher, or its mode, is broken.',
    remedy: 'Use `-aes-256-cbc -pbkdf2`, or a tool that authenticates too (`age`, `gpg`).',
  },
  {
    program: /^openssl$/,
    words: /^(?:genrsa|gendsa|dhparam)\b(?:.*\s)?(?:512|768|1024)$|rsa(?:_keygen_bits)?:(?:512|768|1024)\b/,
    rule: 'weak-key-size',
    severity: 'medium',
    message: 'A key of this size can be broken.',
    remedy: 'Use 3072 bits or more, or an elliptic curve.',
  },
  {
    program: /^ssh-keygen$/,
    words: /-t\s+dsa\b|-b\s+(?:512|768|1024)\b/,
    rule: 'weak-key-size',
    severity: 'medium',
    message: 'A key of this kind can be broken.',
    remedy: 'Use `ssh-keygen -t ed25519`.',
  },
  {
    program: /^openssl$/,
    words:
      /^passwd\b.*-(?:1|crypt|apr1)\b|^(?:req|x509|dgst)\b.*-(?:md5|sha1)\b.*-sign|^(?:req|x509)\b.*-(?:md5|sha1)(?:\s|$)/,
    rule: 'weak-hash',
    severity: 'medium',
    message: 'This hash is broken for passwords and signatures.',
    remedy: 'Use `openssl passwd -6`, and `-sha256` for signatures.',
  },
  {
    program: /^(?:iptables|ip6tables)$/,
    words:
      /^-P\s+(?:INPUT|FORWARD)\s+ACCEPT$|^(?:-F|--flush)$|^-[AI]\s+INPUT\s+(?:-s\s+0\.0\.0\.0\/0\s+)?-j\s+ACCEPT$/,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'This opens the firewall to everything.',
  },
  {
    program: /^nft$/,
    words: /^flush\s+ruleset$/,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'This opens the firewall to everything.',
  },
  {
    program: /^setcap$/,
    words: /\bcap_(?:setuid|sys_admin|dac_override|sys_ptrace|sys_module)\b\S*[+=]\S*e/,
    rule: 'setuid-bit-set',
    severity: 'low',
    message: 'Whoever may start this program can become root with it.',
    remedy: 'Give the program the one capability that it needs, such as `cap_net_bind_service`.',
  },
  {
    program: /^(?:ufw|setenforce|aa-teardown|aa-disable|auditctl)$/,
    words: /^(?:disable|0|Permissive|reset|-e\s+0|default allow incoming|allow from any(?: to any)?|)$/i,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'This turns off a protection of the whole machine.',
  },
  {
    program: /^(?:systemctl|service)$/,
    words:
      /^(?:(?:stop|disable|mask)(?:\s+--now)?\s+(?:firewalld|ufw|apparmor|auditd|fail2ban|iptables|clamav\S*)(?:\.service)?|(?:firewalld|ufw|apparmor|auditd|iptables)\s+stop)$/,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'This turns off a protection of the whole machine.',
  },
  {
    program: /^sysctl$/,
    words:
      /(?:kernel\.randomize_va_space|kernel\.yama\.ptrace_scope|kernel\.kptr_restrict|fs\.protected_(?:hard|sym)links|kernel\.dmesg_restrict)\s*=\s*0/,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'This turns off a protection of the kernel.',
  },
  {
    program: /^(?:nc|ncat|netcat|nc\.traditional)$/,
    words: /(?:^|\s)-\w*[ec]\w*\s+"?(?:\/bin\/|\/usr\/bin\/)?(?:ba|da|z|k)?sh\b|--(?:sh-)?exec\b/,
    rule: 'remote-shell',
    severity: 'high',
    message: 'Whoever is at the other end of this connection has a shell.',
  },
  {
    program: /^socat$/,
    words: /exec:\S*(?:ba|da|z)?sh\b/i,
    rule: 'remote-shell',
    severity: 'high',
    message: 'Whoever is at the other end of this connection has a shell.',
  },
  {
    program: /^(?:docker|podman|nerdctl)$/,
    words:
      /^(?:container\s+)?(?:run|create|exec)\b.*\s(?:--privileged(?:=true)?|-v\s*\S*\/var\/run\/docker\.sock\S*|--volume[= ]\S*docker\.sock\S*|-v\s*\/(?:etc|root|boot|var\/lib\/docker)?\/?:(?!\S*:ro(?:\s|$))\S+|--(?:pid|userns|ipc|uts)[= ]host|--cap-add[= ]?(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE)|--security-opt[= ]?\S*(?:unconfined|disable))(?:\s|$)/i,
    rule: 'container-started-with-host-rights',
    severity: 'low',
    message: 'This container can act as root on its host.',
  },
  {
    program: /^kubectl$/,
    words: /^create\s+clusterrolebinding\b.*--clusterrole[= ]cluster-admin\b/,
    rule: 'cluster-admin-bound',
    severity: 'medium',
    message: 'Whoever holds this account may do everything in the cluster.',
    remedy: 'Bind a role with the rights that are needed.',
  },
  {
    program: /^kubectl$/,
    words: /^run\b.*\s--privileged(?:=true)?(?:\s|$)/,
    rule: 'container-started-with-host-rights',
    severity: 'low',
    message: 'This container can act as root on its host.',
  },
  {
    program: /^firewall-cmd$/,
    words: /--set-default-zone[= ]trusted\b|--add-port[= ](?:0|1)-65535\b/,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'This opens the firewall to everything.',
  },
  {
    program: /^passwd$/,
    words: /^(?:-d|--delete)(?:\s|$)/,
    rule: 'host-protection-off',
    severity: 'medium',
    message: 'This account has no password from here on.',
    remedy: 'Lock it: `passwd -l name`.',
  },
  {
    program: /^xhost$/,
    words: /^\+$/,
    rule: 'host-protection-off',
    severity: 'low',
    message: 'Every program that reaches this screen may read its keys and draw on it.',
    remedy: 'Write `xhost +si:localuser:name`.',
  },
  {
    program: /^(?:aws|gcloud|az)$/,
    words:
      /^iam\s+attach-(?:user|role|group)-policy\b.*\/(?:AdministratorAccess|IAMFullAccess)\b|^(?:projects|organizations)\s+add-iam-policy-binding\b.*--role[= ]["']?roles\/(?:owner|editor)\b|^role\s+assignment\s+create\b.*--role[= ]["']?(?:Owner|User Access Administrator)\b/,
    rule: 'wildcard-iam-policy',
    severity: 'medium',
    message: 'This account may do everything from here on, or give itself the rights to.',
    remedy: 'Give it the role with the rights that it needs.',
  },
  {
    program: /^aws$/,
    words: /--http-tokens[= ]optional\b|HttpTokens=optional\b/,
    rule: 'metadata-service-open',
    severity: 'low',
    message: 'A forged request of the program reaches the credentials of the machine.',
    remedy: 'Write `--http-tokens required`.',
  },
  {
    program: /^aws$/,
    words: /^rds\s+\S+.*--no-storage-encrypted\b|^\w+\s.*--no-encrypted\b/,
    rule: 'storage-encryption-off',
    severity: 'low',
    message: 'Data lies on disk as it is.',
    remedy: 'Write `--storage-encrypted`.',
  },
  {
    program: /^az$/,
    words:
      /--https-only[= ]false\b|--min-tls-version[= ](?:TLS1_[01]|1\.[01])\b|--ssl-enforcement[= ]Disabled\b/i,
    rule: 'plaintext-traffic',
    severity: 'low',
    message: 'Traffic to this resource may go unencrypted, or with broken versions of TLS.',
  },
  {
    program: /^gcloud$/,
    words: /^(?:beta\s+)?(?:run|functions)\s+deploy\b.*--allow-unauthenticated\b/,
    rule: 'public-service',
    severity: 'low',
    message: 'Anyone who knows the address may call this.',
  },
  {
    program: /^psql$|^pg_dump$|^mysql\w*$|^mariadb\w*$/,
    words:
      /^(?!.*\b(?:localhost|127\.0\.0\.1)\b).*(?:\bsslmode=disable\b|--ssl-mode=DISABLED\b|--skip-ssl\b)/i,
    rule: 'cleartext-protocol',
    severity: 'low',
    message: 'Everything, passwords too, goes over the line to the database as it is.',
    remedy: 'Write `sslmode=verify-full`, or `--ssl-mode=VERIFY_IDENTITY`.',
  },
  {
    program: /^python[\d.]*$/,
    words: /^-m\s+(?:http\.server|SimpleHTTPServer)(?!.*(?:-b|--bind)[= ](?!0\.0\.0\.0))/,
    rule: 'bind-all-interfaces',
    severity: 'low',
    message: 'This offers the folder to everyone who reaches the machine.',
    remedy: 'Add `--bind 127.0.0.1`.',
  },
  {
    program: /^(?:pip[\d.]*|uv|pipenv|poetry|python[\d.]*)$/,
    words: new RegExp(`(?:-i|--index-url|--extra-index-url|--find-links|-f)${plainSource}`),
    rule: 'download-without-verification',
    severity: 'medium',
    message: 'Packages come over a line that anyone on the way can change.',
    remedy: 'Use the `https:` address.',
  },
  {
    program: /^(?:npm|yarn|pnpm|gem|bundle|dotnet|nuget|go|cargo|composer|helm)$/,
    words: new RegExp(
      `(?:--registry|--source|-s|registry|source(?:\\s+add)?|repo\\s+add\\s+\\S+|-Source|--repo)${plainSource}`,
    ),
    rule: 'download-without-verification',
    severity: 'medium',
    message: 'Packages come over a line that anyone on the way can change.',
    remedy: 'Use the `https:` address.',
  },
  {
    program: /^pip[\d.]*$/,
    words: /--extra-index-url[= ]/,
    rule: 'download-without-verification',
    severity: 'low',
    message:
      'Of two indexes the higher version wins, so a stranger who publishes the name of a private package is installed.',
    remedy: 'Use one index that knows both (`--index-url`), or pin with hashes.',
  },
  {
    program: /^apt-key$/,
    words: /^(?:adv|add)\b/,
    rule: 'download-without-verification',
    severity: 'low',
    message: 'A key added so is trusted for every repository.',
    remedy: 'Put the key into a file of its own and name it in the source (`signed-by=`).',
  },
  {
    program: /^(?:telnet|ftp|rsh|rlogin|tftp)$/,
    words: /^(?:-[inv]{1,3}\s{1,3}){0,3}(?!-)[\w.$"{}:/-]*\w/,
    rule: 'cleartext-protocol',
    severity: 'low',
    message: 'Everything, passwords too, goes over the line as it is.',
    remedy: 'Use `ssh`, `sftp` or `curl` with `https:`.',
  },
  {
    program: /^curl$/,
    words: /(?:^|\s)(?:--sslv[23]|--tlsv1\.[01]|--tls-max[= ]1\.[01]|-[23])(?:\s|$)/,
    rule: 'weak-tls-version',
    severity: 'medium',
    message: 'This version of TLS is broken.',
    remedy: 'Write `--tlsv1.2`, or leave it out.',
  },
  {
    program: /^htpasswd$/,
    words: /^(?:-\w+\s+)*-\w*[dsp]/,
    rule: 'weak-hash',
    severity: 'medium',
    message: 'A password kept so is guessed in no time, or is not hashed at all.',
    remedy: 'Use `htpasswd -B`.',
  },
  {
    program: /^git$/,
    words: /^(?:clone|submodule add|remote add)\b.*\s(?:http|git):\/\/(?!localhost\b|127\.|\$|\[::1\])/,
    rule: 'download-without-verification',
    severity: 'low',
    message: 'The code comes over a line that anyone on the way can change.',
    remedy: 'Use the `https:` or `ssh:` address.',
  },
  {
    program: /^(?:useradd|adduser|usermod)$/,
    words: /(?:^|\s)(?:-u|--uid)[= ]?0(?:\s|$)/,
    rule: 'host-protection-off',
    severity: 'medium',
    message: 'This account has all the rights of root.',
    remedy: 'Give it a number of its own, and the one right that it needs through `sudo`.',
  },
  {
    program: /^(?:echo|printf|tee|add-apt-repository)$/,
    words: /\bdeb(?:-src)?\s+\[[^\]]{0,200}\btrusted=yes/,
    rule: 'download-without-verification',
    severity: 'medium',
    message: '`trusted=yes` installs packages of this repository without a look at their signature.',
    remedy: 'Import the key of the repository and name it (`signed-by=`).',
  },
  {
    program: /^mktemp$/,
    words: /(?:^|\s)(?:-\w*u\w*|--dry-run)(?:\s|$)/,
    rule: 'predictable-shell-temp-file',
    severity: 'low',
    message: 'Only a name is made; between this and its use anyone can put a link or a file there.',
    remedy: 'Leave out `-u`, so that the file is made at once.',
  },
  {
    program: /^umask$/,
    words: /^0{1,4}$/,
    rule: 'world-writable-chmod',
    severity: 'medium',
    message: 'Every file that is made from here on can be changed by every account.',
    remedy: 'Write `umask 022`, or `umask 077` for private files.',
  },
];

/** The rows for a program. */
export const callsOf = rowsByProgram([...calls, ...cloudCalls]);
