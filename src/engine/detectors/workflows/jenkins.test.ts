// What is found in pipelines of Jenkins, and what is left alone.
import { describe, expect, it } from 'vitest';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';
import { allFindings } from '../../../../test/detector-findings.ts';
import { workflows } from './index.ts';

const found = (body: string, path = 'Jenkinsfile'): string[] =>
  allFindings(workflows, path, body, 'workflows', 'shell', 'code/code-injection', 'code/sensitive-logging');
const bound = (step: string): string =>
  `withCredentials([string(credentialsId: 'api', variable: 'API_TOKEN')]) {\n  ${step}\n}\n`;

describe('jenkins', () => {
  it.each([
    ['expression-in-run-script medium', 'sh "git checkout ${params.BRANCH}"'],
    ['expression-in-run-script medium', 'sh(script: "echo ${env.CHANGE_TITLE}", returnStdout: true)'],
    ['expression-in-run-script low', 'sh """\n  docker build -t app:${env.BRANCH_NAME} .\n"""'],
    ['expression-in-run-script medium', 'bat "deploy.cmd $params.TARGET"'],
    [
      'secret-in-arguments medium',
      bound('sh "curl -H \'Authorization: Bearer ${API_TOKEN}\' https://a.dev"'),
    ],
    ['secret-in-log medium', bound('sh "echo ${API_TOKEN}"')],
    ['secret-in-arguments medium', 'environment { LOGIN = credentials(\'x\') }\nsh "login ${LOGIN_PSW}"'],
    ['remote-script-piped-to-shell medium', "sh 'curl -sSL https://get.tool.dev | bash'"],
    ['eval-of-text high', 'evaluate(params.SCRIPT)'],
    ['container-started-with-host-rights low', "docker { image 'a' args '-u root --privileged' }"],
    ['container-started-with-host-rights low', "docker.image('a').inside('--privileged') { sh 'make' }"],
    ['download-without-verification medium', "httpRequest url: 'https://a.dev', ignoreSslErrors: true"],
  ])('%s: %s', (expected, body) => {
    expect(found(body)).toEqual([expected]);
  });

  it.each([
    `sh 'git checkout "$BRANCH"'`,
    'sh "docker build -t app:${BUILD_NUMBER} ."',
    "parameters { choice(name: 'TARGET', choices: ['a', 'b']) }\nsh \"deploy ${params.TARGET}\"",
    bound('sh \'curl -H "Authorization: Bearer $API_TOKEN" https://a.dev\''),
    '// sh "git checkout ${params.BRANCH}"',
    'echo "building ${params.BRANCH}"',
    "evaluate(new File('jobs/common.groovy'))",
    'sh "for f in \\$files; do echo \\$f; done"',
  ])('leaves alone %s', (body) => {
    expect(found(body)).toEqual([]);
  });

  it('is quick with long pipelines', () => {
    const started = processorMs();
    found(`sh "echo \${env.CHANGE_TITLE}"\n`.repeat(5_000));
    found("sh ''' ".repeat(20_000));
    found('/* '.repeat(50_000));
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});
