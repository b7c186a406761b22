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
import { quoted } from '../shell/checks.ts';
import type { Verdict } from '../verdict.ts';
import { capability, dangerousCapability } from './compose.ts';

/** True when the document is a manifest. */
export function isManifest(root: YamlNode): root is YamlMap {
  return (
    root.kind === 'map' &&
    textOf(getIn(root, 'apiVersion')) !== undefined &&
    textOf(getIn(root, 'kind')) !== undefined
  );
}

export function* kubernetesVerdicts(root: YamlMap): Generator<Verdict> {
  if (textOf(getIn(root, 'kind')) === 'List') {
    for (const item of itemsOf(getIn(root, 'items'))) if (isManifest(item)) yield* kubernetesVerdicts(item);
    return;
  }
  const kind = textOf(getIn(root, 'kind')) ?? '';
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
  const pod = podOf(root, kind);
  if (pod) yield* podVerdicts(pod);
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
    yield { rule, start: entry.keyStart, end: entry.value.end, message, ...more };
}

function* podVerdicts(pod: YamlNode): Generator<Verdict> {
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
  for (const container of containers) {
    const own = entryOf(container, 'securityContext');
    yield* context(own?.value);
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
    if (image && /^[\w./-]+(?::\d+\/[\w./-]+)?(?::latest)?$/.test(name))
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
      yield absent(
        own ?? label,
        'allowPrivilegeEscalation',
        'Programs of this container may gain rights that it was not started with.',
      );
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

function* context(node: YamlNode | undefined): Generator<Verdict> {
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
    yield* flag(
      getIn(node, key),
      'type',
      'Unconfined',
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
      kind === 'ClusterRole' &&
      resources.includes('secrets') &&
      verbs.some((one) => /^(?:get|list|watch)$/.test(one)) &&
      getIn(rule, 'resourceNames') === undefined
    )
      yield {
        rule: 'wildcard-cluster-role',
        ...span('resources'),
        severity: 'low',
        message: 'This role reads every secret of the cluster.',
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
  }
}

function* binding(root: YamlMap): Generator<Verdict> {
  const name = getIn(root, 'roleRef', 'name');
  const subjects = itemsOf(getIn(root, 'subjects'));
  const anyone = subjects
    .map((subject) => getIn(subject, 'name'))
    .find((node) =>
      /^system:(?:anonymous|unauthenticated|authenticated)$|^system:serviceaccounts$/.test(
        textOf(node) ?? '',
      ),
    );
  if (name && textOf(name) === 'cluster-admin') {
    if (subjects.every((subject) => /^system:masters$/.test(textOf(getIn(subject, 'name')) ?? ''))) return;
    yield {
      rule: 'cluster-admin-bound',
      start: name.start,
      end: name.end,
      severity: anyone ? 'high' : 'medium',
      message: `Whoever is named here may do everything in the ${textOf(getIn(root, 'kind')) === 'RoleBinding' ? 'namespace' : 'cluster'}.`,
    };
  } else if (anyone)
    yield {
      rule: 'cluster-admin-bound',
      start: anyone.start,
      end: anyone.end,
      severity: /anonymous|unauthenticated/.test(textOf(anyone) ?? '') ? 'high' : 'medium',
      message: `${quoted(textOf(anyone) ?? '')} is everyone who reaches the cluster, or nearly so.`,
      remedy: 'Name the one account that needs the role.',
    };
}
