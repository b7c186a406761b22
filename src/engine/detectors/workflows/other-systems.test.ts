// What is found in the pipelines of other systems, and what is left alone.
import { describe, expect, it } from 'vitest';
import { allFindings } from '../../../../test/detector-findings.ts';
import { workflows } from './index.ts';

const found = (path: string, body: string): string[] =>
  allFindings(workflows, path, body, 'workflows', 'containers', 'shell', 'terraform');

describe('other systems', () => {
  it.each([
    [
      'remote-script-piped-to-shell medium',
      '.gitlab-ci.yml',
      'build:\n  script:\n    - curl -s https://get.tool.dev | sh\n',
    ],
    [
      'shell-evaluates-variable medium',
      '.gitlab-ci.yml',
      'build:\n  script:\n    - eval "$CI_COMMIT_MESSAGE"\n',
    ],
    [
      'shell-evaluates-variable medium',
      '.gitlab-ci.yml',
      'build:\n  script:\n    - echo "$CI_COMMIT_MESSAGE" | bash\n',
    ],
    ['secret-exposed-in-workflow low', '.gitlab-ci.yml', 'build:\n  script:\n    - printenv | sort\n'],
    ['secret-exposed-in-workflow medium', 'azure-pipelines.yml', 'steps:\n  - script: echo $(token)\n'],
    [
      'secret-exposed-in-workflow medium',
      '.gitlab-ci.yml',
      'build:\n  script:\n    - echo "token is $DEPLOY_TOKEN"\n',
    ],
    [
      'secret-exposed-in-workflow medium',
      'azure-pipelines.yml',
      'steps:\n  - script: echo $(deployPassword)\n',
    ],
    ['download-without-verification medium', '.gitlab-ci.yml', 'variables:\n  GIT_SSL_NO_VERIFY: "true"\n'],
    [
      'download-without-verification medium',
      '.gitlab-ci.yml',
      'include:\n  - remote: http://ci.tool.dev/a.yml\n',
    ],
    ['unpinned-action low', '.gitlab-ci.yml', 'include:\n  - remote: https://ci.tool.dev/a.yml\n'],
    ['unpinned-action low', '.gitlab-ci.yml', 'include:\n  project: a/b\n  ref: main\n  file: /c.yml\n'],
    [
      'expression-in-run-script low',
      'azure-pipelines.yml',
      'parameters:\n  - name: target\n    type: string\nsteps:\n  - script: deploy ${{ parameters.target }}\n',
    ],
    [
      'remote-script-piped-to-shell medium',
      'azure-pipelines.yml',
      'steps:\n  - powershell: iwr https://get.tool.dev/i.ps1 | iex\n',
    ],
    [
      'checkout-keeps-credentials low',
      'azure-pipelines.yml',
      'steps:\n  - checkout: self\n    persistCredentials: true\n',
    ],
    ['plaintext-traffic low', '.gitlab-ci.yml', 'variables:\n  DOCKER_TLS_CERTDIR: ""\n'],
    ['unpinned-image low', 'bitbucket-pipelines.yml', 'image: node:latest\n'],
    [
      'world-writable-chmod medium',
      '.circleci/config.yml',
      'jobs:\n  a:\n    steps:\n      - run: chmod -R 777 .\n',
    ],
    [
      'expression-in-run-script low',
      '.circleci/config.yml',
      'jobs:\n  a:\n    steps:\n      - run: echo << pipeline.git.branch >>\n',
    ],
    [
      'expression-in-run-script medium',
      'azure-pipelines.yml',
      'steps:\n  - script: echo $(Build.SourceVersionMessage)\n',
    ],
    [
      'remote-script-piped-to-shell medium',
      'user.yaml',
      '#cloud-config\nruncmd:\n  - curl -s https://get.tool.dev | sh\n',
    ],
    ['host-protection-off low', 'user.yaml', '#cloud-config\nssh_pwauth: true\n'],
    [
      'sudo-without-password low',
      'user.yaml',
      '#cloud-config\nusers:\n  - name: a\n    sudo: ALL=(ALL) NOPASSWD:ALL\n',
    ],
  ])('finds %s in %s', (wanted, path, body) => expect(found(path, body)).toEqual([wanted]));

  it.each([
    ['.gitlab-ci.yml', 'build:\n  script:\n    - echo "$DEPLOY_TOKEN" | docker login --password-stdin r\n'],
    ['.gitlab-ci.yml', 'build:\n  script:\n    - echo "$DEPLOY_TOKEN" > token.txt\n'],
    ['.gitlab-ci.yml', 'build:\n  script:\n    - echo "$TOKEN_TTL seconds"\n'],
    ['azure-pipelines.yml', 'steps:\n  - script: echo $(Build.BuildId)\n'],
    ['.gitlab-ci.yml', 'build:\n  script:\n    - echo "$CI_COMMIT_MESSAGE" | shasum\n    - env FOO=1 make\n'],
    [
      '.gitlab-ci.yml',
      'image: node:20.11\nbuild:\n  script:\n    - npm ci\n    - echo "$CI_COMMIT_MESSAGE"\n',
    ],
    ['.circleci/config.yml', 'jobs:\n  a:\n    steps:\n      - run: echo << pipeline.number >> && make\n'],
    ['azure-pipelines.yml', 'steps:\n  - script: echo $(Build.BuildId)\n'],
    ['notes.yml', 'script:\n  - chmod -R 777 .\n'],
    ['.gitlab-ci.yml', 'include:\n  - remote: https://ci.tool.dev/a.yml\n    integrity: sha256-x\n'],
    ['.gitlab-ci.yml', 'include:\n  - project: a/b\n    ref: v1.2.0\n    file: /c.yml\n'],
  ])('leaves %s alone: %j', (path, body) => expect(found(path, body)).toEqual([]));

  it('sees the environment of workflows too', () => {
    const body =
      'on: push\npermissions: {}\nenv:\n  NODE_TLS_REJECT_UNAUTHORIZED: 0\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';
    expect(found('.github/workflows/a.yml', body)).toEqual(['download-without-verification medium']);
  });
});
