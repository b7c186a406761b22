// What opens the cluster itself: settings of its components, of its mesh and of well-known tools that run in it.
import { entriesOf, entryOf, getIn, itemsOf, scalarsOf, textOf, type YamlMap } from '../../text/yaml-tree.ts';
import { quoted } from '../quoted.ts';
import { checkShell } from '../shell/checks.ts';
import type { Verdict } from '../verdict.ts';

/** A setting of an object that is wrong wherever it stands; `at` ends with the keys to it. */
interface Row {
  kind: RegExp;
  at: RegExp;
  bad: RegExp;
  rule: string;
  severity: 'medium' | 'low';
  message: string;
  /** What to write, where the rule says it for something else. */
  remedy?: string;
}

/** Folders of a node by whose files it, or the cluster, is run. */
export const sensitivePath =
  /^\/(?:(?:etc|proc|root|boot|run|var|var\/lib|var\/run|var\/lib\/(?:docker|kubelet|etcd|containerd))?\/?$|etc\/(?:kubernetes|shadow|passwd|sudoers|ssh|cron)|var\/lib\/(?:etcd|kubelet\/pki)\/?|root\/\.ssh)/;

const rows: readonly Row[] = [
  {
    kind: /^KubeletConfiguration$/,
    at: /^authentication\.anonymous\.enabled$/,
    bad: /^true$/,
    rule: 'cluster-component-opened',
    severity: 'medium',
    message: 'Whoever reaches the node may ask its kubelet without saying who they are.',
  },
  {
    kind: /^KubeletConfiguration$/,
    at: /^authorization\.mode$/,
    bad: /^AlwaysAllow$/,
    rule: 'cluster-component-opened',
    severity: 'medium',
    message: 'The kubelet does what anyone asks.',
  },
  {
    kind: /^KubeletConfiguration$/,
    at: /^readOnlyPort$/,
    bad: /^[1-9]/,
    rule: 'cluster-component-opened',
    severity: 'low',
    message: 'This port tells about every pod of the node without asking who wants to know.',
  },
  {
    kind: /^PeerAuthentication$/,
    at: /(?:^|\.)mtls\.mode$/,
    bad: /^DISABLE$/,
    rule: 'cluster-traffic-opened',
    severity: 'medium',
    message: 'Services talk to each other without encryption and without saying who they are.',
  },
  {
    kind: /^DestinationRule$/,
    at: /(?:^|\.)tls\.mode$/,
    bad: /^DISABLE$/,
    rule: 'cluster-traffic-opened',
    severity: 'low',
    message: 'Traffic to this service is not encrypted.',
  },
  {
    kind: /^(?!APIService$|Config$|CustomResourceDefinition$)/,
    at: /(?:^|\.)(?:insecureSkipVerify|insecureSkipTLSVerify|insecure_skip_verify|skipTLSVerify|tlsSkipVerify|tlsInsecureSkipVerify)$/,
    bad: /^true$/,
    rule: 'cluster-tls-unverified',
    severity: 'low',
    message: 'Any certificate of the other side is accepted.',
  },
  {
    kind: /^(?:GitRepository|HelmRepository|OCIRepository|Application|ApplicationSet)$/,
    at: /^spec\.(?:url$|(?:.*\.)?repoURL$)/,
    bad: /^http:\/\/(?!localhost\b|127\.|[\w.-]+\.(?:svc|local)\b)/,
    rule: 'download-without-verification',
    severity: 'medium',
    message: 'What the cluster runs comes over a line that anyone on the way can change.',
  },
  {
    kind: /^PeerAuthentication$/,
    at: /^spec\.mtls\.mode$/,
    bad: /^PERMISSIVE$/,
    rule: 'cluster-traffic-opened',
    severity: 'low',
    message: 'Services also take requests that are neither encrypted nor say who sends them.',
  },
  {
    kind: /^ConfigMap$/,
    at: /^data\.server\.disable\.auth$/,
    bad: /^true$/,
    rule: 'cluster-component-opened',
    severity: 'medium',
    message: 'Whoever reaches this server may do everything without a login.',
  },
  {
    kind: /^ConfigMap$/,
    at: /^data\.policy\.default$/,
    bad: /^role:admin$/,
    rule: 'cluster-component-opened',
    severity: 'medium',
    message: 'Every account without a role of its own is an administrator.',
  },
  {
    kind: /^ConfigMap$/,
    at: /^data\.(?:server\.insecure|users\.anonymous\.enabled|allow-snippet-annotations|enable-skip-login)$/,
    bad: /^true$/,
    rule: 'cluster-traffic-opened',
    severity: 'low',
    message: 'This drops encryption, or a check of who is asking.',
  },
  {
    kind: /^ConfigMap$/,
    at: /^data\.ssl-protocols$/,
    bad: /\b(?:SSLv[23]|TLSv1(?:\.1)?)(?:\s|$)/,
    rule: 'cluster-traffic-opened',
    severity: 'low',
    message: 'Old versions of TLS are broken.',
  },
  {
    kind: /^Namespace$/,
    at: /^metadata\.labels\.pod-security\.kubernetes\.io\/enforce$/,
    bad: /^privileged$/,
    rule: 'container-confinement-off',
    severity: 'low',
    message: 'Pods of this namespace may be as close to their node as they like.',
  },
  {
    kind: /^Service$/,
    at: /^spec\.loadBalancerSourceRanges$/,
    bad: /^(?:0\.0\.0\.0|::)\/0$/,
    rule: 'cluster-traffic-opened',
    severity: 'low',
    message: 'The whole internet reaches this service.',
  },
  {
    kind: /^Service$/,
    at: /^spec\.externalIPs$/,
    bad: /^[\d.:a-f]+$/,
    rule: 'cluster-traffic-opened',
    severity: 'low',
    message: 'Whoever may write services can take over the traffic of any address so.',
  },
  {
    kind: /^PersistentVolume$/,
    at: /^spec\.hostPath\.path$/,
    bad: sensitivePath,
    rule: 'host-path-mounted',
    severity: 'medium',
    message: 'Whoever may use this volume writes files by which the node, or the cluster, is run.',
  },
  {
    kind: /^PersistentVolume$/,
    at: /^spec\.hostPath\.path$/,
    bad: /^\//,
    rule: 'host-path-mounted',
    severity: 'low',
    message: 'Whoever may use this volume reaches a folder of the node.',
  },
  {
    kind: /^Gateway$/,
    at: /(?:^|\.)tls\.minProtocolVersion$/,
    bad: /^TLS_?V1_?[01]$|^TLS_AUTO$/i,
    rule: 'cluster-traffic-opened',
    severity: 'low',
    message: 'Old versions of TLS are broken.',
  },
  {
    kind: /^CiliumNetworkPolicy$|^CiliumClusterwideNetworkPolicy$/,
    at: /(?:^|\.)ingress\.fromEntities$/,
    bad: /^(?:world|all)$/,
    rule: 'cluster-traffic-opened',
    severity: 'low',
    message: 'The whole internet reaches these pods.',
  },
  {
    kind: /^StorageClass$/,
    at: /^parameters\.encrypted$/,
    bad: /^false$/,
    rule: 'storage-encryption-off',
    severity: 'medium',
    message: 'What pods write to volumes of this class lies on disk as it is.',
  },
  {
    kind: /^ServiceAccount$/,
    at: /^automountServiceAccountToken$/,
    bad: /^true$/,
    rule: 'service-account-token-mounted',
    severity: 'low',
    message: 'Who breaks into any pod of this account finds a token for the cluster.',
  },
  {
    kind: /^AppProject$/,
    at: /^spec\.clusterResourceWhitelist\.kind$/,
    bad: /^\*$/,
    rule: 'wildcard-cluster-role',
    severity: 'medium',
    message: 'Applications of this project may create anything in the whole cluster, roles included.',
  },
  {
    kind: /^AppProject$/,
    at: /^spec\.(?:sourceRepos|destinations\.server)$/,
    bad: /^\*$/,
    rule: 'wildcard-cluster-role',
    severity: 'low',
    message: 'This project deploys from any repository, or to any cluster.',
  },
  {
    kind: /^PodSecurityPolicy$/,
    at: /^spec\.allowedCapabilities$/,
    bad: /^\*$|^(?:CAP_)?(?:ALL|SYS_ADMIN|NET_ADMIN|SYS_MODULE|SYS_PTRACE)$/,
    rule: 'dangerous-capability',
    severity: 'medium',
    message: 'Pods may take capabilities that amount to root on the node.',
  },
  {
    kind: /^(?:Pod|Deployment|DaemonSet|StatefulSet|Job|CronJob|ReplicaSet)$/,
    at: /\.seLinuxOptions\.type$/,
    bad: /^(?:spc_t|unconfined_\w+|container_runtime_t|init_t)$/,
    rule: 'container-confinement-off',
    severity: 'low',
    message: 'With this type SELinux holds the container back less, or not at all.',
    remedy: 'Leave the type out, or write a policy for this container.',
  },
];

