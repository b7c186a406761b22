// Lints rendered Kubernetes documents: shape by Kubernetes' own definitions, and what those cannot say.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isMap, isSeq, parseAllDocuments } from 'yaml';

/** A document of Kubernetes. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  spec?: Record<string, unknown>;
  [key: string]: unknown;
}

interface Definition {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Definition>;
  additionalProperties?: Definition | boolean;
  items?: Definition;
  required?: string[];
  oneOf?: unknown[];
}

const definitions = (
  JSON.parse(
    readFileSync(
      createRequire(import.meta.url).resolve('schemastore/schemas/json/kubernetes-definitions.json'),
      'utf8',
    ),
  ) as { definitions: Record<string, Definition> }
).definitions;

/** Kinds by their definition. The published file is older than two of them, whose fields are the same since the beta. */
const kinds: Record<string, string> = {
  'apps/v1/Deployment': 'io.k8s.api.apps.v1.Deployment',
  'v1/Service': 'io.k8s.api.core.v1.Service',
  'v1/ServiceAccount': 'io.k8s.api.core.v1.ServiceAccount',
  'v1/ConfigMap': 'io.k8s.api.core.v1.ConfigMap',
  'v1/PersistentVolumeClaim': 'io.k8s.api.core.v1.PersistentVolumeClaim',
  'networking.k8s.io/v1/NetworkPolicy': 'io.k8s.api.networking.v1.NetworkPolicy',
  'policy/v1/PodDisruptionBudget': 'io.k8s.api.policy.v1beta1.PodDisruptionBudget',
  'autoscaling/v2/HorizontalPodAutoscaler': 'io.k8s.api.autoscaling.v2beta2.HorizontalPodAutoscaler',
};

/** Written down here, because no definition of them is at hand; the operator's own for the last two. */
const ownDefinitions: Record<string, Definition> = {
  'networking.k8s.io/v1/Ingress': object(
    {
      ingressClassName: { type: 'string' },
      tls: list(object({ hosts: list({ type: 'string' }), secretName: { type: 'string' } }, [])),
      rules: list(
        object({
          host: { type: 'string' },
          http: object({
            paths: list(
              object({
                path: { type: 'string' },
                pathType: { type: 'string' },
                backend: object({
                  service: object({ name: { type: 'string' }, port: object({ name: { type: 'string' } }) }),
                }),
              }),
            ),
          }),
        }),
      ),
    },
    ['rules'],
  ),
  'monitoring.coreos.com/v1/ServiceMonitor': object({
    selector: object({ matchLabels: { type: 'object', additionalProperties: { type: 'string' } } }),
    endpoints: list(
      object(
        {
          port: { type: 'string' },
          path: { type: 'string' },
          interval: { type: 'string' },
          authorization: object({
            type: { type: 'string' },
            credentials: object({ name: { type: 'string' }, key: { type: 'string' } }),
          }),
        },
        ['port', 'path'],
      ),
    ),
  }),
  'monitoring.coreos.com/v1/PrometheusRule': object({
    groups: list(
      object({
        name: { type: 'string' },
        rules: list(
          object(
            {
              alert: { type: 'string' },
              expr: { type: 'string' },
              for: { type: 'string' },
              labels: { type: 'object', additionalProperties: { type: 'string' } },
              annotations: { type: 'object', additionalProperties: { type: 'string' } },
            },
            ['alert', 'expr', 'labels', 'annotations'],
          ),
        ),
      }),
    ),
  }),
};

/** Fields that are newer than the published definitions. */
const newer: Record<string, Definition> = {
  seccompProfile: object({ type: { type: 'string' } }),
  startupProbe: { $ref: '#/definitions/io.k8s.api.core.v1.Probe' },
  topologySpreadConstraints: list({ type: 'object', additionalProperties: true }),
};

function object(properties: Record<string, Definition>, required = Object.keys(properties)): Definition {
  return { type: 'object', properties, required };
}

function list(items: Definition): Definition {
  return { type: 'array', items };
}

/** The documents of a rendered template; empty ones are left out. Throws at YAML that Kubernetes would misread. */
export function readManifests(text: string): Manifest[] {
  // Kubernetes reads YAML 1.1, where `on`, `no` and 0440 are no texts.
  return parseAllDocuments(text, { version: '1.1', uniqueKeys: true }).flatMap((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw problem;
    if (document.contents === null) return [];
    if (!isMap(document.contents) || isSeq(document.contents)) throw new Error('a document that is no map');
    return [document.toJS() as Manifest];
  });
}

