// What opens the cluster, values of charts and started programs: found, and left alone.
import { describe, expect, it } from 'vitest';
import { allFindings } from '../../../../test/detector-findings.ts';
import { containers } from './index.ts';

const found = (body: string, path = 'deploy/a.yaml'): string[] =>
  allFindings(containers, path, body, 'containers', 'shell', 'terraform');
const object = (kind: string, rest: string): string =>
  `apiVersion: x/v1\nkind: ${kind}\nmetadata: {name: a}\n${rest}\n`;
const pod = (rest: string, container = ''): string =>
  object(
    'Pod',
    `spec:\n  securityContext: {runAsNonRoot: true${rest}}\n  containers:\n    - name: a\n      image: a:1\n      securityContext: {allowPrivilegeEscalation: false}\n${container}`,
  );

describe('the cluster', () => {
  it.each([
    [
      'cluster-component-opened medium',
      object('KubeletConfiguration', 'authentication: {anonymous: {enabled: true}}'),
    ],
    ['cluster-component-opened medium', object('KubeletConfiguration', 'authorization: {mode: AlwaysAllow}')],
    ['cluster-component-opened low', object('KubeletConfiguration', 'readOnlyPort: 10255')],
    ['wildcard-cluster-role low', object('ClusterRole', "rules: [{nonResourceURLs: ['*'], verbs: ['*']}]")],
    ['cluster-traffic-opened medium', object('PeerAuthentication', 'spec: {mtls: {mode: DISABLE}}')],
    ['cluster-traffic-opened low', object('AuthorizationPolicy', 'spec: {action: ALLOW, rules: [{}]}')],
    [
      'cluster-tls-unverified low',
      object('ServiceMonitor', 'spec: {endpoints: [{tlsConfig: {insecureSkipVerify: true}}]}'),
    ],
    ['cluster-component-opened medium', object('ConfigMap', 'data: {server.disable.auth: "true"}')],
    ['cluster-traffic-opened low', object('ConfigMap', 'data: {ssl-protocols: "TLSv1 TLSv1.2"}')],
    ['cluster-traffic-opened low', object('Service', 'spec: {externalIPs: [203.0.113.4]}')],
    ['dangerous-capability medium', object('PodSecurityPolicy', "spec: {allowedCapabilities: ['*']}")],
    ['container-confinement-off low', pod(', seLinuxOptions: {type: spc_t}')],
    ['container-confinement-off low', pod(', sysctls: [{name: kernel.msgmax, value: "1"}]')],
    [
      'remote-script-piped-to-shell medium',
      pod('', '      command: [sh, -c]\n      args: ["curl -s https://get.tool.dev | sh"]\n'),
    ],
    [
      'download-without-verification medium',
      pod('', '      env: [{name: NODE_TLS_REJECT_UNAUTHORIZED, value: "0"}]\n'),
    ],
    [
      'download-without-verification medium',
      object(
        'Task',
        'spec:\n  steps:\n    - name: a\n      script: |\n        curl -k https://tool.dev/a -o a',
      ),
    ],
    [
      'cluster-traffic-opened low',
      object('Gateway', 'spec: {servers: [{tls: {minProtocolVersion: TLSV1_0}}]}'),
    ],
    [
      'cluster-traffic-opened low',
      object('CiliumNetworkPolicy', 'spec: {ingress: [{fromEntities: [world]}]}'),
    ],
    ['storage-encryption-off medium', object('StorageClass', 'parameters: {encrypted: "false"}')],
    ['host-path-mounted medium', object('PersistentVolume', 'spec: {hostPath: {path: /etc/kubernetes}}')],
    ['host-path-mounted low', object('PersistentVolume', 'spec: {hostPath: {path: /mnt/data}}')],
    ['service-account-token-mounted low', object('ServiceAccount', 'automountServiceAccountToken: true')],
    [
      'wildcard-cluster-role medium',
      object('AppProject', "spec: {clusterResourceWhitelist: [{group: '*', kind: '*'}]}"),
    ],
    ['wildcard-cluster-role low', object('AppProject', "spec: {sourceRepos: ['*']}")],
    [
      'wildcard-cluster-role low',
      object(
        'ClusterRole',
        'rules: [{apiGroups: [""], resources: [serviceaccounts/token], verbs: [create]}]',
      ),
    ],
  ])('finds %s', (wanted, body) => expect(found(body)).toEqual([wanted]));

  it.each([
    object('KubeletConfiguration', 'authentication: {anonymous: {enabled: false}}\nreadOnlyPort: 0'),
    object('PeerAuthentication', 'spec: {mtls: {mode: STRICT}}'),
    object('AuthorizationPolicy', 'spec: {action: DENY, rules: [{}]}'),
    object('AuthorizationPolicy', 'spec: {rules: [{from: [{source: {principals: [a]}}]}]}'),
    object('ConfigMap', 'data: {ssl-protocols: "TLSv1.2 TLSv1.3", server.insecure: "false"}'),
    pod(', sysctls: [{name: net.ipv4.tcp_syncookies, value: "1"}], seLinuxOptions: {type: container_t}'),
    pod('', '      command: [sh, -c, "exec app"]\n'),
    object('ServiceAccount', 'automountServiceAccountToken: false'),
    object('StorageClass', 'parameters: {encrypted: "true"}'),
    object('Gateway', 'spec: {servers: [{tls: {minProtocolVersion: TLSV1_2}}]}'),
    object('CiliumNetworkPolicy', 'spec: {ingress: [{fromEntities: [cluster]}]}'),
    object('AppProject', 'spec: {sourceRepos: [https://git.tool.dev/a.git]}'),
    // A patch of an overlay, and a template that takes its settings from the values.
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          resources: {limits: {memory: 1Gi}}\n',
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      securityContext:\n        {{- toYaml .Values.podSecurityContext | nindent 8 }}\n      containers:\n        - name: a\n          image: "{{ .Values.image }}"\n          securityContext:\n            {{- toYaml .Values.securityContext | nindent 12 }}\n',
  ])('leaves %j alone', (body) => expect(found(body)).toEqual([]));

  it('reads the values of charts', () => {
    const values =
      'image: {tag: latest}\nhostNetwork: true\npodSecurityContext: {runAsUser: 0}\nsecurityContext:\n  privileged: true\n  readOnlyRootFilesystem: false\n';
    expect(found(values, 'charts/a/values.yaml')).toEqual([
      'unpinned-image low',
      'host-namespace-shared low',
      'container-runs-as-root low',
      'privileged-container medium',
    ]);
    expect(found(values, 'data/list.yaml')).toEqual([]);
    expect(found('image: {tag: 1.2.3}\nsecurityContext: {runAsNonRoot: true}\n', 'values-prod.yaml')).toEqual(
      [],
    );
  });

  it('takes no version from a template, and no here-document from a here-string', () => {
    const chart = (image: string): string =>
      object(
        'Pod',
        `spec:\n  containers:\n    - name: a\n      image: ${image}\n      securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true}`,
      );
    expect(found(chart('{{ include "a.image" . }}'), 'charts/a/templates/a.yaml')).toEqual([]);
    expect(found(chart('nginx'), 'charts/a/templates/a.yaml')).toEqual(['unpinned-image low']);
    const build = 'FROM a:1\nRUN cat <<< "ok" > /ok\nRUN chmod 777 /srv\nUSER app\n';
    expect(found(build, 'Dockerfile')).toEqual(['world-writable-chmod medium']);
  });

  it('reads what compose files start', () => {
    const service = (line: string): string =>
      `services:\n  a:\n    image: a:1\n    read_only: true\n    ${line}\n`;
    expect(found(service('command: [--api.insecure=true]'), 'compose.yml')).toEqual([
      'cluster-component-opened medium',
    ]);
    expect(found(service('command: sh -c "curl -s http://get.tool.dev | sh"'), 'compose.yml')).toEqual([
      'remote-script-piped-to-shell high',
    ]);
    expect(found(service('command: [--api.insecure=false]'), 'compose.yml')).toEqual([]);
  });
});
