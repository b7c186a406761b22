// What is risky in one task: the module that it calls, and with what.
import { type YamlMap, type YamlNode, entriesOf, getIn, itemsOf, textOf } from '../../text/yaml-tree.ts';
import { isManifest, kubernetesVerdicts } from '../containers/kubernetes.ts';
import { quoted } from '../quoted.ts';
import { checkShell } from '../shell/checks.ts';
import type { Verdict } from '../verdict.ts';
import { cloudVerdicts, containerVerdicts } from './resources.ts';
import { type Row, certificates, no, rows, yes } from './rows.ts';

/** One argument of a module. */
export interface Argument {
  name: string;
  text: string;
  start: number;
  end: number;
  node?: YamlNode;
}

const scripts = /^(?:shell|command|raw|win_shell)$/;
const secretName = /(?:^|_)(?:password|passwd|secret|token|api_?key|private_key)$/i;

const secretVariable =
  /\{\{[^}]{0,200}?(?:password|passwd|secret|api_?key|private_key|access_token)\b[^}|]{0,200}(?:\}\}|\|(?!\s*(?:length|type_debug|default\(omit\))))/i;

/** Words of a task that are no module. */
const keywords =
  /^(?:name|when|with_\w+|loop|loop_control|register|become\w*|tags|vars|notify|ignore_\w+|changed_when|failed_when|delegate_\w+|environment|no_log|until|retries|delay|args|block|rescue|always|any_errors_fatal|async|poll|check_mode|collections|connection|debugger|diff|listen|module_defaults|port|remote_user|run_once|throttle|timeout|first_available_file|hosts|roles|import_playbook|include|include_tasks|import_tasks|include_role|import_role|gather_facts)$/;

/** Everything that a task does wrong; `masked` is the file with its templates made plain words. */
export function* taskVerdicts(body: string, masked: string, task: YamlMap): Generator<Verdict> {
  const call = entriesOf(task).find(({ key }) => !keywords.test(key));
  if (!call) return;
  const module = call.key.slice(call.key.lastIndexOf('.') + 1);
  const given = argumentsOf(body, call.value, module);
  const job = module === 'cron' ? given.find(({ name }) => name === 'job') : undefined;
  if (job?.node) yield* checkShell(masked, job.node.start, job.node.end, { hasCallers: false });
  if (scripts.test(module)) yield* script(body, masked, call.value, module);
  else for (const row of rows) if (row.module.test(module)) yield* rowVerdicts(row, module, given);
  yield* decimalMode(body, module, given);
  yield* unverified(given);
  yield* logged(task, module, given);
  if (module === 'systemd' || module === 'service' || module === 'systemd_service') yield* stopped(given);
  if (module === 'sysctl') yield* kernel(given);
  yield* containerVerdicts(module, call.value);
  yield* cloudVerdicts(body, module, call);
  const manifest = module === 'k8s' ? getIn(call.value, 'definition') : undefined;
  if (manifest && isManifest(manifest)) yield* kubernetesVerdicts(manifest);
}

