// What is risky in Kubernetes manifests: each kind of object with the checks that it gets.
import { type YamlMap, type YamlNode, entriesOf, getIn, itemsOf, textOf } from '../../text/yaml-tree.ts';
import type { Verdict } from '../verdict.ts';
import { binding, role } from './cluster-roles.ts';
import { traffic } from './cluster-traffic.ts';
import { clusterVerdicts, containerScripts, mappedScripts } from './cluster.ts';
import { withoutLogin } from './data-stores.ts';
import { accountOf, annotations, podVerdicts, policy } from './pods.ts';
import { flag } from './security-context.ts';

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
  if (kind === 'ConfigMap') {
    if (body !== undefined) yield* mappedScripts(body, root);
    yield* withoutLogin(getIn(root, 'data'), undefined);
  }
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
        severity:
          textOf(type) === 'LoadBalancer' && !getIn(root, 'spec', 'loadBalancerSourceRanges')
            ? 'medium'
            : 'low',
        message:
          textOf(type) === 'LoadBalancer'
            ? 'The cloud gives this data store an address on the internet.'
            : 'A data store is offered outside of the cluster.',
        remedy: 'Write `type: ClusterIP`, or name the networks in `loadBalancerSourceRanges`.',
      };
  }
}

function podOf(root: YamlMap, kind: string): YamlNode | undefined {
  if (kind === 'Pod') return getIn(root, 'spec');
  if (kind === 'CronJob') return getIn(root, 'spec', 'jobTemplate', 'spec', 'template', 'spec');
  return getIn(root, 'spec', 'template', 'spec');
}
