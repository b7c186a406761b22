// What kustomizations, their patches and charts bring in: found, and left alone.
import { describe, expect, it } from 'vitest';
import { allFindings } from '../../../../test/detector-findings.ts';
import { containers } from './index.ts';

const found = (body: string, path = 'overlays/prod/kustomization.yaml'): string[] =>
  allFindings(containers, path, body, 'containers', 'shell', 'terraform');
const patch = (lines: string): string =>
  `resources: [../../base]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n${lines.replace(/^/gm, '      ')}\n`;
const operation = (path: string, value: string, op = 'add'): string =>
  `- op: ${op}\n  path: ${path}\n  value: ${value}\n`;
const chart = (lines: string): string =>
  `apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies:\n  - name: redis\n${lines.replace(/^/gm, '    ')}\n`;

describe('kustomizations', () => {
  it.each([
    ['unpinned-image low', 'images:\n  - name: ghcr.io/shop/api\n    newTag: latest\n'],
    ['unpinned-module low', 'resources:\n  - github.com/shop/platform//ingress\n'],
    ['unpinned-module low', 'resources:\n  - https://github.com/shop/platform/deploy?ref=main\n'],
    [
      'unpinned-module low',
      'resources:\n  - https://raw.githubusercontent.com/shop/platform/master/all.yaml\n',
    ],
    ['download-without-verification medium', 'resources:\n  - http://files.shop.example/all.yaml\n'],
    [
      'privileged-container medium',
      patch(operation('/spec/template/spec/containers/0/securityContext/privileged', 'true')),
    ],
    ['host-namespace-shared medium', patch(operation('/spec/template/spec/hostNetwork', 'true'))],
    [
      'container-runs-as-root medium',
      patch(operation('/spec/template/spec/securityContext/runAsNonRoot', 'false', 'replace')),
    ],
    [
      'dangerous-capability medium',
      patch(operation('/spec/template/spec/containers/0/securityContext/capabilities/add/-', 'SYS_ADMIN')),
    ],
    [
      'docker-socket-mounted medium',
      patch(operation('/spec/template/spec/volumes/-', '{name: s, hostPath: {path: /var/run/docker.sock}}')),
    ],
    [
      'cluster-traffic-opened low',
      patch(operation('/metadata/annotations/nginx.ingress.kubernetes.io~1ssl-redirect', '"false"')),
    ],
    [
      'host-namespace-shared medium',
      patch(
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {hostPID: true}}}',
      ),
    ],
  ])('%s: %j', (expected, body) => expect(found(body)).toEqual([expected]));

  it.each([
    'images:\n  - name: ghcr.io/shop/api\n    newTag: 1.4.2\n',
    'images:\n  - name: ghcr.io/shop/api\n    newTag: latest\n    digest: sha256:24454f\n',
    'resources:\n  - ../../base\n  - github.com/shop/platform//ingress?ref=v1.4.2\n  - main/ingress.yaml\n',
    'resources:\n  - https://github.com/shop/platform/releases/download/v1.4.2/install.yaml\n',
    'resources:\n  - https://raw.githubusercontent.com/shop/platform/v1.4.2/all.yaml\n',
    patch(operation('/spec/replicas', '3', 'replace')),
    patch(operation('/spec/template/spec/containers/0/securityContext/privileged', 'false')),
    patch('- op: remove\n  path: /spec/template/spec/hostNetwork\n'),
    patch('apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 3}'),
  ])('leaves %j alone', (body) => expect(found(body)).toEqual([]));

  it('reads operations in a file of their own, at their line', () => {
    const body = operation('/spec/template/spec/hostNetwork', 'true');
    expect(found(body, 'overlays/prod/network.yaml')).toEqual(['host-namespace-shared medium']);
    expect(found('- op: add\n  path: /users/1/privileged\n  value: true\n', 'test/requests.yaml')).toEqual(
      [],
    );
  });
});

describe('charts', () => {
  it.each([
    ['unpinned-module low', chart('version: "*"\nrepository: https://charts.shop.example')],
    ['unpinned-module low', chart('version: ">=1.0.0"\nrepository: oci://charts.shop.example')],
    [
      'download-without-verification medium',
      chart('version: 19.6.1\nrepository: http://charts.shop.example'),
    ],
  ])('%s: %j', (expected, body) => expect(found(body, 'charts/a/Chart.yaml')).toEqual([expected]));

  it.each([
    chart('version: ^19.6.1\nrepository: https://charts.shop.example'),
    chart('version: ">=1.0.0 <2.0.0"\nrepository: file://../redis'),
    chart('version: 0.1.0\nrepository: http://localhost:8879'),
  ])('leaves %j alone', (body) => expect(found(body, 'charts/a/Chart.yaml')).toEqual([]));
});

describe('parts of elsewhere', () => {
  const manifest = (kind: string, spec: string): string =>
    `apiVersion: x/v1\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`;
  it.each([
    [
      'download-without-verification medium',
      manifest('GitRepository', '{url: "http://git.shop.example/a.git"}'),
    ],
    [
      'download-without-verification medium',
      manifest('Application', '{source: {repoURL: "http://charts.shop.example"}}'),
    ],
    ['cluster-traffic-opened low', manifest('PeerAuthentication', '{mtls: {mode: PERMISSIVE}}')],
  ])('%s: %j', (expected, body) => expect(found(body, 'deploy/a.yaml')).toEqual([expected]));

  it.each([
    manifest('GitRepository', '{url: "https://git.shop.example/a.git"}'),
    manifest('HelmRepository', '{url: "http://chartmuseum.charts.svc:8080"}'),
    manifest('PeerAuthentication', '{mtls: {mode: STRICT}}'),
  ])('leaves %j alone', (body) => expect(found(body, 'deploy/a.yaml')).toEqual([]));

  it('reads images, settings and arguments of started programs', () => {
    const compose = (lines: string): string =>
      `services:\n  a:\n    image: a:1\n    read_only: true\n${lines.replace(/^/gm, '    ')}\n`;
    const said = (lines: string): string[] => found(compose(lines), 'compose.yaml');
    expect(
      found('services:\n  a:\n    image: shop/web:${TAG:-latest}\n    read_only: true\n', 'compose.yaml'),
    ).toEqual(['unpinned-image low']);
    expect(
      found('services:\n  a:\n    image: shop/web:${TAG}\n    read_only: true\n', 'compose.yaml'),
    ).toEqual([]);
    expect(said('command: [--serversTransport.insecureSkipVerify=true]')).toEqual([
      'cluster-tls-unverified low',
    ]);
    expect(said('command: [--serversTransport.insecureSkipVerify=false]')).toEqual([]);
    expect(said('command: ["--host=tcp://0.0.0.0:2375"]')).toEqual(['cluster-component-opened medium']);
    expect(said('command: ["--host=tcp://0.0.0.0:2376", "--tlsverify"]')).toEqual([]);
    expect(said('environment: {DOCKER_TLS_CERTDIR: ""}')).toEqual(['plaintext-traffic low']);
    expect(said('environment: {DOCKER_TLS_CERTDIR: /certs}')).toEqual([]);
    expect(said('command: ["server", "-dev"]')).toEqual(['data-store-without-login low']);
    expect(said('command: ["server", "-config=/etc/vault.hcl"]')).toEqual([]);
  });
});