/** The arguments of a module, written as a map or as `name=value`. */
function argumentsOf(body: string, value: YamlNode, module: string): Argument[] {
  if (value.kind === 'map')
    return value.entries.map(({ key, keyStart, value: node }) => ({
      name: key,
      text:
        textOf(node) ??
        itemsOf(node)
          .map((item) => textOf(item) ?? '')
          .join(' '),
      start: keyStart,
      end: node.end,
      node,
    }));
  if (value.kind !== 'scalar' || scripts.test(module)) return [];
  const line = body.slice(value.start, value.end);
  return [...line.matchAll(/(?<![\w.-])(\w+)=("[^"\n]*"|'[^'\n]*'|\{\{[^}\n]*\}\}\S*|[^\s"']+)/g)].map(
    (match) => ({
      name: match[1] ?? '',
      text: (match[2] ?? '').replace(/^["']|["']$/g, ''),
      start: value.start + match.index,
      end: value.start + match.index + match[0].length,
    }),
  );
}

const modeless = /^(?:xattr|acl|lvol|mount|wait_for|nmcli|interfaces_file)$/;

function* rowVerdicts(row: Row, module: string, given: readonly Argument[]): Generator<Verdict> {
  if (row.unless && given.some(({ name }) => row.unless?.test(name))) return;
  const isLink = given.some(({ name, text }) => name === 'state' && text === 'link');
  for (const { name, text, start, end } of given) {
    if (!row.argument.test(name) || !row.bad.test(text)) continue;
    // A folder for everybody with the sticky bit, links, and modules whose mode is no mode of files.
    if (name.endsWith('mode') && (text.startsWith('1') || modeless.test(module) || isLink)) continue;
    yield { rule: row.rule, start, end, severity: row.severity, message: row.message, remedy: row.remedy };
  }
}

/** A mode that YAML reads as a decimal number, so that other bits are set than those that it names. */
function* decimalMode(body: string, module: string, given: readonly Argument[]): Generator<Verdict> {
  if (modeless.test(module)) return;
  for (const { name, node, start, end } of given) {
    if (!/^(?:mode|directory_mode)$/.test(name) || node?.kind !== 'scalar') continue;
    const raw = body.slice(node.start, node.end);
    if (typeof node.value !== 'number' || !/^[1-7][0-7]{2,3}$/.test(raw)) continue;
    // 0o002 is the right of everybody to write.
    const isOpen = (Number(raw) & 0o002) !== 0;
    yield {
      rule: 'world-writable-chmod',
      start,
      end,
      severity: isOpen ? 'medium' : 'low',
      confidence: 'high',
      message: `Without a leading zero ${quoted(raw)} is a decimal number, and as the mode ${Number(raw).toString(8).padStart(4, '0')} it ${isOpen ? 'lets every account write' : 'gives other rights than it seems to'}.`,
      remedy: `Write \`mode: "0${raw}"\`.`,
    };
  }
}

/** The commands of a task. */
function* script(body: string, masked: string, value: YamlNode, module: string): Generator<Verdict> {
  const text = value.kind === 'map' ? (getIn(value, 'cmd') ?? getIn(value, '_raw_params')) : value;
  if (text?.kind !== 'scalar' || module === 'win_shell') return;
  yield* checkShell(masked, text.start, text.end, { hasCallers: false });
  yield* filledIn(body, text);
}

/** Passwords among the arguments of a program. */
function* filledIn(body: string, { start, end }: YamlNode): Generator<Verdict> {
  const written = body.slice(start, end);
  const password =
    /(?:--?p(?:ass(?:word|wd)?)?[= ]?|--?(?:token|secret)[= ]|PASSWORD=)["']?\{\{[ \t]{0,9}(\w{0,60}(?:password|passwd|pass|token|secret))\b[^{}\n]{0,100}\}\}/i.exec(
      written,
    );
  if (password)
    yield {
      rule: 'secret-in-arguments',
      start: start + password.index,
      end: start + password.index + password[0].length,
      severity: 'low',
      message: `Every account of the machine sees ${quoted(password[1] ?? '')} in the list of processes, and Ansible prints the command.`,
      remedy: 'Hand it over in `environment:` or a file, and write `no_log: true`.',
    };
}

/** Connections that accept any certificate. */
function* unverified(given: readonly Argument[]): Generator<Verdict> {
  const where =
    given.find(({ name }) => /^(?:url|uri|hostname|host|src|key|auth_url|endpoint\w*)$/.test(name))?.text ??
    '';
  if (/\/\/(?:localhost|127\.|\[::1\])|^(?:localhost|127\.)/.test(where)) return;
  for (const { name, text, start, end } of given)
    if (
      /^(?:validate_certs|verify_ssl|ssl_verify|validate_ssl|verify_tls|tls_verify|server_cert_validation)$/.test(
        name,
      ) &&
      /^(?:no|false|off|0|ignore)$/i.test(text)
    )
      yield {
        rule: 'download-without-verification',
        start,
        end,
        severity: /^https:\/\/\w/.test(where) ? 'medium' : 'low',
        message:
          'Whoever answers at the address is trusted; someone on the way can hand over other code or data.',
        remedy: certificates,
      };
}

/** Secrets that the task prints. */
function* logged(task: YamlMap, module: string, given: readonly Argument[]): Generator<Verdict> {
  const flag = entriesOf(task).find(({ key }) => key === 'no_log');
  if (flag && no.test(textOf(flag.value) ?? '') && given.some(({ name }) => secretName.test(name)))
    yield {
      rule: 'secret-in-log',
      start: flag.keyStart,
      end: flag.value.end,
      severity: 'low',
      confidence: 'medium',
      message: 'Each run prints the arguments of this task, its password among them.',
      remedy: 'Write `no_log: true`.',
    };
  if (module !== 'debug' || (flag && yes.test(textOf(flag.value) ?? ''))) return;
  for (const { name, text, start, end } of given)
    if ((name === 'msg' && secretVariable.test(text)) || (name === 'var' && secretName.test(text)))
      yield {
        rule: 'secret-in-log',
        start,
        end,
        severity: 'low',
        confidence: 'medium',
        message: `Each run prints ${quoted(text)}.`,
        remedy: 'Leave the secret out.',
      };
}

function* stopped(given: readonly Argument[]): Generator<Verdict> {
  const name = given.find((one) => one.name === 'name')?.text.replace(/\.service$/, '') ?? '';
  const state = given.find((one) => one.name === 'state' && /^(?:stopped|absent)$/.test(one.text));
  const enabled = given.find((one) => one.name === 'enabled' && no.test(one.text));
  const off = state ?? enabled;
  if (off && /^(?:firewalld|ufw|apparmor|auditd|fail2ban|iptables|nftables)$/.test(name))
    yield {
      rule: 'host-protection-off',
      start: off.start,
      end: off.end,
      severity: 'low',
      message: `This turns off ${quoted(name)} for the whole machine.`,
    };
}

function* kernel(given: readonly Argument[]): Generator<Verdict> {
  const name = given.find((one) => one.name === 'name')?.text ?? '';
  const value = given.find((one) => one.name === 'value');
  if (
    value?.text === '0' &&
    /^(?:kernel\.(?:randomize_va_space|yama\.ptrace_scope|kptr_restrict|dmesg_restrict)|fs\.protected_(?:hard|sym)links)$/.test(
      name,
    )
  )
    yield {
      rule: 'host-protection-off',
      start: value.start,
      end: value.end,
      severity: 'low',
      message: 'This turns off a protection of the kernel.',
    };
}
