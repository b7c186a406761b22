// The Helm chart, rendered by our own strict renderer (no Helm is at hand here) and held against Kubernetes' definitions.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { metricNames } from '../../src/server/metric-names.ts';
import { readDashboard } from '../../src/server/web-config.ts';
import { environmentNames } from '../environment-names.ts';
import type { Value } from './functions.ts';
import { lintManifests, readManifests, type Manifest } from './lint.ts';
import { parseTemplate } from './parser.ts';
import { merge, renderChart } from './render.ts';
import { valueSets } from './value-sets.ts';

const folder = fileURLToPath(new URL('../../deploy/helm/langguard', import.meta.url));
const read = (file: string): string => readFileSync(`${folder}/${file}`, 'utf8');
const own = parse(read('values.yaml')) as Record<string, Value>;
const release = { name: 'prod', namespace: 'security' };

const validate = new Ajv({ strict: true, allErrors: true }).compile(
  JSON.parse(read('values.schema.json')) as object,
);
/** Helm merges first and then validates. */
const problemsOf = (values: Record<string, Value>): string[] =>
  validate(merge(own, values))
    ? []
    : (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);

function manifestsOf(values: Record<string, Value>, over = release): Manifest[] {
  return [...renderChart(folder, values, over)]
    .filter(([file]) => file !== 'NOTES.txt')
    .flatMap(([, text]) => readManifests(text));
}

const one = <T = Record<string, unknown>>(manifests: Manifest[], kind: string): T =>
  manifests.find((each) => each.kind === kind)?.spec as T;

interface Pod {
  securityContext: Record<string, unknown>;
  automountServiceAccountToken: boolean;
  terminationGracePeriodSeconds: number;
  containers: [
    {
      image: string;
      securityContext: Record<string, unknown>;
      env: { name: string; value: string }[];
      volumeMounts: { mountPath: string }[];
      [probe: string]: unknown;
    },
  ];
  volumes: Record<string, unknown>[];
}
const podOf = (manifests: Manifest[]): Pod =>
  one<{ template: { spec: Pod } }>(manifests, 'Deployment').template.spec;

test('Chart.yaml is one', () => {
  const schema = createRequire(import.meta.url).resolve('schemastore/schemas/json/chart.json');
  const chart = new Ajv({ strict: false, validateFormats: false }).compile(
    JSON.parse(readFileSync(schema, 'utf8')) as object,
  );
  expect(chart(parse(read('Chart.yaml'))), JSON.stringify(chart.errors)).toBe(true);
  const packageVersion = (
    JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  ).version;
  expect((parse(read('Chart.yaml')) as { appVersion: string }).appVersion).toBe(packageVersion);
});

describe.each(Object.entries(valueSets))('%s', (_name, values) => {
  test('the values are valid', () => expect(problemsOf(values)).toEqual([]));

  test.each(['prod', 'langguard', 'a'.repeat(53)])('it renders and lints as release %s', (name) => {
    const manifests = manifestsOf(values, { name, namespace: 'security' });
    expect(lintManifests(manifests)).toEqual([]);
    for (const manifest of manifests) expect(manifest.metadata.namespace).toBe('security');
  });

  test('the container may do little, and knows every variable that it is given', () => {
    const pod = podOf(manifestsOf(values));
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(pod.automountServiceAccountToken).toBe(false);
    const [container] = pod.containers;
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(container.image).toMatch(/^[^:]+(?::\d+\.\d+\.\d+|@sha256:[0-9a-f]{64})$/);
    for (const { name, value } of container.env) {
      expect(environmentNames).toContain(name);
      expect(typeof value, name).toBe('string');
      // A file that a variable names is on a volume.
      if (value.startsWith('/'))
        expect(
          container.volumeMounts.some(
            ({ mountPath }) => value === mountPath || value.startsWith(`${mountPath}/`),
          ),
          name,
        ).toBe(true);
    }
    const app = readFileSync(new URL('../../src/server/app.ts', import.meta.url), 'utf8');
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      const { path, port } = (container[probe] as { httpGet: { path: string; port: string } }).httpGet;
      expect(app, probe).toContain(`case '${path}':`);
      expect(port).toBe('http');
    }
  });
});

