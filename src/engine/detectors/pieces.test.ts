// What is told from a hunk alone, at its place in the file, and what is left alone because the rest decides.
import { describe, expect, it } from 'vitest';
import { rulesOf } from '../../../test/detector-findings.ts';
import type { ChangedFile } from '../change.ts';
import type { Detector } from '../detector.ts';
import type { Finding } from '../finding.ts';
import { Facts } from '../facts.ts';
import { noSyntax } from '../syntax/parse.ts';
import { containers } from './containers/index.ts';
import { pages } from './pages/index.ts';
import { shell } from './shell/index.ts';
import { sql } from './sql/index.ts';
import { terraform } from './terraform/index.ts';
import { webServers } from './web-servers/index.ts';
import { workflows } from './workflows/index.ts';

const folders = [
  'containers',
  'shell',
  'sql',
  'templates',
  'terraform',
  'web-servers',
  'workflows',
  'code/sql-injection',
  'code/authorization',
];
const newStart = 40;

/** A file of which one hunk is known, all of it added, from line 40 on. */
const hunkOf = (path: string, text: string): ChangedFile => ({
  path,
  status: 'modified',
  class: 'text',
  hunks: [
    {
      oldStart: newStart,
      oldLines: 0,
      newStart,
      newLines: text.split('\n').length,
      lines: text.split('\n').map((line) => ({ kind: 'added', text: line })),
    },
  ],
});

const all: readonly Detector[] = [workflows, containers, terraform, shell, sql, webServers, pages];

function findings(path: string, text: string): Finding[] {
  const file = hunkOf(path, text);
  return all.flatMap((detector) =>
    [
      ...(detector.detectFile?.(file, {
        change: { base: '', head: '', files: [file], commits: [], unread: [] },
        facts: new Facts(),
        rules: rulesOf(...folders),
        syntax: noSyntax,
        digest: (one) => one,
        today: '2026-01-01',
      }) ?? []),
    ].flatMap((found) => ('finding' in found ? [found.finding] : [])),
  );
}

const flow = '.github/workflows/a.yml';

