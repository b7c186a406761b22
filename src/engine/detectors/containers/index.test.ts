// What is found in image builds, compose files and manifests, and what is left alone.
import { describe, expect, it } from 'vitest';
import { allFindings, detections } from '../../../../test/detector-findings.ts';
import { containers } from './index.ts';

const found = (path: string, body: string): string[] =>
  allFindings(containers, path, body, 'containers', 'shell');
const docker = (lines: string): string => `FROM alpine:3.20\n${lines}\nUSER app\n`;
const service = (lines: string): string =>
  `services:\n  db:\n    image: postgres:16\n    read_only: true\n${lines.replace(/^/gm, '    ')}\n`;
const pod = (spec: string, container = ''): string =>
  `apiVersion: v1\nkind: Pod\nspec:\n  securityContext: {runAsNonRoot: true}\n${spec.replace(/^(?=.)/gm, '  ')}\n  containers:\n    - name: app\n      image: app:1.2\n      securityContext:\n        allowPrivilegeEscalation: ${container.includes('allowPrivilegeEscalation') ? 'true' : 'false'}\n${container.replace(/^.*allowPrivilegeEscalation.*$/m, '').replace(/^(?=.)/gm, '        ')}\n`;
const role = (rules: string, kind = 'ClusterRole'): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: x}\nrules:\n  - ${rules}\n`;
const bind = (name: string, subject: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nroleRef: {kind: ClusterRole, name: ${name}}\nsubjects:\n  - {kind: Group, name: "${subject}"}\n`;

describe('image builds', () => {
  it.each([
    ['container-runs-as-root low', 'FROM node:22\nCMD ["node", "a.js"]\n'],
    ['container-runs-as-root medium', 'FROM node:22\nUSER app\nUSER root\nCMD ["node", "a.js"]\n'],
    ['container-runs-as-root medium', 'FROM node:22\nUSER 0:0\nENTRYPOINT node a.js\n'],
    ['unpinned-image low', 'FROM node\nUSER app\n'],
    ['unpinned-image low', 'FROM registry.dev:5000/node:latest AS build\nUSER app\n'],
    ['unpinned-image low', 'ARG V=latest\nFROM node:${V}\nUSER app\n'],
    ['add-from-address low', docker('ADD https://files.tool.dev/a.tgz /opt/')],
    ['add-from-address medium', docker('ADD http://files.tool.dev/a.tgz /opt/')],
    ['add-from-address low', docker('ADD --chown=1:1 https://files.tool.dev/a.tgz /opt/')],
    ['sudo-in-image low', docker('RUN sudo apt-get update')],
    ['sudo-in-image low', docker('RUN cd /x && sudo make install')],
    ['sudo-in-image low', docker('RUN <<EOF\nsudo make\nEOF')],
    ['remote-login-in-image low', docker('EXPOSE 22')],
    ['remote-login-in-image low', docker('CMD ["/usr/sbin/sshd", "-D"]')],
    [
      'remote-login-in-image medium',
      docker("RUN sed -i 's/#PermitRootLogin.*/PermitRootLogin yes/' /etc/ssh/sshd_config"),
    ],
    ['docker-socket-mounted medium', docker('VOLUME /var/run/docker.sock')],
    ['secret-file-in-image medium', docker('ADD ["id_ed25519", "/root/"]')],
    ['data-store-without-login low', docker('ENV POSTGRES_HOST_AUTH_METHOD trust')],
    ['secret-file-in-image medium', docker('COPY .ssh/id_rsa /root/.ssh/')],
    ['secret-file-in-image low', docker('COPY package.json .env ./')],
    ['secret-as-build-argument low', docker('ARG GITHUB_TOKEN')],
    ['secret-as-build-argument medium', docker('ENV NPM_TOKEN=${NPM_TOKEN}')],
    ['secret-as-build-argument low', docker('ARG DB_PASSWORD=')],
    [
      'secret-as-build-argument medium',
      docker('RUN echo "//npm.tool.dev/:_authToken=${NPM_TOKEN}" > .npmrc && npm ci'),
    ],
    [
      'secret-as-build-argument medium',
      docker('RUN printf "machine git.tool.dev password $GIT_TOKEN" >> /root/.netrc'),
    ],
    ['data-store-without-login low', docker('ENV MYSQL_ALLOW_EMPTY_PASSWORD=yes')],
    [
      'remote-script-piped-to-shell medium',
      docker('RUN apk add curl \\\n  # the tool\n  && curl -sSf https://get.tool.dev | sh'),
    ],
    [
      'remote-script-piped-to-shell medium',
      docker('RUN ["/bin/sh", "-c", "curl https://get.tool.dev | sh"]'),
    ],
    [
      'download-without-verification medium',
      docker('RUN wget --no-check-certificate https://files.tool.dev/a'),
    ],
    ['download-without-verification medium', docker('ENV NODE_TLS_REJECT_UNAUTHORIZED=0')],
    ['world-writable-chmod medium', docker('RUN chmod -R 777 /app')],
    ['world-writable-chmod medium', docker('COPY --chmod=777 a /b')],
  ])('%s', (expected, body) => expect(found('Dockerfile', body)).toEqual([expected]));

  it.each([
    'FROM node:22-slim\nUSER node\nCMD ["node", "a.js"]\n',
    'FROM gcr.io/distroless/nodejs22:nonroot\nCMD ["a.js"]\n',
    'FROM golang:1.25 AS build\nRUN go build\nFROM scratch\nCOPY --from=build /a /a\n',
    'FROM node:22 AS base\nUSER node\nFROM base\nCMD ["node", "a.js"]\n',
    'FROM base-image:1\nRUN make\n',
    docker('ADD --checksum=sha256:00 https://files.tool.dev/a.tgz /opt/'),
    docker('ADD . /app'),
    docker('EXPOSE 8080 2222'),
    docker(
      'RUN curl -fsSL https://files.tool.dev/a.tgz -o a.tgz && echo "00  a.tgz" | sha256sum -c - && tar xf a.tgz',
    ),
    docker('RUN chmod 755 /app && chmod +x /app/run'),
    docker('# RUN curl https://get.tool.dev | sh'),
    docker('RUN adduser -D app sudo'),
    docker('RUN apt-get update && apt-get install -y curl'),
    'ARG IMAGE\nFROM ${IMAGE}\nUSER app\n',
  ])('leaves alone: %s', (body) => expect(found('build/Dockerfile.web', body)).toEqual([]));
});