test('what is made depends on the values', () => {
  const kinds = (values: Record<string, Value> = {}): string[] => manifestsOf(values).map(({ kind }) => kind);
  expect(kinds(valueSets['the least'])).toEqual([
    'Deployment',
    'NetworkPolicy',
    'PodDisruptionBudget',
    'Service',
    'ServiceAccount',
  ]);
  expect(kinds(valueSets['everything off'])).toEqual(['Deployment', 'Service']);
  expect(kinds(valueSets['the embedded database'])).toContain('PersistentVolumeClaim');
  expect(kinds(valueSets['a volume of one’s own'])).not.toContain('PersistentVolumeClaim');
  expect(kinds(valueSets['the most'])).toEqual([
    'ConfigMap',
    'Deployment',
    'HorizontalPodAutoscaler',
    'Ingress',
    'NetworkPolicy',
    'PodDisruptionBudget',
    'PrometheusRule',
    'Service',
    'ServiceAccount',
    'ServiceMonitor',
  ]);
});

test('secrets come as files from a Secret and never as variables', () => {
  const manifests = manifestsOf(valueSets['the most'] ?? {});
  const [container] = podOf(manifests).containers;
  const names = container.env.map(({ name }) => name);
  for (const name of [
    'PRIVATE_KEY',
    'WEBHOOK_SECRET',
    'DATABASE_URL',
    'LANGGUARD_ENCRYPTION_KEY',
    'LANGGUARD_METRICS_TOKEN',
    'CLIENT_SECRET',
  ]) {
    expect(names).toContain(`${name}_FILE`);
    expect(names).not.toContain(name);
  }
  expect(manifests.map(({ kind }) => kind)).not.toContain('Secret');
});

test('sign-in: what the chart sets is complete for the App, and people reach it', () => {
  const manifests = manifestsOf(valueSets['the most'] ?? {});
  const [container] = podOf(manifests).containers;
  const given = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
  const problems: string[] = [];
  const found = readDashboard({ ...given, CLIENT_SECRET: 'c'.repeat(40) }, '0.0.0.0', problems);
  expect(problems).toEqual([]);
  expect(found).toMatchObject({
    mode: 'github',
    publicUrl: 'https://langguard.example.com',
    clientId: 'Iv23example',
    accessMs: 300_000,
    trustedProxies: 1,
  });
  expect(given['LANGGUARD_TEAM_PROPERTY']).toBe('owning-team');
  const paths = (over: Record<string, Value>): string[] =>
    one<{ rules: [{ http: { paths: { path: string }[] } }] }>(
      manifestsOf(merge(valueSets['the most'] ?? {}, over)),
      'Ingress',
    ).rules[0].http.paths.map(({ path }) => path);
  expect(paths({})).toEqual(['/']);
  expect(paths({ dashboard: { url: '' } })).toEqual(['/api/github/webhooks']);
  const [without] = podOf(manifestsOf(least)).containers;
  expect(without.env.map(({ name }) => name).filter((name) => /CLIENT|DASHBOARD|_URL$/.test(name))).toEqual(
    [],
  );
});

test('alerts name metrics that there are', () => {
  const { groups } = one<{ groups: { rules: { expr: string }[] }[] }>(
    manifestsOf(valueSets['the most'] ?? {}),
    'PrometheusRule',
  );
  const named = groups.flatMap(({ rules }) =>
    rules.flatMap(({ expr }) => expr.match(/langguard_\w+/g) ?? []),
  );
  expect(named.length).toBeGreaterThan(6);
  for (const name of named) expect(Object.keys(metricNames)).toContain(name);
});

const least = valueSets['the least'] ?? {};

test.each<[string, Record<string, Value>, RegExp]>([
  ['no image', { ...least, image: {} }, /image\.repository/],
  ['no App', { ...least, github: {} }, /github\.appId/],
  ['no secret', { ...least, secrets: {} }, /secrets\.existingSecret/],
  ['no database', merge(least, { secrets: { keys: { databaseUrl: '' } } }), /secrets\.keys\.databaseUrl/],
  ['two replicas on one volume', merge(least, { persistence: { enabled: true } }), /replicaCount to 1/],
  [
    'a dashboard without its secret',
    merge(least, { dashboard: { url: 'https://a.example.com', clientId: 'x' } }),
    /secrets\.keys\.clientSecret/,
  ],
  ['an ingress without a host', merge(least, { ingress: { enabled: true } }), /ingress\.host/],
])('rendering refuses %s', (_name, values, message) => {
  expect(() => manifestsOf(values)).toThrow(message);
});

