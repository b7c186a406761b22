// Values under which the chart must render: the least, the most, and each choice that changes what is made.
import type { Value } from './functions.ts';

const needed = {
  image: { repository: 'registry.example.com/langguard' },
  github: { appId: '123456' },
  secrets: { existingSecret: 'langguard' },
};

/** By name. */
export const valueSets: Readonly<Record<string, Record<string, Value>>> = {
  'the least': needed,
  'the most': {
    ...needed,
    image: {
      repository: 'registry.example.com/langguard',
      digest: `sha256:${'ab'.repeat(32)}`,
      pullPolicy: 'Always',
    },
    imagePullSecrets: [{ name: 'registry' }],
    fullnameOverride: `reviewer-${'x'.repeat(54)}`,
    github: { appId: '1234567', apiUrl: 'https://ghe.example.com/api/v3' },
    secrets: {
      existingSecret: 'langguard',
      keys: {
        webhookSecretPrevious: 'webhook-secret-previous',
        encryptionKey: 'encryption-key',
        encryptionKeyPrevious: 'encryption-key-previous',
        metricsToken: 'metrics-token',
        clientSecret: 'client-secret',
      },
    },
    offline: true,
    notices:
      'version: 1\nhosts: [siem.example.com]\nchannels:\n  siem: { kind: webhook, url: "https://siem.example.com" }\n',
    authorities: { existingConfigMap: 'company-ca' },
    proxy: { https: 'http://proxy.example.com:3128', noProxy: '10.0.0.0/8,.svc' },
    dashboard: {
      url: 'https://langguard.example.com',
      clientId: 'Iv23example',
      accessMinutes: 5,
      trustedProxies: 1,
      teamProperty: 'owning-team',
    },
    tracing: { endpoint: 'http://collector.observability:4318' },
    extraEnv: [{ name: 'LANGGUARD_OSV_URL', value: 'https://osv.example.com' }],
    serviceAccount: { name: 'reviewer', annotations: { 'example.com/role': 'a "quoted" role' } },
    podAnnotations: { 'example.com/team': 'security' },
    podLabels: { team: 'security' },
    nodeSelector: { 'kubernetes.io/arch': 'amd64' },
    tolerations: [{ key: 'dedicated', operator: 'Exists', effect: 'NoSchedule' }],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              topologyKey: 'kubernetes.io/hostname',
              labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'langguard' } },
            },
          },
        ],
      },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'langguard' } },
      },
    ],
    service: { type: 'LoadBalancer', port: 8080, annotations: { 'example.com/internal': 'true' } },
    ingress: {
      enabled: true,
      className: 'nginx',
      annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '25m' },
      host: 'langguard.example.com',
      paths: ['/api/github/webhooks'],
      tlsSecret: 'langguard-tls',
    },
    networkPolicy: {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } } }],
      httpsPorts: [443, 3128],
      extraEgress: [{ ports: [{ port: 4318, protocol: 'TCP' }] }],
    },
    autoscaling: { enabled: true },
    serviceMonitor: { enabled: true, labels: { release: 'prometheus' } },
    prometheusRule: { enabled: true, labels: { release: 'prometheus' } },
  },
  'the embedded database': {
    ...needed,
    replicaCount: 1,
    persistence: { enabled: true, storageClass: 'fast' },
  },
  'a volume of one’s own': {
    ...needed,
    replicaCount: 1,
    persistence: { enabled: true, existingClaim: 'kept' },
  },
  'everything off': {
    ...needed,
    nameOverride: 'reviews',
    serviceAccount: { create: false },
    podDisruptionBudget: { enabled: false },
    networkPolicy: { enabled: false },
  },
};