/** Settings of the kernel that belong to the pod alone. */
const ownSysctl =
  /^(?:kernel\.shm_rmid_forced|net\.ipv4\.(?:ip_local_port_range|tcp_syncookies|ping_group_range|ip_unprivileged_port_start|ip_local_reserved_ports|tcp_keepalive_\w+|tcp_fin_timeout|tcp_rmem|tcp_wmem))$/;

/** What an object of this kind opens. */
export function* clusterVerdicts(root: YamlMap, kind: string): Generator<Verdict> {
  const relevant = rows.filter((row) => row.kind.test(kind));
  for (const { scalar, keys } of relevant.length > 0 ? scalarsOf(root) : []) {
    const at = keys.join('.');
    const row = relevant.find((one) => one.at.test(at) && one.bad.test(scalar.text));
    if (row)
      yield {
        rule: row.rule,
        start: scalar.start,
        end: scalar.end,
        severity: row.severity,
        message: row.message,
        ...(row.remedy !== undefined && { remedy: row.remedy }),
      };
  }
  if (kind !== 'AuthorizationPolicy') return;
  const action = textOf(getIn(root, 'spec', 'action')) ?? 'ALLOW';
  for (const rule of itemsOf(getIn(root, 'spec', 'rules')))
    if (action === 'ALLOW' && rule.kind === 'map' && rule.entries.length === 0)
      yield {
        rule: 'cluster-traffic-opened',
        start: rule.start,
        end: rule.end,
        message: 'This rule lets everyone in.',
      };
}

