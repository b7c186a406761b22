// What the workflow detector finds, and what it leaves alone.
import { describe, expect, it } from 'vitest';
import { allFindings, detections } from '../../../../test/detector-findings.ts';
import { workflows } from './index.ts';

const folders = ['workflows', 'containers', 'shell'];
const found = (body: string, path = '.github/workflows/a.yml'): string[] =>
  allFindings(workflows, path, body, ...folders).filter((one) => !one.startsWith('trigger-with-secrets'));

/** A workflow on an event with the steps of one job, indented by six. */
const flow = (on: string, steps: string, job = ''): string =>
  `on: ${on}\npermissions: {contents: read}\njobs:\n  build:\n    runs-on: ubuntu-latest\n${job.replace(/^(?=.)/gm, '    ')}\n    steps:\n${steps.replace(/^(?=.)/gm, '      ')}\n`;
const run = (script: string): string => `- run: |\n${script.replace(/^(?=.)/gm, '    ')}`;
const checkout = (ref = '${{ github.event.pull_request.head.sha }}'): string =>
  `- uses: actions/checkout@v4\n  with:\n    ref: ${ref}\n`;

describe('workflows', () => {
  it.each<[expected: string, body: string]>([
    ['expression-in-run-script high', flow('issues', run('echo "${{ github.event.issue.title }}"'))],
    ['expression-in-run-script high', flow('pull_request', run('git checkout ${{ github.head_ref }}'))],
    [
      'expression-in-run-script high',
      flow('issue_comment', run("echo '${{ github.event.comment.body || 'none' }}'")),
    ],
    ['expression-in-run-script high', flow('push', run('echo ${{ github.event.commits[0].message }}'))],
    [
      'expression-in-run-script high',
      flow('pull_request', run("echo ${{ format('{0}', github.event.pull_request.head.label) }}")),
    ],
    ['expression-in-run-script high', flow('issues', run("echo '${{ toJSON(github.event) }}' > e.json"))],
    [
      'expression-in-run-script high',
      flow(
        'issues',
        '- uses: actions/github-script@v7\n  with:\n    script: |\n      const t = `${{ github.event.issue.body }}`',
      ),
    ],
    [
      'expression-in-run-script high',
      flow('issues', '- env: {T: "${{ github.event.issue.title }}"}\n  run: echo ${{ env.T }}'),
    ],
    [
      'expression-in-run-script high',
      flow('issues', '- env: {T: "${{ github.event.issue.title }}"}\n  run: eval "$T"'),
    ],
    [
      'expression-in-run-script medium',
      flow(
        'pull_request',
        '- id: t\n  env: {B: "${{ github.head_ref }}"}\n  run: echo "name=$B" >> "$GITHUB_OUTPUT"\n- run: echo ${{ steps.t.outputs.name }}',
      ),
    ],
    ['expression-in-run-script low', flow('workflow_dispatch', run('deploy ${{ inputs.target }}'))],
    ['expression-in-run-script low', flow('push', run('deploy ${{ github.event.inputs.target }}'))],
    [
      'event-text-in-runner-environment high',
      flow(
        'issues',
        '- env: {T: "${{ github.event.issue.title }}"}\n  run: echo "TITLE=$T" >> "$GITHUB_ENV"',
      ),
    ],
    [
      'event-text-in-runner-environment medium',
      flow('pull_request', '- env: {T: "${{ github.head_ref }}"}\n  run: echo "BRANCH=$T" >> $GITHUB_ENV'),
    ],
    [
      'stranger-checkout-in-privileged-workflow high',
      flow(
        'pull_request_target',
        `${checkout()}- run: npm ci && npm test\n  env: {T: "\${{ secrets.KEY }}"}`,
      ),
    ],
    [
      'stranger-checkout-in-privileged-workflow high',
      flow(
        'pull_request_target',
        `${checkout('refs/pull/${{ github.event.number }}/merge')}- uses: ./.github/actions/build\n  env: {T: "\${{ secrets.KEY }}"}`,
      ),
    ],
    [
      'stranger-checkout-in-privileged-workflow medium',
      flow('pull_request_target', `${checkout()}- run: grep -r TODO .`),
    ],
    [
      'stranger-checkout-in-privileged-workflow high',
      flow(
        'issue_comment',
        '- run: |\n    gh pr checkout ${{ github.event.issue.number }}\n    make\n  env: {T: "${{ secrets.KEY }}"}',
      ),
    ],
    [
      'stranger-checkout-in-privileged-workflow low',
      flow(
        'pull_request_target',
        `${checkout()}- run: make`,
        "if: github.event.label.name == 'safe to test'",
      ),
    ],
    [
      'stranger-checkout-in-privileged-workflow medium',
      flow('workflow_run', checkout('${{ github.event.workflow_run.head_sha }}')),
    ],
    [
      'untrusted-artifact-used medium',
      flow(
        'workflow_run',
        '- uses: dawidd6/action-download-artifact@bf251b5aa9c2f7eeb574a96ee720e24f801b7c11\n- run: ./deploy.sh',
      ),
    ],
    [
      'untrusted-artifact-used medium',
      flow(
        'workflow_run',
        '- uses: actions/download-artifact@v4\n  with: {run-id: \'${{ github.event.workflow_run.id }}\', path: out}\n- run: echo "PR=$(cat out/pr)" >> $GITHUB_ENV',
      ),
    ],
    [
      'untrusted-artifact-used low',
      flow('workflow_run', '- run: gh run download 1\n  with: {path: x}\n- run: |\n    make -C x'),
    ],
    [
      'checkout-keeps-credentials medium',
      flow(
        'push',
        '- uses: actions/checkout@v4\n- uses: actions/upload-artifact@v4\n  with: {name: all, path: .}',
      ),
    ],
    [
      'checkout-keeps-credentials medium',
      flow(
        'push',
        '- uses: actions/checkout@v4\n- uses: actions/upload-artifact@v4\n  with: {path: "${{ github.workspace }}"}',
      ),
    ],
    [
      'checkout-keeps-credentials medium',
      flow(
        'push',
        '- uses: actions/checkout@v4\n  with: {fetch-depth: 0}\n- uses: actions/upload-artifact@v4\n  with:\n    path: |\n      ./',
      ),
    ],
    [
      'cache-in-release-workflow low',
      flow('release', '- uses: actions/setup-node@v4\n  with: {cache: npm}\n- run: npm publish'),
    ],
    [
      'cache-in-release-workflow low',
      flow('{push: {tags: ["v*"]}}', '- uses: actions/cache@v4\n- run: cargo publish'),
    ],
    [
      'event-text-in-runner-environment high',
      flow(
        'issue_comment',
        '- env: {B: "${{ github.event.comment.body }}"}\n  run: echo "$B" >> $GITHUB_PATH',
      ),
    ],
    [
      'self-hosted-runner-for-pull-requests low',
      'on: [pull_request]\npermissions: {}\njobs:\n  a:\n    runs-on: self-hosted\n    steps:\n      - run: make\n',
    ],
    [
      'self-hosted-runner-for-pull-requests low',
      'on: {pull_request: {}}\npermissions: {}\njobs:\n  a:\n    runs-on: {group: x, labels: [self-hosted]}\n    steps:\n      - run: make\n',
    ],
    ['cache-in-release-workflow low', flow('release', '- uses: actions/cache@v4\n- run: npm publish')],
    [
      'agent-reads-strangers-text medium',
      `on: issues\njobs:\n  a:\n    permissions: {issues: write}\n    steps:\n      - uses: anthropics/claude-code-action@${'a'.repeat(40)}\n        with:\n          prompt: "Triage: \${{ github.event.issue.body }}"\n`,
    ],
    [
      'agent-reads-strangers-text high',
      `on: issue_comment\njobs:\n  a:\n    permissions: {contents: write}\n    steps:\n      - env: {TEXT: "\${{ github.event.comment.body }}"}\n        run: claude -p "$TEXT" --dangerously-skip-permissions\n`,
    ],
    [
      'agent-reads-strangers-text low',
      flow(
        'issues',
        '- uses: google-github-actions/run-gemini-cli@0123456789012345678901234567890123456789\n  with: {prompt: "${{ github.event.issue.title }}"}',
      ),
    ],
    [
      'excessive-workflow-permissions medium',
      'on: push\npermissions: write-all\njobs:\n  a:\n    steps:\n      - run: make\n',
    ],
    [
      'excessive-workflow-permissions low',
      'on: push\npermissions:\n  contents: write\njobs:\n  a:\n    steps:\n      - run: make\n  b:\n    steps:\n      - run: make\n',
    ],
    [
      'excessive-workflow-permissions low',
      'on: pull_request_target\njobs:\n  a:\n    steps:\n      - run: gh pr edit\n',
    ],
    ['secret-exposed-in-workflow medium', flow('push', run('echo ${{ secrets.KEY }}'))],
    [
      'secret-exposed-in-workflow medium',
      flow('push', '- env: {K: "${{ secrets.KEY }}"}\n  run: echo "key is $K"'),
    ],
    [
      'secret-exposed-in-workflow high',
      flow('push', '- env: {K: "${{ secrets.KEY }}"}\n  run: echo "$K" | base64'),
    ],
    [
      'secret-exposed-in-workflow medium',
      flow('push', '- env: {ALL: "${{ toJSON(secrets) }}"}\n  run: deploy'),
    ],
    [
      'secrets-inherited medium',
      'on: push\npermissions: {}\njobs:\n  a:\n    uses: acme/flows/.github/workflows/x.yml@0.1.2\n    secrets: inherit\n',
    ],
    [
      'secrets-inherited low',
      `on: push\npermissions: {}\njobs:\n  a:\n    uses: acme/flows/.github/workflows/x.yml@${'b'.repeat(40)}\n    secrets: inherit\n`,
    ],
    [
      'secrets-inherited low',
      'on: push\npermissions: {}\njobs:\n  a:\n    uses: ./.github/workflows/x.yml\n    secrets: inherit\n',
    ],
    [
      'unsecure-workflow-commands medium',
      flow('push', '- run: make\n  env:\n    ACTIONS_ALLOW_UNSECURE_COMMANDS: true'),
    ],
    [
      'unsecure-workflow-commands medium',
      'on: push\npermissions: {}\nenv: {ACTIONS_ALLOW_UNSECURE_COMMANDS: "true"}\njobs:\n  a:\n    steps:\n      - run: make\n',
    ],
    [
      'unsecure-workflow-commands medium',
      flow('push', run('echo "ACTIONS_ALLOW_UNSECURE_COMMANDS=true" >> $GITHUB_ENV')),
    ],
    [
      'condition-always-true medium',
      flow('push', "- if: ${{ github.ref }} == 'refs/heads/main'\n  run: make"),
    ],
    ['condition-always-true medium', flow('push', "- if: |\n    ${{ github.actor == 'x' }}\n  run: make")],
    [
      'condition-always-true low',
      flow('push', "- if: contains('main develop', github.ref_name)\n  run: make"),
    ],
    [
      'spoofable-bot-check medium',
      flow('pull_request_target', '- run: gh pr merge', "if: github.actor == 'dependabot[bot]'"),
    ],
    [
      'spoofable-bot-check low',
      flow('pull_request', '- run: gh pr merge', "if: ${{ github.actor == 'renovate[bot]' }}"),
    ],
    [
      'spoofable-bot-check medium',
      flow('workflow_run', '- run: gh pr merge', "if: startsWith(github.actor, 'dependabot')"),
    ],
    ['unpinned-action low', flow('push', '- uses: acme/setup@v2')],
    ['unpinned-action low', flow('push', '- uses: acme/setup@main')],
    [
      'unpinned-action medium',
      flow('push', '- uses: acme/deploy@main\n  with: {token: "${{ secrets.KEY }}"}'),
    ],
    ['unpinned-image low', flow('push', '- run: make', 'container: node:latest')],
    [
      'self-hosted-runner-for-pull-requests low',
      'on: pull_request\npermissions: {}\njobs:\n  a:\n    runs-on: [self-hosted, linux]\n    steps:\n      - run: make\n',
    ],
    [
      'privileged-container low',
      flow(
        'push',
        '- run: make',
        `container: {image: "node:22@sha256:${'a'.repeat(64)}", options: --privileged}`,
      ),
    ],
    [
      'checkout-keeps-credentials low',
      flow('push', '- uses: actions/checkout@v4\n  with: {persist-credentials: true}\n- run: git push'),
    ],
    ['remote-script-piped-to-shell medium', flow('push', run('curl -sSfL https://get.tool.dev | sh'))],
    ['world-writable-chmod medium', flow('push', run('chmod -R 777 .'))],
  ])('%s', (expected, body) => {
    expect(found(body)).toEqual([expected]);
  });

  it.each<[name: string, body: string]>([
    ['env in quotes', flow('issues', '- env: {T: "${{ github.event.issue.title }}"}\n  run: echo "$T"')],
    [
      'matrix and numbers',
      flow('pull_request', run('echo ${{ matrix.node }} ${{ github.event.number }} ${{ github.sha }}')),
    ],
    [
      'comparisons',
      flow(
        'pull_request',
        run(
          "echo ${{ github.head_ref == 'main' }} ${{ contains(github.event.comment.body, '/x') && 'a' || 'b' }}",
        ),
      ),
    ],
    [
      'name, with and if',
      flow(
        'issues',
        '- name: ${{ github.event.issue.title }}\n  if: github.event.issue.title != \'\'\n  uses: actions/labeler@v5\n  with: {title: "${{ github.event.issue.title }}"}',
      ),
    ],
    [
      'own outputs',
      flow(
        'push',
        '- id: v\n  run: echo "v=$(node -p 1)" >> $GITHUB_OUTPUT\n- run: echo ${{ steps.v.outputs.v }}',
      ),
    ],
    [
      'plain checkout on pull_request_target',
      flow('pull_request_target', '- uses: actions/checkout@v4\n- run: npm ci'),
    ],
    ['head checkout on pull_request', flow('pull_request', `${checkout()}- run: npm ci`)],
    [
      'first-party tags',
      flow(
        'push',
        '- uses: actions/checkout@v4\n- uses: github/codeql-action/init@v3\n- uses: ./.github/actions/x',
      ),
    ],
    ['commit pins', flow('push', `- uses: acme/x@${'0'.repeat(40)} # v2`)],
    ['image digest', flow('push', `- uses: docker://acme/x@sha256:${'0'.repeat(64)}`)],
    [
      'id-token to publish',
      'on: release\njobs:\n  a:\n    permissions: {id-token: write, contents: read}\n    steps:\n      - run: npm publish --provenance\n',
    ],
    [
      'a secret piped to a login',
      flow('push', '- run: echo "${{ secrets.KEY }}" | docker login -u x --password-stdin'),
    ],
    ['a secret in a file', flow('push', '- run: echo "$K" > key\n  env: {K: "${{ secrets.KEY }}"}')],
    [
      'a condition in braces',
      flow('push', "- if: ${{ github.ref == 'refs/heads/main' && success() }}\n  run: make"),
    ],
    [
      'a folded condition',
      flow('push', "- if: >-\n    github.ref == 'refs/heads/main' &&\n    success()\n  run: make"),
    ],
    [
      'the author of a pull request',
      flow(
        'pull_request_target',
        '- run: gh pr merge',
        "if: github.event.pull_request.user.login == 'dependabot[bot]'",
      ),
    ],
    [
      'an agent for members',
      flow(
        'issue_comment',
        '- uses: anthropics/claude-code-action@0123456789012345678901234567890123456789\n  with: {prompt: "${{ github.event.comment.body }}"}',
        'if: contains(fromJSON(\'["OWNER"]\'), github.event.comment.author_association)',
      ),
    ],
    [
      'an agent without free text',
      flow(
        'pull_request',
        '- uses: anthropics/claude-code-action@0123456789012345678901234567890123456789\n  with: {prompt: "Review PR ${{ github.event.number }}"}',
      ),
    ],
    [
      'an upload of a folder',
      flow('push', '- uses: actions/checkout@v4\n- uses: actions/upload-artifact@v4\n  with: {path: dist}'),
    ],
    ['a cache without release', flow('push', '- uses: actions/cache@v4\n- run: npm test')],
    ['a download of the own run', flow('workflow_run', '- uses: actions/download-artifact@v4\n- run: make')],
  ])('leaves alone: %s', (_, body) => {
    expect(found(body)).toEqual([]);
  });

  it.each([
    ['trigger-with-secrets-for-strangers low', '{pull_request_target: null}'],
    ['trigger-with-secrets-for-strangers low', 'workflow_run'],
    ['trigger-with-secrets-for-strangers low', '[push, pull_request_target]'],
  ])('%s: %s', (expected, on) =>
    expect(allFindings(workflows, '.github/workflows/a.yml', flow(on, run('make')), ...folders)).toContain(
      expected,
    ),
  );

  it.each([
    ['pull_request_target', '{pull_request_target: {types: [opened]}}', 1],
    ['a list', '[push, workflow_run]', 1],
    ['one word', 'pull_request_target', 1],
    ['pull_request', '[push, pull_request]', 0],
  ])('says that strangers start it: %s', (_, on, count) =>
    expect(
      allFindings(workflows, '.github/workflows/a.yml', flow(on, run('make')), ...folders).filter(
        (one) => one === 'trigger-with-secrets-for-strangers low',
      ),
    ).toHaveLength(count),
  );

  it.each([
    ['unsecure-workflow-commands low', flow('push', run('echo "::set-env name=A::b"'))],
    [
      'event-text-in-runner-environment low',
      flow('workflow_run', run('echo "A=$(cat a.txt)" >> $GITHUB_ENV')),
    ],
    [
      'publish-token-without-end low',
      flow('push', '- uses: pypa/gh-action-pypi-publish@v1\n  with: {password: "${{ secrets.TOKEN }}"}\n'),
    ],
    [
      'publish-token-without-end low',
      flow('release', '- uses: rubygems/release-gem@v1\n  with:\n    password: ${{ secrets.GEMS }}\n'),
    ],
    [
      'publish-token-without-end low',
      flow(
        'push',
        '- uses: pypa/gh-action-pypi-publish@76f52bc884231f62b9a034ebfe128415bbaabdfc\n  with:\n    password: ${{ secrets.PYPI }}\n',
      ),
    ],
    [
      'secret-exposed-in-workflow low',
      flow('push', run('deploy') + '  env:\n    K: ${{ fromJSON(secrets.ALL).key }}\n'),
    ],
    [
      'secret-as-build-argument medium',
      flow(
        'push',
        '- uses: docker/build-push-action@v6\n  with:\n    build-args: |\n      TOKEN=${{ secrets.NPM }}\n',
      ),
    ],
  ])('says quietly: %s', (expected, body) => expect(found(body)).toContain(expected));

  it.each([
    ['set-env named in a comment', flow('push', run('echo "A=b" >> "$GITHUB_ENV"'))],
    [
      'a secret that a build mounts',
      flow(
        'push',
        '- uses: docker/build-push-action@ca877d9245402d1537745e0e356eab47c3520991\n  with:\n    build-args: A=1\n    secrets: |\n      token=${{ secrets.NPM }}\n',
      ),
    ],
    [
      'an object, which is a word as text',
      flow('issues', run('test -n "${{ github.event.issue }}" && echo "${{ github.event.pull_request }}"')),
    ],
    ['a whole secret', flow('push', run('deploy') + '  env:\n    K: ${{ secrets.KEY }}\n')],
    [
      'a trusted publisher',
      flow('push', '- uses: pypa/gh-action-pypi-publish@76f52bc884231f62b9a034ebfe128415bbaabdfc\n'),
    ],
  ])('says nothing of %s', (_, body) => expect(found(body)).toEqual([]));

  it('reads composite actions and workflows elsewhere', () => {
    const action =
      'name: x\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: echo ${{ github.head_ref }}\n';
    expect(found(action, 'action.yml')).toEqual(['expression-in-run-script high']);
    expect(found(flow('issues', run('echo ${{ github.event.issue.body }}')), 'flows/x.yaml')).toEqual([
      'expression-in-run-script high',
    ]);
    expect(found('jobs: 1\n', 'a.yml')).toEqual([]);
  });

  it('gives the exact region and the lines to write', () => {
    const [one] = detections(
      workflows,
      '.github/workflows/a.yml',
      flow('issues', run('echo "${{ github.event.issue.title }}"')),
      ...folders,
    );
    if (!one || !('finding' in one)) throw new Error('nothing found');
    expect([one.finding.start, one.finding.end]).toEqual([
      { line: 9, column: 17 },
      { line: 9, column: 48 },
    ]);
    expect(one.finding.remedy).toBe(
      'Give it to the step as `env: ISSUE_TITLE: ${{ github.event.issue.title }}` and write `"$ISSUE_TITLE"` in the script, in quotes.',
    );
  });

  it('follows anchors, within a limit, and says what it cannot read', () => {
    expect(found(flow('issues', '- &a\n  run: echo ${{ github.event.issue.title }}\n- *a'))).toEqual([
      'expression-in-run-script high',
    ]);
    expect(found('on: push\njobs: {a: [}\n')).toEqual(['not checked']);
    const bomb = `on: push\na0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}\njobs: {a: {steps: []}}\n`;
    expect(found(bomb)).toEqual(['not checked']);
  });
});