describe('compose files', () => {
  it.each([
    ['privileged-container medium', 'privileged: true'],
    ['docker-socket-mounted medium', 'volumes:\n  - /var/run/docker.sock:/var/run/docker.sock:ro'],
    ['docker-socket-mounted medium', 'volumes:\n  - {type: bind, source: /var/run/docker.sock, target: /s}'],
    ['host-path-mounted medium', 'volumes: ["/etc:/host-etc"]'],
    ['host-path-mounted low', 'volumes: ["/:/host:ro"]'],
    ['host-namespace-shared low', 'network_mode: host'],
    ['host-namespace-shared medium', 'pid: host'],
    ['dangerous-capability medium', 'cap_add: [SYS_ADMIN]'],
    ['dangerous-capability low', 'cap_add:\n  - NET_ADMIN'],
    ['container-confinement-off medium', 'security_opt: ["seccomp:unconfined"]'],
    ['container-confinement-off medium', 'security_opt: [apparmor=unconfined]'],
    ['container-runs-as-root low', 'user: root'],
    ['data-store-without-login low', 'environment: {MYSQL_ALLOW_EMPTY_PASSWORD: "yes"}'],
    ['data-store-without-login low', 'command: mongod --noauth'],
    ['database-port-published low', 'ports: ["5432:5432"]'],
    ['database-port-published low', 'ports: ["0.0.0.0:15432:5432"]'],
    ['database-port-published low', 'ports:\n  - {target: 6379, published: 6379}'],
  ])('%s', (expected, lines) => expect(found('docker-compose.yml', service(lines))).toEqual([expected]));

  it.each([
    'privileged: false',
    'ports: ["127.0.0.1:5432:5432"]',
    'ports: ["8080:80"]',
    'expose: ["5432"]',
    'volumes: ["./etc:/etc", "data:/var/lib"]',
    'cap_add: [NET_BIND_SERVICE]\ncap_drop: [ALL]',
    'security_opt: ["no-new-privileges:true"]',
    'network_mode: bridge',
    'user: "1000:1000"',
  ])('leaves alone: %s', (lines) => expect(found('compose.yaml', service(lines))).toEqual([]));
});