test.each<[string, Record<string, Value>]>([
  ['an unknown key', { ...least, replicas: 3 }],
  ['a number as id', merge(least, { github: { appId: 123 } })],
  ['an unknown level', { ...least, logLevel: 'loud' }],
  ['a text as number', { ...least, replicaCount: '2' }],
  ['an address with a path', merge(least, { dashboard: { url: 'https://a.example.com/b' } })],
  ['an address without TLS', merge(least, { dashboard: { url: 'http://a.example.com' } })],
  ['too many minutes', merge(least, { dashboard: { accessMinutes: 90 } })],
  ['a client that is none', merge(least, { dashboard: { clientId: 'a b' } })],
  ['a short digest', merge(least, { image: { digest: 'sha256:12' } })],
])('the schema refuses %s', (_name, values) => expect(problemsOf(values)).not.toEqual([]));

test.each([
  ['an unknown function', '{{ lookup "v1" "Secret" "a" "b" }}', /lookup is not known/],
  ['a value that is not there', '{{ .Values.nothing }}', /there is no nothing/],
  ['a map without toYaml', '{{ .Values.image }}', /use toYaml/],
  ['a large number', '{{ .Values.large }}', /use int/],
  ['kinds that Go does not compare', '{{ eq .Values.large 1 }}', /different kinds/],
  ['a bad escape', '{{ "\\x" }}', /./],
])('the renderer refuses %s', (_name, source, message) => {
  const values = { image: { a: 'b' }, large: 2_000_000 };
  expect(() => renderText(source, values)).toThrow(message);
});

test.each([
  ['an open if', '{{ if true }}x', /has no end/],
  ['an end too many', 'x{{ end }}', /without a beginning/],
  ['an open action', 'x {{ .Values', /does not end/],
  ['an unknown word', '{{ block "x" . }}{{ end }}', /block is not known/],
])('the parser refuses %s', (_name, source, message) => expect(() => parseTemplate(source)).toThrow(message));

test.each([
  ['white space', 'a\n  {{- "b" }}\n{{ "c" -}}\n  d', 'ab\ncd'],
  ['else if', '{{ if false }}1{{ else if true }}2{{ else }}3{{ end }}', '2'],
  ['with and its else', '{{ with .Values.empty }}{{ . }}{{ else }}none{{ end }}', 'none'],
  [
    'range over a list and a map',
    '{{ range .Values.list }}{{ . }};{{ end }}{{ range $k, $v := .Values.map }}{{ $k }}={{ $v }};{{ end }}',
    'x;y;a=1;b=2;',
  ],
  [
    'names in blocks',
    '{{ $x := "a" }}{{ if true }}{{ $x = "b" }}{{ $y := "c" }}{{ $y }}{{ end }}{{ $x }}',
    'cb',
  ],
  ['the root', '{{ with .Values.map }}{{ $.Release.Name }}{{ end }}', 'prod'],
  ['a pipeline', '{{ default "a-b-" .Values.empty | trimSuffix "-" | trunc 2 | quote }}', '"a-"'],
  ['a comment', 'a{{/* no }} end */}}b', 'ab'],
])('the renderer does %s as Go does', (_name, source, expected) => {
  expect(renderText(source, { empty: '', list: ['x', 'y'], map: { b: '2', a: '1' } })).toBe(expected);
});

function renderText(source: string, values: Record<string, Value>): string {
  const scratch = mkdtempSync(join(tmpdir(), 'langguard-chart-'));
  try {
    mkdirSync(join(scratch, 'templates'));
    writeFileSync(join(scratch, 'Chart.yaml'), 'name: scratch\nversion: 1.0.0\n');
    writeFileSync(join(scratch, 'values.yaml'), stringify(values));
    writeFileSync(join(scratch, 'templates', 'a.txt'), source);
    return renderChart(scratch, {}, release).get('a.txt') ?? '';
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

test('the lint refuses bad manifests', () => {
  const manifests = manifestsOf(least);
  const spoil = (kind: string, change: (spec: Record<string, never>) => void): string[] => {
    const copy = structuredClone(manifests);
    change(copy.find((each) => each.kind === kind)?.spec as Record<string, never>);
    return lintManifests(copy);
  };
  expect(spoil('Service', (spec) => Object.assign(spec, { selector: { app: 'other' } }))).toEqual([
    'Service prod-langguard: it selects nothing',
  ]);
  expect(spoil('Service', (spec) => Object.assign(spec, { prots: [] }))).toEqual([
    'Service prod-langguard.spec.prots: not known to Kubernetes',
  ]);
  expect(spoil('Deployment', (spec) => Object.assign(spec, { replicas: '2' }))).toEqual([
    'Deployment prod-langguard.spec.replicas: integer is wanted, not string',
  ]);
  expect(spoil('Deployment', (spec) => Reflect.deleteProperty(spec, 'selector'))).toContain(
    'Deployment prod-langguard.spec.selector: missing',
  );
  expect(() => readManifests('a: 1\na: 2\n')).toThrow();
});