/** What is wrong with documents that are installed together. */
export function lintManifests(manifests: readonly Manifest[]): string[] {
  const problems: string[] = [];
  const names = new Set<string>();
  for (const manifest of manifests) {
    const kind = `${manifest.apiVersion}/${manifest.kind}`;
    const place = `${manifest.kind} ${manifest.metadata?.name}`;
    const definition = kinds[kind] ? definitions[kinds[kind]] : undefined;
    const own = ownDefinitions[kind];
    if (!definition && !own) problems.push(`${place}: ${kind} is not known`);
    if (definition) problems.push(...check(manifest, definition, place));
    if (own) problems.push(...check(manifest.spec, own, `${place}.spec`));
    if (
      !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(manifest.metadata?.name ?? '') ||
      manifest.metadata.name.length > 63
    )
      problems.push(`${place}: the name is none that DNS takes`);
    if (names.has(place)) problems.push(`${place}: it is there twice`);
    names.add(place);
    if (kind !== 'v1/ConfigMap' && kind !== 'v1/ServiceAccount' && !manifest.spec)
      problems.push(`${place}: no spec`);
    for (const [label, value] of Object.entries(manifest.metadata?.labels ?? {}))
      if (typeof value !== 'string' || !/^([a-zA-Z0-9]([-_.a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)?$/.test(value))
        problems.push(`${place}: label ${label} is no label`);
  }
  return [...problems, ...lintTogether(manifests)];
}

function check(value: unknown, definition: Definition, place: string): string[] {
  if (value === undefined) return [`${place}: missing`];
  if (definition.$ref !== undefined) {
    const found = definitions[definition.$ref.replace('#/definitions/', '')];
    return found ? check(value, found, place) : [`${place}: ${definition.$ref} is not there`];
  }
  const types = [definition.type ?? []].flat();
  const actual =
    value === null
      ? 'null'
      : Array.isArray(value)
        ? 'array'
        : Number.isInteger(value)
          ? 'integer'
          : typeof value;
  if (types.length > 0 && !types.includes(actual) && !(actual === 'integer' && types.includes('number')))
    return [`${place}: ${types.join(' or ')} is wanted, not ${actual}`];
  if (Array.isArray(value)) {
    const { items } = definition;
    return items ? value.flatMap((each, index) => check(each, items, `${place}[${index}]`)) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const { properties = {}, additionalProperties, required = [] } = definition;
  const missing = required.filter((name) => !(name in value)).map((name) => `${place}.${name}: missing`);
  const isOpen = Object.keys(properties).length === 0 || additionalProperties !== undefined;
  const inner = Object.entries(value).flatMap(([name, each]) => {
    const known = properties[name] ?? newer[name];
    if (known) return check(each, known, `${place}.${name}`);
    if (!isOpen) return [`${place}.${name}: not known to Kubernetes`];
    return typeof additionalProperties === 'object'
      ? check(each, additionalProperties, `${place}.${name}`)
      : [];
  });
  return [...missing, ...inner];
}

interface PodSpec {
  containers: {
    name: string;
    env: { name: string }[];
    ports: { name: string; containerPort: number }[];
    volumeMounts: { name: string; mountPath: string }[];
  }[];
  volumes: { name: string }[];
}

/** Selectors that select, ports and volumes that exist. */
function lintTogether(manifests: readonly Manifest[]): string[] {
  const problems: string[] = [];
  const deployments = manifests.filter(({ kind }) => kind === 'Deployment');
  const pods = deployments.map(
    (each) =>
      (each.spec as { template: { metadata: { labels: Record<string, string> }; spec: PodSpec } }).template,
  );
  const isSelecting = (selector: Record<string, string>): boolean =>
    Object.keys(selector).length > 0 &&
    pods.some(({ metadata }) =>
      Object.entries(selector).every(([key, value]) => metadata.labels[key] === value),
    );
  for (const { kind, metadata, spec = {} } of manifests) {
    const place = `${kind} ${metadata.name}`;
    const selectors = {
      Deployment: (spec['selector'] as { matchLabels?: Record<string, string> })?.matchLabels,
      PodDisruptionBudget: (spec['selector'] as { matchLabels?: Record<string, string> })?.matchLabels,
      NetworkPolicy: (spec['podSelector'] as { matchLabels?: Record<string, string> })?.matchLabels,
      Service: spec['selector'] as Record<string, string> | undefined,
    };
    if (kind in selectors && !isSelecting(selectors[kind as 'Service'] ?? {}))
      problems.push(`${place}: it selects nothing`);
    if (kind === 'ServiceMonitor') {
      const wanted = (spec['selector'] as { matchLabels: Record<string, string> }).matchLabels;
      const services = manifests.filter((each) => each.kind === 'Service');
      if (
        !services.some((each) =>
          Object.entries(wanted).every(([key, value]) => each.metadata.labels?.[key] === value),
        )
      )
        problems.push(`${place}: it selects no service`);
    }
    if (kind === 'HorizontalPodAutoscaler') {
      const { name } = spec['scaleTargetRef'] as { name: string };
      const target = deployments.find((each) => each.metadata.name === name);
      if (!target) problems.push(`${place}: its target is not there`);
      else if ('replicas' in (target.spec ?? {})) problems.push(`${place}: the Deployment sets replicas too`);
    }
  }
  for (const { spec } of pods) {
    const volumes = new Set(spec.volumes.map(({ name }) => name));
    for (const container of spec.containers) {
      for (const { name } of container.volumeMounts)
        if (!volumes.has(name)) problems.push(`container ${container.name}: volume ${name} is not there`);
      const env = container.env.map(({ name }) => name);
      for (const name of new Set(env))
        if (env.filter((each) => each === name).length > 1)
          problems.push(`container ${container.name}: ${name} twice`);
    }
  }
  return problems;
}
