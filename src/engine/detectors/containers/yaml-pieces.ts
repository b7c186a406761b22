// What maps of a compose file or a manifest open, told from the maps alone, for hunks that do not show where they hang.
import { entriesOf, itemsOf, mapsOf, textOf, type YamlMap, type YamlNode } from '../../text/yaml-tree.ts';
import { unseen } from '../../text/yaml-piece.ts';
import type { Verdict } from '../verdict.ts';
import { binding, role } from './cluster-roles.ts';
import { traffic } from './cluster-traffic.ts';
import { clusterVerdicts } from './cluster.ts';
import { composeVerdicts } from './compose.ts';
import { podVerdicts } from './pods.ts';
import { context } from './security-context.ts';

/** Words that only manifests write so. */
const clusterWord =
  /\b(?:apiVersion|apiGroups|roleRef|securityContext|containerPort|hostPath|hostNetwork|hostPID|hostIPC|hostPort|volumeMounts|mountPath|imagePullPolicy|serviceAccountName|allowPrivilegeEscalation|readOnlyRootFilesystem|runAs(?:User|NonRoot|Group)|seccompProfile|procMount|initContainers|valueFrom|emptyDir|insecureSkipTLSVerify|externalIPs|loadBalancerSourceRanges|pod-security|ingress\.kubernetes\.io)\b/;

/** Whether a piece of YAML is one of a manifest, by the words in it. */
export function showsCluster(text: string): boolean {
  return clusterWord.test(text);
}

/** That something is missing is not to be told from a part. */
function* withoutAbsence(verdicts: Iterable<Verdict>): Generator<Verdict> {
  for (const verdict of verdicts) if (verdict.rule !== 'container-without-limits') yield verdict;
}

const serviceKey =
  /^(?:image|build|ports|volumes|environment|command|entrypoint|privileged|cap_add|security_opt|network_mode|pid|ipc|userns_mode|uts|devices|user)$/;

/** What services of a compose file open, each told by its own keys. */
export function* composePieceVerdicts(root: YamlNode, text: string): Generator<Verdict> {
  for (const map of mapsOf(root)) {
    const { entries } = map;
    if (entries.some(({ key }) => serviceKey.test(key)))
      yield* withoutAbsence(composeVerdicts(under(map, 'services', unseen), text));
    // A setting of the environment, an address and a mount do not look like each other.
    for (const { key, value } of entries)
      if (key === unseen && value.kind === 'list') yield* withoutAbsence(ofUnseenList(value));
  }
  yield* withoutAbsence(ofUnseenList(root));
}

function* ofUnseenList(list: YamlNode): Generator<Verdict> {
  if (!itemsOf(list).every((one) => /^[^\s=:]+[=:]\S/.test(textOf(one) ?? ''))) return;
  for (const key of ['environment', 'ports', 'volumes', 'security_opt'])
    yield* composeVerdicts(under(list, 'services', unseen, key));
}

/** What maps of a manifest open, each told by its own keys. */
export function* clusterPieceVerdicts(root: YamlNode, text: string): Generator<Verdict> {
  for (const map of mapsOf(root)) yield* withoutAbsence(ofMap(map, text));
}

const has = (map: YamlMap, keys: RegExp): boolean => entriesOf(map).some(({ key }) => keys.test(key));

function* ofMap(map: YamlMap, text: string): Generator<Verdict> {
  if (
    has(
      map,
      /^(?:privileged|allowPrivilegeEscalation|runAs\w+|capabilities|seccompProfile|procMount|windowsOptions)$/,
    )
  )
    yield* context(map);
  if (
    has(map, /^(?:host(?:Network|PID|IPC)|containers|initContainers|volumes|automountServiceAccountToken)$/)
  )
    yield* podVerdicts(map, text);
  if (has(map, /^hostPath$/)) yield* podVerdicts(under([map], 'volumes'), text);
  if (has(map, /^(?:image|env|args|command|volumeMounts|securityContext)$/))
    yield* podVerdicts(under([map], 'containers'), text);
  if (has(map, /^verbs$/)) yield* role(under([map], 'rules'), '');
  if (has(map, /^(?:roleRef|subjects)$/)) yield* binding(map);
  if (has(map, /^(?:externalIPs|loadBalancerSourceRanges)$/))
    yield* clusterVerdicts(under(map, 'spec'), 'Service');
  if (has(map, /^pod-security\.kubernetes\.io\//))
    yield* clusterVerdicts(under(map, 'metadata', 'labels'), 'Namespace');
  if (has(map, /\bingress\.kubernetes\.io\//))
    yield* traffic(under(map, 'metadata', 'annotations'), 'Ingress');
}

/** A map with a value under keys; several maps stand in a list. */
function under(value: YamlNode | readonly YamlMap[], ...keys: readonly [string, ...string[]]): YamlMap {
  const { start, end } = 'kind' in value ? value : (value[0] ?? { start: 0, end: 0 });
  let node: YamlNode = 'kind' in value ? value : { kind: 'list', start, end, items: [...value] };
  for (const key of keys.toReversed())
    node = { kind: 'map', start, end, entries: [{ key, keyStart: start, keyEnd: start, value: node }] };
  return node as YamlMap;
}