describe('a hunk', () => {
  it.each([
    // The lines before the first step belong to one that is not shown.
    [
      flow,
      '          cache: npm\n      - uses: tool/run@main\n        env:\n          T: ${{ secrets.T }}',
      'unpinned-action:41',
    ],
    [
      flow,
      '          make all\n      - run: echo "${{ github.event.issue.title }}"\n',
      'expression-in-run-script:41',
    ],
    [
      flow,
      '    if: always()\n    steps:\n    - name: x\n      run: |\n        curl -sf https://get.tool.dev | sh\n    timeout-minutes: 3',
      'remote-script-piped-to-shell:44',
    ],
    [
      flow,
      '          make all\n          curl -sf https://get.tool.dev | sh\n      - run: make',
      'remote-script-piped-to-shell:41',
    ],
    [flow, "      - run: echo '${{ toJSON(secrets) }}'", 'secret-exposed-in-workflow:40'],
    [flow, '  contents: read\npermissions: write-all\njobs:', 'excessive-workflow-permissions:41'],
    [
      flow,
      '  next:\n    uses: acme/flows/.github/workflows/a.yml@main\n    secrets: inherit',
      'secrets-inherited:42',
    ],
    [
      flow,
      '  pull_request_target:\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n      - run: make',
      'trigger-with-secrets-for-strangers:40 stranger-checkout-in-privileged-workflow:46',
    ],
    [
      flow,
      '        with:\n          ref: ${{ github.event.workflow_run.head_sha }}\n      - run: make',
      'stranger-checkout-in-privileged-workflow:41',
    ],
    [
      flow,
      '        with:\n          script: |\n            run("${{ github.event.comment.body }}")\n      - run: make',
      'expression-in-run-script:42',
    ],
    [flow, '    env:\n      ACTIONS_ALLOW_UNSECURE_COMMANDS: true', 'unsecure-workflow-commands:41'],
    [flow, '          git commit -m "${{ github.event.issue.title }}"\n', 'expression-in-run-script:40'],
    [
      'action.yml',
      '    - shell: bash\n      run: echo ${{ github.head_ref }}',
      'expression-in-run-script:41',
    ],
    [
      'Dockerfile',
      '    && make install \\\n    && curl -sf https://get.tool.dev | sh\nCOPY . .',
      'remote-script-piped-to-shell:41',
    ],
    [
      'Dockerfile',
      'COPY . .\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\nFROM node:latest',
      'unpinned-image:42 download-without-verification:41',
    ],
    [
      'compose.yml',
      '    image: db:1\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock',
      'docker-socket-mounted:42',
    ],
    [
      'docker-compose.prod.yml',
      '      - data:/data\n      - /var/run/docker.sock:/s\n  other:\n    build: .',
      'docker-socket-mounted:41',
    ],
    [
      'docker-compose.yml',
      '      - "5432:5432"\n    privileged: true',
      'privileged-container:41 database-port-published:40',
    ],
    [
      'k8s/a.yaml',
      '          securityContext:\n            privileged: true\n      volumes:\n        - name: s\n          hostPath:\n            path: /var/run/docker.sock',
      'privileged-container:41 docker-socket-mounted:45',
    ],
    [
      'deploy/a.yaml',
      '      hostNetwork: true\n      containers:\n        - name: a\n          image: a:1',
      'host-namespace-shared:40',
    ],
    [
      'deploy/a.yaml',
      '  - apiGroups: ["*"]\n    resources: ["*"]\n    verbs: ["*"]\n',
      'wildcard-cluster-role:42',
    ],
    [
      'chart/templates/a.yaml',
      '      {{- if .Values.x }}\n      hostPID: true\n      {{- end }}',
      'host-namespace-shared:41',
    ],
    [
      'chart/values.yaml',
      '  pullPolicy: Always\nsecurityContext:\n  privileged: true',
      'privileged-container:42',
    ],
    ['main.tf', '  engine = "postgres"\n  publicly_accessible = true\n}\n', 'public-database:41'],
    ['main.tf', '  metadata_options {\n    http_tokens = "optional"\n  }', 'metadata-service-open:41'],
    [
      'main.tf',
      '  ingress {\n    from_port = 22\n    to_port = 22\n    protocol = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }',
      'open-network-ingress:44',
    ],
    ['main.tf', '}\n\nresource "aws_s3_bucket" "b" {\n  acl = "public-read"', 'public-storage:43'],
    ['main.tf', '  statement {\n    actions   = ["*"]\n    resources = ["*"]\n  }', 'wildcard-iam-policy:41'],
    [
      'run.sh',
      'fi\ncurl -k https://files.tool.dev/a -o a\nchmod 777 a',
      'download-without-verification:41 world-writable-chmod:42',
    ],
    [
      'run.sh',
      'curl https://x.dev/a | sh\nEOF\ncurl https://get.tool.dev | sh',
      'remote-script-piped-to-shell:42',
    ],
    ['m.sql', 'ALTER TABLE a DISABLE ROW LEVEL SECURITY;', 'database-protection-off:40'],
    ['a.vue', '  <a target="_blank" href="https://x.dev">x</a>', 'link-hands-over-window:40'],
  ])('%s\n%s', (path, text, expected) =>
    expect(
      findings(path, text)
        .map(({ rule, start }) => `${rule}:${start.line}`)
        .toSorted(),
    ).toEqual(expected.split(' ').toSorted()),
  );

  it.each([
    // A name, a direction or an account that only the rest of the file shows.
    ['Dockerfile', 'FROM build\nUSER root\nCMD ["a"]'],
    ['Dockerfile', 'FROM node:22.1\nCMD ["a"]'],
    ['main.tf', '    from_port = 22\n    to_port = 22\n    cidr_blocks = ["0.0.0.0/0"]\n  }'],
    [
      'main.tf',
      '  egress {\n    from_port = 0\n    to_port = 0\n    protocol = "-1"\n    cidr_blocks = ["0.0.0.0/0"]\n  }',
    ],
    ['main.tf', '  route {\n    cidr_block = "0.0.0.0/0"\n  }\n  versioning {\n    status = "Disabled"\n  }'],
    ['main.tf', '}\n\nresource "aws_db_instance" "a" {\n  engine = "postgres"\n'],
    ['main.tf', 'resource "aws_lb_listener" "a" {\n  port = 80\n  protocol = "HTTP"\n'],
    ['run.sh', 'eval "$command"\nrm -rf $dir/*\n. "$config"'],
    ['run.sh', '  Install it with: curl https://get.tool.dev | sh\nEOF\nexit 1'],
    ['k8s/a.yaml', '        - name: a\n          image: a:1.2\n          ports: []'],
    ['playbook.yml', '    - name: x\n      privileged: true'],
    ['docker-compose.yml', '      - SYS_ADMIN\n      - MKNOD\n    image: a:1'],
    [
      flow,
      '          body: |\n            ${{ github.event.issue.title }}\n      - uses: actions/checkout@v5',
    ],
    [
      flow,
      '          a: ${{ github.event.issue.title }}\n        env:\n          b: ${{ github.event.issue.title }}',
    ],
    ['a.html', '<form method="post">{% if a %}\n<input name="b">'],
    ['notes.yml', '- just text\n- and more: of it'],
    [flow, '\t\t- broken\n  : [\n'],
  ])('leaves alone %s\n%s', (path, text) => expect(findings(path, text)).toEqual([]));

  it('says it with less confidence and without a fix', () => {
    const [one] = findings('docker-compose.yml', '    privileged: true');
    expect([one?.confidence, one?.fix]).toEqual(['medium', undefined]);
  });
});
