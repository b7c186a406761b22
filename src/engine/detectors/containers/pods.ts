// What pods may do on their node, and what nothing keeps them from.
import { entryBefore } from '../../fixes/yaml-lines.ts';
import {
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  entriesOf,
  entryOf,
  getIn,
  itemsOf,
  textOf,
} from '../../text/yaml-tree.ts';
import { movableImage } from '../movable-image.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';
import { containerScripts, sensitivePath, sysctls } from './cluster.ts';
import { flags } from './component-flags.ts';
import { withoutLogin } from './data-stores.ts';
import { context, flag } from './security-context.ts';

/** What is risky in the `spec` of a pod. */
export function* podVerdicts(pod: YamlNode, body: string | undefined): Generator<Verdict> {
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
        severity: sensitivePath.test(text) ? 'medium' : 'low',
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
    yield* withoutLogin(undefined, getIn(container, 'command'));
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
    yield* movableImage(image);
    const label = entryOf(container, 'name') ?? entryOf(container, 'image');
    // Without an image this is a patch, and what it does not say stands in what it is laid over.
    if (!label || !image || isFilledIn(own) || isFilledIn(entryOf(pod, 'securityContext'))) continue;
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

/** Whether a template gives what belongs here: nothing of its own stands below the key. */
function isFilledIn(entry: YamlEntry | undefined): boolean {
  return entry?.value.kind === 'scalar' && /^$|^(?:null|~)$|x{4}/.test(entry.value.text);
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

/** Annotations that older clusters read in place of the security context. */
export function* annotations(root: YamlMap, kind: string): Generator<Verdict> {
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
export function* accountOf(root: YamlMap, kind: string, pod: YamlNode): Generator<Verdict> {
  const holder =
    kind === 'Pod'
      ? root
      : kind === 'CronJob'
        ? getIn(root, 'spec', 'jobTemplate', 'spec', 'template')
        : getIn(root, 'spec', 'template');
  const spec = entryOf(holder, 'spec');
  const contexts = [pod, ...itemsOf(getIn(pod, 'containers'))].map((one) => getIn(one, 'securityContext'));
  const says = contexts.some((one) => entryOf(one, 'runAsNonRoot') ?? entryOf(one, 'runAsUser'));
  const isFilled = [pod, ...itemsOf(getIn(pod, 'containers'))].some((one) =>
    isFilledIn(entryOf(one, 'securityContext')),
  );
  const isWhole = itemsOf(getIn(pod, 'containers')).some((one) => entryOf(one, 'image'));
  if (spec && !says && !isFilled && isWhole)
    yield {
      ...absent(spec, 'runAsNonRoot', 'Nothing keeps the containers of this pod from running as root.'),
      end: spec.keyEnd,
      confidence: 'low',
    };
}

/** A policy that lets pods do what a node may. */
export function* policy(root: YamlMap): Generator<Verdict> {
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
