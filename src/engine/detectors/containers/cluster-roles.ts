// Roles of a cluster that may do too much, and who has them.
import {
  type YamlEntry,
  type YamlMap,
  entryOf,
  getIn,
  itemsOf,
  textOf,
  textsOf,
} from '../../text/yaml-tree.ts';
import { quoted } from '../quoted.ts';
import type { Verdict } from '../verdict.ts';

/** A role that may do too much; its kind is empty where it is not known. */
export function* role(root: YamlMap, kind: string): Generator<Verdict> {
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
    const where =
      kind === 'ClusterRole'
        ? 'in the whole cluster'
        : kind === 'Role'
          ? 'in its namespace'
          : 'that it reaches';
    if (textsOf(getIn(rule, 'nonResourceURLs')).includes('*') && verbs.includes('*'))
      yield {
        rule: 'wildcard-cluster-role',
        ...span('nonResourceURLs'),
        severity: 'low',
        message: 'This role may ask the server for everything that is no object.',
      };
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

/** A role of many rights that is given to many. */
export function* binding(root: YamlMap): Generator<Verdict> {
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