/** Settings of the kernel that a pod changes for its whole node. */
export function* sysctls(context: YamlMap | undefined): Generator<Verdict> {
  for (const item of itemsOf(getIn(context, 'sysctls'))) {
    const name = entryOf(item, 'name');
    const text = textOf(name?.value) ?? '';
    if (name && /^(?:kernel\.|vm\.|fs\.)/.test(text) && !ownSysctl.test(text))
      yield {
        rule: 'container-confinement-off',
        start: name.keyStart,
        end: name.value.end,
        severity: 'low',
        confidence: 'low',
        message: `${quoted(text)} is a setting of the kernel that the pod shares with others.`,
        remedy: 'Take it out, and set it for the node where all of its pods need it.',
      };
  }
}

/** The scripts of `sh -c` in a container: what it runs, and what the cluster runs in it. */
export function* containerScripts(body: string, container: YamlMap): Generator<Verdict> {
  yield* shellScript(body, container);
  for (const keys of [
    ['lifecycle', 'postStart', 'exec'],
    ['lifecycle', 'preStop', 'exec'],
    ['livenessProbe', 'exec'],
    ['readinessProbe', 'exec'],
    ['startupProbe', 'exec'],
  ]) {
    const exec = getIn(container, ...keys);
    if (exec?.kind === 'map') yield* shellScript(body, exec);
  }
  for (const { key, value } of entriesOf(container))
    if (key === 'script' && value.kind === 'scalar' && !/^#!.*(?:python|node|perl|ruby)/.test(value.text))
      yield* checkShell(body, value.start, value.end, { hasCallers: false });
}

/** Scripts that pods are given as files. */
export function* mappedScripts(body: string, root: YamlMap): Generator<Verdict> {
  for (const { key, value } of entriesOf(getIn(root, 'data')))
    if (
      value.kind === 'scalar' &&
      (/\.(?:ba)?sh$/.test(key) || /^#!\S*\/(?:env )?(?:ba|da|a)?sh\b/.test(value.text))
    )
      yield* checkShell(body, value.start, value.end, { hasCallers: false });
}

function* shellScript(body: string, container: YamlMap): Generator<Verdict> {
  const words = ['command', 'args'].flatMap((key) => itemsOf(getIn(container, key)));
  const at = words.findIndex((word) => /^-\w*c$/.test(textOf(word) ?? ''));
  const script = words[at + 1];
  const shell = words[at - 1];
  if (at > 0 && script?.kind === 'scalar' && /(?:^|\/)(?:ba|da|a|z)?sh$/.test(textOf(shell) ?? ''))
    yield* checkShell(body, script.start, script.end, { hasCallers: false });
}