describe('manifests', () => {
  it.each([
    ['host-namespace-shared medium', pod('hostNetwork: true')],
    ['host-namespace-shared medium', pod('hostPID: true')],
    ['docker-socket-mounted medium', pod('volumes:\n  - {name: s, hostPath: {path: /var/run/docker.sock}}')],
    ['host-path-mounted medium', pod('volumes:\n  - {name: s, hostPath: {path: /etc}}')],
    ['host-path-mounted low', pod('volumes:\n  - {name: s, hostPath: {path: /data/x}}')],
    [
      'host-path-mounted low',
      pod('volumes:\n  - {name: s, hostPath: {path: /var/lib/kubelet/device-plugins}}'),
    ],
    ['host-path-mounted medium', pod('volumes:\n  - {name: s, hostPath: {path: /etc/kubernetes/pki}}')],
    ['service-account-token-mounted low', pod('automountServiceAccountToken: true')],
    ['privileged-container medium', pod('', 'privileged: true')],
    ['privilege-escalation-allowed medium', pod('', 'allowPrivilegeEscalation: true')],
    [
      'privilege-escalation-allowed medium',
      'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nspec:\n  allowPrivilegeEscalation: true\n',
    ],
    [
      'privilege-escalation-allowed medium',
      pod(
        'initContainers:\n  - {name: i, image: "i:1", securityContext: {runAsUser: 5, allowPrivilegeEscalation: true}}',
      ),
    ],
    [
      'service-account-token-mounted low',
      'apiVersion: apps/v1\nkind: DaemonSet\nspec:\n  template:\n    spec:\n      automountServiceAccountToken: true\n',
    ],
    [
      'service-account-token-mounted low',
      'apiVersion: batch/v1\nkind: CronJob\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec: {automountServiceAccountToken: true}\n',
    ],
    [
      'cluster-tls-unverified medium',
      'apiVersion: v1\nkind: Config\nclusters:\n  - {name: a, cluster: {certificate-authority-data: x}}\n  - {name: b, cluster: {insecure-skip-tls-verify: true}}\n',
    ],
    ['container-runs-as-root medium', pod('', 'runAsUser: 0')],
    ['container-runs-as-root medium', pod('', 'runAsNonRoot: false')],
    ['container-confinement-off medium', pod('', 'seccompProfile: {type: Unconfined}')],
    ['container-confinement-off low', pod('', 'readOnlyRootFilesystem: false')],
    ['dangerous-capability medium', pod('', 'capabilities: {add: [ALL]}')],
    [
      'container-without-limits low',
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - {name: a, image: "a:1"}\n',
    ],
    [
      'container-without-limits low',
      'apiVersion: v1\nkind: Pod\nspec:\n  securityContext: {runAsUser: 1}\n  containers:\n    - {name: a, image: "a:1"}\n',
    ],
    [
      'container-without-limits low',
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - {name: a, image: "a:1", securityContext: {allowPrivilegeEscalation: false}}\n',
    ],
    ['wildcard-cluster-role medium', role('{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}')],
    ['wildcard-cluster-role medium', role('{apiGroups: [""], resources: [secrets], verbs: ["*"]}', 'Role')],
    ['wildcard-cluster-role low', role('{apiGroups: [""], resources: ["*"], verbs: [get, list]}')],
    [
      'wildcard-cluster-role medium',
      role('{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind]}'),
    ],
    ['cluster-admin-bound medium', bind('cluster-admin', 'team')],
    ['cluster-admin-bound high', bind('cluster-admin', 'system:unauthenticated')],
    ['cluster-admin-bound medium', bind('view', 'system:authenticated')],
    [
      'cluster-tls-unverified medium',
      'apiVersion: v1\nkind: Config\nclusters:\n  - cluster: {server: "https://k", insecure-skip-tls-verify: true}\n',
    ],
    [
      'cluster-tls-unverified medium',
      'apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nspec:\n  insecureSkipTLSVerify: true\n',
    ],
    [
      'database-port-published medium',
      'apiVersion: v1\nkind: Service\nspec:\n  type: LoadBalancer\n  ports: [{port: 5432}]\n',
    ],
    [
      'database-port-published low',
      'apiVersion: v1\nkind: Service\nspec:\n  type: NodePort\n  ports: [{port: 5432}]\n',
    ],
    [
      'database-port-published low',
      'apiVersion: v1\nkind: Service\nspec:\n  type: LoadBalancer\n  loadBalancerSourceRanges: [10.0.0.0/8]\n  ports: [{port: 5432}]\n',
    ],
    [
      'privileged-container medium',
      `{{- if .Values.on }}\n${pod('', 'privileged: true\n{{- end }}\nprocMount: {{ .Values.p | quote }}')}`,
    ],
    [
      'cluster-component-opened medium',
      pod('', '').replace(/$/, '      args: [--authorization-mode=AlwaysAllow]\n'),
    ],
    [
      'remote-script-piped-to-shell high',
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  run.sh: |\n    curl -s http://get.tool.dev/x | sh\n',
    ],
    [
      'remote-script-piped-to-shell high',
      pod('', '').replace(
        /$/,
        '      lifecycle: {postStart: {exec: {command: [sh, -c, "curl -s http://get.tool.dev/x | sh"]}}}\n',
      ),
    ],
    [
      'data-store-without-login low',
      'apiVersion: v1\nkind: ConfigMap\ndata: {POSTGRES_HOST_AUTH_METHOD: trust}\n',
    ],
    [
      'cluster-component-opened low',
      pod('', '').replace(/$/, '      command: [apiserver, --anonymous-auth=true]\n'),
    ],
    [
      'data-store-without-login low',
      pod('', '').replace(/$/, '      env: [{name: POSTGRES_HOST_AUTH_METHOD, value: trust}]\n'),
    ],
    [
      'cluster-traffic-opened low',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec:\n  ingress:\n    - from: [{ipBlock: {cidr: 0.0.0.0/0}}]\n',
    ],
    ['cluster-component-opened low', pod('', '').replace(/$/, '      args: [--kubelet-insecure-tls]\n')],
    [
      'cluster-traffic-opened low',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  annotations: {nginx.ingress.kubernetes.io/ssl-redirect: "false"}\n',
    ],
    [
      'cluster-traffic-opened low',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec:\n  ingress:\n    - {}\n',
    ],
    [
      'container-confinement-off medium',
      pod('').replace(
        'kind: Pod\n',
        'kind: Pod\nmetadata:\n  annotations: {seccomp.security.alpha.kubernetes.io/pod: unconfined}\n',
      ),
    ],
  ])('%s', (expected, body) => expect([...new Set(found('k8s/app.yaml', body))]).toEqual([expected]));

  it.each([
    pod(''),
    pod('hostNetwork: false\nautomountServiceAccountToken: false'),
    pod('volumes:\n  - {name: s, emptyDir: {}}', 'capabilities: {drop: [ALL]}\nreadOnlyRootFilesystem: true'),
    role('{apiGroups: [apps], resources: [deployments], verbs: [get, list, watch]}'),
    role('{apiGroups: [""], resources: [configmaps], verbs: [get]}', 'Role'),
    role('{apiGroups: [acme.dev], resources: [widgets], verbs: ["*"]}'),
    bind('view', 'team'),
    pod('', '').replace(/$/, '      args: [--anonymous-auth=false, --authorization-mode=Node,RBAC]\n'),
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  annotations: {nginx.ingress.kubernetes.io/ssl-redirect: "true"}\n',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec:\n  ingress:\n    - from: [{podSelector: {}}]\n',
    bind('cluster-admin', 'system:masters'),
    'apiVersion: v1\nkind: Service\nspec:\n  type: ClusterIP\n  ports: [{port: 5432}]\n',
    'apiVersion: v1\nkind: ConfigMap\ndata: {privileged: "true"}\n',
    'apiVersion: v1\nkind: ConfigMap\ndata:\n  notes.md: |\n    curl -s http://get.tool.dev/x | sh\n',
    'name: x\nprivileged: true\n',
  ])('leaves alone: %s', (body) => expect(found('k8s/app.yaml', body)).toEqual([]));

  it('points at the line', () => {
    const [one] = detections(containers, 'k8s/app.yaml', pod('hostPID: true'), 'containers');
    expect(one && 'finding' in one && [one.finding.start, one.finding.end]).toEqual([
      { line: 5, column: 3 },
      { line: 5, column: 16 },
    ]);
  });
});
