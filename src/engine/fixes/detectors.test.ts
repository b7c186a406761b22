// Infrastructure before and after the fixes that detectors in TypeScript make; and what is left alone.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Detector } from '../detector.ts';
import { containers } from '../detectors/containers/index.ts';
import { pages } from '../detectors/pages/index.ts';
import { shell } from '../detectors/shell/index.ts';
import { terraform } from '../detectors/terraform/index.ts';
import { workflows } from '../detectors/workflows/index.ts';
import { mending, type Mended } from './mending.ts';

const detectors: Record<string, { detector: Detector; path: string }> = {
  workflow: { detector: workflows, path: '.github/workflows/ci.yml' },
  pod: { detector: containers, path: 'k8s/pod.yaml' },
  compose: { detector: containers, path: 'compose.yaml' },
  terraform: { detector: terraform, path: 'main.tf' },
  shell: { detector: shell, path: 'clean.sh' },
  page: { detector: pages, path: 'templates/page.html' },
};
const mends = new Map<string, (rule: string, path: string, before: string) => Mended>();
beforeAll(async () => {
  for (const [name, { detector }] of Object.entries(detectors)) mends.set(name, await mending(detector));
});

const steps = (body: string): string =>
  `on: issues\njobs:\n  a:\n    runs-on: ubuntu-latest\n    permissions: {}\n    steps:\n${body.replace(/^/gm, '      ')}\n`;
