// What is risky in Kubernetes manifests: pods, roles and their bindings.
import {
  entriesOf,
  entryOf,
  getIn,
  itemsOf,
  textOf,
  textsOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from '../../text/yaml-tree.ts';
import { entryBefore } from '../../fixes/yaml-lines.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { clusterVerdicts, containerScripts, sysctls } from './cluster.ts';
import { capability, dangerousCapability } from './compose.ts';
import { withoutLogin } from './data-stores.ts';

/** True when the document is a manifest. */
export function isManifest(root: YamlNode): root is YamlMap {
  return (
    root.kind === 'map' &&
    textOf(getIn(root, 'apiVersion')) !== undefined &&
    textOf(getIn(root, 'kind')) !== undefined
  );
}

/** What is risky in a manifest; scripts in it are read when its text is given. */
export function* kubernetesVerdicts(root: YamlMap, body?: string): Generator<Verdict> {
  if (textOf(getIn(root, 'kind')) === 'List') {
    for (const item of itemsOf(getIn(root, 'items')))
      if (isManifest(item)) yield* kubernetesVerdicts(item, body);
    return;
  }
  const kind = textOf(getIn(root, 'kind')) ?? '';
  yield* clusterVerdicts(root, kind);
  if (/^(?:Cluster)?Role$/.test(kind)) yield* role(root, kind);
  if (/^(?:Cluster)?RoleBinding$/.test(kind)) yield* binding(root);
  if (kind === 'Config')
    for (const item of itemsOf(getIn(root, 'clusters')))
      yield* flag(
        getIn(item, 'cluster'),
        'insecure-skip-tls-verify',
        'true',
        'cluster-tls-unverified',
        'The client accepts any certificate of the cluster.',
      );
  if (kind === 'APIService')
    yield* flag(
      getIn(root, 'spec'),
      'insecureSkipTLSVerify',
      'true',
      'cluster-tls-unverified',
      'The cluster accepts any certificate of this service.',
    );
  if (kind === 'PodSecurityPolicy') yield* policy(root);
  if (kind === 'Ingress' || kind === 'NetworkPolicy') yield* traffic(root, kind);
  if (body !== undefined && kind.endsWith('Task'))
    for (const step of itemsOf(getIn(root, 'spec', 'steps')))
      if (step.kind === 'map') yield* containerScripts(body, step);
  const pod = podOf(root, kind);
  if (pod) {
    yield* podVerdicts(pod, body);
    yield* annotations(root, kind);
    yield* accountOf(root, kind, pod);
  }
  if (kind === 'Service') {
    const type = getIn(root, 'spec', 'type');
    const stores = itemsOf(getIn(root, 'spec', 'ports')).some((port) =>
      /^(?:3306|5432|6379|27017|9200|1433|11211)$/.test(textOf(getIn(port, 'port')) ?? ''),
    );
    if (
      type &&
      stores &&
      /^(?:LoadBalancer|NodePort)$/.test(textOf(type) ?? '') &&
      !/internal/i.test(
        entriesOf(getIn(root, 'metadata', 'annotations'))
          .map(({ key, value }) => `${key}=${textOf(value)}`)
          .join(),
      )
    )
      yield {
        rule: 'database-port-published',
        start: type.start,
        end: type.end,
        message: 'A data store is offered outside of the cluster.',
        remedy: 'Write `type: ClusterIP`, or name the networks in `loadBalancerSourceRanges`.',
      };
  }
}

/** Annotations that older clusters read in place of the security context. */
function* annotations(root: YamlMap, kind: string): Generator<Verdict> {
  const holder = kind === 'Pod' ? root : getIn(root, 'spec', 'template');
  for (const { key, keyStart, value } of entriesOf(getIn(holder, 'metadata', 'annotations')))
    if (
      /^(?:container\.apparmor\.|container\.seccomp\.|seccomp\.)/.test(key) &&
      textOf(value) === 'unconfined'
    )
      yield {
        rule: 'container-confinement-off',
        start: keyStart,
        end: value.end,
        message: 'No filter of system calls or files stands between the container and the node.',
      };
}

/** Whether anything in the pod says that it must not run as root; said once, at its `spec`. */
function* accountOf(root: YamlMap, kind: string, pod: YamlNode): Generator<Verdict> {
  const holder =
    kind === 'Pod'
      ? root
      : kind === 'CronJob'
        ? getIn(root, 'spec', 'jobTemplate', 'spec', 'template')
        : getIn(root, 'spec', 'template');
  const spec = entryOf(holder, 'spec');
  const contexts = [pod, ...itemsOf(getIn(pod, 'containers'))].map((one) => getIn(one, 'securityContext'));
  const says = contexts.some((one) => entryOf(one, 'runAsNonRoot') ?? entryOf(one, 'runAsUser'));
  if (spec && !says && itemsOf(getIn(pod, 'containers')).length > 0)
    yield {
      ...absent(spec, 'runAsNonRoot', 'Nothing keeps the containers of this pod from running as root.'),
      end: spec.keyEnd,
      confidence: 'low',
    };
}

/** Flags of components of the cluster that let everyone in, with how bad that is. */
const openFlags: readonly [RegExp, 'medium' | 'low'][] = [
  [/^--authorization-mode=(?:.*,)?AlwaysAllow/, 'medium'],
  [/^--(?:insecure-bind-address=|insecure-port=[1-9]|token-auth-file=|basic-auth-file=)/, 'medium'],
  [/^--(?:client-cert-auth|peer-client-cert-auth|kubelet-https|service-account-lookup)=false$/, 'medium'],
  [/^--anonymous-auth=true$/, 'low'],
  [/^--(?:enable-skip-login|disable-settings-authorizer|disable-auth|noauth)(?:=true)?$/, 'medium'],
  [/^--(?:auth-mode=server|api\.insecure(?:=true)?$)/, 'medium'],
  [/^--enable-admission-plugins=(?:.*,)?AlwaysAdmit/, 'medium'],
  [
    /^--(?:listen-client-urls|advertise-client-urls|etcd-servers|listen-peer-urls)=(?:.*,)?http:\/\/(?!127\.|localhost)/,
    'low',
  ],
  [/^--tls-cipher-suites=.*(?:RC4|3DES|NULL)|^--tls-min-version=VersionTLS1[01]$/, 'low'],
  [/^--(?:(?:auto-tls|peer-auto-tls|profiling)=true|enable-insecure-login(?:=true)?)$/, 'low'],
  [/^--read-only-port=[1-9]/, 'low'],
  [/^--(?:protect-kernel-defaults|rotate-certificates|make-iptables-util-chains)=false$/, 'low'],
  [
    /^--(?:insecure-skip-tls-verify|kubelet-insecure-tls|kubelet-certificate-authority=$|skip-verify|insecure)(?:=true)?$/,
    'low',
  ],
  [/^--streaming-connection-idle-timeout=0$/, 'low'],
];

function* flags(container: YamlNode): Generator<Verdict> {
  for (const key of ['command', 'args'])
    for (const item of itemsOf(getIn(container, key))) {
      const text = textOf(item) ?? '';
      const open = openFlags.find(([flag]) => flag.test(text));
      if (open)
        yield {
          rule: 'cluster-component-opened',
          start: item.start,
          end: item.end,
          severity: open[1],
          message: `${quoted(text)} drops a check of who is asking.`,
        };
    }
}

const openAnnotation =
  /^(?:nginx\.ingress\.kubernetes\.io\/(?:(?:force-)?ssl-redirect=false|auth-tls-verify-client=off|(?:configuration|server|auth|stream|modsecurity)-snippet=|ssl-protocols=.*TLSv1(?:\.1)?(?:\s|$)|proxy-ssl-verify=off|enable-modsecurity=false|cors-allow-origin=\*)|alb\.ingress\.kubernetes\.io\/ssl-policy=ELBSecurityPolicy-(?:2015|2016|TLS-1-[01])|kubernetes\.io\/ingress\.allow-http=true)/;

function* traffic(root: YamlMap, kind: string): Generator<Verdict> {
  for (const { key, keyStart, value } of entriesOf(getIn(root, 'metadata', 'annotations')))
    if (openAnnotation.test(`${key}=${textOf(value) ?? ''}`))
      yield {
        rule: 'cluster-traffic-opened',
        start: keyStart,
        end: value.end,
        message: `${quoted(key)} takes away a check, or lets whoever may write this object change the server's settings.`,
      };
  if (kind !== 'NetworkPolicy') return;
  for (const rule of itemsOf(getIn(root, 'spec', 'ingress')))
    if (rule.kind === 'map' && !entryOf(rule, 'from') && !entryOf(rule, 'ports'))
      yield {
        rule: 'cluster-traffic-opened',
        start: rule.start,
        end: rule.end,
        message: 'This rule lets everyone in.',
      };
  for (const rule of itemsOf(getIn(root, 'spec', 'ingress')))
    for (const from of itemsOf(getIn(rule, 'from'))) {
      const cidr = getIn(from, 'ipBlock', 'cidr');
      if (cidr && textOf(cidr) === '0.0.0.0/0')
        yield {
          rule: 'cluster-traffic-opened',
          start: cidr.start,
          end: cidr.end,
          message: 'This rule lets the whole internet in.',
        };
    }
}

function podOf(root: YamlMap, kind: string): YamlNode | undefined {
  if (kind === 'Pod') return getIn(root, 'spec');
  if (kind === 'CronJob') return getIn(root, 'spec', 'jobTemplate', 'spec', 'template', 'spec');
  return getIn(root, 'spec', 'template', 'spec');
}

function* flag(
  node: YamlNode | undefined,
  key: string,
  value: string,
  rule: string,
  message: string,
  more: Partial<Verdict> = {},
): Generator<Verdict> {
  const entry = entryOf(node, key);
  if (entry && textOf(entry.value) === value)
    yield {
      rule,
      start: entry.keyStart,
      end: entry.value.end,
      message,
      ...switched(value, entry.value),
      ...more,
    };
}

/** What a flag is to be instead, where that is one word and takes nothing else. */
const instead: Readonly<Record<string, string>> = {
  true: 'false',
  false: 'true',
  Unmasked: 'Default',
  Unconfined: 'RuntimeDefault',
};

function switched(value: string, { start, end }: YamlNode): Pick<Verdict, 'edits'> {
  const text = instead[value];
  return text === undefined ? {} : { edits: [{ start, end, text }] };
}

function* podVerdicts(pod: YamlNode, body: string | undefined): Generator<Verdict> {
  yield* flag(
    pod,
    'hostNetwork',
    'true',
    'host-namespace-shared',
    'The pod shares the network of its node, past every network policy.',
    { severity: 'medium' },
  );
  yield* flag(
    pod,
    'hostPID',
    'true',
    'host-namespace-shared',
    'The pod sees every process of its node, with their environment.',
    { severity: 'medium' },
  );
  yield* flag(
    pod,
    'hostIPC',
    'true',
    'host-namespace-shared',
    'The pod shares the memory segments of its node.',
    { severity: 'medium' },
  );
  yield* flag(
    pod,
    'shareProcessNamespace',
    'true',
    'host-namespace-shared',
    'Each container of the pod sees the processes and the environment of the others.',
    { severity: 'low', confidence: 'low' },
  );
  yield* context(getIn(pod, 'securityContext'));
  for (const volume of itemsOf(getIn(pod, 'volumes'))) {
    const path = getIn(volume, 'hostPath', 'path');
    const text = textOf(path) ?? '';
    if (!path || text === '') continue;
    if (/(?:docker|containerd|crio)\.sock$/.test(text))
      yield {
        rule: 'docker-socket-mounted',
        start: path.start,
        end: path.end,
        severity: 'medium',
        message: 'Who controls this pod controls every container of its node.',
      };
    else
      yield {
        rule: 'host-path-mounted',
        start: path.start,
        end: path.end,
        severity: /^\/(?:etc|proc|root|var\/lib\/(?:docker|kubelet)|var\/run|boot)?\/?$/.test(text)
          ? 'medium'
          : 'low',
        message: `The pod reaches ${quoted(text)} of its node.`,
      };
  }
  const containers = ['containers', 'initContainers', 'ephemeralContainers'].flatMap((key) =>
    itemsOf(getIn(pod, key)),
  );
  const podContext = getIn(pod, 'securityContext');
  if (podContext?.kind === 'map') yield* sysctls(podContext);
  for (const container of containers) {
    const own = entryOf(container, 'securityContext');
    yield* context(own?.value);
    yield* flags(container);
    if (body !== undefined && container.kind === 'map') yield* containerScripts(body, container);
    yield* withoutLogin(getIn(container, 'env'), getIn(container, 'args'));
    for (const port of itemsOf(getIn(container, 'ports'))) {
      const host = entryOf(port, 'hostPort');
      if (host && /^\d+$/.test(textOf(host.value) ?? '') && textOf(host.value) !== '0')
        yield {
          rule: 'host-namespace-shared',
          start: host.keyStart,
          end: host.value.end,
          severity: 'low',
          message: 'The port is opened on the node itself.',
        };
    }
    const image = getIn(container, 'image');
    const name = textOf(image) ?? '';
    // A template stands as a row of `x`.
    if (image && /^[\w./-]+(?::\d+\/[\w./-]+)?(?::latest)?$/.test(name) && !/x{8}/.test(name))
      yield {
        rule: 'unpinned-image',
        start: image.start,
        end: image.end,
        message: `${quoted(name)} is another image from one day to the next.`,
      };
    const label = entryOf(container, 'name') ?? entryOf(container, 'image');
    if (!label) continue;
    if (!own && !podContext)
      yield absent(
        label,
        'securityContext',
        'Nothing limits this container: no `securityContext` stands here or at the pod.',
      );
    else if (
      !entryOf(own?.value, 'allowPrivilegeEscalation') &&
      textOf(getIn(own?.value, 'privileged')) !== 'true'
    )
      yield {
        ...absent(
          own ?? label,
          'allowPrivilegeEscalation',
          'Programs of this container may gain rights that it was not started with.',
        ),
        ...withoutEscalation(own?.value, podContext),
      };
    else if (
      !entryOf(own?.value, 'runAsNonRoot') &&
      !entryOf(podContext, 'runAsNonRoot') &&
      !entryOf(own?.value, 'runAsUser') &&
      !entryOf(podContext, 'runAsUser')
    )
      yield absent(own ?? label, 'runAsNonRoot', 'Nothing keeps this container from running as root.');
  }
  yield* flag(
    pod,
    'automountServiceAccountToken',
    'true',
    'service-account-token-mounted',
    'Who breaks into the pod finds a token for the cluster.',
  );
}

/** Adds the line that is missing, where it is the only one. */
function withoutEscalation(
  own: YamlNode | undefined,
  podContext: YamlNode | undefined,
): Pick<Verdict, 'edits'> {
  const [first] = entriesOf(own);
  const hasAccount = [own, podContext].some(
    (one) => entryOf(one, 'runAsNonRoot') ?? entryOf(one, 'runAsUser'),
  );
  if (!first || !hasAccount) return {};
  return {
    edits: (text) => {
      const edit = entryBefore(text, first.keyStart, ['allowPrivilegeEscalation: false']);
      return edit && [edit];
    },
  };
}

function absent({ keyStart, keyEnd, value, key }: YamlEntry, what: string, message: string): Verdict {
  return {
    rule: 'container-without-limits',
    start: keyStart,
    end: key === 'securityContext' ? keyEnd : value.end,
    confidence: 'medium',
    message,
    remedy:
      what === 'runAsNonRoot'
        ? 'Write `runAsNonRoot: true` in its `securityContext`.'
        : 'Write `securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}`.',
  };
}

/** What a security context opens. */
export function* context(node: YamlNode | undefined): Generator<Verdict> {
  if (!node) return;
  yield* flag(
    node,
    'privileged',
    'true',
    'privileged-container',
    'The container may do what root on the node may.',
  );
  yield* flag(
    node,
    'allowPrivilegeEscalation',
    'true',
    'privilege-escalation-allowed',
    'Programs of this container may gain rights that it was not started with.',
  );
  yield* flag(
    node,
    'runAsNonRoot',
    'false',
    'container-runs-as-root',
    'This allows the container to run as root.',
    { severity: 'medium' },
  );
  yield* flag(node, 'runAsUser', '0', 'container-runs-as-root', 'The container runs as root.', {
    severity: 'medium',
  });
  yield* flag(node, 'runAsGroup', '0', 'container-runs-as-root', 'The container runs in the group of root.', {
    severity: 'low',
  });
  yield* flag(
    getIn(node, 'windowsOptions'),
    'hostProcess',
    'true',
    'privileged-container',
    'The container runs as a process of its node.',
  );
  yield* flag(
    node,
    'procMount',
    'Unmasked',
    'container-confinement-off',
    'The container sees all of `/proc`.',
  );
  yield* flag(
    node,
    'readOnlyRootFilesystem',
    'false',
    'container-confinement-off',
    'Programs of the container can be replaced while it runs.',
    { severity: 'low' },
  );
  for (const key of ['seccompProfile', 'appArmorProfile'])
    for (const word of ['Unconfined', 'unconfined'])
      yield* flag(
        getIn(node, key),
        'type',
        word,
        'container-confinement-off',
        'No filter of system calls stands between the container and the node.',
      );
  for (const item of itemsOf(getIn(node, 'capabilities', 'add')))
    if (dangerousCapability.test(textOf(item) ?? '')) yield capability(item);
}

function* policy(root: YamlMap): Generator<Verdict> {
  const spec = getIn(root, 'spec');
  yield* flag(
    spec,
    'privileged',
    'true',
    'privileged-container',
    'This lets pods run with the rights of root on the node.',
  );
  for (const key of ['hostNetwork', 'hostPID', 'hostIPC'])
    yield* flag(
      spec,
      key,
      'true',
      'host-namespace-shared',
      'This lets pods share namespaces of their node.',
      { severity: 'medium' },
    );
  yield* flag(
    spec,
    'allowPrivilegeEscalation',
    'true',
    'privilege-escalation-allowed',
    'Programs of such pods may gain rights that they were not started with.',
  );
}

function* role(root: YamlMap, kind: string): Generator<Verdict> {
  const builtIn = /^(?:system:|cluster-admin$)/.test(textOf(getIn(root, 'metadata', 'name')) ?? '');
  if (builtIn) return;
  for (const rule of itemsOf(getIn(root, 'rules'))) {
    const verbs = textsOf(getIn(rule, 'verbs'));
    const resources = textsOf(getIn(rule, 'resources'));
    const groups = textsOf(getIn(rule, 'apiGroups'));
    const span = (key: string): { start: number; end: number } => {
      const entry = entryOf(rule, key) as YamlEntry;
      return { start: entry.keyStart, end: entry.value.end };
    };
    const where = kind === 'ClusterRole' ? 'in the whole cluster' : 'in its namespace';
    if (verbs.includes('*') && resources.includes('*'))
      yield {
        rule: 'wildcard-cluster-role',
        ...span('verbs'),
        severity: 'medium',
        message: `This role may do everything with everything ${where}.`,
      };
    else if (verbs.includes('*') && (groups.includes('') || groups.includes('*')))
      yield {
        rule: 'wildcard-cluster-role',
        ...span('verbs'),
        severity: resources.some((one) =>
          /^(?:secrets|pods|roles|clusterroles|rolebindings|clusterrolebindings|serviceaccounts|nodes)$/.test(
            one,
          ),
        )
          ? 'medium'
          : 'low',
        message: `This role may do everything with ${quoted(resources.join(', '))} ${where}.`,
      };
    else if (resources.includes('*'))
      yield {
        rule: 'wildcard-cluster-role',
        ...span('resources'),
        severity: verbs.some((one) => /^(?:create|update|patch|delete|deletecollection)$/.test(one))
          ? 'medium'
          : 'low',
        message: `This role reaches every kind of object ${where}, secrets too.`,
      };
    else if (verbs.some((one) => /^(?:escalate|bind|impersonate)$/.test(one)))
      yield {
        rule: 'wildcard-cluster-role',
        ...span('verbs'),
        severity: 'medium',
        message: `With ${quoted(verbs.join(', '))} this role can give itself any other.`,
      };
    else if (
      resources.includes('secrets') &&
      verbs.some((one) => /^(?:get|list|watch)$/.test(one)) &&
      getIn(rule, 'resourceNames') === undefined
    )
      yield {
        rule: 'wildcard-cluster-role',
        ...span('resources'),
        severity: 'low',
        ...(kind === 'ClusterRole' ? {} : { confidence: 'low' as const }),
        message: `This role reads every secret ${where}.`,
      };
    else if (
      resources.some((one) => /^(?:pods\/exec|pods\/attach|nodes\/proxy)$/.test(one)) &&
      verbs.some((one) => /^(?:create|get|\*)$/.test(one))
    )
      yield {
        rule: 'wildcard-cluster-role',
        ...span('resources'),
        severity: 'low',
        message: 'This role can run commands in other pods.',
      };
    else if (
      resources.some((one) =>
        /^(?:serviceaccounts\/token|(?:mutating|validating)webhookconfigurations|certificatesigningrequests\/approval)$/.test(
          one,
        ),
      ) &&
      verbs.some((one) => /^(?:create|update|patch)$/.test(one))
    )
      yield {
        rule: 'wildcard-cluster-role',
        ...span('resources'),
        severity: 'low',
        confidence: 'low',
        message: 'With this the role can act as other accounts, or change what others create.',
      };
  }
}

function* binding(root: YamlMap): Generator<Verdict> {
  const name = getIn(root, 'roleRef', 'name');
  const subjects = itemsOf(getIn(root, 'subjects'));
  const everyone = subjects
    .flatMap((subject) => getIn(subject, 'name') ?? [])
    .filter((node) =>
      /^system:(?:anonymous|unauthenticated|authenticated)$|^system:serviceaccounts$/.test(
        textOf(node) ?? '',
      ),
    );
  const [anyone] = everyone;
  if (name && textOf(name) === 'cluster-admin') {
    if (subjects.every((subject) => /^system:masters$/.test(textOf(getIn(subject, 'name')) ?? ''))) return;
    yield {
      rule: 'cluster-admin-bound',
      start: name.start,
      end: name.end,
      severity: anyone ? 'high' : 'medium',
      message: `Whoever is named here may do everything in the ${textOf(getIn(root, 'kind')) === 'RoleBinding' ? 'namespace' : 'cluster'}.`,
    };
    return;
  }
  for (const one of everyone)
    yield {
      rule: 'cluster-admin-bound',
      start: one.start,
      end: one.end,
      severity: /anonymous|unauthenticated/.test(textOf(one) ?? '') ? 'high' : 'medium',
      message: `${quoted(textOf(one) ?? '')} is everyone who reaches the cluster, or nearly so.`,
      remedy: 'Name the one account that needs the role.',
    };
}
