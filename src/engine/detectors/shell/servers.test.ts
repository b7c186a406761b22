// Servers and daemons that answer everyone, and those that do not.
import { describe, expect, it } from 'vitest';
import { allFindings } from '../../../../test/detector-findings.ts';
import { containers } from '../containers/index.ts';
import { shell } from './index.ts';

const folders = ['shell', 'containers', 'code/debug-mode', 'code/insecure-settings', 'code/network-exposure'];
const found = (script: string): string[] => allFindings(shell, 'bin/run.sh', script, ...folders);
const image = (lines: string): string[] =>
  allFindings(containers, 'Dockerfile', `FROM a:1\nUSER app\n${lines}\n`, ...folders);
const service = (lines: string): string[] =>
  allFindings(
    containers,
    'compose.yml',
    `services:\n  a:\n    image: a:1\n    read_only: true\n${lines.replace(/^/gm, '    ')}\n`,
    ...folders,
  );

describe('servers', () => {
  it.each([
    ['debug-mode-on medium', 'node --inspect=0.0.0.0:9229 server.js'],
    [
      'debug-mode-on medium',
      'java -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005 -jar a.jar',
    ],
    ['debug-mode-on low', 'python3 manage.py runserver 0.0.0.0:8000'],
    ['debug-mode-on low', 'flask --app shop run --host=0.0.0.0 --debug'],
    ['debug-mode-on low', 'uvicorn shop:app --reload --host 0.0.0.0'],
    ['debug-mode-on low', 'php -d display_errors=1 app.php'],
    ['debug-mode-on low', "echo 'display_errors = On' >> /etc/php/conf.d/dev.ini"],
    ['php-setting-weakened medium', 'echo "allow_url_include=On" >> /usr/local/etc/php/conf.d/a.ini'],
    ['bind-all-interfaces low', 'php -S 0.0.0.0:8000 -t public'],
    ['bind-all-interfaces high', 'dockerd -H tcp://0.0.0.0:2375'],
    ['data-store-without-login medium', 'redis-server --protected-mode no'],
    ['data-store-without-login medium', "jupyter notebook --ip=0.0.0.0 --NotebookApp.token=''"],
    ['cluster-component-opened medium', "kubectl proxy --port 8001 --accept-hosts='.*'"],
  ])('%s: %s', (expected, script) => expect(found(script)).toEqual([expected]));

  it.each([
    'node --inspect server.js',
    'node --inspect=127.0.0.1:9229 server.js',
    'java -agentlib:jdwp=transport=dt_socket,server=y,address=localhost:5005 -jar a.jar',
    'python manage.py runserver',
    'python manage.py runserver 127.0.0.1:8000',
    'flask run --host=0.0.0.0',
    'uvicorn shop:app --host 0.0.0.0',
    'php -S localhost:8000',
    'php -d display_errors=0 app.php',
    'dockerd --tlsverify -H tcp://0.0.0.0:2376',
    'redis-server --protected-mode yes --requirepass "$PASSWORD"',
    'kubectl proxy --port 8001',
    'echo "display_errors=Off" >> /etc/php/php.ini',
    'echo "allow_url_include=Off" >> /etc/php/php.ini',
  ])('leaves alone: %s', (script) => expect(found(script)).toEqual([]));

  it.each([
    ['debug-mode-on medium', 'CMD ["node", "--inspect=0.0.0.0:9229", "server.js"]'],
    ['debug-mode-on medium', 'ENV FLASK_DEBUG=1'],
    ['debug-mode-on medium', 'ENV PORT=80 APP_DEBUG="true"'],
    ['debug-mode-on medium', 'ENV NODE_OPTIONS="--inspect=0.0.0.0:9229"'],
  ])('%s in an image: %s', (expected, lines) => expect(image(lines)).toEqual([expected]));

  it.each(['ENV APP_DEBUG=false', 'ARG FLASK_DEBUG=1', 'ENV DEBUG=app:*', 'ENV FLASK_ENV production'])(
    'leaves alone in an image: %s',
    (lines) => expect(image(lines)).toEqual([]),
  );

  it.each([
    ['debug-mode-on low', 'environment:\n  DJANGO_DEBUG: "True"'],
    ['debug-mode-on low', 'environment: [NODE_OPTIONS=--inspect=0.0.0.0:9229]'],
    ['data-store-without-login low', 'environment: {PMA_ARBITRARY: 1}'],
  ])('%s in a service: %s', (expected, lines) => expect(service(lines)).toEqual([expected]));

  it.each(['environment:\n  REQUESTS_CA_BUNDLE:', 'environment: [CURL_CA_BUNDLE, FLASK_DEBUG=0]'])(
    'leaves alone in a service: %s',
    (lines) => expect(service(lines)).toEqual([]),
  );
});