const pod = (body: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n${body.replace(/^/gm, '  ')}\n`;
const title = '${{ github.event.issue.title }}';

function mended(kind: string, rule: string, before: string): string {
  const mend = mends.get(kind) as (rule: string, path: string, before: string) => Mended;
  const { text, findings } = mend(rule, detectors[kind]?.path ?? '', before);
  expect(findings[0], 'something to mend').toBeGreaterThan(0);
  if (text !== before) expect(findings[1], text).toBeLessThan(findings[0]);
  return text;
}

describe('detectors', () => {
  it.each<[kind: string, rule: string, before: string, after: string]>([
    [
      'workflow',
      'expression-in-run-script',
      steps(`- run: echo "${title}"`),
      steps(`- env:\n    ISSUE_TITLE: ${title}\n  run: echo "$ISSUE_TITLE"`),
    ],
    [
      'workflow',
      'expression-in-run-script',
      steps(`- name: greet\n  run: |\n    # don't\n    T=${title}\n    echo 'got ${title}x'`),
      steps(
        `- name: greet\n  env:\n    ISSUE_TITLE: ${title}\n  run: |\n    # don't\n    T="$ISSUE_TITLE"\n    echo 'got '"\${ISSUE_TITLE}"'x'`,
      ),
    ],
    [
      'workflow',
      'expression-in-run-script',
      steps(`- run: echo "${title}"\n  env:\n    A: b`),
      steps(`- run: echo "$ISSUE_TITLE"\n  env:\n    ISSUE_TITLE: ${title}\n    A: b`),
    ],
    [
      'workflow',
      'checkout-keeps-credentials',
      steps('- uses: actions/checkout@v4\n- uses: actions/upload-artifact@v4\n  with: { path: . }'),
      steps(
        '- uses: actions/checkout@v4\n  with:\n    persist-credentials: false\n- uses: actions/upload-artifact@v4\n  with: { path: . }',
      ),
    ],
    [
      'workflow',
      'checkout-keeps-credentials',
      steps(
        '- uses: actions/checkout@v4\n  with:\n    fetch-depth: 0\n- uses: actions/upload-artifact@v4\n  with: { path: . }',
      ),
      steps(
        '- uses: actions/checkout@v4\n  with:\n    persist-credentials: false\n    fetch-depth: 0\n- uses: actions/upload-artifact@v4\n  with: { path: . }',
      ),
    ],
    [
      'workflow',
      'unsecure-workflow-commands',
      steps('- run: make\n  env:\n    ACTIONS_ALLOW_UNSECURE_COMMANDS: true'),
      steps('- run: make\n  env:\n    ACTIONS_ALLOW_UNSECURE_COMMANDS: false'),
    ],
    [
      'pod',
      'privileged-container',
      pod('containers:\n  - name: a\n    image: a:1\n    securityContext:\n      privileged: true # why'),
      pod('containers:\n  - name: a\n    image: a:1\n    securityContext:\n      privileged: false # why'),
    ],
    [
      'pod',
      'host-namespace-shared',
      pod('hostNetwork: true\ncontainers: []'),
      pod('hostNetwork: false\ncontainers: []'),
    ],
    [
      'pod',
      'container-without-limits',
      pod('containers:\n  - name: a\n    image: a:1\n    securityContext:\n      runAsNonRoot: true'),
      pod(
        'containers:\n  - name: a\n    image: a:1\n    securityContext:\n      allowPrivilegeEscalation: false\n      runAsNonRoot: true',
      ),
    ],
    [
      'compose',
      'privileged-container',
      'services:\n  a:\n    image: a:1\n    privileged: true\n',
      'services:\n  a:\n    image: a:1\n    privileged: false\n',
    ],
    [
      'terraform',
      'public-database',
      'resource "aws_db_instance" "a" {\n  publicly_accessible = true\n}\n',
      'resource "aws_db_instance" "a" {\n  publicly_accessible = false\n}\n',
    ],
    [
      'terraform',
      'public-storage',
      'resource "aws_s3_bucket" "a" {\n  acl = "public-read" # all\n}\n',
      'resource "aws_s3_bucket" "a" {\n  acl = "private" # all\n}\n',
    ],
    [
      'terraform',
      'metadata-service-open',
      'resource "aws_instance" "a" {\n  metadata_options {\n    http_tokens = "optional"\n  }\n}\n',
      'resource "aws_instance" "a" {\n  metadata_options {\n    http_tokens = "required"\n  }\n}\n',
    ],
    [
      'terraform',
      'plaintext-traffic',
      'resource "azurerm_storage_account" "a" {\n  min_tls_version = "TLS1_0" # old\n}\n',
      'resource "azurerm_storage_account" "a" {\n  min_tls_version = "TLS1_2" # old\n}\n',
    ],
    [
      'terraform',
      'public-storage',
      'resource "azurerm_storage_container" "a" {\n  container_access_type = "blob"\n}\n',
      'resource "azurerm_storage_container" "a" {\n  container_access_type = "private"\n}\n',
    ],
    ['shell', 'unquoted-variable-in-rm', 'rm -rf $DIR/*\n', 'rm -rf "${DIR:?}"/*\n'],
    ['shell', 'unquoted-variable-in-rm', 'rm -rf "${DIR}/"\n', 'rm -rf "${DIR:?}/"\n'],
    ['shell', 'world-writable-chmod', 'chmod -R 777 data\n', 'chmod -R 755 data\n'],
    [
      'shell',
      'download-without-verification',
      'curl -k https://files.shop.example/list -o list\n',
      'curl https://files.shop.example/list -o list\n',
    ],
    [
      'page',
      'link-hands-over-window',
      '<a href="https://other.example/" target="_blank">x</a>\n',
      '<a rel="noopener" href="https://other.example/" target="_blank">x</a>\n',
    ],
  ])('%s %s %#', (kind, rule, before, after) => {
    expect(mended(kind, rule, before)).toBe(after);
  });

  it.each<[why: string, kind: string, rule: string, text: string]>([
    [
      'a here-document',
      'workflow',
      'expression-in-run-script',
      steps(`- run: |\n    cat <<END\n    ${title}\n    END`),
    ],
    ['a quoted scalar', 'workflow', 'expression-in-run-script', steps(`- run: 'echo ${title}'`)],
    ['another shell', 'workflow', 'expression-in-run-script', steps(`- run: echo ${title}\n  shell: pwsh`)],
    ['a map on one line', 'workflow', 'expression-in-run-script', steps(`- { run: 'echo ${title}' }`)],
    ['a list of files', 'shell', 'unquoted-variable-in-rm', 'rm -rf $FILES\n'],
    [
      'a pod that may need root',
      'pod',
      'container-without-limits',
      pod(
        'containers:\n  - name: a\n    image: a:1\n    securityContext:\n      capabilities: { drop: [ALL] }',
      ),
    ],
  ])('offers nothing for %s', (_, kind, rule, text) => {
    expect(mended(kind, rule, text)).toBe(text);
  });
});
