// Images: the files that name them, their names, and Docker Hub's answer.
import { expect, test } from 'vitest';
import { entriesOf } from '../../../../test/parsed-entries.ts';
import { docker } from './index.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test('a Dockerfile: variables, stages, platforms, digests, copies', () => {
  const text = `ARG NODE=20
ARG BASE
FROM --platform=$BUILDPLATFORM node:\${NODE}-alpine AS build
FROM build AS test
FROM ghcr.io/acme/tool:1.2
FROM nginx
FROM docker.io/library/redis:7@${digest}
FROM scratch
FROM $BASE
FROM \${OTHER:-alpine:3}
COPY --from=build /a /b
COPY --from=busybox:1.36 /bin/x /x
RUN <<EOF
FROM no:1
EOF
RUN python -c "
from os import path"
`;
  expect(entriesOf(docker, 'a/Dockerfile', text)).toEqual([
    'node 20-alpine build registry 3:32 node:${NODE}-alpine',
    'ghcr.io/acme/tool 1.2 build registry=https://ghcr.io 5:6 ghcr.io/acme/tool:1.2',
    'nginx latest build registry 6:6 nginx',
    `redis 7 build registry 7:6 docker.io/library/redis:7@${digest}`,
    'alpine 3 build registry 10:6 ${OTHER:-alpine:3}',
    'busybox 1.36 build registry 12:13 busybox:1.36',
  ]);
});

test.each([
  [
    'docker-compose.yml',
    'services:\n  a:\n    image: "redis:7"\n  b:\n    build: .\n    image: own\n  c:\n    image: pg:${V:-16}\n',
    ['redis 7 build registry 3:13 redis:7', 'pg 16 build registry 8:12 pg:${V:-16}'],
  ],
  [
    'k8s/app.yaml',
    'kind: Pod\nspec:\n  containers:\n    - image: bitnami/redis:7\n---\nspec:\n  initContainers:\n    - image: quay.io/a/b\n',
    [
      'bitnami/redis 7 build registry 4:14 bitnami/redis:7',
      'quay.io/a/b latest build registry=https://quay.io 8:14 quay.io/a/b',
    ],
  ],
  [
    '.gitlab-ci.yml',
    'image: ruby:3\na:\n  image:\n    name: node:20\n  services:\n    - postgres:16\n    - name: redis:7\n  variables:\n    x: y\n',
    [
      'ruby 3 build registry 1:8 ruby:3',
      'node 20 build registry 4:11 node:20',
      'postgres 16 build registry 6:7 postgres:16',
      'redis 7 build registry 7:13 redis:7',
    ],
  ],
  [
    '.github/workflows/a.yml',
    'jobs:\n  a:\n    container: node:20\n    services:\n      db: { image: postgres:16 }\n    steps:\n      - uses: docker://alpine:3\n      - uses: a/b@v1\n        with: { image: own }\n',
    [
      'node 20 build registry 3:16 node:20',
      'postgres 16 build registry 5:20 postgres:16',
      'alpine 3 build registry 7:24 alpine:3',
    ],
  ],
  [
    '.devcontainer/devcontainer.json',
    '{ "image": "mcr.microsoft.com/devcontainers/base:jammy" }',
    [
      'mcr.microsoft.com/devcontainers/base jammy build registry=https://mcr.microsoft.com 1:13 mcr.microsoft.com/devcontainers/base:jammy',
    ],
  ],
])('%s', (path, text, expected) => {
  expect(entriesOf(docker, path, text)).toEqual(expected);
});

test.each([
  ['src/config.yml', undefined],
  ['Dockerfile.dev', 'manifest'],
  ['build.Dockerfile', 'manifest'],
  ['docs/Dockerfile.md', undefined],
  ['compose.prod.yaml', 'manifest'],
])('%s is a %s', (path, kind) => {
  expect(docker.reads(path)).toBe(kind);
});

test('only Docker Hub is asked', () => {
  expect(docker.request('nginx').path).toBe('/v2/namespaces/library/repositories/nginx');
  expect(docker.request('bitnami/redis').path).toBe('/v2/namespaces/bitnami/repositories/redis');
  expect(docker.unasked?.('ghcr.io/a/b')).toContain('ghcr.io');
  expect(docker.unasked?.('bitnami/redis')).toBeUndefined();
  expect(docker.readRecord('a/b', { name: 'b', date_registered: '2020-01-01T00:00:00Z' })).toMatchObject({
    exists: true,
    createdAt: '2020-01-01T00:00:00Z',
  });
  expect(() => docker.readRecord('a/b', { name: 'c' })).toThrow();
});
